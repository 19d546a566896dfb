"""Read the title of a piece of jewelry: kind, metal, stones, report, ring size, weight."""

import re

from . import stones
from .fashion import find_words
from .jewelry_metal import read_metal
from .jewelry_words import TYPES, read_ring
from .reading import Reading, split_words
from .stone_columns import PREFIXES
from .values import ValueProblem

_RING_TITLE = re.compile(
    r'\b(?:ring\s+)?size\s*:?\s*((?:us|uk|eu)?\s*(?:\d{1,2}(?:[.,]\d{1,2})?|[a-z])(?:\s*(?:us|uk|eu))?)(?![\w/])',
    re.IGNORECASE,
)
_WEIGHT = re.compile(r'\b(\d+(?:[.,]\d+)?)\s*(?:g|gr|grams?)\b(?!old)', re.IGNORECASE)


def read_title(text, outcome, catalog):
    """Return the Reading of a title such as "18k white gold ring, 1.02 ct D VS1 round diamond, GIA 2141438171"."""
    reading = Reading()
    words = split_words(text)
    named = catalog.names_in(catalog.brands, words, 4)
    reading.one('brand', [entries[0][0] for _start, _count, entries in named])
    kinds = find_words(
        text, {word: code for word, code in TYPES.items() if word not in ('link', 'clip', 'pin', 'band')}
    )
    reading.one('jewel_type', [code for code in kinds if code != 'other'] or list(kinds))
    _read_metal_in(text, reading)
    certificates = stones.read_certificates(text)
    if certificates and not any(outcome.has(f'{prefix}_no') for prefix in ('cert', 'cert2')):
        reading.values['certificates'] = certificates
    if not outcome.has('stones') and not any(
        outcome.has(f'{prefix}_{name}') for prefix in PREFIXES for name in ('carat', 'type')
    ):
        found = stones.read_stones(re.sub(r'\bsize\b.*', '', text))['stones']
        if found and all('carat' in row for row in found):
            reading.values['stones'] = found
    for match in _RING_TITLE.findall(text):
        try:
            reading.values.update(read_ring(match.strip()))
        except ValueProblem:
            reading.doubts.append(('ring_size', match))
    reading.one('jewel_weight', [float(weight.replace(',', '.')) for weight in _WEIGHT.findall(text)])
    return reading


def _read_metal_in(text, reading):
    found = re.findall(
        r'\b(?:\d{1,2}\s?(?:k|kt|karat)\b|(?:pt|platinum)\s?\d{3}\b|sterling(?:\s+silver)?|(?:750|585|375|925|950)\b)'
        r'(?:[\s/-]*(?:yellow|white|rose|pink|red)?[\s/-]*(?:gold|silver|platinum|yg|wg|rg))?',
        text,
        re.IGNORECASE,
    )
    metals = []
    for match in found:
        try:
            metals.append(tuple(sorted(read_metal(match).items())))
        except ValueProblem:
            continue
    if len(set(metals)) == 1:
        reading.values.update({key: value for key, value in metals[0] if value})
    elif metals:
        reading.doubts.append(('metal', '; '.join(found)))
