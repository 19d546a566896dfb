from decimal import Decimal

from odoo import api, fields, models

from ...pricing.spot import Spot, age, hours
from .ic_metal_price import PLACES, exact


class ResCompany(models.Model):
    """What an ounce costs for a store, and from when on a price is too old to sell by."""

    _inherit = 'res.company'

    ic_spot_max_hours = fields.Float(
        string="Too Old After (hours)",
        default=26.0,
        required=True,
        help="A price older than this prices nothing: pieces that follow the metal show a price on request.",
    )
    ic_spot_rests = fields.Boolean(
        string="Markets Rest on Weekends",
        default=True,
        help="From Friday 22:00 to Sunday 22:00 UTC metal is not traded. These hours do not make a price older.",
    )
    ic_spot_converts = fields.Boolean(
        string="Convert Prices in Other Currencies",
        default=True,
        help="Where no source states prices in the store's currency, they are converted by Odoo's currency rates.",
    )

    _ic_spot_max_hours_positive = models.Constraint(
        'CHECK (ic_spot_max_hours > 0)', "A price may be at least a moment old."
    )

    def _ic_spot(self, metal, currency=None, at=None):
        """Return the Spot of a metal for this store; None when there is no price at all.

        A fresh tick in the currency itself goes first. Where there is none, a newer one in another currency is
        converted by Odoo's rates, and says so. A stale one is returned as stale: it must not price anything.

        :param str metal: a value of `ic.metal.price.metal`
        :param currency: res.currency; that of the store by default
        :param datetime at: the moment the price is asked for; now by default
        """
        self.ensure_one()
        at, currency = at or fields.Datetime.now(), currency or self.currency_id
        tick = self.env['ic.metal.price']._ic_latest(metal, currency, self, at=at)
        own = self._ic_spot_of(tick, at) if tick else None
        if (own and not own.is_stale) or not self.ic_spot_converts:
            return own
        other = self._ic_foreign_tick(metal, currency, at)
        found = self._ic_spot_of(other, at, currency) if other else None
        return found if found and (not own or found.observed_at > own.observed_at) else own

    def _ic_spot_known(self, metal, at=None):
        """Return what `_ic_spot` does, asked once in a transaction: a page of 500 pieces asks as much as one of 20.

        A transaction sees the same ticks from its beginning to its end, but for those it adds itself.
        """
        self.ensure_one()
        if at:
            return self._ic_spot(metal, at=at)
        known = self.env.cr.cache.setdefault('ic_spots', {})
        key = self.id, metal, fields.Datetime.now().replace(second=0, microsecond=0), self.env.cr.now()
        if key not in known:
            known[key] = self.sudo()._ic_spot(metal)
        return known[key]

    @api.model
    def _ic_forget_spots(self):
        """Ask anew for the prices of metals, after something that they depend on has changed in this transaction."""
        self.env.cr.cache.pop('ic_spots', None)
        self.env['product.template'].invalidate_model(['ic_price_now', 'ic_price_reason', 'ic_metal_price'])

    def write(self, vals):
        """Override of `base` to price by new settings at once."""
        result = super().write(vals)
        if {'ic_spot_max_hours', 'ic_spot_rests', 'ic_spot_converts', 'currency_id'} & vals.keys():
            self._ic_forget_spots()
        return result

    def _ic_foreign_tick(self, metal, currency, at):
        """Return the newest tick of a metal in another currency that has a rate."""
        domain = [('metal', '=', metal), ('currency_id', '!=', currency.id), ('observed_at', '<=', at)]
        domain += [('company_id', 'in', [self.id, False]), ('currency_id.active', '=', True)]
        return self.env['ic.metal.price'].sudo().search(domain, order='observed_at desc, id desc', limit=1)

    def _ic_spot_of(self, tick, at, currency=None):
        """Return the Spot of a tick, in another currency where one is given."""
        rate, fx = Decimal(1), tick.fx or ''
        if currency and currency != tick.currency_id:
            day = fields.Datetime.context_timestamp(self.with_context(tz='UTC'), tick.observed_at).date()
            rate = Decimal(repr(tick.currency_id._get_conversion_rate(tick.currency_id, currency, self, day)))
            fx = self.env._(
                "from %(price)s %(from)s, 1 %(from)s = %(rate)s %(to)s by Odoo's rate of %(day)s",
                **{'price': f'{exact(tick.price):f}', 'from': tick.currency_id.name, 'rate': f'{rate:f}'},
                to=currency.name,
                day=day,
            )
        old = age(tick.observed_at, at, self.ic_spot_rests)
        bid, ask = (self._ic_turned(tick[side], rate) if tick[side] else None for side in ('bid', 'ask'))
        return Spot(
            metal=tick.metal,
            currency=(currency or tick.currency_id).name,
            price=self._ic_turned(tick.price, rate),
            observed_at=tick.observed_at,
            source=tick.source,
            bid=bid,
            ask=ask,
            fx=fx,
            tick_id=tick.id,
            hours=hours(old),
            is_stale=hours(old) > Decimal(repr(self.ic_spot_max_hours)),
        )

    def _ic_turned(self, amount, rate):
        return exact(amount) if rate == 1 else (exact(amount) * rate).quantize(PLACES).normalize() + 0
