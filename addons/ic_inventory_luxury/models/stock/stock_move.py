from collections import defaultdict

from odoo import models


class StockMove(models.Model):
    _inherit = 'stock.move'

    def _action_done(self, cancel_backorder=False):
        """Override of `stock` to let the status of pieces follow every finished movement."""
        moves = super()._action_done(cancel_backorder=cancel_backorder)
        moves._ic_follow_trips()
        if not self.env.context.get('ic_status_sync_off'):
            moves._ic_follow_pieces()
        return moves

    def _ic_follow_trips(self):
        """Open and close check-outs for pieces that went to a place outside the house or left one."""
        moved = self.sudo().filtered(
            lambda move: (
                move.state == 'done'
                and move.product_id.product_tmpl_id.ic_category
                and (move.location_id.ic_is_away or move.location_dest_id.ic_is_away)
            )
        )
        if moved:
            self.env['ic.checkout'].sudo()._ic_follow(moved)

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
            return self._ic_reason_left(target), None
        if self.location_dest_id.ic_is_away:
            return self.env._(
                "Out: %s", self.location_dest_id.name
            ), self.product_id.product_tmpl_id._ic_choice_to_keep()
        if self.location_id.ic_is_away:
            return self.env._("Back: %s", self.location_id.name), None
        return self.env._("Stock moved"), None

    def _ic_reason_left(self, target):
        """Return in words how a piece left the stock without a sale."""
        if target == 'supplier':
            return self.env._("Left the stock: given back")
        if self.scrap_id:
            return self.env._("Left the stock: scrapped")
        return self.env._("Left the stock: not found in a count")
