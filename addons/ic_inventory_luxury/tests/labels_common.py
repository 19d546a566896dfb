"""Measuring what the importer reads against samples labelled by hand.

The labels hold row numbers or ids and answers only. The lists are looked for in IC_SHARED (default: `shared` beside
the repository). Half of each sample, `held_out`, served for no rule: none was written for a miss found there.
"""

import csv
import logging
import os
from collections import Counter
from pathlib import Path

from .import_common import ImportCase

_logger = logging.getLogger(__name__)
HERE = Path(__file__).parent
SHARED = Path(os.environ.get('IC_SHARED') or HERE.parents[3] / 'shared')


def rows_of(path):
    with path.open(encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


class LabelsCase(ImportCase):
    def shared(self, name):
        """Return the path of a real list, or skip the test with the reason."""
        path = SHARED / 'data' / name
        if not path.exists():
            self.skipTest(f"{name} is not in {SHARED} (set IC_SHARED to the folder that has it)")
        return path

    def labels(self, name):
        return rows_of(HERE / 'data' / f'labels_{name}.csv')

    def import_rows(self, rows, category, columns=None, **values):
        """Import `rows` (dicts) and return {row number in this import: piece}.

        :param dict columns: column -> targets it feeds, in place of what the heading says
        """
        record = self.prepare(self.text(*[row.values() for row in rows], header=list(rows[0])), category, **values)
        for name, targets in (columns or {}).items():
            column = record.column_ids.filtered(lambda column, name=name: column.column_name == name)[:1]
            first, *others = targets
            column.write({'target': first, 'parser': 'auto', 'origin': 'chosen'})
            for target in others:
                column.copy({'target': target, 'parser': 'auto', 'origin': 'chosen'})
        record._run_all(commit=False)
        return record, {row.row_number - 2: row.product_tmpl_id for row in record.row_ids if row.product_tmpl_id}

    def score(self, sample, part, name, answer):
        """Return (precision, recall) of `answer(piece)` against the label `name`; "?" was not judged."""
        counts = Counter()
        for label, piece in sample:
            if label['part'] != part or label[name] == '?':
                continue
            expected, got = label[name].casefold(), str(answer(piece) or '').casefold()
            counts['right'] += bool(got) and got == expected
            counts['given'] += bool(got)
            counts['there'] += bool(expected)
            if got != expected and part == 'tuning':
                _logger.debug("miss %s: expected %r, read %r in %r", name, expected, got, piece.ic_import_raw['row'])
        precision = counts['right'] / counts['given'] if counts['given'] else 1.0
        recall = counts['right'] / counts['there'] if counts['there'] else 1.0
        _logger.info(
            "recognition %s %s: precision %.3f recall %.3f of %s", part, name, precision, recall, counts['there']
        )
        return precision, recall

    def assert_score(self, sample, name, answer, precision, recall):
        for part in ('tuning', 'held_out'):
            got = self.score(sample, part, name, answer)
            with self.subTest(part=part, name=name):  # all fields are measured, whichever falls short
                self.assertGreaterEqual(got[0], precision, 'precision')
                self.assertGreaterEqual(got[1], recall, 'recall')
