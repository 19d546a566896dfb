from datetime import timedelta

from odoo import Command, fields
from odoo.tests import HttpCase, tagged

from .pos_common import TillCase


@tagged('post_install', '-at_install')
class TestPosTours(TillCase, HttpCase):
    """A real Chromium at a real terminal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cashier.password = 'till_host'
        # Only this piece on the shelf: the database may hold a whole store.
        others = cls.env['product.template'].search([('available_in_pos', '=', True), ('id', '!=', cls.piece.id)])
        others.available_in_pos = False

    def tour(self, name):
        self.start_tour(f'/pos/ui/{self.till.id}', name, login='till_host', timeout=120)

    def sale_elsewhere(self):
        sale = self.order(self.piece)
        sale.client_order_ref = "TOUR"
        return sale

    def sold_here(self):
        order = self.env['pos.order'].search([('config_id', '=', self.till.id)])
        self.assertEqual((len(order), order.state, order.amount_paid), (1, 'paid', 14500.0))
        return order

    def test_sold_elsewhere(self):
        """Terminal open, piece sold elsewhere: refused before any payment, shown as gone."""
        sale = self.sale_elsewhere()
        self.tour('ic_pos_sold_elsewhere')
        self.assertFalse(self.env['pos.order'].search([('config_id', '=', self.till.id), ('state', '!=', 'draft')]))
        self.assertEqual(self.active(self.piece), [('order', 'committed', sale.name)])

    def test_pushed(self):
        self.tour('ic_pos_pushed')

    def test_paid(self):
        """The whole way of a sale: claimed, given back, claimed again, paid, handed over."""
        self.tour('ic_pos_pay')
        order = self.sold_here()
        self.assertFalse(order.ic_sold_offline)
        self.assertEqual((self.on_hand(self.piece), self.piece.ic_status), (0, 'sold'))

    def test_offline_refused(self):
        self.tour('ic_pos_offline_refused')
        self.assertEqual((self.on_hand(self.piece), self.active(self.piece)), (1, []))

    def test_leased_piece_sold_offline(self):
        lease = self.env['ic.pos.lease'].create(
            {
                'name': "Fair under test",
                'config_id': self.till.id,
                'until': fields.Datetime.now() + timedelta(days=2),
                'line_ids': [Command.create({'product_id': self.piece.product_variant_id.id})],
            }
        )
        lease.action_ic_start()
        self.tour('ic_pos_leased_offline')
        order = self.sold_here()
        self.assertTrue(order.ic_sold_offline)
        self.assertFalse(order.lines.ic_unfilled)
        self.assertEqual((self.on_hand(self.piece), lease.line_ids.left), (0, 0.0))
        self.assertFalse(self.env['ic.conflict'].search([('product_tmpl_id', '=', self.piece.id)]))

    def test_offline_sale_reconciled(self):
        """Store rule "sell": sold offline, sold elsewhere meanwhile, sent again: one order, one conflict."""
        self.till.ic_offline_rule = 'sell'
        sale = self.sale_elsewhere()
        self.tour('ic_pos_offline_reconciled')
        order = self.sold_here()
        self.assertTrue(order.lines.ic_unfilled)
        self.assertEqual((self.on_hand(self.piece), self.active(self.piece)), (1, [('order', 'committed', sale.name)]))
        conflict = self.env['ic.conflict'].search([('product_tmpl_id', '=', self.piece.id)])
        self.assertEqual((conflict.kind, conflict.paid), ('offline_sale', 14500.0))
