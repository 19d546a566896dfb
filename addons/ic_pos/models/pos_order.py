from odoo import models
from odoo.exceptions import UserError


class PosOrder(models.Model):
    _inherit = 'pos.order'

    def _create_order_picking(self):
        """Override of `point_of_sale` to refuse a piece that was sold or put aside in the meantime.

        The check sits before the stock moves, so a refused order leaves everything as it was. Serial numbers may
        only be read with inventory rights, which a cashier does not need for anything else: hence sudo().
        """
        pieces = self.lines.product_id.product_tmpl_id.sudo().filtered('ic_category')
        if not pieces:
            return super()._create_order_picking()
        self._ic_check_pieces()
        sold = self._ic_sold_pieces()
        # Pieces that come back get their status from the stock move; for sold ones we can say more than it does.
        order = self.sudo().with_context(ic_status_sync_off=sold == pieces)
        result = super(PosOrder, order)._create_order_picking()
        sold._ic_sync_status(self.env._("Sold at %s", self.config_id.name), origin=self.name)
        return result

    def read_pos_data(self, data, config):
        """Override of `point_of_sale` to tell the terminal the new status of the pieces in these orders."""
        result = super().read_pos_data(data, config)
        pieces = self.lines.product_id.product_tmpl_id.filtered('ic_category')
        if config and pieces:
            result['product.template'] = result.get('product.template', []) + pieces._load_pos_data_read(pieces, config)
        return result

    def _ic_sold_pieces(self):
        """Return the pieces (product.template) this order sells; refunds are left out."""
        lines = self.lines.filtered(lambda line: line.qty > 0)
        return lines.product_id.product_tmpl_id.sudo().filtered('ic_category')

    def _ic_check_pieces(self):
        """Refuse the order when a piece is not available, or is sold more often than it is there."""
        for order in self:
            from_sales = order.lines.filtered('sale_order_line_id').product_id.product_tmpl_id
            pieces = order._ic_sold_pieces()
            facts = pieces._ic_stock_facts()
            for piece in pieces:
                quantity = sum(
                    order.lines.filtered(lambda line: line.qty > 0 and line.product_id.product_tmpl_id == piece).mapped(
                        'qty'
                    )
                )
                free = facts[piece.id]['house'] - (0 if piece in from_sales else facts[piece.id]['promised'])
                on_hold = piece.ic_status != 'available' and piece not in from_sales
                if on_hold or quantity > free:
                    raise UserError(
                        order.env._(
                            "%(piece)s cannot be sold now: its status is %(status)s. Take it off the order; the "
                            "payment has not been booked.",
                            piece=piece.display_name,
                            status=dict(piece._selection_ic_status()).get(piece.ic_status, piece.ic_status),
                        )
                    )
