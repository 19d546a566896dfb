from odoo import Command
from odoo.tests import tagged

from .test_pos_piece import TestPosPiece


@tagged('post_install', '-at_install')
class TestPosConsignment(TestPosPiece):
    """A consigned piece at the gallery terminal. Runs the tests of any piece as well, on a consigned one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.consignor = cls.env['res.partner'].create({'name': "Ada Lindqvist"})
        cls.piece._ic_consign(cls.consignor, percent=60.0)

    def payouts(self, piece=None):
        return self.env['ic.consignment.payout'].search(
            [('product_tmpl_id', '=', (piece or self.piece).id)], order='id'
        )

    def owners(self, usage):
        quants = self.env['stock.quant'].search(
            [('product_id', '=', self.piece.product_variant_id.id), ('location_id.usage', '=', usage)]
        )
        return [(quant.owner_id, quant.quantity) for quant in quants if quant.quantity]

    def assert_balanced(self, payout, amount):
        """The bill or refund of `payout` is posted for `amount` and balanced."""
        self.assertEqual((payout.move_id.state, payout.move_id.amount_total), ('posted', amount))
        self.assertAlmostEqual(sum(payout.move_id.line_ids.mapped('balance')), 0.0)

    def test_paid_order_owes_the_share(self):
        """The cashier, who sees nothing of it, sells for 14,500: 8,700 are owed, billed once, whatever moves later."""
        order = self.sell(self.piece)
        payout = self.payouts()
        self.assertEqual(
            (payout.net_price, payout.amount, payout.state, payout.document), (14500.0, 8700.0, 'due', order.name)
        )
        self.assert_balanced(payout, 8700.0)
        self.assertEqual(order.lines.total_cost, 8700.0)
        order._ic_settle_consignment()
        order.picking_ids.move_ids._ic_settle_consignment()
        self.assertEqual(self.payouts(), payout)

    def test_owner_stays_with_the_piece(self):
        """The till makes its own stock lines; the consignor's unit leaves, and comes back as his."""
        self.assertEqual(self.owners('internal'), [(self.consignor, 1.0)])
        order = self.sell(self.piece)
        self.assertEqual((self.owners('internal'), self.owners('customer')), ([], [(self.consignor, 1.0)]))
        self.sell(self.piece, quantity=-1, refund_of=order)
        self.assertEqual((self.owners('internal'), self.owners('customer')), ([(self.consignor, 1.0)], []))

    def test_refund_takes_it_back_once(self):
        """A refund over the counter reverses the bill, and the piece coming home does not do it again."""
        order = self.sell(self.piece)
        self.sell(self.piece, quantity=-1, refund_of=order)
        refund = self.env['pos.order'].search([], order='id desc', limit=1)
        sold, back = self.payouts()
        self.assertEqual((sold.state, back.state), ('reversed', 'reversed'))
        self.assertEqual((back.amount, back.sold_payout_id, back.document), (-8700.0, sold, refund.name))
        self.assert_balanced(back, 8700.0)
        refund.picking_ids.move_ids._ic_settle_consignment()
        self.assertEqual(len(self.payouts()), 2)

    def test_stock_moved_at_the_end_of_the_day(self):
        """With stock moved at closing the share is owed as soon as the order is paid, and not again at closing."""
        self.env.company.point_of_sale_update_stock_quantities = 'closing'
        self.session.update_stock_at_closing = True
        order = self.sell(self.piece)
        payout = self.payouts()
        self.assertFalse(order.picking_ids)
        self.assertEqual((payout.amount, payout.state), (8700.0, 'due'))
        self.session._create_picking_at_end_of_session()
        self.assertEqual(self.session.picking_ids.state, 'done')
        self.assertEqual(self.payouts(), payout)
        self.assertEqual(self.owners('customer'), [(self.consignor, 1.0)])

    def test_returned_in_the_backend(self):
        """A piece sold at the till and sent back through the warehouse: its payout is found and reversed."""
        order = self.sell(self.piece)
        wizard = (
            self.env['stock.return.picking']
            .with_context(
                active_id=order.picking_ids.id, active_ids=order.picking_ids.ids, active_model='stock.picking'
            )
            .create({})
        )
        wizard.product_return_moves.quantity = 1.0
        back = wizard._create_return()
        back.move_ids.picked = True
        back._action_done()
        self.assertEqual(self.payouts().mapped('state'), ['reversed', 'reversed'])
        self.assertEqual(self.owners('internal'), [(self.consignor, 1.0)])

    def test_our_own_piece_owes_nothing(self):
        own = self.watch(ic_serial="PT200", taxes_id=[Command.clear()])
        own._ic_set_status('available')
        self.sell(own)
        self.assertFalse(self.payouts(own))
