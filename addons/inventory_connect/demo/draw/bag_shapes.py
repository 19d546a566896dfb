"""Structured handbags: straps and turnlock, framed, quilted flap, box flap, arched, tote, quilted lady bag."""

import math

import skia

from . import parts as p
from . import studio as s

BASE = 1362


def _trapezoid(top, bottom, height, radius=34):
    """Front panel: half widths at top and bottom, standing on the table."""
    y = BASE - height
    return s.rounded(
        [(800 - top, y), (800 + top, y), (800 + bottom, BASE), (800 - bottom, BASE)],
        [radius * 0.5, radius * 0.5, radius, radius],
    )


def _gussets(canvas, r, top, bottom, height, out=34):
    """Sides of the bag seen past the front."""
    for sx in (-1, 1):
        side = s.rounded(
            [
                (800 + sx * (top - 30), BASE - height + 14),
                (800 + sx * (top + out * 0.5), BASE - height + 46),
                (800 + sx * (bottom + out), BASE - 60),
                (800 + sx * (bottom + out * 0.6), BASE - 4),
                (800 + sx * (bottom - 30), BASE),
            ],
            20,
        )
        p.leather(canvas, side, s.shade(r["color"], 0.62), r["kind"], 0.8)


def _plates_and_lock(canvas, r, y, reach):
    """Two straps coming round the sides to the turnlock, each with its plate."""
    for sx in (-1, 1):
        strap = s.rounded(
            [
                (800 + sx * (reach + 16), y - 22),
                (800 + sx * 78, y - 22),
                (800 + sx * 60, y),
                (800 + sx * 78, y + 22),
                (800 + sx * (reach + 16), y + 22),
            ],
            6,
        )
        p.panel(canvas, strap, r["color"], r["kind"], r["thread"], 7, 0.4)
        p.plate(canvas, s.rrect(800 + sx * 138 - 44, y - 26, 88, 52, 5), r["metal"])
        p.stud(canvas, 800 + sx * 138, y, 8, r["metal"])
    p.turnlock(canvas, 800, y, r["metal"])


def straps(canvas, r):
    """Two rolled handles, notched flap, belt with turnlock, padlock and bell."""
    height, top, bottom = 560, 372, 448
    y = BASE - height
    p.cord(canvas, p.arch(578, 1022, y + 10, y - 222, 0.05), 30, s.shade(r["color"], 0.74), r["kind"])
    _gussets(canvas, r, top, bottom, height)
    front = _trapezoid(top, bottom, height)
    p.feet(canvas, (800 - bottom + 70, 800 + bottom - 70), BASE - 4, r["metal"])
    p.panel(canvas, front, r["color"], r["kind"], r["thread"], 18, lift=False)
    flap = s.rounded(
        [
            (800 - top - 6, y - 12),
            (800 + top + 6, y - 12),
            (800 + top + 26, y + 150),
            (800 + 268, y + 158),
            (800 + 252, y + 120),
            (800 + 204, y + 120),
            (800 + 190, y + 196),
            (800 - 190, y + 196),
            (800 - 204, y + 120),
            (800 - 252, y + 120),
            (800 - 268, y + 158),
            (800 - top - 26, y + 150),
        ],
        [16, 16, 24, 22, 16, 16, 24, 24, 16, 16, 22, 24],
    )
    p.panel(canvas, flap, r["color"], r["kind"], r["thread"], 12, 0.8)
    _handle_pair(canvas, r, y)
    _plates_and_lock(canvas, r, y + 92, top)
    p.tag(canvas, 640, y + 12, r["color"], r["kind"], r["metal"])
    p.padlock(canvas, 800, y + 116, r["metal"], 0.82)
    p.sheen(canvas, front, 640, y + 330, 190, 110, 34)


def _handle_pair(canvas, r, y):
    p.cord(canvas, p.arch(572, 1028, y + 118, y - 230, 0.03), 33, r["color"], r["kind"])
    for x in (572, 1028):
        base = s.rounded([(x - 26, y + 36), (x + 26, y + 36), (x + 34, y + 132), (x, y + 176), (x - 34, y + 132)], 12)
        p.panel(canvas, base, r["color"], r["kind"], r["thread"], 8, 0.5)


