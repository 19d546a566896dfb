"""Weights, purities and coin grades as lists and titles write them."""

import json
import re
from fractions import Fraction

from . import measures
from .target import lookup, words_of
from .values import ValueProblem

METALS = words_of(
    {
        'gold': 'au;or;oro;xau',
        'silver': 'ag;silber;argent;argento;xag;plata',
        'platinum': 'pt;platin;platine;platino;xpt',
        'palladium': 'pd;palladio;xpd',
    }
)
UNITS = words_of(
    {
        'g': 'gram;grams;gr;gramm',
        'kg': 'kilo;kilos;kilogram;kilograms;kilogramm',
        'ozt': 'troy oz;troy ounce;troy ounces;oz;ounce;ounces;t oz;toz;unze;unzen;once;oncia;oz t',
        'oz': 'oz (avoirdupois);avoirdupois;avdp oz;oz av',
        'dwt': 'pennyweight',
        'grain': 'grains;gn',
        'tola': 'tolas',
    }
)
_UNIT = '|'.join(re.escape(word) for word in sorted(UNITS, key=len, reverse=True))
WEIGHT = re.compile(
    rf'(?<![\w.,/$])(?P<amount>\d+\s*/\s*\d+|\d+(?:[.,]\d+)?(?:\s+\d/\d+)?|[½¼])\s*-?(?P<unit>{_UNIT})(?![a-z])',
    re.IGNORECASE,
)
_KARAT_SHARES = {24: '0.999', 22: '11/12', 21: '7/8', 18: '3/4', 14: '0.585', 9: '0.375'}
GRADE = re.compile(
    r'\b(?P<strike>MS|PF|PR|SP|PL|VF|XF|EF|AU|VG|AG|PO|FR|F|G)?[\s-]*(?P<grade>[1-9]\d?)(?P<plus>\+)?(?P<star>\s*[★*])?'
    r'(?:\s+(?P<rest>[A-Za-z][\w .]*))?$',
    re.IGNORECASE,
)
SLAB = re.compile(
    r'\b(?P<service>PCGS|NGC|ANACS|CACG)\b[\s,:#-]*(?P<strike>MS|PF|PR|SP|PL|AU|XF|VF)?[\s-]?(?P<grade>[1-9]\d?)(?!\d)(?P<plus>\+)?'
    r'(?P<star>\s*[★*])?(?P<rest>(?:\s+(?:DCAM|UCAM|CAM|RD|RB|BN|PL|DPL|Ultra\s+Cameo|Deep\s+Cameo|First\s+Strike|FS|ER|'
    r'Early\s+Releases|First\s+Day\s+of\s+Issue))*)(?:[\s,#]*(?:cert(?:ificate)?\.?|no\.?|number|nr\.?|#)*[\s:#]*(?P<number>\d{6,10}(?:-\d{3})?))?',
    re.IGNORECASE,
)


def read_weight(text, unit=None):
    """Return weight and unit of "1 oz", "1/10 oz", "100 g", "1 kilo"; a bare number has the unit of its own column.

    :raise ValueProblem: not_a_number, negative, implausible
    """
    body = measures.fractions(text.strip())
    if re.match(r'[-−]\s*\d', body):
        raise ValueProblem('negative')
    found = WEIGHT.fullmatch(body)
    word = unit
    if found:
        number, word = found['amount'], lookup(UNITS, found['unit'])
    else:
        number = body
    weight = float(measures.amount(number.replace(' /', '/').replace('/ ', '/')))
    if not 0 < weight <= 1_000_000:
        raise ValueProblem('implausible')
    return {'bullion_weight': weight, 'bullion_unit': word}


def read_grams(text):
    return read_weight(re.sub(r'\s*(?:g|gr|grams?)\.?$', '', text.strip(), flags=re.IGNORECASE), 'g')


def read_purity(text):
    """Return the share of pure metal as a fraction in words ("9999/10000", "11/12").

    :raise ValueProblem: not_a_purity
    """
    body = text.strip().casefold().replace(' ', '')
    karat = re.fullmatch(r'(\d{1,2})(?:k|kt|ct|karat|carat)', body)
    if karat and int(karat[1]) in _KARAT_SHARES:
        return {'purity': str(Fraction(_KARAT_SHARES[int(karat[1])]))}
    found = re.fullmatch(r'([.,]?\d+(?:[.,]\d+)?)(%|fine|‰)?', body)
    if not found:
        raise ValueProblem('not_a_purity')
    number = Fraction(re.sub(r'^\.', '0.', found[1].replace(',', '.')))
    if found[2] == '%' or 50 <= number <= 100:
        number /= 100
    elif 100 < number <= 1000:
        number /= 1000
    elif 1000 < number < 10000 and str(number).startswith('9'):
        number /= 10000
    if not Fraction(3, 10) <= number <= 1:
        raise ValueProblem('not_a_purity')
    return {'purity': str(Fraction(11, 12) if number == Fraction('0.916') else number)}  # 916 is 22 karat, cut short


def read_composition(text):
    """Return metal and purity of "gold 90, copper 10" or of the same as JSON; shares or percent.

    :raise ValueProblem: not_a_purity, when nothing precious is named
    """
    try:
        parts = {key: value for key, value in json.loads(text).items() if isinstance(value, (int, float))}
    except (ValueError, AttributeError):
        parts = {word: float(share) for word, share in re.findall(r'([a-z]+)\s*:?\s*(\d+(?:\.\d+)?)', text.casefold())}
    precious = {lookup(METALS, word): share for word, share in parts.items() if lookup(METALS, word)}
    if len(precious) != 1:
        raise ValueProblem('not_a_purity')
    metal, share = precious.popitem()
    total = sum(parts.values())
    share = Fraction(str(share)) / (100 if share > 1 or total > 2 else 1)
    return {'bullion_metal': metal, 'purity': str(share)}


def read_grade(text):
    """Return the parts of a coin's grade: "MS 69", "PF70 Ultra Cameo", "MS 64+", "70".

    :raise ValueProblem: not_in_list
    """
    found = GRADE.fullmatch(text.strip())
    if not found:
        raise ValueProblem('not_in_list')
    return _grade_parts(found)


def _grade_parts(found):
    strike = (found['strike'] or '').upper().replace('PR', 'PF')
    return {
        'slab_grade': float(found['grade']),
        'slab_strike': strike if strike in ('MS', 'PF', 'SP', 'PL') else None,
        'slab_plus': bool(found['plus']) or None,
        'slab_star': bool(found['star']) or None,
        'slab_designation': (found['rest'] or '').strip() or None,
    }


def read_slab(text):
    """Return service, grade and number of "PCGS MS70 First Strike 41234567".

    :raise ValueProblem: not_in_list
    """
    found = SLAB.search(text)
    if not found:
        raise ValueProblem('not_in_list')
    parts = {'slab_service': found['service'].casefold(), 'slab_number': found['number'], **_grade_parts(found)}
    return {key: value for key, value in parts.items() if value is not None}
