"""The columns of a list of accessories. The sub-type decides which of them a piece has; see `finish`."""

import re

from . import fashion, measures
from .accessory_words import FORMATS, METALS, SHAPES, TYPES
from .shared import COLLABORATION, COLORWAY, DEFECTS
from .target import Target, flag
from .values import ValueProblem

# Sub-type -> the columns that only some sub-types have. The same table as the form's; a test compares them.
OF_TYPE = {
    'belt': ('accessory_material', 'belt_size', 'belt_size_in', 'belt_width', 'accessory_metal'),
    'wallet': ('accessory_material', 'wallet_format', 'accessory_metal', 'accessory_dimensions'),
    'sunglasses': (
        'lens_shape',
        'lens_color',
        'frame_material',
        'frame_width',
        'lens_width',
        'bridge',
        'temple',
    ),
    'scarf': ('scarf_length', 'scarf_width', 'momme', 'composition'),
    'tie': ('composition', 'tie_width', 'tie_length'),
    'small_leather': ('accessory_material', 'accessory_metal', 'accessory_dimensions'),
    'bracelet': ('accessory_material', 'accessory_metal', 'bracelet_length', 'closure'),
    'cufflinks': ('accessory_metal', 'closure', 'accessory_dimensions'),
}
SPECIAL = {code for codes in OF_TYPE.values() for code in codes}
# Where a plain "material" or "size" belongs.
MATERIAL_OF = {'sunglasses': 'frame_material', 'scarf': 'composition', 'tie': 'composition', 'cufflinks': None}


def read_glasses(text):
    """Return lens width, bridge and temple of "55-18-145", "55[]18 145", in mm.

    :raise ValueProblem: not_dimensions
    """
    found = re.fullmatch(
        r'(\d{2})\s*(?:-|/|x|\[\]|□|\s)\s*(\d{2})(?:\s*(?:-|/|x|\s)\s*(\d{3}))?(?:\s*mm)?', text.strip()
    )
    if not found:
        raise ValueProblem('not_dimensions')
    return {'lens_width': int(found[1]), 'bridge': int(found[2]), 'temple': int(found[3]) if found[3] else None}


def read_inches(text):
    """Return the belt size in cm of a size in inches."""
    return {'belt_size': round(measures.length(text, 'in'), 1)}


def read_title(text, outcome, catalog):
    """Return the Reading of a seller's title or a slug of it; the sub-type decides where material and size go."""
    targets = {
        'kind': 'accessory_type',
        'material': 'any_material',
        'condition': 'accessory_condition',
        'size': 'any_size',
    }
    reading = fashion.read_garment(text, catalog, TYPES, targets)
    kind = outcome.values.get('accessory_type') or reading.values.get('accessory_type')
    material = reading.values.pop('any_material', None)
    target = MATERIAL_OF.get(kind, 'accessory_material')
    if material and target and not outcome.has('any_material'):
        reading.values[target] = material
    reading.values.pop('any_size', None)
    centimetres = re.findall(r'\b(\d{2,3})\s?cm\b', text, re.IGNORECASE)
    if kind == 'belt' and len(set(centimetres)) == 1:
        reading.values['belt_size'] = float(centimetres[0])
    if kind == 'sunglasses':
        found = re.search(r'\b(\d{2})-(\d{2})-(\d{3})\b', text)
        reading.values.update(read_glasses(found.group()) if found else {})
    return reading


def finish(outcome):
    """Bring material and size where the sub-type has them and tell what does not belong; it is kept all the same."""
    said = outcome.values
    kind = said.get('accessory_type')
    material = said.pop('any_material', None)
    if material and material.casefold() != 'other':
        target = MATERIAL_OF.get(kind, 'accessory_material')
        if not target:  # the metal of cufflinks is a word of its own list
            from_list = METALS.get(material.casefold())
            said.setdefault('accessory_metal', from_list or 'other')
        elif not outcome.has(target):
            said[target] = material
    size = said.pop('any_size', None)
    if size:
        _place_size(kind, size, outcome)
    if kind:
        for code in sorted(SPECIAL - set(OF_TYPE[kind])):
            if outcome.has(code) and outcome.columns.get(code):
                outcome.note('warning', 'other_type', outcome.columns[code], said[code], kind.replace('_', ' '))


def _place_size(kind, size, outcome):
    said, column = outcome.values, outcome.columns.get('any_size', '')
    try:
        if kind == 'scarf':
            said['scarf_length'], said['scarf_width'] = sorted(measures.dimensions(size, 'cm')[:2], reverse=True)
        elif kind == 'belt':
            if not re.search(r'\d{2}', size) or re.search(r'\b(?:us|fr|it|eu|uk)\b', size, re.IGNORECASE):
                raise ValueProblem('not_a_number')
            said.setdefault('belt_size', measures.length(size))
        elif kind == 'bracelet':
            said.setdefault('bracelet_length', measures.length(size))
        elif kind == 'sunglasses':
            said.update({code: value for code, value in read_glasses(size).items() if not outcome.has(code)})
        elif kind == 'tie':
            said.setdefault('tie_width', measures.length(size))
        else:
            said.setdefault('accessory_dimensions', size)
    except ValueProblem as problem:
        outcome.note('warning', problem.code, column, size)


NAMES = {
    'reference': 'style number;style code;style no;item number;product code',
    'model': 'model;item;style name;piece',
    'title': 'title;listing title;slug;headline',
}


def _length(code, label, field_name, names=''):
    return Target(code, f"Accessory: {label}", field_name, 'length', names, about="Centimetres, or with its unit.")


def _millimetres(code, label, field_name, names=''):
    return Target(code, f"Accessory: {label}", field_name, 'millimetres', names, about="Millimetres, or with its unit.")


