"""The columns of a list of sneakers and the words in them. Titles: `sneaker_titles`."""

import re

from .shared import COLLABORATION, COLORWAY, DEFECTS, QUANTITY
from .sneaker_sizes import SYSTEMS, read_size, size_parts
from .sneaker_titles import read_title
from .target import Target, flag, lookup, words_of
from .values import ValueProblem

__all__ = ['CONDITIONS', 'EXAMPLE', 'NAMES', 'TARGETS', 'finish', 'read_size', 'read_title']

CONDITIONS = words_of(
    {
        'ds': 'never worn, with tag;never worn with tag;'
        'deadstock;dead stock;ds (deadstock);new;brand new;bnib;bnds;brand new in box;new in box;new with box;'
        'unworn;never worn;10;10/10;neu;neuf;nuovo;nuevo',
        'vnds': 'very near deadstock;vnds (very near deadstock);near deadstock;nds;vnm;pads;tried on;like new;'
        'worn once;9.5;9.5/10;wie neu;comme neuf',
        '9': '9/10;9 / 10;excellent;used excellent;9.0',
        '8': '8/10;8 / 10;very good;used very good;8.5;8.5/10;8.0;sehr gut',
        '7': '7/10;7 / 10;good;used good;7.5;7.5/10;7.0;gut',
        '6': '6/10;6 / 10;6 / 10 or below;6 or below;5;5/10;4;4/10;3/10;fair;poor;beat;beaters;used fair;used poor',
    }
)
WITH_DEFECTS = ('new with defects', 'b grade', 'b-grade', 'ds with defects', 'new defects', 'factory flaw')
BOXES = words_of(
    {
        'original_clean': 'original, clean;original;clean;good;good condition;og;og box;og all;yes;y;with box;box;1;'
        'original box;true;mint',
        'original_damaged': 'original, damaged;damaged;damaged box;box damaged;torn;crushed;badly damaged;poor',
        'replacement': 'replacement box;rep box;other box;generic',
        'missing': 'no;none;n;no box;missing box;without;without box;0;false;nein;no original box',
    }
)


def _sized(system):
    """Return the reader of a column that holds sizes of one `system` only; `finish` takes the first that is there."""

    def read(text):
        parts = read_size(text)
        said = parts['sneaker_system']
        if said not in (None, system) and not (system == 'w_us' and said == 'm_us'):
            raise ValueProblem('not_a_size')
        return {f'size_{system}': size_parts(parts['sneaker_size'], system, bool(parts.get('sneaker_youth')))}

    return read


def read_condition(text):
    """Return the step of the ladder, with "new with defects" apart.

    :raise ValueProblem: not_in_list
    """
    word = re.sub(r'\s+', ' ', text.casefold().strip(' .'))
    if word in WITH_DEFECTS:
        return {'sneaker_condition': 'ds', 'sneaker_new_defects': True}
    code = lookup(CONDITIONS, text)
    if not code:
        raise ValueProblem('not_in_list')
    return {'sneaker_condition': code}


def read_box(text):
    """:raise ValueProblem: not_in_list"""
    lid = bool(re.search(r'\b(?:no|missing|without)\s+lid\b|\blid\s+missing\b', text, re.IGNORECASE))
    rest = re.sub(r'[,(]?\s*(?:(?:no|missing|without)\s+lid|lid\s+missing)\)?', '', text, flags=re.IGNORECASE).strip()
    code = lookup(BOXES, rest) or ('original_damaged' if lid and not rest else None)
    if not code:
        raise ValueProblem('not_in_list')
    return {'sneaker_box': code, 'sneaker_lid_missing': True} if lid else {'sneaker_box': code}


def check_shoe(text):
    """Refuse shoes that are no sneakers in lists of shoes of all kinds.

    :raise ValueProblem: other_shoe
    """
    if not re.search(r'sneaker|trainer|basketball|running|slide|clog|foam|shoes?$|slip', text, re.IGNORECASE):
        raise ValueProblem('other_shoe')
    return {}


