from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .consignment_common import MODULE, ConsignmentCase

CATEGORIES = ('watch', 'handbag', 'sneaker', 'apparel', 'accessory', 'jewelry', 'bullion', 'artwork')


@tagged('post_install', '-at_install')
class TestConsignment(ConsignmentCase):
    """The agreement on a piece, and whose the piece is in stock."""

    # === AGREEMENT === #

    def test_every_category_can_be_consigned(self):
        """The toggle works on the form of all eight categories and proposes the usual terms of the store."""
        self.company.ic_consignment_percent = 70.0
        view = f'{MODULE}.product_piece_view_form'
        for category in CATEGORIES:
            pieces = self.Piece.with_context(default_ic_category=category)
            with Form(pieces, view) as form:
                form.name = f"A {category}"
                if category == 'accessory':
                    form.ic_accessory_type = 'belt'
                form.ic_is_consigned = True
                self.assertEqual((form.ic_consignment_type, form.ic_consignment_percent), ('percent', 70.0))
                form.ic_consignor_id = self.ada
            piece = form.record
            self.assertEqual(
                (piece.ic_category, piece.ic_consignor_id, piece.ic_consignment_percent, piece.ic_consignment_date),
                (category, self.ada, 70.0, self.today),
            )

    def test_incomplete_agreement_names_the_field(self):
        """Nothing is written, and the message says which field is missing."""
        piece = self.watch()
        cases = [
            ({'ic_is_consigned': True}, "Consignor"),
            ({'ic_is_consigned': True, 'ic_consignor_id': self.ada.id, 'ic_consignment_type': 'fixed'}, "Fixed Net"),
            (
                {'ic_is_consigned': True, 'ic_consignor_id': self.ada.id, 'ic_consignment_percent': 0.0},
                "Consignor's Share",
            ),
            ({'ic_is_consigned': True, 'ic_consignor_id': self.ada.id, 'ic_consignment_date': False}, "Agreed On"),
        ]
        for values, words in cases:
            with self.assertRaises(ValidationError) as refusal, self.cr.savepoint():
                piece.write(values)
            self.assertIn(words, str(refusal.exception))
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self.watch(**values)
            self.assertFalse(piece.ic_is_consigned)
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self.env['product.template'].create(
                {'name': "Ordinary", 'ic_is_consigned': True, 'ic_consignor_id': self.ada.id}
            )

    def test_impossible_terms(self):
        """Shares lie between 0 and 100 %, money is not negative, an agreement does not end before it began."""
        piece = self.consigned()
        for values in (
            {'ic_consignment_percent': 100.01},
            {'ic_consignment_percent': -1.0},
            {'ic_consignment_type': 'fixed', 'ic_consignment_fixed': -5.0},
            {'ic_consignment_end': '2001-01-01'},
        ):
            with self.assertRaises(ValidationError), self.cr.savepoint(), mute_logger('odoo.sql_db'):
                piece.write(values)
                self.env.flush_all()
        self.assertEqual((piece.ic_consignment_percent, piece.ic_consignment_type), (60.0, 'percent'))
        piece.ic_consignment_percent = 100.0

    @mute_logger('odoo.sql_db')
    def test_the_database_holds_the_terms(self):
        """Also what goes round our code cannot leave a consigned piece without an owner."""
        piece = self.consigned()
        self.env.flush_all()
        for column in ('ic_consignor_id', 'ic_consignment_date', 'ic_consignment_type', 'ic_consignment_percent'):
            with self.assertRaises(Exception) as refusal, self.cr.savepoint():
                self.cr.execute(f'UPDATE product_template SET {column} = NULL WHERE id = %s', [piece.id])
            self.assertEqual(type(refusal.exception).__name__, 'CheckViolation')

    def test_consign_in_one_call(self):
        """What an import calls: terms by share or by amount, not both."""
        piece = self.watch()
        piece._ic_consign(self.ben, fixed=5000.0, date='2026-01-02', end='2026-12-31')
        self.assertEqual(
            (
                piece.ic_consignor_id,
                piece.ic_consignment_type,
                piece.ic_consignment_fixed,
                str(piece.ic_consignment_end),
            ),
            (self.ben, 'fixed', 5000.0, '2026-12-31'),
        )
        with self.assertRaises(ValidationError):
            piece._ic_consign(self.ben, percent=50.0, fixed=5000.0)
        created = self.watch(**self.Piece._ic_consignment_values(self.ada))
        self.assertEqual((created.ic_consignment_type, created.ic_consignment_percent), ('percent', 60.0))

    def test_a_copy_is_not_consigned(self):
        """The second piece of that name may be the house's own: neither agreement nor sales are copied."""
        piece = self.consigned()
        self.sell(piece)
        copy = piece.copy()
        self.assertFalse(copy.ic_is_consigned or copy.ic_consignor_id or copy.ic_consignment_date)
        self.assertEqual(copy.ic_payout_count, 0)

    # === OWNER IN STOCK === #

    def test_received_as_the_consignors(self):
        """Both ways into the house bring the piece in as his, and its value is not in ours."""
        first = self.consigned(standard_price=9000.0)
        second = self.consigned(ic_status='incoming', standard_price=9000.0)
        second._ic_receive()
        for piece in (first, second):
            self.assertEqual(self.owner_in_stock(piece), [(self.ada, 1.0)])
            quant = self.env['stock.quant'].search(
                [('product_id', '=', piece.product_variant_id.id), ('location_id.usage', '=', 'internal')]
            )
            self.assertEqual(quant.value, 0.0)
            self.assertEqual(piece.product_variant_id.total_value, 0.0)

    def test_received_by_purchase_and_count(self):
        """A transfer from outside without an owner brings a consigned piece in as the consignor's as well."""
        piece = self.consigned(ic_status='incoming')
        warehouse = self.env['stock.warehouse'].search([('company_id', '=', self.company.id)], limit=1)
        lot = self.env['stock.lot'].create({'name': piece.ic_serial, 'product_id': piece.product_variant_id.id})
        move = self.env['stock.move'].create(
            {
                'product_id': piece.product_variant_id.id,
                'product_uom_qty': 1.0,
                'location_id': self.env.ref('stock.stock_location_suppliers').id,
                'location_dest_id': warehouse.lot_stock_id.id,
                'company_id': self.company.id,
            }
        )
        move._action_confirm()
        move._action_assign()
        move.move_line_ids.write({'lot_id': lot.id, 'quantity': 1.0, 'picked': True})
        move._action_done()
        self.assertEqual(self.owner_in_stock(piece), [(self.ada, 1.0)])

    def test_switching_moves_the_ownership(self):
        """Off, on, and to another consignor: by stock moves, in its place, with its serial and status."""
        piece = self.watch(ic_serial="SW1", ic_status='available', standard_price=9000.0)
        place = self.env['stock.quant'].search([('product_id', '=', piece.product_variant_id.id), ('quantity', '>', 0)])
        moves = self.env['stock.move'].search_count([('product_id', '=', piece.product_variant_id.id)])
        for owner, change in (
            (self.ada, lambda: piece._ic_consign(self.ada, percent=60.0)),
            (self.ben, lambda: piece.write({'ic_consignor_id': self.ben.id})),
            (self.env['res.partner'], lambda: piece.write({'ic_is_consigned': False})),
        ):
            change()
            quant = self.env['stock.quant'].search(
                [
                    ('product_id', '=', piece.product_variant_id.id),
                    ('quantity', '>', 0),
                    ('location_id.usage', '=', 'internal'),
                ]
            )
            self.assertEqual(
                (quant.owner_id, quant.quantity, quant.location_id, quant.lot_id.name, piece.ic_status),
                (owner, 1.0, place.location_id, "SW1", 'available'),
            )
            moves += 2
            self.assertEqual(
                self.env['stock.move'].search_count([('product_id', '=', piece.product_variant_id.id)]), moves
            )
        self.assertEqual(quant.value, 9000.0)
        self.assertFalse(
            self.env['stock.quant'].search(
                [
                    ('product_id', '=', piece.product_variant_id.id),
                    ('quantity', '<', 0),
                    ('location_id.usage', '=', 'internal'),
                ]
            )
        )

    def test_delivered_and_returned_with_its_owner(self):
        """A consigned piece can be reserved, delivered and returned, and stays the consignor's throughout."""
        piece = self.consigned()
        order = self.order(piece)
        order.action_confirm()
        line = order.picking_ids.move_line_ids
        self.assertEqual(
            (line.owner_id, line.lot_id.name, order.picking_ids.state), (self.ada, piece.ic_serial, 'assigned')
        )
        self.deliver(order)
        self.assertEqual(self.owner_in_stock(piece), [])
        self.assertEqual(self.owner_in_stock(piece, 'customer'), [(self.ada, 1.0)])
        self.give_back(order)
        self.assertEqual(self.owner_in_stock(piece), [(self.ada, 1.0)])
        self.assertEqual(self.owner_in_stock(piece, 'customer'), [])
        self.assertEqual(piece.ic_status, 'hold')

    def test_sold_piece_keeps_its_agreement(self):
        """Once promised or delivered, neither owner nor terms change; its end date and paper may."""
        piece = self.consigned()
        order = self.order(piece)
        order.action_confirm()
        for state in ('promised', 'delivered'):
            if state == 'delivered':
                self.deliver(order)
            for values in (
                {'ic_is_consigned': False},
                {'ic_consignor_id': self.ben.id},
                {'ic_consignment_percent': 10.0},
            ):
                with self.assertRaises(UserError) as refusal, self.cr.savepoint():
                    piece.write(values)
                self.assertIn(order.name, str(refusal.exception))
            self.assertEqual((piece.ic_is_consigned, piece.ic_consignor_id), (True, self.ada))
            piece.write({'ic_is_consigned': True, 'ic_consignor_id': self.ada.id, 'ic_consignment_end': self.today})
        own = self.watch(ic_serial="SOLD", ic_status='available')
        self.sell(own)
        with self.assertRaises(UserError):
            own._ic_consign(self.ada, percent=60.0)
