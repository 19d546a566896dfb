"""Photos as bytes: what may come in, and what goes out. Plain Python on Pillow, without the ORM."""

from .errors import (
    BrokenPhotoError,
    EmptyPhotoError,
    PhotoError,
    TooLargePhotoError,
    TooManyPixelsError,
    UnsupportedPhotoError,
)
from .decoding import MAX_PIXELS
from .inspection import MAX_BYTES, Inspection, inspect
from .derivatives import (
    DELIVERY_BYTES,
    SIZES,
    WEBP_SIZES,
    Derivative,
    Derivatives,
    make_derivatives,
    make_webps,
    webp_sizes,
    without_metadata,
)
