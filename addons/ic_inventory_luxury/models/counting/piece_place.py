from collections import defaultdict

from odoo import api, fields, models

# Where a unit is ours to touch: in the house, at a third party's, or under way between two places of one company.
HELD = ('internal', 'transit')


class ProductTemplate(models.Model):
    """Where a piece is. The stock alone knows; these fields repeat it so that people can read, filter and group."""

    _inherit = 'product.template'

    ic_location_id = fields.Many2one(
        'stock.location',
        string="Current Location",
        compute='_compute_ic_location_id',
        store=True,
        index='btree_not_null',
        groups='base.group_user',
        help="Where the piece is; the place that holds most of it where it lies in several.",
    )
    ic_location_ids = fields.Many2many(
        'stock.location',
        'ic_piece_location_rel',
        string="Current Locations",
        compute='_compute_ic_location_id',
        store=True,
        groups='base.group_user',
        help="Every place that holds a unit of it.",
    )
    ic_place_text = fields.Char(
        string="Where It Is",
        compute='_compute_ic_place_text',
        groups='base.group_user',
        help="The way to the place, with the quantity where it lies in several.",
    )

    # === COMPUTES === #

    @api.depends('product_variant_ids.stock_quant_ids.quantity', 'product_variant_ids.stock_quant_ids.location_id')
    def _compute_ic_location_id(self):
        held = self._ic_held_units()
        for piece in self:
            units = held.get(piece.id, {})
            ranked = sorted(units, key=lambda location: (-units[location], location.complete_name or ''))
            main, places = (
                ranked[0] if ranked else self.env['stock.location'],
                self.env['stock.location'].union(*ranked),
            )
            # Comparing first spares a write on the row of every piece that merely was reserved or counted.
            if piece.ic_location_id != main or not piece.id:
                piece.ic_location_id = main
            if piece.ic_location_ids != places or not piece.id:
                piece.ic_location_ids = places

    @api.depends('ic_location_ids', 'product_variant_ids.stock_quant_ids.quantity')
    def _compute_ic_place_text(self):
        held = self.sudo()._ic_held_units()
        for piece in self:
            units = held.get(piece.id, {})
            ranked = sorted(units, key=lambda location: (-units[location], location.complete_name or ''))
            if len(ranked) == 1:
                piece.ic_place_text = ranked[0].ic_path
            else:
                piece.ic_place_text = ', '.join(f'{place.ic_path} ({units[place]:g})' for place in ranked)

    # === BUSINESS METHODS === #

    def _ic_held_units(self):
        """Return where the units of the pieces are: dict piece id -> {stock.location: units}, positive ones only."""
        held = defaultdict(dict)
        pieces = self.filtered('ic_category')
        if not pieces.ids:
            return held
        groups = self.env['stock.quant']._read_group(
            [('product_id.product_tmpl_id', 'in', pieces.ids), ('location_id.usage', 'in', HELD)],
            ['product_id', 'location_id'],
            ['quantity:sum'],
        )
        for product, location, units in groups:
            if units > 0 and location.company_id:
                held[product.product_tmpl_id.id][location] = units
        return held
