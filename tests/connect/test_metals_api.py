"""Metals-API, against answers as its documentation shows them (recorded/metals_api)."""
# ruff: noqa: F401, F811 - fixtures are imported

import json
import logging
from datetime import UTC, date, datetime

import pytest
from prices_common import FOUR, KEY, amounts, answer, asked, make, reasons

from ic_connect import errors


@pytest.fixture
def service(make):
    return make('metals_api')


def changed(name='latest', **rates):
    """The recorded answer with some rates changed; None of the value `...` is left out."""
    body = json.loads(answer('metals_api', name)['body'])
    body['rates'] |= rates
    body['rates'] = {code: rate for code, rate in body['rates'].items() if rate != 'left out'}
    return {'body': json.dumps(body).encode()}


def test_rates_are_turned_into_prices_of_an_ounce(peer, service):
    peer.answers = [answer('metals_api', 'latest')]
    found = service.get_prices([*FOUR, 'rhodium', 'copper'], 'USD')
    assert amounts(found) == {
        'gold': '2199.51356164 USD',
        'silver': '25.33986539 USD',
        'platinum': '916.60708721 USD',
        'palladium': '1023 USD',
        'rhodium': '4600 USD',
    }
    assert found.refused == ()
    gold = found.of('gold')
    assert (gold.observed_at, gold.source, gold.bid, gold.fx) == (
        datetime(2024, 3, 21, 13, 43, tzinfo=UTC),
        'Metals-API',
        None,
        '',
    )
    query = {'access_key': KEY, 'base': 'USD', 'symbols': 'XAU,XAG,XPT,XPD,XRH'}
    assert asked(peer) == [('/api/latest', query)]


def test_another_currency_comes_from_rates_of_the_same_moment(peer, service):
    peer.answers = [answer('metals_api', 'latest_rates_only')]
    found = service.get_prices(['gold', 'silver'], 'EUR')
    assert asked(peer)[0][1]['symbols'] == 'XAU,XAG,EUR'
    assert amounts(found) == {'gold': '2025.20211188 EUR', 'silver': '23.33168106 EUR'}
    assert found.of('gold').fx == "1 USD = 0.92075 EUR, Metals-API's own rate of the same moment"


def test_a_currency_without_a_rate_is_refused_for_each_metal(peer, service):
    peer.answers = [answer('metals_api', 'latest'), changed(EUR=0)]
    assert reasons(service.get_prices(['gold'], 'CHF')) == [
        'Metals-API, gold, 0.0004546459805651: the answer has no rate for CHF'
    ]
    assert reasons(service.get_prices(['gold'], 'EUR')) == [
        'Metals-API, gold, 0.0004546459805651: the rate of EUR is 0: a price is above zero'
    ]


@pytest.mark.parametrize('name', ['latest_of_gold', 'latest'])
def test_an_answer_in_another_base_is_refused_as_a_whole(peer, service, name):
    peer.answers = [answer('metals_api', name, **({} if name == 'latest_of_gold' else {'base': 'EUR'}))]
    with pytest.raises(errors.Rejected, match="asked for prices in USD and answers in (XAU|EUR)"):
        service.get_prices(['gold'], 'USD')


@pytest.mark.parametrize(
    ('rates', 'reason'),
    [
        ({'XAU': None}, 'Metals-API, gold, nothing: there is no figure'),
        ({'XAU': 0}, 'Metals-API, gold, 0: a price is above zero'),
        ({'XAU': -0.0004}, 'Metals-API, gold, -0.0004: a price is above zero'),
        ({'XAU': '0.0004'}, 'Metals-API, gold, 0.0004: this is not a number'),
        ({'XAU': True}, 'Metals-API, gold, True: this is not a number'),
        ({'XAU': float('nan')}, 'Metals-API, gold, nan: this is not a number'),
        ({'XAU': 'left out'}, 'Metals-API, gold, nothing: the answer leaves it out'),
        (
            {'XAU': 2199.51, 'USDXAU': 'left out'},
            'Metals-API, gold, 2199.51: an ounce of gold does not cost 0.000455 USD; '
            'turned round it would be 2199.51: it looks inverted',
        ),
        (
            {'USDXAU': 0.00045464},
            'Metals-API, gold, 0.0004546459805651: the rate means 2199.51 USD, the answer also says 0.00045464 USD',
        ),
        (
            {'USDXAU': 2205},
            'Metals-API, gold, 0.0004546459805651: the rate means 2199.51 USD, the answer also says 2205 USD',
        ),
        (
            {'XAU': 4e-9, 'USDXAU': 'left out'},
            'Metals-API, gold, 4E-9: an ounce of gold does not cost 250000000.0000 USD',
        ),
    ],
)
def test_a_figure_that_is_no_price_is_refused_and_the_others_are_not(peer, service, rates, reason):
    peer.answers = [changed(**rates)]
    found = service.get_prices(['gold', 'silver'], 'USD')
    assert reasons(found) == [reason]
    assert amounts(found) == {'silver': '25.33986539 USD'}


