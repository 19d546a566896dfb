"""Tailored clothes on a hanger: coat, blazer, short tweed jacket."""

from . import parts as p
from . import relief
from . import studio as s
from .garment_parts import cloth, drape, mirror, seam, top_stitch


def hanger(canvas, y=300):
    """Wooden hanger with its hook."""
    hook = s.smooth([(800, y - 30), (800, y - 96), (828, y - 140), (806, y - 176), (770, y - 158)], closed=False)
    canvas.drawPath(hook, s.paint((0, 0, 0), 80, stroke=13, blur=6))
    canvas.drawPath(hook, s.paint(s.metal("light_gold", 0.16), stroke=13))
    canvas.drawPath(hook, s.paint(s.metal("light_gold", 0.74), stroke=8))
    bar = s.smooth(
        [
            (560, y + 66),
            (660, y + 16),
            (760, y - 22),
            (840, y - 22),
            (940, y + 16),
            (1040, y + 66),
            (1040, y + 94),
            (930, y + 56),
            (800, y + 30),
            (670, y + 56),
            (560, y + 94),
        ],
        tension=0.4,
    )
    relief.panel(canvas, bar, "#7a5130", "wood", bevel=14, puff=0.9, gloss=0.22, sharp=20)


def button(canvas, x, y, r, color, metal=None):
    """Four-hole button, or a metal one."""
    if metal:
        p.stud(canvas, x, y, r, metal)
        canvas.drawCircle(x, y, r * 0.66, s.paint(s.metal(metal, 0.3), 160, stroke=2.4))
        return
    relief.panel(canvas, s.circle(x, y, r), color, "smooth", bevel=r * 0.5, puff=0.9, gloss=0.35, sharp=24, shadow=110)
    for dx, dy in ((-4, -4), (4, -4), (-4, 4), (4, 4)):
        canvas.drawCircle(x + dx, y + dy, 1.9, s.paint(s.shade(color, 0.2)))


def arms(canvas, r, form, cuff_y, wide=0):
    """Set-in sleeves hanging straight down."""
    left = [
        (560, 432),
        (500, 446),
        (452 - wide, 560),
        (430 - wide, 760),
        (420 - wide, 960),
        (414 - wide, cuff_y),
        (480, cuff_y + 12),
        (544, cuff_y),
        (552, 900),
        (560, 640),
    ]
    for points in (left, mirror(left)):
        cloth(canvas, s.smooth(points, tension=0.38), r, form, bevel=44, puff=0.7, shadow=90)


def coat(canvas, r):
    """Long double-breasted coat with wide lapels."""
    body = s.points("690,330 600,366 530,410 520,560 528,800 514,1060 492,1300 486,1430 640,1446 800,1450")
    outline = s.smooth([*body, *mirror(body)[1:]], tension=0.34)
    folds = [
        (s.points("600,760 580,1040 556,1420"), 70, -10),
        (s.points("690,860 670,1120 660,1430"), 60, 7),
        (s.points("560,560 600,660 650,700"), 40, -4),
    ]
    form = drape(outline, folds, 2.4, 230, 0.5, 120)
    hanger(canvas, 320)
    arms(
        canvas,
        r,
        drape(
            outline,
            [(s.points("470,700 500,760 540,780"), 30, -6), (s.points("450,900 490,940 530,930"), 30, -5)],
            2.4,
        ),
        1180,
        24,
    )
    inside = s.smooth(s.points("680,340 800,372 920,340 900,480 800,640 700,480"))
    cloth(canvas, inside, r, None, r["lining"], "silk", bevel=20, puff=-0.4, gloss=0.12, shadow=0)
    cloth(canvas, s.rrect(752, 392, 96, 56, 5), r, None, "#efe9dc", "silk", bevel=3, shadow=50)
    right = s.points(
        "906,334 1000,366 1070,410 1080,560 1072,800 1086,1060 1108,1300 1114,1430 960,1446 "
        "800,1450 700,1446 690,1200 690,960 700,760 760,660 840,520"
    )
    left = s.points(
        "694,334 600,366 530,410 520,560 528,800 514,1060 492,1300 486,1430 640,1446 880,1452 "
        "900,1200 906,960 892,760 840,660 760,520"
    )
    cloth(canvas, s.smooth(left, tension=0.3), r, form, bevel=7, shadow=60)
    cloth(canvas, s.smooth(right, tension=0.3), r, form, bevel=7, shadow=110)
    lapels(
        canvas,
        r,
        s.points("694,326 640,370 600,470 560,500 600,560 640,640 720,770 770,690 760,520"),
        notch=True,
    )
    for x in (700, 884):
        for y in (800, 960):
            button(canvas, x + (6 if x > 800 else 24), y, 20, r["button"])
    for x in (566, 904):
        flap = s.rounded(
            [(x, 1010), (x + 132, 1020), (x + 132, 1072), (x, 1062)]
            if x < 800
            else [(x, 1020), (x + 132, 1010), (x + 132, 1062), (x, 1072)],
            8,
        )
        cloth(canvas, flap, r, form, bevel=6, shadow=80)


