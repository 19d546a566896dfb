from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = 'res.config.settings'

    pos_ic_offline_rule = fields.Selection(related='pos_config_id.ic_offline_rule', readonly=False)
