"""The cases: round, octagonal, porthole, cushion, oblong, tonneau."""

import math

import skia

from . import case, hands, marks
from . import studio as s
from .case import CX, CY
from .face import band, face, glass, rehaut


def _round(canvas, r):
    outer = 8.25 * r["mm"] if r["mm"] > 34 else 8.25 * r["mm"] + 22
    width = outer * (1.10 if r["mm"] > 42 else 1.14)
    tip = outer * 0.185
    band(canvas, r, width, outer * 0.84)
    case.lugs(canvas, outer * 0.985, r["metal"], width * 0.965, tip)
    case.crown(canvas, CX + outer * 1.005, r["metal"], outer / 330, r["guards"], r["pushers"])
    _bezel_and_dial(canvas, r, outer)


def _bezel_and_dial(canvas, r, outer):
    metal = r["bezel_metal"] or r["metal"]
    kind = r["bezel"]
    share = (
        r["bezel_width"]
        or {
            "smooth": 0.885,
            "fluted": 0.83,
            "dive": 0.765,
            "gmt": 0.765,
            "tachy": 0.775,
            "gems": 0.84,
            "thin": 0.93,
            "stepped": 0.87,
        }[kind]
    )
    inner = outer * share
    if kind in ("dive", "gmt"):
        case.bezel_coin(canvas, outer * 1.012, metal)
        case.insert(canvas, outer * 0.955, inner, r["ring"], r["ring2"])
        (case.scale_dive if kind == "dive" else case.scale_gmt)(canvas, outer * 0.955, inner, r["ring_ink"])
    elif kind == "tachy":
        case.bezel_smooth(canvas, outer, outer * 0.93, metal)
        case.insert(canvas, outer * 0.965, inner, r["ring"])
        case.scale_tachy(canvas, outer * 0.965, inner, r["ring_ink"])
    elif kind == "fluted":
        case.bezel_fluted(canvas, outer, inner, metal)
    elif kind == "gems":
        case.bezel_gems(canvas, outer, inner, metal)
    else:
        case.bezel_smooth(canvas, outer, inner, metal)
        if kind == "stepped":
            case.ring(canvas, inner + outer * 0.05, inner, case.mirror(metal, math.pi))
    rehaut(canvas, inner, r)
    face(canvas, r, inner * 0.955, s.circle(CX, CY, inner * 0.955))
    glass(canvas, s.circle(CX, CY, inner * 0.985), inner)


def _octagon(canvas, r):
    """Tonneau body, octagonal bezel with eight screws, integrated bracelet."""
    R = 8.1 * r["mm"]
    band(canvas, r, R * 1.16, R * 0.90)
    body = s.rounded(
        [
            (CX + x * R, CY + y * R)
            for x, y in (
                (-0.60, -1.17),
                (0.60, -1.17),
                (0.93, -0.62),
                (1.06, 0),
                (0.93, 0.62),
                (0.60, 1.17),
                (-0.60, 1.17),
                (-0.93, 0.62),
                (-1.06, 0),
                (-0.93, -0.62),
            )
        ],
        [30, 30, 90, 60, 90, 30, 30, 90, 60, 90],
    )
    case.crown(canvas, CX + R * 1.03, r["metal"], R / 360)
    case.plate(canvas, body, r["metal"], (CX - R, CY - R * 1.2, CX + R, CY + R * 1.2), bevel=9)
    canvas.drawCircle(CX + 6, CY + 10, R * 0.99, s.paint((0, 0, 0), 120, blur=14))
    octagon = s.rounded(
        [
            (
                CX + R * 1.015 * math.sin(math.radians(22.5 + 45 * k)),
                CY - R * 1.015 * math.cos(math.radians(22.5 + 45 * k)),
            )
            for k in range(8)
        ],
        26,
    )
    case.plate(canvas, octagon, r["bezel_metal"] or r["metal"], (CX - R, CY - R, CX + R, CY + R), bevel=12)
    case.screws(canvas, R * 0.875, r.get("screw_metal", "steel"), offset=0)
    _inner(canvas, r, R * 0.765)


def _porthole(canvas, r):
    """Rounded octagon with two ears, horizontally grooved dial, integrated bracelet."""
    R = 8.1 * r["mm"]
    band(canvas, r, R * 1.06, R * 0.88)
    ears = s.rounded(
        [
            (CX + x * R, CY + y * R)
            for x, y in (
                (-1.17, -0.32),
                (-0.9, -0.46),
                (0.9, -0.46),
                (1.17, -0.32),
                (1.17, 0.32),
                (0.9, 0.46),
                (-0.9, 0.46),
                (-1.17, 0.32),
            )
        ],
        [40, 60, 60, 40, 40, 60, 60, 40],
    )
    neck = s.rounded(
        [
            (CX + x * R, CY + y * R)
            for x, y in (
                (-0.56, -1.14),
                (0.56, -1.14),
                (0.80, -0.5),
                (0.80, 0.5),
                (0.56, 1.14),
                (-0.56, 1.14),
                (-0.80, 0.5),
                (-0.80, -0.5),
            )
        ],
        26,
    )
    case.plate(canvas, neck, r["metal"], (CX - R, CY - R * 1.2, CX + R, CY + R * 1.2), bevel=8)
    case.crown(canvas, CX + R * 1.10, r["metal"], R / 400)
    case.plate(canvas, ears, r["metal"], (CX - R, CY - R, CX + R, CY + R), bevel=9)
    soft = s.smooth(
        [
            (CX + R * k * math.sin(math.radians(a)), CY - R * k * math.cos(math.radians(a)))
            for a, k in ((a, 1.0 if a % 45 == 0 else 1.03) for a in [22.5 * i for i in range(16)])
        ]
    )
    canvas.drawPath(soft, s.paint((0, 0, 0), 120, stroke=10, blur=9))
    case.plate(canvas, soft, r["bezel_metal"] or r["metal"], (CX - R, CY - R, CX + R, CY + R), bevel=13)
    _inner(canvas, r, R * 0.80)


