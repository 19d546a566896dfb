import base64
import io
import os
import re
from datetime import timedelta
from unittest.mock import patch

from cryptography.fernet import Fernet
from PIL import Image

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.ic_storefront import tokens
from odoo.addons.ic_storefront.models.share.ic_share_entry import GUESSES

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

    # === THE DOOR === #

    def test_regenerated_is_revoked_at_once_with_its_pictures(self):
        photo = self.add_photo('retail', (200, 10, 10))
        link = self.make_link()
        old = self.path(link)
        address = f'{old}/photo/{photo.id}/{photo.delivery_hash}/600'
        response = self.look(address)
        self.assertIn('image/', response.headers['Content-Type'])
        self.assertEqual(response.headers['Cache-Control'], 'private, no-cache', "the browser asks each time")
        self.assertIn('noindex', response.headers['X-Robots-Tag'])
        link.action_regenerate()
        self.assertEqual(link.state, 'revoked')
        for path in (old, address, f'{old}/image/1024'):
            self.assertNotIn("Submariner", self.look(path, 404).text)
        new = self.piece.ic_share_link_ids - link
        self.assertEqual((new.kind, new.audience, new.state), ('retail', 'retail', 'on'))
        self.assertNotEqual(self.path(new), old)
        self.look(self.path(new))
        self.assertFalse(link.sudo().sealed, "nobody can copy a revoked address")

    def test_off_and_expired(self):
        link = self.make_link()
        path = self.path(link)
        link.enabled = False
        self.look(path, 404)
        link.write({'enabled': True, 'expires_on': fields.Datetime.now() - timedelta(minutes=1)})
        self.assertEqual(link.state, 'expired')
        response = self.look(path, 410)
        self.assertIn("expired", response.text)
        self.assertNotIn("Submariner", response.text)
        link.expires_on = fields.Datetime.now() + timedelta(hours=1)
        self.look(path)

    def test_guesses_find_nothing(self):
        link = self.make_link()
        token = self.path(link).rpartition('/')[2]
        self.assertGreaterEqual(len(token) * 6, 128)
        near = token[:-1] + ('A' if token[-1] != 'A' else 'B')
        for guess in (near, token[:-1], token + 'A', token.swapcase(), 'x' * 32, '1', link.sudo().digest, f'{link.id}'):
            self.look(f'/share/{guess}', 404)
        self.assertEqual(len({tokens.new_token() for _number in range(200)}), 200)

    def test_who_guesses_is_stopped(self):
        path = self.path(self.make_link())
        for number in range(GUESSES):
            kind = f'/photo/{number}/x/600' if number % 2 else ''
            self.look(f'/share/{tokens.new_token()}{kind}', 404)
        response = self.look(f'/share/{tokens.new_token()}', 429)
        self.assertEqual(response.headers['Retry-After'], '600')
        self.look(path, 429)
        self.env['ic.throttle'].search([], limit=100).unlink()
        self.look(path)

    def test_a_link_that_was_revoked_is_no_guess(self):
        link, other = self.make_link(), self.make_link('in_hand')
        path = self.path(link)
        link.action_revoke()
        for _number in range(GUESSES + 2):
            self.look(path, 404)
        self.look(self.path(other))

    def test_pictures_of_other_pieces_are_not_behind_the_door(self):
        other = self.make_watch(published=False, ic_reference='126610LN', ic_serial='S2', image_1920=False)
        photo = self.add_photo('retail', (1, 1, 200), other)
        self.look(f'{self.path(self.make_link())}/photo/{photo.id}/{photo.delivery_hash}/600', 404)

    def test_the_secret_is_not_in_the_database(self):
        link = self.make_link()
        token = self.path(link).rpartition('/')[2]
        self.env.flush_all()
        self.cr.execute('SELECT row_to_json(l)::text FROM ic_share_link l WHERE id = %s', [link.id])
        stored = self.cr.fetchone()[0]
        self.assertNotIn(token, stored)
        self.assertIn(tokens.digest(token), stored)
        self.assertNotIn(token, str(self.env['mail.message'].search([], limit=20, order='id desc').mapped('body')))

    def test_without_a_key_the_page_works_and_the_address_is_not_kept(self):
        with patch.dict('os.environ', {'IC_SECRET_KEY': ''}):
            board = self.piece.ic_share_make('retail')
            row = board['links'][0]
            self.assertTrue(row['url'], "told once, to the one who makes it")
            self.look(row['url'].replace(self.base_url(), ''))
            self.env.invalidate_all()
            self.assertEqual(self.piece.ic_share_board()['links'][0]['url'], '')
        self.assertEqual(self.piece.ic_share_board()['links'][0]['url'], '')

    def test_sealed_anew_with_a_new_key(self):
        self.env['ic.share.link'].search([], limit=1000).sudo().with_context(ic_share_inside=True).sealed = False
        link = self.make_link()
        path, sealed, new = self.path(link), link.sudo().sealed, Fernet.generate_key().decode()
        with patch.dict('os.environ', {'IC_SECRET_KEY': f'{new},{os.environ["IC_SECRET_KEY"]}'}):
            self.assertGreaterEqual(self.env['ic.secret']._ic_reseal(), 1)
        with patch.dict('os.environ', {'IC_SECRET_KEY': new}):
            link.invalidate_recordset()
            self.assertNotEqual(link.sudo().sealed, sealed)
            self.assertEqual(self.path(link), path)

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

    # === LOOKS === #

    def test_looks_are_counted_without_an_address(self):
        link = self.make_link()
        path = self.path(link)
        self.look(path)
        self.look(path)
        self.look(path, agent="Mozilla/5.0 (Android) Firefox/140")
        self.look(path, agent="WhatsApp/2.23.20.0")
        self.look(path, agent="facebookexternalhit/1.1")
        link.invalidate_recordset()
        self.assertEqual((link.view_count, link.visitor_count, link.robot_count), (3, 2, 2))
        self.assertTrue(link.first_seen <= link.last_seen)
        self.cr.execute('SELECT string_agg(row_to_json(v)::text, %s) FROM ic_share_visit v', [' '])
        stored = self.cr.fetchone()[0]
        for trace in ('127.0.0.1', 'Firefox', 'Safari'):
            self.assertNotIn(trace, stored)

    def test_the_house_is_not_counted(self):
        link = self.make_link()
        new_test_user(
            self.env, 'ic_share_staff', groups='ic_inventory_luxury.group_employee', password='ic_share_staff'
        )
        self.authenticate('ic_share_staff', 'ic_share_staff')
        self.look(self.path(link))
        link.invalidate_recordset()
        self.assertEqual((link.view_count, link.robot_count), (0, 0))

    def test_old_looks_are_folded_to_one_row_a_day(self):
        link = self.make_link()
        for agent in ("Mozilla/5.0 A", "Mozilla/5.0 B", "Mozilla/5.0 B"):
            self.look(self.path(link), agent=agent)
        self.env['ic.share.visit'].invalidate_model()
        visits = link.visit_ids
        self.assertEqual(len(visits), 2)
        visits.sudo().write({'day': fields.Date.today() - timedelta(days=3)})
        self.env.flush_all()
        self.env['ic.share.visit']._ic_fold()
        link.invalidate_recordset()
        self.assertEqual((len(link.visit_ids), link.visit_ids.sudo().visitor), (1, ''))
        self.assertEqual((link.view_count, link.visitor_count), (3, 2))

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
