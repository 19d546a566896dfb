from odoo import fields, models

from ..premium.ic_premium_rule import TIERS
from .piece_price_mode import FOLLOWS


class ProductPricelist(models.Model):
    """Whose premiums a pricelist is made for, and for how many units."""

    _inherit = 'product.pricelist'

    ic_price_tier = fields.Selection(
        TIERS,
        string="Premiums For",
        default='retail',
        required=True,
        help="Bullion that follows its metal is priced by your premium rules for these buyers.",
    )

    def _compute_price_rule(self, products, quantity, **kwargs):
        """Override of `product` to say who is buying how many: premiums differ by both."""
        tier = self.ic_price_tier or 'retail'
        known = products.env.context
        if (tier, quantity) != (known.get('ic_price_tier', 'retail'), known.get('ic_price_quantity', 1)):
            tier = 'wholesale' if 'wholesale' in (tier, known.get('ic_price_tier')) else tier
            products = products.with_context(ic_price_tier=tier, ic_price_quantity=quantity)
        return super()._compute_price_rule(products, quantity, **kwargs)


class ProductPricelistItem(models.Model):
    _inherit = 'product.pricelist.item'

    def _compute_price(self, product, quantity, uom, date, currency=None, **kwargs):
        """Override of `product`: what follows the metal is a whole number of cents in every currency, per unit."""
        price = super()._compute_price(product, quantity, uom, date, currency=currency, **kwargs)
        template = product if product._name == 'product.template' else product.product_tmpl_id
        if template.sudo().ic_price_mode == FOLLOWS:
            price = (currency or self.currency_id or self.env.company.currency_id).round(price)
        return price


class SaleOrderLine(models.Model):
    _inherit = 'sale.order.line'

    def _get_product_price_context(self):
        """Override of `sale` to say who is buying how many: premiums differ by both."""
        context = super()._get_product_price_context()
        if self.product_id.product_tmpl_id.ic_price_mode != FOLLOWS:
            return context
        return {
            **context,
            'ic_price_tier': self.order_id.pricelist_id.ic_price_tier or 'retail',
            'ic_price_quantity': self.product_uom_id._compute_quantity(
                self.product_uom_qty or 1.0, self.product_id.uom_id, raise_if_failure=False
            ),
        }
