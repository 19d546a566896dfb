from unittest.mock import patch

from lxml import html

from odoo.tests import tagged
from odoo.tools import float_compare

from odoo.addons.ic_inventory_luxury.models.piece.piece_prefetch import PIECE
from odoo.addons.website.models.ir_qweb import IrQweb
from odoo.addons.website_sale.tests.common import MockRequest

from ..models.page.own_columns import OWN
from .common import PieceCase
from .facet_case import FacetCase

# What the page of a piece asks the database for, to a stranger who has been here before. Stock Odoo: 53.
MOST_QUERIES = 29


@tagged('post_install', '-at_install')
class TestPieceSpeed(PieceCase):
    """The page of a piece reads what it shows, once."""

    def count_queries(self, url):
        """Return the number of queries of a page that was opened before."""
        for _time in range(3):
            self.page(url, timeout=60)
        before = self.cr.sql_log_count
        self.page(url, timeout=60)
        return self.cr.sql_log_count - before

    def test_queries(self):
        piece = self.make_watch()
        self.make_watch(ic_serial='SPEED2')
        queries = self.count_queries(piece.website_url)
        self.assertGreater(queries, 10)
        self.assertLessEqual(queries, MOST_QUERIES)

    def test_a_new_price_shows_at_once(self):
        piece = self.make_watch()
        self.assertIn('18,750', self.page(piece.website_url))
        piece.list_price = 19250
        text = self.page(piece.website_url)
        self.assertIn('19,250', text)
        self.assertIn('"price": "19250.00"', text)
        self.assertNotIn('18,750', text)

    def test_the_price_is_that_of_the_cart(self):
        piece = self.make_watch(list_price=18750.4)
        self.add_to_bag(piece)
        order = self.env['sale.order'].search([('website_id', '=', self.website.id)], order='id desc', limit=1)
        with MockRequest(self.env, website=self.website):
            price = piece._get_sales_prices(self.website)[piece.id]['price_reduce']
        self.assertEqual(order.order_line.product_id, piece.product_variant_id)
        self.assertEqual(order.order_line.price_unit, price)
        self.assertEqual(price, 18750.4)


@tagged('post_install', '-at_install')
class TestRelatedPieces(FacetCase):
    """What stands below the page of a piece comes when it is asked for, as it is then."""

    def related(self, piece):
        response = self.url_open(f'/shop/piece/{piece.id}/related')
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.headers['X-Robots-Tag'], 'noindex')
        self.assertEqual(response.headers['Cache-Control'], 'private, no-store')
        return [int(number) for number in html.fromstring(f'<i>{response.text}</i>').xpath('//article/@data-piece-id')]

    def test_what_can_be_bought(self):
        piece = self.make_watch()
        self.assertEqual(self.related(piece), [])
        other, sold = self.make_watch(ic_serial='REL2'), self.make_watch(ic_serial='REL3')
        hidden = self.make_watch(ic_serial='REL4', published=False)
        self.assertEqual(set(self.related(piece)), {other.id, sold.id})
        sold._ic_set_status('hold')
        self.assertEqual(self.related(piece), [other.id])
        self.assertEqual(self.url_open(f'/shop/piece/{hidden.id}/related').status_code, 404)

    def test_the_page_leads_there_without_a_script(self):
        piece = self.make_watch()
        [section] = html.fromstring(self.page(piece.website_url)).xpath('//section[@class="ic-related"]')
        self.assertEqual(section.get('data-related'), f'/shop/piece/{piece.id}/related')
        [link] = section.xpath('.//a/@href')
        self.assertIn(f'data-piece-id="{piece.id}"', self.page(link))


