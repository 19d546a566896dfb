import threading
import uuid

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import tagged
from odoo.tests.common import BaseCase, get_db_name
from odoo.tools import mute_logger


@tagged('post_install', '-at_install')
class TestConsignmentAtOnce(BaseCase):
    """The same sale settled from several connections at the same moment is owed once."""

    SETTLERS = 4

    def test_one_sale_one_payout(self):
        registry = Registry(get_db_name())
        mark = f"test {uuid.uuid4()}"
        with registry.cursor() as cr:
            piece_id, move_id = self.prepare(api.Environment(cr, SUPERUSER_ID, {}), mark)
        outcomes, barrier = [], threading.Barrier(self.SETTLERS)
        threads = [
            threading.Thread(target=self.settle, args=(registry, move_id, barrier, outcomes))
            for _number in range(self.SETTLERS)
        ]
        with mute_logger('odoo.sql_db'):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(90)
        try:
            self.assertEqual(sorted(outcomes), [0] * (self.SETTLERS - 1) + [1])
            with registry.cursor() as cr:
                payouts = self.payouts(api.Environment(cr, SUPERUSER_ID, {}), piece_id)
                self.assertEqual((len(payouts), payouts.amount, payouts.state), (1, 50.0, 'to_book'))
        finally:
            with registry.cursor() as cr:
                self.clean_up(api.Environment(cr, SUPERUSER_ID, {}), piece_id)

    def prepare(self, env, mark):
        """Make a delivered sale that nobody has settled, in a store without books, so that no bill is left behind."""
        company = env['res.company'].create({'name': mark})
        env = env(context={'allowed_company_ids': company.ids})
        partner = env['res.partner'].create({'name': mark})
        piece = env['product.template'].create(
            {
                'ic_category': 'watch',
                'name': mark,
                'list_price': 100,
                'taxes_id': False,
                'ic_status': 'available',
                **env['product.template']._ic_consignment_values(partner, percent=50.0),
            }
        )
        order = env['sale.order'].create(
            {'partner_id': partner.id, 'order_line': [(0, 0, {'product_id': piece.product_variant_id.id})]}
        )
        order.action_confirm()
        order.picking_ids.move_ids.picked = True
        order.picking_ids._action_done()
        self.payouts(env, piece.id).unlink()
        return piece.id, order.picking_ids.move_ids.id

    def payouts(self, env, piece_id):
        return env['ic.consignment.payout'].search([('product_tmpl_id', '=', piece_id)])

    def settle(self, registry, move_id, barrier, outcomes):
        barrier.wait(30)
        for _attempt in range(8):  # what Odoo's own `retrying` does around a request
            try:
                with registry.cursor() as cr:
                    env = api.Environment(cr, SUPERUSER_ID, {})
                    sale = env['stock.move'].browse(move_id)._ic_consignment_sale()
                    made = len(env['ic.consignment.payout']._ic_settle_sales([sale]))
                outcomes.append(made)
                return
            except SerializationFailure:
                continue
        outcomes.append('gave up')

    def clean_up(self, env, piece_id):
        """Put the piece away; what was delivered cannot be deleted."""
        self.payouts(env, piece_id).unlink()
        env['product.template'].browse(piece_id).active = False