def _inner(canvas, r, radius):
    case.bezel_smooth(canvas, radius * 1.035, radius * 0.985, r["bezel_metal"] or r["metal"])
    rehaut(canvas, radius, r)
    face(canvas, r, radius * 0.955, s.circle(CX, CY, radius * 0.955))
    glass(canvas, s.circle(CX, CY, radius * 0.985), radius)


def _cushion(canvas, r):
    """Cushion body under a round polished bezel; crown bridge where the recipe asks for guards."""
    R = 7.9 * r["mm"]
    band(canvas, r, R * 1.10, R * 0.95)
    body = s.smooth(
        [
            (CX + R * x, CY + R * y)
            for x, y in (
                (-0.62, -1.0),
                (0, -1.02),
                (0.62, -1.0),
                (0.97, -0.66),
                (1.02, 0),
                (0.97, 0.66),
                (0.62, 1.0),
                (0, 1.02),
                (-0.62, 1.0),
                (-0.97, 0.66),
                (-1.02, 0),
                (-0.97, -0.66),
            )
        ]
    )
    if r["guards"]:
        bridge = s.rounded(
            [
                (CX + R * 0.85, CY - R * 0.42),
                (CX + R * 1.12, CY - R * 0.36),
                (CX + R * 1.24, CY - R * 0.16),
                (CX + R * 1.24, CY + R * 0.16),
                (CX + R * 1.12, CY + R * 0.36),
                (CX + R * 0.85, CY + R * 0.42),
            ],
            40,
        )
        case.plate(canvas, bridge, r["metal"], (CX + R * 0.85, CY - R * 0.4, CX + R * 1.25, CY + R * 0.4), bevel=7)
    else:
        case.crown(canvas, CX + R, r["metal"], R / 330)
    for sx in (-1, 1):
        for sy in (-1, 1):
            lug = s.rounded(
                [
                    (CX + sx * R * 0.56, CY + sy * R * 0.7),
                    (CX + sx * R * 0.74, CY + sy * R * 0.7),
                    (CX + sx * R * 0.66, CY + sy * R * 1.20),
                    (CX + sx * R * 0.56, CY + sy * R * 1.20),
                ],
                12,
            )
            case.plate(canvas, lug, r["metal"], (CX - R, CY - R, CX + R, CY + R), bevel=5)
    case.plate(canvas, body, r["metal"], (CX - R, CY - R, CX + R, CY + R), bevel=12)
    canvas.drawCircle(CX + 5, CY + 8, R * 0.90, s.paint((0, 0, 0), 110, blur=10))
    case.bezel_smooth(canvas, R * 0.90, R * 0.79, r["metal"])
    rehaut(canvas, R * 0.79, r)
    face(canvas, r, R * 0.755, s.circle(CX, CY, R * 0.755))
    glass(canvas, s.circle(CX, CY, R * 0.78), R * 0.79)


def _oblong(canvas, r):
    """Rectangular watch: two side bars that run into the strap, Roman chapter along the edge."""
    half_w, half_h = r.get("half_w", 258), r.get("half_h", 308)
    width = (half_w - 34) * 2
    band(canvas, r, width, half_h * 0.90)
    case.crown(canvas, CX + half_w * 1.0, r["metal"], 0.62)
    for sx in (-1, 1):
        brancard = s.rounded(
            [
                (CX + sx * (half_w - 60), CY - half_h - 62),
                (CX + sx * (half_w - 8), CY - half_h - 66),
                (CX + sx * half_w, CY - half_h + 20),
                (CX + sx * half_w, CY + half_h - 20),
                (CX + sx * (half_w - 8), CY + half_h + 66),
                (CX + sx * (half_w - 60), CY + half_h + 62),
            ],
            [26, 26, 60, 60, 26, 26],
        )
        left, right = sorted((CX + sx * (half_w - 60), CX + sx * half_w))
        canvas.drawPath(brancard, s.paint(shader=s.bar(r["metal"], left, 0, right, 0, 1.1, 0.54)))
        canvas.drawPath(brancard, s.paint((0, 0, 0), 90, stroke=2.5))
    body = s.rrect(CX - half_w + 26, CY - half_h, half_w * 2 - 52, half_h * 2, r.get("corner", 14))
    case.plate(canvas, body, r["metal"], (CX - half_w, CY - half_h, CX + half_w, CY + half_h), brushed=False, bevel=12)
    if r["bezel"] == "gems":
        _gem_rows(canvas, half_w, half_h)
    if r.get("rivets"):
        _rivets(canvas, half_w, half_h)
    inset = 62 if r["bezel"] != "gems" else 74
    glass_path = s.rrect(
        CX - half_w + inset, CY - half_h + inset - 16, (half_w - inset) * 2, (half_h - inset + 16) * 2, 10
    )
    face(canvas, r, half_w * 0.80, glass_path, with_marks=False)
    _oblong_chapter(canvas, r, half_w - inset, half_h - inset + 16)
    hands.time(canvas, half_w * 0.66, r["hands"], r["metal"], None, r["seconds"], r["flat"])
    glass(canvas, glass_path, half_h)


