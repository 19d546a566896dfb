from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError, ValidationError


class SaleOrder(models.Model):
    """A checkout promises prices that move for as long as it reserves the goods: both begin and end together.

    Where nothing in the cart follows a market, a reservation is renewed by going on with the checkout, as ever. A price
    that moves is promised once: whoever loads the page again gets no more time, or he would buy at the best price of
    the day.
    """

    _inherit = 'sale.order'

    ic_price_until = fields.Datetime(
        string="Prices Promised Until", copy=False, readonly=True, help="For goods whose price follows a market."
    )

    # === BUSINESS METHODS === #

    def _ic_has_live_prices(self):
        """Tell whether the price of anything in this cart moves."""
        self.ensure_one()
        return bool(self.sudo().order_line.product_id.product_tmpl_id._ic_live_prices())

    def _ic_until_price(self, until):
        """Return the end of a reservation up to `until`: it ends with the promise of the price. False when it has."""
        if self.state not in ('draft', 'sent') or not self._ic_has_live_prices():
            return until
        ends = self.ic_price_until
        return bool(ends) and ends > fields.Datetime.now() and min(ends, until)

    def _ic_may_renew(self):
        return not self._ic_has_live_prices()

    def _ic_promise_prices(self):
        """Promise the prices of this cart for the minutes of a checkout, where any of them moves.

        :return: the end of the promise (UTC); None where no price moves
        :raise ValidationError: when a price has moved since the buyer saw it, or there is none
        """
        self.ensure_one()
        if self.state not in ('draft', 'sent') or not self._ic_has_live_prices():
            return None
        try:
            self._ic_check_prices_known()
        except UserError as refusal:
            raise ValidationError(self.env._("%s Nothing has been charged.", refusal)) from refusal
        changed = self._ic_follow_prices()
        if changed:
            raise ValidationError(
                self.env._(
                    "%(prices)s The total is %(total)s now. Nothing has been charged: look at it and go on if you "
                    "agree.",
                    prices=changed._ic_moved_words(),
                    total=self.currency_id.format(self.amount_total),
                )
            )
        self.ic_price_until = fields.Datetime.now() + timedelta(minutes=self.company_id.ic_checkout_minutes)
        return self.ic_price_until

    def _ic_unpriced(self):
        """Return {piece: words} of what is in these carts and has no price at this moment, nor one that is promised."""
        lines, _live = self.sudo()._ic_open_for_prices()
        return lines.product_id.product_tmpl_id._ic_no_price_reasons()

    def _is_cart_ready(self):
        """Override of `website_sale`: what costs nobody knows what leads to no checkout."""
        return super()._is_cart_ready() and not self._ic_unpriced()

    def _ic_keeps_prices(self):
        """Extend: prices are kept while a checkout reserves the goods."""
        return super()._ic_keeps_prices() or bool(
            self.website_id and self._ic_has_live_prices() and self._ic_reserved_until()
        )


class SaleOrderLine(models.Model):
    _inherit = 'sale.order.line'

    # === BUSINESS METHODS === #

    def _ic_is_unpriced(self):
        """Tell whether there is no price for this line at this moment: it is not for nothing, then."""
        self.ensure_one()
        return self.product_id.product_tmpl_id in self.order_id._ic_unpriced()
