import threading
import uuid

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import tagged
from odoo.tests.common import BaseCase, get_db_name
from odoo.tools import mute_logger


@tagged('post_install', '-at_install')
class TestAlertAtOnce(BaseCase):
    """Several processes that find the same at the same moment, on connections of their own, tell it once."""

    FINDERS = 4

    def test_told_once(self):
        registry = Registry(get_db_name())
        with registry.cursor() as cr:
            values = {'ic_category': 'watch', 'name': f"test {uuid.uuid4()}", 'list_price': 100}
            piece_id = api.Environment(cr, SUPERUSER_ID, {})['product.template'].create(values).id
        barrier, outcomes = threading.Barrier(self.FINDERS), []
        threads = [
            threading.Thread(target=self.find, args=(registry, piece_id, barrier, outcomes))
            for _n in range(self.FINDERS)
        ]
        with mute_logger('odoo.sql_db'):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(60)
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            alerts = env['ic.alert'].search([('res_model', '=', 'product.template'), ('res_id', '=', piece_id)])
            found = len(alerts)
            alerts.unlink()
            env['product.template'].browse(piece_id).active = False
        self.assertEqual(sorted(outcomes), [0] * (self.FINDERS - 1) + [1])
        self.assertEqual(found, 1)

    def find(self, registry, piece_id, barrier, outcomes):
        barrier.wait(30)
        for _attempt in range(6):  # what Odoo's own `retrying` does around a request
            try:
                with registry.cursor() as cr:
                    env = api.Environment(cr, SUPERUSER_ID, {})
                    piece = env['product.template'].browse(piece_id)
                    raised = env['ic.alert']._ic_raise('conflict', piece, words="Found by several at once")
                outcomes.append(len(raised))
                return
            except SerializationFailure:
                continue
        outcomes.append(-1)
