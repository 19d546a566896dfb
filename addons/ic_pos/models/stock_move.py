from odoo import models


class StockMove(models.Model):
    _inherit = 'stock.move'

    def _ic_ledger_channel(self):
        """Extend to name the gallery terminal behind a move of one of its orders."""
        till = self._ic_till_order() or self.picking_id.pos_session_id
        return 'pos' if till else super()._ic_ledger_channel()

    def _ic_ledger_words(self, kind=None):
        """Extend to name the order of the till, which a cashier knows, rather than its delivery."""
        words = super()._ic_ledger_words(kind)
        order = self[:1]._ic_till_order() if self else self.env['pos.order']
        return dict(words, document=order.name) if order else words
