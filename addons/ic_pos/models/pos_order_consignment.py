from odoo import fields, models

# Marks the movements that the till makes itself. An object: no request can send it.
_TILL = object()


class PosOrder(models.Model):
    """What the till owes to consignors: settled when the order is paid, not when its stock moves. A terminal may move
    its stock only at the end of the day, and its movements know no price."""

    _inherit = 'pos.order'

    def action_pos_order_paid(self):
        """Override of `point_of_sale` to settle consigned pieces with their owners."""
        result = super().action_pos_order_paid()
        self.sudo()._ic_settle_consignment()
        return result

    def _create_order_picking(self):
        """Override of `point_of_sale` to mark its movements: what they mean for consignors is settled already."""
        return super(PosOrder, self.with_context(ic_till=_TILL))._create_order_picking()

    def _ic_settle_consignment(self):
        """Hand what was sold and what came back to the consignors' payouts. Safe to call again."""
        payouts = self.env['ic.consignment.payout']
        pieces = self.lines.filtered(
            lambda line: line.product_id.product_tmpl_id.ic_category and line._ic_moves_stock()
        )
        sold = pieces.filtered(lambda line: line.qty > 0 and line.product_id.product_tmpl_id.ic_is_consigned)
        if sold:
            payouts._ic_settle_sales([line._ic_consignment_sale() for line in sold])
        back = pieces.filtered(lambda line: line.qty < 0)
        if back:
            payouts._ic_settle_returns([line._ic_consignment_return() for line in back])


class PosOrderLine(models.Model):
    _inherit = 'pos.order.line'

    def _compute_total_cost(self, stock_moves):
        """Override of `point_of_sale`: a consigned piece costs what its consignor gets, nothing besides."""
        fresh = self.filtered(lambda line: not line.is_total_cost_computed)
        result = super()._compute_total_cost(stock_moves)
        for line in fresh.sudo():
            payouts = line._ic_payouts()
            if payouts:
                line.total_cost = payouts.currency_id._convert(
                    sum(payouts.mapped('amount')), line.currency_id, line.company_id, line.order_id.date_order
                )
        return result

    def _ic_payouts(self):
        self.ensure_one()
        return self.env['ic.consignment.payout'].search(
            [('origin_model', '=', self._name), ('origin_id', '=', self.id)]
        )

    def _ic_consignment_sale(self):
        """Return this line as `ic.consignment.payout._ic_settle_sales` takes it."""
        self.ensure_one()
        return {
            'origin': self,
            'piece': self.product_id.product_tmpl_id,
            'quantity': self.qty,
            'unit_net': self._ic_unit_net(),
            'currency': self.currency_id,
            'document': self.order_id.name,
            'date': fields.Date.context_today(self, self.order_id.date_order),
        }

    def _ic_consignment_return(self):
        """Return this line as `ic.consignment.payout._ic_settle_returns` takes it."""
        self.ensure_one()
        return {
            'origin': self,
            'piece': self.product_id.product_tmpl_id,
            'quantity': -self.qty,
            'sold_by': self.refunded_orderline_id,
            'document': self.order_id.name,
            'date': fields.Date.context_today(self, self.order_id.date_order),
        }

    def _ic_unit_net(self):
        """Return what one unit was sold for, net of tax. A discount on the whole order stands on a line of its own and
        is borne by each sold line in proportion."""
        self.ensure_one()
        lines = self.order_id.lines
        reductions = sum(line.price_subtotal for line in lines if line.price_subtotal < 0 < line.qty)
        sold = sum(line.price_subtotal for line in lines if line.price_subtotal > 0)
        part = max(1 + reductions / sold, 0.0) if sold else 1.0
        return self.price_subtotal / self.qty * part


class PosSession(models.Model):
    _inherit = 'pos.session'

    def _create_picking_at_end_of_session(self):
        """Override of `point_of_sale` to mark its movements, like those of a single order."""
        return super(PosSession, self.with_context(ic_till=_TILL))._create_picking_at_end_of_session()


class StockMove(models.Model):
    _inherit = 'stock.move'

    def _ic_settles_consignment(self):
        """Override of our own settlement: the till's movements settle nothing, its paid orders do."""
        return self.env.context.get('ic_till') is not _TILL and super()._ic_settles_consignment()
