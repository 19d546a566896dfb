from odoo.tests import tagged

from odoo.addons.ic_storefront.controllers import inquiry

from .common import PieceCase


@tagged('post_install', '-at_install')
class TestInquiry(PieceCase):
    def setUp(self):
        super().setUp()
        inquiry._recent.clear()
        self.piece = self.make_watch()
        self.mails = self.env['mail.mail'].search([])

    def leads(self):
        return self.env['crm.lead'].search([('ic_piece_id', '=', self.piece.id)])

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
        self.assertNotIn('<script>', lead.description)
        mail = self.env['mail.mail'].search([]) - self.mails
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.subject, "Inquiry: Rolex Submariner 116610LV")
        self.assertIn('store@maison.example', mail.email_to)
        self.assertEqual(mail.reply_to, 'ada@example.com')
        self.assertEqual(mail.state, 'outgoing', "the visitor does not wait for a mail server")

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
        new = self.env['mail.mail'].search([]) - self.mails
        to_store = new.filtered(lambda mail: 'store@maison.example' in (mail.email_to or ''))
        self.assertEqual(to_store.mapped('subject'), ["Looking for a Daytona"])
        self.assertEqual(to_store.mapped('state'), ['outgoing'])

    def assert_refused(self, field, **values):
        answer = self.inquire(self.piece, **values)
        self.assertEqual(answer.get('field'), field)
        self.assertTrue(answer['error'])
        self.assertFalse(self.leads())
        self.assertEqual(self.env['mail.mail'].search([]), self.mails)

    def test_bad_input_is_refused_and_changes_nothing(self):
        self.assert_refused('email', email='')
        self.assert_refused('email', email='not an address')
        self.assert_refused('name', name='   ')
        self.assert_refused('message', message='')
        self.assert_refused('name', name='x' * 121)
        self.assert_refused('email', email='a' * 250 + '@example.com')
        self.assert_refused('phone', phone='1' * 41)
        self.assert_refused('message', message='x' * 4001)
        self.assert_refused('name', name={'a': 1})

    def test_a_robot_hears_thanks_and_nothing_happens(self):
        self.assertEqual(self.inquire(self.piece, website='http://spam.example'), {'ok': True})
        self.assertFalse(self.leads())
        self.assertEqual(self.env['mail.mail'].search([]), self.mails)

    def test_too_many(self):
        for _number in range(inquiry.MAX_PER_VISITOR):
            self.assertEqual(self.inquire(self.piece), {'ok': True})
        self.assertIn('already', self.inquire(self.piece)['error'])
        self.assertEqual(len(self.leads()), inquiry.MAX_PER_VISITOR)

    def test_no_such_piece(self):
        plain = self.env['product.template'].create({'name': "Cloth", 'is_published': True})
        self.assertIn('not in our shop', self.inquire(plain)['error'])

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
                await wait(() => {
                    form.querySelector('button').click();
                    return !box.querySelector('.ic-inquiry__error').hidden;
                });
                form.elements.email.value = 'ada@example.com';
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
        self.assertEqual(self.leads()[:1].email_from, 'ada@example.com')
        self.assertEqual(len(self.leads()), 1)
