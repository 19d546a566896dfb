from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import PieceCase


@tagged('post_install', '-at_install')
class TestReordering(PieceCase):
    """One of one is never reordered; what has a quantity is, as in Odoo."""

    def rule(self, piece):
        return self.env['stock.warehouse.orderpoint'].create(
            {
                'product_id': piece.product_variant_id.id,
                'trigger': 'manual',
                'product_min_qty': 5,
                'product_max_qty': 10,
            }
        )

    def test_one_of_one_has_no_rule(self):
        with self.assertRaisesRegex(ValidationError, "one of one"):
            self.rule(self.watch(ic_serial="RE-1"))

    def test_what_has_a_rule_cannot_become_one_of_one(self):
        bar = self.watch(ic_is_unique=False, name="Bar")
        self.rule(bar)
        with self.assertRaisesRegex(ValidationError, "Remove it first"):
            bar.ic_is_unique = True

    def test_a_sale_still_says_how_many_to_reorder(self):
        bar = self.watch(ic_is_unique=False, name="Bar")
        bar._ic_receive(quantity=8)
        rule = self.rule(bar)
        self.assertEqual(rule.qty_to_order, 0)
        order = self.order(bar)
        order.order_line.product_uom_qty = 4
        order.action_confirm()
        self.assertEqual(rule.qty_to_order, 6, "4 are left of 8: 6 make 10")

    def test_a_rule_made_after_the_first_sale_counts_for_the_second(self):
        bar = self.watch(ic_is_unique=False, name="Bar")
        bar._ic_receive(quantity=8)
        self.order(bar).action_confirm()
        rule = self.rule(bar)
        self.assertEqual(rule.qty_to_order, 0)
        order = self.order(bar)
        order.order_line.product_uom_qty = 4
        order.action_confirm()
        self.assertEqual(rule.qty_to_order, 7, "3 are left of 8: 7 make 10")

    def test_the_places_of_customers_and_suppliers(self):
        warehouse = self.env['stock.warehouse'].search([], limit=1)
        names = ('stock.stock_location_customers', 'stock.stock_location_suppliers')
        self.assertEqual(warehouse._get_partner_locations(), tuple(self.env.ref(name) for name in names))
        self.env.ref('stock.stock_location_customers').usage = 'customer'
        self.env['ir.model.data'].search([('name', '=', 'stock_location_customers')]).unlink()
        self.assertEqual(warehouse._get_partner_locations()[0].usage, 'customer')
