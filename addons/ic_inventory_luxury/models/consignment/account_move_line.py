from odoo import models


class AccountMoveLine(models.Model):
    _inherit = 'account.move.line'

    def _get_cogs_value(self):
        """Override of `stock_account`: a consigned piece was never in the company's stock, so it leaves no value there.

        Its cost is the consignor's share, booked by the vendor bill of the payout; taking a cost price as well would
        count it twice.
        """
        piece = self.product_id.product_tmpl_id.sudo()
        if piece.ic_is_consigned:
            return 0.0
        return super()._get_cogs_value()
