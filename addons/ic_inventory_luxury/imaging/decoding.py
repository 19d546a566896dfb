"""The one door to Pillow: opens and decodes what strangers send."""

import contextlib
import io
import struct
import threading
import warnings
import zlib

import pillow_heif

# Imported for what they register: Odoo loads only a few of Pillow's formats and stops it from finding the others.
from PIL import (
    AvifImagePlugin,  # noqa: F401
    Image,
    ImageFile,
    JpegImagePlugin,  # noqa: F401
    MpoImagePlugin,  # noqa: F401
    PngImagePlugin,  # noqa: F401
    TiffImagePlugin,  # noqa: F401
    UnidentifiedImageError,
    WebPImagePlugin,  # noqa: F401
)

from .errors import BrokenPhotoError, TooManyPixelsError, UnsupportedPhotoError

pillow_heif.register_heif_opener()

# Largest picture we decode, in pixels: as the largest medium-format back delivers. Pillow's own limit lies above.
MAX_PIXELS = 150_000_000
# Kinds we take, by Pillow's name. MPO is what phones write for a JPEG with a depth or gain map behind it;
# Pillow opens it as a JPEG and renames it then.
MIMETYPES = {
    'JPEG': 'image/jpeg',
    'MPO': 'image/jpeg',
    'PNG': 'image/png',
    'WEBP': 'image/webp',
    'HEIF': 'image/heic',
    'AVIF': 'image/avif',
    'TIFF': 'image/tiff',
}
# What Pillow and its codecs raise on broken files.
DECODE_ERRORS = (
    OSError,
    ValueError,
    SyntaxError,
    RuntimeError,
    EOFError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    OverflowError,
    struct.error,
    zlib.error,
)

# Odoo switches Pillow's tolerance of truncated files on for the whole process. A half photo must not pass as a whole
# one, so we switch it off while we decode; the lock also keeps one process from decoding several huge photos at once.
_strict_lock = threading.RLock()


@contextlib.contextmanager
def strict():
    """Make Pillow refuse truncated files inside the block. One thread of the process at a time."""
    with _strict_lock:
        before = ImageFile.LOAD_TRUNCATED_IMAGES
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


@contextlib.contextmanager
def opened(data, filename):
    """Open `data` (bytes) and yield a lazy `PIL.Image`, strict until the end of the block.

    :raise UnsupportedPhotoError: it is no picture or of a kind we do not take
    :raise TooManyPixelsError: it has more than MAX_PIXELS pixels
    :raise BrokenPhotoError: it cannot be read, also when that shows only inside the block
    """
    with strict(), warnings.catch_warnings():
        warnings.simplefilter('ignore', Image.DecompressionBombWarning)  # we hold our own limit below
        try:
            image = Image.open(io.BytesIO(data), formats=[kind for kind in MIMETYPES if kind != 'MPO'])
        except Image.DecompressionBombError:
            raise TooManyPixelsError(filename)
        except UnidentifiedImageError:
            raise _unidentified(data, filename)
        except DECODE_ERRORS as error:
            raise BrokenPhotoError(filename, str(error))
        if image.format in ('HEIF', 'AVIF') and not _whole_boxes(data):
            raise BrokenPhotoError(filename, "truncated")
        with image:
            width, height = image.size
            if width * height > MAX_PIXELS:
                raise TooManyPixelsError(filename, f"{width} x {height}")
            try:
                yield image
            except DECODE_ERRORS as error:
                raise BrokenPhotoError(filename, str(error))


def draft(image, side):
    """Let a JPEG come out of its decoder smaller, but not smaller than a square of `side` pixels.

    Only a JPEG: the HEIC reader would hand out the thumbnail in the file, and the photo itself would stay unread.
    """
    if image.format in ('JPEG', 'MPO'):
        image.draft(None, (side, side))


def _whole_boxes(data):
    """Return whether the boxes of a HEIC or AVIF file fit into it.

    Its decoder pads a short file in silence. A box is a length of 4 bytes and a name of 4 (ISO/IEC 14496-12, 4.2).
    """
    place = 0
    while place + 8 <= len(data):
        (length,) = struct.unpack_from('>I', data, place)
        if length == 1 and place + 16 <= len(data):
            (length,) = struct.unpack_from('>Q', data, place + 8)
        if length == 0:  # reaches to the end of the file
            return True
        if length < 8:
            return False
        place += length
    return place == len(data)


def _unidentified(data, filename):
    """Return the error for bytes that Pillow does not know: broken when they begin like a photo, else unsupported."""
    head = bytes(data[:16])
    known = (
        head.startswith((b'\xff\xd8\xff', b'\x89PNG', b'II*\x00', b'MM\x00*'))
        or head[4:8] == b'ftyp'
        or (head[:4] == b'RIFF' and head[8:12] == b'WEBP')
    )
    return (BrokenPhotoError if known else UnsupportedPhotoError)(filename)
