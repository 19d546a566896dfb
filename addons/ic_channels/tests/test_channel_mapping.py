from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.ic_connect.errors import Unreachable
from odoo.addons.ic_connect.types import Item, Money

from .test_channel_orders import OrderCase
from .vendor import Vendor


class Paged(Vendor):
    """A vendor who tells two things a page."""

    def list_items(self, cursor=''):
        self._call('list_items', cursor)
        found = sorted(self.shop.items)
        start = int(cursor or 0)
        page = [
            Item(
                key,
                one['title'],
                sku=one['sku'],
                quantity=one['quantity'],
                price=Money('5', 'USD'),
                status=one['status'],
            )
            for key, one in ((key, self.shop.items[key]) for key in found[start : start + 2])
        ]
        return page, str(start + 2) if start + 2 < len(found) else ''


@tagged('post_install', '-at_install')
class TestMapping(OrderCase):
    """What a channel has is bound to a piece by a person; the SKU only proposes."""

    service = Paged

    def there(self, *skus, quantity=1, status='live'):
        for number, sku in enumerate(skus, len(self.shop.items) + 1):
            self.shop.items[f'T{number}'] = {
                'sku': sku, 'title': f"Thing {number}", 'quantity': quantity, 'at': self.shop.now(), 'status': status,
            }  # fmt: skip

    def read(self):
        self.channel.action_ic_read_items()
        self.run_jobs()
        return self.env['ic.channel.item'].search([('channel_id', '=', self.channel.id)], order='remote_id')

    def test_read_by_pages(self):
        bars = self.bars(3, default_code='ONE')
        self.there('ONE', 'TWO', 'THREE', '', 'one ')
        items = self.read()
        self.assertEqual(self.calls('list_items'), ['', '2', '4'])
        self.assertRecordValues(
            items,
            [
                {'sku': 'ONE', 'match_state': 'conflict', 'product_id': bars.product_variant_id.id},
                {'sku': 'TWO', 'match_state': 'unknown', 'product_id': False},
                {'sku': 'THREE', 'match_state': 'unknown', 'product_id': False},
                {'sku': False, 'match_state': 'unknown', 'product_id': False},
                {'sku': 'one', 'match_state': 'conflict', 'product_id': bars.product_variant_id.id},
            ],
        )
        self.assertEqual(items[3].why, "It has no SKU.")
        self.assertEqual(self.channel.items_words, "5 read")
        self.read()
        self.assertEqual(self.env['ic.channel.item'].search_count([('channel_id', '=', self.channel.id)]), 5)
        self.assertFalse(self.channel.listing_ids, "nothing is bound by itself")

    def test_a_page_that_fails_is_read_again(self):
        self.there('ONE', 'TWO', 'THREE')
        self.channel._ic_read_items()
        self.shop.fail = [Unreachable("no answer")]
        self.assertEqual(self.channel._ic_read_items('2', 2), "no answer")
        later = self.env['queue.job'].search([('method_name', '=', '_ic_read_items'), ('eta', '!=', False)])
        self.assertEqual((len(later), later.args), (1, ['2', 2]))

    def test_every_conflict(self):
        other = self.env['res.company'].create({'name': "Store B"})
        self.bars(3, default_code='TWICE')
        self.env['product.product'].create({'name': "Cushion", 'default_code': 'TWICE'})
        self.env['product.product'].create({'name': "Chair", 'default_code': 'PLAIN'})
        self.env['product.product'].create({'name': "Theirs", 'default_code': 'THEIRS', 'company_id': other.id})
        mine = self.bars(3, default_code='MINE')
        self.list(mine)
        self.shop.items['T0'] = {**self.shop.items['I1']}
        self.there('TWICE', 'PLAIN', 'THEIRS')
        items = {item.remote_id: item for item in self.read()}
        self.assertEqual(items['I1'].match_state, 'bound')
        self.assertEqual(
            (items['T0'].match_state, items['T0'].why), ('conflict', "2 things on the channel have this SKU.")
        )
        found = {item.sku: (item.match_state, item.why) for item in items.values() if item.sku != 'MINE'}
        self.assertEqual(
            found,
            {
                'TWICE': ('conflict', "2 pieces of the store have this SKU."),
                'PLAIN': ('conflict', "The product may be oversold: it has no category."),
                'THEIRS': ('unknown', "No piece has this SKU."),
            },
        )
        del self.shop.items['I1']
        self.env['ic.channel.item'].search([('remote_id', '=', 'I1')]).unlink()
        items['T0'].action_ic_propose()
        self.assertEqual(items['T0'].why, "The piece is bound to another thing of the channel.")

    def test_binding(self):
        piece = self.piece(default_code='BIND')
        self.there('BIND')
        item = self.read()
        self.assertRecordValues(
            item, [{'match_state': 'proposed', 'product_id': piece.product_variant_id.id, 'why': False}]
        )
        self.calls()
        item.action_ic_bind()
        self.run_jobs()
        listing = item.listing_id
        self.assertRecordValues(listing, [{'remote_id': 'T1', 'state': 'live', 'shown': 1, 'is_wanted': True}])
        self.assertEqual(item.match_state, 'bound')
        self.assertEqual(self.calls('push_listing', 'set_stock'), [], "its page stays as it is there")
        piece.list_price = 15000.0
        self.run_jobs()
        pages = self.calls('push_listing')
        self.assertEqual([(page.remote_id, page.price) for page in pages], [('T1', Money('15000.0', 'USD'))])
        self.assertEqual(self.shop.items.keys(), {'T1'})

    def test_a_bound_thing_counts_what_may_be_sold(self):
        self.bars(3, default_code='BARS')
        self.there('BARS', quantity=9)
        self.read().action_ic_bind()
        self.run_jobs()
        self.assertEqual(self.shop.items['T1']['quantity'], 3, "more than there is falls at once")

    def test_nothing_is_half_bound(self):
        self.bars(3, default_code='GOOD')
        self.there('GOOD', 'UNKNOWN')
        items = self.read()
        with self.assertRaisesRegex(UserError, "Thing 2: say which piece it is first"):
            items.action_ic_bind()
        self.env.invalidate_all()
        self.assertEqual(items.mapped('match_state'), ['proposed', 'unknown'])
        self.assertFalse(self.env['ic.listing'].search([('channel_id', '=', self.channel.id)]))

    def test_what_cannot_be_bound(self):
        bars = self.bars(3, default_code='GOOD')
        plain = self.env['product.product'].create({'name': "Chair", 'default_code': 'CHAIR'})
        other = self.env['res.company'].create({'name': "Store B"})
        foreign = self.env['product.product'].create(
            {'name': "Theirs", 'company_id': other.id, 'is_storable': True, 'ic_one_buyer': True}
        )
        self.there('GOOD', 'X', 'Y')
        items = self.read()
        items[0].action_ic_bind()
        items[1].product_id = bars.product_variant_id
        with self.assertRaisesRegex(UserError, "is on Web Shop already, as T1"):
            items[1].action_ic_bind()
        items[1].product_id = plain
        with self.assertRaisesRegex(UserError, "may be oversold"):
            items[1].action_ic_bind()
        items[1].product_id = foreign
        with self.assertRaises(UserError):
            items[1].action_ic_bind()
        self.assertEqual(items[1].match_state, 'unknown')
        self.assertEqual(len(self.channel.listing_ids), 1)
        items[0].action_ic_bind()
        self.assertEqual(len(self.channel.listing_ids), 1, "bound is bound")

    def test_left_alone(self):
        self.there('GIFT-CARD')
        item = self.read()
        item.action_ic_ignore()
        self.assertRecordValues(item, [{'match_state': 'ignored', 'why': False}])
        self.read()
        self.assertEqual(item.match_state, 'ignored', "reading the catalog again does not ask again")

    def test_binding_brings_in_waiting_orders(self):
        piece = self.piece(default_code='WAIT')
        self.there('OTHER-SKU')
        order = self.keep(self.payload('A', self.line('T1', sku='OTHER-SKU')))
        self.assertEqual(order.state, 'review')
        item = self.read()
        item.product_id = piece.product_variant_id
        item.action_ic_bind()
        self.run_jobs()
        self.assertEqual(
            (order.state, order.sale_order_id.order_line.product_id), ('imported', piece.product_variant_id)
        )
        self.assertEqual((piece.ic_status, self.shop.items['T1']['quantity']), ('sold', 0))

    def test_people(self):
        self.bars(3, default_code='GOOD')
        self.there('GOOD')
        item = self.read()
        staff = new_test_user(self.env, 'channel_map_staff', 'ic_inventory_luxury.group_employee')
        for action in ('action_ic_bind', 'action_ic_ignore', 'action_ic_propose'):
            with self.subTest(action=action), self.assertRaises(AccessError), self.cr.savepoint():
                getattr(item.with_user(staff), action)()
        self.assertEqual(item.match_state, 'proposed')
        groups = 'ic_inventory_luxury.group_employee,ic_inventory_luxury.group_manage_inventory'
        keeper = new_test_user(self.env, 'channel_map_keeper', groups)
        item.with_user(keeper).action_ic_bind()
        self.assertEqual(item.match_state, 'bound')


