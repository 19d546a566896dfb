"""Lengths, weights and fractions with their units. What has two readings is refused, never guessed."""

import re
from fractions import Fraction

from .values import ValueProblem, parse_number

CM = {
    'mm': 0.1,
    'cm': 1.0,
    'm': 100.0,
    'in': 2.54,
    'inch': 2.54,
    'inches': 2.54,
    'zoll': 2.54,
    'pouces': 2.54,
    '"': 2.54,
    '”': 2.54,
    '″': 2.54,
    "''": 2.54,
    'ft': 30.48,
    'feet': 30.48,
    "'": 30.48,
}
GRAMS = {
    'g': 1.0,
    'gr': 1.0,
    'gram': 1.0,
    'grams': 1.0,
    'gramm': 1.0,
    'kg': 1000.0,
    'dwt': 1.55517384,
    'ozt': 31.1034768,
    'ct': 0.2,
}
VULGAR = {
    '½': ' 1/2',
    '¼': ' 1/4',
    '¾': ' 3/4',
    '⅛': ' 1/8',
    '⅜': ' 3/8',
    '⅝': ' 5/8',
    '⅞': ' 7/8',
    '⅓': ' 1/3',
    '⅔': ' 2/3',
}
_UNIT = r'(?:mm|cm|m|inches|inch|in|zoll|pouces|feet|ft|"|”|″|\'\')'
_AMOUNT = r'\d+(?:[.,]\d+)?(?:\s+\d+/\d+)?|\d+/\d+'
_LENGTH = re.compile(rf'(?:[ØøLlHhWw]\s*[:=.]?\s*)?({_AMOUNT})\s*({_UNIT})?\.?', re.IGNORECASE)
_DIMENSIONS = re.compile(
    rf'(?<![\w.,])(?:[hwldb]\.?\s*:?\s*)?(?P<a>{_AMOUNT})\s*(?P<ua>{_UNIT})?\s*(?:[x×*]|by)\s*'
    rf'(?:[hwldb]\.?\s*:?\s*)?(?P<b>{_AMOUNT})\s*(?P<ub>{_UNIT})?'
    rf'(?:\s*(?:[x×*]|by)\s*(?:[hwldb]\.?\s*:?\s*)?(?P<c>{_AMOUNT})\s*(?P<uc>{_UNIT})?)?(?![\w/])',
    re.IGNORECASE,
)


def fractions(text):
    """Return `text` with the signs for fractions spelled out: "9½" is "9 1/2"."""
    for sign, plain in VULGAR.items():
        text = text.replace(sign, plain)
    return text


def amount(text):
    """Return "16 1/2", "16,5" or "1/20" as a Fraction.

    :raise ValueProblem: not_a_number
    """
    parts = fractions(text or '').split()
    try:
        if len(parts) == 2 and '/' in parts[1]:
            return Fraction(parts[0]) + Fraction(parts[1])
        if len(parts) == 1 and '/' in parts[0]:
            return Fraction(parts[0])
    except (ValueError, ZeroDivisionError) as error:
        raise ValueProblem('not_a_number') from error
    if len(parts) == 1 and re.fullmatch(r'\d+[.,]\d+', parts[0]):  # a measure has no thousands
        return Fraction(parts[0].replace(',', '.'))
    return Fraction(parse_number(text))


def decimal(text):
    """Return a number of zero or more as a float.

    :raise ValueProblem: not_a_number, negative
    """
    body = (text or '').strip()
    if re.match(r'[-−]\s*[\d.,]', body):
        raise ValueProblem('negative')
    return float(amount(body))


def percent(text):
    """Return a share in percent from "70", "70 %", "70%".

    :raise ValueProblem: not_a_number, negative, implausible
    """
    share = decimal(re.sub(r'\s*%$', '', (text or '').strip()))
    if not 0 < share <= 100:
        raise ValueProblem('implausible')
    return share


def length(text, unit='cm'):
    """Return centimetres from "45", "45 cm", "17 mm", "18 in", '18"', "1.2 m"; a bare number is in `unit`.

    :raise ValueProblem: not_a_number, negative, implausible
    """
    body = fractions((text or '').strip())
    if re.match(r'[-−]\s*\d', body):
        raise ValueProblem('negative')
    found = _LENGTH.fullmatch(body)
    if not found:
        raise ValueProblem('not_a_number')
    size = float(amount(found[1])) * CM[(found[2] or unit).casefold()]
    if size > 10_000:
        raise ValueProblem('implausible')
    return round(size, 2)


def millimetres(text):
    """Return whole millimetres from "35", "35 mm", "3.5 cm".

    :raise ValueProblem: not_a_number, negative, implausible
    """
    return round(length(text, 'mm') * 10)


def grams(text, unit='g'):
    """Return grams from "3.4", "3,4 g", "2.1 dwt".

    :raise ValueProblem: not_a_number, negative
    """
    found = re.fullmatch(r'([-−]?\s*[\d.,/ ]+?)\s*([a-z]+)?\.?', (text or '').strip(), re.IGNORECASE)
    if not found or (found[2] or unit).casefold() not in GRAMS:
        raise ValueProblem('not_a_number')
    return round(decimal(found[1]) * GRAMS[(found[2] or unit).casefold()], 4)


def dimensions(text, unit=None):
    """Return the centimetres of "40 x 30 cm", '19.5 x 27.5"', "447 x 320 mm", "2 x 3 x 1 m" as a tuple of two or three.

    Where the same size stands there twice ("91 x 61 cm (36 x 24 in)") the first counts.

    :param str unit: unit of numbers that name none; None: such numbers are refused
    :raise ValueProblem: not_dimensions, no_unit
    """
    found = _DIMENSIONS.search(fractions(text or ''))
    if not found:
        raise ValueProblem('not_dimensions')
    named = next((found[name] for name in ('uc', 'ub', 'ua') if found[name]), unit)
    if not named:
        raise ValueProblem('no_unit')
    sizes = []
    for part in 'abc':
        if found[part]:
            sizes.append(round(float(amount(found[part])) * CM[(found[f'u{part}'] or named).casefold()], 2))
    if max(sizes) > 10_000:
        raise ValueProblem('implausible')
    return tuple(sizes)
