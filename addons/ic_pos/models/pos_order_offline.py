from odoo import fields, models
from odoo.tools import format_datetime


class PosOrder(models.Model):
    """Orders that were paid while their terminal was offline.

    The money is in the drawer, so such an order is never refused and never lost. What it sold and is still there
    leaves the house as always. What somebody else has meanwhile is set aside: its line stays in the order, for the
    receipt, the session and the accounts are what was paid, but it makes no stock move. So no quant goes negative, no
    cost is booked for goods that did not leave, no consignor is paid for them, and the conflict says what has to be
    made good: a refund (an ordinary one at the till, which brings nothing back to stock either) or another piece.
    """

    _inherit = 'pos.order'

    # === BUSINESS METHODS === #

    def _ic_set_aside_gone(self):
        """Set aside the lines whose goods are gone, each with a conflict. Safe to repeat."""
        self.ensure_one()
        lines = self._ic_sold_lines()
        shortages = self.env['ic.claim']._ic_shortages(
            lines._ic_units(), self._ic_claim_key(), partner=self.partner_id, over=self._ic_may_use_up()
        )
        for shortage in shortages:
            self._ic_set_aside(shortage)

    def _ic_set_aside(self, shortage):
        """Set aside as many lines as go beyond what is left, the last ones first to go; open one conflict for them."""
        lines = self._ic_sold_lines().filtered(lambda line: shortage.product in line._ic_units())
        left, gone = shortage.free, self.env['pos.order.line']
        for line in lines:
            units = line._ic_units()[shortage.product]
            if shortage.product.uom_id.compare(units, left) > 0:
                gone |= line
            else:
                left -= units
        gone.ic_unfilled = True
        self.env['ic.conflict']._ic_open(
            'offline_sale',
            shortage.product,
            sum(line._ic_units()[shortage.product] for line in gone),
            document=self,
            winner_claims=shortage.claims or self.env['ic.claim']._ic_last_handed_over(shortage.product),
            paid=sum(gone.mapped('price_subtotal_incl')),
            currency=self.currency_id,
            note=self.env._(
                "Sold offline at %(till)s on %(when)s. The money is taken; the order made no stock movement for it.",
                till=self.config_id.name,
                when=format_datetime(self.env, self.date_order, dt_format='short'),
            ),
        )

    def _ic_conflict_facts(self, product):
        """Return the facts of this order about `product`, as values of `ic.conflict.side`."""
        self.ensure_one()
        return {
            'reference': self._ic_number(),
            'partner_id': self.partner_id.id,
            'partner_name': self.partner_id.display_name or self.env._("Walk-in customer"),
            'partner_email': self.partner_id.email,
            'user_id': self.user_id.id,
            'source': 'pos',
        }


class PosOrderLine(models.Model):
    _inherit = 'pos.order.line'

    ic_unfilled = fields.Boolean(
        string="Not Handed Over",
        copy=False,
        readonly=True,
        help="Sold offline while somebody else had it: paid, but nothing left the house. See the conflict.",
    )

    def _ic_moves_stock(self):
        """Tell whether this line moves anything: neither what was set aside nor its refund does."""
        self.ensure_one()
        return not (self.ic_unfilled or self.refunded_orderline_id.ic_unfilled)
