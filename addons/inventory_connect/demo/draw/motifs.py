"""Pictures for coins and bars, drawn as what is raised: sun over hills, wing, springing animal, waves, star."""

import math

import skia

from . import studio as s

INK = s.paint((0, 0, 0))


def _line(canvas, points, width):
    canvas.drawPath(s.smooth(points, closed=False), s.paint((0, 0, 0), 255, stroke=width, cap=True))


def sun(canvas, cx, cy, r):
    """Rising sun with rays over two hills."""
    canvas.drawCircle(cx, cy + r * 0.02, r * 0.30, INK)
    for i in range(25):
        a = math.radians(180 + 7.5 * i)
        wide = 0.016 if i % 2 else 0.028
        tip = r * (0.72 if i % 2 else 0.84)
        ray = [
            (cx + math.cos(a - wide) * r * 0.36, cy + math.sin(a - wide) * r * 0.36),
            (cx + math.cos(a) * tip, cy + math.sin(a) * tip),
            (cx + math.cos(a + wide) * r * 0.36, cy + math.sin(a + wide) * r * 0.36),
        ]
        canvas.drawPath(s.polygon(ray), INK)
    for k, (rise, alpha) in enumerate(((0.06, 190), (0.22, 140), (0.40, 90))):
        hill = s.smooth(
            [
                (cx - r * 0.80, cy + r * (rise + 0.14)),
                (cx - r * 0.34, cy + r * (rise - 0.05 * k)),
                (cx + r * 0.06, cy + r * (rise + 0.13)),
                (cx + r * 0.44, cy + r * (rise + 0.01)),
                (cx + r * 0.80, cy + r * (rise + 0.14)),
            ],
            closed=False,
        )
        canvas.drawPath(hill, s.paint((0, 0, 0), alpha, stroke=r * 0.10, cap=True))


def wing(canvas, cx, cy, r):
    """A single spread wing, feather by feather."""
    for row, (count, length) in enumerate(((11, 0.78), (9, 0.50), (7, 0.30))):
        for i in range(count):
            t = i / (count - 1)
            a = math.radians(198 + 96 * t)
            bx, by = cx - r * 0.40 + r * 0.86 * t, cy + r * 0.30 - r * 0.34 * math.sin(t * math.pi) + row * r * 0.02
            tip = (bx + math.cos(a) * r * length, by + math.sin(a) * r * length)
            normal = (math.cos(a + 1.57) * r * 0.042, math.sin(a + 1.57) * r * 0.042)
            feather = s.smooth(
                [
                    (bx - normal[0], by - normal[1]),
                    ((bx + tip[0]) / 2 - normal[0] * 1.4, (by + tip[1]) / 2 - normal[1] * 1.4),
                    tip,
                    ((bx + tip[0]) / 2 + normal[0] * 1.4, (by + tip[1]) / 2 + normal[1] * 1.4),
                    (bx + normal[0], by + normal[1]),
                ]
            )
            canvas.drawPath(feather, s.paint((0, 0, 0), 130 + row * 55))
            canvas.drawPath(feather, s.paint((0, 0, 0), 0, stroke=2))
    _line(
        canvas,
        [(cx - r * 0.46, cy + r * 0.40), (cx - r * 0.06, cy + r * 0.10), (cx + r * 0.52, cy + r * 0.34)],
        r * 0.10,
    )
    for i in range(5):
        _line(
            canvas,
            [
                (cx - r * 0.62, cy + r * (0.54 + i * 0.06)),
                (cx, cy + r * (0.50 + i * 0.06)),
                (cx + r * 0.62, cy + r * (0.54 + i * 0.06)),
            ],
            r * 0.016,
        )


def leap(canvas, cx, cy, r):
    """A slender antelope in mid-leap over grass."""
    body = s.points(
        "-0.52,0.02 -0.36,-0.14 -0.1,-0.14 0.16,-0.18 0.3,-0.34 0.4,-0.5 0.54,-0.46 0.6,-0.36 "
        "0.46,-0.34 0.38,-0.14 0.3,0.04 0.06,0.12 -0.2,0.08 -0.4,0.16 -0.5,0.12"
    )
    canvas.drawPath(s.smooth([(cx + u * r, cy + v * r) for u, v in body]), s.paint((0, 0, 0), 220))
    for legs in (
        s.points("0.22,0.02 0.42,0.1 0.62,0.02"),
        s.points("0.16,0.06 0.34,0.2 0.52,0.18"),
        s.points("-0.38,0.1 -0.56,0.24 -0.74,0.22"),
        s.points("-0.32,0.1 -0.44,0.3 -0.62,0.36"),
    ):
        _line(canvas, [(cx + u * r, cy + v * r) for u, v in legs], r * 0.046)
    for horn in (s.points("0.42,-0.5 0.36,-0.68 0.42,-0.8"), s.points("0.46,-0.5 0.46,-0.68 0.54,-0.78")):
        _line(canvas, [(cx + u * r, cy + v * r) for u, v in horn], r * 0.026)
    for i in range(30):
        u = -0.62 + i * 0.043
        _line(
            canvas,
            [
                (cx + u * r, cy + 0.62 * r),
                (cx + (u + 0.02) * r, cy + (0.54 - 0.05 * math.sin(i * 1.7)) * r),
                (cx + (u + 0.06) * r, cy + (0.48 - 0.06 * math.sin(i * 2.3)) * r),
            ],
            r * 0.014,
        )


