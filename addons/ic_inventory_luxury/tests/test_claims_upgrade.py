import importlib.util

from odoo.tests import tagged
from odoo.tools.misc import file_path

from .common import PieceCase

SCRIPT = 'ic_inventory_luxury/migrations/19.0.1.3.0/post-open-claims.py'


@tagged('post_install', '-at_install')
class TestClaimsUpgrade(PieceCase):
    """A store that sold before claims were kept: the upgrade opens them, and says what had been promised twice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        spec = importlib.util.spec_from_file_location('open_claims', file_path(SCRIPT))
        cls.script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(cls.script)
        cls.late = cls.env['res.partner'].create({'name': "Odile Marchand"})
        cls.one, cls.two = cls.watch(ic_serial="UP-1"), cls.watch(ic_serial="UP-2")
        cls.bars = cls.watch(ic_is_unique=False, name="Bar")
        (cls.one | cls.two)._ic_receive()
        cls.bars._ic_receive(quantity=5)
        (cls.one | cls.two | cls.bars)._ic_set_status('available')

    @classmethod
    def forget(cls):
        """Put the pieces back to the time before there were claims."""
        cls.env.flush_all()
        cls.env.cr.execute('DELETE FROM ic_claim WHERE product_tmpl_id IN %s', ((cls.one | cls.two | cls.bars)._ids,))
        cls.env.invalidate_all()

    def upgrade(self):
        self.env.flush_all()
        self.script.migrate(self.cr, '19.0.1.2.0')
        self.env.invalidate_all()

    def claims(self, owner):
        return sorted(
            (claim.product_tmpl_id.ic_serial or claim.product_tmpl_id.name, claim.kind, claim.state, claim.quantity)
            for claim in self.env['ic.claim'].search([('owner', '=', f'{owner._name},{owner.id}')])
        )

    def test_orders_get_what_they_promised_and_what_they_gave(self):
        given, open_order = self.order(self.one, self.two), self.order(self.bars, quantity=3)
        (given | open_order).action_confirm()
        self.deliver(given)
        self.forget()
        self.upgrade()
        self.assertEqual(self.claims(given), [('UP-1', 'order', 'done', 1.0), ('UP-2', 'order', 'done', 1.0)])
        self.assertEqual(self.claims(open_order), [(self.bars.name, 'order', 'committed', 3.0)])
        self.upgrade()
        self.assertEqual(len(self.claims(given)), 2, "once is enough")
        self.assertEqual(len(self.claims(open_order)), 1)

    def test_what_was_promised_twice_is_a_conflict(self):
        first, second = self.order(self.one), self.order(self.one, partner=self.late)
        some, more = self.order(self.bars, quantity=3), self.order(self.bars, quantity=4, partner=self.late)
        for order in (first, some, second, more):
            order.action_confirm()
            self.forget()
        self.upgrade()
        self.assertEqual(self.claims(first), [('UP-1', 'order', 'committed', 1.0)])
        self.assertEqual(self.claims(second), [])
        self.assertEqual(self.claims(some), [(self.bars.name, 'order', 'committed', 3.0)])
        self.assertEqual(self.claims(more), [(self.bars.name, 'order', 'committed', 2.0)])
        owners = [f'sale.order,{order.id}' for order in (first, second, some, more)]
        conflicts = self.env['ic.conflict'].search([('owner', 'in', owners)], order='id')
        self.assertRecordValues(
            conflicts,
            [
                {'owner': owners[1], 'product_tmpl_id': self.one.id, 'quantity': 1.0, 'state': 'open'},
                {'owner': owners[3], 'product_tmpl_id': self.bars.id, 'quantity': 2.0, 'state': 'open'},
            ],
        )
        self.assertEqual((second | more).mapped('state'), ['sale', 'sale'], "a person decides, not the upgrade")

    def test_what_is_with_a_client_stays_his(self):
        wizard = self.env['ic.checkout.wizard'].create(
            {'piece_ids': self.one.ids, 'kind': 'approval', 'partner_id': self.late.id}
        )
        wizard.action_check_out()
        trip = self.one.ic_checkout_id
        self.assertEqual(self.claims(trip), [('UP-1', 'approval', 'held', 1.0)])
        self.forget()
        self.upgrade()
        self.assertEqual(self.claims(trip), [('UP-1', 'approval', 'held', 1.0)])
