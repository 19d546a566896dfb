from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import PieceCase


class TripCase(PieceCase):
    """A store with two shops and the wizards at hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Trip = cls.env['ic.checkout']
        cls.shop = cls.env['ic.service.shop'].create({'name': "Horloger Keller", 'kind': 'service', 'typical_days': 21})
        cls.spa = cls.env['ic.service.shop'].create({'name': "Leather Spa", 'kind': 'polish'})
        cls.stock = cls.env['stock.warehouse'].search([('company_id', '=', cls.env.company.id)], limit=1).lot_stock_id
        cls.vault = cls.env['stock.location'].create(
            {'name': "Vault T", 'location_id': cls.stock.id, 'usage': 'internal', 'ic_kind': 'vault'}
        )
        cls.today = fields.Date.context_today(cls.shop)

    def in_vault(self, **values):
        piece = self.watch(**values)
        piece._ic_receive(self.vault)
        piece._ic_set_status('available')
        return piece

    def send(self, pieces, **values):
        """Send to a shop through the wizard; gives the open trips."""
        wizard = self.env['ic.checkout.wizard'].create(
            {'piece_ids': pieces.ids, 'kind': 'service', 'shop_id': self.shop.id, **values}
        )
        wizard.action_check_out()
        return self.open_trips(pieces)

    def check_out(self, pieces, **values):
        wizard = self.env['ic.checkout.wizard'].create(
            {'piece_ids': pieces.ids, 'kind': 'approval', 'partner_id': self.customer.id, **values}
        )
        wizard.action_check_out()
        return self.open_trips(pieces)

    def check_in(self, trips, **values):
        self.env['ic.checkin.wizard'].create({'trip_ids': trips.ids, **values}).action_check_in()

    def open_trips(self, pieces):
        return self.Trip.search([('product_tmpl_id', 'in', pieces.ids), ('state', '=', 'out')])

    def place(self, piece):
        """Return {location: quantity} of what we have of the piece."""
        quants = self.env['stock.quant'].search(
            [('product_id', '=', piece.product_variant_id.id), ('location_id.usage', '=', 'internal')]
        )
        return {quant.location_id: quant.quantity for quant in quants if quant.quantity}


@tagged('post_install', '-at_install')
class TestServiceShop(TripCase):
    def test_a_trip_to_the_shop_and_back(self):
        piece = self.in_vault(ic_serial="K 77")
        trip = self.send(piece, work='service', note="Runs slow", estimate=420)
        self.assertEqual(
            (trip.kind, trip.work, trip.shop_id, trip.holder), ('service', 'service', self.shop, self.shop.name)
        )
        self.assertEqual((trip.date_due, trip.estimate, trip.note), (self.today + timedelta(21), 420, "Runs slow"))
        self.assertEqual((piece.ic_status, piece.qty_available), ('service', 0.0))
        self.assertEqual(self.place(piece), {self.shop.location_id: 1.0})
        move = trip.picking_id.move_ids
        self.assertEqual((trip.picking_id.state, trip.picking_id.picking_type_id.code), ('done', 'internal'))
        self.assertEqual((move.location_id, move.location_dest_id), (self.vault, self.shop.location_id))
        self.assertEqual((move.move_line_ids.lot_id.name, move.quantity), ("K 77", 1.0))
        self.assertEqual(self.history(piece)[-1], ('available', 'service', "Out: Horloger Keller"))
        self.assertEqual(piece.ic_status_log_ids[:1].origin, trip.name)
        self.assertRegex(piece.ic_checkout_words, r"^At Horloger Keller \(Service\) since .*, due back ")

        self.check_in(trip, cost=380, note_in="Overhauled", condition_in='better')
        self.assertEqual(
            (trip.state, trip.cost, trip.note_in, trip.condition_in), ('back', 380, "Overhauled", 'better')
        )
        self.assertEqual((trip.user_in_id, bool(trip.date_in)), (self.env.user, True))
        self.assertEqual((trip.picking_in_id.state, self.place(piece)), ('done', {self.vault: 1.0}))
        self.assertEqual((piece.ic_status, piece.qty_available), ('available', 1.0))
        self.assertEqual(self.history(piece)[-1], ('service', 'available', "Back: Horloger Keller"))

    def test_back_to_another_place_and_on_hold(self):
        piece = self.in_vault()
        trip = self.send(piece, shop_id=self.spa.id)
        self.assertEqual((trip.work, piece.ic_status), ('polish', 'polish'))
        self.check_in(trip, location_id=self.stock.id, status='hold')
        self.assertEqual((piece.ic_status, self.place(piece)), ('hold', {self.stock: 1.0}))

    def test_send_to_blaken_then_at_blaken_and_back(self):
        """The buttons of old: the courier has it, so the piece really leaves; back, it is what it was before."""
        piece = self.in_vault()
        piece._ic_set_status('hold')
        piece._ic_set_status('send_refinish')
        self.assertEqual((piece.ic_status, self.place(piece)), ('send_refinish', {self.vault: 1.0}))
        piece._ic_set_status('at_refinish')
        trip = self.open_trips(piece)
        self.assertEqual((trip.shop_id.name, trip.shop_id.kind, trip.work), ("Blaken", 'refinish', 'refinish'))
        self.assertEqual((piece.ic_status, self.place(piece)), ('at_refinish', {trip.shop_id.location_id: 1.0}))
        with self.assertRaisesRegex(UserError, "out of the house .*Blaken.* Check it in first"):
            piece._ic_set_status('available')
        self.assertEqual((piece.ic_status, self.place(piece)), ('at_refinish', {trip.shop_id.location_id: 1.0}))
        piece._ic_set_status('polish')
        self.assertEqual((piece.ic_status, trip.work), ('polish', 'polish'))
        self.check_in(trip)
        self.assertEqual((piece.ic_status, self.place(piece)), ('hold', {self.vault: 1.0}))

    def test_taken_in_at_the_refinisher(self):
        """A list says "At Blaken": the piece is received and sent there, so that stock says the same."""
        piece = self.watch(ic_status='at_refinish')
        self.assertEqual((piece.ic_status, self.open_trips(piece).holder), ('at_refinish', "Blaken"))
        self.check_in(self.open_trips(piece))
        self.assertEqual((piece.ic_status, piece.qty_available), ('awaiting_photos', 1.0))

    def test_a_typed_shop_does_not_fill_the_list(self):
        before = self.env['ic.service.shop'].search_count([])
        first, second, third = self.in_vault(), self.in_vault(), self.in_vault()
        trip = self.send(first, shop_id=False, shop_text="  Meister   Huber ", work='polish')
        again = self.send(second, shop_id=False, shop_text="Another", work='service')
        known = self.send(third, shop_id=False, shop_text=" horloger  KELLER", work='service')
        self.assertEqual((trip.holder, trip.shop_id.id, first.ic_status), ("Meister Huber", False, 'polish'))
        self.assertEqual((known.shop_id, known.shop_text), (self.shop, False))
        self.assertEqual(self.env['ic.service.shop'].search_count([]), before)
        self.assertEqual(trip.location_id, again.location_id)
        self.assertNotEqual(trip.location_id, known.location_id)
        self.assertTrue(trip.location_id.ic_is_away)

    def test_nothing_half_sent(self):
        """Refusals say what is missing and leave stock, status and list as they were."""
        here, incoming = self.in_vault(), self.watch()
        cases = [
            (here, {'shop_id': False}, "choose one of the list"),
            (here + incoming, {}, "not in the house"),
            (here, {'date_due': self.today - timedelta(1)}, "is over"),
            (here, {'kind': 'approval', 'partner_id': False}, "Who Gets It"),
        ]
        for pieces, values, message in cases:
            with self.assertRaisesRegex(UserError, message), self.env.cr.savepoint():
                self.send(pieces, **values)
            self.env.invalidate_all()
            self.assertEqual((here.ic_status, self.place(here)), ('available', {self.vault: 1.0}), message)
            self.assertFalse(self.open_trips(pieces), message)

    def test_owner_and_reservation(self):
        """A consignor's piece comes home as his; a sold piece may be serviced, and its delivery waits for it."""
        owner = self.env['res.partner'].create({'name': "Consignor"})
        piece = self.in_vault()
        quant = self.env['stock.quant'].search(
            [('location_id', '=', self.vault.id), ('product_id', '=', piece.product_variant_id.id)]
        )
        quant.sudo().owner_id = owner
        order = self.order(piece)
        order.action_confirm()
        trip = self.send(piece)
        self.assertEqual(piece.ic_status, 'sold')
        away = self.env['stock.quant'].search(
            [('location_id', '=', self.shop.location_id.id), ('product_id', '=', piece.product_variant_id.id)]
        )
        self.assertEqual((away.owner_id, away.quantity, away.reserved_quantity), (owner, 1.0, 0.0))
        self.assertEqual(order.picking_ids.state, 'confirmed')
        self.check_in(trip)
        home = self.env['stock.quant'].search(
            [('location_id', '=', self.vault.id), ('product_id', '=', piece.product_variant_id.id)]
        )
        self.assertEqual((home.owner_id, home.quantity), (owner, 1.0))
        self.assertEqual((piece.ic_status, order.picking_ids.state), ('sold', 'assigned'))
        self.deliver(order)
        self.assertEqual((piece.ic_status, self.place(piece)), ('sold', {}))

    def test_sold_while_at_the_shop(self):
        """The backend may promise it, and says where it is; shop and till may not: it is not Available."""
        piece = self.in_vault()
        trip = self.send(piece)
        self.assertFalse(piece._ic_is_available())
        order = self.order(piece)
        self.assertIn("is out of the house: At Horloger Keller", order.ic_piece_warnings)
        order.action_confirm()
        self.assertEqual((piece.ic_status, trip.state, order.picking_ids.state), ('sold', 'out', 'confirmed'))
        self.check_in(trip)
        self.assertEqual((piece.ic_status, order.picking_ids.state), ('sold', 'assigned'))

    def test_a_transfer_by_hand_opens_and_closes_the_trip(self):
        piece = self.in_vault()
        quant = self.env['stock.quant'].search(
            [('location_id', '=', self.vault.id), ('product_id', '=', piece.product_variant_id.id)]
        )
        quant.move_quants(self.spa.location_id, message="Carried over")
        trip = self.open_trips(piece)
        self.assertEqual((trip.shop_id, trip.work, trip.location_from_id), (self.spa, 'polish', self.vault))
        self.assertEqual(piece.ic_status, 'polish')
        quant = self.env['stock.quant'].search(
            [('location_id', '=', self.spa.location_id.id), ('product_id', '=', piece.product_variant_id.id)]
        )
        quant.move_quants(self.shop.location_id, message="And on")
        onward = self.open_trips(piece)
        self.assertEqual((trip.state, onward.shop_id, piece.ic_status), ('back', self.shop, 'service'))
        self.assertEqual(onward.location_from_id, self.vault)
        quant = self.env['stock.quant'].search(
            [('location_id', '=', self.shop.location_id.id), ('product_id', '=', piece.product_variant_id.id)]
        )
        quant.move_quants(self.stock, message="Fetched")
        self.assertEqual((onward.state, piece.ic_status, self.open_trips(piece).ids), ('back', 'available', []))

    def test_scrapped_at_the_shop(self):
        piece = self.in_vault()
        trip = self.send(piece)
        quant = self.env['stock.quant'].search(
            [('location_id', '=', self.shop.location_id.id), ('product_id', '=', piece.product_variant_id.id)]
        )
        scrap = self.env['stock.scrap'].create(
            {'product_id': quant.product_id.id, 'lot_id': quant.lot_id.id, 'location_id': quant.location_id.id}
        )
        scrap.do_scrap()
        self.assertEqual((trip.state, piece.ic_status, piece.ic_left_stock_on), ('gone', 'hold', self.today))
        self.assertEqual(self.history(piece)[-1], ('service', 'hold', "Left the stock: scrapped"))
        self.assertIn("has left the stock", self.order(piece).ic_piece_warnings)
        self.assertEqual([option['code'] for option in piece.ic_status_options], ['incoming'])
        with self.assertRaisesRegex(UserError, "say why it becomes Incoming"):
            piece._ic_set_status('incoming')
        piece._ic_set_status('incoming', "The insurer sends it back")
        self.assertEqual((piece.ic_status, self.place(piece)), ('incoming', {}))
        piece._ic_set_status('available')
        self.assertEqual((piece.ic_status, piece.qty_available, piece.ic_left_stock_on), ('available', 1.0, False))

    def test_shops_lie_beside_the_warehouse(self):
        self.assertEqual(self.shop.location_id.ic_kind, 'shop')
        self.assertTrue(self.shop.location_id.ic_is_away)
        self.assertFalse(self.vault.ic_is_away)
        self.assertEqual(self.shop.location_id.warehouse_id.ids, [])
        self.assertEqual(
            self.env['stock.location'].search([('ic_is_away', '=', True), ('id', '=', self.vault.id)]).ids, []
        )
        self.shop.name = "Keller & Sohn"
        self.assertEqual(self.shop.location_id.name, "Keller & Sohn")