def finish(outcome):
    """A bare number has no system: American men's sizes are what sneakers are traded by, and the report says so."""
    said = outcome.values
    for system in ('m_us', 'w_us', 'eu', 'uk', 'jp_cm'):
        if said.get(f'size_{system}') and not said.get('sneaker_size'):
            said.update(said[f'size_{system}'])
    if said.get('sneaker_size') and not said.get('sneaker_system'):
        said['sneaker_system'] = 'm_us'
        outcome.note('warning', 'system_assumed', outcome.columns.get('sneaker_size', ''), said['sneaker_size'])
    if said.get('sneaker_youth') and said.get('sneaker_system') not in (None, 'm_us'):
        outcome.note('warning', 'youth_system', outcome.columns.get('sneaker_youth', ''), said.get('sneaker_size', ''))
        del said['sneaker_youth']
    if said.get('sneaker_condition') == 'ds' and said.get('sneaker_wear_count'):
        outcome.note(
            'error', 'worn_deadstock', outcome.columns.get('sneaker_wear_count', ''), said['sneaker_wear_count']
        )


NAMES = {
    'reference': 'style code;style id;styleid;style number;product code;article number;sku code',
    'year': 'release year;release;release date;released',
    'model': 'model;item;sneaker;shoe',
    'title': 'title;sneaker name;shoe name;listing title;item name;product name',
    'msrp': 'retail;retail price',
    'price': 'price;asking price;sale price',
}
_CM = "Japanese sizes are centimetres."
TARGETS = (
    Target(
        'silhouette',
        "Sneaker: silhouette",
        'ic_silhouette_id',
        'catalog',
        'silhouette;shoe model;silo',
        about="A shoe model of the catalog or one of its other spellings; fills in brand and model.",
    ),
    COLORWAY,
    COLLABORATION,
    Target('shoe_type', "Sneaker: kind of shoe", None, 'check', 'sub category;shoe type', parts=check_shoe),
    Target(
        'sneaker_size',
        "Sneaker: size",
        'ic_sneaker_size',
        'size',
        'size;shoe size;sizes;groesse;taille;pointure;size label',
        parts=read_size,
        heading='size',
        about="With its system: US 10.5, US W 8, 5.5Y, EU 42 2/3, UK 9, 27.5 cm. " + _CM,
    ),
    Target(
        'sneaker_system',
        "Sneaker: size system",
        'ic_sneaker_size_system',
        'choice',
        'size system;system;size type;size region',
        words=SYSTEMS,
        heading='size_system',
        about="Where the size does not say it.",
    ),
    Target('sneaker_us', "Sneaker: US men's size", None, 'size', 'us size;size us;us m;us', parts=_sized('m_us')),
    Target('sneaker_w', "Sneaker: US women's size", None, 'size', 'us w size;us w;wmns size', parts=_sized('w_us')),
    Target('sneaker_eu', "Sneaker: EU size", None, 'size', 'eu size;size eu;eu;eur', parts=_sized('eu')),
    Target('sneaker_uk', "Sneaker: UK size", None, 'size', 'uk size;size uk;uk', parts=_sized('uk')),
    Target('sneaker_jp', "Sneaker: JP size (cm)", None, 'size', 'jp size;jp;cm;size cm', parts=_sized('jp_cm')),
    flag('sneaker_youth', "Sneaker: youth size", 'ic_sneaker_youth', 'youth;gs;grade school;kids', 'youth'),
    flag('sneaker_pe', "Sneaker: player exclusive", 'ic_sneaker_player_exclusive', 'player exclusive;pe'),
    flag('sneaker_sample', "Sneaker: sample", 'ic_sneaker_sample', 'sample'),
    flag('sneaker_ff', "Sneaker: friends and family", 'ic_sneaker_friends_family', 'friends and family;f f;f&f'),
    flag('sneaker_wear_test', "Sneaker: wear-test pair", 'ic_sneaker_wear_test', 'wear test;wear tester'),
    Target(
        'sneaker_condition',
        "Sneaker: condition",
        'ic_sneaker_condition',
        'choice',
        'condition;zustand;etat;condizione;grade;rating',
        words=CONDITIONS,
        parts=read_condition,
        heading='condition',
        about="DS, VNDS, 9, 8, 7 or 6, also as 9/10 or in words. \"New with defects\" is understood.",
    ),
    flag('sneaker_new_defects', "Sneaker: new with defects", 'ic_sneaker_new_defects', 'new with defects'),
    Target(
        'sneaker_wear_count',
        "Sneaker: times worn",
        'ic_sneaker_wear_count',
        'number',
        'wear count;times worn;wears',
        heading='times_worn',
    ),
    DEFECTS,
    Target('sneaker_restoration', "Sneaker: restoration", 'ic_sneaker_restoration', 'text', 'restoration;restored'),
    Target('sneaker_storage', "Sneaker: storage history", 'ic_sneaker_storage', 'text', 'storage;storage history'),
    Target(
        'sneaker_box',
        "Sneaker: box",
        'ic_sneaker_box',
        'choice',
        'box;box condition;shoe box;has box;original box',
        words=BOXES,
        parts=read_box,
        heading='shoe_box',
        about="Original clean, original damaged, replacement or missing; \"lid missing\" may follow.",
    ),
    flag('sneaker_lid_missing', "Sneaker: lid missing", 'ic_sneaker_lid_missing', 'lid missing;no lid'),
    flag('sneaker_laces', "Sneaker: original laces", 'ic_sneaker_has_laces', 'laces;original laces;has laces'),
    flag('sneaker_hangtag', "Sneaker: hang tag", 'ic_sneaker_has_hangtag', 'hangtag;hang tag;has hangtag'),
    flag('sneaker_tissue', "Sneaker: tissue paper", 'ic_sneaker_has_tissue', 'tissue;tissue paper;has tissue'),
    flag('sneaker_tag', "Sneaker: tag", 'ic_sneaker_has_tag', 'tag;has tag'),
    flag('sneaker_receipt', "Sneaker: receipt", 'ic_sneaker_has_receipt', 'receipt;has receipt;invoice'),
    Target('sneaker_extras', "Sneaker: extra accessories", 'ic_sneaker_extras', 'text', 'extras;extra accessories'),
    QUANTITY,
)

