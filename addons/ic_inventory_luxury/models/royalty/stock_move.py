from odoo import models


class StockMove(models.Model):
    """A work that came back owes no royalty; one that goes out again does.

    Told here, where a movement is done: as a dependency of the royalty, each of the many changes a movement sees while
    an order is confirmed would lead there, for goods that never owe one.
    """

    _inherit = 'stock.move'

    def _action_done(self, cancel_backorder=False):
        """Override of `stock` to count the royalty of what moved anew."""
        moves = super()._action_done(cancel_backorder=cancel_backorder)
        moves._ic_count_royalty()
        return moves

    def _ic_count_royalty(self):
        lines = self.sale_line_id.sudo().filtered(lambda line: line.product_id.product_tmpl_id.ic_category == 'artwork')
        for field in self.pool.field_computed[lines._fields['ic_royalty_amount']] if lines else ():
            self.env.add_to_compute(field, lines)


class StockMoveLine(models.Model):
    _inherit = 'stock.move.line'

    def write(self, vals):
        """Override of `stock` to count the royalty anew when somebody corrects what was moved."""
        result = super().write(vals)
        if 'quantity' in vals:
            self.move_id.filtered(lambda move: move.state == 'done')._ic_count_royalty()
        return result
