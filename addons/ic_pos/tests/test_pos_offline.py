from odoo.tests import tagged

from .pos_common import TillCase


@tagged('post_install', '-at_install')
class TestPosOffline(TillCase):
    """Orders that were paid without a connection: committed if the piece is there, else kept as a conflict."""

    def conflicts(self):
        return self.env['ic.conflict'].search([('product_tmpl_id', '=', self.piece.id)])

    def test_still_there(self):
        order = self.sell(self.piece, ic_sold_offline=True)
        self.assertEqual((order.state, self.on_hand(self.piece), self.piece.ic_status), ('paid', 0, 'sold'))
        self.assertFalse(order.lines.ic_unfilled)
        self.assertFalse(self.conflicts())

    def test_gone_meanwhile(self):
        """The order is kept with its payment; no stock moves, and the conflict tells both sides."""
        sale = self.order(self.piece)
        sale.action_confirm()
        order = self.sell(self.piece, ic_sold_offline=True)
        self.assertEqual((order.state, order.amount_paid, len(order.payment_ids)), ('paid', 14500.0, 1))
        self.assertTrue(order.lines.ic_unfilled)
        self.assertFalse(order.picking_ids.move_ids)
        self.assertEqual(self.on_hand(self.piece), 1)
        self.assertEqual(self.active(self.piece), [('order', 'committed', sale.name)])
        conflict = self.conflicts()
        self.assertEqual(
            (conflict.kind, conflict.quantity, conflict.paid, conflict.state), ('offline_sale', 1.0, 14500.0, 'open')
        )
        left_out, has_it = conflict.side_ids.sorted('id')
        self.assertEqual((left_out.reference, has_it.reference), (order.name, sale.name))

    def test_gone_and_handed_over(self):
        """The other buyer took it home already: no quant goes negative, nobody's claim is touched."""
        first = self.sell(self.piece, till=self.other)
        order = self.sell(self.piece, ic_sold_offline=True)
        self.assertEqual((self.on_hand(self.piece), order.lines.ic_unfilled), (0, True))
        self.assertEqual(self.conflicts().side_ids.filtered(lambda side: side.role == 'has_it').reference, first.name)

    def test_pushed_twice_is_one_conflict(self):
        self.sell(self.piece, till=self.other)
        values = self.values(self.piece, ic_sold_offline=True)
        again = {**values, 'lines': list(values['lines']), 'payment_ids': list(values['payment_ids'])}
        order = self.push(values)
        self.assertEqual(self.push(again), order)
        self.assertEqual((len(self.conflicts()), len(order.payment_ids)), (1, 1))

    def test_only_the_gone_part_is_set_aside(self):
        second = self.watch(ic_serial="TL300", taxes_id=False)
        second._ic_set_status('available')
        self.sell(self.piece, till=self.other)
        order = self.sell(self.piece, second, ic_sold_offline=True)
        self.assertEqual(order.lines.mapped('ic_unfilled'), [True, False])
        self.assertEqual((self.on_hand(second), second.ic_status), (0, 'sold'))
        self.assertEqual(order.picking_ids.move_ids.product_id, second.product_variant_id)
        self.assertEqual(order.picking_ids.state, 'done')

    def test_refund_of_what_never_left(self):
        """The customer gets the money back at the till; nothing appears in stock."""
        self.sell(self.piece, till=self.other)
        order = self.sell(self.piece, ic_sold_offline=True)
        refund = self.sell(self.piece, quantity=-1, refund_of=order)
        self.assertEqual((refund.amount_total, self.on_hand(self.piece)), (-14500.0, 0))
        self.assertFalse(refund.picking_ids.move_ids)
        self.assertEqual(self.piece.ic_status, 'sold')

    def test_accounts_stay_balanced(self):
        """The session closes with the money that was taken, for the piece that was sold and the one that was gone."""
        self.sell(self.piece, till=self.other)
        self.sell(self.piece, ic_sold_offline=True)
        session = self.till.current_session_id
        session.post_closing_cash_details(0)
        session.close_session_from_ui()
        self.assertEqual(session.state, 'closed')
        lines = session.move_id.line_ids
        self.assertAlmostEqual(sum(lines.mapped('balance')), 0.0)
        self.assertAlmostEqual(sum(lines.mapped('credit')), 14500.0)

    def test_consignor_is_not_paid_for_it(self):
        consignor = self.env['res.partner'].create({'name': "Ada Lindqvist"})
        self.piece._ic_consign(consignor, percent=60.0)
        self.sell(self.piece, till=self.other)
        self.sell(self.piece, ic_sold_offline=True)
        payouts = self.env['ic.consignment.payout'].search([('product_tmpl_id', '=', self.piece.id)])
        self.assertEqual(payouts.mapped('amount'), [8700.0])

    def test_offline_hold_of_the_dealer(self):
        """A piece on Hold that was sold offline is there: it leaves, the money is taken."""
        self.piece._ic_set_status('hold')
        order = self.sell(self.piece, ic_sold_offline=True)
        self.assertEqual((order.state, self.on_hand(self.piece), self.piece.ic_status), ('paid', 0, 'sold'))

    def test_below_the_minimum_offline(self):
        """The money is in the drawer: the order is kept, and says on itself what was wrong with it."""
        self.piece.ic_minimum_price = self.piece.list_price + 1
        order = self.sell(self.piece, ic_sold_offline=True)
        self.assertEqual(order.state, 'paid')
        self.assertIn("lowest price", ' '.join(order.message_ids.mapped('body')))
        self.assertNotIn(f"{self.piece.ic_minimum_price:,.2f}", ' '.join(order.message_ids.mapped('body')))
