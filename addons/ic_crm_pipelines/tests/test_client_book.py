from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from odoo.addons.ic_inventory_luxury.palette import PALETTE
from odoo.addons.ic_inventory_luxury.tests.common import PieceCase

SALES = 'ic_inventory_luxury.group_employee,ic_inventory_luxury.group_record_sales'


@tagged('post_install', '-at_install')
class TestClientBook(PieceCase):
    """What a client means to the house: read from what was sold, in the rights of the reader."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client_a = cls.env['res.partner'].create({'name': "Ada Holm", 'email': "ada@holm.example"})
        cls.seller = new_test_user(cls.env, 'book_seller', groups=SALES)
        cls.looker = new_test_user(cls.env, 'book_looker', groups='ic_inventory_luxury.group_employee')
        cls.article = cls.env['product.product'].create(
            {'name': "Winder", 'type': 'service', 'standard_price': 60.0, 'taxes_id': False, 'invoice_policy': 'order'}
        )

    def _sell(self, partner, price, quantity=1, confirm=True, **values):
        line = {'product_id': self.article.id, 'product_uom_qty': quantity, 'price_unit': price, 'tax_ids': False}
        order = self.env['sale.order'].create(
            {'partner_id': partner.id, 'order_line': [Command.create(line)], **values}
        )
        if confirm:
            order.action_confirm()
        return order

    def _figures(self, partner):
        partner.invalidate_recordset()
        return partner.ic_lifetime_value, partner.ic_profit, partner.ic_purchase_count

    def _credit(self, order):
        """Invoice an order and give all of it back."""
        invoice = order._create_invoices()
        invoice.action_post()
        note = invoice._reverse_moves([{'invoice_date': fields.Date.today()}])
        note.action_post()
        return note

    def test_only_what_was_sold_counts(self):
        self._sell(self.client_a, 100.0, 2)
        self._sell(self.client_a, 999.0, confirm=False)
        self._sell(self.client_a, 500.0)._action_cancel()
        self.assertEqual(self._figures(self.client_a), (200.0, 80.0, 1))

    def test_refunds_are_subtracted_deposits_are_not(self):
        order = self._sell(self.client_a, 300.0)
        self._sell(self.client_a, 50.0)
        note = self._credit(order)
        self.assertEqual(self._figures(self.client_a)[0], 50.0)
        refund = self.client_a.ic_sale_ids.filtered(lambda row: row.kind == 'refund')
        self.assertEqual((refund.amount, refund.document), (-300.0, note.name))
        self.assertEqual(refund.action_ic_open()['res_id'], note.id)
        note.button_draft()
        self.assertEqual(self._figures(self.client_a)[0], 350.0)

    def test_sales_to_the_people_of_a_house_are_its_sales(self):
        house = self.env['res.partner'].create({'name': "Holm & Sons", 'is_company': True})
        buyer = self.env['res.partner'].create({'name': "Buyer", 'parent_id': house.id})
        self._sell(house, 10.0)
        self._sell(buyer, 25.0)
        self.assertEqual(self._figures(house)[::2], (35.0, 2))
        self.assertEqual(self._figures(buyer)[::2], (25.0, 1))

    def test_other_currencies_and_stores(self):
        """An order in euros, and a store that keeps its books in euros, at the rate of the day of the sale."""
        usd, eur = self.env.company.currency_id, self.env.ref('base.EUR')
        if usd == eur:
            eur = self.env.ref('base.USD')
        eur.active = True
        eur.rate_ids.unlink()
        day = fields.Date.today() - timedelta(days=10)
        self.env['res.currency.rate'].create(
            [
                {'currency_id': eur.id, 'name': day - timedelta(days=400), 'rate': 0.5, 'company_id': False},
                {'currency_id': eur.id, 'name': day + timedelta(days=5), 'rate': 0.8, 'company_id': False},
            ]
        )
        pricelist = self.env['product.pricelist'].create({'name': "Euro", 'currency_id': eur.id})
        order = self._sell(self.client_a, 100.0, confirm=False, pricelist_id=pricelist.id, date_order=day)
        order.action_confirm()
        order.date_order = day
        self.assertEqual(order.currency_id, eur)
        self.assertAlmostEqual(self._figures(self.client_a)[0], 200.0, 2)
        other = self.env['res.company'].create({'name': "Store in Paris", 'currency_id': eur.id})
        abroad = (
            self.env['sale.order']
            .with_company(other)
            .create(
                {
                    'partner_id': self.client_a.id,
                    'company_id': other.id,
                    'order_line': [
                        Command.create(
                            {'product_id': self.article.id, 'price_unit': 40.0, 'tax_ids': [Command.clear()]}
                        )
                    ],
                }
            )
        )
        abroad.action_confirm()
        abroad.date_order = day
        both = self.client_a.with_context(allowed_company_ids=[self.env.company.id, other.id])
        both.invalidate_recordset()
        self.assertAlmostEqual(both.ic_lifetime_value, 200.0 + 80.0, 2)
        paris = self.client_a.with_context(allowed_company_ids=[other.id])
        paris.invalidate_recordset()
        self.assertAlmostEqual(paris.ic_lifetime_value, 40.0, 2)
        self.assertEqual(paris.ic_figures_currency_id, eur)

    def test_few_queries_for_many_clients(self):
        people = self.env['res.partner'].create([{'name': f"Client {number}"} for number in range(30)])
        for partner in people[:3]:
            self._sell(partner, 10.0)
        names = ['ic_lifetime_value', 'ic_profit', 'ic_purchase_count', 'ic_last_purchase']

        def queries(partners):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            partners.read(names)
            return self.env.cr.sql_log_count - start

        queries(people)
        self.assertEqual(queries(people), queries(people[:2]))

    def test_profit_only_with_the_right_to_see_costs(self):
        self._sell(self.client_a, 100.0)
        page = self.client_a.with_user(self.seller)
        self.assertEqual(page.ic_lifetime_value, 100.0)
        with self.assertRaises(AccessError):
            page.read(['ic_profit'])
        with self.assertRaises(AccessError):
            page.ic_sale_ids.read(['cost'])
        with self.assertRaises(AccessError):
            self.env['ic.client.sale'].with_user(self.seller)._read_group([], [], ['profit:sum'])
        arch = page.get_view(self.env.ref('ic_inventory_luxury.client_view_form').id, 'form')['arch']
        self.assertIn('ic_lifetime_value', arch)
        self.assertNotIn('profit', arch)

    def test_notes_are_signed_dated_and_theirs(self):
        page = self.client_a.with_user(self.seller)
        page.ic_new_note = "  Likes white dials.  "
        note = page.ic_note_ids
        self.assertEqual((note.body, note.user_id, note.edited_on), ("Likes white dials.", self.seller, False))
        self.assertFalse(page.ic_new_note)
        with self.assertRaises(AccessError):
            note.write({'user_id': self.looker.id})
        other = new_test_user(self.env, 'book_other', groups=SALES)
        with self.assertRaises(AccessError):
            note.with_user(other).write({'body': "Likes black dials."})
        with self.assertRaises(AccessError):
            note.with_user(other).unlink()
        with self.assertRaises(AccessError):
            self.env['ic.client.note'].with_user(self.looker).create({'partner_id': self.client_a.id, 'body': "x"})
        self.assertEqual(note.body, "Likes white dials.")
        note.body = "Likes grey dials."
        self.assertTrue(note.edited_on)
        found = self.env['ic.client.note'].with_user(self.looker).search([('body', 'ilike', "grey dial")])
        self.assertEqual(found, note.with_user(self.looker))
        forged = (
            self.env['ic.client.note']
            .with_user(self.seller)
            .create({'partner_id': self.client_a.id, 'body': "y", 'user_id': other.id})
        )
        self.assertEqual(forged.user_id, self.seller)

    def test_one_palette(self):
        """The colors by number are the same for the screens and for Python."""
        from odoo.tools import file_open

        with file_open('ic_inventory_luxury/static/src/scss/palette.scss') as scss:
            line = next(line for line in scss.read().splitlines() if line.startswith('$o-colors:'))
        colors = line.removeprefix('$o-colors:').rstrip(';').replace(' ', '').split(',')
        self.assertEqual(colors, [color for _name, color in PALETTE])