@tagged('post_install', '-at_install')
class TestNothingTwice(FacetCase):
    """What leads nowhere is left out, and nothing else."""

    def test_the_menu_knows_where_the_visitor_is(self):
        self.make_watch()
        shelf = self.shelf_url('watch')
        for url, active in ((shelf, {shelf}), ('/shop', {'/shop'}), ('/contactus', {'/contactus'})):
            tree = self.shop(url)
            found = tree.xpath('//header//a[contains(@class, "nav-link")][contains(@class, "active")]/@href')
            self.assertEqual(set(found), active, url)

    def test_elements_are_as_odoo_makes_them(self):
        elements = [
            ('div', {'class': "ic"}),
            ('div', {'class': "s_map", 'style': "color: red"}),
            ('section', {'style': "background-image: url('/web/image/1')"}),
            ('div', {'href': "javascript:alert(1)"}),
            ('a', {'href': "/shop", 'class': "ic"}),
            ('img', {'src': "/logo.png"}),
            ('iframe', {'src': "https://maps.google.com/x", 'class': "s_map"}),
            ('script', {'src': "https://www.youtube.com/x.js"}),
        ]
        qweb = self.env['ir.qweb']
        for bar in (False, True):
            self.website.write({'cookies_bar': bar, 'block_third_party_domains': bar})
            with MockRequest(self.env(user=self.website.user_id), website=self.website) as request:
                request.session.debug = ''
                for static in (False, True):
                    for tag, attributes in elements:
                        given = {**attributes, **({'__is_static_node': True} if static else {})}
                        theirs = IrQweb._post_processing_att(qweb, tag, dict(given))
                        self.assertEqual(qweb._post_processing_att(tag, given), theirs, (tag, attributes, bar))
                        if tag == 'iframe':
                            self.assertEqual('data-need-cookies-approval' in theirs, bar)

    def test_a_page_reads_the_columns_of_its_category_once(self):
        Piece, read = self.env.registry['product.template'], []
        real = Piece._fetch_query

        def fetch(records, query, fields):
            read.extend([field.name for field in fields if field.prefetch == PIECE and field.column_type][:1])
            return real(records, query, fields)

        for category in OWN:
            values = {'ic_bullion_metal': 'gold', 'ic_bullion_intake': 5} if category == 'bullion' else {}
            piece = self.make_piece(category, ic_retail_description="Crisp.", ic_model="Zq", **values)
            self.page(piece.website_url)
            read.clear()
            with patch.object(Piece, '_fetch_query', fetch):
                self.page(piece.website_url)
            self.assertEqual(len(read), 1, (category, read))

    def test_alternatives_show_from_the_first_on(self):
        piece, other = self.make_watch(), self.make_watch(ic_serial='ALT2')
        shown = 'oe_structure_website_sale_recommended_products'
        self.assertNotIn(shown, self.page(piece.website_url))
        piece.alternative_product_ids = other
        self.assertIn(shown, self.page(piece.website_url))
        self.assertNotIn(shown, self.page(other.website_url))
        piece.alternative_product_ids = False
        self.assertNotIn(shown, self.page(piece.website_url))

    def test_attributes_show_from_the_first_on(self):
        piece, other = self.make_watch(), self.make_watch(ic_serial='ATTR2')
        attribute = self.env['product.attribute'].create(
            {'name': "Strap", 'create_variant': 'no_variant', 'value_ids': [(0, 0, {'name': "Steel"})]}
        )

        def shown():
            self.env.invalidate_all()
            with MockRequest(self.env, website=self.website) as request:
                request.httprequest.method = 'GET'
                del request.ic_shop_epoch
                lines = (piece | other).mapped('valid_product_template_attribute_line_ids')
            return lines.product_tmpl_id

        self.assertFalse(shown())
        piece.attribute_line_ids = [(0, 0, {'attribute_id': attribute.id, 'value_ids': attribute.value_ids.ids})]
        self.assertEqual(shown(), piece)
        piece.attribute_line_ids.unlink()
        self.assertFalse(shown())


