from odoo import fields, models


class SaleOrder(models.Model):
    """A sale that came from a channel."""

    _inherit = 'sale.order'

    ic_channel_id = fields.Many2one(
        'ic.channel', string="Channel", readonly=True, copy=False, index='btree_not_null', ondelete='restrict'
    )
    ic_channel_order_id = fields.Many2one(
        'ic.channel.order', string="Order There", readonly=True, copy=False, index='btree_not_null', ondelete='set null'
    )

    # === BUSINESS METHODS === #

    def _ic_claim_values(self):
        """Override to tell that a channel has sold it."""
        values = super()._ic_claim_values()
        if self.ic_channel_id:
            values.update(source='channel', reference=f'{self.name} · {self.ic_channel_order_id._ic_reference()}')
        return values

    def _ic_keeps_prices(self):
        """Override: what a channel sold costs what it was sold for there, whatever a metal did since."""
        return bool(self.ic_channel_id) or super()._ic_keeps_prices()

    def _ic_conflict_facts(self, product):
        """Override to tell what the channel says: where, when and for how much it was sold there."""
        facts = super()._ic_conflict_facts(product)
        order = self.ic_channel_order_id
        if order:
            facts.update(
                source='channel',
                reference=f'{self.name} · {order._ic_reference()}',
                paid=order._ic_paid_for(product),
                claimed_on=order.placed_on,
            )
        return facts

    def action_ic_channel_order(self):
        """Open the order as the channel tells it."""
        self.ensure_one()
        return self.ic_channel_order_id.get_formview_action()


class SaleOrderLine(models.Model):
    _inherit = 'sale.order.line'

    ic_is_channel_shipping = fields.Boolean(readonly=True, copy=False)

    # === BUSINESS METHODS === #

    def _ic_price_before_tax(self, price):
        """Have the line cost `price` a unit before tax, also where the store's taxes are counted into its prices."""
        self.ensure_one()
        included, units = self.tax_ids.filtered('price_include'), self.product_uom_qty or 1.0
        if included:
            gross = included.compute_all(
                price, self.currency_id, units, self.product_id, self.order_id.partner_id, handle_price_include=False
            )
            self.price_unit = gross['total_included'] / units
