from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .task_common import TaskCase

WEDNESDAY = "2026-11-25 12:00:00"


@tagged('post_install', '-at_install')
class TestTaskToday(TaskCase):
    """What stands on the Today view."""

    def setUp(self):
        super().setUp()
        freezer = freeze_time(WEDNESDAY)
        freezer.start()
        self.addCleanup(freezer.stop)
        type(self).today = fields.Date.to_date(WEDNESDAY[:10])

    def _some(self):
        days = {"Late": -2, "Now": 0, "Next": 1, "Saturday": 3, "Later": 9, "Some day": None}
        return {
            name: self._task(name, self.anna, days=days[name], lead=self.lead if name != "Later" else None)
            for name in days
        }

    def test_periods(self):
        self._some()
        shown = {
            'today': ["Late", "Now", "Some day"],
            'tomorrow': ["Late", "Next"],
            'week': ["Late", "Now", "Next", "Saturday"],
            'upcoming': ["Late", "Now", "Next", "Saturday", "Later", "Some day"],
            'none': ["Some day"],
        }
        for period, titles in shown.items():
            self.assertEqual(self._titles(self.anna, period=period), titles, period)
        day = self.today + timedelta(days=3)
        self.assertEqual(self._titles(self.anna, 'dated', period='range', start=day), ["Saturday"])
        self.assertEqual(
            self._titles(self.anna, 'dated', period='range', start=self.today - timedelta(days=9), end=str(day)),
            ["Now", "Next", "Saturday"],
        )
        counts = self._board(self.anna)['counts']
        self.assertEqual(counts, {'overdue': 1, 'today': 1, 'tomorrow': 1, 'week': 3, 'upcoming': 4, 'none': 1})

    def test_wrong_periods_are_refused(self):
        for choice in ({'period': 'x'}, {'period': 'range'}, {'period': 'range', 'start': "2026-13-01"}):
            with self.assertRaises(UserError):
                self._board(self.anna, **choice)

    def test_late_stands_on_top_and_hours_in_order(self):
        for name, days, hour in (("Noon", 0, 12.0), ("Morning", 0, 8.5), ("All day", 0, 0), ("Late", -1, 0)):
            self._task(name, self.anna, days=days, ic_time=hour)
        self.assertEqual(self._titles(self.anna), ["Late", "All day", "Morning", "Noon"])

    def test_pills_and_filter(self):
        self._some()
        other = self._pipeline("Second Deals", self.store, 'store')
        self._task("Elsewhere", self.anna, lead=self._lead("Other deal", other, self.anna))
        self.assertEqual(self._titles(self.anna, 'dated', pipelines=[other.id]), ["Elsewhere"])
        self.assertEqual(self._titles(self.anna, 'dated', pipelines=[0], period='upcoming'), ["Later"])
        pills = {pill['name']: pill['count'] for pill in self._board(self.anna, pipelines=[other.id])['pipelines']}
        self.assertEqual((pills["Shared Deals"], pills["Second Deals"], pills["Other"]), (2, 1, 0))
        self.assertEqual(self._board(self.anna, pipelines=[other.id])['counts']['today'], 1)
        self.assertEqual(self._titles(self.anna, text="elsew"), ["Elsewhere"])
        self.assertEqual(self._titles(self.anna, text="daytona for", period='tomorrow'), ["Late", "Next"])

    def test_completed(self):
        tasks = self._some()
        tasks["Now"].with_user(self.anna).ic_complete()
        self.assertEqual(self._titles(self.anna), ["Late", "Some day"])
        self.assertEqual(self._titles(self.anna, 'done', done=True), ["Now"])
        row = self._board(self.anna, done=True)['sections'][-1]['tasks'][0]
        self.assertEqual((row['done'], row['done_by'], row['done_at']), (True, "Anna Task", WEDNESDAY))
        with freeze_time("2026-11-27 12:00:00"):
            self.assertEqual(self._titles(self.anna, 'done', done=True), [])
            self.assertEqual(self._titles(self.anna, 'done', done=True, period='week'), ["Now"])

    def test_the_zone_of_the_user_decides_what_today_is(self):
        self._task("Wednesday", self.anna)
        self._task("Thursday", self.anna, days=1)
        self.anna.tz = 'Pacific/Auckland'  # 01:00 on Thursday there
        self.assertEqual(self._titles(self.anna, 'overdue'), ["Wednesday"])
        self.assertEqual(self._titles(self.anna, 'dated'), ["Thursday"])
        self.anna.tz = 'Pacific/Honolulu'  # 02:00 on Wednesday
        self.assertEqual(self._titles(self.anna, 'dated'), ["Wednesday"])
        task = self._task("Done", self.anna)
        with freeze_time("2026-11-25 23:30:00"):
            task.with_user(self.anna).ic_complete()
            self.anna.tz = 'Europe/Berlin'  # half past midnight on Thursday
            self.assertEqual(self._titles(self.anna, 'done', done=True), ["Done"])
        with freeze_time("2026-11-26 23:30:00"):
            self.assertEqual(self._titles(self.anna, 'done', done=True), [])

    def test_long_lists_come_in_pages(self):
        for number in range(45):
            self._task(f"Task {number:02}", self.anna)
        section = self._board(self.anna)['sections'][1]
        self.assertEqual((section['count'], section['more'], len(section['tasks'])), (45, True, 40))
        page = self.env['mail.activity'].with_user(self.anna).ic_today_more('dated', 40)
        self.assertEqual((page['count'], page['more']), (45, False))
        self.assertEqual([task['title'] for task in page['tasks']], [f"Task {number}" for number in range(40, 45)])

    def test_queries_do_not_grow_with_the_tasks(self):
        def count(size):
            for number in range(size):
                lead = self._lead(f"Deal {number}", self.pipeline, self.anna)
                self._task(f"Task {number}", self.anna, days=number % 3, lead=lead)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self._board(self.anna, period='upcoming', done=True)
            return self.cr.sql_log_count - before

        count(1)  # what is asked once per process, such as rights
        few, many = count(3), count(30)
        self.assertEqual(few, many)
        self.assertLessEqual(many, 40)
