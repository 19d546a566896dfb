"""Bullion from above: coin, graded coin in its holder, bar in its assay card, cast bar, stack of bars, coins."""

import math

import numpy as np
import skia

from . import motifs, relief
from . import studio as s

PAPER_INK = "#2a2d31"


def coin(canvas, r, cx=800, cy=800, radius=470):
    """Struck coin: reeded edge, raised rim, frosted relief on a mirror field."""
    reeds = []
    for i in range(r["reeds"] * 2):
        a = 2 * math.pi * i / (r["reeds"] * 2)
        reach = radius * (1.0 if i % 2 else 0.992)
        reeds.append((cx + math.cos(a) * reach, cy + math.sin(a) * reach))
    field = radius * 0.925

    def art(c):
        motifs.MOTIFS[r["motif"]](c, cx, cy + radius * 0.02, radius * 0.76)

    def words(c):
        motifs.legend(c, r["legend"], cx, cy, radius * 0.79, radius * 0.088)
        if r.get("foot"):
            motifs.legend(c, r["foot"], cx, cy, radius * 0.79, radius * 0.088, 90, inside=True)
        for i in range(120):
            a = 2 * math.pi * i / 120
            c.drawCircle(
                cx + math.cos(a) * radius * 0.905, cy + math.sin(a) * radius * 0.905, radius * 0.010, motifs.INK
            )

    def height(window):
        rim = relief.engrave(
            lambda c: c.drawPath(
                skia.Op(s.circle(cx, cy, radius), s.circle(cx, cy, field), skia.PathOp.kDifference_PathOp), motifs.INK
            ),
            window,
            13,
            2.4,
        )
        raised = relief.engrave(art, window, 15, 3.4) + relief.engrave(art, window, 4, 1.0)
        return rim + raised + relief.engrave(words, window, 6, 1.0)

    def satin(window):
        return 0.62 * np.clip(relief.coverage(art, window) + relief.coverage(words, window), 0, 1)

    relief.metal(canvas, s.polygon(reeds), r["metal"], bevel=9, puff=0.8, height=height, satin=satin, bend=0.9)


def slab(canvas, r):
    """Graded coin in a clear holder with a plain label."""
    case = s.rrect(400, 170, 800, 1260, 46)
    canvas.drawPath(
        case,
        s.paint(
            shader=s.linear(
                400,
                170,
                1200,
                1430,
                [
                    (0, s.rgb((250, 252, 254), 236)),
                    (0.5, s.rgb((226, 231, 236), 226)),
                    (1, s.rgb((204, 210, 216), 236)),
                ],
            )
        ),
    )
    for inset, alpha in ((4, 190), (22, 120), (40, 70)):
        canvas.drawPath(
            s.rrect(400 + inset, 170 + inset, 800 - 2 * inset, 1260 - 2 * inset, 46 - inset * 0.5),
            s.paint((255, 255, 255), alpha, stroke=5),
        )
        canvas.drawPath(
            s.rrect(402 + inset, 172 + inset, 798 - 2 * inset, 1258 - 2 * inset, 46 - inset * 0.5),
            s.paint((110, 118, 126), alpha * 0.5, stroke=2),
        )
    label = s.rrect(470, 236, 660, 268, 14)
    relief.panel(canvas, label, r.get("label", "#f5f3ee"), "paper", bevel=3, gloss=0.0, shadow=60)
    canvas.drawRect(skia.Rect.MakeXYWH(470, 236, 660, 16), s.paint(r.get("stripe", "#7a8a99")))
    lines = r["lines"]
    s.text(canvas, lines[0], 800, 300, 38, PAPER_INK, s.SANS_BOLD, 0.04)
    s.text(canvas, lines[1], 800, 354, 28, PAPER_INK, s.SANS, 0.04)
    s.text(canvas, lines[2], 690, 430, 56, PAPER_INK, s.SANS_BOLD, 0.02)
    s.text(canvas, lines[3], 1000, 412, 22, PAPER_INK, s.SANS, 0.04)
    rng = np.random.default_rng(len(lines[3]))
    x = 910.0
    while x < 1090:
        w = 2 + rng.integers(0, 3)
        canvas.drawRect(skia.Rect.MakeXYWH(x, 436, w, 42), s.paint(PAPER_INK))
        x += w + 2 + rng.integers(0, 4)
    well = s.circle(800, 960, 366)
    canvas.drawPath(well, s.paint(shader=s.radial(740, 900, 420, [(0, "#fbfbfa"), (0.8, "#e4e5e6"), (1, "#bfc3c7")])))
    canvas.drawPath(well, s.paint((90, 96, 104), 120, stroke=4))
    canvas.drawCircle(808, 974, 330, s.paint((20, 16, 10), 120, blur=14))
    coin(canvas, r, 800, 960, 330)
    glare = s.polygon(s.points("520,170 700,170 470,1430 400,1430 400,860"))
    canvas.save()
    canvas.clipPath(case, True)
    canvas.drawPath(glare, s.paint((255, 255, 255), 34, blur=10))
    canvas.drawPath(s.polygon(s.points("980,170 1030,170 780,1430 730,1430")), s.paint((255, 255, 255), 26, blur=6))
    canvas.restore()


