"""Sneaker sizes in five systems, per maker. Plain Python: no ORM.

`sneaker_sizes.csv` holds one row per size of a maker's ladder, our own compilation of the sizes printed on shoes. There
is no formula: makers differ, and sources differ about a few sizes. A cell that sources disagree about holds both
candidates ("5|5.5"), a cell nobody could confirm is empty. Sizes are texts because adidas counts EU sizes in thirds.
"""

import csv
import re
from functools import cache
from pathlib import Path

SYSTEMS = ('m_us', 'w_us', 'eu', 'uk', 'jp_cm')
# Smallest and largest size that exists on an adult or youth shoe, per system.
LIMITS = {'m_us': (1, 20), 'w_us': (1, 21.5), 'eu': (15, 56), 'uk': (0.5, 20), 'jp_cm': (10, 38)}
CHARTS = ('nike', 'adidas', 'yeezy_slide', 'new_balance', 'asics', 'vans', 'converse', 'puma')
_FRACTIONS = {'½': '.5', '⅓': ' 1/3', '⅔': ' 2/3'}
_PREFIX = re.compile(r"^\s*(?:men'?s|women'?s|wmns|size|us|uk|eu|eur|it|jp|cm|[mw])\b[\s.:]*", re.IGNORECASE)
_SIZE = re.compile(r'(\d{1,3})(?:\.(\d{1,2}))?(?:\s+([12])/3)?')


class SizeProblem(ValueError):
    """The text is no size of that system. `code`: not_a_size, out_of_range, youth_system."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def parse_size(text, system):
    """Return (size, youth) as the tables write it: ("9.5", False), ("42 2/3", False), ("5.5", True) for "5.5Y".

    Understands "US 9", "9,5", "9½", "42⅔", "42.67" (EU, thirds), "27 cm" and 270 (JP in millimetres).

    :raise SizeProblem: when the text is no size or lies outside what the system has
    """
    body = str(text or '')
    for sign, plain in _FRACTIONS.items():
        body = body.replace(sign, plain)
    previous = None
    while previous != body:
        previous, body = body, _PREFIX.sub('', body)
    body = re.sub(r'\s*\b(us|uk|eu|jp|[mw])$|\s*cm$', '', body.replace(',', '.').strip(), flags=re.IGNORECASE)
    youth = bool(re.search(r'\d\s*(y|gs)$', body, re.IGNORECASE))
    body = re.sub(r'\s*(y|gs)$', '', body, flags=re.IGNORECASE)
    found = _SIZE.fullmatch(body)
    if not found or (found[2] and found[3]):
        raise SizeProblem('not_a_size')
    if youth and system != 'm_us':
        raise SizeProblem('youth_system')
    return _canonical(int(found[1]), found[2], found[3], system), youth


def _canonical(whole, decimals, thirds, system):
    if system == 'jp_cm' and whole >= 100 and not decimals and not thirds:  # Mondopoint: millimetres
        whole, decimals = divmod(whole, 10)
        decimals = str(decimals)
    if decimals and system == 'eu':
        thirds = {'33': '1', '3': '1', '34': '1', '66': '2', '67': '2', '6': '2', '7': '2'}.get(decimals)
        decimals = None if thirds else decimals
    if (decimals or '').rstrip('0') not in ('', '5') or (thirds and system != 'eu'):
        raise SizeProblem('not_a_size')
    half = (decimals or '').startswith('5')
    low, high = LIMITS[system]
    if not low <= whole + (0.5 if half else int(thirds or 0) / 3) <= high:
        raise SizeProblem('out_of_range')
    if thirds:
        return f'{whole} {thirds}/3'
    return f'{whole}.5' if half else str(whole)


@cache
def load_charts():
    """Return {chart code: [{system: tuple of candidate sizes}]}, each ladder from small to large."""
    charts = {}
    with (Path(__file__).parent / 'sneaker_sizes.csv').open(newline='', encoding='utf-8') as source:
        for row in csv.DictReader(source):
            charts.setdefault(row.pop('chart'), []).append(
                {system: tuple(filter(None, row[system].split('|'))) for system in SYSTEMS}
            )
    return charts


def convert(chart, system, size, youth=False):
    """Return the sizes that `size` (as `parse_size` writes it) stands for.

    :param str chart: code of a maker's table, or None
    :return: {system: tuple of candidates}; one candidate is certain, several mean that the sources or the table do not
        tell, none means that no conversion is available. The entered system always holds just the entered size.
    """
    rows = load_charts().get(f'{chart}_youth' if youth else chart, [])
    hits = [row for row in rows if size in row[system]]
    sizes = {name: tuple(dict.fromkeys(value for row in hits for value in row[name])) for name in SYSTEMS}
    return {**sizes, system: (size,)}


def us_men(chart, system, size, youth=False):
    """Return the men's US size as a float for filters, or None where it is unknown or not certain."""
    candidates = convert(chart, system, size, youth)['m_us']
    return float(candidates[0]) if len(candidates) == 1 else None
