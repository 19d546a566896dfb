from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from .live_case import LiveCase


@tagged('post_install', '-at_install')
class TestQuoteLock(LiveCase):
    """Offers follow the metal until they are promised; what is promised stays."""

    def setUp(self):
        super().setUp()
        self.eagle.action_ic_receive()
        self.tick('4000')
        self.order = self.quotation(self.eagle)
        self.line = self.order.order_line
        self.mark = self.line.ic_price_mark

    def _tick_id(self):
        return f"tick {self.Price._ic_latest('gold', self.dollar, self.company).id}"

    def test_an_open_quotation_follows_and_says_by_what(self):
        self.assertEqual(
            (self.line.price_unit, self.mark, self.line.ic_price_metal_value), (4200, self._tick_id(), 4000)
        )
        self.tick('4100')
        self.assertEqual((self.line.price_unit, self.line.ic_price_metal_value), (4305.0, 4100.0))
        self.assertEqual(self.line.ic_price_mark, self._tick_id())
        self.assertNotEqual(self.line.ic_price_mark, self.mark)

    def test_confirmed_at_the_price_of_that_moment_and_never_moved_again(self):
        self.tick('4100', follow=False)
        self.assertEqual(self.line.price_unit, 4200.0)
        self.order.action_confirm()
        self.assertEqual((self.order.state, self.line.price_unit), ('sale', 4305.0))
        bodies = ' '.join(self.order.message_ids.mapped('body'))
        self.assertIn("Prices have moved with the metal: Eagle", bodies)
        self.assertIn("4,305.00", bodies)
        mark = self.line.ic_price_mark
        self.tick('9000')
        self.assertEqual((self.line.price_unit, self.line.ic_price_mark), (4305.0, mark))

    def test_a_price_that_was_typed_stays(self):
        self.line.price_unit = 4150
        self.tick('4100')
        self.order.action_confirm()
        self.assertEqual(self.line.price_unit, 4150.0)

    def test_a_held_quotation_keeps_price_goods_and_tick(self):
        self.order.action_ic_hold_quote()
        claim = self.env['ic.claim']._ic_of(self.order.ic_quote_hold_id)
        self.assertEqual((claim.product_id, claim.state), (self.eagle.product_variant_id, 'held'))
        self.tick('4500')
        self.assertEqual((self.line.price_unit, self.line.ic_price_mark), (4200.0, self.mark))
        self.order.action_confirm()
        self.assertEqual((self.order.state, self.line.price_unit, self.line.ic_price_mark), ('sale', 4200.0, self.mark))
        self.assertEqual(self.line.ic_price_metal_value, 4000.0)

    def test_a_promise_holds_though_the_metal_has_no_price_any_more(self):
        self.order.action_ic_hold_quote()
        self.company.ic_spot_max_hours = 0.001
        self.company.ic_spot_rests = False
        with freeze_time(fields.Datetime.now() + timedelta(hours=1)):
            self.env.invalidate_all()
            self.assertTrue(self.eagle._ic_no_price_reasons())
            self.order.action_confirm()
        self.assertEqual((self.order.state, self.line.price_unit), ('sale', 4200.0))

    def test_a_hold_that_is_let_go_lets_the_price_go(self):
        self.order.action_ic_hold_quote()
        self.tick('4500')
        self.assertEqual(self.line.price_unit, 4200.0)
        self.order.action_ic_release_quote()
        self.order._ic_follow_prices()
        self.assertEqual((self.line.price_unit, self.line.ic_price_mark), (4725.0, self._tick_id()))

    def test_the_paper_shows_the_price_of_the_moment_it_is_printed(self):
        self.tick('4100', follow=False)
        html, _kind = self.env['ir.actions.report']._render_qweb_html('sale.report_saleorder', self.order.ids)
        self.assertIn(b'4,305.00', html)
        self.assertNotIn(b'4,200.00', html)
