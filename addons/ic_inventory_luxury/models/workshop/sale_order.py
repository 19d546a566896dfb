from odoo import api, fields, models


class SaleOrder(models.Model):
    _inherit = 'sale.order'

    ic_piece_warnings = fields.Text(compute='_compute_ic_piece_warnings')

    @api.depends('state', 'order_line.product_id')
    def _compute_ic_piece_warnings(self):
        for order in self:
            lines = order.order_line if order.state in ('draft', 'sent') else order.order_line.browse()
            order.ic_piece_warnings = '\n'.join(text for text in lines.mapped('ic_piece_warning') if text) or False


class SaleOrderLine(models.Model):
    _inherit = 'sale.order.line'

    ic_piece_warning = fields.Char(compute='_compute_ic_piece_warning')

    @api.depends('product_id')
    def _compute_ic_piece_warning(self):
        """Say on a quotation that a piece is put aside, sold or out of the house. It does not stop anybody."""
        for line in self:
            piece = line.product_id.product_tmpl_id
            line.ic_piece_warning = piece.ic_category and piece.ic_status and piece._ic_sale_warning()


class ProductTemplate(models.Model):
    _inherit = 'product.template'

    def _ic_sale_warning(self):
        """Return why this piece cannot simply be sold and handed over, or False."""
        self.ensure_one()
        piece = self.sudo()
        name = piece.display_name
        if piece.ic_checkout_id and piece.ic_status != 'sold' and piece.ic_is_unique:
            return self.env._(
                "%(piece)s is out of the house: %(where)s. You can sell it; it can be delivered once it is checked in.",
                piece=name,
                where=piece.ic_checkout_words,
            )
        if piece.ic_left_stock_on:
            return self.env._("%s has left the stock without a sale; an order for it will be refused.", name)
        return {
            'sold': self.env._("%s is sold already; a second order for it will be refused.", name),
            'hold': self.env._("%s is on hold. Ask who put it aside before you promise it.", name),
            'incoming': self.env._("%s has not arrived yet. You can sell it ahead of its arrival.", name),
            'awaiting_photos': False,
            'available': False,
        }.get(
            piece.ic_status,
            self.env._(
                "%(piece)s is in the workshop (%(status)s).",
                piece=name,
                status=dict(piece._selection_ic_status()).get(piece.ic_status, ''),
            ),
        )
