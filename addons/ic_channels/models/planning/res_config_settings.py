from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = 'res.config.settings'

    ic_plan_lookback = fields.Integer(related='company_id.ic_plan_lookback', readonly=False)
    ic_plan_cover = fields.Integer(related='company_id.ic_plan_cover', readonly=False)
    ic_plan_lead = fields.Integer(related='company_id.ic_plan_lead', readonly=False)
