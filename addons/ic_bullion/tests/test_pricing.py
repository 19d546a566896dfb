from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from math import floor

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.ic_inventory_luxury.models.category import bullion_math

from ..pricing.exact import to_step
from ..pricing.premium import BUY, Item, Premium, Rule, choose, misfit
from ..pricing.quote import line_total, quote, unit_price
from ..pricing.spot import Spot

AT = datetime(2026, 11, 20, 12)
SPOT = Spot('gold', 'USD', Decimal('4061.20'), AT, "Feed")
D = Decimal


def item(**facts):
    return Item(**{'metal': 'gold', 'fine_ounces': D(1), 'form': 'coin', 'mint': 7} | facts)


def rule(number, percent='5', **facts):
    return Rule(number, f"Rule {number}", Premium(percent=D(percent)), **facts)


def half_up(value, step):
    """The independent rounding: in fractions, half away from zero."""
    steps = abs(value) / step
    whole = floor(steps + Fraction(1, 2))
    return whole * step * (1 if value >= 0 else -1)


def independent(spot, fine, terms, step):
    """The price by plain fractions, written from the rule and not from the code."""
    spot, fine, step = Fraction(spot), Fraction(fine), Fraction(step)
    metal = spot * fine
    share = Fraction(terms.percent) / 100
    return half_up(metal + metal * share + Fraction(terms.per_ounce) * fine + Fraction(terms.flat), step)


PRICES = st.decimals('0.000001', '9999999', places=6)
FINES = st.decimals('0.000001', '40000', places=6)
TERMS = st.builds(
    Premium,
    percent=st.decimals('-60', '400', places=4),
    per_ounce=st.decimals('-500', '5000', places=4),
    flat=st.decimals('-500', '5000', places=4),
)
STEPS = st.sampled_from([D('0.01'), D('0.05'), D('1'), D('0.001'), D('0.25'), D('5')])
GRAMS = {'g': 1, 'kg': 1000, 'ozt': '31.1034768', 'oz': '28.349523125', 'dwt': '1.55517384', 'tola': '11.6638038'}
SHARES = [(9999, 10000), (999, 1000), (22, 24), (900, 1000), (995, 1000), (585, 1000), (18, 24), (1, 1)]


class TestPrice(BaseCase):
    """Metal plus premium, to the cent."""

    @given(spot=PRICES, fine=FINES, terms=TERMS, step=STEPS)
    @settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def test_the_price_is_that_of_an_independent_calculation(self, spot, fine, terms, step):
        self.assertEqual(Fraction(unit_price(spot, fine, terms, step)), independent(spot, fine, terms, step))

    @given(
        weight=st.decimals('0.0001', '5000', places=4),
        unit=st.sampled_from(sorted(GRAMS)),
        share=st.sampled_from(SHARES),
        basis=st.sampled_from(['gross', 'fine']),
        spot=st.decimals('1', '200000', places=6),
        terms=TERMS,
        step=STEPS,
    )
    @settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def test_from_what_the_scale_says_to_the_cent(self, weight, unit, share, basis, spot, terms, step):
        """Fineness, units and basis as the pieces compute them, against fractions from the definitions."""
        fineness = D(share[0]) / D(share[1])
        fine = bullion_math.rounded(bullion_math.weigh(weight, unit, basis, fineness)[1], 6)
        ounces = Fraction(weight) * Fraction(GRAMS[unit]) / Fraction('31.1034768')
        ounces = half_up(ounces * Fraction(*share) if basis == 'gross' else ounces, Fraction(1, 10**6))
        self.assertEqual(Fraction(fine), ounces)
        self.assertEqual(Fraction(unit_price(spot, fine, terms, step)), independent(spot, ounces, terms, step))

    @given(amount=st.decimals('-1000000', '1000000', places=9), step=STEPS)
    @settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def test_rounding_is_half_away_from_zero(self, amount, step):
        self.assertEqual(Fraction(to_step(amount, step)), half_up(Fraction(amount), Fraction(step)))

    def test_figures_anybody_can_check(self):
        eagle = item(fine_ounces=D(1))
        found = quote(eagle, SPOT, [rule(1, '5')])
        self.assertEqual((found.price, found.metal_value, found.premium), (D('4264.26'), D('4061.20'), D('203.06')))
        self.assertEqual(found.words, '1 oz fine x 4061.20 USD, +5 % (rule "Rule 1")')
        sovereign = item(fine_ounces=D('0.235400'), own=Premium(per_ounce=D('40'), flat=D('2.5')))
        found = quote(sovereign, SPOT, [rule(1, '5')])
        # 0.2354 x 4061.20 = 956.00648; + 0.2354 x 40 = 9.416; + 2.50
        self.assertEqual(found.price, D('967.92'))
        self.assertIsNone(found.rule)
        self.assertEqual(
            found.words,
            "0.2354 oz fine x 4061.20 USD, +40.00 USD per ounce, +2.50 USD per piece (the piece's own premium)",
        )
        self.assertEqual(line_total(found.price, D(10)), D('9679.20'))

    def test_half_a_cent_goes_up_once(self):
        self.assertEqual(unit_price(D('1.005'), D(1), Premium()), D('1.01'))
        self.assertEqual(unit_price(D('1.0049999'), D(1), Premium()), D('1.00'))
        self.assertEqual(unit_price(D('1234.5'), D(1), Premium(), D(1)), D(1235))

    def test_no_price_says_why(self):
        stale = Spot('gold', 'USD', D(4000), AT, "Feed", hours=D('30.5'), is_stale=True)
        for piece, spot, rules, reason in (
            (item(), None, [rule(1)], "there is no price of gold"),
            (item(), stale, [rule(1)], "the price of gold is 30.5 hours old"),
            (item(fine_ounces=D(0)), SPOT, [rule(1)], "the fine weight is not known"),
            (item(), SPOT, [], "no premium rule is for this piece"),
            (item(), SPOT, [rule(1, side=BUY)], "no premium rule is for this piece"),
            (item(own=Premium(flat=D(-5000))), SPOT, [], "premium and metal come to nothing"),
        ):
            found = quote(piece, spot, rules)
            self.assertEqual((found.price, found.reason), (None, reason))
        with self.assertRaises(ValueError):
            quote(item(metal='silver'), SPOT, [rule(1)])

    def test_the_house_buys_below_the_metal(self):
        found = quote(item(side=BUY), SPOT, [rule(1, '5'), rule(2, '-3', side=BUY)])
        self.assertEqual((found.price, found.rule.id), (D('3939.36'), 2))  # 4061.20 x 0.97 = 3939.364


