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
class TestConfirmAtOnce(BaseCase):
    """One piece, several orders confirmed at the same moment on connections of their own: one of them wins."""

    BUYERS = 4

    def test_one_piece_one_buyer(self):
        registry = Registry(get_db_name())
        mark = f"test {uuid.uuid4()}"
        with registry.cursor() as cr:
            piece_id, order_ids = self.prepare(api.Environment(cr, SUPERUSER_ID, {}), mark)
        outcomes = {}
        barrier = threading.Barrier(self.BUYERS)
        threads = [
            threading.Thread(target=self.confirm, args=(registry, order_id, barrier, outcomes))
            for order_id in order_ids
        ]
        with mute_logger('odoo.sql_db'):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(60)
        try:
            self.assertEqual(sorted(outcomes.values()), ['confirmed'] + ['refused'] * (self.BUYERS - 1))
            with registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                self.assertEqual(env['product.template'].browse(piece_id).ic_status, 'sold')
                self.assertEqual(
                    sorted(env['sale.order'].browse(order_ids).mapped('state')),
                    ['draft'] * (self.BUYERS - 1) + ['sale'],
                )
        finally:
            with registry.cursor() as cr:
                self.clean_up(api.Environment(cr, SUPERUSER_ID, {}), piece_id, order_ids)

    def prepare(self, env, mark):
        piece = env['product.template'].create(
            {'ic_category': 'watch', 'name': mark, 'list_price': 100, 'ic_status': 'available'}
        )
        partner = env['res.partner'].create({'name': mark})
        orders = env['sale.order'].create(
            [
                {
                    'partner_id': partner.id,
                    'order_line': [(0, 0, {'product_id': piece.product_variant_id.id})],
                }
                for _n in range(self.BUYERS)
            ]
        )
        return piece.id, orders.ids

    def confirm(self, registry, order_id, barrier, outcomes):
        barrier.wait(30)
        for _attempt in range(6):  # what Odoo's own `retrying` does around a request
            try:
                with registry.cursor() as cr:
                    api.Environment(cr, SUPERUSER_ID, {})['sale.order'].browse(order_id).action_confirm()
                outcomes[order_id] = 'confirmed'
                return
            except SerializationFailure:
                continue
            except UserError:
                outcomes[order_id] = 'refused'
                return
        outcomes[order_id] = 'gave up'

    def clean_up(self, env, piece_id, order_ids):
        orders = env['sale.order'].browse(order_ids)
        orders.filtered(lambda order: order.state == 'sale')._action_cancel()
        partner = orders.partner_id
        pickings = orders.picking_ids
        orders._action_cancel()
        orders.unlink()
        pickings.unlink()
        env['product.template'].browse(piece_id).active = False
        partner.active = False
