import uuid

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.exceptions import ConcurrencyError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.ic_inventory_luxury.tests.at_once import AtOnceCase


@tagged('post_install', '-at_install')
class TestInquiryAtOnce(AtOnceCase):
    """The same person asks about the same piece several times at the same moment, on connections of their own."""

    TIMES = 3

    def setUp(self):
        super().setUp()
        # what is committed here would be mailed by the server under test
        for name in ('_ic_notify_store', '_ic_thank'):
            self.patch(self.registry['crm.lead'], name, lambda lead: None)
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            mark = f'test {uuid.uuid4()}'
            self.piece_id = (
                env['product.template']
                .create({'ic_category': 'watch', 'name': mark, 'list_price': 100, 'company_id': env.company.id})
                .id
            )
        self.addCleanup(self.clean_up)

    def clean_up(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env['crm.lead'].with_context(active_test=False).search([('ic_piece_id', '=', self.piece_id)]).unlink()
            env['product.template'].browse(self.piece_id).active = False
            cr.execute('DELETE FROM ic_throttle')

    def ask(self, env, **values):
        values = {'name': "Ada", 'email': 'ada@example.com', 'message': "Is it there?", **values}
        piece = env['product.template'].browse(self.piece_id)
        return env['crm.lead']._ic_inquire(piece, values, {'source': 'piece'}).id

    def leads(self):
        with self.registry.cursor() as cr:
            leads = api.Environment(cr, SUPERUSER_ID, {})['crm.lead'].search([('ic_piece_id', '=', self.piece_id)])
            return [(lead.ic_asker_email, lead.ic_message_count) for lead in leads]

    def test_asked_at_once_it_is_one_lead(self):
        outcomes = self.at_once(*[self.ask] * self.TIMES)
        self.assertEqual((len(outcomes), len(set(outcomes))), (self.TIMES, 1), outcomes)
        self.assertEqual(self.leads(), [('ada@example.com', self.TIMES)])

    def test_by_phone_as_well(self):
        phone = {'email': '', 'phone': '+1 212 555 0100'}
        outcomes = self.at_once(lambda env: self.ask(env, **phone), lambda env: self.ask(env, **phone))
        self.assertEqual(len(set(outcomes)), 1, outcomes)
        self.assertEqual(self.leads(), [(False, 2)])

    def test_without_the_index_there_would_be_two(self):
        """The tests above fail when the database does not hold the rule: two who look first find nothing."""
        with self.registry.cursor() as one, self.registry.cursor() as two:
            first, second = (api.Environment(cr, SUPERUSER_ID, {}) for cr in (one, two))
            for env in (first, second):
                found = env['crm.lead'].search_count([('ic_piece_id', '=', self.piece_id)])
                self.assertEqual(found, 0)
            self.ask(first)
            first.flush_all()
            one.commit()
            with mute_logger('odoo.sql_db'), self.assertRaises((ConcurrencyError, SerializationFailure)):
                self.ask(second)
            two.rollback()
        self.assertEqual(len(self.leads()), 1)

    def test_limits_are_counted_by_all(self):
        company_id = 1
        with self.registry.cursor() as cr:
            company_id = api.Environment(cr, SUPERUSER_ID, {}).company.id

        def attempt(env):
            company = env['res.company'].browse(company_id)
            return env['ic.throttle']._ic_allows(company, 'test', self.piece_id, 2, 86400)

        outcomes = self.at_once(*[attempt] * 4)
        self.assertEqual(sorted(outcomes), [False, False, True, True])
