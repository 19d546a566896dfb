from datetime import UTC, datetime
from decimal import Decimal

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tools import mute_logger

from odoo.addons.ic_connect.types import Money, Price

from .common import MetalCase

AT = datetime(2026, 11, 20, 12)


class TestPremiumRule(MetalCase):
    """The rules of a store, applied to its pieces."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mint = cls.env['ic.mint'].create({'name': "Mint of the Tests", 'company_id': cls.company.id})
        price = Price('gold', Money(Decimal('4061.20'), 'USD'), AT.replace(tzinfo=UTC), source="Feed")
        cls.Price._ic_record([price], "Feed", cls.company)
        cls.fineness = cls.env['ic.fineness'].search([('metal', '=', 'gold'), ('name', '=', '.9999')], limit=1)
        cls.bar = cls.env['product.template'].create(
            {
                'name': "Bar",
                'company_id': cls.company.id,
                'ic_category': 'bullion',
                'ic_bullion_metal': 'gold',
                'ic_bullion_form': 'bar',
                'ic_mint_id': cls.mint.id,
                'ic_bullion_weight': 100,
                'ic_bullion_unit': 'g',
                'ic_bullion_basis': 'fine',
                'ic_fineness_id': cls.fineness.id,
            }
        )

    def _rule(self, name, **values):
        rules = self.env['ic.premium.rule'].with_user(self.admin)
        return rules.create({'name': name, 'company_id': self.company.id} | values)

    def _quote(self, **facts):
        return self.bar._ic_metal_quotes(at=AT, **facts)[self.bar]

    def test_the_rule_that_holds_and_the_price(self):
        self._rule("Gold", metal='gold', percent=5)
        bars = self._rule("Bars of the mint", mint_id=self.mint.id, form='bar', percent=2.5, per_ounce=4)
        self._rule("Ten bars", mint_id=self.mint.id, form='bar', percent=2, quantity_from=10)
        self._rule("The trade", metal='gold', tier='wholesale', percent=1.25)
        # 100 g are 3.215075 oz; x 4061.20 = 13057.06259; + 2.5 % + 4 x 3.215075
        found = self._quote()
        self.assertEqual((found.price, found.rule.id), (Decimal('13396.35'), bars.id))
        self.assertEqual(
            found.words,
            '3.215075 oz fine x 4061.20 USD, +2.5 %, +4.00 USD per ounce (rule "Bars of the mint")',
        )
        self.assertEqual(self._quote(quantity=10).price, Decimal('13318.20'))
        self.assertEqual(self._quote(tier='wholesale').price, Decimal('13220.28'))
        self.assertEqual(self._quote(side='buy').reason, "no premium rule is for this piece")

    def test_a_change_of_a_rule_holds_at_once(self):
        rule = self._rule("Gold", percent=5)
        self.assertEqual(str(self._quote().price), '13709.92')
        rule.percent = 6
        self.assertEqual(self._quote().price, Decimal('13840.49'))
        rule.active = False
        self.assertIsNone(self._quote().price)

    def test_the_piece_goes_before_every_rule_when_it_is_sold(self):
        self._rule("Gold", percent=5)
        self._rule("Buy", side='buy', percent=-2)
        self.bar.write({'ic_premium_own': True, 'ic_premium_flat': 50})
        self.assertEqual((self._quote().price, self._quote().rule), (Decimal('13107.06'), None))
        self.assertEqual(self._quote(side='buy').price, Decimal('12795.92'))

    def test_prices_are_rounded_to_the_step_of_the_store(self):
        self._rule("Gold", percent=5)
        self.company.ic_spot_step = 5
        self.assertEqual(self._quote().price, Decimal(13710))

    def test_words_for_people(self):
        rule = self._rule(
            "A rule",
            metal='gold',
            form='coin',
            tier='wholesale',
            weight_from=0.5,
            weight_to=2,
            quantity_from=20,
            flat=3,
        )
        self.assertEqual(rule.holds_for, "Gold, Coin, 0.5 to below 2 oz, from 20 pieces, Wholesale")
        self.assertEqual(rule.asks, "+3.00 USD per piece")
        self.assertEqual(self._rule("All", percent=1.5).holds_for, "Everything")

    def test_trying_says_why_the_others_do_not_hold(self):
        self._rule("Gold", metal='gold', percent=5)
        self._rule("Silver", metal='silver', percent=9)
        self._rule("Bars", form='bar', percent=4)
        attempt = self.env['ic.premium.try'].with_user(self.admin).create({'product_tmpl_id': self.bar.id})
        attempt._compute_price()
        self.assertEqual(
            attempt.others,
            "Gold (+5 %): fits too, but is less particular\nSilver (+9 %): another metal",
        )

    def test_what_makes_no_sense_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "Gift: a rule for selling asks something over the metal"):
            self._rule("Gift", percent=-5)
        for values in ({'weight_from': 2, 'weight_to': 1}, {'quantity_from': 0}, {'percent': -100, 'side': 'buy'}):
            with self.assertRaises(IntegrityError), mute_logger('odoo.sql_db'), self.cr.savepoint():
                self._rule("Nonsense", **values)

    def test_employees_see_the_price_and_not_how_it_is_made(self):
        self._rule("Gold", percent=5)
        with self.assertRaises(AccessError):
            self.env['ic.premium.rule'].with_user(self.employee).search([], limit=1)
        with self.assertRaises(AccessError):
            self.bar.with_user(self.employee).read(['ic_metal_price_words'])
        with self.assertRaises(AccessError):
            self.bar.with_user(self.employee).read(['ic_premium_percent'])
        self.company.ic_spot_max_hours = 1e7
        self.bar.invalidate_recordset()
        self.assertEqual(self.bar.with_user(self.employee).ic_metal_price, 13709.92)
