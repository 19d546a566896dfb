from odoo import models


class StockMove(models.Model):
    _inherit = 'stock.move'

    def _ic_ledger_channel(self):
        """Extend to name the website behind the delivery of one of its orders."""
        return 'website' if self.sale_line_id.order_id.website_id else super()._ic_ledger_channel()
