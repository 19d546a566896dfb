from datetime import timedelta

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tests.common import JsonRpcException

from .checkout_case import CheckoutCase


@tagged('post_install', '-at_install')
class TestCheckoutHold(CheckoutCase):
    """What is being paid for is reserved: for its buyer, who never fights himself, and from everybody else."""

    # === Its buyer === #

    def test_the_payment_page_reserves_and_counts_down(self):
        order = self.checkout()
        self.assertFalse(self.claims(order))
        html = self.page('/shop/payment')
        claim = self.claims(order)
        self.assertEqual((claim.product_id, claim.quantity, claim.state), (self.product, 1.0, 'held'))
        self.assertEqual((claim.kind, claim.source, claim.partner_id), ('checkout', 'website', order.partner_id))
        self.assertEqual(self.minutes_left(order), 10)
        self.assertIn('class="ic-hold"', html)
        self.assertIn(f'data-until="{claim.expires_at}"', html)
        self.assertIn('o_payment_submit_button', html)
        # his own reservation does not keep him from it
        page = self.page(self.piece.website_url)
        self.assertIn('Add to cart', page)
        self.assertNotIn('completing a purchase', page)

    def test_the_store_says_for_how_long(self):
        self.company.ic_checkout_minutes = 25
        order = self.checkout()
        self.page('/shop/payment')
        self.assertEqual(self.minutes_left(order), 25)

    def test_two_tabs_share_one_reservation_and_a_look_does_not_renew_it(self):
        order = self.checkout()
        self.page('/shop/payment')
        claim = self.claims(order)
        soon = fields.Datetime.now().replace(microsecond=0) + timedelta(minutes=4)
        claim.expires_at = soon
        self.env.flush_all()
        self.page('/shop/payment')
        self.assertEqual(self.claims(order), claim)
        self.assertEqual(claim.expires_at, soon)
        answer = self.make_jsonrpc_request('/shop/payment/reservation', {})
        self.assertEqual((answer['state'], answer['until']), ('reserved', fields.Datetime.to_string(soon)))

    def test_a_payment_that_failed_is_repeated(self):
        order = self.checkout()
        token = self.pay_token()
        self.claims(order).expires_at = fields.Datetime.now() + timedelta(minutes=2)
        self.env.flush_all()
        values = self.start_payment(order, token)
        self.assertEqual(self.minutes_left(order), 10, "a payment renews the reservation")
        html = self.simulate(values, 'error')
        self.assertIn('Your payment did not go through, and nothing has been charged.', html)
        self.assertIn('class="ic-hold"', html)
        self.assertEqual((order.state, self.claims(order).state), ('draft', 'held'))
        html = self.simulate(self.start_payment(order, self.pay_token()))
        self.assertIn('Thank you for your order', html)
        self.env.invalidate_all()
        claim = self.claims(order)
        self.assertEqual((order.state, claim.state, claim.kind), ('sale', 'committed', 'order'))
        self.assertEqual(self.Claim.search_count([('product_id', '=', self.product.id)]), 1)
        self.assertFalse(self.env['ic.conflict'].search([('product_id', '=', self.product.id)]))

    def test_one_customer_on_two_devices(self):
        ada = self.env['res.partner'].create({'name': "Ada", 'email': 'ada@example.com'})
        phone, desk = self.make_cart('phone', partner=ada), self.make_cart('desk', partner=ada)
        phone._ic_hold()
        desk._ic_hold()
        self.assertFalse(phone._ic_reserved_until())
        self.assertEqual(self.minutes_left(desk), 10)
        phone._ic_hold()
        self.assertFalse(desk._ic_reserved_until())
        phone.action_confirm()
        self.assertEqual(self.piece.ic_status, 'sold')

    def test_what_leaves_the_cart_is_free(self):
        self.checkout()
        order = self.env['sale.order'].search([('website_id', '=', self.website.id)], order='id desc', limit=1)
        self.page('/shop/payment')
        line = order.order_line.filtered(lambda line: line.product_id == self.product)
        self.make_jsonrpc_request('/shop/cart/update', {'line_id': line.id, 'quantity': 0})
        self.assertFalse(self.claims(order))
        self.assertEqual(self.Claim._ic_free(self.product)[self.product], 1.0)
        self.make_cart('next')._ic_hold()

    def test_a_deleted_cart_and_one_that_is_left_are_free(self):
        cart = self.make_cart('first')
        cart._ic_hold()
        cart.unlink()
        self.make_cart('second')._ic_hold()
        self.Claim.search([('product_id', '=', self.product.id)])._ic_release("test")
        order = self.checkout()
        self.page('/shop/payment')
        self.assertTrue(self.claims(order))
        self.website.copy({'name': "Other"})
        order.website_id = self.env['website'].search([('name', '=', "Other")], limit=1)  # not this shop's any more
        self.page('/shop/cart')
        self.assertFalse(self.claims(order))

    def test_less_of_what_is_counted_frees_the_rest(self):
        bars = self.make_bars(5)
        cart = self.make_cart('first', bars, 4)
        cart._ic_hold()
        self.assertEqual(self.Claim._ic_free(bars)[bars], 1.0)
        cart.order_line.product_uom_qty = 3
        self.assertEqual(self.Claim._ic_free(bars)[bars], 2.0)
        self.assertEqual(self.minutes_left(cart), 10)

    def test_the_price_is_kept_while_it_is_reserved_and_no_longer(self):
        order = self.checkout()
        self.page('/shop/payment')
        self.piece.list_price = 20000
        html = self.page('/shop/payment')
        self.assertNotIn('The total of your order has changed', html)
        self.env.invalidate_all()
        self.assertEqual(order.amount_total, 18750)
        self.lapse(order)
        html = self.page('/shop/payment')
        self.assertIn('The total of your order has changed', html)
        self.env.invalidate_all()
        self.assertEqual(order.amount_total, 20000)

    # === Everybody else === #

    def make_bars(self, quantity):
        piece = self.make_piece('bullion', ic_bullion_metal='gold', ic_bullion_intake=quantity, taxes_id=[(5,)])
        bars = piece.product_variant_id
        self.assertFalse(piece.ic_is_unique)
        self.assertEqual(self.Claim._ic_free(bars)[bars], float(quantity))
        return bars

    def test_others_see_that_someone_is_paying(self):
        other = self.make_cart('other')
        other._ic_hold()
        html = self.page(self.piece.website_url)
        self.assertIn('Reserved: someone is completing a purchase', html)
        self.assertIn('Ask to be told', html)
        self.assertNotIn('Add to cart', html)
        self.assertIn('https://schema.org/LimitedAvailability', html)
        self.assertIn('ic-flag--reserved', self.page('/shop?search=116610LV'))
        token = self.csrf(self.page('/web/login'))
        response = self.url_open(f'/shop/piece/{self.piece.id}/add', data={'csrf_token': token})
        self.assertTrue(response.url.endswith('?gone=1'), response.url)
        self.assertEqual(self.inquire(self.piece), {'ok': True})
        # it frees itself: nobody tidies up, the clock is enough
        self.lapse(other)
        self.assertIn('Add to cart', self.page(self.piece.website_url))
        self.assertNotIn('ic-flag--reserved', self.page('/shop?search=116610LV'))

    def test_who_comes_second_to_the_payment_is_told_and_pays_nothing(self):
        order = self.checkout()
        token = self.pay_token()
        self.Claim._ic_of(order)._ic_release("test")
        other = self.make_cart('other')
        other._ic_hold()
        html = self.page('/shop/payment')
        self.assertIn('Not available at this moment', html)
        self.assertIn('is reserved: someone is completing a purchase', html)
        self.assertIn(f'{self.piece.website_url}#ic-inquiry', html)
        self.assertNotIn('name="o_payment_submit_button"', html)
        refusal = f"{self.piece.name} is reserved: someone is completing a purchase of it"
        with self.assertRaisesRegex(JsonRpcException, 'ValidationError'):
            self.start_payment(order, token)
        with self.assertRaisesRegex(ValidationError, refusal):
            order._check_cart_is_ready_to_be_paid()
        self.assertFalse(order.transaction_ids)
        self.assertFalse(self.claims(order))
        self.assertEqual(self.claims(other).state, 'held')

    def test_the_open_payment_page_asks_when_its_time_is_up(self):
        order = self.checkout()
        self.page('/shop/payment')
        self.lapse(order)
        self.assertEqual(self.make_jsonrpc_request('/shop/payment/reservation', {}), {'state': 'free'})
        self.assertFalse(order._ic_reserved_until(), "looking takes nothing")
        other = self.make_cart('other')
        other._ic_hold()
        self.env.flush_all()
        answer = self.make_jsonrpc_request('/shop/payment/reservation', {})
        self.assertEqual(answer, {'state': 'gone', 'pieces': self.piece.name})

    def test_counted_goods_are_reserved_by_the_unit(self):
        bars = self.make_bars(5)
        self.make_cart('other', bars, 3)._ic_hold()
        self.assertEqual(bars.product_tmpl_id._ic_web_state(), 'available')
        cart = self.make_cart('late', bars, 1)
        result = cart._cart_add(bars.id, quantity=4)
        self.assertEqual(cart.order_line.product_uom_qty, 2.0)
        self.assertTrue(result['warning'])
        cart._ic_hold()
        cart.order_line.product_uom_qty = 3
        with self.assertRaisesRegex(ValidationError, "only 2 left at this moment"):
            cart._ic_hold()

    def test_any_product_with_the_switch(self):
        lamp = self.env['product.product'].create(
            {
                'name': "Desk Lamp",
                'is_storable': True,
                'company_id': self.company.id,
                'allow_out_of_stock_order': False,
                'ic_one_buyer': True,
                'list_price': 90,
                'is_published': True,
            }
        )
        stock = self.env['stock.warehouse'].search([('company_id', '=', self.company.id)], limit=1).lot_stock_id
        self.env['stock.quant']._update_available_quantity(lamp, stock, 1)
        first, second = self.make_cart('first', lamp), self.make_cart('second', lamp)
        first._ic_hold()
        with self.assertRaisesRegex(ValidationError, "Desk Lamp is reserved"):
            second._ic_hold()
        self.assertTrue(lamp._is_sold_out())
        info = self.make_jsonrpc_request(
            '/website_sale/get_combination_info',
            {
                'product_template_id': lamp.product_tmpl_id.id,
                'product_id': lamp.id,
                'combination': [],
                'add_qty': 1,
            },
        )
        self.assertEqual(info['free_qty'], 0)
        self.assertIn('someone is completing a purchase', info['out_of_stock_message'])
        # without the switch Odoo's own way stays: nothing is reserved
        lamp.ic_one_buyer = False
        second._ic_hold()
        self.assertFalse(self.claims(second))

    def test_goods_that_may_be_backordered_are_never_refused(self):
        bars = self.make_bars(1)
        bars.product_tmpl_id.write({'ic_backorder': True, 'allow_out_of_stock_order': True})
        first, second = self.make_cart('first', bars, 1), self.make_cart('second', bars, 4)
        first._ic_hold()
        second._ic_hold()
        self.assertEqual(bars.product_tmpl_id._ic_web_state(), 'available')

    def test_a_combo_reserves_its_parts(self):
        combo = self.env['product.combo'].create(
            {
                'name': "Watch",
                'company_id': self.company.id,
                'combo_item_ids': [(0, 0, {'product_id': self.product.id})],
            }
        )
        gift = self.env['product.product'].create(
            {'name': "Gift set", 'company_id': self.company.id, 'type': 'combo', 'combo_ids': [(6, 0, combo.ids)]}
        )
        cart = self.make_cart('first', gift)
        cart.order_line = [
            (
                0,
                0,
                {
                    'product_id': self.product.id,
                    'product_uom_qty': 1,
                    'combo_item_id': combo.combo_item_ids.id,
                    'linked_line_id': cart.order_line.id,
                },
            )
        ]
        cart._ic_hold()
        self.assertEqual(self.claims(cart).product_id, self.product)
        with self.assertRaisesRegex(ValidationError, "is reserved"):
            self.make_cart('second')._ic_hold()

    def test_an_order_of_zero_is_reserved_and_refused_like_any_other(self):
        self.piece.list_price = 0
        self.website.prevent_zero_price_sale = False
        order = self.make_cart('first')
        self.assertEqual(order.amount_total, 0)
        order._ic_hold()
        with self.assertRaisesRegex(ValidationError, "is reserved"):
            self.make_cart('second')._check_cart_is_ready_to_be_paid()
