"""Real daily prices of 2008 to 2020 through the limits: markets move, and almost nothing of it is held."""

import csv
import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from ic_connect.prices._limits import HOLD, TAKE, judge
from ic_connect.prices._reading import OUNCE
from ic_connect.types import Money, Price

DATA = Path(os.environ.get('IC_SHARED') or Path(__file__).resolve().parents[3] / 'shared') / 'data' / 'precious-metals'
FIRST, LAST = date(2008, 1, 1), date(2020, 8, 25)


def prices(metal, name, column):
    """The prices of a file of the London market, oldest first."""
    path = DATA / name
    if not path.is_file():
        pytest.skip(f"{name} is not in {DATA}: set IC_SHARED to the folder that has data/precious-metals")
    with path.open(encoding='utf-8', newline='') as file:
        rows = [(date.fromisoformat(row['Date']), row[column]) for row in csv.DictReader(file)]
    for day, text in sorted(rows):
        if text and FIRST <= day <= LAST:
            at = datetime(day.year, day.month, day.day, 15, tzinfo=UTC)
            yield Price(metal, Money(Decimal(text), 'USD'), at, source='London')


METALS = [
    # metal, file, column, days of trade, days whose step is beyond 10 %
    ('gold', 'lbma_gold_daily.csv', 'USD (PM)', 3174, 0),
    ('silver', 'lbma_silver_daily.csv', 'USD', 3198, 14),
    ('platinum', 'lppm_platinum_daily.csv', 'USD PM', 3171, 1),
    ('palladium', 'lppm_palladium_daily.csv', 'USD PM', 3172, 10),
]
every_metal = pytest.mark.parametrize(
    ('metal', 'name', 'column', 'days', 'held'), METALS, ids=[one[0] for one in METALS]
)


def looked_at(price, last):
    return judge(price, last, price.observed_at + timedelta(minutes=1)).decision


@every_metal
def test_twelve_years_of_trade(metal, name, column, days, held):
    """Nothing real is refused; a person is asked about a handful of days."""
    last, found = None, []
    for price in prices(metal, name, column):
        found.append(looked_at(price, last))
        last = price  # what was held, a person has accepted
    assert (len(found), found.count(TAKE), found.count(HOLD)) == (days, days - held, held)


@every_metal
@pytest.mark.parametrize('wrong', ['by the gram', 'inverted', 'in cents'])
def test_a_wrong_figure_is_taken_on_no_day_of_them(metal, name, column, days, held, wrong):
    last, taken, seen = None, 0, 0
    turn = {'by the gram': lambda one: one / OUNCE, 'inverted': lambda one: 1 / one, 'in cents': lambda one: one * 100}
    for number, price in enumerate(prices(metal, name, column)):
        if number and not number % 6:  # every sixth day: each weekday in its turn
            money = Money(turn[wrong](price.price.amount), 'USD')
            taken += looked_at(replace(price, price=money), last) == TAKE
            seen += 1
        last = price
    assert (seen, taken) == ((days - 1) // 6, 0)
