from odoo import models


class SaleOrderLine(models.Model):
    _inherit = 'sale.order.line'

    def _ic_consignment_unit_net(self):
        """Return what one unit of the product was sold for: after discount, net of tax, in the order's currency.

        A discount for the whole order stands on a line of its own, with a negative amount; each sold line bears the
        part of it that its amount has in the order.
        """
        self.ensure_one()
        lines = self.order_id.order_line.filtered(lambda line: not line.display_type and not line.is_downpayment)
        reductions = sum(line.price_subtotal for line in lines if line.price_subtotal < 0 < line.product_uom_qty)
        sold = sum(line.price_subtotal for line in lines if line.price_subtotal > 0)
        part = max(1 + reductions / sold, 0.0) if sold else 1.0
        units = self.product_uom_id._compute_quantity(self.product_uom_qty, self.product_id.uom_id)
        if units:
            return self.price_subtotal / units * part
        # A line added by the delivery has no ordered quantity, and so no subtotal.
        price = self.price_unit * (1 - (self.discount or 0.0) / 100)
        taxes = self.tax_ids.compute_all(price, self.currency_id, 1.0, self.product_id, self.order_id.partner_id)
        return self.product_uom_id._compute_price(taxes['total_excluded'], self.product_id.uom_id) * part
