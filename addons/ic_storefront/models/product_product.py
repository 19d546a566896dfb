from odoo import models


class ProductProduct(models.Model):
    _inherit = 'product.product'

    def _is_add_to_cart_allowed(self):
        """Override of `website_sale` to sell a piece only while it is available, to administrators too."""
        self.ensure_one()
        piece = self.product_tmpl_id.sudo()
        if piece.ic_category and (piece._ic_web_state() != 'available' or piece._ic_no_price_reasons()):
            return False
        return super()._is_add_to_cart_allowed()
