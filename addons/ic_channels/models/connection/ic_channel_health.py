from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

from odoo.addons.ic_connect.errors import ServiceError

# Orders are asked for at least so often, whether webhooks come or not.
POLL_EVERY = timedelta(minutes=5)
SWEEP_EVERY = timedelta(hours=24)
SUBSCRIBE_EVERY = timedelta(hours=1)


class IcChannel(models.Model):
    """Is the connection alive? Subscriptions are looked after here; the figures of the connections page, too."""

    _inherit = 'ic.channel'

    subscriptions_on = fields.Datetime(string="Subscriptions Checked", readonly=True, copy=False)
    subscription_words = fields.Char(string="Subscriptions", readonly=True, copy=False)
    last_event_on = fields.Datetime(string="Last Webhook", compute='_compute_health')
    waiting_count = fields.Integer(string="Waiting", compute='_compute_health', help="Listings not up to date yet.")
    failed_count = fields.Integer(string="Failing", compute='_compute_health')
    live_count = fields.Integer(string="Live", compute='_compute_health')
    listing_count = fields.Integer(string="Listings", compute='_compute_health')

    # === COMPUTE METHODS === #

    def _compute_health(self):
        listings = self.env['ic.listing'].sudo()
        events = dict(
            self.env['ic.channel.event']
            .sudo()
            ._read_group([('channel_id', 'in', self.ids)], ['channel_id'], ['arrived_on:max'])
        )
        marks = dict(
            self.env['ic.listing.mark']
            .sudo()
            ._read_group([('channel_id', 'in', self.ids)], ['channel_id'], ['listing_id:count_distinct'])
        )
        counts = {}
        groups = listings._read_group([('channel_id', 'in', self.ids)], ['channel_id', 'state'], ['__count'])
        for channel, state, count in groups:
            counts.setdefault(channel, {})[state] = count
        for channel in self:
            count = counts.get(channel, {})
            channel.last_event_on = events.get(channel, False)
            channel.waiting_count = marks.get(channel, 0)
            channel.failed_count = count.get('failed', 0)
            channel.live_count = count.get('live', 0)
            channel.listing_count = sum(count.values())

    # === BUSINESS METHODS === #

    def _ic_enqueue(self, method, *arguments, priority=10, eta=None, key=''):
        """Queue a method of this channel, once while it waits.

        :param arguments: of the method
        :param str key: what tells jobs of the same method from one another
        """
        self.ensure_one()
        waiting = self.with_user(SUPERUSER_ID).with_delay(
            channel='root.ic_channels',
            priority=priority,
            eta=eta,
            identity_key=f'ic.channel,{self.id},{method},{key}',
            description=f'{self.name}: {method.removeprefix("_ic_").replace("_", " ")} {key}'.strip(),
        )
        getattr(waiting, method)(*arguments)

    def _ic_retry(self, error, method, *arguments, key='', seconds=15, priority=5):
        """Queue a method again for when what failed may go better, if it may at all.

        :param ServiceError error: what failed; it may say itself how long to wait
        :param float seconds: to wait where it does not
        :return: the failure in words
        """
        if error.retry:
            eta = fields.Datetime.now() + timedelta(seconds=error.retry_after or seconds)
            self._ic_enqueue(method, *arguments, priority=priority, eta=eta, key=f'{key} again'.strip())
        return str(error)

    def _ic_subscribe_later(self):
        for channel in self.filtered('has_webhooks'):
            channel._ic_enqueue('_ic_subscribe')

    def _ic_subscribe(self):
        """See to it that the service sends us its news; repairs what it switched off. Runs as a job."""
        self.ensure_one()
        if not self._ic_is_open():
            return self.env._("not connected")
        url = self._ic_hook_url()
        try:
            with self._ic_calling() as client:
                kept = client.subscribe(url)
                if kept:
                    self._ic_store_credentials(kept)
                found = [one for one in client.list_subscriptions() if one.url == url]
        except ServiceError as error:
            self.sudo().subscription_words = self.env._("not checked: %s", error)
            return self._ic_retry(error, '_ic_subscribe', seconds=30, priority=10)
        active = sum(one.is_active for one in found)
        words = self.env._("%(active)s of %(all)s active", active=active, all=len(found)) if found else False
        self.sudo().write({'subscriptions_on': fields.Datetime.now(), 'subscription_words': words})
        return words

    def _ic_unsubscribe(self):
        try:
            self._client().unsubscribe(self._ic_hook_url())
        except (ServiceError, UserError, ValueError) as error:
            self.message_post(body=self.env._("The subscriptions could not be taken back: %s", error))

    # === CRON === #

    @api.model
    def _cron_look_after(self):
        """Ask for orders, renew subscriptions and compare stock where it is due, and pick up what a crash left."""
        now = fields.Datetime.now()
        for channel in self.sudo().search([('state', '=', 'connected')], order='id'):
            if channel.has_orders and (not channel.polled_on or channel.polled_on < now - POLL_EVERY):
                channel._ic_poll_later()
            if not channel.subscriptions_on or channel.subscriptions_on < now - SUBSCRIBE_EVERY:
                channel._ic_subscribe_later()
            if not channel.swept_on or channel.swept_on < now - SWEEP_EVERY:
                channel._ic_sweep_later()
            channel._ic_follow_later()
            channel._ic_drain_later()
            channel._ic_settle_later()
