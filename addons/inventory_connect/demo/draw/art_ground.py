"""What carries a work of art: canvas, paper, and colours that run into each other."""

import numpy as np

from . import relief
from . import studio as s


def box(x, y, w, h):
    return s.polygon([(x, y), (x + w, y), (x + w, y + h), (x, y + h)])


def ground(canvas, x, y, w, h, color, kind, pattern=None, **more):
    """Canvas or paper that carries the work."""
    options = {"bevel": 3, "puff": 0.6, "gloss": 0.02, "shadow": 0, "occlude": 0.1, **more}
    relief.panel(canvas, box(x, y, w, h), color, kind, pattern=pattern, **options)


def mixer(colors):
    tones = [np.array(s.triple(color), np.float32) for color in colors]

    def at(t):
        t = np.clip(t, 0, 0.9999) * (len(tones) - 1)
        i, f = t.astype(int), (t - t.astype(int))[..., None]
        table = np.array(tones)
        return table[i] * (1 - f) + table[np.minimum(i + 1, len(tones) - 1)] * f

    return at
