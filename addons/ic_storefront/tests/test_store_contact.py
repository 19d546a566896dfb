from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger


@tagged('post_install', '-at_install')
class TestStoreContact(TransactionCase):
    """The address of a store, and how it is reached."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.store = cls.env['res.company'].create(
            {'name': "Maison Éclat & Fils", 'country_id': cls.env.ref('base.us').id, 'email': 'store@maison.example'}
        )

    def urls(self, audience, *args):
        return {button['code']: button['url'] for button in self.store._ic_contact_buttons(audience, *args)}

    def test_every_store_has_an_address_of_its_own_that_stays(self):
        twin = self.env['res.company'].create({'name': "Maison Eclat Fils"})
        self.assertEqual(self.store.ic_store_slug, 'maison-eclat-fils')
        self.assertEqual(twin.ic_store_slug, 'maison-eclat-fils-2')
        self.store.name = "Another Name"
        self.assertEqual(self.store.ic_store_slug, 'maison-eclat-fils')
        self.assertEqual(self.env['res.company']._ic_store_of('maison-eclat-fils'), self.store)
        self.assertFalse(self.env['res.company']._ic_store_of('nobody'))
        self.assertTrue(self.store._ic_store_url('wholesale').endswith('/s/maison-eclat-fils/wholesale'))
        self.assertTrue(self.store._ic_store_url().startswith('http'))

    def test_an_address_is_refused_that_is_taken_or_no_address(self):
        for slug in ('Maison', 'a b', '-a', 'a--b', 'a/b', ''):
            with self.assertRaises(ValidationError, msg=slug):
                self.store.ic_store_slug = slug
            self.store.invalidate_recordset()
        other = self.env['res.company'].create({'name': "Other"})
        with mute_logger('odoo.sql_db'), self.assertRaises(IntegrityError), self.cr.savepoint():
            other.ic_store_slug = 'maison-eclat-fils'
            other.flush_recordset()

    def test_buttons_are_those_that_are_filled_in_in_the_order_of_the_audience(self):
        self.store.write({'phone': '(212) 555-0142', 'ic_whatsapp': '+1 212 555 0142', 'ic_messenger': 'fb.com.eclat'})
        self.assertEqual(list(self.urls('retail')), ['call', 'messenger', 'email'])
        self.assertEqual(list(self.urls('wholesale')), ['whatsapp', 'call', 'email', 'messenger'])
        self.store.write({'ic_messenger': False, 'phone': False})
        self.assertEqual(list(self.urls('retail')), ['email'])

    def test_buttons_name_the_piece(self):
        self.store.write(
            {'phone': '(212) 555-0142', 'ic_whatsapp': '(212) 555-0142', 'ic_messenger': 'm.me/eclat?ref=1'}
        )
        urls = self.urls('wholesale', 'A & B', 'https://x.example/p?1')
        text = 'I%20am%20interested%20in%3A%20A%20%26%20B%0Ahttps%3A%2F%2Fx.example%2Fp%3F1'
        self.assertEqual(urls['call'], 'tel:+12125550142')
        self.assertEqual(urls['whatsapp'], f'https://wa.me/12125550142?text={text}')
        self.assertEqual(urls['messenger'], f'https://m.me/eclat?text={text}')
        self.assertEqual(urls['email'], f'mailto:store@maison.example?subject=A%20%26%20B&body={text}')

    def test_what_is_no_number_and_no_page_is_refused(self):
        for name, value in (('ic_whatsapp', 'call me'), ('ic_messenger', 'javascript:alert(1)')):
            with self.assertRaises(ValidationError, msg=name):
                self.store[name] = value
            self.store.invalidate_recordset()
            self.assertFalse(self.store[name])

    def test_social_links_are_web_addresses(self):
        self.store.write({'social_instagram': 'https://instagram.com/eclat', 'social_facebook': 'javascript:alert(1)'})
        self.assertEqual([link['code'] for link in self.store._ic_social_links()], ['instagram'])

    def test_a_price_per_audience(self):
        self.store.ic_category_ids |= self.env['ic.category'].search([('code', '=', 'watch')])
        piece = self.env['product.template'].create(
            {
                'name': "Watch",
                'ic_category': 'watch',
                'company_id': self.store.id,
                'list_price': 18750,
                'ic_wholesale_price': 17234.5,
            }
        )
        currency = self.store.currency_id
        self.assertEqual(piece._ic_web_price_of('retail')['amount'], 18750)
        self.assertEqual(piece._ic_web_price_of('wholesale')['text'], currency._ic_price_tag(17234.5))
        piece.ic_wholesale_price = 0
        self.assertIsNone(piece._ic_web_price_of('wholesale'))
