from odoo import api, fields, models


class ProductTemplate(models.Model):
    """The channels of a piece, for its form, its card and its lists."""

    _inherit = 'product.template'

    ic_channel_words = fields.Char(
        string="On Channels",
        compute='_compute_ic_channel_words',
        groups='ic_inventory_luxury.group_employee',
        help="Where the piece is live.",
    )

    # === COMPUTE METHODS === #

    @api.depends('ic_listing_ids.state')
    def _compute_ic_channel_words(self):
        for piece in self:
            live = piece.ic_listing_ids.filtered(lambda one: one.state in ('live', 'sold'))
            piece.ic_channel_words = ', '.join(live.channel_id.mapped('name')) or False

    # === ACTIONS === #

    def action_ic_publish_on_channels(self):
        """Choose the channels these pieces are published on."""
        return self.env['ic.listing.publish']._ic_start(self.product_variant_ids)

    def action_ic_listings(self):
        """Open the listings of these pieces."""
        action = self.env['ir.actions.act_window']._for_xml_id('ic_channels.ic_listing_action')
        return {**action, 'domain': [('product_tmpl_id', 'in', self.ids)], 'context': {}}
