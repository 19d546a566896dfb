"""Casual handbags: woven cassette, duffle, messenger, panelled."""

import math

from . import parts as p
from . import studio as s

BASE = 1362


def cassette(canvas, r):
    """Padded squares, woven large, on a flap bag with a shoulder strap."""
    w, h = 440, 440
    y = BASE - h
    p.cord(
        canvas,
        s.smooth([(400, y + 50), (470, y - 240), (800, y - 450), (1130, y - 240), (1200, y + 50)], closed=False),
        42,
        r["color"],
        r["kind"],
    )
    body = s.rounded([(800 - w, y), (800 + w, y), (800 + w, BASE), (800 - w, BASE)], 50)
    p.leather(canvas, body, s.shade(r["color"], 0.5), r["kind"])
    cols, rows = 5, 5
    cw, ch = 2 * w / cols, h / rows
    for i in range(cols):
        for j in range(rows):
            x, v = 800 - w + i * cw, y + j * ch
            grow = 10 if (i + j) % 2 else -2
            pad = s.rrect(x + 3 - grow / 2, v + 3, cw - 6 + grow, ch - 6, 24)
            p.shadow(canvas, pad, 2, 4, 7, 110)
            p.leather(canvas, pad, r["color"], r["kind"], 0.75, 0.6)
            p.sheen(canvas, pad, x + cw * 0.36, v + ch * 0.28, cw * 0.34, ch * 0.15, 80, 0)
    for sx in (-1, 1):
        p.plate(
            canvas,
            s.rounded([(800 + sx * 400 - 34, y + 74), (800 + sx * 400 + 34, y + 74), (800 + sx * 400, y + 14)], 10),
            r["metal"],
        )


def duffle(canvas, r):
    """Horizontal barrel with a zip on top, two handles and round tabs."""
    y = BASE - 470
    p.cord(canvas, p.arch(622, 1006, y + 90, y - 196, 0.0), 32, s.shade(r["trim"], 0.7), r["kind"])
    body = s.smooth(
        [
            (330, y + 190),
            (372, y + 64),
            (560, y + 22),
            (800, y + 14),
            (1040, y + 22),
            (1228, y + 64),
            (1270, y + 190),
            (1272, BASE - 110),
            (1220, BASE - 10),
            (800, BASE),
            (380, BASE - 10),
            (328, BASE - 110),
        ],
        tension=0.46,
    )
    p.leather(canvas, body, r["color"], r["kind"], 1.1)
    for i in range(5):
        for j in range(9):
            x, v = 400 + j * 100 + (50 if i % 2 else 0), y + 104 + i * 84
            if r.get("embossed") and body.contains(x, v):
                mark = s.polygon([(x, v - 24), (x + 24, v), (x, v + 24), (x - 24, v)])
                canvas.drawPath(mark, s.paint((0, 0, 0), 64, stroke=4, blur=1.5))
                canvas.drawPath(mark, s.paint((255, 255, 255), 34, stroke=2))
    p.cord(canvas, p.arch(592, 1008, y + 170, y - 200, 0.0), 36, r["trim"], r["kind"])
    for x in (592, 1008):
        p.panel(canvas, s.rrect(x - 36, y + 120, 72, 130, 34), r["trim"], r["kind"], r["thread"], 9, 0.5)
        p.stud(canvas, x, y + 222, 11, r["metal"])
    zipper = s.smooth([(400, y + 62), (800, y + 34), (1200, y + 62)], closed=False)
    canvas.drawPath(zipper, s.paint(s.metal(r["metal"], 0.7), 220, stroke=9))
    p.padlock(canvas, 1150, y + 62, r["metal"], 0.8)
    p.sheen(canvas, body, 620, y + 190, 240, 80, 46)


def messenger(canvas, r):
    """Rounded pouch with a punched oval and a wide woven shoulder strap."""
    y = BASE - 620
    strap = s.smooth([(478, y + 60), (560, y - 220), (800, y - 340), (1040, y - 220), (1122, y + 60)], closed=False)
    p.cord(canvas, strap, 76, r["trim"], "weave")
    body = s.smooth(
        [
            (470, y + 20),
            (800, y + 2),
            (1130, y + 20),
            (1176, y + 130),
            (1178, BASE - 180),
            (1080, BASE - 20),
            (800, BASE),
            (520, BASE - 20),
            (422, BASE - 180),
            (424, y + 130),
        ],
        tension=0.5,
    )
    p.panel(canvas, body, r["color"], r["kind"], r["thread"], 20, lift=False)
    for k in range(22):
        a = 2 * math.pi * k / 22
        _hole(canvas, 800 + 176 * math.cos(a), y + 320 + 214 * math.sin(a))
    for k in range(10):
        a = 2 * math.pi * k / 10
        _hole(canvas, 800 + 74 * math.cos(a), y + 320 + 96 * math.sin(a))
    for x in (478, 1122):
        p.plate(canvas, s.rrect(x - 46, y + 22, 92, 64, 12), r["metal"])
    p.panel(canvas, s.rrect(764, y - 10, 72, 112, 22), r["color"], r["kind"], r["thread"], 9, 0.5)
    p.stud(canvas, 800, y + 70, 15, r["metal"])
    p.sheen(canvas, body, 620, y + 380, 150, 180, 40)


def _hole(canvas, x, y):
    canvas.drawCircle(x, y, 14, s.paint((0, 0, 0), 190))
    canvas.drawCircle(x + 1.5, y + 2.5, 14, s.paint((255, 255, 255), 60, stroke=2))


def puzzle(canvas, r):
    """Angular panels folded together like an envelope, on an adjustable strap with a top handle."""
    y = BASE - 520
    p.cord(canvas, p.arch(650, 950, y + 20, y - 150, -0.02), 34, r["color"], r["kind"], r["thread"])
    outline = [
        (400, y + 60),
        (560, y),
        (1040, y),
        (1200, y + 60),
        (1236, BASE - 150),
        (1120, BASE),
        (480, BASE),
        (364, BASE - 150),
    ]
    p.leather(canvas, s.rounded(outline, 34), r["color"], r["kind"])
    pieces = [
        ([(400, y + 60), (560, y), (800, y), (700, y + 200), (500, y + 270)], 1.12),
        ([(800, y), (1040, y), (1200, y + 60), (1100, y + 270), (900, y + 200)], 0.92),
        ([(800, y), (900, y + 200), (800, y + 330), (700, y + 200)], 1.05),
        ([(400, y + 60), (500, y + 270), (540, BASE), (480, BASE), (364, BASE - 150)], 0.86),
        ([(1200, y + 60), (1236, BASE - 150), (1120, BASE), (1060, BASE), (1100, y + 270)], 0.72),
        ([(500, y + 270), (700, y + 200), (800, y + 330), (800, BASE), (540, BASE)], 1.0),
        ([(1100, y + 270), (1060, BASE), (800, BASE), (800, y + 330), (900, y + 200)], 0.84),
    ]
    for points, tone in pieces:
        shape = s.rounded(points, 16)
        p.shadow(canvas, shape, 2, 3, 5, 90)
        p.leather(canvas, shape, s.shade(r["color"], tone), r["kind"], 0.6)
        p.stitch(canvas, p.inset(shape, 11), r["thread"], 2.6)
    for x in (650, 950):
        p.plate(canvas, s.rrect(x - 24, y - 6, 48, 44, 8), r["metal"])
    p.sheen(canvas, s.rounded(outline, 34), 600, y + 260, 220, 120, 34)


SHAPES = {'cassette': cassette, 'duffle': duffle, 'messenger': messenger, 'puzzle': puzzle}
