from lxml import etree

from odoo.exceptions import ValidationError
from odoo.tests import HttpCase, new_test_user, tagged

from .common import PieceCase


@tagged('post_install', '-at_install')
class TestCategoryToggle(PieceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env['res.company'].create({'name': "Second Store"})
        cls.user = new_test_user(
            cls.env,
            'toggler',
            'ic_inventory_luxury.group_dealer',
            company_id=cls.company.id,
            company_ids=[(6, 0, (cls.company | cls.env.company).ids)],
        )

    def switch(self, *codes):
        self.company.ic_category_ids = self.env['ic.category'].search([('code', 'in', codes)])

    def menus(self):
        menus = self.env['ir.ui.menu'].with_user(self.user).with_company(self.company).load_menus(False)
        xmlids = {menu.get('xmlid') for menu in menus.values()}
        listed = {child for menu in menus.values() for child in menu['children']}
        self.assertEqual(listed, set(menus) - {'root'}, "every menu hangs somewhere, nothing hangs in the air")
        return xmlids

    def test_default_is_watch_and_handbag(self):
        self.assertEqual(self.company._ic_active_categories(), ['watch', 'handbag'])

    def test_a_new_order_of_the_catalog_counts_at_once(self):
        self.assertEqual(self.company._ic_active_categories(), ['watch', 'handbag'])
        handbag = self.env['ic.category'].search([('code', '=', 'handbag')])
        handbag.sequence = -1
        self.assertEqual(self.company._ic_active_categories(), ['handbag', 'watch'])

    def test_menus_follow(self):
        prefix = 'ic_inventory_luxury.menu_pieces_'
        before = self.menus()
        self.assertIn(prefix + 'watch', before)
        self.assertNotIn(prefix + 'sneaker', before)
        self.assertNotIn('ic_inventory_luxury.menu_silhouette', before)
        self.switch('sneaker', 'accessory')
        after = self.menus()
        self.assertIn(prefix + 'sneaker', after)
        self.assertIn(prefix + 'accessory', after)
        self.assertIn('ic_inventory_luxury.menu_silhouette', after)
        for code in ('watch', 'handbag', 'apparel'):
            self.assertNotIn(prefix + code, after)
        self.assertIn(prefix + 'all', after)
        self.switch('watch', 'handbag')
        self.assertEqual(self.menus(), before)

    def test_search_filters_follow(self):
        def names(company):
            view = self.env.ref('ic_inventory_luxury.product_piece_view_search')
            arch = self.env['product.template'].with_company(company).get_view(view.id, 'search')['arch']
            return {node.get('name') for node in etree.fromstring(arch).iter('filter', 'field')}

        self.switch('sneaker')
        found = names(self.company)
        self.assertTrue({'sneaker', 'sneaker_ds', 'group_sneaker_size'} <= found)
        self.assertFalse({'watch', 'handbag', 'apparel', 'apparel_new', 'group_bag_grade', 'accessory_belt'} & found)
        self.switch('watch')
        found = names(self.company)
        self.assertIn('watch', found)
        self.assertFalse({'sneaker', 'sneaker_ds', 'group_sneaker_size', 'handbag'} & found)

    def test_pieces_stay(self):
        self.switch('sneaker')
        nike = self.env.ref('ic_inventory_luxury.brand_nike')
        values = {
            'ic_category': 'sneaker',
            'ic_brand_id': nike.id,
            'ic_model': "Dunk Low",
            'ic_sneaker_size_system': 'm_us',
            'ic_sneaker_size': "9",
            'company_id': self.company.id,
        }
        pair = self.Piece.create(values)
        self.switch('watch')
        pair.invalidate_recordset()
        self.assertTrue(pair.exists())
        self.switch('sneaker')
        self.assertEqual(
            (pair.ic_category, pair.ic_model, pair.ic_sneaker_size_us, pair.active), ('sneaker', "Dunk Low", 9.0, True)
        )

    def test_one_category_must_stay(self):
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self.company.ic_category_ids = False
        self.env.invalidate_all()
        self.assertEqual(self.company._ic_active_categories(), ['watch', 'handbag'])

    def test_settings(self):
        apparel = self.env.ref('ic_inventory_luxury.category_apparel')
        before = self.env.company._ic_active_categories()
        settings = self.env['res.config.settings'].with_company(self.company).create({})
        self.assertEqual(settings.ic_category_ids.mapped('code'), ['watch', 'handbag'])
        settings.write({'ic_category_ids': [(4, apparel.id)], 'ic_accessories_interleaved': True})
        settings.execute()
        self.assertEqual(self.company._ic_active_categories(), ['watch', 'handbag', 'apparel'])
        self.assertTrue(self.company.ic_accessories_interleaved)
        self.assertEqual(self.env.company._ic_active_categories(), before)


@tagged('post_install', '-at_install')
class TestCategoryToggleHttp(HttpCase):
    def test_menus_of_the_chosen_company(self):
        """The web client fetches menus by a request that knows the chosen company only by its cookie."""
        other = self.env['res.company'].create({'name': "Sneaker Store"})
        other.ic_category_ids = self.env.ref('ic_inventory_luxury.category_sneaker')
        own = self.env['res.company'].create({'name': "Watch Store"})
        new_test_user(
            self.env,
            'switcher',
            'ic_inventory_luxury.group_employee,ic_inventory_luxury.group_manage_inventory',
            password='switcher-1',
            company_id=own.id,
            company_ids=[(6, 0, (own | other).ids)],
        )
        self.authenticate('switcher', 'switcher-1')
        session = self.make_jsonrpc_request('/web/session/get_session_info')
        self.assertEqual(session['ic_categories'][str(other.id)], ['sneaker'])
        menu = 'ic_inventory_luxury.menu_pieces_sneaker'
        for cids, shown in ((str(own.id), False), (f'{other.id}-{own.id}', True), ('999999', False)):
            self.opener.cookies['cids'] = cids
            menus = self.url_open('/web/webclient/load_menus').json()
            self.assertEqual(menu in {item.get('xmlid') for item in menus.values()}, shown, cids)
