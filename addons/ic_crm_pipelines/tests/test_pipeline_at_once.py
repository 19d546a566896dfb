import uuid

from odoo import SUPERUSER_ID, api
from odoo.tests import tagged

from odoo.addons.ic_inventory_luxury.tests.at_once import AtOnceCase


@tagged('post_install', '-at_install')
class TestPipelineAtOnce(AtOnceCase):
    """Several people press the same button at the same moment, on connections of their own."""

    def setUp(self):
        super().setUp()
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            self.partner_id = env['res.partner'].create({'name': f'test {uuid.uuid4()}'}).id
        self.addCleanup(self.clean_up)

    def clean_up(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env['crm.lead'].with_context(active_test=False).search([('partner_id', '=', self.partner_id)]).unlink()
            env['res.partner'].browse(self.partner_id).unlink()

    def test_clicked_at_once_it_is_one_deal(self):
        def click(env):
            return env['crm.lead']._ic_open_from(env['res.partner'].browse(self.partner_id)).id

        outcomes = self.at_once(click, click, click)
        self.assertEqual((len(outcomes), len(set(outcomes))), (3, 1), outcomes)
        with self.registry.cursor() as cr:
            found = api.Environment(cr, SUPERUSER_ID, {})['crm.lead'].search([('partner_id', '=', self.partner_id)])
            self.assertEqual(found.ids, outcomes[:1])
