import re

from odoo.tests import tagged
from odoo.tests.common import JsonRpcException

from .common import PieceCase


@tagged('post_install', '-at_install')
class TestPurchase(PieceCase):
    """A visitor buys a piece over real HTTP, step by step as the browser does it."""

    def setUp(self):
        super().setUp()
        self.provider = self.use_demo_payment()
        self.piece = self.make_watch()
        self.jobs = self.env['queue.job'].search([])

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

    def test_buy(self):
        order = self.checkout()
        self.assertEqual(order.state, 'draft')
        self.assertEqual(self.piece.ic_status, 'available')
        html = self.pay(order)
        self.assertIn(order.name, html)
        # confirmed, on its way, sold, logged
        self.assertEqual(order.state, 'sale')
        move = order.picking_ids.move_ids
        self.assertEqual(move.product_id, self.piece.product_variant_id)
        self.assertEqual(move.state, 'assigned')
        self.assertEqual(move.lot_ids.name, 'SERIAL7X7X')
        self.assertEqual(self.piece.ic_status, 'sold')
        log = self.env['ic.status.log'].search([('product_tmpl_id', '=', self.piece.id)], order='id desc', limit=1)
        self.assertEqual((log.from_status, log.to_status, log.origin), ('available', 'sold', order.name))
        # the page shows it
        html = self.page(self.piece.website_url)
        self.assertIn('This piece has found its home', html)
        self.assertNotIn('Add to cart', html)
        self.assertNotIn('18,750', html.split('<footer', 1)[0].split('application/ld+json')[0])
        self.assertIn('ic-inquiry', html)
        self.assertIn('https://schema.org/SoldOut', html)
        self.assertIn('ic-flag--sold', self.page('/shop?search=116610LV'))

    def test_the_mail_is_a_job_and_not_the_buyers_wait(self):
        mails = self.env['mail.mail'].search([])
        order = self.checkout()
        self.pay(order)
        jobs = self.env['queue.job'].search([]) - self.jobs
        mail_jobs = jobs.filtered(lambda job: job.method_name == '_ic_send_notification_mail')
        self.assertEqual(len(mail_jobs), 1)
        self.assertEqual(mail_jobs.records, order)
        new = self.env['mail.mail'].search([]) - mails
        self.assertFalse(new.filtered(lambda mail: order.partner_id in mail.recipient_ids))

    def test_a_failed_payment_sells_nothing(self):
        order = self.checkout()
        html = self.page('/shop/payment')
        token = re.search(r'data-access-token="([^"]+)"', html).group(1)
        values = self.make_jsonrpc_request(
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
        self.make_jsonrpc_request(
            '/payment/demo/simulate_payment',
            {'reference': values['reference'], 'payment_details': '4242', 'simulated_state': 'error'},
        )
        self.make_jsonrpc_request('/payment/status/poll', {})
        self.assertEqual(order.state, 'draft')
        self.assertEqual(self.piece.ic_status, 'available')
        self.assertIn('Add to cart', self.page(self.piece.website_url))

    def test_gone_while_paying(self):
        order = self.checkout()
        html = self.page('/shop/payment')
        token = re.search(r'data-access-token="([^"]+)"', html).group(1)
        self.piece._ic_set_status('hold')
        with self.assertRaisesRegex(JsonRpcException, 'ValidationError'):
            self.make_jsonrpc_request(
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
        self.assertFalse(order.transaction_ids)
        self.assertEqual(self.piece.ic_status, 'hold')

    def test_paid_a_moment_too_late(self):
        order = self.checkout()
        html = self.page('/shop/payment')
        token = re.search(r'data-access-token="([^"]+)"', html).group(1)
        values = self.make_jsonrpc_request(
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
        other = self.env['sale.order'].create(
            {
                'partner_id': self.env['res.partner'].create({'name': "Faster"}).id,
                'order_line': [(0, 0, {'product_id': self.piece.product_variant_id.id})],
            }
        )
        other.action_confirm()
        self.make_jsonrpc_request(
            '/payment/demo/simulate_payment',
            {'reference': values['reference'], 'payment_details': '4242', 'simulated_state': 'done'},
        )
        self.make_jsonrpc_request('/payment/status/poll', {})
        html = self.page('/shop/payment/validate')
        self.assertIn('somebody was faster', html)
        self.assertNotIn('Thank you for your order', html)
        self.assertEqual(order.state, 'draft')
        self.assertEqual(order.activity_ids.mapped('summary'), ["Refund: the piece was already sold"])
        self.assertEqual(other.state, 'sale')
