"""A lookbook on paper: a cover, a page for each piece, and everything at a glance."""

import io
from dataclasses import dataclass, field

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from . import fonts, photos
from .text import Style, draw, fit, lines_of, width_of

INK, SOFT, ACCENT, PAPER = HexColor('#1d1b18'), HexColor('#6b665f'), HexColor('#7c6a4a'), HexColor('#f6f3ee')
RULE = HexColor('#d9d5cc')
MARGIN = 20 * mm

CAPS = Style('Text-Strong', 7.5, 11, INK, 1.5)
EYEBROW = Style('Text-Strong', 7.5, 11, ACCENT, 1.4)
TITLE = Style('Display', 42, 42, INK)
INTRO = Style('Display', 14, 19, INK)
SIGN = Style('Display-Italic', 17, 20, INK)
NUMERAL = Style('Display-Italic', 15, 18, ACCENT)
NAME = Style('Display', 25, 26, INK)
SMALL = Style('Text', 8.5, 12, SOFT)
NOTE = Style('Display-Italic', 14.5, 19, INK)
PRICE = Style('Display', 17, 20, INK)
STRUCK = Style('Display', 13.5, 20, SOFT)
BODY = Style('Text', 9, 13.2, INK)
LABEL = Style('Text', 7.5, 10, SOFT)
VALUE = Style('Text-Strong', 9, 12, INK)


@dataclass
class Page:
    """One piece, in words as they are to be printed. `photos` are functions that return the bytes of each photo."""

    numeral: str
    maker: str
    title: str
    sub: str = ''
    note: str = ''
    price: str = ''
    struck: str = ''
    standing: str = ''
    highlights: list[tuple[str, str]] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    text: str = ''
    notice: str = ''
    photos: list = field(default_factory=list)


@dataclass
class Lookbook:
    """Everything on the paper. `words` holds the few fixed ones in the reader's language."""

    house: str
    house_lines: list[str]
    title: str
    dealer: str
    words: dict[str, str]
    eyebrow: str = ''
    intro: str = ''
    meta: str = ''
    cover: object = None
    pages: list[Page] = field(default_factory=list)


def render_lookbook(lookbook, pagesize=A4):
    """Return the PDF (bytes)."""
    fonts.register()
    stream = io.BytesIO()
    before, rl_config.useA85 = rl_config.useA85, 0  # photos as they are: a quarter smaller than written as text
    try:
        _draw(lookbook, pagesize, stream)
    finally:
        rl_config.useA85 = before
    return stream.getvalue()


def _draw(lookbook, pagesize, stream):
    canvas = Canvas(stream, pagesize=pagesize, pageCompression=1, invariant=1)
    canvas.setTitle(lookbook.title)
    canvas.setAuthor(lookbook.house)
    _cover(canvas, lookbook, *pagesize)
    for number, page in enumerate(lookbook.pages, 1):
        canvas.bookmarkPage(f'piece{number}')
        canvas.addOutlineEntry(page.title, f'piece{number}')
        _piece(canvas, lookbook, page, *pagesize)
    _glance(canvas, lookbook, *pagesize)
    canvas.save()


def _ground(canvas, width, height):
    canvas.setFillColor(PAPER)
    canvas.rect(0, 0, width, height, stroke=0, fill=1)


def _cover(canvas, lookbook, width, height):
    _ground(canvas, width, height)
    column = width - 2 * MARGIN
    high = height * 0.52
    data = lookbook.cover and lookbook.cover()
    shown = photos.draw(canvas, data, 0, height - high, width, high) if data else False
    y = height - high - 20 * mm if shown else height * 0.62
    y = draw(canvas, fit(lookbook.eyebrow.upper(), EYEBROW, column, 2), EYEBROW, MARGIN, y, column)
    lines = fit(lookbook.title, TITLE, column, 3)
    y = draw(canvas, lines, TITLE, MARGIN, y - 38, column)
    room = int((y - 48 * mm) / INTRO.leading)
    if lookbook.intro and room > 0:
        y = draw(canvas, fit(lookbook.intro, INTRO, column * 0.8, room), INTRO, MARGIN, y - 1, column * 0.8)
    draw(canvas, [lookbook.dealer], SIGN, MARGIN, y - 12, column)
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.6)
    canvas.line(MARGIN, 22 * mm, width - MARGIN, 22 * mm)
    draw(canvas, [lookbook.house.upper()], CAPS, MARGIN, 15 * mm, column)
    right = Style('Text', 8, 11, SOFT, align='right')
    draw(canvas, [lookbook.meta], right, MARGIN, 15 * mm, column)
    canvas.showPage()


