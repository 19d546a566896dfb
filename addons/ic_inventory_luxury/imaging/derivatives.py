"""What we show of a photo: upright sRGB JPEGs without any metadata, in three sizes."""

import io
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps

from .decoding import DECODE_ERRORS, draft, opened
from .errors import PhotoError

# Longest sides in pixels.
DELIVERY_SIDE = 2400
MEDIUM_SIDE = 1200
THUMB_SIDE = 600
SIZES = (DELIVERY_SIDE, MEDIUM_SIDE, THUMB_SIDE)
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
    """One JPEG: its bytes, and its width and height in pixels."""

    data: bytes
    width: int
    height: int
    quality: int


@dataclass(frozen=True)
class Derivatives:
    """The three sizes of one photo."""

    delivery: Derivative
    medium: Derivative
    thumb: Derivative


def make_derivatives(data, filename):
    """Return the :class:`Derivatives` of the photo in `data` (bytes).

    :raise PhotoError: when it cannot be read; `filename` is named in it
    """
    with opened(data, filename) as image:
        draft(image, DELIVERY_SIDE)
        image.load()
        picture = normalize(image)
    delivery = _shrink(picture, DELIVERY_SIDE)
    return Derivatives(
        delivery=encode_side(delivery, DELIVERY_SIDE),
        medium=encode_side(delivery, MEDIUM_SIDE),
        thumb=encode_side(delivery, THUMB_SIDE),
    )


def without_metadata(data, filename):
    """Return `data` (bytes) as it is when no metadata shows in it, else the delivery JPEG made of it.

    What cannot be read is returned as it is: whoever stores it decides.
    """
    if not any(mark in data for mark in METADATA_MARKS):
        return data
    try:
        return make_derivatives(data, filename).delivery.data
    except PhotoError:
        return data


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
