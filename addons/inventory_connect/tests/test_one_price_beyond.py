import io
from urllib.parse import urlsplit

from lxml import etree
from PyPDF2 import PdfReader

from odoo.tests import tagged

from .one_price_case import OnePriceCase


@tagged('post_install', '-at_install')
class TestOnePriceBeyond(OnePriceCase):
    """The same number where others read it: on paper, in the feed for search engines, and with the taxes of a buyer."""

    def test_the_printed_quotation_has_the_same_number(self):
        report = self.env['ir.actions.report'].with_context(force_report_rendering=True)
        if report.get_wkhtmltopdf_state() == 'install':
            self.skipTest("wkhtmltopdf is not installed: no quotation is printed here, only its page is compared")
        order = self.quotation()
        self.tick('4100.10')
        paper, _kind = report._render_qweb_pdf('sale.report_saleorder', order.ids)
        text = ' '.join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)
        self.assertIn('4,305.11', self.prices_in(text))
        self.assertNotIn('4,200.00', self.prices_in(text))

    def feed(self):
        """Return {SKU: price} as the feed states it."""
        xml = etree.fromstring(
            self.page(urlsplit(self.listed.url).path + '?' + urlsplit(self.listed.url).query).encode()
        )
        names = {'g': 'http://base.google.com/ns/1.0'}
        return {
            item.findtext('g:id', namespaces=names): item.findtext('g:price', namespaces=names)
            for item in xml.iter('item')
        }

    def test_the_feed_has_the_price_of_this_moment_and_none_without_one(self):
        self.website.enabled_gmc_src = True
        self.listed = self.env['product.feed'].create({'name': "Search", 'website_id': self.website.id})
        currency, sku = self.currency.name, self.piece.default_code
        self.assertEqual(self.feed()[sku], f'4200.0 {currency}')
        kept = self.listed.feed_cache
        self.assertEqual(self.feed()[sku], f'4200.0 {currency}')
        self.assertEqual(self.listed.feed_cache, kept, "made once while nothing moves")
        self.tick('4100.10')
        self.assertEqual(self.feed()[sku], f'4305.11 {currency}')
        self.env['ic.metal.price'].search([]).unlink()
        self.tick('4000', hours=30)
        self.assertNotIn(sku, self.feed())

    def test_investment_gold_is_free_of_tax_on_the_page_in_the_cart_and_on_the_order(self):
        self.website.show_line_subtotals_tax_selection = 'tax_included'
        full, free = self.taxes()
        self.piece.taxes_id = full
        self.env.flush_all()
        self.assertIn('5,040', self.prices_in(self.page(self.piece.website_url)), "20 % over 4,200.00")
        position = self.env['account.fiscal.position'].create(
            {'name': "Investment gold", 'company_id': self.company.id, 'auto_apply': True, 'sequence': 0}
        )
        free.write({'fiscal_position_ids': [(6, 0, position.ids)], 'original_tax_ids': [(6, 0, full.ids)]})
        self.website.user_id.partner_id.country_id = self.env.ref('base.us')  # a visitor is where the shop thinks he is
        self.env.flush_all()
        for address in (self.piece.website_url, '/shop?search=goldlark'):
            prices = self.prices_in(self.page(address))
            self.assertIn('4,200', prices, address)
            self.assertNotIn('5,040', prices, address)
        order = self.checkout()
        line = order.order_line.filtered(lambda line: line.product_id == self.product)
        self.assertEqual((order.fiscal_position_id, line.tax_ids), (position, free))
        self.assertEqual((line.price_unit, line.price_total, line.price_tax), (4200.0, 4200.0, 0.0))
        self.tick('4100')
        self.assertIn('4,305.00', self.prices_in(self.page('/shop/cart')))
        self.assertEqual((line.price_total, line.price_tax), (4305.0, 0.0))

    def taxes(self):
        """Return a tax of 20 % on top of prices, and one of nothing."""
        group = self.env['account.tax.group'].create({'name': "Tax", 'company_id': self.company.id})
        common = {
            'amount_type': 'percent',
            'type_tax_use': 'sale',
            'tax_group_id': group.id,
            'company_id': self.company.id,
            'country_id': (self.company.account_fiscal_country_id or self.env.ref('base.us')).id,
            'price_include_override': 'tax_excluded',
        }
        taxes = self.env['account.tax']
        return taxes.create([{'name': "Full", 'amount': 20, **common}, {'name': "Free", 'amount': 0, **common}])
