"""Dials: grounds, tracks, hour marks, windows and counters."""

import math

import numpy as np
import skia

from . import studio as s
from .case import CX, CY, around, brilliant

ROMAN = ["XII", "I", "II", "III", "IIII", "V", "VI", "VII", "VIII", "IX", "X", "XI"]


def ground(canvas, path, r, color, finish="sunburst", edge=None):
    """Fill the dial; `finish` sunburst, matte, fume, enamel, grid, grooves, teak, waves or guilloche."""
    base = s.triple(color)
    dark = sum(base) < 150
    if finish in ("sunburst", "fume", "guilloche", "grooves", "teak"):
        rng = np.random.default_rng(int(sum(base)) + 3)
        streak = rng.normal(0, 0.020, 361)
        gain = 0.62 if dark else 0.30

        def tone(phi):
            lobe = abs(math.cos(phi + 0.85)) ** 7 * gain + streak[int(phi / 2 / math.pi * 360)] - gain * 0.18
            return s.shade(base, 1 + lobe * (1 if lobe > 0 else 0.8))

        shader = s.sweep(CX, CY, tone, 360)
    else:
        shader = s.linear(
            CX - r, CY - r, CX + r, CY + r, [(0, s.shade(base, 1.10)), (0.5, base), (1, s.shade(base, 0.86))]
        )
    canvas.drawPath(path, s.paint(shader=shader))
    canvas.save()
    canvas.clipPath(path, True)
    PATTERNS.get(finish, lambda *a: None)(canvas, r, base)
    rim = s.triple(edge) if edge else s.shade(base, 0.35)
    start = 0.25 if finish == "fume" else 0.62
    reach = r * (1.02 if path.isOval() or dark else 1.75)
    canvas.drawPath(
        path,
        s.paint(
            shader=s.radial(
                CX,
                CY,
                reach,
                [
                    (0, s.rgb(rim, 0)),
                    (start, s.rgb(rim, 0)),
                    (1, s.rgb(rim, 235 if finish == "fume" else 92 if not dark else 130)),
                ],
            )
        ),
    )
    canvas.restore()


def _grid(canvas, r, base):
    step = r / 15
    for i in range(-16, 17):
        for j in range(-16, 17):
            x, y = CX + i * step, CY + j * step
            canvas.drawRect(
                skia.Rect.MakeXYWH(x, y, step * 0.74, step * 0.74),
                s.paint(
                    shader=s.linear(
                        x,
                        y,
                        x + step * 0.7,
                        y + step * 0.7,
                        [(0, s.shade(base, 1.34)), (0.5, s.shade(base, 1.06)), (1, s.shade(base, 0.66))],
                    )
                ),
            )
            canvas.drawRect(skia.Rect.MakeLTRB(x + step * 0.76, y, x + step, y + step), s.paint((0, 0, 0), 74))


def _bands(step_count, vertical):
    def draw(canvas, r, _base):
        step = 2 * r / step_count
        for i in range(step_count):
            a = -r + i * step
            for offset, color, alpha in ((0, (255, 255, 255), 44), (step * 0.78, (0, 0, 0), 90)):
                rect = (
                    skia.Rect.MakeXYWH(CX + a + offset, CY - r, step * 0.22, 2 * r)
                    if vertical
                    else skia.Rect.MakeXYWH(CX - r, CY + a + offset, 2 * r, step * 0.22)
                )
                canvas.drawRect(rect, s.paint(color, alpha))

    return draw


def _waves(canvas, r, _base):
    for row in range(-12, 13):
        y = CY + row * r / 10
        points = [(CX - r + i * r / 20, y + math.sin(i * 0.8 + (row % 2) * 3.14) * r / 34) for i in range(41)]
        canvas.drawPath(s.smooth(points, closed=False), s.paint((255, 255, 255), 40, stroke=r / 34))
        canvas.drawPath(
            s.smooth([(x, v + r / 30) for x, v in points], closed=False), s.paint((0, 0, 0), 60, stroke=r / 40)
        )


def _guilloche(canvas, r, _base):
    for i in range(60):
        canvas.save()
        canvas.rotate(i * 6, CX, CY)
        for alpha, tone in ((40, 255), (30, 0)):
            points = [
                (CX + 3 * (tone == 0) + math.sin(k * 0.42) * r * 0.055, CY - r * 0.08 - k * r * 0.62 / 24)
                for k in range(25)
            ]
            canvas.drawPath(s.smooth(points, closed=False), s.paint((tone,) * 3, alpha, stroke=1.8))
        canvas.restore()


