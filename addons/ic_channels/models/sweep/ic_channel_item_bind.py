from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

# More than this are bound in jobs: each asks for its page and its claims.
BIND_AT_ONCE = 100


class IcChannelItem(models.Model):
    """Binding: a thing of the channel becomes the listing of a piece."""

    _inherit = 'ic.channel.item'

    # === ACTIONS === #

    def action_ic_bind(self):
        """Bind each thing to the piece that is named: from now on it is that piece's listing.

        Many are bound in jobs; what cannot be bound then stays in the list, in conflict, and says why.

        :raises UserError: naming what cannot be bound; nothing is bound then
        """
        self.check_access('write')
        waiting = self.filtered(lambda one: one.match_state != 'bound')
        if len(waiting) > BIND_AT_ONCE:
            return waiting._ic_bind_later()
        with self.env.cr.savepoint():
            for turn in waiting._ic_bind_turns():
                refusals = turn._ic_bind_refusals()
                if refusals:
                    raise UserError(next(iter(refusals.values())))
                turn._ic_bind()
        return True

    # === BUSINESS METHODS === #

    def _ic_bind_later(self):
        """Bind these things in jobs of a hundred; returns the notification for whoever asked."""
        for channel in self.channel_id:
            items = self.filtered(lambda item, channel=channel: item.channel_id == channel)
            for start in range(0, len(items), BIND_AT_ONCE):
                ids = items[start : start + BIND_AT_ONCE].ids
                channel._ic_enqueue('_ic_bind_items', ids, priority=12, key=f'{ids[0]}-{ids[-1]}')
        words = self.env._("%s are being bound. What cannot be bound stays in this list and says why.", len(self))
        return self.channel_id[:1]._ic_tell(words)

    def _ic_bind_or_say_why(self):
        """Bind these things; where one cannot be bound, say why on it. Returns how many are bound."""
        bound = 0
        for turn in self._ic_bind_turns():
            refusals = turn._ic_bind_refusals()
            for item, words in refusals.items():
                item.sudo().write({'match_state': 'conflict', 'why': words})
            able = turn.filtered(lambda item, refused=refusals: item not in refused)
            able._ic_bind()
            bound += len(able)
        return bound

    def _ic_bind_turns(self):
        """Return these things as a list of sets, each to be bound at once: in a set every piece comes once per channel.

        The second thing of a piece is looked at when the first is bound, and is refused then.
        """
        turns, seen = [], {}
        for item in self:
            place = (item.channel_id, item.product_id) if item.product_id else item
            number = seen[place] = seen.get(place, -1) + 1
            if number == len(turns):
                turns.append(self.browse())
            turns[number] += item
        return [turn.with_prefetch(self.ids) for turn in turns]

    def _ic_bind_refusals(self):
        """Return {thing: why it cannot be bound, in words} of those that cannot."""
        listings = self._ic_bind_listings()
        found = {item: item._ic_bind_refusal(listings.get((item.channel_id, item.product_id))) for item in self}
        return {item: words for item, words in found.items() if words}

    def _ic_bind_refusal(self, listing):
        """Return in words why this thing cannot be bound, or ''.

        :param listing: what the channel has of the piece already, or None
        """
        self.ensure_one()
        product = self.product_id
        if not product:
            return self.env._("%s: say which piece it is first.", self.title or self.sku or self.remote_id)
        if product.sudo().company_id not in (self.company_id, self.env['res.company']):
            return self.env._("%s: the piece is of another store.", self.title or self.sku or self.remote_id)
        if not product._ic_is_claimed():
            return self.env._(
                "%s may be oversold: give it a category, or switch Never Oversell on, before it is bound.",
                product.display_name,
            )
        if listing and listing.remote_id and listing.remote_id != self.remote_id:
            return self.env._(
                "%(piece)s is on %(channel)s already, as %(id)s.",
                piece=product.display_name,
                channel=self.channel_id.name,
                id=listing.remote_id,
            )
        return ''

    def _ic_bind_listings(self):
        """Return {(channel, piece): listing} of what the channels list of these pieces."""
        listings = self.env['ic.listing'].sudo()
        concerned = Domain('channel_id', 'in', self.channel_id.ids) & Domain('product_id', 'in', self.product_id.ids)
        return {(one.channel_id, one.product_id): one for one in listings.search(concerned)}

    def _ic_bind(self):
        """Make these things the listings of their pieces. Their pages stay as they are there until one is edited."""
        known = self._ic_bind_listings()
        places = {item: (item.channel_id, item.product_id) for item in self}
        new = [place for place in places.values() if place not in known]
        made = (
            self.env['ic.listing']
            .sudo()
            .create([{'channel_id': channel.id, 'product_id': product.id} for channel, product in new])
        )
        known.update(zip(new, made))
        # One set of all of them: what their pages need is then read for all at once.
        listings = self.env['ic.listing'].sudo().browse([known[place].id for place in places.values()])
        for item, listing in zip(self, listings):
            status = 'sold' if item.remote_status == 'sold' else 'live'
            listing.write(
                {
                    'remote_id': item.remote_id,
                    'remote_url': item.url,
                    'shown_status': status,
                    'state': status,
                    'error': False,
                    'advice': False,
                }
            )
            item.sudo().write({'listing_id': listing.id, 'match_state': 'bound', 'why': False})
        for listing in listings:
            listing.content_hash = listing._ic_fingerprint(listing._ic_page(listing._ic_status_wanted() or 'live'))
        self._ic_apply_waiting_orders()

    def _ic_apply_waiting_orders(self):
        """Import the orders that waited until somebody said what these things are."""
        lines = self.env['ic.channel.order.line'].sudo()
        concerned = Domain('order_id.channel_id', 'in', self.channel_id.ids)
        concerned &= Domain('listing_remote_id', 'in', self.mapped('remote_id'))
        ours = {(item.channel_id.id, item.remote_id) for item in self}
        waiting = lines.search(concerned & Domain('order_id.state', '=', 'review')).filtered(
            lambda line: (line.order_id.channel_id.id, line.listing_remote_id) in ours
        )
        waiting.order_id.action_ic_apply()


class IcChannel(models.Model):
    _inherit = 'ic.channel'

    # === BUSINESS METHODS === #

    def _ic_bind_items(self, item_ids):
        """Bind things of this channel, each by itself. Runs as a job; what is bound already is passed over."""
        self.ensure_one()
        items = self.env['ic.channel.item'].browse(item_ids).exists()
        items = items.filtered(lambda item: item.channel_id == self and item.match_state != 'bound')
        return self.env._("%(bound)s of %(all)s bound", bound=items._ic_bind_or_say_why(), all=len(items))
