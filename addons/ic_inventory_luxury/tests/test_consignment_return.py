from odoo.tests import tagged

from .consignment_common import ConsignmentCase


@tagged('post_install', '-at_install')
class TestConsignmentReturn(ConsignmentCase):
    """What a return, a cancelled order and a payment do to the payout."""

    def test_return_before_payment(self):
        """The refund settles the bill: nothing is owed, both entries stand."""
        piece = self.consigned()
        order = self.sell(piece)
        self.give_back(order)
        sold, back = self.payouts_of(piece)
        self.assertEqual((sold.state, sold.amount, sold.amount_due), ('reversed', 7200.0, 0.0))
        self.assertEqual((back.state, back.amount, back.amount_due), ('reversed', -7200.0, 0.0))
        self.assertEqual((back.net_price, back.sold_payout_id), (-12000.0, sold))
        self.assert_booked(sold, 7200.0)
        self.assert_booked(back, 7200.0)
        self.assertEqual(back.move_id.reversed_entry_id, sold.move_id)
        self.assertTrue(
            all(
                (sold | back)
                .move_id.line_ids.filtered(lambda line: line.account_id.account_type == 'liability_payable')
                .mapped('reconciled')
            )
        )
        self.assertEqual(self.owner_in_stock(piece), [(self.ada, 1.0)])

    def test_return_after_payment(self):
        """The consignor was paid: the refund is a credit he owes back, and the next payout can be settled with it."""
        piece = self.consigned()
        order = self.sell(piece)
        self.pay(self.payouts_of(piece))
        self.assertIn(self.payouts_of(piece).state, ('in_payment', 'paid'))
        self.assertEqual(self.payouts_of(piece).amount_due, 0.0)
        self.give_back(order)
        sold, back = self.payouts_of(piece)
        self.assertIn(sold.state, ('in_payment', 'paid'))
        self.assertEqual((back.state, back.amount_due), ('credit', -7200.0))
        self.assert_booked(back, 7200.0)
        other = self.consigned(percent=75.0)
        self.sell(other)
        due = self.payouts_of(other)
        self.assertEqual((due.amount_due, sum((due | back).mapped('amount_due'))), (9000.0, 1800.0))
        payment = self.pay(due | back)
        self.assertEqual((payment.amount, payment.payment_type), (1800.0, 'outbound'))
        self.assertEqual((back.amount_due, due.amount_due, back.state), (0.0, 0.0, 'reversed'))

    def test_return_after_part_payment(self):
        """2,200 of 7,200 were paid: the refund settles the open 5,000, and 2,200 are owed back."""
        piece = self.consigned()
        order = self.sell(piece)
        action = self.payouts_of(piece).action_register_payment()
        self.env['account.payment.register'].with_context(**action['context']).create(
            {'amount': 2200.0}
        )._create_payments()
        self.assertEqual((self.payouts_of(piece).state, self.payouts_of(piece).amount_due), ('due', 5000.0))
        self.give_back(order)
        sold, back = self.payouts_of(piece)
        self.assertEqual((sold.amount_due, back.amount_due, back.state), (0.0, -2200.0, 'credit'))

    def test_sold_again_after_a_return(self):
        """A piece that came back is owed anew, by the terms of then."""
        piece = self.consigned()
        self.give_back(self.sell(piece))
        piece.ic_consignment_percent = 50.0
        piece._ic_set_status('available')
        self.sell(piece, price_unit=10000.0)
        payouts = self.payouts_of(piece)
        self.assertEqual(payouts.mapped('amount'), [7200.0, -7200.0, 5000.0])
        self.assertEqual(payouts.mapped('state'), ['reversed', 'reversed', 'due'])
        self.assertEqual(sum(payouts.mapped('amount_due')), 5000.0)

    def test_part_of_a_quantity_comes_back(self):
        """Three of a kind at 100.01 each, 33.33 %: they come back one and two at a time, to the cent."""
        piece = self.consigned(percent=33.33, ic_is_unique=False, ic_status='incoming', list_price=100.01)
        piece._ic_receive(quantity=5.0)
        self.assertEqual(self.owner_in_stock(piece), [(self.ada, 5.0)])
        order = self.sell(piece, quantity=3)
        sold = self.payouts_of(piece)
        self.assertEqual((sold.quantity, sold.net_price, sold.amount), (3.0, 300.03, 100.0))
        self.give_back(order)
        first = self.payouts_of(piece) - sold
        self.assertEqual((first.quantity, first.net_price, first.amount), (1.0, -100.01, -33.33))
        self.assertEqual((sold.state, sold.amount_due, sold.returned_quantity), ('due', 66.67, 1.0))
        back = self.give_back_more(order, 2.0)
        last = self.payouts_of(piece) - sold - first
        self.assertEqual((last.quantity, last.net_price, last.amount, last.document), (2.0, -200.02, -66.67, back.name))
        self.assertEqual((sold.state, sold.amount_due, sold.returned_quantity), ('reversed', 0.0, 3.0))
        self.assertEqual(self.owner_in_stock(piece), [(self.ada, 5.0)])

    def give_back_more(self, order, quantity):
        picking = order.picking_ids.filtered(lambda picking: picking.picking_type_code == 'outgoing')[:1]
        wizard = (
            self.env['stock.return.picking']
            .with_context(active_id=picking.id, active_ids=picking.ids, active_model='stock.picking')
            .create({})
        )
        wizard.product_return_moves.quantity = quantity
        back = wizard._create_return()
        back.move_ids.picked = True
        back._action_done()
        return back

    def test_cancel_before_delivery_owes_nothing(self):
        """Nothing was booked by the confirmation, so there is nothing to undo."""
        piece = self.consigned()
        order = self.order(piece)
        order.action_confirm()
        order._action_cancel()
        self.assertFalse(self.payouts_of(piece))
        self.assertFalse(self.env['account.move'].search_count([('partner_id', '=', self.ada.id)]))
        self.assertEqual((piece.ic_status, self.owner_in_stock(piece)), ('available', [(self.ada, 1.0)]))

    def test_cancel_after_delivery_waits_for_the_piece(self):
        """The piece is still at the buyer's: it stays owed until it comes back."""
        piece = self.consigned()
        order = self.sell(piece)
        order._action_cancel()
        self.assertEqual(self.payouts_of(piece).state, 'due')
        self.give_back(order)
        self.assertEqual(self.payouts_of(piece).mapped('state'), ['reversed', 'reversed'])

    def test_return_twice_is_taken_back_once(self):
        piece = self.consigned()
        back = self.give_back(self.sell(piece))
        self.assertFalse(self.Payout._ic_settle_returns([back.move_ids._ic_consignment_return()]))
        back.move_ids._ic_settle_consignment()
        self.assertEqual(len(self.payouts_of(piece)), 2)

    def test_returned_before_it_was_booked(self):
        """A sale that could not be booked and came back is reversed without any entry."""
        journal = self.env['account.journal'].search([('type', '=', 'purchase'), ('company_id', '=', self.company.id)])
        journal.active = False
        piece = self.consigned()
        self.give_back(self.sell(piece))
        payouts = self.payouts_of(piece)
        self.assertEqual(payouts.mapped('state'), ['reversed', 'reversed'])
        self.assertFalse(payouts.move_id)
        self.assertEqual(sum(payouts.mapped('amount_due')), 0.0)
