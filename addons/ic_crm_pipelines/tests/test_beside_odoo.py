from datetime import datetime

from odoo.tests import TransactionCase, new_test_user, tagged

from ..hooks import post_init_hook


@tagged('post_install', '-at_install')
class TestBesideOdoo(TransactionCase):
    """What the pipelines change in Odoo's own CRM, and what they must leave alone."""

    def test_new_users_are_internal_from_the_first_moment(self):
        """Members of a pipeline are not looked for among users whose groups are not written yet."""
        self.env['ic.pipeline'].create({'name': "Beside", 'company_id': self.env.company.id})
        company = self.env['res.company'].create({'name': "Beside Us"})
        user = new_test_user(
            self.env,
            'beside_inbox',
            'base.group_user',
            company_id=company.id,
            company_ids=[(4, company.id)],
            notification_type='inbox',
        )
        self.env.flush_all()
        self.assertEqual((user.notification_type, user.share), ('inbox', False))

    def test_odoos_boards_are_left_out_for_who_works_with_ours(self):
        boards = self.env.ref('crm.menu_crm_opportunities') | self.env.ref('crm.sales_team_menu_team_pipeline')
        ours = self.env.ref('ic_crm_pipelines.menu_crm_pipelines')
        seller = new_test_user(
            self.env, 'beside_seller', 'ic_inventory_luxury.group_store_admin,sales_team.group_sale_manager'
        )
        plain = new_test_user(self.env, 'beside_plain', 'base.group_user,sales_team.group_sale_manager')
        shown = self.env['ir.ui.menu'].with_user(seller).load_menus(False)
        self.assertFalse(set(boards.ids) & shown.keys())
        self.assertIn(ours.id, shown)
        beside = self.env['ir.ui.menu'].with_user(plain).load_menus(False)
        self.assertTrue(set(boards.ids) <= beside.keys())
        # The app opens with its first entry.
        root, sales = self.env.ref('crm.crm_menu_root').id, self.env.ref('crm.crm_menu_sales').id
        self.assertEqual((shown[root]['children'][0], beside[root]['children'][0]), (sales, sales))
        self.assertEqual((shown[sales]['children'][0], beside[sales]['children'][0]), (ours.id, boards[0].id))

    def test_a_deal_that_is_won_is_told_in_words(self):
        settings = self.env['ir.config_parameter'].sudo()
        settings.set_param('base_setup.show_effect', True)
        post_init_hook(self.env)
        self.assertFalse(settings.get_param('base_setup.show_effect'))

    def test_deals_from_before_begin_their_history(self):
        deal = self.env['crm.lead'].create({'name': "From before", 'type': 'opportunity'})
        stage = deal.stage_id
        deal.ic_stay_ids.sudo().unlink()
        came = datetime(2024, 3, 1, 9, 30)
        deal.date_last_stage_update = came
        post_init_hook(self.env)
        self.assertEqual((deal.ic_stay_ids.stage_id, deal.ic_stay_ids.entered_on), (stage, came))
        post_init_hook(self.env)
        self.assertEqual(len(deal.ic_stay_ids), 1)
