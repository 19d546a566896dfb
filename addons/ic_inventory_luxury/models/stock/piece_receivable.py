from odoo import models
from odoo.exceptions import UserError


class ProductTemplate(models.Model):
    """One piece, one buyer: what has a buyer is not received a second time."""

    _inherit = 'product.template'

    def _ic_check_receivable(self):
        """Extend to refuse a piece that a customer has: a second receipt would make one serial of two."""
        facts = self._ic_stock_facts()
        for piece in self.filtered('ic_is_unique'):
            if facts[piece.id]['delivered'] > 0:
                raise UserError(
                    self.env._(
                        "%(piece)s is with its buyer (%(order)s). Receive it back with a return of its delivery.",
                        piece=piece.display_name,
                        order=piece._ic_order_names().get(piece.id) or self.env._("delivered"),
                    )
                )
        return super()._ic_check_receivable()
