"""The size of a pair, as lists and titles write it."""

import re

from ..sizing import sneakers
from .target import lookup, words_of
from .values import ValueProblem

SYSTEMS = words_of(
    {
        'm_us': 'us;us m;us men;us mens;us men s;men;mens;m;us m size',
        'w_us': 'us w;us women;us womens;wmns;women;womens;w;us w size',
        'eu': 'eur;europe;european;fr;it;de',
        'uk': 'gb;british',
        'jp_cm': 'jp;jp cm;japan;cm;jp (cm);mondopoint;mm',
    }
)
_PART = re.compile(
    r'(?P<system>us\s*w(?:omen\'?s?|mns)?\b|us\s*m(?:en\'?s?)?\b|wmns|women\'?s|men\'?s|us|eur?|uk|jp|[wm])?\s*[:.]?\s*'
    r'(?P<size>\d{1,3}(?:[.,]\d{1,2})?(?:\s+[12]/[23])?)\s*(?P<youth>y|gs)?\s*'
    r'(?P<after>us\s*w(?:omen)?\b|us\s*m(?:en)?\b|us|eur?|uk|jp|cm|w|m)?',
    re.IGNORECASE,
)
_AFTER = {'us': 'm_us', 'eu': 'eu', 'eur': 'eu', 'uk': 'uk', 'jp': 'jp_cm', 'cm': 'jp_cm', 'w': 'w_us', 'm': 'm_us'}


def read_size(text):
    """Return size, size system and youth of "US 10.5 / EU 44.5", "5.5Y", "W 8", "27 cm", "42 2/3"; the first counts.

    :raise ValueProblem: not_a_size
    """
    body = text.strip().replace('½', '.5').replace('⅓', ' 1/3').replace('⅔', ' 2/3')
    for part in re.split(r'\s+/\s+|\s*[|;]\s*|,\s+|\s*\(|/\s*(?=[a-z])', body, flags=re.IGNORECASE):
        found = _PART.fullmatch(part.strip(' )'))
        if not found:
            continue
        word = (found['system'] or found['after'] or '').casefold().strip()
        system = _AFTER.get(word) or lookup(SYSTEMS, word)
        number = float(found['size'].split()[0].replace(',', '.'))
        if not system and (number >= 100 or 33 <= number <= 56):
            system = 'jp_cm' if number >= 100 else 'eu'
        return size_parts(found['size'], system, bool(found['youth']))
    raise ValueProblem('not_a_size')


def size_parts(size, system, youth):
    try:
        size, _youth = sneakers.parse_size(size, system or 'm_us')
    except sneakers.SizeProblem as problem:
        raise ValueProblem('not_a_size') from problem
    parts = {'sneaker_size': size, 'sneaker_system': system or ('m_us' if youth else None)}
    return {**parts, 'sneaker_youth': True} if youth else parts
