from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.ic_connect.errors import ServiceError

COMPARED = 200  # listings one job compares
SETTLED = 500  # listings one job settles


class IcChannel(models.Model):
    """The safety net: everything there is compared with everything here, and what no order explains is settled."""

    _inherit = 'ic.channel'

    # === BUSINESS METHODS: SWEEP === #

    def _ic_sweep_later(self):
        for channel in self.filtered(lambda one: one._ic_is_open()):
            channel._ic_sweep_on(channel.sudo().sweep_ids.filtered(lambda one: one.state == 'running')[:1])

    def _ic_sweep_on(self, sweep, **later):
        """Queue the next part of a comparison, once: the first of a new one where none is under way."""
        key = f'{sweep.id}/{sweep.last_listing}' if sweep else ''
        self._ic_enqueue('_ic_sweep', priority=30, key=key, **later)._ic_sweep(sweep.id)

    def action_ic_sweep(self):
        """Compare every listing of the channel with what it should show."""
        self._ic_sweep_later()
        return self._ic_tell(self.env._("The comparison has begun; its report is below."))

    def _ic_sweep(self, sweep_id=None):
        """Compare the next listings. Runs as a job, and goes on in the next one; a killed one is simply done again."""
        self.ensure_one()
        if not self._ic_is_open():
            return self.env._("not connected")
        sweeps = self.env['ic.channel.sweep'].sudo()
        sweep = sweeps.browse(sweep_id).exists() or sweeps.create({'channel_id': self.id})
        if sweep.state != 'running':
            return self.env._("nothing to do")
        listings = self.env['ic.listing'].sudo()
        batch = listings.search(
            [('channel_id', '=', self.id), ('remote_id', '!=', False), ('id', '>', sweep.last_listing)],
            order='id',
            limit=COMPARED,
        )
        try:
            if batch:
                batch._ic_compare(sweep)
        except ServiceError as error:
            if not error.retry:
                sweep.write({'state': 'failed', 'finished_on': fields.Datetime.now(), 'words': str(error)[:500]})
                return str(error)
            eta = fields.Datetime.add(fields.Datetime.now(), seconds=error.retry_after or 60)
            self._ic_sweep_on(sweep, eta=eta)
            return str(error)
        if batch:
            sweep.last_listing = batch[-1].id
            self._ic_sweep_on(sweep)
            return self.env._("%s compared", sweep.compared)
        unknown = [('channel_id', '=', self.id), ('match_state', 'in', ('proposed', 'conflict', 'unknown'))]
        items = self.env['ic.channel.item'].sudo().search_count(unknown)
        sweep.write({'state': 'done', 'finished_on': fields.Datetime.now(), 'unknown': items})
        self.sudo().swept_on = sweep.started_on
        return self.env._("%s compared", sweep.compared)

    # === BUSINESS METHODS: WHAT NO ORDER EXPLAINS === #

    def _ic_settle_later(self):
        for channel in self.filtered(lambda one: one._ic_is_open()):
            channel._ic_enqueue('_ic_settle', priority=4)._ic_settle()

    def _ic_settle(self):
        """Look at the counts that differed: explained by orders meanwhile, or a drift. Runs as a job."""
        self.ensure_one()
        self.env['ic.channel.order'].sudo().search(
            [('channel_id', '=', self.id), ('state', '=', 'new')], limit=500
        )._ic_apply_later()
        if self.has_orders and not self.polled_on:
            return self.env._("no orders read yet")
        due = [('channel_id', '=', self.id), ('needed_since', '!=', False), ('is_known', '=', True)]
        found = self.env['ic.listing'].sudo().search(due, order='needed_since, id', limit=SETTLED)
        # Compared here: a domain knows whole seconds only.
        listings = found.filtered(
            lambda one: (
                (not self.has_orders or one.needed_since < self.polled_on) and not self._ic_unapplied(one.product_id)
            )
        )
        for listing in listings:
            listing._ic_settle()
        if listings and len(found) == SETTLED:
            self._ic_settle_later()
        return self.env._("%s settled", len(listings))


class IcListing(models.Model):
    _inherit = 'ic.listing'

    # === BUSINESS METHODS === #

    def _ic_compare(self, sweep):
        """Read the counts of `self` and write down in `sweep` how they compare."""
        before = {listing: listing.ours for listing in self}
        self._ic_read_counts()
        known = self.filtered('is_known')
        differing = known.filtered(lambda listing: listing.shown != before[listing])
        sweep.write(
            {
                'compared': sweep.compared + len(self),
                'same': sweep.same + len(known - differing),
                'differing': sweep.differing + len(differing),
                'missing': sweep.missing + len(self.filtered(lambda listing: listing.state == 'missing')),
            }
        )
        wanted = known._ic_wanted()
        known.filtered(lambda listing: sum(wanted[listing].values()) != listing.shown)._ic_mark('stock')

    def _ic_settle(self):
        """Every order up to the reading is here: is the count there what our books say?"""
        self.ensure_one()
        self._ic_count_placed()
        wanted = sum(self._ic_wanted()[self].values())
        if self.is_blind or self.shown == self.ours or self.ours > self.shown == wanted:
            self.write({'ours': self.shown, 'needed_since': False, 'is_blind': False})
            self._ic_mark('stock')
            return
        # What was too much has been taken back at once: it was that much higher when it was found.
        taken_back = self.shown - self.ours if self.shown == wanted else 0
        known = self.drift_ids.filtered(lambda one: one.state == 'open')
        if known:  # they changed it once more while the question is open
            known.sudo().observed = self.shown + taken_back
            self.write({'ours': self.shown, 'needed_since': False})
            return
        drift = (
            self.env['ic.channel.drift']
            .sudo()
            .create(
                {
                    'listing_id': self.id,
                    'expected': self.ours + taken_back,
                    'observed': self.shown + taken_back,
                    'sweep_id': self.channel_id.sweep_ids.filtered(lambda one: one.state == 'running')[:1].id,
                }
            )
        )
        self.write({'ours': self.shown, 'needed_since': False})
        drift._ic_found()

    def _ic_count_placed(self):
        """Let orders that are placed and not binding yet explain a lower count: some channels take their units off at
        once. Those units are not offered again there while the order is open."""
        self.ensure_one()
        lines = self.env['ic.channel.order.line'].sudo()
        for line in lines.search([('listing_id', '=', self.id), ('order_id.state', '=', 'waiting')], order='id'):
            units = line.quantity - line.counted
            if 0 < units <= self.ours - self.shown:
                line.counted = line.quantity
                self.ours -= units


