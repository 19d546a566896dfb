from odoo.exceptions import UserError
from odoo.tests import tagged

from .. import uninstall_hook
from .live_case import LiveCase


@tagged('post_install', '-at_install')
class TestLeaving(LiveCase):
    """What becomes of prices that follow when the addon goes, and when somebody changes prices in bulk."""

    def test_pieces_keep_the_price_of_the_moment_when_the_addon_is_uninstalled(self):
        archived = self.make_bullion("Archived", ic_bullion_weight=0.5, list_price=7, ic_wholesale_price=6)
        fixed = self.make_bullion("Fixed", ic_price_mode='fixed', list_price=3950, ic_wholesale_price=3900)
        self.tick('4000')
        archived.active = False
        uninstall_hook(self.env)
        for piece, retail, trade in ((self.eagle, 4200.0, 4080.0), (archived, 2100.0, 2040.0), (fixed, 3950.0, 3900.0)):
            self.assertEqual(piece.ic_price_mode, 'fixed')
            self.assertEqual(
                (self.column(piece), self.column(piece, 'ic_wholesale_price')), (retail, trade), piece.name
            )
        self.assertFalse(
            self.env['ic.live.price'].search([('product_tmpl_id', 'in', (self.eagle | archived | fixed).ids)])
        )

    def test_a_bulk_change_of_prices_leaves_out_what_follows(self):
        fixed = self.make_bullion("Fixed", ic_price_mode='fixed', list_price=3950, ic_wholesale_price=3900)
        self.tick('4000')
        change = self.env['ic.price.change'].create(
            {
                'company_id': self.company.id,
                'kind': 'retail',
                'percent': 10,
                'rounding': False,
                'reason': "New season",
                'piece_ids': [(6, 0, (self.eagle | fixed).ids)],
            }
        )
        self.assertEqual([(line.piece_id, line.new_price) for line in change.line_ids], [(fixed, 4345.0)])
        self.assertEqual(change.skipped_count, 1)
        change.action_apply()
        self.assertEqual((fixed.list_price, self.eagle.ic_price_now, self.column(self.eagle)), (4345.0, 4200.0, 111.0))
        change.write({'piece_ids': [(6, 0, self.eagle.ids)]})
        self.assertFalse(change.line_ids)
        with self.assertRaisesRegex(UserError, "No price would change."):
            change.action_apply()
        self.assertEqual(self.column(self.eagle), 111.0)
