"""The columns of a list of artworks and the words in them. Medium, size and edition: `artwork_values`."""

from . import measures
from .artwork_titles import read_title
from .artwork_values import (
    EDITION_KINDS,
    read_artist,
    read_dimensions,
    read_edition,
    read_framed,
    read_medium,
    read_signed,
)
from .shared import QUANTITY
from .target import Target, flag

__all__ = ['EXAMPLE', 'NAMES', 'TARGETS', 'WITHOUT', 'finish', 'read_title']

# The date of a work is a text of its own; brand, reference and year of production are not what a work has.
WITHOUT = ('year',)


def finish(outcome):
    """Complete what follows from other columns and refuse what contradicts."""
    said = outcome.values
    number, size = said.get('edition_number'), said.get('edition_size')
    if number and size and number > size:
        column = outcome.columns.get('edition') or outcome.columns.get('edition_number', '')
        outcome.note('error', 'edition_number', column, f'{number}/{size}')
    if (number or size) and not said.get('edition_kind'):
        said['edition_kind'] = 'numbered'
    if any(outcome.has(f'framed_{side}') for side in ('height', 'width')) and not outcome.has('framed'):
        said['framed'] = True


def _side(code, label, field_name, names=''):
    return Target(code, f"Artwork: {label}", field_name, 'length', names, about="Centimetres, or with its unit.")


def _inches(code, label, side, names):
    return Target(
        code,
        f"Artwork: {label} in inches",
        None,
        'length',
        names,
        parts=lambda text: {side: measures.length(text, 'in')},
    )


