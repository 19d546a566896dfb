from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.queue_job.tests.common import trap_jobs

from .live_case import LiveCase


@tagged('post_install', '-at_install')
class TestLivePrice(LiveCase):
    """One price, wherever it is asked for, as soon as there is a tick; a fixed price never moves."""

    def test_one_number_by_every_way_of_asking(self):
        self.tick('4000')
        variant = self.eagle.product_variant_id
        self.assertEqual(self.eagle._price_compute('list_price'), {self.eagle.id: 4200.0})
        self.assertEqual(variant._price_compute('list_price'), {variant.id: 4200.0})
        self.assertEqual(self.env['product.pricelist']._get_product_price(variant, 1.0), 4200.0)
        self.assertEqual(self.eagle.ic_price_now, 4200.0)
        self.assertEqual(self.eagle._ic_price_for('wholesale'), 4080.0)
        self.assertEqual(self.eagle.ic_metal_wholesale, 4080.0)
        self.assertEqual(self.quotation(self.eagle).order_line.price_unit, 4200.0)
        live = self.eagle._ic_live_prices()[self.eagle]
        tick = self.Price._ic_latest('gold', self.dollar, self.company)
        self.assertEqual((live.mark, live.at, live.basis), (f'tick {tick.id}', tick.observed_at, 4000.0))
        self.assertEqual(self.eagle.read(['ic_price_now'])[0]['ic_price_now'], 4200.0)

    def test_a_tick_holds_at_once_and_no_row_of_a_piece_is_written(self):
        self.tick('4000')
        written = self.eagle.write_date
        history = self.eagle.ic_price_history_count
        self.tick('4100', follow=False)
        self.assertEqual(self.eagle.ic_price_now, 4305.0)
        self.assertEqual(self.eagle._price_compute('list_price')[self.eagle.id], 4305.0)
        self.tick('4200')
        self.assertEqual((self.eagle.ic_price_now, self.eagle.list_price), (4410.0, 4410.0))
        self.assertEqual((self.column(self.eagle), self.column(self.eagle, 'ic_wholesale_price')), (111.0, 99.0))
        self.assertEqual((self.eagle.write_date, self.eagle.ic_price_history_count), (written, history))

    def test_fixed_never_moves(self):
        fixed = self.make_bullion("Fixed", ic_price_mode='fixed', list_price=3950, ic_wholesale_price=3900)
        for amount in ('4000', '9000'):
            self.tick(amount)
            self.assertEqual((fixed.ic_price_now, fixed.list_price), (3950.0, 3950.0))
            self.assertEqual(fixed._price_compute('list_price')[fixed.id], 3950.0)
            self.assertEqual(fixed._ic_price_for('wholesale'), 3900.0)
            self.assertEqual(self.quotation(fixed).order_line.price_unit, 3950.0)

    def test_new_bullion_is_fixed_unless_the_store_says_otherwise(self):
        values = {'name': "Bar", 'ic_category': 'bullion', 'company_id': self.company.id}
        self.assertEqual(self.env['product.template'].create(values).ic_price_mode, 'fixed')
        self.company.ic_bullion_price_mode = 'spot_plus'
        self.assertEqual(self.env['product.template'].create(values).ic_price_mode, 'spot_plus')
        watch = self.env['product.template'].create({**values, 'ic_category': 'watch'})
        self.assertFalse(watch.ic_price_mode)

    def test_who_stops_following_keeps_the_price_of_that_moment(self):
        self.tick('4000')
        self.eagle.ic_price_mode = 'fixed'
        self.assertEqual((self.eagle.list_price, self.eagle.ic_price_now, self.column(self.eagle)), (4200, 4200, 4200))
        self.tick('5000')
        self.assertEqual((self.eagle.list_price, self.eagle.ic_price_now), (4200, 4200))
        self.eagle.ic_price_mode = 'spot_plus'
        self.assertEqual(self.eagle.ic_price_now, 5250.0)
        self.eagle.write({'ic_price_mode': 'fixed', 'list_price': 4999})
        self.assertEqual((self.eagle.list_price, self.eagle.ic_price_now), (4999, 4999))

    def test_lists_are_sorted_and_filtered_by_what_pieces_cost(self):
        half = self.make_bullion("Half", ic_bullion_weight=0.5, list_price=9000)
        fixed = self.make_bullion("Fixed", ic_price_mode='fixed', list_price=3000, ic_wholesale_price=2900)
        self.tick('4000')
        pieces = self.env['product.template']
        mine = [('id', 'in', (self.eagle | half | fixed).ids)]
        self.assertEqual(pieces.search(mine, order='list_price').mapped('name'), ["Half", "Fixed", "Eagle"])
        self.assertEqual(pieces.search([*mine, ('list_price', '>', 4000)]), self.eagle)
        self.assertEqual(pieces.search([*mine, ('list_price', '<=', 2100)]), half)
        self.assertEqual(
            pieces.search(mine, order='ic_wholesale_price desc').mapped('name'), ["Eagle", "Fixed", "Half"]
        )
        self.assertEqual(pieces._read_group(mine, [], ['list_price:max', 'list_price:min']), [(4200.0, 2100.0)])
        variants = self.env['product.product'].search([('product_tmpl_id', 'in', (self.eagle | half).ids)])
        self.assertEqual(variants.sorted('id').mapped('list_price'), [4200.0, 2100.0])
        self.tick('1000')
        self.assertEqual(pieces.search(mine, order='list_price').mapped('name'), ["Half", "Eagle", "Fixed"])

    def test_too_old_is_on_request_and_cannot_be_sold(self):
        self.tick('4000', before=60)
        order = self.quotation(self.eagle)
        self.company.ic_spot_rests = False
        self.company.ic_spot_max_hours = 0.5
        self.env.invalidate_all()
        self.assertEqual(self.eagle.ic_price_now, 0.0)
        reason = self.eagle.ic_price_reason
        self.assertRegex(reason, r"^The price of gold is 1(\.\d+)? hours old$")
        self.assertEqual(self.eagle._price_compute('list_price')[self.eagle.id], 0.0)
        self.assertEqual(self.eagle._ic_no_price_reasons(), {self.eagle: reason})
        with self.assertRaisesRegex(UserError, r"Eagle has no price at this moment: the price of gold is 1"):
            order.action_confirm()
        self.assertEqual(order.state, 'draft')
        self.assertFalse(self.env['ic.claim']._ic_of(order))

    def test_lists_forget_a_price_when_it_is_too_old(self):
        self.tick('4000', before=0)  # one of the morning would not last so long, but for a weekend
        kept = self.env['ic.live.price'].search([('product_tmpl_id', '=', self.eagle.id)])
        self.assertEqual((kept.retail, kept.wholesale, kept.company_id), (4200.0, 4080.0, self.company))
        self.assertGreater(kept.good_until, self.now + timedelta(hours=25))
        kept.good_until = fields.Datetime.now() - timedelta(days=1)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.eagle.list_price, 0.0)
        self.assertFalse(self.env['product.template'].search([('id', '=', self.eagle.id), ('list_price', '>', 0)]))
        self.env['res.company']._cron_forget_old_prices()
        kept.invalidate_recordset()
        self.assertEqual((kept.retail, kept.wholesale), (0.0, 0.0))

    def test_no_rule_and_no_tick_say_so(self):
        self.assertEqual(self.eagle.ic_price_reason, "There is no price of gold")
        self.tick('4000')
        self.rules.unlink()
        self.assertEqual(self.eagle.ic_price_reason, "No premium rule is for this piece")
        self.assertEqual(self.eagle.ic_price_now, 0.0)

    def test_quantities_and_the_trade_have_their_own_premiums(self):
        self.rules.create(
            {'name': "Ten", 'metal': 'gold', 'percent': 4, 'quantity_from': 10, 'company_id': self.company.id}
        )
        self.tick('4000')
        order = self.quotation(self.eagle)
        order.order_line.product_uom_qty = 10
        self.assertEqual(order.order_line.price_unit, 4160.0)
        order.order_line.product_uom_qty = 9
        self.assertEqual(order.order_line.price_unit, 4200.0)
        trade = self.env['product.pricelist'].create(
            {
                'name': "Trade",
                'company_id': self.company.id,
                'currency_id': self.dollar.id,
                'ic_price_tier': 'wholesale',
            }
        )
        variant = self.eagle.product_variant_id
        self.assertEqual(trade._get_product_price(variant, 1.0), 4080.0)
        self.assertEqual(trade._get_product_price(variant, 10.0), 4080.0)
        self.assertEqual(self.quotation(self.eagle, pricelist_id=trade.id).order_line.price_unit, 4080.0)

    def test_pricelists_build_on_it_in_whole_cents(self):
        self.tick('4000.13')
        lists = self.env['product.pricelist']
        less = lists.create(
            {
                'name': "Friends",
                'company_id': self.company.id,
                'currency_id': self.dollar.id,
                'item_ids': [(0, 0, {'compute_price': 'percentage', 'percent_price': 1.5})],
            }
        )
        variant = self.eagle.product_variant_id
        # 4000.13 x 1.05 = 4200.1365 -> 4200.14; less 1.5 % = 4137.1379
        self.assertEqual(less._get_product_price(variant, 1.0), 4137.14)
        self.env['res.currency.rate'].search([('currency_id', '=', self.euro.id)]).unlink()
        self.env['res.currency.rate'].create(
            {'currency_id': self.euro.id, 'company_id': self.company.id, 'name': '2020-01-01', 'rate': 0.913}
        )
        euros = lists.create({'name': "Euros", 'company_id': self.company.id, 'currency_id': self.euro.id})
        # 4200.14 x 0.913 = 3834.72782
        self.assertAlmostEqual(euros._get_product_price(variant, 1.0), 3834.73, places=9)
        order = self.quotation(self.eagle, pricelist_id=euros.id)
        self.assertEqual((order.currency_id, order.order_line.price_unit), (self.euro, 3834.73))

    def test_a_store_in_another_currency_and_two_stores_with_other_rules(self):
        other = self.env['res.company'].create({'name': "Zurich", 'currency_id': self.euro.id})
        self.env.user.company_ids |= other
        self.rules.create({'name': "All", 'percent': 1, 'company_id': other.id})
        bar = self.make_bullion("Bar", company_id=other.id)
        self.tick('4000')
        self.Price._ic_record([self.price('gold', '3600', currency='EUR')], "Test Feed")
        self.env.invalidate_all()
        live = (self.eagle | bar)._ic_live_prices()
        self.assertEqual(
            [(one.amount, one.currency) for one in live.values()], [(4200.0, self.dollar), (3636.0, self.euro)]
        )
        self.assertEqual(bar.with_company(other)._price_compute('list_price')[bar.id], 3636.0)

    def test_investment_gold_is_free_of_tax_where_the_country_says_so(self):
        taxes = self.env['account.tax']
        country = {'country_id': self.env.ref('base.us').id, 'company_id': self.company.id}
        group = self.env['account.tax.group'].create({'name': "Tax", 'company_id': self.company.id})
        values = {'amount_type': 'percent', 'type_tax_use': 'sale', 'tax_group_id': group.id, **country}
        full = taxes.create({'name': "20 % included", 'amount': 20, 'price_include_override': 'tax_included', **values})
        position = self.env['account.fiscal.position'].create(
            {'name': "Investment gold", 'company_id': self.company.id}
        )
        free = taxes.create(
            {
                'name': "Investment gold",
                'amount': 0,
                'fiscal_position_ids': [(6, 0, position.ids)],
                'original_tax_ids': [(6, 0, full.ids)],
                **values,
            }
        )
        self.eagle.taxes_id = full
        self.tick('4000')
        taxed = self.quotation(self.eagle)
        self.assertEqual((taxed.amount_total, taxed.amount_tax, taxed.order_line.price_unit), (4200.0, 700.0, 4200.0))
        exempt = self.quotation(self.eagle, fiscal_position_id=position.id)
        self.assertEqual(exempt.order_line.tax_ids, free)
        self.assertEqual((exempt.amount_tax, exempt.order_line.price_unit), (0.0, 3500.0))

    def test_as_many_queries_for_a_hundred_as_for_five(self):
        self.make_bullion("Silver", ic_bullion_metal='silver', ic_fineness_id=False)
        many = self.env['product.template'].browse([self.make_bullion(f"Coin {number}").id for number in range(100)])
        self.tick('4000')
        counts = []
        for number in (5, 100):
            self.env.invalidate_all()
            self.env.registry.clear_cache()
            self.env.cr.cache.clear()
            before = self.env.cr.sql_log_count
            prices = [piece._price_compute('list_price')[piece.id] for piece in many[:number]]
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(prices, [4200.0] * number)
        self.assertEqual(counts[0], counts[1])
        self.assertLess(counts[1], 12)

    def test_ticks_that_come_together_wait_in_one_job(self):
        with trap_jobs() as jobs:
            for amount in ('4000', '4001', '4002'):
                self.Price._ic_record([self.price('gold', amount, before=10 - int(amount[-1]))], "Feed", self.company)
            jobs.assert_jobs_count(1, only=self.company._ic_follow_metals)
            old = [self.price('gold', '1000', before=60 * 24 * 30)]
            self.Price._ic_record(old, "Feed", self.company)
            jobs.assert_jobs_count(1, only=self.company._ic_follow_metals)

    @mute_logger('odoo.addons.base.models.ir_rule')
    def test_an_employee_sees_the_price_and_not_the_premium(self):
        self.tick('4000')
        user = new_test_user(
            self.env,
            'eagle_eye',
            groups='ic_inventory_luxury.group_employee',
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        piece = self.eagle.with_user(user)
        self.assertEqual(piece.read(['ic_price_now', 'ic_price_mode'])[0]['ic_price_now'], 4200.0)
        self.assertNotIn('ic_metal_price_words', piece.fields_get())
        self.assertNotIn('ic_price_metal_value', self.env['sale.order.line'].with_user(user).fields_get())
