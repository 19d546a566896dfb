from datetime import timedelta

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .buyback_common import BuybackCase


@tagged('post_install', '-at_install')
class TestBuyback(BuybackCase):
    """From what somebody offers to what he is paid."""

    # === THE BID === #

    def test_the_bid_is_the_rule_at_one_tick_to_the_cent(self):
        buyback = self.offer(
            self.line(quantity=3),
            self.line(weight=1.2, unit='oz', basis='gross', fineness_id=self.crown.id, form='coin', name="Old coin"),
        )
        buyback.action_quote()
        bar, coin = buyback.line_ids
        # 100 g fine are 3.215075 oz; x 4000 = 12860.30; less 2 % = 12603.09400
        self.assertEqual((bar.fine_ounces, bar.bid, bar.price, bar.total), (3.215075, 12603.09, 12603.09, 37809.27))
        # 1.2 oz avoirdupois are 34.01942775 g, 11/12 of it fine: 1.002604 oz; x 4000 x 0.98 = 3930.20768
        self.assertEqual((coin.fine_ounces, coin.price), (1.002604, 3930.21))
        self.assertEqual((buyback.amount_total, buyback.fine_ounces), (41739.48, 10.647829))
        # 9.645225 x 4000 = 38580.90, 1.002604 x 4000 = 4010.416
        self.assertEqual((buyback.metal_value, buyback.spread), (42591.32, 851.84))
        self.assertEqual(bar.tick_id.price, 4000)
        self.assertEqual(bar.rule_id.name, "We buy gold")
        self.assertIn('-2 % (rule "We buy gold")', bar.words)
        self.assertEqual(buyback.valid_until - buyback.quoted_at, timedelta(minutes=15))

    def test_the_bid_stands_when_the_metal_moves_and_lapses_by_the_clock(self):
        self.company.ic_buyback_needs_identity = False
        buyback = self.offer()
        buyback.action_quote()
        self.tick('gold', '3000')
        self.assertEqual(buyback.amount_total, 12603.09)
        late = buyback.valid_until + timedelta(seconds=1)
        with freeze_time(late):
            buyback.invalidate_recordset()
            self.assertTrue(buyback.is_lapsed)
            with self.assertRaisesRegex(UserError, "held until .* Quote again"):
                buyback.action_accept()
            self.assertEqual(buyback.state, 'quoted')
            buyback.action_quote()
            self.assertEqual(buyback.amount_total, 9452.32)  # 3.215075 x 3000 x 0.98 = 9452.3205
            buyback.action_accept()
        self.assertEqual(buyback.state, 'accepted')

    def test_a_bid_of_ones_own_has_a_reason_and_falls_with_the_price_it_was_named_at(self):
        buyback = self.offer()
        line = buyback.line_ids
        with self.assertRaises(IntegrityError), mute_logger('odoo.sql_db'), self.cr.savepoint():
            line.own_bid = 12700
            line.flush_recordset()
        line.invalidate_recordset()
        line.write({'own_bid': 12700, 'own_reason': "Client of the house"})
        buyback.action_quote()
        self.assertEqual((line.bid, line.price, buyback.amount_total), (12603.09, 12700, 12700))
        buyback.action_quote()  # at the same tick it stays
        self.assertEqual(line.price, 12700)
        self.tick('gold', '3900')
        buyback.action_quote()
        self.assertEqual((line.own_bid, line.own_reason, line.price), (0, False, 12288.02))

    def test_no_bid_at_a_price_that_is_old_or_by_no_rule(self):
        palladium = self.env['ic.fineness'].search([('metal', '=', 'palladium')], limit=1)
        for lines, words in (
            (self.line(metal='palladium', fineness_id=palladium.id), "there is no price of palladium"),
            (self.line(metal='silver', fineness_id=self.silver.id), "no premium rule"),
        ):
            if 'rule' in words:
                self.env['ic.premium.rule'].search([('name', '=', "We buy silver")]).unlink()
            buyback = self.offer(lines)
            with self.assertRaisesRegex(UserError, words):
                buyback.action_quote()
            self.assertEqual((buyback.state, buyback.amount_total), ('draft', 0))
        with freeze_time(self.now + timedelta(days=4)):
            old = self.offer()
            with self.assertRaisesRegex(UserError, "hours old"):
                old.action_quote()

    def test_what_is_bid_is_not_typed(self):
        buyback = self.offer()
        buyback.action_quote()
        mine = buyback.with_user(self.buyer)
        for deed in (
            lambda: mine.write({'state': 'paid'}),
            lambda: mine.write({'valid_until': fields.Datetime.now() + timedelta(days=9)}),
            lambda: mine.line_ids.write({'bid': 99999}),
            lambda: self.offer(self.line(bid=99999)),
        ):
            with self.assertRaises(AccessError):
                deed()
        with self.assertRaisesRegex(UserError, "Take it back to draft"):
            mine.line_ids.write({'quantity': 9})
        self.assertEqual((buyback.state, buyback.amount_total, buyback.line_ids.quantity), ('quoted', 12603.09, 1))

    def test_goods_that_join_a_piece_weigh_what_it_weighs(self):
        piece = self.bought().line_ids.piece_id
        with self.assertRaisesRegex(ValidationError, "differ from the piece"):
            self.offer(self.line(piece_id=piece.id, weight=50))
        joined = self.offer((0, 0, {'piece_id': piece.id, 'quantity': 2})).line_ids
        self.assertEqual((joined.metal, joined.weight, joined.fine_ounces), ('gold', 100, 3.215075))

    # === WHO SELLS === #

    def test_nobody_sells_without_a_document_that_holds(self):
        buyback = self.offer()
        buyback.action_quote()
        with self.assertRaisesRegex(UserError, "No document yet"):
            buyback.action_accept()
        buyback.identity_id = self.identity(expires_on=fields.Date.today() - timedelta(days=1))
        with self.assertRaisesRegex(UserError, "has expired"):
            buyback.action_accept()
        self.assertEqual(buyback.state, 'quoted')
        buyback.identity_id.expires_on = fields.Date.today()
        buyback.action_accept()
        self.assertEqual((buyback.state, buyback.identity_words), ('accepted', "Identity Card ending 902"))

    def test_the_document_is_for_those_with_the_right(self):
        buyback = self.bought()
        identity = buyback.sudo().identity_id
        identity.photo_front = (
            'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=='
        )
        photo = self.env['ir.attachment'].search(
            [('res_model', '=', 'ic.seller.identity'), ('res_field', '=', 'photo_front'), ('res_id', '=', identity.id)]
        )
        self.assertEqual((len(photo), photo.public), (1, False))
        clerk = new_test_user(self.env, 'clerk_only', 'ic_bullion.group_buy_back')
        employee = new_test_user(self.env, 'no_buyer', 'ic_inventory_luxury.group_employee')
        self.assertEqual(buyback.with_user(clerk).identity_state, 'fine')
        for deed in (
            lambda: buyback.with_user(clerk).read(['identity_id']),
            lambda: identity.with_user(clerk).read(['number']),
            lambda: photo.with_user(clerk).read(['datas']),
            lambda: buyback.with_user(employee).read(['name']),
            lambda: buyback.line_ids.with_user(employee).read(['price']),
        ):
            with self.assertRaises(AccessError):
                deed()
        said = ' '.join(str(body) for body in buyback.message_ids.mapped('body'))
        for secret in ("4471", "12 Elm", "State of New York", "12603"):
            self.assertNotIn(secret, said)

    # === GOODS AND MONEY === #

    def test_goods_come_in_at_what_is_paid_and_the_books_balance(self):
        buyback = self.bought(self.line(quantity=3))
        line = buyback.line_ids
        piece = line.piece_id
        move = buyback.picking_id.move_ids
        self.assertEqual((buyback.state, buyback.picking_id.state, move.quantity), ('received', 'done', 3))
        self.assertEqual(move.location_id.usage, 'supplier')
        self.assertEqual((piece.qty_available, piece.standard_price, move.sudo().value), (3, 12603.09, 37809.27))
        bill = buyback.bill_id
        self.assertEqual((bill.move_type, bill.state, bill.amount_total), ('in_invoice', 'posted', 37809.27))
        self.assertEqual(sum(bill.line_ids.mapped('balance')), 0)
        self.assertEqual(bill.partner_id, self.seller)
        buyback.action_pay()
        self.assertEqual(buyback.state, 'paid')
        self.assertIn(bill.payment_state, ('paid', 'in_payment'))
        payments = bill.line_ids.filtered(lambda one: one.account_type == 'liability_payable').matched_debit_ids
        self.assertEqual(sum(payments.mapped('amount')), 37809.27)

    def test_a_second_press_does_nothing_a_second_time(self):
        buyback = self.bought()
        for deed in (buyback.action_accept, buyback.action_receive, buyback.action_pay, buyback.action_pay):
            deed()
        self.assertEqual(buyback.line_ids.piece_id.qty_available, 1)
        moves = self.env['stock.move'].search([('ic_buyback_line_id', 'in', buyback.line_ids.ids)])
        bills = self.env['account.move'].search([('ref', '=', buyback.name), ('move_type', '=', 'in_invoice')])
        paid = self.env['account.payment'].search([('partner_id', '=', self.seller.id)])
        self.assertEqual((len(moves), len(bills), len(paid)), (1, 1, 1))

    def test_the_cost_of_what_was_there_is_kept_in_the_mean(self):
        piece = self.bought(self.line(quantity=2)).line_ids.piece_id
        self.tick('gold', '4100')
        self.bought((0, 0, {'piece_id': piece.id, 'quantity': 1}))
        # (2 x 12603.09 + 12918.17) / 3 = 12708.1166...
        self.assertEqual((piece.qty_available, piece.standard_price), (3, 12708.12))

    def test_what_is_one_of_one_has_its_number_and_comes_back_from_its_buyer(self):
        piece = self.bought(self.line(serial="PX-118")).line_ids.piece_id
        self.assertEqual((piece.ic_is_unique, piece.ic_serial, piece.ic_status), (True, "PX-118", 'awaiting_photos'))
        with self.assertRaisesRegex(UserError, "in the house already"):
            self.bought((0, 0, {'piece_id': piece.id}))
        order = self.env['sale.order'].create(
            {
                'partner_id': self.seller.id,
                'order_line': [(0, 0, {'product_id': piece.product_variant_id.id, 'price_unit': 14000})],
            }
        )
        order.action_confirm()
        order.picking_ids.move_ids.picked = True
        order.picking_ids._action_done()
        self.assertEqual((piece.ic_status, piece.qty_available), ('sold', 0))
        again = self.bought((0, 0, {'piece_id': piece.id}))
        self.assertEqual(again.picking_id.move_ids.location_id.usage, 'customer')
        facts = piece._ic_stock_facts()[piece.id]
        self.assertEqual((facts['on_hand'], facts['delivered'], piece.qty_available), (1, 0, 1))

    def test_without_books_the_goods_are_in_and_it_says_why(self):
        self.seller.property_account_payable_id = False
        self.env['ir.default'].search([('field_id.name', '=', 'property_account_payable_id')]).unlink()
        journals = self.env['account.journal'].search([('type', '=', 'purchase')])
        journals.active = False
        buyback = self.bought()
        self.assertEqual((buyback.state, bool(buyback.bill_id)), ('received', False))
        self.assertIn("no purchase journal", buyback.problem)
        with self.assertRaisesRegex(UserError, "is not booked"):
            buyback.action_pay()
        self.assertEqual(buyback.line_ids.piece_id.qty_available, 1)
        journals.active = True
        self.seller.property_account_payable_id = self.env['account.account'].search(
            [('account_type', '=', 'liability_payable')], limit=1
        )
        buyback.action_book()
        self.assertEqual((buyback.bill_id.state, buyback.problem), ('posted', False))

    def test_a_bill_paid_in_the_books_is_paid_here(self):
        buyback = self.bought()
        context = {'active_model': 'account.move', 'active_ids': buyback.bill_id.ids}
        self.env['account.payment.register'].with_context(**context).create({})._create_payments()
        buyback.action_pay()
        self.assertEqual(buyback.state, 'paid')
        self.assertEqual(self.env['account.payment'].search_count([('partner_id', '=', self.seller.id)]), 1)

    def test_what_is_in_the_house_is_not_cancelled(self):
        buyback = self.bought()
        with self.assertRaisesRegex(UserError, "in the house"):
            buyback.action_cancel()
        with self.assertRaisesRegex(UserError, "Cancel it"):
            buyback.sudo().unlink()
        with self.assertRaisesRegex(UserError, "stay as they are"):
            buyback.write({'partner_id': self.env.user.partner_id.id})
        self.assertEqual(buyback.state, 'received')

    def test_the_receipt_says_what_was_bought_and_not_the_whole_number(self):
        buyback = self.bought(self.line(serial="PX-119"))
        html = self.env['ir.actions.report']._render_qweb_html('ic_bullion.report_buyback', buyback.ids)[0].decode()
        for words in (buyback.name, "Ada Seller", "12,603.09", "3.215075", "PX-119", "I declare", "ending 902"):
            self.assertIn(words, html)
        for secret in ("4471", "12 Elm"):
            self.assertNotIn(secret, html)

    # === STORES === #

    def test_another_store_sees_nothing_of_it(self):
        buyback = self.bought()
        other = self.env['res.company'].create({'name': "Elsewhere"})
        own = {'company_id': other.id, 'company_ids': [(6, 0, other.ids)]}
        boss = new_test_user(self.env, 'bullion_boss_b', 'ic_inventory_luxury.group_dealer', **own)
        for records in (buyback, buyback.line_ids, buyback.sudo().identity_id):
            self.assertFalse(self.env[records._name].with_user(boss).search([('id', 'in', records.ids)]))
            with self.assertRaises(AccessError):
                records.with_user(boss).read(['company_id'])
        with self.assertRaises(AccessError):
            buyback.with_user(boss).action_pay()
