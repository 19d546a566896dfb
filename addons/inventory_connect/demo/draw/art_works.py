"""Works of art made up for the demo: fields of colour, ridges, ink, printed shapes, weaving, bronze, a photograph.

They are abstract or landscape, after no living artist and no tradition that belongs to a community.
"""

import math

import numpy as np
import skia

from . import relief, textures
from . import studio as s
from .art_ground import box, ground, mixer
from .art_prints import WORKS as PRINTS


def field(canvas, x0, y0, w, h, r):
    """Two or three soft fields of colour, brushed thinly over each other."""
    at = [np.array(s.triple(color), np.float32) for color in r["colors"]]

    def pattern(x, y):
        u, v = (x - x0) / w, (y - y0) / h
        edge = 0.016 * textures.sample(textures.noise(46, 5), x, y) + 0.012 * textures.sample(
            textures.noise(12, 6), x, y
        )
        brush = (
            1
            + 0.07 * textures.sample(textures.noise(90, 8), x * 0.25, y)
            + 0.05 * textures.sample(textures.noise(7, 9, 1), x * 0.12, y)
        )
        out = np.broadcast_to(at[0], (*x.shape, 3)).copy()
        for (top, bottom), color in zip(((0.08, 0.44), (0.50, 0.80), (0.84, 0.93)), at[1:]):
            inside = np.minimum.reduce([u - 0.09, 0.91 - u, v - top, bottom - v]) + edge
            mask = 1 / (1 + np.exp(-inside * 80))
            out += (color - out) * (mask * 0.92)[..., None]
        return out * brush[..., None]

    ground(canvas, x0, y0, w, h, r["colors"][0], "linen", pattern)


def ridges(canvas, x0, y0, w, h, r):
    """Landscape of ridges one behind the other, haze between them."""
    sky = mixer(r["sky"])
    near = mixer(r["land"])

    def pattern(x, y):
        u, v = (x - x0) / w, (y - y0) / h
        out = sky(v / 0.62 + 0.04 * textures.sample(textures.noise(120, 3), x * 0.4, y))
        count = 7
        for k in range(count):
            t = k / (count - 1)
            line = (
                0.34
                + 0.085 * k
                + 0.05 * np.sin(u * (3.1 + k * 0.9) + k * 1.9)
                + (0.012 + 0.006 * k)
                * textures.sample(textures.noise(70 - k * 6, 20 + k), x, np.full_like(y, 40.0 * k))
            )
            mask = 1 / (1 + np.exp(-(v - line) * 420))
            tone = (
                near(np.full_like(u, t))
                * (
                    1
                    + 0.06 * textures.sample(textures.noise(16, 40 + k), x * 0.6, y * 1.6)
                    - 0.16 * np.clip((v - line) * 5, 0, 1)
                )[..., None]
            )
            out += (tone - out) * mask[..., None]
        return out

    ground(canvas, x0, y0, w, h, r["sky"][0], "linen", pattern, relief=1.4)


def ink(canvas, x0, y0, w, h, r):
    """Brush strokes of ink on paper: a few gestures, dry at their ends."""
    ground(canvas, x0, y0, w, h, "#f3eee2", "paper")
    strokes = (
        (s.points("0.2,0.72 0.3,0.34 0.52,0.2 0.7,0.34 0.66,0.58 0.44,0.66"), 0.105),
        (s.points("0.16,0.84 0.4,0.8 0.62,0.83 0.86,0.78"), 0.060),
        (s.points("0.74,0.2 0.8,0.4 0.78,0.6"), 0.034),
    )
    canvas.save()
    canvas.clipPath(box(x0, y0, w, h), True)
    rng = np.random.default_rng(4)
    for points, width in strokes:
        measure = skia.PathMeasure(s.smooth([(x0 + u * w, y0 + v * h) for u, v in points], closed=False), False)
        total = measure.getLength()
        for _hair in range(90):
            off = rng.normal(0, 0.36) * width * w
            begin, end = rng.uniform(0, 0.06), 1 - abs(rng.normal(0, 0.12)) - (abs(off) / (width * w)) * 0.10
            path, first = skia.Path(), True
            for i in range(40):
                t = begin + (end - begin) * i / 39
                position, tangent = measure.getPosTan(total * t)
                swell = 0.7 + 0.5 * math.sin(math.pi * min(1, t * 1.2))
                px, py = position.x() - tangent.y() * off * swell, position.y() + tangent.x() * off * swell
                path.moveTo(px, py) if first else path.lineTo(px, py)
                first = False
            canvas.drawPath(path, s.paint("#191a1e", 150, stroke=rng.uniform(2, width * w * 0.12), cap=True))
    seal = s.rrect(x0 + w * 0.80, y0 + h * 0.86, w * 0.06, w * 0.06, 4)
    canvas.drawPath(seal, s.paint("#b0382b", 230))
    canvas.drawPath(
        s.rrect(x0 + w * 0.815, y0 + h * 0.86 + w * 0.015, w * 0.03, w * 0.03, 3), s.paint("#f3eee2", stroke=3)
    )
    canvas.restore()


