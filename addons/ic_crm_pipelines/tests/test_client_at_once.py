import uuid

from odoo import SUPERUSER_ID, api
from odoo.tests import tagged

from odoo.addons.ic_inventory_luxury.tests.at_once import AtOnceCase


@tagged('post_install', '-at_install')
class TestClientAtOnce(AtOnceCase):
    """A contact is merged while somebody else merges it too, or writes about it."""

    def setUp(self):
        super().setUp()
        self.word = uuid.uuid4().hex
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            values = {'email': f'{self.word}@at-once.example'}
            people = env['res.partner'].create([{'name': f'{self.word} {number}', **values} for number in (1, 2)])
            self.stays, self.gone = people.ids
        self.addCleanup(self.clean_up)

    def clean_up(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env['ic.wish'].search([('text', '=', self.word)]).unlink()
            env['res.partner'].search([('name', 'like', self.word)]).unlink()

    def _merge(self, env):
        env['base.partner.merge.automatic.wizard']._merge(
            [self.stays, self.gone], env['res.partner'].browse(self.stays)
        )
        return 'merged'

    def _wish(self, env):
        partner = env['res.partner'].browse(self.gone).exists() or env['res.partner'].browse(self.stays)
        env['ic.wish'].create({'partner_id': partner.id, 'text': self.word})
        return 'wished'

    def test_merged_twice_and_written_about_at_once(self):
        outcomes = self.at_once(self._merge, self._merge, self._wish)
        self.assertEqual(sorted(outcomes), ['merged', 'merged', 'wished'])
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            self.assertEqual(env['res.partner'].search([('name', 'like', self.word)]).ids, [self.stays])
            self.assertEqual(env['ic.wish'].search([('text', '=', self.word)]).partner_id.ids, [self.stays])
            self.assertEqual(env['ic.client.merge'].search_count([('gone_id', '=', self.gone)]), 1)
