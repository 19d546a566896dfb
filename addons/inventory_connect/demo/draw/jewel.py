"""Draws jewelry from its recipe (see `recipes_jewelry.py`)."""

from . import stage
from . import studio as s
from .jewel_shapes import SHAPES as WORN
from .jewel_shapes_ring import SHAPES as RINGS

DEFAULTS = {
    "shape": "solitaire",
    "metal": "platinum",
    "stone": "diamond",
    "cut": "round",
    "desk": "felt",
    "grow": 1.0,
    "tone": "#e6e3df",
}
STANDING = {"solitaire": 1180, "halo": 1180, "eternity": 1180, "signet": 1180, "three": 1180, "bangle": 1150}


def body(recipe):
    """Draw the bare piece on a transparent plate."""
    r = {**DEFAULTS, **recipe}

    def jewel(canvas):
        canvas.translate(800, 800)
        canvas.scale(r["grow"], r["grow"])
        canvas.translate(-800, -800)
        {**RINGS, **WORN}[r["shape"]](canvas, r)

    return s.picture(jewel)


def draw(recipe, hand=False):
    """Draw the plates of a piece of jewelry: dict of 'front', 'detail' and, if asked for, 'hand' pictures."""
    piece = body(recipe)
    grow = recipe.get("grow", 1.0)
    floor = STANDING.get(recipe["shape"])
    tone = recipe.get("tone", "#e6e3df")
    front = (
        stage.standing(piece, 800 + (floor - 800) * grow, tone, foot=0.4) if floor else stage.lying(piece, tone, 0.3)
    )
    plates = {
        "front": front,
        "detail": (front, recipe.get("crop", (500, 330, 600))),
    }
    if hand:
        plates["hand"] = stage.in_hand(piece, recipe.get("desk", "felt"), -9, 0.88)
    return plates
