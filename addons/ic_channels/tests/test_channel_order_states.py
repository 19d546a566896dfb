from odoo.tests import tagged

from odoo.addons.ic_connect.types import RefundLine

from .order_common import OrderCase


@tagged('post_install', '-at_install')
class TestOrdersStates(OrderCase):
    """What a channel says of an order becomes what is true here, state by state."""

    def test_pending_promises_nothing_until_it_is_binding(self):
        bars = self.bars(5)
        self.list(bars)
        first = self.payload('A', self.line('I1', 2), status='pending', total='200')
        order = self.keep(first)
        self.assertRecordValues(order, [{'state': 'waiting', 'sale_order_id': False}])
        self.assertEqual(self.free(bars), 5)
        self.keep(self.payload('A', self.line('I1', 2), placed=first.created_at, total='200'))
        self.assertEqual((order.state, order.sale_order_id.state), ('imported', 'sale'))
        self.assertEqual(self.free(bars), 3)

    def test_a_pending_order_that_took_units_there_is_no_drift(self):
        """Some shops take units off their count when an order is placed, long before it is paid."""
        piece = self.piece()
        listing = self.list(piece)
        self.run_jobs()
        order_id = self.shop.sell('I1', status='pending')
        listing._ic_read_counts()
        self.poll()
        self.assertEqual(self.orders().state, 'waiting')
        self.assertFalse(listing.drift_ids, "a placed order explains it")
        self.assertFalse(self.claims(piece))
        self.shop.change(order_id, status='open')
        self.poll()
        self.assertEqual((self.orders().state, piece.ic_status), ('imported', 'sold'))
        self.assertRecordValues(listing, [{'shown': 0, 'ours': 0, 'needed_since': False}])
        self.assertFalse(listing.drift_ids)

    def test_a_pending_order_that_came_to_nothing(self):
        piece = self.piece()
        listing = self.list(piece)
        self.run_jobs()
        order_id = self.shop.sell('I1', status='pending')
        listing._ic_read_counts()
        self.poll()
        self.shop.change(order_id, status='cancelled')
        self.shop.touch('I1', 1)
        self.poll()
        self.poll()
        self.assertRecordValues(self.orders(), [{'state': 'cancelled', 'sale_order_id': False}])
        self.assertEqual((piece.ic_status, self.shop.items['I1']['quantity']), ('available', 1))
        self.assertFalse(listing.drift_ids)

    def test_cancelled_after_import(self):
        bars = self.bars(5)
        listing = self.list(bars)
        sold = self.shop.sell('I1', 2)
        self.poll()
        self.shop.change(sold, status='cancelled')
        self.shop.touch('I1', 5)
        self.poll()
        self.poll()
        order = self.orders()
        self.assertEqual((order.state, order.sale_order_id.state), ('cancelled', 'cancel'))
        self.assertEqual((self.free(bars), self.shop.items['I1']['quantity']), (5, 5))
        self.assertFalse(listing.drift_ids)
        self.assertFalse(self.claims(bars))

    def test_cancelled_and_binding_again(self):
        bars = self.bars(5)
        listing = self.list(bars)
        sold = self.shop.sell('I1', 2)
        self.poll()
        self.shop.change(sold, status='cancelled')
        self.shop.touch('I1', 5)
        self.poll()
        self.assertEqual(self.free(bars), 5)
        self.shop.change(sold, status='open')
        self.shop.touch('I1', 3)
        self.poll()
        order = self.orders()
        self.assertRecordValues(order, [{'state': 'imported', 'was_cancelled': False}])
        self.assertEqual((order.sale_order_id.state, self.free(bars)), ('sale', 3))
        self.assertEqual(self.shop.items['I1']['quantity'], 3)
        self.assertFalse(listing.drift_ids)

    def test_cancelled_and_then_refunded(self):
        bars = self.bars(5)
        self.list(bars)
        sold = self.shop.sell('I1', 2)
        self.poll()
        self.shop.change(sold, status='cancelled')
        self.shop.touch('I1', 5)
        self.poll()
        self.shop.change(sold, status='open')
        self.shop.refund(sold, RefundLine(f'{sold}-1', 2, None))
        self.poll()
        order = self.orders()
        self.assertEqual((order.state, order.sale_order_id.state, self.free(bars)), ('cancelled', 'cancel', 5))
        self.assertEqual(len(order.refund_ids), 1)

    def test_cancelled_in_the_house_stays_cancelled(self):
        bars = self.bars(5)
        self.list(bars)
        sold = self.shop.sell('I1', 2)
        self.poll()
        self.orders().sale_order_id._action_cancel()
        self.shop.change(sold, number='#1b')
        self.poll()
        self.assertEqual((self.orders().sale_order_id.state, self.free(bars)), ('cancel', 5))

    def test_cancelled_after_it_was_handed_over_goes_to_a_person(self):
        piece = self.piece(ic_serial="C-1")
        self.list(piece)
        sold = self.shop.sell('I1')
        self.poll()
        order = self.orders()
        self.deliver(order.sale_order_id)
        self.shop.change(sold, status='cancelled')
        self.poll()
        self.assertEqual((order.state, order.sale_order_id.state), ('review', 'sale'))
        self.assertIn("return", order.why)
        self.assertRecordValues(order.activity_ids, [{'user_id': self.env.user.id, 'summary': order.why}])
        self.assertEqual(piece.product_variant_id.qty_available, 0)
        self.assertEqual(piece.ic_status, 'sold')

    def test_a_till_hands_over_at_once_with_the_right_serial(self):
        piece = self.piece(ic_serial="TILL-7")
        self.list(piece)
        placed = self.shop.sell('I1', status='done')
        self.poll()
        order = self.orders()
        picking = order.sale_order_id.picking_ids
        self.assertRecordValues(picking, [{'state': 'done'}])
        self.assertEqual(picking.move_line_ids.lot_id.name, 'TILL-7')
        self.assertEqual(picking.move_line_ids.quantity, 1.0)
        entries = self.env['ic.stock.entry'].search(
            [('product_id', '=', piece.product_variant_id.id), ('kind', '=', 'sale'), ('quantity', '<', 0)]
        )
        self.assertRecordValues(
            entries,
            [
                {
                    'channel': 'channel',
                    'remote_id': '#1',
                    'remote_date': self.shop.sold[placed].created_at.replace(tzinfo=None),
                    'lot_id': picking.move_line_ids.lot_id.id,
                    'quantity': -1.0,
                    'on_hand': 0.0,
                }
            ],
        )
        self.assertEqual((piece.ic_status, self.claims(piece, 'done').fulfilled), ('sold', 1.0))
        self.poll()
        self.assertEqual(len(order.sale_order_id.picking_ids), 1)

    def test_an_order_that_is_handed_over_later(self):
        bars = self.bars(5)
        self.list(bars)
        sold = self.shop.sell('I1', 2)
        self.poll()
        order = self.orders()
        self.assertEqual(order.sale_order_id.order_line.qty_delivered, 0)
        self.shop.change(sold, status='done')
        self.poll()
        self.assertEqual(order.sale_order_id.order_line.qty_delivered, 2)
        self.assertEqual(bars.product_variant_id.qty_available, 3)

    def test_a_line_added_later_is_claimed(self):
        """An exchange: the channel refunds nothing yet and adds a line."""
        bars, other = self.bars(5), self.bars(2, default_code='OTHER')
        self.list(bars)
        self.list(other)
        first = self.payload('A', self.line('I1', 1))
        order = self.keep(first)
        self.keep(
            self.payload('A', self.line('I1', 1), self.line('I2', 2, number=2), placed=first.created_at, total='300')
        )
        self.assertEqual(order.state, 'imported')
        self.assertEqual(order.sale_order_id.order_line.mapped('product_uom_qty'), [1.0, 2.0])
        self.assertEqual((self.free(bars), self.free(other)), (4, 0))
        self.assertEqual(order.sale_order_id.picking_ids.move_ids.mapped('product_uom_qty'), [1.0, 2.0])

    def test_a_line_added_later_over_a_piece_that_is_gone_is_a_conflict(self):
        bars, piece = self.bars(5), self.piece(ic_serial="G-1")
        self.list(bars)
        self.list(piece)
        first = self.payload('A', self.line('I1', 1))
        order = self.keep(first)
        self.order(piece).action_confirm()
        self.keep(self.payload('A', self.line('I1', 1), self.line('I2', number=2), placed=first.created_at))
        conflict = self.env['ic.conflict'].search([('product_id', '=', piece.product_variant_id.id)])
        self.assertRecordValues(conflict, [{'kind': 'channel_sale', 'quantity': 1.0, 'state': 'open', 'paid': 100.0}])
        self.assertEqual(order.state, 'imported')
        self.assertEqual(len(self.claims(piece)), 1, "the sale in the house keeps it")

    def test_more_of_the_same_line(self):
        bars = self.bars(5)
        listing = self.list(bars)
        first = self.payload('A', self.line('I1', 1))
        self.shop.touch('I1', 4)
        order = self.keep(first)
        self.shop.touch('I1', 2)  # three sold there by now
        self.keep(self.payload('A', self.line('I1', 3), placed=first.created_at, total='300'))
        self.poll()
        self.assertEqual(order.sale_order_id.order_line.product_uom_qty, 3.0)
        self.assertEqual((self.free(bars), order.line_ids.counted), (2, 3))
        self.assertEqual(self.shop.items['I1']['quantity'], 2)
        self.assertFalse(listing.drift_ids)

    def test_more_of_the_same_line_than_there_is(self):
        """Two bars, three sold: the third is a conflict, and the order keeps what it has."""
        bars = self.bars(2)
        self.list(bars)
        first = self.payload('A', self.line('I1', 1))
        order = self.keep(first)
        self.keep(self.payload('A', self.line('I1', 3), placed=first.created_at, total='300'))
        conflict = self.env['ic.conflict'].search([('product_id', '=', bars.product_variant_id.id)])
        self.assertRecordValues(conflict, [{'kind': 'channel_sale', 'quantity': 1.0, 'state': 'open'}])
        self.assertEqual((order.state, order.why), ('imported', False))
        self.assertEqual(order.sale_order_id.order_line.product_uom_qty, 2.0)
        self.assertEqual((self.free(bars), order.line_ids.counted), (0, 3))
        lines = order.sale_order_id.order_line + order.line_ids.extra_sale_line_id
        self.assertEqual(lines.mapped('price_unit'), [100.0, 100.0], "the channel's price, not that of the store")
        # The channel takes the third off again: the order of its own is called off, the two stay promised.
        self.keep(self.payload('A', self.line('I1', 2), placed=first.created_at, total='200'))
        self.assertEqual(order.line_ids.extra_sale_line_id.order_id.state, 'cancel')
        self.assertEqual(order.sale_order_id.order_line.product_uom_qty, 2.0)
        self.assertEqual((self.free(bars), order.line_ids.counted, order.line_ids.ordered), (0, 2, 2))

    def test_fewer_of_the_same_line(self):
        bars = self.bars(5)
        self.list(bars)
        first = self.payload('A', self.line('I1', 3), total='300')
        order = self.keep(first)
        self.keep(self.payload('A', self.line('I1', 1), placed=first.created_at, total='100'))
        self.assertRecordValues(order.sale_order_id.order_line, [{'product_uom_qty': 1.0, 'price_unit': 100.0}])
        self.assertEqual((self.free(bars), order.line_ids.counted), (4, 1))

    def test_an_unknown_line_added_later_goes_to_a_person(self):
        bars = self.bars(5)
        self.list(bars)
        first = self.payload('A', self.line('I1', 1))
        order = self.keep(first)
        self.keep(self.payload('A', self.line('I1', 1), self.line('', number=2, sku='WHAT'), placed=first.created_at))
        self.assertEqual((order.state, order.why), ('review', "Unknown here: WHAT"))
        self.assertEqual(order.sale_order_id.order_line.product_uom_qty, 1.0)
        self.assertEqual(len(order.activity_ids), 1)
        self.assertEqual(self.free(bars), 4)
