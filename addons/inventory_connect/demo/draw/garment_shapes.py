"""Soft clothes laid flat: tee, hoodie, knitwear."""

import skia

from . import parts as p
from . import studio as s
from .garment_parts import band, both, cloth, drape, mirror, seam, top_stitch

SLEEVE_FOLDS = [
    (s.points("470,470 430,560 400,660"), 34, -7),
    (s.points("520,560 560,500 620,470"), 40, -6),
    (s.points("400,700 360,760 330,860"), 26, -5),
    (s.points("540,700 600,640 700,610"), 46, -5),
]
BODY_FOLDS = [
    (s.points("620,620 610,840 630,1080"), 56, -6),
    (s.points("720,700 700,900 716,1120"), 64, 5),
    (s.points("560,900 590,1060 580,1230"), 44, -5),
]


def tee(canvas, r):
    """Heavy cotton tee with short sleeves."""
    left = s.points(
        "640,300 520,338 420,392 330,520 262,640 300,680 370,712 432,728 486,640 498,800 "
        "496,1000 494,1200 500,1320 640,1332 760,1334"
    )
    outline = s.smooth(both(left), tension=0.34)
    form = drape(
        outline,
        [*BODY_FOLDS, (s.points("486,640 560,600 640,520"), 44, -8), (s.points("420,470 470,560 486,640"), 40, 6)],
    )
    neck(canvas, r, form, 300)
    cloth(canvas, outline, r, form)
    for points in (s.points("520,340 500,480 486,640"), mirror(s.points("520,340 500,480 486,640"))):
        seam(canvas, points, r["color"])
    for points in (s.points("278,616 360,668 446,700"), mirror(s.points("278,616 360,668 446,700"))):
        top_stitch(canvas, points, s.shade(r["color"], 0.78))
    for y in (1296, 1304):
        top_stitch(canvas, [(498, y - 4), (800, y + 8), (1102, y - 4)], s.shade(r["color"], 0.78))
    front_neck(canvas, r, form)


def neck(canvas, r, form, top):
    """What one sees of the inside at the back of the neck, with a woven label (blank)."""
    back = s.smooth(
        [
            (636, top + 4),
            (720, top - 24),
            (800, top - 30),
            (880, top - 24),
            (964, top + 4),
            (900, top + 90),
            (800, top + 120),
            (700, top + 90),
        ]
    )
    cloth(canvas, back, r, None, s.shade(r["color"], 0.78), bevel=12, shadow=0)
    cloth(canvas, s.rrect(764, top + 8, 72, 40, 4), r, None, "#f3efe6", "silk", bevel=3, shadow=60)


def front_neck(canvas, r, form, top=300, drop=126, kind="ribs"):
    """Opening of the neck with its ribbed band; the outline of the body is cut away above it."""
    inner = [(652, top), (680, top + drop * 0.52), (740, top + drop * 0.86), (800, top + drop * 0.94)]
    hole = s.smooth([*inner, *mirror(inner)[1:], (800, top - 34)], tension=0.4)
    cloth(canvas, hole, r, None, s.shade(r["color"], 0.66), bevel=20, puff=-0.5, shadow=0)
    cloth(
        canvas,
        s.smooth([(660, top - 4), (800, top - 30), (940, top - 4), (900, top + 18), (800, top + 4), (700, top + 18)]),
        r,
        None,
        s.shade(r["color"], 0.92),
        kind,
        bevel=6,
        shadow=30,
    )
    cloth(canvas, s.rrect(766, top + 16, 68, 38, 4), r, None, "#f3efe6", "silk", bevel=3, shadow=60)
    outer = [(620, top - 2), (652, top + drop * 0.60), (720, top + drop * 1.08), (800, top + drop * 1.22)]
    ring = skia.Path()
    skia.Op(s.smooth([*outer, *mirror(outer)[1:], (800, top - 60)], tension=0.4), hole, skia.PathOp.kDifference_PathOp)
    ring = skia.Op(
        s.smooth([*outer, *mirror(outer)[1:], (800, top - 10)], tension=0.4), hole, skia.PathOp.kDifference_PathOp
    )
    cloth(canvas, ring, r, form, r["trim"], kind, bevel=7, shadow=50)


