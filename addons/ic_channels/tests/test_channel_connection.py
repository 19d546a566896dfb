import threading
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

from cryptography.fernet import Fernet
from psycopg2.errors import UniqueViolation

from odoo import SUPERUSER_ID, api, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL, mute_logger

from odoo.addons.ic_connect.errors import AuthError, Rejected, Unreachable
from odoo.addons.ic_connect.types import Credential, Location, StockLevel

from .common import ChannelCase
from .vendor import Vendor

SECRET = 'canary-of-the-secret-TOKEN-0123456789-wxyz'
ROLES = ('group_employee', 'group_store_admin', 'group_dealer')


@tagged('post_install', '-at_install')
class TestCredentials(ChannelCase):
    """What opens the shop is written, used, and never read again."""

    def store(self, value=SECRET):
        self.row = self.channel.credential_ids.filtered(lambda row: row.name == 'token')
        self.row.entry = value
        return self.row

    def people(self):
        return [
            new_test_user(self.env, f'channel_{role}', f'ic_inventory_luxury.{role},base.group_allow_export')
            for role in ROLES
        ]

    def found_in(self, text):
        """Return the tables of the database in which a row holds `text`, as it is or as bytes."""
        self.env.flush_all()
        tables = self.env.execute_query(
            SQL("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        )
        wanted = [f'%{text}%', f'%{text.encode().hex()}%']
        query = "SELECT 1 FROM %s row WHERE row::text LIKE ANY(%s) LIMIT 1"
        return [name for (name,) in tables if self.env.execute_query(SQL(query, SQL.identifier(name), wanted))]

    def test_sealed_at_rest(self):
        self.store()
        self.channel.action_ic_connect()
        self.channel.message_post(body="Connected anew")
        token = self.channel._ic_hook_url().rsplit('/', 1)[1]
        self.assertEqual(self.found_in(SECRET), [])
        self.assertEqual(self.found_in(token), [])
        self.assertEqual(self.found_in('The Test Shop'), ['ic_channel'], "the search does find what is there in clear")
        self.assertEqual(self.channel._ic_credentials(), {'token': SECRET, 'shop_name': ''})

    def test_nobody_reads_it(self):
        row = self.store()
        for user in self.people():
            rows = row.with_user(user)
            names = list(rows.fields_get())
            self.assertNotIn('sealed', names)
            self.assertNotIn('hook_sealed', self.channel.with_user(user).fields_get())
            if user.login == 'channel_group_employee':
                with self.assertRaises(AccessError):
                    rows.read(['shown'])
            else:
                told = repr([rows.read(names), rows.export_data(names), rows.web_read({name: {} for name in names})])
                self.assertNotIn(SECRET, told)
                self.assertEqual((rows.entry, rows.shown), (False, '•••• wxyz'))
            for name in ('sealed',):
                with self.assertRaises(AccessError):
                    rows.read([name])
                with self.assertRaises(AccessError):
                    rows.export_data([name])
                with self.assertRaises(AccessError):
                    rows.search([(name, 'like', 'canary')])
            with self.assertRaises(AccessError):
                self.channel.with_user(user).read(['hook_sealed'])

    def test_written_over_never_emptied_by_a_form_that_shows_nothing(self):
        row = self.store()
        row.entry = False
        self.assertEqual(self.channel._ic_credentials()['token'], SECRET)
        row.entry = '  another-one  '
        self.assertEqual(self.channel._ic_credentials()['token'], 'another-one')
        self.assertEqual(row.shown, '••••', "of a short one nothing is shown")
        name = self.channel.credential_ids - row
        name.entry = "My Shop"
        self.assertEqual(name.shown, "My Shop", "what is no secret is shown")

    def test_an_employee_changes_nothing(self):
        row = self.store()
        employee = self.people()[0]
        with self.assertRaises(AccessError):
            row.with_user(employee).entry = 'x'
        for values in ({'name': "Mine"}, {'shadow': True}, {'state': 'draft'}):
            with self.assertRaises(AccessError):
                self.channel.with_user(employee).write(values)
        self.assertEqual((self.channel._ic_credentials()['token'], self.channel.name), (SECRET, "Web Shop"))

    def test_not_in_a_log(self):
        self.store()
        with self.assertLogs('odoo', level='DEBUG') as logs:
            self.channel.action_ic_connect()
            self.channel.action_ic_test()
            self.shop.fail = [AuthError("401: who are you?")]
            with self.assertRaises(UserError) as refused, self.cr.savepoint():
                self.channel.action_ic_test()
            self.run_jobs()
        self.assertNotIn(SECRET, '\n'.join(logs.output))
        self.assertNotIn(SECRET, str(refused.exception))
        self.assertNotIn(SECRET, repr(self.channel._client()))

    def test_the_key_is_replaced(self):
        row, old = self.store(), Fernet.generate_key().decode()
        url = self.channel._ic_hook_url()
        first = row.sudo().sealed
        with patch.dict('os.environ', {'IC_SECRET_KEY': f'{old},{self.env["ic.secret"]._keys()}'}):
            self.assertEqual(self.channel._ic_credentials()['token'], SECRET, "the old key still opens")
            self.assertEqual(
                self.env['ic.channel.credential']._ic_reseal(),
                self.env['ic.channel.credential'].sudo().search_count([('sealed', '!=', False)]),
            )
        self.assertNotEqual(row.sudo().sealed, first)
        with patch.dict('os.environ', {'IC_SECRET_KEY': old}):
            self.assertEqual(self.channel._ic_credentials()['token'], SECRET, "the new key alone opens now")
            self.assertEqual(self.channel._ic_hook_url(), url)
        with self.assertRaises(UserError):
            self.channel._ic_credentials()

    def test_another_key_is_told_in_words(self):
        row = self.store()
        with patch.dict('os.environ', {'IC_SECRET_KEY': Fernet.generate_key().decode()}):
            with self.assertRaisesRegex(UserError, "Enter it again"):
                self.channel.action_ic_test()
            row.invalidate_recordset(['shown'])
            self.assertEqual(row.shown, "cannot be opened: enter it again")
            row.entry = 'entered-again'
            self.assertEqual(self.channel._ic_credentials()['token'], 'entered-again')
            self.channel._ic_store_credentials({'token': 'x'})
        with patch.dict('os.environ', {'IC_SECRET_KEY': ''}):
            before = row.sudo().sealed
            with self.assertRaisesRegex(UserError, "has no key"):
                row.entry = 'y'
            self.assertEqual(row.sudo().sealed, before)

    def test_what_is_missing_is_named(self):
        self.channel._ic_store_credentials({'token': ''})
        self.calls()
        with self.assertRaisesRegex(UserError, "Web Shop: enter Token first"):
            self.channel.action_ic_test()
        self.assertEqual(self.shop.calls, [])
        with self.assertRaisesRegex(UserError, "has no colour"):
            self.channel._ic_store_credentials({'colour': 'x'})

    def test_a_copy_has_no_secrets(self):
        self.store()
        copy = self.channel.copy()
        self.assertRecordValues(copy, [{'name': "Web Shop (copy)", 'state': 'draft', 'shadow': True}])
        self.assertEqual(copy._ic_credentials(), {'token': '', 'shop_name': ''})
        self.assertNotEqual(copy._ic_hook_url(), self.channel._ic_hook_url())


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


class Places(Vendor):
    """A vendor who counts at two places."""

    def list_locations(self):
        return [Location('L1', "Front"), Location('L2', "Back"), Location('L3', "Closed", is_active=False)]

    def get_stock(self, remote_ids):
        self._call('get_stock', list(remote_ids))
        return [
            StockLevel(
                one, self.shop.items[one].setdefault('places', {}).get(place, 0), self.shop.now(), location_id=place
            )
            for one in remote_ids
            for place in ('L1', 'L2')
        ]

    def _set_one(self, change):
        item = self.shop.items[change.remote_id]
        assert item['places'].get(change.location_id, 0) == change.expected
        item['places'][change.location_id] = change.quantity
        return StockLevel(change.remote_id, change.quantity, self.shop.now(), location_id=change.location_id)


@tagged('post_install', '-at_install')
class TestPlaces(ChannelCase):
    """Two places there, two warehouses here: never more in all than may be sold."""

    service = Places

    def test_two_warehouses(self):
        places = self.channel.location_ids.sorted('remote_id')
        self.assertEqual(places.mapped('is_active'), [True, True, False])
        self.assertEqual(places.mapped('warehouse_id'), self.channel._ic_warehouse(), "one to begin with")
        second = self.env['stock.warehouse'].create({'name': "Back Store", 'code': 'BACK'})
        places[1].warehouse_id = second
        bars = self.bars(4)
        self.env['stock.quant'].with_context(inventory_mode=True).create(
            {
                'product_id': bars.product_variant_id.id,
                'location_id': second.lot_stock_id.id,
                'inventory_quantity': 3,
            }
        ).action_apply_inventory()
        listing = self.list(bars)
        self.run_jobs()
        self.assertEqual(self.shop.items[listing.remote_id]['places'], {'L1': 4, 'L2': 3})
        self.assertEqual((listing.shown, listing.wanted_quantity), (7, 7))
        for units in (2, 1, 3):
            self.order(bars, quantity=units).action_confirm()
            self.run_jobs()
            free = self.env['ic.claim']._ic_free(bars.product_variant_id)[bars.product_variant_id]
            self.assertEqual(sum(self.shop.items[listing.remote_id]['places'].values()), free)
        self.assertEqual(free, 1)

    def test_one_warehouse_is_one_place(self):
        places = self.channel.location_ids.sorted('remote_id')
        with self.assertRaises(UniqueViolation), mute_logger('odoo.sql_db'), self.cr.savepoint():
            places[1].warehouse_id = places[0].warehouse_id
            self.env.flush_all()


@tagged('post_install', '-at_install')
class TestConnection(ChannelCase):
    """Connecting, pausing, disconnecting, and what shadow mode means."""

    def test_a_wrong_answer_connects_nothing(self):
        channel = self.env['ic.channel'].create({'name': "New", 'code': 'testshop'})
        channel._ic_store_credentials({'token': 't' * 20})
        self.shop.fail = [Rejected("the shop is closed")]
        with self.assertRaisesRegex(UserError, "the shop is closed\nChange what"):
            channel.action_ic_connect()
        self.assertRecordValues(channel, [{'state': 'draft', 'account': False, 'orders_from': False}])

    def test_connecting(self):
        self.assertRecordValues(self.channel, [{'state': 'connected', 'account': "The Test Shop"}])
        self.run_jobs()
        self.assertEqual(self.shop.url, self.channel._ic_hook_url())
        self.assertEqual(self.channel.subscription_words, "1 of 1 active")
        self.assertTrue(self.channel.polled_on)

    def test_events_of_a_pause_are_followed_afterwards(self):
        self.list(self.bars(5))
        self.channel.action_ic_pause()
        sold = self.shop.sell('I1', 2)
        event = self.channel._service()(token='t', shop_name='').parse_webhook({}, f'order E1 {sold}'.encode())
        self.env['ic.channel.event']._ic_receive(self.channel, event, b'')
        self.calls()
        self.run_jobs()
        self.assertEqual(self.shop.calls, [], "nothing is exchanged in a pause")
        self.assertEqual(self.env['ic.channel.event'].search([('remote_id', '=', 'E1')]).state, 'new')
        self.channel.action_ic_resume()
        self.run_jobs()
        self.assertEqual(self.env['ic.channel.event'].search([('remote_id', '=', 'E1')]).state, 'done')
        self.assertEqual(self.env['ic.channel.order'].search([('remote_id', '=', sold)]).state, 'imported')

    def test_shadow_mode_sends_nothing_on_any_path(self):
        bars, piece = self.bars(5), self.piece()
        self.list(bars)
        self.list(piece)
        self.run_jobs()
        self.channel.shadow = True
        before = {key: dict(one) for key, one in self.shop.items.items()}
        self.calls()
        self.order(bars, quantity=2).action_confirm()
        self.order(piece).action_confirm()
        bars.list_price = 99.0
        self.run_jobs()
        (bars | piece).ic_listing_ids.action_ic_withdraw()
        self.run_jobs()
        self.channel._ic_sweep()
        self.run_jobs()
        self.assertEqual(self.calls('set_stock', 'push_listing', 'end_listing'), [])
        self.assertEqual(self.shop.items, before)
        self.assertIn("5 → 0", bars.ic_listing_ids.would_do)
        self.channel.action_ic_go_live()
        self.run_jobs()
        self.assertEqual({one['quantity'] for one in self.shop.items.values()}, {0})
        self.assertEqual({one['status'] for one in self.shop.items.values()}, {'draft'})

    def test_disconnecting_works_when_the_vendor_does_not(self):
        for trouble in (Unreachable("no answer"), AuthError("401")):
            channel = self.connect(name="Gone")
            self.run_jobs()
            self.shop.fail = [trouble]
            channel.action_ic_disconnect()
            self.assertEqual(channel.state, 'disconnected')
            self.assertFalse(any(channel.sudo().credential_ids.mapped('sealed')))
        with patch.dict('os.environ', {'IC_SECRET_KEY': Fernet.generate_key().decode()}):
            self.channel.action_ic_disconnect()
        self.assertEqual(self.channel.state, 'disconnected')

    def test_connecting_again_keeps_what_is_bound(self):
        listing = self.list(self.bars(5))
        address = self.channel._ic_hook_url()
        since = self.channel.orders_from
        self.channel.action_ic_disconnect()
        self.order(listing.product_tmpl_id).action_confirm()
        self.run_jobs()
        self.assertEqual(self.shop.items['I1']['quantity'], 5)
        self.channel._ic_store_credentials({'token': 'again'})
        self.channel.action_ic_connect()
        self.run_jobs()
        self.assertEqual((listing.remote_id, self.shop.items['I1']['quantity']), ('I1', 4))
        self.assertNotEqual(self.channel._ic_hook_url(), address, "the old address is not answered any more")
        self.assertEqual(self.channel.orders_from, since, "orders of the time between are taken in")


@tagged('post_install', '-at_install')
class TestTenancy(ChannelCase):
    """The channels of a store are its own business."""

    def test_another_store_sees_nothing(self):
        other = self.env['res.company'].create({'name': "Store B"})
        listing = self.list(self.bars(5))
        self.run_jobs()
        self.shop.sell('I1')
        self.poll()
        self.shop.touch('I1', 1)
        listing._ic_read_counts()
        self.poll()
        listing._ic_mark('stock')
        self.channel._ic_read_items()
        self.channel._ic_sweep()
        self.channel._ic_keep_locations([Location('L1', "Front")])
        models = [
            name
            for name in sorted(self.env.registry)
            if name.startswith(('ic.channel', 'ic.listing'))
            and not self.env[name]._abstract
            and not self.env[name]._transient
        ]
        self.assertGreater(len(models), 12)
        foreign = new_test_user(
            self.env,
            'channel_store_b',
            'ic_inventory_luxury.group_dealer,base.group_allow_export',
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        filled = []
        for name in models:
            own = self.env[name].search([('company_id', '=', self.env.company.id)], limit=3)
            theirs = self.env[name].with_user(foreign)
            filled += [name] if own else []
            self.assertEqual(theirs.search_count([]), 0, name)
            self.assertEqual(theirs.search([('id', 'in', own.ids)]).ids, [], name)
            self.assertEqual(theirs.name_search(''), [], name)
            self.assertEqual(theirs._read_group([], [], ['__count']), [(0,)], name)
            if own:
                with self.assertRaises(AccessError, msg=name):
                    theirs.browse(own.ids).read(['company_id'])
                with self.assertRaises(AccessError, msg=name):
                    theirs.browse(own.ids).export_data(['company_id'])
        for name in ('ic.channel', 'ic.listing', 'ic.channel.order', 'ic.channel.order.line', 'ic.channel.item'):
            self.assertIn(name, filled)
        for action in ('action_ic_disconnect', 'action_ic_pause', 'action_ic_test', 'action_ic_sweep'):
            with self.assertRaises(AccessError):
                getattr(self.channel.with_user(foreign), action)()
        self.assertEqual(self.channel.state, 'connected')

    def test_staff_look_and_change_nothing(self):
        listing = self.list(self.bars(5))
        staff = new_test_user(self.env, 'channel_look', 'ic_inventory_luxury.group_employee')
        self.assertEqual(listing.with_user(staff).shown, 5)
        self.assertEqual(self.channel.with_user(staff).name, "Web Shop")
        before = self.env['queue.job'].search_count([])
        for record, action in (
            (listing, 'action_ic_withdraw'),
            (listing, 'action_ic_publish'),
            (self.channel, 'action_ic_connect'),
            (self.channel, 'action_ic_pause'),
            (self.channel, 'action_ic_disconnect'),
            (self.channel, 'action_ic_go_live'),
            (self.channel, 'action_ic_test'),
        ):
            with self.subTest(action=action), self.assertRaises(AccessError), self.cr.savepoint():
                getattr(record.with_user(staff), action)()
        self.assertEqual((self.channel.state, listing.is_wanted), ('connected', True))
        self.assertEqual(self.env['queue.job'].search_count([]), before)
