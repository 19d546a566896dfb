from odoo.tests import HttpCase, new_test_user, tagged


@tagged('post_install', '-at_install')
class TestWorkshopScreen(HttpCase):
    """The piece's form in a real browser: change the status, send to a typed shop, take it back."""

    def test_status_and_trip(self):
        company = self.env.company
        company.ic_refinisher_name = "Atelier Nord"
        worker = new_test_user(self.env, 'bench', 'ic_inventory_luxury.group_store_admin')
        self.env['ic.status.transition'].with_user(worker).action_ic_own_steps()
        self.env['ic.status.transition'].search(
            [('company_id', '=', company.id), ('from_status', '=', 'available'), ('to_status', '=', 'polish')]
        ).unlink()
        piece = self.env['product.template'].create(
            {'ic_category': 'watch', 'name': "Tour Watch", 'list_price': 100, 'ic_status': 'available'}
        )
        home = (
            self.env['stock.quant']
            .search([('product_id', '=', piece.product_variant_id.id), ('location_id.usage', '=', 'internal')])
            .location_id
        )
        self.start_tour(f'/odoo/pieces/{piece.id}', 'ic_status_and_trip', login='bench', timeout=120)
        piece.invalidate_recordset()
        trip = piece.ic_checkout_ids
        self.assertEqual((trip.holder, trip.state, trip.user_in_id), ("Meister Huber", 'back', worker))
        self.assertEqual((trip.location_from_id, piece.ic_status), (home, 'hold'))
        self.assertEqual(
            piece.ic_status_log_ids.sorted('id').mapped('to_status'), ['available', 'hold', 'service', 'hold']
        )
