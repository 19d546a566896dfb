import re
from urllib.parse import urljoin

from odoo.tests import tagged

from odoo.addons.ic_storefront.hooks import NOWHERE, ONLINE_SERVICES

from .common import LocalOnlyCase, foreign

BUNDLES = (
    'web.assets_frontend',
    'web.assets_backend',
    'web.report_assets_common',
    'website.website_builder_assets',
    'website.assets_inside_builder_iframe',
    'html_builder.iframe_add_dialog',
    'point_of_sale._assets_pos',
)
# What makes a browser fetch something while it reads a stylesheet.
FETCHED = re.compile(r"""(?:@import\s+(?:url\()?|(?<!["'])url\()\s*["']?((?:https?:)?//[^"')\s]+)""")
CONNECTED = re.compile(
    r'<link[^>]+rel="(?:preconnect|dns-prefetch|preload|stylesheet)"[^>]*href="((?:https?:)?//[^"]+)"'
)


@tagged('post_install', '-at_install')
class TestLocalOnly(LocalOnlyCase):
    """No page asks another host for anything."""

    def test_the_recording_notices(self):
        self.assertEqual(foreign(['http://127.0.0.1:8069/x', 'data:image/png;base64,AA', 'about:blank']), [])
        self.assertEqual(foreign(['https://fonts.example.com/a.css']), ['https://fonts.example.com/a.css'])
        self.run_in_browser(
            '/',
            """
            fetch('https://tracker.example.com/pixel').catch(() => null).finally(() => console.log('test successful'));
        """,
        )
        self.assertEqual(foreign(self.requested), ['https://tracker.example.com/pixel'])
        with self.assertRaises(AssertionError):
            self.assert_local()

    def test_stylesheets_fetch_nothing_from_elsewhere(self):
        checked = 0
        for name in BUNDLES:
            if name.split('.')[0] not in self.registry._init_modules:
                continue
            bundle = self.env['ir.qweb']._get_asset_bundle(name, css=True, js=False)
            text = '\n'.join(asset.raw.decode() for asset in bundle.css())
            self.assertNotIn('A css error occured', text, name)
            self.assertEqual(sorted(set(FETCHED.findall(text))), [], name)
            checked += len(text) > 1000
        self.assertGreaterEqual(checked, 5)

    def test_every_font_of_the_builder_is_ours(self):
        bundle = self.env['ir.qweb']._get_asset_bundle('web.assets_frontend', css=True, js=False)
        text = '\n'.join(asset.raw.decode() for asset in bundle.css())
        listed = re.findall(r'--font-number-\d+:\s*["\']([^"\']+)', text)
        self.assertEqual(listed, ['SYSTEM_FONTS', 'Jost', 'Cormorant Garamond', 'Playfair Display', 'Inter'])
        for name in listed[1:]:
            ours = rf'font-family:\s*["\']{name}["\'];[^}}]*src:\s*url\(["\']?/ic_storefront/static/fonts/'
            self.assertRegex(text, ours)
        for path in set(re.findall(r'/ic_storefront/static/fonts/[^"\')\s]+', text)):
            self.assertEqual(self.url_open(path).status_code, 200, path)

    def test_a_remote_font_cannot_be_configured(self):
        url = '/website/static/src/scss/options/user_values.scss'
        self.env['website.assets'].with_context(website_id=self.website.id).make_scss_customization(
            url, {'google-fonts': "('Roboto')", 'font': "'Jost'"}
        )
        bundle = (
            self.env['ir.qweb']
            .with_context(website_id=self.website.id)
            ._get_asset_bundle('web.assets_frontend', css=True, js=False, assets_params={'website_id': self.website.id})
        )
        text = '\n'.join(asset.raw.decode() for asset in bundle.css())
        self.assertEqual(FETCHED.findall(text), [])

    def test_no_page_connects_ahead(self):
        piece = self.make_watch()
        for url in ('/', '/shop', piece.website_url, '/contactus', '/web/login'):
            html = self.page(url)
            links = [urljoin(self.base_url(), link) for link in CONNECTED.findall(html)]
            self.assertEqual(foreign(links), [], url)

    def test_public_pages(self):
        self.use_demo_payment()
        piece = self.make_watch()
        sold = self.make_watch(ic_serial='GONE', status='hold')
        self.visit(
            ['/', '/shop', '/shop?search=rolex', piece.website_url, sold.website_url, '/contactus', '/web/login']
        )
        self.assert_local(seen_at_least=(piece.website_url, 'jost-latin-wght-normal.woff2', '/web/assets/'))

    def test_checkout_pages(self):
        self.use_demo_payment()
        piece = self.make_watch()
        self.run_in_browser(
            piece.website_url, "document.querySelector('.ic-buy').submit(); console.log('test successful');"
        )
        customer = self.env['res.users'].create(
            {
                'name': "Ada Customer",
                'login': 'ic_test_buyer',
                'password': 'ic_test_buyer',
                'email': 'ada@example.com',
                'phone': '+1 212 555 0100',
                'street': "1 Main Street",
                'city': "New York",
                'zip': '10001',
                'state_id': self.env.ref('base.state_us_27').id,
                'country_id': self.env.ref('base.us').id,
                'group_ids': [(6, 0, [self.env.ref('base.group_portal').id])],
            }
        )
        self.env['sale.order'].create(
            {
                'partner_id': customer.partner_id.id,
                'website_id': self.website.id,
                'company_id': self.company.id,
                'order_line': [(0, 0, {'product_id': piece.product_variant_id.id})],
            }
        )
        self.visit(
            ['/shop/cart', '/shop/checkout', '/shop/payment', '/my', '/my/orders', '/my/account'], login='ic_test_buyer'
        )
        self.assert_local(seen_at_least=('/shop/payment', '/my/orders'))

    def test_backend_pages(self):
        dealer = self.make_dealer()
        piece = self.make_watch()
        action = self.env.ref('ic_inventory_luxury.product_piece_action')
        self.visit(
            [
                f'/odoo/action-{action.id}',
                f'/odoo/action-{action.id}/{piece.id}',
                '/odoo/settings',
                '/odoo/crm',
                '/odoo/sales',
                '/odoo/discuss',
                '/odoo/apps',
            ],
            login=dealer.login,
        )
        self.assert_local(seen_at_least=('web.assets_web', '/web/dataset/call_kw/product.template/'))

    def test_till(self):
        if 'pos.config' not in self.env:
            self.skipTest("needs point_of_sale")
        dealer = self.make_dealer()
        dealer.group_ids += self.env.ref('point_of_sale.group_pos_manager')
        self.make_watch()
        config = self.env['pos.config'].create({'name': "Gallery"})
        config.open_ui()
        self.visit([f'/pos/ui/{config.id}'], login=dealer.login)
        self.assert_local(seen_at_least=(f'/pos/ui/{config.id}', '/web/assets/'))

    def test_the_server_calls_nobody(self):
        parameters = self.env['ir.config_parameter'].sudo()
        self.assertEqual({parameters.get_param(key) for key in ONLINE_SERVICES}, {NOWHERE})
        self.assertFalse(self.env.ref('mail.ir_cron_module_update_notification').active)
        self.assertFalse(self.env['digest.digest'].search([('state', '=', 'activated')]))
        self.assertTrue(self.env['publisher_warranty.contract'].update_notification())
        self.assertTrue(self.website.configurator_done)
        self.authenticate('admin', 'admin')
        answer = self.make_jsonrpc_request('/website/google_font_metadata')
        self.assertEqual(answer, {'familyMetadataList': []})
