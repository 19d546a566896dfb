from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .counting_common import CountingCase


@tagged('post_install', '-at_install')
class TestPlaces(CountingCase):
    """Where a piece is always equals the stock; moving it moves the stock."""

    def test_piece_knows_where_it_is(self):
        """Received into a safe, moved, delivered: the place follows each time."""
        piece = self.stocked(self.safe)
        self.assertEqual(piece.ic_location_id, self.safe)
        self.assertEqual(piece.ic_location_ids, self.safe)
        self.assertEqual(piece.ic_place_text, "Test Vault › Safe 1")
        piece._ic_move_to(self.showroom, "For the window")
        self.assertEqual(piece.ic_location_id, self.showroom)
        order = self.order(piece)
        order.action_confirm()
        self.deliver(order)
        self.assertFalse(piece.ic_location_id)
        self.assertFalse(piece.ic_location_ids)
        self.assertFalse(piece.ic_place_text)

    def test_search_and_group(self):
        """A place finds the pieces of everything inside it; grouping counts them by place."""
        first, second = self.stocked(self.safe), self.stocked(self.other_safe)
        third = self.stocked(self.showroom)
        inside = self.Piece.search([('ic_location_ids', 'child_of', self.vault.id)])
        self.assertEqual(inside, first | second)
        groups = self.Piece._read_group([('id', 'in', (first | second | third).ids)], ['ic_location_id'], ['__count'])
        self.assertEqual(dict(groups), {self.safe: 1, self.other_safe: 1, self.showroom: 1})
        self.assertEqual((self.vault.ic_piece_count, self.safe.ic_piece_count), (2, 1))
        self.assertEqual(self.vault.ic_place_count, 2)

    def test_counted_stock_lies_in_several_places(self):
        """Thirty coins here, ten there: both places are known, the bigger one is the place."""
        coins = self.coins(self.safe, 40)
        quant = coins._ic_quants()
        self.Piece._ic_move_quants({quant: 10.0}, self.showroom)
        self.assertEqual(self.quants(coins), {self.safe: 30.0, self.showroom: 10.0})
        self.assertEqual(coins.ic_location_id, self.safe)
        self.assertEqual(coins.ic_location_ids, self.safe | self.showroom)
        self.assertEqual(coins.ic_place_text, "Test Vault › Safe 1 (30), Test Showroom (10)")

    def test_owner_stays(self):
        """A consigned piece is still its owner's after the move, and its serial is the same."""
        piece = self.stocked(self.safe, ic_serial='OWN-1')
        piece._ic_quants().owner_id = self.customer
        moves = piece._ic_move_to(self.showroom, "Shown to a client")
        quant = piece._ic_quants()
        self.assertEqual(quant.location_id, self.showroom)
        self.assertEqual(quant.owner_id, self.customer)
        self.assertEqual(quant.lot_id.name, 'OWN-1')
        self.assertEqual((moves.state, moves.reference), ('done', "Shown to a client"))
        self.assertEqual(moves.restrict_partner_id, self.customer)

    def test_promised_piece_moves_and_stays_promised(self):
        """A piece that a customer bought may be fetched from the vault: its delivery finds it in the new place."""
        piece = self.stocked(self.safe)
        order = self.order(piece)
        order.action_confirm()
        line = order.picking_ids.move_line_ids
        self.assertEqual(line.location_id, self.safe)
        piece._ic_move_to(self.showroom)
        line = order.picking_ids.move_line_ids
        self.assertEqual((line.location_id, line.quantity), (self.showroom, 1.0))
        self.assertEqual(piece.ic_status, 'sold')

    def test_wizard_moves_all_or_nothing(self):
        """Two pieces go together; when one cannot, none does."""
        first, second = self.stocked(self.safe), self.stocked(self.other_safe)
        pieces = (first | second).with_user(self.counter)
        action = pieces.action_ic_move()
        wizard = (
            self.env['ic.piece.move']
            .with_user(self.counter)
            .with_context(**action['context'])
            .create({'location_dest_id': self.showroom.id, 'note': "Evening event"})
        )
        self.assertEqual(sorted(wizard.line_ids.mapped('place')), ["Test Vault › Safe 1", "Test Vault › Safe 2"])
        wizard.action_move()
        self.assertEqual((first | second).ic_location_id, self.showroom)
        with self.assertRaisesRegex(UserError, "All of this lies in Test Showroom already"):
            wizard = (
                self.env['ic.piece.move']
                .with_user(self.counter)
                .with_context(**action['context'])
                .create({'location_dest_id': self.showroom.id})
            )
            wizard.action_move()

    def test_refusals_change_nothing(self):
        """Not in stock, a place that holds nothing, too many, another company, no right: refused, nothing moved."""
        piece, coins = self.stocked(self.safe), self.coins(self.safe, 5)
        gone = self.watch()
        count = self.env['stock.move'].search_count([])
        with self.assertRaisesRegex(UserError, "is not in the house"):
            (piece | gone)._ic_move_to(self.showroom)
        with self.assertRaisesRegex(UserError, "holds no pieces"):
            piece._ic_move_to(self.warehouse.view_location_id)
        with self.assertRaisesRegex(UserError, "6 cannot be moved, there are 5"):
            self.Piece._ic_move_quants({coins._ic_quants(): 6.0}, self.showroom)
        company = self.env['res.company'].create({'name': "Other House"})
        foreign = self.env['stock.warehouse'].search([('company_id', '=', company.id)], limit=1).lot_stock_id
        with self.assertRaisesRegex(UserError, "cannot go to"):
            piece._ic_move_to(foreign)
        with self.assertRaisesRegex(AccessError, "manage inventory"):
            piece.with_user(self.looker)._ic_move_to(self.showroom)
        self.assertEqual(self.env['stock.move'].search_count([]), count)
        self.assertEqual(self.quants(piece), {self.safe: 1.0})
        self.assertEqual(self.quants(coins), {self.safe: 5.0})

    def test_ten_bins_in_a_safe(self):
        """Ten bins at once, named with leading zeros; a taken name stops all."""
        wizard = self.env['ic.place.series'].create({'parent_id': self.safe.id, 'count': 10})
        self.assertEqual(wizard.preview, "Bin 01 … Bin 10")
        wizard.action_create()
        self.assertEqual(self.safe.child_ids.mapped('name'), [f"Bin {number:02d}" for number in range(1, 11)])
        self.assertEqual(set(self.safe.child_ids.mapped('ic_kind')), {'bin'})
        self.assertEqual(self.safe.child_ids[:1].ic_path, "Test Vault › Safe 1 › Bin 01")
        again = self.env['ic.place.series'].create({'parent_id': self.safe.id, 'count': 12, 'start': 3})
        with self.assertRaisesRegex(UserError, "has Bin 03, .* already"):
            again.action_create()
        self.assertEqual(len(self.safe.child_ids), 10)

    def test_places_are_switched_on(self):
        """Nobody hunts for Odoo's switch: storage locations are on, and so are internal transfers."""
        self.assertIn(self.env.ref('stock.group_stock_multi_locations'), self.env.ref('base.group_user').implied_ids)
        self.assertTrue(self.warehouse.int_type_id.active)


