from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.ic_connect import errors


class ResConfigSettings(models.TransientModel):
    _inherit = 'res.config.settings'

    # Not stored, so that the key never lies in the table of this form: the inverse seals it at once.
    ic_watchbase_key = fields.Char(
        string="WatchBase Key", compute='_compute_ic_watchbase_key', inverse='_inverse_ic_watchbase_key'
    )
    ic_watchbase_is_set = fields.Boolean(compute='_compute_ic_watchbase_key')

    @api.depends('company_id')
    def _compute_ic_watchbase_key(self):
        for settings in self:
            settings.ic_watchbase_key = False
            settings.ic_watchbase_is_set = bool(settings.company_id.sudo().ic_watchbase_key_sealed)

    def _inverse_ic_watchbase_key(self):
        for settings in self:
            key = (settings.ic_watchbase_key or '').strip()
            if key:
                settings.company_id.sudo().ic_watchbase_key_sealed = self.env['ic.secret']._seal(key)

    def action_ic_watchbase_check(self):
        """Make one call that proves the key, and say what came of it."""
        client = self.env.company._ic_watchbase()
        if not client:
            raise UserError(self.env._("Enter the key and save first."))
        try:
            found = client.check()
        except errors.ServiceError as problem:
            raise UserError(self.env['ic.catalog.fill']._error_words(problem)) from None
        return {
            'type': 'ir.actions.client',
            'tag': 'display_notification',
            'params': {'type': 'success', 'message': self.env._("WatchBase answers: %s.", found)},
        }

    def action_ic_watchbase_forget(self):
        self.env.company.sudo().ic_watchbase_key_sealed = False
        return {'type': 'ir.actions.client', 'tag': 'reload'}
