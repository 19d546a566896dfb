from odoo import fields
from odoo.exceptions import ValidationError
from odoo.http import request, route

from odoo.addons.website_sale.controllers.cart import Cart
from odoo.addons.website_sale.controllers.main import WebsiteSale


class CartPage(Cart):
    @route()
    def cart(self, *args, **kwargs):
        """Override of `website_sale` to show the prices of this moment, where they are not promised."""
        if request.cart:
            request.cart._ic_follow_prices()
        return super().cart(*args, **kwargs)


class Checkout(WebsiteSale):
    def _check_cart(self, order_sudo):
        """Override of `website_sale` to go through the checkout at the prices of this moment."""
        if order_sudo:
            order_sudo._ic_follow_prices()
        return super()._check_cart(order_sudo)

    @route()
    def shop_payment(self, **post):
        """Override of `website_sale` to notice a total that changed since the buyer saw it last."""
        request.ic_total = request.cart.amount_total if request.cart else 0.0
        return super().shop_payment(**post)

    def _get_shop_payment_values(self, order, **kwargs):
        """Override of `website_sale` to reserve what is about to be paid for; where that fails, nothing can be paid."""
        refusal = self._ic_reserve(order)
        values = super()._get_shop_payment_values(order, **kwargs)
        before = getattr(request, 'ic_total', order.amount_total)
        values['ic_total_changed'] = bool(order.currency_id.compare_amounts(before, order.amount_total))
        values['ic_reserved'] = not refusal and self._ic_reservation(order)
        payment = order.get_portal_last_transaction()
        values['ic_failed'] = 'failed' in request.params and payment.state in ('error', 'cancel') and payment
        if refusal:
            values['ic_refusal'] = refusal
            values['ic_gone'] = order._ic_gone_pieces()
            values['errors'] = [*values['errors'], (request.env._("Not available at this moment"), refusal)]
        return values

    def _ic_reserve(self, order, renew=False):
        """Reserve the goods of a cart whose buyer has come to the payment. Returns why not, in words, or None."""
        try:
            order._ic_check_pieces()
            order._ic_hold(renew=renew)
        except ValidationError as refusal:
            return str(refusal)
        return None

    def _ic_reservation(self, order):
        """Return how the reservation of a cart stands: seconds left and the moment in UTC; None where it needs none."""
        until = order._ic_reserved_until()
        if not until:
            return None
        left = (until - fields.Datetime.now()).total_seconds()
        return {'seconds': max(int(left), 0), 'until': fields.Datetime.to_string(until)}

    @route('/shop/payment/reservation', type='jsonrpc', auth='public', website=True, methods=['POST'], sitemap=False)
    def ic_reservation(self):
        """Tell an open payment page how its reservation stands. Looks only: a forgotten tab must not renew it for ever.

        :return: {'state': 'reserved', 'seconds', 'until'}, {'state': 'free'} where it lapsed and nobody else took the
            goods, or {'state': 'gone', 'pieces': their names}
        """
        order = request.cart
        if not order or order.state != 'draft':
            return {'state': 'gone', 'pieces': ''}
        reservation = self._ic_reservation(order)
        if reservation and reservation['seconds']:
            return {'state': 'reserved', **reservation}
        gone = order._ic_gone_pieces()
        return {'state': 'gone', 'pieces': ', '.join(gone.mapped('name'))} if gone else {'state': 'free'}

    @route()
    def shop_payment_validate(self, sale_order_id=None, **post):
        """Override of `website_sale` to send a buyer whose payment failed back to pay, with his cart as it was.

        An order of zero that cannot be had is refused on the payment page, too, not on an error page.
        """
        order = request.cart if sale_order_id is None else None
        if order and order.state == 'draft':
            payment = order.get_portal_last_transaction()
            if payment.state in ('error', 'cancel'):
                return request.redirect('/shop/payment?failed=1')
            if not payment and not order.amount_total and self._ic_reserve(order, renew=True):
                return request.redirect('/shop/payment')
        return super().shop_payment_validate(sale_order_id=sale_order_id, **post)
