"""Code 128 and QR as plain modules, sized so that a scanner reads them."""

import qrcode
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M
from reportlab.graphics.barcode.code128 import Code128

from .formats import DOT

# Narrowest bar, in dots at 300 dpi: 0.17 mm, which hand scanners read up close. Below that codes stop scanning.
MIN_BAR_DOTS = 2
# QR modules are read by phones: 0.25 mm.
MIN_QR_DOTS = 3
QUIET_BARS = 10
QUIET_QR = 4


def bar_modules(text):
    """Return the bars of a Code 128 symbol: list of (is dark, width in modules), without quiet zones.

    :raise ValueError: when `text` holds what Code 128 cannot say (it knows ASCII)
    """
    if not text or any(not 32 <= ord(char) < 127 for char in text):
        raise ValueError(text)
    code = Code128(text, barWidth=1, quiet=False)
    code.validate()
    code.encode()
    code.decompose()
    # reportlab's patterns: capital letters are bars, small ones spaces; A = 1 module, B = 2 ...
    return [(letter.isupper(), ord(letter.upper()) - ord('A') + 1) for letter in code.decomposed]


def fit_bars(text, width, preferred_dots=4):
    """Return (bars, width of one module in mm) of the widest Code 128 that fits into `width` mm, or None."""
    try:
        bars = bar_modules(text)
    except ValueError:
        return None
    total = sum(modules for _dark, modules in bars) + 2 * QUIET_BARS
    dots = min(int(width / DOT / total), preferred_dots)
    return (bars, dots * DOT) if dots >= MIN_BAR_DOTS else None


def qr_matrix(text, robust=True):
    """Return the QR code of `text` as rows of booleans, without quiet zone."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M if robust else ERROR_CORRECT_L, border=0, box_size=1)
    # In capitals all of it fits QR's alphanumeric mode, which takes a third less room.
    code.add_data(text, optimize=0)
    code.make(fit=True)
    return code.get_matrix()


def fit_qr(texts, side, preferred_dots=8):
    """Return (matrix, module width in mm, text) of the first of `texts` that fits into a square of `side` mm.

    :param texts: contents in order of preference; each is tried with more, then with less redundancy
    """
    for text in texts:
        for robust in (True, False):
            matrix = qr_matrix(text, robust)
            dots = min(int(side / DOT / (len(matrix) + 2 * QUIET_QR)), preferred_dots)
            if dots >= MIN_QR_DOTS:
                return matrix, dots * DOT, text
    return None
