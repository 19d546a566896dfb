"""The statement a consignor gets: what was sold for him, what he is owed, what is still in our care."""

import io
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from . import fonts

INK, SOFT, GOLD, PAPER = HexColor('#1c2233'), HexColor('#6d7078'), HexColor('#b08d4f'), HexColor('#f8f6f1')
MARGIN, HEAD, FOOT = 22 * mm, 44 * mm, 26 * mm


@dataclass
class StatementRow:
    """One line of a table: texts as they are to be printed, money already with its currency."""

    date: str
    title: str
    detail: str
    terms: str
    price: str
    share: str
    state: str = ''


@dataclass
class Statement:
    """Everything on the statement of one consignor. `words` holds the headings in the reader's language."""

    house: str
    house_lines: list[str]
    consignor_lines: list[str]
    date: str
    words: dict[str, str]
    totals: list[tuple[str, str]]
    sold: list[StatementRow] = field(default_factory=list)
    in_care: list[StatementRow] = field(default_factory=list)
    logo: bytes | None = None


def render_statements(statements, pagesize=A4):
    """Return the PDF (bytes) with each of `statements` starting on a page of its own."""
    fonts.register()
    stream = io.BytesIO()
    width, height = pagesize
    frame = Frame(MARGIN, FOOT, width - 2 * MARGIN, height - HEAD - FOOT, 0, 0, 0, 0)
    paper = BaseDocTemplate(stream, pagesize=pagesize, title=statements[0].words['title'], author=statements[0].house)
    paper.addPageTemplates(
        [
            PageTemplate(id=str(number), frames=[frame], onPage=_letterhead(statement, pagesize))
            for number, statement in enumerate(statements)
        ]
    )
    story = []
    for number, statement in enumerate(statements):
        if story:
            story += [NextPageTemplate(str(number)), PageBreak()]
        story += _story(statement, width - 2 * MARGIN)
    paper.build(story)
    return stream.getvalue()


def _letterhead(statement, pagesize):
    """Return the function that draws head and foot of each page of `statement`."""
    width, height = pagesize

    def draw(canvas, document):
        canvas.saveState()
        _head(canvas, statement, width, height)
        canvas.setStrokeColor(GOLD)
        canvas.setLineWidth(0.5)
        canvas.line(MARGIN, FOOT - 6 * mm, width - MARGIN, FOOT - 6 * mm)
        canvas.setFillColor(SOFT)
        canvas.setFont('Paper', 7.5)
        canvas.drawString(MARGIN, FOOT - 11 * mm, '  ·  '.join(statement.house_lines))
        canvas.drawRightString(width - MARGIN, FOOT - 11 * mm, str(document.page))
        canvas.restoreState()

    return draw


def _head(canvas, statement, width, height):
    top = height - 16 * mm
    if statement.logo:
        picture = ImageReader(io.BytesIO(statement.logo))
        wide, high = picture.getSize()
        scale = min(58 * mm / wide, 17 * mm / high)
        canvas.drawImage(picture, MARGIN, top - high * scale, wide * scale, high * scale, mask='auto')
    else:
        canvas.setFillColor(INK)
        canvas.setFont('Paper-Light', 20)
        canvas.drawString(MARGIN, top - 7 * mm, statement.house)
    canvas.setFillColor(SOFT)
    canvas.setFont('Paper', 8)
    canvas.drawRightString(width - MARGIN, top - 4 * mm, statement.words['title'].upper())
    canvas.drawRightString(width - MARGIN, top - 9 * mm, statement.date)
    canvas.setStrokeColor(GOLD)
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, height - 37 * mm, width - MARGIN, height - 37 * mm)


def _style(name, size, color=INK, leading=1.4, **more):
    return ParagraphStyle(
        name, fontName=more.pop('font', 'Paper'), fontSize=size, leading=size * leading, textColor=color, **more
    )


def _story(statement, width):
    """Return what stands between head and foot."""
    words = statement.words
    address = '<br/>'.join(escape(line) for line in statement.consignor_lines)
    story = [
        Paragraph(address, _style('address', 10)),
        Spacer(1, 12 * mm),
        Paragraph(escape(words['title']), _style('title', 21, font='Paper-Light')),
        Spacer(1, 6 * mm),
        _totals(statement.totals, width),
        Spacer(1, 9 * mm),
    ]
    for heading, rows in ((words['sold'], statement.sold), (words['in_care'], statement.in_care)):
        if rows:
            story += [
                Paragraph(escape(heading), _style('heading', 11, GOLD, font='Paper-Bold')),
                Spacer(1, 2 * mm),
                _rows(rows, words, width, heading == words['sold']),
                Spacer(1, 8 * mm),
            ]
    return [*story, Paragraph(escape(words['closing']), _style('closing', 9, SOFT, font='Paper-Italic'))]


def _totals(totals, width):
    """Return the figures that matter, side by side on a tinted band."""
    label, figure = _style('label', 7.5, SOFT), _style('figure', 13, INK, font='Paper-Light')
    cells = [[Paragraph(escape(name), label), Paragraph(escape(amount), figure)] for name, amount in totals]
    table = Table([cells], colWidths=[width / len(cells)] * len(cells))
    table.setStyle(
        TableStyle(
            [
                ('BACKGROUND', (0, 0), (-1, -1), PAPER),
                ('VALIGN', (0, 0), (-1, -1), 'TOP'),
                ('TOPPADDING', (0, 0), (-1, -1), 9),
                ('BOTTOMPADDING', (0, 0), (-1, -1), 11),
                ('LEFTPADDING', (0, 0), (-1, -1), 10),
            ]
        )
    )
    return table


def _rows(rows, words, width, with_state):
    """Return a table of pieces; the heading repeats on every page."""
    small, right = _style('small', 7.5, SOFT), _style('right', 9, alignment=TA_RIGHT)
    head = _style('head', 7, SOFT)
    head_right = _style('head_right', 7, SOFT, alignment=TA_RIGHT)
    names = ['date' if with_state else 'since', 'piece', 'terms', 'price' if with_state else 'retail', 'share']
    table_rows = [
        [Paragraph(escape(words[name]).upper(), head_right if n > 2 else head) for n, name in enumerate(names)]
    ]
    for row in rows:
        piece = [Paragraph(escape(row.title), _style('piece', 9.5)), Paragraph(escape(row.detail), small)]
        share = [Paragraph(escape(row.share), right)]
        if row.state:
            share.append(Paragraph(escape(row.state), _style('state', 7.5, GOLD, alignment=TA_RIGHT)))
        table_rows.append(
            [
                Paragraph(escape(row.date), _style('date', 9)),
                piece,
                Paragraph(escape(row.terms), _style('terms', 9)),
                Paragraph(escape(row.price), right),
                share,
            ]
        )
    table = Table(table_rows, colWidths=[width * part for part in (0.14, 0.38, 0.16, 0.16, 0.16)], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ('VALIGN', (0, 0), (-1, -1), 'TOP'),
                ('LEFTPADDING', (0, 0), (-1, -1), 0),
                ('RIGHTPADDING', (0, 0), (-1, -1), 4),
                ('TOPPADDING', (0, 1), (-1, -1), 5),
                ('BOTTOMPADDING', (0, 1), (-1, -1), 6),
                ('LINEBELOW', (0, 0), (-1, 0), 0.5, INK),
                ('LINEBELOW', (0, 1), (-1, -1), 0.25, HexColor('#dcd7cb')),
            ]
        )
    )
    return table
