from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .consignment_common import ConsignmentCase


@tagged('post_install', '-at_install')
class TestConsignmentSale(ConsignmentCase):
    """What a sold piece owes to its consignor: the amount, the bill, once."""

    def assert_payout(self, payout, net, amount, state='due'):
        self.assertEqual(
            (payout.net_price, payout.amount, payout.margin, payout.state), (net, amount, net - amount, state)
        )

    def test_share_of_the_price(self):
        """60 % of 12,000 are 7,200, billed when the piece is handed over and not before."""
        piece = self.consigned()
        order = self.order(piece)
        order.action_confirm()
        self.assertFalse(self.payouts_of(piece))
        self.deliver(order)
        payout = self.payouts_of(piece)
        self.assert_payout(payout, 12000.0, 7200.0)
        self.assertEqual(payout.amount_due, 7200.0)
        self.assertEqual((payout.consignor_id, payout.document, payout.date), (self.ada, order.name, self.today))
        self.assertEqual(payout.sale_order_id, order)
        self.assert_booked(payout, 7200.0)
        self.assertEqual(payout.explanation.replace('\xa0', ' '), f"60 % of $ 12,000.00 net of {order.name}")
        self.assertIn(payout.explanation, payout.move_id.invoice_line_ids.name)

    def test_fixed_net_amount(self):
        """A fixed amount is owed whatever the price was."""
        piece = self.consigned(ic_consignment_type='fixed', ic_consignment_fixed=8000.0)
        self.sell(piece, price_unit=11000.0)
        payout = self.payouts_of(piece)
        self.assert_payout(payout, 11000.0, 8000.0)
        self.assert_booked(payout, 8000.0)

    def test_discount(self):
        """10 % off: the consignor shares what the buyer paid, 60 % of 10,800."""
        piece = self.consigned()
        self.sell(piece, discount=10.0)
        self.assert_payout(self.payouts_of(piece), 10800.0, 6480.0)

    def test_discount_of_the_order(self):
        """A discount on a line of its own is borne in proportion: 1,200 of 1,600 by 12,000 of 16,000."""
        piece, own = (
            self.consigned(),
            self.watch(list_price=4000.0, taxes_id=[Command.clear()], ic_serial="OWN", ic_status='available'),
        )
        discount = self.env['product.product'].create({'name': "Discount", 'type': 'service'})
        order = self.order(piece, own)
        order.order_line = [
            Command.create(
                {'product_id': discount.id, 'product_uom_qty': 1, 'price_unit': -1600.0, 'tax_ids': [Command.clear()]}
            )
        ]
        order.action_confirm()
        self.deliver(order)
        self.assert_payout(self.payouts_of(piece), 10800.0, 6480.0)
        self.assertFalse(self.payouts_of(own))

    def test_price_with_tax_included(self):
        """Of 12,000 with 20 % tax included, 10,000 are shared."""
        tax = self.env['account.tax'].create(
            {'name': "20 % incl.", 'amount': 20.0, 'price_include_override': 'tax_included', 'type_tax_use': 'sale'}
        )
        piece = self.consigned(taxes_id=[Command.set(tax.ids)])
        self.sell(piece)
        payout = self.payouts_of(piece)
        self.assert_payout(payout, 10000.0, 6000.0)
        self.assert_booked(payout, 6000.0)

    def test_cents_are_rounded_once(self):
        """33.33 % of 9,999.99 are 3,332.996667: 3,333.00 on both sides of the entry."""
        piece = self.consigned(percent=33.33)
        self.sell(piece, price_unit=9999.99)
        payout = self.payouts_of(piece)
        self.assertEqual((payout.net_price, payout.amount), (9999.99, 3333.0))
        self.assert_booked(payout, 3333.0)

    def test_sold_in_another_currency(self):
        """10,000 EUR at 1.25 USD each are 12,500 USD: 60 % are 7,500, and the bill states the day of the rate."""
        euro = self.env.ref('base.EUR')
        euro.active = True
        self.env['res.currency.rate'].create(
            {'currency_id': euro.id, 'company_id': self.company.id, 'name': self.today, 'rate': 0.8}
        )
        piece = self.consigned()
        order = self.order(piece)
        order.pricelist_id = self.env['product.pricelist'].create({'name': "EUR", 'currency_id': euro.id})
        order.currency_id = euro
        order.order_line.price_unit = 10000.0
        order.action_confirm()
        self.deliver(order)
        payout = self.payouts_of(piece)
        self.assertEqual((payout.sale_net, payout.sale_currency_id), (10000.0, euro))
        self.assert_payout(payout, 12500.0, 7500.0)
        self.assert_booked(payout, 7500.0)
        for words in ("12,500.00", "at the rate of", self.env['ir.qweb.field.date'].value_to_html(self.today, {})):
            self.assertIn(words, payout.explanation)

    def test_no_rate_is_said_not_guessed(self):
        """Without an exchange rate nothing is booked one to one: the row says so and is booked once there is a rate."""
        franc = self.env['res.currency'].with_context(active_test=False).search([('name', '=', 'CHF')])
        franc.active = True
        self.env['res.currency.rate'].search([('currency_id', '=', franc.id)]).unlink()
        piece = self.consigned()
        order = self.order(piece)
        order.currency_id = franc
        order.order_line.price_unit = 10000.0
        order.action_confirm()
        self.deliver(order)
        payout = self.payouts_of(piece)
        self.assertEqual((payout.state, payout.amount), ('to_book', 0.0))
        self.assertIn("exchange rate for CHF", payout.problem)
        with self.assertRaises(UserError), self.cr.savepoint():
            payout.action_book()
        self.env['res.currency.rate'].create(
            {'currency_id': franc.id, 'company_id': self.company.id, 'name': self.today, 'rate': 0.5}
        )
        payout.action_book()
        self.assert_payout(payout, 20000.0, 12000.0)
        self.assertFalse(payout.problem)

    def test_two_consignors_in_one_order(self):
        """Each consignor gets a bill of his own."""
        first, second = self.consigned(), self.consigned(percent=80.0, consignor=self.ben)
        self.sell(first, second)
        self.assert_booked(self.payouts_of(first), 7200.0)
        self.assert_booked(self.payouts_of(second), 9600.0)
        self.assertEqual(self.payouts_of(second).move_id.partner_id, self.ben)

    def test_our_own_piece_owes_nothing(self):
        piece = self.watch(taxes_id=[Command.clear()], ic_serial="OWN1", ic_status='available')
        self.sell(piece)
        self.assertFalse(self.payouts_of(piece))

    def test_settling_twice_changes_nothing(self):
        """The same delivery settles once, whoever asks again."""
        piece = self.consigned()
        order = self.sell(piece)
        payout = self.payouts_of(piece)
        again = self.Payout._ic_settle_sales([order.picking_ids.move_ids._ic_consignment_sale()])
        order.picking_ids.move_ids._ic_settle_consignment()
        self.assertFalse(again)
        self.assertEqual(self.payouts_of(piece), payout)
        self.assertEqual(self.env['account.move'].search_count([('partner_id', '=', self.ada.id)]), 1)

    def test_cost_price_is_not_counted_besides(self):
        """The margin is net price less share; the customer's invoice books no cost of goods for the piece."""
        category = self.env['product.category'].create(
            {'name': "Perpetual", 'property_valuation': 'real_time', 'property_cost_method': 'standard'}
        )
        piece = self.consigned(standard_price=9000.0, categ_id=category.id)
        self.assertEqual((piece.ic_margin, piece.ic_margin_percent), (4800.0, 0.4))
        self.assertIn("less the consignor's", piece.ic_consignment_margin_note)
        order = self.sell(piece)
        invoice = order._create_invoices()
        invoice.action_post()
        self.assertFalse(invoice.line_ids.filtered(lambda line: line.display_type == 'cogs'))
        self.assertEqual(self.payouts_of(piece).margin, 4800.0)

    def test_no_books_is_said_and_mended(self):
        """A store without a purchase journal still sells; the payout says what is missing and is booked later."""
        piece = self.consigned()
        journal = self.env['account.journal'].search([('type', '=', 'purchase'), ('company_id', '=', self.company.id)])
        journal.active = False
        self.sell(piece)
        payout = self.payouts_of(piece)
        self.assertEqual((payout.state, payout.amount, payout.amount_due), ('to_book', 7200.0, 7200.0))
        self.assertIn("no purchase journal", payout.problem)
        self.assertFalse(payout.move_id)
        with self.assertRaises(UserError) as refusal, self.cr.savepoint():
            payout.action_book()
        self.assertIn("no purchase journal", str(refusal.exception))
        journal.active = True
        payout.action_book()
        self.assert_booked(payout, 7200.0)
        self.assertEqual(payout.state, 'due')

    def test_employee_delivers(self):
        """Who may not see payouts can sell and deliver; the bill is posted all the same."""
        piece = self.consigned()
        seller = self.user(
            'cons_seller', 'ic_inventory_luxury.group_manage_inventory', 'ic_inventory_luxury.group_record_sales'
        )
        order = self.order(piece)
        order.with_user(seller).action_confirm()
        picking = order.picking_ids.with_user(seller)
        picking.move_ids.picked = True
        picking.button_validate()
        self.assertEqual(picking.state, 'done')
        self.assert_booked(self.payouts_of(piece), 7200.0)
