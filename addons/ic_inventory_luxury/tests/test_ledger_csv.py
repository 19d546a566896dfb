import csv
import io
import json
import re

from odoo import fields
from odoo.tests import HttpCase, new_test_user, tagged

from ..models.ledger.ic_stock_entry_export import BATCH, HEAD
from .common import PieceCase


@tagged('post_install', '-at_install')
class TestLedgerCsv(PieceCase, HttpCase):
    """The ledger leaves the house as a file: all of it, exactly, and only for those who may have it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Entry = cls.env['ic.stock.entry']
        new_test_user(cls.env, 'csv_admin', groups='ic_inventory_luxury.group_store_admin')
        new_test_user(cls.env, 'csv_clerk', groups='ic_inventory_luxury.group_employee')
        cls.piece = cls.watch(ic_serial="=CSV-1")
        cls.piece._ic_receive()

    def file(self, login='csv_admin', **filters):
        """Return the lines of the file as dicts."""
        self.authenticate(login, login)
        answer = self.url_open('/ic/ledger.csv', params=filters, method='GET')
        self.assertEqual(answer.status_code, 200, answer.text[:300])
        self.assertEqual(answer.headers['Content-Type'], 'text/csv; charset=utf-8')
        return list(csv.DictReader(io.StringIO(answer.content.decode('utf-8-sig'))))

    def test_exact_and_safe(self):
        bars = self.watch(ic_is_unique=False, ic_reference="BAR", name="=HYPERLINK(1)")
        bars._ic_receive(quantity=2)
        self.Entry._ic_note_ignored(bars.product_variant_id, 'channel', "@SUM(A1)", remote_id="-cmd|' /C calc'!A0")
        rows = self.file(piece=bars.id)
        self.assertEqual(len(rows), 2)
        self.assertEqual(tuple(rows[0]), HEAD)
        first, ignored = rows
        self.assertEqual(
            [first[name] for name in ('change', 'before', 'after', 'of_the_house', 'kind', 'state')],
            ['2.00', '0.00', '2.00', '2.00', "Found", 'applied'],
        )
        self.assertEqual(first['piece'][0], "'")
        self.assertEqual([ignored['why_ignored'][0], ignored['remote_id'][0], ignored['change']], ["'", "'", '0.00'])
        self.assertRegex(first['date_utc'], r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$')
        self.assertEqual(ignored['state'], 'ignored')
        serial = self.file(piece=self.piece.id)[0]['serial']
        self.assertEqual(serial, "'=CSV-1")

    def test_filters_are_kept(self):
        other = self.watch(ic_serial="CSV-2")
        other._ic_receive()
        mine = self.Entry.search([('product_tmpl_id', 'in', (self.piece + other).ids)])
        domain = json.dumps([('product_tmpl_id', 'in', (self.piece + other).ids), ('kind', '=', 'found')])
        self.assertEqual([int(row['entry']) for row in self.file(domain=domain)], sorted(mine.ids))
        self.assertEqual(self.file(domain=domain, date_to='2020-01-01T00:00:00Z'), [])
        self.assertEqual(len(self.file(domain=domain, date_from='2020-01-01T00:00:00Z')), 2)
        action = mine.browse().with_context(active_domain=json.loads(domain)).action_export_csv()
        self.authenticate('csv_admin', 'csv_admin')
        lines = self.url_open(action['url'], method='GET').content.decode().strip().splitlines()
        self.assertEqual(len(lines), 3)
        action = mine[0].action_export_csv()
        lines = self.url_open(action['url'], method='GET').content.decode().strip().splitlines()
        self.assertEqual([len(lines), lines[1].split(',')[0]], [2, str(mine[0].id)])

    def test_longer_than_a_batch(self):
        values = self.Entry.search([('product_tmpl_id', '=', self.piece.id)]).copy_data()[0]
        values.update(state='ignored', quantity=0.0, date=fields.Datetime.now())
        self.Entry.sudo().create([values] * (BATCH + 5))
        rows = self.file(piece=self.piece.id)
        self.assertEqual(len(rows), BATCH + 6)
        numbers = [int(row['entry']) for row in rows]
        self.assertEqual(numbers, sorted(set(numbers)))

    def test_who_may_have_it(self):
        self.authenticate('csv_clerk', 'csv_clerk')
        self.assertEqual(self.url_open('/ic/ledger.csv', method='GET').status_code, 403)
        self.authenticate(None, None)
        answer = self.url_open('/ic/ledger.csv', method='GET', allow_redirects=False)
        self.assertNotIn('text/csv', answer.headers['Content-Type'])
        other = self.env['res.company'].create({'name': "Second store"})
        theirs = self.watch(company_id=other.id, ic_serial="CSV-B")
        theirs.with_company(other)._ic_receive()
        self.assertEqual(self.file(companies=str(other.id), piece=theirs.id), [])

    def test_what_is_no_filter_is_refused(self):
        self.authenticate('csv_admin', 'csv_admin')
        for filters in ({'domain': 'x'}, {'piece': 'x'}, {'date_from': 'yesterday'}, {'domain': '[["nothing","=",1]]'}):
            answer = self.url_open('/ic/ledger.csv', params=filters, method='GET')
            self.assertEqual(answer.status_code, 400, filters)
            self.assertTrue(re.search('cannot be read', answer.text), filters)
