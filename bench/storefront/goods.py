"""What the shops of the bench sell: pieces of all eight categories, read from the listings in ../shared/data.

A piece is a dict of its category, its name, price, description, and `words`: what a shopper filters by. Stock Odoo gets
the words as attributes of the product, we get them in our fields (`ours.py`), so both shops hold the same.
"""

import csv
import itertools
import os
import random
import re
from pathlib import Path

SHARED = Path(os.environ.get('IC_SHARED') or Path(os.environ['IC_ROOT']).parent / 'shared')
# Of 2,000: the rest of the world of a store is copies of these.
SHARES = {
    'watch': 500,
    'handbag': 350,
    'sneaker': 300,
    'apparel': 300,
    'accessory': 150,
    'jewelry': 200,
    'bullion': 80,
    'artwork': 120,
}
WATCH_DIALS = ("Black", "Champagne", "Silver", "Olive Green", "Mother of Pearl", "Salmon", "Ice Blue", "White")
REFERENCE = re.compile(r'\b(\d{4,6}[A-Z]{0,4})\b')


def rows(*parts):
    """Return the rows of a file of the listings as dicts."""
    with SHARED.joinpath('data', *parts).open(encoding='utf-8', newline='') as stream:
        return list(csv.DictReader(stream))


def number(text):
    """Return the number in `text`, whatever stands around it; 0 without one."""
    found = re.search(r'\d[\d .,]*', text or '')
    return float(re.sub(r'[ ,]', '', found[0]).rstrip('.')) if found else 0.0


def piece(category, name, price, **words):
    return {
        'category': category,
        'name': name.strip()[:120],
        'price': max(round(price), 50),
        'words': {key: str(value).strip() for key, value in words.items() if value not in ('', None)},
    }


def watches(chance):
    steps = ('new', 'unworn', 'very_good', 'good', 'fair')
    materials = ('steel', 'yellow_gold', 'white_gold', 'rose_gold', 'two_tone', 'platinum', 'titanium')
    for row in rows('watches', 'chrono24_rolex_listings.csv'):
        model = row['model'].removeprefix('Rolex ').strip()
        reference = REFERENCE.search(row['seller_title'])
        yield piece(
            'watch',
            f'{row["model"]} {row["seller_title"]}',
            number(row['price']),
            brand='Rolex'
            if chance.random() < 0.5
            else chance.choice(('Omega', 'Cartier', 'Patek Philippe', 'Breitling')),
            model=model,
            reference=reference and reference[1],
            year=chance.randint(1970, 2024),
            case=chance.choice((34, 36, 38, 40, 41, 42, 44)),
            material=chance.choice(materials),
            dial=chance.choice(WATCH_DIALS),
            condition=chance.choice(steps),
        )


def vestiaire(chance, file, sub_categories):
    """Yield the rows of a file of second-hand fashion."""
    for row in rows(*file):
        if row['sub_category'] in sub_categories or row['category'] in sub_categories:
            yield row


def handbags(chance):
    for row in vestiaire(chance, ('handbags', 'vestiaire_handbags.csv'), ('bags',)):
        yield piece(
            'handbag',
            f'{row["designer"].title()} {row["model"] or row["sub_category"].title()}',
            number(row['price_eur']),
            brand=row['designer'].title(),
            model=row['model'] or row['sub_category'].title(),
            size=chance.choice(("Mini", "Small", "Medium", "25", "28", "30", "35", "40")),
            color=row['color'].title(),
            leather=row['material'].title(),
            hardware=chance.choice(('gold', 'silver', 'palladium', 'rose_gold', 'ruthenium')),
            condition=chance.choice(('new', 'unused', 'excellent', 'very_good', 'good', 'fair')),
        )


def sneakers(chance):
    for row in rows('sneakers', 'stockx_catalogue_2023.csv'):
        yield piece(
            'sneaker',
            row['item'],
            number(row['lowestAsk']) or number(row['retail']) or 200,
            brand={'Nike SB': 'Nike', 'Nike Dunk': 'Nike', 'Nike AF1': 'Nike'}.get(row['brand'], row['brand']).strip(),
            model=row['jordan.type']
            if row['jordan.type'] not in ('', '0', 'NA')
            else ' '.join(row['item'].split()[:2]),
            shoe=chance.choice(('7', '7.5', '8', '8.5', '9', '9.5', '10', '10.5', '11', '12')),
            box=chance.choice(('original_clean', 'original_damaged', 'replacement', 'missing')),
            condition=chance.choice(('ds', 'vnds', '9', '8', '7')),
        )


