from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .conflict_common import ConflictCase


@tagged('post_install', '-at_install')
class TestConflictRemedy(ConflictCase):
    """What makes it good is prepared with one click, edited by a person, and booked by nobody before."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.late.order_line.tax_ids = False
        cls.dealer.group_ids += cls.env.ref('account.group_account_invoice')
        cls.conflict = cls.open()

    def wizard(self, action, **values):
        """Open the dialog of an action as the browser does, and fill in `values`."""
        model = self.env[action['res_model']].with_user(self.user).with_context(**action['context'])
        with Form(model) as form:
            for name, value in values.items():
                form[name] = value
        return form.record

    def as_user(self, user):
        self.user = user
        return self.conflict.with_user(user)

    # === REFUND === #

    def test_refund_as_a_draft_payment(self):
        wizard = self.wizard(self.as_user(self.dealer).action_refund())
        self.assertRecordValues(wizard, [{'way': 'payment', 'amount': 14500.0, 'order_id': self.late.id}])
        wizard.amount = 14000.0
        action = wizard.action_prepare()
        payment = self.env['account.payment'].browse(action['res_id'])
        self.assertRecordValues(
            payment,
            [
                {
                    'state': 'draft',
                    'payment_type': 'outbound',
                    'partner_type': 'customer',
                    'partner_id': self.late_customer.id,
                    'amount': 14000.0,
                    'memo': f"Refund {self.late.name}: {self.piece.name}",
                }
            ],
        )
        self.assertFalse(payment.move_id.filtered(lambda move: move.state == 'posted'))
        self.assertEqual(self.conflict.refund_words, f"{payment.display_name} · Draft")
        # edited and confirmed by accounting: balanced
        payment.amount = 13000.0
        payment.action_post()
        self.assertEqual(
            sorted(payment.move_id.line_ids.mapped('balance')), [-13000.0, 13000.0] if payment.move_id else []
        )

    def test_a_second_click_opens_the_first_draft(self):
        action = self.wizard(self.as_user(self.dealer).action_refund()).action_prepare()
        again = self.conflict.with_user(self.dealer).action_refund()
        self.assertEqual((again['res_model'], again['res_id']), ('account.payment', action['res_id']))
        wizard = self.env['ic.conflict.refund'].with_user(self.dealer).create({'conflict_id': self.conflict.id})
        with self.assertRaisesRegex(UserError, "A refund is there already"):
            wizard.action_prepare()
        self.assertEqual(self.env['account.payment'].search_count([('partner_id', '=', self.late_customer.id)]), 1)
        self.env['account.payment'].browse(action['res_id']).action_cancel()
        self.assertEqual(self.conflict.with_user(self.dealer).action_refund()['res_model'], 'ic.conflict.refund')

    def test_an_employee_prepares_what_accounting_sends(self):
        action = self.wizard(self.as_user(self.seller).action_refund()).action_prepare()
        self.assertEqual(action['tag'], 'display_notification')
        self.assertIn("Accounting sends it", action['params']['message'])
        self.assertEqual(self.conflict._ic_refund_record().state, 'draft')

    def test_refuses_nonsense(self):
        for amount in (0.0, -5.0, 14500.01):
            wizard = self.wizard(self.as_user(self.dealer).action_refund())
            wizard.amount = amount
            with self.assertRaisesRegex(ValidationError, "no more than was paid"), self.cr.savepoint():
                wizard.action_prepare()
        for way, words in (('provider', "No payment of this order"), ('credit_note', "no invoice with this piece")):
            wizard = self.wizard(self.as_user(self.dealer).action_refund())
            wizard.way = way
            with self.assertRaisesRegex(UserError, words), self.cr.savepoint():
                wizard.action_prepare()
        self.env.invalidate_all()
        self.assertFalse(self.conflict.refund_id)
        self.assertFalse(self.env['account.payment'].search([('partner_id', '=', self.late_customer.id)]))

    def test_nothing_paid_nothing_refunded(self):
        other = self.order(self.piece, partner=self.late_customer)
        conflict = self.open(document=other, paid=0.0)
        with self.assertRaisesRegex(UserError, "Nothing was paid"):
            conflict.with_user(self.dealer).action_refund()

    def test_refund_as_a_draft_credit_note(self):
        """The order is invoiced, then a count finds the piece gone."""
        piece = self.watch(ic_serial="CF-2", list_price=9000.0, invoice_policy='order')
        piece._ic_receive()
        order = self.order(piece, self.watch(ic_serial="CF-3", list_price=500.0, invoice_policy='order'))
        order.order_line.tax_ids = False
        order.action_confirm()
        invoice = order._create_invoices()
        invoice.action_post()
        quant = self.env['stock.quant'].search(
            [('product_id', '=', piece.product_variant_id.id), ('location_id.usage', '=', 'internal')]
        )
        quant.inventory_quantity = 0
        quant.action_apply_inventory()
        self.conflict = self.Conflict.search([('product_tmpl_id', '=', piece.id)])
        wizard = self.wizard(self.as_user(self.dealer).action_refund())
        self.assertEqual(wizard.way, 'credit_note')
        note = self.env['account.move'].browse(wizard.action_prepare()['res_id'])
        self.assertRecordValues(
            note,
            [
                {
                    'state': 'draft',
                    'move_type': 'out_refund',
                    'amount_total': 9000.0,
                    'reversed_entry_id': invoice.id,
                    'partner_id': self.customer.id,
                }
            ],
        )
        self.assertEqual(note.invoice_line_ids.product_id, piece.product_variant_id, "not the watch that is there")
        note.action_post()
        self.assertAlmostEqual(sum(note.line_ids.mapped('balance')), 0.0)

    def test_nobody_refunds_another_order(self):
        wizard = (
            self.env['ic.conflict.refund']
            .with_user(self.seller)
            .create({'conflict_id': self.conflict.id, 'order_id': self.first.id})
        )
        self.assertEqual(wizard.order_id, self.late)

    # === CANCEL === #

    def test_cancel_the_whole_order(self):
        wizard = self.wizard(self.as_user(self.dealer).action_cancel_order(), scope='whole')
        wizard.action_cancel()
        self.assertEqual(self.late.state, 'cancel')
        self.assertEqual(self.conflict.cancelled_words, f"{self.late.name} was cancelled")
        self.assertEqual((self.first.state, self.holders()), ('sale', [self.first.name]))
        with self.assertRaisesRegex(UserError, "done already"):
            wizard.action_cancel()

    def test_cancel_only_the_piece(self):
        other = self.watch(ic_serial="CF-4")
        self.late.order_line = [Command.create({'product_id': other.product_variant_id.id})]
        self.wizard(self.as_user(self.dealer).action_cancel_order(), scope='line').action_cancel()
        self.assertEqual(self.late.order_line.mapped('product_uom_qty'), [0.0, 1.0])
        self.assertEqual(self.late.state, 'draft')
        self.assertEqual(self.conflict.cancelled_words, f"The piece was taken off {self.late.name}")

    def test_what_was_handed_over_is_not_cancelled(self):
        conflict = self.open(document=self.first, winner_claims=None)
        self.deliver(self.first)
        for whole in (True, False):
            with self.assertRaisesRegex(UserError, "has been handed over"), self.cr.savepoint():
                conflict.with_user(self.dealer)._ic_cancel(whole)
        self.env.invalidate_all()
        self.assertEqual((self.first.state, conflict.cancelled_on), ('sale', False))

    # === LETTER AND OTHER PIECES === #

    def alternatives(self):
        twin = self.watch(ic_serial="ALT-1", list_price=15000.0, standard_price=7777.0, ic_wholesale_price=8888.0)
        brand = self.watch(ic_serial="ALT-2", ic_model="Daytona", ic_reference="116500LN", list_price=14000.0)
        bag = self.watch(ic_category='handbag', ic_brand_id=self.hermes.id, ic_reference=False, list_price=14500.0)
        dear = self.watch(ic_serial="ALT-3", ic_model="Day-Date", ic_reference="228238", list_price=60000.0)
        for piece in (twin, brand, bag, dear):
            piece._ic_receive()
            piece._ic_set_status('available')
        return twin, brand, bag, dear

    def test_like_pieces_come_first(self):
        twin, brand, bag, dear = self.alternatives()
        self.conflict.with_user(self.seller).action_find_alternatives()
        found = self.conflict.alternative_ids
        self.assertIn(twin, found)
        self.assertFalse(found & (bag | dear | self.piece))
        order = self.conflict._ic_find_alternatives(self.piece, self.company)
        self.assertEqual(order[0], twin, "same model and reference")
        if brand in order:
            self.assertLess(order.ids.index(twin.id), order.ids.index(brand.id))

    def test_what_is_promised_is_not_offered(self):
        twin = self.alternatives()[0]
        self.conflict.alternative_ids = twin
        self.assertEqual([piece['name'] for piece in self.conflict._ic_letter_pieces()], [twin.name])
        self.order(twin).action_confirm()
        self.env.invalidate_all()
        self.assertEqual(self.conflict._ic_letter_pieces(), [])
        self.assertNotIn(twin, self.conflict._ic_find_alternatives(self.piece, self.company))

    def test_the_letter(self):
        twin = self.alternatives()[0]
        self.conflict.alternative_ids = twin
        action = self.as_user(self.seller).action_apologise()
        composer = self.wizard(action)
        self.assertEqual(composer.partner_ids, self.late_customer)
        for words in ("Dear Odile Marchand", self.piece.name, self.late.name, "14,500.00", twin.name, "15,000.00"):
            self.assertIn(words, composer.body)
        for figure in ('7,777', '8,888', '7777', '8888'):
            self.assertNotIn(figure, composer.body)
        self.assertFalse(self.conflict.apologised_on, "opening the letter sends nothing")
        composer.body += "<p>Yours, Anna</p>"
        composer.action_send_mail()
        self.assertTrue(self.conflict.apologised_on)
        message = self.conflict.message_ids.filtered(lambda message: message.message_type != 'notification')[:1]
        self.assertIn("Yours, Anna", message.body)
        self.assertEqual(message.partner_ids, self.late_customer)
        self.assertNotIn(self.late_customer, self.conflict.message_partner_ids, "later notes stay in the house")

    def test_the_letter_says_what_happened(self):
        """Nobody reads of another client where there was none."""
        reasons = {
            'paid_late': "another client had bought it",
            'given_away': "another client had bought it",
            'paid_cancelled': "the order was cancelled before",
            'stock_lost': "not in our house any more",
        }
        for kind, words in reasons.items():
            self.conflict._ic_write({'kind': kind})
            self.assertIn(words, self.conflict._ic_letter_reason())
            self.assertIn(words, self.wizard(self.as_user(self.seller).action_apologise()).body)

    def test_no_letter_without_an_address(self):
        self.conflict.partner_id = self.customer
        with self.assertRaisesRegex(UserError, "e-mail address"):
            self.conflict.with_user(self.seller).action_apologise()

    def test_offer_another_piece(self):
        twin = self.alternatives()[0]
        piece = twin.with_user(self.seller).with_context(ic_conflict_id=self.conflict.id)
        action = piece.action_ic_offer_instead()
        order = self.env['sale.order'].browse(action['res_id'])
        self.assertRecordValues(
            order,
            [{'state': 'draft', 'partner_id': self.late_customer.id, 'origin': self.conflict.name}],
        )
        self.assertEqual(order.order_line.product_id, twin.product_variant_id)
        self.assertEqual(order.order_line.price_unit, 15000.0)
        self.assertEqual(self.conflict.offer_ids, order)
        self.assertEqual(piece.action_ic_offer_instead()['res_id'], order.id, "once")
        self.assertEqual(self.conflict._ic_likely_outcome(), 'other')
        order.action_confirm()
        self.assertEqual(self.conflict._ic_likely_outcome(), 'replaced')

    # === CLOSE === #

    def test_settle(self):
        wizard = self.wizard(self.as_user(self.dealer).action_settle(), outcome='refunded', reason="By bank")
        wizard.action_close()
        self.assertRecordValues(
            self.conflict,
            [{'state': 'settled', 'outcome': 'refunded', 'reason': "By bank", 'closed_by_id': self.dealer.id}],
        )
        with self.assertRaisesRegex(UserError, "closed already"):
            self.conflict.with_user(self.dealer).action_settle()

    def test_dismiss_needs_a_reason(self):
        action = self.as_user(self.dealer).action_dismiss()
        wizard = self.wizard(action, reason=" ")
        with self.assertRaisesRegex(UserError, "say why"):
            wizard.action_close()
        self.assertEqual(self.conflict.state, 'open')
        wizard.reason = "A test order"
        wizard.action_close()
        self.assertRecordValues(self.conflict, [{'state': 'dismissed', 'outcome': False, 'reason': "A test order"}])
        self.conflict.with_user(self.dealer).action_reopen()
        self.assertRecordValues(self.conflict, [{'state': 'open', 'reason': False, 'closed_on': False}])
        self.assertEqual(len(self.conflict.activity_ids), 1)

    def test_a_closed_conflict_is_left_alone(self):
        self.conflict._ic_close('settled', 'other', "Done")
        for deed in (
            lambda: self.conflict.with_user(self.dealer)._ic_cancel(True),
            lambda: self.env['ic.conflict.refund'].create({'conflict_id': self.conflict.id}).action_prepare(),
            lambda: self.conflict.with_user(self.dealer).action_give(),
        ):
            with self.assertRaisesRegex(UserError, "closed already"), self.cr.savepoint():
                deed()
        self.env.invalidate_all()
        self.assertEqual((self.late.state, self.conflict.refund_id), ('draft', 0))

    def test_the_seller_may_not_close(self):
        with self.assertRaises(AccessError):
            self.env['ic.conflict.close'].with_user(self.seller).create(
                {'conflict_ids': self.conflict.ids, 'state': 'settled', 'outcome': 'other'}
            )
