"""Parts of `google_sheets.py`: a tab as a table with headings. No calls."""

import hashlib
import re
from decimal import Decimal, InvalidOperation

from ..errors import Rejected

# The headings of a new tab, in their order. People may move them, leave some out (not SKU and Quantity) and add more.
HEADINGS = ('SKU', 'Title', 'Brand', 'Category', 'Price', 'Currency', 'Quantity', 'Status', 'Photo', 'Sync')
NEEDED = ('SKU', 'Quantity')
STATUSES = {'live': 'Available', 'sold': 'Sold', 'draft': 'Draft'}
WITHDRAWN = 'Withdrawn'
MARKS = 4


class Table:
    """The cells of a tab: headings in row 1, one thing per row.

    :param values: list of rows as the API gives them; what is empty at an end is not there
    """

    def __init__(self, values):
        self.is_empty = not any(any(text(cell) for cell in row) for row in values)
        self._rows = values
        self._columns = {}
        for number, cell in enumerate(values[0] if values else ()):
            name = text(cell).lower()
            if name and name in self._columns:
                raise Rejected(
                    f"two columns are headed {text(cell)}: {letter(self._columns[name])} and {letter(number)}"
                )
            self._columns.setdefault(name, number)
        missing = [name for name in NEEDED if name.lower() not in self._columns]
        if missing and not self.is_empty:
            raise Rejected(f"row 1 has no heading {' and no heading '.join(missing)}")
        self.numbers = {}  # {SKU: row numbers}
        for number in range(2, len(values) + 1) if not missing else ():
            sku = text(self.cell(number, 'SKU'))
            if sku:
                self.numbers.setdefault(sku, []).append(number)

    @property
    def width(self):
        """Return the number of columns in use."""
        return max(map(len, self._rows), default=0)

    def has(self, name):
        return name.lower() in self._columns

    def add(self, name):
        """Note that the first free column is now headed `name`."""
        self._columns[name.lower()] = self.width

    def cell(self, number, name):
        """Return what stands in a row below a heading; '' for nothing."""
        column = self._columns.get(name.lower())
        row = self._rows[number - 1] if number <= len(self._rows) else ()
        return row[column] if column is not None and column < len(row) else ''

    def place(self, number, name):
        """Return the name of a cell, such as E7."""
        return f'{letter(self._columns[name.lower()])}{number}'

    def row_of(self, sku):
        """Return the number of the one row of a SKU, or None.

        :raises Rejected: when there are several
        """
        found = self.numbers.get(sku, ())
        if len(found) > 1:
            raise Rejected(f"rows {' and '.join(map(str, found))} carry the same SKU {sku}: leave it in one of them")
        return found[0] if found else None

    def quantity(self, number):
        """Return the quantity in a row, or None when nothing stands there.

        :raises Rejected: when it is no number, naming the cell
        """
        value = self.cell(number, 'Quantity')
        if not text(value):
            return None
        try:
            found = Decimal(text(value))
        except InvalidOperation:
            found = None
        if found is None or not found.is_finite() or found != found.to_integral_value():
            raise Rejected(
                f"cell {self.place(number, 'Quantity')} holds {text(value)[:40]!r}, which is no whole number"
            )
        return int(found)

    def line(self, facts):
        """Return `facts` ({heading: value}) as a row in the order of the tab's columns."""
        wanted = {name.lower(): value for name, value in facts.items()}
        last = max((self._columns[name] for name in wanted if name in self._columns), default=-1)
        by_column = {column: wanted.get(name, '') for name, column in self._columns.items()}
        return [by_column.get(column, '') for column in range(last + 1)]


def text(value):
    """Return a cell as text: 1E5 and 03-04 are SKUs, and a SKU of digits may have become a number."""
    if isinstance(value, bool) or value is None:
        return str(value).upper() if value is not None else ''
    if isinstance(value, Decimal) and value == value.to_integral_value():
        value = int(value)
    return str(value).strip()


def is_formula(value):
    return isinstance(value, str) and value.startswith('=')


def letter(column):
    """Return the letters of a column; 0 is A."""
    letters = ''
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def quoted(tab, place=''):
    """Return a range in A1 notation; a tab alone is all its cells."""
    return "'" + tab.replace("'", "''") + "'" + (f'!{place}' if place else '')


def number(amount):
    """Return a Decimal as JSON can carry it: whole where it is."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def mark(*parts):
    """Return what tells that a row was written by us, and for which change."""
    return hashlib.sha256('\x1f'.join(map(str, parts)).encode()).hexdigest()[:12]


def joined(new, cell):
    """Return a cell of marks with a new one in front; the last few stay."""
    return ' '.join([new, *text(cell).split()][:MARKS])


def spreadsheet_id(value):
    """Return the id of a spreadsheet, out of its address where that is what was given."""
    found = re.search(r'/spreadsheets/(?:u/\d+/)?d/([\w-]+)', value)
    return found[1] if found else value.strip()


def facts_of(listing):
    """Return {heading: value} of a listing, but for the quantity."""
    return {
        'SKU': listing.sku,
        'Title': listing.title,
        'Brand': listing.brand,
        'Category': listing.category,
        'Price': number(listing.price.rounded().amount),
        'Currency': listing.price.currency,
        'Status': STATUSES[listing.status],
        'Photo': listing.photos[0] if listing.photos else '',
    }
