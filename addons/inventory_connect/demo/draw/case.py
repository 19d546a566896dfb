"""What watch cases are made of: lugs, crowns, pushers, bezels and their scales, metal plates, screws."""

import math

import skia

from . import studio as s

CX, CY = 800, 790


def ring(canvas, outer, inner, tone):
    """Fill the ring between two radii with a sweep of `tone(phi)`."""
    path = s.circle(CX, CY, outer)
    path.addCircle(CX, CY, inner)
    path.setFillType(skia.PathFillType.kEvenOdd)
    canvas.drawPath(path, s.paint(shader=s.sweep(CX, CY, tone)))


def mirror(metal, turn=0.0, gain=1.0):
    """Tone function of a polished ring."""
    return lambda phi: s.metal(metal, s.environment(phi + turn) * gain)


def lugs(canvas, r, metal, width, length, thick=0.175):
    """Four lugs and the middle of the case behind a round bezel; gives the height where the bracelet starts."""
    half, tip = width / 2, r + length
    for sx in (-1, 1):
        points = [
            (sx * half, -tip * 0.985),
            (sx * (half + r * 0.04), -tip),
            (sx * (half + r * thick), -tip * 0.95),
            (sx * r * 0.93, -r * 0.42),
            (sx * r * 1.0, 0),
            (sx * r * 0.93, r * 0.42),
            (sx * (half + r * thick), tip * 0.95),
            (sx * (half + r * 0.04), tip),
            (sx * half, tip * 0.985),
            (sx * half, r * 0.4),
            (sx * half, -r * 0.4),
        ]
        path = s.rounded([(CX + x, CY + y) for x, y in points], [8, 14, 50, 120, 60, 120, 50, 14, 8, 4, 4])
        left, right = sorted((CX + sx * half, CX + sx * r * 1.03))
        lit = 0.62 if sx < 0 else 0.46
        canvas.drawPath(
            path,
            s.paint(
                shader=s.linear(
                    left,
                    CY - tip,
                    right,
                    CY + tip,
                    [
                        (0, s.metal(metal, lit + 0.30)),
                        (0.22, s.metal(metal, lit + 0.06)),
                        (0.5, s.metal(metal, lit - 0.10)),
                        (0.78, s.metal(metal, lit - 0.14)),
                        (1, s.metal(metal, lit + 0.12)),
                    ],
                )
            ),
        )
        canvas.save()
        canvas.clipPath(path, True)
        canvas.drawPath(path, s.paint(s.metal(metal, 0.98), 190, stroke=9, blur=2.2))
        canvas.drawPath(path, s.paint(s.metal(metal, 0.05), 130, stroke=3))
        canvas.restore()
    return r + length * 0.42


def crown(canvas, x, metal, size=1.0, guards=False, pushers=False, y=0.0):
    """Crown at the right of the case whose flank is at x; optional shoulders and chronograph pushers."""
    h, w = 76 * size, 50 * size
    cy = CY + y
    if guards:
        for sy in (-1, 1):
            path = s.rounded(
                [
                    (x - 40, cy + sy * 118 * size),
                    (x + 6, cy + sy * 84 * size),
                    (x + w * 0.80, cy + sy * 58 * size),
                    (x + w * 0.80, cy + sy * 42 * size),
                    (x - 40, cy + sy * 40 * size),
                ],
                [10, 20, 12, 6, 4],
            )
            canvas.drawPath(
                path,
                s.paint(
                    shader=s.linear(
                        x - 30,
                        cy,
                        x + w,
                        cy,
                        [(0, s.metal(metal, 0.60)), (0.6, s.metal(metal, 0.42)), (1, s.metal(metal, 0.16))],
                    )
                ),
            )
            canvas.drawPath(path, s.paint(s.metal(metal, 0.92), 120, stroke=2.5))
    if pushers:
        for sy in (-1, 1):
            canvas.save()
            canvas.rotate(sy * 31, CX, CY)
            _pusher(canvas, x - CX, metal, size)
            canvas.restore()
    canvas.drawPath(s.rrect(x - 14, cy - h * 0.32, 26, h * 0.64, 4), s.paint(s.metal(metal, 0.18)))
    body = s.rrect(x + 6, cy - h / 2, w, h, 9)
    canvas.drawPath(body, s.paint(shader=s.bar(metal, 0, cy - h / 2, 0, cy + h / 2, 1.0, 0.5)))
    count = 13
    for i in range(1, count):
        yy = cy - h / 2 * math.cos(math.pi * i / count)
        canvas.drawLine(x + 10, yy, x + w * 0.86, yy, s.paint((10, 10, 12), 150, stroke=2.2))
        canvas.drawLine(x + 10, yy + 2, x + w * 0.86, yy + 2, s.paint((255, 255, 255), 90, stroke=1.2))
    canvas.drawPath(body, s.paint((10, 10, 12), 120, stroke=2))


