"""Weights and fineness in exact decimals. Value is counted on fine weight, so nothing here is a float.

A troy ounce is 31.1034768 g by definition, an avoirdupois ounce 28.349523125 g, a grain 0.06479891 g; a pennyweight
is a twentieth of a troy ounce; the tola is the Indian one of 1956. 22 karat is 22/24: the mark .9167 is a rounding.
"""

from decimal import ROUND_HALF_UP, Decimal

GRAMS_PER_OZT = Decimal('31.1034768')
GRAMS = {
    'g': Decimal(1),
    'kg': Decimal(1000),
    'ozt': GRAMS_PER_OZT,
    'oz': Decimal('28.349523125'),
    'dwt': GRAMS_PER_OZT / 20,
    'grain': Decimal('0.06479891'),
    'tola': Decimal('11.6638038'),
}
# How far a weight may stray from the size a series states and still be that size: scales and rounding, not wear.
SIZE_TOLERANCE = Decimal('0.001')


def exact(value):
    """Return a float field's value as the decimal that was typed (six places), without binary noise."""
    return rounded(Decimal(repr(value or 0.0)), 6)


def rounded(value, places):
    """Return a decimal rounded half up to `places` digits."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def grams(weight, unit):
    """Return a weight (Decimal) in grams."""
    return weight * GRAMS[unit]


def weigh(weight, unit, basis, fineness):
    """Return (gross grams, fine troy ounces) of one unit, not rounded.

    :param Decimal weight: as stamped or weighed
    :param str unit: a key of GRAMS
    :param str basis: 'gross' (what the scale shows) or 'fine' (the pure metal in it, as coins are named)
    :param Decimal fineness: share of pure metal, 0 < fineness <= 1
    """
    mass = grams(weight, unit)
    if basis == 'fine':
        return mass / fineness, mass / GRAMS_PER_OZT
    return mass, mass * fineness / GRAMS_PER_OZT


def stated_size(fine_ozt, sizes):
    """Return the size (Decimal, fine troy ounces) among `sizes` that `fine_ozt` means, or None."""
    for size in sizes:
        if abs(fine_ozt - size) <= size * SIZE_TOLERANCE:
            return size
    return None
