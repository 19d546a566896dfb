from datetime import UTC
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.ic_connect.prices import _limits
from odoo.addons.ic_connect.types import Money, Price

from ..models.spot.ic_metal_price import METALS, PLACES, exact

GRAMS = {'oz': Decimal('31.1034768'), 'g': Decimal(1), 'kg': Decimal(1000)}
JUMP = Decimal(10)


class MetalPriceEntry(models.TransientModel):
    """A price a person states: from the telephone, from a screen, on a day when no source answers."""

    _name = 'ic.metal.price.entry'
    _description = "Enter a Metal Price"

    metal = fields.Selection(METALS, required=True, default='gold')
    price = fields.Float(digits=(16, 6), required=True)
    unit = fields.Selection(
        [('oz', "per troy ounce"), ('g', "per gram"), ('kg', "per kilogram")], required=True, default='oz'
    )
    currency_id = fields.Many2one('res.currency', required=True, default=lambda self: self.env.company.currency_id)
    observed_at = fields.Datetime(string="At", required=True, default=fields.Datetime.now)
    company_id = fields.Many2one('res.company', required=True, default=lambda self: self.env.company)
    doubt = fields.Char(string="Please Check", compute='_compute_doubt')
    is_sure = fields.Boolean(string="I have checked this price")

    @api.depends('metal', 'price', 'unit', 'currency_id', 'observed_at', 'company_id')
    def _compute_doubt(self):
        for entry in self:
            complete = entry.metal and entry.price and entry.currency_id and entry.observed_at
            verdict = entry._ic_verdict() if complete else None
            entry.doubt = verdict.reason if verdict and verdict.decision != _limits.TAKE else False

    def action_enter(self):
        """Add the price to the history. A jump asks whether it was meant; what cannot be a price is refused."""
        self.ensure_one()
        self.env['ic.metal.price']._ic_check_store(self.company_id)
        verdict = self._ic_verdict()
        if verdict.decision == _limits.REFUSE or (verdict.decision == _limits.HOLD and not self.is_sure):
            raise UserError(verdict.reason)
        price = self._ic_price()
        self.env['ic.metal.price'].sudo()._ic_record([price], price.source, self.company_id)
        return self.env['ir.actions.act_window']._for_xml_id('ic_bullion.ic_metal_price_action')

    def _ic_price(self):
        self.ensure_one()
        per_ounce = exact(self.price) * GRAMS['oz'] / GRAMS[self.unit]
        money = Money(per_ounce.quantize(PLACES).normalize() + 0, self.currency_id.name)
        source = self.env._("Entered by %s", self.env.user.name)
        return Price(self.metal, money, self.observed_at.replace(tzinfo=UTC, microsecond=0), source=source)

    def _ic_verdict(self):
        """Return what the limits say of the price beside the newest one there is."""
        tick = self.env['ic.metal.price']._ic_latest(self.metal, self.currency_id, self.company_id)
        now = fields.Datetime.now().replace(tzinfo=UTC)
        beside = tick._ic_price() if tick else None
        return _limits.judge(self._ic_price(), None, now, beside=beside, percent=JUMP, oldest=None)
