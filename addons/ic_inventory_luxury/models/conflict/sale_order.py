from odoo import models


class SaleOrder(models.Model):
    """An order can be left without its piece."""

    _name = 'sale.order'
    _inherit = ['sale.order', 'ic.conflict.document']

    def _ic_conflict_facts(self, product):
        """Override to tell what the order says of `product` and when it was paid."""
        lines = self.order_line.filtered(lambda line: line.product_id == product)
        paid = self.transaction_ids.filtered(lambda transaction: transaction.state == 'done')
        states = dict(self._fields['state']._description_selection(self.env))
        return {
            **super()._ic_conflict_facts(product),
            'reference': self.name,
            'user_id': self.user_id.id,
            'quantity': sum(lines.mapped('product_uom_qty')),
            'currency_id': self.currency_id.id,
            'amount': sum(lines.mapped('price_total')),
            'paid': sum(paid.mapped('amount')),
            'claimed_on': self.date_order,
            'paid_on': max(paid.mapped('last_state_change'), default=False),
            'words': states.get(self.state),
        }
