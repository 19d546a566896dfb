"""What was read in a free text, and the catalogs that help reading it."""

import re
from dataclasses import dataclass, field


@dataclass
class Reading:
    """What a title says. `values`: target -> value; `doubts`: list of (target, text) read in more than one way."""

    values: dict = field(default_factory=dict)
    doubts: list = field(default_factory=list)

    def one(self, target, found):
        """Take the value of `target` when exactly one was found; several are a doubt."""
        options = list(dict.fromkeys(found))
        if len(options) == 1:
            self.values[target] = options[0]
        elif options:
            self.doubts.append((target, ', '.join(map(str, options))))


@dataclass
class Catalog:
    """Names that the store knows, for finding them in texts. Each table: key -> tuple of (name, owner).

    `normalize` makes keys of texts. The owner is the brand of a silhouette or the metal of a series, else ''.
    """

    normalize: object = str.casefold
    brands: dict = field(default_factory=dict)
    silhouettes: dict = field(default_factory=dict)
    mints: dict = field(default_factory=dict)
    series: dict = field(default_factory=dict)
    artists: dict = field(default_factory=dict)

    def add(self, table, text, name, owner=''):
        key = self.normalize(text)
        known = table.get(key, ())
        if key and (name, owner) not in known:
            table[key] = (*known, (name, owner))

    def longest(self, table, words, start, most=8):
        """Return (word count, entries) of the longest name in `table` that begins at `words[start]`, or (0, ())."""
        for count in range(min(most, len(words) - start), 0, -1):
            entries = table.get(self.normalize(' '.join(words[start : start + count])))
            if entries:
                return count, entries
        return 0, ()

    def names_in(self, table, words, shortest=3):
        """Return [(start, number of words, entries)] of the names of `table` in `words`, longest first at each place.

        Names of fewer than `shortest` letters are words of a language too often.
        """
        found, place = [], 0
        while place < len(words):
            count, entries = self.longest(table, words, place)
            if count and len(self.normalize(' '.join(words[place : place + count]))) >= shortest:
                found.append((place, count, entries))
                place += count
            else:
                place += 1
        return found


def split_words(text):
    """Return the words of `text`; a listing written with dashes for blanks is taken apart.

    >>> split_words('Nike-Air-Presto-Off-White-Black'), split_words("Jordan 1 Low 'Voodoo'")
    (['Nike', 'Air', 'Presto', 'Off', 'White', 'Black'], ['Jordan', '1', 'Low', 'Voodoo'])
    """
    if ' ' not in text.strip() and text.count('-') >= 2:
        text = text.replace('-', ' ')
    return [word for word in (part.strip('"“”‘’\',;:|()[]') for part in re.split(r'\s+', text.strip())) if word]
