"""Exact arithmetic: products of prices, weights and percentages are longer than the 28 digits decimals usually have."""

from contextlib import contextmanager
from decimal import ROUND_HALF_UP, Decimal, localcontext

DIGITS = 80


@contextmanager
def exactly():
    """Compute with so many digits that no product of prices, weights and percentages is ever cut."""
    with localcontext() as context:
        context.prec = DIGITS
        yield


def decimal(value, places=6):
    """Return the figure of a float field as the decimal that was typed, without binary noise."""
    return Decimal(repr(value or 0.0)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def shown(amount):
    """Return a price as text with at least two decimals."""
    short = amount.normalize()
    return f'{short:.2f}' if short.as_tuple().exponent > -2 else f'{short:f}'


def to_step(amount, step):
    """Return `amount` as a whole number of steps (0.01, 0.05, 1 ...), half a step away from zero."""
    with exactly():
        return (amount / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step
