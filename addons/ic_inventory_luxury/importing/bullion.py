"""The columns of a list of bullion and the words in them. Weights and purities: `bullion_values`."""

from .bullion_titles import read_title
from .bullion_values import (
    METALS,
    UNITS,
    read_composition,
    read_grade,
    read_grams,
    read_purity,
    read_slab,
    read_weight,
)
from .shared import QUANTITY
from .target import Target, flag, words_of

__all__ = ['EXAMPLE', 'NAMES', 'TARGETS', 'finish', 'read_title']

FORMS = words_of(
    {
        'bar': 'bars;barren;lingot;lingotto;cast bar;minted bar',
        'coin': 'coins;münze;muenze;piece;pièce;moneta;bullion coin',
        'ingot': 'ingots',
        'round': 'rounds;medal',
    }
)
BASES = words_of({'fine': 'fine weight;pure;net;agw;asw', 'gross': 'gross weight;total;scale'})
ASSAYS = words_of(
    {
        'sealed': 'in assay;sealed assay;in card;assay card;yes;certicard;veriscan',
        'opened': 'open;opened card',
        'missing': 'no;lost;without;no assay',
        'none': 'never had one;n/a',
    }
)
SERVICES = words_of({'pcgs': '', 'ngc': '', 'anacs': '', 'cacg': 'cac grading;cac'})
STRIKES = words_of(
    {
        'MS': 'mint state;bu;ms · mint state',
        'PF': 'proof;pr;pf / pr · proof',
        'SP': 'specimen;sp · specimen',
        'PL': 'prooflike;pl · prooflike',
    }
)
SCALES = words_of({'70': '1 to 70;sheldon', 'ngcx': 'ngcx (1 to 10)'})


def finish(outcome):
    """A serial or a slab makes the piece one of one, so a quantity beside it contradicts."""
    said = outcome.values
    if said.get('quantity', 1) > 1 and (outcome.has('serial') or outcome.has('slab_number')):
        outcome.note('error', 'quantity_of_one', outcome.columns.get('quantity', ''), said['quantity'])


NAMES = {
    'model': 'model;item;product;coin;coin name',
    'title': 'title;name;product name;item name;listing title;description title',
    'name': 'full name',
    'year': 'year;date;mintage year;jahrgang',
    'key': 'issue id;coin id',
    'territory': 'territory;region',
}
TARGETS = (
    Target(
        'bullion_metal',
        "Bullion: metal",
        'ic_bullion_metal',
        'choice',
        'metal;precious metal;metall;metallo',
        words=METALS,
        heading='metal',
    ),
    Target(
        'bullion_form',
        "Bullion: form",
        'ic_bullion_form',
        'choice',
        'form;type;product type;object type;kind',
        words=FORMS,
        heading='form',
    ),
    Target(
        'mint',
        "Bullion: mint or refiner",
        'ic_mint_id',
        'catalog',
        'mint;refiner;refinery;producer;prägestätte',
        about="A mint of the catalog or one of its other spellings.",
    ),
    Target(
        'series',
        "Bullion: series",
        'ic_bullion_series_id',
        'catalog',
        'series;coin series;program series',
        about="A series of the catalog; fills in mint, metal, form and fineness where the list does not say them.",
    ),
    Target('program', "Bullion: program or finish", 'ic_bullion_tag', 'text', 'finish;edition;issue;privy'),
    Target(
        'bullion_weight',
        "Bullion: weight",
        'ic_bullion_weight',
        'weight',
        'weight;size;gewicht;poids;peso;unit weight',
        parts=read_weight,
        heading='weight',
        about="With its unit: 1 oz, 1/10 oz, 100 g, 1 kg. Ounces are troy ounces.",
    ),
    Target(
        'bullion_unit',
        "Bullion: weight unit",
        'ic_bullion_unit',
        'choice',
        'unit;weight unit;uom',
        words=UNITS,
        heading='weight_unit',
    ),
    Target(
        'bullion_grams',
        "Bullion: weight in g",
        None,
        'weight',
        'weight g;grams;weight in grams;gramm;weight gram',
        parts=read_grams,
        heading='grams',
    ),
    Target(
        'bullion_basis',
        "Bullion: weight is fine or gross",
        'ic_bullion_basis',
        'choice',
        'basis;weight is',
        words=BASES,
        heading='weight_is',
        about="Fine: the pure metal, as coins are named. Gross: what the scale shows. Empty: as usual for the form.",
    ),
    Target(
        'purity',
        "Bullion: fineness",
        'ic_fineness_id',
        'purity',
        'purity;fineness;feinheit;titre;finezza;karat',
        parts=read_purity,
        about=".9999, 999.9, 99.99 %, 22k. It must be one of the standard values of the metal.",
    ),
    Target(
        'composition_of',
        "Bullion: composition",
        None,
        'purity',
        'composition;alloy',
        parts=read_composition,
        heading='composition',
        about="Parts of each metal, for example \"gold 90, copper 10\".",
    ),
    QUANTITY,
    Target(
        'assay', "Bullion: assay card", 'ic_bullion_assay', 'choice', 'assay;assay card;card;packaging', words=ASSAYS
    ),
    Target(
        'slab',
        "Bullion: slab in one text",
        None,
        'grade',
        'slab;graded;certification',
        parts=read_slab,
        about="Service, grade and number: PCGS MS70 41234567.",
    ),
    Target(
        'slab_service',
        "Bullion: grading service",
        'ic_grading_service',
        'choice',
        'grading service;service;grader;graded by',
        words=SERVICES,
        heading='grading_service',
    ),
    Target(
        'slab_number',
        "Bullion: grading certificate",
        'ic_grading_number',
        'text',
        'grading number;cert number;cert no;certificate number;certification number',
        heading='grading_number',
    ),
    Target(
        'slab_grade',
        "Bullion: grade",
        'ic_grading_grade',
        'grade',
        'grade;coin grade;numeric grade',
        parts=read_grade,
        heading='coin_grade',
        about="As on the slab: MS 69, PF70 Ultra Cameo, MS 64+, 70.",
    ),
    Target(
        'slab_scale',
        "Bullion: grading scale",
        'ic_grading_scale',
        'choice',
        'scale',
        words=SCALES,
        heading='grading_scale',
    ),
    Target(
        'slab_strike',
        "Bullion: strike",
        'ic_grading_prefix',
        'choice',
        'strike;prefix',
        words=STRIKES,
        heading='strike',
    ),
    flag('slab_plus', "Bullion: plus", 'ic_grading_plus', 'plus', 'plus_grade'),
    flag('slab_star', "Bullion: star", 'ic_grading_star', 'star', 'star_grade'),
    Target(
        'slab_designation',
        "Bullion: designation",
        'ic_grading_designation',
        'text',
        'designation;label',
        heading='designation',
    ),
    Target(
        'slab_details',
        "Bullion: details grade",
        'ic_grading_details',
        'text',
        'details;details grade',
        heading='details',
    ),
)

EXAMPLE = {
    'row_id': 'M-1',
    'model': 'American Eagle 1 oz',
    'year': '2023',
    'price': '2450',
    'currency': 'USD',
    'cost': '2310',
    'retail_description': 'Text for customers',
    'internal_notes': 'Text for your staff only',
    'bullion_metal': 'gold',
    'bullion_form': 'coin',
    'mint': 'US Mint',
    'series': 'American Gold Eagle',
    'program': 'Bullion',
    'bullion_weight': '1 oz',
    'bullion_basis': 'fine',
    'purity': '22k',
    'quantity': '20',
    'assay': 'never had one',
}
