import psycopg2

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError

from odoo.addons.ic_inventory_luxury.models.locks import lock_products


class PosOrder(models.Model):
    """An order of the till promises its pieces when it is paid, once, whoever pushes it how often."""

    _inherit = 'pos.order'

    ic_sold_offline = fields.Boolean(
        string="Sold Offline",
        copy=False,
        help="Paid while the terminal had no connection: the order is kept whatever was sold elsewhere meanwhile.",
    )

    # === CRUD === #

    def write(self, vals):
        """Override of `point_of_sale` to give back the pieces of an order that is cancelled."""
        result = super().write(vals)
        if vals.get('state') == 'cancel':
            self._ic_release_claims(self.env._("Order cancelled"))
        return result

    @api.ondelete(at_uninstall=False)
    def _ic_release_deleted(self):
        self._ic_release_claims(self.env._("Order deleted"))

    # === BUSINESS METHODS === #

    @api.model
    def sync_from_ui(self, orders):
        """Override of `point_of_sale`: of the same order sent twice at once, the later one finds the earlier.

        The database refuses the second by its uuid. Odoo would hand that refusal to the cashier, although the order is
        safe; repeated on fresh data the request finds it and answers as it should.
        """
        self._ic_queue_up(orders)
        try:
            return super().sync_from_ui(orders)
        except psycopg2.errors.UniqueViolation as error:
            if '_unique_uuid' not in (error.diag.constraint_name or ''):
                raise
            raise ConcurrencyError("This order was sent twice at once.") from error

    @api.model
    def _ic_queue_up(self, orders):
        """Wait for the goods of these orders before any work is done.

        Whoever finds that somebody else changed them has to start over. At the end of a push that would cost all of
        it, and on a busy day a cashier could lose his turn as often as Odoo tries.

        :param list orders: dicts as the terminal sends them, with `lines` as commands
        """
        commands = [command for order in orders for command in order.get('lines') or ()]
        ids = {command[2].get('product_id') for command in commands if len(command) == 3 and command[0] == 0}
        products = self.env['product.product'].sudo().browse(sorted(filter(None, ids))).exists()
        lock_products(products.filtered(lambda product: product._ic_is_claimed()), write=False)

    def action_pos_order_paid(self):
        """Override of `point_of_sale` to promise the pieces before the order counts as paid.

        The check sits before anything is booked, so a refused order leaves everything as it was.
        """
        for order in self.filtered(lambda order: not order._ic_has_promised()):
            order._ic_check_pieces()
            order.sudo()._ic_commit_claims()
        return super().action_pos_order_paid()

    def _create_order_picking(self):
        """Override of `point_of_sale` to let the sold pieces tell that they were sold at this till.

        Serial numbers may only be read with inventory rights, which a cashier does not need for anything else: hence
        sudo().
        """
        pieces = self.lines.product_id.product_tmpl_id.sudo().filtered('ic_category')
        if not pieces:
            return super()._create_order_picking()
        self.sudo()._ic_set_serials()
        sold = self._ic_sold_pieces()
        # Pieces that come back get their status from the stock move; for sold ones we can say more than it does.
        order = self.sudo().with_context(ic_status_sync_off=sold == pieces)
        result = super(PosOrder, order)._create_order_picking()
        sold._ic_sync_status(self.env._("Sold at %s", self.config_id.name), origin=self.name)
        return result

    def read_pos_data(self, data, config):
        """Override of `point_of_sale` to tell the terminal the new status of the pieces in these orders."""
        result = super().read_pos_data(data, config)
        pieces = self.lines.product_id.product_tmpl_id.filtered('ic_category')
        if config and pieces:
            result['product.template'] = result.get('product.template', []) + pieces._load_pos_data_read(pieces, config)
        return result

    def _ic_claim_key(self):
        """Return the owner of this order's claims: its uuid, which the terminal knows before we know the order."""
        self.ensure_one()
        return f'pos.order,{self.uuid}'

    def _ic_has_promised(self):
        """Tell whether this order has promised its pieces before. Its state does not say: the terminal sends it."""
        self.ensure_one()
        claims = self.env['ic.claim'].sudo()
        mine = [('owner', '=', self._ic_claim_key()), ('state', 'in', ('committed', 'done'))]
        return bool(claims.search_count(mine, limit=1))

    def _ic_number(self):
        """Return the number of this order as people know it, also just before it gets it."""
        self.ensure_one()
        return self.name if self.name and self.name != '/' else self._compute_order_name()

    def _ic_release_claims(self, reason):
        claims = self.env['ic.claim'].sudo()
        for order in self:
            claims._ic_of(order._ic_claim_key())._ic_release(reason)

    def _ic_sold_lines(self):
        """Return the lines that hand over something which has one buyer."""
        return self.lines.filtered(
            lambda line: line.qty > 0 and not line.ic_unfilled and line.product_id._ic_is_claimed()
        )

    def _ic_sold_pieces(self):
        """Return the pieces (product.template) this order sells; refunds are left out."""
        lines = self.lines.filtered(lambda line: line.qty > 0)
        return lines.product_id.product_tmpl_id.sudo().filtered('ic_category')

    def _ic_commit_claims(self):
        """Promise what this order sells. An order that was paid offline is kept in any case.

        :raise UserError: naming the piece and who has it
        """
        self.ensure_one()
        if self.ic_sold_offline:
            self._ic_set_aside_gone()
        wants = self._ic_sold_lines()._ic_units()
        claims = self.env['ic.claim'].sudo()
        for claim in claims._ic_of(self._ic_claim_key()):
            wants.setdefault(claim.product_id, 0.0)
        claims._ic_take(
            wants,
            self._ic_claim_key(),
            source='pos',
            partner=self.partner_id,
            reference=self._ic_number(),
            over=self._ic_may_use_up(),
        )

    def _ic_may_use_up(self):
        """Return whose claims this order may use up: those of the sales order it settles, and its terminal's leases."""
        return [*self.lines.sale_order_origin_id, *self.lines.sale_order_line_id.order_id, self.config_id]

    def _ic_check_pieces(self):
        """Refuse pieces that the dealer keeps back (on Hold, at the service shop). Who claims them is checked later.

        :raise UserError: naming the piece and its status
        """
        for order in self.filtered(lambda order: not order.ic_sold_offline):
            settled = order.lines.filtered('sale_order_line_id').product_id.product_tmpl_id
            for piece in order._ic_sold_pieces() - settled:
                if piece.ic_status == 'sold':
                    continue  # the claim says with what
                status = piece._ic_till_objection()
                if status:
                    raise UserError(
                        order.env._(
                            "%(piece)s cannot be sold now: its status is %(status)s. Take it off the order; the "
                            "payment has not been booked.",
                            piece=piece.display_name,
                            status=status,
                        )
                    )


class PosOrderLine(models.Model):
    _inherit = 'pos.order.line'

    def _ic_units(self):
        """Return dict product -> units that the lines of `self` hand over."""
        units = {}
        for line in self:
            for part, quantity in line.product_id.sudo()._ic_parts(line.qty).items():
                if part._ic_is_claimed():
                    units[part] = units.get(part, 0.0) + quantity
        return units
