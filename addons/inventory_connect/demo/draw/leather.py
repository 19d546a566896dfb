"""Leather grain as tileable relief, made from seeded noise and jittered cells."""

from functools import lru_cache

import numpy as np
import skia


@lru_cache
def grain(kind, seed=7):
    """Tileable relief of a leather, as a skia image of greys around 128 for soft-light blending.

    Kinds: togo (pebbles), caviar (small pebbles), epsom (pressed lines), croc (scales), smooth, weave, saffiano.
    """
    size = 768
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:size, 0:size].astype(float)
    if kind in ("togo", "caviar", "croc"):
        height = _cells(size, {"togo": 15, "caviar": 11, "croc": 56}[kind], rng, stretch=0.8 if kind == "croc" else 1)
    elif kind == "epsom":
        height = (
            np.sin((x + y) * 2 * np.pi / 8) * 0.5
            + np.sin((x - y) * 2 * np.pi / 8) * 0.5
            + rng.normal(0, 0.25, (size, size))
        )
    elif kind == "saffiano":
        height = np.sin((x + 2 * y) * 2 * np.pi / 12) + rng.normal(0, 0.2, (size, size))
    elif kind == "weave":
        height = np.sin(x * 2 * np.pi / 6) * np.sign(np.sin(y * np.pi / 6)) + rng.normal(0, 0.3, (size, size))
    else:
        height = _soften(rng.normal(0, 1, (size, size)), 2)
    light = np.roll(height, 1, 0) - np.roll(height, -1, 0) + 0.8 * (np.roll(height, 1, 1) - np.roll(height, -1, 1))
    light = light / (light.std() + 1e-9)
    strength = {"smooth": 5, "epsom": 17, "croc": 20, "saffiano": 16}.get(kind, 26)
    if kind == "croc":
        light = light + (height - height.mean()) / height.std() * 0.9
    grey = np.clip(128 + light * strength, 0, 255).astype(np.uint8)
    rgba = np.dstack([grey, grey, grey, np.full_like(grey, 255)])
    return skia.Image.fromarray(np.ascontiguousarray(rgba), colorType=skia.kRGBA_8888_ColorType)


def _soften(field, times):
    for _i in range(times):
        field = (
            field + np.roll(field, 1, 0) + np.roll(field, -1, 0) + np.roll(field, 1, 1) + np.roll(field, -1, 1)
        ) / 5
    return field


def _cells(size, pitch, rng, stretch=1.0):
    """Height field of jittered cells with soft grooves between them (tileable)."""
    n = size // pitch
    step = size / n
    jitter = rng.uniform(0.12, 0.88, (n, n, 2))
    y, x = np.mgrid[0:size, 0:size] / step
    iy, ix = y.astype(int), x.astype(int)
    first, second = np.full((size, size), 9.0), np.full((size, size), 9.0)
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            cell = jitter[(iy + dy) % n, (ix + dx) % n]
            dist = np.hypot((iy + dy + cell[..., 0] - y) * stretch, ix + dx + cell[..., 1] - x)
            second = np.minimum(second, np.maximum(first, dist))
            first = np.minimum(first, dist)
    return _soften(np.tanh((second - first) * 3.2), 1)


def grain_shader(kind, scale=1.0, turn=0.0):
    """Shader that tiles a leather grain at `scale`, turned by `turn` degrees."""
    matrix = skia.Matrix()
    matrix.setScale(scale, scale)
    matrix.postRotate(turn)
    return grain(kind).makeShader(
        skia.TileMode.kRepeat, skia.TileMode.kRepeat, skia.SamplingOptions(skia.FilterMode.kLinear), matrix
    )
