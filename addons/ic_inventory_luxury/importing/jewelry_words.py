"""The words in lists of jewelry, and ring sizes."""

import re

from . import measures
from .target import lookup, words_of
from .values import ValueProblem

TYPES = words_of(
    {
        'ring': 'rings;solitaire;eternity ring;engagement ring;band;wedding band;bague;anello',
        'necklace': 'necklaces;chain;chains;collier;choker;riviere;kette;halskette;collana',
        'bracelet': 'bracelets;bangle;bangles;cuff;tennis bracelet;armband;bracciale',
        'earrings': 'earring;studs;stud earrings;hoops;drop earrings;ear clips;ohrringe;boucles d oreilles;orecchini',
        'pendant': 'pendants;cross;locket;medallion;anhänger;pendentif;ciondolo',
        'brooch': 'brooches;pin;clip;brosche;broche;spilla',
        'set': 'sets;parure;demi parure;suite',
        'other': 'cuff links;cufflinks;charm;charms;link;tiara;loose stone;loose diamond;religious jewels;safety pins',
    }
)
RING_SYSTEMS = words_of(
    {'us': 'usa;american', 'uk': 'gb;british;au', 'eu': 'european;iso;fr;de', 'jp': 'japan;japanese'}
)
OFFICES = words_of(
    {
        'london': 'leopard;leopard s head;london (leopard\'s head)',
        'birmingham': 'anchor;birmingham (anchor)',
        'sheffield': 'rose;sheffield (rose)',
        'edinburgh': 'castle;edinburgh (castle)',
        'dublin': '',
        'chester': 'chester (closed)',
        'glasgow': 'glasgow (closed)',
        'exeter': 'exeter (closed)',
        'newcastle': 'newcastle (closed)',
        'york': 'york (closed)',
        'france': 'french;eagle s head',
        'switzerland': 'swiss;st bernard',
        'italy': 'italian',
        'convention': 'hallmarking convention;hallmarking convention (scales);ccm',
        'other': '',
    }
)
_RING = re.compile(
    r'(?:(?P<before>us|uk|eu|jp|iso)\s*)?(?P<size>\d{1,2}(?:[.,]\d{1,2})?(?:\s+[13]/[24])?|[a-z](?:\s*(?:½|1/2|\.5))?|z\+?[1-6])'
    r'(?:\s*(?P<after>us|uk|eu|jp|iso))?',
    re.IGNORECASE,
)


def read_ring(text):
    """Return ring size and system of "6.5", "US 6 1/2", "M 1/2", "EU 53"; letters are British, from 40 on European.

    :raise ValueProblem: not_a_size
    """
    found = _RING.fullmatch(measures.fractions(text.strip()))
    if not found:
        raise ValueProblem('not_a_size')
    size = found['size'].upper().replace(',', '.')
    word = (found['before'] or found['after'] or '').casefold()
    system = lookup(RING_SYSTEMS, word) if word else None
    if not system:
        system = 'uk' if size[0].isalpha() else 'eu' if float(size.split()[0]) >= 40 else 'us'
    if not _is_size(size, system):
        raise ValueProblem('not_a_size')
    return {
        'ring_size': size.replace(' 1/2', '½').replace('.5', '½') if system == 'uk' else size,
        'ring_system': system,
    }


def _is_size(size, system):
    """Tell whether `size` exists in `system`, so that one odd size does not cost the whole row."""
    if system == 'uk':
        return size[0].isalpha()
    if size[0].isalpha():
        return False
    number = float(measures.amount(size))
    low, high = {'us': (0, 15), 'eu': (38, 75), 'jp': (1, 30)}[system]
    return low <= number <= high and (number * 4).is_integer() and (system != 'jp' or number.is_integer())