@tagged('post_install', '-at_install')
class TestCheckout(TripCase):
    def test_five_pieces_to_one_client(self):
        pieces = self.Piece.browse()
        for number in range(5):
            pieces += self.in_vault(ic_serial=f"C{number}")
        trips = self.check_out(pieces, purpose="For the weekend")
        self.assertEqual(len(trips), 5)
        self.assertEqual((len(set(trips.mapped('name'))), len(trips.picking_id)), (1, 1))
        self.assertEqual(sorted(trips.picking_id.move_line_ids.lot_id.mapped('name')), ["C0", "C1", "C2", "C3", "C4"])
        self.assertEqual(trips.picking_id.partner_id, self.customer)
        self.assertEqual(set(pieces.mapped('ic_status')), {'hold'})
        self.assertEqual(trips.location_id, self.env.company.ic_out_location_id)
        self.assertEqual((trips.location_id.ic_kind, trips.location_id.usage), ('off_site', 'internal'))
        self.check_in(trips[:2])
        self.assertEqual(sorted(trips.mapped('state')), ['back', 'back', 'out', 'out', 'out'])
        self.assertEqual(sorted(pieces.mapped('ic_status')), ['available'] * 2 + ['hold'] * 3)
        self.check_in(trips[2:])
        self.assertEqual(set(pieces.mapped('ic_status')), {'available'})

    def test_not_twice(self):
        piece = self.in_vault()
        trip = self.check_out(piece)
        for again in (self.check_out, self.send):
            with (
                self.assertRaisesRegex(UserError, f"out of the house already .{trip.name}, Sarah Whitfield"),
                self.env.cr.savepoint(),
            ):
                again(piece)
        self.env.invalidate_all()
        self.assertEqual((self.open_trips(piece), self.place(piece)), (trip, {trip.location_id: 1.0}))
        with self.assertRaises(IntegrityError), mute_logger('odoo.sql_db'), self.env.cr.savepoint():
            trip.copy()
            self.env.flush_all()
        self.check_in(trip)
        with self.assertRaisesRegex(UserError, "checked this in already"):
            self.check_in(trip)
        with self.assertRaisesRegex(UserError, "back already"):
            trip.action_check_in()
        self.assertEqual(self.place(piece), {self.vault: 1.0})

    def test_status_while_out(self):
        shown, lent = self.in_vault(), self.in_vault()
        self.check_out(shown, kind='photo')
        self.check_out(lent, kind='employee')
        self.assertEqual((shown.ic_status, lent.ic_status), ('awaiting_photos', 'hold'))
        for status in ('available', 'service', 'at_refinish', 'incoming'):
            with self.assertRaises(UserError):
                lent._ic_set_status(status)
        self.assertEqual((lent.ic_status, lent.ic_status_options or []), ('hold', []))

    def test_sold_pieces_and_approval(self):
        piece = self.in_vault()
        order = self.order(piece)
        order.action_confirm()
        other = self.env['res.partner'].create({'name': "Somebody"})
        with self.assertRaisesRegex(UserError, f"is sold .{order.name}.: it cannot go on approval to Somebody"):
            self.check_out(piece, partner_id=other.id)
        self.assertEqual((self.place(piece), self.open_trips(piece).ids), ({self.vault: 1.0}, []))
        self.assertEqual(self.check_out(piece).holder, "Sarah Whitfield")
        self.assertEqual(piece.ic_status, 'sold')

    def test_counted_stock_in_part(self):
        coins = self.watch(ic_is_unique=False)
        coins._ic_receive(self.vault, quantity=6)
        coins._ic_set_status('available')
        out = self.env.company._ic_out_location()
        first = self.check_out(coins, kind='show', quantity=2)
        self.assertEqual((coins.ic_status, self.place(coins)), ('available', {self.vault: 4.0, out: 2.0}))
        with self.assertRaisesRegex(UserError, "5 asked for, 4 in the house"):
            self.check_out(coins, quantity=5)
        second = self.check_out(coins, quantity=4) - first
        self.assertEqual((first.quantity, second.quantity, coins.ic_status), (2.0, 4.0, 'hold'))
        self.check_in(second)
        self.assertEqual((coins.ic_status, first.state, second.state), ('available', 'out', 'back'))
        self.assertEqual(self.place(coins), {self.vault: 4.0, out: 2.0})

    def test_damage_needs_words(self):
        piece = self.in_vault()
        trip = self.check_out(piece)
        with self.assertRaisesRegex(UserError, "what is damaged"):
            self.check_in(trip, condition_in='damaged', note_in="  ")
        self.assertEqual((trip.state, piece.ic_status), ('out', 'hold'))
        self.check_in(trip, condition_in='damaged', note_in="Scratch on the lug", status='hold')
        self.assertEqual((trip.condition_in, piece.ic_status), ('damaged', 'hold'))

    def test_overdue_reminds_once(self):
        late, soon = self.in_vault(), self.in_vault()
        seller = new_test_user(self.env, 'ic_trip_seller', 'ic_inventory_luxury.group_store_admin')
        overdue = self.check_out(late, user_id=seller.id, date_due=self.today)
        self.check_out(soon, date_due=self.today)
        overdue.date_due = self.today - timedelta(3)
        self.assertEqual(
            self.Trip.search([('is_overdue', '=', True), ('product_tmpl_id', 'in', (late + soon).ids)]), overdue
        )
        self.assertEqual((late.ic_checkout_overdue, soon.ic_checkout_overdue), (True, False))
        self.Trip._cron_remind_overdue()
        self.Trip._cron_remind_overdue()
        self.assertEqual((overdue.activity_ids.user_id, len(overdue.activity_ids)), (seller, 1))
        self.assertEqual(overdue.activity_ids.summary, f"Overdue: {late.name}")
        overdue.date_due = self.today + timedelta(2)
        self.Trip._cron_remind_overdue()
        self.assertEqual(len(overdue.activity_ids), 1)
        overdue.date_due = self.today - timedelta(1)
        self.Trip._cron_remind_overdue()
        self.assertEqual(len(overdue.activity_ids), 2)
        self.check_in(overdue)
        self.assertFalse(overdue.activity_ids)
        self.assertFalse(overdue.is_overdue)

    def test_who_may(self):
        module = 'ic_inventory_luxury'
        looker = new_test_user(self.env, 'ic_trip_looker', f'{module}.group_employee')
        worker = new_test_user(self.env, 'ic_trip_worker', f'{module}.group_employee,{module}.group_manage_inventory')
        piece = self.in_vault()
        with self.assertRaises(AccessError):
            self.env['ic.checkout.wizard'].with_user(looker).create(
                {'piece_ids': piece.ids, 'partner_id': self.customer.id}
            )
        wizard = self.env['ic.checkout.wizard'].with_user(worker)
        with self.assertRaises(AccessError):
            wizard.create({'piece_ids': piece.ids, 'kind': 'service', 'shop_id': self.shop.id, 'estimate': 100})
        wizard.create({'piece_ids': piece.ids, 'kind': 'service', 'shop_id': self.shop.id}).action_check_out()
        trip = self.open_trips(piece)
        self.assertEqual((trip.user_id, piece.ic_status_log_ids[:1].user_id), (worker, worker))
        trip.estimate = 100
        for user in (looker, worker):
            seen = trip.with_user(user)
            self.assertEqual(seen.holder, self.shop.name)
            for name in ('estimate', 'cost'):
                self.assertNotIn(name, seen.fields_get())
                with self.assertRaises(AccessError):
                    seen.read([name])
        with self.assertRaises(AccessError):
            trip.with_user(looker).purpose = "x"
        with self.assertRaises(AccessError):
            self.env['ic.checkin.wizard'].with_user(looker).create({'trip_ids': trip.ids})
        self.env['ic.checkin.wizard'].with_user(worker).create({'trip_ids': trip.ids}).action_check_in()
        self.assertEqual((trip.state, piece.ic_status), ('back', 'available'))
        with self.assertRaises(AccessError):
            self.shop.with_user(worker).name = "Mine"

    def test_stores_apart(self):
        other = self.env['res.company'].create({'name': "Other Store"})
        user = new_test_user(
            self.env,
            'ic_trip_other',
            'ic_inventory_luxury.group_dealer',
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        trip = self.send(self.in_vault())
        self.assertFalse(self.Trip.with_user(user).search([('id', '=', trip.id)]))
        self.assertFalse(self.env['ic.service.shop'].with_user(user).search([('id', '=', self.shop.id)]))
        with self.assertRaises(AccessError):
            trip.with_user(user).read(['holder'])
        with self.assertRaises(AccessError):
            trip.with_user(user).purpose = "x"

    def test_open_trip_is_not_struck_off(self):
        piece = self.in_vault()
        trip = self.check_out(piece)
        with self.assertRaisesRegex(UserError, "Check it in first"):
            trip.unlink()
        self.assertEqual((trip.state, piece.ic_checkout_count), ('out', 1))

    def test_warnings_on_a_quotation(self):
        held, free = self.in_vault(), self.in_vault()
        held._ic_set_status('hold')
        order = self.order(held, free)
        self.assertEqual(
            order.ic_piece_warnings, f"{held.display_name} is on hold. Ask who put it aside before you promise it."
        )
        second = self.order(held)
        order.action_confirm()
        self.assertFalse(order.ic_piece_warnings)
        second.invalidate_recordset()
        self.assertIn("is sold already", second.ic_piece_warnings)
