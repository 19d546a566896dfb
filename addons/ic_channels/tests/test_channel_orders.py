from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .order_common import OrderCase


@tagged('post_install', '-at_install')
class TestOrdersOnce(OrderCase):
    """An order is imported once, however often and in whatever sequence it is told."""

    def test_webhook_and_polls_make_one_sale_order(self):
        bars = self.bars(5)
        self.list(bars)
        sold = self.shop.sell('I1', 2)
        self.assertEqual(self.webhook('order', 'E1', sold), 1)
        self.assertEqual(self.webhook('order', 'E1', sold), 0)
        self.assertEqual(self.webhook('order', 'E2', sold), 1, "another message about the same order")
        self.run_jobs()
        self.poll()
        self.poll()
        order = self.orders()
        self.assertRecordValues(order, [{'remote_id': sold, 'name': '#1', 'state': 'imported', 'amount_total': 200.0}])
        sales = self.env['sale.order'].search([('ic_channel_id', '=', self.channel.id)])
        self.assertEqual(sales, order.sale_order_id)
        self.assertRecordValues(
            sales.order_line, [{'product_id': bars.product_variant_id.id, 'product_uom_qty': 2.0, 'price_unit': 100.0}]
        )
        self.assertEqual(self.free(bars), 3)
        self.assertRecordValues(
            self.claims(bars), [{'quantity': 2.0, 'source': 'channel', 'reference': f'{sales.name} · Web Shop #1'}]
        )
        self.assertEqual(set(self.env['ic.channel.event'].search([]).mapped('state')), {'done'})

    def test_the_same_state_again_changes_nothing(self):
        self.list(self.bars(5))
        first = self.payload('A', self.line('I1', 2), total='200')
        order = self.keep(first)
        before = order.sale_order_id.write_date, order.applied_hash, order.sale_order_id.order_line.ids
        self.assertFalse(self.channel._ic_keep_orders([first]), "no news")
        self.run_jobs()
        self.assertEqual(
            (order.sale_order_id.write_date, order.applied_hash, order.sale_order_id.order_line.ids), before
        )
        self.assertEqual(self.channel._ic_apply_order(order.id), "nothing to do")
        self.assertEqual(len(self.orders()), 1)

    def test_an_older_state_after_a_newer_is_ignored(self):
        self.list(self.bars(5))
        early = self.payload('A', self.line('I1', 1))
        late = self.payload('A', self.line('I1', 1), placed=early.created_at, status='cancelled')
        order = self.keep(late)
        self.assertEqual(order.state, 'cancelled')
        self.assertFalse(self.channel._ic_keep_orders([early]))
        self.run_jobs()
        self.assertRecordValues(order, [{'state': 'cancelled', 'remote_status': 'cancelled', 'sale_order_id': False}])

    def test_orders_from_before_the_connection_are_left_alone(self):
        bars = self.bars(5)
        self.list(bars)
        old = self.channel.orders_from - timedelta(hours=3)
        order = self.keep(self.payload('OLD', self.line('I1'), placed=fields.Datetime.to_string(old) + '+00:00'))
        self.assertRecordValues(order, [{'state': 'ignored', 'sale_order_id': False}])
        self.assertIn("before", order.why)
        self.assertEqual(self.free(bars), 5)
        again = self.payload('OLD', self.line('I1', 2), placed=fields.Datetime.to_string(old) + '+00:00')
        self.keep(again)
        self.assertEqual((order.state, len(self.orders())), ('ignored', 1))

    def test_an_order_that_is_gone_when_it_is_asked_for(self):
        self.webhook('order', 'E1', 'NEVER')
        self.run_jobs()
        event = self.env['ic.channel.event'].search([('remote_id', '=', 'E1')])
        self.assertRecordValues(event, [{'state': 'ignored', 'why': "The order is not there (any more)."}])
        self.assertFalse(self.orders())


