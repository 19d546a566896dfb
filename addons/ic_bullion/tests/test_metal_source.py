from datetime import date, timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, new_test_user, tagged

from odoo.addons.ic_connect import registry
from odoo.addons.ic_connect.errors import AuthError, RateLimited, Unreachable
from odoo.addons.ic_connect.types import RefusedPrice
from odoo.addons.queue_job.tests.common import trap_jobs

from .common import KEY, MetalCase


class TestMetalSource(MetalCase):
    """A provider is asked; what can be used is kept, what cannot is said."""

    def test_prices_are_kept_once(self):
        self.say(self.price('gold', '4061.20', 5, bid='4060.9', ask='4061.5'), self.price('silver', '50.02', 5))
        source = self.connect()
        words = source._ic_fetch()
        self.assertEqual(words, "Spot: Gold 4,061.20 USD, Silver 50.02 USD.")
        self.assertEqual(self.market.asked, [(('gold', 'silver'), 'USD')])
        self.assertEqual(self.ticks(), [('gold', 4061.2, 5), ('silver', 50.02, 5)])
        gold = self.Price.search([('metal', '=', 'gold'), ('company_id', '=', self.company.id)])
        self.assertEqual((gold.bid, gold.ask, gold.source, gold.source_id), (4060.9, 4061.5, "Test Feed", source))
        self.assertEqual(source._ic_fetch(), "Spot: Nothing new.")
        self.assertEqual(len(self.ticks()), 2)
        self.assertEqual((source.health, source.refusals, source.tick_count), ('fine', False, 2))
        self.assertEqual(source.next_on - source.last_answer_on, timedelta(days=1))

    def test_what_cannot_be_used_is_refused_with_its_reason_and_the_rest_is_kept(self):
        source = self.connect()
        self.say(self.price('gold', '4000', 60), self.price('silver', '50', 60))
        source._ic_fetch()
        self.say(
            self.price('gold', '0.00024', 1),
            self.price('silver', '50.5', 1),
            refused=[RefusedPrice("Test Feed", 'platinum', '0', "a price is above zero")],
        )
        self.assertEqual(source._ic_fetch(), "Spot: Silver 50.50 USD; 2 refused.")
        self.assertEqual(
            source.refusals.split('\n'),
            [
                "Test Feed, platinum, 0: a price is above zero",
                "Test Feed, gold, 0.00024 USD: an ounce of gold does not cost 0.00024 USD; turned round it would be "
                "4166.67: it looks inverted",
            ],
        )
        self.assertEqual(source.health, 'look')
        self.assertEqual(source.health_words, "Test Feed, platinum, 0: a price is above zero")
        self.assertEqual(self.ticks(), [('gold', 4000.0, 60), ('silver', 50.0, 60), ('silver', 50.5, 1)])

    def test_old_future_and_contradicting_prices_change_nothing(self):
        source = self.connect()
        self.say(self.price('gold', '4000', 60))
        source._ic_fetch()
        for stated, words in (
            (self.price('gold', '4000', 61), "it is older than the one we have"),
            (self.price('gold', '4001', 60), "for the same moment 4000 USD was stated before"),
            (self.price('gold', '4001', -30), "which has not come yet; a clock is wrong"),
            (self.price('gold', '-1', 0), "a price is above zero"),
        ):
            self.say(stated)
            self.assertEqual(source._ic_fetch(), "Spot: Nothing new; 1 refused.")
            self.assertIn(words, source.refusals)
            self.assertEqual(self.ticks(), [('gold', 4000.0, 60)])

    def test_a_provider_that_is_down_is_asked_again_later_and_later(self):
        source = self.connect(interval_number=1, interval_unit='minutes')
        self.say(self.price('gold', '4000', 1))
        source._ic_fetch()
        self.market.problem = Unreachable("no answer in time")
        waits = []
        for _time in range(8):
            self.assertEqual(source._ic_fetch(), "no answer in time")
            waits.append(round((source.next_on - source.last_error_on).total_seconds() / 60))
        self.assertEqual(waits, [1, 2, 4, 8, 16, 32, 60, 60])
        self.assertEqual((source.state, source.health, source.failures), ('active', 'look', 8))
        self.assertEqual(self.ticks(), [('gold', 4000.0, 1)])
        self.market.problem = RateLimited("the month is used up", retry_after=21600)
        source._ic_fetch()
        self.assertEqual(source.next_on - source.last_error_on, timedelta(hours=6))
        self.say(self.price('gold', '4001', 0))
        source._ic_fetch()
        self.assertEqual((source.failures, source.last_error, source.health), (0, False, 'fine'))

    def test_a_refused_key_stops_it_and_calls_a_person_once(self):
        source = self.connect()
        self.market.problem = AuthError("Test Feed refuses: a wrong key")
        source._ic_fetch()
        source._ic_fetch()
        self.assertEqual((source.state, source.health), ('broken', 'broken'))
        self.assertEqual(source.health_words, "Test Feed refuses: a wrong key. Nothing is asked until you press Test.")
        self.assertEqual(source.activity_ids.mapped('user_id'), self.admin)
        self.assertEqual(len(source.activity_ids), 1)
        with trap_jobs() as trap:
            self.env['ic.metal.source']._cron_fetch()
            trap.assert_jobs_count(0, only=source._ic_fetch)
        self.say(self.price('gold', '4000', 1))
        notice = source.action_ic_test()
        self.assertEqual(notice['params']['message'], "Spot answers: 1 prices.")
        self.assertEqual(source.state, 'active')

    def test_each_is_queued_when_its_time_has_come(self):
        source, later = self.connect(), self.connect(name="Later")
        later.sudo().next_on = fields.Datetime.now() + timedelta(hours=1)
        with trap_jobs() as trap:
            self.env['ic.metal.source']._cron_fetch()
            mine = [one for one in trap.enqueued_jobs if one.recordset in (source, later)]
            self.assertEqual([(one.recordset, one.method_name) for one in mine], [(source, '_ic_fetch')])
            self.assertEqual(mine[0].channel, 'root.ic_bullion')
            self.assertEqual(mine[0].identity_key, f'ic.metal.source,{source.id},_ic_fetch,')
        source.action_ic_pause()
        with trap_jobs() as trap:
            self.env['ic.metal.source']._cron_fetch()
            self.assertNotIn(source, [one.recordset for one in trap.enqueued_jobs])
        source.action_ic_resume()
        self.assertLessEqual(source.next_on, fields.Datetime.now())

    def test_the_button_says_what_came_of_it(self):
        source = self.connect()
        self.say(self.price('gold', '4000', 1))
        notice = source.action_ic_fetch()
        self.assertEqual(
            (notice['params']['type'], notice['params']['message']), ('success', "Spot: Gold 4,000.00 USD.")
        )
        self.market.problem = Unreachable("no answer in time")
        notice = source.action_ic_fetch()
        self.assertEqual((notice['params']['type'], notice['params']['message']), ('danger', "no answer in time"))

    def test_past_days_are_history_and_newer_ones_are_judged(self):
        source = self.connect()
        self.say(self.price('gold', '4000', 3000))
        source._ic_fetch()
        self.say(self.price('gold', '100', 7000), self.price('gold', '3990', 5000), self.price('gold', '9000', 1500))
        words = source._ic_fetch_history(date(2026, 1, 1), date(2026, 1, 3))
        self.assertEqual(words, "2 past days added. Spot: Nothing new; 1 held for a person.")
        self.assertEqual(self.market.asked[-1], (('gold', 'silver'), 'USD', date(2026, 1, 1), date(2026, 1, 3)))
        self.assertEqual(self.ticks(kind='day'), [('gold', 100.0, 7000), ('gold', 3990.0, 5000)])
        self.assertEqual(self.ticks(kind='tick'), [('gold', 4000.0, 3000)])
        wizard = self.env['ic.metal.price.past'].with_user(self.admin)
        wizard = wizard.create({'source_id': source.id, 'date_from': '2026-01-01', 'date_to': '2026-01-31'})
        with trap_jobs() as trap:
            wizard.action_ask()
            trap.assert_jobs_count(1, only=source._ic_fetch_history)

    def test_a_list_kept_by_hand_is_a_source_like_any_other(self):
        stamp = f'{self.now - timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}'
        source = self.env['ic.metal.source'].with_user(self.admin)
        source = source.create({'name': "List", 'code': 'manual_csv', 'currency_id': self.dollar.id})
        with self.assertRaisesRegex(UserError, "List: enter Price list first"):
            source.action_ic_test()
        source.text = f"metal,price,currency,unit,time\ngold,128599.00,USD,kg,{stamp}"
        source.action_ic_test()
        self.assertEqual(source._ic_fetch(), "List: Gold 3,999.88 USD.")
        self.assertEqual(self.ticks(), [('gold', 3999.876013, 60)])
        self.assertEqual((source.needs_key, source.calls_per_month), (False, 0))

    # === THE KEY AND THE PEOPLE === #

    def test_the_key_is_sealed_and_nobody_reads_it(self):
        source = self.connect()
        self.env.flush_all()
        self.env.cr.execute("SELECT key_sealed FROM ic_metal_source WHERE id = %s", [source.id])
        self.assertNotIn(KEY, self.env.cr.fetchone()[0])
        self.assertEqual((source.key_entry, source.key_words), (False, "stored, sealed"))
        with self.assertRaises(AccessError):
            source.key_sealed  # noqa: B018 - reading is what is refused
        self.assertGreaterEqual(self.env['ic.secret']._ic_reseal(), 1)
        self.assertEqual(source._ic_key(), KEY)
        source.action_ic_forget_key()
        self.assertEqual((source.state, source.key_words), ('draft', False))
        with self.assertRaisesRegex(UserError, "Spot: press Test first"):
            source.action_ic_fetch()

    def test_employees_have_no_part_in_it(self):
        source = self.connect()
        for action in (source.action_ic_fetch, source.action_ic_test):
            with self.assertRaises(AccessError):
                getattr(source.with_user(self.employee), action.__name__)()
        self.assertEqual(self.ticks(), [])

    def test_what_holds_for_all_stores_is_kept_by_the_super_admin(self):
        source = self.connect()
        source.sudo().company_id = False
        self.env['res.company'].create({'name': "Elsewhere"})
        self.say(self.price('gold', '4000', 10))
        for action in (source.action_ic_fetch, source.action_ic_test):
            with self.assertRaises(AccessError):
                action()
        self.assertFalse(self.Price.search([('source_id', '=', source.id)], limit=1))
        source.sudo()._ic_fetch()
        self.assertEqual(self.company._ic_spot('gold').price, 4000)

    def test_another_store_neither_sees_nor_moves_it(self):
        source = self.connect()
        self.say(self.price('gold', '4000', 10))
        source._ic_fetch()
        other = self.env['res.company'].create({'name': "Elsewhere", 'currency_id': self.dollar.id})
        own = {'company_id': other.id, 'company_ids': [(6, 0, other.ids)]}
        stranger = new_test_user(self.env, 'metal_other', groups='ic_inventory_luxury.group_dealer', **own)
        self.assertNotIn(source, self.env['ic.metal.source'].with_user(stranger).search([], limit=100))
        with self.assertRaises(AccessError):
            source.with_user(stranger).action_ic_test()
        theirs = source.sudo().copy({'company_id': other.id, 'name': "Theirs"})
        self.assertFalse(theirs.sudo().key_sealed)
        theirs.sudo().write({'key_sealed': source.sudo().key_sealed, 'state': 'active'})
        self.say(self.price('gold', '8000', 5))
        self.assertEqual(theirs.sudo()._ic_fetch(), "Theirs: Gold 8,000.00 USD.")  # their first: there is no jump
        self.assertEqual(self.ticks(), [('gold', 4000.0, 10)])


@tagged('-at_install', 'post_install')
class TestEveryProvider(TransactionCase):
    """The form of a source has one place for a key and one for a text: no provider may need more."""

    def test_no_provider_needs_more_than_one_key_and_one_text(self):
        for (_kind, code), service in registry.services('prices').items():
            secrets = [one.name for one in service.credentials if one.secret]
            texts = [one.name for one in service.credentials if not one.secret]
            self.assertLessEqual(len(secrets), 1, code)
            self.assertIn(texts, ([], ['text']), code)

    def test_what_an_interval_costs(self):
        source = self.env['ic.metal.source'].new({'code': 'metals_api', 'interval_number': 1})
        self.assertEqual(source.calls_per_month, 30)
        source.update({'interval_number': 10, 'interval_unit': 'minutes'})
        self.assertEqual(source.calls_per_month, 4320)
        source.code = 'goldapi'
        self.assertEqual(source.calls_per_month, 4 * 4320)