def _gem_rows(canvas, half_w, half_h):
    for sx in (-1, 1):
        for i in range(19):
            canvas.save()
            canvas.translate(CX + sx * (half_w - 47), CY - half_h + 30 + i * (2 * half_h - 60) / 18)
            case.brilliant(canvas, 16, i)
            canvas.restore()


def _rivets(canvas, half_w, half_h):
    for sx in (-1, 1):
        for fraction in (-0.9, -0.32, 0.32, 0.9):
            x, y = CX + sx * (half_w - 44), CY + fraction * (half_h - 14)
            canvas.drawCircle(
                x,
                y,
                12,
                s.paint(shader=s.radial(x - 3, y - 4, 16, [(0, s.metal("steel", 1)), (1, s.metal("steel", 0.4))])),
            )
            canvas.drawLine(x - 9, y + 3, x + 9, y - 3, s.paint((20, 20, 22), 200, stroke=3))


def _oblong_chapter(canvas, r, w, h):
    """Roman or Arabic numerals where the hour rays meet the inner rectangle, and a rail inside."""
    rail = skia.Rect.MakeLTRB(CX - w * 0.58, CY - h * 0.66, CX + w * 0.58, CY + h * 0.66)
    for grow in (0, 9):
        canvas.drawRect(rail.makeOutset(grow, grow), s.paint(r["ink"], stroke=1.8))
    for hour in range(12):
        angle = math.radians(hour * 30)
        dx, dy = math.sin(angle), -math.cos(angle)
        reach = min(w * 0.80 / abs(dx) if abs(dx) > 1e-6 else 1e9, h * 0.83 / abs(dy) if abs(dy) > 1e-6 else 1e9)
        canvas.save()
        canvas.translate(CX + dx * reach, CY + dy * reach)
        if r["marks"] == "roman":
            turn = math.degrees(math.atan2(dx * reach / w, -dy * reach / h))
            canvas.rotate(turn + (180 if 90 < turn % 360 < 270 else 0))
            canvas.scale(0.84, 1.22)
            s.text(canvas, marks.ROMAN[hour], 0, 0, 54, r["ink"], s.DIDOT)
        else:
            s.text(canvas, str(hour or 12), 0, 0, 54, r["ink"], s.SANS)
        canvas.restore()


def _tonneau(canvas, r):
    """Barrel-shaped case on a strap."""
    half_w, half_h = 290, 366
    band(canvas, r, 430, half_h * 0.86)
    outline = [
        (-0.72, -0.96),
        (0, -1.02),
        (0.72, -0.96),
        (0.98, -0.45),
        (1.04, 0),
        (0.98, 0.45),
        (0.72, 0.96),
        (0, 1.02),
        (-0.72, 0.96),
        (-0.98, 0.45),
        (-1.04, 0),
        (-0.98, -0.45),
    ]
    case.crown(canvas, CX + half_w * 1.03, r["metal"], 0.9)
    for grow, brushed in ((1.0, True), (0.90, False)):
        body = s.smooth([(CX + x * half_w * grow, CY + y * half_h * grow) for x, y in outline])
        case.plate(canvas, body, r["metal"], (CX - half_w, CY - half_h, CX + half_w, CY + half_h), brushed, 12)
    inner = s.smooth([(CX + x * half_w * 0.78, CY + y * half_h * 0.80) for x, y in outline])
    face(canvas, r, half_w * 0.80, inner, with_marks=False)
    for hour in range(12):
        a = math.radians(hour * 30)
        canvas.save()
        canvas.translate(CX + math.sin(a) * half_w * 0.60, CY - math.cos(a) * half_h * 0.64)
        canvas.scale(1, 1.35)
        s.text(canvas, str(hour or 12), 0, 0, 66, r["ink"], s.DIDOT)
        canvas.restore()
    hands.time(canvas, half_w * 0.74, r["hands"], r["metal"], r["lume"], r["seconds"], r["flat"])
    glass(canvas, inner, half_h)


SHAPES = {
    "round": _round,
    "octagon": _octagon,
    "porthole": _porthole,
    "cushion": _cushion,
    "oblong": _oblong,
    "tonneau": _tonneau,
}
