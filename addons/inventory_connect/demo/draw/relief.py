"""Light on relief: a flat outline gets height, the height gets normals, the normals get light.

`panel` draws matter (cloth, leather, rubber), `metal` draws polished metal, both clipped to a skia path. `Form` is the
large shape under several panels, such as the last under the parts of a shoe. Needs numpy and scipy.
"""

import os

import numpy as np
import skia
from scipy import ndimage

from . import studio as s
from . import textures

RES = float(os.environ.get("IC_DRAW_RES", "1.25"))  # cells per plate unit
LIGHT = np.array([-0.46, -0.60, 0.655])
HALF = (LIGHT + [0, 0, 1]) / np.linalg.norm(LIGHT + [0, 0, 1])


def _window(path, pad=4):
    """Cells (x0, y0, x1, y1) that a path covers, inside the plate."""
    b = path.getBounds()
    edge = int(s.SIZE * RES)
    x0, y0 = max(0, int((b.left() - pad) * RES)), max(0, int((b.top() - pad) * RES))
    return (
        x0,
        y0,
        max(x0 + 2, min(edge, int((b.right() + pad) * RES))),
        max(y0 + 2, min(edge, int((b.bottom() + pad) * RES))),
    )


def coverage(draw, window):
    """Alpha in 0..1 of what `draw(canvas)` draws, on the cells of a window."""
    x0, y0, x1, y1 = window
    surface = skia.Surface(x1 - x0, y1 - y0)
    canvas = surface.getCanvas()
    canvas.clear(skia.ColorTRANSPARENT)
    canvas.translate(-x0, -y0)
    canvas.scale(RES, RES)
    draw(canvas)
    return surface.makeImageSnapshot().toarray()[..., 3].astype(np.float32) / 255


def distance(path, window):
    """Distance to the outline from inside, in plate units."""
    inside = coverage(lambda c: c.drawPath(path, s.paint((0, 0, 0))), window) > 0.5
    return ndimage.distance_transform_edt(np.pad(inside, 1))[1:-1, 1:-1].astype(np.float32) / RES


def dome(depth, radius, puff=1.0):
    """Height that rises from the outline over `radius` and stays: a quarter wave."""
    return radius * puff * 0.64 * np.sin(np.clip(depth / radius, 0, 1) * np.pi / 2)


class Form:
    """Height of the whole plate: a body with folds, under several panels."""

    def __init__(self, path=None, radius=200, puff=0.7, folds=(), ripple=0.0, ripple_size=150, seed=11, blur=6):
        edge = int(s.SIZE * RES)
        self.height = np.zeros((edge, edge), np.float32)
        if path is not None:
            window = _window(path)
            x0, y0, x1, y1 = window
            self.height[y0:y1, x0:x1] = dome(distance(path, window), radius, puff)
        for points, width, rise in folds:
            self.fold(points, width, rise)
        if ripple:
            y, x = np.mgrid[0:edge, 0:edge] / RES
            self.height += ripple * textures.sample(textures.noise(ripple_size, seed), x, y)
        if blur:
            self.height = ndimage.gaussian_filter(self.height, blur * RES)

    def fold(self, points, width, rise):
        """Add a ridge (or with a negative `rise` a valley) along points; it thins out towards its ends."""
        path = s.smooth(points, closed=False)
        window = _window(path, width * 2)
        x0, y0, x1, y1 = window
        line = coverage(
            lambda c: c.drawPath(path, s.paint((0, 0, 0), 255, stroke=width, blur=width * 0.42, cap=True)), window
        )
        self.height[y0:y1, x0:x1] += rise * line


def _normals(height):
    dy, dx = np.gradient(height * RES)
    n = np.sqrt(dx * dx + dy * dy + 1)
    return -dx / n, -dy / n, 1 / n


def _grid(window):
    x0, y0, x1, y1 = window
    y, x = np.mgrid[y0:y1, x0:x1] / RES
    return x.astype(np.float32), y.astype(np.float32)


def _stamp(canvas, path, rgb, window, alpha=None):
    """Draw an array of colours (0..255) at its window, clipped to the path."""
    x0, y0, x1, y1 = window
    a = np.full(rgb.shape[:2], 255, np.uint8) if alpha is None else (np.clip(alpha, 0, 1) * 255).astype(np.uint8)
    flat = np.clip(rgb, 0, 255).astype(np.uint8)
    if alpha is not None:
        flat = (flat * (a[..., None] / 255.0)).astype(np.uint8)
    image = skia.Image.fromarray(np.ascontiguousarray(np.dstack([flat, a])), colorType=skia.kRGBA_8888_ColorType)
    canvas.save()
    canvas.clipPath(path, True)
    canvas.drawImageRect(
        image,
        skia.Rect.MakeLTRB(x0 / RES, y0 / RES, x1 / RES, y1 / RES),
        skia.SamplingOptions(skia.FilterMode.kLinear),
    )
    canvas.restore()


