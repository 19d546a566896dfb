from odoo import api, models


class StockQuant(models.Model):
    """Stock that changes beside any movement counts for what may be promised, too."""

    _inherit = 'stock.quant'

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `stock` to count new stock."""
        quants = super().create(vals_list)
        if any(vals.get('quantity') for vals in vals_list):
            quants._ic_recount(quants.product_id)
        return quants

    def write(self, vals):
        """Override of `stock` to count changed stock."""
        result = super().write(vals)
        if 'quantity' in vals or 'location_id' in vals:
            self._ic_recount(self.product_id)
        return result

    def unlink(self):
        """Override of `stock` to count what is left."""
        products = self.sudo().filtered('quantity').product_id
        result = super().unlink()
        self._ic_recount(products)
        return result

    @api.model
    def _ic_recount(self, products):
        """Count anew what may be promised, unless the movement behind the change does so when it is done."""
        if self.env.context.get('ic_claims_later'):
            return
        followed = products.sudo().filtered(lambda product: product._ic_is_claimed())
        if followed:
            self.env['ic.claim.counter'].sudo()._ic_set_capacity(followed.sorted('id'))
            followed._ic_touch()
            followed.product_tmpl_id._ic_sync_status(self.env._("Stock corrected"))