def framed(canvas, r):
    """One top handle, full flap, belt with turnlock: trapezoid with crisp edges."""
    height, top, bottom = 590, 318, 448
    y = BASE - height
    _gussets(canvas, r, top, bottom, height, 40)
    front = _trapezoid(top, bottom, height, 26)
    p.feet(canvas, (800 - bottom + 60, 800 + bottom - 60), BASE - 4, r["metal"])
    p.panel(canvas, front, r["color"], r["kind"], r["thread"], 16, lift=False)
    flap = s.rounded(
        [
            (800 - top - 8, y - 14),
            (800 + top + 8, y - 14),
            (800 + top + 54, y + 196),
            (800 + 240, y + 236),
            (800 + 96, y + 252),
            (800 - 96, y + 252),
            (800 - 240, y + 236),
            (800 - top - 54, y + 196),
        ],
        [16, 16, 30, 60, 40, 40, 60, 30],
    )
    p.panel(canvas, flap, r["color"], r["kind"], r["thread"], 13, 0.85)
    handle = p.arch(640, 960, y + 16, y - 150, -0.02)
    p.cord(canvas, handle, 36, r["color"], r["kind"])
    for x in (640, 960):
        p.ring(canvas, x, y + 26, 24, r["metal"], 10)
        p.panel(canvas, s.rrect(x - 24, y + 38, 48, 52, 10), r["color"], r["kind"], r["thread"], 7, 0.5)
    _plates_and_lock(canvas, r, y + 168, top + 26)
    p.tag(canvas, 668, y + 36, r["color"], r["kind"], r["metal"])
    p.sheen(canvas, front, 620, y + 400, 190, 100, 34)


def quilted(canvas, r):
    """Quilted flap with a chain laced with leather and a turnlock."""
    w, height = 420, 500
    y = BASE - height
    for dx, lift in ((34, 0.82), (0, 1)):
        path = s.smooth(
            [
                (800 - w * 0.80 + dx, y + 40),
                (800 - w * 0.62 + dx, y - 260),
                (800 - 60 + dx, y - 470),
                (800 + w * 0.48 + dx, y - 330),
                (800 + w * 0.80 + dx, y + 40),
            ],
            closed=False,
        )
        p.chain(canvas, path, r["metal"], 34 * lift, s.shade(r["trim"], lift))
    body = s.rounded(
        [(800 - w, y + 20), (800 + w, y + 20), (800 + w + 22, BASE), (800 - w - 22, BASE)], [50, 50, 46, 46]
    )
    p.leather(canvas, body, r["color"], r["kind"])
    p.quilt(canvas, body, 112, r["color"])
    flap = s.rounded(
        [
            (800 - w - 6, y),
            (800 + w + 6, y),
            (800 + w + 16, y + 300),
            (800 + w - 40, y + 340),
            (800 - w + 40, y + 340),
            (800 - w - 16, y + 300),
        ],
        [56, 56, 60, 60, 60, 60],
    )
    p.panel(canvas, flap, r["color"], r["kind"], None, 12)
    p.quilt(canvas, flap, 112, r["color"])
    p.stitch(canvas, p.inset(flap, 13), r["thread"], 2.6, (9, 6))
    for sx in (-1, 1):
        for k in (0, 1):
            p.ring(canvas, 800 + sx * (w * 0.80) + 34 * k, y + 44, 17, r["metal"], 7)
    _clasp(canvas, r, 800, y + 300)
    p.sheen(canvas, flap, 590, y + 130, 210, 90, 46)


def _clasp(canvas, r, x, y):
    kind = r.get("clasp", "oval")
    if kind == "bar":
        p.plate(canvas, s.rrect(x - 74, y - 40, 148, 80, 8), r["metal"])
        p.plate(canvas, s.rrect(x - 50, y - 22, 100, 44, 4), r["metal"])
    elif kind == "disc":
        p.stud(canvas, x, y, 52, r["metal"])
        p.ring(canvas, x, y, 50, r["metal"], 8)
    elif kind == "arc":
        p.plate(
            canvas,
            s.rounded([(x - 82, y - 46), (x - 20, y - 46), (x - 20, y + 46), (x - 82, y + 46)], [46, 4, 4, 46]),
            r["metal"],
        )
        p.plate(
            canvas,
            s.rounded([(x + 20, y - 46), (x + 82, y - 46), (x + 82, y + 46), (x + 20, y + 46)], [4, 46, 46, 4]),
            r["metal"],
        )
    elif kind == "post":
        p.plate(canvas, s.rrect(x - 16, y - 62, 32, 124, 7), r["metal"])
        p.plate(canvas, s.rrect(x - 62, y - 12, 124, 24, 7), r["metal"])
    else:
        p.turnlock(canvas, x, y, r["metal"], 1.1)


