"""What every watch has, whatever its case: band, rim, dial with hands, glass."""

import math

from . import case, dial, hands, marks, strap
from . import studio as s
from .case import CX, CY


def band(canvas, r, width, start):
    if r["band"] in strap.COLUMNS:
        strap.bracelet(canvas, r["band"], r["band_metal"] or r["metal"], width, start, r["center"])
    else:
        grain = {"leather": r["grain"], "rubber": "smooth", "textile": "weave", "calf": "togo"}[r["band"]]
        strap.leather(
            canvas,
            r["leather"],
            width,
            start,
            grain,
            None if r["band"] == "rubber" else r["stitch"],
            padded=r["band"] != "textile",
        )


def rehaut(canvas, radius, r):
    case.ring(
        canvas,
        radius,
        radius * 0.945,
        lambda p: s.metal("steel" if r["metal"] == "black" else r["metal"], 0.18 + 0.5 * s.environment(p + math.pi)),
    )


def face(canvas, r, radius, path, with_marks=True):
    """Everything under the glass."""
    dial.ground(canvas, path, radius, r["dial"], r["finish"], r["edge"])
    canvas.save()
    canvas.clipPath(path, True)
    canvas.drawPath(path, s.paint((0, 0, 0), 150, stroke=14, blur=8))
    canvas.restore()
    mark_metal = r["mark_metal"] or r["metal"]
    if r["track"]:
        dial.track(canvas, radius * 0.945, r["track"], r["ink"])
    skip = _windows(canvas, r, radius, mark_metal)
    for x, y, size, angle, labels in r["counters"] or ():
        dial.counter(
            canvas,
            CX + x * radius,
            CY + y * radius,
            size * radius,
            r["counter_color"] or r["dial"],
            r.get("counter_ink", r["ink"]),
            r.get("counter_ring"),
            angle,
            labels=labels,
            hand=r["flat"] or r["ink"],
        )
    if r["moon"]:
        dial.moon(canvas, CX, CY + radius * 0.50, radius * 0.25)
    if with_marks:
        marks.hours(canvas, radius * 0.90, r["marks"], mark_metal, r["ink"], r["lume"], skip | set(r.get("skip", ())))
    for i, word in enumerate(r["words"]):
        s.text(canvas, word, CX, CY + radius * (0.33 + 0.085 * i), radius * 0.052, r["ink"], s.SANS, 0.12)
    hands.time(
        canvas,
        radius * 0.93,
        r["hands"],
        r["hand_metal"] or mark_metal,
        r["lume"],
        r["seconds"],
        r["flat"],
        gmt=r["gmt"],
        second=r.get("second", 33),
    )
    if r["cyclops"]:
        dial.cyclops(canvas, CX + radius * 0.73, CY, radius * 0.125)


def _windows(canvas, r, radius, metal):
    size, label = radius * 0.135, str(r["date"] or "")
    if r["day"]:
        dial.window(canvas, CX, CY - radius * 0.74, "MONDAY", radius * 0.105, metal)
        dial.window(canvas, CX + radius * 0.73, CY, label, size, metal)
        return {0, 3}
    if not r["date"]:
        return set()
    spot = r.get("date_at", 3)
    angle = math.radians(spot * 30)
    dial.window(
        canvas,
        CX + radius * 0.73 * math.sin(angle),
        CY - radius * 0.73 * math.cos(angle),
        label,
        size,
        metal,
        **({"face": r["dial"], "ink": r["ink"]} if r.get("date_tone") else {}),
    )
    return {spot} if spot in (3, 6) else set()


def glass(canvas, path, radius):
    """Sapphire over the dial: a veil of window light from the upper left, a rim of shade."""
    canvas.save()
    canvas.clipPath(path, True)
    veil = s.polygon(
        [
            (CX - radius * 1.2, CY - radius * 0.2),
            (CX - radius * 0.1, CY - radius * 1.3),
            (CX + radius * 0.42, CY - radius * 1.3),
            (CX - radius * 1.2, CY + radius * 0.5),
        ]
    )
    canvas.drawPath(
        veil,
        s.paint(
            shader=s.linear(
                CX - radius,
                CY - radius,
                CX - radius * 0.2,
                CY,
                [(0, s.rgb((255, 255, 255), 50)), (0.7, s.rgb((255, 255, 255), 20)), (1, s.rgb((255, 255, 255), 8))],
            ),
            blur=5,
        ),
    )
    canvas.drawPath(path, s.paint((255, 255, 255), 46, stroke=5, blur=2))
    canvas.restore()
