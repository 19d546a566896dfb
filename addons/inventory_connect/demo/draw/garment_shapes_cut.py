"""Clothes cut in other ways: pleated dress, down jacket, jeans."""

import numpy as np

from . import parts as p
from . import relief, textures
from . import studio as s
from .garment_parts import both, cloth, drape, mirror, top_stitch


def dress(canvas, r):
    """Sleeveless pleated dress that widens towards the hem."""
    left = s.points(
        "700,236 640,262 600,330 604,420 570,480 556,600 560,760 540,960 506,1160 470,1390 620,1424 760,1432"
    )
    outline = s.smooth(both(left), tension=0.38)
    form = drape(
        outline,
        [
            (s.points("640,700 610,1000 560,1380"), 60, -9),
            (s.points("720,760 700,1050 680,1400"), 70, 9),
            (s.points("600,560 650,640 720,680"), 50, -4),
        ],
        3.0,
        240,
        0.6,
        130,
    )
    back = s.smooth(s.points("700,240 740,268 800,280 860,268 900,240 880,330 800,360 720,330"))
    cloth(canvas, back, r, None, s.shade(r["color"], 0.6), r["kind"], bevel=12, puff=-0.4, shadow=0)
    cloth(canvas, outline, r, form, gloss=0.10, sharp=16)
    hole = s.smooth(s.points("690,226 720,300 800,338 880,300 910,226 800,214"))
    cloth(canvas, hole, r, None, s.shade(r["color"], 0.52), r["kind"], bevel=16, puff=-0.5, shadow=0)
    top_stitch(canvas, s.points("682,240 714,312 800,352 886,312 918,240"), s.shade(r["color"], 0.7))


def puffer(canvas, r):
    """Down jacket with a stand-up collar: yoke in a second colour, quilted chambers."""
    torso = s.points("650,300 560,330 490,384 470,520 466,760 462,1000 470,1200 500,1256 640,1270 780,1274")
    outline = s.smooth(both(torso), tension=0.36)
    sleeve = s.points(
        "560,340 460,390 390,520 336,740 296,960 276,1130 300,1200 400,1222 436,1180 456,1000 490,800 540,600"
    )
    for side, points in enumerate((sleeve, mirror(sleeve))):
        path = s.smooth(points, tension=0.4)
        chambers(canvas, path, r, 7, 330, 1230, lean=-0.30 if side == 0 else 0.30, yoke=560)
    chambers(canvas, outline, r, 8, 300, 1280, yoke=600)
    collar = s.smooth(
        s.points("620,330 630,220 700,190 800,184 900,190 970,220 980,330 900,372 800,380 700,372"),
        tension=0.4,
    )
    cloth(
        canvas,
        collar,
        r,
        relief.Form(collar, 60, 0.8, [(s.points("640,270 800,286 960,270"), 20, -12)], 3.0, 80),
        r["trim"],
        "nylon",
        bevel=26,
        puff=1.0,
        gloss=0.22,
        sharp=14,
        relief=0.32,
    )
    zip_line = s.rrect(788, 250, 24, 1010, 8)
    cloth(canvas, zip_line, r, None, "#1a1a1c", "canvas", bevel=5, shadow=60)
    for y in range(262, 1250, 11):
        canvas.drawPath(s.rrect(793, y, 14, 6, 2), s.paint(s.metal("ruthenium", 0.62)))
    p.plate(canvas, s.rrect(789, 420, 22, 40, 6), "ruthenium")
    for x in (560, 930):
        pocket = s.rrect(x, 930, 110, 14, 6)
        cloth(canvas, pocket, r, None, "#1a1a1c", "canvas", bevel=4, shadow=50)