def flap(canvas, r):
    """Smooth flap bag on a long strap: box-shaped, with one of several clasps."""
    w, height = r.get("w", 400), r.get("h", 470)
    y = BASE - height
    strap = s.smooth(
        [
            (800 - w * 0.86, y + 60),
            (800 - w * 0.70, y - 280),
            (800 + 10, y - 500),
            (800 + w * 0.70, y - 280),
            (800 + w * 0.86, y + 60),
        ],
        closed=False,
    )
    (p.chain(canvas, strap, r["metal"], 36) if r.get("chain") else p.cord(canvas, strap, 34, r["color"], r["kind"]))
    body = s.rounded(
        [(800 - w, y + 20), (800 + w, y + 20), (800 + w + 16, BASE), (800 - w - 16, BASE)], [40, 40, 40, 40]
    )
    p.panel(canvas, body, r["color"], r["kind"], r["thread"], 16, lift=False)
    depth = r.get("depth", 0.62) * height
    curve = r.get("curve", 60)
    lid = s.rounded(
        [
            (800 - w - 5, y),
            (800 + w + 5, y),
            (800 + w + 12, y + depth - curve),
            (800 + w * 0.5, y + depth),
            (800 - w * 0.5, y + depth),
            (800 - w - 12, y + depth - curve),
        ],
        [42, 42, 70, 90, 90, 70],
    )
    p.panel(canvas, lid, r["color"], r["kind"], r["thread"], 14)
    if r.get("quilted"):
        p.quilt(canvas, lid, 96, r["color"])
    for sx in (-1, 1):
        p.plate(canvas, s.rrect(800 + sx * w * 0.86 - 22, y + 40, 44, 54, 8), r["metal"])
    _clasp(canvas, r, 800, y + depth - 44)
    p.sheen(canvas, lid, 610, y + 110, 220, 80, 44)


def arched(canvas, r):
    """Dome with a zip all round the top, two handles and a base plate of leather."""
    y = BASE - 560
    p.cord(canvas, p.arch(662, 978, y + 150, y - 180, -0.04), 32, s.shade(r["trim"], 0.70), r["kind"])
    dome = s.smooth(
        [
            (366, BASE - 110),
            (384, BASE - 250),
            (480, y + 120),
            (660, y + 26),
            (800, y + 8),
            (940, y + 26),
            (1120, y + 120),
            (1216, BASE - 250),
            (1234, BASE - 110),
            (800, BASE - 70),
        ]
    )
    p.leather(canvas, dome, r["color"], r["kind"])
    zipper = p.inset(dome, 20)
    canvas.save()
    canvas.clipRect(skia.Rect.MakeLTRB(0, 0, 1600, BASE - 170))
    canvas.drawPath(zipper, s.paint(s.shade(r["color"], 0.3), stroke=13))
    teeth = s.paint(s.metal(r["metal"], 0.74), stroke=8)
    teeth.setPathEffect(skia.DashPathEffect.Make([4, 4], 0))
    canvas.drawPath(zipper, teeth)
    canvas.restore()
    base = s.rounded([(344, BASE - 176), (1256, BASE - 176), (1252, BASE), (348, BASE)], [10, 10, 36, 36])
    p.panel(canvas, base, r["trim"], r["kind"], r["thread"], 14)
    p.cord(canvas, p.arch(640, 960, y + 160, y - 190, -0.04), 34, r["trim"], r["kind"])
    for x in (640, 960):
        mount = s.rounded(
            [(x - 34, y + 130), (x + 34, y + 130), (x + 40, y + 236), (x, y + 276), (x - 40, y + 236)], 14
        )
        p.panel(canvas, mount, r["trim"], r["kind"], r["thread"], 9, 0.5)
        p.stud(canvas, x, y + 226, 11, r["metal"])
    p.padlock(canvas, 1010, y + 96, r["metal"], 0.8)
    p.sheen(canvas, dome, 610, y + 280, 200, 110, 44)


