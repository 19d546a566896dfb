"""Pictures for the tests of photos: drawn here, or real ones from the folder of shared test data."""

import io
import os
import unittest
from pathlib import Path

from PIL import ExifTags, Image

from .common import PieceCase

SHARED = Path(os.environ.get('IC_SHARED') or Path(__file__).resolve().parents[4] / 'shared') / 'data' / 'images'

RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 200, 30), (30, 30, 220), (255, 255, 255)


def real(name):
    """Return the bytes of a real photo, or skip the test when the shared test data is not there."""
    if not (SHARED / name).exists():
        raise unittest.SkipTest(f"{name} is not here: set IC_SHARED to the folder of shared test data")
    return (SHARED / name).read_bytes()


def corners(width=1200, height=800):
    """Return a picture whose corners are red, green (top), blue and white (bottom)."""
    image = Image.new('RGB', (width, height))
    half = (width // 2, height // 2)
    for colour, place in ((RED, (0, 0)), (GREEN, (half[0], 0)), (BLUE, (0, half[1])), (WHITE, half)):
        image.paste(colour, (*place, place[0] + half[0], place[1] + half[1]))
    return image


# How a camera held this way stores an upright picture.
STORED = {
    1: (),
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_90,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_270,),
}


def photo(kind='JPEG', orientation=1, size=(1200, 800), **options):
    """Return the bytes of a picture as a phone would write it: with its position, camera and orientation in EXIF."""
    image = corners(*size)
    for step in STORED[orientation]:
        image = image.transpose(step)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "Secret Camera"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {
            ExifTags.GPS.GPSLatitudeRef: 'N',
            ExifTags.GPS.GPSLatitude: (40.0, 45.0, 30.0),
            ExifTags.GPS.GPSLongitudeRef: 'W',
            ExifTags.GPS.GPSLongitude: (73.0, 58.0, 10.0),
        }
    )
    if kind == 'JPEG':
        options = {'quality': 92, 'comment': b"Vault 7", **options}
    buffer = io.BytesIO()
    image.save(buffer, kind, exif=exif, **options)
    return buffer.getvalue()


def colours(data):
    """Return the names of the colours in the corners of a picture: top left, top right, bottom left, bottom right."""
    image = Image.open(io.BytesIO(data)).convert('RGB')
    width, height = image.size
    names = {'red': RED, 'green': GREEN, 'blue': BLUE, 'white': WHITE}
    places = [
        (width // 8, height // 8),
        (width * 7 // 8, height // 8),
        (width // 8, height * 7 // 8),
        (width * 7 // 8, height * 7 // 8),
    ]
    return [
        min(names, key=lambda name: sum(abs(a - b) for a, b in zip(names[name], image.getpixel(place))))
        for place in places
    ]


def jpeg_segments(data):
    """Return the markers before the picture data of a JPEG, for example [0xE0, 0xDB, ...]."""
    markers, place = [], 2
    while data[place] == 0xFF and data[place + 1] != 0xDA:
        markers.append(data[place + 1])
        place += 2 + int.from_bytes(data[place + 2 : place + 4], 'big')
    return markers


class PhotoCase(PieceCase):
    """Pieces with photos; what the background would do is done when a test asks for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Photo = cls.env['ic.photo']

    def take(self, piece, photo_set='retail', name='front.jpg', data=None, ready=True):
        taken = self.Photo._ic_take(piece, photo_set, name, data or photo(size=(300, 200)))
        if ready:
            taken._ic_make_derivatives()
        return taken

    def assert_clean(self, data):
        """Assert that a JPEG carries nothing but its picture."""
        image = Image.open(io.BytesIO(data))
        self.assertEqual(image.format, 'JPEG')
        self.assertEqual(image.mode, 'RGB')
        self.assertFalse(dict(image.getexif()))
        self.assertFalse(dict(image.getexif().get_ifd(ExifTags.IFD.GPSInfo)))
        self.assertFalse({marker for marker in jpeg_segments(data) if marker == 0xFE or 0xE1 <= marker <= 0xEF})
        for mark in (b'Exif', b'XMP', b'xmp', b'Photoshop', b'Secret Camera', b'Vault 7', b'ICC_PROFILE'):
            self.assertNotIn(mark, data)
