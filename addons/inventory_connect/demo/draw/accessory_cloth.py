"""Accessories of silk and cashmere: a printed square, a long scarf, ties."""

import numpy as np

from . import relief
from . import studio as s


def _rgb(color):
    return np.array(s.triple(color), np.float32)


def _square_print(r):
    """A print of our own: frames, a rosette of leaves, corner fans."""
    ground, ink, light, accent = (_rgb(r[name]) for name in ("color", "ink", "light", "accent"))

    def pattern(x, y):
        u, v = (x - 800) / 520, (y - 800) / 520
        edge = np.maximum(np.abs(u), np.abs(v))
        radius, angle = np.hypot(u, v), np.arctan2(v, u)
        out = np.broadcast_to(ground, (*x.shape, 3)).copy()
        petals = radius - 0.30 - 0.17 * np.abs(np.cos(6 * angle)) ** 1.6
        veins = np.abs(((angle * 6 / np.pi) % 1) - 0.5)
        leaf = (petals < 0) & (radius > 0.10)
        out[leaf] = light
        out[leaf & (veins < 0.035 + 0.05 * radius)] = ink
        out[(np.abs(petals) < 0.014)] = ink
        ring = np.abs(radius - 0.60 - 0.02 * np.cos(24 * angle))
        out[ring < 0.020] = accent
        out[(ring > 0.030) & (ring < 0.040)] = ink
        corner = np.hypot(np.abs(u) - 0.80, np.abs(v) - 0.80)
        fan = (corner < 0.34) & (np.sin(corner * 74) > 0.1)
        out[fan] = accent
        out[(corner < 0.36) & (corner > 0.345)] = ink
        out[(edge > 0.84) & (edge < 0.855)] = ink
        out[(edge > 0.87)] = accent
        braid = (edge > 0.885) & (np.sin((u + v) * 60) * np.sin((u - v) * 60) > 0.15)
        out[braid] = light
        out[edge > 0.975] = ink
        return out

    return pattern


def square(canvas, r):
    """Silk square laid out, its hem rolled by hand, two corners lifted."""
    outline = s.smooth(
        s.points(
            "274,290 500,274 800,286 1100,272 1326,284 1334,540 1322,800 1336,1080 1324,1318 "
            "1080,1330 800,1318 520,1332 280,1322 268,1060 282,800 266,520"
        ),
        tension=0.3,
    )
    folds = [
        (s.points("300,320 560,700 900,1290"), 150, 16),
        (s.points("500,300 760,640 1280,980"), 120, -12),
        (s.points("1290,330 1000,620 760,1290"), 130, 13),
        (s.points("320,900 640,960 980,1300"), 90, -10),
        (s.points("880,300 1000,500 1310,620"), 90, 9),
    ]
    form = relief.Form(outline, 40, 0.2, folds, 5.0, 260, 19, blur=14)
    relief.panel(
        canvas,
        outline,
        r["color"],
        "silk",
        bevel=9,
        puff=1.0,
        form=form,
        gloss=0.22,
        sharp=14,
        shadow=80,
        pattern=_square_print(r),
    )


