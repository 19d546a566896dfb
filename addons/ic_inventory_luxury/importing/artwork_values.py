"""Artists, media, sizes and editions as lists and titles write them."""

import re

from . import measures
from .target import lookup, words_of
from .values import ValueProblem, parse_bool

EDITION_KINDS = words_of(
    {
        'unique': 'unique work;one of a kind;unique piece;unikat;pièce unique;original;1/1',
        'numbered': 'numbered edition;limited;limited edition',
        'ap': 'artist\'s proof;artist\'s proof (ap);artists proof;a/p;a.p.;e.a.;ea;epreuve d\'artiste;'
        'épreuve d\'artiste;proof artist;artist proof',
        'pp': 'printer\'s proof;printer\'s proof (pp);printers proof;p/p;p.p.;b.a.t.;bat;bon à tirer',
        'hc': 'hors commerce;hors commerce (hc);h.c.;h/c',
        'tp': 'trial proof;trial proof (tp);t.p.;t/p;state proof;working proof;probedruck',
        'open': 'open edition;unlimited;unnumbered',
    }
)
NO_ARTIST = ('unknown', 'anonymous', 'unidentified', 'unknown artist', 'artist unknown', 'anon', 'various', 'n/a')
_SUPPORTS = (
    r'(?:(?:\d+|two|three|four|several)\s+)?(?:[a-zäöü-]+\s+){0,2}(?:canvas(?:es)?|canvasboard|linen|papers?|board|hardboard|'
    r'masonite|bark|wood|panels?|oak|mahogany|plywood|card|cardboard|silk|copper|vellum|aluminium|aluminum|plaster|glass|'
    r'perspex|metal|steel|slate|ivory|cloth|cotton|leather|parchment|ceramic|belgian\s+linen)(?:\s+(?:mounted|laid|on)\b.*)?'
)
_ON = re.compile(rf'(?P<medium>.+?)\s+(?:on|auf|sur|su)\s+(?P<support>{_SUPPORTS})\s*$', re.IGNORECASE | re.DOTALL)
_EDITION = re.compile(r'(?P<number>\d{1,5}|\?|[IVXLC]+)\s*(?:/|of|von)\s*(?P<size>\d{1,5}|[IVXLC]+)', re.IGNORECASE)
_SIZE_ONLY = re.compile(r'(?:edition|ed\.?|auflage)\s*(?:of|von|de)?\s*(\d{1,5})', re.IGNORECASE)
_FRAME = re.compile(r'^\s*(?:frame|framed|with frame)\b', re.IGNORECASE)
_LABELLED = re.compile(r'^\s*(?P<what>[a-z][a-z ,]*?)\s*:\s*(?P<rest>.+)$', re.IGNORECASE | re.DOTALL)


def read_artist(text):
    """Return the artist's name in its natural order: "Oliveira, Nathan" is Nathan Oliveira."""
    name = ' '.join(text.split())
    if name.casefold() in NO_ARTIST:
        return {}
    found = re.fullmatch(r"(?P<last>[^,()]+),\s*(?P<first>[^,()]+)(?:,\s*(?P<tail>Jr\.?|Sr\.?|I{2,3}|IV))?", name)
    if found:
        name = ' '.join(filter(None, (found['first'], found['last'], found['tail'])))
    return {'artist': name}


def read_medium(text):
    """Return medium and support of "Oil on canvas"; what has no known support stays whole."""
    text = ' '.join(text.split())
    found = _ON.fullmatch(text)
    if not found:
        return {'medium': text}
    support = found['support'].strip()
    return {'medium': found['medium'].strip(' ,'), 'support': support[0].upper() + support[1:]}


def read_dimensions(text, unit=None):
    """Return height, width and depth, and those of the frame where the text names it: "support: 322 x 411 x 8 mm |
    frame: 484 x 559 mm".

    :raise ValueProblem: not_dimensions, no_unit, several_sizes (parts of one work, each with a size)
    """
    parts, bare = {}, []
    for segment in re.split(r'\s*[|;]\s*', text):
        labelled = _LABELLED.match(segment)
        rest = labelled['rest'] if labelled else segment
        sizes = measures.dimensions(rest, unit)
        if _FRAME.match(segment):
            parts.update(dict(zip(('framed_height', 'framed_width', 'framed_depth'), sizes)))
        else:
            bare.append(sizes)
    if len(set(bare)) > 1:
        raise ValueProblem('several_sizes')
    if bare:
        parts.update(dict(zip(('art_height', 'art_width', 'art_depth'), bare[0])))
    return parts


def read_framed(text):
    sizes = measures.dimensions(text)
    return dict(zip(('framed_height', 'framed_width', 'framed_depth'), sizes))


def read_edition(text):
    """Return kind, number and size of "3/10", "AP 2/5", "Artist's Proof", "?/100", "edition of 50".

    :raise ValueProblem: not_in_list
    """
    body = text.strip(' "\'“”')
    kind = lookup(EDITION_KINDS, body)
    if kind:
        return {'edition_kind': kind}
    found = _EDITION.search(body)
    if found:
        rest = (body[: found.start()] + body[found.end() :]).strip(' ,.:()')
        kind = lookup(EDITION_KINDS, rest) if rest else 'numbered'
        if not kind and re.fullmatch(r'(?:no|number|nr|ed|edition|num)\.?', rest, re.IGNORECASE):
            kind = 'numbered'
        number, size = _count(found['number']), _count(found['size'])
        if kind and size:
            return {'edition_kind': kind, 'edition_number': number, 'edition_size': size}
    found = _SIZE_ONLY.fullmatch(body)
    if found:
        return {'edition_kind': 'numbered', 'edition_size': int(found[1])}
    raise ValueProblem('not_in_list')


def _count(text):
    """Return the number that Arabic or Roman digits mean, None for "?"."""
    if text.isdigit():
        return int(text)
    values = {'I': 1, 'V': 5, 'X': 10, 'L': 50, 'C': 100}
    digits = [values.get(letter, 0) for letter in text.upper()]
    return sum(-one if one < two else one for one, two in zip(digits, digits[1:] + [0])) or None


def read_signed(text):
    """Return the words of a signature; "yes" becomes "Signed", "no" and "unsigned" nothing."""
    if re.match(r'unsigned|not\s+signed|unsigniert', text, re.IGNORECASE):
        return {}
    try:
        return {'signed': "Signed"} if parse_bool(text) else {}
    except ValueProblem:
        return {'signed': text}
