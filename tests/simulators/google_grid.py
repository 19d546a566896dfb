"""The cells of a spreadsheet's tabs, and A1 notation."""

import re
from dataclasses import dataclass

COLUMNS = 26


class BadRange(Exception):
    """A range that the spreadsheet does not have."""


@dataclass
class Formula:
    """What a person typed, and what it comes to."""

    text: str
    value: object


class Grid:
    """One tab. Cells are text, numbers, Formula, or '' for nothing; row and column count from 0."""

    def __init__(self, rows=()):
        self.rows = [list(row) for row in rows]

    def get(self, row, column):
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else ''

    def put(self, row, column, value):
        if column >= COLUMNS:
            raise BadRange(f'exceeds grid limits. Max columns: {COLUMNS}')
        while len(self.rows) <= row:
            self.rows.append([])
        cells = self.rows[row]
        cells += [''] * (column + 1 - len(cells))
        cells[column] = value

    def read(self, area, option):
        """Return the cells of (first row, first column, last row, last column), without what is empty at the ends."""
        top, left, bottom, right = area
        bottom = len(self.rows) - 1 if bottom is None else bottom
        found = []
        for row in range(top, bottom + 1):
            cells = [_shown(self.get(row, column), option) for column in range(left, min(right, COLUMNS - 1) + 1)]
            while cells and cells[-1] == '':
                cells.pop()
            found.append(cells)
        while found and not found[-1]:
            found.pop()
        return found

    def write(self, area, values, option):
        """Write rows of cells; nothing is kept when they do not fit."""
        top, left, bottom, right = area
        if len(values) > bottom - top + 1 or any(len(row) > right - left + 1 for row in values):
            raise BadRange('tried writing outside of the requested range')
        for number, row in enumerate(values):
            for place, value in enumerate(row):
                if value is not None:
                    self.put(top + number, left + place, _taken(value, option))

    def append(self, values, option):
        """Add rows below the table that begins in A1. Returns the number of the first."""
        end = next((row for row in range(len(self.rows)) if not any(x != '' for x in self.rows[row])), len(self.rows))
        for number, row in enumerate(values):
            self.rows.insert(end + number, [_taken(value, option) for value in row])
        return end


def parse(text, tabs):
    """Return (tab, area) of a range in A1 notation.

    :raises BadRange:
    """
    found = re.fullmatch(r"(?:'((?:[^']|'')+)'|([^'!]+))(?:!([A-Z]+)([0-9]+)(?::([A-Z]+)([0-9]+))?)?", text)
    name = found and (found[1] or found[2]).replace("''", "'")
    if not found or name not in tabs:
        raise BadRange(f'Unable to parse range: {text}')
    if not found[3]:
        return name, (0, 0, None, COLUMNS - 1)
    top, left = int(found[4]) - 1, column(found[3])
    bottom, right = (int(found[6]) - 1, column(found[5])) if found[5] else (top, left)
    if max(left, right) >= COLUMNS:
        raise BadRange(f'Range ({text}) exceeds grid limits. Max rows: 1000, max columns: {COLUMNS}')
    return name, (top, left, bottom, right)


def column(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _shown(value, option):
    if isinstance(value, Formula):
        return value.text if option == 'FORMULA' else value.value
    return str(value) if option == 'FORMATTED_VALUE' and value != '' else value


def _taken(value, option):
    """Return what a cell keeps: RAW keeps it, USER_ENTERED reads it as if somebody had typed it."""
    if option == 'USER_ENTERED' and isinstance(value, str):
        if value.startswith('='):
            return Formula(value, 0)
        if re.fullmatch(r'-?[0-9]+([.][0-9]+)?([eE][0-9]+)?', value):
            return float(value)
    return value
