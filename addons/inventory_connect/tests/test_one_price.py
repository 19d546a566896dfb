import io
import json
import re
from contextlib import ExitStack
from datetime import UTC, timedelta
from decimal import Decimal
from unittest.mock import patch
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from PyPDF2 import PdfReader

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.ic_connect.types import Money, Price
from odoo.addons.ic_storefront.tests.checkout_case import CheckoutCase


@tagged('post_install', '-at_install')
class TestOnePrice(CheckoutCase):
    """Bullion that follows its metal: the same number on every page and paper at one tick; promised while one pays."""

    @classmethod
    def setUpClass(cls):
        stack = ExitStack()
        cls.addClassCleanup(stack.close)
        stack.enter_context(patch.dict('os.environ', {'IC_SECRET_KEY': Fernet.generate_key().decode()}))
        super().setUpClass()

    def setUp(self):
        super().setUp()
        self.currency = self.company.currency_id
        self.env['ic.metal.price'].search([]).unlink()
        self.env['ic.premium.rule'].search([('company_id', '=', self.company.id)]).unlink()
        rules = [
            {'name': "Gold", 'metal': 'gold', 'percent': 5, 'company_id': self.company.id},
            {'name': "The trade", 'tier': 'wholesale', 'percent': 2, 'company_id': self.company.id},
        ]
        self.env['ic.premium.rule'].create(rules)
        self.company.write(
            {
                'ic_store_slug': 'maison-test',
                'ic_sells_retail': True,
                'ic_sells_wholesale': True,
                'ic_wholesale_access': 'open',
                'ic_spot_rests': False,
                'ic_spot_max_hours': 26,
                'ic_spot_step': 0,
            }
        )
        fineness = self.env['ic.fineness'].search([('metal', '=', 'gold'), ('name', '=', '.9999')], limit=1)
        self.piece = self.make_piece(
            'bullion',
            name="Goldlark Bar",
            list_price=111,
            ic_wholesale_price=99,
            ic_price_mode='spot_plus',
            ic_bullion_metal='gold',
            ic_bullion_form='bar',
            ic_bullion_weight=1,
            ic_bullion_unit='ozt',
            ic_bullion_basis='fine',
            ic_fineness_id=fineness.id,
            ic_is_unique=False,
            ic_bullion_intake=50,
            taxes_id=[(5,)],
        )
        self.product = self.piece.product_variant_id
        self.tick('4000')

    def tick(self, amount, hours=0):
        at = fields.Datetime.now().replace(tzinfo=UTC, microsecond=0) - timedelta(hours=hours)
        price = Price('gold', Money(Decimal(amount), self.currency.name), at, source="Feed")
        self.env['ic.metal.price']._ic_record([price], "Feed", self.company)
        self.company._ic_follow_metals()
        self.env.flush_all()
        self.env.invalidate_all()

    def page(self, url, **kwargs):
        """Override of `PieceCase` to wait for the first page of a slow machine, too."""
        return super().page(url, **{'timeout': 60, **kwargs})

    def prices_in(self, html):
        """Return all amounts of four digits or more that a page shows, as text."""
        return set(re.findall(r'\d{1,3}(?:,\d{3})+(?:\.\d\d)?', html.replace('\u2060', '')))

    def suggestion(self):
        shown = dict.fromkeys(('displayDetail', 'displayImage', 'displayDescription', 'displayExtraLink'), True)
        options = {**shown, 'allowFuzzy': True}
        found = self.make_jsonrpc_request(
            '/website/snippet/autocomplete',
            {'search_type': 'products', 'term': 'goldlark', 'order': 'name asc', 'limit': 5, 'options': options},
        )
        return json.dumps(found)

    def markup(self):
        html = self.page(self.piece.website_url)
        found = [
            json.loads(part) for part in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
        ]
        flat = [one for part in found for one in (part if isinstance(part, list) else [part])]
        return next(one['offers'] for one in flat if 'offers' in one)

    def test_the_same_number_everywhere_at_one_tick(self):
        link = self.env['ic.share.link'].create({'product_tmpl_id': self.piece.id, 'kind': 'retail'})
        book = self.env['ic.lookbook'].create(
            {'name': "Gold", 'client_name': "Ada", 'line_ids': [(0, 0, {'product_tmpl_id': self.piece.id})]}
        )
        book.action_share()
        for tick, retail, trade in (('4000', '4,200', '4,080'), ('4100.10', '4,305.11', '4,182.10')):
            with self.subTest(tick=tick):
                self.tick(tick)
                number = retail.replace(',', '')
                list_page = self.page('/shop?search=goldlark')
                self.assertIn(retail, self.prices_in(list_page))
                self.assertIn(retail, self.prices_in(self.page(self.piece.website_url)))
                self.assertEqual(Decimal(self.markup()['price']), Decimal(number))
                self.assertIn(retail, self.suggestion().replace('\\u2060', ''))
                self.assertIn(retail, self.prices_in(self.page('/s/maison-test/retail')))
                self.assertIn(trade, self.prices_in(self.page('/s/maison-test/wholesale')))
                self.assertIn(retail, self.prices_in(self.page(urlsplit(link.url).path)))
                self.assertIn(retail, self.prices_in(self.page(urlsplit(book.url).path)))
                paper = ' '.join(page.extract_text() for page in PdfReader(io.BytesIO(book._ic_pdf())).pages)
                self.assertIn(retail, self.prices_in(paper))
                partner = self.env['res.partner'].create({'name': "Ada"})
                line = {'product_id': self.product.id}
                order = self.env['sale.order'].create({'partner_id': partner.id, 'order_line': [(0, 0, line)]})
                self.assertEqual(Decimal(str(order.order_line.price_unit)), Decimal(number))
                html, _kind = self.env['ir.actions.report']._render_qweb_html('sale.report_saleorder', order.ids)
                self.assertIn(f'{Decimal(number):,.2f}', self.prices_in(html.decode()))
                self.assertEqual(Decimal(str(self.piece.ic_price_now)), Decimal(number))
                self.assertEqual(
                    Decimal(str(self.product._price_compute('list_price')[self.product.id])), Decimal(number)
                )
                if tick != '4000':
                    shown = list_page + self.page(self.piece.website_url)
                    self.assertNotIn('4,200', self.prices_in(shown))

    def test_the_cart_follows_until_the_checkout_promises(self):
        order = self.checkout()
        line = order.order_line.filtered(lambda line: line.product_id == self.product)
        self.tick('4100')
        self.assertIn('4,305.00', self.prices_in(self.page('/shop/cart')))
        self.assertEqual(line.price_unit, 4305.0)
        self.page('/shop/payment')
        mark, until = line.ic_price_mark, order.ic_price_until
        self.assertEqual(self.minutes_left(order), 10)
        self.assertAlmostEqual((until - fields.Datetime.now()).total_seconds(), 600, delta=30)
        self.tick('5000')
        self.assertIn('4,305.00', self.prices_in(self.page('/shop/payment')))
        self.assertIn('4,305.00', self.prices_in(self.page('/shop/cart')))
        self.assertEqual((line.price_unit, line.ic_price_mark, order.ic_price_until), (4305.0, mark, until))
        html = self.simulate(self.start_payment(order, self.pay_token()))
        self.assertIn('Thank you for your order', html)
        self.env.invalidate_all()
        self.assertEqual((order.state, line.price_unit, line.ic_price_mark), ('sale', 4305.0, mark))

    def test_a_promise_ends_and_the_price_is_made_anew_before_anything_is_paid(self):
        order = self.checkout()
        token = self.pay_token()
        line = order.order_line.filtered(lambda line: line.product_id == self.product)
        self.tick('4400')
        order.ic_price_until = fields.Datetime.now() - timedelta(seconds=1)
        self.env.flush_all()
        answer = self.refused_payment(order, token)
        self.assertIn('4,620.00', answer)
        self.assertIn('Nothing has been charged', answer)
        self.env.invalidate_all()
        self.assertFalse(order.transaction_ids)
        html = self.page('/shop/payment')
        self.assertIn('The total of your order has changed to', html)
        self.assertEqual((line.price_unit, order.state), (4620.0, 'draft'))
        self.assertEqual(self.minutes_left(order), 10)

    def refused_payment(self, order, token):
        """Start a payment, which is refused; return what the refusal says."""
        params = {
            'provider_id': self.provider.id,
            'payment_method_id': self.provider.payment_method_ids[:1].id,
            'token_id': None,
            'amount': order.amount_total,
            'flow': 'direct',
            'tokenization_requested': False,
            'landing_route': '/shop/payment/validate',
            'access_token': token,
        }
        data = json.dumps({'jsonrpc': '2.0', 'method': 'call', 'params': params})
        with mute_logger('odoo.http'):
            address = f'/shop/payment/transaction/{order.id}'
            answer = self.url_open(address, data=data, headers={'Content-Type': 'application/json'}, timeout=60).json()
        return answer['error']['data']['message']

    def test_loading_the_page_again_buys_no_time(self):
        order = self.checkout()
        self.page('/shop/payment')
        soon = fields.Datetime.now().replace(microsecond=0) + timedelta(minutes=2)
        order.ic_price_until = soon
        self.env.flush_all()
        self.page('/shop/payment')
        self.start_payment(order, self.pay_token())
        self.env.invalidate_all()
        self.assertEqual(order.ic_price_until, soon)

    def test_too_old_is_on_request_everywhere_and_sold_nowhere(self):
        order = self.checkout()
        self.company.ic_spot_max_hours = 0.0001
        self.env['ic.metal.price'].search([]).unlink()
        self.tick('4000', hours=30)
        for address in ('/shop?search=goldlark', self.piece.website_url, '/s/maison-test/retail'):
            html = self.page(address)
            self.assertIn('Price on request', html, address)
            self.assertFalse(self.prices_in(html) & {'4,200', '4,080', '4,200.00'}, address)
        self.assertNotIn(f'/shop/piece/{self.piece.id}/add', self.page(self.piece.website_url))
        self.assertNotIn('price', self.markup())
        self.assertIn('has no price at this moment: the price of gold is 30 hours old', self.page('/shop/cart'))
        html = self.page('/shop/payment')
        self.assertIn('the price of gold is 30 hours old', html)
        self.assertNotIn('o_payment_submit_button', html)
        self.assertFalse(self.claims(order))
        self.assertFalse(self.piece._can_be_added_to_cart())

    def test_nobody_between_us_and_a_visitor_may_keep_a_price(self):
        trade = '/s/maison-test/wholesale'
        for address in ('/', '/shop', self.piece.website_url, '/shop/cart', '/s/maison-test/retail', trade):
            kept = self.url_open(address, timeout=60).headers.get('Cache-Control', '')
            self.assertNotRegex(kept, r'public|max-age=[1-9]|s-maxage', address)

    def test_filters_count_by_the_price_of_now(self):
        self.clear_the_shop()
        self.piece.is_published = True
        self.env.flush_all()
        self.assertIn('Goldlark', self.page('/shop?min_price=4100&max_price=4300'))
        self.tick('5000')
        self.assertNotIn('Goldlark', self.page('/shop?min_price=4100&max_price=4300'))
        self.assertIn('Goldlark', self.page('/shop?min_price=5200&max_price=5300'))
