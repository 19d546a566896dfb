from odoo import api, fields, models


class CrmLead(models.Model):
    _inherit = 'crm.lead'

    ic_offered_ids = fields.Many2many(
        'product.template',
        'crm_lead_ic_offered_rel',
        'lead_id',
        'piece_id',
        string="Offered Pieces",
        domain=[('ic_category', '!=', False)],
        check_company=True,
        help="The pieces you offer this customer. Each piece shows who else is interested.",
    )
    ic_offered_gone = fields.Char(
        string="No Longer Available",
        compute='_compute_ic_offered_gone',
        help="Offered pieces that were sold in the meantime.",
    )

    @api.depends('ic_offered_ids.ic_status', 'stage_id.is_won')
    def _compute_ic_offered_gone(self):
        for lead in self:
            gone = lead.ic_offered_ids.filtered(lambda piece: piece.ic_status == 'sold')
            lead.ic_offered_gone = False if lead.stage_id.is_won else ', '.join(gone.mapped('display_name')) or False
