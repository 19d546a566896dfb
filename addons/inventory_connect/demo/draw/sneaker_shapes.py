"""Court shoes and canvas shoes from the side, toe to the right: high, low, canvas high."""

from . import parts as p
from . import relief
from . import studio as s
from .sneaker_parts import crease, cup_sole, holes, laces, last, panels, ribbon, within

# The last: what the upper lies on. Heel at 230, toe at 1400, sole line at about 1010.
HIGH = s.points(
    "262,1080 232,1010 222,930 230,830 258,720 282,610 296,500 296,420 316,372 380,352 "
    "470,362 560,392 622,424 668,500 740,590 830,680 930,752 1050,792 1190,808 1310,838 "
    "1388,900 1414,980 1392,1070 1340,1086 320,1086"
)
LOW = s.points(
    "262,1080 232,1010 220,930 226,840 244,770 262,716 300,700 350,720 420,768 520,800 "
    "600,780 660,720 700,690 740,660 800,690 880,740 960,774 1060,796 1190,810 1310,840 "
    "1388,902 1414,980 1392,1070 1340,1086 320,1086"
)


def high(canvas, r):
    """Basketball high-top."""
    form = last(HIGH, crease())
    tongue = s.smooth(
        s.points("470,400 520,330 570,296 640,292 676,330 700,420 760,540 900,700 840,740 640,560"),
        tension=0.4,
    )
    relief.panel(canvas, tongue, r["tongue"], "smooth", bevel=26, puff=1.0, gloss=0.05)
    inside = s.smooth(s.points("304,420 330,366 420,350 520,376 600,420 560,470 420,452"))
    relief.panel(canvas, inside, r["lining"], "fleece", bevel=16, puff=-0.8, shadow=0)
    upper = s.smooth(HIGH)
    relief.panel(
        canvas, upper, r["base"], r["kind"], bevel=14, puff=0.9, form=form, gloss=0.10, sharp=18, shadow=90, relief=0.45
    )

    def cut():
        toe = s.points("930,752 1050,796 1190,822 1310,862 1386,930 1420,1030 1180,1030 1030,940 960,850")
        panels(canvas, r, form, [(toe, "toe", 0.4)])
        holes(
            canvas, [(1080 + 34 * i + 12 * (k % 2), 848 + 24 * k + 9 * i) for k in range(4) for i in range(4)], r["toe"]
        )
        panels(
            canvas,
            r,
            form,
            [
                (s.points("1030,1040 1090,960 1180,910 1280,886 1370,912 1420,960 1430,1040"), "guard", 0.45),
                (
                    s.points(
                        "640,500 700,560 790,660 900,750 1010,800 1040,850 1010,900 900,860 760,760 640,620 "
                        "560,540 560,440 622,424"
                    ),
                    "stay",
                    0.4,
                ),
                (s.points("200,1040 200,860 240,740 330,720 420,770 470,860 500,950 560,1040"), "heel", 0.45),
            ],
        )
        if r["side"]:
            sweep = s.points("520,1040 500,940 530,800 600,690 680,720 780,800 820,900 830,1040 760,1060 600,1060")
            panels(canvas, r, form, [(sweep, "side", 0.5)])
        panels(
            canvas,
            r,
            form,
            [
                (
                    s.points(
                        "240,760 262,600 280,470 300,400 420,420 560,440 600,520 540,580 450,570 400,600 "
                        "380,680 360,760 300,770"
                    ),
                    "collar",
                    0.4,
                )
            ],
        )
        pad = s.points("286,470 292,392 350,360 470,368 580,410 596,470 470,440 370,430 320,470")
        relief.panel(
            canvas,
            s.smooth(pad),
            r["lining"] if r["band"] is None else r["band"],
            "smooth",
            bevel=28,
            puff=1.1,
            gloss=0.08,
            shadow=40,
        )

    within(canvas, HIGH, cut)
    cup_sole(canvas, r)
    laces(canvas, r, (618, 470), (962, 812), 8, 128, r["lace"])


def low(canvas, r):
    """Court low-top."""
    form = last(LOW, crease(10))
    tongue = s.smooth(
        s.points("600,760 640,660 690,590 760,566 796,600 800,650 900,730 960,780 820,790"),
        tension=0.4,
    )
    relief.panel(canvas, tongue, r["tongue"], "smooth", bevel=26, puff=1.0, gloss=0.05)
    inside = s.smooth(s.points("266,730 320,700 420,706 560,720 680,690 640,760 520,810 400,780"))
    relief.panel(canvas, inside, r["lining"], "fleece", bevel=16, puff=-0.8, shadow=0)
    relief.panel(
        canvas,
        s.smooth(LOW),
        r["base"],
        r["kind"],
        bevel=14,
        puff=0.9,
        form=form,
        gloss=0.10,
        sharp=18,
        shadow=90,
        relief=0.45,
    )

    def cut():
        toe = s.points("960,774 1060,802 1190,824 1310,864 1386,930 1420,1030 1180,1030 1030,950 975,860")
        panels(canvas, r, form, [(toe, "toe", 0.4)])
        holes(
            canvas, [(1090 + 34 * i + 12 * (k % 2), 852 + 24 * k + 9 * i) for k in range(4) for i in range(4)], r["toe"]
        )
        panels(
            canvas,
            r,
            form,
            [
                (s.points("1030,1040 1090,964 1180,914 1280,890 1370,914 1420,960 1430,1040"), "guard", 0.45),
                (
                    s.points("650,736 720,664 800,690 900,750 1010,800 1044,852 1012,900 900,876 780,820 690,800"),
                    "stay",
                    0.4,
                ),
                (s.points("200,1040 196,900 226,810 330,800 420,830 470,890 500,960 560,1040"), "heel", 0.45),
            ],
        )
        if r["side"]:
            sweep = s.points("520,1040 500,950 540,860 640,810 760,830 820,890 840,1040 760,1060 600,1060")
            panels(canvas, r, form, [(sweep, "side", 0.5)])
        panels(
            canvas,
            r,
            form,
            [
                (
                    s.points("232,820 246,740 262,700 310,690 350,724 366,800 320,830 260,840"),
                    "collar",
                    0.4,
                )
            ],
        )
        pad = s.points(
            "262,716 300,694 350,716 420,764 520,796 604,776 672,706 700,730 640,810 520,842 400,806 330,762"
        )
        relief.panel(
            canvas,
            s.smooth(pad, tension=0.42),
            r["band"] or r["lining"],
            "smooth",
            bevel=24,
            puff=1.1,
            gloss=0.08,
            shadow=40,
        )

    within(canvas, LOW, cut)
    cup_sole(canvas, r)
    laces(canvas, r, (722, 690), (966, 822), 6, 112, r["lace"])


