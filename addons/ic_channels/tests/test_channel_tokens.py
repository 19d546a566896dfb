import threading
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

from odoo import SUPERUSER_ID, api, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.ic_connect.errors import AuthError, Rejected
from odoo.addons.ic_connect.types import Credential

from .common import ChannelCase
from .vendor import Vendor


class Tokens(Vendor):
    """A vendor whose tokens end, and are renewed once each."""

    credentials = (
        Credential('token', "Client Secret"),
        Credential('access_token', "Access", required=False, kept=True),
        Credential('refresh_token', "Refresh", required=False, kept=True),
        Credential('expires_at', "Ends", secret=False, required=False, kept=True),
    )
    good = set()
    renewals = []
    at_renewal = None

    def __init__(self, *, token, access_token, refresh_token, expires_at):
        self.token, self.access, self.refresh = token, access_token, refresh_token

    def _call(self, verb, facts=None):
        if self.access not in self.good:
            raise AuthError("the token is refused")
        return super()._call(verb, facts)

    def authorize_url(self, redirect_uri, state):
        return f'https://vendor.example/grant?to={redirect_uri}&state={state}'

    def obtain_tokens(self, redirect_uri, code):
        if code != 'yes':
            raise Rejected("no such grant")
        self.good.add('first')
        return {'access_token': 'first', 'refresh_token': 'r0', 'expires_at': later(3600)}

    def refresh_tokens(self):
        self.renewals.append(self.refresh)
        if self.at_renewal:
            self.at_renewal()
        number = len(self.renewals)
        if self.refresh == 'revoked':
            raise AuthError("the grant was taken back")
        return {'access_token': f'a{number}', 'refresh_token': f'r{number}', 'expires_at': later(3600)}


