from odoo import fields, models


class ProductPublicCategory(models.Model):
    _inherit = 'product.public.category'

    ic_category = fields.Selection(
        selection=lambda self: self.env['product.template']._fields['ic_category']._description_selection(self.env),
        string="Piece Category",
        help="Pieces of this category appear here as soon as they are published.",
    )
