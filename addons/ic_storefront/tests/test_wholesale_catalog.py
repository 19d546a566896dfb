import time

from odoo.tests import tagged

from .common import picture
from .store_case import StoreCase


@tagged('post_install', '-at_install')
class TestWholesaleCatalog(StoreCase):
    """What stands in the catalogs of a store."""

    def setUp(self):
        super().setUp()
        self.company.ic_wholesale_access = 'open'

    def test_what_is_available_and_has_a_wholesale_price_is_offered(self):
        public = self.make_watch()
        hidden = self.make_watch(published=False, ic_wholesale_price=900)
        self.make_watch(ic_wholesale_price=0)
        self.make_watch(ic_wholesale_listed=False)
        self.make_watch(status='hold')
        self.make_watch(status='polish')
        foreign = self.make_watch(published=False, company_id=self.other.id)
        self.assertEqual(self.ids_in(self.trade), {public.id, hidden.id})
        self.assertEqual(self.ids_in(f'/s/{self.other.ic_store_slug}/wholesale'), {foreign.id})
        public._ic_set_status('hold')
        self.assertEqual(self.ids_in(self.trade), {hidden.id})
        self.assertIn('not offered any more', self.page(f'{self.trade}/x-{public.id}'))
        self.assertIn('not offered any more', self.page(f'{self.trade}/x-{foreign.id}'))
        self.company.ic_category_ids -= self.env['ic.category'].search([('code', '=', 'watch')])
        self.assertEqual(self.ids_in(self.trade), set())

    def test_it_is_filtered_sorted_and_searched_by_its_own_price(self):
        cheap = self.make_watch(ic_wholesale_price=1000, list_price=9000)
        dear = self.make_watch(ic_wholesale_price=5000, list_price=6000, ic_model='Daytona', published=False)
        self.assertEqual(self.ids_in(f'{self.trade}?max_price=2000'), {cheap.id})
        self.assertEqual(self.ids_in(f'{self.trade}?min_price=2000'), {dear.id})
        self.assertEqual(self.ids_in(f'{self.trade}?brand=rolex&model=daytona'), {dear.id})
        self.assertEqual(self.ids_in(f'{self.trade}?search=daytna'), {dear.id}, "with a typo")
        self.assertEqual(self.ids_in(f'{self.trade}?search=rolex+daytona'), {dear.id})
        self.assertEqual(self.ids_in(f'{self.trade}?category=watch'), {cheap.id, dear.id})
        html = self.page(f'{self.trade}?order=low')
        self.assertLess(html.index(f'data-piece-id="{cheap.id}"'), html.index(f'data-piece-id="{dear.id}"'))
        html = self.page(f'{self.retail}?order=low')
        self.assertNotIn(f'data-piece-id="{dear.id}"', html)
        response = self.url_open(f'{self.trade}?brand=nobody&order=low', allow_redirects=False)
        self.assertEqual(response.status_code, 303)
        self.assertTrue(response.headers['Location'].endswith(f'{self.trade}?order=low'))

    def test_a_dealer_reads_all_and_nothing_that_is_private(self):
        piece = self.make_watch(published=False)
        html = self.page(f'{self.trade}/x-{piece.id}')
        for word in ('$17,234.56', 'SERIAL7X7X', 'TERRITORYSECRET', 'https://wa.me/12125550142?text='):
            self.assertIn(word, html)
        for word in ('NOTESECRET', 'STOCKSECRET', '11987', '11,987', '18,750', '/web/image/product'):
            self.assertNotIn(word, html)
        self.assertLess(html.index('WhatsApp'), html.index('tel:'), "WhatsApp first")

    def test_each_catalog_shows_its_own_photos_first(self):
        piece = self.make_watch()
        photos = self.env['ic.photo'].create(
            [
                {'product_tmpl_id': piece.id, 'set': code, 'filename': f'{code}.jpg', 'original': picture(color)}
                for code, color in (('retail', (200, 30, 30)), ('in_hand', (30, 200, 30)))
            ]
        )
        photos._ic_make_derivatives()
        retail, in_hand = photos
        address = f'{self.trade}/photo/{in_hand.id}/'
        html = self.page(self.trade)
        self.assertIn(address, html)
        self.assertNotIn(f'/photo/{retail.id}/', html)
        self.assertIn(f'/ic/photo/{retail.id}/', self.page(self.retail))
        self.assertNotIn(f'/photo/{in_hand.id}/', self.page(self.retail))
        html = self.page(f'{self.trade}/x-{piece.id}')
        self.assertLess(html.index(address), html.index(f'{self.trade}/photo/{retail.id}/'))
        self.assertEqual(self.url_open(f'{address}600').status_code, 200)
        self.assertIn('no-cache', self.url_open(f'{address}600').headers['Cache-Control'])
        in_hand.unlink()
        self.assertIn(f'{self.trade}/photo/{retail.id}/', self.page(self.trade))
        piece.ic_wholesale_listed = False
        self.assertEqual(self.url_open(f'{self.trade}/photo/{retail.id}/600').status_code, 404)

    def test_an_inquiry_comes_with_the_piece_and_its_price(self):
        piece = self.make_watch(published=False)
        html = self.page(f'{self.trade}/x-{piece.id}')
        action = html.split('class="ic-inquiry__form"', 1)[1].split('action="', 1)[1].split('"', 1)[0]
        leads = self.env['crm.lead'].sudo()
        values = {'name': "Ada", 'email': 'ada@x.example', 'message': "Still there?"}
        values['stamp'] = leads._ic_stamp(action, at=time.time() - 60)
        self.assertEqual(
            self.url_open(action, data=values, headers={'Accept': 'application/json'}).json(), {'ok': True}
        )
        lead = leads.search([('ic_piece_id', '=', piece.id)])
        self.assertEqual(
            (lead.ic_audience, lead.expected_revenue, lead.company_id.id), ('wholesale', 17234.56, self.company.id)
        )
        piece.ic_wholesale_listed = False
        self.assertEqual(self.url_open(action, data=values).status_code, 404)


