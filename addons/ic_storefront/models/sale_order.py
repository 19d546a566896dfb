from odoo import SUPERUSER_ID, models
from odoo.exceptions import ValidationError


class SaleOrder(models.Model):
    _inherit = 'sale.order'

    # === BUSINESS METHODS === #

    def _ic_gone_pieces(self):
        """Return the pieces (product.template) in the order that cannot be sold with it any more."""
        self.ensure_one()
        if self.state == 'sale':
            return self.env['product.template']
        return self.order_line._ic_pieces().filtered(lambda piece: piece._ic_web_state() != 'available')

    def _ic_check_pieces(self):
        """Refuse to take money for a piece that is gone.

        :raise ValidationError: naming every piece that is not available any more
        """
        gone = self._ic_gone_pieces()
        if gone:
            raise ValidationError(
                self.env._(
                    "We are sorry: %(pieces)s has just been sold or reserved and is no longer available. "
                    "Nothing has been charged. Please remove it from your cart to continue.",
                    pieces=', '.join(gone.mapped('name')),
                )
            )

    def _check_cart_is_ready_to_be_paid(self):
        """Override of `website_sale` to refuse payment for a piece that somebody else took."""
        self._ic_check_pieces()
        return super()._check_cart_is_ready_to_be_paid()

    def _verify_updated_quantity(self, order_line, product_id, new_qty, uom_id, **kwargs):
        """Override of `website_sale` to put a one-of-one piece into a bag once, and only while it is available."""
        piece = self.env['product.product'].browse(product_id).product_tmpl_id.sudo()
        if piece.ic_category and new_qty > 0:
            if piece._ic_web_state() != 'available':
                return 0, self.env._("%s is no longer available.", piece.name)
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

    def _ic_report_conflict(self):
        """Tell the store, on the order, that it was paid for a piece that was sold to somebody else first."""
        self.ensure_one()
        note = self.env._(
            "Paid, but no longer available: %s. The order was not confirmed. Refund the payment or offer another "
            "piece.",
            ', '.join(self._ic_gone_pieces().mapped('name')),
        )
        self.sudo().message_post(body=note)
        self.sudo().activity_schedule(
            'mail.mail_activity_data_todo',
            summary=self.env._("Refund: the piece was already sold"),
            note=note,
            user_id=(self.user_id or self.website_id.salesperson_id or self.env.ref('base.user_admin')).id,
        )
