from odoo import api, models
from odoo.exceptions import UserError

from .payment_transaction import PAID

# Money that is here, or on its way.
PAYING = ('pending', *PAID)
PAID_IN_VAIN = ('paid_late', 'paid_cancelled')


class SaleOrder(models.Model):
    """Paid too late: the money came when the goods were gone, or the order. It is kept, the store settles it."""

    _inherit = 'sale.order'

    # === CRUD === #

    @api.ondelete(at_uninstall=False)
    def _unlink_except_paying(self):
        """Keep what somebody is paying for: his money would come in for an order that nobody can find."""
        states = dict(self.env['payment.transaction']._fields['state']._description_selection(self.env))
        for order in self:
            payment = order.sudo().transaction_ids.filtered(lambda payment: payment.state in PAYING)[:1]
            if payment:
                raise UserError(
                    self.env._(
                        "%(order)s has a payment (%(payment)s: %(state)s). Cancel the order instead: then the money "
                        "that comes in for it is found again.",
                        order=order.name,
                        payment=payment.reference,
                        state=states[payment.state],
                    )
                )

    # === BUSINESS METHODS === #

    def _ic_conflicts(self):
        """Return the conflicts over what these orders could not get."""
        owners = [self.env['ic.claim']._ic_key(order) for order in self]
        return self.env['ic.conflict'].sudo().search([('owner', 'in', owners), ('kind', 'in', PAID_IN_VAIN)])

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
        known = self._ic_conflicts()
        for shortage in shortages:
            claims = shortage.claims or self.env['ic.claim'].sudo()._ic_last_handed_over(shortage.product)
            self._ic_keep_conflict('paid_late', shortage.product, shortage.wanted - shortage.free, winner_claims=claims)
        if self._ic_conflicts() - known:
            self._ic_tell_paid_in_vain(
                self.env._(
                    "Paid, but no longer available: %s. The order was not confirmed. Refund the payment or offer "
                    "another piece.",
                    ', '.join(shortage.product.display_name for shortage in shortages),
                ),
                'ic_storefront.mail_template_paid_late',
            )

    def _ic_report_paid_cancelled(self):
        """Keep what was paid for after the order was cancelled as conflicts, and tell store and buyer.

        Odoo books such a payment and says nothing. An order of services has no piece to disagree over: it is told all
        the same.
        """
        self.ensure_one()
        known = self._ic_conflicts()
        for product, units in self._ic_wants().items():
            if units > 0:
                self._ic_keep_conflict('paid_cancelled', product, units)
        if self._ic_conflicts() - known or not known:
            self._ic_tell_paid_in_vain(
                self.env._(
                    "Paid after the order was cancelled. Refund the payment; or, while the goods are free, set the "
                    "order back to a quotation and confirm it."
                ),
                'ic_storefront.mail_template_paid_cancelled',
            )

    def _ic_keep_conflict(self, kind, product, units, **values):
        """Open the conflict over `units` of `product` that were paid for in vain; values as `ic.conflict._ic_open`."""
        claims, conflicts = self.env['ic.claim'].sudo(), self.env['ic.conflict'].sudo()
        mine = [('product_id', '=', product.id), ('owner', '=', claims._ic_key(self))]
        lost = claims.search([*mine, ('state', 'in', ('expired', 'released'))], limit=1)
        sides = {'lost_claim': lost or None, 'document': self}
        paid = {'paid': self._ic_paid_for(product), 'currency': self.currency_id}
        return conflicts._ic_open(kind, product, units, **sides, **paid, **values)

    def _ic_tell_paid_in_vain(self, words, template):
        """Tell the store in the order's history, and the buyer by mail."""
        self.message_post(body=words)
        self._send_order_notification_mail(self.env.ref(template, raise_if_not_found=False))

    def _ic_paid_for(self, product):
        """Return how much of the money that came in was for `product`: all of it where nothing else was bought."""
        self.ensure_one()
        received = self.transaction_ids.filtered(lambda transaction: transaction.state in PAID)
        paid = sum(received.mapped('amount'))
        lines = self.order_line.filtered(lambda line: product in line._ic_wants())
        others = (self.order_line - lines).filtered(lambda line: not line.is_delivery and line.price_total)
        return min(paid, sum(lines.mapped('price_total'))) if others else paid

    def _send_payment_succeeded_for_order_mail(self):
        """Override of `sale`: whoever paid for something that is gone is not thanked for it."""
        lost = self.browse(self.env.context.get('ic_lost_order_ids', ()))
        return super(SaleOrder, self - lost)._send_payment_succeeded_for_order_mail()
