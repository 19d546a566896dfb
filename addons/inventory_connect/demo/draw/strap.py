"""Bracelets and straps: drawn as they curve away over a cushion, foreshortened and darker towards the horizon."""

import math

import skia

from . import studio as s
from .leather import grain_shader

CURVE = 560.0  # radius of the cushion the bracelet lies on
REACH = 1.50  # radians: where the curve leaves our sight


class Drape:
    """Maps arc length along the bracelet to height above the case, width and light."""

    def __init__(self, start, horizon=640.0, taper=0.16):
        self.start, self.taper = start, taper
        self.radius = max(CURVE, horizon - start + 120)
        self.first = math.asin(max(-0.2, 1 - (horizon - start) / self.radius))
        self.length = (REACH - self.first) * self.radius

    def y(self, arc):
        """Distance from the centre of the watch at `arc` along the bracelet."""
        angle = self.first + min(arc, self.length) / self.radius
        return self.start + self.radius * (math.sin(angle) - math.sin(self.first))

    def width(self, arc, full):
        return full * (1 - self.taper * min(1, arc / self.length))

    def dark(self, arc):
        """Alpha of the shadow that the curve throws on itself."""
        angle = self.first + min(arc, self.length) / self.radius
        return 175 * (1 - math.cos(angle)) ** 1.7


def both_sides(canvas, draw):
    """Draw the upper half (`draw` works downwards from 0) and its mirror image below."""
    for side in (1, -1):
        canvas.save()
        canvas.translate(800, 790)
        canvas.scale(1, side)
        draw(canvas, side)
        canvas.restore()


def bracelet(canvas, style, metal, width, start, accent=None):
    """Metal bracelet: `style` is a key of COLUMNS; `accent` = metal of the centre links."""
    drape = Drape(start)
    both_sides(canvas, lambda c, side: _links(c, style, metal, width, drape, accent or metal))


COLUMNS = {
    # (left edge, right edge, accent metal?, polished?) as parts of the width
    "oyster": [(0, 0.30, False, False), (0.30, 0.70, True, True), (0.70, 1, False, False)],
    "oyster_brushed": [(0, 0.29, False, False), (0.29, 0.71, True, False), (0.71, 1, False, False)],
    "president": [(0, 0.29, False, False), (0.29, 0.71, True, True), (0.71, 1, False, False)],
    "jubilee": [
        (0, 0.25, False, False),
        (0.25, 0.415, True, True),
        (0.415, 0.585, True, True),
        (0.585, 0.75, True, True),
        (0.75, 1, False, False),
    ],
    "beads": [
        (0, 0.22, False, False),
        (0.22, 0.36, True, True),
        (0.36, 0.64, False, False),
        (0.64, 0.78, True, True),
        (0.78, 1, False, False),
    ],
    "bars": [(0, 1, False, False)],
    "integrated": [(0, 1, False, False)],
}
PITCH = {"oyster": 66, "oyster_brushed": 66, "president": 56, "jubilee": 54, "beads": 58, "bars": 50, "integrated": 74}


def _links(canvas, style, metal, width, drape, accent):
    pitch, arc, row = PITCH[style], 0.0, 0
    while arc < drape.length - 4:
        for left, right, is_accent, polished in COLUMNS[style]:
            shift = (
                pitch / 2 if style in ("jubilee", "beads", "oyster", "oyster_brushed", "president") and is_accent else 0
            )
            _link(
                canvas,
                drape,
                arc - shift,
                pitch,
                (left - 0.5, right - 0.5),
                width,
                accent if is_accent else metal,
                polished,
                style,
            )
        if style == "integrated":
            _studs(canvas, drape, arc + pitch, width, metal)
        arc += pitch
        row += 1
    _fall_off(canvas, drape, width)


def _link(canvas, drape, arc, pitch, span, width, metal, polished, style):
    a, b = max(0, arc), min(arc + pitch, drape.length)
    if b - a < 2:
        return
    y0, y1 = -drape.y(a), -drape.y(b)
    w0, w1 = drape.width(a, width), drape.width(b, width)
    gap = 1.4
    points = [
        (span[0] * w0 + gap, y0 - gap),
        (span[1] * w0 - gap, y0 - gap),
        (span[1] * w1 - gap, y1 + gap * 0.4),
        (span[0] * w1 + gap, y1 + gap * 0.4),
    ]
    path = s.rounded(points, min(9 if style != "president" else 14, abs(y0 - y1) / 3))
    left, right = span[0] * w0, span[1] * w0
    canvas.drawPath(path, s.paint(shader=_face(metal, left, right, polished, span)))
    rounding = 92 if style in ("president", "jubilee", "beads") else 46
    canvas.drawPath(
        path,
        s.paint(
            shader=s.linear(
                0,
                y1,
                0,
                y0,
                [
                    (0, s.rgb((255, 255, 255), 26)),
                    (0.16, s.rgb((255, 255, 255), rounding * 0.8)),
                    (0.45, s.rgb((0, 0, 0), 0)),
                    (0.80, s.rgb((0, 0, 0), rounding * 0.55)),
                    (1, s.rgb((0, 0, 0), rounding * 1.35)),
                ],
            )
        ),
    )
    canvas.drawPath(path, s.paint((8, 8, 10), 120, stroke=1.6))


