from decimal import Decimal

from odoo import fields, models

from ...pricing.exact import decimal


class ResCompany(models.Model):
    _inherit = 'res.company'

    ic_spot_step = fields.Float(
        string="Round Metal Prices To",
        digits=(16, 4),
        help="For example 1 or 0.05. Zero: to the smallest unit of the currency. Half a step is rounded up.",
    )

    _ic_spot_step_positive = models.Constraint('CHECK (ic_spot_step >= 0)', "Prices are rounded to a step above zero.")

    def _ic_metal_step(self, currency=None):
        """Return what metal prices of this store are multiples of, as Decimal."""
        self.ensure_one()
        step = decimal(self.ic_spot_step, 4) if not currency or currency == self.currency_id else Decimal(0)
        return (step or decimal((currency or self.currency_id).rounding)).normalize() + 0
