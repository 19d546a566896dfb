"""Draws a pair of sneakers from the side, from its recipe (see `recipes_sneaker.py`). No maker's marks."""

from . import stage
from . import studio as s
from .sneaker_shapes import SHAPES as COURT
from .sneaker_shapes_run import SHAPES as RUN

FLOOR = 1150
DEFAULTS = {
    "shape": "high",
    "base": "#f2f0ea",
    "toe": None,
    "guard": "#b5202a",
    "heel": None,
    "collar": None,
    "stay": None,
    "side": None,
    "tongue": None,
    "lining": "#2a2a2c",
    "lace": "#f4f2ec",
    "mid": "#f3f0e8",
    "out": "#b5202a",
    "kind": "leather",
    "over": "leather",
    "thread": None,
    "band": None,
    "desk": "oak",
    "wear": 0.0,
}


def body(recipe):
    """Draw the bare shoe on a transparent plate."""
    r = {**DEFAULTS, **recipe}
    for name, other in (("toe", "base"), ("heel", "guard"), ("collar", "guard"), ("stay", "guard"), ("tongue", "base")):
        r[name] = r[name] or r[other]

    def shoe(canvas):
        canvas.translate(800, FLOOR)
        canvas.scale(1.08, 1.08)
        canvas.translate(-806, -1120)
        {**COURT, **RUN}[r["shape"]](canvas, r)

    return s.picture(shoe)


def draw(recipe, hand=False):
    """Draw the plates of a pair: dict of 'front', 'pair' and, if asked for, 'hand' pictures."""
    shoe = body(recipe)
    plates = {"front": stage.standing(shoe, FLOOR), "pair": stage.standing(_pair(shoe), FLOOR + 60)}
    if hand:
        plates["hand"] = stage.in_hand(shoe, recipe.get("desk", "oak"), -5, 0.98)
    return plates


def _pair(shoe):
    """Both shoes: the far one smaller, higher and a little in the dark."""
    far = stage.place(shoe, 0.88, 96, -150, 0, (800, FLOOR))

    def both(canvas):
        s.draw_plate(canvas, far)
        veil = s.paint((30, 26, 24), 46)
        veil.setBlendMode(s.skia.BlendMode.kSrcATop)
        canvas.drawRect(s.skia.Rect.MakeWH(1600, 1600), veil)
        near = stage.place(shoe, 0.94, -60, 60, 0, (800, FLOOR))
        s.cast_shadow(canvas, near, 26, 4, 26, 90)
        s.draw_plate(canvas, near)

    return s.picture(both)