PATTERNS = {
    "grid": _grid,
    "grooves": _bands(17, False),
    "teak": _bands(23, True),
    "waves": _waves,
    "guilloche": _guilloche,
}


def track(canvas, r, kind, color):
    """Minute track at radius r: ticks, dots, railroad or seconds (quarter marks)."""
    for i in range(60):
        five = i % 5 == 0
        if kind == "dots":
            around(canvas, i * 6, r, lambda c, f=five: c.drawCircle(0, 0, 4.2 if f else 2.4, s.paint(color)))
            continue
        length, width = (15, 3.4) if five else (10, 1.8)
        around(
            canvas,
            i * 6,
            r,
            lambda c, w=width, n=length: c.drawRect(skia.Rect.MakeXYWH(-w / 2, -n / 2, w, n), s.paint(color)),
        )
    if kind == "railroad":
        canvas.drawCircle(CX, CY, r + 7, s.paint(color, stroke=2))
        canvas.drawCircle(CX, CY, r - 7, s.paint(color, stroke=2))
    if kind == "seconds":
        for i in range(240):
            if i % 4:
                around(
                    canvas, i * 1.5, r + 2, lambda c: c.drawRect(skia.Rect.MakeXYWH(-0.7, -3, 1.4, 6), s.paint(color))
                )


def applied(canvas, path, metal, lume=None, box=(-10, -30, 10, 30)):
    """One applied index: shadow, faceted metal, optional luminous filling."""
    canvas.save()
    canvas.translate(3, 4)
    canvas.drawPath(path, s.paint((0, 0, 0), 120, blur=3))
    canvas.restore()
    left, top, right, bottom = box
    canvas.drawPath(
        path,
        s.paint(
            shader=s.linear(
                left,
                0,
                right,
                0,
                [
                    (0, s.metal(metal, 0.95)),
                    (0.49, s.metal(metal, 0.74)),
                    (0.51, s.metal(metal, 0.36)),
                    (1, s.metal(metal, 0.55)),
                ],
            )
        ),
    )
    canvas.drawPath(path, s.paint(s.metal(metal, 0.1), 90, stroke=1.2))
    if lume:
        canvas.save()
        canvas.clipPath(path, True)
        inner = skia.Matrix()
        inner.setScale(0.68, 0.82 if bottom - top > 1.4 * (right - left) else 0.70)
        small = skia.Path(path)
        small.transform(inner)
        canvas.drawPath(small, s.paint(lume))
        canvas.restore()


def hours(canvas, r, kind, metal, color, lume, skip=()):
    """Hour marks at radius r (outer edge); `skip` lists hours left free (12 is 0)."""
    for hour in range(12):
        if hour in skip:
            continue
        draw = HOURS[kind]
        around(canvas, hour * 30, r, lambda c, h=hour: draw(c, h, r, metal, color, lume))


def _baton(canvas, hour, r, metal, color, lume):
    length, width = r * 0.19, r * 0.046
    pairs = (-width * 0.72, width * 0.72) if hour == 0 else (0,)
    for dx in pairs:
        canvas.save()
        canvas.translate(dx, length / 2 + r * 0.02)
        applied(
            canvas,
            s.rounded(
                [
                    (-width / 2, -length / 2),
                    (width / 2, -length / 2),
                    (width / 2, length / 2),
                    (-width / 2, length / 2),
                ],
                3,
            ),
            metal,
            lume,
            (-width / 2, -length / 2, width / 2, length / 2),
        )
        canvas.restore()


def _slim(canvas, hour, r, metal, color, lume):
    length, width = r * (0.21 if hour % 3 == 0 else 0.17), r * 0.026
    for dx in (-width, width) if hour == 0 else (0,):
        canvas.save()
        canvas.translate(dx, length / 2 + r * 0.02)
        applied(
            canvas,
            s.polygon(
                [(-width / 2, -length / 2), (width / 2, -length / 2), (width / 2, length / 2), (-width / 2, length / 2)]
            ),
            metal,
            None,
            (-width / 2, -length / 2, width / 2, length / 2),
        )
        canvas.restore()


