from odoo import fields, models


class IcWishDismiss(models.TransientModel):
    """Why a match is dismissed. It takes the match off the list and changes nothing else."""

    _name = 'ic.wish.dismiss'
    _description = "Dismiss a Match"

    match_ids = fields.Many2many('ic.wish.match', required=True)
    reason = fields.Selection(
        lambda self: self.env['ic.wish.match']._fields['dismiss_reason']._description_selection(self.env),
        required=True,
        default='not_it',
    )
    note = fields.Char(help="For your colleagues. The customer does not see it.")

    def action_dismiss(self):
        """Dismiss the matches for this reason."""
        self.ensure_one()
        self.match_ids._ic_done(
            'dismissed',
            self.env._("It was dismissed"),
            dismiss_reason=self.reason,
            dismiss_note=self.note,
        )
        return {'type': 'ir.actions.client', 'tag': 'soft_reload'}
