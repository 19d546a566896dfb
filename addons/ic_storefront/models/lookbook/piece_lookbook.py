from odoo import fields, models
from odoo.exceptions import UserError


class ProductTemplate(models.Model):
    """From a piece to the lookbooks it is in, and into another one."""

    _inherit = 'product.template'

    ic_lookbook_line_ids = fields.One2many(
        'ic.lookbook.line', 'product_tmpl_id', string="In Lookbooks", groups='ic_inventory_luxury.group_employee'
    )
    ic_lookbook_count = fields.Integer(
        string="Lookbooks",
        compute='_compute_ic_lookbook_count',
        compute_sudo=True,
        groups='ic_inventory_luxury.group_employee',
    )

    def _compute_ic_lookbook_count(self):
        rows = self.env['ic.lookbook.line']._read_group(
            [('product_tmpl_id', 'in', self.ids)], ['product_tmpl_id'], ['__count']
        )
        found = {piece.id: count for piece, count in rows}
        for piece in self:
            piece.ic_lookbook_count = found.get(piece.id, 0)

    # === ACTIONS === #

    def action_ic_add_to_lookbook(self):
        """Ask into which lookbook the chosen pieces go.

        :raise UserError: when they belong to several stores
        """
        if len(self.company_id) > 1:
            raise UserError(self.env._("A lookbook is of one store. Choose pieces of one store."))
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Add to Lookbook"),
            'res_model': 'ic.lookbook.wizard',
            'views': [(False, 'form')],
            'target': 'new',
            'context': {'default_piece_ids': self.filtered('ic_category').ids},
        }

    def action_ic_lookbooks(self):
        """List the lookbooks this piece is in."""
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_storefront.ic_lookbook_action')
        domain = [('line_ids.product_tmpl_id', '=', self.id)]
        return dict(action, domain=domain, display_name=self.display_name, context={})
