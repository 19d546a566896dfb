from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.ic_connect.errors import Rejected, Unreachable
from odoo.addons.ic_connect.types import RefundLine

from .common import ChannelCase
from .vendor import Vendor


@tagged('post_install', '-at_install')
class TestEngine(ChannelCase):
    """What a channel counts follows what may be sold: it falls at once and rises late."""

    def remote(self, listing):
        return self.shop.items[listing.remote_id]

    def test_the_page_of_a_piece_waits_for_its_count(self):
        sold, edited = self.list(self.piece(ic_serial="W1")), self.list(self.piece(ic_serial="W2"))
        sold._ic_mark('stock')
        (sold | edited)._ic_mark('content')
        self.assertEqual(self.channel._ic_take_marked('content', 10)[0], edited)
        self.assertEqual(self.channel._ic_take_marked('stock', 10)[0], sold)
        self.run_jobs()
        self.assertFalse((sold | edited).mark_ids)

    def test_a_job_looks_at_many_pages_and_sends_ten(self):
        pieces = [self.piece(ic_serial=f"P{number}") for number in range(14)]
        listings = self.env['ic.listing'].union(*(self.list(piece) for piece in pieces))
        self.calls()
        listings[:2].product_tmpl_id.list_price = 7.0
        listings._ic_mark('content')
        looked_at = listings._ic_push_pages(1, 60)
        self.assertEqual([page.price.amount for page in self.calls('push_listing')], [7])
        self.assertEqual(looked_at, listings[:1])
        self.assertEqual(listings[1:]._ic_push_pages(5, 60), listings[1:], "those that are in step cost no call")
        self.assertEqual(len(self.calls('push_listing')), 1)
        self.assertEqual(listings._ic_push_pages(5, 0), listings[:1], "there is time for one")

    def test_a_piece_is_listed_and_withdrawn_when_sold_in_the_house(self):
        piece = self.piece()
        listing = self.list(piece)
        self.assertRecordValues(listing, [{'state': 'live', 'remote_id': 'I1', 'shown': 1, 'error': False}])
        self.assertEqual((self.remote(listing)['quantity'], self.remote(listing)['status']), (1, 'live'))
        self.calls()
        self.order(piece).action_confirm()
        self.run_jobs()
        self.assertEqual(self.remote(listing)['quantity'], 0)
        self.assertEqual(self.remote(listing)['status'], 'sold', "it stays visible, and cannot be bought")
        self.assertRecordValues(listing, [{'state': 'sold', 'shown': 0}])

    def test_what_is_up_to_date_costs_no_call(self):
        listing = self.list(self.piece())
        self.run_jobs()
        self.calls()
        listing._ic_mark('stock')
        listing._ic_mark('content')
        self.run_jobs()
        self.assertEqual(self.calls('set_stock', 'push_listing', 'get_stock'), [])

    def test_changes_of_many_listings_are_one_call(self):
        bars = [self.bars(5, default_code=f'BAR-{number}') for number in range(8)]
        for one in bars:
            self.list(one)
        self.run_jobs()
        self.calls()
        for one in bars:
            self.order(one, quantity=2).action_confirm()
        self.run_jobs()
        changes = self.calls('set_stock')
        self.assertEqual([len(one) for one in changes], [8])
        self.assertEqual({item['quantity'] for item in self.shop.items.values()}, {3})

    def test_a_picture_without_photos_can_be_fetched_by_the_service_only(self):
        listing = self.list(self.piece())
        (photo,) = self.remote(listing)['page'].photos
        address, _question, key = photo.partition('?access_token=')
        number = listing.product_tmpl_id.id
        start = f'{listing.get_base_url()}/web/image/product.template/{number}/image_1920/{number}-'
        self.assertRegex(address.removeprefix(start), r'^[0-9a-f]{12}[.]jpg$')
        find = self.env['ir.binary'].with_user(self.env.ref('base.public_user'))._find_record
        found = {'res_model': 'product.template', 'res_id': listing.product_tmpl_id.id, 'field': 'image_1920'}
        self.assertEqual(find(**found, access_token=key).id, listing.product_tmpl_id.id)
        with self.assertRaises(AccessError):
            find(**found, access_token=key[::-1])

    def test_units_are_kept_back(self):
        self.channel.safety_buffer = 2
        listing = self.list(self.bars(5))
        self.assertEqual(self.remote(listing)['quantity'], 3)
        listing.buffer = 0
        self.run_jobs()
        self.assertEqual(self.remote(listing)['quantity'], 5)

    def test_one_of_one_pieces_stay_off_a_channel_that_may_not_have_them(self):
        self.channel.unique_rule = 'never'
        listing = self.list(self.piece())
        self.assertFalse(self.shop.items)
        self.assertEqual(listing.state, 'draft')

    def test_without_a_photo_nothing_is_called(self):
        piece = self.watch()
        piece._ic_receive()
        piece._ic_set_status('available')
        self.calls()
        listing = self.list(piece)
        self.assertRecordValues(listing, [{'state': 'failed', 'error': "No retail photo", 'remote_id': False}])
        self.assertEqual(self.calls('push_listing'), [])

    def test_a_count_rises_only_after_the_orders_are_in(self):
        """Named case: pushing 0 to 1 over a sale that has not been imported."""
        piece = self.piece()
        listing = self.list(piece)
        claim = self.env['ic.claim']._ic_take({piece.product_variant_id: 1}, 'test,1', kind='api', reference="T")
        self.shop.sell('I1')  # there, at the same moment; nobody told us yet
        self.channel.polled_on = fields.Datetime.now() - timedelta(hours=1)
        self.announce()
        self.channel._ic_drain('stock')  # falls: finds 0 there, not the 1 it expected
        self.assertEqual(self.remote(listing)['quantity'], 0)
        claim._ic_release("No more")
        piece._ic_sync_status("Released")
        self.announce()
        self.calls()
        self.channel._ic_drain('stock')
        self.assertEqual(self.calls('set_stock'), [], "no 1 is sent while an order may be on its way")
        self.assertIn("orders", listing.waiting_for)
        self.run_jobs()
        order = self.env['ic.channel.order'].search([('channel_id', '=', self.channel.id)])
        self.assertRecordValues(order, [{'state': 'imported', 'name': '#1'}])
        self.assertEqual(order.sale_order_id.state, 'sale')
        self.assertEqual(self.remote(listing)['quantity'], 0)
        self.assertEqual(piece.ic_status, 'sold')

    def test_a_sale_lands_during_the_change(self):
        """Named case: a sale between our look and our change (compare-and-set)."""
        bars = self.bars(5)
        listing = self.list(bars)
        self.order(bars, quantity=1).action_confirm()
        self.shop.before_set = [lambda: self.shop.sell('I1', 2)]
        self.run_jobs()
        self.assertEqual(self.remote(listing)['quantity'], 2, "5 less 1 here, less 2 there")
        self.assertEqual(bars.product_variant_id.free_qty, 2)
        self.assertRecordValues(listing, [{'shown': 2, 'ours': 2, 'needed_since': False}])
        self.assertFalse(listing.drift_ids)

    def test_old_news_change_nothing(self):
        """Named case: an older inventory webhook arrives after a newer."""
        listing = self.list(self.bars(5))
        events = self.env['ic.channel.event']
        body = b'stock E2 I1'
        event = self.channel._service()(token='t', shop_name='').parse_webhook({}, body)[0]
        old = type(event)('E1', 'stock', event.happened_at - timedelta(hours=1), 'I1')
        self.calls()
        self.assertEqual(events._ic_receive(self.channel, [old], b'stock E1 I1'), 1)
        self.assertEqual(events._ic_receive(self.channel, [old], b'stock E1 I1'), 0, "the same one again is none")
        self.run_jobs()
        self.assertEqual(self.calls('get_stock'), [])
        found = events.search([('channel_id', '=', self.channel.id)])
        self.assertRecordValues(found, [{'state': 'ignored', 'why': "Older than the count we know."}])
        note = self.env['ic.stock.entry'].search([('remote_id', '=', 'E1')])
        self.assertRecordValues(note, [{'state': 'ignored', 'quantity': 0.0, 'product_id': listing.product_id.id}])

    def test_a_serial_is_never_counted_away_by_a_channel(self):
        """Named case: an inbound change on a serial product."""
        self.channel.count_rule = 'channel'
        piece = self.piece(ic_serial="Z123")
        listing = self.list(piece)
        self.run_jobs()
        self.shop.touch('I1', 0)
        listing._ic_read_counts()
        self.run_jobs()
        self.assertEqual(piece.product_variant_id.qty_available, 1, "the serial lies where it lay")
        self.assertRecordValues(listing.drift_ids, [{'state': 'open', 'expected': 1, 'observed': 0}])
        self.assertEqual(self.env['ic.claim']._ic_free(piece.product_variant_id)[piece.product_variant_id], 0)
        self.assertEqual(self.remote(listing)['quantity'], 0, "and nobody can buy it until a person has decided")
        self.assertEqual(piece.ic_status, 'hold')
        listing.drift_ids.action_ic_ours()
        self.run_jobs()
        self.assertEqual(self.remote(listing)['quantity'], 1)
        self.assertEqual(piece.ic_status, 'available')

    def test_a_count_of_goods_is_taken_over_where_the_store_says_so(self):
        self.channel.count_rule = 'channel'
        bars = self.bars(5)
        listing = self.list(bars)
        self.run_jobs()
        self.shop.touch('I1', 3)
        listing._ic_read_counts()
        self.run_jobs()
        self.assertEqual(bars.product_variant_id.qty_available, 3)
        self.assertRecordValues(listing.drift_ids, [{'state': 'settled', 'outcome': 'channel', 'difference': -2}])
        entry = self.env['ic.stock.entry'].search([('product_id', '=', bars.product_variant_id.id)], limit=1)
        self.assertEqual((entry.quantity, entry.remote_id), (-2.0, f'drift {listing.drift_ids.id}'))
        self.assertEqual(self.remote(listing)['quantity'], 3)

    def test_a_person_is_asked_about_a_changed_count(self):
        bars = self.bars(5)
        listing = self.list(bars)
        self.run_jobs()
        self.shop.touch('I1', 3)
        listing._ic_read_counts()
        self.run_jobs()
        self.assertEqual((bars.product_variant_id.qty_available, self.remote(listing)['quantity']), (5, 3))
        self.assertIn("decide", listing.waiting_for)
        listing.drift_ids.action_ic_theirs()
        self.run_jobs()
        self.assertEqual((bars.product_variant_id.qty_available, self.remote(listing)['quantity']), (3, 3))

    def test_an_answer_that_is_lost_is_found_out(self):
        bars = self.bars(5)
        listing = self.list(bars)
        self.order(bars).action_confirm()
        self.shop.lose_answers = 1
        self.calls()
        self.run_jobs()
        self.assertEqual(self.remote(listing)['quantity'], 4)
        self.assertEqual(len(self.calls('set_stock')), 1, "reading shows that it had been made")
        self.assertRecordValues(listing, [{'shown': 4, 'is_known': True}])
        self.assertFalse(listing.drift_ids)

    def test_one_bad_item_does_not_block_the_others(self):
        good, bad = self.bars(5, default_code='GOOD'), self.bars(5, default_code='BAD')
        listings = self.list(good) | self.list(bad)
        self.shop.refuse[listings[1].remote_id] = Rejected("the item is locked")
        self.order(good, bad).action_confirm()
        self.run_jobs()
        self.assertEqual(listings.mapped('state'), ['live', 'failed'])
        self.assertEqual(self.remote(listings[0])['quantity'], 4)
        self.assertEqual(listings[1].error, "the item is locked")
        self.assertTrue(listings[1].advice)
        again = listings[1].mark_ids
        self.assertEqual((len(again), again.kind), (1, 'stock'))
        self.shop.refuse.clear()
        again.due_on = fields.Datetime.now() - timedelta(seconds=1)
        self.run_jobs()
        self.assertRecordValues(listings[1], [{'state': 'live', 'shown': 4, 'error': False, 'tries': 0}])

    def test_a_channel_that_is_down_loses_nothing(self):
        bars = self.bars(5)
        listing = self.list(bars)
        self.shop.fail = [Unreachable("no answer")]
        self.order(bars).action_confirm()
        self.announce()
        self.channel._ic_drain('stock')
        self.assertTrue(listing.mark_ids)
        self.assertEqual(self.remote(listing)['quantity'], 5)
        self.run_jobs()
        self.assertEqual(self.remote(listing)['quantity'], 4)
        self.assertFalse(listing.mark_ids)

    def test_shadow_mode_sends_nothing(self):
        self.channel.shadow = True
        piece = self.piece()
        self.calls()
        listing = self.list(piece)
        self.assertEqual(self.calls('push_listing', 'set_stock'), [])
        self.assertIn("page: live", listing.would_do)
        self.channel.action_ic_go_live()
        self.run_jobs()
        self.assertEqual(self.remote(listing)['quantity'], 1)

    def test_paused_channels_catch_up(self):
        bars = self.bars(5)
        listing = self.list(bars)
        self.channel.action_ic_pause()
        self.order(bars).action_confirm()
        self.run_jobs()
        self.assertEqual(self.remote(listing)['quantity'], 5)
        self.channel.action_ic_resume()
        self.run_jobs()
        self.assertEqual(self.remote(listing)['quantity'], 4)

    def test_disconnecting_forgets_secrets_and_keeps_history(self):
        listing = self.list(self.piece())
        self.channel.action_ic_disconnect()
        self.assertEqual(self.channel.state, 'disconnected')
        self.assertEqual(self.channel.sudo().credential_ids.mapped('sealed'), [False, False])
        self.assertEqual(listing.remote_id, 'I1')
        self.assertEqual(len(self.calls('unsubscribe')), 1)
        self.env['ic.listing']._ic_mark_products(listing.product_id)
        self.assertFalse(listing.mark_ids)

    def test_a_listing_that_was_deleted_there_is_told(self):
        listing = self.list(self.bars(5))
        del self.shop.items['I1']
        self.order(listing.product_tmpl_id).action_confirm()
        self.run_jobs()
        self.assertEqual(listing.state, 'missing')
        self.assertIn("Publish it again", listing.advice)

    def test_partial_refunds_put_back_what_they_say(self):
        bars = self.bars(5)
        listing = self.list(bars)
        self.run_jobs()
        sold = self.shop.sell('I1', 3)
        self.poll()
        self.assertEqual(self.remote(listing)['quantity'], 2)
        self.shop.refund(sold, RefundLine(f'{sold}-1', 1, True))
        self.poll()
        self.shop.refund(sold, None, amount='20.00')
        self.poll()
        self.poll()
        order = self.env['ic.channel.order'].search([('channel_id', '=', self.channel.id)])
        self.assertEqual(order.refund_ids.sorted('id').mapped('goods'), ['back', 'none'])
        self.assertEqual(order.sale_order_id.order_line[0].product_uom_qty, 2)
        self.assertEqual(self.remote(listing)['quantity'], 3)
        self.assertRecordValues(listing, [{'shown': 3, 'ours': 3}])
        self.assertFalse(listing.drift_ids)


