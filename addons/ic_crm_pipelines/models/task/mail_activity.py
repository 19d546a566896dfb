from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .no_date import NO_DATE

# Written by the course of a task only, see mail_activity_done.py.
GUARDED = ('ic_done_at', 'ic_done_uid', 'ic_pipeline_id', 'ic_company_id')


class MailActivity(models.Model):
    """A task is an activity of Odoo, so that every app's activities are in one list."""

    _inherit = 'mail.activity'

    ic_no_date = fields.Boolean(
        string="No Date",
        compute='_compute_ic_no_date',
        store=True,
        readonly=False,
        help="To be done some day. It is never late, and stands in a list of its own.",
    )
    ic_time = fields.Float(string="Hour", help="The hour of the day it is for, if any. 0:00 means none.")
    ic_pipeline_id = fields.Many2one(
        'ic.pipeline',
        string="Pipeline",
        compute='_compute_ic_pipeline_id',
        compute_sudo=True,
        store=True,
        index='btree_not_null',
        ondelete='set null',
    )
    ic_company_id = fields.Many2one(
        'res.company', string="Store", compute='_compute_ic_company_id', compute_sudo=True, store=True, index=True
    )
    ic_assignee_ids = fields.Many2many(
        'res.users', string="May Be Given To", compute='_compute_ic_assignee_ids', compute_sudo=True
    )
    ic_done_at = fields.Datetime(string="Done At", readonly=True, copy=False)
    ic_done_uid = fields.Many2one('res.users', string="Done By", readonly=True, copy=False)
    ic_event_ids = fields.One2many(
        'ic.task.event', 'activity_id', string="Course", groups='ic_inventory_luxury.group_store_admin'
    )

    @api.depends('date_deadline')
    def _compute_ic_no_date(self):
        for activity in self:
            activity.ic_no_date = activity.date_deadline == NO_DATE

    @api.depends('res_model', 'res_id')
    def _compute_ic_pipeline_id(self):
        ours = self.filtered(lambda activity: activity.res_model == 'crm.lead')
        (self - ours).ic_pipeline_id = False
        leads = self.env['crm.lead'].browse(ours.mapped('res_id')).exists()
        pipelines = {lead.id: lead.ic_pipeline_id for lead in leads}
        for activity in ours:
            activity.ic_pipeline_id = pipelines.get(activity.res_id)

    @api.depends('res_model', 'res_id', 'user_id')
    def _compute_ic_company_id(self):
        """The store of the document; of a task without document that of who does it."""
        for model, activities in self.grouped('res_model').items():
            stores = {}
            if model and 'company_id' in self.env.get(model, self.env['base'])._fields:
                records = self.env[model].browse(activities.mapped('res_id')).exists()
                stores = {record.id: record.company_id for record in records}
            for activity in activities:
                activity.ic_company_id = stores.get(activity.res_id) or activity.user_id.company_id

    @api.depends('res_model', 'res_id', 'ic_pipeline_id', 'ic_company_id')
    def _compute_ic_assignee_ids(self):
        for activity in self:
            activity.ic_assignee_ids = self._ic_assignees(activity.ic_pipeline_id, activity.ic_company_id)

    @api.model
    def _ic_assignees(self, pipeline, company):
        """Return who may be given a task: who sees the pipeline, else the staff of the store."""
        if pipeline:
            return pipeline.sudo()._ic_visible_users().filtered(lambda user: not user.share)
        domain = [('share', '=', False), *([('company_ids', 'in', company.ids)] if company else [])]
        return self.env['res.users'].sudo().search(domain)

    @api.onchange('ic_no_date')
    def _onchange_ic_no_date(self):
        if self.ic_no_date:
            self.date_deadline = NO_DATE
        elif self.date_deadline == NO_DATE:
            self.date_deadline = fields.Date.context_today(self)

    @api.constrains('user_id', 'res_model', 'res_id')
    def _check_ic_assignee(self):
        """Nobody is given a task on an opportunity that is not shown to him."""
        for pipeline, activities in self.sudo().filtered('user_id').grouped('ic_pipeline_id').items():
            seeing = pipeline and self._ic_assignees(pipeline, None)
            # Odoo's own robot is nobody's colleague: what it makes is given to a person later.
            for activity in activities.filtered(lambda activity: activity.active and activity.user_id.active):
                if activity.user_id.share and (pipeline or not activity.res_model):
                    raise ValidationError(
                        self.env._("%s is a customer. Tasks are for the staff.", activity.user_id.name)
                    )
                if pipeline and activity.user_id not in seeing:
                    raise ValidationError(
                        self.env._(
                            "%(user)s cannot see the pipeline %(pipeline)s, so “%(task)s” cannot be given to this"
                            " person. Choose one of: %(others)s.",
                            user=activity.user_id.name,
                            pipeline=pipeline.name,
                            task=activity.display_name,
                            others=', '.join(seeing[:8].mapped('name')),
                        )
                    )

    @api.constrains('date_deadline', 'ic_time')
    def _check_ic_date(self):
        for activity in self:
            if activity.date_deadline == NO_DATE and activity.calendar_event_id:
                raise ValidationError(
                    self.env._("“%s” is in the calendar, so it has a date. Move the meeting.", activity.display_name)
                )
            if not 0 <= activity.ic_time < 24:
                raise ValidationError(self.env._("The hour of “%s” is from 0:00 to 23:59.", activity.display_name))

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `mail` to take tasks without a date."""
        return super().create([self._ic_plain(vals) for vals in vals_list])

    def write(self, vals):
        """Override of `mail` to take the date away and to give one."""
        undated = self.filtered('ic_no_date') if vals.get('ic_no_date') is False else self.browse()
        vals = self._ic_plain(vals)
        if undated and 'date_deadline' not in vals:
            undated.write({'date_deadline': fields.Date.context_today(self)})
        return super().write(vals)

    def _prepare_next_activity_values(self):
        """Override of `mail`, which copies every field, to leave what a follow-up finds out by itself."""
        values = super()._prepare_next_activity_values()
        own = {*GUARDED, 'ic_no_date', 'ic_assignee_ids', 'ic_event_ids', 'ic_time'}
        return {name: value for name, value in values.items() if name not in own}

    def _ic_plain(self, vals):
        """Return `vals` with "no date" said by the date alone, and without what only the course of a task writes."""
        wanted, plain = vals.get('ic_no_date'), {key: value for key, value in vals.items() if key != 'ic_no_date'}
        if wanted or ('date_deadline' in plain and not plain['date_deadline']):
            plain['date_deadline'] = NO_DATE
        if not self.env.su and any(name in plain for name in GUARDED):
            raise UserError(self.env._("Who did a task and when is noted when it is done, and cannot be written."))
        return plain
