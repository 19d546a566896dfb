from odoo import models


class IcChannel(models.Model):
    """The doors from a connection to its listings, orders and what waits for a decision."""

    _inherit = 'ic.channel'

    # === ACTIONS === #

    def action_ic_open(self):
        """Open the connection."""
        return self._ic_open()

    def action_ic_open_listings(self):
        """Open the listings of this channel."""
        return self._ic_door('ic_channels.ic_listing_action', search_default_shadow=self.shadow)

    def action_ic_open_pieces(self):
        """Open the pieces that could be published here."""
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.product_piece_action')
        views = [view for view in action['views'] if view[1] == 'list']
        others = [view for view in action['views'] if view[1] != 'list']
        return {**action, 'views': views + others, 'context': {'search_default_available': 1}}

    def action_ic_open_live(self):
        """Open what is live here."""
        return self._ic_door('ic_channels.ic_listing_action', search_default_live=True)

    def action_ic_open_failed(self):
        """Open the listings that need a look."""
        return self._ic_door('ic_channels.ic_listing_action', search_default_failed=True)

    def action_ic_open_waiting(self):
        """Open the listings that are not up to date yet."""
        return self._ic_door('ic_channels.ic_listing_action', search_default_waiting=True)

    def action_ic_open_orders(self):
        """Open the orders of this channel, those to review first where there are any."""
        return self._ic_door('ic_channels.ic_channel_order_action', search_default_review=bool(self.review_count))

    def action_ic_open_drifts(self):
        """Open the differences of this channel."""
        return self._ic_door('ic_channels.ic_channel_drift_action', search_default_open=bool(self.drift_count))

    def action_ic_open_items(self):
        """Open everything that was read on this channel."""
        return self._ic_door('ic_channels.ic_channel_item_action', search_default_group_match=True)

    def action_ic_open_proposals(self):
        """Open what waits for a decision: which piece is it?"""
        return self._ic_door(
            'ic_channels.ic_channel_item_action', search_default_proposed=True, search_default_conflict=True
        )

    def action_ic_open_sweeps(self):
        """Open the comparisons of this channel."""
        return self._ic_door('ic_channels.ic_channel_sweep_action')

    def action_ic_open_events(self):
        """Open the webhooks of this channel."""
        return self._ic_door('ic_channels.ic_channel_event_action')

    # === BUSINESS METHODS === #

    def _ic_door(self, action, **context):
        """Return an action over what belongs to this channel."""
        self.ensure_one()
        found = self.env['ir.actions.act_window']._for_xml_id(action)
        found.update(
            domain=[('channel_id', '=', self.id)],
            context={'default_channel_id': self.id, **{name: 1 for name, wanted in context.items() if wanted}},
            display_name=f'{self.name}: {found["name"]}',
        )
        return found
