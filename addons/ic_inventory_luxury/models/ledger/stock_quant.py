from odoo import api, models

from .ic_stock_entry import USAGES


class StockQuant(models.Model):
    """Every change of a quantity goes into the ledger, whichever way it comes."""

    _inherit = 'stock.quant'

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `stock` to enter a new quant in the ledger."""
        quants = super().create(vals_list)
        # Odoo's counting screen gives no `quantity`: it makes a stock move, which comes back here with one.
        if any(vals.get('quantity') for vals in vals_list):
            self._ic_enter(quants, {quant.id: quant.quantity for quant in quants})
        return quants

    def write(self, vals):
        """Override of `stock` to enter a changed quantity in the ledger."""
        if 'quantity' not in vals:
            return super().write(vals)
        before = {quant.id: quant.quantity for quant in self}
        result = super().write(vals)
        self._ic_enter(self, {quant.id: quant.quantity - before[quant.id] for quant in self})
        return result

    def unlink(self):
        """Override of `stock` to enter the end of a quant that still had a quantity."""
        told = self.sudo().filtered(lambda quant: quant.quantity and quant._ic_is_told())
        if told:
            told.quantity = 0.0
        return super().unlink()

    # === BUSINESS METHODS === #

    def _ic_is_told(self):
        """Tell whether the ledger follows this quant: a piece, at a place that is not Odoo's bookkeeping."""
        self.ensure_one()
        return bool(self.product_id.product_tmpl_id.ic_category) and self.location_id.usage in USAGES

    @api.model
    def _ic_enter(self, quants, changes):
        kind = None if self.env.context.get('ic_ledger_moves') else 'correction'
        self.env['ic.stock.entry'].sudo()._ic_record(quants.sudo(), changes, kind)
