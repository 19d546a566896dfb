from odoo import fields
from odoo.tests import tagged

from .order_common import OrderCase


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
        self.assertLessEqual(self.counted(items.action_ic_bind), 100, "the request only queues")
        binding = self.counted(lambda: self.channel._ic_bind_items(items.ids))
        self.assertEqual(set(items.mapped('match_state')), {'bound'})
        self.assertLessEqual(binding, 60, "for all five hundred")
        self.assertEqual(self.env['ic.listing'].search_count([('channel_id', '=', self.channel.id)]), 500)
