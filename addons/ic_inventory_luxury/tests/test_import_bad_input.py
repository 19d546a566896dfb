import tracemalloc

from odoo.exceptions import UserError
from odoo.tests import tagged

from .import_common import WATCH_HEADER, ImportCase

GOOD = ['1', 'Rolex', 'Explorer', '124270', '', '2022', '9000', '', '']


@tagged('post_install', '-at_install')
class TestImportBadInput(ImportCase):
    """Whatever a dealer's computer sends: a clear message, and nothing half written."""

    def assert_refused(self, content, message, **values):
        before = self.count_pieces()
        record = self.prepare(content, **values)
        if record.problem:
            self.assertIn(message, record.problem)
        with self.assertRaisesRegex(UserError, message):
            record._run_all(commit=False)
        self.assertEqual((record.state, len(record.row_ids), len(record.chunk_ids)), ('draft', 0, 0))
        self.assertEqual(self.count_pieces(), before)
        return record

    def assert_row_error(self, row, message, good=1, **values):
        """The row is refused with `message`, its neighbour comes in."""
        before = self.count_pieces()
        record = self.take(self.text(GOOD, row), **values)
        self.assertEqual((record.created_count, record.error_count), (good, 1), record.row_ids.mapped('message'))
        self.assertIn(message, self.message(record, 3))
        self.assertEqual(self.count_pieces(), before + good)
        return record

    def test_empty_file(self):
        for content in (b' ', b'\xef\xbb\xbf', b'\n\n'):
            self.assert_refused(content, "The file is empty")

    def test_header_only(self):
        self.assert_refused(self.text(), "no rows below")

    def test_spreadsheet_renamed(self):
        record = self.assert_refused(b'PK\x03\x04' + bytes(200), "save it as CSV")
        self.assertEqual(record.row_count, 0)
        self.assert_refused(b'\xd0\xcf\x11\xe0' + bytes(200), "save it as CSV")
        self.assert_refused(bytes(range(256)) * 20, "not a text file")

    def test_wrong_delimiter(self):
        text = self.text(GOOD, delimiter=';')
        record = self.take(text)
        self.assertEqual((record.delimiter, self.counts(record)), (';', (1, 0, 0, 0)))
        chosen = self.prepare(text)
        chosen.delimiter = ','
        self.assertIn("Choose the separator", chosen.problem)
        self.assert_refused(text.replace(';', '~'), "No column says what the pieces are")

    def test_encodings(self):
        text = self.text(['{}', 'Hermès', 'Modèle Zürich', '', '', '', '9', '', ''])
        for number, codec in enumerate(('utf-8', 'utf-8-sig', 'cp1252', 'latin-1', 'utf-16', 'utf-16-le', 'utf-16-be')):
            record = self.take(text.format(number).encode(codec))
            self.assertEqual(self.counts(record), (1, 0, 0, 0), codec)
            self.assertEqual(self.pieces(record).ic_model, 'Modèle Zürich', codec)
            self.assertEqual(self.pieces(record).ic_brand_id.name, 'Hermès', codec)

    def test_missing_required_column(self):
        self.assert_refused(self.text(['1', '500'], header=['row_id', 'price']), "No column says what the pieces are")

    def test_mapping_with_missing_column(self):
        record = self.prepare(self.text(['1', 'rolex', 'X', '5'], header=['listing_id', 'brand', 'model', 'price']))
        record.mapping_id = self.env.ref('ic_inventory_luxury.ic_import_mapping_marketplace_watch')
        with self.assertRaisesRegex(UserError, "file does not have: seller_title"):
            record._run_all(commit=False)

    def test_field_of_another_category(self):
        record = self.prepare(self.text(GOOD))
        record.column_ids[3].target = 'color'
        with self.assertRaisesRegex(UserError, "another category"):
            record._run_all(commit=False)

    def test_negative_price(self):
        self.assert_row_error(
            ['2', 'Rolex', 'X', '', '', '', '-9500', '', ''], 'Column "price", value "-9500": is negative'
        )

    def test_unreadable_price(self):
        self.assert_row_error(
            ['2', 'Rolex', 'X', '', '', '', 'call me', '', ''], 'Column "price", value "call me": is not a number'
        )

    def test_currency_without_rate(self):
        self.env['res.currency.rate'].search([]).unlink()
        self.assert_row_error(
            ['2', 'Rolex', 'X', '', '', '', '9500 SEK', '', ''],
            'without an exchange rate',
            currency_id=self.env.company.currency_id.id,
        )

    def test_duplicate_serial_inside_and_existing(self):
        existing = self.Piece.create(
            {'ic_category': 'watch', 'ic_brand_id': self.rolex.id, 'ic_model': 'Y', 'ic_serial': 'AB 12'}
        )
        self.assert_row_error(
            ['2', 'Rolex', 'X', '', 'ab12', '', '5', '', ''], f'is the serial number of {existing.default_code}'
        )
        rows = [[str(n), 'Rolex', 'X', '', 'SAME1', '', '5', '', ''] for n in (7, 8, 9)]
        record = self.take(self.text(*rows))
        self.assertEqual(self.counts(record), (1, 0, 0, 2))
        self.assertIn('is the serial number of row 2', self.message(record, 4))

    def test_same_id_twice(self):
        record = self.assert_row_error(['1', 'Rolex', 'X', '', '', '', '5', '', ''], 'stands in row 2 as well')
        self.assertEqual(self.pieces(record).ic_reference, '124270')

    def test_identical_rows_without_id(self):
        header = ['brand', 'model', 'price']
        row = ['Rolex', 'Explorer', '5']
        record = self.take(self.text(row, row, header=header))
        self.assertEqual(self.counts(record), (1, 0, 1, 0))
        self.assertIn('identical to row 2', self.message(record, 3))

    def test_duplicate_sku_of_another_piece(self):
        self.Piece.create({'ic_category': 'watch', 'ic_model': 'Y', 'default_code': 'MINE-1'})
        record = self.take(
            self.text(
                ['1', 'Rolex', 'X', 'MINE-1'], ['2', 'Rolex', 'Z', 'MINE-2'], header=['row_id', 'brand', 'model', 'sku']
            )
        )
        self.assertEqual(self.counts(record), (1, 0, 0, 1))
        self.assertIn('MINE-1', self.message(record, 2))

    def test_formulas_are_inert(self):
        texts = ('=HYPERLINK("http://x","y")', '@SUM(A1:A9)', '+1+cmd|/C calc', '-2+3*cmd')
        rows = [[str(n), 'Rolex', 'X', '', '', '', '5', text, ''] for n, text in enumerate(texts)]
        record = self.take(self.text(*rows))
        self.assertEqual(self.counts(record), (4, 0, 0, 0))
        self.assertEqual(self.pieces(record).mapped('ic_retail_description'), ["'" + text for text in texts])
        for number in range(2, 6):
            self.assertIn('is a spreadsheet formula; it was stored as plain text', self.message(record, number))
        harmless = ('-12,50', '+1 (305) 555-0100', '- with box', '+49 30 123456', '@dealer')
        record = self.take(
            self.text(*[[f'h{n}', 'Rolex', 'X', '', '', '', '5', text, ''] for n, text in enumerate(harmless)])
        )
        self.assertEqual(self.pieces(record).mapped('ic_retail_description'), list(harmless))
        self.assertFalse(any(record.row_ids.mapped('has_warning')))

    def test_formula_in_price(self):
        self.assert_row_error(['2', 'Rolex', 'X', '', '', '', '=9*9', '', ''], 'is a spreadsheet formula')

    def test_ragged_rows(self):
        header = ','.join(WATCH_HEADER)
        record = self.take(f'{header}\n1,Rolex,Short\n2,Rolex,Long,,,,5,,,slipped\n3,Rolex,Fine,,,,5,,\n')
        self.assertEqual(self.counts(record), (2, 0, 0, 1))
        self.assertIn('fewer cells', self.message(record, 2))
        self.assertIn('more cells', self.message(record, 3))

    def test_quotes_newlines_and_nul(self):
        header = 'row_id,brand,model,retail_description\r\n'
        text = header + '1,Rolex,"Sub ""Date""","two\nlines, one cell"\r\n2,Ro\0lex,Explorer,x\r\n'
        record = self.take(text)
        self.assertEqual(self.counts(record), (2, 0, 0, 0))
        first, second = self.pieces(record)
        self.assertEqual((first.ic_model, first.ic_retail_description), ('Sub "Date"', "two\nlines, one cell"))
        self.assertEqual((second.ic_brand_id, second.ic_model), (self.rolex, 'Explorer'))
        self.assertIn("NUL", record.file_notes)

    def test_huge_cell(self):
        record = self.assert_row_error(['2', 'Rolex', 'X', '', '', '', '5', 'x' * 1_000_000, ''], '100,000 characters')
        self.assertLess(len(str(record.row_ids.mapped('cells'))), 5000)

    def test_open_quote_swallows_nothing_silently(self):
        record = self.take('row_id,brand,model\n1,Rolex,Explorer\n2,Rolex,"Open\n3,Rolex,Sub\n')
        self.assertEqual(record.created_count, 2)
        self.assertIn(
            'fewer cells',
            self.message(record, 3) + 'fewer cells' * (self.pieces(record)[1].ic_model == 'Open\n3,Rolex,Sub'),
        )

    def test_category_column(self):
        header = ['row_id', 'brand', 'model', 'category']
        rows = [['1', 'Rolex', 'A', 'Watches'], ['2', 'Rolex', 'B', 'handbag'], ['3', 'Rolex', 'C', 'spaceship']]
        record = self.take(self.text(*rows, header=header))
        self.assertEqual(self.counts(record), (1, 0, 0, 2))
        self.assertIn('another category', self.message(record, 3))
        self.assertIn('is not a category', self.message(record, 4))

    def test_doubtful_cells_stay_empty(self):
        header = ['row_id', 'brand', 'model', 'year', 'case_size', 'box', 'condition']
        record = self.take(self.text(['1', 'Rolex', 'A', '19x4', 'big', 'perhaps', 'tolerable'], header=header))
        piece = self.pieces(record)
        self.assertEqual(
            (piece.ic_year, piece.ic_watch_case_size, piece.ic_watch_has_box, piece.ic_watch_condition),
            (0, 0.0, False, False),
        )
        for text in (
            '"19x4": is not a plausible year',
            '"big": is not a number',
            '"perhaps": is neither',
            '"tolerable": is not in the list',
        ):
            self.assertIn(text, self.message(record, 2))

    def test_50000_rows_in_bounded_memory(self):
        line = 'Rolex,Datejust 36,"Ref. 16233 full set, 1991",5000\n'
        content = 'row_id,brand,model,title,price\n' + ''.join(f'{n},{line}' for n in range(50_000))
        record = self.prepare(content)
        tracemalloc.start()
        record._start()
        chunk = record.chunk_ids[-1]
        self.assertEqual(
            (record.row_count, len(record.chunk_ids), chunk.first_row, chunk.row_count), (50_000, 250, 49_802, 200)
        )
        chunk._process()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        self.assertEqual(
            (chunk.created_rows, min(record.row_ids.mapped('row_number')), max(record.row_ids.mapped('row_number'))),
            (200, 49_802, 50_001),
        )
        self.assertLess(peak, 120 * 1024 * 1024)