def impasto(canvas, x0, y0, w, h, r):
    """Thick paint pulled with a knife: strokes of colour in relief."""
    at = mixer(r["colors"])
    rng = np.random.default_rng(21)
    strokes = []
    for _i in range(210):
        u, v = rng.uniform(0, 1), rng.uniform(0, 1)
        turn = -30 + 50 * v + rng.normal(0, 16)
        strokes.append(
            (v + rng.normal(0, 0.05), x0 + u * w, y0 + v * h, turn, rng.uniform(70, 170), rng.uniform(24, 54))
        )
    ground(canvas, x0, y0, w, h, r["colors"][0], "linen")
    canvas.save()
    canvas.clipPath(box(x0, y0, w, h), True)
    for level, x, y, turn, length, wide in strokes:
        a = math.radians(turn)
        dx, dy = math.cos(a) * length / 2, math.sin(a) * length / 2
        nx, ny = -math.sin(a) * wide / 2, math.cos(a) * wide / 2
        dab = s.smooth(
            [
                (x - dx + nx, y - dy + ny),
                (x + nx * 1.2, y + ny * 1.2),
                (x + dx + nx * 0.8, y + dy + ny * 0.8),
                (x + dx - nx * 0.8, y + dy - ny * 0.8),
                (x - nx * 1.1, y - ny * 1.1),
                (x - dx - nx, y - dy - ny),
            ],
            tension=0.34,
        )
        color = at(np.array([[np.clip(level + rng.normal(0, 0.10), 0, 1)]]))[0, 0]
        relief.panel(
            canvas,
            dab,
            tuple(color),
            "brush",
            bevel=10,
            puff=0.8,
            gloss=0.20,
            sharp=14,
            shadow=60,
            relief=7.0,
            turn=turn,
        )
    canvas.restore()


def bronze(canvas, _x, _y, _w, _h, r):
    """Two leaning forms of patinated bronze on a stone plinth."""
    plinth = s.rounded(s.points("500,1080 1100,1080 1116,1300 484,1300"), 8)
    relief.panel(canvas, plinth, "#55524e", "suede", bevel=10, puff=0.9, gloss=0.08)
    top = s.polygon(s.points("500,1082 560,1040 1040,1040 1100,1082"))
    relief.panel(canvas, top, "#6d6964", "suede", bevel=3, gloss=0.05, shadow=0)
    back = s.smooth(
        s.points(
            "830,1066 800,900 830,700 930,500 1010,300 1060,280 1070,360 1030,560 1000,760 1010,920 1000,1066 910,1074"
        ),
        tension=0.46,
    )
    front = s.smooth(
        s.points(
            "600,1070 570,880 590,690 680,520 760,420 820,300 880,230 910,270 880,420 820,560 "
            "760,700 760,860 800,1070 700,1078"
        ),
        tension=0.46,
    )
    for path, seed in ((back, 4), (front, 6)):
        form = relief.Form(path, 150, 0.9, ripple=2.2, ripple_size=90, seed=seed, blur=9)
        relief.metal(canvas, path, "bronze", bevel=20, puff=0.9, form=form, frost=0.45, bend=0.6, shadow=110)
        canvas.drawPath(
            path,
            s.paint(
                shader=s.linear(
                    0,
                    300,
                    0,
                    1080,
                    [(0, s.rgb("#3f6f62", 0)), (0.55, s.rgb("#3f6f62", 36)), (1, s.rgb("#3f6f62", 120))],
                )
            ),
        )
    hole = s.smooth(s.points("690,700 730,640 750,700 720,800 684,790"))
    relief.panel(canvas, hole, "#dedbd5", "smooth", bevel=16, puff=-1.0, gloss=0, shadow=0)
    canvas.drawPath(hole, s.paint((20, 12, 6), 190, stroke=9, blur=4))


WORKS = {
    **PRINTS,
    "field": field,
    "ridges": ridges,
    "ink": ink,
    "impasto": impasto,
    "bronze": bronze,
}
