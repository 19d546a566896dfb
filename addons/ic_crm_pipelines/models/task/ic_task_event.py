from odoo import fields, models


class IcTaskEvent(models.Model):
    """Who did a task and who opened it again, and when. Only added to: an activity remembers the last time only."""

    _name = 'ic.task.event'
    _description = "Task Event"
    _order = 'id desc'

    activity_id = fields.Many2one('mail.activity', string="Task", required=True, index=True, ondelete='cascade')
    kind = fields.Selection([('done', "Done"), ('reopened', "Opened Again")], required=True)
    user_id = fields.Many2one('res.users', required=True)
    at = fields.Datetime(string="When", required=True)
    next_activity_id = fields.Many2one(
        'mail.activity',
        string="Follow-Up",
        index='btree_not_null',
        ondelete='set null',
        help="Made when this was done.",
    )
    company_id = fields.Many2one(
        'res.company', string="Store", related='activity_id.ic_company_id', store=True, index='btree_not_null'
    )
