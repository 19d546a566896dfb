"""Draws clothes laid flat or hung, from their recipe (see `recipes_apparel.py`)."""

from . import stage
from . import studio as s
from .garment_shapes import SHAPES as SOFT
from .garment_shapes_cut import SHAPES as CUT
from .garment_shapes_tailored import SHAPES as TAILORED

DEFAULTS = {
    "shape": "tee",
    "color": "#e8e4da",
    "kind": "fleece",
    "trim": None,
    "hanger": False,
    "desk": "linen",
    "thread": None,
    "grow": 1.14,
    "middle": 815,
}
# second picture: crop (x, y, width) of the plate
CROPS = {"tee": (560, 190, 480), "denim": (470, 330, 640), "dress": (520, 240, 620), "puffer": (480, 260, 640)}


def body(recipe):
    """Draw the bare garment on a transparent plate."""
    r = {**DEFAULTS, **recipe}
    r["trim"] = r["trim"] or r["color"]

    def garment(canvas):
        canvas.translate(800, 800)
        canvas.scale(r["grow"], r["grow"])
        canvas.translate(-800, -r["middle"])
        {**SOFT, **CUT, **TAILORED}[r["shape"]](canvas, r)

    return s.picture(garment)


def draw(recipe, hand=False):
    """Draw the plates of a garment: dict of 'front', 'detail' and, if asked for, 'hand' pictures."""
    cloth = body(recipe)
    front = stage.hanging(cloth) if recipe.get("hanger") else stage.lying(cloth, height=0.5)
    plates = {
        "front": front,
        "detail": (front, recipe.get("crop") or CROPS.get(recipe["shape"], (480, 250, 640))),
    }
    if hand:
        plates["hand"] = stage.in_hand(cloth, recipe.get("desk", "linen"), 6, 0.93)
    return plates
