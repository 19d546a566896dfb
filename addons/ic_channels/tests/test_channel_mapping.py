from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.ic_connect.errors import Unreachable
from odoo.addons.ic_connect.types import Item, Money

from ..models.sweep import ic_channel_item_bind
from .order_common import OrderCase
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

    def look(self):
        self.channel.action_ic_read_items()
        self.run_jobs()
        return self.env['ic.channel.item'].search([('channel_id', '=', self.channel.id)], order='remote_id')

    def test_read_by_pages(self):
        bars = self.bars(3, default_code='ONE')
        self.there('ONE', 'TWO', 'THREE', '', 'one ')
        items = self.look()
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
        self.look()
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
        items = {item.remote_id: item for item in self.look()}
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
        item = self.look()
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
        self.look().action_ic_bind()
        self.run_jobs()
        self.assertEqual(self.shop.items['T1']['quantity'], 3, "more than there is falls at once")

    def test_nothing_is_half_bound(self):
        self.bars(3, default_code='GOOD')
        self.there('GOOD', 'UNKNOWN')
        items = self.look()
        with self.assertRaisesRegex(UserError, "Thing 2: say which piece it is first"):
            items.action_ic_bind()
        self.env.invalidate_all()
        self.assertEqual(items.mapped('match_state'), ['proposed', 'unknown'])
        self.assertFalse(self.env['ic.listing'].search([('channel_id', '=', self.channel.id)]))

    def test_many_are_bound_in_jobs_each_by_itself(self):
        pieces = [self.bars(3, default_code=f'GOOD{number}') for number in range(3)]
        self.there('GOOD0', 'UNKNOWN', 'GOOD1', 'GOOD2')
        items = self.look()
        with patch.object(ic_channel_item_bind, 'BIND_AT_ONCE', 2):
            answer = items.action_ic_bind()
        self.assertIn("4 are being bound", answer['params']['message'])
        self.assertFalse(self.channel.listing_ids, "nothing is done in the request itself")
        self.run_jobs()
        self.assertEqual(items.mapped('match_state'), ['bound', 'conflict', 'bound', 'bound'])
        self.assertIn("say which piece it is first", items[1].why)
        self.assertEqual(
            self.channel.listing_ids.product_id,
            self.env['product.product'].union(*(p.product_variant_id for p in pieces)),
        )
        self.assertEqual(self.channel._ic_bind_items(items.ids), "0 of 1 bound", "a job that runs twice binds once")

    def test_two_things_of_one_piece_bound_at_once(self):
        bars = self.bars(3, default_code='GOOD')
        self.bars(3, default_code='FINE')
        self.there('GOOD', 'X', 'FINE')
        items = self.look()
        items[1].product_id = bars.product_variant_id
        with self.assertRaisesRegex(UserError, "is on Web Shop already, as T1"):
            items.action_ic_bind()
        self.env.invalidate_all()
        self.assertFalse(self.channel.listing_ids, "nothing is half bound")
        self.assertEqual(self.channel._ic_bind_items(items.ids), "2 of 3 bound")
        self.assertEqual(items.mapped('match_state'), ['bound', 'conflict', 'bound'])
        self.assertIn("is on Web Shop already, as T1", items[1].why)
        self.assertEqual(items[0].listing_id.remote_id, 'T1')

    def test_a_piece_of_another_store_stops_nothing_else(self):
        self.bars(3, default_code='GOOD')
        other = self.env['res.company'].create({'name': "Store B"})
        foreign = self.env['product.product'].create(
            {'name': "Theirs", 'company_id': other.id, 'is_storable': True, 'ic_one_buyer': True}
        )
        self.there('X', 'GOOD')
        items = self.look()
        items[0].product_id = foreign
        self.assertEqual(self.channel._ic_bind_items(items.ids), "1 of 2 bound")
        self.assertIn("another store", items[0].why)

    def test_what_cannot_be_bound(self):
        bars = self.bars(3, default_code='GOOD')
        plain = self.env['product.product'].create({'name': "Chair", 'default_code': 'CHAIR'})
        other = self.env['res.company'].create({'name': "Store B"})
        foreign = self.env['product.product'].create(
            {'name': "Theirs", 'company_id': other.id, 'is_storable': True, 'ic_one_buyer': True}
        )
        self.there('GOOD', 'X', 'Y')
        items = self.look()
        items[0].action_ic_bind()
        items[1].product_id = bars.product_variant_id
        with self.assertRaisesRegex(UserError, "is on Web Shop already, as T1"):
            items[1].action_ic_bind()
        items[1].product_id = plain
        with self.assertRaisesRegex(UserError, "may be oversold"):
            items[1].action_ic_bind()
        items[1].product_id = foreign
        with self.assertRaisesRegex(UserError, "of another store"):
            items[1].action_ic_bind()
        self.assertEqual(items[1].match_state, 'unknown')
        self.assertEqual(len(self.channel.listing_ids), 1)
        items[0].action_ic_bind()
        self.assertEqual(len(self.channel.listing_ids), 1, "bound is bound")

    def test_left_alone(self):
        self.there('GIFT-CARD')
        item = self.look()
        item.action_ic_ignore()
        self.assertRecordValues(item, [{'match_state': 'ignored', 'why': False}])
        self.look()
        self.assertEqual(item.match_state, 'ignored', "reading the catalog again does not ask again")

    def test_binding_brings_in_waiting_orders(self):
        piece = self.piece(default_code='WAIT')
        self.there('OTHER-SKU')
        order = self.keep(self.payload('A', self.line('T1', sku='OTHER-SKU')))
        self.assertEqual(order.state, 'review')
        item = self.look()
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
        item = self.look()
        staff = new_test_user(self.env, 'channel_map_staff', 'ic_inventory_luxury.group_employee')
        for action in ('action_ic_bind', 'action_ic_ignore', 'action_ic_propose'):
            with self.subTest(action=action), self.assertRaises(AccessError), self.cr.savepoint():
                getattr(item.with_user(staff), action)()
        self.assertEqual(item.match_state, 'proposed')
        groups = 'ic_inventory_luxury.group_employee,ic_inventory_luxury.group_manage_inventory'
        keeper = new_test_user(self.env, 'channel_map_keeper', groups)
        item.with_user(keeper).action_ic_bind()
        self.assertEqual(item.match_state, 'bound')
