import json
import re

from lxml import etree, html

from odoo.tests import tagged

from .common import PieceCase

SCHEMA = 'https://schema.org/'
# What search engines ask for in a product and its offer, and what may stand in either: names of schema.org's
# vocabulary for Product, VisualArtwork and Offer that we use. Anything else is a slip of the pen.
PRODUCT = {
    '@context', '@type', 'name', 'url', 'image', 'sku', 'mpn', 'gtin', 'description', 'category', 'itemCondition',
    'brand', 'color', 'material', 'size', 'width', 'height', 'depth', 'weight', 'offers', 'creator', 'artMedium',
    'artworkSurface', 'dateCreated',
}  # fmt: skip
OFFER = {'@type', 'url', 'availability', 'itemCondition', 'seller', 'price', 'priceCurrency'}
AVAILABLE = {'InStock', 'SoldOut', 'PreOrder', 'LimitedAvailability'}
CONDITIONS = {'NewCondition', 'UsedCondition', 'DamagedCondition'}


@tagged('post_install', '-at_install')
class TestSearchEngines(PieceCase):
    """What search engines read: markup, the one address of a page, the sitemap."""

    def tree(self, url):
        return html.fromstring(self.page(url))

    def markup(self, tree, kind):
        for script in tree.xpath('//script[@type="application/ld+json"]/text()'):
            data = json.loads(script)
            for entry in data if isinstance(data, list) else [data]:
                if kind in entry['@type']:
                    return entry
        return self.fail(f"no {kind} in the markup")

    def check_product(self, data, priced=True):
        self.assertLessEqual(set(data), PRODUCT)
        self.assertTrue({'name', 'url', 'image', 'offers', 'itemCondition', 'sku'} <= set(data), data)
        self.assertIn(data['itemCondition'].removeprefix(SCHEMA), CONDITIONS)
        offer = data['offers']
        self.assertLessEqual(set(offer), OFFER)
        self.assertIn(offer['availability'].removeprefix(SCHEMA), AVAILABLE)
        self.assertEqual(offer['itemCondition'], data['itemCondition'])
        self.assertEqual('price' in offer, priced)
        if priced:
            self.assertRegex(offer['price'], r'^\d+\.\d{2}$')
            self.assertRegex(offer['priceCurrency'], r'^[A-Z]{3}$')
        for key in ('width', 'height', 'depth', 'weight'):
            if key in data:
                self.assertEqual(set(data[key]), {'@type', 'value', 'unitCode'})
        for address in [data['url'], offer['url'], *data['image']]:
            self.assertTrue(address.startswith(self.website.get_base_url() + '/'), address)

    # === Markup === #

    def test_every_category_is_told_by_the_rules(self):
        for code, _label in self.env['product.template']._fields['ic_category']._description_selection(self.env):
            piece = self.make_piece(code, ic_retail_description="Zq words.")
            data = self.markup(self.tree(piece.website_url), 'Product')
            self.check_product(data)
            self.assertEqual(data['offers']['price'], '900.00', code)
            self.assertEqual(data['offers']['priceCurrency'], self.website.currency_id.name)
            way = self.markup(self.tree(piece.website_url), 'BreadcrumbList')['itemListElement']
            self.assertEqual([step['position'] for step in way], [1, 2, 3])
            self.assertEqual(way[0]['name'], "All Pieces")

    def test_the_offer_follows_the_claims_and_a_sold_price_is_not_told(self):
        piece = self.make_watch()
        self.assertEqual(self.markup(self.tree(piece.website_url), 'Product')['brand']['name'], "Rolex")
        claims = self.env['ic.claim'].sudo()._ic_take({piece.product_variant_id: 1}, 'zq,1', reference="Zq")
        data = self.markup(self.tree(piece.website_url), 'Product')
        self.assertNotEqual(data['offers']['availability'], SCHEMA + 'InStock')
        claims._ic_release("Zq")
        data = self.markup(self.tree(piece.website_url), 'Product')
        self.assertEqual(data['offers']['availability'], SCHEMA + 'InStock')
        line = (0, 0, {'product_id': piece.product_variant_id.id})
        partner = self.env['res.partner'].create({'name': "Zq Buyer"})
        self.env['sale.order'].create({'partner_id': partner.id, 'order_line': [line]}).action_confirm()
        data = self.markup(self.tree(piece.website_url), 'Product')
        self.check_product(data, priced=False)
        self.assertEqual(data['offers']['availability'], SCHEMA + 'SoldOut')

    def test_price_on_request_is_no_price(self):
        piece = self.make_watch(list_price=0)
        self.check_product(self.markup(self.tree(piece.website_url), 'Product'), priced=False)

    def test_a_gtin_is_told_when_it_is_one(self):
        piece = self.make_watch()
        for code, expected in (('4006381333931', '4006381333931'), ('4006381333932', ''), ('ABC', ''), ('12', '')):
            piece.barcode = code
            self.assertEqual(piece._ic_gtin(), expected, code)

    def test_the_store_is_named_as_it_is(self):
        self.company.name = 'Zq & Sons "Fine"'
        data = self.markup(self.tree('/shop'), 'Organization')
        self.assertEqual(data['name'], 'Zq & Sons "Fine"')

    def test_a_link_tells_what_it_leads_to(self):
        tree = self.tree(self.make_watch().website_url)
        tags = {tag.get('property'): tag.get('content') for tag in tree.xpath('//meta[@property]')}
        self.assertEqual(tags['og:type'], 'product')
        self.assertEqual(tags['product:brand'], "Rolex")
        self.assertEqual((tags['product:availability'], tags['product:condition']), ('in stock', 'used'))

    # === Addresses === #

    def robots(self, url):
        tree = self.tree(url)
        base = self.website.get_base_url()
        canonical = tree.xpath('//link[@rel="canonical"]/@href')[0].removeprefix(base)
        return canonical, bool(tree.xpath('//meta[@name="robots"][contains(@content, "noindex")]'))

    def test_which_lists_are_pages_of_their_own(self):
        piece = self.make_watch()
        shelf = self.website._ic_menu_url(piece.public_categ_ids)
        for url, expected in (
            ('/shop', ('/shop', False)),
            (shelf, (shelf, False)),
            ('/shop?order=list_price+asc', ('/shop', False)),
            (f'{shelf}?brand=rolex', (f'{shelf}?brand=rolex', False)),
            (f'{shelf}?brand=rolex&max_price=20000', (shelf, True)),
            (f'{shelf}?condition=very-good', (shelf, True)),
            ('/shop?search=rolex&noFuzzy=1', ('/shop', True)),
        ):
            self.assertEqual(self.robots(url), expected, url)

    def test_the_page_of_a_piece_has_one_address(self):
        piece = self.make_watch()
        self.assertEqual(self.robots(f'{piece.website_url}?utm_source=zq'), (piece.website_url, False))

    # === Sitemap === #

    def sitemap(self):
        self.env['ir.attachment'].search([('url', '=like', '/sitemap-%')]).unlink()
        root = etree.fromstring(self.url_open('/sitemap.xml').content)
        return {re.sub(r'^https?://[^/]+', '', node.text) for node in root.iter('{*}loc')}

    def test_the_sitemap_lists_what_is_public_whoever_asks(self):
        shown, hidden = self.make_watch(), self.make_watch(published=False, ic_model="Zqhidden", ic_serial='Z2')
        artist = self.env['ic.artist'].create({'name': "Zq Painter", 'is_published': True, 'community': "Zqville"})
        secret = self.env['ic.artist'].create({'name': "Zq Unpublished"})
        self.make_piece('artwork', ic_art_artist_id=artist.id)
        expected = {shown.website_url, artist.website_url, '/artists', '/artists/community/zqville'}
        strangers = self.sitemap()
        self.authenticate('admin', 'admin')
        for found in (strangers, self.sitemap()):
            self.assertLessEqual(expected, found)
            self.assertFalse({hidden.website_url, secret.website_url, '/website/info'} & found)
            self.assertFalse([url for url in found if 'zqhidden' in url])

    def test_a_closed_shelf_is_not_in_the_sitemap(self):
        piece = self.make_piece('sneaker')
        shelf = self.website._ic_menu_url(piece.public_categ_ids)
        self.assertIn(shelf, self.sitemap())
        self.company.ic_category_ids -= self.env['ic.category'].search([('code', '=', 'sneaker')])
        self.assertFalse({shelf, piece.website_url} & self.sitemap())

    # === What has left === #

    def test_a_piece_that_has_left_is_gone_and_one_that_never_was_is_unknown(self):
        piece, never = self.make_watch(), self.make_watch(published=False, ic_model="Zqnever", ic_serial='Z3')
        url = piece.website_url
        piece.action_ic_unpublish()
        response = self.url_open(url)
        self.assertEqual(response.status_code, 410)
        self.assertIn("This piece has left the house", response.text)
        for secret in ("NOTESECRET", "18,750", "18750"):
            self.assertNotIn(secret, response.text)
        for unknown in (f'/shop/zq-guess-{piece.id}', never.website_url, '/shop/zq-999999999'):
            response = self.url_open(unknown)
            self.assertIn(response.status_code, (403, 404), unknown)
            self.assertNotIn("has left the house", response.text)
        self.assertIn("This page is not here any more", self.url_open('/shop/zq-999999999').text)