EXAMPLE = {
    'row_id': 'S-1',
    'brand': 'Jordan',
    'model': 'Air Jordan 1 High',
    'silhouette': 'Air Jordan 1 High',
    'reference': '555088-101',
    'year': '2022',
    'price': '480',
    'currency': 'USD',
    'cost': '310',
    'retail_description': 'Text for customers',
    'internal_notes': 'Text for your staff only',
    'colorway': 'Chicago',
    'collaboration': 'Off-White',
    'sneaker_size': 'US 10.5',
    'sneaker_system': 'US M',
    'sneaker_youth': 'no',
    'sneaker_pe': 'no',
    'sneaker_sample': 'no',
    'sneaker_ff': 'no',
    'sneaker_wear_test': 'no',
    'sneaker_condition': 'VNDS',
    'sneaker_new_defects': 'no',
    'sneaker_wear_count': '1',
    'defects': 'Toe box: crease (slight)',
    'sneaker_restoration': 'Soles cleaned in 2023',
    'sneaker_storage': 'Dark and dry, in the box',
    'sneaker_box': 'Original, clean',
    'sneaker_lid_missing': 'no',
    'sneaker_laces': 'yes',
    'sneaker_hangtag': 'yes',
    'sneaker_tissue': 'yes',
    'sneaker_tag': 'no',
    'sneaker_receipt': 'no',
    'sneaker_extras': 'Second pair of laces',
    'quantity': '1',
}
