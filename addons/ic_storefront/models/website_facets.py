from odoo import api, models
from odoo.fields import Domain

from ..facets import ShopFacets


class Website(models.Model):
    """The filters of the shop. What they are and how they read an address: `facets/`."""

    _inherit = 'website'

    def _ic_facets(self, args, shelf=None, domain=None):
        """Return the filters of a page of the shop.

        :param MultiDict args: the query of the address
        :param shelf: the product.public.category of the page, if any
        :param Domain domain: what else the products of the page have in common: words that were searched for ...
        :return: facets.ShopFacets
        """
        base = Domain(self.sale_product_domain())
        if shelf:
            base &= self._ic_shelf_domain(shelf)
        if domain is not None:
            base &= domain
        return ShopFacets(self, args, base, shelf)

    @api.model
    def _get_product_sort_mapping(self):
        """Override of `website_sale` to sort by brand, too."""
        return [*super()._get_product_sort_mapping(), ('ic_brand_id asc', self.env._("Brand (A-Z)"))]

    @api.model
    def _ic_order(self, order):
        """Return an order of the shop without what says nothing: to a visitor everything is published."""
        return order if self.env.user._is_internal() else order.removeprefix('is_published desc, ')
