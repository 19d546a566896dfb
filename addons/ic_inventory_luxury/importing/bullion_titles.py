"""Read the title of bullion: metal, weight, mint, series, form, year, purity, slab.

A mint is taken where the text names it as the maker; "for Golden State Sanwa Bank" and "similar to" do not count. Of
several weights the one that begins the text or stands with the metal counts, else it is a doubt.
"""

import re
from contextlib import suppress

from .bullion_values import METALS, UNITS, WEIGHT, read_purity, read_slab, read_weight
from .reading import Reading, split_words
from .target import lookup
from .values import ValueProblem

_PURITY = re.compile(
    r'(?<![\d$])((?:0?[.,]9{2,5}5?|0?[.,]9167?|0?[.,]958|0?[.,]9(?:00|25)|9{3}[.,]9|22\s?k(?:t|arat)?))(?![\d])\+?',
    re.IGNORECASE,
)
_METAL = re.compile(r'\b(gold|silver|platinum|palladium|silber|platin)\b', re.IGNORECASE)
_FORMS = (
    ('bar', re.compile(r'\bbars?\b|\bbarren\b|\blingot\b', re.IGNORECASE)),
    ('ingot', re.compile(r'\bingots?\b', re.IGNORECASE)),
    ('round', re.compile(r'\bround\b(?!\s+(?:corner|edge))', re.IGNORECASE)),
    ('coin', re.compile(r'\bcoins?\b|\bmünze\b', re.IGNORECASE)),
)
_YEAR = re.compile(r'(?<![\w.,/$#-])(1[89]\d\d|20[0-3]\d)(?![\w.,%/-]|\s?(?:oz|g\b|kg|mintage))')
_MADE = re.compile(
    r'\b(?:produced|minted|made|issued|struck|refined)\b(?:\s+(?:in|by|from|of|the|late|early|mid|approximately))*\s*$',
    re.IGNORECASE,
)
_MAKER = re.compile(
    r'\b(?:produced|minted|made|struck|refined|manufactured)\b[^.;,]{0,40}?\bby\s+(?:the\s+)?(?P<rest>.{3,60})',
    re.IGNORECASE,
)
_SIDE = re.compile(r'\b(?:similar\s+to|unlike|compared?\s+to|also)\b.*', re.IGNORECASE | re.DOTALL)


def read_title(text, outcome, catalog):
    """Return the Reading of `text`; a series of the catalog brings its metal with it."""
    reading = Reading()
    plain = _SIDE.sub(' ', re.sub(r'[_–—]+', ' ', text))
    words = split_words(plain.replace('/', ' / ') if '/' not in plain else plain)
    metals = {lookup(METALS, word) for word in _METAL.findall(plain)}
    said = outcome.values.get('bullion_metal')
    _read_series(words, catalog, {said} if said else metals, reading)
    if not reading.values.get('bullion_metal'):
        reading.one('bullion_metal', sorted(metals))
    _read_mint(plain, words, catalog, reading)
    if 'series' not in reading.values:
        kinds = [code for code, pattern in _FORMS if pattern.search(plain)]
        reading.one('bullion_form', kinds)
    _read_weight(plain, outcome, reading)
    _read_purity(plain, reading)
    _read_year(plain, reading)
    with suppress(ValueProblem):
        reading.values.update(read_slab(plain))
    return reading


def _read_series(words, catalog, metals, reading):
    """Take the series when one name and one metal are meant."""
    found = {}
    for _start, count, entries in catalog.names_in(catalog.series, words, 5):
        for name, metal in entries:
            if not metals or metal in metals:
                found[name, metal] = max(count, found.get((name, metal), 0))
    longest = [key for key, count in found.items() if count == max(found.values())]
    if len(longest) == 1:
        reading.values['series'], reading.values['bullion_metal'] = longest[0]
    elif longest:
        reading.doubts.append(('series', ', '.join(f'{name} ({metal})' for name, metal in longest)))


def _read_mint(text, words, catalog, reading):
    makers = []
    for match in _MAKER.finditer(text):
        rest = split_words(match['rest'])
        count, entries = catalog.longest(catalog.mints, rest, 0)
        if count and not (len(rest) > count and rest[count] in ('&', 'and')):  # "Johnson Matthey & Mallory"
            makers.append(entries[0][0])
        elif count:
            reading.doubts.append(('mint', ' '.join(rest[: count + 2])))
            return
    if not makers:
        makers = [entries[0][0] for _start, _count, entries in catalog.names_in(catalog.mints, words, 4)]
    reading.one('mint', makers)


def _read_weight(text, outcome, reading):
    weights = []
    for match in WEIGHT.finditer(text):
        try:
            parts = read_weight(match.group())
        except ValueProblem:
            continue
        if lookup(UNITS, match['unit']) and parts not in weights:
            weights.append(parts)
    if len(weights) == 1:
        reading.values.update(weights[0])
    elif weights:
        reading.doubts.append(
            ('bullion_weight', ', '.join(f"{row['bullion_weight']:g} {row['bullion_unit']}" for row in weights))
        )


def _read_purity(text, reading):
    found = set()
    for match in _PURITY.findall(text):
        try:
            found.add(read_purity(match)['purity'])
        except ValueProblem:
            continue
    reading.one('purity', sorted(found))


def _read_year(text, reading):
    """A year counts at the beginning of the text or where it says when the piece was made."""
    years = []
    for match in _YEAR.finditer(text):
        before = text[: match.start()]
        if not before.strip(' .:') or re.fullmatch(r'\W*\w+:\s*', before) or _MADE.search(before):
            years.append(int(match[1]))
    if not years and len(text) < 80:
        years = [int(year) for year in _YEAR.findall(text)]
    reading.one('year', years)
