import hashlib
import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.ic_connect.errors import RateLimited, ServiceError

from ..moment import moment

# Asked for again: an order that became visible late, or a vendor's clock that is off, is not missed. Far back now and
# then, a little each time. Not far too often: on a busy day that would read each order over and over, and Shopify's
# points would go into orders that are known.
OVERLAP, OVERLAP_NOW = timedelta(minutes=10), timedelta(minutes=1)
FAR_EVERY = timedelta(minutes=15)
PAGES = 20  # pages one job reads
# First key of the advisory locks that keep two jobs from reading the orders of one channel at once.
READING = 0x1C71
BUSY = 2  # seconds until a job looks again whether another one still reads the orders
# So long pages and comparisons leave the vendor's allowance to the orders that could not be read for want of it.
SPARED = timedelta(seconds=30)
SPARE_PAUSE = 10  # seconds until they look again


class IcChannel(models.Model):
    """Asking a channel for its orders: the safety net under the webhooks, and the gate every higher count waits at."""

    _inherit = 'ic.channel'

    polled_on = fields.Datetime(
        string="Last Poll",
        readonly=True,
        copy=False,
        help="When the last complete reading of orders began: all orders up to then are here.",
    )
    polled_far_on = fields.Datetime(readonly=True, copy=False, help="When orders were last read from further back.")
    watermark = fields.Datetime(readonly=True, copy=False, help="The channel's own time up to which orders were read.")

    reading = fields.Json(readonly=True, copy=False)  # where a reading was interrupted within the same minutes

    short_on = fields.Datetime(readonly=True, copy=False)  # when the vendor last had too little left for the orders

    # === BUSINESS METHODS === #

    def _ic_poll_later(self):
        for channel in self.filtered(lambda one: one.has_orders and one._ic_is_open()):
            channel._ic_enqueue('_ic_poll', priority=1)

    def _ic_poll(self, going_on=False, *_former):
        """Read the orders that changed since the watermark. Runs as a job; a long list goes on in the next one.

        There is one reading of a channel at a time: whoever wants another while one is interrupted first goes on with
        that, and begins anew when it is at its end.

        :param bool going_on: only finish what was interrupted
        """
        self.ensure_one()
        if not self._ic_is_open():
            return self.env._("not connected")
        if not self._ic_reads_alone():
            eta = fields.Datetime.now() + timedelta(seconds=BUSY)
            self._ic_enqueue('_ic_poll', priority=1, eta=eta, key='later')
            return self.env._("another job reads the orders")
        if self.reading:
            return self._ic_read_pages({**self.reading, 'again': self.reading['again'] or not going_on})
        if going_on:
            return self.env._("nothing was left to read")
        return self._ic_read_pages({'cursor': '', 'started': moment().isoformat(), 'highest': None, 'again': False})

    def _ic_read_pages(self, reading):
        """Read some pages from where a reading stands, keep their orders, and see to it that the rest is read too."""
        started = datetime.fromisoformat(reading['started'])
        highest = datetime.fromisoformat(reading['highest']) if reading['highest'] else self.watermark
        far = not self.polled_far_on or self.polled_far_on < started - FAR_EVERY
        since = self.watermark or self.orders_from or fields.Datetime.now()
        since -= OVERLAP if far else OVERLAP_NOW
        count, failed = 0, None
        try:
            with self._ic_calling() as client:
                for _page in range(PAGES):
                    orders, reading['cursor'] = client.list_orders(since.replace(tzinfo=UTC), reading['cursor'])
                    self._ic_keep_orders(orders)
                    count += len(orders)
                    changes = [order.updated_at.replace(tzinfo=None) for order in orders]
                    highest = max([*changes, *([highest] if highest else [])], default=None)
                    if not reading['cursor']:
                        break
        except ServiceError as error:
            failed = error
        if failed or reading['cursor']:
            reading['highest'] = highest and highest.isoformat()
            return self._ic_interrupted(reading, failed, far) or self.env._("%s orders so far", count)
        self._ic_polled(started, highest)
        if far:
            self.sudo().polled_far_on = started
        if reading['again']:
            self._ic_poll_later()
        return self.env._("%s orders", count)

    def _ic_reads_alone(self):
        """Tell whether no other job reads the orders of this channel, and let none begin until this one ends.

        Two would spend the vendor's allowance on the same orders, until neither comes to an end. This lock is on no
        row and nobody waits for it.
        """
        query = SQL("SELECT pg_try_advisory_xact_lock(%s, %s)", READING, self.id)
        return self.env.execute_query(query)[0][0]

    def _ic_orders_pause(self):
        """Return the seconds that what is not urgent has to wait, as the orders are short of the vendor's allowance.

        Counts rise only when the orders are read: pages and comparisons, each cheap, would keep that off for long.
        """
        short = self.short_on and self.short_on > fields.Datetime.now() - SPARED
        return SPARE_PAUSE if short else 0

    def _ic_interrupted(self, reading, error, far):
        """Keep how far a reading has come and queue its rest. Returns the error in words, if it was one.

        Orders come oldest change first: what is read need not be read again, whatever becomes of the rest. Only where
        that is no step forward, because the orders are all of the same minutes, the rest is found by its page. Where a
        vendor refuses for good, the page itself may be what he refuses: then the next reading begins anew.
        """
        highest = reading['highest'] and datetime.fromisoformat(reading['highest'])
        forward = highest and self.watermark and highest > self.watermark + OVERLAP_NOW
        stays = not forward and reading['cursor'] and (not error or error.retry)
        values = {'reading': reading if stays else False}
        if isinstance(error, RateLimited):
            values['short_on'] = fields.Datetime.now()
        if forward:
            started = datetime.fromisoformat(reading['started'])
            values.update(watermark=highest, **({'polled_far_on': started} if far else {}))
        self.sudo().write(values)
        arguments, key = ([True], 'on') if stays else ([], '')
        if error:
            return self._ic_retry(error, '_ic_poll', *arguments, key=key)
        self._ic_enqueue('_ic_poll', *arguments, priority=1, key=key)
        return ''

    def _ic_polled(self, started, highest):
        """Note that every order up to `started` is here, and let go on what waited for that."""
        values = {'reading': False, 'short_on': False}
        if not self.polled_on or started > self.polled_on:
            values['polled_on'] = started
        if highest and (not self.watermark or highest > self.watermark):
            values['watermark'] = highest
        self.sudo().write(values)
        waiting = self.env['ic.listing'].sudo()
        waiting = waiting.search([('channel_id', '=', self.id), ('needed_since', '!=', False)])
        if waiting:
            self._ic_settle_later()

    def _ic_keep_orders(self, orders):
        """Keep orders as the channel tells them, and queue the import of those that are news.

        :param orders: list of the dataclass Order
        """
        self.ensure_one()
        found = [self._ic_keep_order(order) for order in orders]
        news = self.env['ic.channel.order'].sudo().browse([one for one in found if one])
        news.invalidate_recordset()
        news._ic_apply_later()
        return news

    def _ic_keep_order(self, order):
        """Write down one order; return its id when it is news, None when it is known or older than what is known."""
        payload = json.dumps(asdict(order), default=_as_json, sort_keys=True)
        currency = self.env['res.currency'].with_context(active_test=False)
        currency = currency.search([('name', '=', order.total.currency)], limit=1)
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO ic_channel_order
                    (name, channel_id, company_id, remote_id, remote_status, state, placed_on, changed_on, arrived_on,
                     payload, payload_hash, currency_id, amount_total)
                VALUES (%(name)s, %(channel)s, %(company)s, %(remote)s, %(status)s, 'new', %(placed)s, %(changed)s,
                        now() AT TIME ZONE 'UTC', %(payload)s, %(hash)s, %(currency)s, %(total)s)
                ON CONFLICT (channel_id, remote_id) DO UPDATE
                   SET payload = EXCLUDED.payload, payload_hash = EXCLUDED.payload_hash, name = EXCLUDED.name,
                       remote_status = EXCLUDED.remote_status, changed_on = EXCLUDED.changed_on,
                       amount_total = EXCLUDED.amount_total,
                       state = CASE ic_channel_order.state WHEN 'ignored' THEN 'ignored' ELSE 'new' END
                 WHERE ic_channel_order.payload_hash <> EXCLUDED.payload_hash
                   AND ic_channel_order.changed_on <= EXCLUDED.changed_on
                RETURNING id""",
                name=order.number or order.remote_id,
                channel=self.id,
                company=self.company_id.id,
                remote=order.remote_id,
                status=order.status,
                placed=order.created_at.replace(tzinfo=None),
                changed=order.updated_at.replace(tzinfo=None),
                payload=payload,
                hash=hashlib.sha256(payload.encode()).hexdigest(),
                currency=(currency or self.company_id.currency_id).id,
                total=order.total.amount,
            )
        )
        return rows[0][0] if rows else None

    def _ic_unapplied(self, product):
        """Tell whether an order of this channel over `product` waits to be imported, or failed to be."""
        self.ensure_one()
        self.env['ic.channel.order'].flush_model(['channel_id', 'state'])
        self.env['ic.listing'].flush_model(['channel_id', 'product_id', 'remote_id'])
        query = """
            SELECT 1 FROM ic_listing listing JOIN ic_channel_order sold ON sold.channel_id = listing.channel_id
             WHERE listing.channel_id = %s AND listing.product_id = %s AND sold.state IN ('new', 'failed')
               AND sold.payload @> jsonb_build_object(
                       'lines', jsonb_build_array(jsonb_build_object('listing_id', listing.remote_id)))
             LIMIT 1"""
        return bool(self.env.execute_query(SQL(query, self.id, product.id)))


def _as_json(value):
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in an order")
