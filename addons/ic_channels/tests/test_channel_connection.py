from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.ic_connect.errors import AuthError, Rejected, Unreachable
from odoo.addons.ic_connect.types import Location, StockLevel
from odoo.addons.ic_inventory_luxury.tests.secret_key import fresh_secret_key

from .common import ChannelCase
from .vendor import Vendor


class Places(Vendor):
    """A vendor who counts at two places."""

    def list_locations(self):
        return [Location('L1', "Front"), Location('L2', "Back"), Location('L3', "Closed", is_active=False)]

    def get_stock(self, remote_ids):
        self._call('get_stock', list(remote_ids))
        return [
            StockLevel(
                one, self.shop.items[one].setdefault('places', {}).get(place, 0), self.shop.now(), location_id=place
            )
            for one in remote_ids
            for place in ('L1', 'L2')
        ]

    def _set_one(self, change):
        item = self.shop.items[change.remote_id]
        assert item['places'].get(change.location_id, 0) == change.expected
        item['places'][change.location_id] = change.quantity
        return StockLevel(change.remote_id, change.quantity, self.shop.now(), location_id=change.location_id)


@tagged('post_install', '-at_install')
class TestPlaces(ChannelCase):
    """Two places there, two warehouses here: never more in all than may be sold."""

    service = Places

    def test_two_warehouses(self):
        places = self.channel.location_ids.sorted('remote_id')
        self.assertEqual(places.mapped('is_active'), [True, True, False])
        self.assertEqual(places.mapped('warehouse_id'), self.channel._ic_warehouse(), "one to begin with")
        second = self.env['stock.warehouse'].create({'name': "Back Store", 'code': 'BACK'})
        places[1].warehouse_id = second
        bars = self.bars(4)
        self.env['stock.quant'].with_context(inventory_mode=True).create(
            {
                'product_id': bars.product_variant_id.id,
                'location_id': second.lot_stock_id.id,
                'inventory_quantity': 3,
            }
        ).action_apply_inventory()
        listing = self.list(bars)
        self.run_jobs()
        self.assertEqual(self.shop.items[listing.remote_id]['places'], {'L1': 4, 'L2': 3})
        self.assertEqual((listing.shown, listing.wanted_quantity), (7, 7))
        for units in (2, 1, 3):
            self.order(bars, quantity=units).action_confirm()
            self.run_jobs()
            free = self.env['ic.claim']._ic_free(bars.product_variant_id)[bars.product_variant_id]
            self.assertEqual(sum(self.shop.items[listing.remote_id]['places'].values()), free)
        self.assertEqual(free, 1)

    def test_one_warehouse_is_one_place(self):
        places = self.channel.location_ids.sorted('remote_id')
        with self.assertRaises(UniqueViolation), mute_logger('odoo.sql_db'), self.cr.savepoint():
            places[1].warehouse_id = places[0].warehouse_id
            self.env.flush_all()


@tagged('post_install', '-at_install')
class TestConnection(ChannelCase):
    """Connecting, pausing, disconnecting, and what shadow mode means."""

    def test_a_wrong_answer_connects_nothing(self):
        channel = self.env['ic.channel'].create({'name': "New", 'code': 'testshop'})
        channel._ic_store_credentials({'token': 't' * 20})
        self.shop.fail = [Rejected("the shop is closed")]
        with self.assertRaisesRegex(UserError, "the shop is closed\nChange what"):
            channel.action_ic_connect()
        self.assertRecordValues(channel, [{'state': 'draft', 'account': False, 'orders_from': False}])

    def test_connecting(self):
        self.assertRecordValues(self.channel, [{'state': 'connected', 'account': "The Test Shop"}])
        self.run_jobs()
        self.assertEqual(self.shop.url, self.channel._ic_hook_url())
        self.assertEqual(self.channel.subscription_words, "1 of 1 active")
        self.assertTrue(self.channel.polled_on)

    def test_events_of_a_pause_are_followed_afterwards(self):
        self.list(self.bars(5))
        self.channel.action_ic_pause()
        sold = self.shop.sell('I1', 2)
        event = self.channel._service()(token='t', shop_name='').parse_webhook({}, f'order E1 {sold}'.encode())
        self.env['ic.channel.event']._ic_receive(self.channel, event, b'')
        self.calls()
        self.run_jobs()
        self.assertEqual(self.shop.calls, [], "nothing is exchanged in a pause")
        self.assertEqual(self.env['ic.channel.event'].search([('remote_id', '=', 'E1')]).state, 'new')
        self.channel.action_ic_resume()
        self.run_jobs()
        self.assertEqual(self.env['ic.channel.event'].search([('remote_id', '=', 'E1')]).state, 'done')
        self.assertEqual(self.env['ic.channel.order'].search([('remote_id', '=', sold)]).state, 'imported')

    def test_shadow_mode_sends_nothing_on_any_path(self):
        bars, piece = self.bars(5), self.piece()
        self.list(bars)
        self.list(piece)
        self.run_jobs()
        self.channel.shadow = True
        before = {key: dict(one) for key, one in self.shop.items.items()}
        self.calls()
        self.order(bars, quantity=2).action_confirm()
        self.order(piece).action_confirm()
        bars.list_price = 99.0
        self.run_jobs()
        (bars | piece).ic_listing_ids.action_ic_withdraw()
        self.run_jobs()
        self.channel._ic_sweep()
        self.run_jobs()
        self.assertEqual(self.calls('set_stock', 'push_listing', 'end_listing'), [])
        self.assertEqual(self.shop.items, before)
        self.assertIn("5 → 0", bars.ic_listing_ids.would_do)
        self.channel.action_ic_go_live()
        self.run_jobs()
        self.assertEqual({one['quantity'] for one in self.shop.items.values()}, {0})
        self.assertEqual({one['status'] for one in self.shop.items.values()}, {'draft'})

    def test_disconnecting_works_when_the_vendor_does_not(self):
        for trouble in (Unreachable("no answer"), AuthError("401")):
            channel = self.connect(name="Gone")
            self.run_jobs()
            self.shop.fail = [trouble]
            channel.action_ic_disconnect()
            self.assertEqual(channel.state, 'disconnected')
            self.assertFalse(any(channel.sudo().credential_ids.mapped('sealed')))
        with fresh_secret_key():
            self.channel.action_ic_disconnect()
        self.assertEqual(self.channel.state, 'disconnected')

    def test_connecting_again_keeps_what_is_bound(self):
        listing = self.list(self.bars(5))
        address = self.channel._ic_hook_url()
        since = self.channel.orders_from
        self.channel.action_ic_disconnect()
        self.order(listing.product_tmpl_id).action_confirm()
        self.run_jobs()
        self.assertEqual(self.shop.items['I1']['quantity'], 5)
        self.channel._ic_store_credentials({'token': 'again'})
        self.channel.action_ic_connect()
        self.run_jobs()
        self.assertEqual((listing.remote_id, self.shop.items['I1']['quantity']), ('I1', 4))
        self.assertNotEqual(self.channel._ic_hook_url(), address, "the old address is not answered any more")
        self.assertEqual(self.channel.orders_from, since, "orders of the time between are taken in")


