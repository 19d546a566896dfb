from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tests.common import JsonRpcException

from .checkout_case import CheckoutCase


@tagged('post_install', '-at_install')
class TestSecondBuyer(CheckoutCase):
    def test_the_second_cart_is_refused_before_payment(self):
        piece = self.piece
        first, second = self.make_cart('first'), self.make_cart('second')
        first._ic_check_pieces()
        second._ic_check_pieces()
        first.action_confirm()
        self.assertEqual(piece.ic_status, 'sold')
        with self.assertRaisesRegex(ValidationError, "Rolex Submariner 116610LV has just been sold"):
            second._check_cart_is_ready_to_be_paid()
        self.assertEqual(second.state, 'draft')

    def test_the_first_payment_confirms(self):
        piece = self.piece
        order = self.make_cart('first')
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
                self.make_cart(status, piece.product_variant_id)._check_cart_is_ready_to_be_paid()

    def test_the_bag_refuses_over_http(self):
        piece = self.piece
        self.make_cart('first').action_confirm()
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
        piece = self.piece
        cart = self.make_cart('first')
        result = cart._cart_add(piece.product_variant_id.id, quantity=3)
        self.assertEqual(cart.order_line.product_uom_qty, 1)
        self.assertIn('one of one', result['warning'])
        piece.ic_is_unique = True
        cart.order_line.product_uom_qty = 2
        with self.assertRaises(UserError):
            cart.action_confirm()
        self.assertNotEqual(piece.ic_status, 'sold')
