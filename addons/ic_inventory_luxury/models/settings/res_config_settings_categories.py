from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = 'res.config.settings'

    ic_category_ids = fields.Many2many(related='company_id.ic_category_ids', readonly=False)
    ic_accessories_interleaved = fields.Boolean(related='company_id.ic_accessories_interleaved', readonly=False)
