from odoo import api, fields, models

from ..cost_flow import VIEW_COST, inside


class ProductTemplate(models.Model):
    """Override of `product`: what a product cost is seen by those who may see costs, in every way of asking."""

    _name = 'product.template'
    _inherit = ['product.template', 'ic.cost.flow']

    standard_price = fields.Float(groups=VIEW_COST)


class ProductProduct(models.Model):
    _name = 'product.product'
    _inherit = ['product.product', 'ic.cost.flow']

    standard_price = fields.Float(groups=VIEW_COST)
    avg_cost = fields.Monetary(groups=VIEW_COST)
    total_value = fields.Monetary(groups=VIEW_COST)

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `stock_account` to let it look whether the new product has a cost."""
        if any('standard_price' in vals for vals in vals_list):
            self._check_field_access(self._fields['standard_price'], 'write')
        return super(ProductProduct, inside(self)).create(vals_list).with_env(self.env)

    def _select_seller(self, *args, **kwargs):
        """Override of `product` to choose among vendors by price for people who may not see it."""
        return super(ProductProduct, inside(self))._select_seller(*args, **kwargs).with_env(self.env)

    def _update_standard_price(self, *args, **kwargs):
        """Override of `stock_account` to value for people who may not see values."""
        return super(ProductProduct, inside(self))._update_standard_price(*args, **kwargs)


class ProductSupplierinfo(models.Model):
    """What a supplier asks is what the piece will cost."""

    _name = 'product.supplierinfo'
    _inherit = ['product.supplierinfo', 'ic.cost.flow']
    # Odoo also sorts by price, which those who may not see it may not sort by either.
    _order = 'sequence, min_qty DESC, id'

    price = fields.Float(groups=VIEW_COST)
    price_discounted = fields.Float(groups=VIEW_COST)
    discount = fields.Float(groups=VIEW_COST)
