from odoo import models


class StockMove(models.Model):
    _inherit = 'stock.move'

    def _ic_ledger_channel(self):
        """Extend to name the gallery terminal behind a move of one of its orders."""
        return 'pos' if self.picking_id.pos_order_id or self.picking_id.pos_session_id else super()._ic_ledger_channel()

    def _ic_ledger_words(self, kind=None):
        """Extend to name the order of the till, which a cashier knows, rather than its delivery."""
        words = super()._ic_ledger_words(kind)
        order = self.picking_id.pos_order_id
        return dict(words, document=order.name) if order else words
