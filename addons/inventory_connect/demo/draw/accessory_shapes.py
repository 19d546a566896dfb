"""Accessories of leather, metal and acetate: belt, wallets, card case, glasses, bangle, cufflinks."""

import math

import skia

from . import parts as p
from . import relief
from . import studio as s
from .accessory_glasses import SHAPES as GLASSES


def _ring_band(canvas, r, cx, cy, rx, ry, tall, front):
    """Half of a band standing on its edge: the near half shows its outside, the far half its lining."""
    start, sweep = (180, -180) if front else (180, 180)
    path = skia.Path()
    path.arcTo(skia.Rect.MakeLTRB(cx - rx, cy - ry - tall / 2, cx + rx, cy + ry - tall / 2), start, sweep, True)
    low = skia.Path()
    low.arcTo(skia.Rect.MakeLTRB(cx - rx, cy - ry + tall / 2, cx + rx, cy + ry + tall / 2), start + sweep, -sweep, True)
    path.addPath(low, skia.Path.AddPathMode.kExtend_AddPathMode)
    path.close()
    return path


def belt(canvas, r):
    """Belt closed to a loop and stood on its edge, buckle in front."""
    cx, cy, rx, ry, tall = 800, 930, 560, 250, 150
    back = _ring_band(canvas, r, cx, cy, rx, ry, tall, False)
    relief.panel(canvas, back, r["inside"], "suede", bevel=6, gloss=0.02, shadow=60)
    _round(canvas, back, cx, rx, 150)
    front = _ring_band(canvas, r, cx, cy, rx, ry, tall, True)
    relief.panel(canvas, front, r["color"], r["kind"], bevel=9, puff=0.9, gloss=0.16, sharp=18, shadow=90, relief=0.8)
    _round(canvas, front, cx, rx, 150)
    for dy in (-tall / 2 + 13, tall / 2 - 13):
        line = skia.Path()
        line.arcTo(skia.Rect.MakeLTRB(cx - rx, cy - ry + dy, cx + rx, cy + ry + dy), 180, -180, True)
        p.stitch(canvas, line, r["thread"], 3, (9, 6))
    for i in range(4):
        a = math.radians(62 - i * 6.4)
        canvas.drawOval(
            skia.Rect.MakeXYWH(cx + rx * math.cos(a) - 6, cy + ry * math.sin(a) - 8, 12, 16), s.paint((10, 8, 6), 220)
        )
    loop = s.rounded(
        [
            (940, cy + ry * 0.95 - 92),
            (994, cy + ry * 0.93 - 92),
            (994, cy + ry * 0.93 + 88),
            (940, cy + ry * 0.95 + 88),
        ],
        10,
    )
    relief.panel(canvas, loop, r["color"], r["kind"], bevel=8, gloss=0.14, shadow=120)
    buckle(canvas, r, 760, cy + ry - 4, tall)


def _round(canvas, path, cx, rx, alpha):
    """Turn of the band into the dark at both sides."""
    shade = s.linear(
        cx - rx,
        0,
        cx + rx,
        0,
        [
            (0, s.rgb((0, 0, 0), alpha)),
            (0.16, s.rgb((0, 0, 0), alpha * 0.25)),
            (0.36, s.rgb((255, 255, 255), 26)),
            (0.6, s.rgb((0, 0, 0), 0)),
            (0.86, s.rgb((0, 0, 0), alpha * 0.35)),
            (1, s.rgb((0, 0, 0), alpha)),
        ],
    )
    canvas.drawPath(path, s.paint(shader=shade))


def buckle(canvas, r, x, y, tall):
    """Rectangular frame with its prong, or a smooth plate."""
    if r.get("buckle") == "plate":
        face = s.rrect(x - 96, y - tall * 0.62, 192, tall * 1.24, 26)
        relief.metal(canvas, face, r["metal"], bevel=16, puff=0.8, frost=0.0, kind="brush", relief=0.6)
        inner = s.rrect(x - 66, y - tall * 0.40, 132, tall * 0.80, 14)
        relief.metal(canvas, inner, r["metal"], bevel=8, puff=-0.7, frost=0.5, shadow=0, kind="brush", relief=2.0)
        return
    frame = skia.Op(
        s.rrect(x - 100, y - tall * 0.68, 200, tall * 1.36, 34),
        s.rrect(x - 68, y - tall * 0.47, 136, tall * 0.94, 14),
        skia.PathOp.kDifference_PathOp,
    )
    relief.metal(canvas, frame, r["metal"], bevel=16, puff=1.1)
    prong = s.rounded([(x - 74, y - 11), (x + 108, y - 8), (x + 112, y + 8), (x - 74, y + 11)], 8)
    relief.metal(canvas, prong, r["metal"], bevel=9, puff=1.1)
    bar = s.rrect(x - 84, y - 24, 40, 48, 8)
    relief.metal(canvas, bar, r["metal"], bevel=10, puff=1.0)


