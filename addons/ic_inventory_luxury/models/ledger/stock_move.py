from odoo import models

from ..locks import lock_pieces


class StockMove(models.Model):
    """The movement is the document behind a ledger entry."""

    _inherit = 'stock.move'

    def _action_done(self, cancel_backorder=False):
        """Override of `stock` to move one piece at a time and to name these moves to the ledger.

        Two movements of one piece at once would each tell a "before" that is not true any more, and Odoo would make
        a second quant for the later one. The lock makes the later one wait, and be retried on fresh data.
        """
        lock_pieces(self.product_id.product_tmpl_id.filtered('ic_category'))
        moves = super(StockMove, self.with_context(ic_ledger_moves=self.ids))._action_done(cancel_backorder)
        return moves.with_env(self.env)

    # === BUSINESS METHODS === #

    def _ic_that_moved(self, quant):
        """Return the move of `self` that changed `quant`, empty when none did."""
        return self.filtered(
            lambda move: (
                move.product_id == quant.product_id
                and any(
                    quant.location_id in (line.location_id, line.location_dest_id)
                    and line.lot_id in (quant.lot_id, self.env['stock.lot'])
                    for line in move.move_line_ids
                )
            )
        )[:1]

    def _ic_ledger_words(self, kind=None):
        """Return the kind, channel and document that the ledger writes down for this move (or for no move)."""
        if not self:
            return {
                'kind': kind or 'correction',
                'channel': 'backend',
                'document': self.env.context.get('ic_ledger_why'),
            }
        return {
            'kind': kind or self._ic_ledger_kind(),
            'channel': self._ic_ledger_channel(),
            'document': self.picking_id.name or self.reference or self.inventory_name or self.origin,
        }

    def _ic_ledger_kind(self):
        self.ensure_one()
        source, target = self.location_id.usage, self.location_dest_id.usage
        if target == 'customer':
            return 'sale'
        if source == 'customer':
            return 'return'
        if source == 'supplier':
            return 'receipt'
        if target == 'supplier':
            return 'given_back'
        if target in ('inventory', 'production'):
            return 'scrap' if self.scrap_id else 'loss'
        if source in ('inventory', 'production'):
            return 'found' if self.is_inventory else 'receipt'
        return 'transfer'

    def _ic_ledger_channel(self):
        """Return the channel behind the move. Addons that sell elsewhere extend it."""
        self.ensure_one()
        return 'backend'

    def _ic_ledger_document(self):
        """Return the record behind the move that people open: a transfer, a scrap order, or the move itself."""
        self.ensure_one()
        return self.picking_id or self.scrap_id or self


class StockMoveLine(models.Model):
    """A finished movement that is corrected afterwards is told with its document, too."""

    _inherit = 'stock.move.line'

    def write(self, vals):
        """Override of `stock` to name the moves to the ledger."""
        done = self.filtered(lambda line: line.state == 'done').move_id
        if not done or self.env.context.get('ic_ledger_moves'):
            return super().write(vals)
        return super(StockMoveLine, self.with_context(ic_ledger_moves=done.ids)).write(vals)
