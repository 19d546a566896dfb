"""A text, and which of its letters have been understood already. Plain Python."""

import re
import unicodedata
from dataclasses import dataclass, field

_SAME = {'ø': 'o', 'ł': 'l', 'đ': 'd', 'ß': 's', '‘': "'", '’': "'", '´': "'", '`': "'", '“': '"', '”': '"'}
_NUMERALS = {'ll': 'ii', 'lll': 'iii'}  # GMT-Master ll
_SAME.update({'–': '-', '—': '-', '\xa0': ' ', '\u2009': ' ', '\u202f': ' '})


def fold(text):
    """Return `text` in small letters without accents, letter for letter: places in it are places in `text`.

    >>> fold("Großes Zifferblatt, NÉE")
    'groses zifferblatt, nee'
    """
    folded = []
    for letter in text:
        small = _SAME.get(letter.lower()) or unicodedata.normalize('NFKD', letter.casefold())[:1]
        folded.append(small if len(small) == 1 else letter)
    return ''.join(folded)


def phrases(table, behind_digits=False):
    """Return (pattern, lookup) of a table code -> phrases separated by semicolons; a star ends any ending.

    The pattern finds whole phrases, the longest first; `lookup` maps a phrase as folded, without star, to its code.

    :param bool behind_digits: whether a phrase may stand glued to a number: "41grey dial"
    """
    lookup = {}
    for code, words in table.items():
        for phrase in filter(None, (part.strip() for part in words.split(';'))):
            lookup.setdefault(fold(phrase), code)
    parts = []
    for phrase in sorted(lookup, key=lambda one: (-len(one.rstrip('*')), one)):
        body = r'[\s-]+'.join(map(re.escape, re.split(r'[\s-]+', phrase.rstrip('*'))))
        parts.append(body + (r'[^\W\d_]{0,3}' if phrase.endswith('*') else ''))
    before = r'[^\W\d_]' if behind_digits else r'[^\W_]'
    return re.compile(rf'(?<!{before})(?:{"|".join(parts)})(?![^\W_])'), lookup


def code_of(words, lookup):
    """Return the code of `words` that a pattern of `phrases` found."""
    key = re.sub(r'[\s-]+', ' ', words)
    if key in lookup:
        return lookup[key]
    for phrase, code in lookup.items():
        plain = re.sub(r'[\s-]+', ' ', phrase)
        if plain == key or (plain.endswith('*') and key.startswith(plain[:-1]) and len(key) - len(plain) < 3):
            return code
    return None


def codes_in(words, pattern, lookup):
    """Return the codes of what `pattern`, as `phrases` makes it, finds in `words`."""
    return [code_of(match.group(), lookup) for match in pattern.finditer(fold(words or ''))]


@dataclass
class Found:
    """One thing read in a text: which field, what value, and the words it came from."""

    field: str
    value: object
    words: str
    start: int
    end: int


@dataclass
class Text:
    """A text under reading. What one reader takes the next ones do not see."""

    raw: str
    folded: str = ''
    found: list = field(default_factory=list)
    doubts: list = field(default_factory=list)
    _free: list = field(default_factory=list)

    def __post_init__(self):
        self.folded = fold(self.raw)
        self._free = [True] * len(self.raw)

    def is_free(self, start, end):
        return all(self._free[start:end])

    def take(self, start, end):
        self._free[start:end] = [False] * (end - start)

    def matches(self, pattern):
        """Yield the matches of `pattern` in what nobody has taken yet."""
        for match in pattern.finditer(self.folded):
            if match.end() > match.start() and self.is_free(*match.span()):
                yield match

    def note(self, name, value, start, end, take=True):
        """Keep that the words from `start` to `end` say `value` of the field `name`."""
        self.found.append(Found(name, value, self.raw[start:end].strip(' ,;.'), start, end))
        if take:
            self.take(start, end)

    def words(self):
        """Return [(start, end, folded word)] of the words that are free, those with signs inside in one piece."""
        return [
            (match.start(), match.end(), _NUMERALS.get(match.group(), match.group()))
            for match in re.finditer(r"[^\W_]+(?:['~][^\W_]+)*", self.folded)
            if self.is_free(*match.span())
        ]

    def values(self, name):
        return list(dict.fromkeys(one.value for one in self.found if one.field == name))
