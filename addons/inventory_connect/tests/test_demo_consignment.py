from odoo.tests import tagged

from .common import DemoCase


@tagged('post_install', '-at_install')
class TestDemoConsignment(DemoCase):
    """What the demo store holds for its two consignors."""

    def payout(self, code):
        return self.env['ic.consignment.payout'].search([('product_tmpl_id', '=', self.demo(code).id)])

    def test_three_consigned_pieces(self):
        """One waits in the vault as the consignor's, one is sold and due, one is paid out."""
        vance, halden = self.demo('consignor_vance'), self.demo('consignor_halden')
        waiting = self.demo('piece_h01')
        self.assertEqual((waiting.ic_consignor_id, waiting.ic_status), (vance, 'available'))
        quant = self.env['stock.quant'].search(
            [('product_id', '=', waiting.product_variant_id.id), ('quantity', '>', 0)]
        )
        self.assertEqual((quant.owner_id, quant.quantity, quant.location_id.usage), (vance, 1.0, 'internal'))
        due, paid = self.payout('piece_h05'), self.payout('piece_w20')
        self.assertEqual(
            (due.consignor_id, due.net_price, due.amount, due.amount_due, due.state),
            (vance, 15300.0, 10710.0, 10710.0, 'due'),
        )
        self.assertEqual(
            (paid.consignor_id, paid.net_price, paid.amount, paid.amount_due), (halden, 4500.0, 3400.0, 0.0)
        )
        self.assertIn(paid.state, ('in_payment', 'paid'))
        for bill in (due | paid).move_id:
            self.assertEqual(bill.state, 'posted')
            self.assertAlmostEqual(sum(bill.line_ids.mapped('balance')), 0.0)
        self.assertFalse(self.payout('piece_h01'))
