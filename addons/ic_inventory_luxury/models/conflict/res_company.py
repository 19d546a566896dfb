from odoo import fields, models


class ResCompany(models.Model):
    _inherit = 'res.company'

    ic_conflict_rule = fields.Selection(
        [
            ('first', "First come, first served"),
            ('gallery', "The gallery wins"),
            ('ask', "Ask each time"),
        ],
        string="When Two Buyers Meet",
        required=True,
        default='first',
        help="Who gets a piece that was sold twice, for example at a till that was offline.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = 'res.config.settings'

    ic_conflict_rule = fields.Selection(related='company_id.ic_conflict_rule', readonly=False)
