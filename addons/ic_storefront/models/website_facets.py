from odoo import models
from odoo.fields import Domain

from ..facets import ShopFacets


class Website(models.Model):
    """The filters of the shop. What they are and how they read an address: `facets/`."""

    _inherit = 'website'

    def _ic_facets(self, args, shelf=None, ids=None):
        """Return the filters of a page of the shop.

        :param MultiDict args: the query of the address
        :param shelf: the product.public.category of the page, if any
        :param list ids: the products that a search by words found, None without such a search
        :return: facets.ShopFacets
        """
        base = Domain(self.sale_product_domain())
        if shelf:
            base &= self._ic_shelf_domain(shelf)
        if ids is not None:
            base &= Domain('id', 'in', ids)
        return ShopFacets(self, args, base, shelf)
