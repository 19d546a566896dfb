from odoo.tests import tagged

from .common import DemoCase


@tagged('post_install', '-at_install')
class TestDemoCounting(DemoCase):
    """The demo store's places, its finished stock-take and its snapshot."""

    def test_places_have_a_kind(self):
        kinds = {code: self.demo(f'location_{code}').ic_kind for code in ('vault', 'vault_a_1', 'showroom', 'workshop')}
        self.assertEqual(kinds, {'vault': 'vault', 'vault_a_1': 'safe', 'showroom': 'showroom', 'workshop': 'workshop'})
        self.assertEqual(self.demo('location_off_site_safe').ic_kind, 'off_site')

    def test_stock_take_found_three_things(self):
        """One piece is missing and searched, one is from the vault, one code is unknown; the stock was left alone."""
        take = self.demo('stock_take')
        different = take.line_ids.filtered('is_difference')
        self.assertEqual((take.state, len(take.move_ids)), ('done', 0))
        self.assertEqual(
            {line.result: line.decision for line in different},
            {'missing': 'search', 'misplaced': 'none', 'unknown': 'none'},
        )
        self.assertEqual(take.found_count, take.expected_count - 1)
        self.assertEqual(len(take.scan_ids.user_id), 2)

    def test_snapshot_of_the_vault(self):
        snapshot = self.demo('snapshot')
        self.assertEqual(snapshot.place, "Vault")
        self.assertEqual(snapshot.unit_count, sum(snapshot.line_ids.mapped('quantity')))
        self.assertGreater(snapshot.piece_count, 10)
        self.assertTrue(all(line.place.startswith("Vault") for line in snapshot.line_ids))
