"""What a column of a dealer's list can mean, and a guess from its heading.

A new category adds its targets here (`CATEGORY_TARGETS`) and nothing else in this package.
"""

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """What a column feeds. `field` is the piece's field (None: handled by the row reader), `parser` how a cell is read,
    `names` the headings it is recognised by."""

    code: str
    label: str
    field: str | None
    parser: str
    names: str = ''


PARSERS = (
    ('auto', "As usual for the field"),
    ('text', "Text as it is"),
    ('number', "Number"),
    ('measure', "Size in mm"),
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

COMMON = (
    Target(
        'key',
        "Row id",
        None,
        'text',
        'id;listing id;item id;row id;unique id;stock no;stock number;stock id;inventory no',
    ),
    Target(
        'title',
        "Title (read details in it)",
        None,
        'title',
        'title;seller title;listing title;headline;titel;titre;titolo',
    ),
    Target('name', "Name of the piece", 'name', 'text', 'name;product name;item name;bezeichnung'),
    Target('category', "Category", None, 'text', 'category;kategorie;categorie;product type'),
    Target(
        'brand',
        "Brand",
        'ic_brand_id',
        'brand',
        'brand;manufacturer;maker;designer;marke;hersteller;marque;marca;fabricant',
    ),
    Target('model', "Model", 'ic_model', 'model', 'model;modell;modele;modello;style name;collection'),
    Target('sub_model', "Sub-model", 'ic_sub_model', 'text', 'sub model;submodel;variant;variante'),
    Target(
        'reference',
        "Reference number",
        'ic_reference',
        'text',
        'reference;ref;reference number;ref no;referenz;referenznummer;referenza;riferimento;model number;style code',
    ),
    Target('nickname', "Nickname", 'ic_nickname', 'text', 'nickname;spitzname'),
    Target(
        'serial',
        "Serial number",
        'ic_serial',
        'text',
        'serial;serial number;serial no;seriennummer;numero de serie;matricola;authenticity code',
    ),
    Target('year', "Year", 'ic_year', 'year', 'year;production year;year of production;baujahr;jahr;annee;anno;ano'),
    Target('sku', "SKU", 'default_code', 'text', 'sku;internal reference;item code;artikelnummer'),
    Target(
        'price',
        "Retail price",
        'list_price',
        'price',
        'price;retail price;price eur;price usd;asking price;list price;sale price;preis;prix;prezzo;precio',
    ),
    Target('currency', "Currency of the price", None, 'text', 'currency;waehrung;wahrung;devise;valuta;moneda'),
    Target(
        'cost', "Cost", 'standard_price', 'price', 'cost;cost price;purchase price;einkaufspreis;prix d achat;costo'
    ),
    Target(
        'wholesale_price',
        "Wholesale price",
        'ic_wholesale_price',
        'price',
        'wholesale price;wholesale;dealer price;trade price;haendlerpreis',
    ),
    Target(
        'retail_description',
        "Retail description (public)",
        'ic_retail_description',
        'text',
        'retail description;description;public description;beschreibung;descrizione;notes;remarks;bemerkung;comments',
    ),
    Target(
        'internal_notes',
        "Internal notes (private)",
        'ic_internal_notes',
        'text',
        'internal notes;private notes;interne notizen;note interne',
    ),
    Target('territory', "Territory", 'ic_territory', 'text', 'territory;region;country;location;land;pays;paese'),
)

CATEGORY_TARGETS = {
    'watch': (
        Target(
            'dial', "Watch: dial", 'ic_watch_dial', 'text', 'dial;dial color;dial colour;zifferblatt;cadran;quadrante'
        ),
        Target('bezel', "Watch: bezel", 'ic_watch_bezel', 'text', 'bezel;luenette;lunette;ghiera'),
        Target(
            'bracelet',
            "Watch: bracelet",
            'ic_watch_bracelet',
            'text',
            'bracelet;strap;strap material;band;armband;bracciale',
        ),
        Target('link_count', "Watch: number of links", 'ic_watch_link_count', 'number', 'link count;links;glieder'),
        Target(
            'case_size',
            "Watch: case size (mm)",
            'ic_watch_case_size',
            'measure',
            'case size;case diameter;case diameter mm;diameter;size;durchmesser;diametre;diametro',
        ),
        Target(
            'case_material',
            "Watch: case material",
            'ic_watch_case_material',
            'choice',
            'case material;material;gehaeusematerial;matiere;materiale cassa',
        ),
        Target(
            'movement',
            "Watch: movement",
            'ic_watch_movement',
            'choice',
            'movement;movement type;aufzug;werk;mouvement;movimento',
        ),
        Target(
            'condition', "Watch: condition", 'ic_watch_condition', 'choice', 'condition;zustand;etat;condizione;estado'
        ),
        Target(
            'scope',
            "Watch: scope of delivery",
            None,
            'title',
            'scope of delivery;lieferumfang;box and papers;box papers;contenu',
        ),
        Target('box', "Watch: original box", 'ic_watch_has_box', 'bool', 'box;has box;original box;boite;scatola'),
        Target(
            'papers',
            "Watch: original papers",
            'ic_watch_has_papers',
            'bool',
            'papers;has papers;original papers;papiere;papiers;documenti',
        ),
        Target('tags', "Watch: hang tags", 'ic_watch_has_tags', 'bool', 'tags;hang tags;has tags'),
        Target(
            'service_papers',
            "Watch: service papers",
            'ic_watch_has_service_papers',
            'bool',
            'service papers;has service papers',
        ),
        Target(
            'card_date',
            "Watch: card date",
            'ic_watch_card_date',
            'date',
            'card date;warranty date;date of card;papers date',
        ),
    ),
    'handbag': (
        Target('bag_size', "Handbag: size", 'ic_bag_size', 'text', 'size;bag size;groesse;taille;size label'),
        Target('color', "Handbag: color", 'ic_bag_color', 'text', 'color;colour;farbe;couleur;colore'),
        Target(
            'leather',
            "Handbag: leather or material",
            'ic_bag_leather',
            'text',
            'leather;material;matiere;leder;materiale',
        ),
        Target(
            'hardware_color',
            "Handbag: hardware color",
            'ic_bag_hardware_color',
            'choice',
            'hardware color;hardware colour;hardware',
        ),
        Target(
            'hardware_material', "Handbag: hardware material", 'ic_bag_hardware_material', 'choice', 'hardware material'
        ),
        Target(
            'date_stamp', "Handbag: date stamp", 'ic_bag_date_stamp', 'text', 'date stamp;date code;blind stamp;stamp'
        ),
        Target('stamp_frame', "Handbag: stamp frame", 'ic_bag_stamp_frame', 'choice', 'stamp frame'),
        Target('grade', "Handbag: grade", 'ic_bag_grade', 'choice', 'grade;condition;rank;zustand;etat;condizione'),
        Target('bag_box', "Handbag: box", 'ic_bag_has_box', 'bool', 'box;has box'),
        Target('dustbag', "Handbag: dust bag", 'ic_bag_has_dustbag', 'bool', 'dustbag;dust bag;has dustbag'),
        Target('lock', "Handbag: lock", 'ic_bag_has_lock', 'bool', 'lock;has lock'),
        Target('keys', "Handbag: keys", 'ic_bag_has_keys', 'bool', 'keys;key;has keys'),
        Target('strap', "Handbag: strap", 'ic_bag_has_strap', 'bool', 'strap;has strap'),
        Target('bag_papers', "Handbag: papers", 'ic_bag_has_papers', 'bool', 'papers;has papers;authenticity card'),
        Target(
            'rain_cover', "Handbag: rain cover", 'ic_bag_has_rain_cover', 'bool', 'rain cover;raincover;has rain cover'
        ),
        Target('receipt', "Handbag: receipt", 'ic_bag_has_receipt', 'bool', 'receipt;has receipt;invoice'),
    ),
}

TARGETS = {target.code: target for target in COMMON}
TARGETS.update((target.code, target) for targets in CATEGORY_TARGETS.values() for target in targets)


def targets_of(category):
    """Return the tuple of Targets a list of `category` may feed."""
    return COMMON + CATEGORY_TARGETS.get(category, ())


def plain(text):
    """Return a heading as a comparison key: lower case, no accents, words separated by one blank."""
    text = unicodedata.normalize('NFKD', (text or '').casefold().replace('ß', 'ss'))
    text = ''.join(c for c in text if not unicodedata.combining(c))
    return re.sub(r'[^a-z0-9]+', ' ', text).strip()


def guess_columns(header, category):
    """Propose what each column of `header` feeds.

    :return: list of (column name, target code or None), in the order of the header; no target is proposed twice
    """
    names = {}
    for target in (*CATEGORY_TARGETS.get(category, ()), *COMMON):
        for name in (target.code, *target.names.split(';')):
            names.setdefault(plain(name), target.code)
    taken, result = set(), []
    for column in header:
        code = names.get(plain(column))
        if code in taken:
            code = None
        taken.add(code)
        result.append((column, code))
    return result


def template_header(category):
    """Return the header of our own CSV template of `category`: the codes of everything a list can say."""
    skip = {'title', 'category', 'scope', 'key'}
    return ['row_id', *(target.code for target in targets_of(category) if target.code not in skip)]
