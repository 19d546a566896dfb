from odoo import api, models
from odoo.exceptions import ValidationError


class ProductProduct(models.Model):
    _inherit = 'product.product'

    def _ic_is_one_of_one(self):
        """Tell whether there is one unit of this product in the world: nobody can order another."""
        self.ensure_one()
        return bool(self.ic_category and self.ic_is_unique)


class StockWarehouseOrderpoint(models.Model):
    """One of one is never reordered."""

    _inherit = 'stock.warehouse.orderpoint'

    @api.constrains('product_id')
    def _check_one_of_one(self):
        for rule in self.filtered(lambda rule: rule.product_id._ic_is_one_of_one()):
            raise ValidationError(
                self.env._("%s is one of one: there is no reordering it.", rule.product_id.display_name)
            )


class ProductTemplate(models.Model):
    _inherit = 'product.template'

    @api.constrains('ic_category', 'ic_is_unique')
    def _check_reordering(self):
        rules = self.env['stock.warehouse.orderpoint'].sudo()
        unique = self.filtered(lambda piece: piece.ic_category and piece.ic_is_unique)
        for rule in rules.search([('product_id.product_tmpl_id', 'in', unique.ids)], limit=1):
            raise ValidationError(
                self.env._(
                    "%s has a reordering rule. Remove it first: one of one is not reordered.", rule.product_id.name
                )
            )


class StockMove(models.Model):
    """Odoo looks for reordering rules six times while an order is confirmed. Most products have none: it is looked up
    once, and one of one is not looked up at all."""

    _inherit = 'stock.move'

    def _update_orderpoints(self):
        """Override of `stock` to leave out what has no reordering rule."""
        return super(StockMove, self._ic_reordered())._update_orderpoints()

    def _trigger_scheduler(self):
        """Override of `stock` to leave out what has no reordering rule."""
        return super(StockMove, self._ic_reordered())._trigger_scheduler()

    def _ic_reordered(self):
        return self.filtered(
            lambda move: not move.product_id._ic_is_one_of_one() and move.product_id.sudo().orderpoint_ids
        )
