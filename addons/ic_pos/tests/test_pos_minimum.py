from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .test_pos_piece import TestPosPiece


@tagged('post_install', '-at_install')
class TestPosMinimum(TestPosPiece):
    """The lowest price of a piece holds at the till, and the till does not tell it."""

    def test_below_the_minimum(self):
        self.piece.ic_minimum_price = self.piece.list_price + 1
        with self.assertRaisesRegex(UserError, "lowest price this house accepts") as refused, self.cr.savepoint():
            self.sell(self.piece)
        self.assertNotIn(f"{self.piece.ic_minimum_price:,.2f}", str(refused.exception))
        self.env.invalidate_all()
        self.assertEqual((self.piece.ic_status, self.piece.qty_available), ('available', 1.0))
        self.assertFalse(self.env['pos.order.line'].search([('product_id', '=', self.piece.product_variant_id.id)]))

    def test_a_store_admin_may(self):
        self.piece.ic_minimum_price = self.piece.list_price + 1
        groups = 'ic_inventory_luxury.group_store_admin,point_of_sale.group_pos_user'
        self.patch(type(self), 'cashier', new_test_user(self.env, 'gallery_admin', groups))
        order = self.sell(self.piece)
        self.assertEqual((order.state, self.piece.ic_status), ('paid', 'sold'))

    def test_at_the_minimum(self):
        self.piece.ic_minimum_price = self.piece.list_price
        self.assertEqual(self.sell(self.piece).state, 'paid')
