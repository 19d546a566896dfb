import json
import re

from odoo.tests import tagged

from .common import PieceCase


@tagged('post_install', '-at_install')
class TestShop(PieceCase):
    def found(self, words):
        """Return the ids of the pieces that the shop shows for a search, in order."""
        html = self.page('/shop', params={'search': words, 'noFuzzy': '1'})
        return [int(number) for number in re.findall(r'<article[^>]*data-piece-id="(\d+)"', html)]

    def test_search_finds_by_public_words_only(self):
        piece = self.make_watch(ic_nickname='Zqhulk', ic_reference='11-66.10LV', ic_model='Zqsub')
        brand = self.env['ic.brand'].create({'name': 'Zqbrand & Fils', 'code': 'ZQB'})
        piece.ic_brand_id = brand
        for words in (
            'Zqhulk',
            '11-66.10LV',
            '116610LV',
            'Zqsub',
            'Zqbrand',
            piece.default_code,
            'Sunburst unpolished',
            'zqbrand zqhulk',
        ):
            self.assertEqual(self.found(words), [piece.id], words)
        for words in ('NOTESECRET', 'STOCKSECRET', 'TERRITORYSECRET', 'SERIAL7X7X', '11987', '17234'):
            self.assertEqual(self.found(words), [], words)

    def test_what_can_be_bought_comes_first_and_sold_last(self):
        sold = self.make_watch(ic_nickname='Zqrow', ic_serial='R1')
        order = self.env['sale.order'].create(
            {
                'partner_id': self.env['res.partner'].create({'name': "Buyer"}).id,
                'order_line': [(0, 0, {'product_id': sold.product_variant_id.id})],
            }
        )
        order.action_confirm()
        self.assertEqual(sold.ic_status, 'sold')
        available = self.make_watch(ic_nickname='Zqrow', ic_serial='R2')
        hold = self.make_watch(ic_nickname='Zqrow', ic_serial='R3', status='hold')
        self.assertEqual(self.found('Zqrow'), [available.id, hold.id, sold.id])

    def test_product_page_of_a_watch(self):
        piece = self.make_watch(ic_watch_has_papers=True, ic_watch_case_size=40.0)
        html = self.page(piece.website_url)
        self.assertIn('<h1 class="ic-piece__title">Submariner</h1>', html)
        self.assertIn('Ref. 116610LV', html)
        self.assertIn('Available, one of one', html)
        self.assertIn('$18,750' if self.website.currency_id.name == 'USD' else '18,750', html)
        self.assertIn('Sunburst dial &lt;b&gt;unpolished&lt;/b&gt; &amp; crisp.', html)
        for fact in piece._ic_web_facts():
            self.assertIn(f'data-code="{fact["code"]}"', html)
        self.assertIn('Full Set', html)
        self.assertRegex(html, rf'<link rel="canonical" href="[^"]*{piece.website_url}"')

    def test_structured_data(self):
        piece = self.make_watch()
        data = self.structured_data(piece)
        self.assertEqual(data['brand'], {'@type': 'Brand', 'name': 'Rolex'})
        self.assertEqual(data['sku'], piece.default_code)
        self.assertEqual(data['mpn'], '116610LV')
        self.assertEqual(data['itemCondition'], 'https://schema.org/UsedCondition')
        self.assertEqual(data['offers']['availability'], 'https://schema.org/InStock')
        self.assertEqual(data['description'], "Sunburst dial <b>unpolished</b> & crisp.")
        piece.ic_watch_condition = 'unworn'
        piece._ic_set_status('hold')
        data = self.structured_data(piece)
        self.assertEqual(data['itemCondition'], 'https://schema.org/NewCondition')
        self.assertEqual(data['offers']['availability'], 'https://schema.org/LimitedAvailability')

    def structured_data(self, piece):
        html = self.page(piece.website_url)
        blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
        found = []
        for block in blocks:
            data = json.loads(block)
            found += data if isinstance(data, list) else [data]
        return next(data for data in found if data['@type'] == 'Product')

    def test_script_in_the_description_stays_text_everywhere(self):
        piece = self.make_watch(
            ic_retail_description="</script><script>alert('x')</script>", ic_nickname="<img src=x onerror=alert(1)>"
        )
        for url in (piece.website_url, '/shop', '/'):
            html = self.page(url)
            self.assertNotIn("<script>alert('x')", html)
            self.assertNotIn('<img src=x', html)

    def test_home_shows_new_arrivals_and_the_store(self):
        piece = self.make_watch(ic_model='Zqhome')
        html = self.page('/')
        self.assertIn('New arrivals', html)
        self.assertIn('Zqhome', html)
        self.assertIn('Monday to Friday 10 - 18', html)
        self.assertIn(piece.website_url, html)
        self.assertNotIn('odoo.com', html.lower())

    def test_home_page_is_never_older_than_the_stock(self):
        piece = self.make_watch(ic_model='Zqfresh')
        self.assertIn('Zqfresh', self.page('/'))
        piece._ic_set_status('hold')
        self.assertNotIn('Zqfresh', self.page('/'))
        piece._ic_set_status('available')
        self.assertIn('Zqfresh', self.page('/'))

    def test_sitemap_has_the_piece(self):
        piece = self.make_watch()
        self.env['ir.attachment'].search([('url', '=like', '/sitemap%')]).unlink()
        self.assertIn(piece.website_url, self.page('/sitemap.xml'))

    def test_price_tags(self):
        self.website.currency_id.write({'position': 'before'})
        symbol = self.website.currency_id.symbol
        self.assertEqual(self.website._ic_price(18750.0), f'{symbol}18,750')
        self.assertEqual(self.website._ic_price(18750.5), f'{symbol}18,750.50')

    def test_dressing_twice_changes_nothing(self):
        names = self.website.menu_id.child_id.mapped('name')
        self.website._ic_dress()
        self.assertEqual(self.website.menu_id.child_id.mapped('name'), names)
