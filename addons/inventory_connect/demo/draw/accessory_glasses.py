"""Sunglasses: frames of wire or acetate, tinted lenses."""

import math

import numpy as np
import skia

from . import relief, textures
from . import studio as s


def lens_path(shape, cx, cy, w, h, side):
    """Outline of a lens; `side` is -1 for the left one."""
    table = {
        "aviator": s.points("-0.86,-0.8 0.0,-0.94 0.8,-0.84 0.98,-0.3 0.8,0.5 0.3,0.98 -0.34,0.92 -0.8,0.4 -0.98,-0.3"),
        "round": [(math.cos(a) * 0.92, math.sin(a) * 0.98) for a in [i * math.pi / 6 for i in range(12)]],
        "square": s.points("-0.92,-0.86 0,-0.92 0.94,-0.88 1.0,0.0 0.9,0.78 0.0,0.9 -0.84,0.8 -0.98,0.0"),
        "cat_eye": s.points("-0.8,-0.58 0.0,-0.8 0.96,-1.02 1.04,-0.5 0.8,0.46 0.1,0.82 -0.62,0.64 -0.92,0.06"),
    }
    return s.smooth([(cx + side * u * w, cy + v * h) for u, v in table[shape]], tension=0.46)


def glasses(canvas, r):
    """Sunglasses from the front, a little from above."""
    shape, cy, h = r["lens_shape"], 840, r.get("tall", 170)
    wire = r.get("wire", False)
    w = 218 if wire else 190
    _arms(canvas, r, cy, wire)
    rims = skia.Path()
    for side in (-1, 1):
        cx = 800 + side * 268
        outer = lens_path(shape, cx, cy, w + (14 if wire else 48), h + (14 if wire else 44), side)
        rims = skia.Op(rims, outer, skia.PathOp.kUnion_PathOp)
    bridge = s.smooth(
        [
            (690, cy - 96),
            (760, cy - 120),
            (840, cy - 120),
            (910, cy - 96),
            (900, cy - 52),
            (840, cy - 84),
            (760, cy - 84),
            (700, cy - 52),
        ],
        tension=0.4,
    )
    if wire:
        for y, rise in ((cy - 150, 12), (cy - 60, 26)):
            bar = skia.Path()
            s.paint((0, 0, 0), stroke=17, cap=True).getFillPath(
                s.smooth([(612, y), (720, y - rise), (880, y - rise), (988, y)], closed=False), bar
            )
            relief.metal(canvas, bar, r["metal"], bevel=8, puff=1.0)
    else:
        rims = skia.Op(rims, bridge, skia.PathOp.kUnion_PathOp)
    holes = skia.Path()
    for side in (-1, 1):
        lens = lens_path(shape, 800 + side * 268, cy, w, h, side)
        holes = skia.Op(holes, lens, skia.PathOp.kUnion_PathOp)
        _lens(canvas, lens, r, cy, h)
    frame = skia.Op(rims, holes, skia.PathOp.kDifference_PathOp)
    if wire:
        relief.metal(canvas, frame, r["metal"], bevel=7, puff=1.0, shadow=60)
        for side in (-1, 1):
            pad = s.smooth(
                [
                    (800 + side * 66, cy - 30),
                    (800 + side * 84, cy + 20),
                    (800 + side * 70, cy + 60),
                    (800 + side * 54, cy + 10),
                ]
            )
            relief.panel(canvas, pad, "#e8e2d6", "smooth", bevel=10, gloss=0.5, sharp=30, shadow=60)
        return
    relief.panel(
        canvas,
        frame,
        r["color"],
        "smooth",
        bevel=22,
        puff=1.0,
        gloss=0.55,
        sharp=34,
        shadow=80,
        pattern=_tortoise(r) if r.get("tortoise") else None,
    )
    for side in (-1, 1):
        for dy in (-8, 8):
            relief.metal(canvas, s.circle(800 + side * 484, cy - 104 + dy, 5), r["metal"], bevel=4, shadow=30)


def _arms(canvas, r, cy, wire):
    """Temples that fold back behind the frame."""
    for side in (-1, 1):
        x = 800 + side * 500
        corners = ((0, -120), (10, -60), (-60, 60), (-150, 190), (-180, 216), (-196, 196), (-110, 50), (-36, -96))
        arm = s.smooth([(x + side * dx, cy + dy) for dx, dy in corners], tension=0.4)
        if wire:
            relief.metal(canvas, arm, r["metal"], bevel=8, puff=0.9)
        else:
            relief.panel(canvas, arm, s.shade(r["color"], 0.8), "smooth", bevel=12, gloss=0.4, sharp=30)


def _tortoise(r):
    light, dark = np.array(s.triple(r["color"])), np.array([26, 15, 10])

    def pattern(x, y):
        n = textures.sample(textures.noise(92, 61), x, y) + 0.4 * textures.sample(textures.noise(30, 62), x, y)
        return light + (dark - light) * np.clip(n * 0.9 + 0.5, 0, 1)[..., None]

    return pattern


def _lens(canvas, lens, r, cy, h):
    """Tinted glass with the window in it."""
    canvas.drawPath(
        lens,
        s.paint(
            shader=s.linear(
                0,
                cy - h,
                0,
                cy + h,
                [
                    (0, s.rgb(s.shade(r["lens"], 0.55), 252)),
                    (0.55, s.rgb(r["lens"], 240)),
                    (1, s.rgb(s.shade(r["lens"], 1.5), 214)),
                ],
            )
        ),
    )
    canvas.save()
    canvas.clipPath(lens, True)
    box = lens.getBounds()
    x, y, w = box.left(), box.top(), box.width()
    glare = s.polygon(
        [(x + w * 0.10, y), (x + w * 0.44, y), (x + w * 0.16, y + box.height()), (x - w * 0.16, y + box.height())]
    )
    canvas.drawPath(glare, s.paint((255, 255, 255), 44, blur=8))
    canvas.drawPath(
        s.polygon(
            [(x + w * 0.52, y), (x + w * 0.60, y), (x + w * 0.32, y + box.height()), (x + w * 0.24, y + box.height())]
        ),
        s.paint((255, 255, 255), 30, blur=5),
    )
    canvas.drawPath(lens, s.paint((0, 0, 0), 130, stroke=12, blur=6))
    canvas.restore()


SHAPES = {"glasses": glasses}
