"""Ring sizes of the four systems the trade marks rings with, converted by one table of facts.

The US size is what we store. Inside diameter in mm = 11.63 + 0.8128 x US size; the European size (ISO 8653) is the
inside circumference in mm; British sizes are letters with halves, then Z+1 ...; Japanese sizes are whole numbers.
Half US sizes between the rows below are exact in the table, anything else lies on the line between two rows.
"""

import math
import re
from decimal import Decimal, InvalidOperation
from itertools import pairwise

# The customary Japanese size of the US sizes 0.5, 1, 1.5 ... 15.
_JAPANESE = (
    1,
    1,
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    9,
    10,
    11,
    12,
    13,
    15,
    16,
    17,
    18,
    19,
    20,
    22,
    23,
    24,
    25,
    26,
    27,
    28,
    29,
    30,
    31,
)
SYSTEMS = ('us', 'uk', 'eu', 'jp')
LARGEST = 15.0


def _uk_step(us):
    """Return the British size of a US size as a number: A = 0, B = 1, J½ = 9.5, Z = 25, Z+1 = 26."""
    return 2 * us - 1 if us < 5 or us > 13 else 2 * us - 0.5


TABLE = [
    # US, British step, European (circumference, mm), Japanese
    (us, max(_uk_step(us), 0.0), math.pi * (11.63 + 0.8128 * us), float(_JAPANESE[int(us * 2) - 1]))
    for us in (half / 2 for half in range(1, 31))
]
_COLUMNS = {'us': 0, 'uk': 1, 'eu': 2, 'jp': 3}


def to_us(system, text):
    """Return the US size (float, quarter sizes) of a marking, or None when it is not a size of that system.

    :param str system: 'us', 'uk', 'eu' or 'jp'
    :param str text: the marking, e.g. "6.5", "6 1/2", "M½", "53", "13"
    """
    value = _parse_letter(text) if system == 'uk' else _parse_number(text)
    if value is None or system == 'jp' and value != int(value):
        return None
    if system == 'us':
        return value if 0 <= value <= LARGEST and (value * 4).is_integer() else None
    us = _between(value, _COLUMNS[system], 0)
    return None if us is None else round(us * 4) / 4


def from_us(us):
    """Return the marking of a US size in every system: {'us': "6.5", 'uk': "M½", 'eu': "53", 'jp': "12"}."""
    if us is None or not TABLE[0][0] <= us <= LARGEST:
        return {'us': f'{us:g}'} if us is not None and 0 <= us <= LARGEST else {}
    step, circumference, japanese = (_between(us, 0, column) for column in (1, 2, 3))
    return {
        'us': f'{us:g}',
        'uk': _letter(round(step * 2) / 2),
        'eu': f'{round(circumference * 2) / 2:g}',
        'jp': f'{round(japanese)}',
    }


def _between(value, source, target):
    """Return `value` of the column `source` in terms of the column `target`, on the line between two rows."""
    margin = 1.0 if source == 2 else 0.0  # a European size off the end by less than a millimetre is the end
    rows = sorted({row[source]: row for row in reversed(TABLE)}.items())
    if not rows[0][0] - margin <= value <= rows[-1][0] + margin:
        return None
    value = min(max(value, rows[0][0]), rows[-1][0])
    for (low, first), (high, second) in pairwise(rows):
        if low <= value <= high:
            share = (value - low) / (high - low)
            return first[target] + share * (second[target] - first[target])
    return None


def _parse_number(text):
    """Return "6.5", "6,5", "6 1/2" or "6½" as a float, None when it is none of them."""
    text = (text or '').strip().replace(',', '.').replace('½', ' 1/2').replace('¼', ' 1/4').replace('¾', ' 3/4')
    match = re.fullmatch(r'(\d{1,2}(?:\.\d{1,2})?)?\s*(?:([13])/([24]))?', text.strip())
    if not text.strip() or not match:
        return None
    try:
        fraction = Decimal(match[2]) / Decimal(match[3]) if match[2] else Decimal(0)
        return float(Decimal(match[1] or 0) + fraction)
    except InvalidOperation:
        return None


def _parse_letter(text):
    """Return "M", "M½", "M 1/2", "Z+2" or "Z2" as a step (A = 0), None when it is none of them."""
    text = (text or '').upper().replace('½', '.5').replace(' 1/2', '.5').replace(' ', '')
    match = re.fullmatch(r'([A-Z])(\.5)?', text)
    if match:
        return ord(match[1]) - ord('A') + (0.5 if match[2] else 0.0)
    match = re.fullmatch(r'Z\+?([1-6])(\.5)?', text)
    return 25.0 + int(match[1]) + (0.5 if match[2] else 0.0) if match else None


def _letter(step):
    """Return a step as British size: 12.5 -> "M½", 27 -> "Z+2"."""
    whole, half = int(step), '½' if step % 1 else ''
    return f'Z+{whole - 25}{half}' if whole > 25 else f'{chr(ord("A") + whole)}{half}'
