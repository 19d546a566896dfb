from odoo import models


class SaleOrderLine(models.Model):
    _inherit = 'sale.order.line'

    def _ic_wants(self):
        """Return dict product -> units this line promises: what was ordered and has not left, or what is on its way
        out again (an exchange). Kits promise their parts."""
        self.ensure_one()
        product = self.product_id
        if not product or self.display_type:
            return {}
        ordered = self.product_uom_id._compute_quantity(self.product_uom_qty, product.uom_id)
        wants = {}
        for part, units in product._ic_parts(ordered).items():
            if part._ic_is_claimed():
                moves = self.move_ids.filtered(lambda move, part=part: move.product_id == part)
                wants[part] = max(units - moves._ic_gone(), moves._ic_going(), 0.0)
        return wants
