from odoo import api, models


class SaleOrderLine(models.Model):
    """Lines of a quotation that is held: the hold follows them, their prices stay."""

    _inherit = 'sale.order.line'

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of our own to hold what is added to a held quotation."""
        lines = super().create(vals_list)
        lines.order_id._ic_follow_quote()
        return lines

    def write(self, vals):
        """Override of our own to let the hold follow what is changed on a held quotation."""
        result = super().write(vals)
        if vals.keys() & {'product_id', 'product_uom_qty', 'product_uom_id', 'price_unit', 'discount'}:
            self.order_id._ic_follow_quote()
        return result

    def unlink(self):
        """Override of our own to free what is struck off a held quotation."""
        orders = self.order_id
        result = super().unlink()
        orders.exists()._ic_follow_quote()
        return result

    # === COMPUTE METHODS === #

    @api.depends('order_id.partner_id', 'order_id.ic_reservation_ids.state')
    def _compute_ic_piece_warning(self):
        """Override of our own to warn nobody of a hold for the very client, or by the very quotation, at hand."""
        res = super()._compute_ic_piece_warning()
        for line in self.filtered('ic_piece_warning'):
            piece, order = line.product_id.product_tmpl_id, line.order_id
            own = piece.sudo().ic_reservation_id & order.sudo().ic_reservation_ids
            if own or piece._ic_held_for(order.partner_id):
                line.ic_piece_warning = False
        return res

    def _compute_price_unit(self):
        """Override of `sale` to keep the price a client was promised, whatever happens to the price list."""
        kept = self.filtered(
            lambda line: (
                line._origin.price_unit
                and line._origin.product_id == line.product_id
                and line.order_id._origin.ic_quote_hold_id
                and line.order_id.state in ('draft', 'sent')
            )
        )
        return super(SaleOrderLine, self - kept)._compute_price_unit()
