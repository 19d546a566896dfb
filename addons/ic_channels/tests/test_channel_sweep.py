from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.ic_connect.errors import AuthError, Unreachable

from .common import ChannelCase

RUN = 'odoo.addons.ic_channels.models.sweep.ic_channel_sweep_run'


@tagged('post_install', '-at_install')
class TestSweep(ChannelCase):
    """The safety net: everything there is compared with everything here."""

    def goods(self, number, units=5):
        listings = self.env['ic.listing']
        for one in range(number):
            listings |= self.list(self.bars(units, default_code=f'SWEEP-{one}'))
        self.run_jobs()
        return listings

    def sweeps(self):
        return self.env['ic.channel.sweep'].search([('channel_id', '=', self.channel.id)], order='id')

    def jobs(self, method):
        return self.env['queue.job'].search([('method_name', '=', method), ('state', '=', 'pending')])

    def test_the_report(self):
        listings = self.goods(4)
        self.shop.touch('I1', 3)
        del self.shop.items['I2']
        self.shop.items['X9'] = {'sku': 'STRANGE', 'title': "?", 'quantity': 1, 'at': self.shop.now(), 'status': 'live'}
        self.channel._ic_read_items()
        self.channel.action_ic_sweep()
        self.run_jobs()
        sweep = self.sweeps()
        self.assertRecordValues(
            sweep,
            [
                {
                    'state': 'done',
                    'compared': 4,
                    'same': 2,
                    'differing': 1,
                    'missing': 1,
                    'unknown': 1,
                    'progress': 100.0,
                }
            ],
        )
        self.assertEqual(self.channel.swept_on, sweep.started_on)
        self.assertRecordValues(
            listings[0].drift_ids, [{'expected': 5, 'observed': 3, 'difference': -2, 'state': 'open'}]
        )
        self.assertEqual(listings[1].state, 'missing')
        self.assertEqual((listings - listings[0]).drift_ids.ids, [])

    def test_what_an_order_explains_is_no_drift(self):
        listing = self.goods(1)
        self.shop.sell('I1', 2)
        self.channel.action_ic_sweep()
        self.run_jobs()
        self.assertEqual(self.sweeps().differing, 1)
        self.assertEqual((listing.drift_ids.ids, listing.shown, listing.ours), ([], 3, 3))

    def test_the_rule_house(self):
        self.channel.count_rule = 'house'
        listing = self.goods(1)
        self.shop.touch('I1', 9)
        self.channel.action_ic_sweep()
        self.run_jobs()
        self.assertRecordValues(
            listing.drift_ids,
            [
                {
                    'state': 'settled',
                    'outcome': 'house',
                    'expected': 5,
                    'observed': 9,
                    'words': "by the rule of the channel",
                }
            ],
        )
        self.assertEqual(self.shop.items['I1']['quantity'], 5)
        self.assertEqual(listing.product_id.qty_available, 5.0)

    def test_the_rule_channel_for_more(self):
        self.channel.count_rule = 'channel'
        listing = self.goods(1)
        self.shop.touch('I1', 8)
        self.channel.action_ic_sweep()
        self.run_jobs()
        self.assertRecordValues(listing.drift_ids, [{'state': 'settled', 'outcome': 'channel', 'difference': 3}])
        self.assertEqual((listing.product_id.qty_available, self.shop.items['I1']['quantity']), (8.0, 8))

    def test_the_rule_ask(self):
        listing = self.goods(1)
        self.shop.touch('I1', 8)
        self.channel.action_ic_sweep()
        self.run_jobs()
        drift = listing.drift_ids
        self.assertRecordValues(drift, [{'state': 'open', 'outcome': False, 'expected': 5, 'observed': 8}])
        self.assertEqual(drift.message_follower_ids.partner_id, self.env.user.partner_id)
        self.assertEqual(self.shop.items['I1']['quantity'], 5, "more than there is falls at once, decided or not")
        self.assertEqual(listing.product_id.qty_available, 5.0)
        keeper = new_test_user(
            self.env,
            'channel_keeper',
            'ic_inventory_luxury.group_employee,ic_inventory_luxury.group_manage_inventory',
        )
        drift.with_user(keeper).action_ic_ours()
        self.run_jobs()
        self.assertRecordValues(drift, [{'state': 'settled', 'outcome': 'house', 'words': keeper.name}])
        drift.action_ic_theirs()
        self.assertEqual((drift.outcome, listing.product_id.qty_available), ('house', 5.0), "decided once")

    def test_theirs_is_taken_over_by_a_person(self):
        listing = self.goods(1)
        self.shop.touch('I1', 2)
        self.channel.action_ic_sweep()
        self.run_jobs()
        keeper = new_test_user(
            self.env,
            'channel_keeper',
            'ic_inventory_luxury.group_employee,ic_inventory_luxury.group_manage_inventory',
        )
        listing.drift_ids.with_user(keeper).action_ic_theirs()
        self.run_jobs()
        self.assertEqual((listing.product_id.qty_available, self.shop.items['I1']['quantity']), (2.0, 2))

    def test_a_serial_is_not_made_up(self):
        self.channel.count_rule = 'channel'
        piece = self.piece(ic_serial="ONE")
        listing = self.list(piece)
        self.run_jobs()
        self.shop.touch('I1', 3)
        self.channel.action_ic_sweep()
        self.run_jobs()
        self.assertRecordValues(listing.drift_ids, [{'state': 'open', 'difference': 2}])
        with self.assertRaisesRegex(UserError, "serial"):
            listing.drift_ids.action_ic_theirs()
        self.assertEqual((piece.product_variant_id.qty_available, listing.drift_ids.state), (1.0, 'open'))
        self.assertEqual(self.shop.items['I1']['quantity'], 1)

    def test_killed_half_way_it_goes_on(self):
        self.goods(5)
        with patch(f'{RUN}.COMPARED', 2):
            self.channel._ic_sweep()
            first = self.sweeps()
            self.assertRecordValues(first, [{'compared': 2, 'state': 'running'}])
            self.jobs('_ic_sweep').unlink()
            with (
                patch.object(type(self.env['ic.listing']), '_ic_compare', side_effect=ZeroDivisionError),
                self.assertRaises(ZeroDivisionError),
                self.cr.savepoint(),
            ):
                self.channel._ic_sweep(first.id)
            self.assertRecordValues(first, [{'compared': 2, 'state': 'running'}])
            self.calls()
            self.channel.swept_on = fields.Datetime.now() - timedelta(days=2)
            self.channel._cron_look_after()
            self.channel._cron_look_after()
            self.assertEqual(len(self.jobs('_ic_sweep')), 1, "once while it waits")
            self.run_jobs()
        self.assertRecordValues(self.sweeps(), [{'id': first.id, 'compared': 5, 'same': 5, 'state': 'done'}])
        self.assertEqual(self.channel.swept_on, first.started_on)

    def test_a_channel_that_is_down_or_paused_is_compared_later(self):
        self.goods(1)
        self.shop.fail = [Unreachable("no answer")]
        self.assertEqual(self.channel._ic_sweep(), "no answer")
        sweep = self.sweeps()
        self.assertRecordValues(sweep, [{'state': 'running', 'compared': 0}])
        self.assertTrue(self.jobs('_ic_sweep').eta)
        self.channel.action_ic_pause()
        self.assertEqual(self.channel._ic_sweep(sweep.id), "not connected")
        self.assertRecordValues(sweep, [{'state': 'running', 'compared': 0}])
        self.assertFalse(self.channel.swept_on, "what was not compared was not compared")
        self.channel.action_ic_resume()
        self.shop.fail = [AuthError("401")]
        self.channel._ic_sweep(sweep.id)
        self.assertRecordValues(sweep, [{'state': 'failed', 'words': "401"}])


