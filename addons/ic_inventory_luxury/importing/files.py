"""Open a list as a dealer's computer really saved it: which encoding, which separator, where each row starts."""

import csv
import io
from dataclasses import dataclass, field

MAX_CELL = 100_000  # characters; a longer cell is a broken quote or a pasted document, never a fact about a piece
MAX_COLUMNS = 200
CONTROL = bytes(byte for byte in range(32) if byte not in (9, 10, 12, 13))
SAMPLE = 64 * 1024
DELIMITERS = (',', ';', '\t', '|')
csv.field_size_limit(16 * 1024 * 1024)

BOMS = ((b'\xef\xbb\xbf', 'utf-8-sig'), (b'\xff\xfe', 'utf-16-le'), (b'\xfe\xff', 'utf-16-be'))
BINARY = (
    (b'PK\x03\x04', 'xlsx'),
    (b'\xd0\xcf\x11\xe0', 'xls'),
    (b'%PDF', 'pdf'),
    (b'\x89PNG', 'image'),
    (b'\xff\xd8\xff', 'image'),
    (b'GIF8', 'image'),
    (b'\x1f\x8b', 'archive'),
    (b'Rar!', 'archive'),
)


class FileProblem(Exception):
    """The file as a whole cannot be read. `code` names the reason, `detail` is shown to the dealer beside it.

    Codes: empty, header_only, spreadsheet, binary, one_column, too_many_columns.
    """

    def __init__(self, code, detail=''):
        super().__init__(code)
        self.code = code
        self.detail = detail


@dataclass
class Layout:
    """How a file is written: everything needed to start reading rows at any recorded place."""

    encoding: str
    delimiter: str
    header: list = field(default_factory=list)
    notes: list = field(default_factory=list)  # codes: bom, nul, legacy_encoding, duplicate_header, blank_header


def detect_encoding(data):
    """Return (codec name, length of the byte order mark) for `data` (bytes).

    UTF-8 is strict, so text that decodes as UTF-8 is UTF-8; what does not was saved by an old Excel (cp1252).
    """
    for bom, codec in BOMS:
        if data.startswith(bom):
            return ('utf-8' if codec == 'utf-8-sig' else codec), len(bom)
    sample = data[:SAMPLE]
    if len(sample) >= 4:  # UTF-16 without a mark: every second byte of western text is zero
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        if odd > len(sample) * 0.35 and even < len(sample) * 0.05:
            return 'utf-16-le', 0
        if even > len(sample) * 0.35 and odd < len(sample) * 0.05:
            return 'utf-16-be', 0
    for codec in ('utf-8', 'cp1252'):
        if _decodes(data, codec):
            return codec, 0
    return 'latin-1', 0  # five bytes are undefined in cp1252


def _decodes(data, codec):
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def detect_delimiter(text):
    """Return the separator of `text` (the beginning of a file): the one that cuts the rows most evenly."""
    best, best_score = ',', 0.0
    for delimiter in DELIMITERS:
        rows = [row for row in csv.reader(io.StringIO(text, newline=''), delimiter=delimiter) if row][:40]
        rows = rows[:-1] if len(rows) > 2 else rows  # the last row of the sample may be cut off
        if not rows or len(rows[0]) < 2:
            continue
        width = len(rows[0])
        even = sum(len(row) == width for row in rows) / len(rows)
        score = even * 10 + min(width, 30) / 10
        if score > best_score:
            best, best_score = delimiter, score
    return best


def check_text(data):
    """Refuse what is not a text file.

    :raise FileProblem: with the code empty, spreadsheet or binary
    """
    if not data.strip(b'\xef\xbb\xbf\xff\xfe\x00 \t\r\n'):
        raise FileProblem('empty')
    for magic, kind in BINARY:
        if data.startswith(magic):
            raise FileProblem('spreadsheet' if kind in ('xlsx', 'xls') else 'binary', kind)
    codec, bom = detect_encoding(data)
    sample = data[bom:SAMPLE]
    if not codec.startswith('utf-16'):
        odd = len(sample) - len(sample.translate(None, CONTROL))
        if odd > max(len(sample) * 0.05, 8):
            raise FileProblem('binary')
    elif len(data[bom:]) % 2:
        raise FileProblem('binary')


