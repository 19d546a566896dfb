"""Draws accessories from their recipe (see `recipes_accessory.py`)."""

from . import stage
from . import studio as s
from .accessory_cloth import SHAPES as CLOTH
from .accessory_shapes import SHAPES as LEATHER

DEFAULTS = {
    "shape": "belt",
    "color": "#6b3f26",
    "kind": "leather",
    "metal": "yellow_gold",
    "thread": None,
    "desk": "walnut",
    "trim": None,
    "inside": "#b58a5c",
    "lens": "#3d4a3c",
    "grow": 1.0,
}
STANDING = {"belt": 1256, "glasses": 1052, "bangle": 1225}


def body(recipe):
    """Draw the bare piece on a transparent plate."""
    r = {**DEFAULTS, **recipe}
    r["trim"] = r["trim"] or r["color"]
    r["thread"] = r["thread"] or s.shade(r["color"], 1.4)
    foot = STANDING.get(r["shape"], 800)

    def accessory(canvas):
        canvas.translate(800, foot)
        canvas.scale(r["grow"], r["grow"])
        canvas.translate(-800, -foot)
        {**LEATHER, **CLOTH}[r["shape"]](canvas, r)

    return s.picture(accessory)


def draw(recipe, hand=False):
    """Draw the plates of an accessory: dict of 'front', 'detail' and, if asked for, 'hand' pictures."""
    piece = body(recipe)
    floor = STANDING.get(recipe["shape"])
    front = stage.standing(piece, floor) if floor else stage.lying(piece, height=0.4)
    plates = {
        "front": front,
        "detail": (front, recipe.get("crop", (470, 430, 700))),
    }
    if hand:
        plates["hand"] = stage.in_hand(piece, recipe.get("desk", "walnut"), 8, 0.9)
    return plates
