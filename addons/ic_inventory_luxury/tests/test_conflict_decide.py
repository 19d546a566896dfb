from odoo.exceptions import UserError
from odoo.tests import tagged

from .conflict_common import ConflictCase


@tagged('post_install', '-at_install')
class TestConflictDecide(ConflictCase):
    """Who gets the piece: the rule of the store, or a person; never what has been handed over."""

    def offline(self):
        """Open a conflict as a till does that was offline; the late side counts as the gallery."""
        self.patch(type(self.late), '_ic_conflict_facts', self.facts_of_a_till(type(self.late)._ic_conflict_facts))
        return self.open(kind='offline_sale')

    def facts_of_a_till(self, parent):
        late = self.late
        return lambda order, product: {**parent(order, product), **({'source': 'pos'} if order == late else {})}

    def test_first_come_keeps_it(self):
        conflict = self.offline()
        self.assertRecordValues(conflict, [{'state': 'open', 'decision': 'kept', 'outcome': False}])
        self.assertEqual(self.holders(), [self.first.name])
        self.assertEqual(self.late.state, 'draft')

    def test_the_gallery_wins(self):
        self.company.ic_conflict_rule = 'gallery'
        conflict = self.offline()
        self.assertRecordValues(
            conflict,
            [
                {
                    'state': 'settled',
                    'outcome': 'honoured',
                    'decision': 'given',
                    'decided_by': "the rule: The gallery wins",
                }
            ],
        )
        self.assertEqual(self.holders(), [self.late.name])
        self.assertEqual(self.late.state, 'sale')
        follow = conflict.follow_ids
        self.assertRecordValues(
            follow,
            [
                {
                    'kind': 'given_away',
                    'state': 'open',
                    'owner': f'sale.order,{self.first.id}',
                    'partner_id': self.customer.id,
                    'left_out_words': f"Sarah Whitfield · {self.first.name}",
                    'has_it_words': f"Odile Marchand · {self.late.name}",
                    'decided_by': "the rule: The gallery wins",
                }
            ],
        )
        self.assertEqual(follow.activity_ids.user_id, self.seller)
        self.assertFalse(conflict.activity_ids)
        self.assertEqual(self.offline(), conflict, "the terminal sends its order again: nothing happens")

    def test_the_gallery_wins_nothing_against_another_channel(self):
        self.company.ic_conflict_rule = 'gallery'
        conflict = self.open(kind='channel_sale')
        self.assertRecordValues(conflict, [{'state': 'open', 'decision': 'kept'}])
        self.assertEqual(self.holders(), [self.first.name])

    def test_the_gallery_does_not_win_what_was_handed_over(self):
        self.company.ic_conflict_rule = 'gallery'
        self.deliver(self.first)
        conflict = self.offline()
        self.assertRecordValues(conflict, [{'state': 'open', 'decision': 'kept'}])
        said = ' '.join(conflict.message_ids.mapped('body'))
        self.assertIn(f"could not be given to the gallery: {self.piece.display_name} was sold with", said)
        self.assertEqual((self.holders(), self.late.state), ([], 'draft'))
        self.assertEqual(self.first.order_line.qty_delivered, 1.0)

    def test_ask_each_time_and_keep(self):
        self.company.ic_conflict_rule = 'ask'
        conflict = self.open()
        self.assertEqual(
            (conflict.decision, conflict.user_id.has_group('ic_inventory_luxury.group_dealer')), ('waiting', True)
        )
        self.assertEqual(conflict.activity_ids.summary, f"Decide who gets it: {self.piece.name}")
        conflict.with_user(self.dealer).action_keep()
        self.assertRecordValues(
            conflict, [{'decision': 'kept', 'decided_by': self.dealer.name, 'state': 'open', 'user_id': self.seller.id}]
        )
        self.assertEqual(conflict.activity_ids.summary, f"Make it good: {self.piece.name}")
        with self.assertRaisesRegex(UserError, "decided already"):
            conflict.with_user(self.dealer).action_keep()

    def test_a_person_gives_it_to_the_other_side(self):
        self.company.ic_conflict_rule = 'ask'
        conflict = self.open()
        move = self.first.picking_ids.move_ids
        self.assertEqual(move.state, 'assigned')
        conflict.with_user(self.dealer).action_give()
        self.assertRecordValues(conflict, [{'state': 'settled', 'outcome': 'honoured', 'decision': 'given'}])
        self.assertEqual(conflict.closed_by_id, self.dealer)
        self.assertEqual(self.holders(), [self.late.name])
        self.assertEqual((move.state, self.late.picking_ids.move_ids.state), ('confirmed', 'assigned'))
        self.assertEqual(self.late.picking_ids.move_ids.lot_ids.name, "CF-1")
        self.assertEqual(self.claim(self.first).ids, [])
        with self.assertRaisesRegex(UserError, "closed already"):
            conflict.with_user(self.dealer).action_give()
        with self.assertRaisesRegex(UserError, f"sold with {self.late.name}"):
            move.quantity = 1.0
            self.deliver(self.first)
        self.env.invalidate_all()
        self.deliver(self.late)
        self.assertEqual(self.late.order_line.qty_delivered, 1.0)
        self.assertEqual(self.piece.ic_status, 'sold')

    def test_there_and_back_again(self):
        conflict = self.open()
        conflict.with_user(self.dealer).action_give()
        back = conflict.follow_ids
        back.with_user(self.dealer).action_give()
        self.assertEqual(self.holders(), [self.first.name])
        self.assertRecordValues(back, [{'state': 'settled', 'outcome': 'honoured'}])
        again = back.follow_ids
        self.assertRecordValues(again, [{'owner': f'sale.order,{self.late.id}', 'state': 'open', 'occasion': 1}])

    def test_never_what_was_handed_over(self):
        conflict = self.open()
        self.deliver(self.first)
        with self.assertRaisesRegex(UserError, f"sold with {self.first.name} already"):
            conflict.with_user(self.dealer).action_give()
        self.env.invalidate_all()
        self.assertRecordValues(conflict, [{'state': 'open', 'decision': 'kept'}])
        self.assertEqual(
            (self.late.state, len(self.Conflict.search([('product_id', '=', self.product.id)]))), ('draft', 1)
        )

    def test_not_while_it_is_being_paid_elsewhere(self):
        conflict = self.open()
        self.first._action_cancel()
        self.env['ic.claim']._ic_take({self.product: 1.0}, 'till,1', kind='till', source='pos', reference="Till 2")
        with self.assertRaisesRegex(UserError, "being paid for at Till 2"):
            conflict.with_user(self.dealer).action_give()
        self.assertEqual((conflict.state, self.holders()), ('open', ["Till 2"]))

    def test_the_piece_came_free_meanwhile(self):
        conflict = self.open()
        self.first._action_cancel()
        conflict.with_user(self.dealer).action_give()
        self.assertEqual((self.holders(), self.late.state), ([self.late.name], 'sale'))
        self.assertFalse(conflict.follow_ids)

    def test_a_cancelled_or_lost_document_gets_nothing(self):
        conflict = self.open()
        self.late._action_cancel()
        with self.assertRaisesRegex(UserError, "was cancelled"), self.cr.savepoint():
            conflict.with_user(self.dealer).action_give()
        self.late.unlink()
        with self.assertRaisesRegex(UserError, "not here any more"), self.cr.savepoint():
            conflict.with_user(self.dealer).action_give()
        self.env.invalidate_all()
        self.assertEqual((conflict.state, self.holders()), ('open', [self.first.name]))

    def test_units_move_one_by_one(self):
        bars = self.watch(ic_is_unique=False, name="Bar", list_price=100.0)
        bars._ic_receive(quantity=5)
        bar = bars.product_variant_id
        first, late = self.order(bars, quantity=5), self.order(bars, quantity=2, partner=self.late_customer)
        first.action_confirm()
        conflict = self.Conflict._ic_open('channel_sale', bar, 2.0, document=late)
        conflict.with_user(self.dealer).action_give()
        self.assertEqual(self.claim(first, bars).quantity, 3.0)
        self.assertEqual(self.claim(late, bars).quantity, 2.0)
        self.assertRecordValues(conflict.follow_ids, [{'quantity': 2.0, 'owner': f'sale.order,{first.id}'}])
        self.assertEqual(late.state, 'sale')