def later(seconds):
    return (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat()


class TokenCase(ChannelCase):
    service = Tokens

    def setUp(self):
        self.vendor.good, self.vendor.renewals, self.vendor.at_renewal = {'a1', 'a2', 'start'}, [], None
        super().setUp()

    def connect(self, **values):
        channel = self.env['ic.channel'].create({'name': "Token Shop", 'code': 'testshop', 'shadow': False, **values})
        channel._ic_store_credentials(
            {'token': 's', 'access_token': 'start', 'refresh_token': 'r0', 'expires_at': later(3600)}
        )
        channel.action_ic_connect()
        return channel

    def age(self, minutes=30):
        """Let the tokens be from a while ago."""
        self.channel.credential_ids.sudo().set_on = fields.Datetime.now() - timedelta(minutes=minutes)
        self.env.flush_all()


@tagged('post_install', '-at_install')
class TestTokens(TokenCase):
    """A token is renewed before it ends, and once when it is refused."""

    def setUp(self):
        super().setUp()
        self.registry_enter_test_mode()
        self.env.flush_all()

    def store(self, **values):
        self.channel._ic_store_credentials(values)
        self.env.flush_all()

    def refused(self):
        """Make a call that is refused; return the error. Not by assertRaises, which takes back what was stored."""
        try:
            with self.channel._ic_calling() as client:
                client.check()
        except AuthError as error:
            self.env.invalidate_all()
            return error
        return self.fail("it was not refused")

    def tokens(self):
        return tuple(self.channel._ic_credentials()[name] for name in ('access_token', 'refresh_token'))

    def test_renewed_before_it_ends(self):
        self.store(expires_at=later(3600))
        self.assertEqual(self.channel._client().access, 'start')
        self.assertEqual(self.vendor.renewals, [])
        self.store(expires_at=later(60))
        self.assertEqual(self.channel._client().access, 'a1')
        self.assertEqual((self.vendor.renewals, self.tokens()), (['r0'], ('a1', 'r1')))
        self.channel._client()
        self.assertEqual(self.vendor.renewals, ['r0'])

    def test_refused_and_renewed(self):
        self.age()
        self.vendor.good = {'a1'}
        self.assertTrue(self.refused().retry, "it is tried again with the new one")
        self.assertEqual((self.channel.state, self.tokens()), ('connected', ('a1', 'r1')))
        with self.channel._ic_calling() as client:
            self.assertEqual(client.check(), "The Test Shop")

    def test_refused_again_at_once_needs_a_person(self):
        self.age()
        self.vendor.good = set()
        for _time in range(3):
            self.refused()
        self.assertEqual(self.vendor.renewals, ['r0'], "renewed once, not for ever")
        self.assertEqual(self.channel.state, 'broken')
        self.assertRecordValues(self.channel.activity_ids, [{'summary': "Reconnect", 'user_id': self.env.user.id}])
        self.assertEqual(self.channel.last_error, "the token is refused")
        self.shop.calls.clear()
        self.channel._ic_poll()
        self.channel._ic_drain('stock')
        self.assertEqual(self.shop.calls, [], "and nothing is tried until then")
        self.vendor.good = {'a1'}
        self.channel.action_ic_connect()
        self.assertEqual((self.channel.state, len(self.channel.activity_ids)), ('connected', 0))

    def test_a_grant_that_was_taken_back(self):
        self.vendor.good = set()
        self.store(refresh_token='revoked')
        self.age()
        self.refused()
        self.assertEqual((self.channel.state, self.channel.last_error), ('broken', "the grant was taken back"))

    def test_connecting_with_a_dead_token_says_so(self):
        self.store(refresh_token='revoked', expires_at=later(-60))
        with self.assertRaisesRegex(UserError, "the grant was taken back"):
            self.channel.action_ic_connect()


@tagged('post_install', '-at_install')
class TestTokensReal(TokenCase):
    """The same with transactions of their own, as on a server."""

    def setUp(self):
        super().setUp()
        self.vendor.good = {'a1', 'start'}
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {'tracking_disable': True})
            channel = env['ic.channel'].create({'name': "Real Shop", 'code': 'testshop', 'shadow': False})
            channel._ic_store_credentials(
                {'token': 's', 'access_token': 'start', 'refresh_token': 'r0', 'expires_at': later(30)}
            )
            channel.state = 'connected'
            self.real = channel.id
        self.addCleanup(self.forget)

    def forget(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env['queue.job'].search([('model_name', '=', 'ic.channel')], limit=100).unlink()
            env['ic.channel'].browse(self.real).unlink()

    def stored(self):
        with self.registry.cursor() as cr:
            return api.Environment(cr, SUPERUSER_ID, {})['ic.channel'].browse(self.real)._ic_credentials()

    def test_kept_although_the_work_fails(self):
        with self.assertRaises(ZeroDivisionError), self.registry.cursor() as cr:
            channel = api.Environment(cr, SUPERUSER_ID, {})['ic.channel'].browse(self.real)
            with channel._ic_calling() as client:
                self.assertEqual(client.access, 'a1')
                raise ZeroDivisionError
        found = self.stored()
        self.assertEqual((found['access_token'], found['refresh_token']), ('a1', 'r1'))

    def test_one_at_a_time(self):
        inside, go = threading.Event(), threading.Event()

        def at_renewal():
            inside.set()
            go.wait(10)

        self.vendor.at_renewal = staticmethod(at_renewal)
        got, failures = [], []

        def work():
            try:
                with self.registry.cursor() as cr:
                    channel = api.Environment(cr, SUPERUSER_ID, {})['ic.channel'].browse(self.real)
                    got.append(channel._client().access)
            except Exception as error:  # told below: a thread's failure is not the test's
                failures.append(error)

        workers = [threading.Thread(target=work) for _number in range(3)]
        workers[0].start()
        self.assertTrue(inside.wait(10))
        for worker in workers[1:]:
            worker.start()
        threading.Event().wait(0.3)
        self.assertEqual(len(self.vendor.renewals), 1, "the others wait")
        go.set()
        for worker in workers:
            worker.join(20)
        self.assertEqual((got, failures), (['a1', 'a1', 'a1'], []))
        self.assertEqual(self.vendor.renewals, ['r0'], "a refresh token works once")

    def test_a_break_survives_the_failure_it_tells_of(self):
        self.vendor.good = set()
        with self.registry.cursor() as cr:
            channel = api.Environment(cr, SUPERUSER_ID, {})['ic.channel'].browse(self.real)
            channel._ic_store_credentials({'refresh_token': 'revoked', 'expires_at': later(3600)})
            channel.credential_ids.set_on = fields.Datetime.now() - timedelta(minutes=30)
        with self.assertRaises(AuthError), self.registry.cursor() as cr:
            channel = api.Environment(cr, SUPERUSER_ID, {})['ic.channel'].browse(self.real)
            with channel._ic_calling() as client:
                client.check()
        with self.registry.cursor() as cr:
            channel = api.Environment(cr, SUPERUSER_ID, {})['ic.channel'].browse(self.real)
            self.assertEqual((channel.state, channel.last_error), ('broken', "the grant was taken back"))
            self.assertEqual(channel.pulse_ids.last_error, "the grant was taken back")


@tagged('post_install', '-at_install')
class TestGrant(TokenCase):
    """Access is granted at the vendor, by the person who asked for it, in time, once."""

    def state(self):
        return self.channel.action_ic_authorize()['url'].rsplit('state=', 1)[1]

    def test_granted_once(self):
        state = self.state()
        self.assertEqual(self.env['ic.channel']._ic_of_state(state), self.channel)
        with self.assertRaises(UserError):
            self.env['ic.channel']._ic_of_state(state)
        self.channel._ic_authorized('yes')
        self.assertEqual(self.channel._ic_credentials()['access_token'], 'first')
        self.assertEqual(self.channel.state, 'connected')

    def test_what_was_not_signed_here(self):
        state = self.state()
        for bad in ('', 'x', state[:-2], state + 'A', 'a' + state[1:]):
            with self.assertRaises(UserError):
                self.env['ic.channel']._ic_of_state(bad)
        self.assertTrue(self.channel.sudo().authorize_nonce)

    def test_of_another_person(self):
        state = self.state()
        other = new_test_user(self.env, 'channel_other', 'ic_inventory_luxury.group_dealer')
        with self.assertRaises(UserError):
            self.env['ic.channel'].with_user(other)._ic_of_state(state)
        self.assertEqual(self.env['ic.channel']._ic_of_state(state), self.channel)

    def test_an_older_one_is_void(self):
        old = self.state()
        self.state()
        with self.assertRaises(UserError):
            self.env['ic.channel']._ic_of_state(old)

    def test_too_late(self):
        with patch('odoo.addons.ic_channels.models.connection.ic_channel_connect.PATIENCE', timedelta(seconds=-1)):
            state = self.state()
        with self.assertRaises(UserError):
            self.env['ic.channel']._ic_of_state(state)

    def test_refused_grants_change_nothing(self):
        before = self.channel._ic_credentials()
        with self.assertRaisesRegex(UserError, "no such grant"):
            self.channel._ic_authorized('no')
        self.assertEqual(self.channel._ic_credentials(), before)
        employee = new_test_user(self.env, 'channel_staff', 'ic_inventory_luxury.group_employee')
        with self.assertRaises(AccessError):
            self.channel.with_user(employee)._ic_authorized('yes')
        self.assertEqual(self.channel._ic_credentials(), before)
