from odoo import fields, models
from odoo.exceptions import UserError

from ..models.conflict.ic_conflict import OUTCOMES


class IcConflictClose(models.TransientModel):
    """Asks how conflicts were settled, or why they are dismissed."""

    _name = 'ic.conflict.close'
    _description = "Closing of Conflicts"

    conflict_ids = fields.Many2many('ic.conflict', required=True, readonly=True)
    state = fields.Selection([('settled', "Settled"), ('dismissed', "Dismissed")], required=True, readonly=True)
    outcome = fields.Selection([(code, label) for code, label in OUTCOMES if code != 'honoured'], string="How It Ended")
    reason = fields.Char()

    def action_close(self):
        self.ensure_one()
        self.conflict_ids._ic_check_role('group_store_admin')
        reason = (self.reason or '').strip()
        if self.state == 'dismissed' and not reason:
            raise UserError(self.env._("Reason: say why nothing has to be done."))
        if self.state == 'settled' and not self.outcome:
            raise UserError(self.env._("How It Ended: choose one."))
        outcome = self.outcome if self.state == 'settled' else False
        self.conflict_ids.sudo()._ic_close(self.state, outcome, reason or False)
        return {'type': 'ir.actions.act_window_close'}
