"""Hour marks of dials: applied batons, figures, numerals, diamonds."""

import skia

from . import studio as s
from .case import around, brilliant

ROMAN = ["XII", "I", "II", "III", "IIII", "V", "VI", "VII", "VIII", "IX", "X", "XI"]


def applied(canvas, path, metal, lume=None, box=(-10, -30, 10, 30)):
    """One applied index: shadow, faceted metal, optional luminous filling."""
    canvas.save()
    canvas.translate(3, 4)
    canvas.drawPath(path, s.paint((0, 0, 0), 120, blur=3))
    canvas.restore()
    left, top, right, bottom = box
    canvas.drawPath(
        path,
        s.paint(
            shader=s.linear(
                left,
                0,
                right,
                0,
                [
                    (0, s.metal(metal, 0.95)),
                    (0.49, s.metal(metal, 0.74)),
                    (0.51, s.metal(metal, 0.36)),
                    (1, s.metal(metal, 0.55)),
                ],
            )
        ),
    )
    canvas.drawPath(path, s.paint(s.metal(metal, 0.1), 90, stroke=1.2))
    if lume:
        canvas.save()
        canvas.clipPath(path, True)
        inner = skia.Matrix()
        inner.setScale(0.68, 0.82 if bottom - top > 1.4 * (right - left) else 0.70)
        small = skia.Path(path)
        small.transform(inner)
        canvas.drawPath(small, s.paint(lume))
        canvas.restore()


def hours(canvas, r, kind, metal, color, lume, skip=()):
    """Hour marks at radius r (outer edge); `skip` lists hours left free (12 is 0)."""
    for hour in range(12):
        if hour in skip:
            continue
        draw = HOURS[kind]
        around(canvas, hour * 30, r, lambda c, h=hour: draw(c, h, r, metal, color, lume))


def _baton(canvas, hour, r, metal, color, lume):
    length, width = r * 0.19, r * 0.046
    pairs = (-width * 0.72, width * 0.72) if hour == 0 else (0,)
    for dx in pairs:
        canvas.save()
        canvas.translate(dx, length / 2 + r * 0.02)
        applied(
            canvas,
            s.rounded(
                [
                    (-width / 2, -length / 2),
                    (width / 2, -length / 2),
                    (width / 2, length / 2),
                    (-width / 2, length / 2),
                ],
                3,
            ),
            metal,
            lume,
            (-width / 2, -length / 2, width / 2, length / 2),
        )
        canvas.restore()


def _slim(canvas, hour, r, metal, color, lume):
    length, width = r * (0.21 if hour % 3 == 0 else 0.17), r * 0.026
    for dx in (-width, width) if hour == 0 else (0,):
        canvas.save()
        canvas.translate(dx, length / 2 + r * 0.02)
        applied(
            canvas,
            s.polygon(
                [(-width / 2, -length / 2), (width / 2, -length / 2), (width / 2, length / 2), (-width / 2, length / 2)]
            ),
            metal,
            None,
            (-width / 2, -length / 2, width / 2, length / 2),
        )
        canvas.restore()


def _sport(canvas, hour, r, metal, color, lume):
    """Triangle at 12, bars at 6 and 9 (and 3), dots elsewhere."""
    canvas.translate(0, r * 0.105)
    if hour == 0:
        w = r * 0.105
        applied(canvas, s.rounded([(-w, -w * 0.82), (w, -w * 0.82), (0, w * 1.02)], 5), metal, lume, (-w, -w, w, w))
    elif hour % 3 == 0:
        w, h = r * 0.045, r * 0.105
        applied(canvas, s.rounded([(-w, -h), (w, -h), (w, h), (-w, h)], 5), metal, lume, (-w, -h, w, h))
    else:
        w = r * 0.074
        applied(canvas, s.circle(0, 0, w), metal, lume, (-w, -w, w, w))


def _explorer(canvas, hour, r, metal, color, lume):
    if hour in (3, 6, 9):
        canvas.translate(0, r * 0.16)
        canvas.rotate(-hour * 30)
        s.text(canvas, str(hour), 2, 3, r * 0.27, (0, 0, 0), s.SANS_BOLD, alpha=120)
        s.text(canvas, str(hour), 0, 0, r * 0.27, color, s.SANS_BOLD)
    elif hour == 0:
        _sport(canvas, 0, r, metal, color, lume)
    else:
        _baton(canvas, hour, r, metal, color, lume)


def _roman(canvas, hour, r, metal, color, lume):
    canvas.translate(0, r * 0.14)
    if 3 < hour < 9:
        canvas.rotate(180)
    canvas.scale(0.82, 1.18)
    s.text(canvas, ROMAN[hour], 0, 0, r * 0.19, color, s.DIDOT)


def _arabic(canvas, hour, r, metal, color, lume):
    canvas.translate(0, r * 0.15)
    canvas.rotate(-hour * 30)
    if lume:
        s.text(canvas, str(hour or 12), 2, 3, r * 0.225, (0, 0, 0), s.SANS_BOLD, alpha=110)
    s.text(canvas, str(hour or 12), 0, 0, r * 0.225, lume or color, s.SANS_BOLD if lume else s.SANS)


def _breguet(canvas, hour, r, metal, color, lume):
    canvas.translate(0, r * 0.15)
    canvas.rotate(-hour * 30)
    s.text(canvas, str(hour or 12), 0, 0, r * 0.25, color, "EBGaramond12-Italic.otf")


def _pilot(canvas, hour, r, metal, color, lume):
    if hour == 0:
        _sport(canvas, 0, r * 0.96, metal, color, lume)
    else:
        _arabic(canvas, hour, r * 0.97, metal, color, None)


def _diamonds(canvas, hour, r, metal, color, lume):
    canvas.translate(0, r * 0.10)
    size = r * 0.052
    applied(canvas, s.circle(0, 0, size * 1.22), metal, None, (-size, -size, size, size))
    brilliant(canvas, size, hour)


def _sandwich(canvas, hour, r, metal, color, lume):
    """Cut-out marks: 12, 3, 6, 9 in figures, bars elsewhere."""
    canvas.translate(0, r * 0.17)
    if hour % 3 == 0:
        canvas.rotate(-hour * 30)
        s.text(canvas, str(hour or 12), 0, 0, r * 0.34, color, s.SANS_BOLD)
    else:
        canvas.drawPath(s.rrect(-r * 0.028, -r * 0.12, r * 0.056, r * 0.24, 4), s.paint(color))


HOURS = {
    "baton": _baton,
    "slim": _slim,
    "sport": _sport,
    "explorer": _explorer,
    "roman": _roman,
    "arabic": _arabic,
    "breguet": _breguet,
    "pilot": _pilot,
    "diamonds": _diamonds,
    "sandwich": _sandwich,
}
