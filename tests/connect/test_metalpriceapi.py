"""MetalpriceAPI, against answers as its documentation shows them (recorded/metalpriceapi)."""
# ruff: noqa: F401, F811 - fixtures are imported

import logging
from datetime import UTC, date, datetime

import pytest
from prices_common import FOUR, KEY, amounts, answer, asked, make, reasons

from ic_connect import errors


@pytest.fixture
def service(make):
    return make('metalpriceapi')


def test_rates_are_turned_into_prices_and_the_key_stays_out_of_the_address(peer, service):
    peer.answers = [answer('metalpriceapi', 'latest')]
    found = service.get_prices(FOUR, 'USD')
    assert amounts(found) == {
        'gold': '1795.3643692 USD',
        'silver': '26.16431188 USD',
        'platinum': '1096.44313846 USD',
        'palladium': '2791.42474319 USD',
    }
    assert found.of('silver').observed_at == datetime(2021, 7, 6, 22, 9, 37, tzinfo=UTC)
    assert asked(peer) == [('/v1/latest', {'base': 'USD', 'currencies': 'XAU,XAG,XPT,XPD'})]
    assert peer.asked[0].headers['x-api-key'] == KEY


def test_another_currency_comes_from_rates_of_the_same_moment(peer, service):
    peer.answers = [answer('metalpriceapi', 'latest_in_euro')]
    found = service.get_prices(['gold', 'copper'], 'EUR')
    assert asked(peer)[0][1]['currencies'] == 'XAU,EUR'
    assert amounts(found) == {'gold': '1517.44196485 EUR'}
    assert found.of('gold').fx == "1 USD = 0.8452 EUR, MetalpriceAPI's own rate of the same moment"


def test_a_rate_by_the_gram_is_a_price_by_the_ounce_when_it_says_so(peer, service):
    # 0.017324327 grams for a dollar: 57.7223 a gram, 1795.36 an ounce.
    peer.answers = [answer('metalpriceapi', 'latest_by_gram')]
    found = service.get_prices(['gold'], 'USD')
    assert f'{found.of("gold").price.amount:.2f}' == '1795.36'


def test_what_it_leaves_out_is_said(peer, service):
    peer.answers = [answer('metalpriceapi', 'latest_in_euro', base='EUR'), answer('metalpriceapi', 'latest_in_euro')]
    with pytest.raises(errors.Rejected, match="MetalpriceAPI was asked for prices in USD and answers in EUR"):
        service.get_prices(['gold'], 'EUR')
    assert reasons(service.get_prices(['gold', 'silver'], 'EUR')) == [
        'MetalpriceAPI, silver, nothing: the answer leaves it out'
    ]


def test_past_days(peer, service):
    peer.answers = [answer('metalpriceapi', 'timeframe')]
    found = service.get_history(['silver', 'gold'], 'USD', date(2021, 4, 22), date(2021, 4, 23))
    assert [(one.metal, one.observed_at.day, f'{one.price.amount:.2f}') for one in found.prices] == [
        ('silver', 22, '26.16'),
        ('gold', 22, '1785.71'),
        ('silver', 23, '25.99'),
        ('gold', 23, '1776.58'),
    ]
    query = {'start_date': '2021-04-22', 'end_date': '2021-04-23', 'base': 'USD', 'currencies': 'XAG,XAU'}
    assert asked(peer) == [('/v1/timeframe', query)]
    today = datetime.now(UTC).date()
    assert service.get_history(['gold'], 'USD', today, today).prices == service.get_prices([], 'USD').prices == ()
    assert len(peer.asked) == 1


def test_check_costs_no_request_of_the_month(peer, service):
    peer.answers = [answer('metalpriceapi', 'usage')]
    assert service.check() == 'Business plan, 12 of 100 requests used'
    assert asked(peer) == [('/v1/usage', {})]


@pytest.mark.parametrize(
    ('given', 'raised', 'wait'),
    [
        (answer('metalpriceapi', 'error_key'), errors.AuthError, None),
        (answer('metalpriceapi', 'error_quota'), errors.RateLimited, 21600),
        (answer('metalpriceapi', 'error_symbol'), errors.Rejected, None),
        ({'status': 429, 'headers': {'Retry-After': '61'}}, errors.RateLimited, 61),
        ({'status': 403}, errors.AuthError, None),
        ({'status': 500}, errors.Unreachable, None),
        ({'body': b'null'}, errors.Unreachable, None),
        ({'body': b'{"success": true, "base": "USD", "timestamp": 1, "rates": []}'}, errors.Unreachable, None),
    ],
)
def test_failures_have_their_class_and_no_key_in_them(peer, service, given, raised, wait, caplog):
    caplog.set_level(logging.DEBUG)
    peer.answers = [given, given]
    with pytest.raises(raised) as failure:
        service.get_prices(['gold'], 'USD')
    assert failure.value.retry_after == wait
    assert KEY not in str(failure.value) and KEY not in caplog.text