def tote(canvas, r):
    """Open or zipped tote with two handles; side wings when the recipe says so."""
    top, bottom, height = r.get("top", 440), r.get("bottom", 400), r.get("h", 590)
    y = BASE - height
    p.cord(canvas, p.arch(622, 1010, y + 40, y - 250, 0.0), 30, s.shade(r["trim"], 0.70), r["kind"])
    back = s.rounded(
        [(800 - top + 20, y - 18), (800 + top - 20, y - 18), (800 + bottom, BASE - 40), (800 - bottom, BASE - 40)], 20
    )
    p.leather(canvas, back, s.shade(r["color"], 0.5), r["kind"], 0.6)
    if r.get("wings"):
        for sx in (-1, 1):
            wing = s.smooth(
                [
                    (800 + sx * (top - 40), y + 10),
                    (800 + sx * (top + 96), y + 60),
                    (800 + sx * (bottom + 110), y + 210),
                    (800 + sx * (bottom + 34), BASE - 110),
                    (800 + sx * (bottom - 20), BASE - 10),
                ]
            )
            p.leather(canvas, wing, s.shade(r["color"], 0.80), r["kind"], 0.7)
    front = _trapezoid(top, bottom, height, 44)
    p.feet(canvas, (800 - bottom + 60, 800 + bottom - 60), BASE - 4, r["metal"])
    p.panel(canvas, front, r["color"], r["kind"], r["thread"], 18, lift=False)
    if r.get("band"):
        p.panel(canvas, s.rrect(800 - top - 4, y - 4, 2 * top + 8, 92, 14), r["trim"], r["kind"], r["thread"], 11, 0.5)
    if r.get("belt"):
        p.panel(canvas, s.rrect(800 - 62, y - 30, 124, 232, 26), r["trim"], r["kind"], r["thread"], 11, 0.6)
        p.turnlock(canvas, 800, y + 156, r["metal"], 0.9)
    p.cord(canvas, p.arch(590, 1010, y + 120, y - 262, 0.0), 33, r["trim"], r["kind"])
    for x in (590, 1010):
        mount = s.rounded([(x - 30, y + 84), (x + 30, y + 84), (x + 30, y + 206), (x - 30, y + 206)], 14)
        p.panel(canvas, mount, r["trim"], r["kind"], r["thread"], 8, 0.5)
        p.ring(canvas, x, y + 92, 25, r["metal"], 9)
    p.sheen(canvas, front, 600, y + 300, 210, 140, 38)


def lady(canvas, r):
    """Stitched lattice, two arched handles on rings, a cluster of metal charms."""
    w, height = 372, 600
    y = BASE - height
    p.cord(canvas, p.arch(610, 990, y + 4, y - 250, 0.02), 30, s.shade(r["color"], 0.70), r["kind"])
    _gussets(canvas, r, w, w + 8, height, 40)
    front = _trapezoid(w, w + 8, height, 30)
    p.leather(canvas, front, r["color"], r["kind"])
    canvas.save()
    canvas.clipPath(front, True)
    p.quilt(canvas, front, 116, r["color"])
    for k in range(-9, 10):
        for a in (0, math.pi / 2):
            x, v = (k * 58, 0) if a else (0, k * 58 + 30)
            line = skia.Path()
            line.moveTo(800 + (x if a else -500), (y if a else BASE - height / 2 + v))
            line.lineTo(800 + (x if a else 500), (BASE if a else BASE - height / 2 + v))
            p.stitch(canvas, line, r["thread"], 2.2, (8, 6))
    canvas.restore()
    p.panel(canvas, s.rrect(800 - w - 4, y - 6, 2 * w + 8, 52, 14), r["color"], r["kind"], r["thread"], 9, 0.5)
    p.cord(canvas, p.arch(596, 1004, y + 30, y - 268, 0.02), 36, r["color"], r["kind"])
    for x in (596, 1004):
        p.ring(canvas, x, y + 34, 46, r["metal"], 13)
        p.panel(canvas, s.rrect(x - 26, y + 62, 52, 62, 12), r["color"], r["kind"], r["thread"], 8, 0.5)
    for k, dy in enumerate((0, 42, 78, 116)):
        p.ring(canvas, 596 + (-10, 14, -8, 8)[k], y + 120 + dy, 26, r["metal"], 8)
    p.sheen(canvas, front, 640, y + 330, 200, 130, 40)


SHAPES = {
    "straps": straps,
    "framed": framed,
    "quilted": quilted,
    "flap": flap,
    "arched": arched,
    "tote": tote,
    "lady": lady,
}
