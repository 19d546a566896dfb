import json

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import PieceCase, picture

SECRETS = (
    'NOTESECRET',
    'STOCKSECRET',
    'TERRITORYSECRET',
    'STORAGESECRET',
    'HALLMARKSECRET',
    'CATALOGSECRET',
    'SERIAL7X7X',
    '11987',
    '17234',
    '11,987',
    '17,234',
)
PRIVATE_FIELDS = (
    'ic_internal_notes',
    'ic_wholesale_price',
    'ic_serial',
    'ic_territory',
    'ic_import_raw',
    'standard_price',
    'ic_sneaker_storage',
    'ic_art_catalog_number',
    'ic_art_coa_file',
    'ic_bullion_intake',
)
# What each category has to hide besides what all have; every value holds the word that must not appear.
PRIVATE_VALUES = {
    'handbag': {'ic_serial': 'SERIAL7X7X'},
    'sneaker': {'ic_serial': 'SERIAL7X7X', 'ic_sneaker_storage': 'STORAGESECRET'},
    'apparel': {'ic_serial': 'SERIAL7X7X'},
    'accessory': {'ic_serial': 'SERIAL7X7X', 'ic_accessory_type': 'belt'},
    'jewelry': {
        'ic_serial': 'SERIAL7X7X',
        'ic_jewel_hallmark': 'HALLMARKSECRET',
        'ic_jewel_maker_mark': 'HALLMARKSECRET',
    },
    'bullion': {'ic_serial': 'SERIAL7X7X', 'ic_bullion_metal': 'gold'},
    'artwork': {'ic_serial': 'SERIAL7X7X', 'ic_art_catalog_number': 'CATALOGSECRET'},
}


@tagged('post_install', '-at_install')
class TestSecrecy(PieceCase):
    """Notes, cost, wholesale price, serial and territory appear in no public answer."""

    def setUp(self):
        super().setUp()
        self.piece = self.make_watch(ic_nickname='Zqhulk')

    def assert_secret(self, text, where):
        for secret in SECRETS:
            self.assertNotIn(secret, text, where)

    def test_pages(self):
        self.env['ir.attachment'].search([('url', '=like', '/sitemap%')]).unlink()
        urls = [
            '/',
            '/shop',
            '/shop?search=Zqhulk',
            '/contactus',
            '/sitemap.xml',
            self.piece.website_url,
            f'/shop/category/{self.env["ir.http"]._slug(self.piece.public_categ_ids)}',
        ]
        for url in urls:
            html = self.page(url)
            self.assert_secret(html, url)
            if 'contactus' not in url:
                self.assertIn(str(self.piece.id), html)

    def test_every_category(self):
        for category, values in PRIVATE_VALUES.items():
            piece = self.make_piece(category, ic_model=f'Zq{category}', **values)
            shelf = self.website._ic_menu_url(piece.public_categ_ids)
            for url in (piece.website_url, shelf, f'/shop?search=Zq{category}&noFuzzy=1'):
                html = self.page(url)
                self.assertIn(str(piece.id), html, url)
                self.assert_secret(html, url)
            dealer = [fact['value'] for fact in piece._ic_web_facts('wholesale')]
            shown = [fact['value'] for fact in piece._ic_web_facts()]
            self.assertLess(set(shown), set(dealer) | {'TERRITORYSECRET'}, category)
            for word in ('SERIAL7X7X', 'TERRITORYSECRET'):
                self.assertNotIn(word, ' '.join(shown))

    def test_the_certificate_of_an_artwork_is_no_public_file(self):
        work = self.make_piece('artwork', ic_art_coa_file=picture(), ic_art_coa_file_name='owner.jpg')
        answer = self.url_open(f'/web/content/product.template/{work.id}/ic_art_coa_file')
        self.assertNotEqual(answer.status_code, 200)

    def test_filters_take_no_domain_from_a_stranger(self):
        """What a stranger writes into the options of a search must not become a condition."""
        options = {
            'displayImage': True,
            'displayDescription': True,
            'displayExtraLink': True,
            'displayDetail': True,
            'ic_facet_domain': [['standard_price', '>', 99999]],
        }
        params = {'search_type': 'products', 'term': 'Zqhulk', 'limit': 5, 'max_nb_chars': 99, 'options': options}
        self.assertEqual(len(self.make_jsonrpc_request('/website/snippet/autocomplete', params)['results']), 1)

    def test_bag_and_checkout(self):
        self.add_to_bag(self.piece)
        for url in ('/shop/cart', '/shop/checkout', '/shop/address'):
            html = self.page(url)
            self.assertIn('Submariner', html)
            self.assert_secret(html, url)

    def test_json(self):
        calls = {
            '/website_sale/get_combination_info': {
                'product_template_id': self.piece.id,
                'product_id': self.piece.product_variant_id.id,
                'combination': [],
                'add_qty': 1,
            },
            '/website/snippet/autocomplete': {
                'search_type': 'products',
                'term': 'Zqhulk',
                'limit': 5,
                'max_nb_chars': 500,
                'options': {
                    'displayImage': True,
                    'displayDescription': True,
                    'displayExtraLink': True,
                    'displayDetail': True,
                },
            },
        }
        for url, params in calls.items():
            text = json.dumps(self.make_jsonrpc_request(url, params))
            self.assertIn(str(self.piece.id), text)
            self.assert_secret(text, url)
        for term in ('NOTESECRET', 'STOCKSECRET', 'SERIAL7X7X'):
            params = {**calls['/website/snippet/autocomplete'], 'term': term}
            params['options'] = {**params['options'], 'allowFuzzy': False}
            self.assertEqual(self.make_jsonrpc_request('/website/snippet/autocomplete', params)['results'], [], term)

    def test_a_customer_who_is_logged_in_reads_no_private_field(self):
        customer = new_test_user(self.env, 'ic_test_customer', groups='base.group_portal')
        piece = self.piece.with_user(customer)
        self.assertEqual(piece.name, "Rolex Submariner 116610LV")
        for name in PRIVATE_FIELDS:
            with self.assertRaises(AccessError, msg=name):
                piece.read([name])
            with self.assertRaises(AccessError, msg=name):
                piece.search([(name, '!=', False)])

    def test_a_visitor_reads_no_private_field(self):
        public = self.website.user_id
        for name in PRIVATE_FIELDS:
            with self.assertRaises(AccessError, msg=name):
                self.piece.with_user(public).read([name])
