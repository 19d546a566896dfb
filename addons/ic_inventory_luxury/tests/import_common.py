import base64
import csv
import io

from odoo.tests import TransactionCase

WATCH_HEADER = [
    'row_id',
    'brand',
    'model',
    'reference',
    'serial',
    'year',
    'price',
    'retail_description',
    'internal_notes',
]


class ImportCase(TransactionCase):
    """Lists as text, imported in the test's own transaction."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True))
        cls.Piece = cls.env['product.template']
        cls.rolex = cls.env.ref('ic_inventory_luxury.brand_rolex')

    def text(self, *rows, header=WATCH_HEADER, delimiter=','):
        out = io.StringIO(newline='')
        csv.writer(out, delimiter=delimiter).writerows([header, *rows])
        return out.getvalue()

    def prepare(self, content, category='watch', **values):
        """Return a new import of `content` (str or bytes), not started."""
        data = content if isinstance(content, bytes) else content.encode()
        return self.env['ic.import'].create(
            {'file': base64.b64encode(data), 'filename': 'list.csv', 'category': category, **values}
        )

    def take(self, content, **values):
        """Import `content` and return the record."""
        record = self.prepare(content, **values)
        record._run_all(commit=False)
        return record

    def counts(self, record):
        return (record.created_count, record.updated_count, record.unchanged_count, record.error_count)

    def pieces(self, record):
        return record.row_ids.sorted('row_number').product_tmpl_id

    def message(self, record, number):
        return record.row_ids.filtered(lambda row: row.row_number == number).message or ''

    def count_pieces(self):
        return self.Piece.with_context(active_test=False).search_count([('ic_category', '!=', False)])

    def take_rows(self, category, header, *rows, **values):
        record = self.take(self.text(*rows, header=header), category=category, **values)
        self.env.flush_all()
        return record

    def rows_by_outcome(self, record):
        return {row.row_number: row.outcome for row in record.row_ids}

    def assert_again(self, category, header, *rows, **values):
        """The same list once more changes nothing and creates nothing."""
        count = self.count_pieces()
        again = self.take_rows(category, header, *rows, **values)
        self.assertEqual((again.created_count, again.updated_count), (0, 0))
        self.assertEqual(self.count_pieces(), count)
