from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class MailActivity(models.Model):
    """A task is done once, by one person, and can be opened again; both are noted."""

    _inherit = 'mail.activity'

    def write(self, vals):
        """Override of `mail` to note who did a task and who opened it again, by whatever way."""
        turned = self.filtered(lambda task: task.active != bool(vals['active'])) if 'active' in vals else self.browse()
        result = super().write(vals)
        if turned:
            done, now = not vals['active'], fields.Datetime.now()
            turned.sudo().write({'ic_done_at': done and now, 'ic_done_uid': done and self.env.uid})
            self.env['ic.task.event'].sudo().create(
                [
                    {
                        'activity_id': task.id,
                        'kind': 'done' if done else 'reopened',
                        'user_id': self.env.uid,
                        'at': now,
                    }
                    for task in turned
                ]
            )
        return result

    def _ic_lock(self):
        """Hold these tasks until the end of the transaction.

        Whoever comes second waits here; the first one wrote `active`, so his wait ends in a serialization failure and
        Odoo runs his request again on what is true then.
        """
        if self.ids:
            query = SQL("SELECT id FROM mail_activity WHERE id IN %s ORDER BY id FOR UPDATE", tuple(self.ids))
            self.env.cr.execute(query)

    def _action_done(self, feedback=False, attachment_ids=None):
        """Override of `mail` to do each task once: what somebody else did meanwhile is left alone, and told."""
        self._ic_lock()
        left = self.filtered('active')
        if self and not left:
            raise UserError(self[0]._ic_done_words())
        messages, followers = super(MailActivity, left)._action_done(feedback=feedback, attachment_ids=attachment_ids)
        if followers and len(left) == 1:
            left.sudo()._ic_last_event('done').next_activity_id = followers[:1]
        return messages, followers

    def _ic_last_event(self, kind):
        return self.env['ic.task.event'].sudo().search([('activity_id', '=', self.id), ('kind', '=', kind)], limit=1)

    def _ic_done_words(self):
        """Return by whom and when it was done, in words for who came second."""
        self.ensure_one()
        task = self.sudo()
        if not task.ic_done_uid:
            return self.env._("“%s” was done already.", task.display_name)
        at = fields.Datetime.context_timestamp(self.with_context(tz=self.env.user.tz), task.ic_done_at)
        return self.env._(
            "“%(task)s” was done already, by %(user)s on %(date)s at %(time)s.",
            task=task.display_name,
            user=self.env._("yourself") if task.ic_done_uid == self.env.user else task.ic_done_uid.name,
            date=at.strftime('%d %B').lstrip('0'),
            time=at.strftime('%H:%M'),
        )

    def _ic_still_there(self):
        """Return the task, or nothing and the words why; a task taken away by another is no error of who clicks."""
        self.ensure_one()
        if not self.sudo().exists():
            return self.browse(), self.env._("This task was removed by somebody meanwhile.")
        self.check_access('read')
        return self, None

    def ic_complete(self):
        """Do the task with one click.

        :return: dict: done (whether it was done by this call) and message (why not)
        """
        self._ic_lock()
        task, gone = self._ic_still_there()
        if gone:
            return {'done': False, 'message': gone}
        if not task.active:
            return {'done': False, 'message': task._ic_done_words()}
        task.check_access('write')
        task.action_feedback()
        return {'done': True, 'message': False}

    def ic_reopen(self):
        """Open the task again: it has its old date and person, the follow-up made when it was done goes if nobody
        touched it, and the document tells who did this.

        :return: dict: reopened (whether it was opened by this call) and message (why not)
        """
        self._ic_lock()
        task, gone = self._ic_still_there()
        if gone:
            return {'reopened': False, 'message': gone}
        if task.active:
            return {'reopened': False, 'message': self.env._("“%s” is open already.", task.display_name)}
        task.check_access('write')
        task._ic_take_back_follow_up()
        words = self.env._("Task opened again: %s", task.display_name), task._ic_done_words()
        task.action_unarchive()
        task._ic_tell_document(' '.join(words))
        return {'reopened': True, 'message': False}

    def _ic_take_back_follow_up(self):
        follower = self._ic_last_event('done').next_activity_id
        if follower.active and follower.write_date == follower.create_date:
            follower.unlink()

    def _ic_tell_document(self, words):
        document = self.sudo().res_model and self.env[self.res_model].sudo().browse(self.res_id).exists()
        if document and hasattr(document, '_message_log'):
            document._message_log(body=words, author_id=self.env.user.partner_id.id)

    def ic_put_off(self, when):
        """Give open tasks another day.

        :param when: 'today', 'tomorrow', 'next_week', 'none' or a date
        """
        today = self._ic_today()
        days = {'today': 0, 'tomorrow': 1, 'next_week': 7 - today.weekday()}
        if when == 'none':
            day = False
        else:
            day = fields.Date.add(today, days=days[when]) if when in days else fields.Date.to_date(when)
        self.filtered('active').write({'date_deadline': day})
        return True

    @api.model
    def _ic_today(self):
        """Return the day it is where the user is."""
        return fields.Date.context_today(self.with_context(tz=self.env.user.tz or self.env.context.get('tz')))

    def ic_course(self):
        """Return who did the task and who opened it again, the last first, for whoever may see the task."""
        self.ensure_one()
        self.check_access('read')
        events = self.env['ic.task.event'].sudo().search([('activity_id', '=', self.id)], limit=50)
        return [{'kind': event.kind, 'user': event.user_id.name, 'at': event.at} for event in events]
