import os
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from .live_case import LiveCase
from .test_pricing import GRAMS, half_up

THOROUGH = settings(
    max_examples=int(os.environ.get('IC_EXAMPLES', '25')),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
    derandomize=True,
)


@tagged('post_install', '-at_install')
class TestLiveProperty(LiveCase):
    """The price a client is asked, against fractions written from the rule: from the scale to his cent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fines = cls.env['ic.fineness'].search([('metal', '=', 'gold')])
        cls.rate = cls.env['res.currency.rate'].create(
            {'currency_id': cls.euro.id, 'company_id': cls.company.id, 'name': '2020-01-01', 'rate': 1.0}
        )
        cls.env['res.currency.rate'].search([('currency_id', '=', cls.dollar.id)]).unlink()
        cls.list = cls.env['product.pricelist'].create(
            {'name': "Euros", 'company_id': cls.company.id, 'currency_id': cls.euro.id}
        )

    def test_to_the_cent(self):
        @given(
            weight=st.decimals('0.01', '900', places=3),
            unit=st.sampled_from(sorted(GRAMS)),
            basis=st.sampled_from(['gross', 'fine']),
            fineness=st.sampled_from(self.fines.ids),
            spot=st.decimals('10', '9000', places=2),
            rate=st.decimals('0.2', '5', places=4),
            percent=st.decimals('0.1', '60', places=2),
            ounce=st.decimals('0', '40', places=2),
            flat=st.decimals('0', '90', places=2),
        )
        @THOROUGH
        def check(**facts):
            self._check(**facts)

        check()

    def _check(self, weight, unit, basis, fineness, spot, rate, percent, ounce, flat):
        metal = self.env['ic.fineness'].browse(fineness)
        self.eagle.write(
            {
                'ic_bullion_weight': float(weight),
                'ic_bullion_unit': unit,
                'ic_bullion_basis': basis,
                'ic_fineness_id': fineness,
                'ic_premium_own': True,
                'ic_premium_percent': float(percent),
                'ic_premium_ounce': float(ounce),
                'ic_premium_flat': float(flat),
            }
        )
        self.rate.rate = float(rate)
        self.Price.search([('company_id', '=', self.company.id)]).unlink()
        self.tick(str(spot), follow=False)
        fine = Fraction(weight) * Fraction(GRAMS[unit]) / Fraction('31.1034768')
        share = Fraction(metal.numerator, metal.denominator)
        fine = half_up(fine * share if basis == 'gross' else fine, Fraction(1, 10**6))
        value = Fraction(spot) * fine
        exact = value * (1 + Fraction(percent) / 100) + Fraction(ounce) * fine + Fraction(flat)
        dollars = half_up(exact, Fraction(1, 100))
        self.assertEqual(Fraction(repr(self.eagle.ic_price_now)), dollars)
        variant = self.eagle.product_variant_id
        self.assertEqual(Fraction(repr(variant._price_compute('list_price')[variant.id])), dollars)
        euros = half_up(dollars * Fraction(rate), Fraction(1, 100))
        asked = Decimal(repr(self.list._get_product_price(variant, 1.0))).quantize(Decimal('0.01'), ROUND_HALF_EVEN)
        self.assertEqual(Fraction(asked), euros)


@tagged('post_install', '-at_install')
class TestForeignStore(LiveCase):
    """A store in euros that is told dollars: metals, units, breaks, buyers and premiums, against plain fractions."""

    BAND, BREAK = '0.5', 10

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.store = cls.env['res.company'].create({'name': "Vienna", 'currency_id': cls.euro.id})
        cls.env.user.company_ids |= cls.store
        cls.env = cls.env(context={**cls.env.context, 'allowed_company_ids': cls.store.ids})
        cls.store = cls.store.with_env(cls.env)
        cls.rate = cls.env['res.currency.rate'].create(
            {'currency_id': cls.dollar.id, 'company_id': cls.store.id, 'name': '2020-01-01', 'rate': 1.0}
        )
        common = {'company_id': cls.store.id, 'percent': 1}
        conditions = {
            'all': {},
            'trade': {'tier': 'wholesale'},
            'many': {'metal': 'gold', 'quantity_from': cls.BREAK},
            'small': {'weight_to': float(cls.BAND)},
        }
        rules = cls.env['ic.premium.rule']
        cls.own_rules = {name: rules.create({'name': name, **common, **facts}) for name, facts in conditions.items()}
        cls.piece = cls.make_bullion("Bar", company_id=cls.store.id).with_env(cls.env)
        cls.trade = cls.env['product.pricelist'].create(
            {'name': "Trade", 'company_id': cls.store.id, 'currency_id': cls.euro.id, 'ic_price_tier': 'wholesale'}
        )
        cls.retail = cls.trade.copy({'name': "Retail", 'ic_price_tier': 'retail'})

    def test_to_the_cent(self):
        terms = st.tuples(
            st.decimals('0.1', '60', places=2), st.decimals('0', '40', places=2), st.decimals('0', '90', places=2)
        )

        @given(
            weight=st.decimals('0.5', '900', places=3),
            unit=st.sampled_from(sorted(GRAMS)),
            basis=st.sampled_from(['gross', 'fine']),
            fineness=st.sampled_from(self.env['ic.fineness'].search([]).ids),
            spot=st.decimals('10', '9000', places=2),
            rate=st.decimals('0.2', '5', places=4),
            rules=st.fixed_dictionaries(dict.fromkeys(self.own_rules, terms)),
            own=st.none() | terms,
            tier=st.sampled_from(['retail', 'wholesale']),
            quantity=st.sampled_from([1, self.BREAK - 1, self.BREAK, 25]),
        )
        @THOROUGH
        def check(**facts):
            self._check(**facts)

        check()

    def _check(self, weight, unit, basis, fineness, spot, rate, rules, own, tier, quantity):
        alloy = self.env['ic.fineness'].browse(fineness)
        for name, terms in rules.items():
            self.own_rules[name].write(dict(zip(('percent', 'per_ounce', 'flat'), map(float, terms))))
        values = dict(zip(('ic_premium_percent', 'ic_premium_ounce', 'ic_premium_flat'), map(float, own or ())))
        self.piece.write(
            {
                'ic_bullion_metal': alloy.metal,
                'ic_fineness_id': fineness,
                'ic_bullion_weight': float(weight),
                'ic_bullion_unit': unit,
                'ic_bullion_basis': basis,
                'ic_premium_own': own is not None,
                **values,
            }
        )
        self.rate.rate = float(rate)
        self.Price.search([('company_id', '=', self.store.id)]).unlink()
        self.Price._ic_record([self.price(alloy.metal, str(spot), 5)], "Test Feed", self.store)
        self.env.invalidate_all()
        fine = Fraction(weight) * Fraction(GRAMS[unit]) / Fraction('31.1034768')
        share = Fraction(alloy.numerator, alloy.denominator)
        fine = half_up(fine * share if basis == 'gross' else fine, Fraction(1, 10**6))
        percent, ounce, flat = own or rules[self._rule(alloy.metal, fine, tier, quantity)]
        value = half_up(Fraction(spot) / Fraction(rate), Fraction(1, 10**6)) * fine
        euros = half_up(
            value * (1 + Fraction(percent) / 100) + Fraction(ounce) * fine + Fraction(flat), Fraction(1, 100)
        )
        live = self.piece._ic_live_prices(tier=tier, quantity=quantity)[self.piece]
        self.assertEqual((Fraction(repr(live.amount)), live.currency), (euros, self.euro))
        pricelist = self.trade if tier == 'wholesale' else self.retail
        asked = pricelist._get_product_price(self.piece.product_variant_id, float(quantity))
        self.assertEqual(Fraction(repr(asked)), euros)

    def _rule(self, metal, fine, tier, quantity):
        """Return the rule that holds, as the guide says it: the buyer first, then the weight, then the metal."""
        if tier == 'wholesale':
            return 'trade'
        if fine < Fraction(self.BAND):
            return 'small'
        return 'many' if metal == 'gold' and quantity >= self.BREAK else 'all'
