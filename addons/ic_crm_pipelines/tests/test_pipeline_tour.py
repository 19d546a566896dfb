from odoo.tests import HttpCase, new_test_user, tagged

from .pipeline_case import MODULE


@tagged('post_install', '-at_install')
class TestPipelineTour(HttpCase):
    """The board in a browser: a deal is added, dragged and won."""

    def test_added_dragged_and_won(self):
        company = self.env.ref('base.main_company')
        piece = self.env['product.template'].create(
            {
                'ic_category': 'watch',
                'ic_brand_id': self.env.ref(f'{MODULE}.brand_rolex').id,
                'ic_model': "Submariner",
                'ic_serial': "TOUR-1",
                'list_price': 14500.0,
                'company_id': company.id,
            }
        )
        piece._ic_set_status('available')
        new_test_user(self.env, 'pipe_tour', f'{MODULE}.group_store_admin', company_id=company.id)
        pipeline = self.env['ic.pipeline'].create(
            {'name': "Tour Sales", 'kind': 'retail', 'company_id': company.id, 'visibility': 'store'}
        )
        self.start_tour('/odoo/pipelines', 'ic_pipeline_board', login='pipe_tour')
        deal = self.env['crm.lead'].search([('ic_pipeline_id', '=', pipeline.id)])
        self.assertEqual((deal.partner_id.name, deal.expected_revenue), ("Ottilie Brandt", 9000))
        self.assertEqual(deal.stage_id, pipeline.stage_ids[1])
        deal.ic_offered_ids = piece
        self.start_tour(f'/odoo/crm.lead/{deal.id}', 'ic_pipeline_win', login='pipe_tour')
        deal.invalidate_recordset()
        self.assertEqual((deal.won_status, deal.order_ids.state), ('won', 'sale'))
        self.assertEqual(deal.order_ids.order_line.product_id, piece.product_variant_id)