@tagged('post_install', '-at_install')
class TestTenancy(ChannelCase):
    """The channels of a store are its own business."""

    def test_another_store_sees_nothing(self):
        other = self.env['res.company'].create({'name': "Store B"})
        listing = self.list(self.bars(5))
        self.run_jobs()
        self.shop.sell('I1')
        self.poll()
        self.shop.touch('I1', 1)
        listing._ic_read_counts()
        self.poll()
        listing._ic_mark('stock')
        self.channel._ic_read_items()
        self.channel._ic_sweep()
        self.channel._ic_keep_locations([Location('L1', "Front")])
        models = [
            name
            for name in sorted(self.env.registry)
            if name.startswith(('ic.channel', 'ic.listing'))
            and not self.env[name]._abstract
            and not self.env[name]._transient
        ]
        self.assertGreater(len(models), 12)
        foreign = new_test_user(
            self.env,
            'channel_store_b',
            'ic_inventory_luxury.group_dealer,base.group_allow_export',
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        filled = []
        for name in models:
            own = self.env[name].search([('company_id', '=', self.env.company.id)], limit=3)
            theirs = self.env[name].with_user(foreign)
            filled += [name] if own else []
            self.assertEqual(theirs.search_count([]), 0, name)
            self.assertEqual(theirs.search([('id', 'in', own.ids)]).ids, [], name)
            self.assertEqual(theirs.name_search(''), [], name)
            self.assertEqual(theirs._read_group([], [], ['__count']), [(0,)], name)
            if own:
                with self.assertRaises(AccessError, msg=name):
                    theirs.browse(own.ids).read(['company_id'])
                with self.assertRaises(AccessError, msg=name):
                    theirs.browse(own.ids).export_data(['company_id'])
        for name in ('ic.channel', 'ic.listing', 'ic.channel.order', 'ic.channel.order.line', 'ic.channel.item'):
            self.assertIn(name, filled)
        for action in ('action_ic_disconnect', 'action_ic_pause', 'action_ic_test', 'action_ic_sweep'):
            with self.assertRaises(AccessError):
                getattr(self.channel.with_user(foreign), action)()
        self.assertEqual(self.channel.state, 'connected')

    def test_staff_look_and_change_nothing(self):
        listing = self.list(self.bars(5))
        staff = new_test_user(self.env, 'channel_look', 'ic_inventory_luxury.group_employee')
        self.assertEqual(listing.with_user(staff).shown, 5)
        self.assertEqual(self.channel.with_user(staff).name, "Web Shop")
        before = self.env['queue.job'].search_count([])
        for record, action in (
            (listing, 'action_ic_withdraw'),
            (listing, 'action_ic_publish'),
            (self.channel, 'action_ic_connect'),
            (self.channel, 'action_ic_pause'),
            (self.channel, 'action_ic_disconnect'),
            (self.channel, 'action_ic_go_live'),
            (self.channel, 'action_ic_test'),
        ):
            with self.subTest(action=action), self.assertRaises(AccessError), self.cr.savepoint():
                getattr(record.with_user(staff), action)()
        self.assertEqual((self.channel.state, listing.is_wanted), ('connected', True))
        self.assertEqual(self.env['queue.job'].search_count([]), before)
