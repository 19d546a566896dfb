from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .pos_common import TillCase


@tagged('post_install', '-at_install')
class TestPosLease(TillCase):
    """Fair mode: pieces that one terminal may sell offline with no risk at all."""

    def lease(self, *pieces, till=None, start=True, quantity=1):
        lease = self.env['ic.pos.lease'].create(
            {
                'name': "Fair under test",
                'config_id': (till or self.till).id,
                'until': fields.Datetime.now() + timedelta(days=3),
                'line_ids': [
                    Command.create({'product_id': piece.product_variant_id.id, 'quantity': quantity})
                    for piece in pieces
                ],
            }
        )
        if start:
            lease.action_ic_start()
        return lease

    def check_in(self, till=None, device='A', unsent=0):
        return self.as_cashier(till).ic_check_in(False, device, unsent)['leases']

    def over(self, lease):
        lease.until = fields.Datetime.now() - timedelta(minutes=1)

    def test_nobody_else_can_promise_it(self):
        lease = self.lease(self.piece)
        self.assertEqual(self.active(self.piece), [('lease', 'held', "Till 1")])
        with self.assertRaisesRegex(UserError, "leased to Till 1"), self.cr.savepoint():
            self.order(self.piece).action_confirm()
        refused = self.claim(self.piece, till=self.other)[1]['refused']
        self.assertEqual(len(refused), 1)
        self.assertIn("Leased to Till 1 until", refused[0]['where'])
        self.assertIn("Till 1 until", self.piece.ic_lease_words)
        self.assertEqual(lease.line_ids.left, 1.0)

    def test_terminal_is_given_its_pieces(self):
        lease = self.lease(self.piece)
        self.assertEqual(
            self.check_in(),
            [
                {
                    'product_id': self.piece.product_variant_id.id,
                    'quantity': 1.0,
                    'until': int(lease.until.timestamp() * 1000),
                }
            ],
        )
        self.assertEqual(self.check_in(till=self.other), [])
        self.assertTrue(lease.seen_on)

    def test_one_device_only(self):
        """A second tablet of the same terminal gets nothing: both offline could sell it twice."""
        lease = self.lease(self.piece)
        self.check_in(device='A')
        self.assertEqual(self.check_in(device='B'), [])
        refused = self.claim(self.piece, device='B')[1]['refused']
        self.assertEqual(len(refused), 1)
        lease.action_ic_free_device()
        self.assertEqual(len(self.check_in(device='B')), 1)
        self.assertEqual(lease.device, 'B')

    def test_sold_offline_without_risk(self):
        lease = self.lease(self.piece)
        self.check_in()
        order = self.sell(self.piece, ic_sold_offline=True)
        self.assertEqual((self.on_hand(self.piece), self.piece.ic_status), (0, 'sold'))
        self.assertFalse(order.lines.ic_unfilled)
        self.assertFalse(self.env['ic.conflict'].search([('product_tmpl_id', '=', self.piece.id)]))
        self.assertEqual((lease.line_ids.left, self.check_in()), (0.0, []))

    def test_asking_first_keeps_the_lease(self):
        """Online, the payment screen asks as always; when nobody pays, the piece is still leased."""
        self.lease(self.piece)
        self.check_in()
        key, answer = self.claim(self.piece, device='A')
        self.assertEqual(answer['refused'], [])
        self.as_cashier().ic_release_order(key)
        self.assertEqual(self.active(self.piece), [('lease', 'held', "Till 1")])

    def test_late_orders_are_waited_for(self):
        """After the last day nobody gets the pieces before the terminal has sent what it sold."""
        lease = self.lease(self.piece)
        self.check_in()
        self.over(lease)
        self.env['ic.pos.lease']._cron_end()
        self.assertEqual((lease.state, lease.is_overdue), ('running', True))
        self.assertEqual(len(self.claim(self.piece, till=self.other)[1]['refused']), 1)
        self.check_in(unsent=1)
        self.assertEqual(lease.state, 'running')
        self.sell(self.piece, ic_sold_offline=True)
        self.check_in()
        self.assertEqual((lease.state, lease.line_ids.came_back), ('ended', 0.0))
        self.assertFalse(self.env['ic.conflict'].search([('product_tmpl_id', '=', self.piece.id)]))

    def test_ends_when_the_terminal_is_back(self):
        lease = self.lease(self.piece)
        self.check_in()
        self.over(lease)
        self.assertEqual(self.check_in(), [])
        self.assertEqual((lease.state, lease.line_ids.came_back, self.active(self.piece)), ('ended', 1.0, []))
        self.assertEqual(self.claim(self.piece, till=self.other)[1]['refused'], [])

    def test_never_picked_up(self):
        lease = self.lease(self.piece)
        self.over(lease)
        self.env['ic.pos.lease']._cron_end()
        self.assertEqual((lease.state, self.active(self.piece)), ('ended', []))

    def test_ended_by_hand(self):
        lease = self.lease(self.piece)
        lease.action_ic_end()
        self.assertEqual((lease.state, self.active(self.piece)), ('ended', []))
        self.order(self.piece).action_confirm()
        self.assertEqual(self.piece.ic_status, 'sold')

    def test_refusals_take_nothing(self):
        """All of a lease or none of it: a sold piece, an empty lease, a past day, a piece leased already."""
        sold = self.watch(ic_serial="TL401")
        sold._ic_set_status('available')
        self.order(sold).action_confirm()
        with self.assertRaises(UserError), self.cr.savepoint():
            self.lease(self.piece, sold)
        self.assertEqual(self.active(self.piece), [])
        with self.assertRaisesRegex(UserError, "add the pieces"), self.cr.savepoint():
            self.lease()
        draft = self.lease(self.piece, start=False)
        draft.until = fields.Datetime.now() - timedelta(days=1)
        with self.assertRaisesRegex(UserError, "in the future"), self.cr.savepoint():
            draft.action_ic_start()
        self.lease(self.piece)
        with self.assertRaisesRegex(UserError, "leased to Till 1 already"), self.cr.savepoint():
            self.lease(self.piece)
        self.piece.invalidate_recordset()
        held = self.watch(ic_serial="TL402")
        held._ic_set_status('available')
        held._ic_set_status('hold')
        with self.assertRaisesRegex(UserError, "Hold"), self.cr.savepoint():
            self.lease(held)

    def test_some_of_many(self):
        """Three of five bars go to the fair; the shop may promise the other two, and no more."""
        bars = self.Piece.create(
            {'ic_category': 'bullion', 'name': "Bar under test", 'list_price': 100.0, 'taxes_id': False}
        )
        bars._ic_receive(quantity=5)
        bars._ic_set_status('available')
        self.lease(bars, quantity=3)
        self.assertEqual(len(self.claim(bars, till=self.other, quantity=3)[1]['refused']), 1)
        self.assertEqual(self.claim(bars, till=self.other, quantity=2)[1]['refused'], [])
        self.check_in()
        order = self.sell(bars, quantity=3, ic_sold_offline=True)
        self.assertFalse(order.lines.ic_unfilled)
        self.assertEqual(self.on_hand(bars), 2)
