import base64
import io
import re

from PIL import Image

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import picture
from .share_case import ShareCase
from .test_secrecy import SECRETS

WHOLESALE = '$17,234.56'
RETAIL = '$18,750'


@tagged('post_install', '-at_install')
class TestShare(ShareCase):
    """What a share link shows to whom, and when it stops."""

    # === THE PAGE === #

    def test_the_page_of_an_unpublished_piece(self):
        self.add_photo('retail', (200, 10, 10))
        response = self.look(self.path(self.make_link()))
        for text in ("Submariner", RETAIL, "116610LV", "Available, one of one", 'ic-inquiry__form'):
            self.assertIn(text, response.text)
        for secret in (*SECRETS, WHOLESALE, 'ic-share__trade'):
            self.assertNotIn(secret, response.text)
        self.assertEqual(response.headers['Cache-Control'], 'private, no-store')
        self.assertEqual(response.headers['Referrer-Policy'], 'no-referrer')

    def test_never_indexed(self):
        link = self.make_link()
        response = self.look(self.path(link))
        self.assertIn('noindex', response.headers['X-Robots-Tag'])
        self.assertRegex(response.text, r'<meta name="robots" content="noindex[^"]*"')
        self.env['ir.attachment'].search([('url', '=like', '/sitemap%')]).unlink()
        self.assertNotIn('/share', self.page('/sitemap.xml'))
        self.assertNotIn(self.piece.name, self.page('/shop?search=116610LV'), "nor by the search of the shop")

    def test_no_tracker_is_told(self):
        self.website.write({'google_analytics_key': 'G-ZQTRACKER', 'plausible_shared_key': 'zqplausible'})
        self.assertIn('G-ZQTRACKER', self.page('/contactus'))
        html = self.look(self.path(self.make_link())).text
        self.assertNotIn('G-ZQTRACKER', html)
        self.assertNotIn('plausible', html)

    def test_the_price_by_context(self):
        trade = self.make_link('in_hand')
        self.assertEqual(trade.audience, 'wholesale')
        html = self.look(self.path(trade)).text
        self.assertIn(WHOLESALE, html)
        self.assertIn('ic-share__trade', html)
        self.assertNotIn(RETAIL, html)
        trade.audience = 'retail'
        html = self.look(self.path(trade)).text
        self.assertIn(RETAIL, html)
        self.assertNotIn(WHOLESALE, html)

    def test_a_retail_link_never_shows_another_price(self):
        link = self.make_link()
        with mute_logger('odoo.sql_db'), self.assertRaisesRegex(Exception, 'retail_is_retail'), self.cr.savepoint():
            link.audience = 'wholesale'
            self.env.flush_all()
        self.assertEqual(link.audience, 'retail')
        self.company.ic_share_in_hand_for = 'retail'
        self.assertEqual(self.make_link('in_hand').audience, 'retail')

    def test_the_sets_of_photos(self):
        retail, in_hand = self.make_link(), self.make_link('in_hand')
        self.add_photo('in_hand', (10, 200, 10))
        for link in (retail, in_hand):
            html = self.look(self.path(link)).text
            self.assertIn('data-set="in_hand"', html, "an empty kind falls back to the other")
            self.assertNotIn('ic-gallery__switch', html)
        self.add_photo('retail', (200, 10, 10))
        for link, first in ((retail, 'retail'), (in_hand, 'in_hand')):
            html = self.look(self.path(link)).text
            self.assertIn('ic-gallery__switch', html)
            self.assertEqual(re.findall(r'data-set="(\w+)"', html)[0], first)
            self.assertEqual(len(set(re.findall(r'data-set="(\w+)"', html))), 2)

    def test_a_piece_with_its_main_picture_only(self):
        self.piece.image_1920 = picture()
        path = self.path(self.make_link())
        self.assertIn(f'{path}/image/1024', self.look(path).text)
        self.assertIn('image/', self.look(f'{path}/image/1024').headers['Content-Type'])
        self.look(f'{path}/image/4000', 404)

    def test_sold_is_no_dead_end(self):
        other = self.make_watch(ic_reference='126610LN', ic_serial='S2')
        link = self.make_link('in_hand')
        order = self.env['sale.order'].create(
            {
                'partner_id': self.env['res.partner'].create({'name': "Buyer"}).id,
                'company_id': self.company.id,
                'order_line': [(0, 0, {'product_id': self.piece.product_variant_id.id})],
            }
        )
        order.action_confirm()
        self.assertEqual(self.piece.ic_status, 'sold')
        html = self.look(self.path(link)).text
        self.assertIn("No longer available", html)
        self.assertIn('ic-inquiry__form', html)
        self.assertIn(other.website_url, html)
        self.assertNotIn(WHOLESALE, html)
        self.piece.active = False
        self.assertIn("No longer available", self.look(self.path(link)).text)

    # === PAPERS === #

    def photo_with_place(self):
        """Return a small photo into which a phone wrote where it was taken, base64."""
        stream, exif = io.BytesIO(), Image.Exif()
        exif[0x010E] = 'SAFEPLACE'
        exif.get_ifd(0x8825)[1] = 'N'
        Image.new('RGB', (64, 48), 'white').save(stream, 'JPEG', exif=exif, quality=20)
        self.assertIn(b'SAFEPLACE', stream.getvalue())
        return base64.b64encode(stream.getvalue())

    def test_certificates(self):
        ring = self.make_piece('jewelry', ic_model="Solitaire")
        report = self.env['ic.certificate'].create(
            {
                'product_tmpl_id': ring.id,
                'lab': 'gia',
                'number': '2141438171',
                'file': 'JVBERi0xLjQKJcOk',
                'file_name': 'gia.pdf',
                'photo': self.photo_with_place(),
            }
        )
        path = self.path(self.env['ic.share.link'].create({'product_tmpl_id': ring.id, 'kind': 'retail'}))
        html = self.look(path).text
        for text in ("2141438171", report.url.replace('&', '&amp;'), f'{path}/report/{report.id}/pdf'):
            self.assertIn(text, html)
        paper = self.look(f'{path}/report/{report.id}/pdf')
        self.assertEqual(paper.headers['Content-Type'], 'application/pdf')
        self.assertIn('inline', paper.headers['Content-Disposition'])
        photo = self.look(f'{path}/report/{report.id}/photo')
        self.assertEqual(photo.headers['Content-Type'], 'image/jpeg')
        self.assertNotIn(b'SAFEPLACE', photo.content)
        self.assertNotIn(b'Exif', photo.content)
        other = self.path(self.make_link())
        self.look(f'{other}/report/{report.id}/pdf', 404)
        self.assertNotEqual(self.url_open(f'/web/content/ic.certificate/{report.id}/file').status_code, 200)

    # === INQUIRIES === #

    def test_inquiry_from_a_share_page(self):
        link = self.make_link('in_hand')
        action = f'{self.path(link)}/inquire'
        self.assertIn(f'action="{action}"', self.look(self.path(link)).text)
        self.assertEqual(self.send_inquiry(action), {'ok': True})
        lead = self.env['crm.lead'].search([('ic_piece_id', '=', self.piece.id)])
        self.assertEqual((lead.ic_origin, lead.ic_origin_name, lead.ic_audience), ('share', "In-hand", 'wholesale'))
        self.assertEqual((lead.ic_share_link_id, lead.company_id), (link, self.company))
        self.assertEqual(lead.expected_revenue, 17234.56)
        link.action_revoke()
        self.url_open(action, data={'name': "Bob", 'email': 'bob@example.com', 'message': "Hi"})
        self.assertEqual(self.env['crm.lead'].search([('ic_piece_id', '=', self.piece.id)]), lead)

    # === PEOPLE === #

    def test_rights(self):
        employee = new_test_user(self.env, 'ic_share_e', groups='ic_inventory_luxury.group_employee')
        seller = new_test_user(
            self.env, 'ic_share_s', groups='ic_inventory_luxury.group_employee,ic_inventory_luxury.group_record_sales'
        )
        link = self.make_link()
        seen = self.piece.with_user(employee).ic_share_board()
        self.assertEqual(seen['links'][0]['url'], link.url)
        self.assertFalse(seen['can_edit'])
        self.assertTrue(self.piece.with_user(employee).ic_share_code(link.id).startswith('data:image/png;base64,'))
        refused = (
            lambda: self.piece.with_user(employee).ic_share_make('in_hand'),
            lambda: self.piece.with_user(employee).ic_share_regenerate(link.id),
            lambda: self.piece.with_user(employee).ic_share_change(link.id, {'enabled': False}),
            lambda: link.with_user(employee).action_revoke(),
            lambda: link.with_user(seller).unlink(),
            lambda: link.with_user(seller).read(['digest']),
            lambda: link.with_user(seller).read(['sealed']),
            lambda: link.with_user(self.website.user_id).read(['kind']),
        )
        for deed in refused:
            with self.assertRaises(AccessError):
                deed()
        self.assertEqual((link.state, len(self.piece.ic_share_link_ids)), ('on', 1))
        board = self.piece.with_user(seller).ic_share_make('in_hand')
        self.assertTrue(board['links'][1]['url'])
        self.assertEqual(board['links'][1]['made_by'], seller.name)
        with self.assertRaises(UserError):
            link.with_user(seller).write({'digest': 'x' * 64})
        with self.assertRaises(UserError):
            self.piece.with_user(seller).ic_share_change(link.id, {'user_id': employee.id})

    def test_one_link_of_a_kind(self):
        self.make_link()
        with mute_logger('odoo.sql_db'), self.assertRaisesRegex(Exception, 'one_per_kind'), self.cr.savepoint():
            self.make_link()
        self.assertEqual(len(self.piece.ic_share_link_ids), 1)

    def test_two_stores(self):
        other = self.env['res.company'].create({'name': "Store B"})
        seller = new_test_user(
            self.env,
            'ic_share_b',
            groups='ic_inventory_luxury.group_employee,ic_inventory_luxury.group_record_sales',
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        link = self.make_link()
        links = self.env['ic.share.link'].with_user(seller)
        self.assertFalse(links.search([('id', '=', link.id)]))
        for deed in (
            lambda: link.with_user(seller).read(['url']),
            lambda: link.with_user(seller).action_regenerate(),
            lambda: links.create({'product_tmpl_id': self.piece.id, 'kind': 'in_hand'}),
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                deed()
        theirs = self.env['product.template'].create(
            {'ic_category': 'watch', 'name': "Zqtheirs", 'company_id': other.id, 'list_price': 5}
        )
        path = self.path(links.create({'product_tmpl_id': theirs.id, 'kind': 'retail'}))
        html = self.look(path).text
        self.assertIn("Store B", html)
        self.assertNotIn(self.company.email, html)
        self.send_inquiry(f'{path}/inquire')
        self.assertEqual(self.env['crm.lead'].search([('ic_piece_id', '=', theirs.id)]).company_id, other)
