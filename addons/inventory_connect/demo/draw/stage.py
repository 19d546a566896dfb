"""Two ways to photograph a thing: in the studio, and in the hand of the dealer's phone on the desk."""

import numpy as np
import skia

from . import relief
from . import studio as s

DESKS = {
    "walnut": ("#5d4330", "wood"),
    "oak": ("#a98a66", "wood"),
    "felt": ("#3c4742", "wool"),
    "linen": ("#b9b1a3", "canvas"),
    "slate": ("#54565a", "suede"),
}


def standing(body, floor, tone="#e9e5df", mirrored=True, foot=1.0):
    """Studio plate of a thing that stands on the table at `floor`; `foot` is how wide it touches the table."""

    def scene(canvas):
        s.backdrop(canvas, tone, floor)
        if mirrored:
            s.reflect(canvas, body, floor + 3, 34)
        _contact(canvas, body, floor, foot)
        s.cast_shadow(canvas, body, 30, 14, 30, 40)
        s.draw_plate(canvas, body)

    return s.picture(scene)


def lying(body, tone="#e7e3dd", height=1.0):
    """Studio plate of a thing that lies flat, seen from above; `height` is how far it stands off the paper."""

    def scene(canvas):
        s.backdrop(canvas, tone)
        s.cast_shadow(canvas, body, 40 * height, 54 * height, 40 * height, 74)
        s.cast_shadow(canvas, body, 10 * height, 15 * height, 11 * height, 100)
        s.draw_plate(canvas, body)

    return s.picture(scene)


def hanging(body, tone="#e7e3dd"):
    """Studio plate of a thing that hangs in front of the wall."""

    def scene(canvas):
        s.backdrop(canvas, tone)
        s.cast_shadow(canvas, body, 58, 46, 44, 58)
        s.cast_shadow(canvas, body, 18, 16, 16, 60)
        s.draw_plate(canvas, body)

    return s.picture(scene)


def in_hand(body, desk="walnut", turn=-7, grow=0.96, lamp=(0.3, 0.2)):
    """Picture as the dealer's phone takes it: on the desk, askew, under the lamp."""
    color, kind = DESKS[desk]

    def scene(canvas):
        _desk(canvas, color, kind)

        def turned(inner):
            inner.translate(800, 800)
            inner.rotate(turn)
            inner.scale(grow, grow)
            inner.translate(-800, -800)
            s.draw_plate(inner, body)

        askew = s.picture(turned)
        s.cast_shadow(canvas, askew, 34, 44, 34, 120, (12, 8, 5))
        s.cast_shadow(canvas, askew, 8, 11, 8, 150, (12, 8, 5))
        s.draw_plate(canvas, askew)
        _lamp(canvas, *lamp)

    return s.picture(scene)


def _desk(canvas, color, kind):
    everything = s.polygon([(0, 0), (1600, 0), (1600, 1600), (0, 1600)])
    relief.panel(canvas, everything, color, kind, bevel=1, puff=0, gloss=0.05, shadow=0, occlude=0)


def _lamp(canvas, u, v):
    """Warm light from one side, falling off into the corners."""
    everything = skia.Rect.MakeWH(s.SIZE, s.SIZE)
    glow = s.radial(
        1600 * u,
        1600 * v,
        1500,
        [(0, s.rgb((255, 224, 176), 52)), (0.5, s.rgb((255, 214, 160), 16)), (1, s.rgb((0, 0, 0), 0))],
    )
    canvas.drawRect(everything, s.paint(shader=glow, blend=skia.BlendMode.kScreen))
    fall = s.radial(
        1600 * (u + 0.15),
        1600 * (v + 0.2),
        1560,
        [(0, s.rgb((20, 12, 6), 0)), (0.5, s.rgb((20, 12, 6), 26)), (1, s.rgb((20, 12, 6), 150))],
    )
    canvas.drawRect(everything, s.paint(shader=fall))


def _contact(canvas, body, floor, foot):
    """Dark line where the thing touches the table."""
    canvas.save()
    canvas.translate(800, floor - 6)
    canvas.scale(foot, 0.05)
    canvas.translate(-800, -floor)
    shade = skia.Paint()
    shade.setImageFilter(skia.ImageFilters.DropShadowOnly(14, 0, 20, 190, s.rgb((36, 26, 20), 150)))
    s.draw_plate(canvas, body, shade)
    canvas.restore()


def place(body, scale=1.0, dx=0, dy=0, turn=0, pivot=(800, 800)):
    """A recorded body once more, moved about: for pairs and stacks."""

    def moved(canvas):
        canvas.translate(pivot[0] + dx, pivot[1] + dy)
        canvas.rotate(turn)
        canvas.scale(scale, scale)
        canvas.translate(-pivot[0], -pivot[1])
        s.draw_plate(canvas, body)

    return s.picture(moved)


def grained(image, amount=5, seed=1):
    """Image with the fine grain of a sensor; keeps gradients from banding."""
    data = image.toarray().astype(np.float32)
    rng = np.random.default_rng(seed)
    data[..., :3] += rng.normal(0, amount, data.shape[:2])[..., None]
    return skia.Image.fromarray(
        np.ascontiguousarray(np.clip(data, 0, 255).astype(np.uint8)), colorType=skia.kBGRA_8888_ColorType
    )
