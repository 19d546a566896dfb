from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..models.task.no_date import NO_DATE
from .task_common import TaskCase


@tagged('post_install', '-at_install')
class TestTask(TaskCase):
    """Tasks: with and without a date, given to people, done once and opened again."""

    # === NO DATE === #

    def test_no_date_is_never_late_anywhere(self):
        task = self._task("Some day", self.anna, days=None, lead=self.lead)
        self.assertEqual((task.date_deadline, task.ic_no_date, task.state), (NO_DATE, True, 'planned'))
        self.assertEqual(self.lead.activity_state, 'planned')
        late = self.env['crm.lead'].search([('id', '=', self.lead.id), ('activity_state', 'in', ('overdue', 'today'))])
        self.assertFalse(late)
        groups = self.env['res.users'].with_user(self.anna)._get_activity_groups()
        counts = next(group for group in groups if group['model'] == 'crm.lead')
        self.assertEqual((counts['overdue_count'], counts['today_count'], counts['planned_count']), (0, 0, 1))

    def test_a_date_is_given_and_taken(self):
        task = self._task("Some day", self.anna, days=2)
        task.ic_no_date = True
        self.assertEqual(task.date_deadline, NO_DATE)
        task.ic_no_date = False
        self.assertEqual(task.date_deadline, self.today)
        task.date_deadline = False
        self.assertTrue(task.ic_no_date)
        task.date_deadline = self.today + timedelta(days=1)
        self.assertFalse(task.ic_no_date)

    def test_what_follows_a_task_without_date_counts_from_today(self):
        second = self.env['mail.activity.type'].create({'name': "Then", 'delay_count': 3})
        first = self.env['mail.activity.type'].create(
            {'name': "First", 'chaining_type': 'trigger', 'triggered_next_type_id': second.id}
        )
        task = self._task("Some day", self.anna, days=None, lead=self.lead, activity_type_id=first.id)
        task.with_user(self.anna).ic_complete()
        follower = self.env['mail.activity'].search([('activity_type_id', '=', second.id)])
        self.assertEqual(follower.date_deadline, self.today + timedelta(days=3))
        # Undo takes back what nobody asked for.
        task.with_user(self.anna).ic_reopen()
        self.assertFalse(follower.exists())

    def test_the_window_of_odoo_offers_no_date(self):
        window = self.env['mail.activity.schedule'].with_user(self.anna)
        with Form(window.with_context(active_model='crm.lead', active_ids=self.lead.ids)) as form:
            form.summary = "Some day"
            form.ic_no_date = True
            form.activity_user_id = self.anna
        wizard = form.record
        self.assertNotIn(self.away, wizard.ic_assignee_ids)
        self.assertIn(self.ben, wizard.ic_assignee_ids)
        wizard.action_schedule_activities()
        self.assertTrue(self.lead.activity_ids.filtered(lambda task: task.summary == "Some day").ic_no_date)

    def test_a_meeting_in_the_calendar_keeps_its_date(self):
        task = self._task("Meet", self.anna, days=1, lead=self.lead)
        event = self.env['calendar.event'].create(
            {'name': "Meet", 'start': "2030-01-05 10:00:00", 'stop': "2030-01-05 11:00:00"}
        )
        task.calendar_event_id = event
        with self.assertRaisesRegex(ValidationError, "it has a date"):
            task.ic_no_date = True
            self.env.flush_all()

    def test_the_hour_is_of_a_day(self):
        with self.assertRaisesRegex(ValidationError, "from 0:00 to 23:59"):
            self._task("Late", self.anna, ic_time=24.0)

    # === WHO MAY BE GIVEN ONE === #

    def test_nobody_is_given_what_he_cannot_see(self):
        lead = self._lead("Secret", self.private, self.anna)
        with self.assertRaisesRegex(ValidationError, "Ben Task cannot see the pipeline Private Deals"):
            self._task("Call", self.ben, lead=lead, by=self.anna)
        task = self._task("Call", self.anna, lead=lead)
        with self.assertRaisesRegex(ValidationError, "Ben Task cannot see"):
            task.with_user(self.anna).user_id = self.ben
        self.private.member_ids = [Command.link(self.ben.id)]
        task.with_user(self.anna).user_id = self.ben
        self.assertEqual(task.user_id, self.ben)

    def test_another_store_and_customers_are_given_none(self):
        with self.assertRaisesRegex(ValidationError, "Otto Task cannot see the pipeline Shared Deals"):
            self._task("Call", self.away, lead=self.lead)
        for lead in (self.lead, None):
            with self.assertRaisesRegex(ValidationError, "Paul Portal is a customer"):
                self._task("Call", self.portal, lead=lead)

    def test_moved_out_of_sight_a_task_is_free(self):
        task = self._task("Call", self.ben, lead=self.lead)
        own = self._task("Write", self.anna, lead=self.lead)
        self.lead.ic_pipeline_id = self.private
        self.assertEqual((task.user_id, own.user_id), (self.env['res.users'], self.anna))
        self.assertEqual((task | own).ic_pipeline_id, self.private)
        self.assertIn("does not see the pipeline Private Deals", self.lead.message_ids[:1].body)

    # === ONE LINE === #

    def test_a_line_makes_a_task_on_the_opportunity(self):
        tasks = self.env['mail.activity'].with_user(self.anna)
        said = tasks.ic_line_read("call Mrs Ito tomorrow 10:00 @ben", self.lead.id)
        self.assertEqual((said['title'], said['user']['name'], said['problem']), ("Call Mrs Ito", "Ben Task", False))
        task = self.env['mail.activity'].browse(tasks.ic_line_create("call Mrs Ito tomorrow 10:00 @ben", self.lead.id))
        self.assertEqual((task.res_model, task.res_id, task.user_id), ('crm.lead', self.lead.id, self.ben))
        self.assertEqual((task.date_deadline, task.ic_time), (self.today + timedelta(days=1), 10.0))
        self.assertEqual(task.activity_type_id, self.env.ref('mail.mail_activity_data_call'))
        self.assertEqual((task.ic_pipeline_id, task.ic_company_id), (self.pipeline, self.store))

    def test_a_line_names_only_people_who_see_it(self):
        tasks = self.env['mail.activity'].with_user(self.anna)
        for word, problem in (("otto", "nobody who sees the pipeline Shared Deals"), ("task", "which one")):
            with self.assertRaisesRegex(UserError, problem):
                tasks.ic_line_create(f"call @{word}", self.lead.id)
        with self.assertRaisesRegex(UserError, "what is to be done"):
            tasks.ic_line_create("  tomorrow ", self.lead.id)
        with self.assertRaises(AccessError):
            tasks.ic_line_create("call", self.far_lead.id)
        names = [person['name'] for person in tasks.ic_line_people(self.lead.id)]
        self.assertEqual({"Ada Task", "Anna Task", "Ben Task", "Dora Task"} - set(names), set())
        self.assertFalse({"Otto Task", "Paul Portal"} & set(names))

    def test_kinds(self):
        tasks = self.env['mail.activity'].with_user(self.anna)
        kinds = {
            "call back Ito": "Call Back",
            "mail Ito": "Email",
            "meet Ito": "Meeting",
            "visit Ito": "In Person",
            "boxes": "To-Do",
        }
        for text, kind in kinds.items():
            self.assertEqual(tasks.ic_line_read(text)['kind']['name'], kind)

    # === DONE AND OPENED AGAIN === #

    def test_done_once_and_the_other_is_told(self):
        task = self._task("Call Mrs Ito", None, lead=self.lead)
        messages = len(self.lead.message_ids)
        self.assertTrue(task.with_user(self.anna).ic_complete()['done'])
        answer = task.with_user(self.ben).ic_complete()
        self.assertFalse(answer['done'])
        self.assertRegex(answer['message'], r"“Call Mrs Ito” was done already, by Anna Task on \d+ \w+ at \d\d:\d\d")
        with self.assertRaisesRegex(UserError, "was done already, by Anna Task"):
            task.with_user(self.ben).action_feedback()
        self.assertEqual(len(self.lead.message_ids), messages + 1)
        self.assertEqual(task.ic_event_ids.mapped('kind'), ['done'])

    def test_removed_meanwhile_is_told(self):
        task = self._task("Call", self.anna, lead=self.lead)
        twin = self.env['mail.activity'].browse(task.id)
        task.unlink()
        self.assertIn("removed", twin.with_user(self.ben).ic_complete()['message'])
        self.assertIn("removed", twin.with_user(self.ben).ic_reopen()['message'])

    def test_opened_again_with_its_course(self):
        task = self._task("Call", self.anna, days=-2, lead=self.lead)
        task.with_user(self.anna).ic_complete()
        self.assertEqual((task.active, task.ic_done_uid), (False, self.anna))
        self.assertTrue(task.with_user(self.admin).ic_reopen()['reopened'])
        self.assertEqual((task.active, task.ic_done_at, task.ic_done_uid.id), (True, False, False))
        self.assertEqual((task.date_deadline, task.date_done), (self.today - timedelta(days=2), False))
        course = task.with_user(self.anna).ic_course()
        self.assertEqual(
            [(step['kind'], step['user']) for step in course], [('reopened', "Ada Task"), ('done', "Anna Task")]
        )
        message = self.lead.message_ids[:1]
        self.assertEqual(message.author_id, self.admin.partner_id)
        self.assertIn("Task opened again: Call", message.body)
        self.assertIn("by Anna Task", message.body)
        self.assertIn("open already", task.with_user(self.admin).ic_reopen()['message'])

    def test_odoos_own_ways_leave_the_same_course(self):
        task = self._task("Call", self.anna, lead=self.lead)
        self.lead.with_user(self.anna).activity_feedback(
            ['mail.mail_activity_data_call'], feedback="Spoke", only_automated=False
        )
        self.assertEqual((task.active, task.feedback), (False, "Spoke"))
        task.with_user(self.anna).action_unarchive()
        self.env.invalidate_all()
        self.assertEqual(task.ic_event_ids.mapped('kind'), ['reopened', 'done'])

    def test_nobody_writes_who_did_it(self):
        task = self._task("Call", self.anna, lead=self.lead)
        with self.assertRaisesRegex(UserError, "cannot be written"):
            task.with_user(self.anna).write({'ic_done_uid': self.ben.id})
        with self.assertRaises(AccessError):
            self.env['ic.task.event'].with_user(self.admin).create(
                {'activity_id': task.id, 'kind': 'done', 'user_id': self.ben.id, 'at': "2026-01-01 10:00:00"}
            )

    def test_put_off(self):
        task = self._task("Call", self.anna, days=-3, lead=self.lead).with_user(self.anna)
        task.ic_put_off('tomorrow')
        self.assertEqual(task.date_deadline, self.today + timedelta(days=1))
        task.ic_put_off('next_week')
        self.assertEqual((task.date_deadline.weekday(), task.date_deadline > self.today), (0, True))
        task.ic_put_off('none')
        self.assertTrue(task.ic_no_date)
