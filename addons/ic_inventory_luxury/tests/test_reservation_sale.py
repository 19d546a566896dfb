from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .test_reservation import HoldCase
from .test_workshop import TripCase


class BooksCase(HoldCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = cls.env.company
        if not company.chart_template:
            cls.env['account.chart.template'].try_loading('generic_coa', company=company, install_demo=False)
        cls.bank = cls.env['account.journal'].search(
            [('type', '=', 'bank'), ('company_id', '=', company.id)], limit=1
        ) or cls.env['account.journal'].create({'name': "Bank", 'code': 'HBNK', 'type': 'bank'})

    def with_deposit(self, piece, amount=1000.0, **values):
        return self.hold(piece, deposit_amount=amount, deposit_journal_id=self.bank.id, **values)

    def books(self, payment):
        """Return the lines of a payment's entry, as (kind of account, balance)."""
        lines = payment.move_id.line_ids
        self.assertEqual((sum(lines.mapped('balance')), payment.move_id.state), (0.0, 'posted'))
        return sorted((line.account_id.account_type, line.balance) for line in lines)


@tagged('post_install', '-at_install')
class TestDeposit(BooksCase):
    def test_received_and_taken_off_the_invoice(self):
        piece = self.piece(taxes_id=False)
        hold = self.with_deposit(piece)
        payment = hold.deposit_payment_id
        self.assertEqual((hold.deposit_state, payment.amount, payment.partner_id), ('received', 1000.0, self.customer))
        self.assertEqual(self.books(payment), [('asset_current', 1000.0), ('asset_receivable', -1000.0)])
        order = self.env['sale.order'].browse(hold.action_sell()['res_id'])
        self.assertRegex(order.ic_deposit_words, r"Deposit of .*1,000\.00.* \(HOLD/\d+\) received")
        order.action_confirm()
        self.deliver(order)
        invoice = order._create_invoices()
        self.assertEqual(hold.deposit_state, 'received')
        invoice.action_post()
        self.assertEqual((invoice.amount_total, invoice.amount_residual), (14500.0, 13500.0))
        self.assertEqual((hold.state, hold.deposit_state, hold.deposit_payment_id), ('sold', 'settled', payment))
        self.assertEqual(sum(invoice.line_ids.mapped('balance')), 0.0)

    def test_also_off_an_order_of_the_clients_own(self):
        piece = self.piece(taxes_id=False)
        hold = self.with_deposit(piece)
        order = self.order(piece)
        order.action_confirm()
        self.deliver(order)
        invoice = order._create_invoices()
        invoice.action_post()
        self.assertEqual((hold.order_id, invoice.amount_residual, hold.deposit_state), (order, 13500.0, 'settled'))

    def test_expected_first(self):
        hold = self.with_deposit(self.piece(), deposit_received=False)
        self.assertEqual((hold.deposit_state, hold.deposit_payment_id.state), ('expected', 'draft'))
        self.assertFalse(hold.deposit_payment_id.move_id.filtered(lambda move: move.state == 'posted'))
        hold.action_deposit_received()
        self.assertEqual(hold.deposit_state, 'received')
        with self.assertRaisesRegex(UserError, "expects no deposit"):
            hold.action_deposit_received()
        self.assertEqual(
            self.books(hold.deposit_payment_id), [('asset_current', 1000.0), ('asset_receivable', -1000.0)]
        )

    def test_says_where_the_money_goes(self):
        piece = self.piece()
        with self.assertRaisesRegex(UserError, "Paid By: say which"), self.env.cr.savepoint():
            self.hold(piece, deposit_amount=500)
        self.env.invalidate_all()
        self.assertEqual((piece.ic_status, self.active_claims(piece)), ('available', []))

    def lapse(self, rule):
        self.env.company.ic_hold_deposit_rule = rule
        hold = self.with_deposit(self.piece())
        self.let_pass(hold)
        self.Hold._cron_follow_holds()
        self.assertEqual(hold.state, 'lapsed')
        return hold

    def test_lapsed_and_stays_on_the_account(self):
        hold = self.lapse('credit')
        self.assertEqual(
            (hold.deposit_state, hold.deposit_back_id.id, hold.deposit_keep_id.id), ('received', False, False)
        )
        hold.action_deposit_refund()
        self.assertEqual((hold.deposit_state, hold.deposit_back_id.state), ('returning', 'draft'))
        with self.assertRaisesRegex(UserError, "no deposit that could be refunded"):
            hold.action_deposit_refund()

    def test_lapsed_and_refunded(self):
        hold = self.lapse('refund')
        back = hold.deposit_back_id
        self.assertEqual((hold.deposit_state, back.state, back.payment_type), ('returning', 'draft', 'outbound'))
        back.action_post()
        self.assertEqual((hold.deposit_state, back.amount), ('returned', 1000.0))
        self.assertEqual(self.books(back), [('asset_current', -1000.0), ('asset_receivable', 1000.0)])
        account = (hold.deposit_payment_id | back).move_id.line_ids.filtered(
            lambda line: line.account_id.account_type == 'asset_receivable'
        )
        self.assertEqual((account.mapped('reconciled'), sum(account.mapped('balance'))), ([True, True], 0.0))

    def test_lapsed_and_kept(self):
        hold = self.lapse('keep')
        invoice = hold.deposit_keep_id
        self.assertEqual((hold.deposit_state, invoice.state, invoice.amount_total), ('keeping', 'draft', 1000.0))
        invoice.action_post()
        self.assertEqual((hold.deposit_state, invoice.amount_residual), ('kept', 0.0))
        self.assertEqual(sum(invoice.line_ids.mapped('balance')), 0.0)

    def test_never_paid_is_struck_off(self):
        self.env.company.ic_hold_deposit_rule = 'keep'
        hold = self.with_deposit(self.piece(), deposit_received=False)
        payment = hold.deposit_payment_id
        self.let_pass(hold)
        self.Hold._cron_follow_holds()
        self.assertEqual((payment.state, hold.deposit_state, hold.deposit_keep_id.id), ('canceled', 'none', False))


@tagged('post_install', '-at_install')
class TestQuoteHold(HoldCase):
    def quote(self, *pieces, days=5):
        order = self.order(*pieces)
        order.validity_date = fields.Date.add(fields.Date.context_today(order), days=days)
        return order

    def test_keeps_pieces_and_prices(self):
        piece, other = self.piece(ic_serial="Q1"), self.piece(ic_serial="Q2")
        order = self.quote(piece)
        order.order_line.price_unit = 13900
        order.action_ic_hold_quote()
        hold = order.ic_quote_hold_id
        self.assertEqual((hold.state, hold.is_quote, hold.line_ids.price), ('active', True, 13900.0))
        self.assertEqual(hold.until, self.env.company._ic_hold_until(order.validity_date))
        self.assertEqual(
            (piece.ic_status, self.active_claims(piece)), ('hold', [('client', 'held', 1.0, "Sarah Whitfield")])
        )
        with self.assertRaisesRegex(UserError, "is held for Sarah Whitfield"), self.env.cr.savepoint():
            self.order(piece, partner=self.other).action_confirm()
        self.env.invalidate_all()
        piece.list_price = 16000
        order.order_line.product_uom_qty = 1
        order.order_line._compute_price_unit()
        self.assertEqual(order.order_line.price_unit, 13900.0)
        with self.assertRaisesRegex(UserError, f"The prices of {order.name} are promised until"):
            order.action_update_prices()
        order.order_line = [(0, 0, {'product_id': other.product_variant_id.id})]
        self.assertEqual((other.ic_status, len(hold.line_ids)), ('hold', 2))
        order.order_line[1].unlink()
        self.assertEqual((other.ic_status, self.active_claims(other), hold.state), ('available', [], 'active'))
        order.action_confirm()
        self.assertEqual((hold.state, piece.ic_status, order.amount_untaxed), ('sold', 'sold', 13900.0))

    def test_without_a_hold_prices_follow(self):
        """The price of a quotation that is not held may be updated, as in Odoo: the lock above does something."""
        piece = self.piece()
        order = self.quote(piece)
        order.order_line.price_unit = 13900
        piece.list_price = 16000
        order.action_update_prices()
        self.assertEqual(order.order_line.price_unit, 16000.0)

    def test_cancelled_and_released(self):
        piece = self.piece()
        order = self.quote(piece)
        order.action_ic_hold_quote()
        hold = order.ic_quote_hold_id
        order._action_cancel()
        self.assertEqual((hold.state, piece.ic_status, order.ic_quote_hold_id.id), ('cancelled', 'available', False))
        order.action_draft()
        order.action_ic_hold_quote()
        self.assertEqual((order.ic_quote_hold_id.state, piece.ic_status), ('active', 'hold'))
        order.action_ic_release_quote()
        self.assertEqual((piece.ic_status, self.active_claims(piece)), ('available', []))

    def test_anew_after_a_longer_validity(self):
        order = self.quote(self.piece())
        order.action_ic_hold_quote()
        hold = order.ic_quote_hold_id
        order.validity_date = fields.Date.add(order.validity_date, days=7)
        order.action_ic_hold_quote()
        self.assertEqual((order.ic_reservation_ids, len(hold.extension_ids)), (hold, 1))
        self.assertEqual(hold.until, self.env.company._ic_hold_until(order.validity_date))

    def test_bad_quotations(self):
        piece = self.piece()
        over, sold = self.quote(piece, days=-1), self.quote(self.piece(ic_serial="X"))
        with self.assertRaisesRegex(UserError, "Expiration: .* is over"):
            over.action_ic_hold_quote()
        sold.action_confirm()
        with self.assertRaisesRegex(UserError, "no open quotation"):
            sold.action_ic_hold_quote()
        self.assertEqual((piece.ic_status, self.active_claims(piece)), ('available', []))


@tagged('post_install', '-at_install')
class TestApproval(HoldCase, TripCase):
    def test_promised_to_the_client_who_has_it(self):
        piece = self.in_vault()
        trip = self.check_out(piece)
        self.assertEqual(self.active_claims(piece), [('approval', 'held', 1.0, "Sarah Whitfield")])
        with (
            self.assertRaisesRegex(UserError, "is with Sarah Whitfield on approval until .* Check it in first"),
            self.env.cr.savepoint(),
        ):
            self.order(piece, partner=self.other).action_confirm()
        self.env.invalidate_all()
        self.assertEqual((piece.ic_status, self.open_trips(piece)), ('hold', trip))
        self.check_in(trip)
        self.assertEqual((piece.ic_status, self.active_claims(piece)), ('available', []))

    def test_sold_to_the_client_who_has_it(self):
        """The order takes the promise over and delivers from where the piece is."""
        piece = self.in_vault()
        trip = self.check_out(piece)
        order = self.order(piece)
        order.action_confirm()
        self.assertEqual(self.active_claims(piece), [('order', 'committed', 1.0, "Sarah Whitfield")])
        move = order.picking_ids.move_ids
        self.assertEqual((move.state, move.location_id), ('assigned', trip.location_id))
        self.deliver(order)
        self.assertEqual((piece.ic_status, trip.state, self.place(piece)), ('sold', 'gone', {}))
        self.assertEqual((order.picking_ids.state, self.active_claims(piece)), ('done', []))

    def test_held_for_another(self):
        piece = self.in_vault()
        hold = self.hold(piece)
        with self.assertRaisesRegex(UserError, "is held for Sarah Whitfield"), self.env.cr.savepoint():
            self.check_out(piece, partner_id=self.other.id)
        self.env.invalidate_all()
        self.assertEqual((self.place(piece), hold.state, self.open_trips(piece).ids), ({self.vault: 1.0}, 'active', []))
        trip = self.check_out(piece)
        self.assertEqual((hold.state, hold.line_ids.state), ('cancelled', 'released'))
        self.assertEqual(self.active_claims(piece), [('approval', 'held', 1.0, "Sarah Whitfield")])
        self.assertEqual(trip.state, 'out')

    def test_service_while_held_and_while_paid_for(self):
        piece = self.in_vault()
        hold = self.hold(piece)
        trip = self.send(piece)
        self.assertEqual((piece.ic_status, hold.state), ('service', 'active'))
        self.assertEqual(self.active_claims(piece), [('client', 'held', 1.0, "Sarah Whitfield")])
        self.check_in(trip)
        self.assertEqual((piece.ic_status, piece.ic_hold_until), ('hold', hold.until))
        hold.action_release()
        cart = self.order(piece, partner=self.other)
        self.Claim._ic_take(
            {piece.product_variant_id: 1}, cart, kind='checkout', source='website', state='held',
            until=fields.Datetime.now() + timedelta(minutes=10), partner=self.other, reference="S77",
        )  # fmt: skip
        with self.assertRaisesRegex(UserError, "is being paid for in the web shop right now"), self.env.cr.savepoint():
            self.send(piece)
        self.env.invalidate_all()
        self.assertEqual((self.place(piece), self.open_trips(piece).ids), ({self.vault: 1.0}, []))
        self.Claim._ic_of(cart)._ic_release("Given up")
        self.assertEqual(self.send(piece).state, 'out')

    def test_sold_goes_on_approval_to_its_buyer_only(self):
        piece = self.in_vault()
        order = self.order(piece)
        order.action_confirm()
        with self.assertRaisesRegex(UserError, "cannot go on approval"), self.env.cr.savepoint():
            self.check_out(piece, partner_id=self.other.id)
        self.env.invalidate_all()
        trip = self.check_out(piece)
        self.assertEqual(self.active_claims(piece), [('order', 'committed', 1.0, "Sarah Whitfield")])
        self.check_in(trip)
        self.assertEqual(
            (piece.ic_status, self.active_claims(piece)), ('sold', [('order', 'committed', 1.0, "Sarah Whitfield")])
        )

    def test_part_of_a_quantity(self):
        coins = self.watch(ic_is_unique=False)
        coins._ic_receive(self.vault, quantity=6)
        coins._ic_set_status('available')
        self.check_out(coins, quantity=4)
        self.assertEqual(self.active_claims(coins), [('approval', 'held', 4.0, "Sarah Whitfield")])
        self.assertEqual(self.Claim._ic_free(coins.product_variant_id), {coins.product_variant_id: 2.0})
