from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.queue_job.job import Job
from odoo.addons.queue_job.tests.common import trap_jobs

from .lookbook_case import PHONE, LookbookCase

WHATSAPP = 'WhatsApp/2.24.1 A'


@tagged('post_install', '-at_install')
class TestLookbookPage(LookbookCase):
    """What the client, a stranger and a robot get from the address of a lookbook."""

    def setUp(self):
        super().setUp()
        self.book = self.make_book(intro="Two paragraphs.\n\nAs on a card.")
        self.book._ic_lines()[1].write({'price_override': 10500, 'note': "For <b>you</b>"})
        self.book.action_share()

    def views(self, kind, line=None):
        domain = [('lookbook_id', '=', self.book.id), ('kind', '=', kind), ('line_id', '=', line.id if line else False)]
        return self.env['ic.lookbook.view'].search(domain)

    # === THE PAGE === #

    def test_the_page(self):
        response = self.get(self.path(self.book))
        self.assertEqual(response.status_code, 200)
        html = response.text
        for text in ("Gold, to be worn", "Chosen for Rosalind Almeida", "As on a card.", "Model 0", "$10,500"):
            self.assertIn(text, html)
        self.assertIn('<s><span class="lb-hidden">instead of </span>$11,000</s>', html)
        self.assertIn('For &lt;b&gt;you&lt;/b&gt;', html, "words are text, never markup")
        self.assertLess(html.index("Model 0"), html.index("Model 1"))

    def test_the_page_is_private(self):
        response = self.get(self.path(self.book))
        self.assertIn('noindex', response.headers['X-Robots-Tag'])
        self.assertIn('no-store', response.headers['Cache-Control'])
        self.assertEqual(response.headers['Referrer-Policy'], 'no-referrer')
        self.assertIn("default-src 'self'", response.headers['Content-Security-Policy'])
        self.assertIn('name="robots" content="noindex', response.text)
        self.assertNotIn('/lookbook/', self.get('/sitemap.xml').text)

    def test_no_secret_of_the_house(self):
        html = self.get(self.path(self.book)).text
        for secret in ('NOTESECRET', 'STOCKSECRET', 'TERRITORYSECRET', '11987', '17,234', '17234', 'LOOKSERIAL'):
            self.assertNotIn(secret, html)

    def test_a_guess_opens_nothing(self):
        token = self.path(self.book).rsplit('/', 1)[1]
        for guess in (
            token[:-1] + ('A' if token[-1] != 'A' else 'B'),
            token.swapcase(),
            'x' * 32,
            'short',
            str(self.book.id),
        ):
            response = self.get(f'/lookbook/{guess}')
            self.assertEqual(response.status_code, 404, guess)
            self.assertNotIn("Gold, to be worn", response.text)
            self.assertIn("This page is closed", response.text)
        self.assertFalse(self.views('client'))

    def test_the_preview_is_for_the_house(self):
        self.assertNotIn("Gold, to be worn", self.get(f'/lookbook/preview/{self.book.id}').text)
        self.authenticate('look_dealer', 'look_dealer')
        html = self.page(f'/lookbook/preview/{self.book.id}')
        self.assertIn("Gold, to be worn", html)
        self.assertIn("Preview", html)
        self.assertFalse(self.env['ic.lookbook.view'].search([('lookbook_id', '=', self.book.id)]))

    # === CLOSING === #

    def assert_closed(self, path, status):
        photo = self.photo
        response = self.get(path)
        self.assertEqual(response.status_code, status)
        self.assertIn("This page is closed", response.text)
        self.assertNotIn("Gold, to be worn", response.text)
        self.assertEqual(self.get(f'{path}/photo/{photo.id}/600').status_code, 404)
        self.assertEqual(self.get(f'{path}/piece/{self.book._ic_lines()[1].id}/512').status_code, 404)
        self.assertEqual(self.get(f'{path}/pdf').status_code, status)
        line = self.book._ic_lines()[0]
        answer = self.url_open(f'{path}/interest/{line.id}', data={'want': '1'}, headers={'User-Agent': PHONE})
        self.assertEqual(answer.status_code, status)
        self.assertFalse(self.book.interest_ids)

    def test_closing_closes_the_pictures_too(self):
        self.photo = self.add_photo(self.pieces[0])
        path = self.path(self.book)
        picture = self.get(f'{path}/photo/{self.photo.id}/600')
        self.assertEqual((picture.status_code, picture.headers['Cache-Control']), (200, 'private, no-cache'))
        self.assertTrue(picture.headers['Content-Type'].startswith('image/'))
        self.assertEqual(self.get(f'{path}/piece/{self.book._ic_lines()[1].id}/512').status_code, 200)
        with self.subTest("withdrawn"):
            self.book.action_withdraw()
            self.assert_closed(path, 410)
        with self.subTest("a new address"):
            self.book.action_share()
            old, path = path, self.path(self.book)
            self.assert_closed(old, 404)
            self.assertEqual(self.get(f'{path}/photo/{self.photo.id}/600').status_code, 200)
        with self.subTest("expired"):
            self.book.expires_on = fields.Datetime.now() - timedelta(days=1)
            self.assert_closed(path, 410)
        with self.subTest("archived"):
            self.book.write({'expires_on': False, 'active': False})
            self.assert_closed(path, 410)

    def test_no_other_picture_by_its_number(self):
        """The address of one lookbook shows its photos of its audience; no original, no other set, no other piece."""
        retail, in_hand = self.add_photo(self.pieces[0]), self.add_photo(self.pieces[0], 'in_hand', (1, 2, 3))
        other = self.add_photo(self.make_watch(published=False, ic_serial='OTHER'))
        path = self.path(self.book)
        self.assertEqual(self.get(f'{path}/photo/{retail.id}/2400').status_code, 200)
        for photo, size in ((in_hand, 600), (other, 600), (retail, 599), (retail, 9999)):
            self.assertEqual(self.get(f'{path}/photo/{photo.id}/{size}').status_code, 404)
        stranger = self.make_book(name="Another")
        self.assertEqual(self.get(f'{path}/piece/{stranger.line_ids[0].id}/512').status_code, 404)

    # === LOOKS === #

    def test_looks_are_counted_apart(self):
        path = self.path(self.book)
        self.get(path)
        self.get(path)
        self.get(path, agent=PHONE.replace('iPhone;', 'iPad;'))
        self.get(path, agent=WHATSAPP)
        self.get(path, agent='')
        self.authenticate('look_dealer', 'look_dealer')
        self.get(path)
        self.env.invalidate_all()
        self.assertEqual(sorted(self.views('client').mapped('count')), [1, 1], "a reload is not another look")
        self.assertEqual((self.book.view_count, self.book.device_count), (2, 2))
        self.assertEqual((self.book.house_view_count, self.book.robot_view_count), (1, 2))

    def test_who_comes_back_later_looks_again(self):
        path = self.path(self.book)
        self.get(path)
        view = self.views('client')
        first = view.first_on
        view.last_on = fields.Datetime.now() - timedelta(minutes=31)
        self.env.flush_all()
        self.get(path)
        self.env.invalidate_all()
        self.assertEqual((view.count, view.first_on), (2, first))
        self.assertGreater(view.last_on, fields.Datetime.now() - timedelta(minutes=1))

    def test_the_first_look_is_noted_once(self):
        before = self.book.message_ids
        self.get(self.path(self.book), agent=WHATSAPP)
        self.assertFalse(self.book.first_viewed_on)
        self.get(self.path(self.book))
        self.get(self.path(self.book), agent=PHONE + ' other')
        self.env.invalidate_all()
        self.assertTrue(self.book.first_viewed_on)
        self.assertEqual(len(self.book.message_ids - before), 1)

    def test_pieces_that_came_into_view(self):
        lines = self.book._ic_lines()
        strange = self.make_book(name="Another").line_ids[0]
        path = f'{self.path(self.book)}/seen'
        for _again in range(2):
            text = f'{lines[0].id},{lines[2].id},{strange.id},x'
            answer = self.url_open(path, data={'lines': text}, headers={'User-Agent': PHONE})
            self.assertEqual(answer.status_code, 204)
        self.env.invalidate_all()
        self.assertEqual([line.view_count for line in lines], [1, 0, 1, 0])
        self.assertEqual(strange.view_count, 0)

    # === TAPS === #

    def settle(self):
        """Let the client have been still for long enough."""
        self.book.tapped_on = fields.Datetime.now() - timedelta(minutes=5)
        self.env.flush_all()

    def test_a_tap_and_its_way_back(self):
        line = self.book._ic_lines()[0]
        self.assertEqual(self.tap(self.book, line, True).json(), {'wanted': True, 'house': False})
        self.assertEqual(self.tap(self.book, line, True).json(), {'wanted': True, 'house': False})
        interest = self.book.interest_ids
        self.assertEqual((interest.wanted, interest.taps, interest.line_id), (True, 1, line))
        self.assertEqual(self.tap(self.book, line, False).json(), {'wanted': False, 'house': False})
        self.env.invalidate_all()
        self.assertEqual((interest.wanted, interest.taps, self.book.interest_count), (False, 2, 0))

    def test_without_javascript(self):
        line = self.book._ic_lines()[0]
        html = self.get(self.path(self.book)).text
        self.assertIn(f'action="{self.path(self.book)}/interest/{line.id}"', html)
        answer = self.url_open(
            f'{self.path(self.book)}/interest/{line.id}', data={'want': '1'}, headers={'User-Agent': PHONE}
        )
        self.assertEqual(answer.status_code, 200)
        self.assertIn("will be in touch", answer.text)
        self.assertIn('aria-pressed="true"', answer.text)

    def test_robots_and_the_house_say_nothing(self):
        line = self.book._ic_lines()[0]
        self.assertEqual(self.tap(self.book, line, True, agent=WHATSAPP).json(), {'wanted': False, 'house': True})
        self.authenticate('look_dealer', 'look_dealer')
        self.assertEqual(self.tap(self.book, line, True).json(), {'wanted': False, 'house': True})
        self.assertFalse(self.book.interest_ids)

    def test_a_piece_of_another_lookbook(self):
        other = self.make_book(name="Another")
        self.assertEqual(self.tap(self.book, other.line_ids[0], True).status_code, 410)
        self.assertFalse(self.env['ic.lookbook.interest'].search([('lookbook_id', 'in', (self.book + other).ids)]))

    def test_one_burst_one_email(self):
        first, second, third, _fourth = self.book._ic_lines()
        mails = self.mails()
        with trap_jobs() as trap:
            self.book._ic_tap(first, True)
            self.book._ic_tap(second, True)
            self.book._ic_tap(third, True)
            self.book._ic_tap(third, False)
            self.assertTrue(trap.enqueued_jobs)
            self.assertEqual({job.identity_key for job in trap.enqueued_jobs}, {f'ic_lookbook_interest,{self.book.id}'})
        self.settle()
        self.assertTrue(self.book._ic_tell_interest())
        self.assertFalse(self.book._ic_tell_interest(), "a second job has nothing to tell")
        mail = self.mails() - mails
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.subject, "Rosalind Almeida: Rolex Model 0 116610LV and 1 more")
        self.assertIn('dealer@maison.example', mail.email_to)
        self.assertIn(f'/odoo/lookbooks/{self.book.id}', mail.body_html)
        self.assertIn('$10,500', mail.body_html)
        self.assertNotIn("Model 2", mail.body_html, "tapped and taken back is nothing said")
        leads = self.book.interest_ids.lead_id
        self.assertEqual(leads.ic_piece_id, (first + second).product_tmpl_id)
        self.assertEqual(set(leads.mapped('email_from')), {'rosalind@look.example'})
        self.assertEqual(sorted(leads.mapped('expected_revenue')), [10000, 10500])
        self.assertEqual(leads.user_id, self.dealer)

    def test_the_job_of_a_visitor(self):
        """What a stranger's request leaves behind runs by itself, with the rights of the house."""
        self.tap(self.book, self.book._ic_lines()[0], True)
        waiting = self.env['queue.job'].search([('identity_key', '=', f'ic_lookbook_interest,{self.book.id}')])
        self.assertEqual(len(waiting), 1)
        job, mails = Job.load(self.env, waiting.uuid), self.mails()
        with self.assertRaises(RetryableJobError):
            job.perform()  # he tapped a moment ago
        self.env.invalidate_all()
        self.assertFalse(self.mails() - mails)
        self.settle()
        self.env.invalidate_all()
        job.perform()
        mail = self.mails() - mails
        self.assertEqual(mail.mapped('subject'), ["Rosalind Almeida: Rolex Model 0 116610LV"])
        self.assertEqual(self.book.interest_ids.lead_id.company_id, self.company)

    def test_taking_it_back_later_is_told(self):
        line = self.book._ic_lines()[0]
        self.book._ic_tap(line, True)
        self.settle()
        self.book._ic_tell_interest()
        lead = self.book.interest_ids.lead_id
        mails = self.mails()
        self.book._ic_tap(line, False)
        self.settle()
        self.book._ic_tell_interest()
        mail = self.mails() - mails
        self.assertEqual(mail.mapped('subject'), ["Rosalind Almeida: no longer interested"])
        self.book._ic_tap(line, True)
        self.settle()
        self.book._ic_tell_interest()
        self.assertEqual(self.book.interest_ids.lead_id, lead, "one opportunity per person and piece")
        self.assertEqual(self.env['crm.lead'].search_count([('ic_piece_id', '=', line.product_tmpl_id.id)]), 1)

    def test_the_same_person_in_two_lookbooks(self):
        """Two lookbooks with the same piece for the same person make one opportunity."""
        line = self.book._ic_lines()[0]
        other = self.book.copy({'partner_id': self.client_partner.id})
        other.action_share()
        for book in self.book + other:
            book._ic_tap(book._ic_lines()[0], True)
            book.tapped_on = fields.Datetime.now() - timedelta(minutes=5)
            book._ic_tell_interest()
        self.assertEqual(self.env['crm.lead'].search_count([('ic_piece_id', '=', line.product_tmpl_id.id)]), 1)

    def test_a_client_known_by_name_only(self):
        book = self.make_book(partner_id=False, client_name="Ada")
        book.action_share()
        book._ic_tap(book._ic_lines()[0], True)
        book.tapped_on = fields.Datetime.now() - timedelta(minutes=5)
        book._ic_tell_interest()
        self.assertEqual(book.interest_ids.lead_id.contact_name, "Ada")