def lapels(canvas, r, points, notch=False, color=None):
    """Both lapels, the left one on top."""
    for shape in (mirror(points), points):
        path = s.smooth(shape, tension=0.26)
        cloth(canvas, path, r, None, color or s.shade(r["color"], 1.03), bevel=10, puff=0.8, shadow=100)
        top_stitch(canvas, p_inset(shape), s.shade(r["color"], 0.7), closed=True)
    collar = s.points("800,318 730,314 686,330 640,372 660,430 720,400 760,372 800,364")
    path = s.smooth([*collar, *mirror(collar)[1:-1]], tension=0.3)
    cloth(canvas, path, r, None, color or s.shade(r["color"], 1.01), bevel=12, puff=0.8, shadow=110)


def p_inset(points, by=0.93):
    """Points pulled towards their middle."""
    cx, cy = sum(x for x, _y in points) / len(points), sum(y for _x, y in points) / len(points)
    return [(cx + (x - cx) * by, cy + (y - cy) * by) for x, y in points]


def blazer(canvas, r):
    """Two-button jacket with notch lapels."""
    body = s.points("690,340 600,374 528,420 516,560 532,760 540,860 520,1040 506,1180 560,1240 680,1262 770,1240")
    outline = s.smooth([*body, *mirror(body)], tension=0.34)
    folds = [
        (s.points("570,560 590,700 600,860"), 40, -5),
        (s.points("620,900 600,1040 590,1220"), 50, -5),
        (s.points("560,840 640,850 760,840"), 34, -4),
    ]
    form = drape(outline, folds, 1.8, 220, 0.6, 130)
    hanger(canvas, 330)
    arms(canvas, r, drape(outline, [(s.points("470,720 500,770 540,790"), 28, -6)], 1.8), 1150, 12)
    inside = s.smooth(s.points("680,350 800,380 920,350 900,560 800,820 700,560"))
    cloth(canvas, inside, r, None, r["lining"], "silk", bevel=20, puff=-0.4, gloss=0.14, shadow=0)
    cloth(canvas, s.rrect(756, 404, 88, 52, 5), r, None, "#efe9dc", "silk", bevel=3, shadow=50)
    half = s.points(
        "694,344 600,374 528,420 516,560 532,760 540,860 520,1040 506,1180 560,1244 700,1266 "
        "800,1216 836,1080 826,860 780,720 740,560"
    )
    cloth(canvas, s.smooth(mirror(half), tension=0.3), r, form, bevel=7, shadow=60)
    cloth(canvas, s.smooth(half, tension=0.3), r, form, bevel=7, shadow=110)
    lapels(
        canvas,
        r,
        s.points("692,336 646,376 622,470 590,494 620,540 650,640 720,780 790,850 770,700 744,540"),
    )
    for y in (872, 1000):
        button(canvas, 800, y, 17, r["button"])
    for x in (548, 916):
        flap = s.rounded(
            [(x, 996), (x + 136, 1002), (x + 136, 1050), (x, 1044)]
            if x < 800
            else [(x, 1002), (x + 136, 996), (x + 136, 1044), (x, 1050)],
            8,
        )
        cloth(canvas, flap, r, form, bevel=5, shadow=70)
    welt = s.rounded(s.points("908,620 1010,600 1014,628 912,648"), 4)
    cloth(canvas, welt, r, form, bevel=4, shadow=60)
    cloth(
        canvas,
        s.smooth(s.points("916,622 940,570 964,600 988,560 1006,606"), tension=0.2),
        r,
        None,
        "#f4f1ea",
        "silk",
        bevel=5,
        shadow=50,
    )
    for i in range(3):
        for x in (444, 1156):
            button(canvas, x, 1060 + i * 26, 9, r["button"])


