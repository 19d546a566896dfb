"""Sizes of clothes brought to letters (XXS to 4XL) for filters. Plain Python: no ORM.

Makers cut differently, so this is where a filter should look, not a promise of fit. Numeric sizes only mean something
with their country and with women's or men's: Italian 46 is a women's XL and a men's S. Where either is unknown the
piece has no letter.
"""

import re

ALPHA = ('xxs', 'xs', 's', 'm', 'l', 'xl', 'xxl', 'xxxl', 'xxxxl')
# Numbers in use per country: American and British women's sizes start at 0 and 2, waists count inches.
NUMERIC_RANGE = {'us': (0, 60), 'uk': (2, 60)}
NUMERIC_RANGE_ELSEWHERE = (30, 60)
_WORDS = {
    'extra small': 'xs',
    'small': 's',
    'medium': 'm',
    'large': 'l',
    'extra large': 'xl',
    'x-small': 'xs',
    'x-large': 'xl',
    'xx-large': 'xxl',
    '2xl': 'xxl',
    '3xl': 'xxxl',
    '4xl': 'xxxxl',
    '2xs': 'xxs',
}
# The size that is XXS, and how far one letter is; our own compilation of what makers print.
_LADDERS = {
    ('it', 'women'): (36, 2),
    ('fr', 'women'): (32, 2),
    ('de', 'women'): (30, 2),
    ('it', 'men'): (42, 2),
    ('eu', 'men'): (42, 2),
    ('fr', 'men'): (42, 2),
    ('de', 'men'): (42, 2),
    ('us', 'men'): (32, 2),
    ('uk', 'men'): (32, 2),
}


class SizeProblem(ValueError):
    """The text is no size of that kind. `code`: not_alpha, not_numeric, out_of_range."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def parse_alpha(text):
    """Return the letter size as a code of `ALPHA`: "Medium", "2XL" and "xxl" are understood.

    :raise SizeProblem: not_alpha
    """
    word = ' '.join(str(text or '').casefold().split())
    word = _WORDS.get(word, word)
    if word not in ALPHA:
        raise SizeProblem('not_alpha')
    return word


def parse_numeric(text, country=None):
    """Return the numeric size as an int.

    :raise SizeProblem: not_numeric, out_of_range
    """
    country_name = r'\s*(?:it|fr|eu|de|us|uk)?\s*'
    found = re.fullmatch(country_name + r'(\d{1,3})' + country_name, str(text or '').casefold())
    if not found:
        raise SizeProblem('not_numeric')
    low, high = NUMERIC_RANGE.get(country, NUMERIC_RANGE_ELSEWHERE)
    if not low <= int(found[1]) <= high:
        raise SizeProblem('out_of_range')
    return int(found[1])


def alpha_of(number, country, gender):
    """Return the letter for a numeric size, or None where the ladder has no such size or is not known."""
    start, step = _LADDERS.get((country, gender), (None, None))
    if start is None:
        return None
    position, rest = divmod(number - start, step)
    return ALPHA[position] if not rest and 0 <= position < len(ALPHA) else None
