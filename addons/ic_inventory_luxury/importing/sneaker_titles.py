"""Read the title of a pair of sneakers: brand, silhouette, colorway, partner, style code, size, condition.

The silhouette has to be in the catalog; what follows it is the colorway. "Jordan 12 Retro Low" is not a Jordan 12, and
"Ultra Boost 22" not an Ultra Boost: a height or number that the catalog's name lacks makes it another shoe.
"""

import re

from .reading import Reading, split_words
from .sneaker_sizes import read_size
from .values import ValueProblem

# Partners that stand in titles, spelled once. Own table of facts.
PARTNERS = (
    'Off-White;Travis Scott;A Ma Maniére;Patta;Concepts;Stüssy;sacai;fragment design|Fragment;KAWS;CLOT;Supreme;'
    'Aimé Leon Dore;Joe Freshgoods;Undefeated;Kith;Bodega;AMBUSH;Comme des Garçons|CdG;J Balvin;Virgil Abloh;'
    'Billie Eilish;Eminem;Corteiz|CRTZ;Jacquemus;Louis Vuitton;Dior;Gucci;Prada;Nigel Sylvester;Social Status;'
    'Trophy Room;SoleFly;atmos;Parra;Sean Cliver;Grateful Dead;Ben & Jerry\'s;StrangeLove;'
    'Cactus Plant Flea Market|CPFM;Salehe Bembury;Bad Bunny;Sean Wotherspoon;Wales Bonner;Pharrell;LEGO;Palace;'
    'Action Bronson;Union LA|Union;Paris Saint-Germain|PSG;Tiffany & Co.|Tiffany;JJJJound;Packer;Ronnie Fieg;'
    'Levi\'s|Levis;Stone Island;Noah;Awake NY;Slam Jam;Size?;Fear of God;NOCTA;Rick Owens;Raf Simons;BAPE'
)
# Words that may be anything in the middle of a colorway count as partners only right after the silhouette.
ONLY_FIRST = {'union', 'concepts', 'supreme', 'palace', 'patta', 'tiffany', 'noah', 'packer', 'parra', 'atmos'}
# What stands between silhouette and colorway and belongs to neither.
LINE_WORDS = {
    'retro',
    'og',
    'se',
    'sp',
    'sb',
    'prm',
    'premium',
    'nrg',
    'qs',
    'lx',
    'lv8',
    'pro',
    'golf',
    'gs',
    'w',
    'wmns',
}
LINE_PAIRS = {('next', 'nature')}
HEIGHTS = {'low', 'mid', 'high', 'hi', 'v2', 'v3', 'v4'}
_NIKE_STYLE = re.compile(r'\b(?:[A-Z]{2}\d{4}|\d{6})[- ]\d{3}\b')
_ADIDAS_STYLE = re.compile(r'\b(?:[A-Z]{2}\d{4}|[A-Z]\d{5})\b(?!-)')
_NB_STYLE = re.compile(r'\b(?:[MWU]{1,2}L?|BB|CM|GC|PC)\d{3,4}[A-Z0-9]{1,4}\b')
_SIZE = re.compile(
    r"\b(?:(?:us|eu|uk|jp)(?:\s*(?:m|w)(?:en'?s|omen'?s)?)?|size|sz\.?)\s*:?\s*(?:us|eu|uk)?\s*(?:m|w)?\s*"
    r"\d{1,2}(?:[.,]5|\s[12]/3)?(?:\s*(?:y|w|m|cm))?\b|\b\d{1,2}(?:[.,]5)?\s*(?:us|eu|uk|y|w)\b(?!\S)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r'\(([^()]*)\)')
_CONDITIONS = (
    ('vnds', re.compile(r'\bvnds\b|\bvery\s+near\s+deadstock\b|\bpads\b', re.IGNORECASE)),
    ('ds', re.compile(r'(?<!near\s)\b(?:ds|deadstock|bnib|bnds|brand\s+new(?:\s+in\s+box)?)\b', re.IGNORECASE)),
    ('', re.compile(r'\bcond(?:ition)?\.?\s*:?\s*(\d{1,2})(?:\s*/\s*10)?|\b(\d{1,2})\s*/\s*10\b', re.IGNORECASE)),
)
_BOX = (
    ('missing', re.compile(r'\bno\s+(?:original\s+)?box\b|\bwithout\s+box\b', re.IGNORECASE)),
    ('replacement', re.compile(r'\brep(?:lacement)?\.?\s+box\b', re.IGNORECASE)),
    ('original_damaged', re.compile(r'\bdamaged\s+box\b|\bbox\s+damaged\b', re.IGNORECASE)),
    ('original_clean', re.compile(r'\bog\s+(?:box|all)\b|\boriginal\s+box\b|\bog\s+everything\b', re.IGNORECASE)),
)
_YEAR = re.compile(r'(?:19|20)\d\d')


def read_title(text, outcome, catalog):
    """Return the Reading of `text`: brand, silhouette, colorway, partner, style code, size, condition, box."""
    reading = Reading()
    rest = _read_marks(text, reading, outcome)
    words = split_words(rest)
    start = _read_silhouette(words, catalog, reading, outcome)
    if start is not None:
        _read_colorway(words, start, reading, catalog)
    return reading


def _read_marks(text, reading, outcome):
    """Take size, style code, condition and box out of `text` and return what is left."""
    for inside in _BRACKETS.findall(text):
        word = inside.casefold().strip()
        if word in ('gs', 'big kids', 'grade school', 'youth'):
            reading.values['sneaker_youth'] = True
    years = {year for inside in _BRACKETS.findall(text) for year in _YEAR.findall(inside)}
    if len(years) == 1:
        reading.values['year'] = int(years.pop())
    rest = _BRACKETS.sub(' ', text)
    rest = _take_style(rest, reading)
    for code, pattern in _CONDITIONS:
        found = pattern.search(rest)
        if found:
            _take_condition(code, found, reading)
            rest = pattern.sub(' ', rest)
    for code, pattern in _BOX:
        if pattern.search(rest):
            reading.values['sneaker_box'] = code
            rest = pattern.sub(' ', rest)
            break
    return _take_size(rest, reading)


def _take_style(text, reading):
    found = set()
    for pattern in (_NIKE_STYLE, _ADIDAS_STYLE, _NB_STYLE):
        found.update(match.replace(' ', '-') for match in pattern.findall(text))
        text = pattern.sub(' ', text)
    reading.one('reference', sorted(found))
    return text


def _take_condition(code, found, reading):
    if not code:
        grade = int(next(filter(None, found.groups())))
        code = 'ds' if grade == 10 else str(max(grade, 6)) if 1 <= grade < 10 else ''
    if code:
        reading.values.setdefault('sneaker_condition', code)


def _take_size(text, reading):
    sizes = []
    for match in _SIZE.finditer(text):
        try:
            sizes.append(read_size(re.sub(r'^(?:size|sz\.?)\s*:?\s*', '', match.group(), flags=re.IGNORECASE)))
        except ValueProblem:
            continue
    if len(sizes) == 1 or len({size['sneaker_system'] for size in sizes}) == len(sizes) > 0:
        first = sizes[0]
        if first['sneaker_system']:
            reading.values.update({key: value for key, value in first.items() if value})
        else:
            reading.doubts.append(('sneaker_size', first['sneaker_size']))
    elif sizes:
        reading.doubts.append(('sneaker_size', ', '.join(size['sneaker_size'] for size in sizes)))
    return _SIZE.sub(' ', text)


def _read_silhouette(words, catalog, reading, outcome):
    """Find brand and silhouette; return the place of the first word after the silhouette, or None without one."""
    makers, place = _read_makers(words, catalog)
    for skipped in (0, 1):  # "Converse Chuck One Star": one word may stand between maker and model
        count, entries = catalog.longest(catalog.silhouettes, words, place + skipped)
        entries = _fitting(entries, makers, count if skipped else 2)
        if count and len(entries) == 1 and (makers or count > 1):
            return _take_silhouette(entries[0], words, place + skipped + count, makers, reading)
    if makers:
        reading.values['brand'] = makers[-1]
    return None


def _read_makers(words, catalog):
    """Return the names of makers at the beginning and the place after them. A shoe that begins within such a name
    ("adidas Yeezy" / "Yeezy Boost 380") ends it there."""
    makers, place = [], 0
    while place < len(words):
        count, entries = catalog.longest(catalog.brands, words, place, 4)
        if not count:
            break
        for offset in range(count):
            shoe, _shoes = catalog.longest(catalog.silhouettes, words, place + offset)
            if offset + shoe > count:
                return (makers + [entries[0][0]] if offset else makers), place + offset
        makers.append(entries[0][0])
        place += count
    return makers, place


def _fitting(entries, makers, count):
    """Return the silhouettes that can be meant after the names of `makers`: of one of them, or of a maker whose name
    is in its models' names (Jordan, Yeezy)."""
    if not makers:
        return entries
    own = [entry for entry in entries if entry[1] in makers]
    part = [entry for entry in entries if entry[1] in ('Jordan', 'Yeezy')]
    return (own or part) if count > 1 else []


def _take_silhouette(entry, words, after, makers, reading):
    name, brand = entry
    place = after
    while place < len(words) and _is_line(words, place):
        place += 2 if tuple(word.casefold() for word in words[place : place + 2]) in LINE_PAIRS else 1
    follow = words[place].casefold() if place < len(words) else ''
    reading.values['brand'] = brand
    if follow in HEIGHTS or re.fullmatch(r'\d{1,3}', follow):
        reading.doubts.append(('silhouette', f'{name} {words[place]}'))
        return None
    reading.values['silhouette'] = name
    return place


def _is_line(words, place):
    word = words[place].casefold().strip("'’")
    pair = tuple(word.casefold() for word in words[place : place + 2])
    return word in LINE_WORDS or pair in LINE_PAIRS or bool(re.fullmatch(r"(?:07|77|86|84|82)", word))


def _read_colorway(words, start, reading, catalog):
    """What follows the silhouette is partner and colorway."""
    rest = words[start:]
    if rest and _YEAR.fullmatch(rest[-1]):
        rest = rest[:-1]
    partner, rest = _take_partner(rest, catalog)
    if partner:
        reading.values['collaboration'] = [partner]
    rest = [word for word in rest if word.casefold() not in ('x', '×')]
    if 0 < len(rest) <= 8:
        reading.values['colorway'] = ' '.join(rest)
    elif rest:
        reading.doubts.append(('colorway', ' '.join(rest)))


def _take_partner(words, catalog):
    table = {}
    for entry in PARTNERS.split(';'):
        spellings = entry.split('|')
        table.update({catalog.normalize(spelling): spellings[0] for spelling in spellings})
    for place in range(len(words)):
        for count in range(min(4, len(words) - place), 0, -1):
            key = catalog.normalize(' '.join(words[place : place + count]))
            if key in table and (place == 0 or key not in ONLY_FIRST):
                return table[key], words[:place] + words[place + count :]
    return None, words
