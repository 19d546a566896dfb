import logging
import os
from pathlib import Path

from odoo.tests import TransactionCase

from ..wishing.buckets import piece_keys, plain_keys
from ..wishing.facts import piece_facts, wish_facts
from ..wishing.reader import read
from ..wishing.scoring import score
from . import labels

_logger = logging.getLogger(__name__)
SHARED = Path(os.environ.get('IC_SHARED_DATA') or Path(__file__).resolve().parents[4] / 'shared' / 'data')
# What a wish that is the title of an offer says of one piece only.
OF_ONE_PIECE = {'year_from': 0, 'year_to': 0, 'condition': 0, 'box': False, 'papers': False, 'price_max': 0.0}


class TestMatchingQuality(TransactionCase):
    """Real titles as wishes against real titles as pieces, by labels that were made by reading (labels/README.md)."""

    def _measure(self, part, texts):
        """Return (right, wrong, missed) pairs of one part of the labelled titles."""
        knowledge = self.env['ic.wish.reader']._ic_knowledge(self.env.company.id)
        rows = [row for row in labels.read() if row['part'] == part]
        wishes, pieces = [], []
        for row in rows:
            reading = read(texts[row['id']], knowledge, 'USD')
            if row['role'] == 'wish':
                wishes.append((row, {**wish_facts(reading), **OF_ONE_PIECE}))
            else:
                pieces.append((row, piece_facts(reading, knowledge)))
        right = wrong = missed = 0
        for wanted, wish in wishes:
            for there, piece in pieces:
                found = bool(set(plain_keys(wish)) & set(piece_keys(piece))) and not score(wish, piece).refused
                meant = labels.meets(wanted, there)
                right, wrong, missed = (
                    right + (found and meant),
                    wrong + (found and not meant),
                    missed + (meant and not found),
                )
        return right, wrong, missed

    def test_recall_and_precision(self):
        texts = labels.texts(SHARED)
        if texts is None:
            self.skipTest("the collected titles are not on this machine")
        for part, recall, precision in labels.FLOORS:
            right, wrong, missed = self._measure(part, texts)
            self.assertGreater(right + missed, 40)
            figures = right / (right + missed), right / (right + wrong)
            _logger.info("%s: recall %.3f, precision %.3f (%s right)", part, *figures, right)
            self.assertGreaterEqual(figures[0], recall, part)
            self.assertGreaterEqual(figures[1], precision, part)

    def test_searches_for_furniture_match_nothing(self):
        path = SHARED / 'wish-texts' / 'wayfair_search_queries.tsv'
        texts = labels.texts(SHARED)
        if texts is None or not path.exists():
            self.skipTest("the collected searches are not on this machine")
        knowledge = self.env['ic.wish.reader']._ic_knowledge(self.env.company.id)
        rows = labels.read()
        pieces = [piece_facts(read(texts[row['id']], knowledge), knowledge) for row in rows if row['role'] == 'piece']
        found = []
        for line in path.read_text(encoding='utf-8').splitlines()[1:]:
            query = line.split('\t')[1]
            wish = wish_facts(read(query, knowledge, 'USD'))
            keys = set(plain_keys(wish))
            found += [query for piece in pieces if keys & set(piece_keys(piece)) and not score(wish, piece).refused]
        self.assertEqual(found, [])
