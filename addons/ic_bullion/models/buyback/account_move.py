from odoo import models


class AccountMove(models.Model):
    """A bill that is paid from Odoo's own screens is paid here, too."""

    _inherit = 'account.move'

    def _invoice_paid_hook(self):
        """Override of `account` to let the purchase follow its bill."""
        result = super()._invoice_paid_hook()
        bought = self.env['ic.buyback'].sudo().search([('bill_id', 'in', self.ids), ('state', '=', 'received')])
        bought.write({'state': 'paid'})
        return result
