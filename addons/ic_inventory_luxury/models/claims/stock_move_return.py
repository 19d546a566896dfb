from odoo import models
from odoo.exceptions import UserError


class StockMove(models.Model):
    """No more comes back from a delivery than it handed over: a second return would make units out of nothing."""

    _inherit = 'stock.move'

    # === BUSINESS METHODS === #

    def _ic_check_coming_back(self):
        """Refuse returns of more than their deliveries handed over and did not get back yet: Odoo takes any number.

        :raise UserError: naming the goods, the delivery and how many of it are still out
        """
        back = self.filtered(
            lambda move: (
                move.state not in ('done', 'cancel')
                and move.location_id.usage == 'customer'
                and move.origin_returned_move_id.state == 'done'
                and move.product_id._ic_is_claimed()
            )
        )
        for delivery in back.origin_returned_move_id:
            now = sum(move._ic_units() for move in back if move.origin_returned_move_id == delivery)
            before = delivery.returned_move_ids._ic_came_back()
            out = delivery._ic_units() - before
            if delivery.product_id.uom_id.compare(now, out) > 0:
                raise UserError(
                    self.env._(
                        "%(piece)s: %(units)g to come back, but of the %(all)g that %(delivery)s handed over only "
                        "%(out)g are still out.",
                        piece=delivery.product_id.display_name,
                        units=now,
                        all=delivery._ic_units(),
                        delivery=delivery.picking_id.name or delivery.reference or '',
                        out=max(out, 0.0),
                    )
                )
