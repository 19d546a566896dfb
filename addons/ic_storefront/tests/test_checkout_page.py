import base64
import io

from lxml import html
from PIL import Image

from odoo.tests import new_test_user, tagged

from .common import LocalOnlyCase, PieceCase


@tagged('post_install', '-at_install')
class TestCheckoutPage(PieceCase):
    """From the cart to the payment there is no shop around the checkout; before and after there is."""

    def tree(self, url):
        return html.fromstring(self.page(url))

    def assert_quiet(self, tree, back):
        """There is one header with the way back, one footer with the store, and no menu."""
        [header] = tree.xpath('//header')
        self.assertEqual(header.xpath('.//a/@href'), [back, '/'])
        self.assertIn(self.website.name, header.text_content())
        [footer] = tree.xpath('//footer')
        self.assertEqual(footer.xpath('.//a[starts-with(@href, "mailto:")]/@href'), ['mailto:store@maison.example'])
        self.assertIn(self.company.name, footer.text_content())
        self.assertFalse(tree.xpath('//nav[contains(@class, "navbar")] | //*[@id="footer"]'))
        self.assertEqual(len(tree.xpath('//main')), 1)
        self.assertEqual(len(tree.xpath('//main//header | //main//footer')), 0)
        self.assertEqual(tree.xpath('//a[contains(@class, "o_skip_to_content")]/@href'), ['#wrap'])

    def test_who_hears_the_page_finds_his_way(self):
        piece = self.make_watch()
        self.add_to_bag(piece)
        [name] = self.tree('/shop/cart').xpath('//h6[@aria-level="5"][@role="heading"]')
        self.assertIn(piece.name, name.text_content())
        [button] = self.tree('/web/login').xpath('//button[contains(@class, "o_show_password")]')
        self.assertEqual(button.get('aria-label'), "Show the password")

    def test_the_shop_stays_outside(self):
        piece = self.make_watch()
        empty = self.tree('/shop/cart')
        self.assertTrue(empty.xpath('//nav[contains(@class, "navbar")]'))
        self.assertFalse(empty.xpath('//header[contains(@class, "ic-quiet")]'))
        self.add_to_bag(piece)
        self.assert_quiet(self.tree('/shop/cart'), '/shop')
        self.assert_quiet(self.tree('/shop/address'), '/shop/cart')
        self.assertTrue(self.tree('/shop').xpath('//nav[contains(@class, "navbar")]'))


@tagged('post_install', '-at_install')
class TestCheckoutPhone(LocalOnlyCase):
    browser_size = '390x844'

    def test_a_wide_logo_fits_a_phone(self):
        picture = io.BytesIO()
        Image.new('RGB', (1600, 120), 'black').save(picture, 'PNG')
        self.website.logo = base64.b64encode(picture.getvalue())
        buyer = new_test_user(self.env, 'ic_test_phone', groups='base.group_portal', password='ic_test_phone')
        self.env['sale.order'].create(
            {
                'partner_id': buyer.partner_id.id,
                'website_id': self.website.id,
                'company_id': self.company.id,
                'order_line': [(0, 0, {'product_id': self.make_watch().product_variant_id.id})],
            }
        )
        self.run_in_browser(
            '/shop/cart',
            """
            (async () => {
                const logo = document.querySelector('.ic-quiet__name img');
                await logo.decode();  // it may still be on its way
                const wide = document.documentElement.scrollWidth;
                if (!logo.naturalWidth || wide > 390) { console.error('logo ' + logo.src + ', width ' + wide); }
                else { console.log('test successful'); }
            })();
            """,
            login='ic_test_phone',
        )
