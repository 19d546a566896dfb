from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.ic_connect.errors import RateLimited, ServiceError

# Pages one job sends, and looks at: most of many may be as they should be. Each that is sent is a call of its own, and
# photos make it slow, so that no new one is begun after these seconds: a sale of a piece among them waits for the job.
PAGES = 10
GLANCES = 200
SPELL = 2.0
# Changes one job looks at where the service takes one change a call.
SINGLES = 20
# Counts go before pages.
PRIORITY = {'stock': 1, 'content': 20}
# Seconds until a channel that does not answer is tried again: longer each time, up to the last.
PAUSES = (5, 15, 30, 60, 120, 300)


class IcChannel(models.Model):
    """Sending what is marked. A job takes a batch of marked listings, makes the channel show what is true, and ends.

    One job per channel and kind instead of one per listing, because services take changes in batches. The rows of the
    listings are locked meanwhile, so that an older job never sends after a newer one; whoever sells, claims or edits a
    piece does not touch these rows and never waits.
    """

    _inherit = 'ic.channel'

    # === BUSINESS METHODS === #

    def _ic_drain(self, kind):
        """Send the next batch of what is marked. Runs as a job.

        :param str kind: 'stock' or 'content'
        :return: what was done, in words
        """
        self.ensure_one()
        if not self._ic_is_open():
            return self.env._("not connected: it waits")
        if kind == 'content' and (pause := self._ic_orders_pause()):
            self._ic_again_if_marked(kind, pause=pause)
            return self.env._("the orders go first")
        service = self._service()
        size = GLANCES if kind == 'content' else max(service.batch, SINGLES)
        listings, last = self._ic_take_marked(kind, size)
        if not listings:
            self._ic_again_if_marked(kind, pause=1)  # another job has them just now
            return self.env._("nothing to do")
        try:
            if kind == 'content':
                listings = listings._ic_push_pages(PAGES, SPELL)
            else:
                listings._ic_push_counts()
        except ServiceError as error:
            # The service as a whole does not answer: everything stays marked, and all of it is read anew.
            # A change may have been made without its answer reaching us, so a difference is no surprise either.
            if kind == 'stock':
                listings.write({'is_known': False, 'is_blind': True})
            return self._ic_pause(kind, error)
        self._ic_measure(listings, kind, last)
        self._ic_unmark(listings, kind, last)
        self._ic_again_if_marked(kind)
        return self.env._("%s listings looked at", len(listings))

    def _ic_take_marked(self, kind, size):
        """Lock up to `size` listings with marks, those marked first.

        The page of a listing waits for its count: a page may take seconds, and a piece that is sold has both marked.

        :return: (listings, highest mark seen): marks above it are news
        """
        self.env['ic.listing'].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                WITH due AS (
                    SELECT listing_id, MIN(id) AS first, MAX(id) AS last FROM ic_listing_mark mark
                     WHERE channel_id = %s AND kind = %s
                       AND (due_on IS NULL OR due_on <= clock_timestamp() AT TIME ZONE 'UTC')
                       AND NOT EXISTS (
                            SELECT 1 FROM ic_listing_mark units
                             WHERE units.listing_id = mark.listing_id AND units.kind = 'stock'
                               AND units.due_on IS NULL AND mark.kind = 'content')
                     GROUP BY listing_id ORDER BY MIN(id) LIMIT %s)
                SELECT listing.id, due.last FROM ic_listing listing JOIN due ON due.listing_id = listing.id
                 ORDER BY due.first FOR NO KEY UPDATE OF listing SKIP LOCKED""",
                self.id,
                kind,
                size,
            )
        )
        listings = self.env['ic.listing'].browse([row[0] for row in rows])
        listings.invalidate_recordset()
        return listings, max((row[1] for row in rows), default=0)

    def _ic_unmark(self, listings, kind, last):
        self.env.cr.execute(
            SQL(
                """DELETE FROM ic_listing_mark WHERE listing_id = ANY(%s) AND kind = %s AND id <= %s
                      AND (due_on IS NULL OR due_on <= clock_timestamp() AT TIME ZONE 'UTC')""",
                listings.ids,
                kind,
                last,
            )
        )

    def _ic_again_if_marked(self, kind, pause=0):
        """Queue the next batch, when more is marked: at once, or when the first of it is due."""
        rows = self.env.execute_query(
            SQL(
                """SELECT MIN(COALESCE(due_on, clock_timestamp() AT TIME ZONE 'UTC')) FROM ic_listing_mark
                    WHERE channel_id = %s AND kind = %s""",
                self.id,
                kind,
            )
        )
        if not rows[0][0]:
            return
        earliest = fields.Datetime.now() + timedelta(seconds=pause)
        due = max(rows[0][0], self._ic_rests_until() or rows[0][0], earliest if pause else rows[0][0])
        soon = due < fields.Datetime.now() + timedelta(seconds=1)
        later = {} if soon else {'eta': due}
        key = kind if soon else f'{kind} later'
        self._ic_enqueue('_ic_drain', kind, priority=PRIORITY[kind], key=key, **later)

    def _ic_rests_until(self):
        """Return until when a channel that does not answer is left alone, None when it answers."""
        if not self.failures or not self.last_error_on:
            return None
        return self.last_error_on + timedelta(seconds=PAUSES[min(self.failures, len(PAUSES)) - 1])

    def _ic_pause(self, kind, error):
        """Try again after a while that grows; what failed and why is on the connections page."""
        if not error.retry:
            return str(error)
        pause = PAUSES[min(self.failures, len(PAUSES) - 1)]
        if error.retry_after:
            pause = error.retry_after if isinstance(error, RateLimited) else max(error.retry_after, pause)
        eta = fields.Datetime.now() + timedelta(seconds=pause)
        self._ic_enqueue('_ic_drain', kind, priority=5, eta=eta, key=f'{kind} again')
        return self.env._("%(error)s; tried again in %(pause)s seconds", error=error, pause=round(pause))

    @api.model
    def _ic_measure(self, listings, kind, last):
        """Keep how long the oldest of these changes took until it was shown: the seconds of risk of this channel."""
        if kind != 'stock' or not listings:
            return
        rows = self.env.execute_query(
            SQL(
                """SELECT EXTRACT(EPOCH FROM clock_timestamp() AT TIME ZONE 'UTC' - MIN(marked_on)) FROM ic_listing_mark
                    WHERE listing_id = ANY(%s) AND kind = 'stock' AND id <= %s AND due_on IS NULL""",
                listings.ids,
                last,
            )
        )
        seconds = max(round(rows[0][0] or 0), 1)
        channel = listings.channel_id
        smoothed = max(seconds, round(0.8 * channel.risk_seconds + 0.2 * seconds))
        if smoothed != channel.risk_seconds or channel.failures:
            channel._ic_pulse(risk_seconds=smoothed, failures=0)
