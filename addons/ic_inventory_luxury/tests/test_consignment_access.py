from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .consignment_common import MODULE, ConsignmentCase


@tagged('post_install', '-at_install')
class TestConsignmentAccess(ConsignmentCase):
    """Who sees and changes what of a consignment."""

    def test_employee_knows_only_that_it_is_consigned(self):
        """Asked as an employee, the server tells the badge and nothing else, in every way of asking."""
        piece = self.consigned()
        self.sell(piece)
        employee = self.user(
            'cons_employee',
            f'{MODULE}.group_employee',
            f'{MODULE}.group_manage_inventory',
            f'{MODULE}.group_record_sales',
            'base.group_allow_export',
        )
        pieces = self.Piece.with_user(employee)
        self.assertEqual(pieces.browse(piece.id).read(['ic_is_consigned'])[0]['ic_is_consigned'], True)
        secret = [name for name in self.Piece._fields if name.startswith(('ic_consign', 'ic_payout'))]
        self.assertEqual(len(secret), 12)
        for model in ('product.template', 'product.product'):
            records = self.env[model].with_user(employee).search([('ic_is_consigned', '=', True)])
            self.assertFalse(set(secret) & set(records.fields_get()))
            for name in secret:
                with self.assertRaises(AccessError):
                    records.read([name])
                with self.assertRaises(AccessError):
                    records.export_data([name])
                if self.Piece._fields[name].store:
                    with self.assertRaises(AccessError):
                        records.search([(name, '!=', False)])
                    with self.assertRaises(AccessError):
                        records.search([], order=name)
                    if self.Piece._fields[name].type != 'binary':
                        with self.assertRaises(AccessError):
                            records.formatted_read_group([], [name], ['__count'])
        for kind in ('form', 'list', 'search', 'kanban'):
            arch = pieces.get_view(self.env.ref(f'{MODULE}.product_piece_view_{kind}').id, kind)['arch']
            for name in secret:
                self.assertNotIn(f'name="{name}"', arch)

    def test_employee_sees_no_payout(self):
        """Rows, buttons, settings, menu, chatter and history say nothing of consignor and amount."""
        piece = self.consigned()
        self.sell(piece)
        employee = self.user('cons_looker', f'{MODULE}.group_employee', 'base.group_allow_export')
        payouts = self.Payout.with_user(employee)
        for call in (
            lambda: payouts.search([]),
            lambda: payouts.search_count([]),
            lambda: payouts.formatted_read_group([], ['consignor_id'], ['amount:sum']),
            lambda: payouts.browse(self.payouts_of(piece).ids).read(['amount']),
            lambda: payouts.browse(self.payouts_of(piece).ids).export_data(['amount']),
            lambda: self.ada.with_user(employee).read(['ic_payout_count']),
            lambda: self.company.with_user(employee).read(['ic_consignment_percent']),
        ):
            with self.assertRaises(AccessError):
                call()
        self.assertNotIn(
            self.env.ref(f'{MODULE}.menu_payouts').id, self.env['ir.ui.menu'].with_user(employee)._visible_menu_ids()
        )
        words = ' '.join(filter(None, [*piece.message_ids.mapped('body'), *piece.ic_status_log_ids.mapped('reason')]))
        self.assertNotIn("Ada", words)
        self.assertNotIn("7,200", words)

    def test_employee_cannot_change_it(self):
        employee = self.user('cons_clerk', f'{MODULE}.group_employee', f'{MODULE}.group_manage_inventory')
        piece, own = self.consigned(), self.watch(ic_serial="OWN")
        for record, values in ((piece, {'ic_is_consigned': False}), (own, {'ic_is_consigned': True})):
            with self.assertRaises(AccessError):
                record.with_user(employee).write(values)
        self.assertEqual((piece.ic_is_consigned, own.ic_is_consigned), (True, False))
        with self.assertRaises(AccessError):
            self.Piece.with_user(employee).create({'ic_category': 'watch', 'name': "X", 'ic_is_consigned': True})
        piece.with_user(employee).ic_territory = "EU"
        self.assertEqual(self.owner_in_stock(piece), [(self.ada, 1.0)])

    def test_payouts_are_written_by_the_system_only(self):
        """Who sees payouts cannot forge them."""
        dealer = self.user('cons_dealer', f'{MODULE}.group_dealer')
        piece = self.consigned()
        self.sell(piece)
        payout = self.payouts_of(piece).with_user(dealer)
        self.assertEqual((payout.amount, payout.consignor_id.name), (7200.0, "Ada Lindqvist"))
        with self.assertRaises(AccessError):
            payout.write({'amount': 1.0})
        with self.assertRaises(AccessError):
            payout.unlink()
        with self.assertRaises(AccessError):
            payout.copy()

    def test_two_stores_apart(self):
        """The dealer of another store finds nothing of ours, in no way of asking."""
        other = self.env['res.company'].create({'name': "Other house"})
        stranger = self.user('cons_stranger', f'{MODULE}.group_dealer')
        stranger.write({'company_ids': [Command.set(other.ids)], 'company_id': other.id})
        piece = self.consigned()
        self.sell(piece)
        payouts = self.Payout.with_user(stranger).with_context(allowed_company_ids=other.ids)
        self.assertFalse(payouts.search([]))
        self.assertEqual(payouts.formatted_read_group([], ['consignor_id'], ['amount:sum']), [])
        with self.assertRaises(AccessError):
            payouts.browse(self.payouts_of(piece).ids).read(['amount'])
        shared = self.ada.with_user(stranger).with_context(allowed_company_ids=other.ids)
        self.assertEqual((shared.ic_payout_count, shared.ic_consigned_count), (0, 0))
