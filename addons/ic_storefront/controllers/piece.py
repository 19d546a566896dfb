from werkzeug.exceptions import NotFound

from odoo.http import request, route
from odoo.tools import lazy
from odoo.tools.json import scriptsafe

from odoo.addons.website.controllers.main import QueryURL
from odoo.addons.website_sale.controllers.main import SHOP_PATH, WebsiteSale


class PiecePage(WebsiteSale):
    def _prepare_product_values(self, product, category, **kwargs):
        """Override of `website_sale` to read of a piece what its page shows, and to work its price out once.

        A piece has neither variants nor attributes to choose from. Other products have Odoo's page.
        """
        variant = product.product_variant_ids
        if not product.ic_category or len(variant) != 1:
            return super()._prepare_product_values(product, category, **kwargs)
        product._ic_read_own()
        website = request.website
        shelf = category or product.public_categ_ids[:1]
        price = product._get_sales_prices(website)[product.id]['price_reduce']
        return {
            'categories': lazy(lambda: request.env['product.public.category'].search([('parent_id', '=', False)])),
            'category': shelf,
            'combination_info': {
                'product_id': variant.id,
                'product_template_id': product.id,
                'price': price,
                'list_price': price,
                'has_discounted_price': False,
                'currency': website.currency_id,
            },
            'keep': lazy(self._ic_way_back, shelf),
            'main_object': product,
            'product': product,
            'product_variant': variant,
            'view_track': False,
            'product_markup_data': self._ic_piece_markup(product, shelf, price),
            'shop_path': SHOP_PATH,
        }

    def _ic_way_back(self, shelf):
        """Return how the addresses of links back into the shop are made, with the attributes that were chosen there."""
        chosen = request.session.get('attribute_values', [])
        return QueryURL(self._get_shop_path(shelf), **({'attribute_values': chosen} if chosen else {}))

    def _ic_piece_markup(self, product, shelf, price):
        """Return what search engines read of the page, as JSON that may stand in a script element."""
        website = request.website
        markup = [product._ic_markup(website, {'price': price, 'priceCurrency': website.currency_id.name})]
        if shelf:
            markup.append(self._prepare_breadcrumb_markup_data(website.get_base_url(), shelf, product.name))
        return scriptsafe.dumps(markup, indent=2)

    @route(
        '/shop/piece/<model("product.template"):piece>/related',
        type='http',
        auth='public',
        methods=['GET'],
        website=True,
        sitemap=False,
        readonly=True,
    )
    def ic_related(self, piece):
        """Return the pieces that stand below the page of another, as they are at this moment. Not a page of its own."""
        if not piece.ic_category or not piece.can_access_from_current_website():
            raise NotFound()
        related = request.website._ic_related_pieces(piece)
        answer = request.render(
            'ic_storefront.piece_related_cards',
            {'related': related, 'related_prices': related._get_sales_prices(request.website)},
        )
        answer.headers['X-Robots-Tag'] = 'noindex'
        answer.headers['Cache-Control'] = 'private, no-store'
        return answer
