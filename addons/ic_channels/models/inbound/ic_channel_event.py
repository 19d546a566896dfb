from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.ic_connect.errors import NotFound, ServiceError

KEEP = timedelta(days=30)
FEW = 10  # orders read one by one; more are found by one reading of what changed


class IcChannelEvent(models.Model):
    """A webhook as it came: a hint that something happened there. The truth is read afterwards.

    Stored once however often it is sent: the database refuses a second event of the same id. The body is kept raw for
    a month.
    """

    _name = 'ic.channel.event'
    _description = "Webhook"
    _order = 'id desc'
    _rec_name = 'remote_id'

    channel_id = fields.Many2one('ic.channel', required=True, readonly=True, index=True, ondelete='cascade')
    company_id = fields.Many2one('res.company', required=True, readonly=True, index=True, ondelete='cascade')
    remote_id = fields.Char(string="Event ID", required=True, readonly=True)
    topic = fields.Char(required=True, readonly=True, index=True)
    subject_id = fields.Char(string="About", readonly=True, index='btree_not_null')
    happened_at = fields.Datetime(string="Happened", readonly=True, help="As the service says.")
    arrived_on = fields.Datetime(string="Arrived", required=True, readonly=True, index=True)
    body = fields.Text(readonly=True, groups='base.group_system')
    state = fields.Selection(
        [('new', "New"), ('done', "Followed"), ('ignored', "Ignored"), ('failed', "Failed")],
        required=True,
        readonly=True,
        default='new',
        index=True,
    )
    why = fields.Char(readonly=True)

    _once = models.UniqueIndex('(channel_id, remote_id, topic, subject_id)', "This event is known already.")

    # === BUSINESS METHODS === #

    @api.model
    def _ic_receive(self, channel, events, body):
        """Keep the events of a verified webhook and queue what follows from them. Repetitions change nothing.

        :param events: list of the dataclass Event
        :param bytes body: raw
        :return: number of events that were news
        """
        rows = [
            (
                channel.id, channel.company_id.id, event.remote_id, event.topic, event.subject_id,
                event.happened_at.replace(tzinfo=None), body.decode('utf-8', 'replace'),
            )
            for event in events
        ]  # fmt: skip
        news = 0
        for row in rows:
            self.env.cr.execute(
                SQL(
                    """INSERT INTO ic_channel_event
                           (channel_id, company_id, remote_id, topic, subject_id, happened_at, body, arrived_on, state)
                       VALUES %s ON CONFLICT DO NOTHING""",
                    SQL("(%s, now() AT TIME ZONE 'UTC', 'new')", SQL(", ").join(SQL("%s", value) for value in row)),
                )
            )
            news += self.env.cr.rowcount
        if news:
            for topic in sorted({event.topic for event in events}):
                channel._ic_enqueue('_ic_follow', topic, priority=1, key=topic)
        return news

    @api.autovacuum
    def _gc_events(self):
        """Forget events after a month."""
        self.sudo().search([('arrived_on', '<', fields.Datetime.now() - KEEP)], limit=10000).unlink()

    def action_ic_again(self):
        """Follow these events once more."""
        self.channel_id.check_access('write')
        self.sudo().write({'state': 'new', 'why': False})
        for event in self:
            event.channel_id._ic_enqueue('_ic_follow', event.topic, priority=1, key=event.topic)


class IcChannel(models.Model):
    _inherit = 'ic.channel'

    # === BUSINESS METHODS === #

    def _ic_follow_later(self):
        """Queue what follows from events that nobody has followed yet: of a pause, or of a crash."""
        events = self.env['ic.channel.event'].sudo()
        domain = [('channel_id', 'in', self.ids), ('state', '=', 'new')]
        for channel, topic in events._read_group(domain, ['channel_id', 'topic'], order='channel_id, topic'):
            if channel._ic_is_open():
                channel._ic_enqueue('_ic_follow', topic, priority=1, key=topic)

    def _ic_follow(self, topic):
        """Follow the new events of a topic: read what is true now, once however many events tell of it. A job."""
        self.ensure_one()
        events = self.env['ic.channel.event'].sudo()
        new = events.search(
            [('channel_id', '=', self.id), ('topic', '=', topic), ('state', '=', 'new')], order='id', limit=200
        )
        if not new or not self._ic_is_open():
            return self.env._("nothing to follow")
        try:
            {
                'order': self._ic_follow_orders,
                'stock': self._ic_follow_stock,
                'listing': self._ic_follow_stock,
                'disconnected': self._ic_follow_disconnected,
            }.get(topic, self._ic_follow_nothing)(new)
        except ServiceError as error:
            if not error.retry:
                new.write({'state': 'failed', 'why': str(error)[:500]})
            return self._ic_retry(error, '_ic_follow', topic, key=topic)
        if len(new) == 200:
            self._ic_enqueue('_ic_follow', topic, priority=1, key=topic)
        return self.env._("%s followed", len(new))

    def _ic_follow_orders(self, events):
        """Read the orders the events tell of: each by itself, or all that changed where they are many."""
        by_order = events.grouped('subject_id')
        if len(by_order) > FEW or not all(by_order):
            self._ic_poll_later()
            events.write({'state': 'done'})
            return
        for subject, group in by_order.items():
            try:
                with self._ic_calling() as client:
                    order = client.get_order(subject)
            except NotFound:
                group.write({'state': 'ignored', 'why': self.env._("The order is not there (any more).")})
                continue
            self._ic_keep_orders([order])
            group.write({'state': 'done'})

    def _ic_follow_stock(self, events):
        """Read the counts the events tell of, except where a newer one is known already: our own echo, or old news."""
        listings = self.env['ic.listing'].sudo()
        found = listings.search(
            [('channel_id', '=', self.id), ('remote_id', 'in', [one for one in events.mapped('subject_id') if one])]
        )
        by_remote = found.grouped('remote_id')
        unread = listings.browse()
        for event in events:
            listing = by_remote.get(event.subject_id, listings.browse())
            mark = listing.observed_mark and datetime.fromisoformat(listing.observed_mark).replace(tzinfo=None)
            if not listing:
                event.write({'state': 'ignored', 'why': self.env._("It is none of our listings.")})
            elif (
                event.topic == 'stock' and listing.is_known and mark and event.happened_at < mark.replace(microsecond=0)
            ):
                event.write({'state': 'ignored', 'why': self.env._("Older than the count we know.")})
                self.env['ic.stock.entry']._ic_note_ignored(
                    listing.product_id,
                    'channel',
                    self.env._("%s: older than the count we know", self.name),
                    remote_id=event.remote_id,
                    remote_date=event.happened_at,
                )
            else:
                unread |= listing
                event.write({'state': 'done'})
        if unread:
            unread._ic_read_counts()
            unread._ic_mark('stock')

    def _ic_follow_disconnected(self, events):
        events.write({'state': 'done'})
        self._ic_break(self.env._("access was taken back at the vendor"))

    def _ic_follow_nothing(self, events):
        events.write({'state': 'ignored', 'why': self.env._("Nothing follows from this.")})