def panel(
    canvas,
    path,
    color,
    kind="smooth",
    bevel=8,
    puff=0.8,
    form=None,
    gloss=0.10,
    sharp=14,
    shadow=70,
    occlude=0.28,
    relief=1.0,
    pattern=None,
    turn=0.0,
):
    """Draw a piece of matter.

    :param kind: texture by name (see `textures.py`); `relief` multiplies it, `turn` turns it (degrees)
    :param bevel: how far from its outline the piece is rounded, `puff` how strongly
    :param form: the `Form` it lies on
    :param gloss: strength of the highlight in 0..1, `sharp` how narrow it is
    :param shadow: alpha of the shadow on what is behind, 0 for none
    :param occlude: darkening along the outline
    :param pattern: function (x, y) -> array of colours, instead of the one colour
    """
    if shadow:
        canvas.save()
        canvas.translate(3, 6)
        canvas.drawPath(path, s.paint((10, 6, 4), shadow, blur=7))
        canvas.restore()
    window = _window(path)
    x0, y0, x1, y1 = window
    depth = distance(path, window)
    x, y = _grid(window)
    a = np.radians(turn)
    rise, tint = textures.KINDS[kind](x * np.cos(a) + y * np.sin(a), y * np.cos(a) - x * np.sin(a))
    height = ndimage.gaussian_filter(dome(depth, bevel, puff), RES) + relief * rise
    if form is not None:
        height = height + form.height[y0:y1, x0:x1]
    nx, ny, nz = _normals(height)
    diffuse = np.clip(nx * LIGHT[0] + ny * LIGHT[1] + nz * LIGHT[2], 0, None) / LIGHT[2]
    sky = 0.5 - 0.5 * ny
    light = 0.30 + 0.22 * sky + 0.59 * diffuse
    light = light * (1 - occlude * np.exp(-depth / 5)) * (1 + (tint - 1) * min(1.0, max(0.3, relief)))
    base = np.array(s.triple(color), np.float32) if pattern is None else pattern(x, y).astype(np.float32)
    rgb = base * light[..., None]
    over = np.clip(light - 1, 0, 1)[..., None]
    rgb = rgb + over * (255 - rgb) * 0.35
    shine = np.clip(nx * HALF[0] + ny * HALF[1] + nz * HALF[2], 0, 1) ** sharp
    flat = HALF[2] ** sharp
    rgb = rgb + (np.clip(shine - flat * 0.8, 0, 1) * gloss * 235)[..., None]
    _stamp(canvas, path, rgb, window)


def _ramp(name, t):
    """Tones of a metal for an array of brightness in 0..1."""
    tones = np.array(s.METALS[name], np.float32)
    t = np.clip(t, 0, 0.9999) * 3
    i = t.astype(int)
    f = (t - i)[..., None]
    return tones[i] * (1 - f) + tones[np.minimum(i + 1, 3)] * f


def mirror(rx, ry, rz):
    """Brightness of the studio in a direction: two softboxes, a strip, bright table, dark room behind the camera."""

    def box(cx, cy, width, strength):
        d2 = (rx - cx) ** 2 + (ry - cy) ** 2
        return strength * np.exp(-((d2 / width**2) ** 1.6))

    room = 0.38 - 0.16 * ry + 0.10 * rz
    front = np.where(rz > 0, 1.0, 0.55)
    light = (
        box(-0.62, -0.52, 0.46, 0.62)
        + box(0.66, -0.30, 0.26, 0.48)
        + box(0.10, -0.92, 0.30, 0.42)
        + box(0.20, 0.80, 0.30, 0.24)
        + box(-0.84, 0.42, 0.22, 0.20)
    )
    dark = box(0.36, 0.26, 0.26, 0.26) + box(-0.20, -0.02, 0.17, 0.05) + box(0.98, 0.20, 0.3, 0.2)
    return np.clip(room + front * light - dark, 0.02, 1)


def metal(
    canvas,
    path,
    name,
    bevel=10,
    puff=0.9,
    height=None,
    form=None,
    frost=0.0,
    shadow=90,
    bend=0.42,
    kind=None,
    relief=1.0,
    satin=None,
):
    """Draw polished metal, rounded over `bevel` from its outline.

    :param height: function (window) -> array added to the height, such as the relief of a coin
    :param frost: 0 mirror .. 1 matt; `satin` an array function (window) -> 0..1 for frost by place
    :param bend: how much a flat face mirrors different parts of the studio from left to right
    """
    if shadow:
        canvas.save()
        canvas.translate(4, 7)
        canvas.drawPath(path, s.paint((14, 9, 5), shadow, blur=8))
        canvas.restore()
    window = _window(path)
    x0, y0, x1, y1 = window
    x, y = _grid(window)
    depth = distance(path, window)
    total = ndimage.gaussian_filter(dome(depth, bevel, puff), 1.8 * RES)  # cells must not show as steps
    if height is not None:
        total = total + height(window)
    if form is not None:
        total = total + form.height[y0:y1, x0:x1]
    if kind:
        total = total + relief * textures.KINDS[kind](x, y)[0]
    nx, ny, nz = _normals(ndimage.gaussian_filter(total, 0.7 * RES))
    box = path.getBounds()
    span = max(box.width(), box.height(), 1)
    rx = 2 * nz * nx + bend * (x - box.centerX()) / span - 0.10
    ry = 2 * nz * ny + bend * (y - box.centerY()) / span - 0.12
    shine = mirror(rx, ry, 2 * nz * nz - 1)
    matt = np.clip(0.34 + 0.50 * (nx * LIGHT[0] + ny * LIGHT[1] + nz * LIGHT[2]), 0, 1)
    if satin is not None:
        frost = np.clip(frost + satin(window), 0, 1)
    t = shine * (1 - frost) + matt * frost
    t = t * (1 - 0.35 * np.exp(-depth / 2.2))
    _stamp(canvas, path, _ramp(name, t), window)


def engrave(draw, window, rise, soften=1.2):
    """Height array of what `draw(canvas)` draws, raised by `rise` plate units with softened flanks."""
    return rise * ndimage.gaussian_filter(coverage(draw, window), soften * RES)
