from odoo import models
from odoo.exceptions import UserError

from .locks import lock_pieces


class ProductTemplate(models.Model):
    """One piece, one buyer: what an order may promise."""

    _inherit = 'product.template'

    def _ic_check_promises(self, orders):
        """Refuse what `orders` (being confirmed) promise beyond what there is.

        The pieces are locked by writing to them: under REPEATABLE READ the loser of two concurrent confirmations
        fails there, is retried by Odoo on fresh data and then meets the refusal.

        :raise UserError: naming the piece and the order that took it
        """
        lock_pieces(self)
        facts = self._ic_stock_facts()
        for piece in self:
            fact = facts[piece.id]
            lost = fact['left'] and piece.ic_status_choice != 'incoming'
            gone = fact['delivered'] > 0 or lost or (not piece.ic_is_unique and fact['on_hand'] > 0)
            capacity = max(fact['on_hand'], 0.0 if gone else 1.0 if piece.ic_is_unique else fact['promised'])
            if fact['promised'] > capacity:
                takers = [name for name in fact['orders'].split(', ') if name and name not in orders.mapped('name')]
                raise UserError(piece._ic_refusal(takers, capacity, lost))

    def _ic_refusal(self, takers, capacity, lost=False):
        self.ensure_one()
        if takers:
            return self.env._(
                "%(piece)s was sold with %(orders)s already. Remove it from this order, or cancel %(orders)s first.",
                piece=self.display_name,
                orders=', '.join(takers),
            )
        if lost:
            return self.env._(
                "%s has left the stock and cannot be sold. Receive it again if it was found.", self.display_name
            )
        if self.ic_is_unique and self.ic_status != 'sold':
            return self.env._("%s is one of one: this order cannot sell it more than once.", self.display_name)
        return self.env._(
            "%(piece)s: only %(quantity)g left to sell.", piece=self.display_name, quantity=max(capacity, 0)
        )

    def _ic_check_receivable(self):
        """Extend to refuse a piece that a customer has: a second receipt would make one serial of two."""
        facts = self._ic_stock_facts()
        for piece in self.filtered('ic_is_unique'):
            if facts[piece.id]['delivered'] > 0:
                raise UserError(
                    self.env._(
                        "%(piece)s is with its buyer (%(order)s). Receive it back with a return of its delivery.",
                        piece=piece.display_name,
                        order=facts[piece.id]['orders'] or self.env._("delivered"),
                    )
                )
        return super()._ic_check_receivable()
