import io
from unittest.mock import patch

from PIL import Image
from werkzeug.exceptions import NotFound
from werkzeug.test import EnvironBuilder

from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.http_routing.tests.common import MockRequest
from odoo.addons.queue_job.tests.common import trap_jobs

from ..imaging import webp_sizes
from ..models.photo.ic_photo_shown import RECIPE, WEBP_FIELD_OF_SIZE
from ..models.storage import ic_photo_keep
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

    def test_cards_of_the_staff_show_the_main_photo(self):
        self.assertFalse(self.piece.ic_card_photo)
        taken = self.take(self.piece, data=photo(size=(1300, 900)))
        address = f'/web/image/ic.photo/{taken.id}/webp_600?unique={taken.delivery_hash}'
        self.assertEqual(self.piece.ic_card_photo, address)
        employee = new_test_user(self.env, 'ic_photo_card', 'ic_inventory_luxury.group_employee')
        self.assertEqual(self.piece.with_user(employee).ic_card_photo, address)
        self.authenticate(employee.login, employee.login)
        answer = self.url_open(address)
        self.assertEqual((answer.headers['Content-Type'], answer.content), ('image/webp', taken._ic_bytes('webp_600')))
        taken.recipe = 0
        self.assertIn(f'/web/image/ic.photo/{taken.id}/thumb?', self.piece.ic_card_photo)

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

    # === CATCHING UP === #

    def old_photos(self, count):
        """Return photos as they were before there was WebP."""
        photos = self.Photo
        for number in range(count):
            photos |= self.take(self.piece, name=f'{number}.jpg', data=photo(size=(330 + number, 200)))
        photos._ic_attachments(WEBP_FIELD_OF_SIZE.values()).unlink()
        photos.recipe = 0
        return photos.sorted('id')

    def webps(self, photos):
        return [len(one._ic_attachments(WEBP_FIELD_OF_SIZE.values())) for one in photos]

    def test_old_photos_catch_up_in_steps(self):
        self.Photo.search(self.Photo._ic_waiting_domain(), limit=None).recipe = RECIPE  # those of a demo store
        photos = self.old_photos(3)
        self.patch(ic_photo_keep, 'MADE_AT_ONCE', 2)
        with trap_jobs() as trap:
            self.Photo._ic_start_catching_up()
            trap.assert_jobs_count(1, only=self.Photo._ic_catch_up)
            self.Photo._ic_catch_up()
            self.assertEqual(self.webps(photos), [2, 2, 0])
            trap.assert_enqueued_job(self.Photo._ic_catch_up, args=(photos[1].id,))
            self.Photo._ic_catch_up(photos[1].id)
            self.assertEqual(self.webps(photos), [2, 2, 2])
            trap.assert_jobs_count(2, only=self.Photo._ic_catch_up)
        self.assertEqual(photos.mapped('recipe'), [RECIPE] * 3)
        self.assertEqual(self.Photo.search_count(self.Photo._ic_waiting_domain()), 0)
        with trap_jobs() as trap:
            self.Photo._ic_start_catching_up()
            trap.assert_jobs_count(0)

    def test_a_step_that_breaks_off_leaves_nothing_and_is_repeated(self):
        photos = self.old_photos(2)
        store, calls = type(self.Photo)._ic_store, []

        def break_off(photo, name, data, mimetype):
            calls.append(name)
            if len(calls) == 3:
                raise SystemExit("the process is killed")
            return store(photo, name, data, mimetype)

        with (
            patch.object(type(self.Photo), '_ic_store', break_off),
            self.assertRaises(SystemExit),
            self.env.cr.savepoint(),
        ):
            photos._ic_make_webps()
        self.env.invalidate_all()
        self.assertEqual(self.webps(photos), [0, 0])
        self.assertEqual(photos.mapped('recipe'), [0, 0])
        photos._ic_make_webps()
        photos._ic_make_webps()
        self.assertEqual(self.webps(photos), [2, 2], "done twice is done once")

    def test_a_photo_whose_original_is_lost_stays_as_it_is(self):
        photos = self.old_photos(1)
        photos._ic_attachments(['original']).unlink()
        photos._ic_make_webps()
        self.assertEqual((photos.state, photos.recipe), ('ready', -RECIPE))
        self.assertEqual(self.Photo.search_count([*self.Photo._ic_waiting_domain(), ('id', '=', photos.id)]), 0)

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
