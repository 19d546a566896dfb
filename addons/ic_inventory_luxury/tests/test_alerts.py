from datetime import timedelta

from psycopg2.errors import CheckViolation, UniqueViolation

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import format_date, mute_logger

from odoo.addons.queue_job.tests.common import trap_jobs

from .common import PieceCase


class AlertCase(PieceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Alert = cls.env['ic.alert']
        cls.env['res.users'].search([('share', '=', False)]).write(
            {name: 'none' for name in cls.env['res.users']._fields if name.startswith('ic_alert_')}
        )
        cls.dealer = cls.person('alert_dealer', 'group_dealer')
        cls.clerk = cls.person('alert_clerk', 'group_employee')

    @classmethod
    def person(cls, login, group, **values):
        return new_test_user(
            cls.env, login, groups=f'ic_inventory_luxury.{group}', email=f'{login}@example.com', **values
        )

    def bars(self, quantity=0, **values):
        bars = self.watch(ic_is_unique=False, ic_reference="BAR", **values)
        if quantity:
            bars._ic_receive(quantity=quantity)
        return bars

    def sell(self, piece, quantity):
        order = self.order(piece, quantity=quantity)
        order.action_confirm()
        return order

    def told(self, record, **more):
        """Return (kind, state, words) of the alerts of a record, oldest first."""
        domain = [
            ('res_model', '=', record._name),
            ('res_id', '=', record.id),
            *((name, '=', value) for name, value in more.items()),
        ]
        return [(alert.kind, alert.state, alert.words) for alert in self.Alert.search(domain, order='id')]


@tagged('post_install', '-at_install')
class TestAlerts(AlertCase):
    """What the house should know is told once, to those who want it, the way they want it."""

    # === TESTS: ONCE EACH === #

    def test_told_once_while_it_lasts_and_again_the_next_time(self):
        piece = self.watch()
        first = self.Alert._ic_raise('conflict', piece, words="Two buyers")
        self.assertEqual((len(first), first.state, first.title), (1, 'open', piece.name))
        self.assertEqual((first.company_id, first.product_tmpl_id), (piece.company_id, piece))
        self.assertFalse(self.Alert._ic_raise('conflict', piece, words="Two buyers"))
        self.assertEqual(len(self.told(piece)), 1)
        self.assertEqual(self.Alert._ic_clear('conflict', piece, reason="Settled"), first)
        self.assertEqual((first.state, first.over_reason, bool(first.over_on)), ('over', "Settled", True))
        self.assertFalse(self.Alert._ic_clear('conflict', piece))
        second = self.Alert._ic_raise('conflict', piece, words="Again")
        self.assertEqual(self.told(piece), [('conflict', 'over', "Two buyers"), ('conflict', 'open', "Again")])
        self.assertNotEqual(first, second)

    def test_another_occasion_is_another_alert(self):
        piece = self.watch()
        for occasion in ('2026-11-01', '2026-11-01', '2026-11-08'):
            self.Alert._ic_raise('overdue', piece, occasion=occasion)
        self.assertEqual(len(self.told(piece)), 2)
        self.Alert._ic_clear('overdue', piece, occasion='2026-11-01')
        self.assertEqual([state for _kind, state, _words in self.told(piece)], ['over', 'open'])

    def test_the_database_refuses_a_second_one(self):
        alert = self.Alert._ic_raise('conflict', self.watch())
        with self.assertRaises(UniqueViolation), mute_logger('odoo.sql_db'), self.env.cr.savepoint():
            self.env.cr.execute(
                "INSERT INTO ic_alert (kind, res_model, res_id, occasion, company_id, title, raised_on, state)"
                " SELECT kind, res_model, res_id, occasion, company_id, title, raised_on, state"
                " FROM ic_alert WHERE id = %s",
                [alert.id],
            )

    # === TESTS: WHO AND HOW === #

    def test_each_is_told_the_way_he_wants(self):
        in_app, by_mail = self.person('a_app', 'group_employee'), self.person('a_mail', 'group_employee')
        self.clerk.ic_alert_zero_stock = 'none'
        self.dealer.ic_alert_zero_stock = 'both'
        by_mail.ic_alert_zero_stock = 'email'
        self.assertEqual(in_app.ic_alert_zero_stock, 'app')
        with trap_jobs() as trap:
            alert = self.Alert._ic_raise('zero_stock', self.watch())
            trap.assert_jobs_count(1)
            self.assertFalse(self.env['mail.mail'].search([('model', '=', 'ic.alert'), ('res_id', '=', alert.id)]))
            trap.perform_enqueued_jobs()
        self.assertEqual(alert.user_ids, in_app | self.dealer)
        self.assertEqual(alert.mail_user_ids, by_mail | self.dealer)
        mails = self.env['mail.mail'].search([('model', '=', 'ic.alert'), ('res_id', '=', alert.id)])
        self.assertEqual(mails.recipient_ids, (by_mail | self.dealer).partner_id)
        self.assertEqual([(mail.state, len(mail.recipient_ids)) for mail in mails], [('outgoing', 1)] * 2)
        self.assertEqual(set(mails.mapped('subject')), {f"Out of Stock: {alert.title}"})
        self.assertIn(f'/odoo/alerts/{alert.id}', mails[0].body_html)
        alert._ic_send_mails()
        self.assertEqual(len(self.env['mail.mail'].search([('model', '=', 'ic.alert'), ('res_id', '=', alert.id)])), 2)

    def test_nobody_wants_it_no_job(self):
        (self.dealer | self.clerk).write({'ic_alert_zero_stock': 'none'})
        with trap_jobs() as trap:
            alert = self.Alert._ic_raise('zero_stock', self.watch())
            trap.assert_jobs_count(0)
        self.assertFalse(alert.user_ids | alert.mail_user_ids)

    def test_employees_are_not_told_of_conflicts_and_ledger_unless_responsible(self):
        for kind in ('conflict', 'ledger'):
            self.assertEqual(self.Alert._ic_raise(kind, self.watch()).user_ids, self.dealer)
        alert = self.Alert._ic_raise('conflict', self.watch(), users=self.clerk)
        self.assertEqual(alert.user_ids, self.dealer | self.clerk)

    def test_another_store_hears_and_sees_nothing(self):
        other = self.env['res.company'].create({'name': "Second store"})
        stranger = self.person('a_stranger', 'group_dealer', company_id=other.id, company_ids=[(6, 0, other.ids)])
        alert = self.Alert._ic_raise('zero_stock', self.watch())
        self.assertNotIn(stranger, alert.user_ids)
        self.assertFalse(self.Alert.with_user(stranger).search([('id', '=', alert.id)]))
        with self.assertRaises(AccessError):
            alert.with_user(stranger).action_dismiss()
        self.assertFalse(alert.dismissed_user_ids)

    def test_everybody_chooses_in_his_own_preferences(self):
        self.clerk.with_user(self.clerk).write({'ic_alert_low_stock': 'both'})
        self.assertEqual(self.clerk.ic_alert_low_stock, 'both')
        self.assertEqual(self.clerk.with_user(self.clerk).read(['ic_alert_low_stock'])[0]['ic_alert_low_stock'], 'both')
        with self.assertRaises(AccessError):
            self.dealer.with_user(self.clerk).write({'ic_alert_low_stock': 'none'})
        self.assertEqual(self.dealer.ic_alert_low_stock, 'app')
        page = (
            self.env['res.users']
            .with_user(self.clerk)
            .get_view(self.env.ref('base.view_users_form_simple_modif').id, 'form')['arch']
        )
        self.assertIn('ic_alert_overdue', page)
        self.assertNotIn('ic_alert_ledger', page)

    # === TESTS: THE LIST === #

    def test_dismissing_takes_it_off_ones_own_list_only(self):
        alert = self.Alert._ic_raise('zero_stock', self.watch())
        mine = self.Alert.with_user(self.clerk)
        self.assertEqual([line['id'] for line in mine.ic_bell()['lines']], [alert.id])
        alert.with_user(self.clerk).action_dismiss()
        self.assertEqual(mine.ic_bell(), {'shown': True, 'count': 0, 'lines': []})
        self.assertEqual(self.Alert.with_user(self.dealer).ic_bell()['count'], 1)
        self.assertEqual(alert.state, 'open')
        alert.with_user(self.clerk).action_undismiss()
        self.assertEqual(mine.ic_bell()['count'], 1)

    def test_a_clerk_reads_what_he_was_told_and_writes_nothing(self):
        told = self.Alert._ic_raise('zero_stock', self.watch())
        secret = self.Alert._ic_raise('ledger', self.watch())
        self.assertEqual(self.Alert.with_user(self.clerk).search([('id', 'in', (told + secret).ids)]), told)
        with self.assertRaises(AccessError):
            secret.with_user(self.clerk).action_dismiss()
        with self.assertRaises(AccessError):
            told.with_user(self.clerk).write({'state': 'over'})
        self.assertEqual(told.state, 'open')

    def test_one_click_opens_what_it_is_about(self):
        piece = self.watch()
        alert = self.Alert._ic_raise('zero_stock', piece).with_user(self.clerk)
        action = alert.action_open()
        self.assertEqual((action['res_model'], action['res_id']), ('product.template', piece.id))
        gone = self.env['ic.stock.watch'].create({'brand_id': self.rolex.id, 'reference': "GONE"})
        lost = self.Alert.search([('res_model', '=', 'ic.stock.watch'), ('res_id', '=', gone.id)])
        gone.unlink()
        self.assertEqual(lost.state, 'over')
        with self.assertRaises(UserError):
            lost.with_user(self.clerk).action_open()


@tagged('post_install', '-at_install')
class TestStockAlerts(AlertCase):
    """Low stock, none left, not back in time: found after the sale, told once, over when it is over."""

    def test_low_then_none_then_enough_again(self):
        bars = self.bars(10, ic_low_stock=3)
        self.Alert._cron_look_at_stock()
        self.assertEqual(self.told(bars), [])
        self.sell(bars, 7)
        self.assertEqual(self.told(bars), [])  # never within the sale
        for _again in range(3):
            self.Alert._cron_look_at_stock()
        low = ('low_stock', 'open', "3 left; you asked to be told at 3.")
        self.assertEqual(self.told(bars), [low])
        order = self.sell(bars, 3)
        self.Alert._cron_look_at_stock()
        none = "None left that is not promised to somebody."
        self.assertEqual(self.told(bars), [('low_stock', 'over', low[2]), ('zero_stock', 'open', none)])
        order._action_cancel()
        self.Alert._cron_look_at_stock()
        self.assertEqual(self.told(bars), [('low_stock', 'over', low[2]), ('zero_stock', 'over', none), low])
        bars.ic_low_stock = 2
        self.assertEqual(self.told(bars, state='open'), [])

    def test_the_sale_only_wakes_the_job(self):
        bars = self.bars(2, ic_low_stock=5)
        self.env.cr.precommit.run()
        cron = self.env.ref('ic_inventory_luxury.ic_alert_cron_look')
        triggers = self.env['ir.cron.trigger'].search([('cron_id', '=', cron.id)])
        self.sell(bars, 1)
        with trap_jobs() as trap:
            self.env.cr.precommit.run()
            trap.assert_jobs_count(0)
        self.assertEqual(len(self.env['ir.cron.trigger'].search([('cron_id', '=', cron.id)]) - triggers), 1)
        self.assertEqual(self.told(bars), [])

    def test_plenty_wakes_no_job_and_little_does(self):
        cron = self.env.ref('ic_inventory_luxury.ic_alert_cron_look')

        def woken(work, *args):
            """Return how often `work` woke the job."""
            triggers = self.env['ir.cron.trigger'].search_count([('cron_id', '=', cron.id)])
            work(*args)
            self.env.flush_all()
            self.env.cr.precommit.run()
            return self.env['ir.cron.trigger'].search_count([('cron_id', '=', cron.id)]) - triggers

        bars = self.bars(10, ic_low_stock=5)
        self.env.cr.precommit.run()
        self.assertEqual(woken(self.sell, bars, 4), 0, "six are left")
        self.assertEqual(woken(self.sell, bars, 1), 1, "five are left")
        self.Alert._cron_look_at_stock()
        self.assertEqual(len(self.told(bars, state='open')), 1)
        order = self.order(bars)
        bars.ic_low_stock = 2
        self.assertEqual(self.told(bars, state='open'), [])
        self.assertEqual(woken(order.action_confirm), 0, "four are left, nothing is told, two would be few")
        self.env['ic.stock.watch'].create({'company_id': bars.company_id.id, **bars._ic_watch_values()})
        self.assertEqual(woken(self.sell, bars, 1), 1, "somebody watches the reference")

    def test_what_never_came_in_is_not_missed(self):
        bars = self.bars()
        self.Alert._cron_look_at_everything()
        self.assertEqual(self.told(bars), [])

    def test_a_hold_does_not_count_as_sold(self):
        bars = self.bars(2)
        self.env['ic.claim'].sudo()._ic_take(
            {bars.product_variant_id: 2},
            'test,2',
            kind='checkout',
            source='website',
            state='held',
            until=fields.Datetime.now() + timedelta(minutes=10),
        )
        self.Alert._cron_look_at_stock()
        self.assertEqual(self.told(bars), [])

    def test_watched_reference(self):
        pieces = [self.watch(ic_serial=f"SUB-{n}", ic_reference="ALERT-1") for n in range(3)]
        for piece in pieces:
            piece._ic_receive()
        action = pieces[0].with_user(self.dealer).action_ic_watch_stock()
        watch = self.env['ic.stock.watch'].browse(action['res_id'])
        self.assertEqual((watch.brand_id, watch.reference, watch.units), (self.rolex, "ALERT-1", 3.0))
        watch.low_stock = 2
        self.assertEqual(self.told(watch), [])
        self.sell(pieces[0], 1)
        self.Alert._cron_look_at_stock()
        self.assertEqual(self.told(watch), [('low_stock', 'open', "2 left; you asked to be told at 2.")])
        self.sell(pieces[1], 1)
        self.sell(pieces[2], 1)
        self.Alert._cron_look_at_stock()
        self.assertEqual([line[:2] for line in self.told(watch)], [('low_stock', 'over'), ('zero_stock', 'open')])
        self.assertEqual(self.told(pieces[0]), [])
        again = pieces[1].with_user(self.dealer).action_ic_watch_stock()
        self.assertEqual(again['res_id'], watch.id)
        self.watch(ic_serial="SUB-9", ic_reference=" alert-1 ")._ic_receive()
        self.Alert._cron_look_at_stock()
        self.assertEqual(self.told(watch, state='open'), [('low_stock', 'open', "1 left; you asked to be told at 2.")])

    def test_watching_needs_something_to_watch(self):
        nameless = self.watch(ic_reference=False)
        with self.assertRaises(UserError):
            nameless.action_ic_watch_stock()
        with self.assertRaises(AccessError):
            self.watch(ic_reference="ALERT-2").with_user(self.clerk).action_ic_watch_stock()
        self.assertFalse(self.env['ic.stock.watch'].search([('reference', '=like', "ALERT-%")]))
        with self.assertRaises(CheckViolation), mute_logger('odoo.sql_db'), self.env.cr.savepoint():
            nameless.ic_low_stock = -1
            self.env.flush_all()

    def test_overdue_check_out(self):
        piece = self.watch(ic_serial="AWAY-1")
        piece._ic_receive()
        shop = self.env['ic.service.shop'].create({'name': "Shop of the test", 'company_id': self.env.company.id})
        lot = self.env['stock.lot'].search([('product_id', '=', piece.product_variant_id.id)])
        source = self.env['stock.quant'].search([('lot_id', '=', lot.id), ('quantity', '>', 0)]).location_id
        places = {'location_id': source.id, 'location_dest_id': shop.location_id.id}
        product = piece.product_variant_id
        line = {'product_id': product.id, 'quantity': 1, 'lot_id': lot.id, 'picked': True, **places}
        move = self.env['stock.move'].create(
            {'product_id': product.id, 'product_uom_qty': 1, 'move_line_ids': [(0, 0, line)], **places}
        )
        move.picked = True
        move._action_done()
        trip = self.env['ic.checkout'].search([('product_tmpl_id', '=', piece.id)])
        due = fields.Date.today() - timedelta(days=3)
        trip.write({'date_due': due, 'user_id': self.clerk.id})
        for _again in range(2):
            self.env['ic.checkout']._cron_remind_overdue()
        words = f"Was due back on {format_date(self.env, due)} from Shop of the test."
        self.assertEqual(self.told(trip), [('overdue', 'open', words)])
        self.assertEqual(len(trip.activity_ids), 1)
        trip.date_due = fields.Date.today() + timedelta(days=3)
        self.assertEqual(self.told(trip), [('overdue', 'over', words)])
        later = fields.Date.today() - timedelta(days=1)
        trip.date_due = later
        self.env['ic.checkout']._cron_remind_overdue()
        self.assertEqual(self.told(trip)[1][:2], ('overdue', 'open'))
        back = {'location_id': shop.location_id.id, 'location_dest_id': source.id}
        home = self.env['stock.move'].create(
            {
                'product_id': product.id,
                'product_uom_qty': 1,
                'move_line_ids': [(0, 0, {**line, **back})],
                **back,
            }
        )
        home.picked = True
        home._action_done()
        self.assertEqual([state for _kind, state, _words in self.told(trip)], ['over', 'over'])
