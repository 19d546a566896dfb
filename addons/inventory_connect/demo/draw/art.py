"""Hangs, stands or lays a work of art, from its recipe (see `recipes_art.py`). Every work is made up here."""

import skia

from . import art_works, relief, stage
from . import studio as s

WALL, FLOOR = "#ebe7e0", 1180
WOODS = {"oak": "#b58f60", "walnut": "#5a3d28", "black": "#1c1b1b", "white": "#efece5"}


def draw(recipe, hand=False):
    """Draw the plates of a work: dict of 'front', 'detail' and, if asked for, 'hand' pictures."""
    if recipe.get("sculpture"):
        return _sculpture(recipe, hand)
    w, h = recipe["size"]
    x, y = 800 - w / 2, 770 - h / 2
    sheet = s.picture(lambda canvas: art_works.WORKS[recipe["work"]](canvas, x, y, w, h, recipe))
    framed = s.picture(lambda canvas: _frame(canvas, sheet, recipe, x, y, w, h))
    front = stage.hanging(framed, WALL)
    close = min(w, h) * 0.62
    plates = {"front": front, "detail": (front, (800 - close * 0.6, 770 - close * 0.45, close))}
    if hand:
        plates["hand"] = stage.in_hand(sheet, "linen", -4, 0.98)
    return plates


def _frame(canvas, sheet, recipe, x, y, w, h):
    """Draw the work with its frame: a shadow-gap frame for canvas, mount and glass for paper, none for cloth."""
    kind = recipe.get("frame")
    if not kind:
        s.draw_plate(canvas, sheet)
        return
    mount = recipe.get("mount", 0)
    gap = mount or 12
    wide = recipe.get("moulding", 26)
    ox, oy, ow, oh = x - gap, y - gap, w + 2 * gap, h + 2 * gap
    outer = s.polygon(
        [
            (ox - wide, oy - wide),
            (ox + ow + wide, oy - wide),
            (ox + ow + wide, oy + oh + wide),
            (ox - wide, oy + oh + wide),
        ]
    )
    inner = s.polygon([(ox, oy), (ox + ow, oy), (ox + ow, oy + oh), (ox, oy + oh)])
    relief.panel(canvas, inner, "#f4f1ea" if mount else "#1a1816", "paper", bevel=2, gloss=0, shadow=0)
    s.draw_plate(canvas, sheet)
    if mount:
        bevel = s.polygon([(x - 3, y - 3), (x + w + 3, y - 3), (x + w + 3, y + h + 3), (x - 3, y + h + 3)])
        canvas.drawPath(bevel, s.paint("#d9d3c6", stroke=5))
    moulding = skia.Op(outer, inner, skia.PathOp.kDifference_PathOp)
    relief.panel(canvas, moulding, WOODS[kind], "wood", bevel=wide * 0.4, puff=0.9, gloss=0.14, shadow=0)
    for a, b, c, d in (
        (ox - wide, oy - wide, ox, oy),
        (ox + ow + wide, oy - wide, ox + ow, oy),
        (ox - wide, oy + oh + wide, ox, oy + oh),
        (ox + ow + wide, oy + oh + wide, ox + ow, oy + oh),
    ):
        canvas.drawLine(a, b, c, d, s.paint((0, 0, 0), 90, stroke=2))
    shade = s.paint((0, 0, 0), 110, stroke=14, blur=9)
    canvas.save()
    canvas.clipPath(inner, True)
    canvas.translate(5, 7)
    canvas.drawPath(inner, shade)
    canvas.restore()
    if mount:
        glare = s.polygon(
            [(ox + ow * 0.52, oy), (ox + ow * 0.86, oy), (ox + ow * 0.36, oy + oh), (ox + ow * 0.02, oy + oh)]
        )
        canvas.drawPath(glare, s.paint((255, 255, 255), 16, blur=18))


def _sculpture(recipe, hand):
    """Plates of a sculpture on its plinth."""
    piece = s.picture(lambda canvas: art_works.WORKS[recipe["work"]](canvas, 0, 0, 0, 0, recipe))
    front = stage.standing(piece, FLOOR + 120, "#e4e1db")
    plates = {"front": front, "detail": (front, (500, 330, 600))}
    if hand:
        plates["hand"] = stage.in_hand(piece, "oak", 0, 0.96)
    return plates