def sleeves(canvas, r, form, wide=0, kind=None):
    """Long sleeves that hang beside the body."""
    left = [
        (560, 352),
        (470, 400),
        (420 - wide, 520),
        (372 - wide, 740),
        (330 - wide, 960),
        (302 - wide, 1140),
        (310, 1196),
        (400, 1216),
        (432, 1180),
        (452, 1000),
        (492, 800),
        (540, 620),
    ]
    for points in (left, mirror(left)):
        cloth(canvas, s.smooth(points, tension=0.4), r, form, kind=kind)
    cuff = [(296 - wide, 1130), (300 - wide, 1210), (318, 1250), (396, 1266), (420, 1230), (436, 1160), (370, 1140)]
    for points in (cuff, mirror(cuff)):
        band(canvas, points, r, form, r["trim"])


TORSO = s.points("640,318 560,346 500,392 484,520 482,760 478,1000 480,1200 492,1262 640,1276 770,1280")


def hoodie(canvas, r):
    """Hooded sweatshirt with pouch pocket."""
    outline = s.smooth(both(TORSO), tension=0.36)
    form = drape(outline, [*BODY_FOLDS, *SLEEVE_FOLDS], 3.2, 210, 0.4, 150)
    sleeves(canvas, r, form, 26)
    hood = s.points("800,208 690,216 610,262 588,350 640,440 720,500 800,524")
    cloth(
        canvas,
        s.smooth([*hood, *mirror(hood)[1:-1]], tension=0.45),
        r,
        None,
        s.shade(r["color"], 0.94),
        bevel=60,
        puff=0.7,
        shadow=90,
    )
    cloth(canvas, outline, r, form)
    hem = s.points("488,1214 486,1280 494,1326 640,1340 780,1344")
    band(canvas, both(hem), r, form, r["trim"])
    inside = s.smooth(s.points("676,330 700,286 800,262 900,286 924,330 880,420 800,470 720,420"))
    cloth(canvas, inside, r, None, s.shade(r["color"], 0.60), bevel=34, puff=-0.6, shadow=0)
    cloth(canvas, s.rrect(762, 292, 76, 42, 4), r, None, "#e9e4d8", "silk", bevel=3, shadow=60)
    for turn in (False, True):
        lapel = s.points("640,300 676,300 700,400 760,470 806,520 790,560 700,520 640,440 612,360")
        cloth(
            canvas,
            s.smooth(mirror(lapel) if turn else lapel, tension=0.42),
            r,
            form,
            s.shade(r["color"], 1.03),
            bevel=20,
            puff=0.8,
            shadow=80,
        )
    for x, bend in ((730, -8), (870, 8)):
        p.ring(canvas, x, 494, 9, "ruthenium", 5)
        p.cord(
            canvas,
            s.smooth([(x, 498), (x + bend, 600), (x + bend * 0.3, 700)], closed=False),
            13,
            s.shade(r["color"], 1.06),
            "weave",
            shade_alpha=90,
        )
        p.plate(canvas, s.rrect(x + bend * 0.3 - 7, 694, 14, 40, 5), "ruthenium")
    pocket = s.points("560,1196 570,1080 640,960 680,946 920,946 960,960 1030,1080 1040,1196")
    cloth(canvas, s.smooth(pocket, tension=0.2), r, form, bevel=6, shadow=60)
    top_stitch(
        canvas,
        s.points("590,1176 600,1086 660,984 700,966 900,966 940,984 1000,1086 1010,1176"),
        s.shade(r["color"], 0.72),
    )
    for points in (s.points("556,348 520,500 484,640"), mirror(s.points("556,348 520,500 484,640"))):
        seam(canvas, points, r["color"])


def knitwear(canvas, r):
    """Crew-neck sweater in stocking stitch."""
    outline = s.smooth(both(TORSO), tension=0.36)
    form = drape(outline, [*BODY_FOLDS, *SLEEVE_FOLDS], 3.4, 220, 0.46, 150, 13)
    sleeves(canvas, r, form)
    cloth(canvas, outline, r, form)
    hem = s.points("488,1210 486,1270 494,1326 640,1340 780,1344")
    band(canvas, both(hem), r, form, r["trim"])
    front_neck(canvas, r, form, 312, 120)
    for points in (s.points("556,350 516,500 486,640"), mirror(s.points("556,350 516,500 486,640"))):
        seam(canvas, points, r["color"], 90, 4)


SHAPES = {"tee": tee, "hoodie": hoodie, "knit": knitwear}
