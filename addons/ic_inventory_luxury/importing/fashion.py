"""What clothes and accessories have in common: their conditions, colors and materials, and how titles name them."""

import re

from .reading import Reading, split_words
from .target import words_of

CONDITIONS = words_of(
    {
        'new_tags': 'never worn, with tag;never worn with tag;new with tag;new with tags;nwt;bnwt;with tags;'
        'neu mit etikett;neuf avec étiquette;nuovo con cartellino',
        'new': 'never worn;new without tags;nwot;brand new;unworn;unused;neu;neuf;nuovo;nuevo;ungetragen',
        'excellent': 'like new;pristine;mint;near mint;wie neu;comme neuf;come nuovo;ottimo;9;9/10',
        'very_good': 'very good;vgc;sehr gut;très bon état;tres bon;8;8/10;gently used',
        'good': 'gut;bon état;bon;buono;bueno;7;7/10;used',
        'fair': 'satisfactory;worn;akzeptabel;passable;discreto;6;6/10;5/10',
    }
)
_COLORS = (
    'black white grey gray blue navy red green brown beige camel khaki pink purple yellow orange burgundy ecru '
    'gold silver multicolour multicolor anthracite metallic turquoise cream ivory olive charcoal tan nude bronze '
    'copper lilac'
)
_MATERIALS = (
    'leather wool cotton silk cashmere polyester viscose synthetic polyamide linen suede denim velvet fur tweed '
    'lace cloth canvas rubber plastic metal steel python crocodile alligator lizard ostrich shearling mink fox mohair '
    'alpaca elastane lycra sponge tartan spandex nylon acetate titanium horn chain sequin glitter angora'
)
COLORS = set(_COLORS.split())
MATERIALS = {
    'pony-style calfskin',
    'patent leather',
    'vegan leather',
    'exotic leathers',
    'denim - jeans',
    'mother of pearl',
    *_MATERIALS.split(),
}
_WORD_PAIRS = {tuple(re.split(r'[ -]+', name)): name for name in MATERIALS if re.search(r'[ -]', name)}
_SIZE = re.compile(
    r'\bsize\s*:?\s*(?P<size>(?:(?:it|fr|eu|us|uk|de)\s*)?(?:\d{1,2}|xxs|xs|s|m|l|xl|xxl|xxxl|[234]xl|one\s+size|os)'
    r'(?:\s*(?:it|fr|eu|us|uk|de))?)\b|\b(?P<marked>(?:it|fr|us|uk|de)\s*\d{1,2}|\d{2}\s*(?:it|fr|us|uk|de))\b',
    re.IGNORECASE,
)
_CONDITIONS = (
    ('new_tags', re.compile(r'\b(?:bnwt|nwt|new\s+with\s+tags?)\b', re.IGNORECASE)),
    ('new', re.compile(r'\b(?:nwot|never\s+worn|unworn|brand\s+new)\b', re.IGNORECASE)),
    ('excellent', re.compile(r'\b(?:like\s+new|excellent)\b', re.IGNORECASE)),
    ('very_good', re.compile(r'\bvery\s+good\b', re.IGNORECASE)),
)


def find_words(text, kinds):
    """Return a dict code -> words of `text` for the table `kinds` (word -> code), longest words first; a word inside a
    longer one that was found does not count."""
    plain = ' ' + re.sub(r'[^a-z0-9]+', ' ', text.casefold()) + ' '
    found = {}
    for word in sorted(kinds, key=len, reverse=True):
        key = ' ' + re.sub(r'[^a-z0-9]+', ' ', word.casefold()).strip() + ' '
        if key.strip() and key in plain:
            found.setdefault(kinds[word], word)
            plain = plain.replace(key, ' | ')
    return found


def read_garment(text, catalog, kinds, targets):
    """Return the Reading of a title such as "black leather Prada belt size 90" or a slug of it.

    :param dict kinds: word -> code of the kind of piece
    :param dict targets: what each fact feeds: kind, material, condition, size
    """
    reading = Reading()
    text = re.sub(r'-(?=\d{6,}$)', ' ', text.strip())
    words = split_words(re.sub(r'\b\d{6,}\b', '', text))
    named = catalog.names_in(catalog.brands, words)
    reading.one('brand', [entries[0][0] for _start, _count, entries in named])
    taken = {place for start, count, _entries in named for place in range(start, start + count)}
    rest = [word.casefold() for place, word in enumerate(words) if place not in taken]
    reading.one(targets['kind'], find_words(' '.join(rest), kinds))
    _read_material(rest, targets['material'], reading)
    colors = [word for word in rest if word in COLORS]
    if colors and rest.index(colors[0]) == 0:  # the color comes first; a later one is of something on it
        colors = colors[:1]
    reading.one('colorway', colors)
    for code, pattern in _CONDITIONS:
        if pattern.search(text):
            reading.values[targets['condition']] = code
            break
    sizes = [match['size'] or match['marked'] for match in _SIZE.finditer(text)]
    reading.one(targets['size'], [' '.join(size.upper().split()) for size in sizes])
    return reading


def _read_material(words, target, reading):
    found, place = [], 0
    while place < len(words):
        for count in (3, 2):
            name = _WORD_PAIRS.get(tuple(words[place : place + count]))
            if name:
                found.append(name)
                place += count
                break
        else:
            if words[place] in MATERIALS and not found:
                found.append(words[place])
            place += 1
    if found and found[0] not in ('gold', 'silver'):
        reading.values[target] = found[0]
