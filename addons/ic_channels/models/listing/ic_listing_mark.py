from functools import partial

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import SQL

from .ic_channel_drain import PRIORITY


class IcListingMark(models.Model):
    """A note that a listing may no longer show what is true. Written with the change, gone when it was looked at.

    A row per change instead of a flag on the listing: marking waits for nobody and makes nobody fail, not even while
    the listing is being sent; and a change during that time is not lost when the sending ends.
    """

    _name = 'ic.listing.mark'
    _description = "Change Not Sent Yet"
    _log_access = False

    listing_id = fields.Many2one('ic.listing', required=True, readonly=True, index=True, ondelete='cascade')
    channel_id = fields.Many2one('ic.channel', required=True, readonly=True, index=True, ondelete='cascade')
    company_id = fields.Many2one('res.company', required=True, readonly=True, index=True, ondelete='cascade')
    kind = fields.Selection([('stock', "Count"), ('content', "Page")], required=True, readonly=True)
    marked_on = fields.Datetime(required=True, readonly=True)
    due_on = fields.Datetime(readonly=True, help="Not looked at before.")


class IcListing(models.Model):
    _inherit = 'ic.listing'

    # === BUSINESS METHODS === #

    def _ic_mark(self, kind):
        """Note that `self` should be looked at, and have it looked at as soon as this transaction is committed.

        :param str kind: 'stock' for the count, 'content' for the page and the count
        """
        if not self.ids:
            return
        self._ic_mark_where(SQL("listing.id = ANY(%s)", self.ids), kind)

    def _ic_mark_again(self, kind, due):
        """Note that `self` should be looked at again, not before `due` (naive UTC)."""
        self.env['ic.listing.mark'].sudo().create(
            [
                {
                    'listing_id': listing.id,
                    'channel_id': listing.channel_id.id,
                    'company_id': listing.company_id.id,
                    'kind': kind,
                    'marked_on': fields.Datetime.now(),
                    'due_on': due,
                }
                for listing in self
            ]
        )

    @api.model
    def _ic_mark_products(self, products, kind='stock'):
        """Note that whatever shows `products` should be looked at. Costs the same however many listings there are."""
        if products.ids:
            self._ic_mark_where(SQL("listing.product_id = ANY(%s)", products.ids), kind)

    @api.model
    def _ic_mark_pieces(self, pieces, always=False):
        """Note that the pages of `pieces` changed, on the channels that follow edits or (`always`) on all."""
        if pieces.ids:
            follow = SQL("TRUE") if always else SQL("channel.push_on_edit")
            self._ic_mark_where(SQL("listing.product_tmpl_id = ANY(%s) AND %s", pieces.ids, follow), 'content')

    @api.model
    def _ic_mark_where(self, condition, kind):
        if not self.env['ic.channel']._ic_any_open():
            return  # a store without channels pays nothing for them
        self.env['ic.listing'].flush_model(['channel_id', 'product_id', 'product_tmpl_id', 'company_id'])
        self.env['ic.channel'].flush_model(['state', 'push_on_edit'])
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO ic_listing_mark (listing_id, channel_id, company_id, kind, marked_on)
                SELECT listing.id, listing.channel_id, listing.company_id, %s, now() AT TIME ZONE 'UTC'
                  FROM ic_listing listing JOIN ic_channel channel ON channel.id = listing.channel_id
                 WHERE %s AND channel.state IN ('connected', 'paused')
                RETURNING channel_id""",
                kind,
                condition,
            )
        )
        self.env['ic.channel']._ic_after_commit({channel_id for (channel_id,) in rows})


class IcChannel(models.Model):
    _inherit = 'ic.channel'

    # === BUSINESS METHODS === #

    @api.model
    def _ic_after_commit(self, channel_ids):
        """Queue the sending for these channels once this transaction is committed.

        Not within it: a job that waits already would be found and this change left to it, although it may start, look
        and end before this transaction is committed. What a crash just then leaves behind, the cron picks up.
        """
        if not channel_ids:
            return
        postcommit = self.env.cr.postcommit
        waiting = postcommit.data.setdefault('ic_channels_to_drain', set())
        if not waiting:
            postcommit.add(partial(self._ic_drain_committed, self.env.registry, waiting))
        waiting.update(channel_ids)

    @staticmethod
    def _ic_drain_committed(registry, channel_ids):
        ids = sorted(channel_ids)
        channel_ids.clear()
        for kind in PRIORITY:  # counts are on their way before anybody looks for pages
            with registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                env['ic.channel'].browse(ids).exists()._ic_drain_later([kind])

    def _ic_drain_later(self, kinds=tuple(PRIORITY)):
        """Queue the sending of what is marked, once per channel and kind while it waits."""
        for channel in self.filtered(lambda one: one._ic_is_open()):
            for kind in kinds:
                channel._ic_again_if_marked(kind)
