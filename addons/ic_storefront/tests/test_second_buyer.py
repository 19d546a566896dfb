from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tests.common import JsonRpcException

from .common import PieceCase


@tagged('post_install', '-at_install')
class TestSecondBuyer(PieceCase):
    def make_cart(self, piece, name):
        return self.env['sale.order'].create(
            {
                'partner_id': self.env['res.partner'].create({'name': name, 'email': f'{name}@example.com'}).id,
                'website_id': self.website.id,
                'company_id': self.company.id,
                'order_line': [(0, 0, {'product_id': piece.product_variant_id.id, 'product_uom_qty': 1})],
            }
        )

    def make_payment(self, order):
        return self.env['payment.transaction'].create(
            {
                'provider_id': self.use_demo_payment().id,
                'payment_method_id': self.env.ref('payment.payment_method_unknown').id,
                'amount': order.amount_total,
                'currency_id': order.currency_id.id,
                'partner_id': order.partner_id.id,
                'reference': f'TEST-{order.name}',
                'operation': 'online_direct',
                'sale_order_ids': [(6, 0, order.ids)],
            }
        )

    def test_the_second_cart_is_refused_before_payment(self):
        piece = self.make_watch()
        first, second = self.make_cart(piece, 'first'), self.make_cart(piece, 'second')
        first._ic_check_pieces()
        second._ic_check_pieces()
        first.action_confirm()
        self.assertEqual(piece.ic_status, 'sold')
        with self.assertRaisesRegex(ValidationError, "Rolex Submariner 116610LV has just been sold"):
            second._check_cart_is_ready_to_be_paid()
        self.assertEqual(second.state, 'draft')

    def test_the_second_payment_confirms_nothing_and_asks_for_a_refund(self):
        piece = self.make_watch()
        first, second = self.make_cart(piece, 'first'), self.make_cart(piece, 'second')
        payment = self.make_payment(second)
        first.action_confirm()
        payment._set_done()
        payment._post_process()
        self.assertEqual(second.state, 'draft')
        self.assertFalse(second.picking_ids)
        self.assertEqual(second.activity_ids.mapped('summary'), ["Refund: the piece was already sold"])
        self.assertIn("no longer available", second.message_ids[0].body + second.message_ids[1].body)
        self.assertTrue(payment.is_post_processed)
        payment._post_process()
        self.assertEqual(len(second.activity_ids), 1)

    def test_the_first_payment_confirms(self):
        piece = self.make_watch()
        order = self.make_cart(piece, 'first')
        payment = self.make_payment(order)
        payment._set_done()
        payment._post_process()
        self.assertEqual(order.state, 'sale')
        self.assertEqual(piece.ic_status, 'sold')
        self.assertFalse(order.activity_ids)

    def test_reserved_and_arriving_pieces_are_refused(self):
        for status in ('hold', 'incoming'):
            piece = self.make_watch(status=status, ic_serial=f'T{status}')
            with self.assertRaises(ValidationError):
                self.make_cart(piece, status)._check_cart_is_ready_to_be_paid()

    def test_the_bag_refuses_over_http(self):
        piece = self.make_watch()
        self.make_cart(piece, 'first').action_confirm()
        html = self.page(piece.website_url)
        self.assertNotIn('Add to cart', html)
        response = self.url_open(f'/shop/piece/{piece.id}/add', data={'csrf_token': self.csrf(self.page('/web/login'))})
        self.assertTrue(response.url.endswith('?gone=1'), response.url)
        self.assertIn('somebody was faster', response.text)
        with self.assertRaisesRegex(JsonRpcException, 'UserError'):
            self.make_jsonrpc_request(
                '/shop/cart/add',
                {'product_template_id': piece.id, 'product_id': piece.product_variant_id.id, 'quantity': 1},
            )
        self.assertFalse(
            self.env['sale.order.line'].search(
                [('product_id', '=', piece.product_variant_id.id), ('order_id.state', '=', 'draft')]
            )
        )

    def test_one_of_one_is_in_the_bag_once(self):
        piece = self.make_watch()
        cart = self.make_cart(piece, 'first')
        result = cart._cart_add(piece.product_variant_id.id, quantity=3)
        self.assertEqual(cart.order_line.product_uom_qty, 1)
        self.assertIn('one of one', result['warning'])
        piece.ic_is_unique = True
        cart.order_line.product_uom_qty = 2
        with self.assertRaises(UserError):
            cart.action_confirm()
        self.assertNotEqual(piece.ic_status, 'sold')