class TestPremium(BaseCase):
    """Of the rules that fit, the most particular one, whatever their order."""

    def _won(self, rules, piece):
        won = {choose(some, piece).id for some in permutations(rules)}
        self.assertEqual(len(won), 1)
        return won.pop()

    def test_the_order_of_particulars(self):
        rules = [
            rule(1),
            rule(2, metal='gold'),
            rule(3, weight_from=D('0.5'), weight_to=D(2)),
            rule(4, form='coin'),
            rule(5, mint=7),
            rule(6, tier='wholesale'),
        ]
        for count in range(len(rules), 0, -1):
            with self.subTest(count=count):
                self.assertEqual(self._won(rules[:count], item(tier='wholesale')), count)
        self.assertEqual(self._won(rules, item(tier='retail')), 5)

    def test_two_particulars_go_before_one_of_the_same_kind(self):
        self.assertEqual(self._won([rule(1, mint=7), rule(2, mint=7, form='coin')], item()), 2)
        self.assertEqual(self._won([rule(1, form='coin', metal='gold'), rule(2, mint=7)], item()), 2)

    def test_quantities(self):
        rules = [rule(1, '6'), rule(2, '5', quantity_from=D(10)), rule(3, '4', quantity_from=D(100))]
        won = [self._won(rules, item(quantity=D(count))) for count in (1, 9, 10, 99, 100, 5000)]
        self.assertEqual(won, [1, 1, 2, 2, 3, 3])

    def test_bands_hold_from_their_first_weight_to_below_their_last(self):
        rules = [
            rule(1),
            rule(2, weight_to=D(1)),
            rule(3, weight_from=D(1), weight_to=D(10)),
            rule(4, weight_from=D(10)),
        ]
        won = [self._won(rules, item(fine_ounces=D(one))) for one in ('0.999999', '1', '9.999999', '10', '32.150747')]
        self.assertEqual(won, [2, 3, 3, 4, 4])
        narrow = [rule(1, weight_from=D('0.5'), weight_to=D(5)), rule(2, weight_from=D('0.9'), weight_to=D('1.1'))]
        self.assertEqual(self._won(narrow, item()), 2)

    def test_among_equals_the_order_of_the_store_decides(self):
        self.assertEqual(self._won([rule(1, sequence=20), rule(2, sequence=5)], item()), 2)
        self.assertEqual(self._won([rule(2), rule(1)], item()), 1)

    def test_why_a_rule_is_not_for_a_piece(self):
        for facts, why in (
            ({'side': BUY}, 'side'),
            ({'metal': 'silver'}, 'metal'),
            ({'form': 'bar'}, 'form'),
            ({'mint': 8}, 'mint'),
            ({'tier': 'wholesale'}, 'tier'),
            ({'weight_from': D(2)}, 'weight'),
            ({'quantity_from': D(2)}, 'quantity'),
            ({}, ''),
        ):
            self.assertEqual(misfit(rule(1, **facts), item()), why)

    def test_words(self):
        self.assertEqual(Premium().words(), 'the metal alone')
        terms = Premium(percent=D('-1.50'), per_ounce=D('2'), flat=D('-3.5'))
        self.assertEqual(terms.words('EUR'), '-1.5 %, +2.00 EUR per ounce, -3.50 EUR per piece')
