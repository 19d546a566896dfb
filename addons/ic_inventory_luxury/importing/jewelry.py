"""The columns of a list of fine jewelry and the words in them. Stones: `stones`; metals: `jewelry_metal`."""

from . import measures, stones
from .jewelry_metal import METALS, TONES, read_metal, read_tone
from .jewelry_titles import read_title
from .jewelry_words import OFFICES, RING_SYSTEMS, TYPES, read_ring
from .stone_columns import certificate_rows, certificate_targets, read_color, stone_rows, stone_targets
from .target import Target
from .values import ValueProblem

__all__ = ['EXAMPLE', 'EXTRA_FIELDS', 'NAMES', 'TARGETS', 'finish', 'read_title']


def read_any_color(text):
    """A column "color" holds the tone of the metal in some lists and the grade of the stone in others."""
    try:
        return read_tone(text)
    except ValueProblem:
        return read_color('center')(text)


def read_length(text):
    return {'chain_length': measures.length(text)}


def read_inches(text):
    return {'chain_length': measures.length(text, 'in')}


def finish(outcome):
    """Put the stones and reports of all columns together and say what has to be confirmed."""
    said = outcome.values
    column = outcome.columns.get
    if said.get('metal_unclear') and not said.get('metal'):
        outcome.note('warning', 'no_purity', column('metal', ''), said['metal_text'])
    if said.get('stones_unread'):
        outcome.note('warning', 'stones_unread', column('stones', ''), said['stones_unread'])
    said['stones'] = stone_rows(said)
    for row in said['stones']:
        if row['type'] == 'diamond' and not row.get('origin'):
            row['origin'] = 'lab_grown' if row.get('growth') else 'natural'
            where = column('center_type') or column('stones') or column('center_carat', '')
            outcome.note('warning', 'origin_assumed', where, row.get('carat', ''))
    _finish_reports(outcome)


def _finish_reports(outcome):
    said = outcome.values
    column = outcome.columns.get
    said['certificates'] = certificate_rows(said)
    for report in said['certificates']:
        if report['lab'] == 'other' and not report.get('lab_name'):
            outcome.note('warning', 'no_laboratory', column('cert_number', ''), report['number'])
    for prefix in ('cert', 'cert2'):
        if said.get(f'{prefix}_lab') and not said.get(f'{prefix}_no'):
            outcome.note('warning', 'no_report_number', column(f'{prefix}_lab', ''), said[f'{prefix}_lab'].upper())


