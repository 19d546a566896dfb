from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from .common import PieceCase


@tagged('post_install', '-at_install')
class TestAccess(PieceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        module = 'ic_inventory_luxury'
        cls.employee = new_test_user(
            cls.env,
            'ic_employee',
            f'{module}.group_employee,{module}.group_manage_inventory,{module}.group_record_sales',
        )
        cls.store_admin = new_test_user(cls.env, 'ic_storeadmin', f'{module}.group_store_admin')
        cls.dealer = new_test_user(cls.env, 'ic_dealer', f'{module}.group_dealer')
        cls.outsider = new_test_user(cls.env, 'ic_outsider', 'base.group_user')
        cls.portal = new_test_user(cls.env, 'ic_portal', 'base.group_portal')

    def test_roles_imply_each_other(self):
        self.assertTrue(self.employee.has_group('stock.group_stock_user'))
        self.assertFalse(self.employee.has_group('stock.group_stock_manager'))
        self.assertTrue(self.store_admin.has_group('sales_team.group_sale_manager'))
        self.assertTrue(self.dealer.has_group('ic_inventory_luxury.group_employee'))

    def test_employee_works_from_intake_to_sale(self):
        pieces = self.Piece.with_user(self.employee)
        view = 'ic_inventory_luxury.product_piece_view_form'
        with Form(pieces.with_context(default_ic_category='watch'), view) as form:
            form.ic_brand_id = self.rolex
            form.ic_model = "Explorer"
            form.ic_serial = "E1"
            form.list_price = 9000
        piece = form.record
        piece.action_ic_receive()
        piece._ic_set_status('available')
        order = (
            self.env['sale.order']
            .with_user(self.employee)
            .create(
                {
                    'partner_id': self.customer.id,
                    'order_line': [Command.create({'product_id': piece.product_variant_id.id})],
                }
            )
        )
        order.action_confirm()
        self.assertEqual(piece.ic_status, 'sold')
        self.assertEqual(piece.ic_status_log_ids.user_id, self.employee)
        with self.assertRaises(AccessError):
            piece.unlink()

    def test_everybody_can_copy_what_he_may_make(self):
        """What a person may not see stays behind; what he may see, and gives himself, comes along."""
        piece = self.watch(ic_internal_notes="From an estate", ic_minimum_price=9000.0, ic_year=2021)
        copies = [piece.with_user(user).copy() for user in (self.employee, self.dealer)]
        self.assertEqual([copy.ic_year for copy in copies], [2021, 2021])
        self.assertEqual([copy.sudo().ic_internal_notes for copy in copies], ["From an estate"] * 2)
        self.assertEqual([copy.sudo().ic_minimum_price for copy in copies], [0.0, 9000.0])
        keeper = new_test_user(self.env, 'ic_keeper', 'base.group_user,product.group_product_manager')
        belt = self.env['product.product'].create({'name': "Belt"})
        self.assertEqual(belt.with_user(keeper).copy({'name': "Strap"}).name, "Strap")
        self.assertEqual(belt.with_user(self.dealer).copy({'ic_minimum_price': 5.0}).ic_minimum_price, 5.0)

    def test_employee_sees_no_cost(self):
        views = {}
        for user in (self.employee, self.store_admin):
            pieces = self.Piece.with_user(user)
            views[user] = [
                pieces.get_view(self.env.ref(f'ic_inventory_luxury.product_piece_view_{kind}').id, kind)['arch']
                for kind in ('form', 'list', 'search')
            ]
        for arch in views[self.employee]:
            self.assertNotIn('standard_price', arch)
            self.assertNotIn('ic_margin', arch)
        self.assertIn('standard_price', views[self.store_admin][0])
        with self.assertRaises(AccessError):
            self.watch(standard_price=10).with_user(self.employee).read(['ic_margin'])

    def test_internal_notes_stay_with_employees(self):
        piece = self.watch(ic_internal_notes="secret", ic_import_raw={'row': 1})
        self.assertEqual(piece.with_user(self.employee).ic_internal_notes, "secret")
        for user in (self.outsider, self.env.ref('base.public_user'), self.portal):
            for name in ('ic_internal_notes', 'ic_import_raw'):
                with self.assertRaises(AccessError):
                    piece.with_user(user).read([name])
            self.assertNotIn('ic_internal_notes', self.Piece.with_user(user).fields_get())

    def test_customers_see_no_trade_facts(self):
        piece = self.watch(ic_serial="ZZ981", ic_wholesale_price=10, ic_territory="EU", ic_status='available')
        names = (
            'ic_serial',
            'ic_wholesale_price',
            'ic_territory',
            'ic_import_key',
            'ic_import_hash',
            'ic_status_choice',
            'ic_in_stock_since',
            'ic_days_in_stock',
            'ic_sale_order_id',
            'ic_internal_notes',
        )
        for user in (self.portal, self.env.ref('base.public_user')):
            for model in ('product.template', 'product.product'):
                self.assertFalse(set(names) & set(self.env[model].with_user(user).fields_get()))
                self.assertEqual(self.env[model].with_user(user).sudo(False).name_search("ZZ981"), [])
        found = self.Piece.with_user(self.employee).name_search("ZZ981")
        self.assertEqual([piece_id for piece_id, _name in found], piece.ids)

    def test_history_cannot_be_forged(self):
        piece = self.watch()
        log = piece.ic_status_log_ids
        for user in (self.employee, self.dealer):
            with self.assertRaises(AccessError):
                log.with_user(user).write({'reason': "x"})
            with self.assertRaises(AccessError):
                log.with_user(user).unlink()
            with self.assertRaises(AccessError):
                log.with_user(user).create(
                    {
                        'product_tmpl_id': piece.id,
                        'company_id': piece.company_id.id,
                        'to_status': 'sold',
                        'user_id': user.id,
                    }
                )

    def test_brands(self):
        brands = self.env['ic.brand']
        own = brands.with_user(self.employee).create({'name': "Quixo"})
        self.assertEqual(own.company_id, self.env.company)
        with self.assertRaises(AccessError):
            own.unlink()
        own.with_user(self.store_admin).unlink()
        with self.assertRaises(AccessError):
            brands.with_user(self.outsider).create({'name': "Quixo"})

    def test_two_stores_apart(self):
        other = self.env['res.company'].create({'name': "Second store"})
        clerk = new_test_user(
            self.env,
            'ic_second',
            'ic_inventory_luxury.group_dealer',
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        mine = self.watch(ic_serial="X1", ic_status='available')
        own_brand = self.env['ic.brand'].create({'name': "Only here", 'company_id': self.env.company.id})
        theirs = self.watch(company_id=other.id, ic_serial="X1")
        pieces = self.Piece.with_user(clerk).with_company(other)
        self.assertEqual(pieces.search([('ic_serial', '=', "X1")]), theirs)
        with self.assertRaises(AccessError):
            mine.with_user(clerk).read(['name'])
        self.assertFalse(self.env['ic.status.log'].with_user(clerk).search([('product_tmpl_id', '=', mine.id)]))
        self.assertEqual(self.env['ic.brand'].with_user(clerk)._ic_resolve("Only here")[1], 'none')
        self.assertEqual(self.env['ic.brand'].with_user(clerk)._ic_resolve("Rolex")[1], 'exact')
        self.assertEqual(own_brand.with_user(self.employee).name, "Only here")
        theirs.with_user(clerk).with_company(other)._ic_set_status('available')
        self.assertEqual(theirs.ic_status, 'available')
