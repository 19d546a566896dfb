from odoo import fields, models


class CrmLead(models.Model):
    _inherit = 'crm.lead'

    ic_match_ids = fields.One2many(
        'ic.wish.match', 'lead_id', string="Wish Matches", groups='ic_inventory_luxury.group_employee'
    )

    def write(self, vals):
        """Override of `crm` to fulfil the wish whose opportunity is won."""
        open_before = self.filtered(lambda lead: not lead.stage_id.is_won)
        result = super().write(vals)
        if 'stage_id' in vals:
            won = open_before.filtered(lambda lead: lead.stage_id.is_won and lead.active)
            won.sudo().ic_match_ids.wish_id._ic_end('fulfilled')
        return result
