"""Dials: grounds, tracks, hour marks, windows and counters."""

import math

import numpy as np
import skia

from . import studio as s
from .case import CX, CY, around


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
