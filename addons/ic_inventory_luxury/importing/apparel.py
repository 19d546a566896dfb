"""The columns of a list of clothes and the words in them."""

import re
from contextlib import suppress

from ..sizing import apparel as sizes
from . import fashion
from .shared import COLLABORATION, COLORWAY, DEFECTS
from .target import Target, flag, lookup, words_of
from .values import ValueProblem

TYPES = words_of(
    {
        'tshirt': 't-shirt;t-shirts;t shirt;tee;tees;tank top',
        'shirt': 'shirts;shirt or blouse;blouse;blouses;polo;polo shirt;polo shirts;hemd;chemise;camicia',
        'sweatshirt': 'sweatshirts;sweatshirt or hoodie;hoodie;hoodies;crewneck;sweater hoodie',
        'knitwear': 'knit;knits;sweater;sweaters;cardigan;cardigans;pullover;jumper;turtleneck;strick;maille',
        'jacket': 'jackets;leather jackets;leather jacket;biker jacket;biker jackets;bomber;puffer;denim jacket;vest;'
        'short vests;gilet;jacke;veste;giacca',
        'coat': 'coats;trench coats;trench coat;trench;parka;overcoat;mantel;manteau;cappotto',
        'suit': 'suits;suit or blazer;blazer;blazers;tuxedo;anzug',
        'dress': 'dresses;gown;kleid;robe;vestito',
        'skirt': 'skirts;rock;jupe;gonna',
        'trousers': 'trouser;pants;slacks;leggings;sweatpants;joggers;hose;pantalon;pantaloni',
        'jeans': 'jean;denim pants',
        'shorts': 'short',
        'headwear': 'hat;hats;cap;caps;beanie;beanies;bucket hat',
        'other': 'swimwear;jumpsuits;jumpsuit;lingerie;other clothing;bodysuit;kimono;cape;capes;poncho',
    }
)
GENDERS = words_of(
    {
        'women': 'woman;womens;women s;w;f;female;ladies;damen;femme;donna;mujer',
        'men': 'man;mens;men s;m;male;gents;herren;homme;uomo;hombre',
        'unisex': 'u;genderless;both',
        'kids': 'kid;children;child;girls;boys;baby;kinder;enfant;bambino',
    }
)
FITS = words_of(
    {
        'slim': 'slim fit;skinny;fitted',
        'regular': 'regular fit;normal;straight;true to size',
        'relaxed': 'relaxed fit;loose;loose fit;wide',
        'oversized': 'oversize;oversized fit;baggy',
        'boxy': 'boxy fit',
        'cropped': 'crop;cropped fit',
        'tailored': 'tailored fit',
    }
)
RUNS = words_of(
    {
        'retail': 'mainline;general release;gr',
        'production_run': 'production run;production',
        'sample': 'samples;press sample',
        'runway': 'catwalk;show piece',
        'promo': 'promotional;promotion',
        'friends_family': 'friends and family;friends family;f and f',
        'made_to_measure': 'made to measure;mtm;bespoke;custom',
    }
)
COUNTRIES = words_of(
    {'it': 'italy;ita', 'fr': 'france;fra', 'eu': 'europe;eur', 'de': 'germany;ger', 'us': 'usa', 'uk': 'gb;britain'}
)
KINDS = words_of(
    {
        'alpha': 'letters;letter;international;letters (xs to xxl)',
        'numeric': 'number;numbers;number (36 to 58)',
        'freeform': 'free text;free;other',
    }
)
_SIZE = re.compile(
    r'(?:(?P<before>it|fr|eu|de|us|uk)\s*)?(?P<size>[^\s].*?)(?:\s+(?P<after>it|fr|eu|de|us|uk|international|int))?',
    re.IGNORECASE,
)


def read_size(text):
    """Return size, its kind and country of "40 FR", "IT 48", "M International", "W32 L34", "One Size".

    A number without a country is a number size from 30 on; below that it could be any country's and stays free text.
    """
    found = _SIZE.fullmatch(text.strip())
    body = found['size'].strip()
    country = (found['before'] or found['after'] or '').casefold()
    country = country if country in COUNTRIES else None
    with suppress(sizes.SizeProblem):
        code = sizes.parse_alpha(body)
        return {'apparel_size': code.upper().replace('XXXX', '4X').replace('XXX', '3X'), 'apparel_kind': 'alpha'}
    with suppress(sizes.SizeProblem):
        number = sizes.parse_numeric(body, country)
        if country or number >= 30:
            return {'apparel_size': str(number), 'apparel_kind': 'numeric', 'apparel_country': country}
    free = body if found['after'] and not country or re.search(r'taille|size', body, re.IGNORECASE) else text.strip()
    return {'apparel_size': free, 'apparel_kind': 'freeform'}


def read_country(text):
    """Return the country of a size; letters are international and have none.

    :raise ValueProblem: not_in_list
    """
    if text.casefold().strip() in ('international', 'int', 'intl'):
        return {}
    code = lookup(COUNTRIES, text)
    if not code:
        raise ValueProblem('not_in_list')
    return {'apparel_country': code}


def read_title(text, outcome, catalog):
    """Return the Reading of a seller's title or a slug of it."""
    targets = {
        'kind': 'apparel_type',
        'material': 'apparel_fabric',
        'condition': 'apparel_condition',
        'size': 'apparel_size',
    }
    reading = fashion.read_garment(text, catalog, TYPES, targets)
    if 'apparel_size' in reading.values:
        reading.values.update(read_size(reading.values['apparel_size']))
    words = re.findall(r"[a-z]+", text.casefold())
    genders = {lookup(GENDERS, word) for word in words if len(word) > 2} - {None}
    reading.one('apparel_gender', sorted(genders))
    season = re.findall(r'\b(?:ss|fw|aw|pf)\s?-?\d{2}\b', text, re.IGNORECASE)
    reading.one('apparel_season', [name.upper().replace(' ', '') for name in season])
    return reading


