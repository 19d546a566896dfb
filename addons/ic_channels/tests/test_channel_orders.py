from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.ic_connect.types import Event, Money, Order, OrderLine

from .common import ChannelCase


class OrderCase(ChannelCase):
    """Helpers to look at what became of an order of the channel."""

    def orders(self, **where):
        domain = [('channel_id', '=', self.channel.id), *((name, '=', value) for name, value in where.items())]
        return self.env['ic.channel.order'].search(domain, order='id')

    def claims(self, product, *states):
        return self.env['ic.claim'].search(
            [('product_id', '=', product.product_variant_id.id), ('state', 'in', states or ('held', 'committed'))]
        )

    def free(self, piece):
        return self.env['ic.claim']._ic_free(piece.product_variant_id)[piece.product_variant_id]

    def webhook(self, topic, event_id, subject):
        event = Event(event_id, topic, self.shop.now(), subject)
        body = f'{topic} {event_id} {subject}'.encode()
        return self.env['ic.channel.event']._ic_receive(self.channel, [event], body)

    def payload(self, order_id, *lines, at=None, placed=None, status='open', total='100', number='', **facts):
        """Return an order as a service would hand it over."""
        at = at or self.shop.now()
        return Order(order_id, placed or at, at, status, Money(total, 'USD'), lines, number=number or order_id, **facts)

    def line(self, listing_id, units=1, price='100', number=1, sku='S', title="Piece"):
        return OrderLine(str(number), units, Money(price, 'USD'), sku=sku, title=title, listing_id=listing_id)

    def found(self, piece, units):
        """Count the units of goods in the house."""
        quant = self.env['stock.quant'].search(
            [('product_id', '=', piece.product_variant_id.id), ('location_id.usage', '=', 'internal')]
        )
        quant.with_context(inventory_mode=True).inventory_quantity = units
        quant.action_apply_inventory()

    def keep(self, *payloads):
        self.channel._ic_keep_orders(payloads)
        self.run_jobs()
        return self.orders()


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
        order = self.keep(first)
        self.shop.touch('I1', 2)  # three sold there by now
        self.keep(self.payload('A', self.line('I1', 3), placed=first.created_at, total='300'))
        self.poll()
        self.assertEqual(order.sale_order_id.order_line.product_uom_qty, 3.0)
        self.assertEqual((self.free(bars), order.line_ids.counted), (2, 3))
        self.assertEqual(self.shop.items['I1']['quantity'], 2)
        self.assertFalse(listing.drift_ids)

    def test_fewer_of_the_same_line(self):
        bars = self.bars(5)
        self.list(bars)
        first = self.payload('A', self.line('I1', 3), total='300')
        order = self.keep(first)
        self.keep(self.payload('A', self.line('I1', 1), placed=first.created_at, total='100'))
        self.assertEqual(order.sale_order_id.order_line.product_uom_qty, 1.0)
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


