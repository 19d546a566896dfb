from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import ValidationError

PAID = ('authorized', 'done')
# Payments that a buyer starts. Not: refunds, saved cards, what an accountant books.
BY_BUYER = ('online_redirect', 'online_direct', 'online_token')
# Seconds until mails and PDF files are made: by then the buyer has his last page, which they would slow down.
AFTER_BUYER = 10


class PaymentTransaction(models.Model):
    _inherit = 'payment.transaction'

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `payment` to charge nobody for goods that are not reserved for him: every payment starts here."""
        transactions = super().create(vals_list)
        for transaction in transactions.filtered(lambda tx: tx.operation in BY_BUYER):
            for order in transaction._ic_open_orders():
                order._ic_hold(renew=False)
        return transactions

    def _post_process(self):
        """Override of `sale` to look, before an order goes on, whether its goods are still there.

        Where they are gone, or the order was cancelled, it stays as it is: with a conflict if money came in, with its
        payment called off if none was given yet.
        """
        lost = self.env['sale.order']
        for transaction in self.filtered(lambda tx: tx.operation in BY_BUYER):
            lost |= transaction._ic_secure_orders()
        called_off = self.filtered(lambda tx: tx.state == 'pending' and tx.sale_order_ids & lost)._ic_call_off()
        going_on = (self - called_off).with_context(ic_lost_order_ids=lost.ids)
        return super(PaymentTransaction, going_on)._post_process() if going_on or not self else None

    def _check_amount_and_confirm_order(self):
        """Override of `sale` to confirm no order whose goods are gone."""
        lost = set(self.env.context.get('ic_lost_order_ids', ()))
        kept = self.filtered(lambda tx: not lost & set(tx.sale_order_ids.ids))
        return super(PaymentTransaction, kept)._check_amount_and_confirm_order()

    def _send_invoice(self):
        """Override of `sale` to make the invoice's PDF and mail in a job, not in the buyer's request."""
        shop = self.filtered(lambda tx: tx.sale_order_ids.website_id)
        if self.env.context.get('ic_in_job') or not shop:
            return super()._send_invoice()
        for transaction in shop.with_user(SUPERUSER_ID):
            transaction.with_delay(
                description=self.env._("Invoice for payment %s", transaction.reference),
                identity_key=f'ic_storefront.invoice_mail.{transaction.id}',
                eta=AFTER_BUYER,
            )._ic_send_invoice()
        return super(PaymentTransaction, self - shop)._send_invoice() if self - shop else None

    def _ic_send_invoice(self):
        """Send the invoices of this payment. Runs as a job."""
        self.with_context(ic_in_job=True)._send_invoice()

    # === BUSINESS METHODS === #

    def _ic_open_orders(self):
        return self.sale_order_ids.filtered(lambda order: order.state in ('draft', 'sent'))

    def _ic_secure_orders(self):
        """See to it that what this payment is for stays reserved: for a moment if it is paid, else for some days.

        :return: the orders (sale.order) that lost something to somebody else
        """
        self.ensure_one()
        lost = self.env['sale.order']
        if self.state not in ('pending', *PAID):
            return lost
        for order in self._ic_open_orders():
            if self.state in PAID and order._is_confirmation_amount_reached() and order._ic_reserved_until():
                continue  # the confirmation, which follows, makes the promise firm
            try:
                order._ic_hold_pending()
            except ValidationError:
                lost |= order
                shortages = order._ic_shortages()
                order._ic_hold_pending(without=[shortage.product for shortage in shortages])
                if self.state in PAID:
                    order._ic_report_paid_late(shortages)
        return lost | self._ic_report_cancelled()

    def _ic_report_cancelled(self):
        """Report what comes in for orders that were cancelled meanwhile; what was booked already is no news.

        :return: these orders (sale.order)
        """
        cancelled = self.sale_order_ids.filtered(lambda order: order.state == 'cancel')
        if self.state in PAID and not self.is_post_processed:
            for order in cancelled:
                order._ic_report_paid_cancelled()
        return cancelled

    def _ic_call_off(self):
        """End payments that the buyer has only announced (a bank transfer, cash): he is told not to make them.

        :return: the payments that were ended; others are under way at their provider
        """
        announced = self.filtered(lambda tx: tx.provider_code == 'custom')
        if announced:
            cancelled = announced.filtered(lambda tx: 'cancel' in tx.sale_order_ids.mapped('state'))
            cancelled._set_canceled(state_message=self.env._("Your order was cancelled. Please do not pay."))
            (announced - cancelled)._set_canceled(
                state_message=self.env._("Somebody was faster: what you wanted is gone. Please do not pay.")
            )
            announced.is_post_processed = True
        return announced
