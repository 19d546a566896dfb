from odoo import fields, models


class CrmLead(models.Model):
    _inherit = 'crm.lead'

    ic_piece_id = fields.Many2one(
        'product.template', string="Piece", index='btree_not_null', ondelete='set null', check_company=True,
        domain=[('ic_category', '!=', False)], help="The piece the customer asks about.")
    ic_piece_url = fields.Char(string="Piece in the Shop", related='ic_piece_id.website_url')
