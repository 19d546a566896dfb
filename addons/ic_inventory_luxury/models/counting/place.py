from odoo import api, fields, models
from odoo.fields import Domain

PATH = ' › '


class StockLocation(models.Model):
    """A place as a dealer sees it: the way to it, what lies in it, and what can be done there."""

    _inherit = 'stock.location'

    ic_path = fields.Char(
        string="Path", compute='_compute_ic_path', help="The way to this place from the house, without the warehouse."
    )
    ic_piece_count = fields.Integer(
        string="Pieces", compute='_compute_ic_piece_count', help="Pieces here and in all places inside."
    )
    ic_place_count = fields.Integer(string="Places Inside", compute='_compute_ic_piece_count')
    ic_note = fields.Char(string="Note", help="For example who holds the second key.")

    # === COMPUTES === #

    @api.depends('complete_name', 'name')
    def _compute_ic_path(self):
        stocks = (
            self.env['stock.warehouse']
            .sudo()
            .with_context(active_test=False)
            .search([('lot_stock_id', '!=', False)])
            .lot_stock_id
        )
        for location in self:
            names, place = [], location.sudo()
            while place and place.usage != 'view':
                if place not in stocks or place.id == location.id:
                    names.append(place.name or '')
                place = place.location_id
            location.ic_path = PATH.join(reversed(names)) or location.name

    @api.depends('quant_ids.quantity', 'child_ids')
    def _compute_ic_piece_count(self):
        self.ic_piece_count = self.ic_place_count = 0
        held = self.env['stock.quant']._read_group(
            [('location_id', 'child_of', self.ids), ('quantity', '>', 0), ('product_id.ic_category', '!=', False)],
            ['location_id'],
            ['product_id:count_distinct'],
        )
        inside = self.search([('location_id', 'child_of', self.ids), ('usage', '!=', 'view')])
        for location in self:
            path = location.parent_path or '-'
            location.ic_piece_count = sum(count for place, count in held if (place.parent_path or '').startswith(path))
            location.ic_place_count = sum(
                (place.parent_path or '').startswith(path) and place != location for place in inside
            )

    # === ACTIONS === #

    def action_ic_pieces_here(self):
        """Show the pieces that lie here or in a place inside."""
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.product_piece_action')
        return dict(
            action,
            domain=[('ic_category', '!=', False), ('ic_location_ids', 'child_of', self.id)],
            context={},
            display_name=self.env._("Pieces in %s", self.ic_path),
        )

    def action_ic_places_inside(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.stock_location_place_action')
        return dict(
            action,
            domain=[('id', 'child_of', self.id), ('id', '!=', self.id)],
            context={'default_location_id': self.id},
            display_name=self.env._("In %s", self.ic_path),
        )

    # === BUSINESS METHODS === #

    def _ic_inside(self):
        """Return the places that can hold stock, these and all inside, archived ones too (they may hold some)."""
        domain = Domain('id', 'child_of', self.ids) & Domain('usage', 'in', ('internal', 'transit'))
        return self.with_context(active_test=False).search(domain)

    @api.model
    def _ic_enable_places(self):
        """Switch on Odoo's storage locations for all users: a piece without a place is of no use to anybody.

        The same as ticking Inventory > Settings > Storage Locations.
        """
        group = self.env.ref('stock.group_stock_multi_locations')
        users = self.env.ref('base.group_user')
        if group not in users.implied_ids:
            users.write({'implied_ids': [(4, group.id)]})
        warehouses = self.env['stock.warehouse'].with_context(active_test=False).search([('int_type_id', '!=', False)])
        warehouses.int_type_id.filtered(lambda kind: not kind.active).active = True
