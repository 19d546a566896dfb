"""The photographer's studio: canvas, colours, metals, backdrop, shadow, reflection, saving.

Coordinates everywhere are those of a 1600 x 1600 plate; `SCALE` multiplies them while drawing (supersampling).
"""

import math
import os
from functools import lru_cache
from pathlib import Path

import skia

SIZE = 1600
SCALE = float(os.environ.get("IC_DRAW_SCALE", "2"))  # 1 for a quick look

# dark, middle, light, glint: the four tones a metal runs through between shadow and softbox
METALS = {
    "steel": ((38, 41, 46), (122, 128, 135), (205, 210, 214), (255, 255, 255)),
    "white_gold": ((44, 44, 46), (134, 134, 134), (214, 213, 209), (255, 255, 253)),
    "platinum": ((48, 52, 58), (140, 147, 155), (218, 224, 229), (255, 255, 255)),
    "titanium": ((40, 40, 41), (104, 104, 105), (164, 164, 163), (222, 222, 220)),
    "yellow_gold": ((70, 44, 12), (171, 124, 48), (229, 192, 112), (255, 247, 220)),
    "rose_gold": ((76, 40, 28), (170, 108, 82), (229, 178, 150), (255, 242, 232)),
    "light_gold": ((78, 62, 36), (176, 150, 104), (230, 212, 172), (255, 251, 238)),
    "bronze": ((48, 30, 14), (124, 86, 46), (182, 140, 88), (238, 214, 172)),
    "black": ((6, 6, 7), (24, 25, 27), (62, 64, 68), (196, 200, 206)),
    "ruthenium": ((22, 22, 24), (62, 62, 66), (112, 113, 118), (214, 216, 220)),
}


def rgb(color, alpha=255):
    """Give the skia colour of '#rrggbb' or of a triple of 0..255."""
    if isinstance(color, str):
        color = tuple(int(color[i : i + 2], 16) for i in (1, 3, 5))
    r, g, b = (int(max(0, min(255, c))) for c in color)
    return skia.Color(r, g, b, int(alpha))


def triple(color):
    """Give (r, g, b) of '#rrggbb'; a triple passes through."""
    return tuple(int(color[i : i + 2], 16) for i in (1, 3, 5)) if isinstance(color, str) else color


def mix(a, b, t):
    """Blend colour `a` towards `b` by `t` in 0..1."""
    a, b = triple(a), triple(b)
    return tuple(x + (y - x) * t for x, y in zip(a, b, strict=True))


def shade(color, factor):
    """Darken (factor < 1) or lighten towards white (factor > 1, 2 = white)."""
    return mix((0, 0, 0), color, factor) if factor <= 1 else mix(color, (255, 255, 255), factor - 1)


def metal(name, t):
    """Tone of a metal at brightness `t` in 0..1."""
    tones = METALS[name]
    t = max(0.0, min(0.9999, t)) * 3
    return mix(tones[int(t)], tones[int(t) + 1], t - int(t))


def environment(phi):
    """Brightness in 0..1 that a polished edge facing angle `phi` mirrors: softboxes and the dark between."""

    def lobe(center, width):
        d = (phi - center + math.pi) % (2 * math.pi) - math.pi
        return math.exp(-((d / width) ** 2))

    return min(
        1.0,
        0.30
        + 0.70 * lobe(-2.25, 0.42)
        + 0.50 * lobe(-0.72, 0.30)
        + 0.42 * lobe(0.95, 0.38)
        + 0.34 * lobe(2.62, 0.30)
        + 0.22 * lobe(1.75, 0.2)
        - 0.16 * lobe(0.1, 0.35)
        - 0.14 * lobe(-1.5, 0.25),
    )


def paint(color=None, alpha=255, shader=None, stroke=None, blur=None, blend=None, cap=False):
    """Make an anti-aliased paint; `stroke` and `blur` are in plate units."""
    p = skia.Paint(AntiAlias=True)
    if color is not None:
        p.setColor(rgb(color, alpha))
    if shader is not None:
        p.setShader(shader)
        p.setAlpha(int(alpha))
    if stroke:
        p.setStyle(skia.Paint.kStroke_Style)
        p.setStrokeWidth(stroke)
        p.setStrokeJoin(skia.Paint.kRound_Join)
        if cap:
            p.setStrokeCap(skia.Paint.kRound_Cap)
    if blur:
        p.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur))
    if blend is not None:
        p.setBlendMode(blend)
    return p


