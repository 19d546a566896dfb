from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from odoo.addons.ic_inventory_luxury.tests.conflict_common import ConflictCase


@tagged('post_install', '-at_install')
class TestConflictRefund(ConflictCase):
    """Money that came in through a payment provider goes back through it: by a store admin, once, and balanced."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.late.order_line.tax_ids = False
        cls.provider = cls.env.ref('payment.payment_provider_demo').copy({'state': 'test', 'name': "Test provider"})
        cls.payment = cls.env['payment.transaction'].create(
            {
                'provider_id': cls.provider.id,
                'payment_method_id': cls.env.ref('payment_demo.payment_method_demo').id,
                'amount': 14500.0,
                'currency_id': cls.late.currency_id.id,
                'partner_id': cls.late_customer.id,
                'reference': "LATE-1",
                'operation': 'online_direct',
                'state': 'done',
                'is_post_processed': True,
            }
        )
        cls.payment.sale_order_ids = cls.late
        cls.conflict = cls.open()
        cls.admin = new_test_user(
            cls.env, 'refund_admin', 'ic_inventory_luxury.group_store_admin,account.group_account_invoice'
        )

    def wizard(self, user, **values):
        return self.env['ic.conflict.refund'].with_user(user).create({'conflict_id': self.conflict.id, **values})

    def refunds(self):
        return self.env['payment.transaction'].search([('source_transaction_id', '=', self.payment.id)])

    def test_back_the_way_it_was_paid(self):
        wizard = self.wizard(self.admin)
        self.assertRecordValues(
            wizard, [{'way': 'provider', 'amount': 14500.0, 'can_provider': True, 'provider_name': "Test provider"}]
        )
        wizard.amount = 10000.0
        wizard.action_prepare()
        refund = self.refunds()
        self.assertRecordValues(refund, [{'amount': -10000.0, 'state': 'done', 'operation': 'refund'}])
        self.assertEqual(self.conflict._ic_refund_record(), refund)
        self.assertEqual(self.conflict.with_user(self.admin)._ic_likely_outcome(), 'refunded')
        with self.assertRaisesRegex(UserError, "A refund is there already"):
            self.wizard(self.admin, way='provider').action_prepare()
        self.assertEqual(len(self.refunds()), 1)

    def test_never_more_than_was_paid(self):
        for amount in (14500.01, 0.0, -1.0):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self.wizard(self.admin, way='provider', amount=amount).action_prepare()
        self.assertFalse(self.refunds())

    def test_a_seller_sends_no_money(self):
        wizard = self.wizard(self.seller)
        self.assertEqual(wizard.way, 'payment')
        wizard.way = 'provider'
        with self.assertRaises(AccessError), self.cr.savepoint():
            wizard.action_prepare()
        self.env.invalidate_all()
        self.assertFalse(self.refunds())
        self.assertFalse(self.conflict.refund_id)

    def test_the_letter_links_to_what_is_in_the_shop(self):
        twin = self.watch(ic_serial="CF-LINK", list_price=15000.0)
        twin._ic_receive()
        twin._ic_set_status('available')
        self.conflict.alternative_ids = [Command.set(twin.ids)]
        self.assertEqual([piece['url'] for piece in self.conflict._ic_letter_pieces()], [''])
        twin.image_1920 = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=='
        twin.is_published = True
        (piece,) = self.conflict._ic_letter_pieces()
        self.assertTrue(piece['url'].startswith('http') and piece['url'].endswith(twin.website_url), piece['url'])
