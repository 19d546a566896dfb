from werkzeug.exceptions import NotFound

from odoo.exceptions import UserError
from odoo.http import request, route

from odoo.addons.website_sale.controllers.cart import Cart
from odoo.addons.website_sale.controllers.main import WebsiteSale


class Shop(WebsiteSale):
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
    def ic_piece_add(self, piece, **post):
        """Put a piece into the cart and open the cart; back to its page when it is gone. Needs no JavaScript."""
        if not piece.ic_category or not piece.can_access_from_current_website():
            raise NotFound()
        try:
            if not request.cart.order_line.filtered(lambda line: line.product_id == piece.product_variant_id):
                added = self.add_to_cart(piece.id, piece.product_variant_id.id, quantity=1)
                if not added.get('quantity'):
                    return request.redirect(f'{piece.website_url}?gone=1')
        except UserError:
            return request.redirect(f'{piece.website_url}?gone=1')
        return request.redirect('/shop/cart')
