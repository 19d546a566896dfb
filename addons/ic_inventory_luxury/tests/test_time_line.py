from datetime import timedelta

from psycopg2.errors import CheckViolation

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import PieceCase


@tagged('post_install', '-at_install')
class TestTimeLine(PieceCase):
    """One screen tells why a number is what it is, line by line, and its last numbers are those of the stock."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Entry = cls.env['ic.stock.entry']
        cls.Claim = cls.env['ic.claim'].sudo()
        cls.stock = cls.env['stock.warehouse'].search([('company_id', '=', cls.env.company.id)], limit=1).lot_stock_id
        cls.piece = cls.watch(ic_serial="WILD-1")
        cls.product = cls.piece.product_variant_id

    # === HELPERS === #

    def hold(self, units=1.0, key='test,1'):
        return self.Claim._ic_take(
            {self.product: units},
            key,
            kind='client',
            state='held',
            until=fields.Datetime.now() + timedelta(hours=2),
            partner=self.customer,
            reference="Hold for Sarah",
        )

    def let_lapse(self, claim):
        self.env.flush_all()
        self.env.cr.execute("UPDATE ic_claim SET expires_at = taken_on WHERE id = %s", [claim.id])
        self.env.invalidate_all()

    def lines(self, piece=None, **wanted):
        """Return the lines oldest first: (title, where, units changed, house, promised, held, free)."""
        told = (piece or self.piece).ic_time_line(**wanted)['lines']
        return [
            tuple(line[key] for key in ('title', 'where', 'change', 'house', 'promised', 'held', 'free'))
            for line in reversed(told)
        ]

    def check_ends_true(self, piece=None):
        """The numbers of the last line are those of stock and claims, and all proofs hold."""
        piece = piece or self.piece
        screen = piece.ic_time_line()
        last = screen['lines'][0]
        self.assertEqual({key: last[key] for key in ('house', 'promised', 'held', 'free')}, {
            key: screen['now'][key] for key in ('house', 'promised', 'held', 'free')
        })  # fmt: skip
        self.assertTrue(screen['adds_up'])
        self.assertEqual(self.Entry._ic_differences(self.env.company), [])
        self.assertEqual(self.Entry._ic_claim_differences(self.env.company), [])

    def to_service(self):
        shop = self.env['ic.service.shop'].create({'name': "Workshop of the test", 'company_id': self.env.company.id})
        lot = self.env['stock.lot'].search([('product_id', '=', self.product.id)])
        places = {'location_id': self.stock.id, 'location_dest_id': shop.location_id.id}
        move = self.env['stock.move'].create(
            {
                'product_id': self.product.id,
                'product_uom_qty': 1,
                'move_line_ids': [
                    (0, 0, {'product_id': self.product.id, 'quantity': 1, 'lot_id': lot.id, 'picked': True, **places})
                ],
                **places,
            }
        )
        move.picked = True
        move._action_done()
        return shop.location_id

    # === TESTS === #

    def test_wild_history_line_by_line(self):
        self.piece._ic_receive()
        self.let_lapse(self.hold())
        first = self.order(self.piece)
        first.action_confirm()
        first._action_cancel()
        second = self.order(self.piece)
        second.action_confirm()
        self.deliver(second)
        back = self.give_back(second)
        shop = self.to_service()
        quant = self.env['stock.quant'].search([('product_id', '=', self.product.id), ('location_id', '=', shop.id)])
        quant.sudo().quantity = 0
        quant.sudo().quantity = 1
        scrap = self.env['stock.scrap'].create(
            {
                'product_id': self.product.id,
                'lot_id': quant.lot_id.id,
                'scrap_qty': 1,
                'location_id': shop.id,
            }
        )
        scrap.do_scrap()

        place, away, gone = self.stock.display_name, shop.display_name, scrap.scrap_location_id.display_name
        sarah = "Sarah Whitfield"
        self.assertTrue(gone)
        self.assertEqual(
            [line for line in self.lines() if ' → ' not in line[0]],
            [
                # title, where, change, house, promised, held, free
                ("Incoming", '', 0.0, 0.0, 0.0, 0.0, 1.0),
                ("Found", place, 1.0, 1.0, 0.0, 0.0, 1.0),
                ("Held", f"Held for a client · {sarah}", 0.0, 1.0, 0.0, 1.0, 0.0),
                ("Hold lapsed", f"Held for a client · {sarah}", 0.0, 1.0, 0.0, 0.0, 1.0),
                ("Promised", f"Sold · {sarah}", 0.0, 1.0, 1.0, 0.0, 0.0),
                ("Released", f"Sold · {sarah}", 0.0, 1.0, 0.0, 0.0, 1.0),
                ("Promised", f"Sold · {sarah}", 0.0, 1.0, 1.0, 0.0, 0.0),
                ("Sold", f"{place} → Customers", -1.0, 0.0, 1.0, 0.0, 0.0),
                ("Promise kept: handed over", f"Sold · {sarah}", 0.0, 0.0, 0.0, 0.0, 0.0),
                ("Returned", f"Customers → {place}", 1.0, 1.0, 0.0, 0.0, 1.0),
                ("Came back", f"Sold · {sarah}", 0.0, 1.0, 0.0, 0.0, 1.0),
                ("Moved", f"{place} → {away}", 0.0, 1.0, 0.0, 0.0, 1.0),
                ("Corrected", away, -1.0, 0.0, 0.0, 0.0, 0.0),
                ("Corrected", away, 1.0, 1.0, 0.0, 0.0, 1.0),
                ("Promised", "Handed over without an order", 0.0, 1.0, 1.0, 0.0, 0.0),
                ("Scrapped", away, -1.0, 0.0, 1.0, 0.0, 0.0),
                ("Promise kept: handed over", "Handed over without an order", 0.0, 0.0, 0.0, 0.0, 0.0),
            ],
        )
        told = self.piece.ic_time_line()['lines']
        named = {line['title']: line['document'] for line in told}
        self.assertEqual(named["Returned"], {'name': back.name, 'model': 'stock.picking', 'id': back.id})
        self.assertEqual(named["Scrapped"], {'name': scrap.name, 'model': 'stock.scrap', 'id': scrap.id})
        self.assertEqual(named["Released"], {'name': first.name, 'model': 'sale.order', 'id': first.id})
        released = next(line for line in told if line['title'] == "Released")
        self.assertEqual((released['why'], released['user']), ("Order cancelled", self.env.user.name))
        self.check_ends_true()

    def test_status_changes_stand_where_they_happened(self):
        self.piece._ic_receive()
        self.order(self.piece).action_confirm()
        self.assertEqual(
            [(line[0], *line[3:]) for line in self.lines()],
            [
                ("Incoming", 0.0, 0.0, 0.0, 1.0),
                ("Found", 1.0, 0.0, 0.0, 1.0),
                ("Incoming → Awaiting Photos", 1.0, 0.0, 0.0, 1.0),
                ("Promised", 1.0, 1.0, 0.0, 0.0),
                ("Awaiting Photos → Sold", 1.0, 1.0, 0.0, 0.0),
            ],
        )
        self.check_ends_true()

    def test_numbers_run_through_what_is_not_shown(self):
        self.piece._ic_receive()
        self.order(self.piece).action_confirm()
        self.assertEqual([line[0] for line in self.lines(topics=['status'])][-1], "Awaiting Photos → Sold")
        self.assertEqual(self.lines(topics=['status'])[-1][3:], (1.0, 1.0, 0.0, 0.0))
        self.assertEqual([line[0] for line in self.lines(topics=['claim'])], ["Promised"])

    def test_pages_join_without_a_gap(self):
        self.piece._ic_receive()
        for _turn in range(4):
            order = self.order(self.piece)
            order.action_confirm()
            order._action_cancel()
        everything = self.piece.ic_time_line(limit=100)
        self.assertFalse(everything['more'])
        pages, offset, more = [], 0, True
        while more:
            page = self.piece.ic_time_line(limit=4, offset=offset)
            pages, offset, more = pages + page['lines'], offset + 4, page['more']
        self.assertEqual([line['key'] for line in pages], [line['key'] for line in everything['lines']])
        self.assertEqual([line['free'] for line in pages], [line['free'] for line in everything['lines']])

    def test_a_hold_whose_time_is_up_has_lapsed_before_anybody_tidies_up(self):
        self.piece._ic_receive()
        claim = self.hold()
        self.assertEqual(self.lines()[-1][0], "Held")
        self.let_lapse(claim)
        self.assertEqual(claim.state, 'held')
        self.assertEqual(
            self.lines()[-1], ("Hold lapsed", "Held for a client · Sarah Whitfield", 0.0, 1.0, 0.0, 0.0, 1.0)
        )
        screen = self.piece.ic_time_line()
        self.assertEqual((screen['now']['held'], screen['now']['free']), (0.0, 1.0))

    def test_counted_pieces(self):
        bars = self.watch(ic_is_unique=False, ic_reference="BAR")
        bars._ic_receive(quantity=10)
        order = self.order(bars, quantity=4)
        order.action_confirm()
        self.deliver(order)
        self.assertEqual(
            [line for line in self.lines(bars) if ' → ' not in line[0] and line[0] != "Incoming"],
            [
                ("Found", self.stock.display_name, 10.0, 10.0, 0.0, 0.0, 10.0),
                ("Promised", "Sold · Sarah Whitfield", 0.0, 10.0, 4.0, 0.0, 6.0),
                ("Sold", f"{self.stock.display_name} → Customers", -4.0, 6.0, 4.0, 0.0, 2.0),
                ("Promise kept: handed over", "Sold · Sarah Whitfield", 0.0, 6.0, 0.0, 0.0, 6.0),
            ],
        )
        self.check_ends_true(bars)

    def test_a_message_that_was_ignored_is_kept_and_changes_no_number(self):
        self.piece._ic_receive()
        before = self.Entry._ic_levels(self.product)
        happened = fields.Datetime.to_datetime('2026-11-20 09:15:00')
        entry = self.Entry._ic_note_ignored(
            self.product, 'channel', "Older than what we know", remote_id="4711", remote_date=happened
        )
        self.assertEqual(
            (entry.quantity, entry.state, entry.why, entry.remote_id, entry.remote_date, entry.on_hand, entry.kind),
            (0.0, 'ignored', "Older than what we know", "4711", happened, 1.0, 'message'),
        )
        self.assertEqual(self.Entry._ic_levels(self.product), before)
        line = self.piece.ic_time_line()['lines'][0]
        self.assertEqual(
            [line[key] for key in ('title', 'topic', 'why', 'remote_id', 'remote_date', 'channel', 'house', 'free')],
            ["Ignored", 'ignored', "Older than what we know", "4711", "2026-11-20 09:15:00", "Channel", 1.0, 1.0],
        )
        self.assertTrue(line['arrived_on'])
        self.check_ends_true()
        with self.assertRaises(CheckViolation), mute_logger('odoo.sql_db'), self.env.cr.savepoint():
            entry.sudo().copy({'quantity': 3.0, 'state': 'ignored'})

    def test_what_was_applied_names_the_remote_event(self):
        happened = fields.Datetime.to_datetime('2026-11-20 09:15:00')
        self.piece.with_context(**self.Entry._ic_remote("EV-9", happened, 'api'))._ic_receive()
        entry = self.Entry.search([('product_tmpl_id', '=', self.piece.id)])
        self.assertEqual(
            (entry.quantity, entry.state, entry.channel, entry.remote_id, entry.remote_date),
            (1.0, 'applied', 'api', "EV-9", happened),
        )
        self.assertTrue(entry.arrived_on)

    def test_conflicts_stand_in_the_line(self):
        self.piece._ic_receive()
        order = self.order(self.piece)
        order.action_confirm()
        quant = self.env['stock.quant'].search(
            [('product_id', '=', self.product.id), ('location_id', '=', self.stock.id)]
        )
        quant.with_context(inventory_mode=True).inventory_quantity_auto_apply = 0
        conflict = self.env['ic.conflict'].search([('product_id', '=', self.product.id)])
        told = [line for line in self.piece.ic_time_line()['lines'] if line['topic'] == 'conflict']
        self.assertEqual([line['title'] for line in told], ["Conflict: Missing in stock"])
        self.assertEqual(told[0]['document'], {'name': conflict.name, 'model': 'ic.conflict', 'id': conflict.id})
        self.check_ends_true()

    def test_events_are_append_only_and_share_the_sequence(self):
        self.piece._ic_receive()
        self.hold()
        event = self.env['ic.stock.event'].search([('product_tmpl_id', '=', self.piece.id)], limit=1)
        entry = self.Entry.search([('product_tmpl_id', '=', self.piece.id)])
        self.assertGreater(event.id, entry.id)
        for query in (
            "UPDATE ic_stock_event SET held = 5",
            "DELETE FROM ic_stock_event",
            "TRUNCATE ic_stock_event",
        ):
            with self.assertRaises(CheckViolation), mute_logger('odoo.sql_db'), self.env.cr.savepoint():
                self.env.cr.execute(query)
        self.assertEqual(event.held, 1.0)

    def test_a_piece_without_a_history_of_stock_may_still_be_deleted(self):
        fresh = self.watch(ic_serial="NEVER-1")
        self.assertEqual(len(self.env['ic.stock.event'].search([('product_tmpl_id', '=', fresh.id)])), 1)
        fresh.unlink()
        self.assertFalse(fresh.exists())

    def test_second_proof_finds_a_counter_that_lies(self):
        self.piece._ic_receive()
        self.hold()
        self.assertEqual(self.Entry._ic_claim_differences(self.env.company), [])
        self.env.cr.execute(
            "UPDATE ic_claim_counter SET claimed = 0, capacity = 7 WHERE product_id = %s", [self.product.id]
        )
        self.env.invalidate_all()
        self.assertEqual(
            self.Entry._ic_claim_differences(self.env.company),
            [(self.product.id, 'claimed', 0.0, 1.0), (self.product.id, 'capacity', 7.0, 1.0)],
        )
        self.assertFalse(self.piece.ic_time_line()['adds_up'])
        with mute_logger('odoo.addons.ic_inventory_luxury.models.ledger.ic_stock_entry_check'):
            answer = self.Entry.action_check()
        self.assertEqual(answer['params']['type'], 'danger')
        self.assertIn("the counter says 0.00 promised, the claims add up to 1.00.", answer['params']['message'])
        self.assertIn("the counter lets 7.00 be promised, the stock says 1.00.", answer['params']['message'])
        alert = self.env['ic.alert'].search([('kind', '=', 'ledger'), ('product_tmpl_id', '=', self.piece.id)])
        self.assertEqual(len(alert), 1)

    def test_staff_of_another_store_sees_nothing(self):
        other = self.env['res.company'].create({'name': "Second store"})
        stranger = new_test_user(
            self.env,
            'line_stranger',
            groups='ic_inventory_luxury.group_employee',
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        self.piece._ic_receive()
        with self.assertRaises(AccessError):
            self.piece.with_user(stranger).ic_time_line()
        self.assertFalse(self.env['ic.stock.event'].with_user(stranger).search([('id', '!=', False)]))
        clerk = new_test_user(self.env, 'line_clerk', groups='ic_inventory_luxury.group_employee')
        screen = self.piece.with_user(clerk).ic_time_line()
        self.assertEqual([line['title'] for line in reversed(screen['lines'])][:2], ["Incoming", "Found"])
        self.assertFalse(screen['may_export'])
