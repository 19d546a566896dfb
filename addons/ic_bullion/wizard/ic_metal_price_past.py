from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError


class MetalPricePast(models.TransientModel):
    """Ask a source for past days."""

    _name = 'ic.metal.price.past'
    _description = "Get Past Days"

    source_id = fields.Many2one('ic.metal.source', required=True, readonly=True, ondelete='cascade')
    date_from = fields.Date(required=True, default=lambda self: fields.Date.today() - timedelta(days=30))
    date_to = fields.Date(required=True, default=lambda self: fields.Date.today() - timedelta(days=1))

    def action_ask(self):
        """Queue the question: a provider may take its time over a year."""
        self.ensure_one()
        if self.date_from > self.date_to:
            raise UserError(self.env._("The first day comes after the last."))
        self.source_id._ic_later(
            '_ic_fetch_history', self.date_from, self.date_to, key=f'{self.date_from} {self.date_to}'
        )
        return self.source_id._ic_notice(self.env._("The past days are being fetched."), 'success')
