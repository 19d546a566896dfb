"""Which days the Today view asks for."""

from dataclasses import dataclass
from datetime import date, timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tools.misc import get_lang

from ...tasking.line import week_end

PERIODS = ('today', 'tomorrow', 'week', 'upcoming', 'none', 'range')
# How far back "All upcoming" shows what was done.
DONE_DAYS = 30


@dataclass(frozen=True)
class Frame:
    """The days of one period, seen from the day it is for the user."""

    period: str
    today: date
    first: date  # the days that are listed: none before today, as what is late stands above
    last: date | None
    done_first: date  # the days whose done tasks are listed
    done_last: date
    week: date  # the last day of this week

    def holds(self, day):
        """Whether tasks of this day are listed in the period."""
        return self.first <= day and (self.last is None or day <= self.last)


def frame(env, today, period, start=None, end=None):
    """Return the Frame of `period`; `start` and `end` are the days of a range.

    A day is a range that ends where it begins.
    """
    if period not in PERIODS:
        raise UserError(env._("There is no period “%s”.", period))
    week = week_end(today, int(get_lang(env).week_start) - 1)
    first, last, done_first, done_last = today, today, today, today
    if period == 'tomorrow':
        first = last = today + timedelta(days=1)
    elif period == 'week':
        last, done_first = week, week - timedelta(days=6)
    elif period == 'upcoming':
        last, done_first = None, today - timedelta(days=DONE_DAYS)
    elif period == 'range':
        done_first, last = _range(env, start, end)
        first, done_last = max(today, done_first), last
    return Frame(period, today, first, last, done_first, done_last, week)


def _range(env, start, end):
    try:
        start, end = fields.Date.to_date(start), fields.Date.to_date(end or start)
    except ValueError:
        start = None
    if not start:
        raise UserError(env._("Choose the day, or the first and the last day."))
    return min(start, end), max(start, end)
