from odoo.tests import tagged

from odoo.addons.ic_pos.tests.live_till import LiveTillCase


@tagged('post_install', '-at_install')
class TestMarginTill(LiveTillCase):
    """What the till sells is in the dealer's report of margins, at the tick its line was priced by."""

    def test_a_till_sale_is_counted_at_the_tick_of_its_price(self):
        line = self.line(self.eagle, 2100.0)
        (answer,) = self.lock(line)
        self.tick('2500')
        self.claim_at(line)
        order = self.push(self.order_of(line))
        sale = self.env['ic.metal.sale'].search([('product_tmpl_id', '=', self.eagle.id)])
        self.assertEqual((sale.source, sale.mark, sale.quantity), ('pos', answer['mark'], 1))
        self.assertEqual((sale.document, sale.ounces), (order.pos_reference, 1))
        # one ounce at 2000 and five percent, sold when an ounce was at 2500
        self.assertEqual((sale.metal_value, sale.revenue, sale.premium), (2000, 2100, 100))
