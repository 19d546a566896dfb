"""What stands where on a label, for paper (PDF) and for the screen (SVG). One layout, two drawings of it."""

import io
from dataclasses import dataclass, field
from html import escape

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from .codes import QUIET_BARS, QUIET_QR, fit_bars, fit_qr

POINT = 25.4 / 72  # mm
SMALLEST = 3.8  # points
PLAIN, BOLD = 'Helvetica', 'Helvetica-Bold'
PAD = 1.2


@dataclass(frozen=True)
class LabelContent:
    """What a label says. There is no field for cost, so none can be printed."""

    sku: str
    url: str = ''
    store: str = ''
    brand: str = ''
    model: str = ''
    reference: str = ''
    price: str = ''


@dataclass
class Layout:
    """A label as rectangles (x, y, width, height) and texts (x, baseline, points, font, text), mm from upper left."""

    width: float
    height: float
    rects: list = field(default_factory=list)
    texts: list = field(default_factory=list)
    codes: set = field(default_factory=set)  # of 'bars', 'qr'
    notes: set = field(default_factory=set)  # of 'no_bars', 'no_qr', 'sku_qr', 'no_code'


def printable(text):
    """Return `text` with what the standard PDF fonts lack replaced, so that nothing is silently dropped."""
    return str(text or '').replace('\n', ' ').encode('cp1252', 'replace').decode('cp1252').strip()


def lay_out(content, fmt, codes='both'):
    """Return the Layout of one label.

    Both codes are printed where both can be read; else the QR code alone, and the layout's notes say so.

    :param str codes: 'both', 'bars' or 'qr'
    """
    layout = Layout(*fmt.label)
    if fmt.tag:
        return _lay_out_tag(layout, content, fmt)
    width, height = fmt.label
    strip = _bars_strip(layout, content, width, height) if codes != 'qr' else 0.0
    left = PAD
    if codes != 'bars' or not strip:
        side = height - strip - (0.4 if not strip and height < 15 else 2 * 0.6)
        left = _qr(layout, content, 0.4, 0.2 if not strip and height < 15 else 0.6, min(side, width * 0.45)) or PAD
    _lines(layout, content, left, PAD * 0.7, width - PAD - left, height - strip - PAD * 1.2)
    if not layout.codes:
        layout.notes.add('no_code')
    return layout


def _lay_out_tag(layout, content, fmt):
    """A rat-tail tag: the code on one flag, the words on the other; the tail stays white."""
    flag, height = fmt.printed_width / 2, fmt.label[1]
    left = _qr(layout, content, 0.4, 0.3, height - 0.6) or PAD
    _column(
        layout, [(content.sku, BOLD, 5.5), (content.price, BOLD, 6.5)], left, PAD, flag - left - 0.5, height - 2 * PAD
    )
    words = [
        (content.store, PLAIN, 4.5),
        (content.brand, BOLD, 6.5),
        (content.model, PLAIN, 6),
        (content.reference, PLAIN, 5.5),
    ]
    _column(layout, words, flag + PAD, PAD, flag - 2 * PAD, height - 2 * PAD)
    layout.notes.add('no_bars')
    if not layout.codes:
        layout.notes.add('no_code')
    return layout


def _bars_strip(layout, content, width, height):
    """Put the Code 128 at the foot; gives the height it takes, 0 when it does not fit."""
    bars_height = min(9.0, height * 0.27)
    fitting = fit_bars(content.sku, width - 1.0) if bars_height >= 5.0 else None
    if not fitting:
        layout.notes.add('no_bars')
        return 0.0
    bars, module = fitting
    total = sum(modules for _dark, modules in bars) * module
    x, y = (width - total) / 2, height - bars_height - 1.2
    assert x >= QUIET_BARS * module - 1e-6  # noqa: S101 - fit_bars has left room for the quiet zone
    for dark, modules in bars:
        if dark:
            layout.rects.append((x, y, modules * module, bars_height))
        x += modules * module
    layout.codes.add('bars')
    return bars_height + 1.6


def _qr(layout, content, x, y, side):
    """Put the QR code; gives the x right of its quiet zone, or None when none fits."""
    fitting = fit_qr([text for text in (content.url, content.sku) if text], side)
    if not fitting:
        layout.notes.add('no_qr')
        return None
    matrix, module, text = fitting
    size = (len(matrix) + 2 * QUIET_QR) * module
    top = y + max(0.0, (side - size) / 2)
    for row, cells in enumerate(matrix):
        column = 0
        while column < len(cells):
            run = 0
            while column + run < len(cells) and cells[column + run]:
                run += 1
            if run:
                layout.rects.append(
                    (x + (QUIET_QR + column) * module, top + (QUIET_QR + row) * module, run * module, module)
                )
            column += run or 1
    layout.codes.add('qr')
    if content.url and text != content.url:
        layout.notes.add('sku_qr')
    return x + size


