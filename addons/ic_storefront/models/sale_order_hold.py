from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class SaleOrder(models.Model):
    """A cart reserves its goods, and keeps their price, for the minutes its buyer needs to pay."""

    _inherit = 'sale.order'

    # === CRUD === #

    def unlink(self):
        """Override of `sale` to free what a deleted cart had reserved."""
        self._ic_release_claims(self.env._("Cart deleted"))
        return super().unlink()

    # === BUSINESS METHODS === #

    def _ic_claim_values(self):
        """Extend to name the website as the source of what its orders claim."""
        values = super()._ic_claim_values()
        return {**values, 'source': 'website'} if self.website_id else values

    def _ic_reserved_until(self):
        """Return the moment (UTC) up to which all this order needs is reserved for it, False where it is not."""
        self.ensure_one()
        wants = self._ic_wants()
        until = bool(wants) and self._ic_covered_until(wants, self.env['ic.claim']._ic_of(self))
        return self._ic_until_price(until) if until else until

    @api.model
    def _ic_covered_until(self, wants, claims):
        """Return the moment (UTC) up to which `claims` cover all `wants`, False where they do not."""
        wants = {product: units for product, units in wants.items() if units > 0}
        held = {claim.product_id: claim for claim in claims if not claim.is_lapsed}
        for product, units in wants.items():
            if product not in held or product.uom_id.compare(held[product]._ic_weight(), units) < 0:
                return False
        forever = fields.Datetime.now() + timedelta(days=365)
        return min((held[product].expires_at or forever for product in wants), default=False)

    def _ic_hold(self, until=None, renew=True):
        """Reserve all this order needs until `until`, or for the minutes of a checkout.

        Safe to repeat: what the order has reserved already is kept for longer, never for less.

        :param datetime until: moment in UTC
        :param bool renew: keep a reservation that is complete as long as it was, when False
        :raise ValidationError: naming what is not free, in words for the buyer; nothing is reserved then
        """
        self.ensure_one()
        reserved = self._ic_reserved_until()
        if reserved and (not renew or (until is None and not self._ic_may_renew())):
            return
        wants, claims = self._ic_wants(), self.env['ic.claim']._ic_of(self)
        until = until or self._ic_promise_prices()
        for claim in claims:
            wants.setdefault(claim.product_id, 0.0)
        until = until or fields.Datetime.now() + timedelta(minutes=self.company_id.ic_checkout_minutes)
        values = {**self._ic_claim_values(), 'kind': 'checkout', 'state': 'held'}
        try:
            self.env['ic.claim']._ic_take(wants, self, **values, until=max(until, reserved or until))
        except UserError as refusal:
            raise ValidationError(self._ic_hold_refusal(self._ic_shortages())) from refusal

    def _ic_hold_pending(self, without=()):
        """Reserve the goods for as long as the store waits for a payment that was promised.

        :param without: products (product.product) that are left out because somebody else has them
        """
        until = fields.Datetime.now() + timedelta(days=self.company_id.ic_pending_days)
        if not without:
            return self._ic_hold(until)
        wants = {product: 0.0 if product in without else units for product, units in self._ic_wants().items()}
        values = {**self._ic_claim_values(), 'kind': 'checkout', 'state': 'held'}
        return self.env['ic.claim']._ic_take(wants, self, **values, until=until)

    def _ic_shortages(self):
        """Return what this order needs and cannot have (see `ic.claim._ic_shortages`), looked up under lock."""
        self.ensure_one()
        return self.env['ic.claim']._ic_shortages(self._ic_wants(), self, partner=self.partner_id)

    @api.model
    def _ic_hold_refusal(self, shortages):
        """Return in words for a buyer, who is told of nobody else's business, why he cannot pay for this now."""
        sentences = []
        for shortage in shortages:
            paying = shortage.claims and all(claim.kind in ('checkout', 'till') for claim in shortage.claims)
            names = {'piece': shortage.product.name, 'units': shortage.free}
            if shortage.free > 0:
                sentences.append(self.env._("%(piece)s: only %(units)g left at this moment.", **names))
            elif paying:
                sentences.append(self.env._("%(piece)s is reserved: someone is completing a purchase of it.", **names))
            else:
                sentences.append(
                    self.env._("%(piece)s has just been sold or reserved and is no longer available.", **names)
                )
        sentences.append(self.env._("Nothing has been charged."))
        return ' '.join([self.env._("We are sorry:"), *sentences])

    def _ic_trim_holds(self):
        """Free what these carts had reserved and do not hold any more."""
        for order in self:
            claims = self.env['ic.claim']._ic_of(order).filtered(lambda claim: claim.state == 'held')
            wants = order._ic_wants() if claims else {}
            left = claims.filtered(lambda claim, wants=wants: wants.get(claim.product_id, 0.0) <= 0)
            if left:
                left._ic_release(self.env._("Taken out of the cart"))
            for claim in claims - left:
                if claim.product_id.uom_id.compare(wants[claim.product_id], claim._ic_weight()) < 0:
                    values = {**order._ic_claim_values(), 'kind': claim.kind, 'state': 'held'}
                    claim._ic_take({claim.product_id: wants[claim.product_id]}, order, **values, until=claim.expires_at)

    # === PRICES === #

    def _recompute_cart(self):
        """Override of `website_sale` to keep the prices of a cart while its reservation lives."""
        keep = bool(self._ic_reserved_until())
        return super(SaleOrder, self.with_context(ic_keep_prices=keep))._recompute_cart()

    def _get_update_prices_lines(self):
        """Override of `sale` to leave prices alone that the buyer was promised."""
        lines = super()._get_update_prices_lines()
        return lines.browse() if self.env.context.get('ic_keep_prices') else lines


class SaleOrderLine(models.Model):
    _inherit = 'sale.order.line'

    def write(self, vals):
        """Override of `sale` to free what a cart asks less of."""
        result = super().write(vals)
        if vals.keys() & {'product_uom_qty', 'product_uom_id', 'product_id'}:
            self.order_id.filtered(lambda order: order.state in ('draft', 'sent'))._ic_trim_holds()
        return result

    def unlink(self):
        """Override of `sale` to free what is taken out of a cart."""
        orders = self.order_id.filtered(lambda order: order.state in ('draft', 'sent'))
        result = super().unlink()
        orders.exists()._ic_trim_holds()
        return result
