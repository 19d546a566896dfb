from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.misc import get_lang

from ...tasking.line import read

TYPES = {
    'call': 'mail.mail_activity_data_call',
    'call_back': 'ic_crm_pipelines.mail_activity_type_call_back',
    'email': 'mail.mail_activity_data_email',
    'meeting': 'mail.mail_activity_data_meeting',
    'in_person': 'ic_crm_pipelines.mail_activity_type_in_person',
    None: 'mail.mail_activity_data_todo',
}


class MailActivity(models.Model):
    """A task from one line: "call Mrs Ito tomorrow 10:00 @marco"."""

    _inherit = 'mail.activity'

    @api.model
    def ic_line_read(self, text, lead_id=False):
        """Return what a line says, for the person to see before the task is made.

        :param lead_id: the opportunity it is for, if any
        :return: dict of title, kind (id, name, icon), day, no_date, time, user (id, name), problem (words, or False)
        """
        line, kind, user, problem = self._ic_line_parts(text, self._ic_line_lead(lead_id))
        return {
            'title': line.title,
            'kind': {'id': kind.id, 'name': kind.name, 'icon': kind.icon},
            'day': False if line.no_date else line.day or self._ic_today(),
            'no_date': line.no_date,
            'time': line.clock or 0.0,
            'user': {'id': user.id, 'name': user.name, 'me': user == self.env.user},
            'problem': problem,
        }

    @api.model
    def ic_line_create(self, text, lead_id=False):
        """Make the task that a line says, on the opportunity if there is one.

        :return: id of the task
        """
        lead = self._ic_line_lead(lead_id)
        line, kind, user, problem = self._ic_line_parts(text, lead)
        if problem or not line.title:
            raise UserError(problem or self.env._("Say in a few words what is to be done."))
        values = {
            'summary': line.title,
            'activity_type_id': kind.id,
            'date_deadline': False if line.no_date else line.day or self._ic_today(),
            'ic_time': 0.0 if line.no_date else line.clock or 0.0,
            'user_id': user.id,
        }
        if lead:
            values |= {'res_model_id': self.env['ir.model']._get_id(lead._name), 'res_id': lead.id}
        return self.create(values).id

    @api.model
    def _ic_line_lead(self, lead_id):
        self.browse().check_access('create')
        lead = self.env['crm.lead'].browse(lead_id or ())
        if lead:
            lead.check_access('read')
        return lead

    @api.model
    def _ic_line_parts(self, text, lead):
        """Return the Line, its activity type, who is meant, and in words what is wrong with it."""
        language = get_lang(self.env)
        day_first = language.date_format.find('%m') > language.date_format.find('%d')
        line = read((text or '')[:500], self._ic_today(), day_first)
        kind = self.env.ref(TYPES[line.kind], raise_if_not_found=False) or self._default_activity_type()
        user, problem = self.env.user, False
        if line.person:
            user, problem = self._ic_line_user(line.person, lead)
        return line, kind, user, problem

    @api.model
    def _ic_line_user(self, word, lead):
        """Return the one who may have it and whose name begins so."""
        people = self._ic_assignees(lead.ic_pipeline_id, lead.company_id or self.env.company)
        word = word.lower()
        found = people.filtered(
            lambda user: word == user.login.lower() or any(part.lower().startswith(word) for part in user.name.split())
        )
        if len(found) == 1:
            return found, False
        if found:
            names = ', '.join(found[:5].mapped('name'))
            return self.env.user, self.env._("@%(word)s: which one, %(names)s?", word=word, names=names)
        if lead.ic_pipeline_id:
            where = lead.ic_pipeline_id.sudo().name
            return self.env.user, self.env._(
                "@%(word)s: nobody who sees the pipeline %(where)s has this name.", word=word, where=where
            )
        return self.env.user, self.env._("@%s: nobody of the store has this name.", word)

    @api.model
    def ic_line_people(self, lead_id=False):
        """Return who may be given a task here, for the list behind the @."""
        lead = self._ic_line_lead(lead_id)
        people = self._ic_assignees(lead.ic_pipeline_id, lead.company_id or self.env.company)
        return [{'id': user.id, 'name': user.name} for user in people.sorted('name')]
