import re
import time

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .common import PieceCase, picture


@tagged('post_install', '-at_install')
class TestPublish(PieceCase):
    def test_publish_puts_the_piece_on_its_shelf(self):
        piece = self.make_watch(published=False)
        self.assertFalse(piece.is_published)
        piece.action_ic_publish()
        self.assertTrue(piece.is_published)
        self.assertEqual(piece.public_categ_ids, self.env.ref('ic_storefront.public_category_watch'))
        self.assertEqual(piece.website_url, f'/shop/rolex-submariner-116610lv-{piece.id}')
        piece.action_ic_unpublish()
        self.assertFalse(piece.is_published)

    def test_a_shelf_chosen_by_hand_stays(self):
        shelf = self.env['product.public.category'].create({'name': "Vintage"})
        piece = self.make_watch(published=False, public_categ_ids=[(4, shelf.id)])
        piece.action_ic_publish()
        self.assertEqual(piece.public_categ_ids, shelf)

    def test_no_photo_no_publishing(self):
        bare = self.make_watch(published=False, image_1920=False)
        good = self.make_watch(published=False, ic_serial='OTHER1')
        with self.assertRaisesRegex(UserError, f"{re.escape(bare.display_name)}: No retail photo"):
            (bare + good).action_ic_publish()
        self.assertEqual((bare + good).mapped('is_published'), [False, False])
        with self.assertRaisesRegex(UserError, "cannot be published on the website. No retail photo"):
            bare.is_published = True
            bare.flush_recordset()
        bare.image_1920 = picture()
        bare.action_ic_publish()
        self.assertTrue(bare.is_published)

    def test_a_published_piece_keeps_its_photo(self):
        piece = self.make_watch()
        with self.assertRaisesRegex(UserError, "Take it off before you remove its last photo"):
            piece.image_1920 = False
            piece.flush_recordset()

    def test_pieces_are_never_oversold_by_setting(self):
        piece = self.make_watch()
        self.assertFalse(piece.allow_out_of_stock_order)
        plain = self.env['product.template'].create({'name': "Polishing cloth"})
        self.assertTrue(plain.allow_out_of_stock_order)

    def test_states_for_the_public(self):
        expected = {
            'incoming': 'arriving',
            'available': 'available',
            'hold': 'reserved',
            'awaiting_photos': 'preparing',
            'service': 'preparing',
            'polish': 'preparing',
        }
        for number, (status, state) in enumerate(expected.items()):
            piece = self.make_watch(status=status, ic_serial=f'STATE{number}')
            self.assertEqual(piece._ic_web_state(), state, status)
            html = self.page(piece.website_url)
            self.assertEqual('Add to cart' in html, state == 'available', status)
            self.assertIn('Ask to be told' if state == 'reserved' else 'Inquire', html)

    def test_unpublished_pieces_are_not_public(self):
        piece = self.make_watch(published=False)
        self.assertEqual(self.url_open(piece.website_url).status_code, 404)
        self.assertNotIn(piece.website_url, self.page('/shop'))
        action = f'/shop/piece/{piece.id}/inquire'
        sent = {'name': "Ada", 'email': 'ada@example.com', 'message': "Hello"}
        sent['stamp'] = self.env['crm.lead']._ic_stamp(action, at=time.time() - 60)
        self.assertEqual(self.url_open(action, data=sent).status_code, 404)
        self.assertFalse(self.env['crm.lead'].search([('ic_piece_id', '=', piece.id)]))

    def test_an_employee_publishes(self):
        employee = new_test_user(
            self.env,
            'ic_test_employee',
            groups='ic_inventory_luxury.group_employee,ic_inventory_luxury.group_manage_inventory',
            company_id=self.company.id,
        )
        piece = self.make_watch(published=False)
        piece.with_user(employee).action_ic_publish()
        self.assertTrue(piece.is_published)
