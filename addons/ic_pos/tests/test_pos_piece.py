import uuid

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.ic_inventory_luxury.tests.common import PieceCase


@tagged('post_install', '-at_install')
class TestPosPiece(PieceCase):
    """A piece at the gallery terminal: offered while it can be sold, sold once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cashier = new_test_user(cls.env, 'gallery_host', groups='base.group_user,point_of_sale.group_pos_user')
        cls.config = cls.env['pos.config'].create({'name': "Gallery under test"})
        cls.config.open_ui()
        cls.session = cls.config.current_session_id
        cls.session.set_opening_control(0, None)
        cls.method = cls.config.payment_method_ids.filtered(lambda method: method.type == 'bank')[:1]
        cls.piece = cls.watch(ic_serial="PT100", taxes_id=[Command.clear()])
        cls.piece._ic_set_status('available')

    def sell(self, piece, quantity=1, serial=None, refund_of=None):
        """Send one paid order from the terminal as the cashier; gives the pos.order."""
        amount = piece.list_price * quantity
        lots = [Command.create({'lot_name': serial or piece.ic_serial})]
        result = (
            self.env['pos.order']
            .with_user(self.cashier)
            .sync_from_ui(
                [
                    {
                        'amount_paid': amount,
                        'amount_return': 0,
                        'amount_tax': 0,
                        'amount_total': amount,
                        'company_id': self.env.company.id,
                        'session_id': self.session.id,
                        'state': 'paid',
                        'uuid': str(uuid.uuid4()),
                        'user_id': self.cashier.id,
                        'partner_id': False,
                        'fiscal_position_id': False,
                        'lines': [
                            Command.create(
                                {
                                    'product_id': piece.product_variant_id.id,
                                    'qty': quantity,
                                    'price_unit': piece.list_price,
                                    'discount': 0,
                                    'price_subtotal': amount,
                                    'price_subtotal_incl': amount,
                                    'tax_ids': [Command.clear()],
                                    'pack_lot_ids': lots,
                                    'refunded_orderline_id': refund_of and refund_of.lines.id,
                                    'uuid': str(uuid.uuid4()),
                                }
                            )
                        ],
                        'payment_ids': [
                            Command.create({'amount': amount, 'payment_method_id': self.method.id, 'name': "now"})
                        ],
                    }
                ]
            )
        )
        return self.env['pos.order'].browse(result['pos.order'][0]['id'])

    def offered(self):
        """Return the pieces that the terminal loads."""
        return self.Piece.search(self.Piece._load_pos_data_domain({}, self.config))

    def on_hand(self, piece):
        return sum(
            self.env['stock.quant']
            .search([('product_id', '=', piece.product_variant_id.id), ('location_id.usage', '=', 'internal')])
            .mapped('quantity')
        )

    def test_piece_is_offered_in_its_category(self):
        """A piece appears in the category for its kind without anybody doing anything."""
        self.assertTrue(self.piece.available_in_pos)
        self.assertEqual(self.piece.pos_categ_ids, self.env.ref('ic_pos.pos_category_watch'))
        bag = self.Piece.create({'ic_category': 'handbag', 'ic_brand_id': self.hermes.id, 'ic_model': "Kelly"})
        self.assertEqual(bag.pos_categ_ids, self.env.ref('ic_pos.pos_category_handbag'))
        self.assertIn(self.piece, self.offered())

    def test_every_category_has_its_place_on_the_terminal(self):
        categories = self.env['ic.category'].search([]).mapped('code')
        self.assertEqual(len(categories), 8)
        for category in categories:
            piece = self.Piece.create({'ic_category': category, 'name': f"Shelf of {category}"})
            with self.subTest(category=category):
                self.assertIn(self.env.ref(f'ic_pos.pos_category_{category}'), piece.pos_categ_ids)
                self.assertTrue(piece.available_in_pos)

    def test_terminal_knows_serial_and_reference(self):
        """The cashier can search by reference and serial."""
        loaded = self.Piece._load_pos_data_read(self.piece, self.config)[0]
        self.assertEqual((loaded['ic_reference'], loaded['ic_serial']), ("126610LN", "PT100"))

    def test_only_what_can_be_sold_is_offered(self):
        """Pieces on hold, at the service shop or still incoming are not on the terminal."""
        for status in ('hold', 'service', 'polish'):
            self.piece._ic_set_status(status)
            self.assertNotIn(self.piece, self.offered(), status)
        self.assertNotIn(self.watch(), self.offered())
        found = self.Piece.load_product_from_pos(self.config.id, [('id', '=', self.piece.id)])
        self.assertEqual(found['product.template'], [])

    def test_sale_makes_it_sold_at_once(self):
        """A cashier without inventory rights sells a piece: stock moves, the status follows, it leaves the terminal."""
        order = self.sell(self.piece)
        self.assertEqual(order.state, 'paid')
        self.assertEqual(order.picking_ids.state, 'done')
        self.assertEqual(order.picking_ids.move_line_ids.lot_id.name, "PT100")
        self.assertEqual(self.on_hand(self.piece), 0)
        self.assertEqual(self.piece.ic_status, 'sold')
        self.assertNotIn(self.piece, self.offered())
        log = self.piece.ic_status_log_ids.sorted('id')[-1:]
        self.assertEqual(
            (log.from_status, log.to_status, log.reason, log.origin),
            ('available', 'sold', "Sold at Gallery under test", order.name),
        )

    def test_terminal_learns_the_new_status(self):
        """The answer to an order carries the status of its pieces, so that the terminal takes them off the shelf."""
        order = self.sell(self.piece)
        answer = order.with_user(self.cashier).read_pos_data([], self.config)
        self.assertEqual(
            [(row['id'], row['ic_status']) for row in answer['product.template']], [(self.piece.id, 'sold')]
        )

    def test_same_piece_cannot_be_sold_twice(self):
        """The second order is refused and changes nothing."""
        self.sell(self.piece)
        before = self.env['pos.order'].search_count([])
        with self.assertRaises(UserError) as refusal, self.cr.savepoint():
            self.sell(self.piece)
        self.assertIn("was sold with", str(refusal.exception))
        self.assertEqual(self.env['pos.order'].search_count([]), before)
        self.assertEqual(self.on_hand(self.piece), 0)

    def test_piece_on_hold_is_refused(self):
        """A piece put aside after the terminal was loaded is not sold; it stays on hold and in stock."""
        self.piece._ic_set_status('hold')
        with self.assertRaises(UserError), self.cr.savepoint():
            self.sell(self.piece)
        self.assertEqual((self.piece.ic_status, self.on_hand(self.piece)), ('hold', 1))

    def test_piece_promised_to_an_order_is_refused(self):
        """A piece on a confirmed sales order is not sold over the counter."""
        self.order(self.piece).action_confirm()
        with self.assertRaises(UserError), self.cr.savepoint():
            self.sell(self.piece)
        self.assertEqual(self.on_hand(self.piece), 1)

    def test_refund_brings_it_back_on_hold(self):
        """A piece given back over the counter waits on hold until somebody has looked at it."""
        order = self.sell(self.piece)
        self.sell(self.piece, quantity=-1, refund_of=order)
        self.assertEqual((self.piece.ic_status, self.on_hand(self.piece)), ('hold', 1))
