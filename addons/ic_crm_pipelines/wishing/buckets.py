"""By which keys wishes and pieces are filed, so that the database finds the few that may fit each other.

A wish is filed under the most exact thing it says: its references; else the family; else the brand; else what it is.
A piece is filed under all of them. Plain Python.
"""

import hashlib
import json
import re
from functools import lru_cache

from odoo.addons.ic_inventory_luxury.models.catalog.reference_text import loose_key, spellings, stems

_STEM = re.compile(r'[A-Z]{0,4}\d{3,}')


@lru_cache(maxsize=20000)
def reference_keys(text):
    """Return the keys of one reference, the whole one first, then what it begins with.

    >>> reference_keys('126610LV'), reference_keys('5711/1A-010')
    (('126610LV', '126610'), ('57111A010', '5711', '57111A'))
    """
    keys = [loose_key(key) for key in spellings(text)]
    found = _STEM.match(re.split(r'[/. -]', text.upper().strip())[0]) if keys else None
    if found and len(found.group()) >= 4:
        keys.append(found.group())
    keys += [loose_key(stem) for stem in stems(text)]
    return tuple(dict.fromkeys(key for key in keys if len(key) > 2))


def plain_keys(wish):
    """Return the keys of a wish (its facts) as pieces are filed; empty when it says too little to be looked for."""
    if wish['references']:
        return [f'r:{key}' for text in wish['references'] for key in reference_keys(text)]
    if wish['family']:
        return [f'f:{wish["family"]}']
    if wish['brand']:
        return [f'b:{wish["brand"]}']
    if wish['category'] and (wish['colors'] or wish['materials'] or wish['words'] or wish['size']):
        return [f'c:{wish["category"]}']
    long = [word for word in wish['words'] if len(word) > 3 and not word.isdigit()]
    return [f'w:{max(long, key=len)}'] if long else []


def piece_keys(piece):
    """Return the keys that a piece (its facts) is filed under."""
    references = piece['references'] or piece['maybe_references']
    keys = [f'r:{key}' for text in references for key in reference_keys(text)]
    keys += [f'w:{word}' for word in piece['words'] if len(word) > 3]
    return list(dict.fromkeys(keys + _broad(piece)))


def _broad(piece):
    """Return the keys that many wishes share."""
    keys = [f'f:{number}' for number in piece['families']]
    keys += [f'b:{piece["brand"]}'] if piece['brand'] else []
    return keys + ([f'c:{piece["category"]}'] if piece['category'] else [])


# === kinds of wishes are filed more finely: many share a family, and most of them want another color === #

ANY = '*'
NONE = '-'


def wish_keys(wish):
    """Return the keys that a kind of wish is filed under: its plain keys; broad ones with each color, and once more
    without, for pieces of which that is not known."""
    keys = plain_keys(wish)
    if not keys or keys[0][0] in 'rw':
        return keys
    return [f'{key}|{color}' for key in keys for color in [*(wish['colors'] or [NONE]), ANY]]


def wish_kind(wish):
    """Return a short name of all that a kind of wish says."""
    return hashlib.blake2b(json.dumps(wish, sort_keys=True).encode(), digest_size=12).hexdigest()


def lookup_keys(piece, accepted):
    """Return the keys under which kinds of wishes are filed that a piece may meet.

    :param accepted: function colors -> the colors of wishes that they meet
    """
    known = piece['colors'] or piece['maybe_colors']
    colors = [NONE, *accepted(known)] if known else [ANY]
    exact = [key for key in piece_keys(piece) if key[0] in 'rw']
    return exact + [f'{key}|{color}' for key in _broad(piece) for color in colors]
