"""Columns that several categories share, and cells that say several things: sizes, defects, lists of names."""

import re

from .target import Target
from .values import ValueProblem, parse_integer

SEVERITIES = {
    'slight': ('slight', 'minor', 'light', 'small', 'faint', 'leicht', 'léger'),
    'visible': ('visible', 'moderate', 'medium', 'noticeable', 'sichtbar'),
    'severe': ('severe', 'heavy', 'major', 'deep', 'stark', 'fort'),
}
NONE = ('0', 'no', 'false')
NO_NAMES = ('1', 'yes', 'true')


def read_defects(text):
    """Return {'defects': [{part, description, severity}]} from "Toe box: crease (slight); Midsole: yellowing"."""
    rows = []
    for piece in re.split(r'[;\n]', text):
        piece = piece.strip(' .,')
        if not piece:
            continue
        found = re.fullmatch(r'(?:(?P<part>[^:()]{2,60}):\s*)?(?P<what>[^()]+?)\s*(?:\((?P<how>[^()]+)\))?', piece)
        if not found:
            rows.append({'part': "General", 'description': piece, 'severity': 'slight'})
            continue
        words = f'{found["how"] or ""} {found["what"]}'.casefold()
        severity = next((code for code, names in SEVERITIES.items() if any(name in words for name in names)), 'slight')
        rows.append({'part': found['part'] or "General", 'description': found['what'].strip(), 'severity': severity})
    return {'defects': rows}


def read_names(text):
    """Return {'collaboration': names} from "Travis Scott; Fragment" or "Off-White x Nike".

    :raise ValueProblem: not_a_name, for the yes and no of lists that only say whether there is one
    """
    if text.casefold() in NONE:
        return {}
    if text.casefold() in NO_NAMES:
        raise ValueProblem('not_a_name')
    names = [name.strip() for name in re.split(r'[;|]|\s+[x×]\s+', text)]
    return {'collaboration': list(dict.fromkeys(name for name in names if name))}


def read_quantity(text):
    """:raise ValueProblem: not_a_number, negative, implausible (a row stands for at least one unit)"""
    number = parse_integer(text)
    if number < 0:
        raise ValueProblem('negative')
    if not 1 <= number <= 100_000:
        raise ValueProblem('implausible')
    return {'quantity': number}


COLORWAY = Target(
    'colorway',
    "Color or colorway",
    'ic_colorway',
    'text',
    'colorway;color;colour;farbe;couleur;colore;color name',
    about="Name of the color, as the maker or collectors call it.",
)
COLLABORATION = Target(
    'collaboration',
    "Collaboration",
    None,
    'names',
    'collaboration;collab;collaborations;in collaboration with;tags',
    parts=read_names,
    about="Partners, separated by semicolons. Becomes a collaboration tag.",
)
DEFECTS = Target(
    'defects',
    "Defects",
    None,
    'defects',
    'defects;flaws;faults;maengel;defauts;difetti;wear notes',
    parts=read_defects,
    about="Where: what (slight, visible or severe), separated by semicolons.",
)
QUANTITY = Target(
    'quantity',
    "Quantity",
    None,
    'quantity',
    'quantity;qty;units;stock;menge;anzahl;quantite;quantita',
    parts=read_quantity,
    about="How many alike. More than one makes it stock with a quantity instead of a one of one.",
)
