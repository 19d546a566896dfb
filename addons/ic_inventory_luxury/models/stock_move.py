from odoo import models


class StockMove(models.Model):
    _inherit = 'stock.move'

    def _action_done(self, cancel_backorder=False):
        """Override of `stock` to let the status of pieces follow every finished movement."""
        moves = super()._action_done(cancel_backorder=cancel_backorder)
        if not self.env.context.get('ic_status_sync_off'):
            moves._ic_follow_pieces()
        return moves

    def _ic_follow_pieces(self):
        """Sync the pieces of finished moves. What a customer sends back waits on Hold until somebody looked at it."""
        for move in self.filtered(lambda move: move.state == 'done'):
            piece = move.product_id.product_tmpl_id.sudo().filtered('ic_category')
            if not piece:
                continue
            source, target = move.location_id.usage, move.location_dest_id.usage
            choice, reason = None, self.env._("Stock moved")
            if target == 'customer':
                reason = self.env._("Delivered")
            elif source == 'customer':
                choice, reason = 'hold', self.env._("Returned by the customer")
            elif source == 'supplier':
                reason = self.env._("Received")
            piece._ic_sync_status(reason, origin=move.picking_id.name or move.reference, choice=choice)
