from datetime import UTC, date, datetime, timedelta
from random import Random

from .common import MetalCase

DAY = date(2026, 3, 2)


class TestMetalHistory(MetalCase):
    """Of days long past one row is kept; nothing a person looks for is lost by it."""

    def _tick(self, at, amount, metal='gold', source="Feed", kind='tick', company=None):
        price = self.price(metal, amount)
        price = type(price)(metal, price.price, at.replace(tzinfo=UTC))
        return self.Price._ic_record([price], source, company or self.company, kind=kind)

    def _days(self, metal='gold', source="Feed"):
        found = self.Price.search(
            [('company_id', '=', self.company.id), ('metal', '=', metal), ('source', '=', source)],
            order='observed_at',
        )
        return [
            (one.observed_at, one.kind, one.price_open, one.price_high, one.price_low, one.price, one.tick_count)
            for one in found
        ]

    def test_a_day_becomes_opening_highest_lowest_and_last(self):
        for minute, amount in enumerate(('4000', '4050', '3990', '4010')):
            self._tick(datetime(2026, 3, 1, 10, minute), amount)
        self._tick(datetime(2026, 3, 1, 10, 1), '50', metal='silver')
        self._tick(datetime(2026, 3, 1, 10, 1), '4020', source="Another")
        today = self._tick(datetime(2026, 3, 2, 0, 0), '4011')
        closing = self.Price.search([('metal', '=', 'gold'), ('observed_at', '=', datetime(2026, 3, 1, 10, 3))])
        self.assertEqual(self.Price._ic_compact(DAY)[1], 3)
        row = (datetime(2026, 3, 1, 10, 3), 'day', 4000.0, 4050.0, 3990.0, 4010.0, 4)
        self.assertEqual(self._days()[0], row)
        self.assertEqual(closing.exists().price_open, 4000.0)
        self.assertEqual((today.kind, len(self._days())), ('tick', 2))
        self.assertEqual(len(self._days('silver')), 1)
        self.assertEqual(self._days(source="Another")[0][-1], 1)
        self.Price._ic_compact(DAY)
        self.assertEqual(self._days()[0], row)

    def test_what_comes_late_is_worked_in(self):
        for hour, amount in ((9, '4000'), (15, '4050')):
            self._tick(datetime(2026, 3, 1, hour), amount)
        self.Price._ic_compact(DAY)
        for hour, amount in ((8, '3900'), (17, '4020')):
            self._tick(datetime(2026, 3, 1, hour), amount)
        self.Price._ic_compact(DAY)
        self.assertEqual(self._days(), [(datetime(2026, 3, 1, 17), 'day', 3900.0, 4050.0, 3900.0, 4020.0, 4)])

    def test_ten_days_of_ticks_every_quarter_of_an_hour(self):
        """Against a plain calculation over the same figures."""
        draw, wanted, at, amount = Random(7), {}, datetime(2026, 2, 10), 400000
        prices = []
        for number in range(10 * 96):
            amount += draw.randint(-900, 900)
            moment = at + timedelta(minutes=15 * number)
            wanted.setdefault(moment.date(), []).append((moment, amount / 100))
            price = self.price('gold', f'{amount / 100:.2f}')
            prices.append(type(price)('gold', price.price, moment.replace(tzinfo=UTC)))
        self.Price._ic_record(prices, "Feed", self.company)
        self.Price._ic_compact(date(2026, 2, 20))
        expected = [
            (day[-1][0], 'day', day[0][1], max(one[1] for one in day), min(one[1] for one in day), day[-1][1], 96)
            for day in wanted.values()
        ]
        self.assertEqual(self._days(), expected)

    def test_how_long_all_are_kept_is_a_setting(self):
        settings = self.env['res.config.settings'].create({})
        self.assertEqual(settings.ic_keep_ticks_days, 30)
        settings.ic_keep_ticks_days = 3
        settings.execute()
        old = self._tick(datetime.combine(date.today() - timedelta(days=4), datetime.min.time()), '4000')
        kept = self._tick(datetime.combine(date.today() - timedelta(days=2), datetime.min.time()), '4000')
        self.Price._cron_compact()
        self.assertEqual((old.kind, kept.kind), ('day', 'tick'))