def wallet(canvas, r):
    """Long wallet closed by a flap with a stud, or a zip-around."""
    body = s.rrect(300, 520, 1000, 560, 34)
    relief.panel(canvas, body, r["color"], r["kind"], bevel=20, puff=0.9, gloss=0.14, sharp=18, shadow=80, relief=0.7)
    p.stitch(canvas, p.inset(body, 20), r["thread"], 3.4, (12, 8))
    if r.get("zip"):
        edge = s.rrect(312, 532, 976, 536, 30)
        canvas.drawPath(edge, s.paint(s.shade(r["color"], 0.3), stroke=16))
        teeth = s.paint(s.metal(r["metal"], 0.8), stroke=11)
        teeth.setPathEffect(skia.DashPathEffect.Make([5, 5], 0))
        canvas.drawPath(edge, teeth)
        p.plate(canvas, s.rrect(1262, 610, 44, 66, 10), r["metal"])
        pull = s.rounded(s.points("1270,660 1298,660 1306,800 1262,800"), 12)
        p.panel(canvas, pull, r["color"], "togo", r["thread"], 7, 0.7)
        return
    flap = s.smooth(
        s.points(
            "300,540 330,516 800,512 1270,516 1300,540 1302,700 1270,770 1000,812 800,820 600,812 330,770 298,700"
        ),
        tension=0.36,
    )
    relief.panel(canvas, flap, r["color"], r["kind"], bevel=16, puff=0.9, gloss=0.14, sharp=18, shadow=130)
    p.stitch(canvas, p.inset(flap, 18), r["thread"], 3.4, (12, 8))
    relief.metal(canvas, s.circle(800, 756, 32), r["metal"], bevel=26, puff=0.9)


def bifold(canvas, r):
    """Folded wallet, half open: cards show."""
    back = s.rrect(330, 420, 940, 660, 40)
    relief.panel(canvas, back, s.shade(r["color"], 0.8), r["kind"], bevel=16, gloss=0.1)
    note = s.rrect(380, 396, 840, 120, 8)
    relief.panel(canvas, note, "#b9c4ad", "paper", bevel=3, gloss=0.0, shadow=60)
    front = s.rrect(318, 470, 964, 640, 40)
    relief.panel(canvas, front, r["color"], r["kind"], bevel=22, puff=0.9, gloss=0.14, sharp=18, shadow=110)
    p.stitch(canvas, p.inset(front, 22), r["thread"], 3.4, (12, 8))
    fold = s.rounded(s.points("318,500 350,476 362,1100 318,1080"), 14)
    canvas.drawPath(fold, s.paint(s.shade(r["color"], 0.5), 120, blur=10))


def cards(canvas, r):
    """Card case with slots, one card half out."""
    card = s.rounded(s.points("470,396 1130,372 1142,700 482,720"), 30)
    relief.panel(
        canvas,
        card,
        r["trim"] if r["trim"] != r["color"] else "#2e3f52",
        "smooth",
        bevel=6,
        gloss=0.25,
        sharp=20,
        shadow=90,
    )
    relief.metal(canvas, s.rrect(560, 430, 74, 56, 10), "light_gold", bevel=4, puff=0.6, shadow=30)
    base = s.rrect(390, 520, 820, 600, 38)
    relief.panel(canvas, base, r["color"], r["kind"], bevel=18, puff=0.9, gloss=0.14, sharp=18, shadow=110, relief=0.8)
    for y in (640, 760):
        slot = s.smooth(
            [
                (390, y),
                (560, y),
                (680, y + 34),
                (800, y + 44),
                (920, y + 34),
                (1040, y),
                (1210, y),
                (1210, y + 420),
                (390, y + 420),
            ],
            tension=0.3,
        )
        canvas.save()
        canvas.clipPath(base, True)
        relief.panel(
            canvas, slot, r["color"], r["kind"], bevel=7, puff=0.9, gloss=0.14, sharp=18, shadow=130, relief=0.8
        )
        p.stitch(
            canvas,
            s.smooth(
                [
                    (404, y + 14),
                    (560, y + 14),
                    (680, y + 48),
                    (800, y + 58),
                    (920, y + 48),
                    (1040, y + 14),
                    (1196, y + 14),
                ],
                closed=False,
                tension=0.3,
            ),
            r["thread"],
            3,
            (10, 7),
        )
        canvas.restore()
    p.stitch(canvas, p.inset(base, 18), r["thread"], 3.2, (11, 7))


