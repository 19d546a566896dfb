"""By which keys wishes and pieces are filed, so that the database finds the few that may fit each other.

A wish is filed under the most exact thing it says: its references; else the family; else the brand; else what it is.
A piece is filed under all of them. Plain Python.
"""

import re

from odoo.addons.ic_inventory_luxury.models.catalog.reference_text import loose_key, spellings, stems

_STEM = re.compile(r'[A-Z]{0,4}\d{3,}')


def reference_keys(text):
    """Return the keys of one reference, the whole one first, then what it begins with.

    >>> reference_keys('126610LV'), reference_keys('5711/1A-010')
    (['126610LV', '126610'], ['57111A010', '5711', '57111A'])
    """
    keys = [loose_key(key) for key in spellings(text)]
    found = _STEM.match(re.split(r'[/. -]', text.upper().strip())[0]) if keys else None
    if found and len(found.group()) >= 4:
        keys.append(found.group())
    keys += [loose_key(stem) for stem in stems(text)]
    return list(dict.fromkeys(key for key in keys if len(key) > 2))


def wish_keys(wish):
    """Return the keys of a wish (its facts); empty when it says too little to be looked for."""
    if wish['references']:
        return [f'r:{key}' for text in wish['references'] for key in reference_keys(text)]
    if wish['family']:
        return [f'f:{wish["family"]}']
    if wish['brand']:
        return [f'b:{wish["brand"]}']
    if wish['category'] and (wish['colors'] or wish['materials'] or wish['words'] or wish['price_max'] or wish['size']):
        return [f'c:{wish["category"]}']
    long = [word for word in wish['words'] if len(word) > 3 and not word.isdigit()]
    return [f'w:{max(long, key=len)}'] if long else []


def piece_keys(piece):
    """Return the keys of a piece (its facts)."""
    keys = [f'r:{key}' for text in piece['references'] or piece['maybe_references'] for key in reference_keys(text)]
    keys += [f'f:{number}' for number in piece['families']]
    keys += [f'b:{piece["brand"]}'] if piece['brand'] else []
    keys += [f'c:{piece["category"]}'] if piece['category'] else []
    return list(dict.fromkeys(keys + [f'w:{word}' for word in piece['words'] if len(word) > 3]))
