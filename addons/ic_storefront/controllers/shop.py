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
        request.ic_facets = request.ic_typo = None
        post = self._ic_clean_params(post)
        search = search.replace('\x00', '')
        if not isinstance(category, str) and request.website.has_ecommerce_access():
            shelf = self._validate_and_get_category(category)
            facets = request.ic_facets = self._ic_read_facets(shelf, search, post)
            if not facets.is_canonical():
                return request.redirect(facets.address(self._get_shop_path(shelf)))
            post.update(facets.query())
        request.ic_page = page
        return super().shop(page=page, category=category, search=search, tags=tags, **post)

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
        """Return the facets of this request, among what its words find."""
        website = request.env['website'].get_current_website()
        domain = self._ic_plain_filters()
        if search:
            term = search if post.get('noFuzzy') else website._ic_corrected(search)
            request.ic_typo = term != search and term
            domain &= website._ic_search_domain(term)
        return website._ic_facets(request.httprequest.args, shelf, domain)

    def _ic_plain_filters(self):
        """Return the Domain of Odoo's own filter, for products that are no pieces: attributes."""
        texts = request.httprequest.args.getlist('attribute_values')
        chosen = self._get_attribute_value_dict(texts)
        return Domain.AND(request.env['product.template']._get_attribute_value_domain(chosen))

    def _shop_lookup_products(self, options, post, search, website):
        """Override of `website_sale` to read the products of one page instead of all: the filters count the rest.

        What stands before the page is a place holder, so that Odoo finds the page where it looks for it.
        """
        facets = getattr(request, 'ic_facets', None)
        if not facets:
            return super()._shop_lookup_products(options, post, search, website)
        order, size = website._ic_order(self._get_search_order(post)), website.shop_ppg or 21
        count = facets.left.total
        if self._ic_attributes_matter(facets):
            products = facets.page(order, 0, None)
            return request.ic_typo, len(products), products
        page = int(request.ic_page) if str(request.ic_page).isdecimal() else 1
        offset = size * (min(max(page, 1), max(-(-count // size), 1)) - 1)
        products = facets.page(order, offset, size)
        return request.ic_typo, count, products.browse([*products.ids[:1] * offset, *products.ids])

    @staticmethod
    def _ic_attributes_matter(facets):
        """Tell whether the page shows filters of Odoo's own, which want to know all products: pieces have none."""
        shown = [('attribute_id.visibility', '=', 'visible'), ('product_tmpl_id.is_published', '=', True)]
        return bool(facets.product.env['product.template.attribute.line'].search_count(shown, limit=1))

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
