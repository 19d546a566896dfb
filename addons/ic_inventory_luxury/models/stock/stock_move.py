from collections import defaultdict

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
        """Sync the pieces of finished moves, in groups of one reason and document each."""
        groups = defaultdict(self.env['product.template'].browse)
        for move in self:
            piece = move.product_id.product_tmpl_id
            if move.state == 'done' and piece.ic_category:
                groups[(*move._ic_status_effect(), move.picking_id.name or move.reference)] |= piece
        for (reason, choice, origin), pieces in groups.items():
            pieces.sudo()._ic_sync_status(reason, origin=origin, choice=choice)

    def _ic_status_effect(self):
        """Return (reason, status chosen) of this move. What a customer sends back waits on Hold for a look at it."""
        self.ensure_one()
        source, target = self.location_id.usage, self.location_dest_id.usage
        if target == 'customer':
            return self.env._("Delivered"), None
        if source == 'customer':
            return self.env._("Returned by the customer"), 'hold'
        if source == 'supplier':
            return self.env._("Received"), None
        if target in ('inventory', 'production', 'supplier'):
            return self.env._("Left the stock"), None
        return self.env._("Stock moved"), None
