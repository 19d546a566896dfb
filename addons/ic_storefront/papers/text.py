"""Text on paper: broken into lines, in whatever script it is written, from left to right or from right to left."""

import io
from dataclasses import dataclass

from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth

from . import fonts

# Lines from right to left are drawn as pictures, so fine that no printer shows it.
DOTS_PER_POINT = 600 / 72


@dataclass(frozen=True)
class Style:
    """How a text is set: face, size and leading in points, colour, space between letters in points."""

    face: str
    size: float
    leading: float
    color: object
    spacing: float = 0.0
    align: str = 'left'


def runs(text, face):
    """Return `text` as list of (face, part): letters that the face lacks are taken from another."""
    found = []
    for letter in text:
        name = fonts.face_for(letter, face)
        if found and found[-1][0] == name:
            found[-1][1].append(letter)
        else:
            found.append((name, [letter]))
    return [(name, ''.join(letters)) for name, letters in found]


def width_of(text, style):
    """Return the width of one line of `text` in points."""
    if fonts.is_right_to_left(text) and fonts.can_shape():
        return _shaped_font(text, style).getlength(text, direction='rtl') / DOTS_PER_POINT
    width = sum(stringWidth(part, face, style.size) for face, part in runs(text, style.face))
    return width + style.spacing * max(len(text) - 1, 0)


def lines_of(text, style, width):
    """Return `text` broken into lines that fit into `width` points; its own line breaks are kept."""
    lines = []
    for paragraph in text.split('\n'):
        line = ''
        for word in paragraph.split():
            longer = f'{line} {word}'.strip()
            if line and width_of(longer, style) > width:
                lines.append(line)
                line = word
            else:
                line = longer
            while width_of(line, style) > width and len(line) > 1:  # a word wider than the column
                cut = next(n for n in range(len(line) - 1, 0, -1) if n == 1 or width_of(line[:n], style) <= width)
                lines.append(line[:cut])
                line = line[cut:]
        lines.append(line)
    return lines


def fit(text, style, width, most):
    """Return `text` in at most `most` lines, the last one ending in an ellipsis where something is left out."""
    lines = lines_of(text, style, width)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width_of(f'{last} …', style) > width:
        last = last.rpartition(' ')[0]
    return [*lines[: most - 1], f'{last} …'.strip()]


def draw(canvas, lines, style, x, y, width):
    """Draw `lines` from the baseline `y` down, an empty one half as high; gives the baseline below the last one."""
    for line in lines:
        if line:
            _draw_line(canvas, line, style, x, y, width)
        y -= style.leading if line else style.leading / 2
    return y


def _draw_line(canvas, line, style, x, y, width):
    right_to_left = fonts.is_right_to_left(line)
    length = width_of(line, style)
    if style.align == 'center':
        x += (width - length) / 2
    elif right_to_left or style.align == 'right':
        x += width - length
    if right_to_left and fonts.can_shape():
        _draw_shaped(canvas, line, style, x, y)
        return
    text = canvas.beginText(x, y)
    text.setFillColor(style.color)
    text.setCharSpace(style.spacing)
    for face, part in runs(line, style.face):
        text.setFont(face, style.size)
        text.textOut(part)
    canvas.drawText(text)


def _shaped_font(text, style):
    face = next((fonts.face_for(letter, style.face) for letter in text if fonts.is_right_to_left(letter)), style.face)
    return fonts.pillow_font(face, round(style.size * DOTS_PER_POINT))


def _draw_shaped(canvas, line, style, x, y):
    """Draw a line from right to left as a picture of itself, its letters joined and in order."""
    font = _shaped_font(line, style)
    ascent, descent = font.getmetrics()
    size = (max(1, round(font.getlength(line, direction='rtl'))), ascent + descent)
    mask = Image.new('L', size, 0)
    ImageDraw.Draw(mask).text((0, 0), line, fill=255, font=font, direction='rtl')
    color = tuple(round(part * 255) for part in style.color.rgb())
    picture = Image.new('RGBA', size, (*color, 0))
    picture.putalpha(mask)
    stream = io.BytesIO()
    picture.save(stream, 'PNG')
    stream.seek(0)
    canvas.drawImage(
        ImageReader(stream),
        x,
        y - descent / DOTS_PER_POINT,
        size[0] / DOTS_PER_POINT,
        size[1] / DOTS_PER_POINT,
        mask='auto',
    )
