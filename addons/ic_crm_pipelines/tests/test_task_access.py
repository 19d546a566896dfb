from odoo.exceptions import AccessError
from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from .task_common import TaskCase

QUIET = ('odoo.http', 'odoo.addons.base.models.ir_rule', 'odoo.addons.base.models.ir_model')


@tagged('post_install', '-at_install')
class TestTaskAccess(HttpCase, TaskCase):
    """Whose tasks one sees, asked of the server as each role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hers = cls._task("Anna calls", cls.anna, lead=cls.lead)
        cls.his = cls._task("Ben calls", cls.ben, lead=cls.lead)
        cls.free = cls._task("Anybody calls", None, lead=cls.lead)
        cls.bens_lead = cls._lead("Nautilus for Ben", cls.pipeline, cls.ben)
        cls.on_bens = cls._task("Ada asks on Ben's", cls.admin, lead=cls.bens_lead, by=cls.admin)
        cls.loose = cls._task("Boxes for Ben", cls.ben, by=cls.anna)
        cls.far_task = cls._task("Otto calls", cls.away, lead=cls.far_lead)
        partner = cls.env['res.partner'].create({'name': "Mrs Ito"})
        cls.on_partner = cls._task(
            "Ben on a customer",
            cls.ben,
            res_model_id=cls.env['ir.model']._get_id('res.partner'),
            res_id=partner.id,
        )
        cls.partner = partner
        cls.all_tasks = cls.hers | cls.his | cls.free | cls.on_bens | cls.loose | cls.far_task | cls.on_partner
        # What each one sees of these, whichever way he asks.
        cls.seen = {
            cls.anna: cls.hers | cls.his | cls.free | cls.loose | cls.on_partner,
            cls.ben: cls.his | cls.free | cls.on_bens | cls.loose | cls.on_partner,
            cls.admin: cls.all_tasks - cls.far_task,
            cls.away: cls.far_task | cls.on_partner,
        }

    def _ask(self, method, args, **kwargs):
        return self.make_jsonrpc_request(
            f'/web/dataset/call_kw/mail.activity/{method}',
            {'model': 'mail.activity', 'method': method, 'args': args, 'kwargs': kwargs},
        )

    def test_each_role_by_rpc(self):
        domain = [('id', 'in', self.all_tasks.ids)]
        for user, seen in self.seen.items():
            with self.subTest(user=user.name):
                self.authenticate(user.login, user.login)
                rows = self._ask('search_read', [domain, ['summary']])
                self.assertEqual({row['id'] for row in rows}, set(seen.ids))
                self.assertEqual(self._ask('search_count', [domain]), len(seen))
                groups = self._ask('formatted_read_group', [domain, ['res_model_id'], ['__count']])
                self.assertEqual(sum(group['__count'] for group in groups), len(seen))
                for task in self.all_tasks:
                    if task in seen:
                        self.assertEqual(self._ask('read', [task.ids, ['summary']])[0]['summary'], task.summary)
                    else:
                        with self.assertRaises(JsonRpcException), mute_logger(*QUIET):
                            self._ask('read', [task.ids, ['summary']])

    def test_customers_see_no_task(self):
        self.authenticate('task_portal', 'task_portal')
        calls = (
            ('search_read', [[], ['summary']]),
            ('read', [self.hers.ids, ['summary']]),
            ('formatted_read_group', [[], ['user_id'], ['__count']]),
            ('ic_today', []),
            ('ic_line_people', []),
            ('ic_line_create', ["call"]),
            ('ic_complete', [self.hers.ids]),
        )
        for method, args in calls:
            with self.subTest(method=method), self.assertRaises(JsonRpcException), mute_logger(*QUIET):
                self._ask(method, args)
        self.assertTrue(self.hers.active)

    def test_reading_and_finding_agree(self):
        """The rule is written twice, for the database and for records: they must say the same of every task."""
        for user in (*self.seen, self.dealer):
            tasks = self.all_tasks.with_user(user)
            found = tasks.search([('id', 'in', tasks.ids)])
            self.assertEqual(found, tasks.search([('id', 'in', tasks._filtered_access('read').ids)]), user.name)
            self.assertEqual(set(found.ids), set(tasks._filtered_access('read').ids), user.name)

    def test_limit_counts_what_is_seen(self):
        for user, seen in self.seen.items():
            tasks = self.env['mail.activity'].with_user(user)
            found = tasks.search([('id', 'in', self.all_tasks.ids)], order='id desc', limit=2)
            self.assertEqual(found.ids, sorted(seen.ids, reverse=True)[:2], user.name)

    def test_anothers_task_is_not_touched(self):
        task = self.on_bens.with_user(self.anna)
        for deed in (task.ic_complete, task.ic_reopen, task.ic_course, task.unlink, task.action_feedback):
            with self.assertRaises(AccessError), mute_logger(*QUIET):
                deed()
        with self.assertRaises(AccessError), mute_logger(*QUIET):
            task.write({'summary': "Mine"})
        self.assertEqual((self.on_bens.active, self.on_bens.summary), (True, "Ada asks on Ben's"))

    def test_the_card_shows_what_one_may_see(self):
        self.env.invalidate_all()
        lead = self.bens_lead.with_user(self.anna)
        self.assertFalse(lead.activity_ids)
        self.assertFalse(lead.activity_state)
        self.env.invalidate_all()
        self.assertEqual(self.bens_lead.with_user(self.ben).activity_ids, self.on_bens)
        self.assertFalse(lead.search([('activity_ids.summary', '=', "Ada asks on Ben's")]))
        data = self.env['mail.activity'].with_user(self.anna).get_activity_data('crm.lead', [('id', '=', lead.id)])
        self.assertEqual(data['grouped_activities'], {})

    def test_other_apps_stay_as_odoo_shows_them(self):
        self.assertEqual(self.partner.with_user(self.anna).activity_ids, self.on_partner)
        self.assertTrue(self.on_partner.with_user(self.anna).has_access('write'))

    def test_the_bell_counts_ones_own(self):
        for user, count in ((self.anna, 1), (self.ben, 1), (self.admin, 1), (self.away, 1)):
            groups = self.env['res.users'].with_user(user)._get_activity_groups()
            found = next(group for group in groups if group['model'] == 'crm.lead')
            self.assertEqual(found['total_count'], count, user.name)

    def test_today_of_each_role(self):
        ours = set(self.all_tasks.mapped('summary'))
        shown = {user: set(self._titles(user)) & ours for user in (*self.seen, self.dealer)}
        self.assertEqual(shown[self.anna], {"Anna calls", "Anybody calls", "Boxes for Ben", "Ben calls"})
        self.assertEqual(
            shown[self.ben],
            {"Ben calls", "Anybody calls", "Ada asks on Ben's", "Boxes for Ben", "Ben on a customer"},
        )
        self.assertEqual(shown[self.admin], ours - {"Otto calls"})
        self.assertEqual(shown[self.away], {"Otto calls"})
        # The dealer works in one store now and sees what is due in all of hers.
        self.assertEqual(shown[self.dealer], ours)
        self.assertEqual(set(self._titles(self.admin, mine=True)) & ours, {"Ada asks on Ben's"})
