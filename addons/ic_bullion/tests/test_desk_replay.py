"""Real daily prices of 2008 to 2020, bought and sold by: what the reports say against a calculation of its own."""

import csv
import os
from collections import defaultdict
from datetime import UTC, date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from unittest import SkipTest

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.ic_connect.types import Money, Price

from .buyback_common import BuybackCase

DATA = Path(os.environ.get('IC_SHARED') or Path(__file__).resolve().parents[4] / 'shared') / 'data' / 'precious-metals'
FILES = {'gold': ('lbma_gold_daily.csv', 'USD (PM)'), 'silver': ('lbma_silver_daily.csv', 'USD')}
FIRST, LAST = date(2008, 1, 1), date(2020, 8, 25)
# Every so many days of trade something is bought, and as many days later sold. IC_REPLAY_DAYS=20 is the long form.
EVERY = int(os.environ.get('IC_REPLAY_DAYS') or 320)
GRAMS = Fraction(311034768, 10**7)


def cents(amount):
    """Round a Fraction to the cent, half away from zero."""
    return (Decimal(amount.numerator) / Decimal(amount.denominator)).quantize(Decimal('0.01'), rounding=ROUND_HALF_UP)


@tagged('post_install', '-at_install')
class TestDeskReplay(BuybackCase):
    @classmethod
    def setUpClass(cls):
        if not all((DATA / name).is_file() for name, _column in FILES.values()):
            raise SkipTest(f"no price history in {DATA}: set IC_SHARED to the folder that has data/precious-metals")
        super().setUpClass()
        cls.env['ic.metal.price'].search([('id', '!=', False)]).unlink()
        cls.empty_house()
        cls.company.ic_buyback_needs_identity = False
        for metal in FILES:
            cls.rule(f"We sell {metal}", metal=metal, side='sell', percent=4, per_ounce=1.25)
        cls.days = cls._days()

    @classmethod
    def _days(cls):
        """Return [(day, {metal: price as text})] of days on which all metals were fixed, oldest first."""
        found = defaultdict(dict)
        for metal, (name, column) in FILES.items():
            with (DATA / name).open(encoding='utf-8', newline='') as file:
                for row in csv.DictReader(file):
                    day = date.fromisoformat(row['Date'])
                    if row[column] and FIRST <= day <= LAST:
                        found[day][metal] = row[column]
        return sorted((day, prices) for day, prices in found.items() if len(prices) == len(FILES))

    def test_twelve_years_reconciled(self):
        """Ticks in the order of time; each deal at the price of its day; positions, costs and margins to the cent."""
        self.assertGreater(len(self.days), 3100)
        pieces, mine, waiting = {}, Mine(), []
        for number, (day, prices) in enumerate(self.days):
            waiting += [self._price(metal, text, day) for metal, text in prices.items()]
            if number % EVERY:
                continue
            with freeze_time(datetime.combine(day, time(16))):
                self.env['ic.metal.price']._ic_record(waiting, "London", self.company)
                waiting = []
                self._deal(number // EVERY, day, prices, pieces, mine)
        self.assertGreater(mine.deals, 12)
        with freeze_time(datetime.combine(self.days[-1][0], time(16))):
            self.env['ic.metal.price']._ic_record(waiting, "London", self.company)
            self._check(pieces, mine)

    def _price(self, metal, text, day):
        return Price(metal, Money(Decimal(text), self.dollar.name), datetime.combine(day, time(15), UTC), "London")

    def _deal(self, turn, day, prices, pieces, mine):
        """Buy three units of each metal, and from the second time on sell two."""
        for metal, text in prices.items():
            facts = {'weight': 100, 'unit': 'g', 'fineness_id': self.fine9999.id}
            if metal == 'silver':
                facts = {'metal': metal, 'weight': 10, 'unit': 'ozt', 'fineness_id': self.silver.id}
            piece = pieces.get(metal)
            line = (0, 0, {'piece_id': piece.id, 'quantity': 3}) if piece else self.line(quantity=3, **facts)
            bought = self.bought(line)
            pieces[metal] = bought.line_ids.piece_id.with_env(self.env)
            paid = mine.buy(metal, Fraction(text), 3)
            self.assertEqual(Decimal(str(bought.amount_total)), paid, (metal, day))
            if turn:
                self._sell(pieces[metal], metal, text, day, mine)

    def _sell(self, piece, metal, text, day, mine):
        piece.ic_price_mode = 'spot_plus'
        line = {'product_id': piece.product_variant_id.id, 'product_uom_qty': 2, 'tax_ids': [(5,)]}
        order = self.env['sale.order'].create({'partner_id': self.seller.id, 'order_line': [(0, 0, line)]})
        order.action_confirm()
        order.picking_ids.move_ids.picked = True
        order.picking_ids._action_done()
        sold = mine.sell(metal, Fraction(text), 2, day.year)
        self.assertEqual(Decimal(str(order.amount_total)), sold, (metal, day))

    def _check(self, pieces, mine):
        for metal, piece in pieces.items():
            stand = self.env['ic.metal.stand'].search([('metal', '=', metal), ('company_id', '=', self.company.id)])
            held = mine.fine[metal] * mine.units[metal]
            worth = held * Fraction(self.days[-1][1][metal])
            self.assertEqual(round(stand.held, 6), float(held), metal)
            self.assertEqual(round(stand.worth, 2), float(cents(worth)), metal)
            self.assertEqual(round(stand.cost, 2), float(mine.cost[metal] * mine.units[metal]), metal)
            self.assertEqual(Decimal(str(piece.standard_price)), mine.cost[metal], metal)
        groups = self.env['ic.metal.sale']._read_group(
            [('product_tmpl_id', 'in', [piece.id for piece in pieces.values()])],
            ['date:year', 'metal'],
            ['revenue:sum', 'metal_value:sum', 'premium:sum'],
        )
        found = {(year.year, metal): [round(one, 2) for one in rest] for year, metal, *rest in groups}
        expected = {
            key: [float(cents(revenue)), float(cents(metal)), float(cents(revenue - metal))]
            for key, (revenue, metal) in mine.sales.items()
        }
        self.assertEqual(found, expected)


class Mine:
    """The same deals in fractions: nothing of it is from the code that is tested."""

    def __init__(self):
        ounces = (Decimal(100) / Decimal('31.1034768')).quantize(Decimal('0.000001'), rounding=ROUND_HALF_UP)
        self.fine = {'gold': Fraction(ounces), 'silver': Fraction(10)}
        self.below = {'gold': Fraction(98, 100), 'silver': Fraction(93, 100)}
        self.units, self.cost = defaultdict(int), defaultdict(Decimal)
        self.sales, self.deals = {}, 0

    def buy(self, metal, price, units):
        each = cents(price * self.fine[metal] * self.below[metal])
        total = Fraction(self.cost[metal]) * self.units[metal] + Fraction(each) * units
        self.units[metal] += units
        self.cost[metal] = cents(total / self.units[metal])
        self.deals += 1
        return each * units

    def sell(self, metal, price, units, year):
        worth = price * self.fine[metal]
        each = cents(worth * Fraction(104, 100) + Fraction(5, 4) * self.fine[metal])
        revenue, value = self.sales.get((year, metal), (Fraction(0), Fraction(0)))
        self.sales[(year, metal)] = (revenue + Fraction(each) * units, value + worth * units)
        self.units[metal] -= units
        self.deals += 1
        return each * units