def linear(x0, y0, x1, y1, stops):
    """Linear gradient; `stops` is [(position, colour), ...]."""
    return skia.GradientShader.MakeLinear(
        [(x0, y0), (x1, y1)], [c if isinstance(c, int) else rgb(c) for _p, c in stops], [p for p, _c in stops]
    )


def radial(cx, cy, r, stops):
    """Radial gradient; `stops` is [(position, colour), ...]."""
    return skia.GradientShader.MakeRadial(
        (cx, cy), r, [c if isinstance(c, int) else rgb(c) for _p, c in stops], [p for p, _c in stops]
    )


def sweep(cx, cy, tone, count=180):
    """Sweep gradient around a centre; `tone(phi)` gives the colour at angle phi in radians."""
    colors = [rgb(tone(2 * math.pi * i / count)) for i in range(count + 1)]
    return skia.GradientShader.MakeSweep(cx, cy, colors, [i / count for i in range(count + 1)])


def bar(name, x0, y0, x1, y1, strength=1.0, base=0.5):
    """Gradient across a rounded metal bar: dark edges, a broad light, a glint."""

    def tone(t):
        return metal(name, base + (t - 0.5) * strength)

    return linear(
        x0,
        y0,
        x1,
        y1,
        [
            (0, tone(0.12)),
            (0.10, tone(0.50)),
            (0.28, tone(0.92)),
            (0.42, tone(0.66)),
            (0.62, tone(0.42)),
            (0.84, tone(0.62)),
            (0.93, tone(0.40)),
            (1, tone(0.08)),
        ],
    )


def polygon(points, closed=True):
    """Path through points."""
    path = skia.Path()
    path.addPoly([skia.Point(*p) for p in points], closed)
    return path


def points(text):
    """Read corners written as "x,y x,y ..."; gives a list of pairs."""
    return [tuple(float(number) for number in pair.split(",")) for pair in text.split()]


def smooth(points, closed=True, tension=0.5):
    """Path through points as a Catmull-Rom curve."""
    n = len(points)
    path = skia.Path()
    path.moveTo(*points[0])
    for i in range(n if closed else n - 1):
        p0, p1, p2, p3 = (points[j % n] if closed else points[max(0, min(n - 1, j))] for j in (i - 1, i, i + 1, i + 2))
        k = tension / 3 * 2
        path.cubicTo(
            p1[0] + (p2[0] - p0[0]) * k / 2,
            p1[1] + (p2[1] - p0[1]) * k / 2,
            p2[0] - (p3[0] - p1[0]) * k / 2,
            p2[1] - (p3[1] - p1[1]) * k / 2,
            p2[0],
            p2[1],
        )
    if closed:
        path.close()
    return path


def rounded(points, radius):
    """Closed polygon with its corners rounded by `radius` (a number, or one per corner)."""
    n = len(points)
    radii = radius if isinstance(radius, (list, tuple)) else [radius] * n
    path = skia.Path()
    for i, (x, y) in enumerate(points):
        (ax, ay), (bx, by) = points[i - 1], points[(i + 1) % n]
        la, lb = math.hypot(ax - x, ay - y), math.hypot(bx - x, by - y)
        r = min(radii[i], la / 2, lb / 2)
        start = (x + (ax - x) / la * r, y + (ay - y) / la * r)
        end = (x + (bx - x) / lb * r, y + (by - y) / lb * r)
        path.lineTo(*start) if i else path.moveTo(*start)
        path.quadTo(x, y, *end)
    path.close()
    return path


def rrect(x, y, w, h, r):
    """Rounded rectangle path."""
    path = skia.Path()
    path.addRoundRect(skia.Rect.MakeXYWH(x, y, w, h), r, r)
    return path


def circle(cx, cy, r):
    """Circle path."""
    path = skia.Path()
    path.addCircle(cx, cy, r)
    return path


