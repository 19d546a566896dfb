from odoo import models


class StockMove(models.Model):
    _inherit = 'stock.move'

    # === BUSINESS METHODS === #

    def _ic_ledger_channel(self):
        """Override to tell the ledger what was sold on a channel."""
        if self.sale_line_id.order_id.ic_channel_id:
            return 'channel'
        return super()._ic_ledger_channel()
