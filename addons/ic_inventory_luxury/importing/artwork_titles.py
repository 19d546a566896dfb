"""Read a caption or description of an artwork: artist, title, date, medium, size, edition, signature."""

import re

from . import measures
from .artwork_values import read_dimensions, read_edition, read_medium
from .reading import Reading
from .values import ValueProblem

_SIGNED = re.compile(r'(?<![\w-])((?:signed|initialed|initialled)\b[^.;"“]{0,80})', re.IGNORECASE)
_NOT_SIGNED = re.compile(r'\b(?:unsigned|not\s+signed)\b', re.IGNORECASE)
_EDITION = re.compile(
    r'(?:\b(?:edition|ed\.|numbered|no\.)\s*:?\s*)(\d{1,4}\s*/\s*\d{1,4})(?![\d/])|(?<![\d/.])(\d{1,4}/\d{2,4})(?![\d/]|\s*(?:in|cm|mm|"))',
    re.IGNORECASE,
)
_PROOF = re.compile(r'\b(artist\'?s proof|printer\'?s proof|hors commerce|trial proof|a\.p\.|h\.c\.)', re.IGNORECASE)
_YEAR = re.compile(
    r'(?:\b(?:c\.|ca\.?|circa)\s?)?(?<![\d/#-])(?:1[4-9]\d\d|20[0-3]\d)(?:\s?[-–]\s?\d{2,4})?(?![\d/]|\s?(?:cm|mm|in\b|x))'
)
_MEDIA = re.compile(
    r'\b(?:oil|acrylic|synthetic polymer|tempera|gouache|watercolou?r|pastel|ink|charcoal|graphite|pencil|'
    r'natural (?:earth )?pigments?|ochres?|mixed media|screenprint|serigraph|silkscreen|lithograph|etching|aquatint|'
    r'drypoint|engraving|woodcut|linocut|mezzotint|bronze|photograph|gelatin silver print|c-print|gicl[eé]e|collage)\b',
    re.IGNORECASE,
)


def read_title(text, outcome, catalog):
    """Return the Reading of a caption such as "Emily Smith, Salt Lake, 1994, oil on linen, 120 x 90 cm, ed. 3/10"."""
    reading = Reading()
    parts = [part.strip() for part in re.split(r'\s*[,;|\n]\s*', text) if part.strip()]
    _read_artist(parts, catalog, reading)
    _read_size(text, reading)
    _read_edition_in(text, reading)
    if not _NOT_SIGNED.search(text):
        signed = _SIGNED.findall(text)
        if signed:
            reading.values['signed'] = signed[0].strip(' ,')
    media = [
        part for part in parts if _MEDIA.search(part) and not re.search(r'\d\s*(?:x|×)\s*\d', part) and len(part) < 80
    ]
    if len(parts) >= 3 and len(media) == 1:
        reading.values.update(read_medium(media[0]))
    if len(parts) >= 3:  # in a caption the date stands between commas; in a description it may be anything's
        reading.one('art_date', [part for part in parts if _YEAR.fullmatch(part)])
    return reading


def _read_artist(parts, catalog, reading):
    """The artist of a caption is a part of it by itself and in the catalog; the title follows in quotes or next."""
    for place, part in enumerate(parts[:3]):
        entries = catalog.artists.get(catalog.normalize(part))
        if entries and len(entries) == 1:
            reading.values['artist'] = entries[0][0]
            if place == 0 and len(parts) >= 4 and not _YEAR.fullmatch(parts[1]) and not _MEDIA.search(parts[1]):
                reading.values['model'] = parts[1].strip('"“”‘’\'')
            return


def _read_size(text, reading):
    try:
        reading.values.update(read_dimensions(text))
    except ValueProblem:
        try:
            found = measures.dimensions(text)
            reading.values.update(zip(('art_height', 'art_width', 'art_depth'), found))
        except ValueProblem:
            return


def _read_edition_in(text, reading):
    found = [one or two for one, two in _EDITION.findall(text)]
    try:
        if len(set(found)) == 1:
            reading.values.update(read_edition(found[0]))
        elif found:
            reading.doubts.append(('edition', ', '.join(found)))
        elif _PROOF.search(text):
            reading.values.update(read_edition(_PROOF.search(text)[1]))
    except ValueProblem:
        return