def _piece(canvas, lookbook, page, width, height):
    """Draw the page of one piece: a large photo, two small ones where there are any, words below."""
    high = height * 0.5
    _photos(canvas, lookbook, page, width, height, high)
    top = height - high - 15 * mm
    left = (width - 2 * MARGIN) * 0.52
    right_x, right = MARGIN + left + 10 * mm, width - 2 * MARGIN - left - 10 * mm
    bottom = 26 * mm
    y = _headline(canvas, page, top, left)
    y = _price(canvas, lookbook, page, y, left)
    _prose(canvas, page, y, left, bottom)
    _facts(canvas, page, right_x, top + 4, right, bottom)
    _foot(canvas, lookbook, page, width)
    canvas.showPage()


def _photos(canvas, lookbook, page, width, height, high):
    """Fill the upper part of the page: one photo, or a large one with two beside it."""
    data = [photo() for photo in page.photos[:3]]
    base = height - high
    canvas.setFillColor(PAPER)
    canvas.rect(0, base, width, high, stroke=0, fill=1)
    if not data:
        words = page.notice or lookbook.words['no_photo']
        style = Style('Display-Italic', 13, 18, SOFT, align='center')
        lines = fit(words, style, width - 4 * MARGIN, 12)
        draw(canvas, lines, style, 2 * MARGIN, base + high / 2 + len(lines) * 9, width - 4 * MARGIN)
        return
    gap = 1.2 * mm
    if len(data) < 3:
        parts = [(0, base, width, high)] if len(data) == 1 else _halves(width, base, high, gap)
    else:
        side = (high - gap) / 2
        parts = [
            (0, base, width - side - gap, high),
            (width - side, base + side + gap, side, side),
            (width - side, base, side, side),
        ]
    for one, frame in zip(data, parts, strict=True):
        photos.draw(canvas, one, *frame)


def _halves(width, base, high, gap):
    first = width * 0.6
    return [(0, base, first, high), (first + gap, base, width - first - gap, high)]


def _headline(canvas, page, y, width):
    y = draw(canvas, [page.numeral], NUMERAL, MARGIN, y, width)
    canvas.setStrokeColor(ACCENT)
    canvas.setLineWidth(0.6)
    canvas.line(MARGIN, y + 7, MARGIN + 9 * mm, y + 7)
    y -= 13
    if page.maker:
        y = draw(canvas, fit(page.maker.upper(), EYEBROW, width, 1), EYEBROW, MARGIN, y, width)
    y = draw(canvas, fit(page.title, NAME, width, 3), NAME, MARGIN, y - 17, width)
    if page.sub:
        y = draw(canvas, fit(page.sub, SMALL, width, 2), SMALL, MARGIN, y + 6, width) - 4
    return y - 10


def _price(canvas, lookbook, page, y, width):
    x = MARGIN
    if page.struck:
        draw(canvas, [page.struck], STRUCK, x, y, width)
        wide = width_of(page.struck, STRUCK)
        canvas.setStrokeColor(SOFT)
        canvas.setLineWidth(0.7)
        canvas.line(x, y + 4, x + wide, y + 4)
        x += wide + 8
    if page.price:
        draw(canvas, [page.price], PRICE, x, y, width)
        y -= PRICE.leading
    if page.standing:
        canvas.setFillColor(ACCENT)
        canvas.circle(MARGIN + 2, y + 5.5, 2, stroke=0, fill=1)
        y = draw(canvas, [page.standing], SMALL, MARGIN + 9, y + 3, width) - 3
    return y


