import threading
import time
import uuid
from types import SimpleNamespace
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.http_routing.tests.common import MockRequest

from ..models import locks
from ..models.claims import ir_http
from .at_once import AtOnceCase


@tagged('post_install', '-at_install')
class TestLockAtOnce(AtOnceCase):
    """Who locks many goods is not starved by those who lock few."""

    def setUp(self):
        super().setUp()
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            values = {'ic_category': 'bullion', 'ic_is_unique': False, 'name': f"test {uuid.uuid4()}"}
            self.piece_ids = env['product.template'].create([values] * 3).ids
        self.addCleanup(self.clean_up)

    def clean_up(self):
        with self.registry.cursor() as cr:
            api.Environment(cr, SUPERUSER_ID, {})['product.template'].browse(self.piece_ids).active = False

    def products(self, cr):
        env = api.Environment(cr, SUPERUSER_ID, {})
        return env['product.template'].browse(self.piece_ids).product_variant_ids

    def holding(self, seconds):
        """Lock one of the goods on a connection of its own, and let go of it so many seconds later."""
        held, after = threading.Event(), threading.Event()

        def hold():
            with self.registry.cursor() as cr:
                locks.lock_products(self.products(cr)[1])
                held.set()
                after.wait(seconds)

        holder = threading.Thread(target=hold)
        holder.start()
        self.addCleanup(holder.join, 60)
        self.addCleanup(after.set)
        self.assertTrue(held.wait(30))

    def test_waiting_for_a_lock_fails_as_a_rule(self):
        self.holding(0.5)
        with self.registry.cursor() as cr, mute_logger('odoo.sql_db'):
            with self.assertRaises(SerializationFailure):
                locks.lock_products(self.products(cr))
            cr.rollback()

    def test_who_goes_first_gets_all_of_them(self):
        self.holding(0.5)
        with self.registry.cursor() as cr:
            self.assertTrue(locks.go_first(cr))
            locks.lock_products(self.products(cr))

    def test_a_request_goes_first_at_its_third_attempt(self):
        endpoint = SimpleNamespace(routing={'auth': 'none'})
        for locks_goods, expected in ((True, [0, 0, 1, 2]), (False, [0, 0, 0, 0])):
            with self.registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                with MockRequest(env) as request, patch.object(ir_http, 'go_first') as first:
                    calls, request.ic_attempts, request.ic_locks_goods = [], 0, False  # no Mock says so
                    for _attempt in expected:
                        env['ir.http']._authenticate(endpoint)
                        calls.append(first.call_count)
                        if locks_goods:
                            locks.lock_products(self.products(cr))
            self.assertEqual(calls, expected)

    def test_others_stand_back_while_it_is_at_work(self):
        arrived = []
        with self.registry.cursor() as cr:
            locks.go_first(cr)
            other = threading.Thread(target=lambda: arrived.append(self.at_once(self.lock_one)))
            other.start()
            time.sleep(0.3)
            self.assertFalse(arrived)
            locks.lock_products(self.products(cr))
        other.join(60)
        self.assertEqual(arrived, [['locked']])

    def lock_one(self, env):
        locks.lock_products(self.products(env.cr)[0])
        return 'locked'

    def test_who_is_at_work_for_long_is_not_waited_for(self):
        self.patch(locks, 'PATIENCE', '200ms')
        self.holding(60)
        with self.registry.cursor() as cr:
            self.assertFalse(locks.go_first(cr))
            locks.lock_products(self.products(cr)[0])
            [[timeout]] = api.Environment(cr, SUPERUSER_ID, {}).execute_query(locks.SQL("SHOW lock_timeout"))
            self.assertEqual(timeout, '0')
