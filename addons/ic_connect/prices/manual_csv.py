"""Metal prices from a CSV text the dealer keeps by hand.

Columns (in any order, in any case): metal, price, currency, unit, time. `unit` is oz (troy ounce), g or kg; `time` is
ISO 8601 with a zone, or a bare date, which counts as the start of that day in UTC. Of several rows for one metal and
currency the latest wins. A file with one unreadable row is refused as a whole: half a price list is worse than
yesterday's.
"""

import csv
import io
from datetime import UTC, date, datetime, time
from decimal import Decimal

from ..errors import Rejected
from ..types import Credential, Money, Price, as_utc
from .base import PriceSource

COLUMNS = ('metal', 'price', 'currency', 'unit', 'time')
METALS = ('gold', 'silver', 'platinum', 'palladium', 'rhodium', 'copper')
GRAMS = {'oz': Decimal('31.1034768'), 'g': Decimal(1), 'kg': Decimal(1000)}  # the troy ounce is exact by definition


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
        prices = self._read()
        return f"{len(prices)} prices"

    def get_prices(self, metals, currency):
        prices = self._read()
        return {metal: prices[metal, currency] for metal in metals if (metal, currency) in prices}

    def _read(self):
        if not self._text.strip():
            raise Rejected("the price list is empty")
        reader = csv.DictReader(io.StringIO(self._text.lstrip('\ufeff').strip()))
        reader.fieldnames = [(name or '').strip().lower() for name in reader.fieldnames]
        missing = [name for name in COLUMNS if name not in reader.fieldnames]
        if missing:
            raise Rejected(f"the price list lacks the columns {', '.join(missing)}")
        prices, problems = {}, []
        for row in reader:
            try:
                price = self._to_price(row)
            except ValueError as error:
                problems.append(f"line {reader.line_num}: {error}")
                continue
            key = price.metal, price.price.currency
            if key not in prices or prices[key].observed_at <= price.observed_at:
                prices[key] = price
        if problems:
            raise Rejected('; '.join(problems[:10]))
        return prices

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
        per_ounce = money.amount if unit == 'oz' else money.amount * GRAMS['oz'] / GRAMS[unit]
        return Price(metal, Money(per_ounce, money.currency), _to_time(values['time']))


def _to_time(text):
    if len(text) == 10:
        return datetime.combine(date.fromisoformat(text), time(), UTC)
    return as_utc(text)
