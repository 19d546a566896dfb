from odoo import models


class ProductTemplate(models.Model):
    """A piece answers why its number is what it is."""

    _inherit = 'product.template'

    def write(self, vals):
        """Override of `product` to open the ledger of an ordinary product that becomes a piece with its stock."""
        fresh = self.filtered(lambda record: not record.ic_category) if vals.get('ic_category') else self.browse()
        result = super().write(vals)
        fresh.product_variant_ids._ic_open_ledger()
        return result


class ProductProduct(models.Model):
    _inherit = 'product.product'

    def _ic_open_ledger(self):
        """Enter what lies in stock of products the ledger did not follow so far."""
        known = self.env['ic.stock.entry'].sudo()._read_group([('product_id', 'in', self.ids)], ['product_id'])
        fresh = self - self.browse([product.id for (product,) in known])
        quants = self.env['stock.quant'].sudo().search([('product_id', 'in', fresh.ids)])
        self.env['ic.stock.entry'].sudo()._ic_record(quants, {quant.id: quant.quantity for quant in quants}, 'opening')