EXTRA_FIELDS = {'metal_text': 'ic_jewel_metal_text', 'chain_length': 'ic_jewel_chain_length'}
NAMES = {
    'model': 'model;item;design;style name',
    'title': 'title;name;product name;description title;listing title;headline',
    'name': 'full name',
}
_CENTER = {
    'type': 'stone;stone type;center stone;main stone;gemstone;gem',
    'carat': 'carat;ct;carats;carat weight;center carat;cts',
    'clarity': 'clarity;reinheit;purete',
    'shape': 'shape;stone shape;form;schliffform',
    'cut': 'cut;cut grade;schliff',
    'color': 'stone color;stone colour;color grade;colour grade',
    'origin_text': 'origin;natural or lab;stone origin',
    'treatment': 'treatment;enhancement;treatments',
    'polish': 'polish',
    'symmetry': 'symmetry;sym',
    'fluorescence': 'fluorescence;fluor;fluo',
    'measurements': 'stone measurements;measurements',
}
TARGETS = (
    Target(
        'jewel_type',
        "Jewelry: type",
        'ic_jewel_type',
        'choice',
        'type;jewelry type;jewellery type;jewel type;jewel;item type;sub category',
        words=TYPES,
        other='other',
        heading='type',
    ),
    Target('jewel_line', "Jewelry: line of the brand", 'ic_jewel_line_id', 'catalog', 'line;range', heading='line'),
    Target(
        'metal',
        "Jewelry: metal",
        'ic_jewel_metal',
        'metal',
        'metal;material;metal type;gold;metall;metallo',
        words=METALS,
        parts=read_metal,
        about="With its purity: 18k YG, 750 white gold, Platinum 950, sterling silver. The tone may stand there too.",
    ),
    Target(
        'jewel_tone',
        "Jewelry: metal tone",
        'ic_jewel_tone',
        'choice',
        'tone;metal tone;metal color',
        words=TONES,
        parts=read_tone,
        heading='tone',
    ),
    Target(
        'jewel_color',
        "Jewelry: color (of the metal or the stone)",
        None,
        'choice',
        'color;colour',
        parts=read_any_color,
        heading='color',
        about="A letter D to Z is the grade of the center stone, a word for gold the tone of the metal.",
    ),
    Target(
        'jewel_weight',
        "Jewelry: total weight",
        'ic_jewel_weight',
        'grams',
        'weight;total weight;jewel weight;weight g;grams',
        heading='weight',
        about="Grams, stones included.",
    ),
    Target('hallmark', "Jewelry: hallmark", 'ic_jewel_hallmark', 'text', 'hallmark;hallmarks;marks;punze;poincon'),
    Target(
        'maker_mark', "Jewelry: maker's mark", 'ic_jewel_maker_mark', 'text', 'maker s mark;makers mark;sponsor mark'
    ),
    Target(
        'assay_office',
        "Jewelry: assay office",
        'ic_jewel_assay_office',
        'choice',
        'assay;assay town',
        words=OFFICES,
        other='other',
    ),
    Target(
        'ring_size',
        "Jewelry: ring size",
        'ic_jewel_ring_size',
        'size',
        'ring size;size;ringgroesse;taille',
        parts=read_ring,
        about="US 6.5, UK M½ or EU 53; a bare number up to 15 is American.",
    ),
    Target(
        'ring_system',
        "Jewelry: ring size system",
        'ic_jewel_ring_system',
        'choice',
        'size system;ring system',
        words=RING_SYSTEMS,
    ),
    Target(
        'chain',
        "Jewelry: chain length",
        None,
        'length',
        'chain length;length;necklace length;chain',
        parts=read_length,
        heading='chain_length',
        about="Centimetres, or with its unit.",
    ),
    Target(
        'chain_in',
        "Jewelry: chain length in inches",
        None,
        'length',
        'length in;chain length in;inches',
        parts=read_inches,
    ),
    *stone_targets('center', "Center stone", _CENTER),
    Target(
        'stones',
        "Stones in one text",
        None,
        'stones',
        'stones;rock details;stone details;gemstones;gems;side stones;diamonds',
        parts=stones.read_stones,
        about="Such as \"Emerald 0.39 ct oval; 20 x natural diamond 0.01 ct G VS2\". A carat is of one stone "
        "unless \"total\" follows.",
    ),
    *(target for number in (2, 3, 4, 5) for target in stone_targets(f'stone{number}', f"Stone {number}", {})),
    *certificate_targets(
        'cert',
        "Certificate",
        {
            'lab': 'lab;laboratory;grading lab;report lab;report;certificate lab;labor',
            'number': 'certificate;certificate number;cert no;cert number;report number;report no;'
            'certificate no;gia number;zertifikat',
            'date': 'report date;certificate date',
        },
    ),
    *certificate_targets('cert2', "Second certificate", {}),
)

EXAMPLE = {
    'row_id': 'J-1',
    'brand': 'Cartier',
    'model': '1895 Solitaire',
    'reference': 'N4163600',
    'year': '2019',
    'price': '18500',
    'currency': 'USD',
    'cost': '13200',
    'retail_description': 'Text for customers',
    'internal_notes': 'Text for your staff only',
    'jewel_type': 'ring',
    'metal': 'Platinum 950',
    'jewel_tone': 'white',
    'jewel_weight': '4.2 g',
    'hallmark': 'Pt950, Cartier',
    'maker_mark': 'Cartier',
    'assay_office': 'france',
    'ring_size': 'EU 53',
    'ring_system': 'EU',
    'center_type': 'diamond',
    'center_count': '1',
    'center_carat': '1.02',
    'center_color': 'E',
    'center_clarity': 'VS1',
    'center_shape': 'round brilliant',
    'center_cut': 'excellent',
    'center_origin_text': 'natural',
    'center_treatment': 'none',
    'center_polish': 'excellent',
    'center_symmetry': 'very good',
    'center_fluorescence': 'faint',
    'center_measurements': '6.45 - 6.48 x 3.98 mm',
    'stones': '12 x natural diamond 0.01 ct G VS2',
    'stone2_type': 'sapphire',
    'stone2_count': '2',
    'stone2_carat': '0.1',
    'stone2_color': 'Royal blue',
    'stone2_shape': 'baguette',
    'stone2_treatment': 'heat',
    'cert_lab': 'GIA',
    'cert_number': '2141438171',
    'cert_date': '2019-03-11',
}
