from markupsafe import Markup

from odoo import api, fields, models
from odoo.http import request


class ProductTemplate(models.Model):
    """What others have reserved at this moment, as the visitor who looks at it is told."""

    _inherit = 'product.template'

    # For the visitor of this request: his own cart and his own holds leave it free. Computed for a whole page at once.
    ic_web_free = fields.Float(
        compute='_compute_ic_web_free', groups='base.group_system', help="Units the visitor of the shop could buy now."
    )

    @api.depends('product_variant_ids', 'ic_claim_ids.state', 'ic_claim_ids.quantity', 'ic_claim_ids.expires_at')
    def _compute_ic_web_free(self):
        claimed = self.filtered(lambda product: product._ic_is_claimed())
        free = claimed.product_variant_ids._ic_free_for_visitor()
        for product in self:
            units = [free[variant] for variant in product.product_variant_ids if variant in free]
            product.ic_web_free = min(sum(units), 1e9) if units else 1e9

    def _ic_web_taken(self):
        """Tell whether nothing of this is left for the visitor, because others have bought or reserved it."""
        self.ensure_one()
        if self.sudo().ic_web_free <= 0:
            return True
        website = self.env['website'].get_current_website()
        return bool(website.sudo().warehouse_id) and self._is_sold_out()

    def _ic_web_paying(self):
        """Return the claim of somebody who is paying for this right now and thereby keeps the visitor from it."""
        self.ensure_one()
        claims = self.env['ic.claim'].sudo()
        if self.sudo().ic_web_free > 0:
            return claims
        return claims._ic_checkouts(self.sudo().product_variant_ids).sorted('expires_at')[:1]

    def _ic_web_minutes(self):
        """Return in how many minutes, at the latest, the one who is paying for this has paid or lets go of it."""
        claim = self._ic_web_paying()
        seconds = (claim.expires_at - fields.Datetime.now()).total_seconds() if claim else 0
        return max(int(seconds // 60) + 1, 1)

    def _get_additionnal_combination_info(self, product_or_template, quantity, uom, date, website):
        """Override of `website_sale_stock` to say of goods that are no piece, too, that they are being paid for."""
        info = super()._get_additionnal_combination_info(product_or_template, quantity, uom, date, website)
        if info.get('free_qty', 1) <= 0 and self._ic_is_claimed() and self._ic_web_paying():
            info['out_of_stock_message'] = Markup('<p>%s</p>') % self.env._(
                "Reserved: someone is completing a purchase."
            )
        return info


class ProductProduct(models.Model):
    _inherit = 'product.product'

    def _ic_free_for_visitor(self):
        """Return dict product -> units the visitor of this request could claim now, his own cart left aside."""
        cart = getattr(request, 'cart', None) if request else None
        partner = self.env['res.partner'] if self.env.user._is_public() else self.env.user.partner_id
        return self.env['ic.claim']._ic_free_for(self, owner=cart or None, partner=partner)

    def _ic_limit(self, stock, free, warehouse):
        """Return how many units the shop offers: what can be claimed and is in the website's own warehouse, if any.

        :param float stock: what Odoo would offer; holds where the goods may be backordered
        :param float free: what can be claimed, see `ic.claim._ic_free`
        """
        if free == float('inf'):
            return stock
        return min(stock, free) if warehouse else free


class Website(models.Model):
    _inherit = 'website'

    def _get_product_available_qty(self, product, **kwargs):
        """Override of `website_sale_stock`: what others have reserved is not there.

        What can be claimed says it all where no warehouse of the website's own has a say: the forecast is not asked.
        """
        free = product._ic_free_for_visitor()[product] if product._ic_is_claimed() else float('inf')
        if free < float('inf') and not self.warehouse_id:
            return product._ic_limit(free, free, self.warehouse_id)
        return product._ic_limit(super()._get_product_available_qty(product, **kwargs), free, self.warehouse_id)

    def sale_reset(self):
        """Override of `website_sale` to free what a cart had reserved when its visitor goes on without it."""
        cart = self.env['sale.order'].sudo().browse(request.session.get('sale_order_id')).exists()
        if cart.state == 'draft' and cart.get_portal_last_transaction().state in (False, 'cancel', 'error'):
            cart._ic_release_claims(self.env._("Cart left"))
        return super().sale_reset()
