from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = 'product.template'

    ic_opportunity_ids = fields.Many2many(
        'crm.lead', 'crm_lead_ic_offered_rel', 'piece_id', 'lead_id', string="Opportunities", copy=False
    )
    ic_opportunity_count = fields.Integer(
        string="Open Opportunities",
        compute='_compute_ic_opportunity_count',
        help="Open opportunities in which this piece is offered.",
    )

    def _compute_ic_opportunity_count(self):
        # Not `ic_opportunity_ids`: a user counts only the opportunities he may see.
        counts = {}
        leads = self.env['crm.lead'].search(self._ic_open_opportunity_domain())
        for piece in leads.ic_offered_ids:
            counts[piece.id] = sum(piece in lead.ic_offered_ids for lead in leads)
        for piece in self:
            piece.ic_opportunity_count = counts.get(piece._origin.id, 0)

    def action_ic_view_opportunities(self):
        """Open the opportunities in which this piece is offered."""
        self.ensure_one()
        return {
            **self.env['ir.actions.act_window']._for_xml_id('crm.crm_lead_opportunities'),
            'domain': self._ic_open_opportunity_domain(),
            'context': {'default_type': 'opportunity', 'default_ic_offered_ids': [(4, self.id)]},
        }

    def _ic_open_opportunity_domain(self):
        return [
            ('ic_offered_ids', 'in', self._origin.ids),
            ('type', '=', 'opportunity'),
            ('stage_id.is_won', '=', False),
        ]
