"""Is a price plausible beside the one before it? Every reason names source, metal and figure."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ic_connect.prices._limits import HOLD, KNOWN, REFUSE, TAKE, judge
from ic_connect.types import Money, Price

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
LAST = Price('gold', Money('4000', 'USD'), NOW - timedelta(hours=1), source='A Feed')


def price(amount, currency='USD', before=timedelta(), **facts):
    return Price('gold', Money(amount, currency), NOW - before, **{'source': 'A Feed'} | facts)


def test_the_first_and_a_small_step_are_taken():
    assert judge(price('4000'), None, NOW).decision == TAKE
    verdict = judge(price('4400'), LAST, NOW)
    assert (verdict.decision, verdict.change, verdict.reason) == (TAKE, 10, '')


@pytest.mark.parametrize(
    ('amount', 'change'), [('4400.01', '+10.0'), ('3599.99', '-10.0'), ('8000', '+100.0'), ('2000', '-50.0')]
)
def test_a_jump_is_held_for_a_person(amount, change):
    verdict = judge(price(amount), LAST, NOW)
    assert verdict.decision == HOLD
    assert verdict.reason == (
        f"A Feed, gold, {amount} USD: {change} % against 4000 USD of 2026-11-20 14:00 UTC; beyond 10 % a person decides"
    )


def test_a_price_by_the_gram_is_recognised():
    verdict = judge(price('128.60'), LAST, NOW)
    assert verdict.decision == HOLD
    assert verdict.reason.endswith("As a price per gram it would be 3999.91 per ounce")


def test_steps_are_counted_from_the_newest_price_of_whichever_source():
    other = Price('gold', Money('4300', 'USD'), NOW - timedelta(minutes=30), source='Another')
    assert judge(price('4500'), LAST, NOW).decision == HOLD
    assert judge(price('4500'), LAST, NOW, beside=other).decision == TAKE
    assert judge(price('4500', before=timedelta(minutes=45)), LAST, NOW, beside=other).decision == TAKE
    assert judge(price('4500'), None, NOW, beside=LAST).decision == HOLD


@pytest.mark.parametrize(
    ('given_price', 'words'),
    [
        (price('0'), "a price is above zero"),
        (price('-4000'), "a price is above zero"),
        (price('0.00025'), "an ounce of gold does not cost 0.00025 USD; turned round it would be 4000.00: "),
        (price('4000', before=-timedelta(minutes=6)), "dated 2026-11-20 15:06 UTC, which has not come yet; a clock is"),
        (price('4000', before=timedelta(days=8)), "it is of 2026-11-12 15:00 UTC, too old to be the latest"),
        (price('4000', before=timedelta(hours=2)), "older than the one we have, of 2026-11-20 14:00:00 UTC"),
        (price('4001', before=timedelta(hours=1)), "for the same moment 4000 USD was stated before"),
        (price('3500', 'EUR'), "it is in EUR and would follow one in USD"),
        (price('4000', bid=Money(4001, 'USD'), ask=Money(3999, 'USD')), "the bid 4001 is above the ask 3999"),
    ],
)
def test_refusals(given_price, words):
    verdict = judge(given_price, LAST, NOW)
    assert verdict.decision == REFUSE
    money = given_price.price
    assert verdict.reason.startswith(f"A Feed, gold, {money.amount:f} {money.currency}: ") and words in verdict.reason


def test_the_same_price_again_is_known():
    assert judge(price('4000.00', before=timedelta(hours=1)), LAST, NOW).decision == KNOWN


def test_a_clock_a_little_ahead_and_past_days_are_fine():
    assert judge(price('4000', before=-timedelta(minutes=5)), LAST, NOW).decision == TAKE
    assert judge(price('4000', before=timedelta(days=800)), None, NOW, oldest=None).decision == TAKE


def test_other_currencies_are_held_against_what_an_ounce_can_cost_where_the_rate_is_known():
    assert judge(price('620000', 'JPY'), None, NOW, per_dollar=Decimal(155)).decision == TAKE
    assert judge(price('4000', 'JPY'), None, NOW, per_dollar=Decimal(155)).decision == REFUSE
    assert judge(price('4000', 'JPY'), None, NOW).decision == TAKE


@given(
    amount=st.decimals('200', '50000', places=2),
    before=st.decimals('200', '50000', places=2),
    percent=st.decimals('0.5', '60', places=1),
)
def test_what_is_taken_is_never_further_away_than_the_limit(amount, before, percent):
    last = Price('gold', Money(before, 'USD'), NOW - timedelta(hours=1), source='A Feed')
    verdict = judge(price(amount), last, NOW, percent=percent)
    inside = abs(amount - before) * 100 <= percent * before
    assert verdict.decision == (TAKE if inside else HOLD)
    assert judge(price(amount), last, NOW, percent=percent) == verdict
