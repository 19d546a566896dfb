from unittest import skipUnless

from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError
from odoo.modules.module import get_module_path
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .planning_case import PlanningCase

LUXURY = 'ic_inventory_luxury'


@tagged('post_install', '-at_install')
class TestPlanningPeople(PlanningCase):
    """Who sees what, who is told, and what becomes of a suggestion."""

    def person(self, login, *groups, company=None):
        company = company or self.house
        return new_test_user(
            self.env,
            login,
            groups=','.join(f'{LUXURY}.{group}' for group in groups),
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
            email=f'{login}@example.com',
        )

    def as_user(self, user, model):
        return self.env[model].with_user(user).with_context(allowed_company_ids=user.company_ids.ids)

    # === ROLES === #

    def test_an_employee_sees_units_and_no_money(self):
        self.take()
        clerk = self.person('plan_clerk', 'group_employee')
        plan = self.as_user(clerk, 'ic.stock.plan').search([('product_tmpl_id', '=', self.coins.id)])
        self.assertEqual((plan.available, plan.reorder), (5.0, 2.0))
        report = self.as_user(clerk, 'ic.movement.report')
        rows = report._read_group([('product_tmpl_id', '=', self.coins.id)], [], ['net_sold:sum'])
        self.assertEqual(rows, [(12.0,)])
        self.assertNotIn('stock_value', plan.fields_get())
        self.assertNotIn('turnover', report.fields_get())
        refused = (
            lambda: plan.read(['stock_value']),
            lambda: plan.search([('stock_value', '>', 0)]),
            lambda: plan._read_group([], [], ['stock_value:sum']),
            lambda: report.search([], limit=1).read(['turnover']),
            lambda: report._read_group([], [], ['turnover:sum']),
            lambda: report.search([], order='turnover', limit=1),
        )
        for ask in refused:
            with self.assertRaises(AccessError):
                ask()
        with self.days_ago(0):
            board = self.as_user(clerk, 'ic.stock.plan').ic_board(90)
        self.assertEqual({row['turnover'] for row in board['channels']}, {None})
        self.assertFalse(board['may_refresh'])

    def test_who_sells_sees_turnover_and_no_cost(self):
        self.take()
        seller = self.person('plan_seller', 'group_employee', 'group_record_sales')
        report = self.as_user(seller, 'ic.movement.report')
        rows = report._read_group([('sold_on', '=', "Harbour Shop")], [], ['turnover:sum'])
        self.assertEqual(rows, [(13220.0,)])
        with self.assertRaises(AccessError):
            self.as_user(seller, 'ic.stock.plan')._read_group([], [], ['stock_value:sum'])

    def test_a_store_admin_sees_what_the_stock_cost(self):
        self.take()
        admin = self.person('plan_admin', 'group_store_admin')
        row = self.as_user(admin, 'ic.stock.plan').search([('product_tmpl_id', '=', self.coins.id)])
        self.assertEqual(row.stock_value, 420.0)

    def test_nobody_changes_the_plan_by_hand(self):
        self.take()
        row = self.row('product', product_tmpl_id=self.coins.id)
        for group in ('group_employee', 'group_store_admin', 'group_dealer'):
            mine = row.with_user(self.person(f'plan_{group}', group))
            for deed in (lambda mine=mine: mine.write({'reorder': 99}), lambda mine=mine: mine.unlink()):
                with self.assertRaises(AccessError):
                    deed()
        self.assertEqual(row.reorder, 2.0)

    def test_who_may_refresh(self):
        clerk = self.person('plan_looker', 'group_employee')
        with self.assertRaises(AccessError):
            self.as_user(clerk, 'ic.stock.plan').action_refresh()
        self.assertFalse(self.Plan.search([('company_id', '=', self.house.id)]))
        keeper = self.person('plan_keeper', 'group_employee', 'group_manage_inventory')
        self.as_user(keeper, 'ic.stock.plan').action_refresh()
        self.assertTrue(self.Plan.search([('company_id', '=', self.house.id)]))

    # === STORES === #

    def test_two_stores_do_not_mix(self):
        other = self.env['res.company'].create({'name': "House B"})
        self.env.user.company_ids += other
        theirs = self.watch(company_id=other.id, ic_serial="B-PLAN")
        self.take_in(10, theirs.with_context(allowed_company_ids=other.ids))
        self.take()
        line = self.row('model', name="Rolex Submariner")
        self.assertEqual(line.on_hand, 2.0)
        self.assertNotIn(theirs.id, line._ic_piece_ids())
        with self.days_ago(0):
            self.Plan._ic_take(other)
        self.assertTrue(line.exists(), "taking the picture of one store leaves the other alone")
        clerk = self.person('plan_b', 'group_employee', company=other)
        plan = self.as_user(clerk, 'ic.stock.plan')
        self.assertEqual(plan.search([]).company_id, other)
        self.assertEqual(plan.search([('dimension', '=', 'model')]).on_hand, 1.0)
        with self.assertRaises(AccessError):
            line.with_user(clerk).with_context(allowed_company_ids=other.ids).read(['name'])
        report = self.as_user(clerk, 'ic.movement.report')
        self.assertEqual(report.search([]).company_id, other)
        with self.days_ago(0):
            board = plan.ic_board(365)
            aged = plan.ic_board_aged('aged_0')
        self.assertEqual((board['sold'], board['stock']['on_hand'], len(board['categories'])), (0.0, 1.0, 1))
        self.assertEqual(aged['domain'], [('id', 'in', theirs.ids)])

    # === ALERTS === #

    def alerts(self):
        return self.env['ic.alert'].search([('kind', '=', 'supply'), ('company_id', '=', self.house.id)], order='id')

    def test_told_once_to_who_wants_it(self):
        app = self.person('plan_app', 'group_employee')
        deaf = self.person('plan_deaf', 'group_employee')
        deaf.ic_alert_supply = 'none'
        mail = self.person('plan_mail', 'group_employee')
        mail.ic_alert_supply = 'email'
        self.take()
        self.take()
        alert = self.alerts()
        self.assertEqual(alert.mapped('title'), ["Vask Crown 1 oz"])
        self.assertEqual((alert.user_ids, alert.mail_user_ids), (app, mail))
        self.assertEqual(
            alert.words,
            "Lasts 56.3 days, a new one takes 60. 8 sold in 90 days. 60 days of lead time and 30 days to cover take 8; "
            "5 available, 1 on order: order 2.",
        )
        self.assertEqual(alert.with_user(app).action_open()['res_model'], 'ic.stock.plan')

    def test_over_when_enough_is_on_order_and_told_again(self):
        self.take()
        move = self.expect(self.coins, 2)
        self.take()
        self.assertEqual(self.alerts().mapped('state'), ['over'])
        self.assertFalse(self.row('product', product_tmpl_id=self.coins.id).is_short)
        move._action_cancel()
        self.take()
        self.assertEqual(self.alerts().mapped('state'), ['over', 'open'])

    def test_a_line_is_told_when_it_sells(self):
        """Three Submariners sold, none left that is free: told. One belt line of which one was sold: not."""
        order = self.order(self.watches[2])
        order.action_confirm()
        self.take()
        self.assertEqual(sorted(self.alerts().mapped('title')), ["Rolex Submariner", "Vask Crown 1 oz"])
        line = self.row('model', name="Rolex Submariner")
        self.assertEqual((line.available, line.supply_words, line.is_short), (0.0, "None left", True))

    def test_an_alert_ends_with_its_row(self):
        self.take()
        self.coins.active = False
        self.take()
        self.assertEqual(self.alerts().mapped('state'), ['over'])

    # === THE SCREEN === #

    def test_the_board(self):
        self.take()
        with self.days_ago(0):
            board = self.Plan.ic_board(90)
        # 8 coins + 3 watches + 1 belt of 16 + 5 + 4 + 2 works
        self.assertEqual((board['sold'], board['sell_through']), (12.0, 44.4))
        self.assertEqual(
            {row['code']: (row['opening'], row['received'], row['sold'], row['share']) for row in board['categories']},
            {
                'watch': (4.0, 1.0, 3.0, 60.0),
                'bullion': (16.0, 0.0, 8.0, 50.0),
                'accessory': (0.0, 4.0, 1.0, 25.0),
                'artwork': (2.0, 0.0, 0.0, 0.0),
            },
        )
        self.assertEqual(
            [(row['name'], row['units'], row['returned']) for row in board['channels']],
            [("Backend", 9.0, 1.0), ("Harbour Shop", 3.0, 1.0)],
        )
        # 6 coins (1 fresh), 2 watches (120 days), 3 belts (fresh), 2 works (over a year)
        self.assertEqual(
            [(row['band'], row['units']) for row in board['bands']],
            [
                ('aged_0', 4.0),
                ('aged_90', 2.0),
                ('aged_180', 5.0),
                ('aged_365', 2.0),
            ],
        )
        self.assertEqual(board['stock'], {'on_hand': 13.0, 'available': 11.0, 'on_order': 1.0})
        self.assertEqual([row['name'] for row in board['supply']][:2], ["Rolex Submariner", "Vask Crown 1 oz"])
        self.assertEqual(
            [(row['name'], row['reorder']) for row in board['reorder']],
            [
                ("Vask Crown 1 oz", 2.0),
                ("Rolex Submariner", 1.0),
            ],
        )
        self.assertEqual((board['supply_count'], board['reorder_count']), (1, 2))

    def test_the_board_of_a_category_and_its_lists(self):
        self.take()
        with self.days_ago(0):
            board = self.Plan.ic_board(30, 'watch')
            aged = self.Plan.ic_board_aged('aged_365')
        # In 30 days: one by the shop, the fifth, and the consigned one there and back.
        self.assertEqual((board['sold'], board['stock']['on_hand']), (2.0, 2.0))
        self.assertEqual(
            [(row['name'], row['units']) for row in board['channels']],
            [
                ("Backend", 1.0),
                ("Harbour Shop", 1.0),
            ],
        )
        self.assertEqual([row['name'] for row in board['reorder']], ["Rolex Submariner"])
        self.assertEqual(set(aged['domain'][0][2]), {piece.id for piece in self.works})
        row = self.row('model', name="Rolex Submariner")
        self.assertEqual(set(row.action_open_pieces()['domain'][0][2]), {piece.id for piece in self.watches})

    # === REQUESTS === #

    def test_what_cannot_be_ordered_is_refused(self):
        self.take()
        if 'purchase.order' not in self.env:
            with self.assertRaisesRegex(UserError, "Install Odoo's Purchase"):
                self.row('product', product_tmpl_id=self.coins.id).action_order()
            self.assertFalse(self.row('product', product_tmpl_id=self.coins.id).can_order)
            return
        with self.assertRaisesRegex(UserError, "one-of-one"):
            self.row('model', name="Rolex Submariner").action_order()
        with self.assertRaisesRegex(UserError, "nothing to order"):
            self.row('product', product_tmpl_id=self.belts.id).action_order()

    @skipUnless(get_module_path('purchase', display_warning=False), "Odoo's Purchase is not there")
    def test_a_request_is_made_once(self):
        if 'purchase.order' not in self.env:
            self.skipTest("Odoo's Purchase is not installed")
        self.take()
        row = self.row('product', product_tmpl_id=self.coins.id)
        self.assertTrue(row.can_order)
        order = self.env['purchase.order'].browse(row.action_order()['res_id'])
        self.assertEqual((order.partner_id, order.state, order.company_id), (self.mint, 'draft', self.house))
        self.assertEqual(
            [(line.product_id, line.product_qty, line.price_unit) for line in order.order_line],
            [(self.coins.product_variant_id, 2.0, 65.0)],
        )
        self.assertEqual(row.action_order()['res_id'], order.id)
        self.assertEqual(self.env['purchase.order'].search_count([('partner_id', '=', self.mint.id)]), 1)
        order.button_confirm()
        self.take()
        self.assertEqual((row.on_order, row.reorder, row.is_short), (3.0, 0.0, False))

    # === SETTINGS === #

    @mute_logger('odoo.sql_db')
    def test_settings_that_make_no_sense_are_refused(self):
        for name, value in (('ic_plan_lookback', 0), ('ic_plan_cover', 0), ('ic_plan_lead', -1)):
            with self.assertRaises(CheckViolation), self.env.cr.savepoint():
                self.house[name] = value
                self.house.flush_recordset()
        self.house.invalidate_recordset()
        self.assertEqual((self.house.ic_plan_lookback, self.house.ic_plan_cover, self.house.ic_plan_lead), (90, 30, 14))
