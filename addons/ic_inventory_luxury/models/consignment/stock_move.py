from odoo import models


class StockMove(models.Model):
    """What the movements of a consigned piece mean: it keeps its owner, and its sale and return are settled."""

    _inherit = 'stock.move'

    def _action_done(self, cancel_backorder=False):
        """Override of `stock` to keep the owner of consigned pieces and to settle what was sold or came back."""
        self.sudo()._ic_keep_owner()
        moves = super()._action_done(cancel_backorder=cancel_backorder)
        moves.sudo()._ic_settle_consignment()
        return moves

    # === OWNER === #

    def _ic_keep_owner(self):
        """Give lines without an owner the owner of the units they take.

        Reservation copies the owner, but a line made without one (the till, a forced transfer, a return from a
        customer) would leave the consignor's unit behind and make a negative one of the company's.
        """
        lines = self.move_line_ids.filtered(
            lambda line: (
                line.state not in ('done', 'cancel')
                and not line.owner_id
                and line.product_id.product_tmpl_id.ic_category
                and line.quantity > 0
            )
        )
        if not lines:
            return
        quants = self.env['stock.quant'].search(
            [
                ('product_id', 'in', lines.product_id.ids),
                ('location_id', 'in', lines.location_id.ids),
                ('quantity', '>', 0),
            ]
        )
        for line in lines:
            owner = line._ic_true_owner(quants)
            if owner:
                line.owner_id = owner

    # === SETTLEMENT === #

    def _ic_settle_consignment(self):
        """Book what these finished moves mean for consignors: sold when a piece reaches the customer, taken back when
        it comes home."""
        moves = self.filtered(
            lambda move: (
                move.state == 'done' and move.product_id.product_tmpl_id.ic_category and move._ic_settles_consignment()
            )
        )
        payouts = self.env['ic.consignment.payout']
        sold = moves.filtered(
            lambda move: (
                move.location_dest_id.usage == 'customer'
                and move.location_id.usage != 'customer'
                and move.product_id.product_tmpl_id.ic_is_consigned
                and move.sale_line_id
            )
        )
        if sold:
            payouts._ic_settle_sales([move._ic_consignment_sale() for move in sold])
        back = moves.filtered(
            lambda move: move.location_id.usage == 'customer' and move.location_dest_id.usage != 'customer'
        )
        if back:
            payouts._ic_settle_returns([move._ic_consignment_return() for move in back])

    def _ic_settles_consignment(self):
        """Tell whether this move is what settles the sale or return. Extended where something else does (the till)."""
        return True

    def _ic_consignment_sale(self):
        """Return this delivery as `ic.consignment.payout._ic_settle_sales` takes it."""
        self.ensure_one()
        line = self.sale_line_id
        return {
            'origin': self,
            'piece': self.product_id.product_tmpl_id,
            'quantity': self._ic_units(),
            'unit_net': line._ic_consignment_unit_net(),
            'currency': line.currency_id,
            'document': line.order_id.name,
            'sale_line': line,
        }

    def _ic_consignment_return(self):
        """Return this movement as `ic.consignment.payout._ic_settle_returns` takes it."""
        self.ensure_one()
        return {
            'origin': self,
            'piece': self.product_id.product_tmpl_id,
            'quantity': self._ic_units(),
            'sold_by': self.origin_returned_move_id,
            'document': self.picking_id.name or self.reference or '',
        }


class StockMoveLine(models.Model):
    _inherit = 'stock.move.line'

    def _ic_true_owner(self, quants):
        """Return the consignor whose unit this line moves (res.partner), empty when it is the company's own."""
        self.ensure_one()
        here = quants.filtered(
            lambda quant: (
                quant.product_id == self.product_id
                and quant.location_id == self.location_id
                and (not self.lot_id or quant.lot_id == self.lot_id)
                and (self.lot_id or not self.lot_name or quant.lot_id.name == self.lot_name)
            )
        )
        own = here.filtered(lambda quant: not quant.owner_id)
        if sum(own.mapped('quantity')) >= self.quantity_product_uom:
            return self.env['res.partner']
        if here.owner_id:
            return here.owner_id[:1]
        inside = ('internal', 'transit', 'customer')
        comes_in = self.location_id.usage not in inside and self.location_dest_id.usage in ('internal', 'transit')
        return self.product_id.product_tmpl_id._ic_owner() if comes_in else self.env['res.partner']
