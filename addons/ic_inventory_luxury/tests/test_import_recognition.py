"""What is recognised in real listings, measured on samples labelled by hand.

The labels hold ids and answers only. The listings are looked for in IC_SHARED (default: `shared` beside the
repository). Half of each sample, `held_out`, served for no rule: none was written for a miss found there.
"""

import csv
import logging
import os
from collections import Counter
from pathlib import Path

from odoo.tests import tagged

from .import_common import ImportCase

_logger = logging.getLogger(__name__)
HERE = Path(__file__).parent
SHARED = Path(os.environ.get('IC_SHARED') or HERE.parents[3] / 'shared')
WATCHES = SHARED / 'data/watches/chrono24_rolex_listings.csv'
HANDBAGS = SHARED / 'data/handbags/vestiaire_handbags.csv'


def rows_of(path):
    with path.open(encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


@tagged('post_install', '-at_install')
class TestImportRecognition(ImportCase):
    def take_sample(self, source, labels, key, category):
        """Import the labelled rows; return list of (label row, piece)."""
        if not source.exists():
            self.skipTest(f"{source.name} is not in {SHARED} (set IC_SHARED)")
        labels = {row[key]: row for row in rows_of(HERE / 'data' / labels)}
        chosen = [row for row in rows_of(source) if row[key] in labels]
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

    def score(self, sample, part, name, answer):
        """Return (precision, recall) of `answer(piece)` against the label `name`; "?" was not judged."""
        counts = Counter()
        for label, piece in sample:
            if label['part'] == part and label[name] != '?':
                expected, got = label[name], answer(piece)
                counts['right'] += bool(got) and got == expected
                counts['given'] += bool(got)
                counts['there'] += bool(expected)
        precision = counts['right'] / counts['given'] if counts['given'] else 1.0
        recall = counts['right'] / counts['there'] if counts['there'] else 1.0
        _logger.info(
            "recognition %s %s: precision %.3f recall %.3f of %s", part, name, precision, recall, counts['there']
        )
        return precision, recall

    def assert_score(self, sample, name, answer, precision, recall):
        for part in ('tuning', 'held_out'):
            got = self.score(sample, part, name, answer)
            self.assertGreaterEqual(got[0], precision, (part, name, 'precision'))
            self.assertGreaterEqual(got[1], recall, (part, name, 'recall'))

    def test_watches(self):
        sample = self.take_sample(WATCHES, 'labels_watch_listings.csv', 'listing_id', 'watch')
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
        sample = self.take_sample(HANDBAGS, 'labels_handbag_listings.csv', 'item_id', 'handbag')
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
