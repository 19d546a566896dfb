from odoo import fields, models

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
        self._ic_enqueue('_ic_sweep', sweep.id, priority=30, key=key, **later)

    def action_ic_sweep(self):
        """Compare every listing of the channel with what it should show."""
        self.check_access('write')
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
        if pause := self._ic_orders_pause():
            self._ic_sweep_on(sweep, eta=fields.Datetime.add(fields.Datetime.now(), seconds=pause))
            return self.env._("the orders go first")
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
            channel._ic_enqueue('_ic_settle', priority=4)

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
