from odoo import api, fields, models

from .no_date import NO_DATE


class MailActivitySchedule(models.TransientModel):
    """The window of Odoo in which an activity is planned: with "no date", an hour, and only people who may have it."""

    _inherit = 'mail.activity.schedule'

    ic_no_date = fields.Boolean(string="No Date", help="To be done some day. It is never late.")
    ic_time = fields.Float(string="Hour", help="The hour of the day it is for, if any. 0:00 means none.")
    ic_assignee_ids = fields.Many2many('res.users', compute='_compute_ic_assignee_ids', compute_sudo=True)

    @api.depends('res_model', 'res_ids')
    def _compute_ic_assignee_ids(self):
        Activity = self.env['mail.activity']
        for window in self:
            people = None
            leads = window._get_applied_on_records() if window.res_model == 'crm.lead' and window.res_ids else ()
            for pipeline in leads and leads.ic_pipeline_id:
                seeing = Activity._ic_assignees(pipeline, None)
                people = seeing if people is None else people & seeing
            window.ic_assignee_ids = Activity._ic_assignees(None, self.env.companies) if people is None else people

    def _action_schedule_activities(self):
        """Override of `mail` to plan without a date and with an hour."""
        return self._ic_finish(super()._action_schedule_activities())

    def _action_schedule_activities_personal(self):
        """Override of `mail` to plan without a date and with an hour."""
        return self._ic_finish(super()._action_schedule_activities_personal())

    def _ic_finish(self, activities):
        self.ensure_one()
        if activities and (self.ic_no_date or self.ic_time):
            values = {'date_deadline': NO_DATE} if self.ic_no_date else {}
            activities.write({**values, 'ic_time': self.ic_time})
        return activities
