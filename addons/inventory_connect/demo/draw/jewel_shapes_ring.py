"""Rings that stand upright, seen a little from above: solitaire, halo, three stones, eternity band, signet."""

import math

import skia

from . import gem, relief
from . import parts as p
from . import studio as s

CX, CY, R = 800, 850, 300


def hoop(canvas, metal, width=40, top=0.0, radius=R):
    """Round shank from the front; `top` widens or thins it towards the head."""
    outer, inner = skia.Path(), skia.Path()
    outer.addOval(
        skia.Rect.MakeLTRB(
            CX - radius - width / 2, CY - radius - width / 2 + top, CX + radius + width / 2, CY + radius + width / 2
        )
    )
    inner.addOval(
        skia.Rect.MakeLTRB(
            CX - radius + width / 2, CY - radius + width / 2, CX + radius - width / 2, CY + radius - width / 2
        )
    )
    depth = skia.Path()
    depth.addOval(
        skia.Rect.MakeLTRB(
            CX - radius + width * 0.42,
            CY - radius + width * 0.62,
            CX + radius - width * 0.42,
            CY + radius - width * 0.80,
        )
    )
    relief.metal(
        canvas, skia.Op(inner, depth, skia.PathOp.kDifference_PathOp), metal, bevel=8, puff=-0.6, frost=0.25, shadow=0
    )
    relief.metal(
        canvas,
        skia.Op(outer, inner, skia.PathOp.kDifference_PathOp),
        metal,
        bevel=width / 2,
        puff=1.15,
        shadow=0,
        bend=1.1,
    )


def prongs(canvas, spots, metal, r=11):
    """Claw tips."""
    for x, y in spots:
        p.stud(canvas, x, y, r, metal)


def basket(canvas, metal, y, half, drop=120):
    """Open head that carries the stone."""
    for dx in (-1, -0.36, 0.36, 1):
        claw = s.rounded(
            [
                (CX + dx * half - 11, y),
                (CX + dx * half + 11, y),
                (CX + dx * half * 0.42 + 11, y + drop),
                (CX + dx * half * 0.42 - 11, y + drop),
            ],
            9,
        )
        relief.metal(canvas, claw, metal, bevel=10, puff=1.1, shadow=50)
    rail = skia.Path()
    s.paint((0, 0, 0), stroke=15, cap=True).getFillPath(
        s.smooth(
            [(CX - half * 0.70, y + drop * 0.56), (CX, y + drop * 0.70), (CX + half * 0.70, y + drop * 0.56)],
            closed=False,
        ),
        rail,
    )
    relief.metal(canvas, rail, metal, bevel=8, puff=1.1, shadow=40)


def _pave(canvas, metal, start, end, count, size, kind="diamond"):
    """Small stones set along the shoulder between two angles (degrees, 0 = right, 270 = top)."""
    for i in range(count):
        a = math.radians(start + (end - start) * (i + 0.5) / count)
        x, y = CX + R * math.cos(a), CY + R * math.sin(a)
        canvas.drawCircle(x, y, size * 1.12, s.paint(s.metal(metal, 0.2)))
        gem.stone(canvas, x, y, size, kind, "round", math.degrees(a), seed=i + 3)


def _pivot(shape):
    return {"oval": 1.0, "emerald_cut": 1.0, "pear": 1.0}.get(shape, 0.94)


def solitaire(canvas, r):
    """One stone in claws on a plain shank."""
    size = r.get("size", 118)
    hoop(canvas, r["metal"], 40)
    if r.get("pave"):
        _pave(canvas, r["metal"], 200, 254, 7, 15)
        _pave(canvas, r["metal"], 286, 340, 7, 15)
    y = CY - R - size * 0.62
    basket(canvas, r["metal"], y + size * 0.1, size * 0.86, size * 0.9)
    canvas.drawCircle(CX + 6, y + 14, size * 0.94, s.paint((10, 10, 14), 80, blur=12))
    gem.stone(canvas, CX, y, size, r["stone"], r["cut"], r.get("turn", 0), seed=7)
    spots = _claws(r["cut"], size, y)
    prongs(canvas, spots, r["metal"], size * 0.085)


def _claws(cut, size, y):
    if cut in ("emerald_cut", "asscher"):
        w, h = (0.62, 0.90) if cut == "emerald_cut" else (0.74, 0.74)
        return [(CX + dx * w * size, y + dy * h * size) for dx in (-1, 1) for dy in (-1, 1)]
    wide = {"oval": 0.80, "pear": 0.74}.get(cut, 1.0)
    angles = (45, 135, 225, 315) if cut != "round" else (30, 90, 150, 210, 270, 330)
    return [
        (CX + math.cos(math.radians(a)) * size * 0.98 * wide, y + math.sin(math.radians(a)) * size * 0.98)
        for a in angles
    ]


