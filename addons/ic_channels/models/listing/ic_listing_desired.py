from odoo import api, models

# A piece with one of these statuses may be bought, as far as its status goes.
FOR_SALE = ('available',)


class IcListing(models.Model):
    """What a channel should count now. One function, asked whenever somebody needs to know; nothing is remembered."""

    _inherit = 'ic.listing'

    # === BUSINESS METHODS === #

    def _ic_wanted(self):
        """Return what the channels should count now: available to sell less what is kept back, never what is on hand.

        :return: dict listing -> {place (remote id, '' for the only one): units}
        """
        free = self.env['ic.claim'].sudo()._ic_free(self.product_id) if self else {}
        placed, unpriced, wanted = self._ic_placed(), self._ic_unpriced(), {}
        for listing in self.sudo():
            offered = listing not in unpriced and not listing._ic_block()
            units = listing._ic_exposed(free[listing.product_id] - placed.get(listing, 0)) if offered else 0
            wanted[listing] = listing._ic_allot(units)
        return wanted

    def _ic_placed(self):
        """Return {listing: units} that orders there hold back which are not binding yet: they are not offered again."""
        lines = self.env['ic.channel.order.line'].sudo()
        domain = [('listing_id', 'in', self.ids), ('order_id.state', '=', 'waiting'), ('counted', '>', 0)]
        return dict(lines._read_group(domain, ['listing_id'], ['counted:sum'])) if self else {}

    def _ic_exposed(self, free):
        """Return the units of `free` that this channel may offer."""
        self.ensure_one()
        piece = self.product_tmpl_id
        if piece.ic_category and piece.ic_status not in FOR_SALE:
            return 0
        if self.product_id._ic_is_one_of_one():
            return max(min(int(free), 1), 0)
        if free == float('inf'):
            free = max(self.product_id.with_company(self.company_id).free_qty, 0.0)
        kept_back = self.buffer if self.buffer >= 0 else self.channel_id.safety_buffer
        return max(int(free) - kept_back, 0)

    def _ic_allot(self, units):
        """Share `units` out over the places of the channel, by where they lie. The sum is never above `units`."""
        self.ensure_one()
        places = self.channel_id.sudo().location_ids.filtered(lambda place: place.is_active and place.warehouse_id)
        if len(places) <= 1:
            return {places.remote_id or '': units}
        shares = {}
        for place in places:
            product = self.product_id.with_context(warehouse_id=place.warehouse_id.id)
            shares[place.remote_id] = min(max(int(product.qty_available), 0), units)
            units -= shares[place.remote_id]
        return shares

    def _ic_block(self):
        """Return in words why the channel may not offer the piece at all, or ''."""
        self.ensure_one()
        channel, piece = self.channel_id, self.product_tmpl_id
        if not self.is_wanted:
            return self.env._("Not to be published here")
        if not piece.active:
            return self.env._("The piece is archived")
        if channel.category_ids and piece.ic_category not in channel.category_ids.mapped('code'):
            return self.env._("This channel does not list that category")
        if self.product_id._ic_is_one_of_one():
            return channel._ic_unique_block()
        return ''


class IcChannel(models.Model):
    _inherit = 'ic.channel'

    # === BUSINESS METHODS === #

    def _ic_unique_block(self):
        """Return in words why this channel does not list one-of-one pieces now, or ''."""
        self.ensure_one()
        if self.unique_rule == 'never':
            return self.env._("One-of-one pieces are not listed here")
        if self.unique_rule == 'fast' and self.risk_seconds > self.max_risk:
            return self.env._(
                "The connection takes %(now)s seconds, one-of-one pieces are listed up to %(most)s",
                now=self.risk_seconds,
                most=self.max_risk,
            )
        return ''


class ProductProduct(models.Model):
    _inherit = 'product.product'

    # === BUSINESS METHODS === #

    @api.model
    def _ic_announce(self, products, freed):
        """Extend to have every channel that shows the products look at them again."""
        result = super()._ic_announce(products, freed)
        self.env['ic.listing']._ic_mark_products(products)
        self.env['ic.listing']._ic_publish_new(products.product_tmpl_id)
        return result