def minted(canvas, r, x, y, w, h):
    """Minted bar: mirror field, frosted frame, stamped words."""
    face = s.rrect(x, y, w, h, w * 0.05)

    def words(c):
        top = y + h * 0.60
        if h > 240:
            motifs.MOTIFS[r["motif"]](c, x + w / 2, y + h * 0.30, w * 0.36)
        for i, line in enumerate(r["lines"]):
            s.text(c, line, x + w / 2, top + i * w * 0.13, w * (0.105 if i else 0.14), (0, 0, 0), s.SANS_BOLD, 0.04)

    def frame(c):
        c.drawPath(
            skia.Op(
                face,
                s.rrect(x + w * 0.06, y + w * 0.06, w * 0.88, h - w * 0.12, w * 0.03),
                skia.PathOp.kDifference_PathOp,
            ),
            motifs.INK,
        )

    relief.metal(
        canvas,
        face,
        r["metal"],
        bevel=w * 0.03,
        puff=0.9,
        height=lambda window: relief.engrave(words, window, 7, 1.2) + relief.engrave(frame, window, 8, 1.6),
        satin=lambda window: 0.55 * np.clip(relief.coverage(words, window) + relief.coverage(frame, window), 0, 1),
        bend=0.8,
    )


def card(canvas, r):
    """Minted bar sealed in its assay card."""
    sheet = s.rrect(430, 200, 740, 1200, 44)
    relief.panel(canvas, sheet, r.get("paper", "#1f2a33"), "paper", bevel=6, puff=0.6, gloss=0.10, sharp=10, shadow=40)
    gold = r.get("print", "#d8b878")
    s.text(canvas, "ASSAY CERTIFICATE", 800, 290, 42, gold, s.SANS_BOLD, 0.16)
    canvas.drawLine(520, 336, 1080, 336, s.paint(gold, 200, stroke=2.4))
    window = s.rrect(610, 390, 380, 610, 22)
    canvas.drawPath(window, s.paint((10, 12, 14), 220))
    minted(canvas, r, 640, 420, 320, 550)
    canvas.drawPath(window, s.paint((255, 255, 255), 110, stroke=5))
    canvas.drawPath(
        window,
        s.paint(
            shader=s.linear(
                610,
                390,
                990,
                1000,
                [
                    (0, s.rgb((255, 255, 255), 70)),
                    (0.34, s.rgb((255, 255, 255), 6)),
                    (0.5, s.rgb((255, 255, 255), 34)),
                    (0.56, s.rgb((255, 255, 255), 0)),
                    (1, s.rgb((255, 255, 255), 16)),
                ],
            )
        ),
    )
    for i, line in enumerate(r["print_lines"]):
        s.text(canvas, line, 800, 1080 + i * 54, 30, gold, s.SANS, 0.08)
    for i in range(2):
        path = (
            s.smooth([(520, 1262 + i * 3), (580, 1236), (640, 1270), (700, 1240), (760, 1262)], closed=False)
            if i == 0
            else s.smooth(s.points("850,1258 900,1230 960,1272 1020,1246 1080,1262"), closed=False)
        )
        canvas.drawPath(path, s.paint(gold, 210, stroke=2.6))
        canvas.drawLine(510 + i * 330, 1288, 770 + i * 320, 1288, s.paint(gold, 120, stroke=1.6))
    s.text(canvas, "ASSAYER", 640, 1316, 18, gold, s.SANS, 0.1)
    s.text(canvas, "SERIAL", 965, 1316, 18, gold, s.SANS, 0.1)


