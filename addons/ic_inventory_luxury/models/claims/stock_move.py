from collections import defaultdict

from odoo import models


class StockMove(models.Model):
    """Whatever leaves the house leaves under a claim."""

    _inherit = 'stock.move'

    def _action_done(self, cancel_backorder=False):
        """Override of `stock` to claim what leaves, to note what left and what came back, and to count anew.

        What a count says is gone is gone: it needs no claim, and whoever was promised it gets a conflict.
        """
        followed = self.filtered(lambda move: move.product_id._ic_is_claimed() and move.state not in ('done', 'cancel'))
        if not followed:
            return super()._action_done(cancel_backorder)
        followed._ic_check_coming_back()
        followed._ic_start_where_it_lies()
        followed._ic_claim_leaving()
        moves = super(StockMove, self.with_context(ic_claims_later=True))._action_done(cancel_backorder)
        done = (
            (moves | followed).exists().filtered(lambda move: move.state == 'done' and move.product_id._ic_is_claimed())
        )
        done._ic_refuse_negative()
        done._ic_note_done()
        return moves.with_env(self.env)

    def _action_confirm(self, *args, **kwargs):
        """Override of `stock` to claim what goes out to a customer again, as in an exchange."""
        moves = super()._action_confirm(*args, **kwargs)
        again = moves.filtered(lambda move: move.location_dest_id.usage == 'customer' and move._ic_is_exchange())
        again.sale_line_id.order_id._ic_claim()
        return moves

    # === BUSINESS METHODS === #

    def _ic_is_exchange(self):
        """Tell whether this outgoing move replaces something its order has handed over before."""
        self.ensure_one()
        order = self.sale_line_id.order_id
        return (
            order.state == 'sale' and self.product_id._ic_is_claimed() and bool(self.sale_line_id.move_ids._ic_gone())
        )

    def _ic_leaves(self):
        """Tell whether this move takes units out of our hands by somebody's decision."""
        self.ensure_one()
        return (
            self.location_id._ic_is_ours()
            and not self.location_dest_id._ic_is_ours()
            and not (self.is_inventory and self.location_dest_id.usage == 'inventory')
        )

    def _ic_claim_leaving(self):
        """Take the claims that are missing for what these moves are about to take out of the house."""
        wants, moves = defaultdict(lambda: defaultdict(float)), {}
        for move in self.filtered(lambda move: move._ic_leaves() and (move.picked or move.quantity > 0)):
            owner = move._ic_claim_owner()
            wants[owner][move.product_id] += move._ic_units()
            moves[owner] = move
        for owner, units in wants.items():
            mine = {claim.product_id: claim._ic_weight() for claim in self.env['ic.claim']._ic_of(owner)}
            short = {product: need for product, need in units.items() if need > mine.get(product, 0.0)}
            if short:
                self.env['ic.claim']._ic_take(short, owner, **moves[owner]._ic_claim_values())

    def _ic_note_done(self):
        """Write down what left and what came back, then count what may be promised from now on."""
        claims = self.env['ic.claim'].sudo()
        for move in self.filtered(lambda move: move._ic_leaves()):
            claims._ic_fulfil(move._ic_claim_owner(), move.product_id, move._ic_units())
        for move in self.filtered(lambda move: move.location_id.usage == 'customer'):
            if move.location_dest_id._ic_is_ours():
                claims._ic_give_back(move._ic_claim_owner(), move.product_id, move._ic_units())
        self.env['ic.claim.counter'].sudo()._ic_set_capacity(self.product_id.sudo().sorted('id'))
        self.product_id._ic_touch()

    def _ic_claim_owner(self):
        """Return the key of whose claim this move uses up. Addons that sell elsewhere extend it."""
        self.ensure_one()
        owner = self.sale_line_id.order_id or self.scrap_id or self.picking_id or self
        return self.env['ic.claim']._ic_key(owner)

    def _ic_claim_values(self):
        """Return how this move claims what nobody claimed for it before, for `ic.claim._ic_take`."""
        self.ensure_one()
        document = self.sale_line_id.order_id or self.scrap_id or self.picking_id
        return {
            'kind': 'order' if self.sale_line_id else 'delivery',
            'partner': self.sale_line_id.order_id.partner_id or self.picking_id.partner_id,
            'reference': document.name or self.reference or self.inventory_name or self.origin,
        }

    def _ic_units(self):
        """Return the units of the product this move moves, in the product's unit of measure."""
        self.ensure_one()
        return self.product_uom._compute_quantity(self.quantity, self.product_id.uom_id)

    def _ic_gone(self):
        """Return the units that the moves of `self` took to customers."""
        return sum(
            move._ic_units()
            for move in self
            if move.state == 'done' and move.location_dest_id.usage == 'customer' != move.location_id.usage
        )

    def _ic_came_back(self):
        """Return the units that the moves of `self` brought back from customers."""
        return sum(
            move._ic_units()
            for move in self
            if move.state == 'done' and move.location_id.usage == 'customer' != move.location_dest_id.usage
        )

    def _ic_going(self):
        """Return the units that the moves of `self` are to take to customers."""
        return sum(
            move.product_qty
            for move in self
            if move.state not in ('draft', 'done', 'cancel') and move.location_dest_id.usage == 'customer'
        )


class StockLocation(models.Model):
    _inherit = 'stock.location'

    def _ic_is_ours(self):
        """Tell whether what lies here is in our hands."""
        self.ensure_one()
        return self.usage == 'internal' or self.usage == 'transit' and bool(self.company_id)
