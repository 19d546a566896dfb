from odoo import SUPERUSER_ID, models
from odoo.exceptions import ValidationError

from .payment_transaction import AFTER_BUYER


class SaleOrder(models.Model):
    _inherit = 'sale.order'

    # === BUSINESS METHODS === #

    def _ic_gone_pieces(self):
        """Return the products (product.template) in the order that cannot be sold with it any more."""
        self.ensure_one()
        gone = self.env['product.template']
        if self.state == 'sale':
            return gone
        wants = self._ic_wants()
        products = self.env['product.product'].sudo().union(*wants)
        free = self.env['ic.claim']._ic_free_for(products, owner=self, partner=self.partner_id)
        for product, units in wants.items():
            piece = product.product_tmpl_id.sudo()
            if free[product] < units or (piece.ic_category and not piece._ic_is_available_to(self.partner_id)):
                gone |= piece
        return gone

    def _ic_check_pieces(self):
        """Refuse to take money for a piece that the store does not offer any more.

        :raise ValidationError: naming every piece that is not available any more
        """
        gone = self.order_line._ic_pieces().filtered(lambda piece: not piece._ic_is_available_to(self.partner_id))
        if gone and self.state != 'sale':
            raise ValidationError(
                self.env._(
                    "We are sorry: %(pieces)s has just been sold or reserved and is no longer available. "
                    "Nothing has been charged. Please remove it from your cart to continue.",
                    pieces=', '.join(gone.mapped('name')),
                )
            )

    def _check_cart_is_ready_to_be_paid(self):
        """Override of `website_sale` to reserve what is about to be paid for, or to refuse its payment."""
        self._ic_check_pieces()
        self._ic_hold()
        return super()._check_cart_is_ready_to_be_paid()

    def _get_free_qty(self, product):
        """Override of `website_sale_stock`: what others have reserved is not there, what this cart has reserved is."""
        quantity = super()._get_free_qty(product)
        if not product._ic_is_claimed():
            return quantity
        free = self.env['ic.claim']._ic_free_for(product, owner=self, partner=self.partner_id)
        return product._ic_limit(quantity, free[product], self._get_shop_warehouse_id())

    def _verify_updated_quantity(self, order_line, product_id, new_qty, uom_id, **kwargs):
        """Override of `website_sale` to put a one-of-one piece into a bag once, and only while it is available."""
        product = self.env['product.product'].browse(product_id).sudo()
        piece = product.product_tmpl_id
        if piece.ic_category and new_qty > 0:
            free = self.env['ic.claim']._ic_free_for(product, owner=self, partner=self.partner_id)[product]
            if piece.ic_status == 'available' and free <= 0 and self.env['ic.claim']._ic_checkouts(product):
                return 0, self.env._("%s is reserved: someone is completing a purchase of it.", piece.name)
            if not piece._ic_is_available_to(self.partner_id) or free <= 0:
                return 0, self.env._("%s is no longer available.", piece.name)
            if piece._ic_no_price_reasons():
                return 0, self.env._("%s has no price at this moment. Please ask us.", piece.name)
            if piece.ic_is_unique and new_qty > 1:
                return 1, self.env._("%s is one of one: it is in your cart already.", piece.name)
        return super()._verify_updated_quantity(order_line, product_id, new_qty, uom_id, **kwargs)

    def _send_order_notification_mail(self, mail_template, allow_deferred_sending=True):
        """Override of `sale` to make the mails of web orders (and their PDF) in a job, not in the buyer's request."""
        if self.website_id and mail_template and allow_deferred_sending:
            order = self.with_user(SUPERUSER_ID).with_company(self.company_id)
            order.with_delay(
                description=self.env._("Mail for order %s", self.name),
                identity_key=f'ic_storefront.order_mail.{self.id}.{mail_template.id}',
                eta=AFTER_BUYER,
            )._ic_send_notification_mail(mail_template.id)
            return
        super()._send_order_notification_mail(mail_template, allow_deferred_sending)

    def _ic_send_notification_mail(self, mail_template_id):
        """Send a mail about the order; without its PDF where this server cannot make one. Runs as a job."""
        self.ensure_one()
        if self.env['ir.actions.report'].get_wkhtmltopdf_state() == 'install':
            self = self.with_context(ic_no_pdf=True)
        template = self.env['mail.template'].browse(mail_template_id).exists()
        self._send_order_notification_mail(template, allow_deferred_sending=False)
