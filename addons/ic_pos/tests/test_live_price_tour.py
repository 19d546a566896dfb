from odoo.tests import HttpCase, tagged

from .live_till import LiveTillCase


@tagged('post_install', '-at_install')
class TestLivePriceTour(LiveTillCase, HttpCase):
    """A real Chromium at a real terminal while the metal moves."""

    def test_the_price_moves_and_the_line_keeps_its_own(self):
        self.cashier.password = 'till_host'
        self.cashier.group_ids |= self.env.ref('ic_inventory_luxury.group_store_admin')
        others = self.env['product.template'].search([('available_in_pos', '=', True), ('id', '!=', self.eagle.id)])
        others.available_in_pos = False
        self.start_tour(f'/pos/ui/{self.till.id}', 'ic_pos_live_price', login='till_host', timeout=120)
        order = self.env['pos.order'].search([('config_id', '=', self.till.id)])
        self.assertEqual((order.state, order.amount_paid, self.on_hand(self.eagle)), ('paid', 2625.0, 0))
        tick = self.env['ic.metal.price'].search([('metal', '=', 'gold')], limit=1)
        self.assertEqual((order.lines.ic_price_mark, order.lines.ic_price_doubt), (f'tick {tick.id}', False))
