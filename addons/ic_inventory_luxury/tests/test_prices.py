from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from ..models.pricing.ic_price_change import round_price
from .common import PieceCase

MODULE = 'ic_inventory_luxury'


class PriceCase(PieceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        toggles = f'{MODULE}.group_employee,{MODULE}.group_manage_inventory,{MODULE}.group_record_sales'
        cls.employee = new_test_user(cls.env, 'price_employee', toggles)
        cls.admin = new_test_user(cls.env, 'price_admin', f'{MODULE}.group_store_admin')

    def history(self, piece, kind=None, user=None):
        rows = (
            self.env['ic.price.history'].with_user(user or self.env.user).search([('product_tmpl_id', '=', piece.id)])
        )
        return [
            (row.kind, row.old_price, row.new_price) for row in rows.sorted('id') if kind is None or row.kind == kind
        ]


@tagged('post_install', '-at_install')
class TestPriceHistory(PriceCase):
    def test_every_price_of_a_new_piece(self):
        piece = self.watch(
            list_price=14500, ic_wholesale_price=12000, ic_minimum_price=11000, ic_msrp=10250, standard_price=9000
        )
        self.assertEqual(
            sorted(self.history(piece)),
            [
                ('cost', 0.0, 9000.0),
                ('minimum', 0.0, 11000.0),
                ('msrp', 0.0, 10250.0),
                ('retail', 0.0, 14500.0),
                ('wholesale', 0.0, 12000.0),
            ],
        )

    def test_every_way_of_changing(self):
        piece = self.watch(list_price=1000, standard_price=500)
        with Form(piece, f'{MODULE}.product_piece_view_form') as form:
            form.list_price = 1100
        piece.with_user(self.employee).write({'list_price': 1200})
        piece.product_variant_id.with_user(self.employee).lst_price = 1300
        self.Piece.load(['.id', 'list_price', 'standard_price'], [[str(piece.id), '1400', '600']])
        (piece | self.watch(ic_serial="B2")).with_user(self.employee).write({'list_price': 1500})
        piece.product_variant_id.standard_price = 700
        self.assertEqual(
            self.history(piece, 'retail'),
            [
                ('retail', 0.0, 1000.0),
                ('retail', 1000.0, 1100.0),
                ('retail', 1100.0, 1200.0),
                ('retail', 1200.0, 1300.0),
                ('retail', 1300.0, 1400.0),
                ('retail', 1400.0, 1500.0),
            ],
        )
        self.assertEqual(
            self.history(piece, 'cost'), [('cost', 0.0, 500.0), ('cost', 500.0, 600.0), ('cost', 600.0, 700.0)]
        )
        row = self.env['ic.price.history'].search(
            [('product_tmpl_id', '=', piece.id), ('new_price', '=', 1200), ('kind', '=', 'retail')]
        )
        self.assertEqual((row.user_id, row.company_id), (self.employee, piece.company_id))
        self.assertEqual((row.change, round(row.change_percent, 4)), (100.0, 0.0909))

    def test_a_price_that_stays_leaves_no_row(self):
        piece = self.watch(list_price=1000)
        piece.write({'list_price': 1000.0, 'ic_wholesale_price': 0})
        piece.list_price = 1000.001
        self.assertEqual(self.history(piece), [('retail', 0.0, 1000.0)])

    def test_ordinary_products_have_none(self):
        product = self.Piece.create({'name': "Polishing cloth", 'list_price': 5})
        product.list_price = 6
        self.assertFalse(self.history(product))

    def test_refused_change_leaves_nothing(self):
        piece = self.watch(list_price=1000)
        with mute_logger('odoo.sql_db'), self.assertRaises(IntegrityError), self.cr.savepoint():
            piece.write({'ic_minimum_price': -1})
            piece.flush_recordset()
        self.env.invalidate_all()
        self.assertEqual(self.history(piece), [('retail', 0.0, 1000.0)])

    def test_secret_rows_are_hidden_and_nobody_writes(self):
        piece = self.watch(list_price=1000, standard_price=500, ic_minimum_price=800)
        self.assertEqual(self.history(piece, user=self.employee), [('retail', 0.0, 1000.0)])
        self.assertEqual(len(self.history(piece, user=self.admin)), 3)
        self.assertEqual(piece.with_user(self.employee).ic_price_history_count, 1)
        rows = self.env['ic.price.history']
        groups = rows.with_user(self.employee)._read_group(
            [('product_tmpl_id', '=', piece.id)], ['kind'], ['new_price:avg', '__count']
        )
        self.assertEqual(groups, [('retail', 1000.0, 1)])
        secret = rows.search([('product_tmpl_id', '=', piece.id), ('kind', '=', 'cost')])
        with self.assertRaises(AccessError):
            secret.with_user(self.employee).read(['new_price'])
        for user in (self.employee, self.admin):
            with self.assertRaises(AccessError):
                secret.with_user(user).write({'reason': "x"})
            with self.assertRaises(AccessError):
                secret.with_user(user).unlink()


@tagged('post_install', '-at_install')
class TestPriceWarnings(PriceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.piece = cls.watch(
            list_price=1000, standard_price=500, ic_minimum_price=800, ic_serial="PW1", ic_status='available'
        )

    def quotation(self, price, **line):
        return (
            self.env['sale.order']
            .with_user(self.employee)
            .create(
                {
                    'partner_id': self.customer.id,
                    'order_line': [
                        Command.create({'product_id': self.piece.product_variant_id.id, 'price_unit': price, **line})
                    ],
                }
            )
        )

    def test_margin_and_warning_of_the_piece(self):
        self.assertEqual((self.piece.ic_margin, self.piece.ic_margin_percent), (500.0, 0.5))
        self.assertFalse(self.piece.ic_price_warning)
        self.piece.write({'list_price': 450})
        self.assertIn("500.00", self.piece.ic_price_warning)
        self.assertIn("800.00", self.piece.ic_price_warning)
        with self.assertRaises(AccessError):
            self.piece.with_user(self.employee).read(['ic_price_warning'])

    def test_below_the_minimum_needs_a_store_admin(self):
        order = self.quotation(799)
        warning = order.ic_price_warning
        self.assertIn("lowest price this house accepts", warning)
        self.assertNotRegex(warning, r'\b800\b')
        with self.assertRaisesRegex(UserError, "lowest price this house accepts") as refused:
            order.action_confirm()
        self.assertNotRegex(str(refused.exception), r'\b800\b')
        self.assertEqual((order.state, self.piece.ic_status), ('draft', 'available'))
        with self.assertRaises(UserError):
            order.write({'state': 'sale'})
        self.assertIn("800.00", order.with_user(self.admin).ic_price_warning)
        order.with_user(self.admin).action_confirm()
        self.assertEqual((order.state, self.piece.ic_status), ('sale', 'sold'))

    def test_discount_and_later_changes_count(self):
        with self.assertRaises(UserError):
            self.quotation(1000, discount=21).action_confirm()
        order = self.quotation(800)
        order.action_confirm()
        self.assertEqual(order.state, 'sale')
        with self.assertRaises(UserError):
            order.order_line.write({'discount': 5})
        other = self.watch(ic_serial="PW2", ic_minimum_price=900, ic_status='available')
        with self.assertRaises(UserError):
            order.write(
                {'order_line': [Command.create({'product_id': other.product_variant_id.id, 'price_unit': 899})]}
            )

    def test_a_house_may_only_warn(self):
        self.piece.company_id.ic_below_minimum = 'warn'
        order = self.quotation(799)
        self.assertIn("lowest price", order.ic_price_warning)
        order.action_confirm()
        self.assertEqual(order.state, 'sale')

    def test_below_cost_is_no_word_to_an_employee(self):
        self.piece.ic_minimum_price = 0
        order = self.quotation(499)
        self.assertFalse(order.ic_price_warning)
        self.assertIn("500.00", order.with_user(self.admin).ic_price_warning)
        order.action_confirm()
        self.assertEqual(order.state, 'sale')


@tagged('post_install', '-at_install')
class TestPriceChange(PriceCase):
    def change(self, pieces, user=None, **values):
        wizard = self.env['ic.price.change'].with_user(user or self.employee)
        wizard = wizard.with_context(active_model='product.template', active_ids=pieces.ids)
        return wizard.create({**wizard.default_get(['piece_ids', 'company_id', 'kind']), **values})

    def test_rounding(self):
        self.assertEqual(round_price(13123.4, '50'), 13100.0)
        self.assertEqual(round_price(13125.0, '50'), 13150.0)
        self.assertEqual(round_price(13123.4, '1'), 13123.0)
        self.assertEqual(round_price(13123.4, '100'), 13100.0)
        self.assertEqual(round_price(13123.4, 'x95'), 13095.0)
        self.assertEqual(round_price(13190.0, 'x95'), 13195.0)
        self.assertEqual(round_price(20.0, 'x95'), 95.0)
        self.assertEqual(round_price(13123.4, False), 13123.4)
        self.assertEqual(round_price(-5, '50'), 0.0)

    def test_preview_then_change(self):
        first = self.watch(list_price=1000, ic_serial="C1")
        second = self.watch(list_price=2020, ic_serial="C2")
        unpriced = self.watch(list_price=0, ic_serial="C3")
        wizard = self.change(first | second | unpriced, percent=-10, rounding='50', reason="Autumn review")
        self.assertEqual(
            [(line.piece_id, line.old_price, line.new_price) for line in wizard.line_ids],
            [(first, 1000.0, 900.0), (second, 2020.0, 1800.0)],
        )
        self.assertEqual(wizard.skipped_count, 1)
        self.assertEqual((first.list_price, second.list_price), (1000.0, 2020.0))
        wizard.line_ids[1].new_price = 1875
        wizard.action_apply()
        self.assertEqual((first.list_price, second.list_price, unpriced.list_price), (900.0, 1875.0, 0.0))
        rows = self.env['ic.price.history'].search([('reason', '=', "Autumn review")])
        self.assertEqual(
            sorted((row.old_price, row.new_price, row.user_id.login) for row in rows),
            [(1000.0, 900.0, 'price_employee'), (2020.0, 1875.0, 'price_employee')],
        )

    def test_all_or_none(self):
        piece = self.watch(list_price=1000, ic_serial="C4")
        wizard = self.change(piece, percent=10, reason="Up")
        self.assertEqual(wizard.line_ids.new_price, 1100.0)
        piece.list_price = 1010
        with self.assertRaisesRegex(UserError, "was changed since"):
            wizard.action_apply()
        with self.assertRaisesRegex(UserError, "Say why"):
            self.change(piece, percent=10).action_apply()
        with self.assertRaisesRegex(UserError, "No price would change"):
            self.change(piece, percent=0, rounding='10', reason="None").action_apply()
        self.assertEqual(piece.list_price, 1010.0)

    def test_secret_prices_stay_with_those_who_see_them(self):
        piece = self.watch(list_price=1000, ic_minimum_price=800, ic_serial="C5")
        with self.assertRaises(ValidationError):
            self.change(piece, kind='minimum', percent=10, reason="Up")
        self.assertEqual(piece.ic_minimum_price, 800.0)
        self.change(piece, self.admin, kind='minimum', percent=10, rounding='10', reason="Up").action_apply()
        self.assertEqual(piece.ic_minimum_price, 880.0)
        looker = new_test_user(self.env, 'price_looker', f'{MODULE}.group_employee')
        with self.assertRaises(AccessError):
            self.change(piece, looker, percent=10, reason="Up")
