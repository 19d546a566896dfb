from odoo import models


class ProductProduct(models.Model):
    _inherit = 'product.product'

    def _change_standard_price(self, old_price):
        """Override of `stock_account` to not record a change of cost from nothing to nothing in a bulk import.

        Odoo writes one such record for every new product, and one query for its valuation follows.
        """
        if not self.env.context.get('ic_bulk'):
            return super()._change_standard_price(old_price)
        changed = self.filtered(lambda product: product.standard_price != old_price.get(product, 0.0))
        return super(ProductProduct, changed)._change_standard_price(old_price)
