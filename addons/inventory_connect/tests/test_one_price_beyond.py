import io
from unittest.mock import patch
from urllib.parse import urlsplit

from lxml import etree
from PyPDF2 import PdfReader, PdfWriter

from odoo.tests import new_test_user, tagged

from .one_price_case import OnePriceCase


def empty_sheet():
    """Return a PDF (bytes) of one empty page."""
    sheet, paper = PdfWriter(), io.BytesIO()
    sheet.add_blank_page(width=595, height=842)
    sheet.write(paper)
    return paper.getvalue()


@tagged('post_install', '-at_install')
class TestOnePriceBeyond(OnePriceCase):
    """The same number where others read it: on paper, in the feed for search engines, and with the taxes of a buyer."""

    def printed(self, order):
        """Print a quotation; return its pages as the printing program is given them.

        Not the text of the PDF: some builds of wkhtmltopdf draw letters instead of writing them. Without the program
        an empty sheet stands for what it makes.
        """
        report, given = self.env['ir.actions.report'], []
        there = report.get_wkhtmltopdf_state() != 'install'
        run = self.env.registry['ir.actions.report']._run_wkhtmltopdf

        def keep(self, bodies, *args, **options):
            given.extend(bodies)
            return run(self, bodies, *args, **options) if there else empty_sheet()

        with patch.multiple(
            self.env.registry['ir.actions.report'],
            _run_wkhtmltopdf=keep,
            get_wkhtmltopdf_state=lambda self: 'ok',
        ):
            paper, _kind = report.with_context(force_report_rendering=True)._render_qweb_pdf(
                'sale.report_saleorder', order.ids
            )
        self.assertEqual(len(PdfReader(io.BytesIO(paper)).pages), 1)
        return ' '.join(map(str, given))

    def test_the_printed_quotation_has_the_same_number(self):
        order = self.quotation()
        self.tick('4100.10')
        page = self.printed(order)
        self.assertIn('4,305.11', self.prices_in(page))
        self.assertNotIn('4,200.00', self.prices_in(page))

    def test_another_program_is_told_the_same_number(self):
        dealer = new_test_user(self.env, 'price_reader', groups='ic_inventory_luxury.group_dealer')
        self.tick('4100.10')
        key = self.env.cr.dbname, dealer.id, 'price_reader'
        [row] = self.xmlrpc_object.execute(*key, 'product.template', 'read', [self.piece.id], ['ic_price_now'])
        self.assertEqual(row['ic_price_now'], 4305.11)
        partner = self.env['res.partner'].create({'name': "Ada"})
        values = {'partner_id': partner.id, 'order_line': [(0, 0, {'product_id': self.product.id})]}
        order_id = self.xmlrpc_object.execute(*key, 'sale.order', 'create', values)
        [row] = self.xmlrpc_object.execute(*key, 'sale.order', 'read', [order_id], ['amount_untaxed'])
        self.assertEqual(row['amount_untaxed'], 4305.11)

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
