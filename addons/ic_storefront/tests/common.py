import base64
import io
import threading
import time
from contextlib import ExitStack
from unittest.mock import patch
from urllib.parse import urljoin, urlsplit

from PIL import Image

from odoo.tests.common import ChromeBrowser, HttpCase, new_test_user

LOCAL_SCHEMES = ('about', 'blob', 'chrome', 'chrome-error', 'data', 'devtools')
LOCAL_HOSTS = ('127.0.0.1', 'localhost')


def picture(color=(30, 60, 50)):
    """Return a small JPEG of one colour, base64."""
    stream = io.BytesIO()
    Image.new('RGB', (64, 80), color).save(stream, 'JPEG')
    return base64.b64encode(stream.getvalue())


def foreign(urls):
    """Return those of `urls` that belong to another host."""
    parts = [(url, urlsplit(url)) for url in urls]
    return sorted({url for url, part in parts if part.scheme not in LOCAL_SCHEMES and part.hostname not in LOCAL_HOSTS})


class PieceCase(HttpCase):
    """Pieces to sell, and the ways of a visitor."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.website = cls.env['website'].get_current_website()
        cls.company = cls.website.company_id
        cls.company.write({'email': 'store@maison.example', 'ic_opening_hours': "Monday to Friday 10 - 18"})
        cls.rolex = cls.env['ic.brand'].search([('name', '=', 'Rolex')], limit=1) or cls.env['ic.brand'].create(
            {'name': 'Rolex', 'code': 'RLX'}
        )

    def make_watch(self, status='available', published=True, **values):
        """Return a watch with every secret filled in, so that a leak would show."""
        piece = self.env['product.template'].create(
            {
                'ic_category': 'watch',
                'company_id': self.company.id,
                'ic_brand_id': self.rolex.id,
                'ic_model': 'Submariner',
                'ic_reference': '116610LV',
                'ic_nickname': 'Hulk',
                'ic_serial': 'SERIAL7X7X',
                'ic_watch_condition': 'very_good',
                'ic_watch_has_box': True,
                'ic_retail_description': "Sunburst dial <b>unpolished</b> & crisp.",
                'ic_internal_notes': "NOTESECRET bought from Bob",
                'ic_wholesale_price': 17234.56,
                'ic_territory': "TERRITORYSECRET",
                'description': "STOCKSECRET",
                'standard_price': 11987.65,
                'list_price': 18750,
                'image_1920': picture(),
                **values,
            }
        )
        if status != 'incoming':
            piece._ic_set_status(status)
        if published:
            piece.action_ic_publish()
        return piece

    def make_piece(self, category, published=True, **values):
        """Return a published piece of a category that can be bought, with every secret filled in."""
        self.company.ic_category_ids |= self.env['ic.category'].search([('code', '=', category)])
        piece = self.env['product.template'].create({**self.secrets(), 'ic_category': category, **values})
        if piece.ic_is_unique:
            piece._ic_set_status('available')
        else:
            piece.action_ic_receive()
        if published:
            piece.action_ic_publish()
        return piece

    def secrets(self):
        """Return the values that no visitor may ever see, and what a piece needs besides."""
        return {
            'company_id': self.company.id,
            'image_1920': picture(),
            'list_price': 900,
            'ic_internal_notes': "NOTESECRET bought from Bob",
            'ic_wholesale_price': 17234.56,
            'ic_territory': "TERRITORYSECRET",
            'description': "STOCKSECRET",
            'standard_price': 11987.65,
        }

    def clear_the_shop(self):
        """Take everything off the website that is not of this test, so that counts are exact."""
        self.env['product.template'].search([('is_published', '=', True)]).is_published = False

    def page(self, url, **kwargs):
        """Return the text of a public page that must answer 200."""
        response = self.url_open(url, **kwargs)
        self.assertEqual(response.status_code, 200, url)
        return response.text

    def csrf(self, html):
        """Return the CSRF token printed in a page."""
        return html.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]

    def add_to_bag(self, piece):
        """Press "Add to cart" the way a browser does. Returns the response after the redirect."""
        token = self.csrf(self.page(piece.website_url))
        return self.url_open(f'/shop/piece/{piece.id}/add', data={'csrf_token': token})

    def inquire(self, piece, **values):
        """Send the inquiry form. Returns the answer of the server."""
        return self.send_inquiry(f'/shop/piece/{piece.id}/inquire', **values)

    def send_inquiry(self, action, **values):
        """Send an inquiry form to `action`, shown a minute ago. Returns the answer of the server."""
        stamp = self.env['crm.lead']._ic_stamp(action, at=time.time() - 60)
        values = {
            'name': "Ada Visitor",
            'email': 'ada@example.com',
            'message': "Is it still there?",
            'stamp': stamp,
            **values,
        }
        response = self.url_open(action, data=values, headers={'Accept': 'application/json'})
        self.assertEqual(response.status_code, 200, response.text[:400])
        return response.json()

    def use_demo_payment(self):
        """Let visitors pay with the demo provider. Skips the test where it is not installed."""
        provider = self.env['payment.provider'].search([('code', '=', 'demo')], limit=1)
        if not provider:
            self.skipTest("needs payment_demo")
        provider.write({'state': 'test', 'is_published': True, 'company_id': self.company.id})
        self.env['delivery.carrier'].search([]).write({'is_published': False})
        self.env['delivery.carrier'].create(
            {
                'name': "Insured courier",
                'is_published': True,
                'delivery_type': 'fixed',
                'fixed_price': 0.0,
                'product_id': self.env['product.product'].create({'name': "Courier", 'type': 'service'}).id,
            }
        )
        return provider


class LocalOnlyCase(PieceCase):
    """Opens pages in Chromium and knows every address that was asked for."""

    browser_size = '1440x900'

    def setUp(self):
        super().setUp()
        self.requested = []
        self.env['res.users'].search([]).write({'tour_enabled': False})

    def fetch_proxy(self, url):
        """Override of `HttpCase`: called for every request that leaves this machine."""
        self.requested.append(url)
        return super().fetch_proxy(url)

    def assert_local(self, seen_at_least=()):
        """Assert that no other host was asked; `seen_at_least` proves that the recording worked."""
        self.assertEqual(foreign(self.requested), [])
        for part in seen_at_least:
            self.assertTrue(any(part in url for url in self.requested), f"{part} was never requested")

    def _record(self, browser):
        def on_request(**event):
            self.requested.append(event['request']['url'])
            self._last_request = time.monotonic()

        def on_socket(**event):
            self.requested.append(event['url'])

        self._last_request = time.monotonic()
        browser._handlers['Network.requestWillBeSent'] = on_request
        browser._handlers['Network.webSocketCreated'] = on_socket
        browser._websocket_request('Network.enable')

    def _settle(self, quiet=1.2, limit=40):
        """Wait until no request has been made for `quiet` seconds."""
        end = time.monotonic() + limit
        while time.monotonic() < end and time.monotonic() - self._last_request < quiet:
            threading.Event().wait(0.1)

    def visit(self, urls, login=None):
        """Open `urls` one after the other in one Chromium, recording every request."""
        browser = ChromeBrowser(self)
        with self.allow_requests(browser=browser), ExitStack() as stack:
            stack.callback(self._wait_remaining_requests)
            self.authenticate(login, login, browser=browser)
            self.cr.flush()
            self.cr.clear()
            stack.callback(browser.stop)
            self._record(browser)
            for url in urls:
                browser.navigate_to(urljoin(self.base_url(), url), wait_stop=True)
                self._settle()
                if browser._result.done() and browser._result.exception():
                    self.fail(f"{url}: {browser._result.exception()}")

    def run_in_browser(self, url, code, login=None, timeout=90):
        """Run `code` on a page like `browser_js`, recording every request."""
        start = ChromeBrowser.navigate_to

        def navigate_to(browser, *args, **kwargs):
            self._record(browser)
            return start(browser, *args, **kwargs)

        with patch.object(ChromeBrowser, 'navigate_to', navigate_to):
            self.browser_js(url, code, login=login, timeout=timeout)

    def make_dealer(self, login='ic_test_dealer'):
        """Return a user who runs a store. Login and password are the same."""
        return new_test_user(
            self.env,
            login,
            groups='ic_inventory_luxury.group_dealer,base.group_system,website.group_website_designer',
            password=login,
        )
