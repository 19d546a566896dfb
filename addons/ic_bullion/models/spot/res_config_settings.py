from odoo import fields, models

from .ic_metal_price_history import KEEP, KEEP_DAYS


class ResConfigSettings(models.TransientModel):
    _inherit = 'res.config.settings'

    ic_spot_max_hours = fields.Float(related='company_id.ic_spot_max_hours', readonly=False)
    ic_spot_rests = fields.Boolean(related='company_id.ic_spot_rests', readonly=False)
    ic_spot_converts = fields.Boolean(related='company_id.ic_spot_converts', readonly=False)
    ic_spot_step = fields.Float(related='company_id.ic_spot_step', readonly=False)
    ic_keep_ticks_days = fields.Integer(
        string="Keep Every Price for (days)",
        config_parameter=KEEP,
        default=KEEP_DAYS,
        help="After that one row a day is kept: opening, highest, lowest and last price. For all stores.",
    )