def read_layout(data, encoding=None, delimiter=None):
    """Return the Layout of `data` (bytes); `encoding` and `delimiter` overrule what is detected.

    :raise FileProblem: when there are no rows to import or no columns to tell apart
    """
    check_text(data)
    detected, bom = detect_encoding(data)
    layout = Layout(encoding=encoding or detected, delimiter='')
    if bom:
        layout.notes.append('bom')
    if layout.encoding in ('cp1252', 'latin-1'):
        layout.notes.append('legacy_encoding')
    sample = data[bom : bom + SAMPLE].decode(layout.encoding, 'replace')
    if '\0' in sample:
        layout.notes.append('nul')
    layout.delimiter = delimiter or detect_delimiter(sample.replace('\0', ''))
    rows = iter_rows(data, layout)
    header = next(rows, None)
    if header is None:
        raise FileProblem('empty')
    if next(rows, None) is None:
        raise FileProblem('header_only')
    _name_columns(layout, [clean_cell(cell) for cell in header.cells])
    return layout


def _name_columns(layout, names):
    while names and not names[-1]:
        names.pop()
    if len(names) > MAX_COLUMNS:
        raise FileProblem('too_many_columns', str(len(names)))
    if len(names) < 2 and any(other in (names or [''])[0] for other in DELIMITERS):
        raise FileProblem('one_column', names[0][:80])
    seen = {}
    for position, name in enumerate(names, 1):
        if not name:
            name = f'column {position}'
            layout.notes.append('blank_header')
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            name = f'{name} ({seen[name]})'
            layout.notes.append('duplicate_header')
        layout.header.append(name)


@dataclass
class Row:
    """One row: its number as a spreadsheet shows it (header = 1), its cells and where it starts in the file."""

    number: int
    offset: int
    cells: list


def iter_rows(data, layout, offset=None, number=1):
    """Yield the Row objects of `data` from the byte `offset` on; a row may span lines when a cell is quoted.

    Blank rows are counted but not yielded. Bytes that the encoding does not know become U+FFFD.
    """
    lines = _Lines(data, layout.encoding, detect_encoding(data[:8])[1] if offset is None else offset)
    reader = csv.reader(lines, delimiter=layout.delimiter)
    while True:
        start = lines.offset
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Row(number, start, [])
            number += 1
            reader = csv.reader(lines, delimiter=layout.delimiter)
            continue
        if any(cell.strip() for cell in cells):
            yield Row(number, start, cells)
        number += 1


class _Lines:
    """Iterator of decoded lines that knows the byte offset of the next one. Reads one line at a time."""

    def __init__(self, data, encoding, offset):
        self.data, self.encoding, self.offset = data, encoding, offset
        wide = encoding.startswith('utf-16')
        self.newline = '\n'.encode(encoding)
        self.step = 2 if wide else 1
        # A file of an old Mac ends its lines with a carriage return only.
        if self.newline not in data[:SAMPLE] and '\r'.encode(encoding) in data[:SAMPLE]:
            self.newline = '\r'.encode(encoding)

    def __iter__(self):
        return self

    def __next__(self):
        if self.offset >= len(self.data):
            raise StopIteration
        end = self.data.find(self.newline, self.offset)
        while end >= 0 and (end - self.offset) % self.step:  # half a character
            end = self.data.find(self.newline, end + 1)
        stop = len(self.data) if end < 0 else end + len(self.newline)
        line = bytes(self.data[self.offset : stop]).decode(self.encoding, 'replace')
        self.offset = stop
        # A line that ends in a bare carriage return would be refused by the csv module.
        return line.replace('\0', '').replace('\r\n', '\n').replace('\r', '\n')


def clean_cell(text):
    """Return a cell without the characters that PostgreSQL or people cannot read, and without outer blanks."""
    text = text.replace('\0', '').replace('\ufeff', '').replace('\xa0', ' ').strip()
    # The apostrophe that our own lists of failed rows put before what a spreadsheet would calculate.
    return text[1:] if text.startswith(("'=", "'+", "'-", "'@")) else text


def as_dict(row, header):
    """Return (dict column name -> cell, problem): cells of `row` by name; problem in None, 'short', 'long', 'huge',
    'broken'. Cells beyond the header are dropped only when they are empty."""
    cells = [clean_cell(cell) for cell in row.cells]
    if not cells:
        return {}, 'broken'
    if any(len(cell) > MAX_CELL for cell in cells):
        return {name: cell[:200] for name, cell in zip(header, cells)}, 'huge'
    problem = None
    if len(cells) > len(header) and any(cells[len(header) :]):
        problem = 'long'
    elif len(cells) < len(header):
        problem = 'short'
    cells += [''] * (len(header) - len(cells))
    return dict(zip(header, cells)), problem
