import re
import time
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from odoo.addons.ic_storefront.controllers import inquiry
from odoo.addons.ic_storefront.models.inquiry.inquiry_stamp import MAX_SECONDS

from .common import PieceCase


@tagged('post_install', '-at_install')
class TestInquiry(PieceCase):
    def setUp(self):
        super().setUp()
        self.env['ic.throttle'].search([], limit=1000).unlink()
        self.piece = self.make_watch()
        self.action = f'/shop/piece/{self.piece.id}/inquire'
        self.mails = self.env['mail.mail'].search([])

    def leads(self):
        return self.env['crm.lead'].search([('ic_piece_id', '=', self.piece.id)])

    def new_mails(self):
        return (self.env['mail.mail'].search([]) - self.mails).sorted('id')

    def assert_nothing_happened(self):
        self.assertFalse(self.leads())
        self.assertEqual(self.env['mail.mail'].search([]), self.mails)

    # === WHAT BECOMES OF IT === #

    def test_inquiry_becomes_a_lead_and_a_mail(self):
        answer = self.inquire(self.piece, phone='+1 212 555 0100', message="Still there?\n<script>alert(1)</script>")
        self.assertEqual(answer, {'ok': True})
        lead = self.leads()
        self.assertEqual(len(lead), 1)
        self.assertEqual(lead.name, "Inquiry: Rolex Submariner 116610LV")
        self.assertEqual(lead.contact_name, "Ada Visitor")
        self.assertEqual(lead.email_from, 'ada@example.com')
        self.assertEqual(lead.phone, '+1 212 555 0100')
        self.assertEqual(lead.company_id, self.company)
        self.assertEqual(lead.expected_revenue, 18750)
        self.assertEqual((lead.ic_origin, lead.ic_audience, lead.ic_message_count), ('piece', 'retail', 1))
        self.assertFalse(lead.partner_id, "who types the address of a client is not the client")
        self.assertNotIn('<script>', lead.description)
        mail = self.new_mails().filtered(lambda mail: 'store@maison.example' in (mail.email_to or ''))
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.subject, "Inquiry: Rolex Submariner 116610LV")
        self.assertEqual(mail.reply_to, 'ada@example.com')
        self.assertIn(f'/mail/view?model=crm.lead&amp;res_id={lead.id}"', mail.body_html)
        self.assertEqual(mail.state, 'outgoing', "the visitor does not wait for a mail server")

    def test_the_person_is_thanked_once_and_nothing_typed_is_repeated(self):
        self.inquire(self.piece, message="ZQTYPED words")
        self.inquire(self.piece, message="ZQTYPED again")
        thanks = self.new_mails().filtered(lambda mail: mail.email_to == 'ada@example.com')
        self.assertEqual(len(thanks), 1)
        self.assertIn("Dear Ada Visitor", re.sub(r'<[^>]+>', '', thanks.body_html))
        self.assertIn("Rolex Submariner 116610LV", thanks.body_html)
        self.assertNotIn('ZQTYPED', thanks.body_html)

    def test_a_name_that_is_an_advertisement_is_not_mailed_around(self):
        for name in ("Win at spam.example", "http://spam.example", "a@spam.example", "Buy now www.spam"):
            self.assertEqual(self.env['crm.lead'].new({'contact_name': name})._ic_mail_name(), '', name)
        for name in ("Ada Visitor", "Dr. Ada M. Visitor", "J. O'Neill-Smith", "Anna Müller Jr."):
            self.assertEqual(self.env['crm.lead'].new({'contact_name': name})._ic_mail_name(), name)

    def test_thanks_in_the_language_of_the_page(self):
        self.env['res.lang']._activate_lang('de_DE')
        self.website.language_ids |= self.env['res.lang']._lang_get('de_DE')
        template = self.env.ref('ic_storefront.mail_template_inquiry_thanks')
        template.with_context(lang='de_DE').subject = "Ihre Anfrage"
        self.opener.cookies['frontend_lang'] = 'de_DE'
        self.inquire(self.piece)
        self.assertEqual(self.leads().lang_id.code, 'de_DE')
        self.assertIn("Ihre Anfrage", self.new_mails().mapped('subject'))

    def test_contact_page_becomes_a_lead_and_a_mail(self):
        html = self.page('/contactus')
        self.assertNotIn('Fake Buena Vista', html + self.page('/contactus-thank-you'))
        response = self.url_open(
            '/website/form/crm.lead',
            data={
                'contact_name': "Ada Visitor",
                'email_from': 'ada@example.com',
                'phone': '+1 212 555 0100',
                'name': "Looking for a Daytona",
                'partner_name': '',
                'description': "White dial, please.",
            },
        )
        lead = self.env['crm.lead'].browse(response.json()['id'])
        self.assertEqual((lead.name, lead.contact_name), ("Looking for a Daytona", "Ada Visitor"))
        self.assertEqual(lead.company_id, self.company)
        to_store = self.new_mails().filtered(lambda mail: 'store@maison.example' in (mail.email_to or ''))
        self.assertEqual(to_store.mapped('subject'), ["Looking for a Daytona"])
        self.assertEqual(to_store.mapped('state'), ['outgoing'])

    # === ONE OPEN LEAD PER PERSON AND PIECE === #

    def test_a_second_message_lands_in_the_same_lead(self):
        self.inquire(self.piece)
        lead = self.leads()
        self.inquire(self.piece, email=' ADA@Example.COM ', message="One more <b>thing</b>", phone='+1 212 555 0100')
        self.assertEqual(self.leads(), lead)
        self.assertEqual((lead.ic_message_count, lead.phone), (2, '+1 212 555 0100'))
        body = lead.message_ids.filtered(lambda message: 'ADA@' in (message.email_from or '')).body
        self.assertIn("One more &lt;b&gt;thing&lt;/b&gt;", body)
        to_store = self.new_mails().filtered(lambda mail: 'store@maison.example' in (mail.email_to or ''))
        self.assertEqual(len(to_store), 2)
        self.assertIn("One more", to_store[-1].body_html)

    def test_a_person_is_known_by_phone_as_well(self):
        self.inquire(self.piece, email='', phone='+1 (212) 555-0100')
        self.inquire(self.piece, email='', phone='+12125550100')
        self.inquire(self.piece, email='ada@example.com', phone='+1 212 555 0100')
        lead = self.leads()
        self.assertEqual((len(lead), lead.ic_message_count, lead.email_from), (1, 3, 'ada@example.com'))
        self.inquire(self.piece, email='ada@example.com')
        self.assertEqual((len(self.leads()), lead.ic_message_count), (1, 4))

    def test_others_other_pieces_and_closed_inquiries_are_new_leads(self):
        self.inquire(self.piece)
        self.inquire(self.piece, email='bob@example.com')
        other = self.make_watch(ic_reference='126610LN', ic_serial='S2')
        self.inquire(other)
        self.assertEqual(len(self.leads()), 2)
        self.assertEqual(self.env['crm.lead'].search_count([('ic_piece_id', '=', other.id)]), 1)
        mine = self.leads().filtered(lambda lead: lead.ic_asker_email == 'ada@example.com')
        mine.action_set_lost()
        self.inquire(self.piece)
        self.assertEqual(len(self.leads()), 2)
        self.assertEqual(self.env['crm.lead'].with_context(active_test=False).search_count(
            [('ic_piece_id', '=', self.piece.id), ('ic_asker_email', '=', 'ada@example.com')]), 2)  # fmt: skip

    # === WHAT IS NOT TAKEN === #

    def assert_refused(self, field, **values):
        answer = self.inquire(self.piece, **values)
        self.assertEqual(answer.get('field'), field)
        self.assertTrue(answer['error'])
        self.assert_nothing_happened()

    def test_bad_input_is_refused_and_changes_nothing(self):
        self.assert_refused('email', email='')
        self.assert_refused('email', email='not an address')
        self.assert_refused('name', name='   ')
        self.assert_refused('message', message='')
        self.assert_refused('name', name='x' * 121)
        self.assert_refused('email', email='a' * 250 + '@example.com')
        self.assert_refused('phone', phone='1' * 41)
        self.assert_refused('phone', phone='call me')
        self.assert_refused('message', message='x' * 4001)

    def test_odd_input_is_no_error(self):
        self.assertEqual(self.inquire(self.piece, name="A\x00da", message="Hi\x00 \u202e there"), {'ok': True})
        self.assertEqual(self.leads().contact_name, "Ada")

    def test_a_robot_hears_thanks_and_nothing_happens(self):
        self.assertEqual(self.inquire(self.piece, website='http://spam.example'), {'ok': True})
        self.assert_nothing_happened()

    def test_a_form_without_a_true_stamp_is_not_taken(self):
        leads, now = self.env['crm.lead'], time.time()
        true = leads._ic_stamp(self.action, at=now - 60)
        stamps = {
            'none': '',
            'made up': f'{int(now) - 60}.{"0" * 40}',
            'of another form': leads._ic_stamp('/shop/piece/0/inquire', at=now - 60),
            'moved in time': f'{int(now) - 90}.{true.split(".")[1]}',
            'no number': f'x.{true.split(".")[1]}',
            'too fast': leads._ic_stamp(self.action, at=now),
            'too old': leads._ic_stamp(self.action, at=now - MAX_SECONDS - 60),
        }
        for what, stamp in stamps.items():
            answer = self.inquire(self.piece, stamp=stamp)
            self.assertIn('once more', answer['error'], what)
        self.assert_nothing_happened()
        with patch('odoo.addons.ic_storefront.models.inquiry.inquiry_stamp.time.time', lambda: now + 4):
            self.assertEqual(self.inquire(self.piece, stamp=answer['stamp']), {'ok': True}, "the new stamp is good")
        self.assertEqual(len(self.leads()), 1)

    def test_too_many(self):
        for number in range(inquiry.PER_VISITOR):
            self.assertEqual(self.inquire(self.piece, email=f'ada{number}@example.com'), {'ok': True})
        self.assertIn('already', self.inquire(self.piece)['error'])
        self.assertEqual(len(self.leads()), inquiry.PER_VISITOR)
        counts = self.env['ic.throttle'].search([], limit=100)
        self.assertNotIn('127.0.0.1', ' '.join(counts.mapped('key')), "no address is kept")
        counts.write({'slot': fields.Datetime.now() - timedelta(days=3)})
        self.env.flush_all()
        self.env['ic.throttle']._ic_forget()
        self.assertEqual(self.inquire(self.piece), {'ok': True})

    def test_too_many_of_one_person_from_many_places(self):
        for number in range(inquiry.PER_PERSON):
            with patch.object(self.registry['ic.throttle'], '_ic_visitor', lambda model, number=number: f'v{number}'):
                self.assertEqual(self.inquire(self.piece), {'ok': True})
        with patch.object(self.registry['ic.throttle'], '_ic_visitor', lambda model: 'another'):
            self.assertIn('already', self.inquire(self.piece)['error'])
        self.assertEqual((len(self.leads()), self.leads().ic_message_count), (1, inquiry.PER_PERSON))

    def test_no_such_piece(self):
        plain = self.env['product.template'].create({'name': "Cloth", 'is_published': True})
        self.assertIn('not in our shop', self.inquire(plain)['error'])

    # === THE FORM === #

    def test_without_javascript_the_answer_is_a_page(self):
        html = self.page(self.piece.website_url)
        stamp = self.env['crm.lead']._ic_stamp(self.action, at=time.time() - 60)
        self.assertIn('name="stamp"', html)
        wrong = self.url_open(self.action, data={'name': "Ada", 'email': 'ada@', 'message': "Hi", 'stamp': stamp})
        self.assertIn("Please check your e-mail address.", wrong.text)
        self.assertIn('value="Ada"', wrong.text)
        self.assert_nothing_happened()
        right = self.url_open(self.action, data={'name': "Ada", 'email': 'a@b.co', 'message': "Hi", 'stamp': stamp})
        self.assertIn("Your message has reached us", right.text)
        self.assertIn('noindex', right.headers['X-Robots-Tag'])
        self.assertEqual(self.leads().contact_name, "Ada")

    def test_the_form_answers_on_the_page(self):
        self.browser_js(
            self.piece.website_url,
            """
            const wait = (check) => new Promise((resolve, reject) => {
                const end = Date.now() + 15000;
                (function look() {
                    const found = check();
                    if (found) { resolve(found); }
                    else if (Date.now() > end) { reject(new Error('waited in vain: ' + check)); }
                    else { setTimeout(look, 60); }
                })();
            });
            (async () => {
                const box = document.querySelector('.ic-inquiry');
                const form = box.querySelector('form');
                box.querySelector('summary').click();
                form.elements.name.value = 'Ada Visitor';
                form.elements.email.value = 'ada@';
                form.elements.message.value = 'Hello';
                const script = '@ic_storefront/interactions/inquiry';
                await wait(() => window.odoo && odoo.loader && odoo.loader.modules.get(script));
                await wait(() => form.hasAttribute('novalidate'));
                await new Promise((resolve) => setTimeout(resolve, 3500));
                form.querySelector('button').click();
                await wait(() => !box.querySelector('.ic-inquiry__error').hidden);
                form.elements.email.value = 'ada@example.com';
                await new Promise((resolve) => setTimeout(resolve, 3500));
                await wait(() => {
                    const button = form.querySelector('button');
                    if (!form.hidden && !button.disabled) { button.click(); }
                    return form.hidden;
                });
                if (box.querySelector('.ic-inquiry__thanks').hidden) { throw new Error('no thanks'); }
                console.log('test successful');
            })();
        """,
            ready="!!document.querySelector('.ic-inquiry')",
        )
        self.assertEqual(self.leads().email_from, 'ada@example.com')
        self.assertEqual(len(self.leads()), 1)
