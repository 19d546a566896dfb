from datetime import timedelta

from odoo import fields
from odoo.tests import new_test_user, tagged

from .checkout_case import CheckoutCase


@tagged('post_install', '-at_install')
class TestHeldForClient(CheckoutCase):
    """A piece on hold for a client: he can buy it in the shop, nobody else can, and nobody reads his name."""

    def setUp(self):
        super().setUp()
        self.client_user = new_test_user(
            self.env, 'ic_held_client', 'base.group_portal', name="Rosalind Almeida", email='rosalind@example.com'
        )
        self.hold = self.env['ic.reservation'].create(
            {
                'company_id': self.company.id,
                'partner_id': self.client_user.partner_id.id,
                'until': fields.Datetime.now() + timedelta(days=2),
                'line_ids': [(0, 0, {'product_tmpl_id': self.piece.id})],
            }
        )
        self.hold.action_hold()

    def test_a_stranger_sees_reserved_and_no_name(self):
        html = self.page(self.piece.website_url)
        self.assertIn("Reserved for a client", html)
        self.assertNotIn("Reserved for you", html)
        self.assertNotIn("Rosalind", html)
        self.assertNotIn(self.hold.name, html)
        self.assertNotIn("Add to cart", html)
        elsewhere = self.make_watch(ic_serial="OTHER")
        token = self.csrf(self.page(elsewhere.website_url))
        self.url_open(f'/shop/piece/{self.piece.id}/add', data={'csrf_token': token})
        self.env.invalidate_all()
        self.assertFalse(self.env['sale.order.line'].search([('product_id', '=', self.product.id)]))
        self.assertEqual((self.hold.state, self.hold.line_ids.state), ('active', 'held'))

    def test_the_client_buys_it(self):
        self.authenticate('ic_held_client', 'ic_held_client')
        html = self.page(self.piece.website_url)
        self.assertIn("Reserved for you", html)
        self.assertIn("Add to cart", html)
        order = self.checkout_as_client()
        self.page('/shop/payment')
        self.assertEqual(self.claims(order).kind, 'checkout')
        self.assertEqual((self.hold.state, self.hold.line_ids.state), ('active', 'lent'))
        self.assertEqual(self.claims(order).expires_at, self.hold.until)
        order.with_context(send_email=False).action_confirm()
        self.assertEqual((order.state, self.piece.ic_status, self.hold.state), ('sale', 'sold', 'sold'))

    def checkout_as_client(self):
        response = self.add_to_bag(self.piece)
        self.assertTrue(response.url.endswith('/shop/cart'), response.url)
        self.client_user.partner_id.write(
            {
                'street': "41 Pierrepont Street",
                'city': "Brooklyn",
                'zip': '11201',
                'phone': '+1 646 555 0162',
                'country_id': self.env.ref('base.us').id,
                'state_id': self.env.ref('base.state_us_27').id,
            }
        )
        self.page('/shop/checkout?try_skip_step=true')
        return self.env['sale.order'].search([('partner_id', '=', self.client_user.partner_id.id)], limit=1)

    def test_a_lapsed_hold_is_on_the_shelf_before_any_cron(self):
        past = fields.Datetime.now() - timedelta(hours=1)
        self.env.flush_all()
        self.env.cr.execute("UPDATE ic_reservation SET until = %s WHERE id = %s", (past, self.hold.id))
        self.env.cr.execute("UPDATE ic_claim SET expires_at = %s WHERE product_id = %s", (past, self.product.id))
        self.env.cr.execute("UPDATE product_template SET ic_hold_until = %s WHERE id = %s", (past, self.piece.id))
        self.env.invalidate_all()
        html = self.page(self.piece.website_url)
        self.assertIn("Available, one of one", html)
        self.assertIn(self.piece, self.website._ic_new_arrivals(200))
        order = self.checkout()
        self.page('/shop/payment')
        self.assertEqual((len(self.claims(order)), self.hold.state), (1, 'lapsed'))
