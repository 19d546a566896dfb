"""Draws bars, coins and rounds from their recipe (see `recipes_bullion.py`). Motifs are our own."""

from . import stage
from . import studio as s
from .bullion_shapes import SHAPES

DEFAULTS = {
    "shape": "coin",
    "metal": "yellow_gold",
    "motif": "sun",
    "legend": "ONE TROY OUNCE FINE GOLD",
    "desk": "slate",
    "grow": 1.0,
    "reeds": 150,
    "date": "",
}
CROPS = {
    "coin": (480, 470, 620),
    "bar": (470, 560, 620),
    "slab": (500, 640, 560),
    "card": (520, 420, 560),
    "stack": (480, 480, 640),
    "tube": (480, 480, 640),
}


def body(recipe):
    """Draw the bare piece on a transparent plate."""
    r = {**DEFAULTS, **recipe}

    def piece(canvas):
        canvas.translate(800, 800)
        canvas.scale(r["grow"], r["grow"])
        canvas.translate(-800, -800)
        SHAPES[r["shape"]](canvas, r)

    return s.picture(piece)


def draw(recipe, hand=False):
    """Draw the plates of a piece of bullion: dict of 'front', 'detail' and, if asked for, 'hand' pictures."""
    piece = body(recipe)
    front = stage.lying(piece, recipe.get("tone", "#e4e2de"), recipe.get("height", 0.45))
    plates = {
        "front": front,
        "detail": (front, recipe.get("crop") or CROPS[recipe["shape"]]),
    }
    if hand:
        plates["hand"] = stage.in_hand(piece, recipe.get("desk", "slate"), 11, 0.86)
    return plates