def waves(canvas, cx, cy, r):
    """Waves with a sail above."""
    for k in range(6):
        y = cy + r * (0.12 + k * 0.11)
        points = [(cx + r * (-0.80 + i * 0.1), y + r * 0.035 * (1 if i % 2 else -1)) for i in range(17)]
        canvas.drawPath(s.smooth(points, closed=False), s.paint((0, 0, 0), 235 - k * 22, stroke=r * 0.034, cap=True))
    sail = s.smooth(
        [
            (cx + r * 0.02, cy - r * 0.70),
            (cx + r * 0.30, cy - r * 0.34),
            (cx + r * 0.44, cy - r * 0.02),
            (cx + r * 0.04, cy - r * 0.04),
        ],
        tension=0.3,
    )
    canvas.drawPath(sail, s.paint((0, 0, 0), 210))
    canvas.drawPath(
        s.polygon([(cx - r * 0.04, cy - r * 0.56), (cx - r * 0.04, cy - r * 0.04), (cx - r * 0.34, cy - r * 0.04)]),
        s.paint((0, 0, 0), 160),
    )
    canvas.drawPath(
        s.smooth(
            [
                (cx - r * 0.44, cy + r * 0.02),
                (cx + r * 0.52, cy + r * 0.02),
                (cx + r * 0.36, cy + r * 0.14),
                (cx - r * 0.30, cy + r * 0.14),
            ],
            tension=0.3,
        ),
        INK,
    )


def star(canvas, cx, cy, r):
    """Facetted star in a wreath."""
    for i in range(10):
        a, b = math.radians(36 * i - 90), math.radians(36 * (i + 1) - 90)
        ra, rb = (0.58, 0.24) if i % 2 == 0 else (0.24, 0.58)
        facet = s.polygon(
            [
                (cx, cy),
                (cx + math.cos(a) * r * ra, cy + math.sin(a) * r * ra),
                (cx + math.cos(b) * r * rb, cy + math.sin(b) * r * rb),
            ]
        )
        canvas.drawPath(facet, s.paint((0, 0, 0), 235 if i % 2 else 150))
    for i in range(32):
        a = math.radians(360 / 32 * i)
        x, y = cx + math.cos(a) * r * 0.74, cy + math.sin(a) * r * 0.74
        canvas.save()
        canvas.translate(x, y)
        canvas.rotate(math.degrees(a) + 60 + (26 if i % 2 else -26))
        canvas.drawOval(skia.Rect.MakeLTRB(-r * 0.085, -r * 0.024, r * 0.085, r * 0.024), s.paint((0, 0, 0), 220))
        canvas.restore()


def profile(canvas, cx, cy, r):
    """Head of Liberty in our own manner: a profile under a wreath of leaves."""
    head = s.points(
        "0.16,-0.52 0.34,-0.4 0.42,-0.2 0.4,-0.08 0.5,0.06 0.42,0.1 0.42,0.2 0.38,0.24 "
        "0.38,0.34 0.26,0.42 0.16,0.42 0.16,0.6 0.26,0.7 -0.34,0.74 -0.2,0.5 -0.36,0.3 "
        "-0.46,0.02 -0.4,-0.3 -0.16,-0.52"
    )
    canvas.drawPath(s.smooth([(cx + u * r, cy + v * r) for u, v in head], tension=0.4), s.paint((0, 0, 0), 170))
    for i in range(9):
        u, v = -0.34 + i * 0.07, -0.30 - 0.16 * math.sin(i / 8 * math.pi)
        canvas.save()
        canvas.translate(cx + u * r, cy + v * r)
        canvas.rotate(-50 + i * 12)
        canvas.drawOval(skia.Rect.MakeLTRB(-r * 0.05, -r * 0.13, r * 0.05, r * 0.06), s.paint((0, 0, 0), 255))
        canvas.restore()
    for i in range(6):
        _line(
            canvas,
            [
                (cx + (-0.30 + i * 0.05) * r, cy + (-0.24 + i * 0.02) * r),
                (cx + (-0.42 + i * 0.06) * r, cy + (0.06 + i * 0.03) * r),
                (cx + (-0.26 + i * 0.05) * r, cy + (0.34 + i * 0.02) * r),
            ],
            r * 0.022,
        )
    for i in range(13):
        a = math.radians(-200 + i * 18.3)
        canvas.save()
        canvas.translate(cx + math.cos(a) * r * 0.86, cy + math.sin(a) * r * 0.86)
        canvas.drawPath(
            s.polygon(
                [
                    (
                        math.cos(k * math.pi / 5 - math.pi / 2) * r * (0.045 if k % 2 == 0 else 0.019),
                        math.sin(k * math.pi / 5 - math.pi / 2) * r * (0.045 if k % 2 == 0 else 0.019),
                    )
                    for k in range(10)
                ]
            ),
            INK,
        )
        canvas.restore()


MOTIFS = {"sun": sun, "wing": wing, "leap": leap, "waves": waves, "star": star, "profile": profile}


def legend(canvas, string, cx, cy, r, size, start=-90, face=s.SANS_BOLD, inside=False):
    """Text around a circle, centred on the angle `start` (degrees, -90 = top)."""
    font = skia.Font(s.typeface(face), size)
    widths = font.getWidths(font.textToGlyphs(string))
    gap = size * 0.14
    total = sum(widths) + gap * (len(string) - 1)
    sign = -1 if inside else 1
    a = math.radians(start) - sign * total / r / 2
    for char, width in zip(string, widths):
        mid = a + sign * width / r / 2
        canvas.save()
        canvas.translate(cx + math.cos(mid) * r, cy + math.sin(mid) * r)
        canvas.rotate(math.degrees(mid) + (90 if not inside else -90))
        canvas.drawString(char, -width / 2, 0 if not inside else size * 0.72, font, INK)
        canvas.restore()
        a += sign * (width + gap) / r