@tagged('post_install', '-at_install')
class TestOrdersConflict(OrderCase):
    """A piece that was sold on both sides: nobody is oversold in silence, and the store's rule works."""

    def both_sides(self, rule='first', price='9000'):
        self.env.company.ic_conflict_rule = rule
        piece = self.piece(ic_serial="B-2")
        self.list(piece)
        self.run_jobs()
        self.house = self.order(piece)
        self.house.action_confirm()
        self.shop.before_set = []
        self.shop.items['I1']['quantity'] = 1  # it still stood there
        self.sold = self.shop.sell('I1', price=price)
        self.poll()
        return piece, self.orders(), self.env['ic.conflict'].search([('product_id', '=', piece.product_variant_id.id)])

    def test_facts_of_both_sides(self):
        piece, order, conflict = self.both_sides()
        self.assertRecordValues(
            conflict, [{'kind': 'channel_sale', 'quantity': 1.0, 'paid': 9000.0, 'state': 'open', 'decision': 'kept'}]
        )
        sale = order.sale_order_id
        self.assertEqual((order.state, sale.state, order.conflict_count), ('imported', 'draft', 1))
        late = conflict.side_ids.filtered(lambda side: side.role == 'left_out')
        has = conflict.side_ids.filtered(lambda side: side.role == 'has_it')
        self.assertRecordValues(
            late,
            [
                {
                    'source': 'channel',
                    'owner': f'sale.order,{sale.id}',
                    'reference': f'{sale.name} · Web Shop #1',
                    'paid': 9000.0,
                    'claimed_on': order.placed_on,
                }
            ],
        )
        self.assertRecordValues(has, [{'owner': f'sale.order,{self.house.id}', 'source': 'backend'}])
        self.assertEqual(self.claims(piece).owner, f'sale.order,{self.house.id}')
        self.assertEqual(self.shop.items['I1']['quantity'], 0)
        self.assertIn("Web Shop", conflict.note)
        self.poll()
        self.assertEqual(self.env['ic.conflict'].search_count([('product_id', '=', piece.product_variant_id.id)]), 1)

    def test_a_person_gives_it_to_the_channel(self):
        piece, order, conflict = self.both_sides(rule='ask')
        self.assertEqual(conflict.decision, 'waiting')
        conflict.action_give()
        self.assertEqual((conflict.state, conflict.outcome), ('settled', 'honoured'))
        self.assertEqual(
            (order.sale_order_id.state, self.claims(piece).owner), ('sale', f'sale.order,{order.sale_order_id.id}')
        )
        follow = self.env['ic.conflict'].search([('origin_id', '=', conflict.id)])
        self.assertRecordValues(
            follow, [{'kind': 'given_away', 'owner': f'sale.order,{self.house.id}', 'state': 'open'}]
        )

    def test_it_stays_where_it_is_and_the_order_is_cancelled(self):
        piece, order, conflict = self.both_sides(rule='ask')
        conflict.action_keep()
        conflict._ic_cancel(whole=True)
        self.assertEqual((order.sale_order_id.state, conflict.decision), ('cancel', 'kept'))
        self.shop.change(self.sold, status='cancelled')
        self.poll()
        self.assertEqual((order.state, self.claims(piece).owner), ('cancelled', f'sale.order,{self.house.id}'))
        self.assertEqual(self.house.state, 'sale')

    def test_a_refund_can_be_prepared(self):
        _piece, order, conflict = self.both_sides()
        self.assertTrue(conflict.has_document)
        action = conflict.action_refund()
        self.assertEqual(action['context']['default_conflict_id'], conflict.id)
        self.assertEqual(order.sale_order_id.state, 'draft')

    def test_the_rest_of_the_order_is_claimed_and_waits(self):
        bars = self.bars(5)
        piece = self.piece(ic_serial="B-3")
        self.list(bars)
        self.list(piece)
        self.order(piece).action_confirm()
        order = self.keep(self.payload('A', self.line('I1', 2), self.line('I2', number=2), total='300'))
        self.assertEqual((order.sale_order_id.state, self.free(bars)), ('draft', 3))
        self.assertEqual(self.claims(bars).owner, f'sale.order,{order.sale_order_id.id}')

    def test_the_channel_cancels_what_is_in_conflict(self):
        piece, order, _conflict = self.both_sides()
        self.shop.change(self.sold, status='cancelled')
        self.poll()
        self.assertEqual((order.state, order.sale_order_id.state), ('cancelled', 'cancel'))
        self.assertEqual((self.house.state, self.claims(piece).owner), ('sale', f'sale.order,{self.house.id}'))


