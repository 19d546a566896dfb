from unittest.mock import patch

from cryptography.fernet import Fernet

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from odoo.addons.ic_connect.errors import AuthError
from odoo.addons.ic_inventory_luxury.tests.secret_key import fresh_secret_key

from .common import ChannelCase

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
                self.env['ic.secret']._ic_reseal(),
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
        with fresh_secret_key():
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
