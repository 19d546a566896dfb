import os
from datetime import timedelta
from unittest.mock import patch

from cryptography.fernet import Fernet

from odoo import fields
from odoo.tests import new_test_user, tagged

from odoo.addons.ic_storefront import tokens
from odoo.addons.ic_storefront.models.share.ic_share_entry import GUESSES

from .share_case import ShareCase


@tagged('post_install', '-at_install')
class TestShareDoor(ShareCase):
    """When a share link opens, to whom it does not, and what is written down of those who looked."""

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