def _pusher(canvas, x, metal, size):
    stem = s.rrect(CX + x - 12, CY - 17 * size, 34, 34 * size, 3)
    canvas.drawPath(stem, s.paint(shader=s.bar(metal, 0, CY - 17 * size, 0, CY + 17 * size, 0.7, 0.36)))
    head = s.rrect(CX + x + 16, CY - 27 * size, 30 * size, 54 * size, 7)
    canvas.drawPath(head, s.paint(shader=s.bar(metal, 0, CY - 27 * size, 0, CY + 27 * size)))
    canvas.drawPath(head, s.paint((10, 10, 12), 110, stroke=2))


def bezel_smooth(canvas, outer, inner, metal):
    """Polished, domed bezel."""
    ring(canvas, outer, inner, mirror(metal))
    _round_off(canvas, outer, inner)


def _round_off(canvas, outer, inner):
    """Light on the shoulder of a ring, shade at both rims."""
    middle = (outer + inner) / 2
    canvas.drawCircle(CX, CY, outer - 2, s.paint((0, 0, 0), 120, stroke=4))
    canvas.drawCircle(CX, CY, outer - 7, s.paint((255, 255, 255), 74, stroke=3, blur=1.2))
    canvas.drawCircle(
        CX, CY, middle, s.paint((255, 255, 255), 44, stroke=(outer - inner) * 0.16, blur=(outer - inner) * 0.12)
    )
    canvas.drawCircle(CX, CY, inner + 3, s.paint((0, 0, 0), 130, stroke=5, blur=1.5))


def bezel_fluted(canvas, outer, inner, metal, count=72):
    """Fluted bezel: each flute a bright and a dark facet."""
    ring(canvas, outer, inner, mirror(metal, 0.2))
    for i in range(count):
        a0, a1, a2 = (2 * math.pi * (i + k) / count for k in (0, 0.5, 1))
        big = s.environment(a0)
        for left, right, gain, lift in ((a0, a1, 0.62, 0.40), (a1, a2, 0.52, 0.0)):
            points = [
                (CX + rad * math.cos(a), CY + rad * math.sin(a))
                for rad, a in ((inner, left), (outer - 5, left), (outer - 5, right), (inner, right))
            ]
            canvas.drawPath(s.polygon(points), s.paint(s.metal(metal, big * gain + lift)))
    _round_off(canvas, outer, inner)


def bezel_coin(canvas, outer, metal, count=120, depth=7):
    """Coin edge around a turning bezel."""
    points = []
    for i in range(count * 4):
        a = 2 * math.pi * i / (count * 4)
        points.append(
            (
                CX + (outer - depth * (0.5 - 0.5 * math.cos(a * count))) * math.cos(a),
                CY + (outer - depth * (0.5 - 0.5 * math.cos(a * count))) * math.sin(a),
            )
        )
    canvas.drawPath(s.polygon(points), s.paint(shader=s.sweep(CX, CY, mirror(metal))))
    for i in range(count):
        a = 2 * math.pi * i / count
        canvas.drawLine(
            CX + (outer - depth - 1) * math.cos(a),
            CY + (outer - depth - 1) * math.sin(a),
            CX + outer * math.cos(a),
            CY + outer * math.sin(a),
            s.paint((8, 8, 10), 105, stroke=2),
        )


