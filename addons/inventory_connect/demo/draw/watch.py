"""Puts a watch together from its recipe (a dict, see `recipes_watch.py`) and photographs it."""

from . import studio as s
from .case import CX, CY
from .watch_shapes import SHAPES

ZOOM = 1.19  # how much of the plate a watch fills
DEFAULTS = {
    "mm": 40,
    "shape": "round",
    "metal": "steel",
    "bezel": "smooth",
    "bezel_metal": None,
    "ring": None,
    "ring2": None,
    "ring_ink": "#e9e9e6",
    "dial": "#15161a",
    "finish": "sunburst",
    "marks": "baton",
    "mark_metal": None,
    "ink": "#f2f1ec",
    "lume": "#f1f2e6",
    "track": "ticks",
    "hands": "baton",
    "hand_metal": None,
    "seconds": "sweep",
    "flat": None,
    "gmt": None,
    "date": None,
    "cyclops": False,
    "day": False,
    "counters": None,
    "counter_color": None,
    "pushers": False,
    "guards": False,
    "band": "oyster",
    "band_metal": None,
    "center": None,
    "leather": "#2a1a12",
    "grain": "croc",
    "stitch": "#cbbfae",
    "moon": False,
    "words": (),
    "backdrop": "#e7e3dd",
    "edge": None,
    "bezel_width": None,
}


def body(recipe):
    """Draw the bare watch on a transparent plate."""
    r = {**DEFAULTS, **recipe}

    def watch(canvas):
        canvas.translate(CX, CY)
        canvas.scale(ZOOM, ZOOM)
        canvas.translate(-CX, -CY)
        SHAPES[r["shape"]](canvas, r)

    return s.picture(watch)


def draw(recipe):
    """Draw the plate of a watch; gives a skia image of the whole picture."""
    bare = body(recipe)

    def scene(canvas):
        s.backdrop(canvas, recipe.get("backdrop", DEFAULTS["backdrop"]))
        s.cast_shadow(canvas, bare, 46, 62, 46, 84)
        s.cast_shadow(canvas, bare, 14, 20, 14, 110)
        s.draw_plate(canvas, bare)

    return s.picture(scene)
