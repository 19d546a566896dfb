from odoo import api, fields, models
from odoo.exceptions import UserError


class ResCompany(models.Model):
    _inherit = 'res.company'

    ic_below_minimum = fields.Selection(
        [('admin', "Needs a store admin"), ('warn', "Is warned about only")],
        string="Sale below the Minimum Price",
        default='admin',
        required=True,
    )


class ResConfigSettings(models.TransientModel):
    _inherit = 'res.config.settings'

    ic_below_minimum = fields.Selection(related='company_id.ic_below_minimum', readonly=False)


class SaleOrder(models.Model):
    """The lowest price of a piece holds on every way to a confirmed order, without being told."""

    _inherit = 'sale.order'

    ic_price_warning = fields.Text(
        string="Price Warning", compute='_compute_ic_price_warning', groups='base.group_user'
    )

    @api.depends('order_line.price_unit', 'order_line.discount', 'order_line.product_id', 'currency_id')
    @api.depends_context('uid')
    def _compute_ic_price_warning(self):
        for order in self:
            texts = [line._ic_price_warning() for line in order.order_line]
            order.ic_price_warning = "\n".join(text for text in texts if text) or False

    def write(self, vals):
        """Override of `sale` to leave a sale below the minimum price to a store admin.

        Every way to a confirmed order writes its state, so this is where none gets past.
        """
        if vals.get('state') == 'sale':
            self.order_line._ic_check_minimum()
        return super().write(vals)


class SaleOrderLine(models.Model):
    _inherit = 'sale.order.line'

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `sale` to check lines added to a confirmed order."""
        lines = super().create(vals_list)
        lines.filtered(lambda line: line.order_id.state == 'sale')._ic_check_minimum()
        return lines

    def write(self, vals):
        """Override of `sale` to check the prices of a confirmed order."""
        result = super().write(vals)
        if {'price_unit', 'discount', 'product_id', 'order_id'} & vals.keys():
            self.filtered(lambda line: line.order_id.state == 'sale')._ic_check_minimum()
        return result

    def _ic_unit_price(self):
        """Return what one unit is sold for, in the currency of the company, in the terms of the retail price."""
        self.ensure_one()
        price = self.price_unit * (1 - (self.discount or 0.0) / 100)
        return self.currency_id._convert(
            price, self.company_id.currency_id, self.company_id, self.order_id.date_order or fields.Date.today()
        )

    def _ic_below(self, name):
        """Return whether the line sells a piece for less than its price `name`; those who may not see it may ask."""
        self.ensure_one()
        piece = self.product_id.product_tmpl_id.sudo().with_company(self.company_id)
        lowest = piece[name] if piece.ic_category and not self.display_type else 0.0
        return bool(lowest) and self.company_id.currency_id.compare_amounts(self._ic_unit_price(), lowest) < 0

    def _ic_price_warning(self):
        """Return the warning on this line in words that its reader may read, or False."""
        self.ensure_one()
        piece = self.product_id.product_tmpl_id
        sees = self.env.user.has_group('ic_inventory_luxury.group_view_cost')
        if self._ic_below('ic_minimum_price'):
            if not sees:
                return self._ic_minimum_text()
            return self.env._(
                "%(piece)s: below the minimum price of %(price)s.",
                piece=piece.display_name,
                price=piece.currency_id.format(piece.ic_minimum_price),
            )
        # That a price is below cost tells the cost: only to those who see it.
        if sees and self._ic_below('standard_price'):
            return self.env._(
                "%(piece)s: below the cost of %(price)s.",
                piece=piece.display_name,
                price=piece.currency_id.format(piece.standard_price),
            )
        return False

    def _ic_minimum_text(self):
        return self.env._(
            "%s: below the lowest price this house accepts. Ask a store admin to confirm it.",
            self.product_id.product_tmpl_id.display_name,
        )

    def _ic_check_minimum(self):
        """Refuse prices below the minimum unless a store admin is at work.

        Customers of the website pay the price the house shows, so their orders are not stopped here.

        :raise UserError: names the pieces, never the figure
        """
        user = self.env.user
        if not user._is_internal() or user.has_group('ic_inventory_luxury.group_store_admin'):
            return
        below = self.filtered(
            lambda line: line.company_id.sudo().ic_below_minimum == 'admin' and line._ic_below('ic_minimum_price')
        )
        if below:
            raise UserError("\n".join(line._ic_minimum_text() for line in below))
