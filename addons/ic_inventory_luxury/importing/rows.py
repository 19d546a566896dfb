"""Turn one row of a list into the values of a piece and notes about what could not be taken as it stood.

What needs the database (the id of a brand, exchange rates) is left as text in the outcome; see the ic.import models.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from . import measures, values
from .columns import MODULES, TARGETS
from .reading import Catalog
from .safety import is_formula
from .target import CATEGORIES, lookup

MONEY = tuple(target.code for target in TARGETS.values() if target.parser == 'price')
LONG_TEXTS = ('ic_retail_description', 'ic_internal_notes')
ERRORS = ('negative', 'other_shoe')  # what a cell cannot be; the row is not taken
EMPTY = ('', '-', 'n/a', 'null', 'none', 'nan')


@dataclass(frozen=True)
class Mapping:
    """One line of a mapping: the column `column` feeds `target`, read by `parser`."""

    column: str
    target: str
    parser: str = 'auto'


@dataclass(frozen=True)
class Note:
    """Something the dealer should know about a row. `level`: error (row not taken), warning, info."""

    level: str
    code: str
    column: str = ''
    value: str = ''
    extra: str = ''


@dataclass
class Outcome:
    """What one row says. `values`: target -> value; `money`: target -> (Decimal, ISO currency or None)."""

    values: dict = field(default_factory=dict)
    money: dict = field(default_factory=dict)
    notes: list = field(default_factory=list)
    recognised: set = field(default_factory=set)  # targets whose value was read out of a title
    parts: list = field(default_factory=list)  # (column, cell, {target: value}) of cells that say several things
    columns: dict = field(default_factory=dict)  # target -> column it was read from
    key: str = ''
    title: str = ''  # the first title as it stands

    def note(self, level, code, column='', value='', extra=''):
        self.notes.append(Note(level, code, column, str(value)[:120], str(extra)[:120]))

    def has(self, target):
        return self.values.get(target) not in (None, '')


def read_row(cells, mapping, category, catalog=None):
    """Read one row.

    :param dict cells: column name -> cell, as `files.as_dict` returns it
    :param mapping: iterable of Mapping
    :param str category: category of the list ('watch', 'handbag' ...)
    :param Catalog catalog: names to find in titles
    :return: Outcome
    """
    outcome = Outcome()
    read_titles, currency = [], None
    for line in mapping:
        text = cells.get(line.column, '')
        target = TARGETS.get(line.target)
        if not target or (text.casefold() in EMPTY and not (target.words and text.casefold() in target.words)):
            continue
        parser = target.parser if line.parser in ('auto', False, None) else line.parser
        outcome.columns.setdefault(line.target, line.column)
        if parser == 'title':
            read_titles.append((line.column, text))
        elif line.target == 'currency':
            currency = _read_currency(text, line.column, outcome)
        else:
            _READERS.get(line.target, _read_cell)(line, target, parser, text, category, outcome)
    _merge_parts(outcome)
    for column, text in read_titles:
        _take_title(column, text, category, outcome, catalog or Catalog())
    for name, (amount, own) in outcome.money.items():
        outcome.money[name] = (amount, own or currency)
    _strip_brand(outcome)
    finish = getattr(MODULES.get(category), 'finish', None)
    if finish:
        finish(outcome)
    return outcome


def _read_currency(text, column, outcome):
    currency = values.parse_currency(text)
    if not currency:
        outcome.note('error', 'unknown_currency', column, text)
    return currency


def _read_key(line, target, parser, text, category, outcome):
    outcome.key = text


def _check_category(line, target, parser, text, category, outcome):
    word = text.casefold()
    if word in (category, f'{category}s') or word in CATEGORIES.get(category, ()):
        return
    other = any(word in names for names in CATEGORIES.values())
    outcome.note('error', 'other_category' if other else 'unknown_category', line.column, text)


def _note_photos(line, target, parser, text, category, outcome):
    outcome.note('info', 'photos_kept', line.column, text)


def _read_cell(line, target, parser, text, category, outcome):
    code = line.target
    if is_formula(text) and parser in ('text', 'model', 'brand', 'catalog'):
        outcome.note('warning', 'formula', line.column, text)
        text = "'" + text
    try:
        value = _parse(target, parser, text, outcome, line.column)
    except values.ValueProblem as problem:
        money = target.parser in ('price', 'percent')
        level = 'error' if problem.code in ERRORS or (money and problem.code != 'on_request') else 'warning'
        if is_formula(text):
            outcome.note('warning', 'formula', line.column, text)
        outcome.note(level, problem.code, line.column, text, problem.extra)
        return
    if value is None:
        return
    if code in outcome.values and parser == 'text' and target.field in LONG_TEXTS:
        value = f'{outcome.values[code]}\n{value}'  # two columns may feed one text
    if target.parser == 'price':
        outcome.money[code] = value if isinstance(value, tuple) else (value, None)
    else:
        outcome.values[code] = value


def _parse(target, parser, text, outcome, column):
    if target.parts:
        outcome.parts.append((column, text, target.parts(text)))
        return None
    if parser == 'choice' and target.words is not None:
        return _parse_choice(target, text, outcome, column)
    if parser == 'year':
        year, about = values.parse_year(text)
        if about:
            outcome.values['year_approx'] = True
        return year
    return _PARSERS[parser](text) if parser in _PARSERS else text


def _parse_count(text):
    number = values.parse_integer(text)
    if number < 0:
        raise values.ValueProblem('negative')
    return number


def _parse_size(text):
    size = values.parse_measure(text)
    if not 5 <= size <= 100:
        raise values.ValueProblem('implausible')
    return size


_READERS = {'key': _read_key, 'category': _check_category, 'photos': _note_photos}
_PARSERS = {
    'price': values.parse_price,
    'number': _parse_count,
    'decimal': measures.decimal,
    'percent': measures.percent,
    'measure': _parse_size,
    'length': measures.length,
    'millimetres': measures.millimetres,
    'grams': measures.grams,
    'date': lambda text: values.parse_date(text).isoformat(),
    'date_mdy': lambda text: values.parse_date(text, 'mdy').isoformat(),
    'bool': values.parse_bool,
}


def _parse_choice(target, text, outcome, column):
    """Map a word to its code; a word the list lacks is kept as text beside "other" where the piece has room for it."""
    found = lookup(target.words, text)
    if found:
        return found
    if target.text:
        outcome.values[target.text] = text
    outcome.note('warning', 'not_in_list', column, text)
    return target.other


def _merge_parts(outcome):
    """Take what cells with several facts say, as long as no column of its own said something else."""
    for column, text, parts in outcome.parts:
        for code, value in parts.items():
            if value in (None, ''):
                continue
            if not outcome.has(code):
                outcome.values[code] = value
                outcome.columns.setdefault(code, column)
            elif code in TARGETS and not _agree(outcome.values[code], value):
                outcome.note('warning', 'contradiction', column, text, outcome.columns.get(code, ''))


def _agree(one, other):
    if isinstance(one, str) and isinstance(other, str):
        return one.casefold() in other.casefold() or other.casefold() in one.casefold()
    return one == other


def _take_title(column, text, category, outcome, catalog):
    """Read a title for what the columns did not say. A column of its own always wins."""
    if is_formula(text):
        outcome.note('warning', 'formula', column, text)
        text = "'" + text
    outcome.title = outcome.title or ' '.join(text.split())
    read_title = getattr(MODULES.get(category), 'read_title', None)
    if not read_title:
        return
    reading = read_title(text, outcome, catalog)
    for target, value in reading.values.items():
        if target not in TARGETS or value in (None, '') or outcome.has(target):
            continue
        outcome.values[target] = value.isoformat() if isinstance(value, date) else value
        outcome.recognised.add(target)
        outcome.note('info', 'recognised', column, _shown(value), TARGETS[target].label)
    if 'year' in outcome.recognised and reading.values.get('year_approx'):
        outcome.values['year_approx'] = True
    if reading.values.get('serial_letter'):
        outcome.note('info', 'serial_letter', column, reading.values['serial_letter'])
    for name, options in reading.doubts:
        if name == 'scope' or not outcome.has(name):
            outcome.note('warning', 'ambiguous', column, options, TARGETS[name if name in TARGETS else 'box'].label)


def _shown(value):
    """Return a recognised value as the report says it."""
    if isinstance(value, date):
        return f'{value:%m/%Y}'
    if isinstance(value, list):
        return '; '.join(' '.join(map(str, row.values())) if isinstance(row, dict) else str(row) for row in value)
    return 'yes' if value is True else value


def _strip_brand(outcome):
    """ "Rolex Submariner Date" with the brand in a column of its own is the model "Submariner Date"."""
    model, brand = outcome.values.get('model'), outcome.values.get('brand')
    if model and brand:
        rest = re.sub(rf'^{re.escape(brand)}\b[\s:,-]*', '', model, flags=re.IGNORECASE)
        if rest:
            outcome.values['model'] = rest
        else:
            del outcome.values['model']
