"""The look at a file before it is taken: is it a photo, whole, and of a size we can handle?"""

from dataclasses import dataclass

from PIL import ExifTags

from .decoding import MIMETYPES, draft, opened
from .derivatives import THUMB_SIDE, encode_side, normalize
from .errors import EmptyPhotoError, TooLargePhotoError

# Largest file we take, in bytes.
MAX_BYTES = 50 * 1024 * 1024
# EXIF orientations from 5 on lie on their side: stored width and height are swapped.
LYING_FROM = 5


@dataclass(frozen=True)
class Inspection:
    """What a photo is, and a first small picture of it.

    `width` and `height` are those of the upright picture, in pixels; `thumb` is a JPEG without metadata.
    """

    mimetype: str
    width: int
    height: int
    thumb: bytes


def inspect(data, filename):
    """Return the :class:`Inspection` of `data` (bytes). Decodes the whole picture, so a truncated one is found out.

    A JPEG is decoded at an eighth of its size, which is quick even at 50 MB.

    :raise PhotoError: with the reason as its class; `filename` is named in it
    """
    if not data:
        raise EmptyPhotoError(filename)
    if len(data) > MAX_BYTES:
        raise TooLargePhotoError(filename, len(data))
    with opened(data, filename) as image:
        mimetype = MIMETYPES[image.format]
        width, height = image.size
        if image.getexif().get(ExifTags.Base.Orientation, 1) >= LYING_FROM:
            width, height = height, width
        draft(image, THUMB_SIDE)
        image.load()
        thumb = encode_side(normalize(image), THUMB_SIDE)
    return Inspection(mimetype=mimetype, width=width, height=height, thumb=thumb.data)
