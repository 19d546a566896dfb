"""What we show of a photo: upright sRGB pictures without any metadata, as JPEG in three sizes and as WebP in six."""

import io
from dataclasses import dataclass, field

from PIL import Image, ImageCms, ImageOps

from .decoding import DECODE_ERRORS, draft, opened
from .errors import PhotoError

# Longest sides in pixels.
DELIVERY_SIDE = 2400
MEDIUM_SIDE = 1200
THUMB_SIDE = 600
SIZES = (DELIVERY_SIDE, MEDIUM_SIDE, THUMB_SIDE)
# What a page takes: a card on a phone, a card on a desk or a dense phone, the photo on a phone (two densities), the
# photo on a desk with a dense screen, zoom. A browser that knows no WebP does with the three JPEGs.
WEBP_SIZES = (320, 600, 900, 1200, 1800, DELIVERY_SIDE)
# 82 halves the bytes of our JPEGs and keeps 36 to 44 dB; below it, fine texture (leather, guilloche) goes first.
WEBP_QUALITY = 82
WEBP_EFFORT = 4  # 6 would take twice the time for a few percent
# Most bytes of the delivery JPEG; the smaller ones get their share by area.
DELIVERY_BYTES = 2_000_000
# Tried from the left until the file is small enough. 90 is where more bytes stop being visible at this size.
QUALITIES = (90, 86, 82, 78, 72, 65, 55, 45, 35)
SUBSAMPLING_FROM = 86  # at this quality and above colour is kept at full resolution: gold and red leather stay crisp
# How metadata begins in JPEG, PNG, WebP and TIFF-in-JPEG: EXIF, XMP, IPTC.
METADATA_MARKS = (b'Exif\x00', b'eXIf', b'EXIF', b'ns.adobe.com/xap', b'XML:com.adobe.xmp', b'XMP ', b'Photoshop 3.0')
TRANSPARENT = {'RGBA', 'LA', 'PA', 'RGBa', 'La'}


@dataclass(frozen=True)
class Derivative:
    """One picture: its bytes, and its width and height in pixels."""

    data: bytes
    width: int
    height: int
    quality: int


@dataclass(frozen=True)
class Derivatives:
    """All that is shown of one photo: three JPEGs, and WebPs by their size."""

    delivery: Derivative
    medium: Derivative
    thumb: Derivative
    webps: dict = field(default_factory=dict)


def make_derivatives(data, filename):
    """Return the :class:`Derivatives` of the photo in `data` (bytes).

    :raise PhotoError: when it cannot be read; `filename` is named in it
    """
    picture = _shown(data, filename)
    return Derivatives(
        delivery=encode_side(picture, DELIVERY_SIDE),
        medium=encode_side(picture, MEDIUM_SIDE),
        thumb=encode_side(picture, THUMB_SIDE),
        webps=_encode_webps(picture),
    )


def make_webps(data, filename):
    """Return only the WebPs of the photo in `data` (bytes), as dict of size to :class:`Derivative`.

    :raise PhotoError: when it cannot be read; `filename` is named in it
    """
    return _encode_webps(_shown(data, filename))


def webp_sizes(width, height):
    """Return the sizes in which a picture of `width` x `height` pixels is kept as WebP, smallest first.

    The last is the first that holds the picture whole: a larger one would be the same picture again.
    """
    longest = max(width, height)
    smaller = [size for size in WEBP_SIZES if size < longest]
    return [*smaller, *[size for size in WEBP_SIZES if size >= longest][:1]]


def without_metadata(data, filename):
    """Return `data` (bytes) as it is when no metadata shows in it, else the delivery JPEG made of it.

    What cannot be read is returned as it is: whoever stores it decides.
    """
    if not any(mark in data for mark in METADATA_MARKS):
        return data
    try:
        return encode_side(_shown(data, filename), DELIVERY_SIDE).data
    except PhotoError:
        return data


def _shown(data, filename):
    """Return the picture of a photo upright, in sRGB, and as large as we show it at most."""
    with opened(data, filename) as image:
        draft(image, DELIVERY_SIDE)
        image.load()
        return _shrink(normalize(image), DELIVERY_SIDE)


def normalize(image):
    """Return a new upright RGB picture in sRGB on white, without anything but its pixels."""
    profile = image.info.get('icc_profile')
    image = ImageOps.exif_transpose(image)
    image = _to_srgb(_eight_bits(image), profile)
    if image.mode in TRANSPARENT or 'transparency' in image.info:
        layer = image.convert('RGBA')
        image = Image.new('RGB', layer.size, 'white')
        image.paste(layer, mask=layer.getchannel('A'))
    image = image.convert('RGB')
    image.info = {}  # Pillow would carry a comment over into the JPEG
    return image


def encode_side(picture, side):
    """Return the :class:`Derivative` of an RGB `picture` whose longest side is at most `side` pixels."""
    small = _shrink(picture, side)
    limit = DELIVERY_BYTES * side * side // (DELIVERY_SIDE * DELIVERY_SIDE)
    data, quality = b'', 0
    for quality in QUALITIES:
        buffer = io.BytesIO()
        small.save(
            buffer,
            'JPEG',
            quality=quality,
            progressive=True,
            optimize=True,
            subsampling=0 if quality >= SUBSAMPLING_FROM else 2,
        )
        data = buffer.getvalue()
        if len(data) <= limit:
            break
    return Derivative(data=data, width=small.width, height=small.height, quality=quality)


def _encode_webps(picture):
    """Return the WebPs of an RGB `picture` by size. Each is made from the next larger, which is quicker and as good."""
    made = {}
    for size in reversed(webp_sizes(*picture.size)):
        picture = _shrink(picture, size)
        buffer = io.BytesIO()
        picture.save(buffer, 'WEBP', quality=WEBP_QUALITY, method=WEBP_EFFORT)
        made[size] = Derivative(buffer.getvalue(), picture.width, picture.height, WEBP_QUALITY)
    return made


def _shrink(picture, side):
    """Return `picture` itself when it fits into a square of `side` pixels, else a smaller one."""
    if max(picture.size) <= side:
        return picture
    ratio = side / max(picture.size)
    size = tuple(max(1, round(length * ratio)) for length in picture.size)
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _eight_bits(image):
    """Return `image` with 8 bits per channel: scanners and HEIC deliver greys of 16 bits, which Pillow would clip."""
    if image.mode.startswith('I;16') or image.mode == 'I':
        return image.convert('I').point(lambda value: value / 257).convert('L')
    if image.mode == 'F':
        return image.convert('L')
    return image


def _to_srgb(image, profile):
    """Return `image` with its colours moved from the embedded ICC `profile` (bytes) to sRGB.

    A profile that cannot be used is left out: phones and scanners write broken ones, the picture is still good.
    """
    if not profile or image.mode not in ('RGB', 'RGBA', 'L', 'CMYK'):
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = 'RGBA' if image.mode == 'RGBA' else 'RGB'
        return ImageCms.profileToProfile(
            image,
            source,
            ImageCms.createProfile('sRGB'),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode=mode,
        )
    except (ImageCms.PyCMSError, *DECODE_ERRORS):
        return image