def finish(outcome):
    """A kind of size that the size itself contradicts would be refused: the size decides."""
    said = outcome.values
    if said.get('apparel_fabric', '').casefold() == 'other':
        del said['apparel_fabric']
    if said.get('apparel_kind') == 'alpha' and said.get('apparel_size'):
        try:
            sizes.parse_alpha(said['apparel_size'])
        except sizes.SizeProblem:
            _free(outcome)
    elif said.get('apparel_kind') == 'numeric' and said.get('apparel_size'):
        try:
            sizes.parse_numeric(said['apparel_size'], said.get('apparel_country'))
        except sizes.SizeProblem:
            _free(outcome)


def _free(outcome):
    said = outcome.values
    outcome.note('warning', 'kind_of_size', outcome.columns.get('apparel_kind', ''), said['apparel_size'])
    said['apparel_kind'] = 'freeform'


NAMES = {
    'reference': 'style number;style code;style no;item number;product code',
    'model': 'model;item;garment name;style name;piece',
    'title': 'title;listing title;slug;headline',
}
TARGETS = (
    Target(
        'apparel_type',
        "Apparel: garment",
        'ic_apparel_type',
        'choice',
        'type;garment type;item type;sub category;subcategory;category type;kind',
        words=TYPES,
        heading='garment',
    ),
    Target(
        'apparel_collection', "Apparel: collection", 'ic_apparel_collection', 'text', 'collection', heading='collection'
    ),
    Target('apparel_season', "Apparel: season", 'ic_apparel_season', 'text', 'season;saison', heading='season'),
    COLORWAY,
    COLLABORATION,
    Target(
        'apparel_gender',
        "Apparel: gender",
        'ic_apparel_gender',
        'choice',
        'gender;sex;department;geschlecht;genre',
        words=GENDERS,
        heading='gender',
    ),
    Target('apparel_fit', "Apparel: fit", 'ic_apparel_fit', 'choice', 'fit;cut;passform', words=FITS, heading='fit'),
    Target(
        'apparel_fabric',
        "Apparel: fabric",
        'ic_apparel_fabric',
        'text',
        'fabric;material;composition;matiere;stoff;tessuto',
        heading='fabric',
    ),
    Target(
        'apparel_run',
        "Apparel: production",
        'ic_apparel_run',
        'choice',
        'production;run;production run;release type',
        words=RUNS,
        heading='production',
        about="Sold in shops, or a piece of the run that shops never saw.",
    ),
    Target(
        'apparel_size',
        "Apparel: size",
        'ic_apparel_size',
        'size',
        'size;size label;label size;taille;groesse;taglia',
        parts=read_size,
        heading='size',
        about="As on the label, with its country: M, IT 48, 40 FR, W32 L34, One Size.",
    ),
    Target(
        'apparel_kind',
        "Apparel: kind of size",
        'ic_apparel_size_kind',
        'choice',
        'kind of size;size kind',
        words=KINDS,
        heading='size_kind',
    ),
    Target(
        'apparel_country',
        "Apparel: size country",
        'ic_apparel_size_country',
        'choice',
        'size country;size region;size system',
        words=COUNTRIES,
        parts=read_country,
        heading='size_country',
    ),
    Target(
        'apparel_condition',
        "Apparel: condition",
        'ic_apparel_condition',
        'choice',
        'condition;grade;zustand;etat;condizione',
        words=fashion.CONDITIONS,
        heading='condition',
    ),
    DEFECTS,
    flag('apparel_tag', "Apparel: tag", 'ic_apparel_has_tag', 'tag;has tag;tag included', 'tag'),
    flag('apparel_hangtag', "Apparel: hang tag", 'ic_apparel_has_hangtag', 'hangtag;hang tag', 'hangtag'),
    flag('apparel_dustbag', "Apparel: dust bag", 'ic_apparel_has_dustbag', 'dustbag;dust bag;garment bag', 'dustbag'),
    flag('apparel_packaging', "Apparel: original packaging", 'ic_apparel_has_packaging', 'packaging', 'packaging'),
    flag('apparel_receipt', "Apparel: receipt", 'ic_apparel_has_receipt', 'receipt;invoice', 'receipt'),
)

EXAMPLE = {
    'row_id': 'A-1',
    'brand': 'Prada',
    'model': 'Re-Nylon Jacket',
    'reference': 'SGB127',
    'year': '2022',
    'price': '1450',
    'currency': 'USD',
    'cost': '900',
    'retail_description': 'Text for customers',
    'internal_notes': 'Text for your staff only',
    'apparel_type': 'Jacket',
    'apparel_collection': 'Re-Nylon',
    'apparel_season': 'FW22',
    'colorway': 'Black',
    'collaboration': 'adidas',
    'apparel_gender': 'men',
    'apparel_fit': 'regular',
    'apparel_fabric': '100% recycled nylon',
    'apparel_run': 'retail',
    'apparel_size': 'IT 48',
    'apparel_kind': 'number',
    'apparel_country': 'IT',
    'apparel_condition': 'very good',
    'defects': 'Lining: loose thread (slight)',
    'apparel_tag': 'yes',
    'apparel_hangtag': 'no',
    'apparel_dustbag': 'yes',
    'apparel_packaging': 'no',
    'apparel_receipt': 'no',
}
