"""The price services against their simulators, over HTTP: what either gets wrong shows here."""

import urllib.request
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from prices_common import FOUR, amounts, reasons
from tests.simulators.__main__ import simulator
from tests.simulators.base import SoldOut, ask

from ic_connect import errors, registry, stand_ins
from ic_connect.prices._limits import HOLD, REFUSE, TAKE, judge

CODES = ('metals_api', 'metalpriceapi', 'goldapi')
DAY = date(2020, 8, 21)


@pytest.fixture(params=CODES)
def market(request):
    with simulator(request.param)() as running:
        yield running


@pytest.fixture
def client(market, monkeypatch):
    monkeypatch.setenv(stand_ins.VARIABLE, f'{market.code}={market.url}')
    made = registry.get('prices', market.code)(**market.credentials())
    made.http._sleep = lambda seconds: None
    return made


def test_all_say_the_same_about_one_market(client):
    found = client.get_prices(FOUR, 'USD')
    assert amounts(found) == {
        'gold': '4061.2 USD',
        'silver': '50.02 USD',
        'platinum': '1537.5 USD',
        'palladium': '1385 USD',
    }
    assert reasons(found) == []
    assert abs(found.of('gold').observed_at - datetime.now(UTC)) < timedelta(seconds=10)
    assert '4061.20' in client.check() or 'requests used' in client.check()


def test_in_another_currency_it_is_the_same_price(client):
    found = client.get_prices(['gold'], 'JPY')
    assert found.of('gold').price.amount == Decimal('4061.2') * Decimal('156.4')


def test_the_market_moves(market, client):
    last = client.get_prices(['gold'], 'USD').of('gold')
    ask(market.url, 'adjust', {'sku': 'XAU', 'quantity': '4100.50'})
    now = datetime.now(UTC) + timedelta(seconds=2)
    moved = client.get_prices(['gold'], 'USD').of('gold')
    assert moved.price.amount == Decimal('4100.5')
    later = type(moved)('gold', moved.price, last.observed_at + timedelta(seconds=1), source=moved.source)
    assert judge(later, last, now).decision == TAKE


@pytest.mark.parametrize(
    ('how', 'word'),
    [
        ('zero', 'a price is above zero'),
        ('negative', 'a price is above zero'),
        ('null', 'there is no figure'),
        ('text', 'this is not a number'),
        ('missing', ''),
        ('inverted', ''),
    ],
)
def test_what_is_wrong_with_one_metal_is_refused_and_the_others_come(market, client, how, word):
    ask(market.url, 'market', {'odd': {'XAU': how}})
    found = client.get_prices(['gold', 'silver'], 'USD')
    assert amounts(found) == {'silver': '50.02 USD'}
    assert len(found.refused) == 1
    one = found.refused[0]
    assert (one.source, one.metal) == (client.name, 'gold') and word in one.reason and one.value


def test_a_price_by_the_gram_never_gets_through(market, client):
    last = client.get_prices(['gold'], 'USD').of('gold')
    ask(market.url, 'market', {'odd': {'XAU': 'gram'}, 'early': 1})
    found = client.get_prices(['gold'], 'USD')
    verdicts = [judge(one, last, datetime.now(UTC)) for one in found.prices]
    assert [one.decision for one in verdicts] == [HOLD] * len(verdicts)
    assert len(verdicts) + len(found.refused) == 1
    assert all("As a price per gram" in one.reason for one in verdicts)


@pytest.mark.parametrize(('facts', 'words'), [({'early': 30}, "has not come yet"), ({'late': 20160}, "too old")])
def test_a_wrong_clock_is_refused(market, client, facts, words):
    ask(market.url, 'market', facts)
    verdict = judge(client.get_prices(['gold'], 'USD').of('gold'), None, datetime.now(UTC))
    assert verdict.decision == REFUSE and words in verdict.reason


def test_prices_that_stand_still_keep_their_time(market, client):
    ask(market.url, 'market', {'stopped': True, 'late': 60})
    one, other = (client.get_prices(['gold'], 'USD').of('gold') for _time in range(2))
    assert one == other


def test_another_currency_than_asked_is_refused(market, client):
    ask(market.url, 'market', {'base': 'EUR'})
    if market.code == 'goldapi':
        found = client.get_prices(['gold'], 'USD')
        assert found.prices == () and "asked for USD, the answer is about EUR" in found.refused[0].reason
    else:
        with pytest.raises(errors.Rejected, match="asked for prices in USD and answers in EUR"):
            client.get_prices(['gold'], 'USD')


def test_a_used_up_month_a_wrong_key_and_bad_days(market, client, monkeypatch):
    ask(market.url, 'market', {'left': 1})
    assert client.get_prices(['gold'], 'USD').prices
    with pytest.raises(errors.RateLimited) as failure:
        client.get_prices(['gold'], 'USD')
    assert failure.value.retry_after == 21600
    ask(market.url, 'market', {})
    with pytest.raises(errors.AuthError):
        registry.get('prices', market.code)(key='another').get_prices(['gold'], 'USD')
    bad_days = {'rate_limit': errors.RateLimited, 'server_error': errors.Unreachable, 'lost_answer': errors.Unreachable}
    for fault, raised in bad_days.items():
        ask(market.url, 'faults', {fault: 1})
        with pytest.raises(raised):
            client.get_prices(['gold'], 'USD')
    ask(market.url, 'faults', {})
    assert client.get_prices(['gold'], 'USD').prices


def test_past_days(market, client):
    market.past = {DAY: {'XAU': Decimal('1940.1')}, DAY + timedelta(days=3): {'XAU': Decimal('1943.95')}}
    found = client.get_history(['gold'], 'USD', DAY, DAY + timedelta(days=3))
    assert [(f'{one.observed_at:%d %H}', one.price.amount) for one in found.prices] == [
        ('21 23', Decimal('1940.1')),
        ('24 23', Decimal('1943.95')),
    ]


def test_doors_that_are_not_there(market):
    for facts in ({'odd': {'XAU': 'odd'}}, {'weather': 'bad'}):
        with pytest.raises(SoldOut):
            ask(market.url, 'market', facts)


def test_nothing_is_bought_where_prices_are_asked_for(market):
    for path, facts in (('sell', {'sku': 'XAU'}), ('cancel', {'order': '1'}), ('refund', {'order': '1'})):
        with pytest.raises(SoldOut, match="a price service"):
            ask(market.url, path, facts)
    with urllib.request.urlopen(market.url) as answer:
        page = answer.read().decode()
    assert 'the website, the till' not in page and 'nothing is bought' in page