@tagged('post_install', '-at_install')
class TestOrdersWords(OrderCase):
    """Who bought, and what was paid."""

    def test_buyers_are_known_by_mail_within_the_store_only(self):
        other = self.env['res.company'].create({'name': "Store B"})
        partners = self.env['res.partner']
        foreign = partners.create({'name': "Ada of B", 'email': 'ada@example.com', 'company_id': other.id})
        self.list(self.bars(9))
        buyer = {'name': "Ada Byron", 'email': 'ada@example.com', 'city': "Boston", 'country_code': 'US'}
        first = self.keep(self.payload('A', self.line('I1'), buyer=buyer))
        made = first.partner_id
        self.assertNotEqual(made, foreign)
        self.assertRecordValues(
            made,
            [{'name': "Ada Byron", 'city': "Boston", 'company_id': self.env.company.id, 'email': 'ada@example.com'}],
        )
        self.assertEqual(made.country_id.code, 'US')
        second = self.keep(self.payload('B', self.line('I1'), buyer={'name': "A. B.", 'email': 'ADA@Example.com '}))[1]
        self.assertEqual((second.partner_id, made.name), (made, "Ada Byron"))
        self.assertEqual(second.sale_order_id.partner_id, made)

    def test_a_name_alone_is_nobody_known(self):
        known = self.env['res.partner'].create({'name': "John Smith"})
        self.list(self.bars(9))
        order = self.keep(self.payload('A', self.line('I1'), buyer={'name': "John Smith"}))
        self.assertNotEqual(order.partner_id, known)

    def test_orders_of_nobody_share_one_contact(self):
        self.list(self.bars(9))
        orders = self.keep(self.payload('A', self.line('I1')), self.payload('B', self.line('I1'), buyer={'name': ' '}))
        self.assertEqual(len(orders.partner_id), 1)
        self.assertRecordValues(orders.partner_id, [{'name': "Buyers on Web Shop", 'company_id': self.env.company.id}])
        self.assertEqual(self.channel.partner_id, orders.partner_id)

    def test_another_currency(self):
        euro = self.env['res.currency'].with_context(active_test=False).search([('name', '=', 'EUR')])
        euro.active = True
        self.list(self.bars(9))
        line = OrderLine('1', 2, Money('80.50', 'EUR'), listing_id='I1')
        at = self.shop.now()
        order = self.keep(Order('A', at, at, 'open', Money('161.00', 'EUR'), (line,)))
        self.assertEqual((order.currency_id, order.sale_order_id.currency_id), (euro, euro))
        self.assertRecordValues(order.sale_order_id.order_line, [{'price_unit': 80.5, 'price_subtotal': 161.0}])
        again = self.keep(Order('B', at, at, 'open', Money('161.00', 'EUR'), (line,)))[1]
        self.assertEqual(again.sale_order_id.pricelist_id, order.sale_order_id.pricelist_id)

    def test_the_price_is_the_channels_whatever_the_pricelist_says(self):
        pricelist = self.env['product.pricelist'].create(
            {
                'name': "Half",
                'item_ids': [
                    Command.create({'compute_price': 'percentage', 'percent_price': 50, 'applied_on': '3_global'})
                ],
            }
        )
        self.list(self.bars(9))
        buyer = self.env['res.partner'].create({'name': "Ada", 'email': 'ada@example.com'})
        buyer.property_product_pricelist = pricelist
        order = self.keep(self.payload('A', self.line('I1', price='77.70'), buyer={'email': 'ada@example.com'}))
        self.assertRecordValues(order.sale_order_id.order_line, [{'price_unit': 77.7, 'discount': 0.0}])

    def test_shipping_and_the_difference(self):
        bars = self.bars(9)
        bars.taxes_id = False
        self.env.ref('ic_channels.product_shipping').taxes_id = False
        self.list(bars)
        payload = self.payload('A', self.line('I1', 2), total='221.50', shipping=Money('15.00', 'USD'))
        order = self.keep(payload)
        shipping = order.sale_order_id.order_line.filtered('ic_is_channel_shipping')
        self.assertRecordValues(shipping, [{'price_unit': 15.0, 'product_uom_qty': 1.0}])
        self.assertEqual((order.sale_order_id.amount_total, order.amount_difference), (215.0, -6.5))
        self.keep(self.payload('A', self.line('I1', 3), placed=payload.created_at, shipping=Money('15.00', 'USD')))
        self.assertEqual(len(order.sale_order_id.order_line), 2, "shipping is there once")

    def test_prices_before_tax_stay_before_tax(self):
        tax = self.env['account.tax'].create(
            {
                'name': "Sales Tax 10%",
                'amount': 10.0,
                'amount_type': 'percent',
                'price_include_override': 'tax_excluded',
            }
        )
        bars = self.bars(9)
        bars.taxes_id = tax
        self.list(bars)
        order = self.keep(self.payload('A', self.line('I1'), total='110.00', tax=Money('10', 'USD')))
        self.assertRecordValues(
            order.sale_order_id, [{'amount_untaxed': 100.0, 'amount_tax': 10.0, 'amount_total': 110.0}]
        )
        self.assertEqual(order.amount_difference, 0.0)

    def test_prices_before_tax_where_the_store_counts_tax_in(self):
        tax = self.env['account.tax'].create(
            {'name': "VAT 20%", 'amount': 20.0, 'amount_type': 'percent', 'price_include_override': 'tax_included'}
        )
        bars = self.bars(9)
        bars.taxes_id = tax
        self.env.ref('ic_channels.product_shipping').taxes_id = tax
        self.list(bars)
        payload = self.payload('A', self.line('I1'), total='132.00', shipping=Money('10', 'USD'))
        order = self.keep(payload)
        self.assertRecordValues(
            order.sale_order_id, [{'amount_untaxed': 110.0, 'amount_tax': 22.0, 'amount_total': 132.0}]
        )
        self.assertEqual(order.amount_difference, 0.0)
