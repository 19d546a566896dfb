"""GoldAPI, against answers as public clients of it read them (recorded/goldapi)."""
# ruff: noqa: F401, F811 - fixtures are imported

import logging
from datetime import UTC, date, datetime

import pytest
from prices_common import KEY, amounts, answer, asked, make, reasons

from ic_connect import errors
from ic_connect.types import Money


@pytest.fixture
def service(make):
    return make('goldapi')


def test_each_metal_is_a_call_and_the_price_is_the_price(peer, service):
    peer.answers = [answer('goldapi', 'price')]
    found = service.get_prices(['gold', 'rhodium'], 'USD')
    gold = found.of('gold')
    assert amounts(found) == {'gold': '2199.51 USD'}
    assert (gold.bid, gold.ask) == (Money('2199.14', 'USD'), Money('2199.88', 'USD'))
    assert (gold.observed_at, gold.source) == (datetime(2024, 3, 21, 13, 43, tzinfo=UTC), 'GoldAPI')
    assert asked(peer) == [('/api/XAU/USD', {})]
    assert peer.asked[0].headers['x-access-token'] == KEY


def test_other_currencies_are_asked_for(peer, service):
    peer.answers = [answer('goldapi', 'price_silver_euro')]
    found = service.get_prices(['silver'], 'EUR')
    assert asked(peer) == [('/api/XAG/EUR', {})]
    assert amounts(found) == {'silver': '23.3317 EUR'} and found.of('silver').fx == ''


@pytest.mark.parametrize(
    ('changes', 'reason'),
    [
        ({'currency': 'EUR'}, 'GoldAPI, gold, 2199.51: asked for USD, the answer is about EUR'),
        ({'metal': 'XAG'}, 'GoldAPI, gold, 2199.51: asked for XAU, the answer is about XAG'),
        ({'price': None}, 'GoldAPI, gold, nothing: there is no figure'),
        ({'price': 0}, 'GoldAPI, gold, 0: a price is above zero'),
        ({'price': -2199.51}, 'GoldAPI, gold, -2199.51: a price is above zero'),
        ({'price': '2199.51'}, 'GoldAPI, gold, 2199.51: this is not a number'),
        (
            {'price': 70.7159},
            'GoldAPI, gold, 70.7159: a gram of it is stated as 70.7159 USD, which does not fit',
        ),
        (
            {'price': 0.00045464, 'price_gram_24k': None},
            'GoldAPI, gold, 0.00045464: an ounce of gold does not cost 0.000455 USD; '
            'turned round it would be 2199.54: it looks inverted',
        ),
        ({'timestamp': None}, 'GoldAPI, gold, 2199.51: the answer does not say when this was the price'),
        ({'bid': -1}, 'GoldAPI, gold, 2199.51: bid -1: a price is above zero'),
    ],
)
def test_what_is_no_price_is_refused(peer, service, changes, reason):
    peer.answers = [answer('goldapi', 'price', **changes)]
    found = service.get_prices(['gold'], 'USD')
    assert (found.prices, reasons(found)) == ((), [reason])


def test_sides_that_are_left_out_are_none(peer, service):
    peer.answers = [answer('goldapi', 'price', bid=None, ask=0)]
    gold = service.get_prices(['gold'], 'USD').of('gold')
    assert (gold.bid, gold.ask) == (None, None)


def test_a_past_day_is_a_call_and_a_day_without_a_price_is_passed_over(peer, service):
    peer.answers = [answer('goldapi', 'day'), answer('goldapi', 'no_data')]
    found = service.get_history(['gold'], 'USD', date(2020, 8, 21), date(2020, 8, 22))
    assert [path for path, _query in asked(peer)] == ['/api/XAU/USD/20200821', '/api/XAU/USD/20200822']
    assert [(one.observed_at, one.price) for one in found.prices] == [
        (datetime(2020, 8, 21, 23, 59, 59, tzinfo=UTC), Money('1940.1', 'USD'))
    ]


def test_a_range_that_would_use_up_the_month_is_refused_before_anybody_is_asked(peer, service):
    with pytest.raises(errors.Rejected, match="ask for at most 130, not 732"):
        service.get_history(['gold', 'silver'], 'USD', date(2020, 1, 1), date(2020, 12, 31))
    today = datetime.now(UTC).date()
    assert service.get_history(['gold'], 'USD', today, today).prices == ()
    assert peer.asked == []


def test_check_says_what_gold_costs(peer, service):
    peer.answers = [answer('goldapi', 'price'), answer('goldapi', 'price', price=0)]
    assert service.check() == 'gold 2199.51 USD of 2024-03-21 13:43 UTC'
    assert service.check() == 'it answers, but: GoldAPI, gold, 0: a price is above zero'


@pytest.mark.parametrize(
    ('given', 'raised', 'wait'),
    [
        (answer('goldapi', 'error_key'), errors.AuthError, None),
        (answer('goldapi', 'error_quota'), errors.RateLimited, 21600),
        (answer('goldapi', 'no_data'), errors.NotFound, None),
        ({'body': b'{"error": "Invalid API key key-of-the-tests-7731"}'}, errors.AuthError, None),
        ({'body': b'{"error": "Monthly limit reached"}'}, errors.RateLimited, 21600),
        ({'body': b'{"error": "Bad request"}'}, errors.Rejected, None),
        ({'body': b'[]'}, errors.Unreachable, None),
        ({'status': 429, 'headers': {'Retry-After': '30'}}, errors.RateLimited, 30),
        ({'status': 502}, errors.Unreachable, None),
    ],
)
def test_failures_have_their_class_and_no_key_in_them(peer, service, given, raised, wait, caplog):
    caplog.set_level(logging.DEBUG)
    peer.answers = [given, given]
    with pytest.raises(raised) as failure:
        service.get_prices(['gold'], 'USD')
    assert failure.value.retry_after == wait
    assert KEY not in str(failure.value) and KEY not in caplog.text
