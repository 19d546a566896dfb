from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL


class IcChannel(models.Model):
    _inherit = 'ic.channel'

    # === BUSINESS METHODS === #

    def _ic_apply_order(self, order_id):
        """Turn the latest state of an order into facts here. Runs as a job; the same state again changes nothing."""
        self.ensure_one()
        rows = self.env.execute_query(SQL("SELECT id FROM ic_channel_order WHERE id = %s FOR UPDATE", order_id))
        order = self.env['ic.channel.order'].sudo().browse([row[0] for row in rows])
        order = order.with_company(self.company_id)
        if not order or order.state != 'new':
            return self.env._("nothing to do")
        remote = self.env['ic.stock.entry']._ic_remote(order.name, order.placed_on)
        try:
            with self.env.cr.savepoint():
                order.with_context(**remote)._ic_apply()
        except UserError as error:
            # What a person can mend: it is shown on the order, and no higher count is sent until it is.
            order.write({'state': 'failed', 'why': str(error)[:500]})
            order._ic_ask(str(error))
        return order.state


class IcChannelOrder(models.Model):
    """What an order of a channel means here: claims, a sale order, a delivery, a conflict. Each state, once."""

    _inherit = 'ic.channel.order'

    # === BUSINESS METHODS === #

    def _ic_apply(self):
        """Bring everything here in line with the order as the channel tells it."""
        self.ensure_one()
        if self._ic_is_too_old():
            self.write({'state': 'ignored', 'why': self.env._("Placed before this connection was made.")})
            return
        self._ic_keep_lines()
        if self.remote_status == 'cancelled':
            self._ic_apply_cancelled()
        elif self.remote_status == 'pending':
            self.state = 'imported' if self.sale_order_id else 'waiting'
        elif self.was_cancelled and self._ic_is_refunded():
            self._ic_apply_cancelled()  # some channels call an order that was cancelled and refunded just refunded
        else:
            self._ic_reopen()
            self._ic_count_sold()
            self._ic_apply_sold()
        self.applied_hash = self.payload_hash

    def _ic_is_refunded(self):
        """Tell whether every unit of the order was refunded."""
        refunded = {}
        for refund in self.payload['refunds']:
            for part in refund['lines']:
                refunded[part['line_id']] = refunded.get(part['line_id'], 0) + part['quantity']
        return all(refunded.get(line['remote_id'], 0) >= line['quantity'] for line in self.payload['lines'])

    def _ic_reopen(self):
        """Take up again what was cancelled there and is binding once more; the next step claims it anew."""
        if self.was_cancelled:
            self.was_cancelled = False
            self._ic_sales().filtered(lambda sale: sale.state == 'cancel').action_draft()
            self.line_ids.listing_id._ic_unsure_there()

    def _ic_is_too_old(self):
        since = self.channel_id.orders_from
        return bool(since) and self.placed_on < since and not self.sale_order_id

    def _ic_keep_lines(self):
        """Write down the lines; what a line sold is told by the listing it names, never by its SKU."""
        known = {line.remote_id: line for line in self.line_ids}
        facts = self.payload['lines']
        remote_ids = [one['listing_id'] for one in facts if one['listing_id']]
        listings = self.env['ic.listing'].sudo()
        listings = listings.search([('channel_id', '=', self.channel_id.id), ('remote_id', 'in', remote_ids)])
        by_remote = {listing.remote_id: listing for listing in listings}
        for one in facts:
            listing = by_remote.get(one['listing_id'], listings.browse())
            values = {
                'listing_remote_id': one['listing_id'],
                'sku': one['sku'],
                'title': one['title'] or one['sku'],
                'quantity': one['quantity'],
                'price': float(one['price']['amount']),
            }
            line = known.get(one['remote_id'])
            if listing and not (line and line.product_id):
                values.update(listing_id=listing.id, product_id=listing.product_id.id)
            if line:
                line.write(values)
            else:
                self.line_ids.create({**values, 'order_id': self.id, 'remote_id': one['remote_id']})
        told = {one['remote_id'] for one in facts}
        self.line_ids.filtered(lambda line: line.remote_id not in told).quantity = 0  # taken off the order there
        self.line_ids.invalidate_recordset()

    def _ic_count_sold(self):
        """Take what the channel sold off the count it must have there."""
        for line in self.line_ids:
            units = line.quantity - line.counted
            if units and line.listing_id:
                line.listing_id._ic_sold_there(units, self.placed_on)
                line.counted = line.quantity

    def _ic_apply_sold(self):
        """Make the sale a sale order; what cannot be given becomes a conflict. Unknown goods go to a person first."""
        unknown = self.line_ids.filtered(lambda line: line.quantity and not line.product_id)
        words = self.env._("Unknown here: %s", ', '.join(line.sku or line.title or '?' for line in unknown))
        if unknown and not self.sale_order_id:
            self._ic_hold_known()
        else:
            self._ic_make_sale()
        self.write({'state': 'review' if unknown else 'imported', 'why': words if unknown else False})
        if unknown:
            self._ic_ask(words)
        else:
            self._ic_asked()

    def _ic_make_sale(self):
        """Bring the sale order in line with what is known of the order; promise, confirm, hand over what it sold."""
        if not self.sale_order_id:
            self._ic_make_sale_order()
        self._ic_sync_sale_lines()
        self._ic_apply_refunds()
        self._ic_secure()
        if self.remote_status == 'done':
            self._ic_hand_over()

    def _ic_hold_known(self):
        """Claim what is known of an order that waits for a person: it is sold there, so it must be gone elsewhere."""
        wants = {}
        for line in self.line_ids.filtered('product_id'):
            for part, units in line.product_id._ic_parts(line.quantity).items():
                wants[part] = wants.get(part, 0.0) + units
        claims = self.env['ic.claim'].sudo()
        for shortage in claims._ic_shortages(wants, self) if wants else []:
            wants[shortage.product] = shortage.free
        claims._ic_take(wants, self, kind='order', source='channel', reference=self._ic_reference())
        for product in wants:
            product.product_tmpl_id._ic_sync_status(self.env._("Sold on %s", self.channel_id.name))

    def _ic_secure(self):
        """Claim what the sale orders promise and confirm them."""
        self.env['ic.claim'].sudo()._ic_of(self)._ic_release(self.env._("Its sale order takes over"))
        for sale in self._ic_sales().filtered(lambda one: one.state != 'cancel'):
            self._ic_secure_sale(sale)

    def _ic_secure_sale(self, sale):
        """Claim what a sale order promises and confirm it. What is gone is a conflict, and the order waits for it."""
        claims = self.env['ic.claim'].sudo()
        wants = sale._ic_wants()
        shortages = claims._ic_shortages(wants, sale, partner=sale.partner_id) if wants else []
        if not shortages:
            if sale.state in ('draft', 'sent'):
                sale.with_context(mail_notrack=True).action_confirm()
            return
        for shortage in shortages:
            wants[shortage.product] = shortage.free
        claims._ic_take(wants, sale, **sale._ic_claim_values())
        for shortage in shortages:
            self.env['ic.conflict']._ic_open(
                'channel_sale',
                shortage.product,
                shortage.wanted - shortage.free,
                document=sale,
                winner_claims=shortage.claims or None,
                paid=self._ic_paid_for(shortage.product),
                currency=self.currency_id,
                note=self.env._("Cancel and refund it on %s, where it was paid.", self.channel_id.name),
            )

    def _ic_paid_for(self, product):
        """Return what the buyer paid on the channel for `product`, in the order's currency."""
        lines = self.line_ids.filtered(lambda line: product in line.product_id._ic_parts(1.0))
        return sum(line.price * line.quantity for line in lines)

    def _ic_hand_over(self):
        """Book what the channel handed over itself, as a till does: the goods are with the buyer already."""
        sales = self._ic_sales().filtered(lambda one: one.state == 'sale')
        for picking in sales.picking_ids.filtered(
            lambda one: one.state not in ('done', 'cancel') and not one.return_id
        ):
            picking.action_assign()
            for move in picking.move_ids:
                move.quantity = move.product_uom_qty
                move.picked = True
            picking.with_context(skip_backorder=True, skip_sms=True)._action_done()

    def _ic_apply_cancelled(self):
        """Let go of what a cancelled order promised. What has been handed over comes back by a return, not by this."""
        sales = self._ic_sales().filtered(lambda one: one.state != 'cancel')
        self._ic_let_go(self.env._("Cancelled on %s", self.channel_id.name))
        self.line_ids.listing_id._ic_unsure_there()
        self._ic_apply_refunds()
        if self._ic_is_handed_over():
            words = self.env._("Cancelled there after it was handed over: take the goods back by a return.")
            self.write({'state': 'review', 'why': words})
            self._ic_ask(words)
            return
        for sale in sales:
            sale._action_cancel()
        self.write({'state': 'cancelled', 'why': False, 'was_cancelled': True})
        self._ic_asked()

    def _ic_is_handed_over(self):
        return any(line.qty_delivered for line in self._ic_sales().order_line)

    def _ic_let_go(self, words):
        """Release what the order itself claimed while it waited for a person."""
        claims = self.env['ic.claim'].sudo()._ic_of(self)
        pieces = claims.product_tmpl_id
        claims._ic_release(words)
        pieces._ic_sync_status(words)

    def _ic_ask(self, words):
        """Have the person in charge of the channel look at the order, once."""
        user = self.channel_id.user_id
        if user and not self.activity_ids:
            self.activity_schedule('mail.mail_activity_data_todo', summary=words[:200], user_id=user.id)

    def _ic_asked(self):
        """Ask nobody any more, unless it is still open what became of refunded goods."""
        if 'ask' not in self.refund_ids.mapped('goods'):
            self.activity_unlink(['mail.mail_activity_data_todo'])

    def _ic_reference(self):
        return f'{self.channel_id.name} {self.name}'