def apparel(chance):
    types = ('shirt', 'sweatshirt', 'knitwear', 'jacket', 'coat', 'dress', 'skirt', 'trousers', 'jeans')
    for row in vestiaire(chance, ('apparel-accessories', 'vestiaire_apparel_accessories.csv'), ('clothing',)):
        yield piece(
            'apparel',
            f'{row["designer"].title()} {row["sub_category"].title()}',
            number(row['price_eur']),
            brand=row['designer'].title(),
            garment=chance.choice(types),
            gender='women' if row['gender'] == 'women' else 'men',
            letter=chance.choice(('xs', 's', 'm', 'l', 'xl')),
            season=f'{chance.choice(("SS", "FW"))}{chance.randint(15, 25)}',
            color=row['color'].title(),
            condition=chance.choice(('new_tags', 'new', 'excellent', 'very_good', 'good')),
        )


def accessories(chance):
    kinds = ('belt', 'wallet', 'sunglasses', 'scarf', 'tie', 'small_leather', 'bracelet', 'cufflinks')
    for row in vestiaire(chance, ('apparel-accessories', 'vestiaire_apparel_accessories.csv'), ('accessories',)):
        yield piece(
            'accessory',
            f'{row["designer"].title()} {row["sub_category"].title()}',
            number(row['price_eur']),
            brand=row['designer'].title(),
            kind=chance.choice(kinds),
            color=row['color'].title(),
            material=row['material'].title(),
            condition=chance.choice(('new_tags', 'new', 'excellent', 'very_good', 'good')),
        )


def jewelry(chance):
    stones = iter(itertools.cycle(rows('diamonds-jewelry', 'brilliantearth_graded_diamonds.csv')))
    for row in rows('diamonds-jewelry', 'haritidis_jewelry_catalogue.csv'):
        stone = next(stones)
        yield piece(
            'jewelry',
            row['name'],
            number(row['price']) * 10,
            brand=chance.choice(('Cartier', 'Tiffany & Co.', 'Van Cleef & Arpels', 'Bulgari', 'Chopard')),
            jewel=chance.choice(('ring', 'necklace', 'bracelet', 'earrings', 'pendant')),
            metal=chance.choice(('gold_14k', 'gold_18k', 'platinum_950', 'silver_925')),
            tone=chance.choice(('yellow', 'white', 'rose')),
            carat=stone['carat'],
            color=stone['color'],
            clarity=stone['clarity'],
            shape=chance.choice(('round', 'princess', 'cushion', 'oval', 'pear', 'emerald')),
        )


def bullion(chance):
    for row in rows('precious-metals', 'coin_issues_us_ca_precious.csv'):
        metal = next((name for name in ('gold', 'silver', 'platinum') if name in row['composition']), None)
        if metal and number(row['weight_g']):
            yield piece(
                'bullion',
                f'{row["year"]} {row["series"]} {row["mint"]}',
                number(row['weight_g']) * {'gold': 90, 'silver': 2, 'platinum': 40}[metal],
                metal=metal,
                form='coin',
                weight=row['weight_g'],
                mint=chance.choice(("United States Mint", "Royal Canadian Mint", "Perth Mint", "The Royal Mint")),
            )


def artworks(chance):
    for row in rows('artworks', 'galc_prints_inventory.csv'):
        yield piece(
            'artwork',
            row['title'] or "Untitled",
            number(row['value']) * 5,
            artist=' '.join(reversed(row['artist'].split(', '))),
            medium=row['medium'],
            height=chance.choice((25, 35, 60, 90, 120, 200)),
            year=number(row['date'][:4]) or 1970,
        )


SOURCES = {
    'watch': watches,
    'handbag': handbags,
    'sneaker': sneakers,
    'apparel': apparel,
    'accessory': accessories,
    'jewelry': jewelry,
    'bullion': bullion,
    'artwork': artworks,
}


def pieces(count):
    """Return `count` pieces, always the same, in the shares of a mixed store."""
    chance, found = random.Random(20), []
    for category, share in SHARES.items():
        wanted = max(share * count // sum(SHARES.values()), 1)
        source = itertools.islice(itertools.cycle(list(SOURCES[category](chance))), wanted)
        found += [dict(spec) for spec in source]
    chance.shuffle(found)
    return found
