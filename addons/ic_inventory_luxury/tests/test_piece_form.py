from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from .common import PieceCase

FORM = 'ic_inventory_luxury.product_piece_view_form'


@tagged('post_install', '-at_install')
class TestPieceForm(PieceCase):
    def test_watch_intake(self):
        with Form(self.Piece.with_context(default_ic_category='watch'), FORM) as form:
            form.ic_brand_id = self.rolex
            form.ic_model = "Daytona"
            form.ic_reference = "116500LN"
            self.assertEqual(form.name, "Rolex Daytona 116500LN")
            form.ic_watch_has_box = True
            form.ic_watch_has_papers = True
            self.assertEqual(form.ic_box_papers, 'full_set')
            form.list_price = 31000
        piece = form.record
        self.assertEqual((piece.ic_category, piece.tracking, piece.is_storable), ('watch', 'serial', True))
        self.assertEqual((piece.company_id, piece.list_price, piece.ic_status), (self.env.company, 31000.0, 'incoming'))
        self.assertTrue(piece.default_code.startswith("ROL-116500LN-"))

    def test_handbag_intake_from_all_pieces(self):
        form = Form(self.Piece, FORM)
        form.ic_category = 'handbag'
        form.ic_brand_id = self.hermes
        form.ic_model = "Kelly"
        form.ic_bag_hardware_color = 'palladium'
        piece = form.save()
        self.assertEqual((piece.name, piece.ic_bag_hardware_color), ("Hermès Kelly", 'palladium'))

    def test_empty_form_is_not_a_piece(self):
        with self.assertRaises(AssertionError):
            Form(self.Piece.with_context(default_ic_category='watch'), FORM).save()

    def test_own_title_survives(self):
        form = Form(self.Piece.with_context(default_ic_category='watch'), FORM)
        form.name = "Grandfather's watch"
        form.ic_brand_id = self.rolex
        self.assertEqual(form.save().name, "Grandfather's watch")

    def test_native_form_still_works(self):
        with Form(self.watch(), 'product.product_template_only_form_view') as form:
            form.name = "Renamed"
        self.assertEqual(form.record.name, "Renamed")
        with Form(self.Piece, 'product.product_template_only_form_view') as form:
            form.name = "Cleaning cloth"
        self.assertEqual((form.record.ic_category, form.record.ic_status), (False, False))

    def test_native_form_cannot_untrack_a_piece(self):
        piece = self.watch()
        for values in ({'tracking': 'none'}, {'is_storable': False}):
            with self.assertRaises(ValidationError):
                piece.write(values)
        self.assertEqual((piece.tracking, piece.is_storable), ('serial', True))

    def test_buttons(self):
        piece = self.watch()
        piece.action_ic_receive()
        piece.with_context(ic_status='polish').action_ic_set_status()
        self.assertEqual(piece.ic_status, 'polish')
        self.assertEqual(piece.action_ic_status_log()['domain'], [('product_tmpl_id', '=', piece.id)])
        self.assertEqual(piece.action_ic_native_form()['res_id'], piece.id)
        twin = self.Piece.browse(piece.action_ic_duplicate()['res_id'])
        self.assertEqual((twin.name, twin.ic_status), (piece.name, 'incoming'))

    def test_receive_several_counted_pieces_is_refused(self):
        pieces = self.watch(ic_is_unique=False) + self.watch(ic_is_unique=False)
        with self.assertRaisesRegex(UserError, "one by one"):
            pieces.action_ic_receive()
        self.assertEqual(pieces.mapped('qty_available'), [0.0, 0.0])

    def test_views_load_for_every_category(self):
        for xmlid in ('product_piece_action', 'product_piece_action_watch', 'product_piece_action_handbag'):
            action = self.env['ir.actions.act_window']._for_xml_id(f'ic_inventory_luxury.{xmlid}')
            self.assertEqual([mode for _view, mode in action['views']], ['kanban', 'list', 'form'])
            self.Piece.get_views(action['views'] + [(action['search_view_id'][0], 'search')])
