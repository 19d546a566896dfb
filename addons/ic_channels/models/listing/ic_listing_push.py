import time
import uuid
from dataclasses import replace
from datetime import UTC, timedelta

from odoo import fields, models

from odoo.addons.ic_connect.errors import NotFound, ServiceError, Stale
from odoo.addons.ic_connect.types import StockChange, StockLevel

from ..moment import moment

# Names the keys under which a change is made once however often it is sent.
KEYS = uuid.UUID('6d0c3a44-6f5b-4f0e-9a53-7f5e0d1c2b9a')
# Seconds until an item that failed of its own is tried again, by whether it may go better without anybody's doing:
# longer each time, up to the last.
ITEM_PAUSES = {True: (2, 5, 15, 60, 300), False: (60, 300, 1800, 7200, 43200)}


class IcListing(models.Model):
    """Making a channel show what is true: counts in batches, pages one by one.

    Fall fast, rise late: a lower count is sent at once. A higher one is sent only when the count there is known, equals
    what our books say it must be, and every order up to that moment has been imported (`needed_since`).
    """

    _inherit = 'ic.listing'

    # === BUSINESS METHODS: COUNTS === #

    def _ic_push_counts(self):
        """Bring the counts of `self` (of one channel) in line. All or part of them in one call, results one by one.

        :raises ServiceError: when the service does not answer at all; nothing is known then
        """
        listed = self.filtered('remote_id')
        if not listed:
            return
        unread = listed.filtered(lambda listing: not listing.is_known)
        if unread:
            unread._ic_read_counts()
        self.browse(one.id for one in listed._ic_unpriced())._ic_put_off()
        changes = {}
        for listing, wanted in listed._ic_wanted().items():
            changes.update({(listing, place): units for place, units in listing._ic_steps(wanted).items()})
        if self.channel_id.shadow:
            listed._ic_note_shadow(changes)
        elif changes:
            listed._ic_send_counts(changes)

    def _ic_steps(self, wanted):
        """Return {place: units} of what may be sent now to get to `wanted`."""
        self.ensure_one()
        if not self.is_known:
            return {}
        shown = self._ic_shown_at(wanted)
        falls = {place: units for place, units in wanted.items() if units < shown[place]}
        rises = {place: units for place, units in wanted.items() if units > shown[place]}
        waiting_for = rises and self._ic_wait_to_rise()
        if (waiting_for or False) != self.waiting_for:
            self.waiting_for = waiting_for or False
        return falls if waiting_for else {**falls, **rises}

    def _ic_shown_at(self, places):
        """Return {place: units} that the channel is known to count at `places`."""
        self.ensure_one()
        if not self.level_ids:
            return dict.fromkeys(places, 0) | {next(iter(places)): self.shown}
        levels = {level.location_id: level.shown for level in self.level_ids}
        return {place: levels.get(place, 0) for place in places}

    def _ic_send_counts(self, changes):
        """Send `changes`, {(listing, place): units}, and note what became of each."""
        channel, now = self.channel_id, moment()
        sent = {}
        for (listing, place), units in changes.items():
            expected = listing._ic_shown_at(listing._ic_allot(0) | {place: 0})[place]
            sent[(listing.remote_id, place)] = (
                listing,
                StockChange(
                    remote_id=listing.remote_id,
                    quantity=units,
                    expected=expected,
                    location_id=place,
                    key=listing._ic_change_key(place, expected, units),
                    happened_at=now.replace(tzinfo=UTC),
                    reference=f'ic.listing/{listing.id}',
                ),
            )
        with channel._ic_calling() as client:
            results = client.set_stock([change for _listing, change in sent.values()])
        stale = self.browse()
        for key, (listing, change) in sent.items():
            outcome = results.get(key) or ServiceError("the service said nothing about it")
            if isinstance(outcome, StockLevel):
                listing._ic_sent(change, outcome, now)
            elif isinstance(outcome, Stale):
                stale |= listing
            else:
                listing._ic_failed(outcome)
        if stale:
            for listing in stale:
                listing.attempt += 1
            stale._ic_read_counts()
            stale._ic_mark('stock')

    def _ic_change_key(self, place, expected, units):
        """Return the key of a change: the same for the same step, another one for the next."""
        database = self.env['ir.config_parameter'].sudo().get_param('database.uuid')
        return str(uuid.uuid5(KEYS, f'{database}/{self.id}/{self.attempt}/{place}/{expected}/{units}'))

    def _ic_sent(self, change, level, now):
        """Note that the channel made a change."""
        self.ensure_one()
        self._ic_set_shown(change.location_id, level.quantity)
        values = {
            'ours': self.ours + change.quantity - change.expected,
            'pushed_on': now,
            'attempt': self.attempt + 1,
            'tries': 0,
            'error': False,
            'advice': False,
            'would_do': False,
            'state': self._ic_state_shown(),
        }
        if level.observed_at.isoformat() > (self.observed_mark or ''):
            values['observed_mark'] = level.observed_at.isoformat()
        if not self.channel_id._service().compares and self.channel_id.has_orders:
            # Between our look and our change a sale may have slipped in: orders first, before the count rises again.
            values.update(needed_since=now, is_blind=True)
        self.write(values)

    def _ic_state_shown(self):
        """Return the state of a listing that is up to date."""
        if self.shown_status == 'sold':
            return 'sold'
        return 'ended' if self.shown_status == 'ended' else 'live'

    def _ic_failed(self, error):
        """Note why an item could not be brought up to date, and when it is tried again."""
        self.ensure_one()
        if isinstance(error, NotFound):
            self.write({'state': 'missing', 'is_known': False, 'error': self.env._("It is no longer on the channel.")})
            self.advice = self.env._("Publish it again, or switch Publish off.")
            return
        words = self.channel_id._ic_advice(error).partition('\n')
        self.write(
            {
                'state': 'failed',
                'is_known': False,
                'tries': self.tries + 1,
                'attempt': self.attempt + 1,
                'error': words[0][:500],
                'advice': words[2],
            }
        )
        pauses = ITEM_PAUSES[error.retry]
        pause = timedelta(seconds=error.retry_after or pauses[min(self.tries, len(pauses)) - 1])
        self._ic_mark_again('content' if not self.remote_id else 'stock', fields.Datetime.now() + pause)

    def _ic_note_shadow(self, changes):
        """Write down what would be sent."""
        for listing in self:
            steps = {place: units for (one, place), units in changes.items() if one == listing}
            words = ', '.join(
                self.env._("count %(old)s → %(new)s", old=listing._ic_shown_at({place: 0})[place], new=units)
                for place, units in steps.items()
            )
            listing.would_do = words or False

    # === BUSINESS METHODS: PAGES === #

    def _ic_push_pages(self, most, seconds):
        """Bring the pages of `self` in line, one call each. What one of them lacks is its own problem.

        :param int most: pages that are sent
        :param float seconds: after which no further one is begun
        :return: the listings that were looked at
        :raises ServiceError: when the service does not answer at all
        """
        ends, sent, done, clients = time.monotonic() + seconds, 0, [], {}
        for listing in self:
            try:
                sent += listing._ic_push_page(clients)
            except ServiceError as error:
                if error.retry or type(error).__name__ == 'AuthError':
                    listing.write({'is_known': False, 'is_blind': True})
                    raise
                sent += 1
                listing._ic_failed(error)
            done.append(listing.id)
            if sent >= most or time.monotonic() > ends:
                break
        looked_at = self.browse(done)
        looked_at.filtered('remote_id')._ic_mark('stock')
        return looked_at

    def _ic_push_page(self, clients):
        """Bring the page in line; tells whether the service had to be called.

        :param dict clients: see `_ic_calling`
        """
        self.ensure_one()
        status = self._ic_status_wanted()
        if not status:
            return self._ic_end_page(clients)
        if self._ic_unpriced():
            self._ic_put_off()
            return False
        problem = self._ic_page_problem()
        if problem:
            self.write({'state': 'failed', 'error': problem, 'advice': self.env._("Complete the piece.")})
            return False
        units = sum(self._ic_wanted()[self].values())
        page = self._ic_page(status, quantity=units)
        fingerprint = self._ic_fingerprint(page)
        if self.remote_id and fingerprint == self.content_hash and self.state != 'missing':
            known = {'state': self._ic_state_shown(), 'error': False, 'advice': False, 'tries': 0}
            self.write(known | self._ic_price_sent())
            return False
        if not self.remote_id and (status == 'sold' or not units):
            # nothing to open a page for
            self.write({'state': 'draft', 'error': False, 'advice': False, 'would_do': False, 'is_unpriced': False})
            return False
        if self.channel_id.shadow:
            self.would_do = self.env._("page: %(status)s, %(price)s", status=status, price=page.price.rounded())
            return False
        price = self._ic_price_sent()  # by which the page was made; while it is sent the next tick may arrive
        with self.channel_id._ic_calling(clients) as client:
            remote_id = client.push_listing(page)
            url = self.remote_url if remote_id == self.remote_id else ''
            if not url and client.supports('page_url'):
                url = client.page_url(replace(page, remote_id=remote_id))
        self.write(
            {
                'remote_id': remote_id,
                'remote_url': url,
                'content_hash': fingerprint,
                'shown_status': status,
                'pushed_on': fields.Datetime.now(),
                'is_known': self.is_known and remote_id == self.remote_id,
                'state': 'sold' if status == 'sold' else 'live',
                'error': False,
                'advice': False,
                'tries': 0,
                'would_do': False,
                **price,
            }
        )
        return True

    def _ic_end_page(self, clients):
        """Take the page down; one that was never there needs nothing. Tells whether the service had to be called."""
        self.ensure_one()
        if not self.remote_id or self.shown_status == 'ended':
            self.write({'state': 'ended' if self.remote_id else 'draft', 'error': False, 'advice': False})
            return False
        if self.channel_id.shadow:
            self.would_do = self.env._("page: taken down")
            return False
        with self.channel_id._ic_calling(clients) as client:
            client.end_listing(self.remote_id)
        self.write(
            {
                'shown_status': 'ended',
                'state': 'ended',
                'content_hash': False,
                'pushed_on': fields.Datetime.now(),
                'error': False,
                'advice': False,
            }
        )
        return True