TARGETS = (
    Target(
        'accessory_type',
        "Accessory: kind",
        'ic_accessory_type',
        'choice',
        'type;sub type;subtype;kind;sub category;subcategory;accessory type;item type',
        words=TYPES,
        heading='kind',
        about="It decides which of the columns below the piece has.",
    ),
    COLORWAY,
    COLLABORATION,
    Target(
        'any_material',
        "Accessory: material (goes where the kind has it)",
        None,
        'text',
        'material;matiere;leder;materiale',
        heading='material',
        about="Belts and leather: the material; scarves and ties: the composition; sunglasses: the frame.",
    ),
    Target('accessory_material', "Accessory: leather or material", 'ic_accessory_material', 'text', 'leather'),
    Target('composition', "Accessory: composition", 'ic_accessory_composition', 'text', 'composition;fabric'),
    Target(
        'accessory_metal',
        "Accessory: buckle or metal",
        'ic_accessory_metal',
        'choice',
        'metal;buckle;buckle metal;hardware;hardware color',
        words=METALS,
        other='other',
        heading='metal',
    ),
    Target(
        'any_size',
        "Accessory: size (goes where the kind has it)",
        None,
        'text',
        'size;size label;taille;groesse;length',
        heading='size',
        about="Belts: 95 cm or 38 in; scarves: 90 x 90 cm; sunglasses: 55-18-145; others: as measured.",
    ),
    Target('accessory_dimensions', "Accessory: measures", 'ic_accessory_dimensions', 'text', 'dimensions;measurements'),
    Target('closure', "Accessory: closure", 'ic_accessory_closure', 'text', 'closure;clasp;fastening'),
    Target(
        'wallet_format',
        "Wallet: format",
        'ic_accessory_format',
        'choice',
        'format;wallet format',
        words=FORMATS,
        other='other',
    ),
    _length('belt_size', "belt size", 'ic_belt_size_cm', 'belt size;belt length;belt size cm'),
    Target('belt_size_in', "Accessory: belt size in inches", None, 'length', 'belt size inch', parts=read_inches),
    _millimetres('belt_width', "belt width", 'ic_belt_width_mm', 'belt width'),
    Target(
        'lens_shape', "Sunglasses: lens shape", 'ic_glasses_lens_shape', 'choice', 'shape;frame shape', words=SHAPES
    ),
    Target('lens_color', "Sunglasses: lens color", 'ic_glasses_lens_color', 'text', 'lens colour;lens;lenses'),
    Target('frame_material', "Sunglasses: frame material", 'ic_glasses_frame_material', 'text', 'frame'),
    Target(
        'glasses_size',
        "Sunglasses: size as printed",
        None,
        'size',
        'glasses size;frame size;eye size',
        parts=read_glasses,
        about="Lens, bridge and temple as on the frame: 55-18-145.",
    ),
    _millimetres('frame_width', "frame width", 'ic_glasses_frame_width', 'frame width'),
    _millimetres('lens_width', "lens width", 'ic_glasses_lens_width', 'lens width'),
    _millimetres('bridge', "bridge", 'ic_glasses_bridge', 'bridge;bridge width'),
    _millimetres('temple', "temple", 'ic_glasses_temple', 'temple;temple length;arm length'),
    _length('scarf_length', "scarf length", 'ic_scarf_length_cm', 'scarf length'),
    _length('scarf_width', "scarf width", 'ic_scarf_width_cm', 'scarf width'),
    Target('momme', "Accessory: silk weight", 'ic_scarf_momme', 'decimal', 'silk weight;momme weight'),
    _length('tie_width', "tie width", 'ic_tie_width_cm', 'tie width'),
    _length('tie_length', "tie length", 'ic_tie_length_cm', 'tie length'),
    _length('bracelet_length', "bracelet length", 'ic_bracelet_length_cm', 'bracelet length;wrist size'),
    Target(
        'accessory_condition',
        "Accessory: condition",
        'ic_accessory_condition',
        'choice',
        'condition;grade;zustand;etat;condizione',
        words=fashion.CONDITIONS,
        heading='condition',
    ),
    DEFECTS,
    flag('accessory_box', "Accessory: gift box", 'ic_accessory_has_box', 'box;gift box;has box', 'box'),
    flag('accessory_dustbag', "Accessory: dust bag", 'ic_accessory_has_dustbag', 'dustbag;dust bag', 'dustbag'),
    flag('accessory_case', "Accessory: glasses case", 'ic_accessory_has_case', 'case;glasses case', 'case'),
    flag('accessory_tag', "Accessory: tag", 'ic_accessory_has_tag', 'tag;hangtag;hang tag', 'tag'),
    flag('accessory_papers', "Accessory: booklet", 'ic_accessory_has_papers', 'papers;booklet;card', 'papers'),
    flag('accessory_receipt', "Accessory: receipt", 'ic_accessory_has_receipt', 'receipt;invoice', 'receipt'),
)

EXAMPLE = {
    'row_id': 'C-1',
    'brand': 'Hermès',
    'model': 'Constance Belt',
    'year': '2021',
    'price': '890',
    'currency': 'USD',
    'cost': '560',
    'retail_description': 'Text for customers',
    'internal_notes': 'Text for your staff only',
    'accessory_type': 'Belt',
    'colorway': 'Black / Gold',
    'any_material': 'Box calf',
    'accessory_metal': 'palladium-plated',
    'belt_size': '95 cm',
    'belt_width': '32',
    'accessory_condition': 'excellent',
    'defects': 'Strap: light marks (slight)',
    'accessory_box': 'yes',
    'accessory_dustbag': 'yes',
    'accessory_case': 'no',
    'accessory_tag': 'no',
    'accessory_papers': 'no',
    'accessory_receipt': 'no',
}
