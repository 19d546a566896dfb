from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import PieceCase


@tagged('post_install', '-at_install')
class TestTransition(PieceCase):
    """The steps people may take by hand are rows that a store admin edits; stock has the last word all the same."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Step = cls.env['ic.status.transition']
        module = 'ic_inventory_luxury'
        cls.admin = new_test_user(cls.env, 'ic_step_admin', f'{module}.group_store_admin')
        cls.worker = new_test_user(
            cls.env, 'ic_step_worker', f'{module}.group_employee,{module}.group_manage_inventory'
        )

    def own_steps(self):
        """Give the store steps of its own and return them."""
        self.Step.with_user(self.admin).action_ic_own_steps()
        return self.Step.search([('company_id', '=', self.env.company.id)])

    def step(self, old, new):
        return self.Step.search(
            [
                ('company_id', '=', self.env.company.id),
                ('from_status', '=', old),
                ('to_status', '=', new),
            ]
        )

    def codes(self, piece):
        piece.invalidate_recordset()
        return [option['code'] for option in piece.ic_status_options or []]

    def test_shipped_steps_know_every_status_but_sold(self):
        shipped = self.Step.search([('company_id', '=', False)])
        by_hand = {code for code, _label in self.Piece._selection_ic_status()} - {'sold'}
        self.assertEqual(set(shipped.mapped('from_status')), by_hand)
        self.assertEqual(set(shipped.mapped('to_status')), by_hand)
        self.assertTrue(all(shipped.mapped('note')))

    def test_only_the_steps_of_the_table(self):
        piece = self.watch(ic_status='available')
        self.own_steps()
        self.step('available', 'polish').active = False
        with self.assertRaises(UserError) as refusal:
            piece._ic_set_status('polish')
        self.assertIn("cannot go from Available to Polish", str(refusal.exception))
        self.assertIn(
            "it can become: Hold, Awaiting Photos, Service, Send to Blaken, At Blaken", str(refusal.exception)
        )
        self.assertEqual((piece.ic_status, len(piece.ic_status_log_ids)), ('available', 1))
        self.assertEqual(self.codes(piece), ['hold', 'awaiting_photos', 'service', 'send_refinish', 'at_refinish'])
        self.step('available', 'hold').unlink()
        self.assertEqual(self.codes(piece), ['awaiting_photos', 'service', 'send_refinish', 'at_refinish'])
        piece._ic_set_status('service')
        piece._ic_set_status('polish')
        self.assertEqual(piece.ic_status, 'polish')

    def test_a_step_for_some_only(self):
        self.own_steps()
        step = self.step('hold', 'available')
        step.group_id = self.env.ref('ic_inventory_luxury.group_store_admin')
        piece = self.watch(ic_status='hold').with_user(self.worker)
        self.assertNotIn('available', self.codes(piece))
        with self.assertRaises(UserError) as refusal:
            piece._ic_set_status('available')
        self.assertIn("only Role / Store Admin may change it from Hold to Available", str(refusal.exception))
        self.assertEqual(piece.ic_status, 'hold')
        piece.with_user(self.admin)._ic_set_status('available')
        self.assertEqual((piece.ic_status, piece.ic_status_log_ids[:1].user_id), ('available', self.admin))

    def test_a_step_that_asks_why(self):
        self.own_steps()
        self.step('available', 'hold').reason_required = True
        piece = self.watch(ic_status='available')
        with self.assertRaisesRegex(UserError, "say why it becomes Hold"):
            piece.ic_status = 'hold'
        self.assertEqual(piece.ic_status, 'available')
        self.assertEqual([option['code'] for option in piece.ic_status_options if option['ask']], ['hold'])
        action = piece.with_context(ic_status='hold').action_ic_change_status()
        wizard = self.env['ic.status.change'].with_context(**action['context']).create({'reason': "Mrs. Almeida"})
        self.assertEqual((wizard.status, wizard.reason_required), ('hold', True))
        wizard.action_apply()
        self.assertEqual(self.history(piece)[-1], ('available', 'hold', "Mrs. Almeida"))

    def test_stock_has_the_last_word(self):
        """Rows that contradict stock are of no use: nothing comes into the house by a step, nothing is sold by one."""
        self.own_steps()
        counted = self.watch(ic_is_unique=False)
        with self.assertRaisesRegex(UserError, "Receive it first"):
            counted._ic_set_status('available')
        with self.assertRaises(IntegrityError), mute_logger('odoo.sql_db'), self.env.cr.savepoint():
            self.Step.create({'from_status': 'available', 'to_status': 'sold'})
        with self.assertRaises(IntegrityError), mute_logger('odoo.sql_db'), self.env.cr.savepoint():
            self.Step.create({'from_status': 'hold', 'to_status': 'hold'})
        with self.assertRaises(IntegrityError), mute_logger('odoo.sql_db'), self.env.cr.savepoint():
            self.Step.create({'from_status': 'hold', 'to_status': 'available'})
        self.Step.create({'from_status': 'available', 'to_status': 'incoming'})
        piece = self.watch(ic_status='available')
        self.assertNotIn('incoming', self.codes(piece))
        with self.assertRaisesRegex(UserError, "is in stock"):
            piece._ic_set_status('incoming')
        self.order(piece).action_confirm()
        self.assertEqual(self.codes(piece), [])

    def test_intake_takes_no_step(self):
        """A list of pieces arrives in the statuses they have; the table is about changes."""
        self.own_steps()
        self.step('incoming', 'polish').unlink()
        self.assertEqual(self.watch(ic_status='polish').ic_status, 'polish')
        with self.assertRaisesRegex(UserError, "cannot go from Incoming to Polish"):
            self.watch()._ic_set_status('polish')

    def test_labels_carry_the_refinisher(self):
        self.env.company.ic_refinisher_name = "Atelier Nord"
        piece = self.watch(ic_status='available')
        labels = {option['code']: option['label'] for option in piece.ic_status_options}
        self.assertEqual((labels['send_refinish'], labels['at_refinish']), ("Send to Atelier Nord", "At Atelier Nord"))
        form = self.env['ir.ui.view'].browse(self.env.ref('ic_inventory_luxury.product_piece_view_form').id)
        self.assertNotIn("Send to Refinisher", self.Piece.get_view(form.id, 'form')['arch'])

    def test_a_store_edits_its_own_steps_only(self):
        shipped = self.env.ref('ic_inventory_luxury.step_available_polish')
        with self.assertRaises(AccessError):
            shipped.with_user(self.admin).active = False
        with self.assertRaises(AccessError):
            self.Step.with_user(self.worker).action_ic_own_steps()
        other = self.env['res.company'].create({'name': "Other Store"})
        foreign = self.Step.create({'from_status': 'hold', 'to_status': 'service', 'company_id': other.id})
        own = self.own_steps()
        self.assertEqual(len(own), self.Step.search_count([('company_id', '=', False)]))
        self.assertNotIn(foreign, self.Step.with_user(self.admin).search([]))
        own.filtered(lambda step: step.to_status == 'polish').with_user(self.admin).unlink()
        with self.assertRaises(UserError):
            self.watch(ic_status='available')._ic_set_status('polish')
        self.Step.with_user(self.admin).action_ic_shipped_steps()
        piece = self.watch(ic_status='available')
        piece._ic_set_status('polish')
        self.assertEqual((piece.ic_status, foreign.exists()), ('polish', foreign))

    def test_many_at_once_with_a_message_per_piece(self):
        free, sold, incoming = self.watch(ic_status='available'), self.watch(ic_status='available'), self.watch()
        order = self.order(sold)
        order.action_confirm()
        pieces = free + sold + incoming
        context = pieces.with_context(ic_status='hold').action_ic_change_status()['context']
        wizard = self.env['ic.status.change'].with_context(**context).create({'reason': "Trade fair"})
        result = wizard.action_apply()
        self.assertEqual((result['res_model'], result['res_id']), ('ic.status.change', wizard.id))
        self.assertEqual(pieces.mapped('ic_status'), ['hold', 'sold', 'hold'])
        self.assertEqual(wizard.changed, 2)
        self.assertEqual(len(wizard.refused.splitlines()), 1)
        self.assertIn(f"is sold ({order.name})", wizard.refused)
        self.assertEqual(self.history(free)[-1], ('available', 'hold', "Trade fair"))

    def test_time_in_each_status(self):
        piece = self.watch(ic_status='available')
        piece._ic_set_status('hold')
        first, last = piece.ic_status_log_ids.sorted('id')
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE ic_status_log SET date = now() at time zone 'UTC' - interval '75 hours' WHERE id = %s", (first.id,)
        )
        self.env.cr.execute(
            "UPDATE ic_status_log SET date = now() at time zone 'UTC' - interval '5 minutes' WHERE id = %s", (last.id,)
        )
        self.env.invalidate_all()
        self.assertEqual((first.lasted, round(first.days, 1), first.is_current), ("3 d 2 h", 3.1, False))
        self.assertEqual((last.lasted, round(last.days, 1), last.is_current), ("5 min", 0.0, True))
