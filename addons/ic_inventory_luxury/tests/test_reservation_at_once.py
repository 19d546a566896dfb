import threading
import uuid
from datetime import timedelta

from psycopg2.errors import SerializationFailure, UniqueViolation

from odoo import SUPERUSER_ID, api, fields
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.tests import tagged
from odoo.tests.common import BaseCase, get_db_name
from odoo.tools import mute_logger


@tagged('post_install', '-at_install')
class TestHoldAtOnce(BaseCase):
    """Colleagues put the same piece aside for different clients at one moment, on connections of their own."""

    TAKERS = 4

    def test_one_piece_one_client(self):
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
            self.assertEqual(sorted(outcomes.values()), ['held'] + ['refused'] * (self.TAKERS - 1))
            with registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                hold = env['ic.reservation'].search([('line_ids.product_tmpl_id', '=', piece_id)])
                claim = env['ic.claim'].search([('product_tmpl_id', '=', piece_id)])
                self.assertEqual((len(hold), hold.state, outcomes[hold.partner_id.id]), (1, 'active', 'held'))
                self.assertEqual((len(claim), claim.state, claim.owner), (1, 'held', f'ic.reservation,{hold.id}'))
        finally:
            with registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                env['ic.reservation'].search([('line_ids.product_tmpl_id', '=', piece_id)])._ic_release("Test")
                env['product.template'].browse(piece_id).active = False
                env['res.partner'].browse(partner_ids).active = False

    def prepare(self, env, mark):
        piece = env['product.template'].create(
            {'ic_category': 'watch', 'name': mark, 'list_price': 100, 'ic_status': 'available'}
        )
        partners = env['res.partner'].create([{'name': f"{mark} {n}"} for n in range(self.TAKERS)])
        until = fields.Datetime.now() + timedelta(days=1)
        wizards = env['ic.reservation.wizard'].create(
            [{'piece_ids': piece.ids, 'partner_id': partner.id, 'until': until} for partner in partners]
        )
        return piece.id, partners.ids, wizards.ids

    def take(self, registry, wizard_id, partner_id, barrier, outcomes):
        barrier.wait(30)
        for _attempt in range(8):  # what Odoo's own `retrying` does around a request
            try:
                with registry.cursor() as cr:
                    env = api.Environment(cr, SUPERUSER_ID, {})
                    env['ic.reservation.wizard'].browse(wizard_id).action_hold()
                outcomes[partner_id] = 'held'
                return
            except (SerializationFailure, UniqueViolation):
                continue
            except UserError:
                outcomes[partner_id] = 'refused'
                return
        outcomes[partner_id] = 'gave up'
