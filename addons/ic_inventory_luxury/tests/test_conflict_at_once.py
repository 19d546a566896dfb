import uuid

from odoo import SUPERUSER_ID, api
from odoo.tests import tagged

from .at_once import AtOnceCase


@tagged('post_install', '-at_install')
class TestConflictAtOnce(AtOnceCase):
    """The same conflict told, or decided, by several at the same moment, on connections of their own."""

    TELLERS = 4

    def setUp(self):
        super().setUp()
        # what is committed here would be mailed by the job runner of the server under test
        self.patch(self.registry['ic.alert'], '_ic_queue_mails', lambda alerts: None)
        with self.registry.cursor() as cr:
            self.prepare(api.Environment(cr, SUPERUSER_ID, {}), f"test {uuid.uuid4()}")
        self.addCleanup(self.clean_up)

    def prepare(self, env, mark):
        piece = env['product.template'].create(
            {'ic_category': 'watch', 'name': mark, 'list_price': 100, 'ic_status': 'available'}
        )
        partner = env['res.partner'].create({'name': mark})
        lines = [(0, 0, {'product_id': piece.product_variant_id.id})]
        orders = env['sale.order'].create([{'partner_id': partner.id, 'order_line': lines} for _n in range(2)])
        orders[0].action_confirm()
        self.piece_id, self.first_id, self.late_id = piece.id, *orders.ids

    def clean_up(self):
        """Leave nothing that counts: the records of conflicts are kept on purpose, so they go by SQL."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env['sale.order'].browse((self.first_id, self.late_id))._action_cancel()
            conflicts = env['ic.conflict'].search([('product_tmpl_id', '=', self.piece_id)])
            env['ic.alert'].search([('res_model', '=', 'ic.conflict'), ('res_id', 'in', conflicts.ids)]).unlink()
            conflicts.activity_ids.unlink()
            env.flush_all()
            cr.execute('DELETE FROM ic_conflict WHERE id = ANY(%s)', [conflicts.ids])
            env.invalidate_all()
            env['product.template'].browse(self.piece_id).active = False

    def tell(self, env):
        product = env['product.template'].browse(self.piece_id).product_variant_id
        late = env['sale.order'].browse(self.late_id)
        return env['ic.conflict']._ic_open('paid_late', product, 1.0, document=late, paid=100.0).id

    def test_told_at_once_it_is_one(self):
        outcomes = self.at_once(*[self.tell] * self.TELLERS)
        self.assertEqual((len(outcomes), len(set(outcomes))), (self.TELLERS, 1))
        with self.registry.cursor() as cr:
            conflict = api.Environment(cr, SUPERUSER_ID, {})['ic.conflict'].search(
                [('product_tmpl_id', '=', self.piece_id)]
            )
            self.assertEqual((conflict.ids, len(conflict.activity_ids)), (outcomes[:1], 1))

    def test_given_while_it_is_handed_over(self):
        """The dealer gives the piece to the late side while the other side's delivery is confirmed: one of the two."""
        with self.registry.cursor() as cr:
            conflict_id = self.tell(api.Environment(cr, SUPERUSER_ID, {}))

        def give(env):
            env['ic.conflict'].browse(conflict_id)._ic_give("a test")
            return 'given'

        def deliver(env):
            picking = env['sale.order'].browse(self.first_id).picking_ids
            for move in picking.move_ids:
                move.quantity = 1.0
                move.picked = True
            picking._action_done()
            return 'delivered'

        outcomes = sorted(self.at_once(give, deliver))
        self.assertIn(outcomes, (['given', 'refused'], ['delivered', 'refused']))
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            first, late = env['sale.order'].browse((self.first_id, self.late_id))
            claims = env['ic.claim'].search([('product_tmpl_id', '=', self.piece_id), ('state', '=', 'committed')])
            delivered = outcomes[0] == 'delivered'
            self.assertEqual(first.order_line.qty_delivered, 1.0 if delivered else 0.0)
            self.assertEqual(claims.mapped('reference'), [] if delivered else [late.name])
            self.assertEqual(late.state, 'draft' if delivered else 'sale')

    def test_two_dealers_decide(self):
        with self.registry.cursor() as cr:
            conflict_id = self.tell(api.Environment(cr, SUPERUSER_ID, {}))

        def give(env):
            env['ic.conflict'].browse(conflict_id)._ic_give("a test")
            return 'given'

        def dismiss(env):
            env['ic.conflict'].browse(conflict_id)._ic_close('dismissed', False, "a test")
            return 'dismissed'

        outcomes = sorted(self.at_once(give, dismiss))
        self.assertIn(outcomes, (['given', 'refused'], ['dismissed', 'refused']))
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            conflict = env['ic.conflict'].browse(conflict_id)
            self.assertEqual(conflict.state, 'settled' if outcomes[0] == 'given' else 'dismissed')
            holder = env['sale.order'].browse(self.late_id if outcomes[0] == 'given' else self.first_id)
            claims = env['ic.claim'].search([('product_tmpl_id', '=', self.piece_id), ('state', '=', 'committed')])
            self.assertEqual(claims.mapped('reference'), holder.mapped('name'))
