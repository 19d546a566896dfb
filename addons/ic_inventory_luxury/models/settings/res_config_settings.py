from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = 'res.config.settings'

    ic_refinisher_name = fields.Char(related='company_id.ic_refinisher_name', readonly=False)
