from odoo import api, fields, models

from odoo.addons.ic_inventory_luxury.models.piece.piece_card import CARD_FIELDS

# What a page shows; a change of one of these is sent.
PAGE_FIELDS = {
    'name', 'list_price', 'default_code', 'barcode', 'ic_retail_description', 'ic_brand_id', 'ic_category', 'active',
    'image_1920', 'ic_main_photo_hash', 'ic_status', 'ic_price_mode',
}  # fmt: skip


class ProductTemplate(models.Model):
    """The channels of a piece, on the piece."""

    _inherit = 'product.template'

    ic_listing_ids = fields.One2many('ic.listing', 'product_tmpl_id', groups='ic_inventory_luxury.group_employee')
    ic_listing_live_count = fields.Integer(
        compute='_compute_ic_listing_counts', groups='ic_inventory_luxury.group_employee'
    )
    ic_listing_failed_count = fields.Integer(
        compute='_compute_ic_listing_counts', groups='ic_inventory_luxury.group_employee'
    )

    # === COMPUTE METHODS === #

    @api.depends('ic_listing_ids.state')
    def _compute_ic_listing_counts(self):
        for piece in self:
            states = piece.ic_listing_ids.mapped('state')
            piece.ic_listing_live_count = states.count('live')
            piece.ic_listing_failed_count = states.count('failed') + states.count('missing')

    # === CRUD === #

    def write(self, vals):
        """Override of `product` to have channels follow what their pages show."""
        result = super().write(vals)
        if vals.keys() & PAGE_FIELDS or any(name.startswith('ic_') and self._ic_is_shown(name) for name in vals):
            self.env['ic.listing']._ic_mark_pieces(self, always='ic_status' in vals)
        return result

    # === BUSINESS METHODS === #

    @api.model
    def _ic_is_shown(self, name):
        """Tell whether a field of ours is one of the facts on a page."""
        return any(name in names for names in CARD_FIELDS.values())

    def _ic_is_public(self):
        """Override to let the services fetch the photos of a piece that is to be shown on a channel."""
        if super()._ic_is_public():
            return True
        listings = self.sudo().ic_listing_ids
        return bool(
            self.ic_category
            and listings.filtered(
                lambda one: one.is_wanted and one.channel_id._ic_is_open() and not one.channel_id.shadow
            )
        )


class IcListing(models.Model):
    _inherit = 'ic.listing'

    # === BUSINESS METHODS === #

    @api.model
    def _ic_publish_new(self, pieces):
        """Put pieces that became available on the channels that want new pieces without being asked."""
        if not self.env['ic.channel']._ic_any_open():
            return
        for company in pieces.company_id:
            channels = (
                self.env['ic.channel']
                .sudo()
                .search([('company_id', '=', company.id), ('push_on_save', '=', True), ('state', '=', 'connected')])
            )
            if not channels:
                continue
            fresh = pieces.filtered(
                lambda piece, company=company: piece.company_id == company and piece.ic_status == 'available'
            )
            self._ic_list(fresh.product_variant_ids, channels)

    @api.model
    def _ic_list(self, products, channels):
        """Create the missing listings of `products` on `channels`; those that are there stay as they are.

        :return: the new listings
        """
        known = {
            (listing.channel_id, listing.product_id)
            for listing in self.sudo().search(
                [('channel_id', 'in', channels.ids), ('product_id', 'in', products.ids)], order='id'
            )
        }
        return self.sudo().create(
            [
                {'channel_id': channel.id, 'product_id': product.id}
                for channel in channels
                for product in products
                if (channel, product) not in known
                and product.company_id in (channel.company_id, self.env['res.company'])
                and product._ic_is_claimed()
                and not (channel.category_ids and product.ic_category not in channel.category_ids.mapped('code'))
            ]
        )
