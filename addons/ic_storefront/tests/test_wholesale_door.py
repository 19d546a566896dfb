from odoo.exceptions import AccessError
from odoo.tests import tagged

from .. import tokens
from .store_case import StoreCase


@tagged('post_install', '-at_install')
class TestWholesaleDoor(StoreCase):
    """Who gets into the wholesale catalog, and what everybody else is told: nothing."""

    def setUp(self):
        super().setUp()
        self.piece = self.make_watch(published=False, ic_nickname='Zqhulk')
        self.access = self.env['ic.wholesale.access']

    def status(self, url=None):
        response = self.url_open(url or self.trade)
        if response.status_code == 403:
            for word in ('Zqhulk', '17,234', 'data-piece-id', 'SERIAL7X7X'):
                self.assertNotIn(word, response.text)
        return response.status_code

    def assert_private(self, response):
        self.assertIn('no-store', response.headers['Cache-Control'])
        self.assertIn('noindex', response.headers['X-Robots-Tag'])

    def test_the_door_is_closed_by_default_for_everything_behind_it(self):
        self.assertEqual(self.env['res.company'].create({'name': "New House"}).ic_wholesale_access, 'accounts')
        response = self.url_open(self.trade)
        self.assertEqual(response.status_code, 403)
        self.assert_private(response)
        self.assertIn('By invitation', response.text)
        self.assertEqual(self.status(f'{self.trade}/x-{self.piece.id}'), 403)
        self.assertEqual(self.status(f'{self.trade}/x-999999999'), 403)
        self.assertEqual(self.status(f'{self.trade}?search=Zqhulk'), 403)
        self.assertEqual(self.status(f'{self.trade}/image/{self.piece.id}/600'), 404)
        self.assertEqual(self.url_open(f'{self.trade}/x-{self.piece.id}/inquire', data={'name': "A"}).status_code, 404)

    def test_an_open_catalog_is_private_all_the_same(self):
        self.company.ic_wholesale_access = 'open'
        response = self.url_open(self.trade)
        self.assertEqual(response.status_code, 200)
        self.assertIn('$17,234.56', response.text)
        self.assertIn('name="robots" content="noindex', response.text)
        self.assert_private(response)
        self.assertIn('Zqhulk', self.page(f'{self.trade}/x-{self.piece.id}'))

    def test_who_does_not_sell_to_the_trade_has_no_such_page(self):
        self.company.ic_sells_wholesale = False
        self.assertEqual(self.status(), 404)
        self.assertEqual(self.status('/s/nobody/wholesale'), 404)

    def test_a_secret_link_opens_until_a_new_one_is_made(self):
        self.company.ic_wholesale_access = 'token'
        first = self.make_token()
        token = first.rpartition('/')[2]
        self.assertGreaterEqual(len(token), 22)
        self.assertEqual(self.company.ic_wholesale_digest, tokens.digest(token))
        self.env.cr.execute("SELECT to_jsonb(c)::text FROM res_company c WHERE id = %s", [self.company.id])
        self.assertNotIn(token, self.env.cr.fetchone()[0])
        self.assertEqual(self.status(), 403)
        self.assertIn('not valid any more', self.url_open(f'{self.trade}/enter/{"A" * 32}').text)
        self.assertEqual(self.status(), 403)
        response = self.url_open(first)
        self.assertEqual(response.status_code, 200)
        self.assertTrue(response.url.endswith(self.trade), "the secret does not stay in the address")
        self.assertEqual(self.url_open(f'{self.trade}/image/{self.piece.id}/600').status_code, 200)
        second = self.make_token()
        self.assertEqual(self.status(), 403, "a new link revokes the old one, also for who is inside")
        self.assertEqual(self.url_open(f'{self.trade}/image/{self.piece.id}/600').status_code, 404)
        self.assertEqual(self.url_open(first).status_code, 403)
        self.assertEqual(self.url_open(second).status_code, 200)
        self.company.with_user(self.seller('link_maker')).action_ic_wholesale_link_end()
        self.assertEqual(self.status(), 403)
        self.assertEqual(self.url_open(second).status_code, 403)

    def test_the_link_is_shown_to_who_made_it_and_kept_nowhere(self):
        admin = self.seller('link_maker', 'group_store_admin')
        action = self.company.with_user(admin).action_ic_wholesale_link()
        dialog = self.env[action['res_model']].with_user(admin).with_context(**action['context'])
        shown = dialog.onchange({}, [], {'url': {}})['value']['url']
        self.assertEqual(tokens.digest(shown.rpartition('/')[2]), self.company.ic_wholesale_digest)
        columns = "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
        self.env.cr.execute(columns, [dialog._table])
        self.assertNotIn(("url",), self.env.cr.fetchall(), "there is no column to keep it in")

    def test_a_link_of_one_store_opens_no_other(self):
        self.company.ic_wholesale_access = self.other.ic_wholesale_access = 'token'
        link = self.make_token()
        self.assertEqual(self.url_open(link.replace('maison-test', self.other.ic_store_slug)).status_code, 403)

    def test_only_a_store_admin_of_the_store_makes_links(self):
        for seller, store in (
            (self.seller('plain', 'group_employee', 'group_record_sales'), self.company),
            (self.seller('link_maker', 'group_store_admin'), self.other),
        ):
            with self.assertRaises(AccessError):
                store.with_user(seller).action_ic_wholesale_link()
            self.assertFalse(store.sudo().ic_wholesale_digest)

    def test_accounts_are_let_in_per_store_and_shut_out_again(self):
        user = self.dealer_account()
        self.authenticate(user.login, user.login)
        self.assertEqual(self.status(), 403)
        seller = self.seller('seller_x', 'group_employee', 'group_record_sales')
        foreign = self.access.create(
            {'name': "X", 'email': user.email, 'company_id': self.other.id, 'partner_id': user.partner_id.id}
        )
        foreign.action_approve()
        self.assertEqual(self.status(), 403, "let in by another store")
        user.partner_id.with_user(seller).action_ic_wholesale_open()
        self.assertTrue(user.partner_id.with_user(seller).ic_wholesale_open)
        self.assertEqual(self.status(), 200)
        self.company.ic_wholesale_access = 'token'
        self.assertEqual(self.status(), 200, "an account gets in with every setting")
        user.partner_id.with_user(seller).action_ic_wholesale_end()
        self.assertEqual(self.status(), 403)

    def test_a_firm_that_is_let_in_brings_its_people(self):
        user, colleague = self.dealer_account(), self.dealer_account('dealer_y')
        firm = self.env['res.partner'].create({'name': "Firm", 'is_company': True, 'email': 'firm@x.example'})
        (user | colleague).partner_id.parent_id = firm
        user.partner_id.action_ic_wholesale_open()
        self.authenticate(colleague.login, colleague.login)
        self.assertEqual(self.status(), 403, "one person was let in, not the firm")
        self.assertFalse(colleague.partner_id.ic_wholesale_open)
        firm.action_ic_wholesale_open()
        self.assertEqual(self.status(), 200)
        partners = firm | user.partner_id | colleague.partner_id
        domain = [('id', 'in', partners.ids), ('ic_wholesale_open', '=', True)]
        self.assertEqual(self.env['res.partner'].search(domain), partners)
        domain[1] = ('ic_wholesale_open', '=', False)
        self.assertFalse(self.env['res.partner'].search(domain))

    def test_who_works_for_the_store_looks_in(self):
        seller = self.seller('seller_y', 'group_employee')
        seller.password = 'seller_y'
        self.authenticate('seller_y', 'seller_y')
        self.assertEqual(self.status(), 200)
        self.other.ic_wholesale_access = 'accounts'
        self.assertEqual(self.status(f'/s/{self.other.ic_store_slug}/wholesale'), 403)

    def ask(self, **values):
        token = self.csrf(self.url_open(self.trade).text)
        values = {'name': "Ada", 'business': "Ada & Co", 'email': 'ada@co.example', 'csrf_token': token, **values}
        return self.url_open(f'{self.trade}/request', data=values)

    def test_a_stranger_asks_once_and_is_let_in_by_staff(self):
        self.assertIn('Thank you', self.ask().text)
        self.ask(email='ADA@co.example')
        request = self.access.search([('email_normalized', '=', 'ada@co.example')])
        self.assertEqual((len(request), request.state, request.company_id), (1, 'requested', self.company))
        self.assertEqual(request.lead_id.ic_audience, 'wholesale')
        self.assertEqual(request.lead_id.company_id, self.company)
        self.assertFalse(request.partner_id)
        watcher = self.seller('watcher', 'group_employee')
        with self.assertRaises(AccessError):
            request.with_user(watcher).action_approve()
        self.assertEqual(request.state, 'requested')
        request.with_user(self.seller('seller_z', 'group_employee', 'group_record_sales')).action_approve()
        self.assertEqual((request.state, request.partner_id.email), ('approved', 'ada@co.example'))
        self.assertTrue(request.partner_id.user_ids.has_group('base.group_portal'))
        mail = self.env['mail.mail'].search([('email_to', 'ilike', 'ada@co.example')]).mapped('body_html')
        self.assertTrue(any('/s/maison-test/wholesale' in str(body) for body in mail), mail)

    def test_what_is_not_filled_in_and_what_robots_send_is_not_taken(self):
        response = self.ask(business='')
        self.assertIn('Please fill in: Your business', response.text)
        self.assertIn('ada@co.example', response.text)
        self.assertIn('Please check your e-mail', self.ask(email='nonsense').text)
        self.assertIn('Thank you', self.ask(website='http://spam.example').text)
        self.assertFalse(self.access.search([('name', '=', "Ada")]))
        self.assertFalse(self.env['crm.lead'].search([('contact_name', '=', "Ada")]))
