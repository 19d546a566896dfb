import threading
import uuid
from datetime import timedelta

from psycopg2.errors import OperationalError, SerializationFailure, UniqueViolation

from odoo import SUPERUSER_ID, Command, api, fields
from odoo.modules.registry import Registry
from odoo.tests import tagged
from odoo.tests.common import BaseCase, get_db_name
from odoo.tools import mute_logger

AGAIN = (SerializationFailure, UniqueViolation, OperationalError)


@tagged('post_install', '-at_install')
class TestLookbookAtOnce(BaseCase):
    """Two connections of their own: taps, looks, the job that tells of taps, and two who save one client."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.mark = uuid.uuid4().hex[:10]
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {'tracking_disable': True})
            piece = env['product.template'].create({'ic_category': 'watch', 'name': f"test {self.mark}"})
            book = env['ic.lookbook'].create(
                {
                    'name': f"test {self.mark}",
                    'client_name': "Ada",
                    'line_ids': [Command.create({'product_tmpl_id': piece.id})],
                }
            )
            book.action_share()
            self.book_id, self.line_id, self.piece_id = book.id, book.line_ids.id, piece.id
        self.addCleanup(self.clean)

    def clean(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env['queue.job'].search([('identity_key', '=', f'ic_lookbook_interest,{self.book_id}')]).unlink()
            env['crm.lead'].with_context(active_test=False).search([('ic_piece_id', '=', self.piece_id)]).unlink()
            book = env['ic.lookbook'].browse(self.book_id)
            book.action_withdraw()
            book.unlink()
            env['product.template'].browse(self.piece_id).active = False
            partners = env['res.partner'].search([('name', '=', f"test {self.mark}")])
            partners.unlink()
            env['ic.customer.key'].search([('key', 'ilike', self.mark)]).unlink()

    def together(self, *deeds):
        """Do `deeds` (functions of an environment) at one moment, each on a connection, and again where one must."""
        barrier, results = threading.Barrier(len(deeds)), [None] * len(deeds)

        def run(place, deed):
            barrier.wait(30)
            for _attempt in range(8):
                try:
                    with self.registry.cursor() as cr:
                        results[place] = deed(api.Environment(cr, SUPERUSER_ID, {'tracking_disable': True}))
                    return
                except AGAIN:
                    continue

        threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
        with mute_logger('odoo.sql_db'):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(90)
        return results

    def ask(self, question):
        with self.registry.cursor() as cr:
            return question(api.Environment(cr, SUPERUSER_ID, {}))

    def tap(self, wanted):
        return lambda env: (
            env['ic.lookbook'].browse(self.book_id)._ic_tap(env['ic.lookbook.line'].browse(self.line_id), wanted)
        )

    def test_two_taps_are_one_word_and_one_job(self):
        results = self.together(self.tap(True), self.tap(True))
        self.assertEqual(sorted(results), [False, True])
        interests = self.ask(
            lambda env: env['ic.lookbook.interest'].search([('line_id', '=', self.line_id)]).mapped('taps')
        )
        self.assertEqual(interests, [1])
        jobs = self.ask(
            lambda env: env['queue.job'].search_count([('identity_key', '=', f'ic_lookbook_interest,{self.book_id}')])
        )
        self.assertEqual(jobs, 1)

    def test_two_jobs_tell_once(self):
        self.together(self.tap(True))

        def still(env):
            env['ic.lookbook'].browse(self.book_id).tapped_on = fields.Datetime.now() - timedelta(minutes=5)

        self.together(still)
        results = self.together(*[lambda env: env['ic.lookbook'].browse(self.book_id)._ic_tell_interest()] * 2)
        self.assertEqual(sorted(results), [False, True])
        leads = self.ask(lambda env: env['crm.lead'].search_count([('ic_piece_id', '=', self.piece_id)]))
        self.assertEqual(leads, 1)

    def test_two_looks_of_one_device(self):
        def look(env):
            book = env['ic.lookbook'].browse(self.book_id)
            env['ic.lookbook.view']._ic_count(book, book.line_ids.browse(), 'device', 'client')

        self.together(look, look)
        rows = self.ask(
            lambda env: env['ic.lookbook.view'].search([('lookbook_id', '=', self.book_id)]).mapped('count')
        )
        self.assertEqual(rows, [1])
        notes = self.ask(
            lambda env: env['mail.message'].search_count(
                [('model', '=', 'ic.lookbook'), ('res_id', '=', self.book_id), ('body', 'ilike', 'first time')]
            )
        )
        self.assertEqual(notes, 1)

    def test_two_people_save_one_client(self):
        def save(spelling):
            return lambda env: env['res.partner']._ic_save_customer(
                env.company, {'name': f"test {self.mark}", 'email': spelling}
            )[1]

        results = self.together(save(f'{self.mark}@x.example'), save(f' {self.mark.upper()}@X.example'))
        self.assertEqual(sorted(results), [False, True])
        partners = self.ask(lambda env: env['res.partner'].search_count([('name', '=', f"test {self.mark}")]))
        self.assertEqual(partners, 1)
