"""What is recognised in real listings of watches and handbags; see `labels_common`."""

from odoo.tests import tagged

from .labels_common import LabelsCase, rows_of


@tagged('post_install', '-at_install')
class TestImportRecognition(LabelsCase):
    def take_sample(self, source, labels, key, category):
        """Import the labelled rows; return list of (label row, piece)."""
        labels = {row[key]: row for row in self.labels(labels)}
        chosen = [row for row in rows_of(self.shared(source)) if row[key] in labels]
        self.assertEqual(len(chosen), len(labels))
        record = self.take(
            self.text(*[row.values() for row in chosen], header=list(chosen[0])), category=category, fixed_rate=1.08
        )
        self.assertEqual(record.created_count, len(labels))
        self.assertEqual(
            record.mapping_id, self.env.ref(f'ic_inventory_luxury.ic_import_mapping_marketplace_{category}')
        )
        pieces = {row.identifier.split(':')[1]: row.product_tmpl_id for row in record.row_ids}
        return [(label, pieces[listing]) for listing, label in labels.items()]

    def test_watches(self):
        sample = self.take_sample('watches/chrono24_rolex_listings.csv', 'watch_listings', 'listing_id', 'watch')
        self.assertGreaterEqual(len(sample), 150)
        self.assert_score(sample, 'brand', lambda piece: piece.ic_brand_id.name, 1.0, 1.0)
        self.assert_score(sample, 'reference', lambda piece: piece.ic_reference or '', 0.99, 0.98)
        self.assert_score(sample, 'year', lambda piece: str(piece.ic_year or ''), 0.99, 0.95)
        self.assert_score(
            sample,
            'card_month',
            lambda piece: piece.ic_watch_card_date and f'{piece.ic_watch_card_date:%Y-%m}' or '',
            0.99,
            0.95,
        )
        self.assert_score(
            sample, 'scope', lambda piece: 'full_set' if piece.ic_box_papers == 'full_set' else '', 0.99, 0.95
        )
        self.assert_score(sample, 'condition', lambda piece: piece.ic_watch_condition or '', 0.95, 0.9)

    def test_handbags(self):
        sample = self.take_sample('handbags/vestiaire_handbags.csv', 'handbag_listings', 'item_id', 'handbag')
        self.assertGreaterEqual(len(sample), 80)
        self.assert_score(sample, 'brand', lambda piece: piece.ic_brand_id.name or '', 0.99, 0.95)
        self.assert_score(sample, 'model', lambda piece: piece.ic_model or '', 0.99, 0.99)
        self.assert_score(sample, 'grade', lambda piece: piece.ic_bag_grade or '', 1.0, 1.0)
        self.assert_score(sample, 'leather', lambda piece: piece.ic_bag_leather or '', 1.0, 1.0)
        self.assert_score(
            sample, 'color', lambda piece: '' if piece.ic_bag_color == 'other' else piece.ic_bag_color or '', 1.0, 1.0
        )
        self.assert_score(sample, 'reference', lambda piece: piece.ic_reference or '', 1.0, 1.0)
        self.assert_score(sample, 'year', lambda piece: str(piece.ic_year or ''), 1.0, 1.0)
