"""Shoes to run and rest in, from the side: runner, air runner, knitted runner, slide."""

import numpy as np
import skia

from . import relief, textures
from . import studio as s
from .sneaker_parts import crease, laces, last, panels, ribbon, within

RUNNER = s.points(
    "262,1070 222,1000 208,900 214,800 236,720 262,660 300,648 352,676 430,740 520,770 "
    "600,744 650,690 690,650 740,640 800,670 890,730 980,772 1080,800 1200,830 1316,862 "
    "1394,920 1416,990 1392,1062 1340,1076 320,1076"
)
KNIT = s.points(
    "290,1010 244,985 222,900 232,790 262,700 292,636 330,640 390,690 470,724 560,716 "
    "640,664 700,640 780,672 880,730 990,776 1110,806 1230,836 1320,876 1364,926 "
    "1356,990"
)


def tread(canvas, r, bottom=1120):
    """Rubber under a runner's foam."""
    out = s.smooth(
        [
            (214, bottom - 30),
            (600, bottom - 16),
            (1000, bottom - 18),
            (1300, bottom - 34),
            (1430, bottom - 70),
            (1420, bottom - 40),
            (1330, bottom - 8),
            (1000, bottom),
            (600, bottom),
            (250, bottom),
        ],
        tension=0.34,
    )
    relief.panel(canvas, out, r["out"], "rubber", bevel=7, gloss=0.08, shadow=0)
    for i in range(39):
        x = 246 + i * 29
        canvas.drawLine(x, bottom - 16, x + 4, bottom - 4, s.paint(s.shade(r["out"], 0.3), 170, stroke=6))


def foam_sole(canvas, r, top=940):
    """Two-part foam midsole of a runner with a support plate."""
    mid = s.smooth(
        [
            (196, top + 20),
            (216, top - 30),
            (300, top + 6),
            (480, top + 40),
            (700, top + 50),
            (940, top + 40),
            (1160, top + 26),
            (1300, top + 8),
            (1400, top - 10),
            (1444, top + 30),
            (1430, top + 110),
            (1330, top + 160),
            (1000, top + 168),
            (600, top + 168),
            (250, top + 170),
            (204, top + 120),
        ],
        tension=0.40,
    )
    relief.panel(canvas, mid, r["mid"], "foam", bevel=44, puff=0.9, gloss=0.06, shadow=70)
    canvas.save()
    canvas.clipPath(mid, True)
    heel = s.smooth(
        [(180, top + 62), (330, top + 56), (520, top + 84), (640, top + 130), (560, top + 176), (180, top + 180)]
    )
    relief.panel(canvas, heel, r["band"] or s.shade(r["mid"], 0.84), "foam", bevel=14, puff=0.8, gloss=0.06, shadow=50)
    for i in range(3):
        y = top + 84 + i * 22
        canvas.drawPath(
            s.smooth([(214, y), (330, y - 2), (470, y + 14)], closed=False),
            s.paint(s.shade(r["mid"], 0.4), 120, stroke=5),
        )
    plate = s.smooth(
        [(520, top + 70), (660, top + 60), (800, top + 84), (860, top + 116), (760, top + 136), (620, top + 130)]
    )
    relief.panel(canvas, plate, r["side"] or r["guard"], "smooth", bevel=12, gloss=0.34, sharp=30, shadow=60)
    groove = s.smooth([(840, top + 76), (1100, top + 84), (1300, top + 64), (1440, top + 30)], closed=False)
    canvas.drawPath(groove, s.paint(s.shade(r["mid"], 0.45), 130, stroke=6, blur=1))
    canvas.restore()
    tread(canvas, r)


def runner(canvas, r):
    """Running shoe of mesh and suede, many panels."""
    form = last(RUNNER, crease(10))
    _tongue(canvas, r)
    relief.panel(canvas, s.smooth(RUNNER), r["base"], "mesh", bevel=14, puff=0.9, form=form, gloss=0.03, shadow=90)

    def cut():
        panels(
            canvas,
            r,
            form,
            [
                (s.points("1000,1040 1040,940 1120,888 1220,868 1310,880 1400,940 1440,1040"), "toe", 0.45),
                (
                    s.points(
                        "640,760 700,654 760,648 860,712 980,780 1080,830 1060,880 960,860 860,800 770,770 "
                        "720,800 690,860 640,850"
                    ),
                    "stay",
                    0.4,
                ),
                (
                    s.points(
                        "180,1040 190,840 240,760 340,770 420,830 470,900 600,930 760,930 860,880 930,880 "
                        "900,960 760,1040"
                    ),
                    "guard",
                    0.42,
                ),
                (
                    s.points(
                        "560,1040 640,920 760,850 900,830 1010,880 1060,960 1040,1040 940,960 840,930 740,960 690,1040"
                    ),
                    "side",
                    0.45,
                ),
                (s.points("200,780 226,700 262,640 330,650 360,720 330,790 260,810"), "heel", 0.45),
            ],
        )
        _collar(canvas, r)

    within(canvas, RUNNER, cut)
    foam_sole(canvas, r)
    laces(canvas, r, (716, 664), (972, 802), 6, 112, r["lace"])


