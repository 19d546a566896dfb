"""Jewelry that lies or hangs: pendant, pearls, line bracelet, earrings, chain, brooch; a bangle that stands."""

import math

import skia

from . import gem, relief
from . import parts as p
from . import studio as s


def cable(canvas, path, metal, size=9):
    """Fine cable chain along a path."""
    p.chain(canvas, path, metal, size, width=max(2.4, size * 0.26))


def pendant(canvas, r):
    """Stone or halo on a fine chain."""
    cable(canvas, s.smooth(s.points("330,120 420,420 560,700 800,868"), closed=False), r["metal"], 13)
    cable(canvas, s.smooth(s.points("1270,120 1180,420 1040,700 800,868"), closed=False), r["metal"], 13)
    bail = s.smooth(s.points("782,850 800,830 818,850 814,910 800,922 786,910"))
    relief.metal(canvas, bail, r["metal"], bevel=9, puff=1.1)
    size, y = r.get("size", 120), 1056
    corners = gem.outline(r["cut"], 24)
    back = s.smooth([(800 + x * size * 1.42, y + v * size * 1.36) for x, v in corners])
    relief.metal(canvas, back, r["metal"], bevel=14, puff=0.9)
    for i, (x, v) in enumerate(corners):
        gem.stone(
            canvas, 800 + x * size * 1.24, y + v * size * 1.20, size * 0.135, "diamond", "round", i * 15, seed=i + 31
        )
    gem.stone(canvas, 800, y, size, r["stone"], r["cut"], 0, seed=17)
    for a in (40, 140, 220, 320):
        p.stud(
            canvas,
            800 + math.cos(math.radians(a)) * size * 0.76,
            y + math.sin(math.radians(a)) * size * 0.92,
            9,
            r["metal"],
        )


def strand(canvas, r):
    """Graduated row of pearls with a small clasp."""
    count = 44
    for i in range(count):
        t = i / (count - 1)
        a = math.pi * (0.5 + 2 * (t - 0.5)) - 0.0
        x, y = 800 + 470 * math.cos(a), 800 + 500 * math.sin(a) * (0.94 if math.sin(a) < 0 else 1.06)
        size = 26 + 10 * math.exp(-(((t - 0.5) / 0.26) ** 2))
        gem.pearl(canvas, x, y, size, r.get("pearl", "#f0e6da"), r.get("dark", False))
    clasp = s.smooth(s.points("760,316 800,306 840,316 846,346 800,356 754,346"))
    relief.metal(canvas, clasp, r["metal"], bevel=16, puff=1.0)
    gem.stone(canvas, 800, 331, 15, "diamond", "round", seed=2)


def tennis(canvas, r):
    """Line of stones laid in a loose curve."""
    path = s.smooth(
        s.points("420,520 560,360 800,310 1060,380 1180,560 1150,800 980,980 760,1060 560,1150 470,1290"),
        closed=False,
    )
    measure = skia.PathMeasure(path, False)
    total, step = measure.getLength(), 44.0
    for i in range(int(total / step)):
        position, tangent = measure.getPosTan(i * step)
        turn = math.degrees(math.atan2(tangent.y(), tangent.x()))
        canvas.save()
        canvas.translate(position.x(), position.y())
        canvas.rotate(turn)
        canvas.drawRRect(
            skia.RRect.MakeRectXY(skia.Rect.MakeLTRB(-20, -18, 26, 30), 6, 6), s.paint((10, 8, 8), 110, blur=7)
        )
        box = skia.RRect.MakeRectXY(skia.Rect.MakeLTRB(-21, -21, 21, 21), 7, 7)
        canvas.drawRRect(box, s.paint(shader=s.bar(r["metal"], 0, -21, 0, 21)))
        canvas.drawRect(skia.Rect.MakeLTRB(18, -6, 27, 6), s.paint(s.metal(r["metal"], 0.55)))
        canvas.restore()
        gem.stone(canvas, position.x(), position.y(), 19, r["stone"], "round", turn, seed=i)
    position, tangent = measure.getPosTan(total - 8)
    relief.metal(canvas, s.rrect(position.x() - 26, position.y() - 34, 52, 68, 10), r["metal"], bevel=14, puff=1.0)


def drops(canvas, r):
    """Pair of drop earrings: a small stone above, a large one below."""
    for x, turn in ((590, -3), (1010, 3)):
        canvas.save()
        canvas.translate(x, 800)
        canvas.rotate(turn)
        canvas.translate(-x, -800)
        gem.stone(canvas, x, 470, 56, r.get("upper", "diamond"), "round", 0, seed=3)
        for a in (45, 135, 225, 315):
            p.stud(canvas, x + math.cos(math.radians(a)) * 53, 470 + math.sin(math.radians(a)) * 53, 8, r["metal"])
        link = s.smooth([(x, 524), (x, 600), (x, 700)], closed=False)
        cable(canvas, link, r["metal"], 16)
        if r.get("pearl"):
            cap = s.smooth([(x - 36, 716), (x, 690), (x + 36, 716), (x + 44, 750), (x, 764), (x - 44, 750)])
            gem.pearl(canvas, x, 850, 118, r["pearl"], r.get("dark", False))
            relief.metal(canvas, cap, r["metal"], bevel=16, puff=1.0, shadow=50)
        else:
            size, y = 140, 900
            corners = gem.outline(r["cut"], 26)
            back = s.smooth([(x + u * size * 1.36, y + v * size * 1.28) for u, v in corners])
            relief.metal(canvas, back, r["metal"], bevel=13, puff=0.9)
            for i, (u, v) in enumerate(corners):
                gem.stone(canvas, x + u * size * 1.21, y + v * size * 1.15, 15, "diamond", "round", i * 17, seed=i)
            gem.stone(canvas, x, y, size, r["stone"], r["cut"], 0, seed=13)
        canvas.restore()


