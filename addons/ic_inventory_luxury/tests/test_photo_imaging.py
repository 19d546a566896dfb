import io
import os
import time

from PIL import Image, ImageCms, ImageFile

from odoo.tests import tagged

from ..imaging import (
    DELIVERY_BYTES,
    MAX_BYTES,
    BrokenPhotoError,
    EmptyPhotoError,
    TooLargePhotoError,
    TooManyPixelsError,
    UnsupportedPhotoError,
    inspect,
    make_derivatives,
    without_metadata,
)
from .photo_common import PhotoCase, colours, corners, photo, real

UPRIGHT = ['red', 'green', 'blue', 'white']


def save(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


@tagged('post_install', '-at_install')
class TestPhotoImaging(PhotoCase):
    """From the bytes of a file to what is shown of it."""

    # === UPRIGHT, CLEAN, SRGB === #

    def test_every_orientation_comes_out_upright(self):
        for orientation in range(1, 9):
            data = photo(orientation=orientation)
            seen, made = inspect(data, 'a.jpg'), make_derivatives(data, 'a.jpg')
            self.assertEqual((seen.width, seen.height), (1200, 800), orientation)
            self.assertEqual((made.delivery.width, made.delivery.height), (1200, 800), orientation)
            self.assertEqual((made.thumb.width, made.thumb.height), (600, 400), orientation)
            for jpeg in (seen.thumb, made.delivery.data, made.medium.data, made.thumb.data):
                self.assertEqual(colours(jpeg), UPRIGHT, orientation)

    def test_nothing_but_the_picture_gets_out(self):
        for kind in ('JPEG', 'PNG', 'WEBP', 'TIFF', 'HEIF', 'AVIF'):
            data = photo(kind, size=(700, 500))
            self.assertIn(b'Secret Camera', data, kind)
            made = make_derivatives(data, kind)
            for derivative in (made.delivery, made.medium, made.thumb):
                self.assert_clean(derivative.data)
            self.assert_clean(inspect(data, kind).thumb)

    def test_delivery_is_a_progressive_jpeg_of_three_sizes(self):
        made = make_derivatives(photo(size=(3600, 2400)), 'a.jpg')
        self.assertEqual((made.delivery.width, made.delivery.height), (2400, 1600))
        self.assertEqual((made.medium.width, made.medium.height), (1200, 800))
        self.assertEqual((made.thumb.width, made.thumb.height), (600, 400))
        for derivative in (made.delivery, made.medium, made.thumb):
            image = Image.open(io.BytesIO(derivative.data))
            self.assertTrue(image.info.get('progressive'))
            self.assertEqual(image.size, (derivative.width, derivative.height))

    def test_small_pictures_are_not_blown_up(self):
        made = make_derivatives(photo(size=(90, 60)), 'a.jpg')
        self.assertEqual((made.delivery.width, made.delivery.height), (90, 60))
        self.assertEqual((made.thumb.width, made.thumb.height), (90, 60))

    def test_transparent_becomes_white(self):
        image = Image.new('RGBA', (40, 40), (200, 0, 0, 0))
        made = make_derivatives(save(image, 'PNG'), 'a.png')
        self.assertEqual(Image.open(io.BytesIO(made.delivery.data)).getpixel((20, 20)), (255, 255, 255))

    def test_print_colours_and_greys_are_taken(self):
        for mode, kind in (('CMYK', 'JPEG'), ('L', 'JPEG'), ('LA', 'PNG'), ('P', 'PNG'), ('1', 'PNG')):
            made = make_derivatives(save(corners(120, 80).convert(mode), kind), mode)
            self.assertEqual(Image.open(io.BytesIO(made.delivery.data)).mode, 'RGB', mode)
        grey = Image.new('I;16', (40, 40), 32896)
        pixel = Image.open(io.BytesIO(make_derivatives(save(grey, 'PNG'), 'grey').delivery.data)).getpixel((20, 20))
        self.assertEqual(pixel, (128, 128, 128), "16 bits are scaled, not clipped to white")

    def test_colours_move_to_srgb(self):
        lab = ImageCms.ImageCmsProfile(ImageCms.createProfile('sRGB')).tobytes()
        data = save(Image.new('RGB', (40, 40), (180, 40, 40)), 'JPEG', icc_profile=lab, quality=95)
        made = make_derivatives(data, 'a.jpg')
        self.assert_clean(made.delivery.data)
        pixel = Image.open(io.BytesIO(made.delivery.data)).getpixel((20, 20))
        self.assertTrue(all(abs(a - b) <= 3 for a, b in zip(pixel, (180, 40, 40))), pixel)
        broken = save(Image.new('RGB', (40, 40), (180, 40, 40)), 'JPEG', icc_profile=b'no profile' * 20)
        self.assertEqual(make_derivatives(broken, 'a.jpg').delivery.width, 40, "a broken profile costs no photo")

    # === SIZE === #

    def test_fifty_megabytes_become_two(self):
        width, height = 10200, 6800
        noise = Image.frombytes('RGB', (width, height), os.urandom(width * height * 3))
        data = save(noise, 'JPEG', quality=84)
        del noise
        self.assertGreater(len(data), 45_000_000)
        self.assertLess(len(data), MAX_BYTES)
        start = time.monotonic()
        seen = inspect(data, 'noise.jpg')
        made = make_derivatives(data, 'noise.jpg')
        self.assertLess(time.monotonic() - start, 60)
        self.assertEqual((seen.width, seen.height), (width, height))
        self.assertEqual((made.delivery.width, made.delivery.height), (2400, 1600))
        self.assertLessEqual(len(made.delivery.data), DELIVERY_BYTES)
        self.assertGreater(len(made.delivery.data), 500_000, "not crushed more than needed")

    # === REFUSED === #

    def test_refusals_name_the_file_and_the_reason(self):
        good = photo()
        heic = photo('HEIF', size=(256, 256))
        png = photo('PNG', size=(256, 256))
        cases = [
            (EmptyPhotoError, b''),
            (UnsupportedPhotoError, b'hello, this is a letter'),
            (UnsupportedPhotoError, b'%PDF-1.7 not a photo'),
            (UnsupportedPhotoError, b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
            (UnsupportedPhotoError, save(corners(20, 20), 'GIF')),
            (UnsupportedPhotoError, os.urandom(5000).replace(b'\xff\xd8', b'..')),
            (BrokenPhotoError, good[: len(good) // 2]),
            (BrokenPhotoError, good[:40]),
            (BrokenPhotoError, heic[:-1]),
            (BrokenPhotoError, heic[: len(heic) // 2]),
            (BrokenPhotoError, png[: len(png) // 2]),
            (TooLargePhotoError, b'\xff\xd8' + bytes(MAX_BYTES)),
            (TooManyPixelsError, save(Image.new('1', (16000, 16000)), 'PNG')),
            (TooManyPixelsError, save(Image.new('1', (13000, 12000)), 'PNG')),
        ]
        for error, data in cases:
            with self.assertRaises(error) as caught:
                inspect(data, 'Vault 3.jpg')
            self.assertEqual(caught.exception.filename, 'Vault 3.jpg')

    def test_truncated_is_refused_although_odoo_tolerates_it_elsewhere(self):
        before = ImageFile.LOAD_TRUNCATED_IMAGES
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            with self.assertRaises(BrokenPhotoError):
                make_derivatives(photo()[:9000], 'a.jpg')
            self.assertTrue(ImageFile.LOAD_TRUNCATED_IMAGES, "and left as it was")
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before

    def test_pictures_set_directly_lose_their_position(self):
        data = photo()
        self.assert_clean(without_metadata(data, 'a.jpg'))
        plain = save(corners(60, 40), 'JPEG')
        self.assertIs(without_metadata(plain, 'a.jpg'), plain, "no second compression without need")
        broken = b'\xff\xd8Exif\x00 broken'
        self.assertIs(without_metadata(broken, 'a.jpg'), broken)

    # === REAL FILES === #

    def test_real_heic(self):
        for name, size in (('pug.heic', (4032, 3024)), ('arrow.heic', (3024, 4032)), ('empty_icc.heic', (1025, 900))):
            data = real(name)
            seen, made = inspect(data, name), make_derivatives(data, name)
            self.assertEqual(seen.mimetype, 'image/heic')
            self.assertEqual((seen.width, seen.height), size)
            self.assertEqual(max(made.delivery.width, made.delivery.height), min(2400, max(size)))
            self.assertLessEqual(len(made.delivery.data), DELIVERY_BYTES)
            self.assert_clean(made.delivery.data)

    def test_real_metadata_is_gone(self):
        for name in ('L_exif_xmp_iptc.heic', 'xmp.jpeg', 'Landscape_6.jpg'):
            self.assert_clean(make_derivatives(real(name), name).delivery.data)

    def test_real_orientations_show_the_same_picture(self):
        for first, others in (('Landscape_1.jpg', (3, 5, 6, 8)), ('Portrait_1.jpg', (6, 8))):
            expected = self._small(real(first))
            for orientation in others:
                name = first.replace('_1', f'_{orientation}')
                found = self._small(real(name))
                self.assertEqual(found.size, expected.size, name)
                pixels = list(zip(expected.tobytes(), found.tobytes()))
                self.assertLess(sum(abs(a - b) for a, b in pixels) / len(pixels), 6, name)

    def test_real_broken_files(self):
        for name in ('truncated.heic', 'corrupted.heic'):
            with self.assertRaises(BrokenPhotoError):
                inspect(real(name), name)
        with self.assertRaises(EmptyPhotoError):
            inspect(real('empty.heic'), 'empty.heic')
        self.assertEqual(inspect(real('broken_thumbnail.heic'), 'a').width, 128, "only its thumbnail is broken")

    def _small(self, data):
        """Return what is shown of a photo as a tiny picture. The number in the photo itself is small enough to blur."""
        made = make_derivatives(data, 'a.jpg')
        image = Image.open(io.BytesIO(made.thumb.data))
        return image.resize((24, 16) if image.width > image.height else (16, 24), Image.Resampling.BOX)
