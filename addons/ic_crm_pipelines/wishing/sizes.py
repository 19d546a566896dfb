"""Which size somebody wants, with the system he says it in; and in what state the piece must be at least."""

import re

from odoo.addons.ic_inventory_luxury.importing import words
from odoo.addons.ic_inventory_luxury.importing.sneaker_sizes import read_size
from odoo.addons.ic_inventory_luxury.importing.values import ValueProblem

from .text import phrases

_NUMBER = r'\d{2}(?:[.,]\d{1,2})?'
_MM_RANGE = re.compile(rf'(?<![\d.,])(?P<one>{_NUMBER})\s?(?:mm)?\s?(?:-|to|bis|a)\s?(?P<two>{_NUMBER})\s?mm\b')
_MM = re.compile(
    r"(?:(?P<word>max\.?|maximum|up to|under|below|not over|at most|bis|unter|hochstens|jusqu'?a|fino a|hasta"
    r"|min\.?|minimum|at least"
    rf"|over|from|mindestens|ab|au moins|almeno)\s*)?(?<![\d.,])(?P<size>{_NUMBER})\s?mm\b"
)
_UP = {'min', 'min.', 'minimum', 'at least', 'over', 'from', 'mindestens', 'ab', 'au moins', 'almeno'}
_SHOE = re.compile(
    r"(?<![^\W_])(?:(?:size|sz\.?|gr\.?|grose|groesse|taille|pointure|misura|taglia|talla|maat)\s*:?\s*)?"
    r"(?P<size>(?:us|uk|eu|eur|jp)\s*(?:m|w|men'?s|women'?s)?\s*\d{1,2}(?:[.,]\d|\s[12]/3)?\s*(?:y\b)?"
    r"|\d{1,2}(?:[.,]\d|\s[12]/3)?\s*(?:us|uk|eu|cm)\b)"
)
_PLAIN = re.compile(
    r"(?<![^\W_])(?:ring size|size|sz\.?|gr\.|groesse|grose|taille|pointure|misura|taglia|talla|maat)\s*:?\s*"
    r"(?P<size>(?:it|fr|us|uk|de|eu)?\s*\d{1,2}(?:[.,]\d)?(?:\s?(?:1/2|1/4|3/4))?|xxs|xs|s|m|l|xl|xxl|xxxl"
    r"|[2-4]xl|one size)\b"
)
_COUNTRY = re.compile(r"(?<![^\W_])(?P<system>it|fr|de)\s?(?P<size>3\d|4\d|5\d|6\d)\b")
_CM = re.compile(r"(?<![\d.,])(?P<size>\d{2}(?:[.,]\d)?)\s?cm\b")


def read_millimetres(text):
    """Note size_from and size_to of a watch."""
    for match in text.matches(_MM_RANGE):
        text.note('size_from', _number(match['one']), *match.span(), take=False)
        text.note('size_to', _number(match['two']), *match.span())
        return
    for match in text.matches(_MM):
        size = _number(match['size'])
        word = (match['word'] or '').strip()
        if word in _UP or not word:
            text.note('size_from', size, *match.span(), take=False)
        if word not in _UP:
            text.note('size_to', size, *match.span(), take=False)
        text.take(*match.span())
        return


def read_worn_size(text, category=None):
    """Note size and size_system of what is worn or carried."""
    if text.values('size') or text.values('size_from'):
        return
    if category in (None, 'sneaker') and _read_shoe(text, category):
        return
    if category != 'watch':
        _read_worn(text, category)


def _read_shoe(text, category):
    for match in text.matches(_SHOE):
        try:
            parts = read_size(re.sub(r'\s+', ' ', match['size']))
        except ValueProblem:
            continue
        if category is None and parts.get('sneaker_system') == 'jp_cm':
            continue  # "25 cm" is a bag
        text.note('size', parts['sneaker_size'], *match.span(), take=False)
        text.note('size_system', parts.get('sneaker_system') or 'm_us', *match.span())
        return True
    return False


def _read_worn(text, category):
    for match in text.matches(_PLAIN):
        size = ' '.join(match['size'].upper().replace(',', '.').split())
        country = re.match(r'(IT|FR|US|UK|DE|EU)\s*(.*)', size)
        if country and country[2]:
            text.note('size_system', country[1].lower(), *match.span(), take=False)
            size = country[2]
        elif category == 'sneaker':
            text.note('size_system', 'm_us', *match.span(), take=False)
        text.note('size', size, *match.span())
        return
    for match in text.matches(_COUNTRY):
        text.note('size_system', match['system'], *match.span(), take=False)
        text.note('size', match['size'], *match.span())
        return
    for match in text.matches(_CM):
        text.note('size', f'{_number(match["size"]):g}', *match.span())
        return


def _number(text):
    return float(text.replace(',', '.'))


def size_in_name(name):
    """Return the millimetres that the name of a model of watches ends with, or 0.

    >>> size_in_name('Datejust 41'), size_in_name('Black Bay 58'), size_in_name('X-33')
    (41.0, 0.0, 0.0)
    """
    match = re.search(r'(?:^| |^[A-Z]{2})(\d\d)$', name)
    return float(match[1]) if match and 24 <= int(match[1]) <= 50 else 0.0