def _sport(canvas, hour, r, metal, color, lume):
    """Triangle at 12, bars at 6 and 9 (and 3), dots elsewhere."""
    canvas.translate(0, r * 0.105)
    if hour == 0:
        w = r * 0.105
        applied(canvas, s.rounded([(-w, -w * 0.82), (w, -w * 0.82), (0, w * 1.02)], 5), metal, lume, (-w, -w, w, w))
    elif hour % 3 == 0:
        w, h = r * 0.045, r * 0.105
        applied(canvas, s.rounded([(-w, -h), (w, -h), (w, h), (-w, h)], 5), metal, lume, (-w, -h, w, h))
    else:
        w = r * 0.074
        applied(canvas, s.circle(0, 0, w), metal, lume, (-w, -w, w, w))


def _explorer(canvas, hour, r, metal, color, lume):
    if hour in (3, 6, 9):
        canvas.translate(0, r * 0.16)
        canvas.rotate(-hour * 30)
        s.text(canvas, str(hour), 2, 3, r * 0.27, (0, 0, 0), s.SANS_BOLD, alpha=120)
        s.text(canvas, str(hour), 0, 0, r * 0.27, color, s.SANS_BOLD)
    elif hour == 0:
        _sport(canvas, 0, r, metal, color, lume)
    else:
        _baton(canvas, hour, r, metal, color, lume)


def _roman(canvas, hour, r, metal, color, lume):
    canvas.translate(0, r * 0.14)
    if 3 < hour < 9:
        canvas.rotate(180)
    canvas.scale(0.82, 1.18)
    s.text(canvas, ROMAN[hour], 0, 0, r * 0.19, color, s.DIDOT)


def _arabic(canvas, hour, r, metal, color, lume):
    canvas.translate(0, r * 0.15)
    canvas.rotate(-hour * 30)
    if lume:
        s.text(canvas, str(hour or 12), 2, 3, r * 0.225, (0, 0, 0), s.SANS_BOLD, alpha=110)
    s.text(canvas, str(hour or 12), 0, 0, r * 0.225, lume or color, s.SANS_BOLD if lume else s.SANS)


def _breguet(canvas, hour, r, metal, color, lume):
    canvas.translate(0, r * 0.15)
    canvas.rotate(-hour * 30)
    s.text(canvas, str(hour or 12), 0, 0, r * 0.25, color, "EBGaramond12-Italic.otf")


def _pilot(canvas, hour, r, metal, color, lume):
    if hour == 0:
        _sport(canvas, 0, r * 0.96, metal, color, lume)
    else:
        _arabic(canvas, hour, r * 0.97, metal, color, None)


def _diamonds(canvas, hour, r, metal, color, lume):
    canvas.translate(0, r * 0.10)
    size = r * 0.052
    applied(canvas, s.circle(0, 0, size * 1.22), metal, None, (-size, -size, size, size))
    brilliant(canvas, size, hour)


def _sandwich(canvas, hour, r, metal, color, lume):
    """Cut-out marks: 12, 3, 6, 9 in figures, bars elsewhere."""
    canvas.translate(0, r * 0.17)
    if hour % 3 == 0:
        canvas.rotate(-hour * 30)
        s.text(canvas, str(hour or 12), 0, 0, r * 0.34, color, s.SANS_BOLD)
    else:
        canvas.drawPath(s.rrect(-r * 0.028, -r * 0.12, r * 0.056, r * 0.24, 4), s.paint(color))


HOURS = {
    "baton": _baton,
    "slim": _slim,
    "sport": _sport,
    "explorer": _explorer,
    "roman": _roman,
    "arabic": _arabic,
    "breguet": _breguet,
    "pilot": _pilot,
    "diamonds": _diamonds,
    "sandwich": _sandwich,
}


def window(canvas, x, y, label, size, metal="steel", face="#fbfaf6", ink="#16161a"):
    """Date or day window centred on (x, y)."""
    w, h = size * (0.86 + 0.50 * len(label)), size * 1.26
    canvas.drawPath(
        s.rrect(x - w / 2 - 4, y - h / 2 - 4, w + 8, h + 8, 5),
        s.paint(
            shader=s.linear(
                x - w / 2,
                y - h / 2,
                x + w / 2,
                y + h / 2,
                [(0, s.metal(metal, 0.4)), (0.5, s.metal(metal, 0.95)), (1, s.metal(metal, 0.6))],
            )
        ),
    )
    canvas.drawPath(s.rrect(x - w / 2, y - h / 2, w, h, 3), s.paint(face))
    canvas.drawPath(s.rrect(x - w / 2, y - h / 2, w, h * 0.22, 3), s.paint((0, 0, 0), 50, blur=2))
    s.text(canvas, label, x, y, size * 0.86, ink, s.SANS_BOLD)


