from odoo import api, fields, models


class ResCompany(models.Model):
    _inherit = 'res.company'

    ic_royalty_rate = fields.Float(
        string="Resale Royalty (%)", default=5.0, digits=(5, 2), help="Share of the sale price, taxes included."
    )
    ic_royalty_threshold = fields.Float(
        string="Resale Royalty From",
        default=1000.0,
        digits=(12, 2),
        help="Sales below this price owe no royalty, in the currency of the royalty.",
    )
    ic_royalty_currency_id = fields.Many2one(
        'res.currency',
        string="Royalty Currency",
        help="Australian dollars unless set otherwise.",
        default=lambda self: self.env.ref('base.AUD', raise_if_not_found=False),
    )

    _ic_royalty_plausible = models.Constraint(
        "CHECK (COALESCE(ic_royalty_rate, 0) BETWEEN 0 AND 100 AND COALESCE(ic_royalty_threshold, 0) >= 0)",
        "The royalty lies between 0 and 100 %, its threshold cannot be negative.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = 'res.config.settings'

    ic_royalty_rate = fields.Float(related='company_id.ic_royalty_rate', readonly=False)
    ic_royalty_threshold = fields.Float(related='company_id.ic_royalty_threshold', readonly=False)
    ic_royalty_currency_id = fields.Many2one(related='company_id.ic_royalty_currency_id', readonly=False)
    ic_carries_artworks = fields.Boolean(compute='_compute_ic_carries_artworks')

    @api.depends('company_id.ic_category_ids')
    def _compute_ic_carries_artworks(self):
        for settings in self:
            settings.ic_carries_artworks = 'artwork' in settings.company_id._ic_active_categories()
