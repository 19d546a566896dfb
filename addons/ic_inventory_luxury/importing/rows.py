"""Turn one row of a list into the values of a piece and notes about what could not be taken as it stood.

What needs the database (the id of a brand, exchange rates) is left as text in the outcome; see the ic.import models.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from . import titles, values, words
from .columns import TARGETS
from .safety import is_formula

CHOICES = {
    'condition': words.WATCH_CONDITIONS,
    'grade': words.BAG_GRADES,
    'case_material': words.MATERIALS,
    'movement': words.MOVEMENTS,
    'hardware_color': words.HARDWARE,
    'hardware_material': words.HARDWARE_MATERIALS,
    'stamp_frame': words.STAMP_FRAMES,
}
MONEY = ('price', 'cost', 'wholesale_price')
# What a title says -> the target it feeds, as long as no column of its own said something.
FROM_TITLE = {
    'reference': 'reference',
    'year': 'year',
    'card_date': 'card_date',
    'box': 'box',
    'papers': 'papers',
    'service_papers': 'service_papers',
    'condition': 'condition',
    'nickname': 'nickname',
    'case_size': 'case_size',
}
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
    key: str = ''

    def note(self, level, code, column='', value='', extra=''):
        self.notes.append(Note(level, code, column, str(value)[:120], str(extra)[:120]))


def read_row(cells, mapping, category):
    """Read one row.

    :param dict cells: column name -> cell, as `files.as_dict` returns it
    :param mapping: iterable of Mapping
    :param str category: category of the list ('watch', 'handbag')
    :return: Outcome
    """
    outcome = Outcome()
    read_titles, currency = [], None
    for line in mapping:
        text = cells.get(line.column, '')
        target = TARGETS.get(line.target)
        if not target or text.casefold() in EMPTY:
            continue
        parser = target.parser if line.parser in ('auto', False, None) else line.parser
        if parser == 'title':
            read_titles.append((line.column, text))
        elif line.target == 'currency':
            currency = _read_currency(text, line.column, outcome)
        else:
            _READERS.get(line.target, _read_cell)(line, target, parser, text, category, outcome)
    for column, text in read_titles:
        _take_title(column, text, category, outcome)
    for name, (amount, own) in outcome.money.items():
        outcome.money[name] = (amount, own or currency)
    _strip_brand(outcome)
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
    if word in (category, f'{category}s') or word in words.CATEGORIES.get(category, ()):
        return
    other = any(word in names for names in words.CATEGORIES.values())
    outcome.note('error', 'other_category' if other else 'unknown_category', line.column, text)


def _read_cell(line, target, parser, text, category, outcome):
    code = line.target
    if is_formula(text) and parser in ('text', 'model', 'brand'):
        outcome.note('warning', 'formula', line.column, text)
        text = "'" + text
    try:
        value = _parse(code, parser, text, outcome, line.column)
    except values.ValueProblem as problem:
        level = (
            'error' if problem.code == 'negative' or (code in MONEY and problem.code == 'not_a_number') else 'warning'
        )
        if is_formula(text):
            outcome.note('warning', 'formula', line.column, text)
        outcome.note(level, problem.code, line.column, text)
        return
    if value is None:
        return
    if code in outcome.values and parser == 'text' and target.field in ('ic_retail_description', 'ic_internal_notes'):
        value = f'{outcome.values[code]}\n{value}'  # two columns may feed one text
    if code in MONEY:
        outcome.money[code] = value
    else:
        outcome.values[code] = value


def _parse(code, parser, text, outcome, column):
    if parser == 'choice' and code in CHOICES:
        return _parse_choice(code, text, outcome, column)
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


_READERS = {'key': _read_key, 'category': _check_category}
_PARSERS = {
    'price': values.parse_price,
    'number': _parse_count,
    'measure': _parse_size,
    'date': lambda text: values.parse_date(text).isoformat(),
    'date_mdy': lambda text: values.parse_date(text, 'mdy').isoformat(),
    'bool': values.parse_bool,
}


def _parse_choice(code, text, outcome, column):
    """Map a word to its code; a word the list lacks is kept as text beside "other" where the piece has room for it."""
    found = words.lookup(CHOICES[code], text)
    if found:
        return found
    if code == 'case_material':
        outcome.values['case_material_text'] = text
    outcome.note('warning', 'not_in_list', column, text)
    return 'other' if code in ('case_material', 'movement', 'hardware_color', 'hardware_material') else None


def _take_title(column, text, category, outcome):
    """Read a title for what the columns did not say. A column of its own always wins."""
    if is_formula(text):
        outcome.note('warning', 'formula', column, text)
    if category != 'watch':
        return
    reading = titles.read_title(text, outcome.values.get('model', ''), outcome.values.get('brand', ''))
    for name, target in FROM_TITLE.items():
        value = reading.values.get(name)
        if value is None or outcome.values.get(target) not in (None, ''):
            continue
        outcome.values[target] = value.isoformat() if isinstance(value, date) else value
        outcome.recognised.add(target)
        shown = f'{value:%m/%Y}' if isinstance(value, date) else 'yes' if value is True else value
        outcome.note('info', 'recognised', column, shown, TARGETS[target].label)
    if 'year' in outcome.recognised and reading.values.get('year_approx'):
        outcome.values['year_approx'] = True
    if reading.values.get('serial_letter'):
        outcome.note('info', 'serial_letter', column, reading.values['serial_letter'])
    for name, options in reading.doubts:
        if name == 'scope' or outcome.values.get(FROM_TITLE[name]) in (None, ''):
            outcome.note('warning', 'ambiguous', column, options, TARGETS[FROM_TITLE.get(name, 'box')].label)


def _strip_brand(outcome):
    """ "Rolex Submariner Date" with the brand in a column of its own is the model "Submariner Date"."""
    model, brand = outcome.values.get('model'), outcome.values.get('brand')
    if model and brand:
        rest = re.sub(rf'^{re.escape(brand)}\b[\s:,-]*', '', model, flags=re.IGNORECASE)
        if rest:
            outcome.values['model'] = rest
        else:
            del outcome.values['model']