def _lines(layout, content, x, y, width, height):
    lines = [
        (content.store, PLAIN, 5.5),
        (content.brand, BOLD, 8),
        (content.model, PLAIN, 7),
        (content.reference, PLAIN, 6.5),
        (content.sku, BOLD, 6.5),
        (content.price, BOLD, 9),
    ]
    _column(layout, lines, x, y, width, height)


def _column(layout, lines, x, y, width, height):
    """Put lines below each other, smaller where they do not fit; the least needed go first where nothing helps."""
    lines = [(printable(text), font, size) for text, font, size in lines if text]
    needed = sum(size * 1.18 for _text, _font, size in lines) * POINT
    while len(lines) > 1 and needed * SMALLEST / min(size for _t, _f, size in lines) > height:
        lines.pop(0)  # the name of the store first, never the SKU
        needed = sum(size * 1.18 for _text, _font, size in lines) * POINT
    scale = min(1.0, height / needed) if needed else 1.0
    for text, font, size in lines:
        size = max(SMALLEST, size * scale)
        y += size * POINT
        text, size = _fit(text, font, size, width)
        layout.texts.append((x, y, size, font, text))
        y += size * 0.18 * POINT


def _fit(text, font, size, width):
    """Return text and size that fit into `width` mm: smaller first, then cut with an ellipsis."""
    while size > SMALLEST and stringWidth(text, font, size) * POINT > width:
        size -= 0.2
    while len(text) > 1 and stringWidth(text, font, size) * POINT > width:
        text = text[:-2].rstrip() + '…'
    return text, size


def sheet_pdf(contents, fmt, start=1, codes='both', shift=(0.0, 0.0)):
    """Return a PDF of labels.

    :param contents: list of LabelContent, one per label
    :param int start: position on the first sheet, 1 = upper left; ignored on rolls
    :param shift: mm right and down, for printers that pull the sheet askew
    """
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(fmt.page[0] * mm, fmt.page[1] * mm), pageCompression=1)
    canvas.setTitle("Labels")
    canvas.setAuthor(printable(contents[0].store) if contents else "")
    index = start - 1 if fmt.is_sheet else 0
    for number, content in enumerate(contents):
        if number and index % fmt.per_page == 0:
            canvas.showPage()
        x, y = fmt.place(index % fmt.per_page)
        _draw(canvas, lay_out(content, fmt, codes), x + shift[0], y + shift[1], fmt.page[1])
        index += 1
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw(canvas, layout, x, y, page_height):
    canvas.setFillGray(0)
    for rx, ry, width, height in layout.rects:
        canvas.rect((x + rx) * mm, (page_height - y - ry - height) * mm, width * mm, height * mm, stroke=0, fill=1)
    for tx, ty, size, font, text in layout.texts:
        canvas.setFont(font, size)
        canvas.drawString((x + tx) * mm, (page_height - y - ty) * mm, text)


def label_svg(layout):
    """Return the label as SVG markup for the screen."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {layout.width:.2f} {layout.height:.2f}">'
        f'<rect width="{layout.width:.2f}" height="{layout.height:.2f}" fill="#fff"/>'
    ]
    parts += [
        f'<rect x="{x:.3f}" y="{y:.3f}" width="{width:.3f}" height="{height:.3f}"/>'
        for x, y, width, height in layout.rects
    ]
    for x, y, size, font, text in layout.texts:
        weight = 'bold' if font == BOLD else 'normal'
        parts.append(
            f'<text x="{x:.2f}" y="{y:.2f}" font-size="{size * POINT:.3f}" font-weight="{weight}"'
            f' font-family="Helvetica, Arial, sans-serif">{escape(text)}</text>'
        )
    return ''.join([*parts, '</svg>'])


def sheet_svg(fmt, start, count):
    """Return a small map of the first sheet: used labels grey, ours gold."""
    width, height = fmt.page
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 {width + 2} {height + 2}">'
        f'<rect width="{width}" height="{height}" fill="#fff" stroke="#b9b3a8" stroke-width="1"/>'
    ]
    for index in range(fmt.per_page):
        x, y = fmt.place(index)
        ours = start - 1 <= index < start - 1 + count
        fill = '#c5a467' if ours else '#dcd7cd' if index < start - 1 else '#f6f4f0'
        parts.append(
            f'<rect x="{x:.2f}" y="{y:.2f}" width="{fmt.label[0]}" height="{fmt.label[1]}" rx="1.5" fill="{fill}"'
            ' stroke="#cfc8ba" stroke-width="0.5"/>'
        )
    return ''.join([*parts, '</svg>'])
