from math import ceil

from odoo import Command, fields, models


class IcChannelOrderLine(models.Model):
    """How the sale here follows a line that was changed there: more units, fewer, goods that come back."""

    _inherit = 'ic.channel.order.line'

    extra_sale_line_id = fields.Many2one(
        'sale.order.line',
        string="Sold Beyond Stock",
        readonly=True,
        index='btree_not_null',
        ondelete='set null',
        help="Units that were added there when there were no more here: an order of their own, with a conflict.",
    )

    # === BUSINESS METHODS === #

    def _ic_follow_quantity(self):
        """Have the sale line follow what was changed about the order on the channel."""
        self.ensure_one()
        change = self.quantity - self.ordered
        if change > 0:
            self._ic_put_on(change)
        elif change < 0:
            self._ic_take_off(-change)
        if change:
            self.ordered = self.quantity

    def _ic_put_on(self, units):
        """Put `units` more on the sale line as far as a confirmed order can have them; the rest waits beside it."""
        fits = units - self._ic_missing(units) if self.sale_line_id.state == 'sale' else units
        if fits:
            self.sale_line_id.product_uom_qty += fits
        if units > fits:
            self._ic_put_beside(units - fits)

    def _ic_missing(self, units):
        """Return how many of `units` more the confirmed order cannot have, 0 to `units`."""
        sale, parts = self.sale_line_id.order_id, self.product_id._ic_parts(1.0)
        wants = sale._ic_wants()
        for part, share in parts.items():
            wants[part] = wants.get(part, 0.0) + share * units
        shortages = self.env['ic.claim'].sudo()._ic_shortages(wants, sale, partner=sale.partner_id)
        lacks = [ceil((one.wanted - one.free) / parts[one.product]) for one in shortages if one.product in parts]
        return min(max(lacks, default=0), units)

    def _ic_put_beside(self, units):
        """Put units that are gone on a draft order; where it is secured, they become a conflict."""
        beside = self.extra_sale_line_id
        if beside.state in ('draft', 'sent'):
            beside.product_uom_qty += units
            return
        order = self.order_id
        values = {**order._ic_sale_line_values(self), 'product_uom_qty': units}
        sale = self.env['sale.order'].with_company(self.company_id)
        sale = sale.create({**order._ic_sale_values(), 'order_line': [Command.create(values)]})
        self.extra_sale_line_id = sale.order_line
        sale.order_line._ic_price_before_tax(self.price)

    def _ic_take_off_beside(self, units):
        """Take up to `units` off what waits beside the order; returns how many are left to take off the order."""
        beside = self.extra_sale_line_id
        if beside.state not in ('draft', 'sent'):
            return units
        off = min(int(beside.product_uom_qty), units)
        if off:
            beside.product_uom_qty -= off
        if not beside.product_uom_qty:
            beside.order_id._action_cancel()
        return units - off

    def _ic_take_off(self, units):
        """Take `units` off the sale line as far as they have not been delivered; await the rest as a return.

        :return: whether a return is awaited
        """
        self.ensure_one()
        units, sale_line = self._ic_take_off_beside(units), self.sale_line_id
        if sale_line.state == 'cancel':
            return False
        undelivered = max(int(sale_line.product_uom_qty - sale_line.qty_delivered), 0)
        off = min(undelivered, units)
        if off:
            sale_line.product_uom_qty -= off
        if units > off:
            self._ic_await_return(units - off)
        return units > off

    def _ic_await_return(self, units):
        """Prepare the receipt of what comes back; it is booked when somebody has it in his hands."""
        delivered = self.sale_line_id.move_ids.filtered(
            lambda move: move.state == 'done' and move.location_dest_id.usage == 'customer'
        )
        wants, shares = self.product_id._ic_parts(units), {}
        for move in delivered:
            awaited = move.returned_move_ids.filtered(lambda one: one.state != 'cancel')
            out = move.quantity - sum(one.quantity or one.product_uom_qty for one in awaited)
            share = min(out, wants.get(move.product_id, 0.0))
            if share > 0:
                wants[move.product_id] -= share
                shares[move] = share
        for picking in delivered.picking_id:
            self._ic_return_of(picking, {move: share for move, share in shares.items() if move.picking_id == picking})

    def _ic_return_of(self, picking, shares):
        """Prepare the return of `shares`, {move: units}, of a delivery."""
        if not shares:
            return
        wizard = self.env['stock.return.picking'].with_context(active_id=picking.id, active_model='stock.picking')
        wizard = wizard.create({'picking_id': picking.id})
        for line in wizard.product_return_moves:
            line.quantity = shares.get(line.move_id, 0.0)
        wizard._create_return()