@lru_cache
def typeface(name):
    """Load a typeface by file name from IC_DRAW_FONTS or the system's font folder."""
    for root in (os.environ.get("IC_DRAW_FONTS", ""), "/usr/share/fonts"):
        if root:
            for found in sorted(Path(root).rglob(name)):
                return skia.Typeface.MakeFromFile(str(found))
    return skia.Typeface("serif" if "Mont" not in name else "sans")


DIDOT, GARAMOND = "GFSDidot.otf", "EBGaramond12-Regular.otf"
SANS, SANS_BOLD, SANS_LIGHT = "Montserrat-Medium.ttf", "Montserrat-SemiBold.ttf", "Montserrat-Light.ttf"


def text(canvas, string, x, y, size, color, face=SANS, spacing=0.0, alpha=255):
    """Draw text centred on (x, y) both ways; `spacing` is extra letter spacing in em."""
    font = skia.Font(typeface(face), size)
    font.setSubpixel(True)
    widths = font.getWidths(font.textToGlyphs(string))
    total = sum(widths) + spacing * size * (len(string) - 1)
    bounds = skia.Rect()
    font.measureText("H", bounds=bounds)
    left = x - total / 2
    for char, width in zip(string, widths, strict=True):
        canvas.drawString(char, left, y + bounds.height() / 2, font, paint(color, alpha))
        left += width + spacing * size


def picture(draw):
    """Record what `draw(canvas)` draws into a transparent plate; gives a skia image."""
    surface = skia.Surface(int(SIZE * SCALE), int(SIZE * SCALE))
    canvas = surface.getCanvas()
    canvas.clear(skia.ColorTRANSPARENT)
    canvas.scale(SCALE, SCALE)
    draw(canvas)
    return surface.makeImageSnapshot()


def backdrop(canvas, tone="#e9e5df", floor=None):
    """Seamless paper: light pool behind the piece, soft vignette, and below `floor` a calm table."""
    base = triple(tone)
    everything = skia.Rect.MakeWH(SIZE, SIZE)
    canvas.drawRect(
        everything,
        paint(
            shader=radial(
                SIZE * 0.46,
                SIZE * 0.40,
                SIZE * 0.86,
                [(0, shade(base, 1.62)), (0.45, shade(base, 1.18)), (1, shade(base, 0.86))],
            )
        ),
    )
    if floor:
        canvas.drawRect(
            skia.Rect.MakeLTRB(0, floor - 60, SIZE, SIZE),
            paint(
                shader=linear(
                    0,
                    floor - 60,
                    0,
                    SIZE,
                    [
                        (0, rgb(shade(base, 0.90), 0)),
                        (0.22, rgb(shade(base, 0.93), 150)),
                        (1, rgb(shade(base, 1.30), 190)),
                    ],
                )
            ),
        )


def cast_shadow(canvas, image, dx, dy, blur, alpha, color=(40, 30, 22)):
    """Draw the blurred silhouette of a plate as its shadow."""
    p = skia.Paint()
    p.setImageFilter(skia.ImageFilters.DropShadowOnly(dx, dy, blur, blur, rgb(color, alpha)))
    draw_plate(canvas, image, p)


def draw_plate(canvas, image, p=None):
    """Draw a recorded plate back at its own place."""
    canvas.drawImageRect(image, skia.Rect.MakeWH(SIZE, SIZE), skia.SamplingOptions(skia.FilterMode.kLinear), p)


def reflect(canvas, image, floor, strength=46):
    """Mirror a plate in the table below `floor`, fading within 200 units."""
    canvas.saveLayer(skia.Rect.MakeLTRB(0, floor, SIZE, SIZE))
    canvas.save()
    canvas.translate(0, 2 * floor)
    canvas.scale(1, -1)
    blur = skia.Paint()
    blur.setImageFilter(skia.ImageFilters.Blur(3, 5))
    draw_plate(canvas, image, blur)
    canvas.restore()
    canvas.drawRect(
        skia.Rect.MakeLTRB(0, floor, SIZE, SIZE),
        paint(
            shader=linear(0, floor, 0, floor + 200, [(0, rgb((0, 0, 0), strength)), (1, rgb((0, 0, 0), 0))]),
            blend=skia.BlendMode.kDstIn,
        ),
    )
    canvas.restore()
