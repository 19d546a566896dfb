from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import PieceCase


@tagged('post_install', '-at_install')
class TestClaimsPlace(PieceCase):
    """Goods leave from where they lie, and no place holds less than nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse = cls.env['stock.warehouse'].search([('company_id', '=', cls.env.company.id)], limit=1)
        cls.branch = cls.env['stock.warehouse'].create({'name': "Branch", 'code': "BRA"})
        cls.customers = cls.env.ref('stock.stock_location_customers')

    def hand_over(self, piece, units=1, lot=None):
        """Hand over from the main stock, by hand, whatever lies there; returns the picking."""
        place = self.warehouse.lot_stock_id
        values = {'product_id': piece.product_variant_id.id, 'location_id': place.id}
        move = {**values, 'location_dest_id': self.customers.id, 'product_uom_qty': units}
        picking = self.env['stock.picking'].create(
            {
                'picking_type_id': self.warehouse.out_type_id.id,
                'location_id': place.id,
                'location_dest_id': self.customers.id,
                'move_ids': [(0, 0, move)],
            }
        )
        picking.action_confirm()
        picking.move_ids.quantity = units
        if lot:
            picking.move_line_ids.lot_id = lot
        picking.move_ids.picked = True
        picking._action_done()
        return picking

    def levels(self, piece):
        quants = self.env['stock.quant'].search([('product_id', '=', piece.product_variant_id.id)])
        return sorted((quant.location_id.display_name, quant.quantity) for quant in quants if quant.quantity > 0)

    def test_a_piece_leaves_from_the_branch_where_it_lies(self):
        piece = self.watch(ic_serial="PL-1")
        piece._ic_receive(self.branch.lot_stock_id)
        picking = self.hand_over(piece)
        self.assertEqual(picking.move_line_ids.location_id, self.branch.lot_stock_id)
        self.assertEqual(picking.move_line_ids.lot_id.name, "PL-1")
        self.assertEqual(self.levels(piece), [(self.customers.display_name, 1.0)])
        self.assertEqual(piece.ic_status, 'sold')

    def test_units_are_gathered_from_several_places(self):
        bars = self.watch(ic_is_unique=False, name="Bar")
        bars._ic_receive(self.branch.lot_stock_id, quantity=2)
        self.env['stock.quant']._update_available_quantity(bars.product_variant_id, self.warehouse.lot_stock_id, 1)
        self.hand_over(bars, 2)
        self.assertEqual(
            self.levels(bars), [(self.branch.lot_stock_id.display_name, 1.0), (self.customers.display_name, 2.0)]
        )

    def test_what_is_at_the_watchmaker_is_not_handed_over(self):
        piece = self.watch(ic_serial="PL-2")
        piece._ic_receive()
        shop = self.env['ic.service.shop'].create({'name': "Horloger"})
        self.env['ic.checkout.wizard'].create(
            {'piece_ids': piece.ids, 'quantity': 1, 'kind': 'service', 'work': 'service', 'shop_id': shop.id}
        ).action_check_out()
        before = self.levels(piece)
        with self.assertRaisesRegex(UserError, "Horloger"), self.cr.savepoint():
            self.hand_over(piece, lot=self.env['stock.lot'].search([('name', '=', "PL-2")]))
        self.env.invalidate_all()
        self.assertEqual(self.levels(piece), before)
        self.assertFalse(piece.ic_claim_ids.filtered(lambda claim: claim.state == 'done'))

    def give_back(self, picking, units=1):
        """Make a return of a delivery and take it in; returns its picking."""
        wizard = self.env['stock.return.picking'].with_context(active_id=picking.id, active_model='stock.picking')
        wizard = wizard.create({})
        wizard.product_return_moves.quantity = units
        back = self.env['stock.picking'].browse(wizard.action_create_returns()['res_id'])
        back.move_ids.picked = True
        return back

    def test_a_return_comes_back_once_as_the_same_serial(self):
        piece = self.watch(ic_serial="PL-3")
        piece._ic_receive()
        picking = self.hand_over(piece)
        first, second = self.give_back(picking), self.give_back(picking)
        first._action_done()
        self.assertEqual(self.levels(piece), [(self.warehouse.lot_stock_id.display_name, 1.0)])
        self.assertEqual(first.move_line_ids.lot_id.name, "PL-3")
        self.assertEqual(piece.ic_status, 'hold', "it waits for somebody to look at it")
        with self.assertRaisesRegex(UserError, "only 0 are still out"), self.cr.savepoint():
            second._action_done()
        self.env.invalidate_all()
        self.assertEqual(self.levels(piece), [(self.warehouse.lot_stock_id.display_name, 1.0)])