def bangle(canvas, r):
    """Enamelled hinged bangle, or a leather cuff with a metal clasp, stood on its edge."""
    cx, cy, rx, ry, tall = 800, 880, 400, 250, r.get("tall", 190)
    back = _ring_band(canvas, r, cx, cy, rx, ry, tall, False)
    if r.get("enamel"):
        relief.metal(canvas, back, r["metal"], bevel=10, puff=0.7, frost=0.15)
    else:
        relief.panel(canvas, back, r["inside"], "suede", bevel=6, gloss=0.02)
    _round(canvas, back, cx, rx, 130)
    front = _ring_band(canvas, r, cx, cy, rx, ry, tall, True)
    if r.get("enamel"):
        relief.metal(canvas, front, r["metal"], bevel=16, puff=1.0)
        inlay = _ring_band(canvas, r, cx, cy, rx, ry, tall - 52, True)
        canvas.save()
        canvas.clipRect(skia.Rect.MakeLTRB(cx - rx + 34, 0, cx + rx - 34, 1600))
        _enamel(canvas, inlay, r["color"], 14, 0.6)
        canvas.restore()
        for i in range(9):
            a = math.radians(152 - i * 15.5)
            x, y = cx + rx * 0.96 * math.cos(a), cy + ry * 0.98 * math.sin(a)
            wide = 30 * abs(math.sin(a)) + 8
            lozenge = s.polygon([(x - wide, y), (x, y - 44), (x + wide, y), (x, y + 44)])
            relief.metal(canvas, lozenge, r["metal"], bevel=8, puff=0.8, shadow=50)
    else:
        relief.panel(canvas, front, r["color"], r["kind"], bevel=10, puff=0.9, gloss=0.16, sharp=18, relief=0.8)
        plate = s.rrect(cx - 120, cy + ry - 84, 240, 168, 14)
        relief.metal(canvas, plate, r["metal"], bevel=12, puff=0.9)
        for dx in (-78, 78):
            pyramid = s.rrect(cx + dx - 30, cy + ry - 30, 60, 60, 6)
            relief.metal(canvas, pyramid, r["metal"], bevel=30, puff=1.1, shadow=70)
        p.ring(canvas, cx, cy + ry, 46, r["metal"], 15)
    _round(canvas, front, cx, rx, 110)


def cufflinks(canvas, r):
    """A pair: one face on, one from the side."""
    for x, y, radius in ((500, 700, 230), (980, 930, 230)):
        if r.get("square"):
            face = s.rrect(x - radius * 0.86, y - radius * 0.86, radius * 1.72, radius * 1.72, 30)
            inner = s.rrect(x - radius * 0.62, y - radius * 0.62, radius * 1.24, radius * 1.24, 16)
        else:
            face, inner = s.circle(x, y, radius), s.circle(x, y, radius * 0.74)
        post = s.rounded(
            [
                (x + radius * 0.5, y - 26),
                (x + radius * 1.46, y - 86),
                (x + radius * 1.56, y - 44),
                (x + radius * 0.6, y + 30),
            ],
            14,
        )
        relief.metal(canvas, post, r["metal"], bevel=18, puff=1.0)
        back = s.smooth(
            [
                (x + radius * 1.36, y - 200),
                (x + radius * 1.52, y - 206),
                (x + radius * 1.70, y + 60),
                (x + radius * 1.56, y + 74),
            ]
        )
        relief.metal(canvas, back, r["metal"], bevel=16, puff=1.0)
        relief.metal(canvas, face, r["metal"], bevel=26, puff=0.9)
        if r.get("enamel"):
            _enamel(canvas, inner, r["color"], 26, 0.4)
            _glint(canvas, inner, x, y, radius)
        else:
            relief.metal(canvas, inner, r["metal"], bevel=10, puff=-0.6, frost=0.2, shadow=0, kind="canvas", relief=3.0)


def _enamel(canvas, path, color, bevel, puff):
    """Fired enamel: a smooth cushion of glass."""
    relief.panel(canvas, path, color, "smooth", bevel=bevel, puff=puff, gloss=0.65, sharp=42, shadow=45, relief=0.1)


def _glint(canvas, path, x, y, radius):
    """Reflection of the softbox in enamel."""
    canvas.save()
    canvas.clipPath(path, True)
    canvas.translate(x - radius * 0.3, y - radius * 0.36)
    canvas.rotate(-32)
    canvas.drawOval(
        skia.Rect.MakeLTRB(-radius * 0.40, -radius * 0.16, radius * 0.40, radius * 0.16),
        s.paint((255, 255, 255), 120, blur=16),
    )
    canvas.restore()


SHAPES = {
    "belt": belt,
    "wallet": wallet,
    "bifold": bifold,
    "cards": cards,
    **GLASSES,
    "bangle": bangle,
    "cufflinks": cufflinks,
}