def canvas_high(canvas, r):
    """Canvas high-top with rubber foxing, toe cap and round patch (blank)."""
    points = s.points(
        "262,1080 238,1020 236,900 250,760 266,620 276,480 290,380 340,350 440,352 548,380 "
        "600,420 646,500 720,610 820,716 930,800 1050,850 1190,872 1310,900 1388,956 "
        "1404,1020 1388,1070 1340,1086 320,1086"
    )
    form = last(
        points,
        [(s.points("500,640 470,780 520,900"), 50, -6), (s.points("700,760 660,860 690,950"), 44, -5), *crease(30)],
        0.8,
    )
    tongue = s.smooth(s.points("500,400 530,320 590,300 650,318 680,420 760,560 900,740 820,760"), tension=0.4)
    relief.panel(canvas, tongue, r["tongue"], "canvas", bevel=16, puff=0.9, gloss=0.02)
    relief.panel(
        canvas,
        s.smooth(s.points("296,400 340,352 440,350 560,384 590,430 430,420")),
        r["lining"],
        "canvas",
        bevel=14,
        puff=-0.7,
        shadow=0,
    )
    relief.panel(canvas, s.smooth(points), r["base"], "canvas", bevel=12, puff=0.9, form=form, gloss=0.02, shadow=90)

    def cut():
        back = s.polygon(s.points("206,340 300,340 300,1060 206,1060"))
        relief.panel(canvas, back, r["heel"], "canvas", bevel=4, form=form, gloss=0.02)
        for x in (286, 294):
            p.stitch(canvas, s.polygon([(x, 350), (x, 1000)], False), r["thread"] or "#e8e2d2", 2.4, (8, 5))
        stay = s.points("600,420 646,500 720,610 820,716 930,800 900,850 780,770 660,650 570,510 546,410")
        relief.panel(canvas, s.smooth(stay, tension=0.42), r["stay"], "canvas", bevel=5, form=form, gloss=0.02)
        for by in (9, 15):
            p.stitch(canvas, p.inset(s.smooth(stay, tension=0.42), by), r["thread"] or "#e8e2d2", 2.4, (8, 5))
        seam = s.smooth(s.points("560,480 520,640 560,800 680,920 760,1000"), closed=False)
        p.stitch(canvas, seam, r["thread"] or "#e8e2d2", 2.6, (8, 5))

    within(canvas, points, cut)
    mid = s.smooth(
        s.points(
            "214,1000 330,1000 600,1008 900,1008 1100,996 1240,978 1380,968 1420,1000 1424,1060 "
            "1396,1106 1100,1118 600,1118 262,1116 218,1090"
        ),
        tension=0.34,
    )
    cap = s.smooth(s.points("1176,1030 1190,950 1226,900 1300,894 1376,934 1410,1000 1400,1040 1290,1050"))
    relief.panel(canvas, cap, r["toe"], "rubber", bevel=60, puff=0.9, gloss=0.18, sharp=24)
    relief.panel(canvas, mid, r["mid"], "rubber", bevel=20, puff=0.9, gloss=0.16)
    for dy, tone in ((1040, r["out"]), (1056, r["out"])):
        stripe = s.smooth([(216, dy), (600, dy + 6), (1000, dy + 4), (1240, dy - 16), (1422, dy - 24)], closed=False)
        canvas.drawPath(stripe, s.paint(tone, 235, stroke=7))
    relief.panel(
        canvas,
        s.smooth(
            s.points("216,1092 600,1104 1100,1104 1400,1090 1396,1110 1100,1122 600,1122 262,1120"),
            tension=0.3,
        ),
        "#9a6b42" if r["wear"] else "#c79a63",
        "rubber",
        bevel=6,
        shadow=0,
    )
    patch = s.circle(470, 560, 58)
    relief.panel(canvas, patch, r["side"] or r["base"], "canvas", bevel=6, form=form, gloss=0.02)
    p.stitch(canvas, p.inset(patch, 8), r["thread"] or "#e8e2d2", 2.6, (7, 5))
    for i in range(8):
        t = i / 7
        x, y = 588 + 300 * t, 452 + 350 * t**0.93
        p.ring(canvas, x, y, 9, "steel", 5)
        run = s.smooth([(x, y), (x + 52, y - 34), (x + 104, y - 40)], closed=False)
        ribbon(canvas, run, 22, r["lace"])


SHAPES = {"high": high, "low": low, "canvas": canvas_high}
