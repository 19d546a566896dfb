from odoo.tests import tagged

from .checkout_case import CheckoutCase


@tagged('post_install', '-at_install')
class TestOrderMail(CheckoutCase):
    """The letter that confirms an order of the shop."""

    def letter(self, order):
        template = order._get_confirmation_template()
        return str(template._render_field('body_html', order.ids, compute_lang=True)[order.id])

    def test_an_order_of_the_shop_is_confirmed_in_the_look_of_the_store(self):
        order = self.make_cart('first')
        self.assertEqual(order._get_confirmation_template(), self.env.ref('ic_storefront.mail_template_order'))
        text = self.letter(order)
        for words in (self.piece.name, self.company.name, '18,750.00', self.piece.default_code, order.name):
            self.assertIn(words, text.replace('&amp;', '&'), words)
        self.assertIn(f'/web/image/product.template/{self.piece.id}/image_256', text)
        for secret in ('NOTESECRET', '17,234', '11,987', 'SERIAL7X7X', 'TERRITORYSECRET', 'STOCKSECRET', '#875A7B'):
            self.assertNotIn(secret, text)

    def test_what_the_dealer_chose_is_sent_instead(self):
        order = self.make_cart('first')
        chosen = self.env.ref('sale.mail_template_sale_confirmation').copy({'name': "Zq own"})
        self.website.confirmation_email_template_id = chosen
        self.assertEqual(order._get_confirmation_template(), chosen)
        order.website_id = False
        stock = self.env.ref('sale.mail_template_sale_confirmation')
        self.assertEqual(order._get_confirmation_template(), stock)

    def test_no_picture_of_a_work_that_needs_a_notice(self):
        order = self.make_cart('first')
        work = self.make_piece('artwork', ic_model="Zq Alive", ic_art_notice_first=True)
        order.order_line = [(0, 0, {'product_id': work.product_variant_id.id})]
        pictures = {line['name']: bool(line['picture']) for line in order._ic_mail_lines()}
        self.assertEqual(pictures, {self.piece.name: True, work.name: False})
