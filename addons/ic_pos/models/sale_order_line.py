from odoo import models


class SaleOrderLine(models.Model):
    _inherit = 'sale.order.line'

    def _ic_wants(self):
        """Extend: what was paid for and handed over at the till is not promised by the sales order any more."""
        wants = super()._ic_wants()
        paid = self.sudo().pos_order_line_ids.filtered(
            lambda line: line.qty > 0 and line.order_id.state in ('paid', 'done', 'invoiced')
        )
        for product, units in paid._ic_units().items():
            if product in wants:
                wants[product] = max(wants[product] - units, 0.0)
        return wants
