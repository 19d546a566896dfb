"""What all price sources share: metals, units, and the reading of figures that must never be guessed.

A price is a Decimal per troy ounce. Whatever is not plainly one is refused with its reason: a metal at a thousandth of
its price looks like a bargain to a buyer and like a number to a program.
"""

from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

from ..types import RefusedPrice

METALS = ('gold', 'silver', 'platinum', 'palladium', 'rhodium', 'copper')
# ISO 4217. Copper has none, and sources do not say which ounce they price it in.
CODES = {'gold': 'XAU', 'silver': 'XAG', 'platinum': 'XPT', 'palladium': 'XPD', 'rhodium': 'XRH'}
OUNCE = Decimal('31.1034768')  # grams in a troy ounce, by definition
# Grams in what sources call a unit; an ounce of precious metal is a troy ounce.
UNITS = {
    **dict.fromkeys(('ounce', 'troy ounce', 'troy oz', 'ozt', 'toz', 't.oz', 'oz'), OUNCE),
    **dict.fromkeys(('gram', 'grams', 'g'), Decimal(1)),
    **dict.fromkeys(('kilogram', 'kilograms', 'kilo', 'kg'), Decimal(1000)),
}
# What an ounce can cost in US dollars: wide enough for all of history since 1968 and for ten times of today, narrow
# enough that an inverted price or one in cents stands out.
BANDS = {
    'gold': (30, 100_000),
    'silver': (1, 3_000),
    'platinum': (50, 60_000),
    'palladium': (30, 60_000),
    'rhodium': (100, 300_000),
    'copper': (Decimal('0.01'), 10),
}
PLACES = Decimal('1e-8')


class Doubt(ValueError):
    """One price cannot be used; the text says why."""


def number(value):
    """Return a figure of a JSON answer as Decimal.

    :raises Doubt: for null, text, truth values and what is no finite number above zero
    """
    if value is None:
        raise Doubt("there is no figure")
    if isinstance(value, (bool, str, float)) or not isinstance(value, (int, Decimal)):
        raise Doubt("this is not a number")  # with a point, JSON numbers come as Decimal; a float is NaN or Infinity
    figure = Decimal(value)
    if not figure.is_finite():
        raise Doubt("this is not a number")
    if figure <= 0:
        raise Doubt("a price is above zero")
    return figure


def shown(value):
    """Return what a source said as short text for a person."""
    return 'nothing' if value is None else str(value)[:60]


def grams(unit):
    """Return the grams of a unit as a source names it; no name means an ounce.

    :raises Doubt: for a unit nobody knows
    """
    name = ' '.join(str(unit or 'ounce').lower().split()).removeprefix('per ')
    if name not in UNITS:
        raise Doubt(f"the unit {shown(unit)} is not known")
    return UNITS[name]


def per_ounce(amount, unit_grams=OUNCE):
    """Return the price of a troy ounce from that of a unit."""
    return amount if unit_grams == OUNCE else amount * OUNCE / unit_grams


def tidy(amount):
    """Return a computed price without the noise of a division.

    :raises Doubt: for one too large or too small to be written
    """
    try:
        return amount.quantize(PLACES, rounding=ROUND_HALF_EVEN).normalize() + 0
    except InvalidOperation:
        raise Doubt("this is no price of an ounce") from None


def inverse(rate):
    """Return 1 / rate.

    :raises Doubt: when that is no number
    """
    try:
        return 1 / rate
    except ArithmeticError:
        raise Doubt("this is no price of an ounce") from None


def check_band(metal, dollars):
    """Refuse what an ounce cannot cost.

    :param Decimal dollars: price of an ounce in US dollars
    :raises Doubt: says so, and whether the figure looks inverted
    """
    low, high = BANDS[metal]
    if low <= dollars <= high:
        return
    turned = inverse(dollars)
    shown_dollars = f'{dollars:.4f}' if dollars >= 1 else f'{dollars:.3g}'
    hint = f"; turned round it would be {turned:.2f}: it looks inverted" if low <= turned <= high else ''
    raise Doubt(f"an ounce of {metal} does not cost {shown_dollars} USD{hint}")


def moment(value):
    """Return the time of a price, from seconds (or milliseconds) since 1970.

    :raises Doubt:
    """
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise Doubt("the answer does not say when this was the price")
    seconds = Decimal(value) / 1000 if value > 10**11 else Decimal(value)
    try:
        return datetime.fromtimestamp(float(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        raise Doubt(f"{shown(value)} is no time") from None


def end_of(day):
    """Return the last second of a day in UTC: when a daily price counts."""
    return datetime.combine(day, time(23, 59, 59), UTC)


def day_of(text):
    """Return the date of ``2026-11-20``.

    :raises Doubt:
    """
    try:
        return date.fromisoformat(text)
    except (ValueError, TypeError):
        raise Doubt(f"{shown(text)} is no date") from None


def past_days(first, last, today=None):
    """Return (first, last) cut to days that are over; the second is before the first when none is."""
    yesterday = (today or datetime.now(UTC).date()) - timedelta(days=1)
    return first, min(last, yesterday)


def spans(first, last, days):
    """Yield (first, last) of the parts of a range that are at most so many days long."""
    while first <= last:
        end = min(last, first + timedelta(days=days - 1))
        yield first, end
        first = end + timedelta(days=1)


def refused(source, metal, value, reason):
    return RefusedPrice(source, metal, shown(value), str(reason))