class IcChannelDrift(models.Model):
    _inherit = 'ic.channel.drift'

    # === BUSINESS METHODS === #

    def _ic_found(self):
        """Settle the difference by the rule of the channel, or have a person do it."""
        self.ensure_one()
        channel, product = self.channel_id, self.product_id
        rule = channel.count_rule
        serial = product._ic_is_one_of_one() or product.tracking == 'serial'
        if rule == 'house':
            self._ic_settle('house')
        elif rule == 'channel' and not serial:
            self._ic_settle('channel')
        else:
            if serial and self.difference < 0:
                self._ic_hold()
            if channel.user_id:
                self.message_subscribe(channel.user_id.partner_id.ids)
            self.message_post(body=self._ic_summary(), subtype_xmlid='mail.mt_comment')
            self.listing_id._ic_mark('stock')

    def _ic_summary(self):
        return self.env._(
            "%(channel)s counts %(found)s of %(piece)s; by our books it must be %(ours)s. No order explains it.",
            channel=self.channel_id.name,
            found=self.observed,
            piece=self.product_id.display_name,
            ours=self.expected,
        )

    def _ic_hold(self):
        """Keep a single piece that somebody took off a channel from being sold elsewhere until it is known why."""
        claims = self.env['ic.claim'].sudo()
        wants = {self.product_id: 1.0}
        if not claims._ic_shortages(wants, self):
            claims._ic_take(wants, self, kind='api', source='channel', state='held', reference=self.channel_id.name)
            piece = self.product_id.product_tmpl_id
            piece._ic_sync_status(
                self.env._("Counted down on %s", self.channel_id.name),
                origin=self.channel_id.name,
                choice='hold' if piece.ic_status == 'available' else None,
            )

    def _ic_settle(self, outcome):
        """Settle the difference: 'house' sends our count again, 'channel' counts our stock anew by the difference."""
        for drift in self:
            words = self.env._("Difference settled")
            held = self.env['ic.claim'].sudo()._ic_of(drift)
            held._ic_release(words)
            if outcome == 'channel':
                drift._ic_take_over()
            drift.sudo().write({'state': 'settled', 'outcome': outcome, 'words': drift._ic_by()})
            choice = 'available' if held and outcome == 'house' else None  # what it was before we held it
            drift.product_id.product_tmpl_id._ic_sync_status(words, choice=choice)
            drift.listing_id._ic_mark('stock')

    def _ic_by(self):
        return self.env._("by the rule of the channel") if self.env.su else self.env.user.name

    def _ic_take_over(self):
        """Count our stock anew: the channel's difference is added where the goods lie.

        :raises UserError: when the units are not in the house
        """
        self.ensure_one()
        quants = self.env['stock.quant'].sudo()
        place = self.channel_id._ic_warehouse().lot_stock_id
        lying = quants.search(
            [
                ('product_id', '=', self.product_id.id),
                ('company_id', '=', self.company_id.id),
                ('location_id.usage', '=', 'internal'),
                ('quantity', '>', 0),
            ],
            order='quantity desc, id',
        )
        left = self.difference
        if left > 0:
            if self.product_id.tracking != 'none':
                raise UserError(
                    self.env._(
                        "%s has serial numbers: receive the piece with its number instead.",
                        self.product_id.display_name,
                    )
                )
            quant = lying.filtered(lambda one: one.location_id == place)[:1]
            self._ic_count(quant or quants, place, (quant.quantity if quant else 0) + left)
            return
        for quant in lying:
            off = min(quant.quantity, -left)
            if off > 0:
                self._ic_count(quant, quant.location_id, quant.quantity - off)
                left += off
        if left:
            raise UserError(
                self.env._("%s: fewer units are in the house than are to be taken off.", self.product_id.display_name)
            )

    def _ic_count(self, quant, place, quantity):
        remote = self.env['ic.stock.entry']._ic_remote(f'drift {self.id}', self.found_on)
        quants = (
            self.env['stock.quant']
            .sudo()
            .with_context(
                inventory_mode=True, inventory_name=self.env._("Counted on %s", self.channel_id.name), **remote
            )
        )
        if quant:
            quant = quants.browse(quant.id)
            quant.inventory_quantity = quantity
        else:
            quant = quants.create(
                {'product_id': self.product_id.id, 'location_id': place.id, 'inventory_quantity': quantity}
            )
        quant.action_apply_inventory()
