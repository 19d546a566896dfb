from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount


class SaleOrder(models.Model):
    """Quotations that keep pieces and prices for their client, and orders made of a hold."""

    _inherit = 'sale.order'

    ic_reservation_ids = fields.One2many('ic.reservation', 'order_id', string="Holds", copy=False)
    ic_quote_hold_id = fields.Many2one(
        'ic.reservation', string="Quotation Held", compute='_compute_ic_quote_hold', compute_sudo=True
    )
    ic_hold_words = fields.Char(compute='_compute_ic_quote_hold', compute_sudo=True)
    ic_deposit_words = fields.Char(compute='_compute_ic_deposit_words', compute_sudo=True)

    # === COMPUTE METHODS === #

    @api.depends('ic_reservation_ids.state', 'ic_reservation_ids.until')
    def _compute_ic_quote_hold(self):
        for order in self:
            live = order.ic_reservation_ids.filtered(lambda hold: hold.state == 'active')
            order.ic_quote_hold_id = live.filtered('is_quote')[:1]
            order.ic_hold_words = '; '.join(f'{hold.name}: {hold._ic_words()}' for hold in live)

    @api.depends('ic_reservation_ids.deposit_state', 'ic_reservation_ids.deposit_amount')
    def _compute_ic_deposit_words(self):
        for order in self:
            order.ic_deposit_words = ' '.join(
                self.env._(
                    "Deposit of %(amount)s (%(hold)s) received; it is taken off the invoice.",
                    amount=format_amount(self.env, hold.deposit_amount, hold.currency_id),
                    hold=hold.name,
                )
                for hold in order.ic_reservation_ids
                if hold.deposit_state in ('received', 'settled')
            )

    # === ACTIONS === #

    def action_ic_hold_quote(self):
        """Keep the pieces and prices of this quotation for its client until the end of its validity."""
        self.ensure_one()
        wants = self._ic_wants_for_client()
        if self.state not in ('draft', 'sent') or not wants:
            raise UserError(self.env._("%s is no open quotation with a piece in it.", self.name))
        today = fields.Date.context_today(self)
        if self.validity_date and self.validity_date < today:
            raise UserError(self.env._("Expiration: %s is over. Choose today or a later day.", self.validity_date))
        until = self.company_id._ic_hold_until(self.validity_date)
        if self.ic_quote_hold_id:
            self.ic_quote_hold_id.check_access('write')
            self.ic_quote_hold_id._ic_extend(until, self.env._("Quotation held anew"))
            return True
        hold = self.env['ic.reservation'].create(
            {
                'company_id': self.company_id.id,
                'partner_id': self.partner_id.id,
                'user_id': (self.user_id or self.env.user).id,
                'until': until,
                'line_ids': [fields.Command.create(values) for values in self._ic_hold_lines(wants).values()],
            }
        )
        hold.sudo().write({'order_id': self.id, 'is_quote': True})
        hold._ic_hold()
        return True

    def action_ic_release_quote(self):
        """Let the pieces and prices of this quotation go."""
        self.ensure_one()
        return self.ic_quote_hold_id.action_release()

    def action_ic_open_holds(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.ic_reservation_action')
        return dict(action, domain=[('order_id', '=', self.id)], context={}, display_name=self.name)

    # === BUSINESS METHODS === #

    def _ic_wants_for_client(self):
        """Return dict product -> units of the pieces this quotation offers."""
        wants = {}
        for line in self.order_line:
            for product, units in line._ic_wants().items():
                if product.product_tmpl_id.ic_category and units > 0:
                    wants[product] = wants.get(product, 0.0) + units
        return wants

    def _ic_hold_lines(self, wants):
        """Return dict product -> values of the line of a hold, at the price the client is quoted."""
        prices = {line.product_id: line.price_unit * (1 - (line.discount or 0.0) / 100) for line in self.order_line}
        return {
            product: {
                'product_tmpl_id': product.product_tmpl_id.id,
                'quantity': units,
                'price': prices.get(product, product.list_price),
            }
            for product, units in wants.items()
        }

    def _ic_follow_quote(self):
        """Let the hold of a quotation follow its lines: what is struck off is free, what is added is held."""
        for order in self.filtered(lambda order: order.state in ('draft', 'sent') and order.ic_quote_hold_id):
            hold, wants = order.ic_quote_hold_id.sudo(), order._ic_wants_for_client()
            if not wants:
                hold._ic_release(self.env._("Struck off the quotation"))
                continue
            values = order._ic_hold_lines(wants)
            known = {line._ic_product(): line for line in hold.line_ids}
            gone = {product: 0.0 for product, line in known.items() if product not in wants and line.state == 'held'}
            hold._ic_take_claims({**wants, **gone})
            for product, line in known.items():
                line.write({**values[product], 'state': 'held'} if product in values else {'state': 'released'})
            new = [{**row, 'state': 'held'} for product, row in values.items() if product not in known]
            hold.line_ids = [fields.Command.create(row) for row in new]
            hold._ic_sync_pieces(self.env._("Quotation changed"))

    def _action_confirm(self):
        """Override of `sale` to deliver what the client has on approval from where it is."""
        result = super()._action_confirm()
        self.order_line.move_ids._ic_take_from_client()
        return result

    def _action_cancel(self):
        """Override of `sale` to let go of what a cancelled quotation kept."""
        result = super()._action_cancel()
        for hold in self.sudo().ic_reservation_ids.filtered(lambda hold: hold.is_quote and hold.state == 'active'):
            hold._ic_release(self.env._("Order cancelled"))
        return result

    def _recompute_prices(self):
        """Override of `sale` to keep the prices of a held quotation."""
        for order in self.filtered('ic_quote_hold_id'):
            raise UserError(
                self.env._(
                    "The prices of %(order)s are promised until %(until)s. Release the hold before you update them.",
                    order=order.name,
                    until=order.ic_quote_hold_id._ic_until_words(),
                )
            )
        return super()._recompute_prices()


class StockMove(models.Model):
    _inherit = 'stock.move'

    def _ic_take_from_client(self):
        """Let the moves of `self` to a client take from our place with him what he has on approval already."""
        for move in self.filtered(
            lambda move: (
                move.state not in ('done', 'cancel', 'draft')
                and move.location_dest_id.usage == 'customer'
                and not move.move_orig_ids
                and move.product_id.ic_category
                # One of one that is reserved at home is not with anybody.
                and not (move.state == 'assigned' and move.product_id._ic_is_one_of_one())
            )
        ):
            trip = move._ic_trip_of_client()
            if trip:
                move._do_unreserve()
                move.location_id = trip.location_id
                move._action_assign()

    def _ic_trip_of_client(self):
        """Return the open trip on which the client of this move has all of what it delivers."""
        self.ensure_one()
        trips = (
            self.env['ic.checkout']
            .sudo()
            .search(
                [
                    ('product_tmpl_id', '=', self.product_id.product_tmpl_id.id),
                    ('state', '=', 'out'),
                    ('kind', '=', 'approval'),
                    ('quantity', '>=', self.product_qty),
                ]
            )
        )
        person = trips and self.env['ic.claim']._ic_person(self.sale_line_id.order_id.partner_id)
        mine = trips.filtered(lambda trip: self.env['ic.claim']._ic_person(trip.partner_id) == person)
        return mine[:1] if person else mine.browse()
