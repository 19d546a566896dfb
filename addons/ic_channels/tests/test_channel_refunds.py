from odoo.tests import new_test_user, tagged

from odoo.addons.ic_connect.types import RefundLine

from .order_common import OrderCase


@tagged('post_install', '-at_install')
class TestRefunds(OrderCase):
    """Money given back, goods put back and goods sent anew are three facts."""

    def sold(self, units=3, **values):
        self.bars_sold = self.bars(5, **values)
        self.listing = self.list(self.bars_sold)
        self.run_jobs()
        self.order_id = self.shop.sell('I1', units)
        self.poll()
        return self.orders()

    def refund(self, units=0, restocked=None, amount='100.00'):
        line = RefundLine(f'{self.order_id}-1', units, restocked) if units else None
        self.shop.refund(self.order_id, line, amount=amount)
        self.poll()
        self.poll()

    def seller(self):
        groups = ('group_employee', 'group_record_sales')
        return new_test_user(self.env, 'channel_refunds', ','.join(f'ic_inventory_luxury.{name}' for name in groups))

    def test_money_only(self):
        order = self.sold()
        self.refund(amount='20.00')
        self.assertRecordValues(order.refund_ids, [{'goods': 'none', 'quantity': 0, 'amount': 20.0}])
        self.assertEqual((self.free(self.bars_sold), order.sale_order_id.order_line.product_uom_qty), (2, 3.0))
        self.assertEqual(self.shop.items['I1']['quantity'], 2)
        self.assertFalse(order.activity_ids)

    def test_the_buyer_keeps_them(self):
        order = self.sold()
        self.refund(1, restocked=False)
        self.assertRecordValues(order.refund_ids, [{'goods': 'kept', 'quantity': 1}])
        self.assertRecordValues(order.line_ids, [{'refunded': 1, 'restocked': 0}])
        self.assertEqual((self.free(self.bars_sold), order.sale_order_id.order_line.product_uom_qty), (2, 3.0))

    def test_the_same_refund_is_followed_once(self):
        order = self.sold()
        self.refund(1, restocked=True)
        self.shop.change(self.order_id, number='#1a')
        self.poll()
        self.assertEqual((len(order.refund_ids), order.name), (1, '#1a'))
        self.assertRecordValues(order.line_ids, [{'refunded': 1, 'restocked': 1, 'counted': 3}])
        self.assertEqual((self.free(self.bars_sold), order.sale_order_id.order_line.product_uom_qty), (3, 2.0))
        self.assertEqual(self.shop.items['I1']['quantity'], 3)

    def test_refunds_one_after_the_other(self):
        order = self.sold()
        self.refund(1, restocked=True)
        self.refund(2, restocked=True, amount='200.00')
        self.assertEqual(order.refund_ids.sorted('id').mapped('amount'), [100.0, 200.0])
        self.assertRecordValues(order.line_ids, [{'refunded': 3, 'restocked': 3}])
        self.assertEqual((self.free(self.bars_sold), order.sale_order_id.order_line.product_uom_qty), (5, 0.0))
        self.assertEqual(self.shop.items['I1']['quantity'], 5)
        self.assertFalse(self.listing.drift_ids)

    def test_a_person_is_asked_and_says_they_are_back(self):
        order = self.sold()
        self.refund(1)
        refund = order.refund_ids
        self.assertRecordValues(refund, [{'goods': 'ask', 'quantity': 1}])
        self.assertIn("did the goods come back", order.activity_ids.summary)
        self.assertEqual(order.sale_order_id.order_line.product_uom_qty, 3.0)
        refund.with_user(self.seller()).action_ic_back()
        self.run_jobs()
        self.assertRecordValues(refund, [{'goods': 'back'}])
        self.assertEqual((self.free(self.bars_sold), order.sale_order_id.order_line.product_uom_qty), (3, 2.0))
        self.assertEqual(self.shop.items['I1']['quantity'], 3)
        self.assertFalse(order.activity_ids)
        refund.action_ic_back()
        self.assertEqual(order.line_ids.restocked, 1, "a second press changes nothing")

    def test_a_person_is_asked_and_says_they_are_not(self):
        order = self.sold()
        self.refund(1)
        refund = order.refund_ids
        refund.with_user(self.seller()).action_ic_kept()
        self.run_jobs()
        self.assertRecordValues(refund, [{'goods': 'kept'}])
        self.assertEqual((self.free(self.bars_sold), order.sale_order_id.order_line.product_uom_qty), (2, 3.0))
        self.assertFalse(order.activity_ids)
        refund.action_ic_back()
        self.assertEqual((refund.goods, order.line_ids.restocked), ('kept', 0))

    def test_what_was_asked_stays_asked(self):
        order = self.sold()
        self.refund(1)
        self.refund(amount='5.00')
        self.assertEqual(order.refund_ids.sorted('id').mapped('goods'), ['ask', 'none'])
        self.assertEqual(len(order.activity_ids), 1)

    def test_a_delivered_serial_is_awaited_and_comes_back_into_quarantine(self):
        piece = self.piece(ic_serial="BACK-1")
        listing = self.list(piece)
        self.run_jobs()
        lot = piece.product_variant_id.stock_quant_ids.lot_id
        self.order_id = self.shop.sell('I1', status='done')
        self.poll()
        order = self.orders()
        self.refund(1, restocked=True, amount='100.00')
        self.assertRecordValues(order.refund_ids, [{'goods': 'awaited'}])
        delivery = order.sale_order_id.picking_ids.filtered(lambda one: one.picking_type_code == 'outgoing')
        back = order.sale_order_id.picking_ids - delivery
        self.assertEqual(len(back), 1)
        self.assertNotIn(back.state, ('done', 'cancel'))
        self.assertEqual(back.move_ids.product_uom_qty, 1.0)
        self.assertEqual((piece.ic_status, self.free(piece)), ('sold', 0), "not before it is in our hands")
        self.assertEqual(self.shop.items['I1']['quantity'], 0, "and the channel offers nothing that is not here")
        back.action_assign()
        back.move_ids.picked = True
        back._action_done()
        self.run_jobs()
        self.assertEqual(back.move_line_ids.lot_id, lot)
        self.assertEqual(piece.product_variant_id.qty_available, 1.0)
        self.assertEqual(piece.ic_status, 'hold', "it waits to be looked at")
        self.assertEqual(self.shop.items['I1']['quantity'], 0)
        self.assertFalse(listing.drift_ids)
        piece._ic_set_status('available')
        self.run_jobs()
        self.assertEqual(self.shop.items['I1']['quantity'], 1)

    def test_a_return_is_prepared_by_a_seller_who_says_they_are_back(self):
        order = self.sold(2)
        self.deliver(order.sale_order_id)
        self.refund(1)
        order.refund_ids.with_user(self.seller()).action_ic_back()
        self.assertRecordValues(order.refund_ids, [{'goods': 'awaited'}])
        back = order.sale_order_id.picking_ids.filtered(lambda one: one.picking_type_code == 'incoming')
        self.assertEqual((len(back), back.move_ids.product_uom_qty), (1, 1.0))
        self.assertEqual(self.bars_sold.product_variant_id.qty_available, 3.0)

    def test_two_refunds_of_delivered_units_await_two_returns(self):
        order = self.sold(2)
        self.deliver(order.sale_order_id)
        self.refund(1, restocked=True)
        self.refund(1, restocked=True)
        back = order.sale_order_id.picking_ids.filtered(lambda one: one.picking_type_code == 'incoming')
        self.assertEqual(sum(back.move_ids.mapped('product_uom_qty')), 2.0)
        for one in back:
            one.move_ids.quantity = 1.0
            one.move_ids.picked = True
            one._action_done()
        self.assertEqual(self.bars_sold.product_variant_id.qty_available, 5.0)

    def test_units_of_two_deliveries_come_back_from_both(self):
        order = self.sold(3)
        first = order.sale_order_id.picking_ids
        first.move_ids.write({'quantity': 1.0, 'picked': True})
        first.with_context(cancel_backorder=False)._action_done()
        self.deliver(order.sale_order_id)
        self.assertEqual(order.sale_order_id.order_line.qty_delivered, 3.0)
        self.refund(2, restocked=True, amount='200.00')
        back = order.sale_order_id.picking_ids.filtered('return_id')
        self.assertEqual((len(back), sum(back.move_ids.mapped('product_uom_qty'))), (2, 2.0))
        self.assertEqual(len(back.return_id), 2)

    def test_only_the_refunded_line_is_awaited(self):
        bars, other = self.bars(5), self.bars(5, default_code='OTHER')
        self.list(bars)
        self.list(other)
        first = self.payload('A', self.line('I1', 2), self.line('I2', 2, number=2), status='done', total='400')
        order = self.keep(first)
        self.shop.sold['A'] = first
        self.order_id = 'A'
        self.shop.refund('A', RefundLine('2', 1, None))
        self.poll()
        order.refund_ids.action_ic_back()
        back = order.sale_order_id.picking_ids.filtered(lambda one: one.picking_type_code == 'incoming')
        self.assertRecordValues(
            back.move_ids.filtered('product_uom_qty'),
            [{'product_id': other.product_variant_id.id, 'product_uom_qty': 1.0}],
        )

    def test_cancelled_and_refunded_before_it_left(self):
        order = self.sold()
        self.shop.refund(self.order_id, RefundLine(f'{self.order_id}-1', 3, None), amount='300.00')
        self.shop.change(self.order_id, status='cancelled')
        self.shop.touch('I1', 5)
        self.poll()
        self.poll()
        self.assertEqual(
            (order.state, order.refund_ids.goods, order.sale_order_id.state), ('cancelled', 'back', 'cancel')
        )
        self.assertEqual((self.free(self.bars_sold), self.shop.items['I1']['quantity']), (5, 5))
        self.assertFalse(order.activity_ids)
        self.assertFalse(self.listing.drift_ids)
