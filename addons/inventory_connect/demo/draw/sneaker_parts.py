"""What shoes are made of: the last, cup sole, laces, sewn panels, creases."""

import skia

from . import parts as p
from . import relief
from . import studio as s


def last(points, folds=(), puff=0.85):
    """The large shape under all panels of an upper, a little rippled as leather is."""
    deep = [*points, (1380, 1500), (800, 1540), (270, 1500)]
    return relief.Form(s.smooth(deep), 190, puff, folds=folds, ripple=1.0, ripple_size=130, blur=16)


def within(canvas, points, draw):
    """Draw clipped to an outline."""
    canvas.save()
    canvas.clipPath(s.smooth(points), True)
    draw()
    canvas.restore()


def cup_sole(canvas, r, top=1000, height=118, lip=True):
    """Cup sole with stitched sidewall, tread below."""
    mid = s.smooth(
        [
            (214, top + 8),
            (330, top + 2),
            (600, top + 12),
            (900, top + 14),
            (1180, top + 6),
            (1330, top - 6),
            (1412, top - 16),
            (1428, top + 34),
            (1418, top + 78),
            (1380, top + height - 8),
            (1100, top + height),
            (800, top + height),
            (500, top + height),
            (262, top + height),
            (222, top + height - 26),
            (208, top + 60),
        ],
        tension=0.36,
    )
    relief.panel(canvas, mid, r["mid"], "rubber", bevel=30, puff=0.9, gloss=0.12, shadow=60, occlude=0.34)
    canvas.save()
    canvas.clipPath(mid, True)
    out = s.polygon(
        [
            (190, top + height - 34),
            (800, top + height - 30),
            (1380, top + height - 40),
            (1450, top + height - 72),
            (1450, 1300),
            (190, 1300),
        ]
    )
    relief.panel(canvas, out, r["out"], "rubber", bevel=8, puff=0.8, gloss=0.10, shadow=40)
    for i in range(58):
        x = 230 + i * 20.6
        canvas.drawLine(x, top + height - 16, x - 4, top + height + 4, s.paint(s.shade(r["out"], 0.35), 150, stroke=3))
    canvas.restore()
    line = s.smooth(
        [(232, top + 36), (420, top + 34), (800, top + 42), (1150, top + 36), (1320, top + 22), (1404, top + 10)],
        closed=False,
    )
    if lip:
        p.stitch(canvas, line, s.shade(r["mid"], 0.90), 4, (14, 9))
    for dy, alpha in ((56, 60), (62, 40)):
        ridge = s.smooth(
            [(218, top + dy), (800, top + dy + 6), (1240, top + dy - 2), (1422, top + dy - 24)], closed=False
        )
        canvas.drawPath(ridge, s.paint(s.shade(r["mid"], 0.4), alpha, stroke=3))
    return mid


def laces(canvas, r, start, end, rows, width, color, slope=0.30, eyelets=True):
    """Rows of flat lace from the eyestay over the tongue; `start` and `end` are the first and last eyelet."""
    for i in range(rows):
        t = i / (rows - 1)
        x, y = start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t
        reach = width * (1 - 0.20 * t)
        if eyelets:
            canvas.drawCircle(x, y, 9, s.paint(s.shade(r["stay"], 0.35)))
        run = s.smooth(
            [(x, y), (x + reach * 0.5, y - reach * slope - 7), (x + reach, y - reach * slope * 1.15 + 6)], closed=False
        )
        ribbon(canvas, run, 25, color)


def ribbon(canvas, path, width, color):
    """Flat woven lace along a path."""
    outline = skia.Path()
    s.paint((0, 0, 0), stroke=width, cap=True).getFillPath(path, outline)
    relief.panel(canvas, outline, color, "canvas", bevel=width * 0.34, puff=0.8, gloss=0.03, shadow=90, occlude=0.2)


def holes(canvas, spots, color, size=6):
    """Punched perforations."""
    for x, y in spots:
        canvas.drawCircle(x + 1.0, y + 1.6, size, s.paint((255, 255, 255), 60))
        canvas.drawCircle(x, y, size, s.paint(s.shade(color, 0.25), 235))


def panels(canvas, r, form, shapes):
    """Cut the panels [(points, colour name, texture)] and sew them on with a double seam."""
    for points, name, tension in shapes:
        path = s.smooth(points, tension=tension)
        kind = r["over"] if name != "base" else r["kind"]
        relief.panel(
            canvas, path, r[name], kind, bevel=5, puff=0.9, form=form, gloss=0.10, sharp=18, shadow=80, relief=0.45
        )
        thread = r["thread"] or s.shade(r[name], 0.72 if sum(s.triple(r[name])) > 330 else 1.28)
        p.stitch(canvas, p.inset(path, 8), thread, 2.4, (8, 5))


def crease(y0=0):
    """Folds across the vamp."""
    return [
        ([(985, 770 + y0), (1010, 850 + y0), (1000, 930 + y0)], 26, -5),
        ([(1040, 790 + y0), (1062, 860 + y0), (1050, 930 + y0)], 22, -4),
        ([(600, 640 + y0), (560, 760 + y0), (600, 860 + y0)], 60, -4),
    ]
