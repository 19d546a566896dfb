"""Cut stones from above: facets that catch the studio's lights, pearls, cabochons.

A stone is rings of corners from the girdle to the middle; between two rings lie facets. Each facet mirrors another
part of the room, so neighbours differ strongly: that is what makes a stone look cut.
"""

import math
from itertools import pairwise

import numpy as np
import skia

from . import studio as s

# body colour, colour in the dark, colour in the light
STONES = {
    "diamond": ((214, 222, 230), (58, 66, 80), (255, 255, 255)),
    "sapphire": ((36, 64, 164), (8, 14, 58), (150, 186, 255)),
    "ruby": ((178, 20, 52), (62, 2, 18), (255, 150, 160)),
    "emerald": ((18, 128, 84), (2, 46, 30), (150, 240, 190)),
    "aquamarine": ((138, 204, 222), (44, 104, 128), (236, 252, 255)),
    "yellow_diamond": ((240, 208, 70), (128, 94, 8), (255, 250, 196)),
    "tanzanite": ((82, 74, 180), (24, 18, 84), (190, 180, 255)),
    "tourmaline": ((214, 92, 130), (96, 18, 52), (255, 206, 222)),
}


def outline(shape, n=16):
    """Corners of the girdle on the unit circle of a shape, counted from the top."""
    out = []
    for i in range(n):
        a = 2 * math.pi * i / n - math.pi / 2
        c, v = math.cos(a), math.sin(a)
        if shape == "oval":
            c = c * 0.78
        elif shape == "cushion":
            k = 1 / (abs(c) ** 3.2 + abs(v) ** 3.2) ** (1 / 3.2)
            c, v = c * k * 0.90, v * k * 0.90
        elif shape == "pear":
            pull = 0.5 - 0.5 * v
            c, v = c * (0.76 - 0.50 * pull**1.5), v * 0.92 - 0.10 * pull
        elif shape == "marquise":
            c = c * 0.50 * (1 - 0.42 * abs(v) ** 3)
        elif shape == "heart":
            t = a + math.pi / 2
            c = 0.92 * math.sin(t) ** 3
            v = -(13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)) / 17
        out.append((c, v))
    return out


def step_outline(shape):
    """Corners of a step cut: emerald (long octagon), asscher, baguette."""
    w, h, cut = {"emerald_cut": (0.72, 1.0, 0.20), "asscher": (0.86, 0.86, 0.26), "baguette": (0.40, 1.0, 0.0)}[shape]
    if not cut:
        return [(-w, -h), (w, -h), (w, h), (-w, h)]
    return [
        (-w + cut, -h),
        (w - cut, -h),
        (w, -h + cut),
        (w, h - cut),
        (w - cut, h),
        (-w + cut, h),
        (-w, h - cut),
        (-w, -h + cut),
    ]


def _tone(colors, t, fire=None):
    """Colour between dark, body and light at brightness t."""
    body, dark, light = colors
    color = s.mix(dark, body, t / 0.55) if t < 0.55 else s.mix(body, light, (t - 0.55) / 0.45)
    return s.mix(color, fire, 0.34) if fire else color


def stone(canvas, x, y, r, kind="diamond", shape="round", turn=0.0, seed=1):
    """Draw a faceted stone of radius `r` (half its length) centred on (x, y)."""
    colors = STONES[kind]
    canvas.save()
    canvas.translate(x, y)
    canvas.rotate(turn)
    canvas.scale(r, r)
    if shape in ("emerald_cut", "asscher", "baguette"):
        corners = step_outline(shape)
        _steps(canvas, corners, colors, seed)
    else:
        corners = outline(shape, 16 if r > 26 else 8)
        _brilliant(canvas, corners, colors, seed, r)
    path = s.polygon(corners)
    canvas.drawPath(path, s.paint((0, 0, 0), 110, stroke=0.03))
    _window(canvas, path)
    canvas.restore()
    if r > 20:
        _sparkle(canvas, x - r * 0.30, y - r * 0.36, r * 0.42)


