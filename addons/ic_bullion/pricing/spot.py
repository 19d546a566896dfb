"""The spot price of a metal as a store sees it, and how old it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

# Metal is not traded between Friday 22:00 and Sunday 22:00 UTC: prices stand still and are no older for it.
CLOSES = 4, 22  # Monday is 0
CLOSED = timedelta(hours=48)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Spot:
    """What an ounce costs by one tick. `observed_at` is UTC without a zone, as Odoo has its times.

    `fx` says in words how another currency was turned into this one; '' where the tick is in it. A spot that `is_stale`
    must not price anything.
    """

    metal: str
    currency: str
    price: Decimal
    observed_at: datetime
    source: str
    bid: Decimal | None = None
    ask: Decimal | None = None
    fx: str = ''
    tick_id: int = 0
    hours: Decimal = Decimal(0)
    is_stale: bool = False


def closed_between(start, end):
    """Return how long the markets rested between two moments (UTC, without a zone)."""
    rested = timedelta()
    opening = _last_close(start)
    while opening < end:
        rested += max(min(end, opening + CLOSED) - max(start, opening), timedelta())
        opening += WEEK
    return rested


def age(observed_at, now, rests=True):
    """Return how old a price is; the weekend of the markets does not count where `rests` is true. Never below zero."""
    passed = max(now - observed_at, timedelta())
    return passed - closed_between(observed_at, now) if rests and passed else passed


def good_until(observed_at, limit, rests=True):
    """Return the moment at which a price is as old as `limit` (a timedelta): the end of what it may price."""
    end = observed_at + limit
    while rests and (passed := age(observed_at, end)) < limit:
        end += limit - passed
    return end


def hours(duration):
    """Return a duration in hours, to the hundredth."""
    return (Decimal(int(duration.total_seconds())) / 3600).quantize(Decimal('0.01'))


def _last_close(moment):
    """Return the last Friday 22:00 at or before a moment."""
    day, hour = CLOSES
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    close = midnight - timedelta(days=(moment.weekday() - day) % 7) + timedelta(hours=hour)
    return close if close <= moment else close - WEEK
