from odoo import models
from odoo.exceptions import UserError


class IcLookbook(models.Model):
    """The client of a lookbook: typed in first, kept as a contact when the dealer wants to."""

    _inherit = 'ic.lookbook'

    def action_save_client(self):
        """Keep the client as a contact: the one who has this e-mail address or phone already, else a new one.

        :raise UserError: when there is no name, or neither address nor number to know him by
        """
        self.ensure_one()
        self.check_access('write')
        if self.partner_id:
            return True
        if not self.client_name:
            raise UserError(self.env._("Name: say for whom the lookbook is."))
        partner, is_new = self.env['res.partner']._ic_save_customer(
            self.company_id,
            {'name': self.client_name, 'email': self.client_email, 'phone': self.client_phone, 'lang': self.lang},
        )
        self.partner_id = partner
        self.message_post(
            body=self.env._("%s is a new contact.", partner.name)
            if is_new
            else self.env._("%s was a contact already.", partner.name)
        )
        return {
            'type': 'ir.actions.client',
            'tag': 'display_notification',
            'params': {
                'type': 'success',
                'message': self.env._("New contact: %s", partner.display_name)
                if is_new
                else self.env._("Known already, nothing doubled: %s", partner.display_name),
                'next': {'type': 'ir.actions.client', 'tag': 'soft_reload'},
            },
        }
