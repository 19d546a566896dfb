from odoo import models


class PaymentTransaction(models.Model):
    _inherit = 'payment.transaction'

    def _check_amount_and_confirm_order(self):
        """Override of `sale` to never confirm a second order for a piece that is gone.

        The payment has been taken by then, so the order stays a quotation, says why, and asks the store to refund.
        """
        conflicts = self.filtered(
            lambda tx: any(order._ic_gone_pieces() for order in tx.sale_order_ids if order.state in ('draft', 'sent'))
        )
        for order in conflicts.filtered(lambda tx: not tx.is_post_processed).sale_order_ids:
            order._ic_report_conflict()
        return super(PaymentTransaction, self - conflicts)._check_amount_and_confirm_order()