def air(canvas, r):
    """Runner with a window in its heel."""
    form = last(RUNNER, crease(10))
    _tongue(canvas, r)
    relief.panel(canvas, s.smooth(RUNNER), r["base"], "mesh", bevel=14, puff=0.9, form=form, gloss=0.03, shadow=90)

    def cut():
        panels(
            canvas,
            r,
            form,
            [
                (
                    s.points(
                        "180,1040 190,900 320,880 560,900 800,880 1000,900 1100,880 1240,876 1340,900 "
                        "1440,960 1440,1040"
                    ),
                    "guard",
                    0.4,
                ),
                (
                    s.points(
                        "640,800 690,656 760,646 870,716 990,780 1090,826 1080,880 940,870 820,810 740,820 "
                        "720,900 640,900"
                    ),
                    "stay",
                    0.4,
                ),
                (s.points("190,900 200,780 250,650 330,660 420,760 560,830 560,900 380,890 280,900"), "heel", 0.42),
            ],
        )
        for i in range(4):
            y = 720 + i * 30
            bar = s.rounded([(640 - i * 6, y), (720 - i * 4, y - 12), (726 - i * 4, y + 4), (644 - i * 6, y + 16)], 6)
            relief.panel(canvas, bar, r["side"] or r["guard"], "smooth", bevel=5, gloss=0.2, shadow=40)
        _collar(canvas, r)

    within(canvas, RUNNER, cut)
    foam_sole(canvas, r)
    window = s.smooth(s.points("264,1026 330,1002 460,1008 560,1036 540,1066 420,1072 300,1070"))
    relief.panel(canvas, window, "#c9d2d8", "smooth", bevel=22, puff=-0.5, gloss=0.5, sharp=20, shadow=0)
    for x in (330, 400, 470):
        canvas.drawPath(s.rrect(x, 1012, 12, 52, 6), s.paint(s.shade(r["mid"], 0.7), 200))
    laces(canvas, r, (716, 664), (972, 802), 6, 112, r["lace"])


def _tongue(canvas, r):
    tongue = s.smooth(
        s.points("600,720 630,620 680,556 750,536 788,570 800,630 900,720 960,770 820,780"),
        tension=0.4,
    )
    relief.panel(canvas, tongue, r["tongue"], "mesh", bevel=30, puff=1.1, gloss=0.04)
    inside = s.smooth(s.points("262,680 320,650 430,670 560,690 680,650 640,730 520,780 390,740"))
    relief.panel(canvas, inside, r["lining"], "fleece", bevel=16, puff=-0.8, shadow=0)


def _collar(canvas, r):
    pad = s.points("258,668 300,644 352,672 430,736 520,766 604,740 668,670 700,700 640,790 520,826 400,790 320,716")
    relief.panel(canvas, s.smooth(pad, tension=0.42), r["collar"], "fleece", bevel=26, puff=1.2, gloss=0.05, shadow=50)


