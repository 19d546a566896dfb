"""The labelled pairs: see README.md for the rule."""

import csv
import re
from pathlib import Path

FOLDER = Path(__file__).parent
LINES = {
    'seamaster': {'aqua_terra', 'seamaster_300m', 'planet_ocean', 'railmaster', 'seamaster_vintage', 'seamaster_gmt'},
}
# Part of the titles, and what recall and precision must not fall below.
FLOORS = (
    ('seen', 0.97, 0.91),
    ('held_out', 0.96, 0.96),
    ('second_blind', 0.96, 0.98),
    ('third_blind', 0.97, 0.98),
    ('fourth_blind', 0.93, 0.98),
    ('fifth_blind', 0.98, 0.92),
    ('sixth_blind', 0.94, 0.98),
    ('seventh_blind', 0.93, 0.93),
    ('eighth_blind', 0.85, 0.98),
    ('ninth_blind', 0.95, 0.96),
    ('tenth_blind', 0.89, 0.91),
    ('eleventh_blind', 0.98, 0.95),
    ('twelfth_blind', 0.98, 0.96),
    ('thirteenth_blind', 0.97, 0.87),
    ('fourteenth_blind', 0.98, 0.96),
    ('fifteenth_blind', 0.96, 0.97),
)
PLAIN = ('color', 'material', 'kind', 'name')


def read():
    """Return the rows of titles.csv."""
    with (FOLDER / 'titles.csv').open(newline='', encoding='utf-8') as source:
        return list(csv.DictReader(source))


def meets(wish, piece):
    """Tell by the rule whether a piece meets a wish."""
    if 'none' in (wish['family'], piece['family']) or wish['brand'] != piece['brand']:
        return False
    if wish['family'] != piece['family'] and piece['family'] not in LINES.get(wish['family'], ()):
        return False
    if wish['reference'] and not same_number(wish['reference'], piece['reference']):
        return False
    if wish['size'] and piece['size'] and abs(float(wish['size']) - float(piece['size'])) > 0.6:
        return False
    return not any(wish[name] and piece[name] and wish[name] != piece[name] for name in PLAIN)


def same_number(wanted, there):
    """The digits are the same, and no suffix that is asked for is missing or another one."""
    ours, theirs = (re.sub(r'[^A-Z0-9]', '', text.upper()) for text in (wanted, there))
    if ours == theirs:
        return True
    digits = re.match(r'[A-Z]*\d+', theirs)
    return bool(digits) and ours == digits.group()


def texts(shared):
    """Return id -> text of the titles in the collected data, or None where it is not there."""
    posts = shared / 'wish-texts' / 'watchexchange_titles.csv'
    listings = shared / 'watches' / 'chrono24_rolex_listings.csv'
    if not posts.exists() or not listings.exists():
        return None
    found = {}
    with posts.open(newline='', encoding='utf-8') as source:
        found.update((f"w{row['post_id']}", row['title']) for row in csv.DictReader(source))
    with listings.open(newline='', encoding='utf-8') as source:
        found.update(
            (f"c{row['listing_id']}", f"{row['model']} {row['seller_title']}") for row in csv.DictReader(source)
        )
    return found
