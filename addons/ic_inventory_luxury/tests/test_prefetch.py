from odoo import Command
from odoo.tests import tagged

from ..models.piece.piece_prefetch import PIECE, READ_WITH_PRODUCT
from ..models.settings.settings_prefetch import READ_WITH_COMPANY
from .common import PieceCase


@tagged('post_install', '-at_install')
class TestPrefetch(PieceCase):
    """What is read together with a product stays little, and what is read later is read for all pieces at once."""

    def setUp(self):
        super().setUp()
        self.pieces = self.Piece.create(
            [
                {
                    'ic_category': 'watch',
                    'ic_brand_id': self.rolex.id,
                    'ic_model': f"Model {number}",
                    'ic_watch_dial': f"Dial {number}",
                    'list_price': 100.0 + number,
                }
                for number in range(12)
            ]
        )
        self.env.flush_all()

    def queries(self, work, *args):
        """Return how many queries `work` takes with nothing read before."""
        self.env.flush_all()
        self.env.invalidate_all()
        start = self.env.cr.sql_log_count
        work(*args)
        return self.env.cr.sql_log_count - start

    def test_few_columns_of_ours_are_read_with_every_product(self):
        columns = {
            name: field.prefetch
            for name, field in self.Piece._fields.items()
            if name.startswith('ic_') and field.store and field.column_type
        }
        self.assertEqual({name for name, group in columns.items() if group is True}, READ_WITH_PRODUCT)
        self.assertLessEqual(len(READ_WITH_PRODUCT), 15, "every product of the store pays for each of them")
        self.assertEqual(set(columns.values()), {True, PIECE, False})
        self.assertFalse(columns['ic_search_text'], "long, and never read by itself")

    def test_a_price_is_read_without_the_columns_of_a_piece(self):
        self.env.invalidate_all()
        self.assertEqual(self.pieces.mapped('list_price'), [100.0 + number for number in range(12)])
        cached = {
            name
            for name in ('ic_category', 'ic_watch_dial', 'ic_model')
            if self.pieces._fields[name]._get_cache(self.env)
        }
        self.assertEqual(cached, {'ic_category'})

    def test_all_columns_of_all_pieces_take_one_query_more(self):
        def prices(pieces):
            return pieces.mapped('list_price')

        def dials(pieces):
            return [(piece.list_price, piece.ic_watch_dial, piece.ic_model, piece.ic_year) for piece in pieces]

        self.assertEqual(self.queries(dials, self.pieces), self.queries(prices, self.pieces) + 1)
        self.assertEqual(self.queries(dials, self.pieces[:2]), self.queries(dials, self.pieces))
        self.assertEqual(self.pieces[3].ic_watch_dial, "Dial 3")

    def test_a_list_asks_no_more_for_twelve_pieces_than_for_two(self):
        columns = (
            'display_name',
            'ic_category',
            'ic_status',
            'ic_model',
            'ic_reference',
            'ic_box_papers',
            'list_price',
        )
        specification = {name: {} for name in columns}

        def search_read(pieces):
            return self.Piece.web_search_read([('id', 'in', pieces.ids)], specification)

        search_read(self.pieces)  # what is cached for all requests
        self.assertEqual(self.queries(search_read, self.pieces[:2]), self.queries(search_read, self.pieces))

    def test_a_quotation_reads_no_column_that_waits(self):
        order = self.env['sale.order'].create(
            {
                'partner_id': self.customer.id,
                'order_line': [Command.create({'product_id': self.pieces[0].product_variant_id.id})],
            }
        )
        self.pieces[0]._ic_set_status('available', by_hand=False)
        self.env.flush_all()
        self.env.invalidate_all()
        order.action_confirm()
        self.assertEqual(order.state, 'sale')
        self.assertEqual(self.pieces[0].ic_status, 'sold')
        self.assertFalse(self.pieces._fields['ic_watch_dial']._get_cache(self.env))

    def test_a_store_and_a_person_are_read_without_our_settings(self):
        for record, together in ((self.env.company, READ_WITH_COMPANY), (self.env.user, frozenset())):
            columns = {
                name: field
                for name, field in record._fields.items()
                if name.startswith('ic_') and field.store and field.column_type and field.prefetch is not False
            }
            self.assertTrue(columns)
            self.env.invalidate_all()
            self.assertTrue(record.name)
            self.assertEqual({name for name in columns if record.id in columns[name]._get_cache(self.env)}, together)
            waiting = sorted(columns.keys() - together)
            self.assertEqual(self.queries(lambda: [record[name] for name in waiting]), 1)
