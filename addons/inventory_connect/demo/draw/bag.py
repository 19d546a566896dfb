"""Puts a handbag together from its recipe (see `recipes_bag.py`) and photographs it on the table."""

import skia

from . import studio as s
from .bag_shapes import SHAPES
from .bag_shapes_casual import SHAPES as CASUAL
from .bag_shapes_soft import SHAPES as SOFT

FLOOR = 1372
# how far each shape is enlarged, and how far the table rises, so that it fills the plate
FIT = {
    "straps": (1.27, 70),
    "framed": (1.27, 90),
    "quilted": (1.20, 0),
    "flap": (1.20, 0),
    "arched": (1.26, 70),
    "tote": (1.10, 0),
    "lady": (1.24, 0),
    "bucket": (1.38, 40),
    "drawstring": (1.16, 0),
    "saddle": (1.28, 30),
    "crescent": (1.24, 20),
    "pouch": (1.26, 230),
    "cassette": (1.22, 0),
    "duffle": (1.26, 110),
    "messenger": (1.14, 0),
    "puzzle": (1.32, 90),
}
DEFAULTS = {
    "shape": "straps",
    "color": "#2a2a2c",
    "kind": "togo",
    "metal": "yellow_gold",
    "thread": None,
    "size": 1.0,
    "trim": None,
    "backdrop": "#e9e5df",
}


def body(recipe):
    """Draw the bare bag on a transparent plate."""
    return _stand({**DEFAULTS, **recipe})[0]


def _stand(r):
    """Give the plate of the bare bag and the height of the table under it."""
    r["trim"] = r["trim"] or r["color"]
    r["thread"] = r["thread"] or "#%02x%02x%02x" % tuple(int(c) for c in s.shade(r["color"], 1.38))

    grow, rise = FIT[r["shape"]]
    grow, floor = grow * r["size"], FLOOR - rise

    def stand(canvas):
        canvas.translate(800, floor)
        canvas.scale(grow, grow)
        canvas.translate(-800, -FLOOR)
        {**SHAPES, **SOFT, **CASUAL}[r["shape"]](canvas, r)

    return s.picture(stand), floor


def draw(recipe):
    """Draw the plate of a bag; gives a skia image of the whole picture."""
    r = {**DEFAULTS, **recipe}
    body, floor = _stand(r)

    def scene(canvas):
        s.backdrop(canvas, r["backdrop"], floor)
        s.reflect(canvas, body, floor + 4)
        _contact(canvas, body, floor)
        s.cast_shadow(canvas, body, 34, 16, 34, 46)
        s.draw_plate(canvas, body)

    return s.picture(scene)


def _contact(canvas, body, floor):
    """Dark line where the bag touches the table."""
    canvas.save()
    canvas.translate(0, floor - 10)
    canvas.scale(1, 0.05)
    canvas.translate(0, -floor)
    shade = skia.Paint()
    shade.setImageFilter(skia.ImageFilters.DropShadowOnly(16, 0, 22, 190, s.rgb((36, 26, 20), 140)))
    s.draw_plate(canvas, body, shade)
    canvas.restore()