@tagged('post_install', '-at_install')
class TestQuickPrice(PieceCase):
    """A price without taxes is the same by our short way and by Odoo's long one."""

    def odoo_price(self, price, product_taxes, taxes, piece):
        """Return what Odoo works out."""
        price = self.env['product.product']._get_tax_included_unit_price_from_price(
            price, product_taxes, product_taxes_after_fp=taxes
        )
        return taxes.compute_all(price, self.website.currency_id, 1, piece, self.env.user.partner_id)['total_excluded']

    def make_tax(self, **values):
        group = self.env['account.tax.group'].search([('company_id', '=', self.company.id)], limit=1)
        group = group or group.create({'name': "Tax", 'company_id': self.company.id})
        common = {'amount_type': 'percent', 'type_tax_use': 'sale', 'company_id': self.company.id}
        country = self.company.account_fiscal_country_id or self.env.ref('base.us')
        return self.env['account.tax'].create(
            {
                **common,
                'tax_group_id': group.id,
                'country_id': country.id,
                'price_include_override': 'tax_excluded',
                **values,
            }
        )

    def test_the_same_price(self):
        self.website.show_line_subtotals_tax_selection = 'tax_excluded'
        piece = self.make_watch()
        percent = self.make_tax(name="A", amount=8.875)
        fixed = self.make_tax(name="B", amount_type='fixed', amount=3.33, include_base_amount=True)
        division = self.make_tax(name="C", amount_type='division', amount=12.5)
        none = percent.browse()
        ways = [(none, none), (percent, percent), (percent, none), (percent | fixed | division,) * 2, (fixed, percent)]
        for product_taxes, taxes in ways:
            self.assertTrue((product_taxes | taxes)._ic_all_on_top())
            for price in (0.0, 0.004, 0.005, 1.115, 18750.0, 99999.995):
                for rounding in ('round_per_line', 'round_globally'):
                    self.company.tax_calculation_rounding_method = rounding
                    with MockRequest(self.env, website=self.website):
                        ours = piece._apply_taxes_to_price(
                            price, self.website.currency_id, product_taxes, taxes, piece, website=self.website
                        )
                    theirs = self.odoo_price(price, product_taxes, taxes, piece)
                    facts = (price, product_taxes, taxes, rounding)
                    self.assertEqual(float_compare(ours, theirs, precision_digits=6), 0, facts)

    def test_a_tax_within_the_price_is_worked_out(self):
        self.website.show_line_subtotals_tax_selection = 'tax_excluded'
        piece = self.make_watch()
        within = self.make_tax(name="D", amount=25.0, price_include_override='tax_included')
        self.assertFalse(within._ic_all_on_top())
        with MockRequest(self.env, website=self.website):
            price = piece._apply_taxes_to_price(
                100.0, self.website.currency_id, within, within, piece, website=self.website
            )
        self.assertEqual(price, 80.0)

    def test_a_stranger_has_the_position_of_strangers(self):
        position = self.env['account.fiscal.position'].create({'name': "Abroad", 'company_id': self.company.id})
        stranger = self.website.user_id.partner_id.with_company(self.company)
        stranger.write({'country_id': False, 'property_account_position_id': False})

        def found():
            website = self.website.with_user(self.website.user_id).with_company(self.company)
            with MockRequest(website.env, website=website):
                return website._get_and_cache_current_fiscal_position()

        self.assertFalse(found())
        stranger.property_account_position_id = position
        self.assertEqual(found(), position)
        stranger.write({'property_account_position_id': False, 'country_id': self.env.ref('base.fr').id})
        position.write({'auto_apply': True, 'country_id': self.env.ref('base.fr').id})
        self.assertEqual(found(), position)

    def test_the_first_fiscal_position_counts_at_once(self):
        positions = self.env['account.fiscal.position']
        positions.with_context(active_test=False).search([('company_id', '=', self.company.id)]).unlink()
        self.assertTrue(positions._ic_none_for(self.company.id))
        positions.create({'name': "Abroad", 'company_id': self.company.id})
        self.assertFalse(positions._ic_none_for(self.company.id))
