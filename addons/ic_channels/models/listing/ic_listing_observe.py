from datetime import datetime

from odoo import models

from ..moment import moment


class IcListing(models.Model):
    """Reading what a channel counts. A figure is news only if it is newer than the last; what it differs from our books
    is explained by orders, or is a drift that a person or the channel's rule settles."""

    _inherit = 'ic.listing'

    # === BUSINESS METHODS === #

    def _ic_read_counts(self):
        """Ask the channel what it counts of `self` (of one channel) and note it.

        :raises ServiceError:
        """
        listed = self.filtered('remote_id')
        if not listed:
            return
        service, started = listed.channel_id._service(), moment()
        levels = {}
        with listed.channel_id._ic_calling() as client:
            ids = listed.mapped('remote_id')
            for start in range(0, len(ids), service.page):
                for level in client.get_stock(ids[start : start + service.page]):
                    levels.setdefault(level.remote_id, []).append(level)
        for listing in listed:
            found = levels.get(listing.remote_id)
            if found:
                listing._ic_observe(found, started)
            else:
                listing.write(
                    {
                        'state': 'missing',
                        'is_known': False,
                        'error': self.env._("It is no longer on the channel, or not counted there."),
                        'advice': self.env._("Publish it again, or switch Publish off."),
                    }
                )

    def _ic_observe(self, levels, started):
        """Note what the channel counts of this listing: a list of StockLevel, one per place, read at `started`."""
        self.ensure_one()
        mark = max(level.observed_at for level in levels)
        if self.is_known and self.observed_mark and mark < datetime.fromisoformat(self.observed_mark):
            return  # older than what is known: news that was overtaken
        places = set(self._ic_allot(0))
        ours = [level for level in levels if level.location_id in places] or levels[:1]
        for level in ours:
            self._ic_set_shown(level.location_id, level.quantity, alone=len(ours) == 1)
        values = {'is_known': True, 'observed_on': started, 'observed_mark': mark.isoformat()}
        if self.state in ('missing', 'failed'):
            values.update(state=self._ic_state_shown(), error=False, advice=False)
        first = not self.observed_on
        if first:  # there are no books yet to differ from, but a sale there may be on its way
            values.update(ours=self.shown, known_from=mark.replace(tzinfo=None))
        if first or self.is_blind or self.shown != self.ours:
            values['needed_since'] = started
        self.write(values)
        if self.needed_since and self.channel_id.has_orders:
            self.channel_id._ic_poll_later()
        elif self.needed_since:
            self.channel_id._ic_settle_later()

    def _ic_set_shown(self, place, units, alone=None):
        """Keep the count of a place, and the sum of all."""
        self.ensure_one()
        if alone is None:
            alone = len(self._ic_allot(0)) == 1
        if alone:
            self.level_ids.unlink()
            self.shown = units
            return
        level = self.level_ids.filtered(lambda one: one.location_id == place)
        if level:
            level.shown = units
        else:
            self.env['ic.listing.level'].create({'listing_id': self.id, 'location_id': place, 'shown': units})
        self.shown = sum(self.level_ids.mapped('shown'))

    def _ic_wait_to_rise(self):
        """Return in words what a higher count has to wait for, or ''."""
        self.ensure_one()
        if self.drift_ids.filtered(lambda drift: drift.state == 'open'):
            return self.env._("somebody changed the count there: decide about it first")
        if self.is_unpriced:
            self._ic_mark('content')
            return self.env._("the page with the new price goes first")
        channel = self.channel_id
        unpolled = not (channel.polled_on and self.needed_since and channel.polled_on > self.needed_since)
        if channel.has_orders and self.needed_since and unpolled:
            channel._ic_poll_later()
            return self.env._("the orders of the channel are being asked for first")
        if channel._ic_unapplied(self.product_id):
            return self.env._("an order of the channel is being imported first")
        if self.needed_since or self.shown != self.ours:
            channel._ic_settle_later()
            return self.env._("the count there is being compared first")
        return ''

    def _ic_sold_there(self, units, placed_on):
        """Note that an order placed at `placed_on` (the channel's time, naive UTC) took `units` off the count there."""
        self.ensure_one()
        counted = self.channel_id._service().counts_its_sales
        if counted and self.known_from and placed_on > self.known_from:
            self.ours -= units
        self.is_known = False
        self._ic_mark('stock')

    def _ic_unsure_there(self):
        """Note that the count there may have changed in a way the channel does not tell: it is read, and believed."""
        for listing in self:
            listing.write({'is_known': False, 'is_blind': True, 'needed_since': moment()})
        self._ic_mark('stock')