@tagged('post_install', '-at_install')
class TestStorePages(StoreCase):
    """The front door of a store, and its retail catalog."""

    def test_the_address_leads_to_what_the_store_sells(self):
        html = self.page('/s/maison-test')
        self.assertIn(f'href="{self.retail}"', html)
        self.assertIn(f'href="{self.trade}"', html)
        self.company.ic_sells_wholesale = False
        self.assertTrue(self.url_open('/s/maison-test').url.endswith(self.retail))
        self.company.write({'ic_sells_wholesale': True, 'ic_sells_retail': False, 'ic_wholesale_access': 'open'})
        self.assertTrue(self.url_open('/s/maison-test').url.endswith(self.trade))
        self.assertEqual(self.url_open(self.retail).status_code, 404)
        self.company.ic_sells_wholesale = False
        self.assertEqual(self.url_open('/s/maison-test').status_code, 404)

    def test_retail_shows_what_is_published_and_leads_to_its_one_page(self):
        shown = self.make_watch()
        self.make_watch(published=False)
        self.assertEqual(self.ids_in(self.retail), {shown.id})
        html = self.page(self.retail)
        self.assertIn('$18,750', html)
        self.assertNotIn('17,234', html)
        self.assertIn(f'href="{shown.website_url}"', html)
        self.assertIn('tel:+12125550140', html)
        self.assertNotIn('wa.me', html)
        self.assertTrue(self.url_open(f'{self.retail}/x-{shown.id}').url.endswith(shown.website_url))

    def test_a_store_without_a_website_has_its_pieces_here(self):
        piece = self.make_watch(company_id=self.other.id)
        path = f'/s/{self.other.ic_store_slug}/retail'
        self.assertEqual(self.ids_in(path), {piece.id})
        html = self.page(f'{path}/x-{piece.id}')
        self.assertIn('$18,750', html)
        for word in ('SERIAL7X7X', '17,234', 'NOTESECRET', 'TERRITORYSECRET'):
            self.assertNotIn(word, html)
        self.assertEqual(self.url_open(f'{path}/image/{piece.id}/600').headers['Content-Type'], 'image/jpeg')
        piece.is_published = False
        self.assertEqual(self.url_open(f'{path}/x-{piece.id}').status_code, 404)
        self.assertEqual(self.url_open(f'{path}/image/{piece.id}/600').status_code, 404)
        self.assertEqual(self.url_open(f'{self.retail}/x-{piece.id}').status_code, 404)

    def test_the_sitemap_knows_nothing_of_wholesale(self):
        self.company.ic_wholesale_access = 'open'
        self.make_watch(published=False, ic_nickname='Zqhulk')
        self.env['ir.attachment'].search([('url', '=like', '/sitemap%')]).unlink()
        self.assertNotIn('/wholesale', self.page('/sitemap.xml'))