NAMES = {
    'model': 'title;work title;title of work;work;titel;titre;titolo;artwork',
    'title': 'listing title;seller title;caption;details',
    'retail_description': 'description;notes;remarks',
    'price': 'value;price;retail price;asking price;appraisal;insurance value;estimate',
    'key': 'accession no;accession number;accession;bib number;inventory number',
    'place': 'location;stock location;place',
    'territory': 'territory;region',
    'reference': 'catalogue raisonne;reference',
}
TARGETS = (
    Target(
        'artist',
        "Artwork: artist",
        'ic_art_artist_id',
        'catalog',
        'artist;artist name;maker;author;by;kuenstler;künstler;artiste;artista',
        parts=read_artist,
        about="\"First Last\" or \"Last, First\". Unknown and Anonymous stay empty.",
    ),
    Target(
        'medium',
        "Artwork: medium",
        'ic_art_medium',
        'medium',
        'medium;technique;technik;materials;material;media',
        parts=read_medium,
        about="\"Oil on canvas\" fills medium and support.",
    ),
    Target('support', "Artwork: support", 'ic_art_support', 'text', 'support;ground;surface;traeger'),
    Target(
        'dimensions',
        "Artwork: dimensions",
        None,
        'size',
        'dimensions;size cm;measurements;masse;maße;size;dimensions cm',
        parts=read_dimensions,
        about="Height x width x depth with the unit: 40 x 30 cm, 19.5 x 27.5\", 447 x 320 mm.",
    ),
    Target(
        'dimensions_in',
        "Artwork: dimensions in inches",
        None,
        'size',
        'dimensions in;size in;dimensions inches',
        parts=lambda text: read_dimensions(text, 'in'),
    ),
    Target(
        'framed_dimensions',
        "Artwork: framed dimensions",
        None,
        'size',
        'framed size;frame size;frame dimensions',
        parts=read_framed,
    ),
    _side('art_height', "height", 'ic_art_height', 'height;height cm;hoehe;hauteur;altezza'),
    _side('art_width', "width", 'ic_art_width', 'width;width cm;breite;largeur;larghezza'),
    _side('art_depth', "depth", 'ic_art_depth', 'depth;depth cm;tiefe;profondeur'),
    _inches('height_in', "height", 'art_height', 'height in;height inches'),
    _inches('width_in', "width", 'art_width', 'width in;width inches'),
    _inches('depth_in', "depth", 'art_depth', 'depth in;depth inches'),
    flag('framed', "Artwork: framed", 'ic_art_is_framed', 'framed;is framed;frame;gerahmt'),
    _side('framed_height', "framed height", 'ic_art_framed_height'),
    _side('framed_width', "framed width", 'ic_art_framed_width'),
    _side('framed_depth', "framed depth", 'ic_art_framed_depth'),
    Target(
        'art_date',
        "Artwork: date",
        'ic_art_date_text',
        'text',
        'date;year;date text;created;year of work;jahr;annee;anno;datierung',
        heading='date',
        about="As it should be read: 1988, c. 1975, 1965-71.",
    ),
    Target(
        'edition',
        "Artwork: edition",
        None,
        'edition',
        'edition;edition no;series;auflage;edition marking',
        parts=read_edition,
        about="3/10, AP 2/5, Artist's Proof, HC, unique, open edition, edition of 100.",
    ),
    Target(
        'edition_kind',
        "Artwork: kind of edition",
        'ic_art_edition_kind',
        'choice',
        'edition type;edition kind',
        words=EDITION_KINDS,
    ),
    Target(
        'edition_number',
        "Artwork: number in the edition",
        'ic_art_edition_number',
        'number',
        'print number',
    ),
    Target('edition_size', "Artwork: size of the edition", 'ic_art_edition_size', 'number', 'edition size;of'),
    Target(
        'signed',
        "Artwork: signature",
        'ic_art_signed',
        'signed',
        'signed;signature;inscription;inscriptions;signiert',
        parts=read_signed,
        about="In words, or yes.",
    ),
    flag(
        'coa',
        "Artwork: certificate of authenticity",
        'ic_art_has_coa',
        'coa;certificate;certificate of authenticity;has coa',
    ),
    Target('coa_number', "Artwork: certificate number", 'ic_art_coa_number', 'text', 'certificate number;coa no'),
    Target('coa_issuer', "Artwork: certificate issued by", 'ic_art_coa_issuer', 'text', 'certificate issuer;issued by'),
    Target(
        'provenance', "Artwork: provenance", 'ic_art_provenance', 'text', 'provenance;provenienz;credit line;exhibited'
    ),
    Target('art_center', "Artwork: art center", 'ic_art_center', 'text', 'art centre;community art centre;art center'),
    Target(
        'catalog_number',
        "Artwork: art center catalog number",
        'ic_art_catalog_number',
        'text',
        'catalogue number;cat no;catalog no;catalogue no',
    ),
    flag('icip', "Artwork: contains ICIP", 'ic_art_icip', 'icip;contains icip'),
    flag(
        'deceased_notice',
        "Artwork: deceased artist notice",
        'ic_art_notice_deceased',
        'deceased artist;deceased notice',
    ),
    Target('cultural_notice', "Artwork: cultural notice", 'ic_art_cultural_notice', 'text', 'cultural note;notice'),
    QUANTITY,
)

EXAMPLE = {
    'row_id': 'P-1',
    'model': 'Untitled (Salt Lake)',
    'price': '4800',
    'currency': 'USD',
    'cost': '2900',
    'retail_description': 'Text for customers',
    'internal_notes': 'Text for your staff only',
    'medium': 'Synthetic polymer paint on linen',
    'dimensions': '91 x 60.5 x 3.5 cm',
    'framed_dimensions': '95 x 64.5 cm',
    'framed': 'yes',
    'art_date': 'c. 1998',
    'edition': 'unique',
    'signed': 'Signed verso, with catalog number',
    'coa': 'yes',
    'coa_number': 'COA-1998-114',
    'coa_issuer': 'Example Art Center',
    'provenance': 'Acquired from the art center, 1999',
    'art_center': 'Example Art Center',
    'catalog_number': 'EX98-114',
    'icip': 'yes',
    'deceased_notice': 'no',
    'cultural_notice': 'Words of the community',
    'quantity': '1',
}
