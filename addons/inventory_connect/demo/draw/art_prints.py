"""Works on paper and of thread: screenprint, linocut, tapestry, photograph."""

import math

import numpy as np
import skia

from . import relief, textures
from . import studio as s
from .art_ground import box, ground


def shapes(canvas, x0, y0, w, h, r):
    """Screenprint of flat shapes, each colour slightly off register."""
    ground(canvas, x0, y0, w, h, "#f4efe4", "paper")
    c = r["colors"]
    m = w * 0.09
    canvas.save()
    canvas.clipPath(box(x0 + m, y0 + m, w - 2 * m, h - 2.6 * m), True)
    canvas.drawRect(skia.Rect.MakeXYWH(x0 + m, y0 + m, w - 2 * m, h - 2.6 * m), s.paint(c[0]))

    def at(u, v):
        return (x0 + u * w, y0 + v * h)

    multiply = skia.BlendMode.kMultiply
    canvas.drawCircle(*at(0.62, 0.34), w * 0.24, s.paint(c[1]))
    canvas.drawPath(s.polygon([at(0.09, 0.62), at(0.42, 0.30), at(0.66, 0.62)]), s.paint(c[2], blend=multiply))
    canvas.drawPath(s.polygon([at(0.34, 0.66), at(0.70, 0.42), at(1.0, 0.66)]), s.paint(c[3], blend=multiply))
    canvas.drawRect(skia.Rect.MakeLTRB(*at(0.0, 0.62), *at(1.0, 0.70)), s.paint(c[4]))
    for i in range(7):
        y = 0.72 + i * 0.026
        canvas.drawPath(
            s.smooth([at(0.05 + 0.1 * k, y + (0.006 if k % 2 else -0.006)) for k in range(11)], closed=False),
            s.paint(c[1], 220, stroke=w * 0.008),
        )
    canvas.restore()
    s.text(canvas, r.get("edition", "12/40"), x0 + m + w * 0.05, y0 + h - m * 0.9, w * 0.030, "#55504a", s.GARAMOND)
    canvas.drawPath(
        s.smooth([at(0.72, 0.945), at(0.76, 0.930), at(0.80, 0.950), at(0.85, 0.932), at(0.91, 0.944)], closed=False),
        s.paint("#55504a", stroke=2.6),
    )


def linocut(canvas, x0, y0, w, h, r):
    """Linocut: gum leaves cut in white line out of black, in our own manner."""
    ground(canvas, x0, y0, w, h, "#f1ebdd", "paper")
    m = w * 0.10
    area = box(x0 + m, y0 + m, w - 2 * m, h - 2.4 * m)
    canvas.save()
    canvas.clipPath(area, True)
    canvas.drawPath(area, s.paint(r["colors"][0]))
    rng = np.random.default_rng(8)
    for i in range(5):
        stem = [
            (x0 + w * (0.14 + i * 0.18), y0 + h * 1.0),
            (x0 + w * (0.20 + i * 0.16), y0 + h * 0.6),
            (x0 + w * (0.16 + i * 0.19), y0 + h * 0.06),
        ]
        path = s.smooth(stem, closed=False)
        canvas.drawPath(path, s.paint("#f1ebdd", stroke=w * 0.008))
        measure = skia.PathMeasure(path, False)
        for k in range(13):
            position, tangent = measure.getPosTan(measure.getLength() * (0.04 + k * 0.073))
            turn = math.degrees(math.atan2(tangent.y(), tangent.x())) + (48 if k % 2 else -48) + rng.normal(0, 9)
            canvas.save()
            canvas.translate(position.x(), position.y())
            canvas.rotate(turn)
            length = w * rng.uniform(0.13, 0.19)
            leaf = s.smooth([(0, 0), (length * 0.35, -length * 0.13), (length, 0), (length * 0.35, length * 0.10)])
            canvas.drawPath(leaf, s.paint(r["colors"][1 + (i + k) % 2]))
            for cut in range(7):
                u = length * (0.12 + cut * 0.11)
                canvas.drawLine(u, 0, u + length * 0.09, -length * 0.07 * (1 - cut / 9), s.paint("#f1ebdd", stroke=2.2))
                canvas.drawLine(u, 0, u + length * 0.09, length * 0.06 * (1 - cut / 9), s.paint("#f1ebdd", stroke=2.2))
            canvas.drawLine(0, 0, length * 0.96, 0, s.paint("#f1ebdd", stroke=2.6))
            canvas.restore()
    canvas.restore()
    s.text(canvas, r.get("edition", "AP"), x0 + m + w * 0.04, y0 + h - m * 0.72, w * 0.030, "#55504a", s.GARAMOND)


