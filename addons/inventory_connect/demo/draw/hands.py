"""Watch hands: each casts its shadow, is faceted along its length, and may carry luminous filling."""

import skia

from . import studio as s
from .case import CX, CY


def blade(canvas, path, angle, metal, width, lume=None, lift=6, flat=None):
    """Draw one hand pointing up along the y axis (origin = pivot), turned by `angle` degrees."""
    canvas.save()
    canvas.translate(CX + lift * 0.5, CY + lift)
    canvas.rotate(angle)
    canvas.drawPath(path, s.paint((0, 0, 0), 120, blur=4))
    canvas.restore()
    canvas.save()
    canvas.translate(CX, CY)
    canvas.rotate(angle)
    if flat:
        canvas.drawPath(path, s.paint(flat))
    else:
        canvas.drawPath(
            path,
            s.paint(
                shader=s.linear(
                    -width,
                    0,
                    width,
                    0,
                    [
                        (0, s.metal(metal, 0.98)),
                        (0.495, s.metal(metal, 0.80)),
                        (0.505, s.metal(metal, 0.34)),
                        (1, s.metal(metal, 0.58)),
                    ],
                )
            ),
        )
        canvas.drawPath(path, s.paint(s.metal(metal, 0.02), 110, stroke=1.3))
    if lume:
        canvas.drawPath(lume[0], s.paint(lume[1]))
        canvas.drawPath(lume[0], s.paint((0, 0, 0), 40, stroke=1.2))
    canvas.restore()


def _bar(width, length, tail=0.0, tip=0.0):
    return s.polygon(
        [(-width / 2, tail), (width / 2, tail), (width / 2, -length + tip), (0, -length), (-width / 2, -length + tip)]
    )


def pair(style, r, lume):
    """Hour and minute hand of a style: ((path, width, lume path), (path, width, lume path)) for a dial of radius r."""
    return {
        "baton": _batons,
        "sport": _sports,
        "dauphine": _dauphines,
        "leaf": _leaves,
        "sword": _swords,
        "breguet": _moons,
        "broad": _broads,
    }[style](r, lume)


def _batons(r, lume):
    def one(w, n):
        return _bar(w, n, r * 0.14), w / 2, s.rrect(-w * 0.27, -n * 0.94, w * 0.54, n * 0.70, 2) if lume else None

    return one(r * 0.062, r * 0.56), one(r * 0.052, r * 0.86)


def _sports(r, lume):
    w = r * 0.070
    hour = skia.Op(_bar(w, r * 0.60, r * 0.12, r * 0.10), s.circle(0, -r * 0.40, r * 0.095), skia.kUnion_PathOp)
    dot = skia.Op(s.circle(0, -r * 0.40, r * 0.068), _bar(w * 0.45, r * 0.52, -r * 0.12, r * 0.08), skia.kUnion_PathOp)
    minute, fill = _bar(w * 0.98, r * 0.90, r * 0.14, r * 0.12), _bar(w * 0.50, r * 0.84, -r * 0.16, r * 0.09)
    return (hour, w / 2, dot if lume else None), (minute, w / 2, fill if lume else None)


def _dauphines(r, lume):
    def one(w, n):
        return s.polygon([(0, r * 0.16), (w, -r * 0.02), (0, -n), (-w, -r * 0.02)]), w, None

    return one(r * 0.072, r * 0.58), one(r * 0.062, r * 0.88)


def _leaves(r, lume):
    def one(w, n):
        return (
            s.smooth(
                [
                    (-w * 0.22, r * 0.13),
                    (-w * 0.4, -n * 0.18),
                    (-w, -n * 0.50),
                    (-w * 0.42, -n * 0.84),
                    (0, -n),
                    (w * 0.42, -n * 0.84),
                    (w, -n * 0.50),
                    (w * 0.4, -n * 0.18),
                    (w * 0.22, r * 0.13),
                ]
            ),
            w,
            None,
        )

    return one(r * 0.050, r * 0.58), one(r * 0.044, r * 0.88)


