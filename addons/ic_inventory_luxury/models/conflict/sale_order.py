from odoo import models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    """An order can be left without its piece."""

    _name = 'sale.order'
    _inherit = ['sale.order', 'ic.conflict.document']

    # === BUSINESS METHODS === #

    def _ic_conflict_facts(self, product):
        """Override to tell what the order says of `product`, and when it was paid."""
        lines = self._ic_conflict_lines(product)
        paid = self.transaction_ids.filtered(lambda payment: payment.state == 'done' and payment.operation != 'refund')
        website = 'website_id' in self._fields and self.website_id
        return {
            **super()._ic_conflict_facts(product),
            'reference': self.name,
            'source': 'website' if website else 'backend',
            'user_id': self.user_id.id,
            'quantity': sum(lines.mapped('product_uom_qty')),
            'currency_id': self.currency_id.id,
            'amount': sum(lines.mapped('price_total')),
            'paid': sum(paid.mapped('amount')),
            'claimed_on': self.date_order,
            'paid_on': max(paid.mapped('last_state_change'), default=False),
            'words': self._ic_conflict_words(lines, bool(paid)),
        }

    def _ic_conflict_words(self, lines, paid):
        if self.state == 'cancel':
            return self.env._("Cancelled")
        if self.state in ('draft', 'sent'):
            return self.env._("Paid, not confirmed yet") if paid else self.env._("Quotation")
        if sum(lines.mapped('qty_delivered')):
            return self.env._("Confirmed and handed over")
        return self.env._("Confirmed, not handed over yet")

    def _ic_conflict_lines(self, product):
        """Return the order lines that sell `product`, also as a part of a kit."""
        return self.order_line.filtered(
            lambda line: not line.display_type and (line.product_id == product or product in line.move_ids.product_id)
        )

    def _ic_conflict_moves(self, product):
        return self.order_line.move_ids.filtered(
            lambda move: move.product_id == product and move.state not in ('draft', 'done', 'cancel')
        )

    def _ic_conflict_take(self, conflict):
        """Override to claim the units for the order, and to confirm an order that waited only for them."""
        self.ensure_one()
        product = conflict.product_id
        if self.state == 'cancel':
            raise UserError(self.env._("%s was cancelled: there is nothing to give it.", self.name))
        wants = self._ic_wants().get(product, 0.0)
        if not wants:
            raise UserError(
                self.env._(
                    "%(order)s does not ask for %(piece)s any more.", order=self.name, piece=product.display_name
                )
            )
        self.env['ic.claim']._ic_take({product: wants}, self, **self._ic_claim_values())
        others = self.env['ic.conflict'].search_count(
            [('owner', '=', conflict.owner), ('state', '=', 'open'), ('id', '!=', conflict.id)], limit=1
        )
        if self.state in ('draft', 'sent') and not others:
            self.action_confirm()
        self._ic_conflict_moves(product)._action_assign()

    def _ic_conflict_lose(self, conflict):
        """Override to let go of the serial or the units that were reserved for the delivery."""
        self._ic_conflict_moves(conflict.product_id)._do_unreserve()

    def _ic_conflict_refund(self, conflict):
        """Override to open the draft of a refund."""
        invoiced = self.invoice_ids.filtered(lambda move: move.state == 'posted')
        if not conflict.paid and not self.amount_paid and not invoiced:
            raise UserError(self.env._("Nothing was paid for %s: there is nothing to refund.", self.name))
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.ic_conflict_refund_action')
        return dict(action, context={'default_conflict_id': conflict.id})

    def _ic_conflict_cancel(self, conflict, whole=False):
        """Override to cancel the order, or to take the missing units off its lines."""
        self.ensure_one()
        lines = self._ic_conflict_lines(conflict.product_id)
        if any(line.qty_delivered for line in (self.order_line if whole else lines)):
            raise UserError(
                self.env._("%s has been handed over, at least in part. Take it back with a return first.", self.name)
            )
        if whole:
            self._action_cancel()
            return
        missing = conflict.quantity
        for line in lines:
            units = line.product_uom_id._compute_quantity(line.product_uom_qty, line.product_id.uom_id)
            off = min(units, missing)
            missing -= off
            line.product_uom_qty -= line.product_id.uom_id._compute_quantity(off, line.product_uom_id)