def _prose(canvas, page, y, width, bottom):
    """Draw the dealer's note and the description as far as they fit."""
    y -= 12
    if page.note:
        room = int((y - bottom) / NOTE.leading)
        if room > 0:
            y = draw(canvas, fit(page.note, NOTE, width, min(room, 7)), NOTE, MARGIN, y, width) - 7
    room = int((y - bottom) / BODY.leading) + 1
    if page.text and room > 1:
        draw(canvas, fit(page.text, BODY, width, room), BODY, MARGIN, y, width)


def _facts(canvas, page, x, y, width, bottom):
    """Draw the facts beside the words, the important ones first, as many as fit."""
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    for label, value in [*page.highlights, *page.facts]:
        lines = fit(value, VALUE, width, 2)
        need = LABEL.leading + len(lines) * VALUE.leading + 5
        if y - need < bottom:
            return
        y = draw(canvas, fit(label, LABEL, width, 1), LABEL, x, y - LABEL.leading, width)
        y = draw(canvas, lines, VALUE, x, y - 2, width) + 6
        canvas.line(x, y, x + width, y)
        y -= 3


def _foot(canvas, lookbook, page, width):
    column = width - 2 * MARGIN
    draw(canvas, [lookbook.house.upper()], Style('Text-Strong', 6.5, 9, SOFT, 1.2), MARGIN, 14 * mm, column)
    draw(canvas, [page.numeral], Style('Display-Italic', 11, 12, ACCENT, align='right'), MARGIN, 14 * mm, column)


def _glance(canvas, lookbook, width, height):
    """Draw the last page: all pieces small, and how to reach the house."""
    _ground(canvas, width, height)
    across = 2 if len(lookbook.pages) <= 4 else 3 if len(lookbook.pages) <= 9 else 4
    gap = 8 * mm
    side = (width - 2 * MARGIN - (across - 1) * gap) / across
    side = min(side, 62 * mm)
    start = (width - across * side - (across - 1) * gap) / 2
    top = height - 24 * mm
    for place, page in enumerate(lookbook.pages):
        row, column = divmod(place, across)
        short = across - min(across, len(lookbook.pages) - row * across)  # how many the last row lacks
        x = start + (column + short / 2) * (side + gap)
        _small(canvas, page, x, top - row * (side + 21 * mm), side)
    center = Style('Display-Italic', 17, 21, INK, align='center')
    column = width - 2 * MARGIN
    y = draw(canvas, fit(lookbook.words['closing'], center, column, 2), center, MARGIN, 47 * mm, column)
    y = draw(canvas, [lookbook.dealer], Style('Text-Strong', 9.5, 14, INK, align='center'), MARGIN, y - 2, column)
    small = Style('Text', 8.5, 12.5, SOFT, align='center')
    lines = lines_of('  ·  '.join(lookbook.house_lines), small, column)
    draw(canvas, lines, small, MARGIN, y, column)
    canvas.showPage()


def _small(canvas, page, x, y, side):
    if page.photos and not page.notice:
        photos.draw(canvas, page.photos[0](), x, y - side, side, side)
    else:
        canvas.setFillColor(HexColor('#ffffff'))
        canvas.rect(x, y - side, side, side, stroke=0, fill=1)
    small = Style('Text-Strong', 6, 8.5, ACCENT, 0.9)
    name = Style('Display', 11.5, 13, INK)
    line = y - side - 10
    line = draw(canvas, fit(page.maker.upper(), small, side, 1), small, x, line, side) - 3
    line = draw(canvas, fit(page.title, name, side, 1), name, x, line, side)
    state = Style('Text', 8, 10, SOFT)
    words = '  ·  '.join(part for part in (page.price, page.standing) if part)
    draw(canvas, fit(words, state, side, 1), state, x, line + 1, side)
