import re

from werkzeug.exceptions import NotFound

from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import request, route

from odoo.addons.website_sale.controllers.cart import Cart
from odoo.addons.website_sale.controllers.main import WebsiteSale

# "attribute-value,value" as the shop writes it, in numbers that the database knows.
ATTRIBUTE = re.compile(r'\d{1,9}-\d{1,9}(,\d{1,9})*')


class Shop(WebsiteSale):
    @route()
    def shop(self, page=0, category=None, search='', min_price=0.0, max_price=0.0, tags='', **post):
        """Override of `website_sale` to filter by our own facets, and to give each choice one clean address."""
        request.ic_facets = request.ic_found = None
        post = self._ic_clean_params(post)
        search = search.replace('\x00', '')
        if not isinstance(category, str) and request.website.has_ecommerce_access():
            shelf = self._validate_and_get_category(category)
            facets = request.ic_facets = self._ic_read_facets(shelf, search, post)
            if not facets.is_canonical():
                return request.redirect(facets.address(self._get_shop_path(shelf)))
            post.update(facets.query())
        return super().shop(page=page, category=category, search=search, **post)

    @staticmethod
    def _get_attribute_value_dict(attribute_values):
        """Override of `website_sale` to pass over what is no value of an attribute; it would end in an error page."""
        return WebsiteSale._get_attribute_value_dict([text for text in attribute_values if ATTRIBUTE.fullmatch(text)])

    def _ic_clean_params(self, post):
        """Return the parameters without what Odoo's shop would stumble over."""
        orders = dict(request.website._get_product_sort_mapping())
        clean = {name: value for name, value in post.items() if name not in ('attribute_values', 'ppg')}
        if clean.get('order') not in orders:
            clean.pop('order', None)
        return clean

    def _ic_read_facets(self, shelf, search, post):
        """Return the facets of this request. A search by words is done once and kept for the page."""
        website = request.env['website'].get_current_website()
        found = None
        if search:
            options = self._get_search_options(
                category=shelf, display_currency=website.currency_id, attribute_value_dict={}, **post
            )
            request.ic_found = self._shop_lookup_products(options, {**post, 'search': search}, search, website)
            found = request.ic_found[2].ids
        return website._ic_facets(request.httprequest.args, shelf, found)

    def _shop_lookup_products(self, options, post, search, website):
        """Override of `website_sale` to leave only what the chosen facets leave."""
        facets, found = getattr(request, 'ic_facets', None), getattr(request, 'ic_found', None)
        if not facets or not facets.states:
            return found or super()._shop_lookup_products(options, post, search, website)
        if found:
            # The words were searched for already: the filters must not make them mean something else.
            domain = Domain('id', 'in', found[2].ids) & facets.domain
            left = set(found[2].search(domain).ids)
            products = found[2].browse([number for number in found[2].ids if number in left])
            return found[0], len(products), products
        filtered = website.with_context(ic_facet_domain=facets.domain)
        term, count, products = super()._shop_lookup_products(options, post, search, filtered)
        return term, count, products.with_context(ic_facet_domain=None)

    def _shop_get_query_url_kwargs(self, search, min_price, max_price, order=None, tags=None, **kwargs):
        """Override of `website_sale` to keep the chosen facets in the links of the page."""
        result = super()._shop_get_query_url_kwargs(search, min_price, max_price, order=order, tags=tags, **kwargs)
        facets = getattr(request, 'ic_facets', None)
        return {**result, **facets.query()} if facets else result

    def _get_additional_shop_values(self, values, **kwargs):
        """Override of `website_sale` to hand the facets to the page."""
        result = super()._get_additional_shop_values(values, **kwargs)
        facets = getattr(request, 'ic_facets', None)
        return {**result, 'ic_facets': facets, 'ic_path': self._get_shop_path(values['category'])}

    def _get_search_order(self, post):
        """Override of `website_sale` to show what can be bought first and what is sold last."""
        order = super()._get_search_order(post)
        return order.replace('is_published desc,', 'is_published desc, ic_shop_rank asc,', 1)


class PieceCart(Cart):
    @route(
        '/shop/piece/<model("product.template"):piece>/add',
        type='http',
        auth='public',
        methods=['POST'],
        website=True,
        sitemap=False,
    )
    def ic_piece_add(self, piece, quantity='1', **post):
        """Put a piece into the cart and open the cart; back to its page when it is gone. Needs no JavaScript."""
        if not piece.ic_category or not piece.can_access_from_current_website():
            raise NotFound()
        wanted = 1 if piece.sudo().ic_is_unique else self._ic_quantity(quantity)
        try:
            known = request.cart.order_line.filtered(lambda line: line.product_id == piece.product_variant_id)
            if not known or not piece.sudo().ic_is_unique:
                added = self.add_to_cart(piece.id, piece.product_variant_id.id, quantity=wanted)
                if not added.get('quantity'):
                    return request.redirect(f'{piece.website_url}?gone=1')
        except UserError:
            return request.redirect(f'{piece.website_url}?gone=1')
        return request.redirect('/shop/cart')

    @staticmethod
    def _ic_quantity(text):
        """Return a typed quantity as a whole number from 1 to 999."""
        return min(max(int(text), 1), 999) if text.isdecimal() and len(text) < 6 else 1
