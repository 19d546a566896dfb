"""What a column of a list can feed: one `Target` per fact, with the headings it is known by and the words it takes."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Target:
    """What a column feeds.

    `field`: the piece's field (None: the row reader or the importer handles it); `parser`: how a cell is read; `names`:
    the headings it is recognised by; `words`: accepted word -> code of the field; `other`: code for words not in that
    list; `text`: name of the value that keeps such a word; `parts`: reads a cell that says several things at once into
    {target code: value}; `about`: what the documentation of the template says; `heading`: its column in our template.
    """

    code: str
    label: str
    field: str | None
    parser: str
    names: str = ''
    words: dict | None = field(default=None, compare=False, repr=False)
    other: str | None = None
    text: str | None = None
    parts: Callable | None = field(default=None, compare=False, repr=False)
    about: str = ''
    heading: str = ''

    @property
    def column(self):
        """The heading of this target in our own template."""
        return self.heading or self.code


PARSERS = (
    ('auto', "As usual for the field"),
    ('text', "Text as it is"),
    ('number', "Whole number"),
    ('decimal', "Number"),
    ('measure', "Size in mm"),
    ('length', "Length in cm"),
    ('grams', "Weight in g"),
    ('price', "Price with currency"),
    ('year', "Year"),
    ('date', "Date, day first"),
    ('date_mdy', "Date, month first"),
    ('bool', "Yes / no"),
    ('choice', "Word from a list"),
    ('brand', "Brand"),
    ('model', "Model without the brand"),
    ('title', "Recognise details in the text"),
)


def plain(text):
    """Return a heading as a comparison key: lower case, no accents, words separated by one blank."""
    text = unicodedata.normalize('NFKD', (text or '').casefold().replace('ß', 'ss'))
    text = ''.join(c for c in text if not unicodedata.combining(c))
    return re.sub(r'[^a-z0-9]+', ' ', text).strip()


def words_of(codes):
    """Return a dict accepted word -> code of `codes` (code -> words separated by semicolons); a code is its own word.

    >>> words_of({'very_good': 'mint;sehr gut'})
    {'very_good': 'very_good', 'very good': 'very_good', 'mint': 'very_good', 'sehr gut': 'very_good'}
    """
    table = {}
    for code, words in codes.items():
        for word in (code, code.replace('_', ' '), *words.split(';')):
            if word.strip():
                table.setdefault(word.strip().casefold(), code)
    return table


def with_codes(table):
    """Return `table` (word -> code) with every code as a word for itself."""
    codes = {word: code for code in table.values() for word in (code, code.replace('_', ' '))}
    return {**codes, **table}


def lookup(table, text):
    """Return the code that `table` gives for `text` (case, accents, punctuation and the word "condition" do not count),
    or None."""
    text = (text or '').casefold()
    word = re.sub(r'\s*\b(condition|zustand|état|etat)\b\s*', ' ', text).strip(' .')
    word = re.sub(r'\s+', ' ', word)
    found = table.get(word) or table.get(text.strip())
    if found or not plain(word):
        return found
    return _plain_table(table).get(plain(word))


_PLAIN_TABLES = {}


def _plain_table(table):
    """Return `table` with its words as `plain` writes them, made once per table."""
    known = _PLAIN_TABLES.get(id(table))
    if not known or known[0] is not table:
        keys = {}
        for word, code in table.items():
            keys.setdefault(plain(word), code)
        known = _PLAIN_TABLES[id(table)] = (table, keys)
    return known[1]


def flag(code, label, field_name, names='', heading='', about=''):
    """Return a yes/no Target: the shortest way to write the many of them."""
    return Target(code, label, field_name, 'bool', names, heading=heading, about=about)


# What a column "category" may say.
CATEGORIES = {
    'watch': ('watch', 'watches', 'uhr', 'uhren', 'montre', 'orologio'),
    'handbag': ('handbag', 'handbags', 'bag', 'bags', 'tasche', 'sac', 'borsa'),
    'sneaker': ('sneaker', 'sneakers', 'shoes', 'trainers', 'footwear'),
    'apparel': ('apparel', 'clothing', 'clothes', 'streetwear', 'kleidung', 'vetements', 'abbigliamento'),
    'accessory': ('accessory', 'accessories', 'accessoires', 'accessori'),
    'jewelry': ('jewelry', 'jewellery', 'fine jewelry', 'schmuck', 'bijoux', 'gioielli', 'diamonds'),
    'bullion': ('bullion', 'coins', 'coin', 'bar', 'precious metals', 'edelmetalle'),
    'artwork': ('artwork', 'artworks', 'art', 'print', 'prints', 'painting', 'paintings', 'kunst'),
}
