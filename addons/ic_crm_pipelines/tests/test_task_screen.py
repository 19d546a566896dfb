from odoo.tests import HttpCase, tagged

from .task_common import TaskCase


@tagged('post_install', '-at_install')
class TestTaskScreen(HttpCase, TaskCase):
    """The Today view and the line on an opportunity, in a browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.late = cls._task("Send the offer", cls.anna, days=-3, lead=cls.lead)
        cls.now = cls._task("Call Mrs Ito", cls.anna, lead=cls.lead, ic_time=10.0)
        cls.other = cls._task("Order boxes", cls.anna)

    def setUp(self):
        super().setUp()
        # The first page of a process takes longer than the browser waits on a busy machine.
        self.authenticate('task_anna', 'task_anna')
        self.url_open('/odoo/today', timeout=120)

    def test_mouse(self):
        self.start_tour('/odoo/today', 'ic_today', login='task_anna', timeout=120)
        self.assertEqual(self.now.ic_event_ids.mapped('kind'), ['reopened', 'done', 'reopened', 'done'])
        self.assertTrue(self.now.active)
        mail = self.env['mail.activity'].search([('summary', '=', "Email Halden"), ('user_id', '=', self.anna.id)])
        self.assertEqual((mail.ic_time, mail.create_uid), (9.5, self.anna))

    def test_keyboard(self):
        self.start_tour('/odoo/today', 'ic_today_keyboard', login='task_anna', timeout=120)
        self.assertEqual((self.late.active, self.late.ic_done_uid, self.now.active), (False, self.anna, True))
        ribbon = self.env['mail.activity'].search([('summary', '=', "Buy ribbon"), ('user_id', '=', self.anna.id)])
        self.assertTrue(ribbon.ic_no_date)

    def test_line(self):
        url = f'/odoo/crm/{self.lead.id}'
        self.start_tour(url, 'ic_task_line_on_opportunity', login='task_anna', timeout=120)
        task = self.lead.activity_ids.filtered(lambda task: task.summary == "Visit Mrs Ito")
        self.assertEqual((task.ic_time, task.user_id), (10.0, self.anna))
