import logging
import threading
import time
import uuid

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import HttpCase, tagged
from odoo.tests.common import BaseCase, get_db_name
from odoo.tools import mute_logger

from .counting_common import CountingCase

_logger = logging.getLogger(__name__)
PIECES = 300


class SafeCase(HttpCase, CountingCase):
    """A safe with 300 watches, and one that lies in it by mistake."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pieces = cls.Piece.create(
            [
                {
                    'ic_category': 'watch',
                    'ic_brand_id': cls.rolex.id,
                    'ic_model': "Submariner",
                    'ic_reference': "126610LN",
                    'ic_serial': f'SAFE{number:04d}',
                    'default_code': f'SAFE-126610LN-{number:05d}',
                    'list_price': 14500.0,
                }
                for number in range(1, PIECES + 1)
            ]
        )
        cls.pieces._ic_receive(cls.safe)
        cls.stranger = cls.stocked(cls.showroom, ic_serial='STRANGER1')
        cls.codes = cls.pieces.mapped('default_code')

    def rpc(self, take, method, *args):
        return self.make_jsonrpc_request(
            '/web/dataset/call_kw',
            {'model': 'ic.stock.take', 'method': method, 'args': [take.ids, *args], 'kwargs': {}},
        )


@tagged('post_install', '-at_install')
class TestStockTake300(SafeCase):
    def test_count_and_post_over_http(self):
        """298 of 300 and a stranger, one request per scan as a scanner sends them; then review and post."""
        self.authenticate('counter', 'counter')
        take = self.start(self.safe)
        started = time.monotonic()
        outcomes = [
            self.rpc(take, 'ic_send', [{'uid': f'u{number}', 'type': 'scan', 'code': code}])['results'][0]['outcome']
            for number, code in enumerate(self.codes[:298])
        ]
        seconds = time.monotonic() - started
        _logger.info("%d scans over HTTP in %.1f s: %.0f a second", len(outcomes), seconds, len(outcomes) / seconds)
        self.assertEqual(set(outcomes), {'found'})
        answer = self.rpc(take, 'ic_send', [{'uid': 'x1', 'type': 'scan', 'code': 'STRANGER1'}])
        self.assertEqual(answer['results'][0]['outcome'], 'elsewhere')
        self.assertEqual((answer['progress']['found'], answer['progress']['expected']), (298, 300))
        started = time.monotonic()
        self.rpc(take, 'action_review')
        reviewed = time.monotonic()
        self.rpc(take, 'action_post')
        posted = time.monotonic()
        _logger.info("review of 300 in %.2f s, post in %.2f s", reviewed - started, posted - reviewed)
        take.invalidate_recordset()
        self.assertEqual((take.state, len(take.move_ids)), ('done', 3))
        self.assertEqual(self.stranger.ic_location_id, self.safe)
        lost = self.pieces.filtered(lambda piece: not piece.ic_location_id)
        self.assertEqual(lost.mapped('default_code'), self.codes[298:])

    def test_a_browser_that_was_offline(self):
        """300 scans kept while offline come in six batches; the third is sent twice. Nothing is lost or doubled."""
        self.authenticate('counter', 'counter')
        take = self.start(self.safe)
        ops = [{'uid': f'o{number}', 'type': 'scan', 'code': code} for number, code in enumerate(self.codes)]
        started = time.monotonic()
        for batch in (0, 1, 2, 2, 3, 4, 5):
            answer = self.rpc(take, 'ic_send', ops[batch * 50 : batch * 50 + 50])
            self.assertEqual({result['outcome'] for result in answer['results']}, {'found'})
        _logger.info("300 kept scans sent in %.1f s", time.monotonic() - started)
        self.assertEqual((answer['progress']['found'], len(take.scan_ids)), (300, 300))

    def test_all_missing_is_posted_as_one(self):
        """The worst case for the post: none of 300 was found, all leave in one batch."""
        take = self.start(self.safe)
        take.action_review()
        self.assertEqual(set(take.line_ids.mapped('decision')), {'loss'})
        started = time.monotonic()
        take.action_post()
        self.env.flush_all()
        _logger.info("300 losses posted in %.1f s", time.monotonic() - started)
        self.assertEqual((take.state, len(take.move_ids)), ('done', 300))
        self.assertFalse(self.pieces.ic_location_id)

    def test_counting_screen(self):
        """A scanner's bursts on the counting screen: found, again, elsewhere, unknown, undo, reload, review."""
        take = self.start(self.safe)
        self.start_tour(f'/odoo/{take.id}/count', 'ic_stock_take_count', login='counter', timeout=120)
        take.invalidate_recordset()
        self.assertEqual(take.state, 'review')
        scans = take.scan_ids.filtered(lambda scan: not scan.undone).sorted('id')
        found = scans.filtered(lambda scan: scan.outcome == 'found').mapped('code')
        self.assertEqual(found, self.codes[:40] + [self.codes[41]])
        self.assertEqual(scans.filtered(lambda scan: scan.outcome == 'elsewhere').code, 'STRANGER1')
        self.assertEqual(scans.filtered(lambda scan: scan.outcome == 'unknown').code, 'WHAT-IS-THIS')
        self.assertEqual(take.scan_ids.filtered('undone').code, self.codes[40])

    def test_scan_opens_the_piece(self):
        """In the list a burst opens the form, also while the search box has the focus; an unknown code says so."""
        self.start_tour('/odoo/action-ic_inventory_luxury.product_piece_action', 'ic_scan_opens_piece', login='counter')