@tagged('post_install', '-at_install')
class TestOrdersReview(OrderCase):
    """What nobody knows here waits for a person; what is known of it is off the market at once."""

    def test_an_unknown_thing_waits_and_the_known_piece_is_gone_everywhere(self):
        piece, second = self.piece(ic_serial="R-1"), self.bars(3)
        self.list(piece)
        other = self.connect(name="Second Shop")
        mirrored = self.list(piece, other)
        self.assertEqual(mirrored.remote_id, 'I1', "the test vendor keeps one shop for both")
        order = self.keep(
            self.payload('A', self.line('I1'), self.line('', number=2, sku='NOBODY', title="A vase"), total='150')
        )
        self.assertRecordValues(order, [{'state': 'review', 'why': "Unknown here: NOBODY", 'sale_order_id': False}])
        self.assertRecordValues(order.activity_ids, [{'user_id': self.env.user.id, 'summary': order.why}])
        self.assertRecordValues(
            self.claims(piece), [{'owner': f'ic.channel.order,{order.id}', 'kind': 'order', 'source': 'channel'}]
        )
        self.assertEqual((piece.ic_status, self.shop.items['I1']['quantity']), ('sold', 0))
        self.assertFalse(self.env['sale.order'].search([('ic_channel_id', '=', self.channel.id)]))
        with self.assertRaises(UserError):
            self.order(piece).action_confirm()

        order.line_ids[1].product_id = second.product_variant_id
        order.action_ic_apply()
        self.run_jobs()
        self.assertEqual((order.state, order.why, order.sale_order_id.state), ('imported', False, 'sale'))
        self.assertEqual(order.sale_order_id.order_line.product_id, (piece | second).mapped('product_variant_id'))
        self.assertEqual((self.free(second), self.claims(piece).owner), (2, f'sale.order,{order.sale_order_id.id}'))
        self.assertFalse(order.activity_ids)

    def test_no_product_is_made_up_for_what_is_unknown(self):
        before = self.env['product.product'].with_context(active_test=False).search_count([])
        order = self.keep(self.payload('A', self.line('', sku='NOBODY')))
        self.assertEqual((order.state, order.line_ids.product_id.ids), ('review', []))
        self.assertEqual(self.env['product.product'].with_context(active_test=False).search_count([]), before)

    def test_the_sku_alone_never_decides(self):
        bars = self.bars(3, default_code='SAME')
        order = self.keep(self.payload('A', self.line('', sku='SAME')))
        self.assertEqual((order.state, self.free(bars)), ('review', 3))

    def test_left_alone(self):
        piece = self.piece()
        self.list(piece)
        order = self.keep(self.payload('A', self.line('I1'), self.line('', number=2, sku='NOBODY')))
        self.assertEqual(self.free(piece), 0)
        seller = new_test_user(
            self.env, 'channel_seller', 'ic_inventory_luxury.group_employee,ic_inventory_luxury.group_record_sales'
        )
        order.with_user(seller).action_ic_ignore()
        self.assertRecordValues(order, [{'state': 'ignored', 'why': False}])
        self.assertEqual((self.free(piece), piece.ic_status), (1, 'available'))

    def test_a_known_piece_that_is_gone_does_not_stop_the_review(self):
        piece = self.piece()
        self.list(piece)
        self.order(piece).action_confirm()
        order = self.keep(self.payload('A', self.line('I1'), self.line('', number=2, sku='NOBODY')))
        self.assertEqual(order.state, 'review')
        self.assertEqual(len(self.claims(piece)), 1)
        self.assertFalse(self.claims(piece).filtered(lambda one: 'channel' in one.owner))

    def test_an_order_that_fails_is_shown_and_stops_rises(self):
        bars = self.bars(5)
        listing = self.list(bars)
        self.run_jobs()
        self.shop.sell('I1', 2)
        with patch.object(
            type(self.env['sale.order']), 'action_confirm', side_effect=UserError("The books are closed.")
        ):
            self.poll()
        order = self.orders()
        self.assertRecordValues(order, [{'state': 'failed', 'why': "The books are closed.", 'sale_order_id': False}])
        self.assertRecordValues(order.activity_ids, [{'user_id': self.env.user.id, 'summary': order.why}])
        self.assertFalse(self.claims(bars), "nothing half done")
        self.assertFalse(self.env['sale.order'].search([('ic_channel_id', '=', self.channel.id)]))
        self.poll()
        self.assertEqual(order.state, 'failed', "the same state told again is no reason to try again")
        self.calls()
        self.found(bars, 10)
        listing._ic_unsure_there()
        self.run_jobs()
        listing._ic_mark('stock')
        self.run_jobs()
        self.assertEqual(self.calls('set_stock'), [], "no rise")
        self.assertIn("imported first", listing.waiting_for)
        order.action_ic_apply()
        self.run_jobs()
        self.assertEqual((order.state, order.why, order.sale_order_id.state), ('imported', False, 'sale'))
        self.assertFalse(order.activity_ids)
        self.assertEqual((self.free(bars), self.shop.items['I1']['quantity']), (8, 8))
        self.assertFalse(listing.drift_ids)
