"""A report on paper: a quiet head, some figures, tables. For snapshots and stock-takes."""

import io
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from .labels import printable

INK, GOLD, DIM, LINE = (HexColor(code) for code in ('#1c2233', '#a3834a', '#7d7a73', '#ded9cf'))
TEXT = ParagraphStyle('text', fontName='Helvetica', fontSize=8, leading=10.5, textColor=INK)
RIGHT = ParagraphStyle('right', parent=TEXT, alignment=TA_RIGHT)
SMALL = ParagraphStyle('small', parent=TEXT, fontSize=7.5, textColor=DIM)
TITLE = ParagraphStyle('title', parent=TEXT, fontName='Times-Roman', fontSize=22, leading=27)
HEADING = ParagraphStyle(
    'heading', parent=TEXT, fontName='Times-Roman', fontSize=13, leading=17, spaceBefore=14, spaceAfter=4
)
FIGURE = ParagraphStyle('figure', parent=TEXT, fontName='Times-Roman', fontSize=18, leading=21)


@dataclass
class Section:
    """One table. `columns`: list of (heading, share of the width, is a number); `rows`: lists of text."""

    heading: str
    columns: list
    rows: list
    empty: str = ''


@dataclass
class Report:
    """What a report says; all of it is text already."""

    house: str
    kind: str
    title: str
    lines: list
    figures: list  # of (figure, word)
    sections: list = field(default_factory=list)
    foot: str = ''
    letter: bool = False


def _text(value, style=TEXT):
    return Paragraph(escape(printable(value)), style)


def report_pdf(report):
    """Return `report` as PDF bytes."""
    out = io.BytesIO()
    page = LETTER if report.letter else A4
    document = SimpleDocTemplate(
        out,
        pagesize=page,
        leftMargin=18 * mm,
        rightMargin=18 * mm,
        topMargin=24 * mm,
        bottomMargin=20 * mm,
        title=printable(f'{report.kind} {report.title}'),
        author=printable(report.house),
    )
    width = page[0] - 36 * mm
    story = [_text(report.kind, SMALL), _text(report.title, TITLE)]
    story += [_text(line, SMALL) for line in report.lines if line]
    story += [Spacer(1, 5 * mm), _figures(report.figures, width)]
    for section in report.sections:
        story += _section(section, width)

    def decorate(canvas, doc):
        canvas.saveState()
        canvas.setFillColor(GOLD)
        canvas.setFont('Times-Roman', 11)
        canvas.drawString(18 * mm, page[1] - 14 * mm, printable(report.house))
        canvas.setStrokeColor(GOLD)
        canvas.setLineWidth(0.5)
        canvas.line(18 * mm, page[1] - 17 * mm, page[0] - 18 * mm, page[1] - 17 * mm)
        canvas.setFillColor(DIM)
        canvas.setFont('Helvetica', 7)
        canvas.drawString(18 * mm, 12 * mm, printable(report.foot))
        canvas.drawRightString(page[0] - 18 * mm, 12 * mm, str(doc.page))
        canvas.restoreState()

    document.build(story, onFirstPage=decorate, onLaterPages=decorate)
    return out.getvalue()


def _figures(figures, width):
    cells = [[_text(figure, FIGURE), _text(word, SMALL)] for figure, word in figures]
    table = Table([cells], colWidths=[width / max(len(cells), 1)] * len(cells))
    table.setStyle(TableStyle([('LEFTPADDING', (0, 0), (-1, -1), 0), ('VALIGN', (0, 0), (-1, -1), 'TOP')]))
    return table


def _section(section, width):
    story = [_text(section.heading, HEADING)]
    if not section.rows:
        return [*story, _text(section.empty, SMALL)]
    styles = [RIGHT if number else TEXT for _heading, _share, number in section.columns]
    head = [_text(heading, SMALL) for heading, _share, _number in section.columns]
    rows = [[_text(value, style) for value, style in zip(row, styles)] for row in section.rows]
    total = sum(share for _heading, share, _number in section.columns)
    table = Table([head, *rows], colWidths=[width * share / total for _h, share, _n in section.columns], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ('LINEBELOW', (0, 0), (-1, 0), 0.6, GOLD),
                ('LINEBELOW', (0, 1), (-1, -1), 0.3, LINE),
                ('VALIGN', (0, 0), (-1, -1), 'TOP'),
                ('LEFTPADDING', (0, 0), (-1, -1), 0),
                ('TOPPADDING', (0, 0), (-1, -1), 2.5),
                ('BOTTOMPADDING', (0, 0), (-1, -1), 2.5),
            ]
        )
    )
    return [*story, table]
