import threading
import uuid

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.tests import tagged
from odoo.tests.common import BaseCase, get_db_name
from odoo.tools import mute_logger


@tagged('post_install', '-at_install')
class TestCheckoutAtOnce(BaseCase):
    """Two colleagues take the same piece out at the same moment, on connections of their own: one of them gets it."""

    TAKERS = 3

    def test_one_piece_one_taker(self):
        registry = Registry(get_db_name())
        mark = f"test {uuid.uuid4()}"
        with registry.cursor() as cr:
            piece_id, partner_ids, wizard_ids = self.prepare(api.Environment(cr, SUPERUSER_ID, {}), mark)
        outcomes, barrier = {}, threading.Barrier(self.TAKERS)
        threads = [
            threading.Thread(target=self.take, args=(registry, wizard_id, partner_id, barrier, outcomes))
            for wizard_id, partner_id in zip(wizard_ids, partner_ids)
        ]
        with mute_logger('odoo.sql_db'):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(60)
        try:
            self.assertEqual(sorted(outcomes.values()), ['refused'] * (self.TAKERS - 1) + ['taken'])
            with registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                trips = env['ic.checkout'].search([('product_tmpl_id', '=', piece_id)])
                self.assertEqual((len(trips), trips.state, outcomes[trips.partner_id.id]), (1, 'out', 'taken'))
                quants = env['stock.quant'].search(
                    [('product_id.product_tmpl_id', '=', piece_id), ('location_id.usage', '=', 'internal')]
                )
                self.assertEqual(
                    [(quant.location_id, quant.quantity) for quant in quants if quant.quantity],
                    [(trips.location_id, 1.0)],
                )
        finally:
            with registry.cursor() as cr:
                self.clean_up(api.Environment(cr, SUPERUSER_ID, {}), piece_id, partner_ids)

    def prepare(self, env, mark):
        env.company._ic_out_location()
        piece = env['product.template'].create(
            {'ic_category': 'watch', 'name': mark, 'list_price': 100, 'ic_status': 'available'}
        )
        partners = env['res.partner'].create([{'name': f"{mark} {n}"} for n in range(self.TAKERS)])
        wizards = env['ic.checkout.wizard'].create(
            [{'piece_ids': piece.ids, 'kind': 'approval', 'partner_id': partner.id} for partner in partners]
        )
        return piece.id, partners.ids, wizards.ids

    def take(self, registry, wizard_id, partner_id, barrier, outcomes):
        barrier.wait(30)
        for _attempt in range(6):  # what Odoo's own `retrying` does around a request
            try:
                with registry.cursor() as cr:
                    env = api.Environment(cr, SUPERUSER_ID, {})
                    env['ic.checkout.wizard'].browse(wizard_id).action_check_out()
                outcomes[partner_id] = 'taken'
                return
            except SerializationFailure:
                continue
            except UserError:
                outcomes[partner_id] = 'refused'
                return
        outcomes[partner_id] = 'gave up'

    def clean_up(self, env, piece_id, partner_ids):
        trips = env['ic.checkout'].search([('product_tmpl_id', '=', piece_id), ('state', '=', 'out')])
        if trips:
            trips._ic_bring_back()
            trips.unlink()
        env['product.template'].browse(piece_id).active = False
        env['res.partner'].browse(partner_ids).active = False