@tagged('post_install', '-at_install')
class TestLookAfter(ChannelCase):
    """The cron looks after what a crash or the vendor left behind."""

    def test_subscriptions_are_repaired(self):
        self.run_jobs()
        self.shop.url = 'https://elsewhere.example/hook'
        self.channel.subscriptions_on = fields.Datetime.now() - timedelta(hours=2)
        self.env['ic.channel']._cron_look_after()
        self.run_jobs()
        self.assertEqual(self.shop.url, self.channel._ic_hook_url())
        self.assertEqual(self.channel.subscription_words, "1 of 1 active")
        self.assertGreater(self.channel.subscriptions_on, fields.Datetime.now() - timedelta(minutes=1))

    def test_marks_of_a_crash_are_picked_up(self):
        bars = self.bars(5)
        listing = self.list(bars)
        self.run_jobs()
        self.order(bars, quantity=2).action_confirm()
        self.announce()
        self.env.cr.postcommit.clear()  # the server died between its commit and what follows it
        jobs = self.env['queue.job'].search([('method_name', '=', '_ic_drain'), ('state', '=', 'pending')])
        self.assertEqual((len(listing.mark_ids.filtered(lambda mark: mark.kind == 'stock')), jobs.ids), (1, []))
        self.env['ic.channel']._cron_look_after()
        self.run_jobs()
        self.assertEqual((self.shop.items['I1']['quantity'], listing.mark_ids.ids), (3, []))

    def test_events_of_a_crash_are_followed(self):
        self.list(self.bars(5))
        sold = self.shop.sell('I1', 2)
        event = self.channel._service()(token='t', shop_name='').parse_webhook({}, f'order E1 {sold}'.encode())
        self.env['ic.channel.event']._ic_receive(self.channel, event, b'')
        self.env['queue.job'].search([('method_name', '=', '_ic_follow')]).unlink()
        self.env['ic.channel']._cron_look_after()
        self.assertEqual(self.env['queue.job'].search_count([('method_name', '=', '_ic_follow')]), 1)
        self.run_jobs()
        self.assertEqual(self.env['ic.channel.event'].search([('remote_id', '=', 'E1')]).state, 'done')

    def test_only_what_is_due(self):
        self.run_jobs()
        self.channel.swept_on = self.channel.subscriptions_on = fields.Datetime.now()
        self.env['ic.channel']._cron_look_after()
        methods = self.env['queue.job'].search([('model_name', '=', 'ic.channel'), ('state', '=', 'pending')])
        self.assertEqual(methods.mapped('method_name'), ['_ic_settle'])
        self.channel.polled_on = fields.Datetime.now() - timedelta(minutes=6)
        self.env['ic.channel']._cron_look_after()
        self.assertEqual(self.env['queue.job'].search_count([('method_name', '=', '_ic_poll')]), 1)

    def test_paused_and_broken_channels_are_left_alone(self):
        self.run_jobs()
        self.channel.state = 'broken'
        self.env['ic.channel']._cron_look_after()
        pending = [('model_name', '=', 'ic.channel'), ('state', '=', 'pending')]
        self.assertEqual(self.env['queue.job'].search_count(pending), 0)
