"""The price list a dealer keeps by hand."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ic_connect.errors import Rejected
from ic_connect.prices.manual_csv import ManualCsv
from ic_connect.types import Money

HEADER = 'metal,price,currency,unit,time\n'


def test_prices_come_per_troy_ounce_and_the_latest_wins():
    source = ManualCsv(
        text='\ufeffTime,Metal,Price,Currency,Unit\n'
        '2026-11-20,Gold,4061.20,usd,oz\n'
        '2026-11-19T23:00:00-05:00,gold,4000,USD,oz\n'
        '2026-11-20,silver,1000,EUR,kg\n'
        '2026-11-20,platinum,50,USD,g\n'
    )
    assert source.check() == '3 prices'
    answer = source.get_prices(['gold', 'platinum', 'silver', 'copper'], 'USD')
    assert [one.metal for one in answer.prices] == ['gold', 'platinum'] and answer.refused == ()
    assert answer.of('gold').price == Money('4000', 'USD')  # 04:00 UTC is later than midnight
    assert answer.of('gold').observed_at == datetime(2026, 11, 20, 4, tzinfo=UTC)
    assert answer.of('gold').source == 'Own price list (CSV)'
    assert answer.of('platinum').price == Money('1555.17384', 'USD')
    assert answer.of('silver') is None
    assert source.get_prices(['silver'], 'EUR').of('silver').price.amount == Decimal('31.1034768')


def test_past_days_come_in_the_order_of_time_whatever_the_order_of_the_list():
    source = ManualCsv(
        text=HEADER + 'gold,3,USD,oz,2026-11-03\ngold,1,USD,oz,2026-11-01\nsilver,9,USD,oz,2026-11-02\n'
        'gold,2,USD,oz,2026-11-02T23:59:59Z\ngold,8,EUR,oz,2026-11-02\ngold,4,USD,oz,2026-11-04'
    )
    found = source.get_history(['gold'], 'USD', date(2026, 11, 2), date(2026, 11, 3))
    assert [(one.observed_at.day, one.price.amount) for one in found.prices] == [(2, 2), (3, 3)]
    assert source.get_history(['gold'], 'USD', date(2027, 1, 1), date(2027, 1, 2)).prices == ()


@pytest.mark.parametrize(
    ('text', 'message'),
    [
        ('', 'the price list is empty'),
        ('metal;price\ngold;1', 'lacks the columns'),
        (HEADER + 'tin,1,USD,oz,2026-11-20', 'line 2: tin is not a metal we price'),
        (HEADER + 'gold,-1,USD,oz,2026-11-20', 'line 2: a price is above zero'),
        (HEADER + 'gold,=1+1,USD,oz,2026-11-20', "line 2: not an amount: '=1\\+1'"),
        (HEADER + 'gold,1,USD,ounce,2026-11-20', 'line 2: the unit is oz, g or kg'),
        (HEADER + 'gold,1,USD,oz,2026-11-20T10:00:00', 'line 2: a time needs its zone'),
        (HEADER + 'gold,1,USD,oz,2026-11-20\ngold,2', 'line 3: the unit is oz, g or kg, not empty'),
    ],
)
def test_an_unreadable_row_refuses_the_whole_list(text, message):
    with pytest.raises(Rejected, match=message):
        ManualCsv(text=text).get_prices(['gold'], 'USD')