@tagged('post_install', '-at_install')
class TestSnapshots(CountingCase):
    """What was in this vault at that moment."""

    def test_contents_now(self):
        """Serial, place, status and units are written down; value is there for those who may see cost."""
        watch = self.stocked(self.safe, ic_serial='SNAP-1', standard_price=9000.0)
        coins = self.coins(self.other_safe, 20, standard_price=100.0)
        self.stocked(self.showroom)
        snapshot = self.vault.with_user(self.counter)._ic_take_snapshot(note="Audit")
        facts = [(line.sku, line.serial, line.quantity, line.place, line.status) for line in snapshot.line_ids]
        labels = dict(watch._selection_ic_status())
        self.assertEqual(
            facts,
            [
                (watch.default_code, 'SNAP-1', 1.0, "Test Vault › Safe 1", labels[watch.ic_status]),
                (coins.default_code, False, 20.0, "Test Vault › Safe 2", labels[coins.ic_status]),
            ],
        )
        self.assertEqual((snapshot.piece_count, snapshot.unit_count, snapshot.user_id), (2, 21.0, self.counter))
        self.assertEqual(snapshot.sudo().value, 11000.0)
        with self.assertRaises(AccessError):
            snapshot.with_user(self.counter).read(['value'])
        with self.assertRaises(AccessError):
            snapshot.line_ids.with_user(self.counter).read(['value'])

    def test_consigned_pieces_are_not_the_houses_money(self):
        """A piece of a consignor is in the snapshot, its value is not."""
        piece = self.stocked(self.safe, standard_price=5000.0)
        piece._ic_quants().owner_id = self.customer
        snapshot = self.safe._ic_take_snapshot()
        self.assertEqual((snapshot.piece_count, snapshot.value), (1, 0.0))

    def test_never_changed(self):
        """Neither a dealer nor a caller of the API changes, adds to or deletes a snapshot."""
        self.stocked(self.safe)
        snapshot = self.safe._ic_take_snapshot()
        before = (snapshot.place, len(snapshot.line_ids), snapshot.line_ids.quantity)
        dealer = self.env.ref('base.user_admin')
        for attempt in (
            lambda: snapshot.with_user(dealer).write({'place': "Elsewhere"}),
            lambda: snapshot.sudo().write({'note': "x"}),
            lambda: snapshot.line_ids.sudo().write({'quantity': 7}),
            lambda: snapshot.sudo().unlink(),
            lambda: snapshot.line_ids.sudo().unlink(),
            lambda: self.env['ic.location.snapshot.line'].sudo().create({'snapshot_id': snapshot.id}),
            lambda: (
                self.env['ic.location.snapshot']
                .with_context(ic_taken=True)
                .create({'name': "X", 'location_id': self.safe.id})
            ),
        ):
            with self.assertRaises(UserError):
                attempt()
        self.env.invalidate_all()
        self.assertEqual((snapshot.place, len(snapshot.line_ids), snapshot.line_ids.quantity), before)

    def test_renaming_does_not_reach_it(self):
        """The snapshot says what the piece and the place were called then."""
        piece = self.stocked(self.safe, ic_serial='OLD-1')
        snapshot = self.vault._ic_take_snapshot()
        piece.write({'ic_serial': 'NEW-1', 'name': "Renamed"})
        self.safe.name = "Safe X"
        self.assertEqual(snapshot.line_ids.serial, 'OLD-1')
        self.assertEqual(snapshot.line_ids.place, "Test Vault › Safe 1")

    def test_the_past_is_worked_out(self):
        """Yesterday the watch was in the safe and twenty coins beside it; today the watch is gone and coins came."""
        watch, coins = self.stocked(self.safe), self.coins(self.safe, 20)
        yesterday = fields.Datetime.now() - timedelta(days=1)
        lines = self.env['stock.move.line'].search([('product_id', 'in', (watch | coins).product_variant_ids.ids)])
        lines.date = yesterday - timedelta(hours=2)
        watch._ic_move_to(self.showroom)
        coins._ic_put_in_stock(self.safe, 5.0)
        self.assertEqual(self.quants(coins), {self.safe: 25.0})
        past = self.vault._ic_take_snapshot(yesterday)
        self.assertEqual(
            {line.product_id.product_tmpl_id: line.quantity for line in past.line_ids}, {watch: 1.0, coins: 20.0}
        )
        self.assertTrue(past.is_past)
        before_all = self.vault._ic_take_snapshot(yesterday - timedelta(days=1))
        self.assertFalse(before_all.line_ids)
        with self.assertRaisesRegex(UserError, "not of the future"):
            self.vault._ic_take_snapshot(fields.Datetime.now() + timedelta(days=1))

    def test_compare(self):
        """One came, one left, one moved from safe to safe, one stayed; coins grew by five."""
        left, moved, stays = self.stocked(self.safe), self.stocked(self.safe), self.stocked(self.safe)
        coins = self.coins(self.safe, 20)
        before = self.vault._ic_take_snapshot()
        left._ic_move_to(self.showroom)
        moved._ic_move_to(self.other_safe)
        came = self.stocked(self.other_safe)
        coins._ic_put_in_stock(self.safe, 5.0)
        after = self.vault._ic_take_snapshot()
        wizard = self.env['ic.snapshot.compare'].create({'earlier_id': before.id, 'later_id': after.id})
        self.assertEqual(
            {(line.product_id.product_tmpl_id, line.change, line.before, line.after) for line in wizard.line_ids},
            {
                (left, 'left', 1.0, 0.0),
                (moved, 'moved', 1.0, 1.0),
                (came, 'came', 0.0, 1.0),
                (coins, 'came', 20.0, 25.0),
            },
        )
        self.assertEqual((wizard.came, wizard.left, wizard.moved, wizard.stayed), (2, 1, 1, 1))
        self.assertNotIn(stays, wizard.line_ids.product_id.product_tmpl_id)

    def test_looker_takes_none(self):
        with self.assertRaisesRegex(AccessError, "manage inventory"):
            self.vault.with_user(self.looker)._ic_take_snapshot()
        self.assertFalse(self.env['ic.location.snapshot'].search([('location_id', '=', self.vault.id)]))