@tagged('post_install', '-at_install')
class TestManyCount(BaseCase):
    """Several people count at the same moment, on connections of their own."""

    PEOPLE = 4

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            mark = uuid.uuid4().hex[:12].upper()
            stock = env['stock.warehouse'].search([('company_id', '=', env.company.id)], limit=1).lot_stock_id
            safe = env['stock.location'].create({'name': f"Safe {mark}", 'location_id': stock.id})
            pieces = env['product.template'].create(
                [
                    {'ic_category': 'watch', 'name': f"test {mark}", 'ic_serial': f'{mark}-{n}'}
                    for n in range(self.PEOPLE)
                ]
            )
            pieces._ic_receive(safe)
            take = env['ic.stock.take'].create({'location_id': safe.id})
            take.action_start()
            self.take_id, self.safe_id, self.piece_ids = take.id, safe.id, pieces.ids
            self.codes = pieces.mapped('ic_serial')
        self.addCleanup(self.clean_up)

    def clean_up(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            pieces = env['product.template'].browse(self.piece_ids)
            take = env['ic.stock.take'].browse(self.take_id)
            take.action_cancel()
            take.unlink()
            quants = pieces._ic_quants()
            moves = [
                pieces._ic_move_values(quant, 1.0, quant.product_id.property_stock_inventory, "test over")
                for quant in quants
            ]
            pieces._ic_finish_moves(moves)
            pieces.active = False
            env['stock.location'].browse(self.safe_id).active = False

    def at_once(self, work):
        """Run `work(number)` for each person at once; gives the results, retrying as Odoo's requests do."""
        results, barrier = [], threading.Barrier(self.PEOPLE)

        def person(number):
            first = True
            for _attempt in range(8):
                try:
                    with self.registry.cursor() as cr:
                        take = api.Environment(cr, SUPERUSER_ID, {})['ic.stock.take'].browse(self.take_id)
                        cr.execute('SELECT 1 FROM ic_stock_take')  # the view of the data is from before the others
                        if first:
                            first = False
                            barrier.wait(30)
                        answer = work(take, number)
                    results.append(answer)
                    return
                except SerializationFailure:
                    continue

        threads = [threading.Thread(target=person, args=(number,)) for number in range(self.PEOPLE)]
        with mute_logger('odoo.sql_db'):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(60)
        return results

    def scans(self):
        with self.registry.cursor() as cr:
            cr.execute(
                'SELECT client_uid, outcome FROM ic_stock_take_scan WHERE take_id = %s AND lot_id IS NOT NULL',
                [self.take_id],
            )
            return dict(cr.fetchall())

    def test_same_piece(self):
        """Four people scan one piece at once: it counts for one, the others are told so."""
        results = self.at_once(
            lambda take, number: take.ic_send([{'uid': f'p{number}', 'type': 'scan', 'code': self.codes[0]}])[
                'results'
            ][0]
        )
        self.assertEqual(sorted(result['outcome'] for result in results), ['again', 'again', 'again', 'found'])
        self.assertEqual(list(self.scans().values()), ['found'])

    def test_same_scan_sent_by_two_connections(self):
        """A scan sent again while the first is still under way: one row, one answer."""
        results = self.at_once(
            lambda take, number: take.ic_send([{'uid': 'same', 'type': 'scan', 'code': self.codes[0]}])['results'][0]
        )
        self.assertEqual([result['outcome'] for result in results], ['found'] * self.PEOPLE)
        self.assertEqual(self.scans(), {'same': 'found'})

    def test_ending_the_count_loses_no_scan(self):
        """One ends the count while three scan: what was accepted is in the review, the rest was told to wait."""

        def work(take, number):
            if not number:
                take.action_review()
                return None
            return take.ic_send([{'uid': f'p{number}', 'type': 'scan', 'code': self.codes[number]}])

        results = [answer for answer in self.at_once(work) if answer]
        accepted = sum(len(answer['results']) for answer in results)
        told = sum(answer['state'] == 'review' for answer in results)
        self.assertEqual(accepted + told, self.PEOPLE - 1)
        self.assertEqual(len(self.scans()), accepted)
        with self.registry.cursor() as cr:
            take = api.Environment(cr, SUPERUSER_ID, {})['ic.stock.take'].browse(self.take_id)
            take._ic_refresh_lines()
            counted = take.line_ids.filtered(lambda line: line.result == 'found')
            self.assertEqual(len(counted), accepted)