def cyclops(canvas, x, y, size):
    """Magnifier over the date."""
    lens = s.rrect(x - size * 1.35, y - size, size * 2.7, size * 2, size * 0.5)
    canvas.drawPath(lens, s.paint((255, 255, 255), 22))
    canvas.drawPath(lens, s.paint((255, 255, 255), 120, stroke=2.4))
    canvas.drawPath(
        s.rrect(x - size * 1.2, y - size * 0.9, size * 2.4, size * 0.62, size * 0.3),
        s.paint((255, 255, 255), 70, blur=4),
    )


def counter(canvas, cx, cy, r, color, ink, ring_metal=None, angle=205, count=12, labels=(), hand="#f2f2f0"):
    """Chronograph counter or small seconds with its hand."""
    base = s.triple(color)
    canvas.drawCircle(
        cx,
        cy,
        r,
        s.paint(
            shader=s.linear(
                cx - r, cy - r, cx + r, cy + r, [(0, s.shade(base, 0.74)), (0.5, base), (1, s.shade(base, 1.16))]
            )
        ),
    )
    for k in range(1, 9):
        canvas.drawCircle(cx, cy, r * k / 9, s.paint((0, 0, 0) if sum(base) > 380 else (255, 255, 255), 16, stroke=1.4))
    canvas.drawCircle(cx, cy, r, s.paint((0, 0, 0), 90, stroke=2.5))
    if ring_metal:
        canvas.drawCircle(
            cx, cy, r, s.paint(shader=s.sweep(cx, cy, lambda p: s.metal(ring_metal, s.environment(p))), stroke=5)
        )
    for i in range(count * 5 if count == 12 else count):
        a = 2 * math.pi * i / (count * 5 if count == 12 else count)
        long = i % 5 == 0
        canvas.drawLine(
            cx + r * 0.92 * math.sin(a),
            cy - r * 0.92 * math.cos(a),
            cx + r * (0.78 if long else 0.85) * math.sin(a),
            cy - r * (0.78 if long else 0.85) * math.cos(a),
            s.paint(ink, stroke=2.4 if long else 1.3),
        )
    for i, label in enumerate(labels):
        a = 2 * math.pi * (i + 1) / len(labels)
        s.text(canvas, label, cx + r * 0.57 * math.sin(a), cy - r * 0.57 * math.cos(a), r * 0.25, ink, s.SANS)
    canvas.save()
    canvas.rotate(angle, cx, cy)
    canvas.drawPath(
        s.polygon(
            [
                (cx - r * 0.045, cy + r * 0.24),
                (cx + r * 0.045, cy + r * 0.24),
                (cx + r * 0.02, cy - r * 0.80),
                (cx - r * 0.02, cy - r * 0.80),
            ]
        ),
        s.paint(hand),
    )
    canvas.restore()
    canvas.drawCircle(cx, cy, r * 0.085, s.paint(hand))


def moon(canvas, cx, cy, r):
    """Moon phase: half a night sky behind two hills."""
    canvas.save()
    half = skia.Path()
    half.addArc(skia.Rect.MakeLTRB(cx - r, cy - r, cx + r, cy + r), 180, 180)
    half.close()
    canvas.clipPath(half, True)
    canvas.drawPath(half, s.paint(shader=s.radial(cx, cy, r, [(0, (40, 62, 128)), (1, (14, 22, 62))])))
    for k in range(9):
        canvas.drawCircle(
            cx - r * 0.8 + k * r * 0.2, cy - r * (0.25 + 0.5 * ((k * 37) % 10) / 10), 2.2, s.paint((240, 232, 190))
        )
    canvas.drawCircle(
        cx + r * 0.12,
        cy - r * 0.48,
        r * 0.32,
        s.paint(shader=s.radial(cx, cy - r * 0.55, r * 0.4, [(0, (255, 244, 206)), (1, (206, 170, 96))])),
    )
    canvas.restore()
    canvas.drawPath(half, s.paint((20, 20, 24), 160, stroke=3))
