from odoo import models


class StockMoveLine(models.Model):
    _inherit = 'stock.move.line'

    def _apply_putaway_strategy(self):
        """Override of `stock` to look for shelves in our own places only: at a customer's there are none of ours."""
        if self.env.context.get('avoid_putaway_rules'):
            return super()._apply_putaway_strategy()
        sent = self.filtered(lambda line: line.move_id.location_dest_id.usage == 'customer')
        for line in sent:
            if line.location_dest_id != line.move_id.location_dest_id:
                line.location_dest_id = line.move_id.location_dest_id
        return super(StockMoveLine, self - sent)._apply_putaway_strategy()