def halo(canvas, r):
    """Stone in a ring of small diamonds, pavé shoulders."""
    size = r.get("size", 104)
    hoop(canvas, r["metal"], 36)
    _pave(canvas, r["metal"], 196, 250, 8, 13)
    _pave(canvas, r["metal"], 290, 344, 8, 13)
    y = CY - R - size * 0.70
    basket(canvas, r["metal"], y + size * 0.2, size * 1.0, size * 0.9)
    corners = gem.outline(r["cut"], 22) if r["cut"] not in ("emerald_cut", "asscher") else None
    if corners is None:
        base = gem.step_outline(r["cut"])
        corners = [gem._at(base, i * len(base) / 22, 1.0) for i in range(22)]
    back = s.smooth([(CX + x * size * 1.44, y + v * size * 1.36) for x, v in corners])
    relief.metal(canvas, back, r["metal"], bevel=14, puff=0.9)
    for i, (x, v) in enumerate(corners):
        gem.stone(
            canvas, CX + x * size * 1.25, y + v * size * 1.20, size * 0.150, "diamond", "round", i * 20, seed=i + 11
        )
    gem.stone(canvas, CX, y, size, r["stone"], r["cut"], 0, seed=9)
    prongs(canvas, _claws(r["cut"], size * 0.98, y), r["metal"], size * 0.07)


def three(canvas, r):
    """A centre stone between two smaller ones."""
    hoop(canvas, r["metal"], 40)
    size = r.get("size", 108)
    y = CY - R - size * 0.56
    for dx in (-1, 1):
        x, yy = CX + dx * size * 1.34, y + 42
        basket_side = s.rounded(
            [(x - 44, yy + 20), (x + 44, yy + 20), (x - dx * 10 + 18, yy + 120), (x - dx * 10 - 18, yy + 120)], 10
        )
        relief.metal(canvas, basket_side, r["metal"], bevel=14, puff=1.0)
        gem.stone(
            canvas, x, yy, size * 0.64, r.get("side", "diamond"), r.get("side_cut", "round"), dx * 12, seed=21 + dx
        )
        prongs(canvas, [(x + a * size * 0.44, yy + b * size * 0.46) for a in (-1, 1) for b in (-1, 1)], r["metal"], 8)
    basket(canvas, r["metal"], y + 10, size * 0.86, size)
    gem.stone(canvas, CX, y, size, r["stone"], r["cut"], 0, seed=5)
    prongs(canvas, _claws(r["cut"], size, y), r["metal"], 9)


def eternity(canvas, r):
    """Band set all round: the near stones large, the far ones seen edge on."""
    hoop(canvas, r["metal"], 76)
    count = 34
    for i in range(count):
        a = 2 * math.pi * (i + 0.5) / count
        x, y = CX + R * math.cos(a), CY + R * math.sin(a)
        size = 25
        canvas.drawCircle(x, y, size * 1.16, s.paint(s.metal(r["metal"], 0.14), 190))
        gem.stone(canvas, x, y, size, r["stone"], r["cut"], math.degrees(a) + 90, seed=i)
    for i in range(count):
        a = 2 * math.pi * i / count
        for d in (-19, 19):
            p.stud(canvas, CX + (R + d) * math.cos(a), CY + (R + d) * math.sin(a), 6, r["metal"])


def signet(canvas, r):
    """Broad gold band with an oval face."""
    hoop(canvas, r["metal"], 72)
    for side in (-1, 1):
        shoulder = s.smooth(
            [
                (CX + side * 320, CY - 150),
                (CX + side * 290, CY - 250),
                (CX + side * 170, CY - 360),
                (CX + side * 60, CY - 380),
                (CX + side * 60, CY - 290),
                (CX + side * 190, CY - 230),
                (CX + side * 262, CY - 130),
            ]
        )
        relief.metal(canvas, shoulder, r["metal"], bevel=36, puff=1.0, shadow=0)
    face = skia.Path()
    face.addOval(skia.Rect.MakeLTRB(CX - 168, CY - 520, CX + 168, CY - 250))
    relief.metal(canvas, face, r["metal"], bevel=20, puff=0.9)
    if r.get("stone_tone"):
        inner = skia.Path()
        inner.addOval(skia.Rect.MakeLTRB(CX - 138, CY - 492, CX + 138, CY - 278))
        gem.cabochon(canvas, inner, r["stone_tone"])


SHAPES = {"solitaire": solitaire, "halo": halo, "three": three, "eternity": eternity, "signet": signet}
