import json
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..models import till_price
from .live_till import LiveTillCase


@tagged('post_install', '-at_install')
class TestLivePrice(LiveTillCase):
    """Bullion that follows its metal, at the till: what is sent, what a line keeps, and what may be paid."""

    def rows(self, coin, till=None):
        till = till or self.till
        template = self.env['product.template']._load_pos_data_read(coin, till)[0]
        variant = self.env['product.product']._load_pos_data_read(coin.product_variant_id, till)[0]
        return template, variant

    def seam(self, coin):
        return coin._ic_live_prices()[coin].amount

    def refused(self, values, words):
        """The server refuses this order; nothing of it is left, as after a request that failed."""
        with self.assertRaises(UserError) as caught:
            self.push(values)
        self.assertIn(words, str(caught.exception))

    # === What is sent === #

    def test_a_terminal_loads_the_price_of_this_moment(self):
        tick = self.tick('2000.55')
        template, variant = self.rows(self.eagle)
        self.assertEqual(self.seam(self.eagle), 2100.58)
        self.assertEqual((template['list_price'], variant['lst_price']), (2100.58, 2100.58))
        self.assertEqual(template['ic_till_mark'], f'tick {tick.id}')
        self.assertEqual(template['ic_till_at'], fields.Datetime.to_string(tick.observed_at))
        self.assertFalse(template.get('ic_till_no_price'))
        session = self.till.current_session_id.with_user(self.cashier)
        loaded = {row['id']: row for row in session.load_data([])['product.template']}
        self.assertEqual(loaded[self.eagle.id]['list_price'], 2100.58)
        self.assertEqual(loaded[self.piece.id]['list_price'], 14500.0)
        self.assertNotIn('ic_till_mark', loaded[self.piece.id])
        products = {row['id']: row for row in session.load_data([])['product.product']}
        self.assertEqual(products[self.eagle.product_variant_id.id]['lst_price'], 2100.58)

    def test_nothing_of_what_the_house_adds_reaches_the_till(self):
        template, _variant = self.rows(self.eagle)
        self.assertFalse([name for name in template if 'premium' in name or 'metal_value' in name])
        self.assertEqual(template['standard_price'], 0.0)
        answer = self.as_cashier().ic_till_prices()
        self.assertEqual({*answer}, {'digest', 'groups'})
        for group in answer['groups']:
            self.assertEqual({*group}, {'mark', 'at', 'reason', 'prices'})

    def test_a_tick_is_pushed_to_every_open_terminal(self):
        self.tick('2100')
        for till in (self.till, self.other):
            self.assertEqual(self.prices_pushed(till)[-1], (self.eagle.id, 2205.0, ''))
        message = self.bus_messages('IC_PRICES', self.till)[-1]
        live = self.eagle._ic_live_prices()[self.eagle]
        self.assertEqual(message['groups'][0]['mark'], live.mark)
        self.assertEqual(message['groups'][0]['at'], fields.Datetime.to_string(live.at))

    def test_a_terminal_that_was_away_asks_and_is_told_once(self):
        first = self.as_cashier().ic_till_prices()
        mine = [row for group in first['groups'] for row in group['prices'] if row[0] == self.eagle.id]
        self.assertEqual(mine, [[self.eagle.id, 2100.0, 0.0]])
        self.assertEqual(self.as_cashier().ic_till_prices(first['digest']), {'digest': first['digest']})
        self.tick('2100')
        again = self.as_cashier().ic_till_prices(first['digest'])
        self.assertIn([self.eagle.id, 2205.0, 0.0], [row for group in again['groups'] for row in group['prices']])

    def test_too_old_is_on_request(self):
        self.grow_old()
        self.eagle._ic_prices_moved(self.eagle)
        piece, amount, reason = self.prices_pushed()[-1]
        self.assertEqual((piece, amount), (self.eagle.id, 0.0))
        self.assertRegex(reason, r"^The price of gold is .* hours old$")
        template, variant = self.rows(self.eagle)
        self.assertEqual(
            (template['ic_till_no_price'], template['list_price'], variant['lst_price']), (reason, 0.0, 0.0)
        )
        line = self.line(self.eagle, 2100.0)
        self.assertEqual(self.lock(line), [{'line': line['line'], 'reason': reason}])
        refused = self.claim_at(line)['refused']
        self.assertEqual((refused[0]['where'], refused[0]['again']), (f"Price on request. {reason}", False))
        self.assertEqual(self.active(self.eagle), [])
        self.refused(self.order_of(line), "price on request")
        self.assertEqual((self.on_hand(self.eagle), self.active(self.eagle)), (1, []))

    # === What a line keeps === #

    def test_a_line_keeps_its_price_and_is_paid_at_it(self):
        tick = self.env['ic.metal.price'].search([('metal', '=', 'gold')], limit=1)
        line = self.line(self.eagle, 2100.0)
        (answer,) = self.lock(line)
        self.assertEqual((answer['amount'], answer['mark'], answer['reason']), (2100.0, f'tick {tick.id}', ''))
        self.tick('2500')
        self.assertEqual(self.lock(line)[0], answer, "asked again, the same")
        self.assertEqual(self.claim_at(line)['refused'], [])
        order = self.push(self.order_of(line))
        self.assertRecordValues(
            order.lines,
            [{'price_unit': 2100.0, 'ic_price_mark': f'tick {tick.id}', 'ic_price_at': tick.observed_at}],
        )
        self.assertEqual((order.state, order.lines.ic_price_doubt, self.eagle.ic_status), ('paid', False, 'sold'))

    def test_it_is_honoured_when_metal_has_no_price_any_more(self):
        line = self.line(self.eagle, 2100.0)
        self.lock(line)
        self.grow_old()
        self.assertEqual(self.claim_at(line)['refused'], [])
        self.assertEqual(self.push(self.order_of(line)).state, 'paid')

    def test_the_server_says_what_is_charged(self):
        line = self.line(self.eagle, 1.0)  # what the terminal believes
        self.assertEqual(self.lock(line)[0]['amount'], 2100.0)
        self.assertEqual(self.claim_at(line)['refused'][0]['again'], True)
        self.refused(self.order_of(line), "not one that was quoted")
        self.assertEqual((self.on_hand(self.eagle), self.active(self.eagle)), (1, []))
        self.assertFalse(self.env['pos.order'].search([('lines.product_id', '=', line['product_id'])]))

    def test_after_its_time_it_is_priced_again(self):
        line = self.line(self.eagle, 2100.0)
        self.lock(line)
        self.tick('2500')
        self.env['ic.pos.price'].search([('line_uuid', '=', line['line'])]).until = fields.Datetime.now()
        refused = self.claim_at(line)['refused']
        self.assertEqual((refused[0]['again'], refused[0]['line']), (True, line['line']))
        self.assertIn("kept for 15 minutes", refused[0]['where'])
        self.assertIn("2,625.00", refused[0]['where'])
        self.refused(self.order_of(line), "not one that was quoted within 15 minutes")
        self.assertEqual(self.lock(line, again=True)[0]['amount'], 2625.0)
        line['amount'] = 2625.0
        self.assertEqual(self.claim_at(line)['refused'], [])
        self.assertEqual(self.push(self.order_of(line)).amount_total, 2625.0)

    def test_a_payment_that_begins_in_time_has_time(self):
        line = self.line(self.eagle, 2100.0)
        self.lock(line)
        kept = self.env['ic.pos.price'].search([('line_uuid', '=', line['line'])])
        now = fields.Datetime.now()
        kept.write({'quoted_on': now - timedelta(minutes=14), 'until': now + timedelta(minutes=1)})
        self.claim_at(line)
        self.assertEqual(kept.until - kept.quoted_on, timedelta(minutes=29), "as long again, from now")
        kept.write({'quoted_on': now - timedelta(minutes=29), 'until': now + timedelta(minutes=1)})
        self.claim_at(line)
        self.assertEqual(kept.until - kept.quoted_on, timedelta(minutes=30), "and not for ever")

    def test_another_quantity_is_another_quote(self):
        rounds = self.in_house(self.coin("Round", ic_is_unique=False), quantity=10)
        self.env['ic.premium.rule'].create(
            {'name': "Five", 'company_id': self.env.company.id, 'percent': 2, 'quantity_from': 5}
        )
        one, five = self.line(rounds, 2100.0), None
        self.assertEqual(self.lock(one)[0]['amount'], 2100.0)
        five = {**one, 'quantity': 5}
        self.assertEqual(self.lock(five)[0]['amount'], 2040.0)
        five['amount'] = 2040.0
        self.assertEqual(self.push(self.order_of(five)).amount_total, 10200.0)

    # === With pricelists === #

    def test_a_pricelist_computes_with_the_price_that_was_kept(self):
        item = {'compute_price': 'percentage', 'percent_price': 10.0, 'applied_on': '3_global'}
        friends = self.env['product.pricelist'].create({'name': "Friends", 'item_ids': [(0, 0, item)]})
        line = self.line(self.eagle, 2100.0, pricelist=friends)
        self.lock(line)
        self.tick('2500')
        self.refused(self.order_of(line, price_unit=1800.0), "not one that was quoted")
        order = self.push(self.order_of(line, price_unit=1890.0))
        self.assertEqual((order.amount_total, order.lines.ic_price_base), (1890.0, 2100.0))

    def test_a_pricelist_for_the_trade_has_the_premiums_for_the_trade(self):
        self.env['ic.premium.rule'].create(
            {'name': "Trade", 'company_id': self.env.company.id, 'percent': 2, 'tier': 'wholesale'}
        )
        trade = self.env['product.pricelist'].create({'name': "Trade", 'ic_price_tier': 'wholesale'})
        self.till.write({'use_pricelist': True, 'available_pricelist_ids': [(4, trade.id)]})
        template, _variant = self.rows(self.eagle)
        self.assertEqual((template['list_price'], template['ic_till_trade']), (2100.0, 2040.0))
        line = self.line(self.eagle, 2040.0, pricelist=trade)
        self.assertEqual(self.lock(line)[0]['amount'], 2040.0)
        self.assertEqual(self.push(self.order_of(line)).amount_total, 2040.0)

    def test_investment_gold_is_free_of_tax_where_the_buyer_is(self):
        group = self.env['account.tax.group'].create({'name': "Tax"})
        common = {'type_tax_use': 'sale', 'price_include_override': 'tax_excluded', 'tax_group_id': group.id}
        full = self.env['account.tax'].create({'name': "Full", 'amount': 20, **common})
        free = self.env['account.tax'].create({'name': "Free", 'amount': 0, 'original_tax_ids': full.ids, **common})
        position = self.env['account.fiscal.position'].create({'name': "Gold", 'tax_ids': free.ids})
        self.eagle.taxes_id = full
        line = self.line(self.eagle, 2100.0)
        self.lock(line)
        values = self.order_of(line, fiscal_position_id=position.id)
        values['lines'][0][2]['tax_ids'] = [(6, 0, full.ids)]  # as a terminal sends it: those of the product
        order = self.push(values)
        self.assertEqual((order.state, order.fiscal_position_id), ('paid', position))
        self.assertEqual(order.lines.tax_ids_after_fiscal_position, free)
        self.assertEqual((order.lines.price_unit, order.amount_total, order.amount_tax), (2100.0, 2100.0, 0.0))

    def test_ten_thousand_prices_are_a_few_messages(self):
        coins = self.env['product.template']
        for number in range(12):
            coins += self.in_house(self.coin(f"Coin {number}"))
        sizes = []
        with patch.object(till_price, 'PUSH_PRICES', 5):
            self.tick('2100')
        for till in (self.till, self.other):
            told = self.bus_messages('IC_PRICES', till)[-3:]
            rows = [row for message in told for group in message['groups'] for row in group['prices']]
            self.assertEqual(sorted(row[0] for row in rows), sorted((coins | self.eagle).ids))
            self.assertEqual({row[1] for row in rows}, {2205.0})
            sizes += [len(json.dumps(message)) / len(message['groups'][0]['prices']) for message in told]
        self.assertLess(max(sizes) * till_price.PUSH_PRICES, 200_000, "a message of a full part")

    # === What is paid already === #

    def test_an_offline_order_is_kept_and_the_dealer_is_told(self):
        line = self.line(self.eagle, 2100.0)
        self.tick('2500')
        order = self.push(self.order_of(line, ic_sold_offline=True))
        self.assertEqual((order.state, order.amount_paid, self.on_hand(self.eagle)), ('paid', 2100.0, 0))
        self.assertEqual(order.lines.ic_price_doubt, "its price is not one that was quoted within 15 minutes.")
        alert = self.env['ic.alert'].search([('kind', '=', 'till_price'), ('res_id', '=', order.id)])
        self.assertEqual(len(alert), 1)
        self.assertIn("Eagle", alert.words)
        self.assertNotRegex(alert.words, r'\b2,?100\b')

    def test_an_offline_order_at_the_price_of_the_moment_is_no_doubt(self):
        order = self.push(self.order_of(self.line(self.eagle, 2100.0), ic_sold_offline=True))
        self.assertFalse(order.lines.ic_price_doubt)
        self.assertFalse(self.env['ic.alert'].search([('kind', '=', 'till_price'), ('res_id', '=', order.id)]))

    def test_a_price_that_somebody_typed_is_his(self):
        values = self.order_of(self.line(self.eagle, 2000.0))
        values['lines'][0][2]['price_type'] = 'manual'
        self.assertEqual(self.push(values).amount_total, 2000.0)

    def test_fixed_prices_are_as_ever(self):
        fixed = self.in_house(self.coin("Fixed", ic_price_mode='fixed', list_price=1900.0))
        template, variant = self.rows(fixed)
        self.assertEqual((template['list_price'], variant['lst_price']), (1900.0, 1900.0))
        self.assertEqual(self.lock(self.line(fixed, 1900.0)), [])
        self.assertEqual(self.push(self.order_of(self.line(fixed, 1900.0))).amount_total, 1900.0)