def knit(canvas, r):
    """Knitted runner on a ribbed foam sole."""
    form = last(KNIT, crease(14))
    inside = s.smooth(s.points("292,660 340,632 450,650 560,660 690,640 640,710 540,742 420,724"))
    relief.panel(canvas, inside, r["lining"], "fleece", bevel=16, puff=-0.8, shadow=0)
    upper = s.smooth(KNIT)

    def pattern(x, y):
        base, other = np.array(s.triple(r["base"])), np.array(s.triple(r["guard"]))
        bend = 26 * textures.sample(textures.noise(210, 17), x, y) + 0.10 * (x - 800)
        wave = np.sin((y + bend * 1.6 + 26 * np.sin(x / 92.0)) / 10.5) + 0.35 * textures.sample(
            textures.noise(26, 18), x, y
        )
        mask = np.clip(wave * 2.2 - 0.7, 0, 1) * np.clip((1240 - x) / 260, 0.25, 1)
        return base + (other - base) * mask[..., None]

    relief.panel(
        canvas, upper, r["base"], "fine_knit", bevel=14, puff=0.9, form=form, gloss=0.02, shadow=90, pattern=pattern
    )

    def cut():
        stripe = s.smooth(
            s.points("226,880 420,842 640,850 860,872 1010,900 1010,934 860,912 640,894 420,888 222,926"),
            tension=0.4,
        )
        relief.panel(
            canvas, stripe, r["side"] or r["base"], "fine_knit", bevel=3, form=form, gloss=0.02, shadow=30, occlude=0.1
        )
        pad = s.points(
            "280,690 296,634 340,640 400,690 480,720 570,708 650,656 700,650 660,730 560,774 440,770 340,724"
        )
        relief.panel(
            canvas, s.smooth(pad, tension=0.42), r["collar"], "ribs", bevel=22, puff=1.0, gloss=0.02, shadow=40
        )
        tab = s.rounded(s.points("216,640 262,620 286,760 240,780"), 16)
        relief.panel(canvas, tab, r["heel"], "canvas", bevel=8, gloss=0.03, shadow=60)

    within(canvas, KNIT, cut)
    mid = s.smooth(
        s.points(
            "206,960 226,900 270,946 420,972 700,984 1000,976 1220,960 1370,930 1434,976 "
            "1424,1060 1340,1106 1000,1116 600,1118 270,1114 216,1060"
        ),
        tension=0.42,
    )
    relief.panel(canvas, mid, r["mid"], "foam", bevel=60, puff=0.9, gloss=0.16, sharp=18, shadow=80)
    canvas.save()
    canvas.clipPath(mid, True)
    for i in range(30):
        x = 250 + i * 39
        canvas.drawPath(
            s.smooth([(x, 990), (x + 14, 1040), (x + 6, 1096)], closed=False),
            s.paint(s.shade(r["mid"], 0.5), 60, stroke=9, blur=4),
        )
    canvas.restore()
    for i in range(6):
        t = i / 5
        x, y = 690 + 250 * t, 668 + 118 * t
        canvas.drawCircle(x, y, 8, s.paint((20, 20, 20), 220))
        ribbon(canvas, s.smooth([(x, y), (x + 46, y - 34), (x + 96, y - 30)], closed=False), 22, r["lace"])


def slide(canvas, r):
    """One-piece moulded slide."""
    sole = s.smooth(
        s.points(
            "196,1010 204,900 252,872 420,906 640,930 860,920 1100,884 1290,850 1400,858 1430,920 "
            "1420,1010 1360,1078 1180,1112 800,1120 420,1120 236,1104"
        ),
        tension=0.44,
    )
    relief.panel(canvas, sole, r["mid"], "foam", bevel=34, puff=1.0, gloss=0.10, sharp=10, shadow=80)
    bed = s.smooth(
        s.points(
            "226,900 300,880 460,910 660,934 860,926 1100,890 1300,856 1380,868 1300,892 1080,926 "
            "860,958 640,964 420,940 280,916"
        )
    )
    relief.panel(canvas, bed, s.shade(r["mid"], 0.93), "foam", bevel=14, puff=-0.7, gloss=0.04, shadow=0)
    hollow = s.smooth(s.points("1100,700 1210,738 1300,820 1320,872 1240,900 1150,870 1100,790"))
    relief.panel(canvas, hollow, s.shade(r["base"], 0.45), "foam", bevel=30, puff=-0.6, gloss=0.0, shadow=0)
    strap = s.smooth(
        s.points(
            "610,1040 618,930 660,810 740,724 860,668 980,660 1090,680 1180,734 1232,800 1250,900 "
            "1244,1000 1180,1060 900,1070 700,1066"
        ),
        tension=0.44,
    )
    deep = s.smooth(
        s.points(
            "610,1040 618,930 660,810 740,724 860,668 980,660 1090,680 1180,734 1232,800 1250,1000 1240,1400 640,1400"
        )
    )
    form = relief.Form(deep, 190, 0.9, folds=[(s.points("700,930 900,900 1200,930"), 26, -5)], blur=16)
    relief.panel(canvas, strap, r["base"], "foam", bevel=16, puff=0.8, form=form, gloss=0.10, sharp=10, shadow=110)
    canvas.save()
    canvas.clipPath(sole, True)
    for i in range(26):
        x = 250 + i * 44
        notch = skia.Path()
        notch.moveTo(x, 1130)
        notch.lineTo(x + 11, 1072)
        notch.lineTo(x + 22, 1130)
        canvas.drawPath(notch, s.paint(s.shade(r["mid"], 0.34), 170, blur=2))
    canvas.restore()


SHAPES = {"runner": runner, "air": air, "knit": knit, "slide": slide}
