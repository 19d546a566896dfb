"""The columns of stones and certificates: the center stone, numbered stones, two reports."""

import re

from . import stone_words as words
from .stones import CARAT, read_certificates
from .target import Target, lookup, plain
from .values import ValueProblem, parse_date

PREFIXES = ('center', 'stone2', 'stone3', 'stone4', 'stone5')


def read_color(prefix):
    """Return the reader of a stone's color: a letter, "Fancy Vivid Yellow", or the color of a gem in words."""

    def read(text):
        word = text.strip()
        if re.fullmatch(r'[D-Zd-z]', word):
            return {f'{prefix}_color': word.upper()}
        if re.fullmatch(r'[D-Z]\s*[-/]\s*[D-Z]|\d+', word, re.IGNORECASE):
            raise ValueProblem('not_in_list')
        fancy = re.match(
            r'(fancy(?:\s+(?:light|intense|vivid|dark|deep))?|faint|very\s+light)\b\s*(.*)', word, re.IGNORECASE
        )
        if fancy:
            grade = lookup(words.FANCIES, fancy[1])
            return {f'{prefix}_color': 'fancy', f'{prefix}_fancy': grade, f'{prefix}_hue': fancy[2].strip()}
        return {f'{prefix}_hue': word}

    return read


def read_cut(prefix):
    """Return the reader of a column "cut", which holds a grade in some lists and a shape in others."""

    def read(text):
        grade, shape = lookup(words.CUTS, text), lookup(words.SHAPES, text)
        if not grade and not shape:
            raise ValueProblem('not_in_list')
        return {f'{prefix}_cut_grade': grade} if grade else {f'{prefix}_shape': shape}

    return read


def read_origin(prefix):
    """Return the reader of "origin": natural or laboratory-grown, else the country a report states."""

    def read(text):
        code = lookup(words.ORIGINS, text)
        if code:
            growth = text.casefold() if text.casefold() in ('cvd', 'hpht') else None
            return {f'{prefix}_origin': code, f'{prefix}_growth': growth}
        return {f'{prefix}_place': text}

    return read


def read_treatments(prefix):
    """:raise ValueProblem: not_in_list"""

    def read(text):
        codes = []
        for word in re.split(r'[;,/&+]', text):
            key = plain(word)
            code = next((code for code, names in words.TREATMENTS.items() if key in (plain(code), *names)), None)
            if not code:
                raise ValueProblem('not_in_list')
            codes.append(code)
        return {f'{prefix}_treatments': codes}

    return read


def read_number(prefix):
    """Return the reader of a report number that may carry its laboratory: "GIA 2141438171"."""

    def read(text):
        found = read_certificates(text)
        if len(found) == 1:
            return {f'{prefix}_lab': found[0]['lab'], f'{prefix}_no': found[0]['number']}
        if not re.fullmatch(r'[\w /.-]*\d[\w /.-]*', text):
            raise ValueProblem('not_a_number')
        return {f'{prefix}_no': re.sub(r'\s', '', text)}

    return read


def certificate_rows(said):
    """Return the certificates of the columns and of titles (`said['certificates']`), each report once."""
    rows = list(said.get('certificates') or [])
    for prefix in ('cert', 'cert2'):
        number = said.get(f'{prefix}_no')
        if not number:
            continue
        row = {'lab': said.get(f'{prefix}_lab') or 'other', 'number': number, 'date': said.get(f'{prefix}_date')}
        row['lab_name'] = said.get(f'{prefix}_lab_name')
        rows = [other for other in rows if other['number'] != number]
        rows.append({key: value for key, value in row.items() if value})
    return rows


_FIELD_NAMES = (
    'type count carat shape color fancy hue clarity cut_grade polish symmetry fluorescence origin growth place '
    'measurements treatments'
)
_FIELDS = _FIELD_NAMES.split()


def stone_rows(said):
    """Return the stones of numbered columns, then those of the compact text."""
    rows = []
    for prefix in PREFIXES:
        row = {name: said.get(f'{prefix}_{name}') for name in _FIELDS}
        row['fancy_grade'] = row.pop('fancy')
        row = {name: value for name, value in row.items() if value not in (None, '', [])}
        if set(row) - {'origin', 'count', 'place'}:
            rows.append({'type': 'diamond' if {'clarity', 'cut_grade', 'color'} & set(row) else 'other', **row})
            if prefix == 'center':
                rows[-1]['is_center'] = True
    return rows + [row for row in said.get('stones') or [] if not any(_same(row, other) for other in rows)]


def _same(row, other):
    """Tell whether a stone of a text is one of the columns: same kind and weight."""
    return row['type'] == other['type'] and row.get('carat') == other.get('carat')


def stone_targets(prefix, label, names):
    """Return the Targets of one stone; `names`: attribute -> further headings."""

    def target(name, what, parser, **more):
        return Target(
            f'{prefix}_{name}',
            f"{label}: {what}",
            None,
            parser,
            names.get(name, ''),
            heading=f'{prefix}_{name}',
            **more,
        )

    rows = [
        target('type', "kind", 'choice', words=words.TYPES, other='other', text=f'{prefix}_hue'),
        target('count', "how many", 'number'),
        target('carat', "carat of one stone", 'carat', parts=_carat(prefix)),
        target('color', "color", 'choice', parts=read_color(prefix)),
        target('clarity', "clarity", 'choice', words=words.CLARITIES),
        target('shape', "shape", 'choice', words=words.SHAPES, other='other'),
        target('cut', "cut grade", 'choice', parts=read_cut(prefix)),
        target('origin_text', "natural or laboratory-grown, or where from", 'choice', parts=read_origin(prefix)),
        target('treatment', "treatment", 'choice', parts=read_treatments(prefix)),
    ]
    if prefix == 'center':
        rows += [
            target('polish', "polish", 'choice', words=words.CUTS),
            target('symmetry', "symmetry", 'choice', words=words.CUTS),
            target('fluorescence', "fluorescence", 'choice', words=words.FLUORESCENCES),
            target('measurements', "measurements", 'text'),
        ]
    return tuple(rows)


def _carat(prefix):
    def read(text):
        found = CARAT.fullmatch(text.strip()) or re.fullmatch(r'(\d+[.,]\d+|\d+|[.,]\d+)', text.strip())
        if not found:
            raise ValueProblem('negative' if re.match(r'[-−]\s*\d', text.strip()) else 'not_a_number')
        return {f'{prefix}_carat': float(found[1].replace(',', '.'))}

    return read


def certificate_targets(prefix, label, names):
    """Return the Targets of one certificate."""
    return (
        Target(
            f'{prefix}_lab',
            f"{label}: laboratory",
            None,
            'choice',
            names.get('lab', ''),
            words=words.LABS,
            other='other',
            text=f'{prefix}_lab_name',
        ),
        Target(
            f'{prefix}_number', f"{label}: number", None, 'number', names.get('number', ''), parts=read_number(prefix)
        ),
        Target(
            f'{prefix}_date',
            f"{label}: date",
            None,
            'date',
            names.get('date', ''),
            parts=lambda text: {f'{prefix}_date': parse_date(text).isoformat()},
        ),
    )
