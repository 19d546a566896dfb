"""Soft handbags: bucket, drawstring, saddle, crescent, gathered pouch."""

import math

import skia

from . import parts as p
from . import studio as s

BASE = 1362


def bucket(canvas, r):
    """Open bucket with two flat handles and a closing strap."""
    y = BASE - 540
    p.cord(canvas, p.arch(606, 994, y + 10, y - 190, 0.06), 46, s.shade(r["color"], 0.66), r["kind"])
    mouth = skia.Path()
    mouth.addOval(skia.Rect.MakeLTRB(438, y - 46, 1162, y + 60))
    p.leather(canvas, mouth, s.shade(r["color"], 0.36), r["kind"], 0.4)
    body = s.smooth(
        [
            (438, y),
            (800, y + 66),
            (1162, y),
            (1150, y + 160),
            (1120, BASE - 120),
            (1096, BASE - 12),
            (800, BASE + 4),
            (504, BASE - 12),
            (480, BASE - 120),
            (450, y + 160),
        ],
        tension=0.42,
    )
    p.leather(canvas, body, r["color"], r["kind"])
    p.stitch(
        canvas,
        s.smooth([(446, y + 30), (620, y + 80), (800, y + 96), (980, y + 80), (1154, y + 30)], closed=False),
        r["thread"],
    )
    p.stitch(canvas, s.smooth([(500, BASE - 66), (800, BASE - 50), (1100, BASE - 66)], closed=False), r["thread"])
    p.cord(canvas, p.arch(580, 1020, y + 190, y - 176, 0.06), 52, r["color"], r["kind"], r["thread"])
    for x in (580, 1020):
        tab = s.rounded([(x - 36, y + 128), (x + 36, y + 128), (x + 36, y + 300), (x, y + 336), (x - 36, y + 300)], 14)
        p.panel(canvas, tab, r["color"], r["kind"], r["thread"], 10, 0.5)
        p.stud(canvas, x, y + 290, 10, r["metal"])
    p.panel(
        canvas,
        s.rounded([(762, y + 6), (838, y + 6), (838, y + 214), (800, y + 250), (762, y + 214)], 16),
        r["color"],
        r["kind"],
        r["thread"],
        10,
        0.5,
    )
    p.padlock(canvas, 800, y + 190, r["metal"], 0.86)
    p.sheen(canvas, body, 610, y + 330, 170, 180, 44)


def drawstring(canvas, r):
    """Tall bucket gathered by a cord, on a wide shoulder strap."""
    y = BASE - 640
    p.cord(
        canvas,
        s.smooth([(500, y + 120), (520, y - 190), (780, y - 360), (1060, y - 200), (1098, y + 120)], closed=False),
        52,
        r["trim"],
        r["kind"],
        r["thread"],
    )
    body = s.smooth(
        [
            (486, y + 60),
            (560, y + 4),
            (640, y + 40),
            (720, y - 6),
            (800, y + 36),
            (880, y - 6),
            (960, y + 40),
            (1040, y + 4),
            (1114, y + 60),
            (1134, y + 300),
            (1146, BASE - 70),
            (454, BASE - 70),
            (466, y + 300),
        ],
        tension=0.44,
    )
    p.leather(canvas, body, r["color"], r["kind"])
    canvas.save()
    canvas.clipPath(body, True)
    for i in range(9):
        x = 510 + i * 72
        fold = s.smooth([(x, y + 20), (x + 8, y + 150), (x - 8, y + 330)], closed=False)
        canvas.drawPath(fold, s.paint((0, 0, 0), 90, stroke=20, blur=12))
        canvas.drawPath(fold, s.paint((255, 255, 255), 40, stroke=10, blur=9))
    canvas.restore()
    p.panel(
        canvas,
        s.rounded([(450, BASE - 130), (1150, BASE - 130), (1146, BASE), (454, BASE)], [8, 8, 30, 30]),
        r["trim"],
        r["kind"],
        r["thread"],
        14,
        lift=False,
    )
    cord = s.smooth([(470, y + 150), (640, y + 178), (800, y + 184), (960, y + 178), (1130, y + 150)], closed=False)
    p.cord(canvas, cord, 17, r["trim"], r["kind"])
    for i in range(8):
        p.ring(canvas, 516 + i * 81, y + 166 + 14 * math.sin(math.pi * (i + 0.5) / 8), 14, r["metal"], 7)
    for dx, drop in ((-26, 250), (30, 214)):
        p.cord(
            canvas,
            s.smooth(
                [(800 + dx / 3, y + 184), (800 + dx, y + 184 + drop * 0.5), (800 + dx * 1.3, y + 184 + drop)],
                closed=False,
            ),
            15,
            r["trim"],
            r["kind"],
        )
        p.stud(canvas, 800 + dx * 1.3, y + 190 + drop, 14, r["metal"])
    p.sheen(canvas, body, 610, y + 420, 150, 190, 44)