def weave(canvas, x0, y0, w, h, r):
    """Tapestry: bands of dyed wool, a fringe below."""
    at = [np.array(s.triple(color), np.float32) for color in r["colors"]]

    def pattern(x, y):
        u, v = (x - x0) / w, (y - y0) / h
        row = v * 22 + 0.9 * np.sin(u * 5.2 + 0.8) + 0.35 * textures.sample(textures.noise(80, 7), x, y)
        band = np.floor(row).astype(int)
        pick = (band * 7 + band // 3) % len(at)
        out = np.array(at)[pick]
        yarn = 1 + 0.10 * np.sin(y * math.pi / 3.4) + 0.08 * textures.sample(textures.noise(6, 10, 1), x * 0.5, y)
        return out * yarn[..., None]

    rng = np.random.default_rng(3)
    for i in range(int(w / 11)):
        x = x0 + 6 + i * 11
        path = s.smooth(
            [
                (x, y0 + h - 8),
                (x + rng.normal(0, 3), y0 + h + 50),
                (x + rng.normal(0, 7), y0 + h + 96 + rng.normal(0, 6)),
            ],
            closed=False,
        )
        canvas.drawPath(path, s.paint(s.shade(r["colors"][0], 0.7), stroke=6, cap=True))
        canvas.drawPath(path, s.paint(s.shade(r["colors"][0], 1.1), stroke=3, cap=True))
    rod = s.rrect(x0 - 50, y0 - 22, w + 100, 26, 13)
    relief.panel(canvas, rod, "#8a6237", "wood", bevel=13, puff=1.0, gloss=0.2)
    form = relief.Form(
        box(x0, y0, w, h),
        30,
        0.3,
        [
            ([(x0 + w * 0.3, y0), (x0 + w * 0.27, y0 + h)], 90, 7),
            ([(x0 + w * 0.72, y0), (x0 + w * 0.75, y0 + h)], 90, -6),
        ],
        2.0,
        160,
        6,
    )
    relief.panel(
        canvas,
        box(x0, y0, w, h),
        r["colors"][0],
        "canvas",
        bevel=8,
        form=form,
        gloss=0,
        shadow=60,
        pattern=pattern,
        relief=2.6,
    )


def photograph(canvas, x0, y0, w, h, r):
    """Silver print: a shore at dusk, long exposure."""
    ground(canvas, x0, y0, w, h, "#f2f0ea", "paper")
    m = w * 0.06
    bx, by, bw, bh = x0 + m, y0 + m, w - 2 * m, h - 2 * m

    def pattern(x, y):
        u, v = (x - bx) / bw, (y - by) / bh
        cloud = textures.sample(textures.noise(210, 12), x * 0.5, y * 2.0)
        sky = (
            0.86
            - 0.55 * v
            + 0.09 * cloud * np.clip(1 - v, 0, 1)
            + 0.30 * np.exp(-(((u - 0.66) / 0.22) ** 2 + ((v - 0.44) / 0.16) ** 2))
        )
        sea = (
            0.30
            + 0.40 * (v - 0.5)
            + 0.05 * textures.sample(textures.noise(60, 13), x * 0.22, y * 2.4)
            + 0.34 * np.exp(-(((u - 0.66) / (0.05 + 0.34 * (v - 0.5))) ** 2)) * np.clip(1.25 - v, 0, 1)
        )
        tone = np.where(v < 0.5, sky, sea)
        cape = 0.5 - 0.11 * np.clip(0.46 - u, 0, 1) / 0.46 - 0.012 * textures.sample(textures.noise(40, 14), x, y * 0)
        tone = np.where((v > cape) & (v < 0.503) & (u < 0.47), 0.13 + 0.03 * cloud, tone)
        rock = np.hypot((u - 0.30) / 0.13, (v - 0.80) / 0.05) + 0.10 * textures.sample(textures.noise(26, 15), x, y)
        tone = np.where(rock < 1, 0.10 + 0.08 * np.clip(1 - rock, 0, 1) * (v < 0.80), tone)
        grain = 0.02 * textures.sample(textures.noise(3, 16, 1), x, y)
        return np.clip(tone + grain, 0.04, 0.98)[..., None] * np.array([252, 249, 243], np.float32)

    relief.panel(
        canvas,
        box(bx, by, bw, bh),
        "#888888",
        "paper",
        bevel=1,
        gloss=0.05,
        shadow=0,
        occlude=0,
        relief=0.4,
        pattern=pattern,
    )


WORKS = {"shapes": shapes, "linocut": linocut, "weave": weave, "photograph": photograph}