def tweed(canvas, r):
    """Collarless tweed jacket with braid and four pockets."""
    body = s.points("700,344 600,372 520,420 500,560 506,760 500,940 494,1080 560,1104 680,1112 790,1112")
    outline = s.smooth([*body, *mirror(body)], tension=0.34)
    form = drape(
        outline,
        [(s.points("560,560 580,760 570,1060"), 50, -6), (s.points("640,620 650,820 640,1080"), 50, 4)],
        2.2,
        210,
        0.6,
        120,
    )
    hanger(canvas, 334)
    arms(canvas, r, drape(outline, [(s.points("470,720 500,770 540,790"), 30, -7)], 2.2), 1080, 20)
    inside = s.smooth(s.points("690,346 800,366 910,346 860,470 800,520 740,470"))
    cloth(canvas, inside, r, None, r["lining"], "silk", bevel=20, puff=-0.4, gloss=0.14, shadow=0)
    cloth(canvas, s.rrect(756, 384, 88, 52, 5), r, None, "#16161a", "silk", bevel=3, shadow=50)
    half = s.points(
        "700,344 600,372 520,420 500,560 506,760 500,940 494,1080 560,1104 680,1112 796,1112 "
        "796,900 796,700 786,520 744,430"
    )
    for points in (mirror(half), half):
        cloth(canvas, s.smooth(points, tension=0.3), r, form, bevel=7, shadow=80)
    edge = s.points("700,350 742,430 782,520 790,700 790,900 788,1104")
    for points in (mirror(edge), edge):
        braid(canvas, points, r["trim"])
    hem = s.points("496,1078 640,1102 788,1104")
    for points in (mirror(hem), hem):
        braid(canvas, points, r["trim"])
    for x in (566, 894):
        for y, w in ((590, 132), (890, 146)):
            pocket = s.rrect(x - (w - 132) / 2, y, w, w * 0.94, 12)
            cloth(canvas, pocket, r, form, bevel=6, shadow=70)
            braid(
                canvas, [(x - (w - 132) / 2 + 4, y + 8), (x + 66, y + 10), (x + 128 + (w - 132) / 2, y + 8)], r["trim"]
            )
            button(canvas, x + 66, y + 36, 15, "#000000", "yellow_gold")
    for y in (560, 680, 800, 920, 1040):
        button(canvas, 800, y, 16, "#000000", "yellow_gold")
    for points in (s.points("414,1050 470,1062 536,1052"), mirror(s.points("414,1050 470,1062 536,1052"))):
        braid(canvas, points, r["trim"])
    seam(canvas, s.points("530,430 520,560 512,640"), r["color"])


def braid(canvas, points, color):
    """Plaited trimming along points."""
    path = s.smooth(points, closed=False)
    p.cord(canvas, path, 20, color, "weave", shade_alpha=90)
    p.stitch(canvas, path, s.shade(color, 1.5), 6, (3, 9))


SHAPES = {"coat": coat, "blazer": blazer, "tweed": tweed}
