from odoo import models

from .no_date import NO_DATE


class MailActivityType(models.Model):
    _inherit = 'mail.activity.type'

    def _get_date_deadline(self):
        """Override of `mail` to count from today what follows a task that had no date."""
        if self.env.context.get('activity_previous_deadline') == NO_DATE:
            self = self.with_context(activity_previous_deadline=False)
        return super()._get_date_deadline()
