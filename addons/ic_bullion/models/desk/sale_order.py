from odoo import fields, models

from ..premium.piece_premium import METAL_FACTS


class SaleOrder(models.Model):
    _inherit = 'sale.order'

    def _action_confirm(self):
        """Override of `sale` to keep which premium rule held when bullion was sold."""
        result = super()._action_confirm()
        self.sudo().order_line._ic_keep_rule()
        return result


class SaleOrderLine(models.Model):
    _inherit = 'sale.order.line'

    ic_premium_rule_id = fields.Many2one(
        'ic.premium.rule',
        string="Premium Rule",
        readonly=True,
        copy=False,
        ondelete='set null',
        groups='ic_inventory_luxury.group_view_cost',
        help="The rule that held for this quantity when the sale was confirmed.",
    )

    def _ic_keep_rule(self):
        """Write which rule held; for a piece with a price of its own, which one would have held."""
        due = self.filtered(
            lambda line: line.product_id.product_tmpl_id.ic_category == 'bullion' and not line.ic_premium_rule_id
        )
        due.product_id.product_tmpl_id.fetch(METAL_FACTS)
        for line in due:
            piece = line.product_id.product_tmpl_id
            found = piece._ic_metal_quotes(quantity=line.product_uom_qty or 1)[piece]
            line.ic_premium_rule_id = found.rule.id if found.rule else False