@tagged('post_install', '-at_install')
class TestCosts(OrderCase):
    """What many pieces cost: statements are counted, so that nobody makes them grow unseen."""

    def stock(self, number, prefix):
        """Return goods in the house, made at once."""
        values = {'ic_category': 'watch', 'ic_brand_id': self.rolex.id, 'ic_is_unique': False, 'list_price': 10.0}
        pieces = self.Piece.create(
            [{**values, 'name': f"{prefix} {one}", 'default_code': f'{prefix}-{one}'} for one in range(number)]
        )
        place = self.channel._ic_warehouse().lot_stock_id
        quants = self.env['stock.quant'].with_context(inventory_mode=True)
        quants.create(
            [
                {'product_id': piece.product_variant_id.id, 'location_id': place.id, 'inventory_quantity': 5}
                for piece in pieces
            ]
        ).action_apply_inventory()
        pieces._ic_set_status('available')
        self.announce()
        return pieces

    def counted(self, work):
        """Return how many statements `work` takes, from a cold cache."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        work()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def listings(self, number, prefix):
        pieces = self.stock(number, prefix)
        listings = self.env['ic.listing']._ic_list(pieces.product_variant_ids, self.channel)
        for listing in listings:
            listing.write({'remote_id': f'R-{listing.id}', 'is_known': True, 'shown': 5, 'ours': 5, 'state': 'live'})
        return listings

    def test_a_mark_costs_the_same_however_many(self):
        few, many = self.listings(2, 'FEW'), self.listings(60, 'MANY')
        mark = self.env['ic.listing']._ic_mark_products
        cost = self.counted(lambda: mark(few.product_id))
        self.assertEqual(self.counted(lambda: mark(many.product_id)), cost)
        self.assertLessEqual(cost, 3)

    def test_what_is_wanted_is_computed_together(self):
        few, many = self.listings(5, 'FEW'), self.listings(200, 'MANY')
        cost = self.counted(few._ic_wanted)
        self.assertLessEqual(self.counted(many._ic_wanted), cost + 5)
        self.assertEqual({sum(places.values()) for places in many._ic_wanted().values()}, {5})

    def test_what_is_wanted_at_two_places(self):
        second = self.env['stock.warehouse'].create({'name': "Second", 'code': 'SEC'})
        self.env['ic.channel.location'].create(
            [
                {
                    'channel_id': self.channel.id,
                    'remote_id': f'L{number}',
                    'name': f"Place {number}",
                    'warehouse_id': warehouse.id,
                }
                for number, warehouse in enumerate(self.channel._ic_warehouse() | second)
            ]
        )
        few, many = self.listings(5, 'FEW'), self.listings(200, 'MANY')
        cost = self.counted(few._ic_wanted)
        self.assertLessEqual(self.counted(many._ic_wanted), cost + 12)
        self.assertEqual({tuple(places.values()) for places in many._ic_wanted().values()}, {(5, 0)})

    def test_looking_at_what_is_up_to_date(self):
        few, many = self.listings(5, 'FEW'), self.listings(100, 'MANY')
        cost = self.counted(few._ic_push_counts)
        self.assertLessEqual(self.counted(many._ic_push_counts), cost + 5)

    def test_rises_that_wait(self):
        self.channel.polled_on = fields.Datetime.now()
        few, many = self.listings(5, 'FEW'), self.listings(100, 'MANY')
        (few | many).write({'shown': 3, 'ours': 3})
        self.channel._ic_keep_orders([self.payload('A', self.line('', sku='NOBODY'))])
        self.orders().state = 'failed'
        self.channel.shadow = True
        cost = self.counted(few._ic_push_counts)
        self.assertLessEqual(self.counted(many._ic_push_counts), cost + 1.1 * len(many), "one look each")

    def test_binding_five_hundred(self):
        self.stock(500, 'BULK')
        for number in range(500):
            self.shop.items[f'B{number}'] = {
                'sku': f'BULK-{number}', 'title': f"Bulk {number}", 'quantity': 5, 'at': self.shop.now(),
            }  # fmt: skip
        reading = self.counted(self.channel._ic_read_items)
        items = self.env['ic.channel.item'].search([('channel_id', '=', self.channel.id)])
        self.assertEqual((len(items), set(items.mapped('match_state'))), (500, {'proposed'}))
        self.assertLessEqual(reading / 500, 3)
        binding = self.counted(items.action_ic_bind)
        self.assertEqual(set(items.mapped('match_state')), {'bound'})
        self.assertLessEqual(binding / 500, 14)
        self.assertEqual(self.env['ic.listing'].search_count([('channel_id', '=', self.channel.id)]), 500)
