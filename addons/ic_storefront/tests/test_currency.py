import json

from lxml import html

from odoo.tests import tagged

from .common import PieceCase


@tagged('post_install', '-at_install')
class TestCurrency(PieceCase):
    """A store with price lists in several currencies: every page speaks the one that the visitor chose."""

    def setUp(self):
        super().setUp()
        self.clear_the_shop()
        self.env.ref('base.group_user').implied_ids |= self.env.ref('product.group_product_pricelist')
        self.dollar = self.company.currency_id
        self.pound = (
            self.env['res.currency']
            .with_context(active_test=False)
            .create({'name': 'ZQP', 'symbol': 'Zq', 'position': 'before', 'rounding': 0.01})
        )
        self.env['res.currency.rate'].create(
            {'currency_id': self.pound.id, 'company_id': self.company.id, 'name': '2020-01-01', 'rate': 0.5}
        )
        self.env['product.pricelist'].search([('website_id', 'in', (False, self.website.id))]).selectable = False
        values = {'website_id': self.website.id, 'selectable': True, 'company_id': self.company.id}
        self.home = self.env['product.pricelist'].create(
            {**values, 'name': "Zq home", 'currency_id': self.dollar.id, 'sequence': 0}
        )
        self.abroad = self.env['product.pricelist'].create(
            {**values, 'name': "Zq abroad", 'currency_id': self.pound.id, 'sequence': 1}
        )
        self.piece = self.make_watch()
        self.cheap = self.make_watch(list_price=1000, ic_model='Zqcheap', ic_serial='Z2')

    def choose(self, pricelist):
        self.url_open(f'/shop/change_pricelist/{pricelist.id}')

    def prices(self):
        """Return what list, page, markup and cart say the piece costs."""
        card = html.fromstring(self.page('/shop')).xpath(f'//article[@data-piece-id="{self.piece.id}"]')[0]
        tree = html.fromstring(self.page(self.piece.website_url))
        product = next(
            entry
            for script in tree.xpath('//script[@type="application/ld+json"]/text()')
            for data in [json.loads(script)]
            for entry in (data if isinstance(data, list) else [data])
            if entry['@type'] == 'Product'
        )
        return (
            card.xpath('string(.//p[@class="ic-card__price"])').strip(),
            tree.xpath('string(//p[@class="ic-piece__price"])').strip(),
            (product['offers']['price'], product['offers']['priceCurrency']),
        )

    def test_one_currency_on_list_page_markup_and_cart(self):
        tag = self.dollar._ic_price_tag(18750)
        self.choose(self.home)
        self.assertEqual(self.prices(), (tag, tag, ('18750.00', self.dollar.name)))
        self.choose(self.abroad)
        self.assertEqual(self.prices(), ('Zq9,375', 'Zq9,375', ('9375.00', 'ZQP')))
        self.add_to_bag(self.piece)
        order = self.env['sale.order'].search([('order_line.product_template_id', '=', self.piece.id)])
        self.assertEqual((order.currency_id, order.order_line.price_unit), (self.pound, 9375))
        self.assertIn('9,375.00', html.fromstring(self.page('/shop/cart')).text_content())

    def test_the_price_filter_speaks_the_same_currency(self):
        self.choose(self.abroad)
        tree = html.fromstring(self.page('/shop?max_price=600'))
        self.assertEqual(tree.xpath('//article/@data-piece-id'), [str(self.cheap.id)])
        hints = html.fromstring(self.page('/shop')).xpath('//input[@name="max_price"]/@placeholder')
        self.assertEqual(hints, ['Zq9,375'])
        chip = html.fromstring(self.page('/shop?max_price=600')).xpath('string(//a[@class="ic-chip"]/span)')
        self.assertIn('Zq600', chip)
        self.choose(self.home)
        self.assertFalse(html.fromstring(self.page('/shop?max_price=600')).xpath('//article'))
