from contextlib import closing
from datetime import UTC, timedelta
from unittest.mock import patch

from odoo.sql_db import db_connect
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.ic_connect.errors import RateLimited, Rejected

from ..models.inbound import ic_channel_event, ic_channel_poll
from .order_common import OrderCase
from .vendor import Vendor


class OneAPage(Vendor):
    """A vendor who tells one order a page; the cursor is the number of the next one."""

    def list_orders(self, since, cursor=''):
        self._call('list_orders', (since, cursor))
        found = sorted(
            (order for order in self.shop.sold.values() if order.updated_at >= since),
            key=lambda order: order.updated_at,
        )
        place = int(cursor or 0)
        return found[place : place + 1], str(place + 1) if place + 1 < len(found) else ''


@tagged('post_install', '-at_install')
class TestPoll(OrderCase):
    """Reading orders goes forward, whatever stops it, and one job at a time does it."""

    service = OneAPage

    def setUp(self):
        super().setUp()
        self.poll()
        self.bars_listing = self.list(self.bars(50))
        self.start = self.shop.now()
        self.channel.watermark = self.start.replace(tzinfo=None)
        self.channel.polled_far_on = self.start.replace(tzinfo=None)

    def sell(self, *minutes):
        """Have the vendor sell one bar at each of so many minutes after the watermark."""
        for number, minute in enumerate(minutes):
            at = self.start + timedelta(minutes=minute)
            self.shop.sold[f'P{number}'] = self.payload(f'P{number}', self.line('I1'), at=at)

    def jobs(self):
        return self.env['queue.job'].search([('method_name', '=', '_ic_poll'), ('state', '=', 'pending')])

    def minutes_read(self):
        """Return how many minutes after the start the watermark stands."""
        return (self.channel.watermark.replace(tzinfo=UTC) - self.start).total_seconds() / 60

    def test_what_is_read_is_not_read_again_when_the_vendor_stops_it(self):
        self.sell(5, 10, 15)
        self.shop.fail = [None, None, RateLimited("too many", retry_after=7)]
        self.assertEqual(self.channel._ic_poll(), "too many")
        self.assertEqual(self.orders().mapped('name'), ['P0', 'P1'])
        self.assertEqual(self.minutes_read(), 10)
        self.assertEqual(self.jobs().args, [], "it begins where it has come to")
        self.assertTrue(self.jobs().eta)
        self.calls()
        self.assertEqual(self.channel._ic_poll(), "2 orders")
        self.assertEqual(len(self.calls('list_orders')), 2, "the last minute again, and what is new")
        self.assertEqual((self.minutes_read(), len(self.orders())), (15, 3))

    def test_a_long_list_goes_on_in_the_next_job(self):
        self.sell(5, 10, 15, 20)
        with patch.object(ic_channel_poll, 'PAGES', 2):
            self.assertEqual(self.channel._ic_poll(), "2 orders so far")
        self.assertEqual((self.minutes_read(), self.jobs().args), (10, []))
        before = self.channel.polled_on
        self.run_jobs()
        self.assertEqual((self.minutes_read(), len(self.orders())), (20, 4))
        self.assertGreater(self.channel.polled_on, before, "complete only now")

    def test_orders_of_the_same_minute_are_found_by_their_page(self):
        self.sell(0.1, 0.2, 0.3, 0.4)
        with patch.object(ic_channel_poll, 'PAGES', 2):
            self.channel._ic_poll()
        self.assertEqual((self.minutes_read(), self.channel.reading['cursor']), (0, '2'))
        self.run_jobs()
        self.assertEqual((len(self.orders()), self.channel.reading), (4, False))

    def test_whoever_asks_meanwhile_goes_on_with_it_and_then_begins_anew(self):
        """Each hook would else begin a reading of its own, and all of them read the same pages again and again."""
        self.sell(0.1, 0.2, 0.3, 0.4)
        with patch.object(ic_channel_poll, 'PAGES', 2):
            self.channel._ic_poll()
        self.calls()
        self.channel._ic_poll()
        self.assertEqual([cursor for _since, cursor in self.calls('list_orders')], ['2', '3'])
        self.assertEqual((len(self.orders()), self.channel.reading), (4, False))
        self.assertCountEqual(self.jobs().mapped('args'), [[True], []], "what went on has ended; one begins anew")
        self.assertEqual(self.channel._ic_poll(True), "nothing was left to read")
        self.assertFalse(self.calls('list_orders'))

    def test_a_page_that_is_refused_for_good_is_not_asked_for_again(self):
        self.sell(0.1, 0.2, 0.3)
        self.shop.fail = [None, Rejected("no such cursor")]
        self.channel._ic_poll()
        self.assertFalse(self.channel.reading)
        self.channel._ic_poll()
        self.assertEqual(len(self.orders()), 3)

    def test_stopped_within_the_same_minute(self):
        self.sell(0.1, 0.2, 0.3)
        self.shop.fail = [None, RateLimited("too many", retry_after=7)]
        self.channel._ic_poll()
        self.assertEqual((self.channel.reading['cursor'], len(self.orders())), ('1', 1))
        self.assertEqual(self.jobs().args, [True])

    def test_pages_leave_the_allowance_to_orders_that_are_short_of_it(self):
        self.sell(5)
        self.bars_listing.product_id.product_tmpl_id.ic_retail_description = "A bar that is written about anew"
        self.shop.fail = [RateLimited("too many", retry_after=7)]
        self.channel._ic_poll()
        self.calls()
        self.assertEqual(self.channel._ic_drain('content'), "the orders go first")
        self.channel._ic_sweep()
        self.assertFalse(self.shop.calls, "the vendor is asked for nothing else")
        self.channel._ic_poll()
        self.assertFalse(self.channel.short_on)
        self.assertNotEqual(self.channel._ic_drain('content'), "the orders go first")

    def test_one_job_at_a_time(self):
        self.sell(5)
        # The test is one transaction and holds the lock since its first reading: another key is still free.
        self.startPatcher(patch.object(ic_channel_poll, 'READING', 0x1C7F))
        with closing(db_connect(self.env.cr.dbname).cursor()) as other:
            other.execute(SQL("SELECT pg_advisory_xact_lock(%s, %s)", ic_channel_poll.READING, self.channel.id))
            self.calls()
            self.assertEqual(self.channel._ic_poll(), "another job reads the orders")
            self.channel._ic_poll()
            self.assertFalse(self.calls('list_orders'), "the vendor is not asked")
            self.assertEqual((len(self.jobs()), self.jobs().args), (1, []), "one looks again later")
            other.rollback()
        self.assertEqual(self.channel._ic_poll(), "1 orders")

    def test_many_hooks_are_one_reading(self):
        self.sell(5, 10, 15)
        self.calls()
        for number in range(3):
            self.webhook('order', f'E{number}', f'P{number}')
        with patch.object(ic_channel_event, 'FEW', 2):
            self.run_jobs()
        self.assertFalse(self.calls('get_order'))
        self.assertEqual(self.orders().mapped('state'), ['imported'] * 3)