def _face(metal, left, right, polished, span):
    if polished:
        return s.bar(metal, left, 0, right, 0, 1.05, 0.52)
    middle = (span[0] + span[1]) / 2
    base = 0.70 - 0.14 * middle
    tones = [
        (0, s.metal(metal, base - 0.16)),
        (0.12, s.metal(metal, base + 0.10)),
        (0.5, s.metal(metal, base + 0.03)),
        (0.9, s.metal(metal, base - 0.04)),
        (1, s.metal(metal, base - 0.22)),
    ]
    return s.linear(left, 0, right, 0, tones)


def _studs(canvas, drape, arc, width, metal):
    """The pair of small connecting links between two plates of an integrated bracelet."""
    for side in (-0.24, 0.24):
        a, b = arc - 10, min(arc + 10, drape.length)
        w = drape.width(arc, width)
        path = s.rrect(side * w - 0.105 * w, -drape.y(b), 0.21 * w, max(1, drape.y(b) - drape.y(a)), 5)
        canvas.drawPath(path, s.paint(shader=s.bar(metal, side * w - 0.1 * w, 0, side * w + 0.1 * w, 0)))
        canvas.drawPath(path, s.paint((8, 8, 10), 150, stroke=2))


def _outline(drape, width, edge=0.0):
    left = [(-drape.width(a, width) / 2 - edge, -drape.y(a)) for a in _steps(drape)]
    return s.polygon(left + [(-x, y) for x, y in reversed(left)])


def _steps(drape, count=40):
    return [drape.length * i / count for i in range(count + 1)]


def _fall_off(canvas, drape, width, strength=1.0):
    """Darken towards the horizon and along both edges."""
    near, far = drape.y(0), drape.y(drape.length)
    stops = [
        ((drape.y(a) - near) / (far - near), s.rgb((10, 10, 12), min(255, drape.dark(a) * strength)))
        for a in _steps(drape, 12)
    ]
    canvas.save()
    canvas.clipPath(_outline(drape, width, 2), True)
    canvas.drawPath(_outline(drape, width, 2), s.paint(shader=s.linear(0, -near, 0, -far, stops)))
    canvas.drawRect(
        skia.Rect.MakeLTRB(-width, -near - 46, width, -near + 4),
        s.paint(shader=s.linear(0, -near + 4, 0, -near - 46, [(0, s.rgb((0, 0, 0), 110)), (1, s.rgb((0, 0, 0), 0))])),
    )
    canvas.restore()


def leather(canvas, color, width, start, grain="croc", stitch="#d8cfc0", padded=True):
    """Strap of leather, rubber (`grain` smooth) or textile (`grain` weave)."""
    drape = Drape(start, taper=0.20)
    both_sides(canvas, lambda c, side: _strap(c, color, width, drape, grain, stitch, padded, side))


def _strap(canvas, color, width, drape, grain, stitch, padded, side):
    path = _outline(drape, width)
    base = s.triple(color)
    half = width / 2
    canvas.drawPath(
        path,
        s.paint(
            shader=s.linear(
                -half,
                0,
                half,
                0,
                [
                    (0, s.shade(base, 0.45)),
                    (0.07, s.shade(base, 0.86)),
                    (0.30, s.shade(base, 1.20)),
                    (0.60, base),
                    (0.92, s.shade(base, 0.72)),
                    (1, s.shade(base, 0.34)),
                ],
            )
        ),
    )
    canvas.drawPath(
        path,
        s.paint(shader=grain_shader(grain, 0.85), alpha=225 if grain == "croc" else 150, blend=skia.BlendMode.kOverlay),
    )
    if padded:
        canvas.drawPath(
            _outline(drape, width * 0.78),
            s.paint(
                shader=s.linear(
                    0,
                    -drape.y(0),
                    0,
                    -drape.y(drape.length),
                    [
                        (0, s.rgb((255, 255, 255), 12)),
                        (0.25, s.rgb((255, 255, 255), 46)),
                        (0.7, s.rgb((255, 255, 255), 0)),
                        (1, s.rgb((0, 0, 0), 0)),
                    ],
                ),
                blur=14,
            ),
        )
    if stitch:
        _stitches(canvas, drape, width, stitch)
    _fall_off(canvas, drape, width, 1.05)


def _stitches(canvas, drape, width, color):
    arc = 12.0
    while arc < drape.length * 0.96:
        for sign in (-1, 1):
            x0, x1 = (sign * (drape.width(a, width) / 2 - 13) for a in (arc, arc + 13))
            y0, y1 = -drape.y(arc), -drape.y(min(arc + 13, drape.length))
            canvas.drawLine(x0 + 1.5, y0 + 2, x1 + 1.5, y1 + 2, s.paint((0, 0, 0), 110, stroke=3.4, cap=True))
            canvas.drawLine(x0, y0, x1, y1, s.paint(color, 235, stroke=3.0, cap=True))
        arc += 20
