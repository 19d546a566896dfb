import json

from lxml import html

from odoo.tests import tagged

from .common import PieceCase, picture


@tagged('post_install', '-at_install')
class TestArtist(PieceCase):
    """The pages of artists and of the places they come from."""

    def setUp(self):
        super().setUp()
        self.artist = self.env['ic.artist'].create(
            {
                'name': "Zq Painter",
                'birth_year': 1951,
                'community': "Zq Crossing",
                'language_group': "Zqlang",
                'biography': "Paints <the> desert.\nLives in Zqville.",
                'royalty_note': "ROYALTYSECRET",
                'is_published': True,
                'portrait': picture(),
                'company_id': self.company.id,
            }
        )
        self.work = self.make_piece('artwork', ic_art_artist_id=self.artist.id, ic_model="Zq Mesa")
        self.sold = self.make_piece('artwork', ic_art_artist_id=self.artist.id, ic_model="Zq Gone")
        self.sell(self.sold)
        self.hidden = self.make_piece('artwork', False, ic_art_artist_id=self.artist.id, ic_model="Zq Unshown")

    def sell(self, piece):
        line = (0, 0, {'product_id': piece.product_variant_id.id})
        partner = self.env['res.partner'].create({'name': "Zq Buyer"})
        self.env['sale.order'].create({'partner_id': partner.id, 'order_line': [line]}).action_confirm()
        self.assertEqual(piece.ic_status, 'sold')

    def get(self, url):
        return self.url_open(url, allow_redirects=False)

    def test_the_page_tells_who_and_what(self):
        text = self.page(self.artist.website_url)
        tree = html.fromstring(text)
        self.assertEqual(tree.xpath('string(//h1)'), "Zq Painter")
        self.assertIn("born 1951", tree.xpath('string(//p[@class="ic-artist__life"])'))
        self.assertEqual(
            tree.xpath('//div[@class="ic-artist__biography"]/p/text()'), ["Paints <the> desert.", "Lives in Zqville."]
        )
        sections = tree.xpath('//section[@class="ic-artist__works"]')
        shown = [section.xpath('.//article/@data-piece-id') for section in sections]
        self.assertEqual(shown, [[str(self.work.id)], [str(self.sold.id)]])
        for secret in ("Zq Unshown", "ROYALTYSECRET", "NOTESECRET"):
            self.assertNotIn(secret, text)
        portrait = tree.xpath('//div[@class="ic-artist__portrait"]/img/@src')[0]
        self.assertEqual(self.get(portrait).headers['Content-Type'], 'image/jpeg')

    def test_the_work_leads_to_its_artist(self):
        tree = html.fromstring(self.page(self.work.website_url))
        self.assertEqual(tree.xpath('//div[@class="ic-piece__artist"]//a/@href'), [self.artist.website_url])
        self.artist.is_published = False
        tree = html.fromstring(self.page(self.work.website_url))
        self.assertFalse(tree.xpath('//div[@class="ic-piece__artist"]'))

    def test_an_artist_who_is_not_published_is_not_there(self):
        portrait = self.artist._ic_portrait_url()
        self.artist.is_published = False
        for url in (self.artist.website_url, portrait, '/artists/community/zq-crossing'):
            self.assertEqual(self.get(url).status_code, 404, url)
        self.assertNotIn("Zq Painter", self.page('/artists'))

    def test_an_artist_of_another_store_is_not_there(self):
        self.artist.company_id = self.env['res.company'].create({'name': "Zq Other"})
        self.assertEqual(self.get(self.artist.website_url).status_code, 404)

    def test_no_art_no_artists(self):
        self.company.ic_category_ids -= self.env['ic.category'].search([('code', '=', 'artwork')])
        for url in ('/artists', self.artist.website_url):
            self.assertEqual(self.get(url).status_code, 404, url)

    def test_one_address_per_artist(self):
        response = self.get(f'/artists/whatever-{self.artist.id}')
        self.assertEqual(response.status_code, 301)
        self.assertTrue(response.headers['Location'].endswith(f'/artists/zq-painter-{self.artist.id}'))
        for url in ('/artists/zq', '/artists/0', '/artists/999999999', '/artists/nokind/zq-crossing'):
            self.assertEqual(self.get(url).status_code, 404, url)

    def test_the_places_list_artists_and_works(self):
        for url, title in (('/artists/community/zq-crossing', "Zq Crossing"), ('/artists/language/zqlang', "Zqlang")):
            tree = html.fromstring(self.page(url))
            self.assertEqual(tree.xpath('string(//h1)'), title)
            self.assertEqual(tree.xpath('//a[@class="ic-artist-card"]/@href'), [self.artist.website_url])
            self.assertEqual(tree.xpath('//article/@data-piece-id'), [str(self.work.id), str(self.sold.id)])

    def test_the_name_behind_the_public_name_is_nowhere(self):
        self.artist.write(
            {'is_name_sensitive': True, 'substitute_name': "The late Zq", 'death_year': 2001,
             'cultural_notice': "Zq words of the family."}
        )  # fmt: skip
        portrait_id = f'/artists/{self.artist.id}/portrait'
        self.assertEqual(self.artist.website_url, f'/artists/the-late-zq-{self.artist.id}')
        for url in (self.artist.website_url, '/artists', '/artists/community/zq-crossing', self.work.website_url):
            text = self.page(url)
            self.assertIn("The late Zq", text, url)
            self.assertNotIn("Zq Painter", text, url)
            self.assertNotIn('zq-painter', text, url)
            self.assertNotIn(portrait_id, text, url)
        tree = html.fromstring(self.page(self.artist.website_url))
        notices = tree.xpath('//div[@class="ic-cultural"]/p[position() > 1]/text()')
        self.assertEqual(len(notices), 2)
        self.assertEqual(notices[1], "Zq words of the family.")
        # The address of the portrait is of no use before the notice is read.
        address = f'{portrait_id}/1.jpg'
        self.assertEqual(self.get(address).status_code, 404)
        token = self.csrf(self.page(self.artist.website_url))
        self.url_open('/shop/notice', data={'csrf_token': token, 'back': '/artists'})
        self.assertIn(portrait_id, self.page(self.artist.website_url))
        shown = self.get(address)
        self.assertEqual((shown.status_code, shown.headers['Cache-Control']), (200, 'private, no-store'))

    def test_search_engines_read_the_public_name(self):
        tree = html.fromstring(self.page(self.artist.website_url))
        person, way = json.loads(tree.xpath('//script[@type="application/ld+json"]/text()')[-1])
        self.assertEqual((person['@type'], person['name'], person['birthDate']), ('Person', "Zq Painter", '1951'))
        self.assertEqual([step['name'] for step in way['itemListElement']], ["Artists", "Zq Painter"])
        self.assertEqual(tree.xpath('string(//title)'), f"Zq Painter | {self.website.name}")
        self.assertEqual(tree.xpath('//meta[@property="og:type"]/@content'), ['profile'])
