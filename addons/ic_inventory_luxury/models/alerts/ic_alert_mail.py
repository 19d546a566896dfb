from odoo import fields, models


class IcAlert(models.Model):
    """Alerts by e-mail: written by a job after the transaction, sent by Odoo's own mail queue."""

    _inherit = 'ic.alert'

    def _ic_queue_mails(self):
        for alert in self:
            alert.with_delay(
                description=self.env._("E-mail of an alert: %s", alert.title), identity_key=f'ic_alert_mail,{alert.id}'
            )._ic_send_mails()

    def _ic_send_mails(self):
        """Put one e-mail per person into the mail queue, once."""
        template = self.env.ref('ic_inventory_luxury.mail_template_alert')
        for alert in self.exists().filtered(lambda alert: not alert.mailed_on):
            alert.mailed_on = fields.Datetime.now()
            for user in alert.mail_user_ids.filtered(lambda user: user.active and user.email):
                template.with_context(lang=user.lang).send_mail(
                    alert.id, force_send=False, email_values={'recipient_ids': [(6, 0, user.partner_id.ids)]}
                )

    def _ic_kind_words(self):
        """Return the kind in words, in the language of the reader."""
        self.ensure_one()
        return dict(self._fields['kind']._description_selection(self.env)).get(self.kind, '')

    def _ic_url(self):
        """Return the address at which the alert opens in the backend."""
        self.ensure_one()
        return f'{self.get_base_url()}/odoo/alerts/{self.id}'
