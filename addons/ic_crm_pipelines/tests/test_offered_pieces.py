from odoo.addons.ic_inventory_luxury.tests.common import PieceCase


class TestOfferedPieces(PieceCase):
    """Opportunities and pieces know each other."""

    def _lead(self, *pieces, **values):
        return self.env['crm.lead'].create(
            {
                'name': "A watch for Sarah",
                'type': 'opportunity',
                'partner_id': self.customer.id,
                'ic_offered_ids': [(6, 0, [piece.id for piece in pieces])],
                **values,
            }
        )

    def test_a_piece_counts_its_open_opportunities(self):
        one, other = self.watch(ic_serial="S1"), self.watch(ic_serial="S2")
        first, second = self._lead(one, other), self._lead(one)
        self.assertEqual([one.ic_opportunity_count, other.ic_opportunity_count], [2, 1])
        self.assertEqual(self.env['crm.lead'].search(one.action_ic_view_opportunities()['domain']), first | second)
        second.with_context(ic_no_sale=True).action_set_won()
        first.action_set_lost()
        (one | other).invalidate_recordset(['ic_opportunity_count'])
        self.assertEqual([one.ic_opportunity_count, other.ic_opportunity_count], [0, 0])

    def test_a_copy_of_a_piece_is_offered_to_nobody(self):
        piece = self.watch(ic_serial="S1")
        lead = self._lead(piece)
        self.assertEqual(piece.copy().ic_opportunity_ids, self.env['crm.lead'])
        self.assertEqual(lead.ic_offered_ids, piece)

    def test_the_opportunity_says_when_a_piece_is_gone(self):
        piece = self.watch(ic_serial="S1")
        piece._ic_set_status('available')
        lead = self._lead(piece)
        self.assertFalse(lead.ic_offered_gone)
        self.order(piece).action_confirm()
        self.assertEqual(piece.ic_status, 'sold')
        self.assertEqual(lead.ic_offered_gone, piece.display_name)
        lead.with_context(ic_no_sale=True).action_set_won()
        self.assertFalse(lead.ic_offered_gone)
