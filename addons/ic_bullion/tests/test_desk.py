from datetime import timedelta

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .buyback_common import BuybackCase


@tagged('post_install', '-at_install')
class TestDesk(BuybackCase):
    """What lies in the house, what moves with the market, what a sale brought over spot."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.empty_house()
        cls.company.ic_buyback_needs_identity = False
        cls.bars = cls.bought(cls.line(quantity=3)).line_ids.piece_id.with_env(cls.env)  # 3 x 3.215075 oz at 12603.09
        cls.coins = cls.bought(
            cls.line(metal='silver', fineness_id=cls.silver.id, form='coin', weight=1, unit='ozt', quantity=20)
        ).line_ids.piece_id.with_env(cls.env)  # 20 oz at 46.50
        cls.vault = cls.env['stock.location'].create({'name': "Vault", 'usage': 'internal'})

    def stand(self, metal):
        self.env.invalidate_all()
        return self.env['ic.metal.stand'].search([('metal', '=', metal), ('company_id', '=', self.company.id)])

    def hedge(self, **values):
        values = {'name': "GC", 'metal': 'gold', 'ounces': 5, 'price': 4050} | values
        return self.env['ic.metal.hedge'].create(values)

    # === POSITION === #

    def test_ounces_worth_and_cost_by_metal_and_place(self):
        self.env['stock.quant']._update_available_quantity(
            self.bars.product_variant_id,
            self.bars.env['ic.buyback'].search([], limit=1, order='id desc').location_id,
            -1,
        )
        self.env['stock.quant']._update_available_quantity(self.bars.product_variant_id, self.vault, 1)
        groups = self.env['ic.metal.position']._read_group(
            [('product_tmpl_id', 'in', (self.bars | self.coins).ids)],
            ['metal', 'location_id'],
            ['ounces:sum', 'worth:sum', 'cost:sum', 'gain:sum'],
        )
        found = {(metal, place == self.vault): tuple(round(one, 6) for one in rest) for metal, place, *rest in groups}
        self.assertEqual(found[('gold', True)], (3.215075, 12860.30, 12603.09, 257.21))
        self.assertEqual(found[('gold', False)], (6.43015, 25720.60, 25206.18, 514.42))
        self.assertEqual(found[('silver', False)], (20, 1000, 930, 70))

    def test_a_price_that_is_old_is_marked_and_a_metal_without_one_is_worth_nothing_known(self):
        with freeze_time(self.now + timedelta(days=5)):
            stand = self.stand('gold')
            self.assertEqual((stand.state, round(stand.worth, 2)), ('stale', 38580.90))
            self.assertEqual((self.stand('palladium').state, self.stand('palladium').worth), ('none', 0))

    def test_what_is_consigned_is_not_the_houses(self):
        quants = self.bars.product_variant_id.stock_quant_ids.filtered(
            lambda quant: quant.location_id.usage == 'internal'
        )
        quants.owner_id = self.seller
        row = self.env['ic.metal.position'].search([('product_tmpl_id', '=', self.bars.id)])
        self.assertEqual((row.whose, row.cost, round(row.worth, 2), row.gain), ('client', 0, 38580.90, 0))
        self.assertEqual(self.stand('gold').held, 0)

    def test_hedged_and_unhedged(self):
        self.assertEqual((self.stand('gold').held, self.stand('gold').unhedged), (9.645225, 9.645225))
        sold = self.hedge()
        self.hedge(name="Back", side='bought', ounces=1.5, price=3990)
        stand = self.stand('gold')
        self.assertEqual((stand.hedged, round(stand.unhedged, 6), stand.state), (3.5, 6.145225, 'fresh'))
        self.assertEqual((round(stand.unhedged_worth, 2), round(stand.percent_move, 4)), (24580.90, 245.809))
        self.assertEqual((sold.result, sold.state), (250, 'open'))  # 5 oz sold at 4050, now 4000
        with self.assertRaises(IntegrityError), mute_logger('odoo.sql_db'), self.cr.savepoint():
            sold.closed_on = fields.Date.today() + timedelta(days=1)
            sold.flush_recordset()
        sold.invalidate_recordset()
        sold.write({'closed_on': fields.Date.today() + timedelta(days=1), 'closed_price': 4100})
        self.assertEqual((sold.result, sold.state, sold.cover), (-250, 'closed', 0))
        self.assertEqual(round(self.stand('gold').unhedged, 6), 11.145225)

    def test_what_is_sold_and_still_here_and_bought_and_not_here_yet(self):
        order = self.sell(self.bars, 1, 13500)
        coming = self.offer(self.line(weight=1, unit='ozt'))
        coming.action_quote()
        self.assertEqual(self.stand('gold').bought, 0)
        coming.action_accept()
        stand = self.stand('gold')
        self.assertEqual((stand.held, stand.sold, stand.bought), (9.645225, 3.215075, 1))
        self.assertEqual(round(stand.open_ounces, 6), 7.43015)
        order.picking_ids.move_ids.picked = True
        order.picking_ids._action_done()
        self.assertEqual((round(self.stand('gold').held, 6), self.stand('gold').sold), (6.43015, 0))

    def sell(self, piece, quantity, price):
        line = {'product_id': piece.product_variant_id.id, 'product_uom_qty': quantity, 'price_unit': price}
        line['tax_ids'] = [(5,)]
        order = self.env['sale.order'].create({'partner_id': self.seller.id, 'order_line': [(0, 0, line)]})
        order.order_line.price_unit = price
        order.action_confirm()
        return order

    # === MARGIN === #

    def test_what_a_sale_brought_over_spot(self):
        (self.bars | self.coins).ic_price_mode = 'fixed'
        rule = self.rule("Gold bars", metal='gold', side='sell', percent=4)
        order = self.sell(self.bars, 2, 13500)
        self.tick('gold', '5000', at=order.date_order + timedelta(minutes=1))
        sale = self.env['ic.metal.sale'].search([('document', '=', order.name)])
        self.assertEqual((sale.revenue, round(sale.metal_value, 2), round(sale.premium, 2)), (27000, 25720.60, 1279.40))
        self.assertEqual((round(sale.premium_percent, 4), sale.rule_id, sale.metal), (4.9742, rule, 'gold'))
        self.assertEqual((sale.source, sale.ounces), ('backend', 6.43015))

    def test_a_piece_that_follows_its_metal_is_counted_at_the_tick_of_its_price(self):
        self.bars.ic_price_mode = 'spot_plus'
        self.rule("Gold bars", metal='gold', side='sell', percent=4)
        line = {'product_id': self.bars.product_variant_id.id, 'tax_ids': [(5,)]}
        order = self.env['sale.order'].create({'partner_id': self.seller.id, 'order_line': [(0, 0, line)]})
        order.action_confirm()
        sale = self.env['ic.metal.sale'].search([('document', '=', order.name)])
        # 3.215075 x 4000 x 1.04 = 13374.712
        self.assertEqual(
            (sale.revenue, round(sale.metal_value, 2), round(sale.premium, 2)), (13374.71, 12860.30, 514.41)
        )
        self.assertEqual(sale.mark, order.order_line.ic_price_mark)

    # === ALERTS === #

    def watch(self, **values):
        return self.env['ic.metal.watch'].create({'metal': 'gold', 'company_id': self.company.id} | values)

    def told(self, watch):
        domain = [('res_model', '=', 'ic.metal.watch'), ('res_id', '=', watch.id)]
        return self.env['ic.alert'].search(domain, order='id').mapped('state')

    def test_a_price_above_a_level_is_told_once_while_it_lasts(self):
        watch = self.watch(kind='above', level=4100)
        self.assertEqual(self.told(watch), [])
        self.tick('gold', '4100.50', minutes=-1)
        with freeze_time(self.now + timedelta(minutes=2)):
            for _again in range(3):
                self.env['ic.metal.watch']._cron_look()
            self.assertEqual(self.told(watch), ['open'])
            self.assertEqual(
                self.env['ic.alert'].search([('res_id', '=', watch.id), ('kind', '=', 'metal_price')]).words,
                "An ounce costs 4100.50 USD.",
            )
            self.tick('gold', '4090', minutes=-2)
            self.env['ic.metal.watch']._cron_look()
            self.assertEqual(self.told(watch), ['over'])
        with freeze_time(self.now + timedelta(minutes=4)):
            self.tick('gold', '4200', minutes=-3)
            self.env['ic.metal.watch']._cron_look()
            self.assertEqual(self.told(watch), ['over', 'open'])

    def test_moves_positions_and_old_prices(self):
        move = self.watch(kind='move', level=3)
        position = self.watch(kind='position', level=9)
        stale = self.watch(kind='stale')
        below = self.watch(kind='below', level=3500)
        self.assertEqual([self.told(one) for one in (move, position, stale, below)], [[], ['open'], [], []])
        self.hedge(ounces=1)
        with freeze_time(self.now + timedelta(hours=24)):
            self.tick('gold', '3880', minutes=-24 * 60 + 5)
            self.env['ic.metal.watch']._cron_look()
            self.assertEqual([self.told(one) for one in (move, position, stale)], [['open'], ['over'], []])
        with freeze_time(self.now + timedelta(days=5)):
            self.env['ic.metal.watch']._cron_look()
            self.assertEqual(self.told(stale), ['open'])
            self.assertEqual(self.told(move), ['over'])

    def test_each_person_is_told_as_he_likes(self):
        admin = new_test_user(self.env, 'desk_admin', 'ic_inventory_luxury.group_store_admin')
        quiet = new_test_user(self.env, 'desk_quiet', 'ic_inventory_luxury.group_store_admin')
        quiet.ic_alert_metal_position = 'none'
        watch = self.watch(kind='position', level=1)
        alert = self.env['ic.alert'].search([('res_model', '=', 'ic.metal.watch'), ('res_id', '=', watch.id)])
        self.assertIn(admin, alert.user_ids)
        self.assertNotIn(quiet, alert.user_ids)
        self.assertNotIn(self.buyer, alert.user_ids)

    # === WHO SEES IT === #

    def test_the_desk_is_the_admins_and_a_store_is_not_the_other(self):
        self.hedge()
        other = self.env['res.company'].create({'name': "Elsewhere"})
        own = {'company_id': other.id, 'company_ids': [(6, 0, other.ids)]}
        boss = new_test_user(self.env, 'desk_boss_b', 'ic_inventory_luxury.group_dealer', **own)
        for name in ('ic.metal.position', 'ic.metal.stand', 'ic.metal.sale', 'ic.metal.hedge', 'ic.metal.watch'):
            with self.assertRaises(AccessError):
                self.env[name].with_user(self.buyer).search_count([])
            model = self.env[name].with_user(boss).with_context(allowed_company_ids=other.ids)
            self.assertFalse(model.search([('company_id', '=', self.company.id)], limit=1))
