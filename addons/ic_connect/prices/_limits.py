"""Is a price plausible beside the one before it? A pure function: nothing is looked up, nothing is kept.

Whether a figure can be a price at all, the sources decide when they read it (`_reading.py`).
"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from ._reading import OUNCE, Doubt, check_band

TAKE, KNOWN, HOLD, REFUSE = 'take', 'known', 'hold', 'refuse'
# How far a source's clock may be ahead of ours.
AHEAD = timedelta(minutes=5)
# A latest price older than this is none: longer than the longest row of holidays.
OLDEST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with a price: take it, pass over it as known, hold it for a person, or refuse it. `reason` says why
    in words that name source, metal and figure; `change` is the step from the last price in percent."""

    decision: str
    reason: str = ''
    change: Decimal | None = None


def judge(price, last, now, *, beside=None, percent=Decimal(10), ahead=AHEAD, oldest=OLDEST, per_dollar=None):
    """Return the Verdict on a price.

    :param Price price:
    :param Price | None last: the last price of this metal in this currency that was taken from this source
    :param Price | None beside: the last one of whichever source, where that is another: steps are counted from it
    :param datetime now: aware
    :param Decimal percent: a step beyond this is held
    :param timedelta | None oldest: None for past days, which may be as old as they are
    :param Decimal | None per_dollar: units of the currency per US dollar where known: for the check that an ounce can
        cost this at all
    """
    wrong = _wrong_by_itself(price, now, ahead, oldest, per_dollar) or _wrong_beside(price, last)
    if wrong:
        return Verdict(REFUSE, f"{_name(price)}: {wrong}")
    if last and price.observed_at == last.observed_at:
        return Verdict(KNOWN, f"{_name(price)}: this price is known already")
    last = max(filter(None, (last, beside)), key=lambda one: one.observed_at, default=None)
    if last is None:
        return Verdict(TAKE)
    change = (price.price.amount - last.price.amount) / last.price.amount * 100
    if abs(change) <= percent:
        return Verdict(TAKE, change=change)
    step = (
        f"{change:+.1f} % against {last.price.amount:f} {last.price.currency} of {last.observed_at:%Y-%m-%d %H:%M} UTC"
    )
    words = f"{step}; beyond {percent.normalize():f} % a person decides"
    return Verdict(HOLD, f"{_name(price)}: {words}{_gram_hint(price, last, percent)}", change)


def _name(price):
    return f"{price.source or 'the source'}, {price.metal}, {price.price.amount:f} {price.price.currency}"


def _wrong_by_itself(price, now, ahead, oldest, per_dollar):
    if price.price.amount <= 0:
        return "a price is above zero"
    if price.observed_at > now + ahead:
        return f"it is dated {price.observed_at:%Y-%m-%d %H:%M} UTC, which has not come yet; a clock is wrong"
    if oldest is not None and price.observed_at < now - oldest:
        return f"it is of {price.observed_at:%Y-%m-%d %H:%M} UTC, too old to be the latest"
    if price.bid is not None and price.ask is not None and price.bid.amount > price.ask.amount:
        return f"the bid {price.bid.amount:f} is above the ask {price.ask.amount:f}"
    if per_dollar or price.price.currency == 'USD':
        try:
            check_band(price.metal, price.price.amount / (per_dollar or 1))
        except Doubt as doubt:
            return str(doubt)
    return ''


def _wrong_beside(price, last):
    if last is None:
        return ''
    if price.price.currency != last.price.currency:
        return f"it is in {price.price.currency} and would follow one in {last.price.currency}"
    if price.observed_at < last.observed_at:
        return f"it is older than the one we have, of {last.observed_at:%Y-%m-%d %H:%M:%S} UTC"
    if price.observed_at == last.observed_at and price.price.amount != last.price.amount:
        return f"for the same moment {last.price.amount:f} {last.price.currency} was stated before"
    return ''


def _gram_hint(price, last, percent):
    """Say when a figure fits the last price by the gram instead of the ounce."""
    as_ounce = price.price.amount * OUNCE
    near = abs(as_ounce - last.price.amount) <= last.price.amount * percent / 100
    return f". As a price per gram it would be {as_ounce:.2f} per ounce" if near else ''
