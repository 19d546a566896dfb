from odoo import fields, models
from odoo.exceptions import UserError


class StockMove(models.Model):
    """Goods bought from a person come in at what he was paid."""

    _inherit = 'stock.move'

    ic_buyback_line_id = fields.Many2one(
        'ic.buyback.line', copy=False, readonly=True, index='btree_not_null', ondelete='restrict'
    )

    _ic_buyback_once = models.UniqueIndex(
        "(ic_buyback_line_id) WHERE ic_buyback_line_id IS NOT NULL", "These goods were received already."
    )

    def _get_value_from_quotation(self, quantity, at_date=None):
        """Override of `stock_account`: what was agreed with the seller, as for a purchase order."""
        line = self.sudo().ic_buyback_line_id
        if not line:
            return super()._get_value_from_quotation(quantity, at_date)
        value = line.company_id.currency_id.round(line.price * quantity)
        return {
            'value': value,
            'quantity': quantity,
            'description': self.env._("Bought with %s", line.buyback_id.name),
        }

    def _ic_fill_buyback(self):
        """State what has come in: all of it, with its serial number where it is one of one."""
        self.ensure_one()
        piece = self.product_id.product_tmpl_id
        lot = piece._ic_lots()[piece.id] if self.product_id.tracking != 'none' else False
        self.move_line_ids.unlink()
        self.env['stock.move.line'].create(
            {
                **self._prepare_move_line_vals(quantity=0),
                'quantity': self.product_uom_qty,
                'lot_id': lot,
                'picked': True,
            }
        )
        self.picked = True

    def _merge_moves(self, merge_into=False):
        """Override of `stock`: two lines of one purchase stay two, each with its price."""
        bought = self.filtered('ic_buyback_line_id')
        return bought | super(StockMove, self - bought)._merge_moves(merge_into=merge_into)


class ProductTemplate(models.Model):
    _inherit = 'product.template'

    def _ic_check_not_in_house(self):
        """Refuse to buy what is one of one and in the house already."""
        facts = self._ic_stock_facts()
        for piece in self:
            if facts[piece.id]['on_hand'] > 0:
                raise UserError(self.env._("%s is in the house already: nobody can sell it to us.", piece.display_name))
