import io

from PIL import Image
from werkzeug.exceptions import NotFound
from werkzeug.test import EnvironBuilder

from odoo.tests import HttpCase, tagged

from odoo.addons.http_routing.tests.common import MockRequest

from ..imaging import webp_sizes
from ..models.photo.ic_photo_shown import RECIPE, WEBP_FIELD_OF_SIZE
from .photo_common import PhotoCase, photo

ALL = [320, 600, 900, 1200, 1800, 2400]


@tagged('post_install', '-at_install')
class TestPhotoShown(HttpCase, PhotoCase):
    """What is made of a photo in which format, and how it is answered."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.piece = cls.watch()

    def publish(self):
        if 'is_published' not in self.piece._fields:
            self.skipTest("nothing is public without the website")
        self.piece.is_published = True

    # === SIZES === #

    def test_sizes_end_where_the_photo_ends(self):
        for longest, expected in (
            (5000, ALL),
            (2400, ALL),
            (2399, ALL),
            (1800, [320, 600, 900, 1200, 1800]),
            (1600, [320, 600, 900, 1200, 1800]),
            (900, [320, 600, 900]),
            (321, [320, 600]),
            (320, [320]),
            (1, [320]),
        ):
            self.assertEqual(webp_sizes(longest, 1), expected, longest)
            self.assertEqual(webp_sizes(1, longest), expected, longest)

    def test_every_size_is_a_clean_webp(self):
        taken = self.take(self.piece, data=photo('HEIF', size=(2600, 1800)))
        self.assertEqual(taken.recipe, RECIPE)
        widths = []
        for size in ALL:
            data = taken._ic_bytes(WEBP_FIELD_OF_SIZE[size])
            image = Image.open(io.BytesIO(data))
            self.assertEqual((image.format, image.mode), ('WEBP', 'RGB'))
            self.assertFalse({'exif', 'xmp', 'icc_profile'} & image.info.keys())
            self.assertNotIn(b'Secret Camera', data)
            self.assertEqual(image.width, taken._ic_width_at(size))
            widths.append(image.width)
        self.assertEqual(widths, ALL)

    def test_a_small_photo_fills_the_small_sizes_only(self):
        taken = self.take(self.piece, data=photo(size=(500, 300)))
        filled = [size for size, name in WEBP_FIELD_OF_SIZE.items() if taken._ic_bytes(name)]
        self.assertEqual(filled, [320, 600])
        base = f'/ic/photo/{taken.id}/{taken.delivery_hash}'
        self.assertEqual(taken._ic_srcset('webp'), f'{base}/320.webp 320w, {base}/600.webp 500w')
        self.assertEqual(taken._ic_srcset('jpg'), f'{base}/600.jpg 500w')

    # === ANSWERS === #

    def test_an_address_says_its_format_and_may_be_kept(self):
        taken = self.take(self.piece, data=photo(size=(1300, 900)))
        self.publish()
        for size, name in ((320, 'webp_320'), (1200, 'webp_1200'), (1800, 'webp_1800'), (2400, 'webp_1800')):
            for accept in ('image/webp', 'image/jpeg'):
                answer = self.url_open(taken._ic_url(size, 'webp'), headers={'Accept': accept})
                self.assertEqual(answer.status_code, 200)
                self.assertEqual(answer.headers['Content-Type'], 'image/webp')
                self.assertEqual(answer.content, taken._ic_bytes(name))
                self.assertIn('immutable', answer.headers['Cache-Control'])
                self.assertIn('public', answer.headers['Cache-Control'])
                self.assertNotIn('Accept', answer.headers.get('Vary', ''))
        base = f'/ic/photo/{taken.id}/{taken.delivery_hash}'
        for ending in ('320.jpg', '900.jpg', '601.webp', '600.png', '600.tiff', '600.webp.jpg', 'original.webp'):
            self.assertEqual(self.url_open(f'{base}/{ending}').status_code, 404, ending)
        self.piece.is_published = False
        self.assertEqual(self.url_open(taken._ic_url(320, 'webp')).status_code, 404)

    def test_a_photo_of_the_old_recipe_shows_its_jpegs(self):
        taken = self.take(self.piece, data=photo(size=(1300, 900)))
        self.publish()
        taken._ic_attachments(WEBP_FIELD_OF_SIZE.values()).unlink()
        taken.recipe = 0
        [shown] = self.piece._ic_gallery()
        self.assertEqual((shown['webp'], shown['webp_url']), ('', ''))
        self.assertEqual(self.url_open(taken._ic_url(600, 'webp')).status_code, 404)
        before = taken._ic_url(600)
        self.assertEqual(self.url_open(before).status_code, 200)
        taken._ic_make_webps()
        self.assertEqual(taken.recipe, RECIPE)
        self.assertEqual(taken._ic_url(600), before, "addresses that channels and mails know stay alive")
        self.assertEqual(self.url_open(taken._ic_url(600, 'webp')).status_code, 200)

    # === A DOOR OF ITS OWN === #

    def test_a_door_writes_its_own_addresses(self):
        taken = self.take(self.piece, data=photo(size=(1300, 900)))
        [shown] = self.piece._ic_gallery('retail', lambda photo, size: f'/door/{photo.id}/{size}')
        base = f'/door/{taken.id}'
        self.assertEqual(shown['url'], f'{base}/2400')
        self.assertEqual(shown['urls'], {size: f'{base}/{size}' for size in ALL})
        self.assertEqual(
            shown['srcset'],
            f'{base}/320 320w, {base}/600 600w, {base}/900 900w, {base}/1200 1200w, {base}/1800 1300w',
        )
        self.assertEqual((shown['webp'], shown['webp_url']), ('', ''))
        self.assertNotIn(taken.delivery_hash, str(shown))

    def door(self, taken, size, accept, **options):
        """Return the answer of a door that has decided to show a photo."""
        with MockRequest(taken.env) as request:
            request.httprequest.environ = EnvironBuilder(headers={'Accept': accept}).get_environ()
            request.httprequest.accept_mimetypes = (
                EnvironBuilder(headers={'Accept': accept}).get_request().accept_mimetypes
            )
            response = taken._ic_response(size, **options)
            response.direct_passthrough = False
            return response

    def test_a_door_answers_in_the_format_the_browser_takes(self):
        taken = self.take(self.piece, data=photo(size=(1300, 900)))
        for accept, kind, size, name in (
            ('image/avif,image/webp,*/*;q=0.8', 'image/webp', 900, 'webp_900'),
            ('image/avif,image/webp,*/*;q=0.8', 'image/webp', 1000, 'webp_1200'),
            ('image/png,image/jpeg', 'image/jpeg', 900, 'medium'),
            ('image/png,image/jpeg', 'image/jpeg', 320, 'thumb'),
        ):
            answer = self.door(taken, size, accept)
            self.assertEqual(answer.mimetype, kind)
            self.assertEqual(answer.get_data(), taken._ic_bytes(name))
            self.assertEqual(answer.headers['Cache-Control'], 'private, no-cache')
            self.assertEqual(answer.headers['Vary'], 'Accept')
            self.assertTrue(answer.headers['ETag'])

    def test_a_door_shows_nothing_that_is_not_ready(self):
        taken = self.take(self.piece, ready=False)
        with self.assertRaises(NotFound):
            self.door(taken, 600, 'image/webp')
        taken._ic_make_derivatives()
        with self.assertRaises(NotFound):
            self.door(taken, 600, 'image/webp', fmt='original')
        with self.assertRaises(NotFound):
            self.door(taken, 600, 'image/webp', unique='0' * 24)
