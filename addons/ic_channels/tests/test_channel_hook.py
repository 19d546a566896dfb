from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.ic_channels.controllers.hook import MAX_BYTES
from odoo.addons.ic_connect import registry
from odoo.addons.ic_inventory_luxury.tests.secret_key import fresh_secret_key

from .vendor import Shop, Vendor

HOOK = 'odoo.addons.ic_channels.controllers.hook'


@tagged('post_install', '-at_install')
class TestHook(HttpCase):
    """Where services knock: what is proven is kept once, the rest learns nothing."""

    def setUp(self):
        super().setUp()
        self.vendor = type('HookVendor', (Vendor,), {'shop': Shop()})
        real = registry.get
        for patcher in (
            fresh_secret_key(),
            patch.object(registry, 'get', lambda kind, code: self.vendor if code == 'testshop' else real(kind, code)),
            patch.object(registry, 'services', lambda kind=None: {('channels', 'testshop'): self.vendor}),
        ):
            patcher.start()
            self.addCleanup(patcher.stop)
        self.channel = self.env['ic.channel'].create({'name': "Hook Shop", 'code': 'testshop', 'shadow': False})
        self.channel._ic_store_credentials({'token': 'proof-of-the-vendor'})
        self.channel.action_ic_connect()
        self.token = self.channel._ic_hook_url().rsplit('/', 1)[1]
        self.env.flush_all()

    def knock(self, body=b'order E1 O1', proof='proof-of-the-vendor', code='testshop', token=None, **options):
        return self.url_open(f'/ic/hook/{code}/{token or self.token}', data=body, headers={'X-Proof': proof}, **options)

    def events(self):
        return self.env['ic.channel.event'].search([('channel_id', '=', self.channel.id)], order='id')

    def test_what_is_proven_is_kept_once(self):
        answer = self.knock()
        self.assertEqual((answer.status_code, answer.text), (200, ''))
        self.assertRecordValues(
            self.events(),
            [{'remote_id': 'E1', 'topic': 'order', 'subject_id': 'O1', 'state': 'new', 'body': 'order E1 O1'}],
        )
        jobs = self.env['queue.job'].search([('identity_key', '=', f'ic.channel,{self.channel.id},_ic_follow,order')])
        self.assertEqual(len(jobs), 1)
        self.assertEqual(self.knock().status_code, 200, "a repetition is taken, and changes nothing")
        self.assertEqual(len(self.events()), 1)
        self.assertEqual(self.knock(b'order E2 O1').status_code, 200)
        self.assertEqual(len(self.events()), 2)
        self.assertEqual([verb for verb, _facts in self.vendor.shop.calls], ['check'], "nobody is called meanwhile")

    @mute_logger(HOOK)
    def test_what_is_not_proven_learns_nothing(self):
        answers = [
            self.knock(token='x' * 43),
            self.knock(token=self.token[:-1]),
            self.knock(code='shopify'),
            self.knock(code='nothing'),
            self.knock(proof='a guess'),
            self.knock(proof=''),
        ]
        self.assertEqual([answer.status_code for answer in answers], [404] * 6)
        self.assertEqual({answer.content for answer in answers}, {b''}, "all alike: what is there cannot be told")
        self.assertEqual(len({tuple(sorted(set(answer.headers) - {'Date'})) for answer in answers}), 1)
        self.assertFalse(self.events())

    def test_other_methods(self):
        self.assertEqual(self.url_open(f'/ic/hook/testshop/{self.token}').status_code, 405)
        self.assertEqual(self.url_open(f'/ic/hook/testshop/{"x" * 43}').status_code, 405)
        self.assertFalse(self.events())

    @mute_logger('odoo.http')
    def test_too_large(self):
        self.assertEqual(self.knock(b'order E1 ' + b'x' * (MAX_BYTES + 1)).status_code, 413)
        self.assertFalse(self.events())

    def test_a_large_one_that_is_allowed(self):
        self.assertEqual(self.knock(b'order E1 ' + b'x' * 100000).status_code, 200)
        self.assertEqual(len(self.events().body), 100009)

    @mute_logger(HOOK)
    def test_proven_and_not_understood(self):
        self.assertEqual(self.knock(b'one two').status_code, 200, "sending it again would not help")
        self.assertFalse(self.events())

    @mute_logger(HOOK)
    def test_when_nothing_can_be_checked_it_is_to_come_again(self):
        with fresh_secret_key():
            self.assertEqual(self.knock().status_code, 503)
        self.assertFalse(self.events())
        self.assertEqual(self.knock().status_code, 200)

    def test_disconnected_channels_are_not_there(self):
        self.channel.action_ic_pause()
        self.assertEqual(self.knock().status_code, 200, "a pause loses nothing")
        self.channel.action_ic_disconnect()
        self.assertEqual(self.knock(b'order E2 O1').status_code, 404)
        self.assertEqual(self.events().mapped('remote_id'), ['E1'])

    def test_the_address_is_looked_up_by_its_hash(self):
        channel = self.channel.sudo()
        self.assertEqual(channel.hook_hash, self.env['ic.channel']._ic_hash(self.token))
        self.assertEqual(len(channel.hook_hash), 64)
        self.assertNotIn(self.token, channel.hook_hash)
        self.assertGreaterEqual(len(self.token), 43, "256 random bits")

    def test_the_body_is_for_the_super_admin_only(self):
        self.knock(b'order E1 O1')
        for role in ('group_employee', 'group_store_admin', 'group_dealer'):
            user = new_test_user(self.env, f'hook_{role}', f'ic_inventory_luxury.{role},base.group_allow_export')
            event = self.events().with_user(user)
            with self.assertRaises(AccessError):
                event.read(['body'])
            with self.assertRaises(AccessError):
                event.export_data(['body'])
        admin = new_test_user(self.env, 'hook_admin', 'base.group_system,ic_inventory_luxury.group_dealer')
        self.assertEqual(self.events().with_user(admin).body, 'order E1 O1')

    def test_events_are_forgotten_after_a_month(self):
        self.knock()
        self.knock(b'order E2 O2')
        old, new = self.events()
        self.env.cr.execute(
            "UPDATE ic_channel_event SET arrived_on = now() - interval '31 days' WHERE id = %s", [old.id]
        )
        self.env.invalidate_all()
        self.env['ic.channel.event']._gc_events()
        self.assertEqual(self.events(), new)
