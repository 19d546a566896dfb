from odoo import fields, models


class PosCategory(models.Model):
    _inherit = 'pos.category'

    ic_category = fields.Selection(
        selection='_selection_ic_category',
        string="Pieces",
        index='btree_not_null',
        help="New pieces of this category appear here on the terminal.",
    )

    def _selection_ic_category(self):
        return self.env['product.template']._fields['ic_category']._description_selection(self.env)