def loaf(canvas, r, x, y, w, h, lines, seed=1, slope=0.10):
    """Cast bar seen from above: sloping sides, a sunken rippled top, stamps."""
    outer = s.rounded([(x, y + 8), (x + w, y), (x + w + 6, y + h), (x - 4, y + h - 6)], 26)
    d = min(w, h) * slope

    def pool(c):
        c.drawPath(
            s.rounded([(x + d, y + d + 6), (x + w - d, y + d), (x + w - d, y + h - d), (x + d, y + h - d - 4)], 30),
            motifs.INK,
        )

    def stamps(c):
        for i, line in enumerate(lines):
            s.text(
                c,
                line,
                x + w / 2,
                y + h * (0.28 + i * 0.44 / max(1, len(lines) - 1)),
                min(h * 0.17, w * 0.10),
                (0, 0, 0),
                s.SANS_BOLD,
                0.06,
            )

    def height(window):
        gx, gy = relief._grid(window)
        ripple = 2.2 * relief.textures.sample(relief.textures.noise(120, seed), gx, gy)
        rings = 1.0 * np.sin(np.hypot((gx - x - w * 0.6) / 1.6, gy - y - h * 0.4) / 13.0)
        return -relief.engrave(pool, window, 14, 9) + ripple + rings - relief.engrave(stamps, window, 7, 1.4)

    relief.metal(
        canvas,
        outer,
        r["metal"],
        bevel=d * 0.9,
        puff=1.0,
        height=height,
        frost=0.26,
        satin=lambda window: 0.3 * relief.coverage(stamps, window),
        bend=0.8,
        shadow=120,
    )


def bar(canvas, r):
    """One cast bar."""
    loaf(canvas, r, 330, 520, 940, 560, r["lines"], 5)


def stack(canvas, r):
    """Several bars laid over each other."""
    for i, (x, y, turn) in enumerate(((300, 860, -4), (690, 900, 7), (420, 470, 11), (760, 500, -9), (520, 690, 2))):
        canvas.save()
        canvas.rotate(turn, x + 280, y + 160)
        canvas.drawPath(s.rrect(x + 14, y + 22, 560, 320, 30), s.paint((12, 8, 5), 120, blur=22))
        if r.get("cast"):
            loaf(canvas, r, x, y, 560, 320, r["lines"], i + 2)
        else:
            canvas.translate(x + 280, y + 160)
            canvas.rotate(-90)
            minted(canvas, r, -150, -262, 300, 524)
        canvas.restore()


def tube(canvas, r):
    """A handful of coins spilled beside each other."""
    spots = (
        (560, 520, -20, "motif"),
        (1010, 560, 30, "back"),
        (640, 960, 70, "back"),
        (1060, 1010, -40, "motif"),
        (820, 760, 8, "motif"),
    )
    for x, y, turn, side in spots:
        canvas.drawCircle(x + 14, y + 20, 250, s.paint((12, 8, 5), 110, blur=18))
        canvas.save()
        canvas.rotate(turn, x, y)
        motif = r["motif"] if side == "motif" else r.get("back", "star")
        coin(canvas, {**r, "motif": motif}, x, y, 252)
        canvas.restore()


SHAPES = {"coin": coin, "slab": slab, "card": card, "bar": bar, "stack": stack, "tube": tube}
