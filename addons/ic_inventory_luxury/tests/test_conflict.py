from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .conflict_common import ConflictCase


@tagged('post_install', '-at_install')
class TestConflict(ConflictCase):
    """What could not be honoured is kept once, with the facts of both sides as they were."""

    def test_both_sides_as_they_were(self):
        conflict = self.open()
        self.assertRecordValues(
            conflict,
            [
                {
                    'kind': 'paid_late',
                    'state': 'open',
                    'decision': 'kept',
                    'decided_by': "the rule: First come, first served",
                    'quantity': 1.0,
                    'paid': 14500.0,
                    'company_id': self.company.id,
                    'product_tmpl_id': self.piece.id,
                    'partner_id': self.late_customer.id,
                    'user_id': self.seller.id,
                    'owner': f'sale.order,{self.late.id}',
                    'left_out_words': f"Odile Marchand · {self.late.name}",
                    'has_it_words': f"Sarah Whitfield · {self.first.name}",
                }
            ],
        )
        self.assertTrue(conflict.name.startswith('CON/'))
        price = self.first.amount_total
        self.assertRecordValues(
            conflict.side_ids.sorted(lambda side: side.role == 'has_it'),
            [
                {
                    'role': 'left_out',
                    'reference': self.late.name,
                    'partner_name': "Odile Marchand",
                    'partner_email': "odile@example.com",
                    'amount': price,
                    'serial': "CF-1",
                    'words': "Quotation",
                    'claim_id': False,
                    'claimed_on': self.late.date_order,
                    'handed_over': False,
                },
                {
                    'role': 'has_it',
                    'reference': self.first.name,
                    'partner_name': "Sarah Whitfield",
                    'partner_email': False,
                    'amount': price,
                    'serial': "CF-1",
                    'words': "Confirmed, not handed over yet",
                    'claim_id': self.claim(self.first).id,
                    'claimed_on': self.claim(self.first).taken_on,
                    'handed_over': False,
                },
            ],
        )

    def test_the_facts_stay_when_the_world_moves_on(self):
        conflict = self.open()
        self.late_customer.write({'name': "Odile Duval", 'email': "duval@example.com"})
        self.late.unlink()
        self.env.invalidate_all()
        lost = conflict.side_ids.filtered(lambda side: side.role == 'left_out')
        self.assertRecordValues(lost, [{'partner_name': "Odile Marchand", 'partner_email': "odile@example.com"}])
        with self.assertRaisesRegex(UserError, "does not exist any more"):
            lost.action_open_document()
        self.assertEqual(conflict.left_out_words, f"Odile Marchand · {lost.reference}")

    def test_told_twice_it_is_one(self):
        conflict = self.open()
        self.assertEqual(self.open(), conflict)
        self.assertEqual(self.open(paid=1.0), conflict)
        self.assertEqual((conflict.quantity, conflict.paid, len(conflict.side_ids)), (1.0, 14500.0, 2))
        self.assertEqual(len(conflict.activity_ids), 1)
        conflict._ic_close('dismissed', False, "She changed her mind")
        self.assertEqual(self.open(), conflict, "an echo of a closed conflict opens none")
        self.assertEqual(conflict.state, 'dismissed')

    def test_the_database_refuses_a_second_one(self):
        conflict = self.open()
        for changed in ({'occasion': 0}, {'occasion': 1}):
            values = {**conflict.copy_data()[0], 'owner': conflict.owner, **changed}
            with self.assertRaises(UniqueViolation), mute_logger('odoo.sql_db'), self.cr.savepoint():
                self.Conflict.create(values)
        with self.assertRaises(CheckViolation), mute_logger('odoo.sql_db'), self.cr.savepoint():
            self.cr.execute("UPDATE ic_conflict SET state = 'settled' WHERE id = %s", [conflict.id])

    def test_the_other_side_is_found_where_nobody_names_it(self):
        conflict = self.open(winner_claims=None)
        self.assertEqual(conflict.has_it_words, f"Sarah Whitfield · {self.first.name}")

    def test_who_has_it_in_his_hands_is_found_too(self):
        self.deliver(self.first)
        conflict = self.open(winner_claims=None)
        side = conflict.side_ids.filtered(lambda side: side.role == 'has_it')
        self.assertRecordValues(
            side, [{'reference': self.first.name, 'handed_over': True, 'words': "Confirmed and handed over"}]
        )

    def test_a_count_that_loses_pieces(self):
        bars = self.watch(ic_is_unique=False, name="Bar", list_price=100.0)
        bars._ic_receive(quantity=3)
        order = self.order(bars, quantity=3)
        order.action_confirm()
        quant = self.env['stock.quant'].search(
            [('product_id', '=', bars.product_variant_id.id), ('location_id.usage', '=', 'internal')]
        )
        for left, missing in ((2, 1.0), (1, 2.0)):
            quant.inventory_quantity = left
            quant.action_apply_inventory()
            conflict = self.Conflict.search([('product_tmpl_id', '=', bars.id)])
            self.assertRecordValues(
                conflict, [{'kind': 'stock_lost', 'quantity': missing, 'state': 'open', 'has_it_words': ''}]
            )
        conflict._ic_close('settled', 'other', "Delivered less")
        quant.inventory_quantity = 0
        quant.action_apply_inventory()
        both = self.Conflict.search([('product_tmpl_id', '=', bars.id)], order='id')
        self.assertEqual(both.mapped('state'), ['settled', 'open'], "each count that loses something is its own loss")
        self.assertEqual(both.mapped('quantity'), [2.0, 1.0])

    # === NOBODY EDITS === #

    def test_nobody_rewrites_it(self):
        conflict = self.open()
        for user in (self.dealer, self.env.user):
            for vals in ({'paid': 1.0}, {'state': 'settled'}, {'quantity': 5}, {'decision': 'given'}, {'kind': 'x'}):
                with self.assertRaisesRegex(UserError, "nobody rewrites it"):
                    conflict.with_user(user).write(vals)
        with self.assertRaisesRegex(UserError, "stay as they were"):
            conflict.side_ids[:1].sudo().write({'amount': 1.0})
        with self.assertRaisesRegex(UserError, "stay as they were"):
            conflict.side_ids[:1].sudo().unlink()
        with self.assertRaisesRegex(UserError, "is kept"):
            conflict.sudo().unlink()
        conflict.with_user(self.seller).write({'note': "Rang her", 'user_id': self.dealer.id})
        self.assertRecordValues(
            conflict, [{'paid': 14500.0, 'state': 'open', 'note': "Rang her", 'user_id': self.dealer.id}]
        )

    def test_roles(self):
        conflict = self.open()
        self.assertEqual(conflict.with_user(self.looker).left_out_words, f"Odile Marchand · {self.late.name}")
        for deed in (
            lambda: conflict.with_user(self.looker).write({'note': "x"}),
            lambda: conflict.with_user(self.looker).action_refund(),
            lambda: conflict.with_user(self.looker).action_apologise(),
            lambda: (
                self.piece.with_user(self.looker).with_context(ic_conflict_id=conflict.id).action_ic_offer_instead()
            ),
            lambda: conflict.with_user(self.seller).action_give(),
            lambda: conflict.with_user(self.seller).action_keep(),
            lambda: conflict.with_user(self.seller).action_settle(),
            lambda: conflict.with_user(self.seller).action_dismiss(),
            lambda: conflict.with_user(self.seller).action_cancel_order(),
            lambda: conflict.with_user(self.dealer).copy(),
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                deed()
        self.assertEqual((conflict.state, conflict.note, self.holders()), ('open', False, [self.first.name]))

    def test_the_other_store_is_not_there(self):
        conflict = self.open()
        other = self.env['res.company'].create({'name': "Second store"})
        stranger = self.dealer.copy({'company_id': other.id, 'company_ids': [(6, 0, other.ids)]})
        Conflict = self.Conflict.with_user(stranger)
        self.assertFalse(Conflict.search([('id', '=', conflict.id)]))
        self.assertEqual(Conflict.ic_open_count(), 0)
        for deed in (
            lambda: conflict.with_user(stranger).read(['name']),
            lambda: conflict.side_ids.with_user(stranger).read(['amount']),
            lambda: conflict.with_user(stranger).action_give(),
            lambda: conflict.with_user(stranger)._ic_cancel(True),
        ):
            with self.assertRaises(AccessError):
                deed()
        self.assertEqual((conflict.state, self.holders()), ('open', [self.first.name]))

    # === WHO IS TOLD === #

    def test_who_must_act(self):
        before = self.Conflict.with_user(self.dealer).ic_open_count()
        conflict = self.open()
        self.assertEqual(
            conflict.activity_ids.mapped(lambda activity: (activity.user_id, activity.summary)),
            [(self.seller, f"Make it good: {self.piece.name}")],
        )
        alert = self.env['ic.alert'].search([('res_model', '=', 'ic.conflict'), ('res_id', '=', conflict.id)])
        self.assertRecordValues(alert, [{'kind': 'conflict', 'state': 'open', 'company_id': self.company.id}])
        self.assertNotRegex(alert.words, r'\b14\D?500|[$€£]', "no amounts")
        self.assertEqual(self.Conflict.with_user(self.dealer).ic_open_count(), before + 1)
        self.assertIsNone(self.Conflict.with_user(self.looker).ic_open_count())
        conflict._ic_close('settled', 'other', "Done")
        self.assertEqual((conflict.activity_ids.ids, alert.state), ([], 'over'))
        self.assertEqual(self.Conflict.with_user(self.dealer).ic_open_count(), before)

    def test_a_seller_who_left_gives_it_to_a_dealer(self):
        self.seller.active = False
        conflict = self.open()
        self.assertTrue(conflict.user_id.has_group('ic_inventory_luxury.group_dealer'))

    def test_smart_buttons(self):
        self.assertEqual((self.piece.ic_conflict_count, self.late.ic_conflict_count), (0, 0))
        conflict = self.open()
        for record in (self.piece, self.late, self.first):
            record.invalidate_recordset()
            self.assertEqual((record.ic_conflict_count, record.ic_conflict_open_count), (1, 1))
            self.assertEqual(record.with_user(self.looker).action_ic_conflicts()['res_id'], conflict.id)
        conflict._ic_close('settled', 'other', "Done")
        self.piece.invalidate_recordset()
        self.assertEqual((self.piece.ic_conflict_count, self.piece.ic_conflict_open_count), (1, 0))

    def test_the_time_line(self):
        conflict = self.open(kind='channel_sale')
        words = conflict.timeline.striptags()
        for part in ("Odile Marchand", "we learned of it", "Conflict found", "Decided: it stays where it is"):
            self.assertIn(part, words)
        self.late_customer.name = "<script>"
        self.assertNotIn('<script>', conflict.timeline)
