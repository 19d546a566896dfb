"""Metal prices from a CSV text the dealer keeps by hand.

Columns (in any order, in any case): metal, price, currency, unit, time. `unit` is oz (troy ounce), g or kg; `time` is
ISO 8601 with a zone, or a bare date, which counts as the start of that day in UTC. Of several rows for one metal and
currency the latest is the price of now. A file with one unreadable row is refused as a whole: half a price list is
worse than yesterday's.
"""

import csv
import io
from datetime import UTC, date, datetime, time
from decimal import Decimal

from ..errors import Rejected
from ..types import Credential, Money, Price, PriceAnswer, as_utc
from ._reading import METALS, OUNCE, per_ounce, tidy
from .base import PriceSource

COLUMNS = ('metal', 'price', 'currency', 'unit', 'time')
GRAMS = {'oz': OUNCE, 'g': Decimal(1), 'kg': Decimal(1000)}


class ManualCsv(PriceSource):
    """A price list in a text field."""

    code = 'manual_csv'
    name = "Own price list (CSV)"
    docs_url = ''
    credentials = (
        Credential(
            'text',
            "Price list",
            secret=False,
            help="One row per metal: metal, price, currency, unit (oz, g, kg), time",
            placeholder="metal,price,currency,unit,time\ngold,4061.20,USD,oz,2026-11-20",
        ),
    )

    def __init__(self, *, text):
        self._text = text

    def check(self):
        return f"{len({(one.metal, one.price.currency) for one in self._read()})} prices"

    def get_prices(self, metals, currency):
        latest = {one.metal: one for one in self._read() if one.price.currency == currency}
        return PriceAnswer(tuple(latest[metal] for metal in metals if metal in latest))

    def get_history(self, metals, currency, first, last):
        return PriceAnswer(
            tuple(
                one
                for one in self._read()
                if one.metal in metals and one.price.currency == currency and first <= one.observed_at.date() <= last
            )
        )

    def _read(self):
        """Return all prices of the list in the order of time; of the same moment, in the order of the list."""
        if not self._text.strip():
            raise Rejected("the price list is empty")
        reader = csv.DictReader(io.StringIO(self._text.lstrip('\ufeff').strip()))
        reader.fieldnames = [(name or '').strip().lower() for name in reader.fieldnames]
        missing = [name for name in COLUMNS if name not in reader.fieldnames]
        if missing:
            raise Rejected(f"the price list lacks the columns {', '.join(missing)}")
        prices, problems = [], []
        for row in reader:
            try:
                prices.append(self._to_price(row))
            except ValueError as error:
                problems.append(f"line {reader.line_num}: {error}")
        if problems:
            raise Rejected('; '.join(problems[:10]))
        return sorted(prices, key=lambda one: one.observed_at)

    def _to_price(self, row):
        values = {name: (row[name] or '').strip() for name in COLUMNS}
        metal, unit = values['metal'].lower(), values['unit'].lower()
        if metal not in METALS:
            raise ValueError(f"{metal or 'nothing'} is not a metal we price")
        if unit not in GRAMS:
            raise ValueError(f"the unit is oz, g or kg, not {unit or 'empty'}")
        money = Money(values['price'], values['currency'].upper())
        if money.amount <= 0:
            raise ValueError("a price is above zero")
        amount = tidy(per_ounce(money.amount, GRAMS[unit]))
        return Price(metal, Money(amount, money.currency), _to_time(values['time']), source=self.name)


def _to_time(text):
    if len(text) == 10:
        return datetime.combine(date.fromisoformat(text), time(), UTC)
    return as_utc(text)