@pytest.mark.parametrize('timestamp', [None, '1711028580', True, 10**20])
def test_an_answer_without_a_time_is_refused(peer, service, timestamp):
    peer.answers = [answer('metals_api', 'latest', timestamp=timestamp)]
    with pytest.raises(errors.Rejected, match="Metals-API: (the answer does not say when|.* is no time)"):
        service.get_prices(['gold'], 'USD')


def test_a_time_in_milliseconds_is_understood(peer, service):
    peer.answers = [answer('metals_api', 'latest', timestamp=1711028580000)]
    assert service.get_prices(['gold'], 'USD').of('gold').observed_at == datetime(2024, 3, 21, 13, 43, tzinfo=UTC)


def test_a_unit_nobody_knows_is_refused(peer, service):
    peer.answers = [answer('metals_api', 'latest', unit='per bushel')]
    with pytest.raises(errors.Rejected, match="the unit per bushel is not known"):
        service.get_prices(['gold'], 'USD')


def test_past_days_come_in_order_and_ranges_are_cut_into_years(peer, service):
    peer.answers = [answer('metals_api', 'timeseries')]
    found = service.get_history(['gold'], 'USD', date(2020, 8, 20), date(2020, 8, 21))
    assert [(one.observed_at, f'{one.price.amount:.2f}') for one in found.prices] == [
        (datetime(2020, 8, 20, 23, 59, 59, tzinfo=UTC), '1949.05'),
        (datetime(2020, 8, 21, 23, 59, 59, tzinfo=UTC), '1940.10'),
    ]
    peer.answers = [answer('metals_api', 'timeseries')] * 2
    service.get_history(['gold'], 'USD', date(2019, 1, 1), date(2020, 6, 1))
    ranges = [(query['start_date'], query['end_date']) for _path, query in asked(peer)]
    assert ranges == [('2020-08-20', '2020-08-21'), ('2019-01-01', '2019-12-31'), ('2020-01-01', '2020-06-01')]


def test_a_day_that_is_not_over_and_metals_it_does_not_know_ask_nobody(peer, service):
    today = datetime.now(UTC).date()
    assert service.get_history(['gold'], 'USD', today, today).prices == ()
    assert service.get_prices(['copper'], 'USD').prices == ()
    assert peer.asked == []


def test_check_says_what_gold_costs(peer, service):
    peer.answers = [answer('metals_api', 'latest'), changed(XAU=0)]
    assert service.check() == 'gold 2199.51 USD of 2024-03-21 13:43 UTC'
    assert service.check() == 'it answers, but: Metals-API, gold, 0: a price is above zero'


@pytest.mark.parametrize(
    ('given', 'raised', 'wait'),
    [
        (answer('metals_api', 'error_key'), errors.AuthError, None),
        (answer('metals_api', 'error_quota'), errors.RateLimited, 21600),
        (answer('metals_api', 'error_plan'), errors.Rejected, None),
        (answer('metals_api', 'error_none'), errors.NotFound, None),
        (answer('metals_api', 'error_base'), errors.Rejected, None),
        ({'status': 429, 'headers': {'Retry-After': '90'}}, errors.RateLimited, 90),
        ({'status': 401}, errors.AuthError, None),
        ({'status': 503}, errors.Unreachable, None),
        ({'body': b'<html>'}, errors.Unreachable, None),
        ({'body': b'[]'}, errors.Unreachable, None),
        ({'body': b'{"success": "yes"}'}, errors.Rejected, None),
        ({'body': b'{"success": false, "error": "key-of-the-tests-7731 is no good"}'}, errors.Rejected, None),
        ({'body': b'{"success": true, "base": "USD", "timestamp": 1711028580}'}, errors.Unreachable, None),
    ],
)
def test_failures_have_their_class_and_no_key_in_them(peer, service, given, raised, wait, caplog):
    caplog.set_level(logging.DEBUG)
    peer.answers = [given, given]
    with pytest.raises(raised) as failure:
        service.get_prices(['gold'], 'USD')
    assert failure.value.retry_after == wait
    assert KEY not in str(failure.value)
    # urllib3's own debug lines are switched off on a server; ours are what is kept.
    assert KEY not in '\n'.join(one.getMessage() for one in caplog.records if one.name.startswith('ic_connect'))