def chambers(canvas, path, r, count, top, bottom, lean=0.0, yoke=600):
    """Quilted down: rows of pillows between seams, the upper ones in the trim colour."""
    box = path.getBounds()
    step = (bottom - top) / count
    rows = [(x, y) for y in np.arange(top + step, bottom - 20, step) for x in (box.left() - 20, box.right() + 20)]
    folds = []
    for (x0, y0), (x1, _y) in zip(rows[::2], rows[1::2]):
        tilt = lean * (x1 - x0)
        folds.append(([(x0, y0 - tilt / 2), ((x0 + x1) / 2, y0 + 8), (x1, y0 + tilt / 2)], 46, -26))
    form = relief.Form(path, 70, 0.7, folds, 4.5, 84, 7, blur=7)
    body, top_color = np.array(s.triple(r["color"])), np.array(s.triple(r["trim"]))

    def pattern(x, y):
        edge = yoke + lean * (x - box.centerX())
        return np.where((y < edge)[..., None], top_color, body)

    relief.panel(
        canvas,
        path,
        r["color"],
        "nylon",
        bevel=20,
        puff=0.9,
        form=form,
        gloss=0.22,
        sharp=14,
        shadow=90,
        pattern=pattern,
        relief=0.32,
    )
    canvas.save()
    canvas.clipPath(path, True)
    for points, _width, _rise in folds:
        canvas.drawPath(s.smooth(points, closed=False), s.paint((0, 0, 0), 110, stroke=3))
    canvas.restore()


def denim(canvas, r):
    """Jeans laid flat."""
    left = s.points(
        "560,250 548,330 524,480 500,700 490,950 496,1200 500,1400 620,1412 742,1404 756,1200 770,950 784,760 798,640"
    )
    outline = s.smooth([*left, *mirror(left)], tension=0.34)
    folds = [
        (s.points("560,560 660,620 780,640"), 40, -7),
        (s.points("540,640 640,690 770,700"), 36, 5),
        (s.points("520,880 600,910 720,890"), 34, -5),
        (s.points("510,960 600,990 740,970"), 40, 5),
        (s.points("520,1280 600,1300 720,1290"), 30, -4),
    ]
    form = drape(outline, folds, 3.0, 160, 0.5, 110)
    pale = np.array(s.triple(s.shade(r["color"], 1.55)))
    base = np.array(s.triple(r["color"]))

    def worn(x, y):
        legs = np.exp(-(((np.abs(x - 800) - 150) / 66) ** 2)) * np.exp(-(((y - 880) / 330) ** 2))
        rub = legs * 0.75 + 0.10 * textures.sample(textures.noise(70, 28), x, y)
        return base + (pale - base) * np.clip(rub, 0, 1)[..., None]

    relief.panel(
        canvas,
        s.smooth(s.points("556,262 700,246 900,246 1044,262 1030,330 800,350 570,330"), tension=0.3),
        s.shade(r["color"], 0.6),
        "denim",
        bevel=8,
        shadow=40,
    )
    relief.panel(
        canvas, outline, r["color"], "denim", bevel=10, puff=0.7, form=form, gloss=0.02, shadow=80, pattern=worn
    )
    thread = "#c58a45"
    waist = s.smooth(
        s.points("556,254 680,282 800,290 920,282 1044,254 1052,312 920,344 800,352 680,344 548,312"),
        tension=0.34,
    )
    relief.panel(canvas, waist, r["color"], "denim", bevel=7, puff=0.8, gloss=0.02, shadow=60)
    p.stitch(canvas, p.inset(waist, 8), thread, 2.6, (8, 5))
    for x, lean in ((640, 8), (960, -8)):
        loop = s.rounded([(x - 12, 256), (x + 12, 260), (x + 12 + lean * 0.2, 356), (x - 12 + lean * 0.2, 352)], 4)
        relief.panel(canvas, loop, r["color"], "denim", bevel=5, shadow=80)
    for points in (
        s.points("566,356 600,430 700,470 740,350"),
        mirror(s.points("566,356 600,430 700,470 740,350")),
    ):
        for dy in (0, 8):
            top_stitch(canvas, [(x, y + dy) for x, y in points], thread)
    for dx in (0, 9):
        top_stitch(canvas, [(800 + dx, 352), (802 + dx, 500), (790 + dx, 600), (760 + dx * 0.4, 640)], thread)
    for x in (566, 742, 858, 1034):
        p.stud(canvas, x, 366 if x in (566, 1034) else 362, 7, "bronze")
    p.stud(canvas, 800, 322, 20, "bronze")
    for points in (s.points("496,1374 620,1386 748,1376"), mirror(s.points("496,1374 620,1386 748,1376"))):
        top_stitch(canvas, points, thread)


SHAPES = {"dress": dress, "puffer": puffer, "denim": denim}
