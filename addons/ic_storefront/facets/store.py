from odoo.fields import Domain
from odoo.tools.translate import LazyTranslate

from .base import RangeFacet
from .general import PriceFacet
from .shop import ShopFacets

_lt = LazyTranslate(__name__)


class StorePrice(RangeFacet):
    """Price in the currency of the store, for pages that know no pricelist."""

    def number(self, number, show):
        return show.price(number)

    def view(self, state, groups, codes, show):
        view = super().view(state, groups, codes, show)
        if view:
            view['hints'] = [show.price(float(groups.bounds[bound] or 0)) for bound in self.bounds]
            view['unit'] = show.symbol
        return view


class StoreShow:
    """Says words in the visitor's language and prices in the currency of the store."""

    def __init__(self, store):
        self.word = store.env._
        self.price = store.currency_id._ic_price_tag
        self.symbol = store.currency_id.symbol


class StoreFacets(ShopFacets):
    """The filters of a catalog of a store: those of the shop, with the price of its audience."""

    PRICES = {
        'retail': StorePrice('price', _lt("Price"), 'list_price', unit='$', step='any'),
        'wholesale': StorePrice('price', _lt("Wholesale Price"), 'ic_wholesale_price', unit='$', step='any'),
    }

    def __init__(self, website, args, store, audience, code=None, ids=None):
        """
        :param website: the website that shows the page
        :param MultiDict args: the query of the address
        :param store: the res.company, as superuser
        :param str audience: 'retail' or 'wholesale'
        :param str code: the category of the page, if any
        :param list ids: the pieces that a search by words found, None without such a search
        """
        self.store, self.audience, self.code = store, audience, code
        base = store._ic_catalog_domain(audience)
        if code:
            base &= Domain('ic_category', '=', code)
        if ids is not None:
            base &= Domain('id', 'in', ids)
        super().__init__(website, args, base)
        self.show = StoreShow(store)

    def _codes(self, shelf):
        return [self.code] if self.code else super()._codes(shelf)

    def _facets(self, codes, of_category):
        price = self.PRICES[self.audience]
        return [price if isinstance(facet, PriceFacet) else facet for facet in super()._facets(codes, of_category)]

    def _carried(self):
        return self.store._ic_active_categories()
