"""Writes plates as JPEG files."""

import io

import skia
from PIL import Image

from . import studio as s


def save(image, path, size=s.SIZE, crop=None, limit=158_000):
    """Write a JPEG of at most `limit` bytes; `crop` = (x, y, width) on the plate, enlarged to `size`."""
    surface = skia.Surface(size, size)
    x, y, w = crop or (0, 0, s.SIZE)
    source = skia.Rect.MakeXYWH(x * s.SCALE, y * s.SCALE, w * s.SCALE, w * s.SCALE)
    surface.getCanvas().drawImageRect(
        image,
        source,
        skia.Rect.MakeWH(size, size),
        skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear),
    )
    snapshot = surface.makeImageSnapshot()
    path.parent.mkdir(parents=True, exist_ok=True)
    for quality in range(90, 40, -4):
        data = bytes(snapshot.encodeToData(skia.EncodedImageFormat.kJPEG, quality))
        if len(data) <= limit:
            break
    path.write_bytes(data)
    return len(data)


def save_light(image, path, size, crop=None, limit=48_000):
    """Write a progressive JPEG of at most `limit` bytes; a rich picture gets smaller rather than poor.

    Arguments as of `save`; gives the number of bytes.
    """
    x, y, w = crop or (0, 0, s.SIZE)
    source = skia.Rect.MakeXYWH(x * s.SCALE, y * s.SCALE, w * s.SCALE, w * s.SCALE)
    for side in (int(size * part) for part in (1, 0.87, 0.75, 0.62, 0.54)):
        surface = skia.Surface(side, side)
        surface.getCanvas().drawImageRect(
            image,
            source,
            skia.Rect.MakeWH(side, side),
            skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear),
        )
        pixels = surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType)
        plain = Image.fromarray(pixels).convert("RGB")
        for quality in range(88, 56, -5):
            buffer = io.BytesIO()
            plain.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True, subsampling=2)
            if buffer.tell() <= limit:
                path.write_bytes(buffer.getvalue())
                return buffer.tell()
    path.write_bytes(buffer.getvalue())
    return buffer.tell()
