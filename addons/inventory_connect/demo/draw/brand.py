"""The store's own marks: logo (SVG with outlines, PNG), staff monograms, the picture of the About page."""

import re

import skia

from . import studio as s

NAME, LINE = "OSTRANDER & PELL", "FINE WATCHES & HANDBAGS"
INK, BRASS, PAPER = "#1f2a2e", "#a9814a", "#f6f3ee"
STAFF = {
    "dealer": ("CO", "#1f2a2e"),
    "storeadmin": ("MP", "#5b3a2e"),
    "employee": ("JR", "#2f4a44"),
    "cashier": ("TB", "#3a3f5c"),
    "service": ("HK", "#6a5a3a"),
    "photo": ("LV", "#5a3a52"),
}


def _line(string, face, size, spacing):
    """Outlines of a line of text starting at (0, 0), and its width."""
    font = skia.Font(s.typeface(face), size)
    path, x = skia.Path(), 0.0
    glyphs = font.textToGlyphs(string)
    for glyph, width in zip(glyphs, font.getWidths(glyphs), strict=True):
        outline = font.getPath(glyph)
        if outline:
            path.addPath(outline, x, 0)
        x += width + spacing * size
    return path, x - spacing * size


def _logo_parts():
    """The logo in a box of 900 x 200: [(path, colour)]."""
    name, wide = _line(NAME, s.DIDOT, 72, 0.06)
    line, narrow = _line(LINE, s.SANS, 21, 0.34)
    left = (900 - wide) / 2
    out = [(name, left, 104, INK), (line, (900 - narrow) / 2, 172, BRASS)]
    rules = skia.Path()
    for x in (left, left + wide - (wide - narrow) / 2 + 18):
        rules.addRect(skia.Rect.MakeXYWH(x, 163.5, (wide - narrow) / 2 - 18, 1.5))
    return out + [(rules, 0, 0, BRASS)]


def _svg_path(path, dx, dy):
    verbs = {
        skia.Path.kMove_Verb: "M",
        skia.Path.kLine_Verb: "L",
        skia.Path.kQuad_Verb: "Q",
        skia.Path.kCubic_Verb: "C",
        skia.Path.kClose_Verb: "Z",
    }
    out = []
    for verb, points in path:
        if verb in verbs:
            keep = points if verb == skia.Path.kMove_Verb else points[1:]
            out.append(
                verbs[verb]
                + " ".join(f"{p.x() + dx:.1f} {p.y() + dy:.1f}" for p in keep if verb != skia.Path.kClose_Verb)
            )
    return "".join(out)


def logo(folder):
    """Write logo.svg and logo.png (transparent)."""
    parts = _logo_parts()
    shapes = "".join(f'<path fill="{color}" d="{_svg_path(path, dx, dy)}"/>' for path, dx, dy, color in parts)
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 200" role="img" aria-label="Ostrander &amp; Pell">'
    svg = f'{head}{shapes}</svg>\n'
    (folder / "logo.svg").write_text(re.sub(r"(\d)\.0\b", r"\1", svg))
    _transparent(parts, 1.5, (0, 0, 900, 200)).save(str(folder / "logo.png"), skia.kPNG)
    path, dx, dy, _color = parts[0]
    box = path.getBounds()
    crop = (box.left() + dx - 4, box.top() + dy - 22, box.width() + 8, box.height() + 44)
    _transparent(parts[:1], 1.6, crop).save(str(folder / "logo_line.png"), skia.kPNG)


def _transparent(parts, scale, box):
    """Draw parts of the logo on a transparent ground; `box` = (x, y, width, height) of the logo's 900 x 200."""
    surface = skia.Surface(round(box[2] * scale), round(box[3] * scale))
    canvas = surface.getCanvas()
    canvas.scale(scale, scale)
    canvas.translate(-box[0], -box[1])
    for path, dx, dy, color in parts:
        canvas.save()
        canvas.translate(dx, dy)
        canvas.drawPath(path, s.paint(color))
        canvas.restore()
    return surface.makeImageSnapshot()


def monogram(folder, code, letters, color):
    """Write the round-free square avatar of a member of staff."""
    surface = skia.Surface(512, 512)
    canvas = surface.getCanvas()
    canvas.drawRect(
        skia.Rect.MakeWH(512, 512),
        s.paint(shader=s.radial(200, 170, 480, [(0, s.shade(color, 1.22)), (1, s.shade(color, 0.78))])),
    )
    canvas.drawCircle(256, 256, 196, s.paint(BRASS, 150, stroke=3))
    s.text(canvas, letters, 256, 258, 168, PAPER, s.DIDOT, 0.04)
    surface.makeImageSnapshot().save(str(folder / f"staff_{code}.png"), skia.kPNG)


def favicon(folder):
    """Write the site icon."""
    surface = skia.Surface(256, 256)
    canvas = surface.getCanvas()
    canvas.drawPath(s.rrect(0, 0, 256, 256, 44), s.paint(INK))
    s.text(canvas, "OP", 128, 130, 120, PAPER, s.DIDOT)
    surface.makeImageSnapshot().save(str(folder / "favicon.png"), skia.kPNG)


def draw_all(folder):
    """Draw every mark of the store into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    logo(folder)
    favicon(folder)
    for code, (letters, color) in STAFF.items():
        monogram(folder, code, letters, color)