_NO_SIZE = r'months?|mois|monate|mesi|jewels|rubis|links'
_BEHIND_NAME = re.compile(rf'\s*(\d{{2}})(?![\w/%-]|[.,]\d|\s?[$€£]|\s+(?:{_NO_SIZE})\b)')
# From 34 to 46 a number by itself is the size of a watch: "Superocean Heritage Chronograph 46".
_ALONE = re.compile(rf'(?<![\w.,/$€£#-])(?<![a-z]\. )(3[4-9]|4[0-6])(?![\w/%.,-]|\s?[$€£]|\s+(?:{_NO_SIZE}|mm)\b)')


def read_size_of_name(text, category):
    """The number behind the family of a bag is its size: Birkin 30. Of a watch it is the millimetres: Datejust 41."""
    families = [one for one in text.found if one.field == 'family']
    for one in families if category in ('handbag', 'watch') else ():
        match = _BEHIND_NAME.match(text.folded, one.end)
        if not match or not text.is_free(*match.span(1)):
            continue
        if category == 'watch':
            _note_case(text, match)
        elif not text.values('size'):
            text.note('size', match[1], *match.span(1))
    if category == 'watch' and families and not text.values('nickname'):
        for match in text.matches(_ALONE):
            _note_case(text, match)


def _note_case(text, match):
    if not text.values('size_to') and not text.values('size_from') and size_in_name(match[1]):
        text.note('size_from', float(match[1]), *match.span(1), take=False)
        text.note('size_to', float(match[1]), *match.span(1))


# === state === #

# One ladder for all categories: what is asked for is a floor on it.
LADDER = {'new': 100, 'unworn': 90, 'excellent': 80, 'very_good': 70, 'good': 50, 'fair': 30}
# What each category calls its steps, on that ladder.
STEPS = {
    'watch': {'new': 100, 'unworn': 90, 'very_good': 80, 'good': 50, 'fair': 30, 'poor': 10},
    'handbag': {
        'new': 100,
        'unused': 90,
        'excellent': 80,
        'very_good': 70,
        'good': 50,
        'fair': 30,
        'repair': 10,
    },
    'sneaker': {'ds': 100, 'vnds': 80, '9': 70, '8': 60, '7': 50, '6': 30},
    'apparel': {'new_tags': 100, 'new': 90, 'excellent': 80, 'very_good': 70, 'good': 50, 'fair': 30},
}
STEPS['accessory'] = STEPS['apparel']
_STATES = {
    'excellent': "excellent;like new;mint;near mint;wie neu;neuwertig*;comme neuf;come nuovo;como nuevo;pristine;vnds;"
    "top condition;top zustand;excellent condition",
    'very_good': "very good;sehr gut*;tres bon;tres bon etat;ottimo;ottime condizioni;muy buen;vgc",
    'good': "good condition;guter zustand;gutem zustand;gut erhalten;bon etat;buono stato;buone condizioni;buen estado;"
    "good or better;gepflegt",
    'fair': "fair condition;any condition;worn is fine;fair",
    'new': "deadstock;bnib;brand new;bnwt;nwt;new with tags;ds",
}
_STATE_WORDS, _STATE_CODES = phrases(_STATES)
_NEW_OLD = re.compile(r'\bnew old stock\b|\bnos\b')


def read_condition(text):
    """Note the least condition that is asked for."""
    plain = text.raw
    for code, pattern in words.CONDITION_TITLE:
        if code == 'very_good':
            continue  # the words of our own ladder are finer
        for match in pattern.finditer(plain):
            if text.is_free(*match.span()) and not _STATE_WORDS.match(text.folded[max(match.start() - 5, 0) :]):
                if not _is_inside_state(text, match):
                    text.note('condition', code, *match.span())
                    return
    for match in text.matches(_STATE_WORDS):
        code = next((name for name, value in _STATE_CODES.items() if value and _fits(name, match.group())), None)
        if code:
            text.note('condition', _STATE_CODES[code], *match.span())
            return


def _is_inside_state(text, match):
    return any(one.start() <= match.start() and match.end() <= one.end() for one in _STATE_WORDS.finditer(text.folded))


def _fits(phrase, words_found):
    plain = re.sub(r'[\s-]+', ' ', words_found)
    key = re.sub(r'[\s-]+', ' ', phrase)
    return plain == key or (key.endswith('*') and plain.startswith(key[:-1]))


_CARD = re.compile(r'\b(?:with|incl\.?|and|&|\+)\s*(?:the\s+)?(?:original\s+)?(?:warranty\s+)?card\b')
_NO_NEED = re.compile(
    r"\b(?:no need for|don'?t need|without|no|ohne|sans|senza|sin"
    r"|box and papers not needed)\s+(?:original\s+)?(?:the\s+)?"
    r"(?:full[\s-]?set|box(?:\s*(?:&|and|or|/|oder|und|ou|et|o|e)\s*papers?)?|papers?|papiere?|boite|scatola|papiers)"
    r"(?:\s+(?:needed|necessary|required|notig|noetig|necessaire))?"
)


def read_scope(text):
    """Note that box and papers are asked for."""
    for match in text.matches(_NO_NEED):
        text.take(*match.span())
    for pattern, names in ((words.FULL_SET, ('box', 'papers')), (words.BOX, ('box',)), (words.PAPERS, ('papers',))):
        for match in pattern.finditer(text.raw):
            if text.is_free(*match.span()):
                for name in names:
                    text.note(name, True, *match.span(), take=False)
                text.take(*match.span())
                break
    for match in text.matches(_CARD):
        text.note('papers', True, *match.span())