def _brilliant(canvas, corners, colors, seed, size):
    """Crown facets, then what the table shows of the pavilion."""
    rng = np.random.default_rng(seed)
    n = len(corners)
    rings = [1.0, 0.80, 0.58, 0.40, 0.20, 0.0] if size > 26 else [1.0, 0.62, 0.30, 0.0]
    canvas.drawPath(s.polygon(corners), s.paint(colors[0]))
    for depth, (outer, inner) in enumerate(pairwise(rings)):
        for i in range(n):
            shift = 0.5 if depth % 2 else 0.0
            a, b, c, d = (
                _at(corners, i + shift, outer),
                _at(corners, i + 1 + shift, outer),
                _at(corners, i + 0.5 + shift, inner),
                _at(corners, i + 1.5 + shift, inner),
            )
            for triangle, flip in (((a, b, c), 0), ((b, c, d), 1)):
                mx, my = sum(p[0] for p in triangle) / 3, sum(p[1] for p in triangle) / 3
                toward = -0.62 * mx - 0.70 * my
                star = (i * 2 + flip + depth) % 4
                t = (
                    0.50
                    + 0.26 * toward * (1 if depth < 2 else -1)
                    + (0.26 if star == 0 else -0.24 if star == 2 else 0.02)
                )
                t += rng.normal(0, 0.15)
                if rng.random() < 0.10:
                    t = 1.0
                fire = None
                if colors is STONES["diamond"] and rng.random() < 0.10:
                    fire = [(255, 190, 120), (130, 190, 255), (190, 150, 255), (150, 240, 200)][rng.integers(4)]
                canvas.drawPath(s.polygon(triangle), s.paint(_tone(colors, min(1, max(0, t)), fire)))
    table = s.polygon([_at(corners, i * n / 8 + 0.5, 0.58) for i in range(8)])
    canvas.drawPath(table, s.paint((255, 255, 255), 36))
    canvas.drawPath(table, s.paint((255, 255, 255), 120, stroke=0.014))
    for i in range(n):
        a, b = _at(corners, i, 1.0), _at(corners, i + 0.5, 0.58)
        canvas.drawLine(*a, *b, s.paint((255, 255, 255), 70, stroke=0.010))


def _at(corners, i, scale):
    """Point at position i (between corners too) around the outline, pulled in by `scale`."""
    n = len(corners)
    low, part = math.floor(i) % n, i - math.floor(i)
    (ax, ay), (bx, by) = corners[low], corners[(low + 1) % n]
    return ((ax + (bx - ax) * part) * scale, (ay + (by - ay) * part) * scale)


def _steps(canvas, corners, colors, seed):
    """Steps of a step cut: long facets, lit one by one like a staircase."""
    rng = np.random.default_rng(seed)
    n = len(corners)
    rings = [1.0, 0.86, 0.72, 0.58, 0.46, 0.33, 0.20, 0.06]
    for depth, (outer, inner) in enumerate(pairwise(rings)):
        for i in range(n):
            a, b = corners[i], corners[(i + 1) % n]
            mx, my = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
            side = (-0.6 * mx - 0.75 * my) * (1 if depth < 3 else -1)
            t = 0.48 + 0.34 * side + (0.20 if (depth + i) % 2 else -0.16) + rng.normal(0, 0.07)
            quad = [
                (a[0] * outer, a[1] * outer),
                (b[0] * outer, b[1] * outer),
                (b[0] * inner, b[1] * inner),
                (a[0] * inner, a[1] * inner),
            ]
            canvas.drawPath(s.polygon(quad), s.paint(_tone(colors, min(1, max(0.04, t)))))
            canvas.drawPath(s.polygon(quad), s.paint((255, 255, 255), 46, stroke=0.008))
    table = s.polygon([(x * 0.58, y * 0.58) for x, y in corners])
    canvas.drawPath(
        table,
        s.paint(
            shader=s.linear(
                -0.5,
                -0.8,
                0.5,
                0.8,
                [(0, s.rgb((255, 255, 255), 120)), (0.42, s.rgb((255, 255, 255), 10)), (1, s.rgb(colors[1], 70))],
            )
        ),
    )
    canvas.drawPath(table, s.paint((255, 255, 255), 150, stroke=0.012))


