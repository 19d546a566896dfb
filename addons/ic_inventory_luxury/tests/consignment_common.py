from odoo import Command, fields
from odoo.tests import new_test_user

from .common import PieceCase

MODULE = 'ic_inventory_luxury'


class ConsignmentCase(PieceCase):
    """A store with books of its own, two consignors and helpers to consign, sell and pay."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env['res.company'].create(
            {
                'name': "Consignment House",
                'currency_id': cls.env.ref('base.USD').id,
                'country_id': cls.env.ref('base.us').id,
            }
        )
        cls.env.user.company_ids += cls.company
        cls.env = cls.env(context={**cls.env.context, 'allowed_company_ids': cls.company.ids, 'tracking_disable': True})
        cls.env['account.chart.template'].try_loading('generic_coa', cls.company, install_demo=False)
        cls.company = cls.company.with_env(cls.env)
        cls.Piece = cls.env['product.template']
        cls.Payout = cls.env['ic.consignment.payout']
        cls.rolex, cls.hermes = cls.rolex.with_env(cls.env), cls.hermes.with_env(cls.env)
        cls.customer = cls.customer.with_env(cls.env)
        cls.ada = cls.env['res.partner'].create({'name': "Ada Lindqvist"})
        cls.ben = cls.env['res.partner'].create({'name': "Ben Okafor"})
        cls.account = cls.env['account.account'].search(
            [('company_ids', 'in', cls.company.ids), ('account_type', '=', 'expense_direct_cost')], limit=1
        )
        cls.company.ic_consignment_account_id = cls.account
        cls.today = fields.Date.context_today(cls.ada)

    @classmethod
    def consigned(cls, percent=60.0, consignor=None, **values):
        """Take in a consigned watch of 12,000 without tax; it is available."""
        serial = values.pop('ic_serial', f"C{cls.Piece.search_count([])}")
        return cls.watch(
            **{
                'list_price': 12000.0,
                'taxes_id': [Command.clear()],
                'ic_serial': serial,
                'ic_status': 'available',
                'ic_is_consigned': True,
                'ic_consignor_id': (consignor or cls.ada).id,
                'ic_consignment_type': 'percent',
                'ic_consignment_percent': percent,
                **values,
            }
        )

    @classmethod
    def sell(cls, *pieces, discount=0.0, **line_values):
        """Confirm and deliver an order for `pieces`; gives the order."""
        order = cls.order(*pieces, quantity=line_values.pop('quantity', 1))
        order.order_line.write({'discount': discount, **line_values})
        order.action_confirm()
        cls.deliver(order)
        return order

    @classmethod
    def payouts_of(cls, piece):
        return cls.Payout.search([('product_tmpl_id', '=', piece.id)], order='id')

    @classmethod
    def pay(cls, payouts):
        """Pay the payouts through the button and Odoo's own window; gives the payments."""
        action = payouts.action_register_payment()
        wizard = cls.env['account.payment.register'].with_context(**action['context']).create({})
        return wizard._create_payments()

    @classmethod
    def owner_in_stock(cls, piece, usage='internal'):
        """Return (owner, quantity) of each quant of the piece in places of `usage`, the empty ones left out."""
        quants = cls.env['stock.quant'].search(
            [('product_id', 'in', piece.product_variant_ids.ids), ('location_id.usage', '=', usage)]
        )
        return [(quant.owner_id, quant.quantity) for quant in quants if quant.quantity]

    @classmethod
    def user(cls, login, *groups):
        return new_test_user(
            cls.env, login, ','.join(groups), company_id=cls.company.id, company_ids=[Command.set(cls.company.ids)]
        )

    def assert_booked(self, payout, amount):
        """Check that the bill (or refund) of `payout` is posted, balanced and says `amount` on both sides."""
        bill = payout.move_id
        self.assertEqual(bill.state, 'posted')
        self.assertEqual(bill.partner_id, payout.consignor_id)
        self.assertEqual(bill.company_id, self.company)
        self.assertEqual(bill.currency_id, self.company.currency_id)
        self.assertAlmostEqual(sum(bill.line_ids.mapped('balance')), 0.0)
        sign = 1 if payout.kind == 'sale' else -1
        self.assertEqual(bill.move_type, 'in_invoice' if payout.kind == 'sale' else 'in_refund')
        self.assertEqual(
            {line.account_id.account_type: line.balance for line in bill.line_ids},
            {'expense_direct_cost': amount * sign, 'liability_payable': -amount * sign},
        )
        self.assertEqual(bill.invoice_line_ids.account_id, self.account)