def folded(canvas, r):
    """Long scarf folded over itself, fringed ends, checks or plain."""

    def pattern(x, y):
        base = np.broadcast_to(_rgb(r["color"]), (*x.shape, 3)).copy()
        if not r.get("ink"):
            return base
        for axis in (x, y):
            band = (axis - 800) % 250
            for lo, hi, color, mix in (
                (0, 66, "ink", 0.5),
                (92, 100, "accent", 0.85),
                (112, 120, "light", 0.7),
                (150, 158, "accent", 0.6),
            ):
                hit = (band > lo) & (band < hi)
                base[hit] = base[hit] * (1 - mix) + _rgb(r[color]) * mix
        return base

    for x0, y0, x1, y1, shade in ((430, 330, 1170, 1180, 60), (400, 420, 1200, 1230, 90)):
        outline = s.smooth(
            [
                (x0, y0 + 20),
                (x0 + 30, y0),
                (800, y0 - 8),
                (x1 - 30, y0),
                (x1, y0 + 20),
                (x1 + 6, (y0 + y1) / 2),
                (x1, y1 - 6),
                (800, y1 + 6),
                (x0, y1 - 6),
                (x0 - 6, (y0 + y1) / 2),
            ],
            tension=0.26,
        )
        folds = [
            ([(x0 + 130, y0), (x0 + 120, 800), (x0 + 140, y1)], 60, 8),
            ([(x1 - 170, y0), (x1 - 190, 760), (x1 - 160, y1)], 70, -8),
            ([(x0 + 60, 980), (800, 1010), (x1 - 60, 960)], 60, 5),
        ]
        form = relief.Form(outline, 70, 0.6, folds, 3.4, 170, 23, blur=10)
        relief.panel(
            canvas,
            outline,
            r["color"],
            r["kind"],
            bevel=20,
            puff=0.9,
            form=form,
            gloss=0.03,
            shadow=shade,
            pattern=pattern,
            relief=0.8,
        )
    rng = np.random.default_rng(5)
    for i in range(62):
        x = 410 + i * 12.7
        end = (x + rng.normal(0, 5), 1320 + rng.normal(0, 8))
        path = s.smooth([(x, 1222), (x + rng.normal(0, 4), 1270), end], closed=False)
        canvas.drawPath(path, s.paint((0, 0, 0), 70, stroke=9, blur=3))
        canvas.drawPath(path, s.paint(s.shade(r["color"], 0.74), stroke=8, cap=True))
        canvas.drawPath(path, s.paint(s.shade(r["color"], 1.08), stroke=4.4, cap=True))


def _tie_pattern(r):
    ground, ink, light = (_rgb(r[name]) for name in ("color", "ink", "light"))

    def pattern(x, y):
        out = np.broadcast_to(ground, (*x.shape, 3)).copy()
        if r["print"] == "stripe":
            t = (x + y * 0.8) % 118
            out[(t > 60) & (t < 98)] = ink
            out[(t > 54) & (t < 60) | (t > 98) & (t < 104)] = light
            return out
        p = 46.0
        row = np.floor(y / p)
        dx, dy = (x + (row % 2) * p / 2) % p - p / 2, y % p - p / 2
        spot = np.hypot(dx, dy)
        out[spot < 10] = ink
        out[spot < 4.6] = light
        return out

    return pattern


def tie(canvas, r):
    """Tie folded in two, blade in front."""
    tail = s.smooth(
        s.points("880,250 960,244 1010,640 1070,1010 1036,1080 1000,1130 950,1080 900,1030 890,640"),
        tension=0.18,
    )
    blade = s.smooth(
        s.points("660,250 760,240 860,252 900,640 960,1120 900,1210 812,1330 724,1210 640,1120 650,640"),
        tension=0.16,
    )
    for path, dark, deep in ((tail, 0.88, 30), (blade, 1.0, 40)):
        form = relief.Form(path, 80, 0.55, [(s.points("760,300 790,700 800,1200"), 60, 6)], 2.2, 190, 29, blur=8)
        recipe = {**r, "color": s.shade(r["color"], dark)}
        relief.panel(
            canvas,
            path,
            r["color"],
            "silk",
            bevel=16,
            puff=0.9,
            form=form,
            gloss=0.16,
            sharp=12,
            shadow=100 + deep,
            pattern=_tie_pattern(recipe),
        )
    bend = s.smooth(
        s.points("640,262 700,214 800,200 900,206 970,250 940,300 860,290 740,290 676,300"),
        tension=0.4,
    )
    relief.panel(canvas, bend, r["color"], "silk", bevel=40, puff=0.9, gloss=0.16, sharp=12, pattern=_tie_pattern(r))


SHAPES = {"square": square, "folded": folded, "tie": tie}
