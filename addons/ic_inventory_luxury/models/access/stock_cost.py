from odoo import api, fields, models

from ..cost_flow import VIEW_COST, inside


class StockMove(models.Model):
    """Override of `stock_account`: the value of a movement is the cost of its pieces."""

    _name = 'stock.move'
    _inherit = ['stock.move', 'ic.cost.flow']

    # A copied movement has no value before it is done; `stock_account` would copy the figure.
    value = fields.Monetary(groups=VIEW_COST, copy=False)
    value_manual = fields.Monetary(groups=VIEW_COST)
    value_justification = fields.Text(groups=VIEW_COST)
    value_computed_justification = fields.Text(groups=VIEW_COST)
    remaining_value = fields.Monetary(groups=VIEW_COST)
    price_unit = fields.Float(groups=VIEW_COST)
    standard_price = fields.Float(groups=VIEW_COST)

    def _action_done(self, cancel_backorder=False):
        """Override of `stock_account` to value what the person at work moves."""
        moves = super(StockMove, inside(self))._action_done(cancel_backorder=cancel_backorder)
        return moves.with_env(self.env)

    def _merge_moves(self, merge_into=False):
        """Override of `stock`, which tells movements apart by their unit price, too."""
        return super(StockMove, inside(self))._merge_moves(merge_into=merge_into).with_env(self.env)

    def _split(self, qty, restrict_partner_id=False):
        """Override of `stock`, which hands the unit price on to the part split off."""
        return super(StockMove, inside(self))._split(qty, restrict_partner_id=restrict_partner_id)

    def _set_value(self, correction_quantity=None):
        """Override of `stock_account` to value for people who may not see values."""
        return super(StockMove, inside(self))._set_value(correction_quantity=correction_quantity)

    def _get_price_unit(self):
        """Override of `stock_account`: asked by flows only."""
        return super(StockMove, inside(self))._get_price_unit()

    def _get_cogs_price_unit(self, quantity=0):
        """Override of `stock_account`: asked by flows only."""
        return super(StockMove, inside(self))._get_cogs_price_unit(quantity=quantity)


class StockLot(models.Model):
    _name = 'stock.lot'
    _inherit = ['stock.lot', 'ic.cost.flow']

    standard_price = fields.Float(groups=VIEW_COST)
    avg_cost = fields.Monetary(groups=VIEW_COST)
    total_value = fields.Monetary(groups=VIEW_COST)

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `stock_account` to let it hand the product's cost to a new serial number."""
        if any('standard_price' in vals for vals in vals_list):
            self._check_field_access(self._fields['standard_price'], 'write')
        return super(StockLot, inside(self)).create(vals_list).with_env(self.env)

    def _update_standard_price(self):
        """Override of `stock_account` to value for people who may not see values."""
        return super(StockLot, inside(self))._update_standard_price()


class StockQuant(models.Model):
    _inherit = 'stock.quant'

    value = fields.Monetary(groups=VIEW_COST)
    currency_id = fields.Many2one(groups='base.group_user')
