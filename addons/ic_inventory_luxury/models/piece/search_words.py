"""How texts become words that can be found, and how a query becomes words to look for. No ORM here."""

import difflib
import re
import unicodedata

# Letters that Unicode does not decompose into a base letter and an accent.
_LETTERS = str.maketrans(
    {'ø': 'o', 'ł': 'l', 'đ': 'd', 'æ': 'ae', 'œ': 'oe', 'ß': 'ss', '\N{RIGHT SINGLE QUOTATION MARK}': "'"}
)
_PARTS = re.compile(r'[^\W\d_]+|\d+')
# From this length on a word is looked for inside other words; a shorter one only at the beginning of a word.
INSIDE = 3
# Shorter words have too few letters to tell a typo from another word.
TYPO_MIN = 4
TYPO_CUTOFF = 0.72
MAX_WORDS = 12


def search_key(text):
    """Return `text` in small letters without accents, everything but letters and digits turned into one blank.

    >>> search_key("Hermès  Kelly-28")
    'hermes kelly 28'
    """
    text = unicodedata.normalize('NFKD', (text or '').casefold().translate(_LETTERS)).replace("'", '')
    kept = ''.join(c if c.isalnum() else ' ' for c in text if not unicodedata.combining(c))
    return ' '.join(kept.split())


def code_key(text):
    """Return a code in all the ways it is typed: as it is, in one word, and parted between letters and digits.

    >>> code_key("DD1391-100")
    'dd1391 100 dd1391100 dd 1391 100'
    """
    key = search_key(text)
    forms = [key, key.replace(' ', ''), ' '.join(_PARTS.findall(key))]
    return ' '.join(dict.fromkeys(form for form in forms if form))


def query_words(text):
    """Return the first MAX_WORDS words of a query, in order, each once."""
    return list(dict.fromkeys(search_key(text).split()))[:MAX_WORDS]


def needle(word):
    """Return what to look for in a text that begins and ends with a blank."""
    return word if len(word) >= INSIDE else f' {word}'


def spelled_like(word, names, limit=3):
    """Return up to `limit` words of the texts `names` that are spelled like `word`, the nearest first.

    A number is never corrected into another number: one digit more is another reference.
    """
    if len(word) < TYPO_MIN or word.isdigit():
        return []
    known = {part for name in names for part in name.split() if len(part) >= INSIDE}
    return difflib.get_close_matches(word, sorted(known), n=limit, cutoff=TYPO_CUTOFF)
