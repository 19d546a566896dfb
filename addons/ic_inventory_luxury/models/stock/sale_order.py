from odoo import models


class SaleOrder(models.Model):
    _inherit = 'sale.order'

    def _action_confirm(self):
        """Override of `sale` to let one piece have one buyer and to mark it Sold."""
        pieces = self.order_line._ic_pieces()
        self._ic_claim()
        self.sudo().warehouse_id._ic_read_way_out()
        result = super()._action_confirm()
        self._ic_sync_pieces(pieces, self.env._("Sold"))
        return result

    def _action_cancel(self):
        """Override of `sale` to give the pieces of a cancelled order back their former status."""
        result = super()._action_cancel()
        self._ic_release_claims(self.env._("Order cancelled"))
        self._ic_sync_pieces(self.order_line._ic_pieces(), self.env._("Order cancelled"))
        return result

    def _ic_sync_pieces(self, pieces, reason):
        for order in self:
            (order.order_line._ic_pieces() & pieces)._ic_sync_status(reason, origin=order.name)
