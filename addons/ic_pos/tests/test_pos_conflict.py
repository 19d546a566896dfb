from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .pos_common import TillCase


@tagged('post_install', '-at_install')
class TestPosConflict(TillCase):
    """What the till sold offline and somebody else had: decided and made good."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = 'ic_inventory_luxury.group_'
        cls.dealer = new_test_user(cls.env, 'till_dealer', f'{group}dealer,point_of_sale.group_pos_manager')
        cls.env.company.ic_conflict_rule = 'first'

    def conflict(self):
        return self.env['ic.conflict'].search([('product_tmpl_id', '=', self.piece.id)], order='id')

    def clash(self):
        """Sell the piece by an order of the backend, then by a till that was offline."""
        sale = self.order(self.piece)
        sale.action_confirm()
        return sale, self.sell(self.piece, ic_sold_offline=True)

    def test_the_facts_of_the_till(self):
        sale, order = self.clash()
        left_out = self.conflict()._ic_side()
        self.assertRecordValues(
            left_out,
            [
                {
                    'source': 'pos',
                    'owner': f'pos.order,{order.uuid}',
                    'document_model': 'pos.order',
                    'document_id': order.id,
                    'amount': 14500.0,
                    'paid': 14500.0,
                    'paid_on': order.date_order,
                    'words': f"Sold offline at {order.config_id.name}",
                }
            ],
        )
        self.assertTrue(left_out.arrived_on)
        self.assertEqual(order.ic_conflict_open_count, 1)
        self.assertEqual(sale.action_ic_conflicts()['res_id'], self.conflict().id)

    def test_the_gallery_wins(self):
        """The order is booked as any other; the backend order loses its claim and gets the conflict."""
        self.env.company.ic_conflict_rule = 'gallery'
        sale, order = self.clash()
        self.assertEqual((order.state, order.lines.ic_unfilled), ('paid', False))
        self.assertEqual((self.on_hand(self.piece), self.piece.ic_status), (0, 'sold'))
        self.assertEqual(order.picking_ids.mapped('state'), ['done'])
        mine, theirs = self.conflict()
        self.assertRecordValues(mine, [{'state': 'settled', 'outcome': 'honoured', 'owner': f'pos.order,{order.uuid}'}])
        self.assertRecordValues(
            theirs, [{'state': 'open', 'kind': 'given_away', 'owner': f'sale.order,{sale.id}', 'origin_id': mine.id}]
        )
        self.assertFalse(self.env['ic.claim']._ic_of(sale))
        with self.assertRaisesRegex(UserError, "sold with"):
            theirs.with_user(self.dealer).action_give()

    def test_a_person_gives_it_to_the_till_later(self):
        sale, order = self.clash()
        self.assertEqual(self.on_hand(self.piece), 1)
        self.conflict().with_user(self.dealer).action_give()
        self.assertEqual((self.on_hand(self.piece), order.lines.ic_unfilled), (0, False))
        move = order.picking_ids.move_ids
        self.assertEqual((move.state, move.lot_ids.name), ('done', self.piece.ic_serial))
        claim = self.env['ic.claim'].search([('owner', '=', f'pos.order,{order.uuid}')])
        self.assertRecordValues(claim, [{'state': 'done', 'fulfilled': 1.0, 'source': 'pos'}])
        self.assertEqual(self.env['ic.stock.entry']._ic_differences(self.env.company), [])
        self.assertEqual(self.conflict()[1].owner, f'sale.order,{sale.id}')

    def test_the_sale_order_knows_the_order_of_the_till(self):
        """The other way round: the till has it, a late order finds its document."""
        order = self.sell(self.piece)
        sale = self.order(self.piece)
        conflict = self.env['ic.conflict']._ic_open('paid_late', self.piece.product_variant_id, 1.0, document=sale)
        side = conflict._ic_side('has_it')
        self.assertEqual((side.document_model, side.document_id, side.handed_over), ('pos.order', order.id, True))

    def test_refund_at_the_till_is_a_draft(self):
        second = self.watch(ic_serial="CF-T2", taxes_id=False)
        second._ic_set_status('available')
        self.order(self.piece).action_confirm()
        order = self.sell(self.piece, second, ic_sold_offline=True)
        conflict = self.conflict().with_user(self.dealer)
        action = conflict.action_refund()
        refund = self.env['pos.order'].browse(action['res_id'])
        self.assertEqual((refund.state, refund.amount_total, refund.amount_paid), ('draft', -14500.0, 0.0))
        self.assertEqual(refund.lines.refunded_orderline_id, order.lines[0], "not the watch he took home")
        self.assertEqual(conflict.action_refund()['res_id'], refund.id, "once")
        with self.assertRaisesRegex(UserError, "Prepare its refund instead"):
            conflict._ic_cancel(True)
        with self.assertRaisesRegex(UserError, "was refunded"), self.cr.savepoint():
            conflict.action_give()
        self.env.invalidate_all()
        self.assertEqual((conflict.state, self.on_hand(self.piece)), ('open', 1))
