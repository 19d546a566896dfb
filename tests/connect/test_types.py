"""The dataclasses refuse what would hurt later."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from ic_connect.types import Event, Listing, Money, Order, OrderLine, StockLevel, as_utc

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize('amount', [0.1, True, 'ten', None, Decimal('NaN'), 'Infinity'])
def test_money_refuses(amount):
    with pytest.raises(ValueError):
        Money(amount, 'USD')


@pytest.mark.parametrize('currency', ['usd', 'US', 'DOLLAR', '', None, 'U$D'])
def test_currency_refused(currency):
    with pytest.raises(ValueError):
        Money(1, currency)


@pytest.mark.parametrize(
    ('amount', 'currency', 'units'),
    [
        ('12.345', 'USD', 1235),
        ('-12.345', 'USD', -1235),
        ('1234.5', 'JPY', 1235),
        ('1.0005', 'KWD', 1001),
        (7, 'EUR', 700),
    ],
)
def test_smallest_units(amount, currency, units):
    money = Money(amount, currency)
    assert money.to_minor() == units
    assert money.rounded() == Money.from_minor(units, currency)


def test_money_adds_and_shows_exactly():
    assert Money('0.1', 'USD') + Money('0.2', 'USD') == Money('0.3', 'USD')
    assert Money('1', 'USD') - Money('3', 'USD') == Money('-2', 'USD')
    assert str(Money('1E+5', 'USD')) == '100000 USD'
    with pytest.raises(ValueError):
        Money(1, 'USD') + Money(1, 'EUR')
    with pytest.raises(ValueError):
        Money.from_minor(1.5, 'USD')


def test_times_need_a_zone_and_become_utc():
    assert as_utc('2026-11-21T14:00:00+02:00') == NOON
    assert as_utc('2026-11-21T12:00:00Z') == NOON
    assert as_utc(datetime(2026, 11, 21, 7, tzinfo=timezone(timedelta(hours=-5)))).tzinfo is UTC
    for bad in ('2026-11-21T12:00:00', datetime.fromisoformat('2026-11-21'), 'yesterday', None):
        with pytest.raises((ValueError, TypeError)):
            as_utc(bad)
    with pytest.raises(ValueError):
        StockLevel('1', 1, datetime.fromisoformat('2026-11-21'))


def test_ids_are_text_and_quantities_make_sense():
    with pytest.raises(ValueError):
        Event(17, 'order.created', NOON)
    with pytest.raises(ValueError):
        Listing('S1', 'Title', Money(1, 'USD'), -1)
    with pytest.raises(ValueError):
        OrderLine('1', 0, Money(1, 'USD'))


def test_an_order_is_frozen():
    line = OrderLine('l1', 1, Money('9500', 'USD'), sku='ROL-1')
    order = Order('o1', '2026-11-21T12:00:00Z', NOON, 'open', Money('9500', 'USD'), [line])
    assert order.lines == (line,) and order.created_at == NOON
    with pytest.raises(AttributeError):
        order.status = 'cancelled'
