"""Photos for print: cut to the frame they are printed in, at the resolution that a printer can use, and no more."""

import io

from PIL import Image
from reportlab.lib.utils import ImageReader

from odoo.addons.ic_inventory_luxury.imaging import PhotoError
from odoo.addons.ic_inventory_luxury.imaging.decoding import opened
from odoo.addons.ic_inventory_luxury.imaging.derivatives import normalize

DPI = 300
QUALITY = 90
# A photo that has fewer is printed as it is: making dots up would not make it sharper.


def for_frame(data, width, height, name='photo'):
    """Return (JPEG bytes, pixels wide, pixels high) of a photo that fills a frame of `width` by `height` points.

    It is cut about its middle, is never enlarged, and carries no metadata.

    :param bytes data: any photo that we take
    :return: None when it cannot be read
    """
    try:
        with opened(data, name) as image:
            image.load()
            picture = normalize(image)
    except PhotoError:
        return None
    picture = _cut(picture, width / height)
    most = (round(width / 72 * DPI), round(height / 72 * DPI))
    if picture.width > most[0]:
        picture = picture.resize(most, Image.Resampling.LANCZOS, reducing_gap=3.0)
    stream = io.BytesIO()
    picture.save(stream, 'JPEG', quality=QUALITY, subsampling=0, optimize=True)
    return stream.getvalue(), picture.width, picture.height


def draw(canvas, data, x, y, width, height):
    """Draw a photo into its frame; gives whether it could be read."""
    made = for_frame(data, width, height) if data else None
    if made:
        canvas.drawImage(ImageReader(io.BytesIO(made[0])), x, y, width, height)
    return bool(made)


def _cut(picture, ratio):
    """Return the largest part of `picture` about its middle with the sides in `ratio` (width to height)."""
    wide, high = picture.size
    if wide / high > ratio:
        new = max(1, round(high * ratio))
        left = (wide - new) // 2
        return picture.crop((left, 0, left + new, high))
    new = max(1, round(wide / ratio))
    top = (high - new) // 2
    return picture.crop((0, top, wide, top + new))
