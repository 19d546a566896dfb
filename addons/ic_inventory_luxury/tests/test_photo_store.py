import contextlib
import json
import os
import time

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.ic_connect.errors import NotFound
from odoo.addons.ic_connect.object_store import ObjectStore
from odoo.addons.queue_job.exception import RetryableJobError

from ..models.photo.ic_photo_file import FILES
from ..models.storage import ic_photo_keep, ic_photo_store
from ..models.storage.ic_photo_store import PREFIX, SETTINGS, PhotoStoreError
from .object_store_server import BUCKET, KEY, SECRET, ObjectStoreServer
from .photo_common import PhotoCase, photo

LOGGERS = ('odoo.addons.ic_inventory_luxury.models.storage.ir_attachment_waste', 'odoo.http')


@tagged('post_install', '-at_install')
class TestPhotoStore(HttpCase, PhotoCase):
    """Photos in a bucket of a real object store that runs here, and what happens when it does not."""

    @classmethod
    def _request_handler(cls, session, request, /, **options):
        """Override of Odoo's test framework, which compares the timeout with a number: ours are pairs."""
        return super()._request_handler(session, request, **{**options, 'timeout': 30})

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = ObjectStoreServer()
        cls.addClassCleanup(cls.server.close)
        cls.server.start()
        cls.client = ObjectStore(cls.server.endpoint, BUCKET, KEY, SECRET)
        cls.piece = cls.watch()
        cls.company = cls.env.company
        cls.admin = new_test_user(cls.env, 'ic_photo_store_admin', 'ic_inventory_luxury.group_store_admin')

    def setUp(self):
        super().setUp()
        self.configure()
        if self.server.process.poll() is not None:
            self.server.start()
        self.company.ic_photo_store = 'bucket'
        # The commits of the nightly sweep would end the test's transaction.
        for name in ('commit', 'rollback'):
            self.patch(self.env.cr, name, lambda: None)

    def configure(self, **changes):
        """Set the environment of the server, with `changes`; None leaves a setting out."""
        ic_photo_store._away.clear()
        values = {**self.server.environment, **changes}
        for name in (*SETTINGS, 'S3_REGION'):
            os.environ.pop(name, None)
        os.environ.update({name: value for name, value in values.items() if value is not None})
        self.addCleanup(lambda: [os.environ.pop(name, None) for name in SETTINGS])

    def screen(self):
        return self.env['ic.photo.storage'].with_user(self.admin).create({})

    def names(self, photos):
        return photos._ic_attachments().mapped('store_fname')

    def in_bucket(self, names):
        """Return which of `names` the bucket really holds."""
        found = []
        for name in names:
            with contextlib.suppress(NotFound):
                self.client.get(name.removeprefix(PREFIX))
                found.append(name)
        return found

    def run_jobs(self, method):
        """Do what the background would: the jobs of one method, one after the other, until none is left."""
        done = 0
        while (
            jobs := self.env['queue.job']
            .sudo()
            .search(
                [('model_name', '=', 'ic.photo'), ('method_name', '=', method), ('state', '=', 'pending')], order='id'
            )
        ):
            for job in jobs:
                getattr(job.records.with_context(job_uuid=job.uuid), method)(*job.args, **job.kwargs)
                job.state = 'done'
                done += 1
        return done

    # === THERE === #

    def test_upload_derivatives_display(self):
        data = photo(size=(1300, 900))
        taken = self.take(self.piece, data=data)
        files = taken._ic_attachments()
        self.assertEqual(len(files), 9, "the original, three JPEGs, five WebPs")
        self.assertTrue(all(name.startswith(PREFIX) for name in files.mapped('store_fname')))
        self.assertEqual(self.in_bucket(files.mapped('store_fname')), files.mapped('store_fname'))
        for file in files:
            self.assertFalse(os.path.exists(self.env['ir.attachment']._full_path(file.store_fname)))
            self.assertFalse(file.db_datas)
            self.assertEqual(self.client.get(file.store_fname.removeprefix(PREFIX)), file.raw)
        self.assertEqual(taken._ic_bytes('original'), data)
        self.assertTrue(self.piece.image_1920, "the main picture was made of it")
        if 'is_published' not in self.piece._fields:
            return
        self.piece.is_published = True
        answer = self.url_open(taken._ic_url(600, 'webp'))
        self.assertEqual((answer.status_code, answer.headers['Content-Type']), (200, 'image/webp'))
        self.assertEqual(answer.content, taken._ic_bytes('webp_600'))
        self.assertIn('immutable', answer.headers['Cache-Control'])
        self.assertNotIn(self.server.endpoint, str(answer.headers))
        again = self.url_open(taken._ic_url(600, 'webp'), headers={'If-None-Match': answer.headers['ETag']})
        self.assertEqual((again.status_code, again.content), (304, b''))

    def test_strangers_are_kept_out_of_the_bucket(self):
        taken = self.take(self.piece)
        for name in self.names(taken):
            answer = self.opener.get(f'{self.server.endpoint}/{BUCKET}/{name.removeprefix(PREFIX)}', timeout=5)
            self.assertEqual(answer.status_code, 403)

    def test_deleted_photos_leave_the_bucket(self):
        taken = self.take(self.piece, name='gone.jpg')
        copy = self.piece.copy()
        names = self.names(taken)
        self.assertEqual(sorted(self.names(copy.ic_photo_ids)), sorted(names), "one object for both")
        self.env.flush_all()
        self.env['ir.attachment']._ic_gc_bucket()
        self.assertEqual(self.in_bucket(names), names)
        taken.unlink()
        self.env.flush_all()
        self.env['ir.attachment']._ic_gc_bucket()
        self.assertEqual(self.in_bucket(names), names, "the copy of the piece still shows them")
        copy.ic_photo_ids.unlink()
        self.env.flush_all()
        self.env['ir.attachment']._ic_gc_bucket()
        self.assertEqual(self.in_bucket(names), [])

    def test_another_database_keeps_its_objects(self):
        """A copy of a database reads what the first one stored, and must not delete it."""
        taken = self.take(self.piece)
        names = self.names(taken)
        self.env['ir.config_parameter'].set_param('database.uuid', 'another-database')
        taken.unlink()
        self.env.flush_all()
        self.env['ir.attachment']._ic_gc_bucket()
        self.assertEqual(self.in_bucket(names), names)

    # === THERE AND BACK === #

    def test_moving_there_and_back(self):
        self.company.ic_photo_store = 'disk'
        photos = self.Photo
        self.patch(ic_photo_keep, 'MOVED_AT_ONCE', 8)
        for number in range(2):
            photos |= self.take(self.piece, name=f'{number}.jpg', data=photo(size=(700 + number, 400)))
        before = {(file.res_id, file.res_field): file.raw for file in photos._ic_attachments()}
        self.assertEqual(len(before), 2 * 7)
        screen = self.screen()
        self.assertEqual((screen.store, screen.misplaced_count, screen.move_progress), ('disk', 0, 100))
        screen.action_ic_use_bucket()
        screen.invalidate_recordset()
        mine = len(before)
        self.assertEqual(screen.store, 'bucket')
        self.assertGreaterEqual(screen.misplaced_count, mine)
        self.assertEqual(screen.move_progress, 0)
        jobs = self.run_jobs('_ic_move')
        self.assertGreaterEqual(jobs, 2, "in several steps")
        screen.invalidate_recordset()
        self.assertEqual((screen.misplaced_count, screen.move_progress), (0, 100))
        files = photos._ic_attachments()
        self.assertEqual(len(self.in_bucket(files.mapped('store_fname'))), mine)
        self.assertEqual({(file.res_id, file.res_field): file.raw for file in files}, before)
        screen.action_ic_use_disk()
        self.run_jobs('_ic_move')
        files = photos._ic_attachments()
        self.assertFalse([name for name in files.mapped('store_fname') if name.startswith(PREFIX)])
        self.assertEqual({(file.res_id, file.res_field): file.raw for file in files}, before)

    def test_a_move_waits_for_a_store_that_is_away(self):
        self.company.ic_photo_store = 'disk'
        taken = self.take(self.piece)
        self.company.ic_photo_store = 'bucket'
        names = self.names(taken)
        self.server.stop()
        moving = self.Photo.with_context(job_uuid='x')
        with self.assertRaises(RetryableJobError) as caught, self.env.cr.savepoint():
            moving._ic_move(self.company.id, 'bucket')
        self.assertTrue(caught.exception.ignore_retry, "however long it takes")
        self.assertEqual(self.names(taken), names, "nothing is half moved")
        self.server.start()
        ic_photo_store._away.clear()
        moving._ic_move(self.company.id, 'bucket')
        self.assertEqual(len(self.in_bucket(self.names(taken))), len(names))

    def test_a_move_that_is_out_of_date_does_nothing(self):
        taken = self.take(self.piece)
        before = self.names(taken)
        self.Photo._ic_move(self.company.id, 'disk')
        self.assertEqual(self.names(taken), before)

    def test_a_lost_file_is_never_replaced_by_nothing(self):
        self.company.ic_photo_store = 'disk'
        taken = self.take(self.piece, data=photo(size=(1300, 900)))
        [lost] = taken._ic_attachments(['thumb'])
        name = lost.store_fname
        os.unlink(lost._full_path(name))
        lost.invalidate_recordset()
        self.company.ic_photo_store = 'bucket'
        with mute_logger('odoo.addons.base.models.ir_attachment'):
            self.Photo._ic_move(self.company.id, 'bucket')
        self.assertEqual(lost.store_fname, name)
        self.assertGreater(lost.file_size, 0)
        rest = taken._ic_attachments(set(FILES) - {'thumb'})
        self.assertTrue(all(name.startswith(PREFIX) for name in rest.mapped('store_fname')))

    # === AWAY === #

    def test_an_upload_while_the_store_is_away_leaves_nothing(self):
        self.server.stop()
        before = self.Photo.search_count([])
        files = self.env['ir.attachment'].search_count([('res_model', '=', 'ic.photo'), ('res_field', '!=', False)])
        with self.assertRaisesRegex(UserError, "does not answer.*Nothing was changed"), self.env.cr.savepoint():
            self.take(self.piece, ready=False)
        self.env.invalidate_all()
        self.assertEqual(self.Photo.search_count([]), before)
        self.assertEqual(
            self.env['ir.attachment'].search_count([('res_model', '=', 'ic.photo'), ('res_field', '!=', False)]), files
        )
        started = time.monotonic()
        for _attempt in range(20):
            with self.assertRaises(PhotoStoreError), self.env.cr.savepoint():
                self.take(self.piece, ready=False)
        self.assertLess(time.monotonic() - started, 5, "it is not asked again and again")

    def test_what_an_aborted_upload_wrote_is_swept(self):
        with contextlib.suppress(ZeroDivisionError), self.env.cr.savepoint():
            names = self.names(self.take(self.piece, data=photo(size=(333, 222))))
            self.assertEqual(self.in_bucket(names), names)
            raise ZeroDivisionError
        self.env.invalidate_all()
        self.env['ir.attachment']._ic_gc_bucket()
        self.assertEqual(self.in_bucket(names), [])

    def test_a_sweep_while_the_store_is_away_comes_again(self):
        taken = self.take(self.piece, data=photo(size=(334, 222)))
        names = self.names(taken)
        taken.unlink()
        self.env.flush_all()
        self.server.stop()
        with self.assertLogs(LOGGERS[0], 'WARNING'):
            self.env['ir.attachment']._ic_gc_bucket()
        self.server.start()
        ic_photo_store._away.clear()
        self.assertEqual(self.in_bucket(names), names)
        self.env['ir.attachment']._ic_gc_bucket()
        self.assertEqual(self.in_bucket(names), [])

    def test_making_waits_and_a_person_is_told(self):
        taken = self.take(self.piece, ready=False)
        self.server.stop()
        with self.assertRaises(RetryableJobError), self.env.cr.savepoint():
            taken.with_context(job_uuid='x')._ic_make_derivatives()
        with self.assertRaises(PhotoStoreError), self.env.cr.savepoint():
            taken.action_ic_process()
        self.assertEqual((taken.state, taken.error), ('pending', False), "an outage is no damaged photo")

    def test_pages_stand_while_the_store_is_away(self):
        taken = self.take(self.piece, data=photo(size=(1300, 900)))
        if 'is_published' not in self.piece._fields:
            return
        self.piece.is_published = True
        self.server.stop()
        page = self.url_open(self.piece.website_url)
        self.assertEqual(page.status_code, 200)
        self.assertIn(taken._ic_url(1200), page.text)
        with mute_logger(*LOGGERS):
            answer = self.url_open(taken._ic_url(1200))
        self.assertEqual(answer.status_code, 503)
        self.assertEqual(answer.headers['Retry-After'], '30')
        self.assertNotIn('max-age', answer.headers.get('Cache-Control', ''))
        self.assertNotIn(SECRET, answer.text)
        self.authenticate('admin', 'admin')
        with mute_logger(*LOGGERS):
            answer = self.url_open(f'/web/image/ic.photo/{taken.id}/thumb?unique=1')
        self.assertEqual(answer.status_code, 503, "no placeholder that a browser would keep for a year")

    # === IN WORDS === #

    def test_the_test_button_says_what_is_wrong(self):
        for changes, words in (
            ({}, "Works: a file was written, read and deleted"),
            ({'S3_KEY': 'nobody'}, "does not know the key S3_KEY"),
            ({'S3_SECRET': 'wrong'}, "S3_SECRET does not belong to the key"),
            ({'S3_BUCKET': 'elsewhere'}, "There is no bucket elsewhere"),
            ({'S3_ENDPOINT': 'http://127.0.0.1:9'}, "does not answer (nobody answers at this address)"),
            ({'S3_ENDPOINT': 'ftp://127.0.0.1'}, "S3_ENDPOINT is no address that can be called"),
            ({'S3_SECRET': None, 'S3_BUCKET': None}, "S3_BUCKET, S3_SECRET not set in the environment"),
        ):
            self.configure(**changes)
            screen = self.screen()
            screen.action_ic_test()
            self.assertIn(words, screen.test_result)
            self.assertEqual(screen.test_ok, not changes, words)
            self.assertNotIn('wrong', screen.test_result)

    def test_a_public_bucket_is_refused(self):
        self.company.ic_photo_store = 'disk'
        everybody = {
            'Version': '2012-10-17',
            'Statement': [
                {
                    'Effect': 'Allow',
                    'Principal': '*',
                    'Action': ['s3:GetObject'],
                    'Resource': [f'arn:aws:s3:::{BUCKET}/*'],
                }
            ],
        }
        self.client._call('PUT', '', json.dumps(everybody).encode(), query='policy=')
        self.addCleanup(self.client._call, 'DELETE', '', query='policy=')
        screen = self.screen()
        screen.action_ic_test()
        self.assertIn(f"Bucket {BUCKET} is public", screen.test_result)
        self.assertFalse(screen.test_ok)
        with self.assertRaisesRegex(UserError, "is public"), self.env.cr.savepoint():
            screen.action_ic_use_bucket()
        self.assertEqual(self.company.ic_photo_store, 'disk')

    def test_no_move_to_a_store_that_does_not_work(self):
        self.company.ic_photo_store = 'disk'
        self.configure(S3_SECRET='wrong')
        screen = self.screen()
        with self.assertRaisesRegex(UserError, "S3_SECRET does not belong"), self.env.cr.savepoint():
            screen.action_ic_use_bucket()
        self.assertEqual(self.company.ic_photo_store, 'disk')

    def test_keys_are_nowhere_in_the_database(self):
        self.screen().action_ic_test()
        self.take(self.piece)
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT count(*) FROM ir_config_parameter WHERE value LIKE %s OR value LIKE %s", [f'%{SECRET}%', f'%{KEY}%']
        )
        self.assertEqual(self.env.cr.fetchone(), (0,))
        self.env.cr.execute(
            "SELECT count(*) FROM ic_photo_storage WHERE ic_photo_storage::text LIKE %s", [f'%{SECRET}%']
        )
        self.assertEqual(self.env.cr.fetchone(), (0,))
        self.assertNotIn(SECRET, str(self.screen().read()))

    def test_the_screen_is_for_the_admin_of_the_store(self):
        employee = new_test_user(
            self.env,
            'ic_photo_store_employee',
            'ic_inventory_luxury.group_employee,ic_inventory_luxury.group_manage_inventory',
        )
        with self.assertRaises(AccessError):
            self.env['ic.photo.storage'].with_user(employee).action_ic_open()
        with self.assertRaises(AccessError):
            self.screen().with_user(employee).action_ic_use_disk()
        self.assertEqual(self.company.ic_photo_store, 'bucket')
        action = self.env['ic.photo.storage'].with_user(self.admin).action_ic_open()
        self.assertEqual(action['res_model'], 'ic.photo.storage')