def saddle(canvas, r):
    """Saddle-shaped flap bag with a short strap and a hanging metal stirrup."""
    y = BASE - 520
    p.cord(
        canvas,
        s.smooth([(470, y + 130), (540, y - 150), (800, y - 300), (1060, y - 190), (1140, y + 90)], closed=False),
        44,
        r["color"],
        r["kind"],
        r["thread"],
    )
    body = s.smooth(
        [
            (380, y + 250),
            (430, y + 120),
            (640, y + 84),
            (900, y + 60),
            (1150, y + 40),
            (1236, y + 110),
            (1238, y + 300),
            (1150, BASE - 60),
            (900, BASE),
            (640, BASE - 12),
            (460, BASE - 90),
        ]
    )
    p.panel(canvas, body, r["color"], r["kind"], r["thread"], 18, lift=False)
    flap = s.smooth(
        [
            (386, y + 190),
            (440, y + 96),
            (640, y + 56),
            (900, y + 36),
            (1150, y + 16),
            (1244, y + 90),
            (1236, y + 220),
            (1120, y + 330),
            (960, y + 300),
            (800, y + 210),
            (690, y + 260),
            (640, y + 400),
            (520, y + 420),
            (410, y + 330),
        ]
    )
    p.panel(canvas, flap, r["color"], r["kind"], r["thread"], 18)
    for x, v in ((470, y + 132), (1142, y + 92)):
        p.ring(canvas, x, v, 34, r["metal"], 11)
    p.plate(
        canvas,
        s.rounded([(548, y + 380), (592, y + 380), (604, y + 470), (570, y + 500), (536, y + 470)], 12),
        r["metal"],
    )
    p.sheen(canvas, flap, 620, y + 170, 180, 70, 46)


def crescent(canvas, r):
    """Half-moon shoulder bag; piston clasp, or a knot in the handle when the recipe says so."""
    y = BASE - 470
    path = s.smooth([(404, y + 90), (450, y - 170), (800, y - 400), (1150, y - 170), (1196, y + 90)], closed=False)
    p.cord(canvas, path, 74 if r.get("knot") else 46, r["color"], r["kind"], None if r.get("knot") else r["thread"])
    body = s.smooth(
        [
            (360, y + 60),
            (420, y + 20),
            (600, y + 120),
            (800, y + 156),
            (1000, y + 120),
            (1180, y + 20),
            (1240, y + 60),
            (1226, y + 240),
            (1110, BASE - 60),
            (800, BASE),
            (490, BASE - 60),
            (374, y + 240),
        ]
    )
    p.leather(canvas, body, r["color"], r["kind"])
    if r.get("woven"):
        _woven(canvas, body, r["color"], 54)
    else:
        p.stitch(canvas, p.inset(body, 18), r["thread"])
        p.panel(
            canvas,
            s.rounded([(742, y + 90), (858, y + 90), (846, y + 300), (800, y + 344), (754, y + 300)], 24),
            r["color"],
            r["kind"],
            r["thread"],
            11,
            0.6,
        )
        p.plate(canvas, s.rrect(778, y + 172, 44, 130, 20), r["metal"])
        p.plate(canvas, s.rrect(748, y + 226, 104, 26, 10), r["metal"])
    if r.get("knot"):
        knot = s.smooth([(1100, y - 120), (1180, y - 176), (1236, y - 110), (1200, y - 30), (1128, y - 26)])
        p.panel(canvas, knot, r["color"], r["kind"], None)
    p.sheen(canvas, body, 620, y + 250, 190, 90, 42)


