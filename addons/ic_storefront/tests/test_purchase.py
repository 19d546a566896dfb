import re

from odoo.tests import tagged
from odoo.tests.common import JsonRpcException

from .checkout_case import CheckoutCase


@tagged('post_install', '-at_install')
class TestPurchase(CheckoutCase):
    """A visitor buys a piece over real HTTP, step by step as the browser does it."""

    def setUp(self):
        super().setUp()
        self.jobs = self.env['queue.job'].search([])

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
        values = self.start_payment(order, token)
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
            self.start_payment(order, token)
        self.assertFalse(order.transaction_ids)
        self.assertEqual(self.piece.ic_status, 'hold')
