from odoo import api, fields, models
from odoo.tools import SQL


class IcClientSale(models.Model):
    """Sales at the till. A receipt that settles a sale order, or takes a deposit for one, is left out: the order
    counts. What is given back at the till counts, whatever it was bought with, but for deposits given back."""

    _inherit = 'ic.client.sale'
    _depends = {
        'pos.order': ['state', 'partner_id', 'company_id', 'date_order', 'currency_rate', 'pos_reference', 'user_id'],
        'pos.order.line': [
            'order_id', 'product_id', 'price_subtotal', 'qty', 'total_cost', 'sale_order_origin_id',
            'refunded_orderline_id',
        ],
    }  # fmt: skip

    kind = fields.Selection(selection_add=[('till', "Till")])

    @api.model
    def _ic_selects(self):
        """Extend with the lines of receipts."""
        return [*super()._ic_selects(), self._ic_select_receipts()]

    @api.model
    def _ic_select_receipts(self):
        return SQL(
            """
            SELECT line.id * 4 + 2, sold.date_order, sold.partner_id, sold.company_id, line.product_id,
                   CASE WHEN line.qty < 0 THEN 'refund' ELSE 'till' END, COALESCE(sold.pos_reference, sold.name),
                   sold.user_id, line.qty, line.price_subtotal / COALESCE(NULLIF(sold.currency_rate, 0), 1),
                   COALESCE(line.total_cost, 0) / COALESCE(NULLIF(sold.currency_rate, 0), 1), 'pos.order', sold.id
              FROM pos_order_line line
              JOIN pos_order sold ON sold.id = line.order_id
              LEFT JOIN pos_order_line bought ON bought.id = line.refunded_orderline_id
             WHERE sold.state IN ('paid', 'done') AND line.sale_order_origin_id IS NULL
               AND NOT (bought.sale_order_origin_id IS NOT NULL AND bought.sale_order_line_id IS NULL)"""
        )
