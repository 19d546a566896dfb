import re
from datetime import timedelta

from odoo import fields

from .common import PieceCase


class CheckoutCase(PieceCase):
    """A visitor who buys a piece over real HTTP, and others who want the same."""

    def setUp(self):
        super().setUp()
        self.provider = self.use_demo_payment()
        self.piece = self.make_watch(taxes_id=[(5,)])
        self.env['delivery.carrier'].search([]).product_id.taxes_id = False
        self.product = self.piece.product_variant_id
        self.Claim = self.env['ic.claim']

    def checkout(self):
        """Put the piece into the bag and give an address. Returns the order."""
        response = self.add_to_bag(self.piece)
        self.assertTrue(response.url.endswith('/shop/cart'), response.url)
        order = self.env['sale.order'].search([('website_id', '=', self.website.id)], order='id desc', limit=1)
        self.assertEqual(order.order_line.product_id, self.piece.product_variant_id)
        html = self.page('/shop/address')
        state = self.env.ref('base.state_us_27')
        self.url_open(
            '/shop/address/submit',
            data={
                'csrf_token': self.csrf(html),
                'address_type': 'billing',
                'use_delivery_as_billing': 'true',
                'name': "Ada Visitor",
                'email': 'ada@example.com',
                'phone': '+1 212 555 0100',
                'street': "1 Main Street",
                'city': "New York",
                'zip': '10001',
                'country_id': state.country_id.id,
                'state_id': state.id,
                'required_fields': 'name,country_id,email,street,city',
            },
        )
        self.assertEqual(order.partner_id.email, 'ada@example.com')
        self.page('/shop/checkout?try_skip_step=true')
        return order

    def pay(self, order):
        """Pay on the payment page with the demo provider. Returns the confirmation page."""
        html = self.page('/shop/payment')
        self.assertIn('Demo', html)
        token = re.search(r'data-access-token="([^"]+)"', html).group(1)
        method = self.env.ref('payment_demo.payment_method_demo', raise_if_not_found=False)
        method = method or self.provider.payment_method_ids[:1]
        values = self.make_jsonrpc_request(
            f'/shop/payment/transaction/{order.id}',
            {
                'provider_id': self.provider.id,
                'payment_method_id': method.id,
                'token_id': None,
                'amount': order.amount_total,
                'flow': 'direct',
                'tokenization_requested': False,
                'landing_route': '/shop/payment/validate',
                'access_token': token,
            },
        )
        self.make_jsonrpc_request(
            '/payment/demo/simulate_payment',
            {'reference': values['reference'], 'payment_details': '4242', 'simulated_state': 'done'},
        )
        self.make_jsonrpc_request('/payment/status/poll', {})
        return self.page('/shop/payment/validate')

    def start_payment(self, order, token):
        """Ask for a payment as the payment page does; `token` is the one of that page. Returns its answer."""
        return self.make_jsonrpc_request(
            f'/shop/payment/transaction/{order.id}',
            {
                'provider_id': self.provider.id,
                'payment_method_id': self.provider.payment_method_ids[:1].id,
                'token_id': None,
                'amount': order.amount_total,
                'flow': 'direct',
                'tokenization_requested': False,
                'landing_route': '/shop/payment/validate',
                'access_token': token,
            },
        )

    def pay_token(self):
        """Return the access token printed on the payment page."""
        return re.search(r'data-access-token="([^"]+)"', self.page('/shop/payment')).group(1)

    def simulate(self, values, state='done'):
        """Let the demo provider answer a payment, and poll as the page does. Returns the page one lands on."""
        self.make_jsonrpc_request(
            '/payment/demo/simulate_payment',
            {'reference': values['reference'], 'payment_details': '4242', 'simulated_state': state},
        )
        self.make_jsonrpc_request('/payment/status/poll', {})
        return self.page('/shop/payment/validate')

    def make_cart(self, name, product=None, quantity=1, partner=None):
        """Return the cart of somebody else on the website."""
        partner = partner or self.env['res.partner'].create({'name': name, 'email': f'{name}@example.com'})
        line = {'product_id': (product or self.product).id, 'product_uom_qty': quantity}
        return self.env['sale.order'].create(
            {
                'partner_id': partner.id,
                'website_id': self.website.id,
                'company_id': self.company.id,
                'order_line': [(0, 0, line)],
            }
        )

    def make_payment(self, order, provider=None, **values):
        return self.env['payment.transaction'].create(
            {
                'provider_id': (provider or self.provider).id,
                'payment_method_id': self.env.ref('payment.payment_method_unknown').id,
                'amount': order.amount_total,
                'currency_id': order.currency_id.id,
                'partner_id': order.partner_id.id,
                'reference': f'TEST-{order.name}-{len(order.transaction_ids)}',
                'operation': 'online_direct',
                'sale_order_ids': [(6, 0, order.ids)],
                **values,
            }
        )

    def claims(self, order):
        """Return the active claims of an order, read afresh."""
        self.env.invalidate_all()
        return self.Claim._ic_of(order)

    def lapse(self, order):
        """Let the time of what an order has reserved be up, as the clock would."""
        self.claims(order).write({'expires_at': fields.Datetime.now() - timedelta(seconds=1)})
        self.env.flush_all()

    def minutes_left(self, order):
        """Return for how many minutes (rounded) everything in the order is reserved."""
        self.env.invalidate_all()
        until = order._ic_reserved_until()
        return until and round((until - fields.Datetime.now()).total_seconds() / 60)