def insert(canvas, outer, inner, color, color2=None, gloss=70):
    """Ring of ceramic or aluminium; `color2` colours the lower half (day and night)."""
    base, other = s.triple(color), s.triple(color2 or color)

    def tone(phi):
        face = other if color2 and math.sin(phi) > 0 else base
        return s.mix(face, (255, 255, 255), max(0, s.environment(phi) - 0.32) * gloss / 255)

    ring(canvas, outer, inner, tone)
    canvas.drawCircle(CX, CY, outer - 1, s.paint((0, 0, 0), 150, stroke=3))
    canvas.drawCircle(CX, CY, inner + 2, s.paint((0, 0, 0), 170, stroke=5, blur=1))


def around(canvas, angle, radius, draw):
    """Call `draw(canvas)` with the origin on a circle, upright as seen from outside; angle in degrees from 12."""
    canvas.save()
    canvas.translate(CX, CY)
    canvas.rotate(angle)
    canvas.translate(0, -radius)
    draw(canvas)
    canvas.restore()


def scale_dive(canvas, outer, inner, color="#e9e9e6", numerals=True, pip="#f4f4ea"):
    """Sixty-minute scale with a luminous triangle."""
    middle, size = (outer + inner) / 2, (outer - inner) * 0.50
    for minute in range(60):
        if minute % 10 == 0 and minute and numerals:
            around(canvas, minute * 6, middle, lambda c, m=minute: s.text(c, str(m), 0, 0, size, color, s.SANS_BOLD))
        elif minute % 5 == 0 and minute:
            around(
                canvas,
                minute * 6,
                middle,
                lambda c: c.drawPath(s.rrect(-5, -size * 0.42, 10, size * 0.84, 2), s.paint(color)),
            )
        elif minute and (minute < 15 or not numerals):
            around(
                canvas,
                minute * 6,
                middle,
                lambda c: c.drawPath(s.rrect(-2, -size * 0.30, 4, size * 0.6, 1), s.paint(color)),
            )
    around(
        canvas,
        0,
        middle,
        lambda c: (
            c.drawPath(
                s.polygon([(-size * 0.55, -size * 0.48), (size * 0.55, -size * 0.48), (0, size * 0.52)]), s.paint(color)
            ),
            c.drawCircle(0, -size * 0.10, size * 0.17, s.paint(pip)),
            c.drawCircle(0, -size * 0.10, size * 0.17, s.paint("#8a8a80", stroke=2)),
        ),
    )


def scale_gmt(canvas, outer, inner, color="#ecece8"):
    """Twenty-four-hour scale."""
    middle, size = (outer + inner) / 2, (outer - inner) * 0.48
    for hour in range(1, 24):
        if hour % 2 == 0:
            around(canvas, hour * 15, middle, lambda c, h=hour: s.text(c, str(h), 0, 0, size, color, s.SANS_BOLD))
        else:
            around(canvas, hour * 15, middle, lambda c: c.drawCircle(0, 0, 4.5, s.paint(color)))
    around(
        canvas,
        0,
        middle,
        lambda c: c.drawPath(
            s.polygon([(-size * 0.5, -size * 0.46), (size * 0.5, -size * 0.46), (0, size * 0.5)]), s.paint(color)
        ),
    )


def scale_tachy(canvas, outer, inner, color="#e6e6e2"):
    """Tachymeter: speed over one unit of distance by the seconds it took."""
    middle, size = (outer + inner) / 2, (outer - inner) * 0.42
    for speed in (400, 300, 240, 200, 180, 160, 140, 120, 100, 90, 80, 70, 60):
        angle = 3600 / speed * 6
        around(canvas, angle, middle, lambda c, v=speed: s.text(c, str(v), 0, -size * 0.08, size, color, s.SANS_BOLD))
        around(canvas, angle, inner + 7, lambda c: c.drawCircle(0, 0, 2.8, s.paint(color)))
    around(canvas, 30, middle, lambda c: s.text(c, "UNITS", 0, -size * 0.08, size * 0.62, color, s.SANS_BOLD, 0.04))


