from odoo import fields, models


class IcConflictCancel(models.TransientModel):
    """Asks what to cancel of the order that was left without its piece."""

    _name = 'ic.conflict.cancel'
    _description = "Cancellation of a Conflict"

    conflict_id = fields.Many2one('ic.conflict', required=True, readonly=True, ondelete='cascade')
    document = fields.Char(readonly=True)
    piece_name = fields.Char(related='conflict_id.piece_name')
    scope = fields.Selection(
        [('line', "Only this piece"), ('whole', "The whole order")], required=True, default='line', string="Cancel"
    )

    def action_cancel(self):
        self.ensure_one()
        self.conflict_id._ic_cancel(self.scope == 'whole')
        return {'type': 'ir.actions.act_window_close'}
