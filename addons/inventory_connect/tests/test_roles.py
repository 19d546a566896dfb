from contextlib import suppress
from pathlib import Path

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.ic_inventory_luxury.tests.common import PieceCase

from .. import role_matrix

MODULE = 'ic_inventory_luxury'
PAGE = Path(__file__).parents[3] / 'docs' / 'roles.md'
LOGGERS = ('odoo.models', 'odoo.orm.models', 'odoo.addons.base.models.ir_model', 'odoo.addons.base.models.ir_rule')


@tagged('post_install', '-at_install')
class TestRoles(PieceCase):
    """Each right comes with its role or its toggle and with nothing else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.looker = new_test_user(cls.env, 'role_looker', f'{MODULE}.group_employee')
        cls.keeper = new_test_user(cls.env, 'role_keeper', f'{MODULE}.group_employee,{MODULE}.group_manage_inventory')
        cls.seller = new_test_user(cls.env, 'role_seller', f'{MODULE}.group_employee,{MODULE}.group_record_sales')
        cls.support = new_test_user(cls.env, 'role_support', f'{MODULE}.group_support')
        cls.developer = new_test_user(cls.env, 'role_developer', f'{MODULE}.group_developer')
        cls.piece = cls.watch(ic_serial="ROLE1", ic_status='available')
        cls.incoming = cls.watch(ic_serial="ROLE2")

    def order_of(self, user, piece=None):
        piece = piece or self.piece
        return (
            self.env['sale.order']
            .with_user(user)
            .create(
                {
                    'partner_id': self.customer.id,
                    'order_line': [Command.create({'product_id': piece.product_variant_id.id})],
                }
            )
        )

    def test_the_page_tells_the_truth(self):
        """docs/roles.md is what the database says; `make roles` writes it anew."""
        self.maxDiff = None
        self.assertEqual(PAGE.read_text(), role_matrix.page(self.env), "Write docs/roles.md anew: make roles")

    @mute_logger(*LOGGERS)
    def test_an_employee_looks(self):
        """Without a toggle he sees pieces, stock and orders and changes nothing, whatever he sends."""
        order = self.order(self.piece)
        for user in (self.looker, self.support):
            piece = self.piece.with_user(user)
            self.assertEqual(piece.read(['ic_serial', 'list_price'])[0]['ic_serial'], "ROLE1")
            self.assertEqual(piece.qty_available, 1.0)
            self.assertEqual(order.with_user(user).read(['state'])[0]['state'], 'draft')
            view = self.env.ref(f'{MODULE}.product_piece_view_form')
            self.assertIn('ic_serial', piece.get_view(view.id, 'form')['arch'])
            deeds = {
                'write': lambda piece=piece: piece.write({'list_price': 1}),
                'create': lambda piece=piece: piece.create({'name': "x", 'ic_category': 'watch'}),
                'delete': lambda piece=piece: piece.unlink(),
                'receive': lambda user=user: self.incoming.with_user(user).action_ic_receive(),
                'status': lambda piece=piece: piece._ic_set_status('hold'),
                'brand': lambda user=user: self.env['ic.brand'].with_user(user).create({'name': "x"}),
                'confirm': lambda user=user: order.with_user(user).action_confirm(),
                'sell': lambda user=user: self.order_of(user),
                'count': lambda user=user: (
                    self.env['stock.quant']
                    .with_user(user)
                    .with_context(inventory_mode=True)
                    .create(
                        {
                            'product_id': self.piece.product_variant_id.id,
                            'location_id': self.env.ref('stock.stock_location_stock').id,
                            'inventory_quantity': 3,
                        }
                    )
                ),
            }
            for what, deed in deeds.items():
                with self.subTest(f'{user.login} {what}'), self.assertRaises(AccessError):
                    deed()
        self.assertEqual((self.piece.ic_status, self.incoming.ic_status), ('available', 'incoming'))
        self.assertEqual((self.piece.list_price, order.state), (14500.0, 'draft'))

    @mute_logger(*LOGGERS)
    def test_no_button_of_a_piece_changes_anything_for_who_looks(self):
        """Every public action of a piece, asked for by RPC: some work as superuser inside and must ask first."""
        self.env.flush_all()
        called = 0
        for piece in (self.piece, self.incoming):
            facts = self._facts(piece)
            theirs = piece.with_user(self.looker)
            for name in sorted(dir(type(piece))):
                if not name.startswith('action_ic'):
                    continue
                called += 1
                with suppress(Exception), self.cr.savepoint():
                    getattr(theirs, name)()
                self.env.invalidate_all()
                self.assertEqual(self._facts(piece), facts, name)
        self.assertGreater(called, 10)

    def _facts(self, piece):
        moves = self.env['stock.move'].search_count([('product_id', '=', piece.product_variant_id.id)])
        orders = self.env['sale.order.line'].search_count([('product_id', '=', piece.product_variant_id.id)])
        return piece.ic_status, piece.qty_available, piece.list_price, piece.active, moves, orders

    @mute_logger(*LOGGERS)
    def test_manage_inventory(self):
        """He takes in, changes and receives; he does not sell."""
        piece = self.Piece.with_user(self.keeper).create(
            {'ic_category': 'watch', 'ic_brand_id': self.rolex.id, 'ic_model': "Explorer", 'list_price': 100}
        )
        piece.action_ic_receive()
        self.assertEqual(piece.qty_available, 1.0)
        with self.assertRaises(AccessError):
            self.order_of(self.keeper)

    @mute_logger(*LOGGERS)
    def test_record_sales(self):
        """He sells; he does not change pieces."""
        order = self.order_of(self.seller)
        order.action_confirm()
        self.assertEqual((order.state, self.piece.ic_status), ('sale', 'sold'))
        with self.assertRaises(AccessError):
            self.incoming.with_user(self.seller).write({'list_price': 1})
        with self.assertRaises(AccessError):
            self.incoming.with_user(self.seller).action_ic_receive()

    def test_support_and_employee_change_nothing_of_ours(self):
        """No model of ours may be changed by who only looks: a new model's rights are held by this."""
        allowed = {'ic.snapshot.compare', 'ic.snapshot.compare.line', 'ic.label.print'}  # windows that only show
        for user in (self.looker, self.support):
            found = [
                f'{name}: {operation}'
                for name in sorted(self.env.registry)
                if name.startswith('ic.') and not self.env[name]._abstract and name not in allowed
                for operation in ('create', 'write', 'unlink')
                if self.env[name].with_user(user).has_access(operation)
            ]
            self.assertEqual(found, [], user.login)

    @mute_logger(*LOGGERS)
    def test_nobody_gives_what_he_does_not_have(self):
        """A developer manages users; the rights over pieces are not his to give, least of all to himself."""
        costs = self.env.ref(f'{MODULE}.group_view_cost')
        for user in (self.developer, self.looker):
            with self.assertRaises(AccessError):
                user.with_user(self.developer).write({'group_ids': [Command.link(costs.id)]})
        with self.assertRaises(AccessError):
            costs.with_user(self.developer).write({'user_ids': [Command.link(self.developer.id)]})
        for group in ('account.group_account_invoice', f'{MODULE}.group_super_admin'):
            with self.assertRaises(AccessError):
                self.developer.with_user(self.developer).write({'group_ids': [Command.link(self.env.ref(group).id)]})
        self.env.invalidate_all()
        self.env.registry.clear_cache('groups')
        self.env.registry.clear_cache()
        self.assertFalse(self.developer.has_group(f'{MODULE}.group_view_cost'))
        boss = new_test_user(self.env, 'role_boss', f'{MODULE}.group_super_admin')
        self.looker.with_user(boss).write({'group_ids': [Command.link(costs.id)]})
        self.assertTrue(self.looker.has_group(f'{MODULE}.group_view_cost'))

    def test_roles_bring_what_they_say(self):
        admin = new_test_user(self.env, 'role_admin', f'{MODULE}.group_store_admin')
        for toggle in ('manage_inventory', 'record_sales', 'view_cost', 'view_payouts'):
            self.assertTrue(admin.has_group(f'{MODULE}.group_{toggle}'))
            self.assertFalse(self.looker.has_group(f'{MODULE}.group_{toggle}'))
            self.assertFalse(self.support.has_group(f'{MODULE}.group_{toggle}'))
            self.assertFalse(self.developer.has_group(f'{MODULE}.group_{toggle}'))
        self.assertTrue(self.developer.has_group('base.group_system'))
        self.assertFalse(admin.has_group('base.group_system'))
        portal = new_test_user(self.env, 'role_customer', 'base.group_portal')
        self.assertTrue(portal.has_group(f'{MODULE}.group_customer'))

    def test_the_user_form_shows_role_and_toggles(self):
        """One line for the role, one for each toggle, under one heading, each with a word of explanation."""
        hierarchy = self.env['res.groups']._get_view_group_hierarchy()
        heading = next(part for part in hierarchy['categories'] if part['name'] == "Inventory Connect")
        lines = [hierarchy['privileges'][privilege] for privilege in heading['privilege_ids']]
        self.assertEqual(
            [[hierarchy['groups'][group]['name'] for group in line['group_ids']] for line in lines],
            [
                ["Employee", "Support", "Developer", "Store Admin", "Dealer", "Super Admin"],
                ["Manage Inventory"],
                ["Record Sales"],
                ["View Costs"],
                ["View Payouts"],
                ["Buy Bullion"],
                ["See Sellers' Identities"],
            ],
        )
        for line in lines:
            for group in line['group_ids']:
                self.assertTrue(hierarchy['groups'][group]['comment'])
