"""The day that stands for "no date".

Odoo demands a due date of every activity and compares it in many places, in SQL too: the bell, kanban bars, filters,
reminders. An empty column would break these comparisons; a day that never comes is simply not due in any of them.
`mail.activity.ic_no_date` is computed from it, so the two cannot disagree.
"""

from datetime import date

NO_DATE = date(9999, 12, 31)