def links(canvas, r):
    """Necklace of heavy oval links."""
    path = s.smooth(s.points("300,300 330,640 480,960 800,1120 1120,960 1270,640 1300,300"), closed=False)
    measure = skia.PathMeasure(path, False)
    total, size, at, k = measure.getLength(), 92, 0.0, 0
    spots = []
    while at < total:
        spots.append((k, *measure.getPosTan(at)))
        at, k = at + size * 0.80, k + 1
    for k, position, tangent in sorted(spots, key=lambda spot: spot[0] % 2):
        turn = math.degrees(math.atan2(tangent.y(), tangent.x()))
        tall = 0.44 if k % 2 else 0.20
        outer = skia.Path()
        outer.addRoundRect(
            skia.Rect.MakeLTRB(-size * 0.64, -size * tall, size * 0.64, size * tall), size * tall, size * tall
        )
        hole = skia.Path()
        if k % 2:
            hole.addRoundRect(
                skia.Rect.MakeLTRB(-size * 0.42, -size * 0.21, size * 0.42, size * 0.21), size * 0.2, size * 0.2
            )
        link = skia.Op(outer, hole, skia.PathOp.kDifference_PathOp)
        matrix = skia.Matrix()
        matrix.setRotate(turn)
        matrix.postTranslate(position.x(), position.y())
        link.transform(matrix)
        relief.metal(canvas, link, r["metal"], bevel=12, puff=1.15, shadow=110)


def bangle(canvas, r):
    """Oval hinged bangle that stands, screws or stones on its face."""
    cx, cy, rx, ry = 800, 860, 380, 300
    outer, inner = skia.Path(), skia.Path()
    outer.addOval(skia.Rect.MakeLTRB(cx - rx, cy - ry, cx + rx, cy + ry))
    inner.addOval(skia.Rect.MakeLTRB(cx - rx + 64, cy - ry + 44, cx + rx - 64, cy + ry - 84))
    rim = skia.Path()
    rim.addOval(skia.Rect.MakeLTRB(cx - rx + 58, cy - ry + 66, cx + rx - 58, cy + ry - 118))
    relief.metal(
        canvas,
        skia.Op(inner, rim, skia.PathOp.kDifference_PathOp),
        r["metal"],
        bevel=10,
        puff=-0.7,
        frost=0.2,
        shadow=0,
    )
    relief.metal(
        canvas,
        skia.Op(outer, inner, skia.PathOp.kDifference_PathOp),
        r["metal"],
        bevel=30,
        puff=1.1,
        shadow=0,
        bend=1.0,
    )
    for i in range(9):
        a = math.radians(150 - i * 15)
        x, y = cx + (rx - 30) * math.cos(a), cy + (ry - 40) * math.sin(a)
        if r.get("set"):
            canvas.drawCircle(x, y, 23, s.paint(s.metal(r["metal"], 0.15)))
            gem.stone(canvas, x, y, 20, r["stone"], "round", seed=i)
        elif i % 2 == 0:
            relief.metal(canvas, s.circle(x, y, 19), r["metal"], bevel=7, puff=-0.8, shadow=0)


def brooch(canvas, r):
    """Spray of leaves with stones along the stem."""
    stem = s.smooth(s.points("560,1180 700,980 840,780 960,560 1000,380"), closed=False)
    outline = skia.Path()
    s.paint((0, 0, 0), stroke=24, cap=True).getFillPath(stem, outline)
    relief.metal(canvas, outline, r["metal"], bevel=12, puff=1.1)
    measure = skia.PathMeasure(stem, False)
    for i in range(7):
        position, tangent = measure.getPosTan(measure.getLength() * (0.16 + i * 0.125))
        turn = math.degrees(math.atan2(tangent.y(), tangent.x()))
        for side in (-1, 1):
            length = 250 - i * 18
            leaf = s.smooth(
                [
                    (0, 0),
                    (length * 0.34, -52),
                    (length * 0.76, -40),
                    (length, 0),
                    (length * 0.72, 34),
                    (length * 0.3, 38),
                ]
            )
            matrix = skia.Matrix()
            matrix.setRotate(turn + side * 52)
            matrix.postTranslate(position.x(), position.y())
            leaf.transform(matrix)
            vein = s.smooth([(0, 0), (length * 0.5, -6), (length * 0.94, 0)], closed=False)
            vein.transform(matrix)
            form = relief.Form(folds=(), blur=0)
            relief.metal(canvas, leaf, r["metal"], bevel=30, puff=0.8, form=form, frost=0.18, kind="brush", relief=3.0)
            canvas.drawPath(vein, s.paint(s.metal(r["metal"], 0.12), 190, stroke=4))
        gem.stone(canvas, position.x(), position.y(), 28, r["stone"], "round", seed=i)
        p.stud(canvas, position.x() - 22, position.y() - 22, 6, r["metal"])


SHAPES = {
    "pendant": pendant,
    "strand": strand,
    "tennis": tennis,
    "drops": drops,
    "links": links,
    "bangle": bangle,
    "brooch": brooch,
}
