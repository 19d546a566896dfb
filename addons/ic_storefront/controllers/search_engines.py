from odoo.fields import Domain
from odoo.http import request, route

from odoo.addons.website.models.ir_http import sitemap_qs2dom
from odoo.addons.website_sale.controllers.main import SHOP_PATH, WebsiteSale

from ..facets.base import address

# Filters whose pages people look for by name; one value of one of them makes a page of its own for search engines.
NAMED_FILTERS = ('brand', 'artist', 'mint', 'collab')
NOT_TOLD = ('order', 'ppg')


def sitemap_shop(env, rule, qs):
    """Yield the shop and its shelves: those that are on, and not empty."""
    website = env['website'].get_current_website()
    if website.ecommerce_access == 'logged_in' and not qs:
        return
    if not qs or qs.lower() in SHOP_PATH:
        yield {'loc': SHOP_PATH}
    shelves = env['product.public.category'].search(
        sitemap_qs2dom(qs, f'{SHOP_PATH}/category', 'name') & website.website_domain()
    )
    shelves = shelves.filtered(website._ic_shows_shelf)
    filled = shelves.sudo()._ic_filled(website)
    for shelf in shelves:
        loc = f'{SHOP_PATH}/category/{env["ir.http"]._slug(shelf)}'
        if (shelf in filled or not shelf.sudo().ic_category) and (not qs or qs.lower() in loc):
            yield {'loc': loc}


def sitemap_products(env, rule, qs):
    """Yield what is published, whoever it is that opens the sitemap: it is kept for hours and shown to everybody."""
    website = env['website'].get_current_website()
    if website.ecommerce_access == 'logged_in' and not qs:
        return
    domain = sitemap_qs2dom(qs, SHOP_PATH, 'name') & Domain(website.sale_product_domain())
    products = env['product.template'].search(domain & Domain('is_published', '=', True))
    for product in products.with_context(prefetch_fields=False):
        loc = f'{SHOP_PATH}/{env["ir.http"]._slug(product)}'
        if not qs or qs.lower() in loc:
            yield {'loc': loc, 'lastmod': product.write_date.date()}


class SearchEngines(WebsiteSale):
    """What search engines are told: one address per page, and which pages are none of their business."""

    @route(sitemap=sitemap_shop)
    def shop(self, *args, **kwargs):
        """Override of `website_sale` for its sitemap."""
        return super().shop(*args, **kwargs)

    @route(sitemap=sitemap_products)
    def product(self, *args, **kwargs):
        """Override of `website_sale` for its sitemap."""
        return super().product(*args, **kwargs)

    def _get_additional_shop_values(self, values, **kwargs):
        """Override of `website_sale` to say which address of a filtered list counts, and which list is not indexed.

        One brand, artist, mint or collaboration is a page of its own. Any other filter and every search is one of
        millions of ways to look at the same pieces: search engines follow its links and forget the page.
        """
        result = super()._get_additional_shop_values(values, **kwargs)
        facets = getattr(request, 'ic_facets', None)
        query = {name: text for name, text in request.httprequest.args.items() if text and name not in NOT_TOLD}
        if not query:
            return result
        named = [name for name in query if name in NAMED_FILTERS]
        alone = bool(facets) and len(query) == len(named) == 1 and ',' not in query[named[0]]
        if alone:
            request.ic_canonical_query = address('', query)
        return {**result, 'ic_no_index': not alone}

    def _prepare_breadcrumb_markup_data(self, base_url, category, product_name):
        """Override of `website_sale` to use the words of the page."""
        way = super()._prepare_breadcrumb_markup_data(base_url, category, product_name)
        way['itemListElement'][0]['name'] = request.env._("All Pieces")
        return way
