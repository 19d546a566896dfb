"""Spreadsheet formulas: a cell such as =HYPERLINK(...) must stay text here and in every file we write."""

import re

# A leading sign is normal for numbers and telephones; only what a spreadsheet would calculate is a formula.
_HARMLESS = re.compile(
    r"""[+-]\s*(
    [\d.,\s'’()/-]+ (?:[€$£¥]|[^\W\d_]{0,3}) # -12.50, +1 (305) 555-0100, -3 mm
    | [€$£¥]\s*[\d.,\s]+
    | [^\W\d_][^=(|!*/@]*                # - words, as in a bullet list
    )?$""",
    re.VERBOSE,
)
_CELL = re.compile(r'[+-]\$?[A-Z]{1,3}\$?\d+\b')
_TRIGGERS = ('=', '+', '-', '@', '\t', '\r')


def is_formula(text):
    """Tell whether a spreadsheet would calculate `text` instead of showing it.

    >>> is_formula('=HYPERLINK("x")'), is_formula('@SUM(A1)'), is_formula('-12,50'), is_formula('+1 305 555 0100')
    (True, True, False, False)
    """
    if not text or text[0] not in _TRIGGERS:
        return False
    if text[0] == '=':
        return len(text) > 1
    if text[0] == '@':
        return bool(re.match(r'@\s*[A-Z]+\s*\(', text, re.IGNORECASE))
    if text[0] in '\t\r':
        return is_formula(text.strip())
    return bool(_CELL.match(text)) or not _HARMLESS.match(text)


def neutralise(text):
    """Return `text` as it may stand in a CSV file that somebody opens in a spreadsheet.

    Stricter than `is_formula`: whatever begins with a trigger gets an apostrophe, except plain numbers.
    """
    text = '' if text is None else str(text)
    if text and text[0] in _TRIGGERS and not re.fullmatch(r'[+-]?\d+([.,]\d+)?', text):
        return "'" + text
    return text
