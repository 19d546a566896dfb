import io
import json
import re
from datetime import timedelta
from decimal import Decimal
from urllib.parse import urlsplit

from lxml import html
from PyPDF2 import PdfReader

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .one_price_case import OnePriceCase


@tagged('post_install', '-at_install')
class TestOnePrice(OnePriceCase):
    """Bullion that follows its metal: the same number on every page and paper at one tick; promised while one pays."""

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
                order = self.quotation()
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
            shown = self.page(address)
            self.assertIn('Price on request', shown, address)
            self.assertFalse(self.prices_in(shown) & {'4,200', '4,080', '4,200.00'}, address)
        self.assertNotIn(f'/shop/piece/{self.piece.id}/add', self.page(self.piece.website_url))
        self.assertNotIn('price', self.markup())
        cart = self.page('/shop/cart')
        old = r'the price of gold is 30(\.\d+)? hours old'  # a slow machine is a little later
        self.assertRegex(cart, f'has no price at this moment: {old}')
        self.assert_nothing_to_pay(cart)
        payment = self.page('/shop/payment')
        self.assertRegex(payment, old)
        self.assertNotIn('o_payment_submit_button', payment)
        summary = html.fromstring(payment).xpath("//*[@name='website_sale_cart_summary_line_price']")
        self.assertEqual({one.text_content().strip() for one in summary}, {'Price on request'})
        self.assertFalse(self.claims(order))
        self.assertFalse(self.piece._can_be_added_to_cart())
        with mute_logger('odoo.http'):
            self.url_open('/shop/payment/validate', timeout=60)
        self.env.invalidate_all()
        self.assertEqual((order.state, self.claims(order)), ('draft', self.claims(order).browse()))

    def assert_nothing_to_pay(self, cart):
        """A line without a price is not for nothing, and its cart leads nowhere."""
        page = html.fromstring(cart)
        prices = [one.text_content().strip() for one in page.xpath("//*[@name='website_sale_cart_line_price']")]
        self.assertEqual(set(prices), {'Price on request'}, "for a telephone and for a desk")
        for total in page.xpath("//tr[@name='o_order_total']"):
            shown = total.xpath(".//strong[not(contains(@class, 'd-none'))]")
            self.assertEqual([one.text_content().strip() for one in shown], ['Total', 'Price on request'])
        self.assertTrue(page.xpath("//tr[@name='o_order_total_untaxed'][contains(@class, 'd-none')]"))
        buttons = page.xpath("//a[@name='website_sale_main_button']")
        self.assertTrue(buttons)
        for button in buttons:
            self.assertIn('disabled', button.get('class'))
            self.assertEqual((button.get('href'), button.get('aria-disabled')), (None, 'true'))
        self.assertIn('Checkout opens as soon as everything in the cart has a price.', cart)

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
