import random

from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import PieceCase


@tagged('post_install', '-at_install')
class TestLedger(PieceCase):
    """Every change of a quantity is written down, adds up, and stays written."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Entry = cls.env['ic.stock.entry']
        cls.stock = cls.env['stock.warehouse'].search([('company_id', '=', cls.env.company.id)], limit=1).lot_stock_id
        cls.vault = cls.env['stock.location'].create({'name': "Vault of the test", 'location_id': cls.stock.id})
        cls.piece = cls.watch(ic_serial="LEDGER-1")

    def told(self, piece):
        """Return (kind, place, change, before, after, on hand) of the entries of a piece, oldest first."""
        return [
            (entry.kind, entry.location_id, entry.quantity, entry.before, entry.after, entry.on_hand)
            for entry in self.Entry.search([('product_tmpl_id', '=', piece.id)], order='id')
        ]

    def move(self, piece, source, target, quantity=1.0):
        product = piece.product_variant_id
        lot = self.env['stock.lot'].search([('product_id', '=', product.id)], limit=1)
        places = {'location_id': source.id, 'location_dest_id': target.id}
        line = {'product_id': product.id, 'quantity': quantity, 'lot_id': lot.id, 'picked': True, **places}
        move = self.env['stock.move'].create(
            {'product_id': product.id, 'product_uom_qty': quantity, 'move_line_ids': [(0, 0, line)], **places}
        )
        move.picked = True
        move._action_done()
        return move

    def check_adds_up(self):
        self.assertEqual(self.Entry._ic_differences(self.env['res.company'].search([])), [])

    def test_wild_history_of_one_piece(self):
        customers = self.env.ref('stock.stock_location_customers')
        self.piece._ic_receive()
        self.move(self.piece, self.stock, self.vault)
        order = self.order(self.piece)
        order.action_confirm()
        self.deliver(order)
        self.give_back(order)
        self.assertEqual(
            self.told(self.piece),
            [
                ('found', self.stock, 1.0, 0.0, 1.0, 1.0),
                ('transfer', self.stock, -1.0, 1.0, 0.0, 0.0),
                ('transfer', self.vault, 1.0, 0.0, 1.0, 1.0),
                ('sale', self.vault, -1.0, 1.0, 0.0, 0.0),
                ('sale', customers, 1.0, 0.0, 1.0, 0.0),
                ('return', customers, -1.0, 1.0, 0.0, 0.0),
                ('return', self.stock, 1.0, 0.0, 1.0, 1.0),
            ],
        )
        entry = self.Entry.search([('product_tmpl_id', '=', self.piece.id), ('kind', '=', 'sale')], limit=1)
        self.assertEqual(entry.document, order.picking_ids.sorted('id')[0].name)
        self.assertEqual(entry.lot_id.name, "LEDGER-1")
        self.assertEqual((entry.user_id, entry.channel), (self.env.user, 'backend'))
        self.check_adds_up()

    def test_counted_pieces_and_corrections(self):
        bars = self.watch(ic_is_unique=False, ic_reference="BAR")
        bars._ic_receive(quantity=25)
        quant = self.env['stock.quant'].search(
            [('product_id', '=', bars.product_variant_id.id), ('location_id', '=', self.stock.id)]
        )
        quant.with_context(inventory_mode=True).inventory_quantity_auto_apply = 22
        self.assertEqual([line[2:] for line in self.told(bars)], [(25.0, 0.0, 25.0, 25.0), (-3.0, 25.0, 22.0, 22.0)])
        self.assertEqual(self.Entry.search([('product_tmpl_id', '=', bars.id)], limit=1).kind, 'loss')
        quant.sudo().quantity = 20
        last = self.Entry.search([('product_tmpl_id', '=', bars.id)], limit=1)
        self.assertEqual((last.kind, last.quantity, last.after), ('correction', -2.0, 20.0))
        quant.sudo().unlink()
        last = self.Entry.search([('product_tmpl_id', '=', bars.id)], limit=1)
        self.assertEqual((last.kind, last.quantity, last.after), ('correction', -20.0, 0.0))
        self.check_adds_up()

    def test_finished_movement_corrected_afterwards(self):
        bars = self.watch(ic_is_unique=False, ic_reference="BAR")
        bars._ic_receive(quantity=10)
        move = self.move(bars, self.stock, self.vault, quantity=4.0)
        move.move_line_ids.quantity = 6.0
        last = self.Entry.search([('product_tmpl_id', '=', bars.id), ('location_id', '=', self.vault.id)], limit=1)
        self.assertEqual((last.after, last.kind, last.move_id), (6.0, 'transfer', move))
        self.check_adds_up()

    def test_scrap_tells_itself(self):
        self.piece._ic_receive()
        lot = self.env['stock.lot'].search([('product_id', '=', self.piece.product_variant_id.id)])
        scrap = self.env['stock.scrap'].create(
            {
                'product_id': self.piece.product_variant_id.id,
                'lot_id': lot.id,
                'scrap_qty': 1,
                'location_id': self.stock.id,
            }
        )
        scrap.do_scrap()
        self.assertEqual(self.told(self.piece)[-1], ('scrap', self.stock, -1.0, 1.0, 0.0, 0.0))
        self.check_adds_up()

    def test_nobody_changes_what_is_written(self):
        self.piece._ic_receive()
        entry = self.Entry.search([('product_tmpl_id', '=', self.piece.id)])
        for change in (
            lambda: entry.write({'quantity': 5}),
            lambda: entry.sudo().unlink(),
        ):
            with self.assertRaises(UserError):
                change()
        for query in (
            "UPDATE ic_stock_entry SET quantity = 5",
            "DELETE FROM ic_stock_entry",
            "TRUNCATE ic_stock_entry",
        ):
            with self.assertRaises(CheckViolation), mute_logger('odoo.sql_db'), self.env.cr.savepoint():
                self.env.cr.execute(query)
        self.assertEqual(self.told(self.piece), [('found', self.stock, 1.0, 0.0, 1.0, 1.0)])

    def test_a_difference_raises_the_alarm_once(self):
        self.piece._ic_receive()
        self.assertEqual(self.Entry.action_check()['params']['type'], 'success')
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE stock_quant SET quantity = 3 WHERE product_id = %s AND location_id = %s",
            [self.piece.product_variant_id.id, self.stock.id],
        )
        self.env.invalidate_all()
        found = self.Entry._ic_differences(self.env.company)
        self.assertEqual([row[3:] for row in found], [(1.0, 3.0)])
        with mute_logger('odoo.addons.ic_inventory_luxury.models.ledger.ic_stock_entry_check'):
            self.Entry._cron_check()
            answer = self.Entry.action_check()
        self.assertEqual(answer['params']['type'], 'danger')
        self.assertIn("the ledger says 1.00, the stock says 3.00", answer['params']['message'])
        alert = self.env['ic.alert'].search([('kind', '=', 'ledger'), ('product_tmpl_id', '=', self.piece.id)])
        self.assertEqual((len(alert), alert.state, alert.res_id), (1, 'open', self.piece.id))
        self.assertIn("the ledger says 1.00, the stock says 3.00", alert.words)
        self.env.cr.execute(
            "UPDATE stock_quant SET quantity = 1 WHERE product_id = %s AND location_id = %s",
            [self.piece.product_variant_id.id, self.stock.id],
        )
        self.env.invalidate_all()
        self.assertEqual(self.Entry.action_check()['params']['type'], 'success')
        self.assertEqual((alert.state, alert.over_reason), ('over', "Checked: the numbers agree again"))

    def test_ordinary_products_are_not_told_until_they_are_pieces(self):
        cloth = self.Piece.create({'name': "Cloth", 'is_storable': True})
        self.env['stock.quant']._update_available_quantity(cloth.product_variant_id, self.stock, 7)
        self.assertEqual(self.told(cloth), [])
        cloth.write({'ic_category': 'accessory', 'ic_is_unique': False})
        self.assertEqual(self.told(cloth), [('opening', self.stock, 7.0, 0.0, 7.0, 7.0)])
        self.check_adds_up()

    def test_staff_reads_its_own_store_only(self):
        self.piece._ic_receive()
        clerk = new_test_user(self.env, 'ledger_clerk', groups='ic_inventory_luxury.group_employee')
        mine = self.Entry.with_user(clerk).search([('product_tmpl_id', '=', self.piece.id)])
        self.assertEqual(len(mine), 1)
        with self.assertRaises(AccessError):
            mine.copy()
        other = self.env['res.company'].create({'name': "Second store"})
        theirs = self.watch(company_id=other.id, ic_serial="X-2")
        theirs.with_company(other)._ic_receive()
        self.assertTrue(self.Entry.search([('product_tmpl_id', '=', theirs.id)]))
        self.assertFalse(self.Entry.with_user(clerk).search([('product_tmpl_id', '=', theirs.id)]))

    def test_adds_up_after_any_sequence(self):
        chance = random.Random(7)
        pieces = [self.watch(ic_serial=f"SEQ-{n}") for n in range(3)]
        orders = []
        for _step in range(120):
            piece = chance.choice(pieces)
            done = chance.choice(('receive', 'sell', 'deliver', 'deliver', 'return', 'move', 'cancel'))
            try:
                with self.env.cr.savepoint():
                    if done == 'receive':
                        piece._ic_receive()
                    elif done == 'sell':
                        order = self.order(piece)
                        order.action_confirm()
                        orders.append(order)  # not before: what is refused is rolled back
                    elif done == 'move':
                        self.move(piece, *chance.sample((self.stock, self.vault), 2))
                    elif orders:
                        order = chance.choice(orders[-3:])
                        if done == 'deliver' and order.state == 'sale':
                            self.deliver(order)
                        elif done == 'return' and order.picking_ids.filtered(lambda p: p.state == 'done'):
                            self.give_back(order)
                        elif done == 'cancel':
                            order._action_cancel()
            except UserError:
                self.env.invalidate_all()
            self.check_adds_up()
        kinds = {line[0] for piece in pieces for line in self.told(piece)}
        self.assertLessEqual({'found', 'transfer', 'sale', 'return'}, kinds)

    def test_button_opens_the_ledger_of_the_piece(self):
        self.piece._ic_receive()
        action = self.piece.action_ic_ledger()
        self.assertEqual((action['tag'], action['context']['active_id']), ('ic_time_line', self.piece.id))
        view = self.env.ref('ic_inventory_luxury.product_piece_view_form')
        self.assertIn('action_ic_ledger', self.Piece.get_view(view.id, 'form')['arch'])