def _woven(canvas, path, color, step):
    """Strips of leather woven over and under on the diagonal."""
    base = s.triple(color)
    box = path.getBounds()
    canvas.save()
    canvas.clipPath(path, True)
    canvas.translate(box.centerX(), box.centerY())
    canvas.rotate(45)
    n = int(max(box.width(), box.height()) / step) + 2
    for i in range(-n, n):
        for j in range(-n, n):
            over = (i + j) % 2 == 0
            x, y, w, h = (i * step, j * step + 3, step, step - 6) if over else (i * step + 3, j * step, step - 6, step)
            ends = [(0, s.shade(base, 0.56)), (0.28, s.shade(base, 1.18)), (0.6, base), (1, s.shade(base, 0.50))]
            canvas.drawPath(
                s.rrect(x, y, w, h, step * 0.16),
                s.paint(shader=s.linear(x, y, x + (w if over else 0), y + (0 if over else h), ends)),
            )
    canvas.restore()
    canvas.save()
    canvas.clipPath(path, True)
    canvas.drawPath(
        path,
        s.paint(
            shader=s.linear(
                0,
                box.top(),
                0,
                box.bottom(),
                [(0, s.rgb((255, 255, 255), 40)), (0.4, s.rgb((0, 0, 0), 0)), (1, s.rgb((0, 0, 0), 120))],
            )
        ),
    )
    canvas.drawPath(path, s.paint(s.shade(base, 0.3), 200, stroke=12, blur=5))
    canvas.restore()


def pouch(canvas, r):
    """Gathered clutch: soft folds falling from a hidden frame."""
    y = BASE - 430
    body = s.smooth(
        [
            (330, BASE - 150),
            (350, y + 180),
            (430, y + 30),
            (640, y + 6),
            (800, y),
            (960, y + 6),
            (1170, y + 30),
            (1250, y + 180),
            (1270, BASE - 150),
            (1180, BASE - 14),
            (800, BASE),
            (420, BASE - 14),
        ]
    )
    p.leather(canvas, body, r["color"], r["kind"], 1.1)
    canvas.save()
    canvas.clipPath(body, True)
    for i in range(15):
        t = (i - 7) / 7
        fold = s.smooth(
            [
                (800 + t * 330, y - 6),
                (800 + t * 372 + 14 * math.sin(i * 2.1), y + 150),
                (800 + t * 440 + 24 * math.sin(i * 1.3), y + 340),
            ],
            closed=False,
        )
        canvas.drawPath(fold, s.paint((0, 0, 0), 78, stroke=18, blur=13))
        canvas.translate(-10, 0)
        canvas.drawPath(fold, s.paint((255, 255, 255), 52, stroke=14, blur=12))
        canvas.translate(10, 0)
    canvas.restore()
    p.panel(
        canvas,
        s.smooth(
            [
                (430, y + 32),
                (640, y - 2),
                (800, y - 10),
                (960, y - 2),
                (1170, y + 32),
                (1150, y + 70),
                (800, y + 36),
                (450, y + 70),
            ]
        ),
        r["color"],
        r["kind"],
        None,
        lift=True,
    )
    p.sheen(canvas, body, 640, y + 230, 220, 90, 48)


SHAPES = {'bucket': bucket, 'drawstring': drawstring, 'saddle': saddle, 'crescent': crescent, 'pouch': pouch}
