from dataclasses import dataclass
from datetime import datetime

from odoo import api, fields, models


@dataclass(frozen=True, slots=True)
class LivePrice:
    """What a piece costs at this moment where its price follows something. `amount` None: there is no price now.

    `mark` says by what it was computed ('tick 812'), so that two documents can be told to have the same price for the
    same reason. `basis` is what the price rests on without the house's own part: the metal in one unit.
    """

    amount: float | None
    currency: object
    reason: str = ''
    mark: str = ''
    at: datetime | None = None
    basis: float = 0.0
    words: str = ''


class ProductTemplate(models.Model):
    """The one price: what every list, page, order, till and channel asks for.

    A piece either has a price that was typed or one that follows something, such as its metal. What follows is said by
    addons above this one, in `_ic_live_prices`; everything here holds without them.
    """

    _inherit = 'product.template'

    ic_price_now = fields.Monetary(
        string="Price Now",
        compute='_compute_ic_price_now',
        aggregator=None,
        help="What one piece costs at this moment, retail, before pricelists and taxes. Zero: on request.",
    )
    ic_price_reason = fields.Char(string="Why There Is No Price", compute='_compute_ic_price_now')

    # === COMPUTE METHODS === #

    @api.depends('list_price', 'company_id')
    @api.depends_context('company')
    def _compute_ic_price_now(self):
        live = self._ic_live_prices()
        for piece in self:
            found = live.get(piece)
            piece.ic_price_now = (found.amount or 0.0) if found else piece.list_price
            piece.ic_price_reason = bool(found) and found.reason or False

    # === BUSINESS METHODS === #

    def _ic_live_prices(self, company=None, tier='retail', quantity=1):
        """Hook: return {piece: LivePrice} of those of `self` whose price follows something, of one unit each.

        In the currency of the piece's store. A constant number of queries, however many pieces there are.

        :param company: the store for pieces that belong to none; the current one by default
        :param str tier: 'retail' or 'wholesale'
        :param quantity: units that are bought together
        """
        return {}

    def _ic_price_for(self, audience='retail'):
        """Return what one piece costs at this moment for an audience, in the currency of its store; 0.0 on request.

        :param str audience: 'retail' or 'wholesale'
        """
        self.ensure_one()
        live = self._ic_live_prices(tier=audience).get(self)
        if live:
            return live.amount or 0.0
        return self.ic_wholesale_price if audience == 'wholesale' else self.list_price

    def _ic_no_price_reasons(self):
        """Return {piece: words} of those of `self` that may not be sold now because their price is not known."""
        live = self._ic_live_prices()
        return {piece: found.reason for piece, found in live.items() if found.amount is None}

    @api.model
    def _ic_prices_moved(self, pieces):
        """Hook: the prices of `pieces` have moved; called in the background, once per store. For tills and channels."""

    def _price_compute(self, price_type, uom=None, currency=None, company=None, date=False):
        """Override of `product` to answer with the price of this moment where it follows something."""
        prices = super()._price_compute(price_type, uom=uom, currency=currency, company=company, date=date)
        if price_type == 'list_price':
            prices.update(self._ic_live_amounts(self, uom, currency, company, date))
        return prices

    def _ic_live_amounts(self, products, uom=None, currency=None, company=None, date=False):
        """Return {id of product: price} of those whose price follows something, as `_price_compute` wants it.

        Who is buying how many is said by the context: `ic_price_tier`, `ic_price_quantity`. No price is a price of 0.

        :param products: templates, or variants of them
        """
        asked = {'tier': self.env.context.get('ic_price_tier') or 'retail'}
        asked['quantity'] = self.env.context.get('ic_price_quantity') or 1
        company = company or self.env.company
        live = self._ic_live_prices(company=company, **asked)
        found = {}
        for product in products if live else ():
            price = live.get(product if product._name == self._name else product.product_tmpl_id)
            if not price:
                continue
            amount, target = price.amount or 0.0, currency or product.currency_id
            amount += product._get_attributes_extra_price()
            if uom:
                amount = product.uom_id._compute_price(amount, uom)
            if price.currency != target:
                amount = price.currency._convert(amount, target, company, date or fields.Date.context_today(self))
            found[product.id] = amount if price.amount else 0.0
        return found


class ProductProduct(models.Model):
    _inherit = 'product.product'

    def _price_compute(self, price_type, uom=None, currency=None, company=None, date=False):
        """Override of `product` to answer with the price of this moment where it follows something."""
        prices = super()._price_compute(price_type, uom=uom, currency=currency, company=company, date=date)
        if price_type == 'list_price':
            prices.update(self.product_tmpl_id._ic_live_amounts(self, uom, currency, company, date))
        return prices