def _window(canvas, path):
    """Soft light from the upper left over the whole stone, dark at the lower right rim."""
    canvas.drawPath(
        path,
        s.paint(
            shader=s.radial(
                -0.4,
                -0.5,
                1.5,
                [(0, s.rgb((255, 255, 255), 84)), (0.4, s.rgb((255, 255, 255), 0)), (1, s.rgb((0, 0, 20), 96))],
            )
        ),
    )


def _sparkle(canvas, x, y, r):
    """Small star of light."""
    for angle, reach in ((0, 1.0), (90, 1.0), (45, 0.42), (135, 0.42)):
        canvas.save()
        canvas.translate(x, y)
        canvas.rotate(angle)
        ray = s.polygon([(-r * reach, 0), (0, -r * 0.035), (r * reach, 0), (0, r * 0.035)])
        canvas.drawPath(ray, s.paint((255, 255, 255), 235, blur=max(0.6, r * 0.012)))
        canvas.restore()
    canvas.drawCircle(x, y, r * 0.10, s.paint((255, 255, 255), 250, blur=max(1, r * 0.05)))


def pearl(canvas, x, y, r, tone="#f3eadf", dark=False):
    """Pearl with its orient: pink and green glow, soft highlight."""
    base = s.triple(tone)
    canvas.drawCircle(x + r * 0.10, y + r * 0.16, r, s.paint((20, 12, 8), 90, blur=r * 0.16))
    canvas.drawCircle(
        x,
        y,
        r,
        s.paint(
            shader=s.radial(
                x - r * 0.30,
                y - r * 0.36,
                r * 1.55,
                [
                    (0, s.shade(base, 1.75)),
                    (0.20, s.shade(base, 1.25)),
                    (0.50, base),
                    (0.80, s.shade(base, 0.62)),
                    (1, s.shade(base, 0.42)),
                ],
            )
        ),
    )
    canvas.drawCircle(
        x,
        y,
        r,
        s.paint(
            shader=s.radial(
                x + r * 0.34,
                y + r * 0.42,
                r * 0.9,
                [(0, s.rgb((255, 214, 206) if not dark else (120, 190, 170), 110)), (1, s.rgb((255, 255, 255), 0))],
            )
        ),
    )
    canvas.drawOval(
        skia.Rect.MakeXYWH(x - r * 0.56, y - r * 0.62, r * 0.44, r * 0.32), s.paint((255, 255, 255), 225, blur=r * 0.07)
    )


def cabochon(canvas, path, tone):
    """Smooth domed stone on a path."""
    box = path.getBounds()
    r = max(box.width(), box.height()) / 2
    cx, cy = box.centerX(), box.centerY()
    canvas.drawPath(
        path,
        s.paint(
            shader=s.radial(
                cx - r * 0.25,
                cy - r * 0.35,
                r * 1.5,
                [(0, s.shade(tone, 1.45)), (0.4, s.triple(tone)), (1, s.shade(tone, 0.30))],
            )
        ),
    )
    canvas.save()
    canvas.clipPath(path, True)
    canvas.drawOval(
        skia.Rect.MakeXYWH(cx - r * 0.62, cy - r * 0.74, r * 0.62, r * 0.36),
        s.paint((255, 255, 255), 190, blur=r * 0.06),
    )
    canvas.drawOval(
        skia.Rect.MakeXYWH(cx - r * 0.1, cy + r * 0.40, r * 0.6, r * 0.3), s.paint((255, 255, 255), 50, blur=r * 0.12)
    )
    canvas.restore()
