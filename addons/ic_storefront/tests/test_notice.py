import json

from lxml import html

from odoo.tests import tagged

from .common import PieceCase


@tagged('post_install', '-at_install')
class TestNotice(PieceCase):
    """No picture of a work, and no address of one, before its notice is read: on no page, in no answer."""

    def setUp(self):
        super().setUp()
        self.artist = self.env['ic.artist'].create(
            {
                'name': "Zq Realname",
                'substitute_name': "The late Zq",
                'is_name_sensitive': True,
                'death_year': 2001,
                'is_published': True,
                'company_id': self.company.id,
            }
        )
        self.work = self.make_piece('artwork', ic_art_artist_id=self.artist.id, ic_model="Zq Water Dreaming")
        photo = self.env['ic.photo'].create(
            {'product_tmpl_id': self.work.id, 'set': 'retail', 'filename': 'zq.jpg', 'original': self.work.image_1920}
        )
        photo._ic_make_derivatives()
        self.addresses = (f'/ic/photo/{photo.id}/', f'product.template/{self.work.id}/', f'/ic/photo/{photo.id}-')

    def consent(self, **more):
        token = self.csrf(self.page(self.work.website_url))
        data = {'csrf_token': token, 'back': self.work.website_url, **more}
        return self.url_open('/shop/notice', data=data, allow_redirects=False)

    def assert_hidden(self, text, place):
        for address in self.addresses:
            self.assertNotIn(address, text, place)

    def pages(self):
        return [
            self.work.website_url,
            self.website._ic_menu_url(self.work.public_categ_ids),
            '/shop?search=Zq+Water&noFuzzy=1',
            '/',
            '/artists',
            self.artist.website_url,
        ]

    def test_no_page_holds_the_address_of_the_picture(self):
        other = self.make_piece('artwork', ic_art_artist_id=self.artist.id, ic_model="Zq Other")
        for url in [*self.pages(), other.website_url]:
            self.assert_hidden(self.page(url, timeout=60), url)
        tree = html.fromstring(self.page(self.work.website_url))
        self.assertIn("person who has died", tree.xpath('string(//div[@class="ic-cultural"])'))
        self.assertEqual(tree.xpath('//form[contains(@class, "ic-gate")]/@action'), ['/shop/notice'])

    def test_no_suggestion_holds_it(self):
        params = {
            'search_type': 'products_only', 'term': 'Zq Water', 'limit': 5, 'order': 'name asc', 'options': {
                'displayImage': True, 'displayDescription': True, 'displayExtraLink': True, 'displayDetail': True,
                'allowFuzzy': True}}  # fmt: skip
        data = json.dumps({'jsonrpc': '2.0', 'method': 'call', 'params': params})
        answer = self.url_open('/website/snippet/autocomplete', data=data, headers={'Content-Type': 'application/json'})
        self.assertIn(self.work.website_url, answer.text)
        self.assert_hidden(answer.text, 'suggestions')

    def test_the_cart_holds_none_either(self):
        response = self.add_to_bag(self.work)
        self.assertIn("Water Dreaming", response.text)
        self.assert_hidden(response.text, 'cart')
        self.consent()
        self.assertIn(self.addresses[0], self.page('/shop/cart'))

    def test_consent_lasts_for_the_visit_and_can_be_taken_back(self):
        response = self.consent()
        self.assertEqual((response.status_code, response.headers['Location']),
                         (303, self.work.website_url))  # fmt: skip
        for url in self.pages()[:2]:
            self.assertIn(self.addresses[0], self.page(url), url)
        self.consent(hide='1')
        self.assert_hidden(self.page(self.work.website_url), 'after taking back')

    def test_others_are_told_no_picture_even_after_consent(self):
        self.consent()
        tree = html.fromstring(self.page(self.work.website_url))
        for name in ('og:image', 'twitter:image'):
            image = tree.xpath(f'//meta[@property="{name}" or @name="{name}"]/@content')[0]
            self.assert_hidden(image, name)
        for script in tree.xpath('//script[@type="application/ld+json"]/text()'):
            self.assert_hidden(script, 'markup')

    def test_consent_needs_a_token_and_leads_nowhere_else(self):
        self.assertEqual(self.url_open('/shop/notice', data={'back': '/shop'}).status_code, 400)
        self.assert_hidden(self.page(self.work.website_url), 'without a token')
        for back in ('https://evil.example/x', '//evil.example/x', '/\\evil.example'):
            token = self.csrf(self.page(self.work.website_url))
            data = {'csrf_token': token, 'back': back, 'hide': '1'}
            response = self.url_open('/shop/notice', data=data, allow_redirects=False)
            self.assertRegex(response.headers['Location'], r'^/[^/\\]', back)

    def test_a_sensitive_work_asks_for_itself(self):
        work = self.make_piece('artwork', ic_model="Zq Alive", ic_art_notice_first=True)
        self.assertTrue(work._ic_web_sensitive())
        tree = html.fromstring(self.page(work.website_url))
        self.assertTrue(tree.xpath('//form[contains(@class, "ic-gate")]'))
        self.assertIn("decide for themselves", tree.xpath('string(//div[@class="ic-cultural"])'))
        self.assertFalse(self.make_piece('artwork', ic_model="Zq Plain")._ic_web_sensitive())
