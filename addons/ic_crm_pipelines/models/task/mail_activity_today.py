from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import html2plaintext

from .frame import frame
from .no_date import NO_DATE

PAGE = 40
NOTE = 160


class MailActivity(models.Model):
    """The Today view: what one person has to do, of all apps, in few queries however much it is."""

    _inherit = 'mail.activity'

    @api.model
    def ic_today(self, period='today', start=None, end=None, mine=False, pipelines=None, done=False, text=''):
        """Return everything the Today view shows.

        :param period: one of frame.PERIODS; `start` and `end` are the days of a range
        :param bool mine: only what the user has to do himself
        :param pipelines: ids; 0 stands for everything that is in no pipeline. None of them: all
        :param bool done: also what was done in the period
        :return: dict of today, the counts of all periods, the pipelines with their counts, and the sections
        """
        self = self._ic_own_stores()
        shown = frame(self.env, self._ic_today(), period, start, end)
        ids = self._search(self._ic_today_domain(mine, text)).get_result_ids()
        tally, per_pipeline = self._ic_tally(ids, shown, set(pipelines or ()))
        sections = [
            self._ic_section(key, ids, shown, pipelines)
            for key in ('overdue', 'dated', 'none')
            if self._ic_has_section(key, period)
        ]
        if done:
            closed = Domain('active', '=', False) & self._ic_today_domain(mine, text) & self._ic_done_domain(shown)
            closed_ids = self._search(closed).get_result_ids()
            sections.append(self._ic_section('done', closed_ids, shown, pipelines))
        return {
            'today': shown.today,
            'week_end': shown.week,
            'counts': tally,
            'pipelines': self._ic_pills(per_pipeline),
            'sections': sections,
            'sees_all': self._ic_sees_all(),
            'stores': len(self.env.companies) > 1,
            'user': {'id': self.env.uid, 'name': self.env.user.name},
        }

    @api.model
    def ic_today_more(
        self, section, offset, period='today', start=None, end=None, mine=False, pipelines=None, done=False, text=''
    ):
        """Return the next page of one section, with the same filters as `ic_today`."""
        self = self._ic_own_stores()
        shown = frame(self.env, self._ic_today(), period, start, end)
        domain = self._ic_today_domain(mine, text)
        if section == 'done':
            domain &= Domain('active', '=', False) & self._ic_done_domain(shown)
        ids = self._search(domain).get_result_ids()
        return self._ic_section(section, ids, shown, pipelines, offset)

    @api.model
    def _ic_own_stores(self):
        """Return the model in all stores of a dealer, whichever he works in; others see the stores they chose."""
        if self.env.user.has_group('ic_inventory_luxury.group_dealer'):
            return self.with_context(allowed_company_ids=[*self.env.companies.ids, *self.env.user.company_ids.ids])
        return self

    @api.model
    def _ic_today_domain(self, mine, text):
        """The tasks that are meant: access rights then take away what the user may not see."""
        domain = Domain.TRUE
        if mine:
            domain = Domain('user_id', '=', self.env.uid)
        elif not self._ic_sees_all():
            domain = self._ic_theirs_domain()
        if (text or '').strip():
            words = text.strip()[:100]
            domain &= Domain.OR(
                Domain(name, 'ilike', words) for name in ('summary', 'res_name', 'note', 'user_id.name')
            )
        return domain

    @api.model
    def _ic_has_section(self, key, period):
        """Late tasks stand above every period of time; those without a date below what has no end."""
        if period == 'none':
            return key == 'none'
        return key != 'none' or period in ('today', 'upcoming')

    @api.model
    def _ic_pipeline_domain(self, pipelines):
        if not pipelines:
            return Domain.TRUE
        domain = Domain('ic_pipeline_id', 'in', [number for number in pipelines if number])
        return domain | Domain('ic_pipeline_id', '=', False) if 0 in pipelines else domain

    @api.model
    def _ic_tally(self, ids, shown, pipelines):
        """Count per period, of the chosen pipelines, and per pipeline, of the period: one query for both."""
        tally = dict.fromkeys(('overdue', 'today', 'tomorrow', 'week', 'upcoming', 'none'), 0)
        per_pipeline = {}
        groups = self.sudo()._read_group([('id', 'in', ids)], ['ic_pipeline_id', 'date_deadline:day'], ['__count'])
        for pipeline, day, count in groups:
            late, dated = day < shown.today, day != NO_DATE
            if late or (shown.period == 'none' and not dated) or (dated and shown.holds(day)):
                per_pipeline[pipeline.id or 0] = per_pipeline.get(pipeline.id or 0, 0) + count
            if pipelines and (pipeline.id or 0) not in pipelines:
                continue
            periods = {
                'overdue': late,
                'none': not dated,
                'today': day == shown.today,
                'tomorrow': day == shown.today + timedelta(days=1),
                'week': shown.today <= day <= shown.week,
                'upcoming': dated and day >= shown.today,
            }
            for period, is_in in periods.items():
                tally[period] += count if is_in else 0
        return tally, per_pipeline

    @api.model
    def _ic_pills(self, per_pipeline):
        """Return the pipelines that the user sees, and last what is in none."""
        pipelines = self.env['ic.pipeline']
        pills = [
            {
                'id': pipeline.id,
                'name': pipeline.name,
                'color': pipeline.color,
                'count': per_pipeline.get(pipeline.id, 0),
            }
            for pipeline in (pipelines.search([], limit=50) if pipelines.has_access('read') else pipelines)
        ]
        return [*pills, {'id': 0, 'name': self.env._("Other"), 'color': 0, 'count': per_pipeline.get(0, 0)}]

    @api.model
    def _ic_section_domain(self, key, shown):
        if key == 'overdue':
            return Domain('date_deadline', '<', shown.today)
        if key == 'none':
            return Domain('date_deadline', '=', NO_DATE)
        if key == 'done':
            return Domain('active', '=', False)
        domain = Domain('date_deadline', '>=', shown.first)
        return domain & Domain('date_deadline', '<=' if shown.last else '<', shown.last or NO_DATE)

    @api.model
    def _ic_done_domain(self, shown):
        """What was done on the days of the period, as they are where the user is."""
        zone = pytz.timezone(self.env.user.tz or 'UTC')
        edges = (
            zone.localize(datetime.combine(day, time.min)).astimezone(pytz.utc).replace(tzinfo=None)
            for day in (shown.done_first, shown.done_last + timedelta(days=1))
        )
        first, after = edges
        unsaid = Domain('ic_done_at', '=', False) & Domain('date_done', '>=', shown.done_first)
        return (Domain('ic_done_at', '>=', first) & Domain('ic_done_at', '<', after)) | (
            unsaid & Domain('date_done', '<=', shown.done_last)
        )

    @api.model
    def _ic_section(self, key, ids, shown, pipelines, offset=0):
        """Return one section: how many there are and the page that begins at `offset`. `ids` are those one may see."""
        domain = Domain('id', 'in', ids) & self._ic_section_domain(key, shown) & self._ic_pipeline_domain(pipelines)
        order = 'ic_done_at desc, id desc' if key == 'done' else 'date_deadline, ic_time, id'
        tasks = self.sudo().with_context(active_test=False)
        found = tasks.search(domain, offset=offset, limit=PAGE + 1, order=order)
        more = len(found) > PAGE
        count = tasks.search_count(domain) if more or offset else len(found)
        return {'key': key, 'count': count, 'more': more, 'tasks': found[:PAGE]._ic_rows(self.env)}

    def _ic_rows(self, env):
        """Return these tasks as the screen shows them; `self` is without limits, `env` is the user's."""
        may_write = set(self.with_env(env)._filtered_access('write')._ids)
        several = len(env.companies) > 1
        models_by_name = {name: env['ir.model']._get(name).name for name in set(self.mapped('res_model')) if name}
        return [
            {
                'id': task.id,
                'title': task.summary or task.activity_type_id.name or env._("Task"),
                'note': html2plaintext(task.note or '')[:NOTE].strip(),
                'kind': {'name': task.activity_type_id.name or env._("Task"), 'icon': task.icon or 'fa-check'},
                'day': False if task.ic_no_date else task.date_deadline,
                'time': task.ic_time,
                'user': {'id': task.user_id.id, 'name': task.user_id.name} if task.user_id else False,
                'mine': task.user_id.id == env.uid,
                'model': task.res_model or False,
                'res_id': task.res_id or False,
                'document': task.res_name or False,
                'document_kind': models_by_name.get(task.res_model, False),
                'pipeline': task.ic_pipeline_id.id or False,
                'store': task.ic_company_id.name if several else False,
                'may_write': task.id in may_write,
                'done': not task.active,
                'done_by': task.ic_done_uid.name or False,
                'done_at': task.ic_done_at and fields.Datetime.to_string(task.ic_done_at),
            }
            for task in self
        ]