def _swords(r, lume):
    def one(w, n):
        shape = s.polygon(
            [
                (-w * 0.34, r * 0.13),
                (w * 0.34, r * 0.13),
                (w * 0.42, -n * 0.25),
                (w, -n * 0.84),
                (0, -n),
                (-w, -n * 0.84),
                (-w * 0.42, -n * 0.25),
            ]
        )
        fill = s.polygon(
            [
                (w * 0.22, -n * 0.30),
                (w * 0.62, -n * 0.82),
                (0, -n * 0.93),
                (-w * 0.62, -n * 0.82),
                (-w * 0.22, -n * 0.30),
            ]
        )
        return shape, w, fill if lume else None

    return one(r * 0.062, r * 0.60), one(r * 0.052, r * 0.88)


def _moons(r, lume):
    def one(w, n, at):
        shape = _bar(w, n, r * 0.13, n * 0.1)
        eye = s.circle(0, -n * at, w * 2.0)
        hole = s.circle(0, -n * at - w * 0.35, w * 1.15)
        return skia.Op(skia.Op(shape, eye, skia.kUnion_PathOp), hole, skia.kDifference_PathOp), w, None

    return one(r * 0.036, r * 0.56, 0.66), one(r * 0.032, r * 0.86, 0.74)


def _broads(r, lume):
    def one(w, n):
        shape = s.polygon(
            [
                (-w * 0.3, r * 0.13),
                (w * 0.3, r * 0.13),
                (w * 0.3, -n * 0.22),
                (w, -n * 0.30),
                (w, -n * 0.86),
                (0, -n),
                (-w, -n * 0.86),
                (-w, -n * 0.30),
                (-w * 0.3, -n * 0.22),
            ]
        )
        return (
            shape,
            w,
            s.polygon(
                [
                    (w * 0.6, -n * 0.34),
                    (w * 0.6, -n * 0.84),
                    (0, -n * 0.93),
                    (-w * 0.6, -n * 0.84),
                    (-w * 0.6, -n * 0.34),
                ]
            )
            if lume
            else None,
        )

    return one(r * 0.062, r * 0.60), one(r * 0.050, r * 0.90)


def time(canvas, r, style, metal, lume=None, seconds="sweep", flat=None, hour=10, minute=9, second=33, gmt=None):
    """Set the hands; `seconds` sweep, chrono, lollipop or None; `gmt`, `flat` = colours of a 24-hour or blued hand."""
    hour_hand, minute_hand = pair(style, r, lume)
    if gmt:
        arm = skia.Op(
            _bar(r * 0.020, r * 0.74, r * 0.13),
            s.polygon([(-r * 0.07, -r * 0.70), (r * 0.07, -r * 0.70), (0, -r * 0.86)]),
            skia.kUnion_PathOp,
        )
        blade(canvas, arm, 222, metal, r * 0.02, None, 4, gmt)
    for (path, width, fill), angle, lift in ((hour_hand, hour * 30 + minute / 2, 5), (minute_hand, minute * 6, 7)):
        blade(canvas, path, angle, metal, width, (fill, lume) if fill and lume else None, lift, flat)
    if seconds:
        _seconds(canvas, r, metal, lume, seconds, second, flat)
    cap = s.circle(CX, CY, r * 0.045)
    canvas.drawPath(
        cap,
        s.paint(
            shader=s.radial(
                CX - 4, CY - 5, r * 0.07, [(0, s.metal(metal, 1)), (0.6, s.metal(metal, 0.6)), (1, s.metal(metal, 0.2))]
            )
        ),
    )


def _seconds(canvas, r, metal, lume, kind, second, flat):
    thin = _bar(r * 0.014, r * 0.90, r * 0.26)
    tail = s.rrect(-r * 0.022, r * 0.10, r * 0.044, r * 0.17, 6)
    path = skia.Op(thin, tail, skia.kUnion_PathOp)
    angle = 0 if kind == "chrono" else second * 6
    fill = None
    if kind == "lollipop" and lume:
        path = skia.Op(path, s.circle(0, -r * 0.62, r * 0.045), skia.kUnion_PathOp)
        fill = (s.circle(0, -r * 0.62, r * 0.031), lume)
    blade(canvas, path, angle, metal, r * 0.02, fill, 9, flat)
