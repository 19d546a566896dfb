from datetime import UTC, datetime, timedelta
from decimal import Decimal

from odoo.exceptions import AccessError, UserError
from odoo.tests import BaseCase

from odoo.addons.ic_connect.types import Money, Price

from ..pricing.spot import age, closed_between
from .common import MetalCase

FRIDAY = datetime(2026, 11, 20, 12)


class TestSpot(MetalCase):
    """What an ounce costs for a store, and from when on it costs nothing any more."""

    def _tick(self, amount, at, currency='USD', company=None, **facts):
        price = Price('gold', Money(Decimal(amount), currency), at.replace(tzinfo=UTC), source="Feed", **facts)
        return self.Price._ic_record([price], "Feed", company)

    def test_the_newest_that_holds_for_the_store(self):
        self.assertIsNone(self.company._ic_spot('rhodium'))
        other = self.env['res.company'].create({'name': "Elsewhere", 'currency_id': self.dollar.id})
        self._tick('4000', FRIDAY - timedelta(hours=3))
        tick = self._tick('4010', FRIDAY - timedelta(hours=2), company=self.company)
        self._tick('9000', FRIDAY - timedelta(hours=1), company=other)
        spot = self.company._ic_spot('gold', at=FRIDAY)
        self.assertEqual((spot.price, spot.currency, spot.tick_id), (Decimal(4010), 'USD', tick.id))
        self.assertEqual((spot.hours, spot.is_stale, spot.fx, spot.bid), (Decimal(2), False, '', None))
        self.assertEqual(self.company._ic_spot('gold', at=FRIDAY - timedelta(hours=2, minutes=1)).price, Decimal(4000))
        self.assertEqual(other._ic_spot('gold', at=FRIDAY).price, Decimal(9000))

    def test_it_is_stale_a_moment_after_its_time(self):
        self.company.ic_spot_max_hours = 2
        self._tick('4000', FRIDAY)
        self.assertFalse(self.company._ic_spot('gold', at=FRIDAY + timedelta(hours=2)).is_stale)
        self.assertTrue(self.company._ic_spot('gold', at=FRIDAY + timedelta(hours=2, minutes=1)).is_stale)

    def test_a_weekend_makes_nothing_older_where_the_store_says_so(self):
        self._tick('4000', FRIDAY)
        monday = datetime(2026, 11, 23, 12)
        spot = self.company._ic_spot('gold', at=monday)
        self.assertEqual((spot.hours, spot.is_stale), (Decimal(24), False))
        self.company.ic_spot_rests = False
        spot = self.company._ic_spot('gold', at=monday)
        self.assertEqual((spot.hours, spot.is_stale), (Decimal(72), True))

    def test_another_currency_by_the_rates_of_odoo_and_it_says_so(self):
        self.env['res.currency.rate'].search([('company_id', '=', self.company.id)]).unlink()
        self.env['res.currency.rate'].create(
            {'currency_id': self.euro.id, 'company_id': self.company.id, 'name': '2026-11-20', 'rate': 0.8}
        )
        self._tick('4000', FRIDAY, bid=Money('3999', 'USD'), ask=Money('4001', 'USD'))
        spot = self.company._ic_spot('gold', self.euro, at=FRIDAY)
        self.assertEqual((spot.price, spot.bid, spot.ask), (Decimal(3200), Decimal('3199.2'), Decimal('3200.8')))
        self.assertEqual(
            (spot.currency, spot.fx), ('EUR', "from 4000 USD, 1 USD = 0.8 EUR by Odoo's rate of 2026-11-20")
        )
        self.company.ic_spot_converts = False
        self.assertIsNone(self.company._ic_spot('gold', self.euro, at=FRIDAY))

    def test_a_fresh_price_in_the_currency_goes_before_a_newer_one_in_another(self):
        self._tick('3300', FRIDAY - timedelta(hours=5), 'EUR', fx="1 USD = 0.825 EUR, Feed's own rate")
        self._tick('4000', FRIDAY)
        spot = self.company._ic_spot('gold', self.euro, at=FRIDAY)
        self.assertEqual((spot.price, spot.fx), (Decimal(3300), "1 USD = 0.825 EUR, Feed's own rate"))
        self.company.ic_spot_max_hours = 2
        self.assertEqual(self.company._ic_spot('gold', self.euro, at=FRIDAY).source, "Feed")
        self.assertIn("from 4000 USD", self.company._ic_spot('gold', self.euro, at=FRIDAY).fx)

    # === ENTERED BY A PERSON === #

    def _entry(self, amount, **values):
        entry = self.env['ic.metal.price.entry'].with_user(self.admin)
        return entry.create({'metal': 'gold', 'price': amount, 'company_id': self.company.id} | values)

    def test_a_price_is_entered_by_the_kilogram(self):
        self._entry(128599.0, unit='kg').action_enter()
        spot = self.company._ic_spot('gold')
        self.assertEqual((spot.price, spot.source), (Decimal('3999.876013'), f"Entered by {self.admin.name}"))

    def test_a_jump_asks_whether_it_was_meant_and_nonsense_is_refused(self):
        self._entry(4000.0, observed_at=self.now - timedelta(hours=1)).action_enter()
        entry = self._entry(128.6)
        self.assertIn("As a price per gram it would be 3999.91 per ounce", entry.doubt)
        with self.assertRaisesRegex(UserError, "beyond 10 % a person decides"):
            entry.action_enter()
        with self.assertRaisesRegex(UserError, "it looks inverted"):
            self._entry(0.00025, is_sure=True).action_enter()
        self.assertEqual(len(self.ticks()), 1)
        entry.is_sure = True
        entry.action_enter()
        self.assertEqual(self.ticks()[-1], ('gold', 128.6, 0))

    def test_nobody_enters_prices_for_a_store_he_does_not_work_in(self):
        other = self.env['res.company'].create({'name': "Elsewhere", 'currency_id': self.dollar.id})
        text = "metal,price,currency,unit,time\ngold,4000,USD,oz,2026-11-20"
        read = self.env['ic.metal.price.import'].with_user(self.admin)
        for act in (
            lambda: self._entry(4000.0, company_id=other.id).action_enter(),
            lambda: read.create({'text': text, 'company_id': other.id}).action_read(),
        ):
            with self.assertRaises(AccessError):
                act()
        self.assertFalse(self.Price.search([('company_id', '=', other.id)], limit=1))


class TestAge(BaseCase):
    """How old a price is, with weekends left out."""

    def test_the_weekend_of_the_markets(self):
        close, opening = datetime(2026, 11, 20, 22), datetime(2026, 11, 22, 22)
        self.assertEqual(closed_between(close, opening), timedelta(hours=48))
        self.assertEqual(closed_between(close - timedelta(hours=1), close + timedelta(hours=1)), timedelta(hours=1))
        self.assertEqual(closed_between(opening, opening + timedelta(days=4)), timedelta())
        self.assertEqual(closed_between(opening - timedelta(hours=1), opening), timedelta(hours=1))
        self.assertEqual(closed_between(close, close + timedelta(days=21)), timedelta(hours=144))

    def test_ages(self):
        self.assertEqual(age(FRIDAY, FRIDAY + timedelta(days=7)), timedelta(days=5))
        self.assertEqual(age(FRIDAY, FRIDAY + timedelta(days=7), rests=False), timedelta(days=7))
        self.assertEqual(age(FRIDAY, FRIDAY - timedelta(minutes=3)), timedelta())
