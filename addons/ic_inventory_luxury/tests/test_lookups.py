from contextlib import contextmanager
from unittest.mock import patch

from odoo.tests import tagged

from .common import PieceCase


@tagged('post_install', '-at_install')
class TestLookups(PieceCase):
    """What Odoo looks up again and again while an order is confirmed is looked up once, with the same outcome."""

    def bar(self, units):
        bar = self.watch(ic_is_unique=False, name="Bar")
        bar._ic_receive(quantity=units)
        return bar

    @contextmanager
    def counted(self, *parts):
        """Count the statements that have all of these parts."""
        asked, execute = [], self.env.cr.execute

        def count(query, *args, **kwargs):
            text = str(getattr(query, 'code', query))
            if all(part in text for part in parts):
                asked.append(text)
            return execute(query, *args, **kwargs)

        self.env.flush_all()
        self.env.invalidate_all()
        with patch.object(self.env.cr, 'execute', count):
            yield asked

    def test_reordering_rules_once(self):
        order = self.order(self.bar(8))
        with self.counted('FROM "stock_warehouse_orderpoint"') as asked:
            order.action_confirm()
        self.assertEqual(len(asked), 1)

    def test_places_on_the_way_out_once(self):
        order = self.order(self.bar(8))
        way = self.env.user._get_default_warehouse_id()._ic_way_out()
        with self.counted('FROM "stock_location"', '"complete_name"') as asked:
            order.action_confirm()
        self.assertEqual(len(asked), 1, asked)
        self.assertLessEqual(set(order.picking_ids.location_id.ids + order.picking_ids.location_dest_id.ids), set(way))

    def test_a_place_that_is_gone_is_not_missed(self):
        gone = self.env['stock.location'].create({'name': "Gone"})
        number, house = gone.id, self.env.user._get_default_warehouse_id()
        gone.unlink()
        with patch.object(type(house), '_ic_way_out', lambda _house: (number, house.lot_stock_id.id)):
            house._ic_read_way_out()
        self.assertTrue(house.lot_stock_id.complete_name)

    def test_what_can_be_reserved_once(self):
        bar, quants = self.bar(8), self.env['stock.quant']
        place = bar._ic_receipt_location(bar.company_id)
        with self.counted('FROM "stock_quant"', 'ORDER BY') as asked:
            found = quants._get_reserve_quantity(bar.product_variant_id, place, 3)
        self.assertEqual(len(asked), 1)
        self.assertEqual([(quant.location_id, units) for quant, units in found], [(place, 3)])
        self.assertNotIn('ic_gathered', found[0][0].env.context)

    def test_what_is_reserved_once(self):
        bar, quants = self.bar(8), self.env['stock.quant']
        place = bar._ic_receipt_location(bar.company_id)
        with self.counted('FROM "stock_quant"', 'ORDER BY') as asked:
            quants._update_reserved_quantity(bar.product_variant_id, place, 3)
        self.assertEqual(len([text for text in asked if 'SKIP LOCKED' not in text]), 1, asked)
        self.assertEqual(quants._get_available_quantity(bar.product_variant_id, place), 5)

    def test_a_second_reservation_sees_the_first(self):
        bar = self.bar(8)
        orders = [self.order(bar), self.order(bar)]
        for order, units in zip(orders, (5, 3)):
            order.order_line.product_uom_qty = units
            order.action_confirm()
        self.assertEqual([order.picking_ids.move_ids.quantity for order in orders], [5, 3])
        quant = self.env['stock.quant']._gather(
            bar.product_variant_id, bar._ic_receipt_location(bar.company_id), strict=True
        )
        self.assertEqual((quant.quantity, quant.reserved_quantity), (8, 8))

    def test_no_shelf_at_a_customer(self):
        order = self.order(self.bar(8))
        with self.counted('FROM "stock_putaway_rule"') as asked:
            order.action_confirm()
        self.assertEqual(asked, [])
        line = order.picking_ids.move_line_ids
        self.assertEqual(line.location_dest_id, order.picking_ids.location_dest_id)

    def test_a_shelf_in_the_house_is_found(self):
        bar = self.bar(8)
        stock = bar._ic_receipt_location(bar.company_id)
        shelf = self.env['stock.location'].create({'name': "Safe", 'location_id': stock.id})
        self.env['stock.putaway.rule'].create(
            {'product_id': bar.product_variant_id.id, 'location_in_id': stock.id, 'location_out_id': shelf.id}
        )
        suppliers = self.env.ref('stock.stock_location_suppliers')
        move = self.env['stock.move'].create(
            {
                'product_id': bar.product_variant_id.id,
                'product_uom_qty': 2,
                'location_id': suppliers.id,
                'location_dest_id': stock.id,
            }
        )
        move._action_confirm()
        move._action_assign()
        self.assertEqual(move.move_line_ids.location_dest_id, shelf)
