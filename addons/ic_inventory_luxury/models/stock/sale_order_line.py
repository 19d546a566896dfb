from odoo import api, models


class SaleOrderLine(models.Model):
    _inherit = 'sale.order.line'

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `sale` to treat a line added to a confirmed order like a confirmation."""
        lines = super().create(vals_list)
        lines._ic_follow_confirmed()
        return lines

    def write(self, vals):
        """Override of `sale` to follow a changed quantity or product on a confirmed order."""
        watched = bool(vals.keys() & {'product_uom_qty', 'product_uom_id', 'product_id'})
        before = self._ic_pieces() if watched else None
        result = super().write(vals)
        if watched:
            self._ic_follow_confirmed(before)
        return result

    def _ic_pieces(self):
        return self.product_id.product_tmpl_id.sudo().filtered('ic_category')

    def _ic_follow_confirmed(self, before=None):
        """Check and sync the pieces of lines on confirmed orders, and those (`before`) that just left such a line."""
        confirmed = self.filtered(lambda line: line.order_id.state == 'sale')
        if confirmed:
            pieces = confirmed._ic_pieces()
            confirmed.order_id._ic_claim()
            confirmed.order_id._ic_sync_pieces(pieces, self.env._("Sold"))
            if before:
                (before - pieces)._ic_sync_status(self.env._("Order changed"))
