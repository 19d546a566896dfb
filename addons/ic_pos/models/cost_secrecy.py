from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.ic_inventory_luxury.models.cost_flow import VIEW_COST, inside


def without_cost(env, names):
    """Return the field names that the terminal of this user may load."""
    return list(names) if env.user.has_group(VIEW_COST) else [name for name in names if name != 'standard_price']


class PosLoadMixin(models.AbstractModel):
    _inherit = 'pos.load.mixin'

    @api.model
    def _load_pos_data_read(self, records, config):
        """Override of `point_of_sale`, which converts the cost of every product: nought where it is not seen."""
        result = super()._load_pos_data_read(records, config)
        if self._name in ('product.template', 'product.product'):
            for product in result:
                product.setdefault('standard_price', 0.0)
        return result


class ProductTemplate(models.Model):
    _inherit = 'product.template'

    @api.model
    def _load_pos_data_fields(self, config):
        """Override of `point_of_sale` to keep costs away from the terminals of those who may not see them."""
        return without_cost(self.env, super()._load_pos_data_fields(config))

    def _process_pos_ui_product_product(self, products, config_id):
        """Override of `point_of_sale`, which converts the cost of every product: nought where it is not seen."""
        for product in products:
            product.setdefault('standard_price', 0.0)
        return super()._process_pos_ui_product_product(products, config_id)

    def get_product_info_pos(self, *args, **kwargs):
        """Override of `point_of_sale` to say nothing of suppliers and their prices to those who may not see costs."""
        if self.env.user.has_group(VIEW_COST):
            return super().get_product_info_pos(*args, **kwargs)
        return {**super(ProductTemplate, inside(self)).get_product_info_pos(*args, **kwargs), 'suppliers': []}


class ProductProduct(models.Model):
    _inherit = 'product.product'

    @api.model
    def _load_pos_data_fields(self, config):
        """Override of `point_of_sale` to keep costs away from the terminals of those who may not see them."""
        return without_cost(self.env, super()._load_pos_data_fields(config))


class PosOrder(models.Model):
    _inherit = 'pos.order'

    margin = fields.Monetary(groups=VIEW_COST)
    margin_percent = fields.Float(groups=VIEW_COST)

    def _ic_check_pieces(self):
        """Override of `ic_pos` to leave a sale below the minimum price to a store admin at the till as well.

        An order that was paid offline is kept, the money is taken: it only says so on itself.
        """
        offline = self.filtered('ic_sold_offline')
        (self - offline).lines._ic_check_minimum()
        for order in offline:
            below = order.lines.filtered(lambda line: line.qty > 0 and line._ic_is_below_minimum())
            if below and not self.env.user.has_group('ic_inventory_luxury.group_store_admin'):
                order.message_post(
                    body=self.env._(
                        "Sold offline below the lowest price this house accepts: %s",
                        ', '.join(below.product_id.mapped('display_name')),
                    )
                )
        return super()._ic_check_pieces()


class PosOrderLine(models.Model):
    _inherit = 'pos.order.line'

    margin = fields.Monetary(groups=VIEW_COST)
    margin_percent = fields.Float(groups=VIEW_COST)
    total_cost = fields.Float(groups=VIEW_COST)

    def _compute_total_cost(self, stock_moves):
        """Override of `point_of_sale` to note the cost of a sale rung up by somebody who may not see it."""
        return super(PosOrderLine, self.sudo())._compute_total_cost(stock_moves and stock_moves.sudo())

    def _ic_check_minimum(self):
        """Refuse pieces that are rung up below their minimum price by anybody but a store admin.

        :raise UserError: names the pieces, never the figure
        """
        if self.env.user.has_group('ic_inventory_luxury.group_store_admin'):
            return
        below = self.filtered(lambda line: line.qty > 0 and line._ic_is_below_minimum())
        if below:
            raise UserError(
                self.env._(
                    "%s: below the lowest price this house accepts. Ask a store admin to ring it up; the payment has "
                    "not been booked.",
                    ", ".join(below.product_id.mapped('display_name')),
                )
            )

    def _ic_is_below_minimum(self):
        self.ensure_one()
        company = self.order_id.company_id
        piece = self.product_id.product_tmpl_id.sudo().with_company(company)
        if company.sudo().ic_below_minimum != 'admin' or not piece.ic_category or not piece.ic_minimum_price:
            return False
        price = self.price_unit * (1 - (self.discount or 0.0) / 100)
        price = self.currency_id._convert(price, company.currency_id, company, fields.Date.context_today(self))
        return company.currency_id.compare_amounts(price, piece.ic_minimum_price) < 0


class ReportPosOrder(models.Model):
    _inherit = 'report.pos.order'

    margin = fields.Float(groups=VIEW_COST)