def bezel_gems(canvas, outer, inner, metal, count=46):
    """Row of round brilliants in a polished ring."""
    bezel_smooth(canvas, outer, inner, metal)
    middle, r = (outer + inner) / 2, (outer - inner) * 0.40
    r = min(r, math.pi * middle / count * 0.93)
    for i in range(count):
        around(canvas, 360 * i / count, middle, lambda c, k=i: brilliant(c, r, k))


def brilliant(canvas, r, seed=0):
    """One brilliant-cut diamond of radius r at the origin."""
    canvas.drawCircle(0, 0, r * 1.04, s.paint((30, 32, 36), 190))
    for k in range(8):
        tone = (250, 198, 232, 166, 255, 182, 222, 206)[(k * 3 + seed * 5) % 8]
        a0, a1 = math.pi * k / 4, math.pi * (k + 1) / 4
        canvas.drawPath(
            s.polygon([(0, 0), (r * math.cos(a0), r * math.sin(a0)), (r * math.cos(a1), r * math.sin(a1))]),
            s.paint((tone - 8, tone - 2, tone)),
        )
    canvas.drawPath(
        s.polygon(
            [
                (r * 0.55 * math.cos(math.pi * (k + 0.5) / 4), r * 0.55 * math.sin(math.pi * (k + 0.5) / 4))
                for k in range(8)
            ]
        ),
        s.paint((255, 255, 255), 200),
    )
    canvas.drawCircle(-r * 0.2, -r * 0.25, r * 0.2, s.paint((255, 255, 255)))


def plate(canvas, path, metal, box, brushed=True, bevel=10):
    """Flat metal face with a polished bevel. `box` = (left, top, right, bottom)."""
    left, top, right, bottom = box
    stops = (
        [(0, 0.80), (0.20, 0.60), (0.45, 0.52), (0.60, 0.66), (0.82, 0.46), (1, 0.34)]
        if brushed
        else [(0, 0.55), (0.10, 0.98), (0.26, 0.60), (0.44, 0.36), (0.58, 0.78), (0.74, 0.50), (0.90, 0.30), (1, 0.62)]
    )
    canvas.drawPath(
        path, s.paint(shader=s.linear(left, top, right, bottom, [(p, s.metal(metal, t)) for p, t in stops]))
    )
    if brushed:
        noise = skia.PerlinNoiseShader.MakeFractalNoise(0.004, 0.35, 3, 5)
        canvas.drawPath(path, s.paint(shader=noise, alpha=46, blend=skia.BlendMode.kSoftLight))
    canvas.save()
    canvas.clipPath(path, True)
    canvas.drawPath(
        path,
        s.paint(
            shader=s.linear(
                left,
                top,
                right,
                bottom,
                [
                    (0, s.metal(metal, 1)),
                    (0.35, s.metal(metal, 0.82)),
                    (0.55, s.metal(metal, 0.25)),
                    (0.8, s.metal(metal, 0.55)),
                    (1, s.metal(metal, 0.12)),
                ],
            ),
            stroke=bevel * 2,
        ),
    )
    canvas.drawPath(path, s.paint((0, 0, 0), 110, stroke=2.5))
    canvas.restore()


def screws(canvas, radius, metal, count=8, offset=22.5, size=15):
    """Slotted screws on a circle."""
    for i in range(count):

        def draw(c, k=i):
            c.drawCircle(0, 0, size + 2, s.paint((10, 10, 12), 150))
            c.drawCircle(
                0,
                0,
                size,
                s.paint(
                    shader=s.radial(
                        -4,
                        -5,
                        size * 1.7,
                        [(0, s.metal(metal, 1)), (0.6, s.metal(metal, 0.66)), (1, s.metal(metal, 0.3))],
                    )
                ),
            )
            c.rotate(37 * k)
            c.drawRect(skia.Rect.MakeLTRB(-size * 0.8, -2, size * 0.8, 2), s.paint((14, 14, 16), 220))

        around(canvas, offset + 360 * i / count, radius, draw)
