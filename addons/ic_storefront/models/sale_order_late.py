from odoo import models


class SaleOrder(models.Model):
    """Paid too late: the money came when the goods were gone. The order is kept, the store settles it."""

    _inherit = 'sale.order'

    # === BUSINESS METHODS === #

    def _ic_conflicts(self):
        """Return the conflicts over what these orders could not get."""
        owners = [self.env['ic.claim']._ic_key(order) for order in self]
        return self.env['ic.conflict'].sudo().search([('owner', 'in', owners), ('kind', '=', 'paid_late')])

    def _ic_lost_pieces(self):
        """Return the products (product.template) this order was paid for and could not get, as its page tells it."""
        self.ensure_one()
        if self.state == 'sale':
            return self.env['product.template']
        return self._ic_conflicts().product_tmpl_id

    def _ic_report_paid_late(self, shortages):
        """Keep what was paid for and is gone as conflicts, and tell store and buyer. Once, however often called.

        :param shortages: what the order cannot have, see `ic.claim._ic_shortages`
        """
        self.ensure_one()
        claims, known = self.env['ic.claim'].sudo(), self._ic_conflicts()
        for shortage in shortages:
            product, key = shortage.product, claims._ic_key(self)
            lost = claims.search(
                [('product_id', '=', product.id), ('owner', '=', key), ('state', 'in', ('expired', 'released'))],
                limit=1,
            )
            self.env['ic.conflict'].sudo()._ic_open(
                'paid_late',
                product,
                shortage.wanted - shortage.free,
                lost_claim=lost or None,
                document=self,
                winner_claims=shortage.claims or claims._ic_last_handed_over(product),
                paid=self._ic_paid_for(product),
                currency=self.currency_id,
            )
        if self._ic_conflicts() - known:
            self.message_post(
                body=self.env._(
                    "Paid, but no longer available: %s. The order was not confirmed. Refund the payment or offer "
                    "another piece.",
                    ', '.join(shortage.product.display_name for shortage in shortages),
                )
            )
            self._send_order_notification_mail(
                self.env.ref('ic_storefront.mail_template_paid_late', raise_if_not_found=False)
            )

    def _ic_paid_for(self, product):
        """Return how much of the money that came in was for `product`: all of it where nothing else was bought."""
        self.ensure_one()
        received = self.transaction_ids.filtered(lambda transaction: transaction.state in ('authorized', 'done'))
        paid = sum(received.mapped('amount'))
        lines = self.order_line.filtered(lambda line: product in line._ic_wants())
        others = (self.order_line - lines).filtered(lambda line: not line.is_delivery and line.price_total)
        return min(paid, sum(lines.mapped('price_total'))) if others else paid

    def _send_payment_succeeded_for_order_mail(self):
        """Override of `sale`: whoever paid for something that is gone is not thanked for it."""
        lost = self.browse(self.env.context.get('ic_lost_order_ids', ()))
        return super(SaleOrder, self - lost)._send_payment_succeeded_for_order_mail()
