import random

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import PieceCase

PNG = b'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='


@tagged('post_install', '-at_install')
class TestStatus(PieceCase):
    def test_intake_starts_incoming(self):
        piece = self.watch()
        self.assertEqual((piece.ic_status, piece.qty_available, piece.ic_in_stock_since), ('incoming', 0.0, False))
        self.assertEqual(self.history(piece), [(False, 'incoming', "Taken in")])

    def test_receive_puts_the_serial_in_stock(self):
        piece = self.watch(ic_serial="A 123")
        piece.action_ic_receive()
        self.assertEqual(piece.ic_status, 'awaiting_photos')
        quant = self.env['stock.quant'].search(
            [('product_id', '=', piece.product_variant_id.id), ('location_id.usage', '=', 'internal')]
        )
        self.assertEqual((quant.quantity, quant.lot_id.name), (1.0, "A 123"))
        with self.assertRaisesRegex(UserError, "in stock already"):
            piece.action_ic_receive()
        self.assertEqual(piece.qty_available, 1.0)

    def test_receive_with_photo_is_available(self):
        piece = self.watch(image_1920=PNG)
        piece.action_ic_receive()
        self.assertEqual(piece.ic_status, 'available')

    def test_available_receives_by_itself(self):
        pieces = self.watch() + self.watch(ic_serial="S1")
        pieces._ic_set_status('available', "Ready")
        self.assertEqual(pieces.mapped('ic_status'), ['available', 'available'])
        self.assertEqual(pieces.mapped('qty_available'), [1.0, 1.0])
        self.assertEqual(self.history(pieces[0])[-1], ('incoming', 'available', "Ready"))
        self.assertTrue(pieces[0].ic_in_stock_since)

    def test_created_available(self):
        piece = self.watch(ic_status='available')
        self.assertEqual((piece.ic_status, piece.qty_available), ('available', 1.0))
        self.assertTrue(piece._ic_is_available())

    def test_status_written_like_a_field_is_decided(self):
        piece = self.watch(ic_status='available')
        piece.write({'ic_status': 'service', 'ic_territory': "EU"})
        self.assertEqual((piece.ic_status, piece.ic_territory), ('service', "EU"))
        piece.write({'ic_status_choice': 'sold'})
        self.assertEqual(piece.ic_status_choice, 'service')
        with self.assertRaises(UserError):
            piece.ic_status = 'sold'
        piece.with_context(ic_decided=True).write({'ic_status': 'polish'})
        self.assertEqual(piece.ic_status, 'polish')
        with self.assertRaises(UserError):
            piece.with_context(ic_decided=True).write({'ic_status': 'sold'})

    def test_sold_by_hand_is_refused(self):
        piece = self.watch(ic_status='available')
        with self.assertRaisesRegex(UserError, "Make a sales order"):
            piece._ic_set_status('sold')
        self.assertEqual(piece.ic_status, 'available')
        with self.assertRaisesRegex(UserError, "Make a sales order"):
            self.watch(ic_status='sold')

    def test_incoming_by_hand_is_refused_when_in_stock(self):
        piece = self.watch(ic_status='hold')
        with self.assertRaisesRegex(UserError, "is in stock"):
            piece._ic_set_status('incoming')
        self.assertEqual(piece.ic_status, 'hold')
        with self.assertRaisesRegex(UserError, "no status"):
            piece._ic_set_status('lost')

    def test_batch_with_one_refusal_changes_nothing(self):
        good, bad = self.watch(ic_status='available'), self.watch(ic_status='available')
        self.order(bad).action_confirm()
        with self.assertRaises(UserError):
            (good + bad)._ic_set_status('hold')
        self.assertEqual((good.ic_status, bad.ic_status), ('available', 'sold'))

    def test_sale_and_cancel(self):
        piece = self.watch(ic_status='hold')
        order = self.order(piece)
        order.action_confirm()
        self.assertEqual(piece.ic_status, 'sold')
        self.assertEqual(piece.ic_sale_order_id, order)
        self.assertFalse(piece._ic_is_available())
        with self.assertRaisesRegex(UserError, order.name):
            piece._ic_set_status('available')
        order._action_cancel()
        self.assertEqual(piece.ic_status, 'hold')
        log = piece.ic_status_log_ids.sorted('id')
        self.assertEqual(
            [(row.to_status, row.origin or '') for row in log],
            [('hold', ''), ('sold', order.name), ('hold', order.name)],
        )
        self.assertEqual(log.user_id, self.env.user)

    def test_sold_ahead_of_arrival(self):
        piece = self.watch()
        order = self.order(piece)
        order.action_confirm()
        self.assertEqual(piece.ic_status, 'sold')
        piece._ic_receive()
        self.assertEqual((piece.ic_status, piece.qty_available), ('sold', 1.0))
        order._action_cancel()
        self.assertEqual(piece.ic_status, 'awaiting_photos')

    def test_second_order_is_refused(self):
        piece = self.watch(ic_status='available')
        first, second = self.order(piece), self.order(piece)
        first.action_confirm()
        with self.assertRaises(UserError) as refusal:
            second.action_confirm()
        self.assertIn(first.name, str(refusal.exception))
        self.assertIn("Rolex Submariner 126610LN", str(refusal.exception))
        self.deliver(first)
        self.assertEqual((piece.ic_status, piece.qty_available), ('sold', 0.0))
        with self.assertRaisesRegex(UserError, first.name), self.env.cr.savepoint():
            second.action_confirm()
        self.env.invalidate_all()
        self.assertEqual(second.state, 'draft')

    def test_two_of_one_of_one_is_refused(self):
        piece = self.watch(ic_status='available')
        with self.assertRaisesRegex(UserError, "one of one"), self.env.cr.savepoint():
            self.order(piece, quantity=2).action_confirm()
        with self.assertRaisesRegex(UserError, "one of one"), self.env.cr.savepoint():
            self.order(piece, piece).action_confirm()
        self.env.invalidate_all()
        self.assertEqual(piece.ic_status, 'available')

    def test_two_orders_confirmed_together(self):
        piece = self.watch(ic_status='available')
        orders = self.order(piece) + self.order(piece)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            orders.action_confirm()
        self.env.invalidate_all()
        self.assertEqual(orders.mapped('state'), ['draft', 'draft'])
        self.assertEqual(piece.ic_status, 'available')

    def test_line_added_to_a_confirmed_order(self):
        taken, free = self.watch(ic_status='available'), self.watch(ic_status='available')
        self.order(taken).action_confirm()
        order = self.order(self.watch(ic_status='available'))
        order.action_confirm()
        with self.assertRaisesRegex(UserError, "was sold with"), self.env.cr.savepoint():
            order.order_line = [(0, 0, {'product_id': taken.product_variant_id.id})]
        self.env.invalidate_all()
        order.order_line = [(0, 0, {'product_id': free.product_variant_id.id})]
        self.assertEqual(free.ic_status, 'sold')
        order.order_line[-1].product_uom_qty = 0
        self.assertEqual(free.ic_status, 'available')

    def test_delivery_and_return(self):
        piece = self.watch(ic_status='available')
        order = self.order(piece)
        order.action_confirm()
        self.deliver(order)
        self.assertEqual((piece.ic_status, piece.qty_available), ('sold', 0.0))
        back = self.give_back(order)
        self.assertEqual((piece.ic_status, piece.qty_available), ('hold', 1.0))
        log = piece.ic_status_log_ids.sorted('id')[-1]
        self.assertEqual(
            (log.from_status, log.to_status, log.reason, log.origin),
            ('sold', 'hold', "Returned by the customer", back.name),
        )
        again = self.order(piece)
        again.action_confirm()
        self.assertEqual((piece.ic_status, piece.ic_sale_order_id), ('sold', again))

    def test_manual_delivery_sells(self):
        piece = self.watch(ic_status='available', ic_serial="M1")
        warehouse = self.env['stock.warehouse'].search([('company_id', '=', self.env.company.id)], limit=1)
        picking = self.env['stock.picking'].create(
            {
                'picking_type_id': warehouse.out_type_id.id,
                'location_id': warehouse.lot_stock_id.id,
                'location_dest_id': self.env.ref('stock.stock_location_customers').id,
                'move_ids': [
                    (
                        0,
                        0,
                        {
                            'product_id': piece.product_variant_id.id,
                            'product_uom_qty': 1,
                            'location_id': warehouse.lot_stock_id.id,
                            'location_dest_id': self.env.ref('stock.stock_location_customers').id,
                        },
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.action_assign()
        self.assertEqual(piece.ic_status, 'available')
        picking.move_ids.picked = True
        picking._action_done()
        self.assertEqual(piece.ic_status, 'sold')
        with self.assertRaisesRegex(UserError, f"has left the house with {picking.name}"), self.env.cr.savepoint():
            self.order(piece).action_confirm()

    def test_lost_in_a_count_and_found_again(self):
        piece = self.watch(ic_status='available')
        quant = self.env['stock.quant'].search(
            [('product_id', '=', piece.product_variant_id.id), ('location_id.usage', '=', 'internal')]
        )
        quant.with_context(inventory_mode=True).write({'inventory_quantity': 0})
        quant.action_apply_inventory()
        self.assertEqual((piece.ic_status, piece.qty_available), ('hold', 0.0))
        self.assertEqual(piece.ic_left_stock_on, fields.Date.context_today(piece))
        self.assertEqual(self.history(piece)[-1], ('available', 'hold', "Left the stock: not found in a count"))
        with self.assertRaisesRegex(UserError, "has left the stock"):
            piece._ic_set_status('available')
        with self.assertRaisesRegex(UserError, "has left the stock"), self.env.cr.savepoint():
            self.order(piece).action_confirm()
        self.env.invalidate_all()
        self.assertEqual((piece.ic_status, piece.qty_available), ('hold', 0.0))
        piece._ic_receive()
        self.assertEqual((piece.ic_status, piece.qty_available, piece.ic_left_stock_on), ('available', 1.0, False))

    def test_refinisher_name_in_labels(self):
        self.env.company.ic_refinisher_name = "Atelier Nord"
        labels = dict(self.Piece._selection_ic_status())
        self.assertEqual((labels['send_refinish'], labels['at_refinish']), ("Send to Atelier Nord", "At Atelier Nord"))

    def test_counted_stock_is_sold_when_nothing_is_left(self):
        piece = self.watch(ic_is_unique=False)
        self.assertEqual(piece.tracking, 'none')
        with self.assertRaisesRegex(UserError, "enter how many"):
            piece._ic_set_status('available')
        piece._ic_receive(quantity=3)
        piece._ic_set_status('available')
        self.assertEqual((piece.ic_status, piece.qty_available), ('available', 3.0))
        first = self.order(piece, quantity=2)
        first.action_confirm()
        self.assertEqual(piece.ic_status, 'available')
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.order(piece, quantity=2).action_confirm()
        self.env.invalidate_all()
        last = self.order(piece)
        last.action_confirm()
        self.assertEqual(piece.ic_status, 'sold')
        self.deliver(first)
        self.deliver(last)
        self.assertEqual((piece.ic_status, piece.qty_available), ('sold', 0.0))
        piece._ic_receive(quantity=5)
        self.assertEqual(piece.ic_status, 'available')

    def test_one_of_one_cannot_change_with_stock(self):
        piece = self.watch(ic_status='available')
        with self.assertRaisesRegex(UserError, "in stock already"):
            piece.ic_is_unique = False
        self.assertEqual((piece.ic_is_unique, piece.tracking), (True, 'serial'))

    def test_ordinary_product_becomes_a_piece(self):
        product = self.Piece.create({'name': "Old watch", 'list_price': 10})
        product.ic_category = 'watch'
        self.assertEqual((product.ic_status, product.tracking, product.is_storable), ('incoming', 'serial', True))
        self.assertEqual(product.company_id, self.env.company)
        self.assertTrue(product.default_code)

    def test_uninvolved_sales_still_work(self):
        service = self.Piece.create({'name': "Engraving", 'type': 'service', 'list_price': 50})
        order = self.order(service)
        order.action_confirm()
        self.assertEqual(order.state, 'sale')
        self.assertFalse(service.ic_status_log_ids)

    def test_random_walk_never_contradicts_stock(self):
        """Whatever people do in whatever order: the status never contradicts stock and sales, history has no gaps."""
        rnd = random.Random(19)
        pieces = [self.watch(ic_serial=f"R{n}") for n in range(3)]
        orders = []

        for _n in range(120):
            try:
                with self.env.cr.savepoint():
                    self.random_step(rnd, rnd.choice(pieces), orders)
            except UserError:
                self.env.invalidate_all()
            for piece in pieces:
                self.check_invariants(piece)

    def random_step(self, rnd, piece, orders):
        action = rnd.choice(['set', 'set', 'sell', 'receive', 'cancel', 'deliver', 'return'])
        if action == 'set':
            piece._ic_set_status(rnd.choice([code for code, _label in self.Piece._selection_ic_status()]))
        elif action == 'sell':
            orders.append(self.order(piece))
            orders[-1].action_confirm()
        elif action == 'receive':
            piece.action_ic_receive()
        elif orders:
            self.random_order_step(action, rnd.choice(orders))

    def random_order_step(self, action, order):
        if action == 'cancel':
            order._action_cancel()
        elif action == 'deliver' and order.state == 'sale':
            self.deliver(order)
        elif action == 'return' and order.picking_ids.filtered(lambda picking: picking.state == 'done'):
            self.give_back(order)

    def check_invariants(self, piece):
        piece.invalidate_recordset()
        facts = piece._ic_stock_facts()[piece.id]
        status = piece.ic_status
        self.assertIn(facts['on_hand'], (0.0, 1.0))
        self.assertLessEqual(facts['promised'], 1.0)
        if status in ('awaiting_photos', 'available', 'hold', 'service', 'polish', 'send_refinish'):
            self.assertEqual((facts['on_hand'], facts['promised']), (1.0, 0.0), status)
        elif status == 'incoming':
            self.assertEqual((facts['on_hand'], facts['promised']), (0.0, 0.0))
        elif status == 'sold':
            self.assertTrue(facts['promised'] or facts['delivered'])
        log = piece.ic_status_log_ids.sorted('id')
        self.assertEqual(log[-1].to_status, status)
        self.assertEqual(log.mapped('to_status')[:-1], log.mapped('from_status')[1:])
