import random
from collections import Counter

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import PieceCase

STEPS = (
    ['set'] * 4
    + ['sell'] * 3
    + ['deliver'] * 3
    + ['cancel', 'return', 'return', 'receive', 'receive', 'receive']
    + ['shop', 'shop', 'check_out', 'check_out', 'check_in', 'check_in', 'check_in']
    + ['move', 'move', 'move_out', 'scrap', 'lose', 'lose', 'give_back_to_supplier', 'photo']
)


@tagged('post_install', '-at_install')
class TestStockTruth(PieceCase):
    """Long random stories over several pieces; after each step the status must be what stock and orders say.

    What it must be is worked out here from quants, moves and order lines, not with the code under test.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.warehouse = cls.env['stock.warehouse'].search([('company_id', '=', cls.company.id)], limit=1)
        cls.stock = cls.warehouse.lot_stock_id
        cls.bins = cls.env['stock.location'].create(
            [{'name': f"Bin {n}", 'location_id': cls.stock.id, 'usage': 'internal'} for n in range(2)]
        )
        cls.supplier = cls.env.ref('stock.stock_location_suppliers')
        cls.shop = cls.env['ic.service.shop'].create({'name': "Horloger", 'typical_days': 10})
        cls.spa = cls.env['ic.service.shop'].create({'name': "Leather Spa", 'kind': 'polish'})

    def test_random_stories_of_unique_and_counted_pieces(self):
        done = self.walk(seed=19, steps=260) + self.walk(seed=2026, steps=200)
        self.assertEqual({step for step in STEPS if not done[step]}, set(), "each kind of step happened")

    def walk(self, seed, steps):
        self.rnd = random.Random(seed)
        self.orders = []
        pieces = [self.watch(ic_serial=f"T{seed}-{n}") for n in range(4)]
        pieces += [self.watch(ic_is_unique=False, name=f"Counted {n}") for n in range(2)]
        done = Counter()
        for number in range(steps):
            piece, step = self.rnd.choice(pieces), self.rnd.choice(STEPS)
            before = self.snapshot(pieces)
            try:
                with self.env.cr.savepoint():
                    done[step] += self.take(step, piece) is not False
            except (UserError, ValidationError):
                self.env.invalidate_all()
                self.assertEqual(self.snapshot(pieces), before, f"{number} {step}: a refusal changed something")
            for each in pieces:
                try:
                    self.check(each)
                except AssertionError as error:
                    raise AssertionError(f"after step {number} ({step} {piece.name}), {each.name}: {error}") from error
        return done

    # === STEPS === #

    def take(self, step, piece):
        return getattr(self, f'step_{step}')(piece)

    def step_set(self, piece):
        piece._ic_set_status(self.rnd.choice([code for code, _label in self.Piece._selection_ic_status()]))

    def step_photo(self, piece):
        piece._ic_set_status(self.rnd.choice(['available', 'hold', 'awaiting_photos']))

    def step_sell(self, piece):
        order = self.order(piece, quantity=1 if piece.ic_is_unique else self.rnd.randint(1, 3))
        order.action_confirm()
        self.orders.append(order)

    def pick_order(self, **criteria):
        found = [order for order in self.orders if all(order[name] == value for name, value in criteria.items())]
        return self.rnd.choice(found) if found else None

    def step_deliver(self, piece):
        order = self.pick_order(state='sale')
        pickings = order and order.picking_ids.filtered(lambda picking: picking.state == 'assigned')
        if not pickings:
            return False
        pickings.move_ids.picked = True
        pickings._action_done()
        return True

    def step_cancel(self, piece):
        order = self.pick_order(state='sale')
        return order._action_cancel() if order else False

    def step_return(self, piece):
        delivered = [
            order for order in self.orders if order.state == 'sale' and 'done' in order.picking_ids.mapped('state')
        ]
        if not delivered:
            return False
        self.give_back(self.rnd.choice(delivered))
        return True

    def step_receive(self, piece):
        if piece.ic_is_unique:
            return piece.action_ic_receive()
        return bool(piece._ic_receive(location=self.rnd.choice(self.bins), quantity=self.rnd.randint(1, 4)))

    def wizard(self, piece, **values):
        quantity = 1 if piece.ic_is_unique else self.rnd.randint(1, 2)
        return self.env['ic.checkout.wizard'].create({'piece_ids': piece.ids, 'quantity': quantity, **values})

    def step_shop(self, piece):
        shop = self.rnd.choice([self.shop, self.spa, False])
        work = self.rnd.choice(['service', 'polish', 'refinish'])
        values = {'shop_id': shop.id} if shop else {'shop_text': "A man in a van"}
        self.wizard(piece, kind='service', work=work, **values).action_check_out()

    def step_check_out(self, piece):
        kind = self.rnd.choice(['approval', 'employee', 'photo', 'show', 'branch', 'other'])
        self.wizard(piece, kind=kind, partner_id=self.customer.id).action_check_out()

    def step_check_in(self, piece):
        trips = piece.ic_checkout_ids.filtered(lambda trip: trip.state == 'out')
        if not trips:
            return False
        status = self.rnd.choice([False, 'available', 'hold'])
        self.env['ic.checkin.wizard'].create({'trip_ids': trips[:1].ids, 'status': status}).action_check_in()
        return True

    def quants(self, piece, usages=('internal',)):
        return self.env['stock.quant'].search(
            [
                ('product_id', '=', piece.product_variant_id.id),
                ('location_id.usage', 'in', usages),
                ('quantity', '>', 0),
            ]
        )

    def relocate(self, piece, places):
        quant = self.quants(piece)[:1]
        if not quant:
            return False
        quant.move_quants(self.rnd.choice(places), message="By hand")
        return True

    def step_move(self, piece):
        return self.relocate(piece, list(self.bins) + [self.stock])

    def step_move_out(self, piece):
        return self.relocate(piece, [self.shop.location_id, self.spa.location_id, self.company._ic_out_location()])

    def step_scrap(self, piece):
        quant = self.quants(piece)[:1]
        if not quant:
            return False
        scrap = self.env['stock.scrap'].create(
            {
                'product_id': quant.product_id.id,
                'lot_id': quant.lot_id.id,
                'location_id': quant.location_id.id,
                'scrap_qty': 1,
            }
        )
        return scrap.do_scrap()

    def step_lose(self, piece):
        quant = self.quants(piece)[:1]
        if not quant:
            return False
        quant.with_context(inventory_mode=True).inventory_quantity = quant.quantity - 1
        quant.action_apply_inventory()
        return True

    def step_give_back_to_supplier(self, piece):
        quant = self.quants(piece)[:1]
        if not quant:
            return False
        quant.move_quants(self.supplier, message="Given back")
        return True

    # === WHAT MUST BE TRUE === #

    def snapshot(self, pieces):
        return [
            (
                piece.ic_status,
                sorted(
                    (quant.location_id.id, quant.quantity) for quant in self.quants(piece, ('internal', 'customer'))
                ),
                sorted(piece.ic_checkout_ids.mapped(lambda trip: (trip.id, trip.state, trip.quantity))),
                len(piece.ic_status_log_ids),
            )
            for piece in pieces
        ]

    def promised(self, piece):
        """Units on confirmed orders that have not left, read line by line."""
        total = 0
        lines = self.env['sale.order.line'].search(
            [('product_id', '=', piece.product_variant_id.id), ('order_id.state', '=', 'sale')]
        )
        for line in lines:
            done = line.move_ids.filtered(
                lambda move: move.state == 'done' and move.location_dest_id.usage == 'customer'
            )
            going = line.move_ids.filtered(
                lambda move: move.state not in ('draft', 'done', 'cancel') and move.location_dest_id.usage == 'customer'
            )
            gone = sum(done.mapped('quantity'))
            total += max(line.product_uom_qty - gone, sum(going.mapped('product_uom_qty')), 0)
        return total

    def check(self, piece):
        piece.invalidate_recordset()
        every = self.env['stock.quant'].search([('product_id', '=', piece.product_variant_id.id)])
        here = every.filtered(lambda quant: quant.location_id.usage == 'internal')
        away = here.filtered(
            lambda quant: quant.location_id.ic_kind == 'shop' or quant.location_id == self.company.ic_out_location_id
        )
        on_hand, outside = sum(here.mapped('quantity')), sum(away.mapped('quantity'))
        with_customers = sum(every.filtered(lambda q: q.location_id.usage == 'customer').mapped('quantity'))
        promised = self.promised(piece)
        if self.env['stock.move'].search_count(
            [('product_id', '=', piece.product_variant_id.id), ('state', '=', 'done')], limit=1
        ):
            promised = min(promised, max(on_hand, 0))  # what was lost is promised to nobody: its orders are conflicts
        self.check_trips(piece, away)
        self.check_status(piece, on_hand, outside, with_customers, promised)
        if piece.ic_is_unique:
            self.assertIn((on_hand, promised), {(0, 0), (0, 1), (1, 0), (1, 1)})
            self.assertLessEqual(on_hand + with_customers, 1, "one serial is in one place")
        self.assertFalse(here.filtered(lambda quant: quant.quantity < 0), "no negative stock")
        log = piece.ic_status_log_ids.sorted('id')
        self.assertEqual(log[-1].to_status, piece.ic_status)
        self.assertEqual(log.mapped('to_status')[:-1], log.mapped('from_status')[1:])

    def check_trips(self, piece, away):
        """A trip is open exactly as long as what went out lies at its place."""
        lying = Counter()
        for quant in away.filtered('quantity'):
            lying[quant.location_id] += quant.quantity
        trips = Counter()
        open_trips = piece.ic_checkout_ids.filtered(lambda trip: trip.state == 'out')
        for trip in open_trips:
            trips[trip.location_id] += trip.quantity
        self.assertEqual(trips, lying)
        if piece.ic_is_unique:
            self.assertLessEqual(len(open_trips), 1)

    def check_status(self, piece, on_hand, outside, with_customers, promised):
        status, house = piece.ic_status, on_hand - outside
        moved = bool(
            self.env['stock.move'].search_count(
                [('product_id', '=', piece.product_variant_id.id), ('state', '=', 'done')], limit=1
            )
        )
        sold = (promised > 0 or with_customers > 0) and on_hand <= promised
        self.assertEqual(status == 'sold', sold)
        self.assertEqual(bool(piece.ic_left_stock_on), moved and on_hand <= 0 and with_customers <= 0)
        if sold:
            return
        if on_hand <= 0:
            self.assertIn(status, ('incoming', 'hold') if moved else ('incoming',))
        elif house <= 0:
            trip = piece.ic_checkout_ids.filtered(lambda trip: trip.state == 'out').sorted('id')[-1]
            works = {'service': 'service', 'polish': 'polish', 'refinish': 'at_refinish', False: 'hold'}
            self.assertEqual(status, 'awaiting_photos' if trip.kind == 'photo' else works[trip.work])
            self.assertFalse(piece._ic_is_available())
        else:
            self.assertNotIn(status, ('incoming', 'sold', 'at_refinish'))
            if status == 'available':
                self.assertGreater(house, promised)