class Unchecked(Vendor):
    """A vendor without compare-and-set: whoever writes last wins."""

    compares = False

    def _set_one(self, change):
        item = self.shop.items[change.remote_id]
        self.shop.touch(change.remote_id, change.quantity)
        return type(self).level(change, item)

    @staticmethod
    def level(change, item):
        from odoo.addons.ic_connect.types import StockLevel

        return StockLevel(change.remote_id, change.quantity, item['at'])


@tagged('post_install', '-at_install')
class TestEngineUnchecked(ChannelCase):
    """The same where the vendor does not compare: a sale that was written over is still found by its order."""

    service = Unchecked

    def test_a_sale_that_was_written_over_is_found(self):
        bars = self.bars(5)
        listing = self.list(bars)
        self.run_jobs()
        self.order(bars, quantity=1).action_confirm()
        self.shop.before_set = [lambda: self.shop.sell('I1', 2)]
        self.run_jobs()
        self.poll()
        self.assertEqual(self.shop.items['I1']['quantity'], 2)
        self.assertEqual(bars.product_variant_id.free_qty, 2)
        self.assertFalse(listing.drift_ids)

    def test_the_last_piece_sold_on_both_sides_is_a_conflict(self):
        piece = self.piece()
        listing = self.list(piece)
        self.run_jobs()
        order = self.order(piece)
        order.action_confirm()
        self.shop.before_set = [lambda: self.shop.sell('I1')]
        self.run_jobs()
        self.poll()
        self.assertEqual(self.shop.items['I1']['quantity'], 0)
        conflict = self.env['ic.conflict'].search([('product_id', '=', piece.product_variant_id.id)])
        self.assertRecordValues(conflict, [{'kind': 'channel_sale', 'quantity': 1.0, 'paid': 100.0}])
        remote = self.env['ic.channel.order'].search([('channel_id', '=', self.channel.id)])
        self.assertEqual((remote.state, remote.sale_order_id.state), ('imported', 'draft'))
        self.assertFalse(listing.drift_ids)
