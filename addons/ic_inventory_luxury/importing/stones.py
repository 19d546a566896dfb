"""Stones and certificates in a text, as rows.

A stone is a dict with the fields of `ic.stone`; `treatments` holds AGTA codes. A carat is the weight of one stone
unless the text says "total".
"""

import re

from . import stone_words as words
from .target import lookup

_NAMES = '|'.join(
    re.escape(name)
    for name in sorted(words.TYPES, key=len, reverse=True)
    if len(name) > 2 and '_' not in name and name != 'other'
)
_TYPE = re.compile(rf'(?<![a-z])({_NAMES})(?![a-z])', re.IGNORECASE)
_SHAPE = re.compile(
    r'(?<![a-z])('
    + '|'.join(
        re.escape(name)
        for name in sorted(words.SHAPES, key=len, reverse=True)
        if len(name) > 3 and name not in ('emerald', 'other')
    )
    + r')(?![a-z])',
    re.IGNORECASE,
)
CARAT = re.compile(r'(\d+[.,]\d+|\d+|[.,]\d+)\s*-?(?:cts?|carats?|karat|kt)\b\.?', re.IGNORECASE)
_COUNT = re.compile(r'^\s*(\d{1,3})\s*(?:x|×|pcs?\.?|pieces|stk\.?)?\s+(?=[a-z]|\d+[.,]\d+\s*ct)', re.IGNORECASE)
_TOTAL = re.compile(r'\b(?:total|tcw|tw|ctw|together|zus\.?)\b', re.IGNORECASE)
_CLARITY = r'(?:FL|IF|VVS\s?-?[12]|VS\s?-?[12]|SI\s?-?[123]|I[123]|P[123])'
_GRADES = re.compile(
    rf'(?<![\w-])(?:(?P<c1>[D-Z])\s*[/,-]?\s*(?P<k1>{_CLARITY})|(?P<k2>{_CLARITY})\s*[/,-]?\s*(?P<c2>[D-Z])|(?P<k3>{_CLARITY}))(?![\w-])'
)
_MM = re.compile(r'\d+(?:[.,]\d+)?(?:\s*-\s*\d+(?:[.,]\d+)?)?\s*mm', re.IGNORECASE)
_SPLIT = re.compile(r'\s*[;\n&+]\s*|\s+(?:and|und|et|with)\s+|,\s+(?=\d+\s*x\s|\d+[.,]\d+\s*ct)|\s+/\s+', re.IGNORECASE)
_HUES = re.compile(
    r'\b((?:(?:london|royal|cornflower|sky|swiss|vivid|light|dark|fancy|intense|deep)\s+)*'
    r'(?:blue|pink|yellow|green|red|black|white|brown|champagne|cognac|orange|purple|violet|grey|gray))\s*$',
    re.IGNORECASE,
)
_LAB_NAMES = 'gia|agsl?|igi|gcal|hrd|ssef|g[uü]belin|grs|agl|lotus|egl'
_CERTIFICATE = re.compile(
    rf'\b(?P<lab>{_LAB_NAMES})\b[\s:#-]*(?:(?:report|certificate|cert\.?|number|no\.?|nr\.?|certified)[\s:#-]*)*'
    r'(?P<number>(?:LG|[A-Z]{1,3})?\d[\d ]{5,13}\d)(?!\d)',
    re.IGNORECASE,
)


def read_stones(text):
    """Return {'stones': rows, 'stones_unread': text of what was not understood} of a text such as
    "Emerald 0.39 ct oval; 20 x diamond 0.01 ct G VS2"."""
    rows, unread = [], []
    for segment in _SPLIT.split(text):
        segment = segment.strip(' ,.')
        if not segment:
            continue
        row = read_stone(segment)
        if row:
            rows.append(row)
        else:
            unread.append(segment)
    return {'stones': rows, 'stones_unread': '; '.join(unread)}


def read_stone(text):
    """Return the row of one stone or one kind of stones, or None when no stone is named."""
    shape = _SHAPE.search(re.sub(r'\bround\s+(?=\d)', 'round ', text))
    rest = text.replace(shape.group(), ' ', 1) if shape and 'emerald' in shape.group().casefold() else text
    every = list(_TYPE.finditer(rest))
    if not every:
        return None
    # "Pearl Edison F.W.P": the exacter name counts.
    found = next((match for match in every if match.group(1).casefold() not in words.KEEP_WORD), every[0])
    word = found.group(1).casefold()
    row = {'type': words.TYPES[word]}
    if shape and words.SHAPES[shape.group(1).casefold()] != row['type']:
        row['shape'] = words.SHAPES[shape.group(1).casefold()]
    count = _COUNT.match(text)
    row['count'] = int(count[1]) if count and int(count[1]) > 0 else 1
    carat = CARAT.search(text)
    if carat:
        weight = float(carat[1].replace(',', '.'))
        row['carat'] = round(weight / row['count'], 4) if _TOTAL.search(text) else weight
    hue = _HUES.search(rest[: found.start()].rstrip() + ' ')
    if word in words.KEEP_WORD:
        row['hue'] = found.group(1).capitalize()
    elif hue and row['type'] != 'pearl':
        row['hue'] = hue[1].strip().capitalize()
    return {**row, **_grades(text), **_origin(text), **_measured(text)}


def _grades(text):
    found = _GRADES.search(text)
    if not found:
        return {}
    clarity = re.sub(r'[\s-]', '', found['k1'] or found['k2'] or found['k3']).upper()
    color = found['c1'] or found['c2']
    return {'clarity': clarity, **({'color': color} if color else {})}


def _origin(text):
    if re.search(r'\blab[ -]?(?:grown|created)|laboratory[ -]grown|\b(?:cvd|hpht)\b', text, re.IGNORECASE):
        return {'origin': 'lab_grown'}
    return {'origin': 'natural'} if re.search(r'\bnatural\b', text, re.IGNORECASE) else {}


def _measured(text):
    found = _MM.search(text)
    return {'measurements': found.group()} if found else {}


def read_certificates(text):
    """Return [{lab, number}] of the reports that `text` names: "GIA 2141438171", "IGI LG 123456789"."""
    rows = []
    for found in _CERTIFICATE.finditer(text):
        number = re.sub(r'\s', '', found['number']).upper()
        row = {'lab': lookup(words.LABS, found['lab']), 'number': number}
        if row not in rows:
            rows.append(row)
    return rows
