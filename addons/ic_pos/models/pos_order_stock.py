from odoo import Command, fields, models


class PosOrder(models.Model):
    _inherit = 'pos.order'

    # === BUSINESS METHODS === #

    def _ic_set_serials(self):
        """Have one-of-one pieces move under the serial they have, whatever was typed or left out at the till.

        A serial that does not exist would be made by Odoo, and would go negative while the real one stayed.
        """
        for line in self.lines.filtered(lambda line: line.product_id.product_tmpl_id.ic_is_unique):
            lot = line._ic_own_lot()
            if lot and line.pack_lot_ids.mapped('lot_name') != [lot.name]:
                line.pack_lot_ids = [Command.clear(), Command.create({'lot_name': lot.name})]

    def _ic_owe_less(self, moves, units):
        """Deliver `units` (dict product -> units) less with the waiting `moves`, and promise that much less."""
        self.ensure_one()
        for product, left in units.items():
            for move in moves.filtered(lambda move, product=product: move.product_id == product):
                part = min(left, move.product_qty)
                left -= part
                if product.uom_id.compare(part, move.product_qty) >= 0:
                    move._action_cancel()
                elif part:
                    rest = move.product_uom_qty - product.uom_id._compute_quantity(part, move.product_uom, round=False)
                    move.write({'product_uom_qty': rest, 'quantity': min(move.quantity, rest)})
        claims = self.env['ic.claim'].sudo()
        mine = claims._ic_of(self._ic_claim_key()).filtered(lambda claim: claim.product_id in units)
        wants = {claim.product_id: max(claim._ic_weight() - units[claim.product_id], 0.0) for claim in mine}
        claims._ic_take(wants, self._ic_claim_key(), source='pos', partner=self.partner_id, reference=self._ic_number())
        pieces = self.env['product.product'].union(*units).product_tmpl_id.sudo()
        pieces._ic_sync_status(self.env._("Refunded at %s", self.config_id.name), origin=self.name)


class PosOrderLine(models.Model):
    _inherit = 'pos.order.line'

    def _ic_own_lot(self):
        """Return the serial (stock.lot) that this line of a one-of-one piece moves: the one in the house, or for a
        refund the one that was sold; empty when there is none or no telling."""
        self.ensure_one()
        if self.qty < 0 and self.refunded_orderline_id.pack_lot_ids:
            name = self.refunded_orderline_id.pack_lot_ids[0].lot_name
            return self.env['stock.lot'].search([('product_id', '=', self.product_id.id), ('name', '=', name)], limit=1)
        usage = 'internal' if self.qty > 0 else 'customer'
        quants = self.env['stock.quant'].search(
            [('product_id', '=', self.product_id.id), ('location_id.usage', '=', usage), ('quantity', '>', 0)]
        )
        return quants.lot_id if len(quants.lot_id) == 1 else self.env['stock.lot']

    def _ic_owed_moves(self):
        """Return the deliveries of what this line refunds that still wait: paid for before it was in the house."""
        self.ensure_one()
        sold = self.refunded_orderline_id
        if self.qty >= 0 or not sold or not self.product_id._ic_is_claimed():
            return self.env['stock.move']
        waiting = [('ic_pos_order_id', '=', sold.order_id.id), ('state', 'not in', ('done', 'cancel'))]
        return self.env['stock.move'].search(
            [*waiting, ('product_id', 'in', [product.id for product in sold._ic_units()])]
        )

    def _ic_call_off(self):
        """Call off what was paid for, never handed over and is refunded now: it cannot come back.

        :return: the lines of `self` that were called off; they move nothing
        """
        done = self.browse()
        for line in self.sudo():
            owed = line._ic_owed_moves()
            back = {product: -units for product, units in line._ic_units().items()}
            if owed and all(
                sum(move.product_qty for move in owed if move.product_id == product) >= units
                for product, units in back.items()
            ):
                line.refunded_orderline_id.order_id._ic_owe_less(owed, back)
                done |= line
        return done.with_env(self.env)


class StockPicking(models.Model):
    _inherit = 'stock.picking'

    def _create_picking_from_pos_order_lines(self, location_dest_id, lines, picking_type, partner=False):
        """Override of `point_of_sale` to leave out what was sold offline and is not there, and to hand over goods that
        have one buyer order by order: a session that moves its stock at closing would take all its orders at once, but
        each has a claim of its own, and the ledger names it."""
        lines, create = (
            lines.filtered(lambda line: line._ic_moves_stock()),
            super()._create_picking_from_pos_order_lines,
        )
        claimed = lines.filtered(lambda line: line.product_id._ic_is_claimed())
        if len(lines.order_id) < 2 or not claimed:
            return create(location_dest_id, lines - lines._ic_call_off(), picking_type, partner)
        pickings = create(location_dest_id, lines - claimed, picking_type, partner)
        for order in claimed.order_id.sorted('id'):
            mine = claimed.filtered(lambda line, order=order: line.order_id == order)
            mine -= mine._ic_call_off()
            pickings |= create(location_dest_id, mine, picking_type, partner)
        return pickings

    def _prepare_stock_move_vals(self, first_line, order_lines):
        """Override of `point_of_sale` to name the order behind the move, also while it is being made."""
        values = super()._prepare_stock_move_vals(first_line, order_lines)
        order = order_lines.order_id
        return dict(values, ic_pos_order_id=order.id) if len(order) == 1 else values


class StockMove(models.Model):
    """A movement of the till uses up the claim of its order."""

    _inherit = 'stock.move'

    ic_pos_order_id = fields.Many2one('pos.order', string="Order of the Till", readonly=True, index='btree_not_null')

    def _ic_till_order(self):
        """Return the order of the till behind this move, empty for any other move."""
        self.ensure_one()
        return self.ic_pos_order_id or self.picking_id.pos_order_id

    def _ic_claim_owner(self):
        """Extend to find the claim under the order of the till: for what comes back, the one that sold it."""
        order = self._ic_till_order().sudo()
        if not order:
            return super()._ic_claim_owner()
        if self.location_id.usage == 'customer':
            order = order.refunded_order_id[:1] or order
        return order._ic_claim_key()

    def _ic_claim_values(self):
        """Extend to name the order of the till when something leaves again on it."""
        order = self._ic_till_order().sudo()
        values = super()._ic_claim_values()
        if not order:
            return values
        return {**values, 'kind': 'order', 'source': 'pos', 'partner': order.partner_id, 'reference': order.name}
