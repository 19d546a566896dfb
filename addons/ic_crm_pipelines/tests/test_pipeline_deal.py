from datetime import datetime, timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from .pipeline_case import PipelineCase


@tagged('post_install', '-at_install')
class TestPipelineDeal(PipelineCase):
    """A deal is begun by one click, moves, and is won with its sale order or lost."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.ref('base.main_company')
        cls.env.user.company_ids += cls.company
        cls.env = cls.env(context={**cls.env.context, 'allowed_company_ids': cls.company.ids})
        cls.Pipeline, cls.Lead, cls.Piece = cls.env['ic.pipeline'], cls.env['crm.lead'], cls.env['product.template']
        cls.customer = cls.customer.with_env(cls.env)

    def piece(self, serial, **values):
        piece = self.watch(ic_serial=serial, **values)
        piece._ic_set_status('available')
        return piece

    def claims(self, piece):
        claims = self.env['ic.claim'].search(
            [('product_tmpl_id', '=', piece.id), ('state', 'in', ('held', 'committed'))]
        )
        return claims.mapped('reference')

    # === WON === #

    def test_won_is_a_confirmed_order_that_claims_the_piece(self):
        piece = self.piece("P1")
        deal = self.deal(ic_offered_ids=[(6, 0, piece.ids)])
        deal.action_set_won_rainbowman()
        order = deal.order_ids
        self.assertEqual((deal.won_status, order.state, order.partner_id), ('won', 'sale', self.customer))
        self.assertEqual((order.order_line.product_id, order.order_line.price_unit), (piece.product_variant_id, 14500))
        self.assertEqual(self.claims(piece), [order.name])
        deal.action_set_won()
        self.assertEqual(deal.order_ids, order)

    def test_dropping_on_the_won_stage_sells_as_well_at_wholesale(self):
        piece = self.piece("P1", ic_wholesale_price=12800.0)
        pipeline = self.pipeline('wholesale')
        deal = self.deal(ic_pipeline_id=pipeline.id, ic_offered_ids=[(6, 0, piece.ids)])
        deal.stage_id = pipeline.stage_ids[-1]
        self.assertEqual((deal.order_ids.state, deal.order_ids.order_line.price_unit), ('sale', 12800))

    def test_a_piece_that_is_gone_is_said_and_nothing_is_written(self):
        piece = self.piece("P1")
        deal = self.deal(ic_offered_ids=[(6, 0, piece.ids)])
        stage = deal.stage_id
        self.assertEqual(piece.ic_offer_state, 'free')
        theirs = self.order(piece, partner=self.env['res.partner'].create({'name': "Faster"}))
        theirs.action_confirm()
        piece.invalidate_recordset(['ic_offer_state'])
        self.assertIn(piece.ic_offer_state, ('promised', 'sold'))
        with self.assertRaisesRegex(UserError, "Submariner"), self.cr.savepoint():
            deal.action_set_won()
        deal.invalidate_recordset()
        self.assertEqual((deal.won_status, deal.stage_id, len(deal.order_ids)), ('pending', stage, 0))
        self.assertEqual(self.claims(piece), [theirs.name])
        self.assertEqual(deal.action_set_won_rainbowman()['res_model'], 'ic.lead.won')
        wizard = self.env['ic.lead.won'].create({'lead_id': deal.id, 'how': 'none'})
        self.assertFalse(wizard.piece_ids)
        self.assertIn("Submariner", wizard.gone_words)
        wizard.action_win()
        self.assertEqual((deal.won_status, len(deal.order_ids)), ('won', 0))

    def test_several_pieces_are_asked_about(self):
        one, two = self.piece("P1"), self.piece("P2")
        deal = self.deal(ic_offered_ids=[(6, 0, (one | two).ids)], partner_id=False, contact_name="Ada Lind")
        with self.assertRaisesRegex(UserError, "about several pieces"), self.cr.savepoint():
            deal.action_set_won()
        action = deal.action_set_won_rainbowman()
        wizard = self.env['ic.lead.won'].with_context(**action['context']).create({})
        self.assertEqual(wizard.piece_ids, one | two)
        wizard.piece_ids = two
        wizard.action_win()
        self.assertEqual((deal.won_status, deal.ic_offered_ids, deal.partner_id.name), ('won', two, "Ada Lind"))
        self.assertEqual((self.claims(one), self.claims(two)), ([], deal.order_ids.mapped('name')))

    def test_confirming_the_quotation_wins_the_deal(self):
        piece = self.piece("P1")
        deal = self.deal(ic_offered_ids=[(6, 0, piece.ids)])
        order = self.order(piece)
        order.opportunity_id = deal
        order.action_confirm()
        self.assertEqual((deal.won_status, deal.order_ids), ('won', order))
        with self.assertRaisesRegex(UserError, "Cancel it first"):
            deal.action_ic_reopen()

    def test_a_consignor_that_signs_buys_nothing(self):
        piece = self.piece("P1")
        deal = self.deal(ic_pipeline_id=self.pipeline('consignor').id, ic_offered_ids=[(6, 0, piece.ids)])
        deal.action_set_won_rainbowman()
        self.assertEqual((deal.won_status, deal.stage_id.name, len(deal.order_ids)), ('won', "Signed", 0))

    # === LOST, OPENED AGAIN === #

    def test_lost_with_a_reason_leaves_the_board_and_comes_back(self):
        reason = self.env['crm.lost.reason'].create({'name': "Bought elsewhere"})
        deal, pipeline = self.deal(), self.pipeline('retail')
        stage = pipeline.stage_ids[2]
        deal.stage_id = stage
        wizard = self.env['crm.lead.lost'].create({'lead_ids': deal.ids, 'lost_reason_id': reason.id})
        wizard.action_lost_reason_apply()
        board = pipeline.action_open_board()['domain']
        self.assertNotIn(deal, self.Lead.with_context(active_test=False).search(board))
        self.assertIn(deal, self.Lead.search(pipeline._ic_closed_domain()))
        self.assertEqual((deal.won_status, deal.lost_reason_id), ('lost', reason))
        deal.action_ic_reopen()
        self.assertEqual((deal.won_status, deal.stage_id), ('pending', stage))
        self.assertIn(deal, self.Lead.search(board))
        deal.action_set_won()
        self.assertNotIn(deal, self.Lead.search(board))
        deal.action_ic_reopen()
        self.assertEqual((deal.won_status, deal.stage_id), ('pending', stage))

    # === THE COURSE === #

    def test_the_course_and_the_report(self):
        deal, pipeline = self.deal(), self.pipeline('retail')
        first, second = pipeline.stage_ids[:2]
        begun = datetime.now().replace(microsecond=0) - timedelta(days=3)
        deal.ic_stay_ids.sudo().entered_on = begun
        deal.stage_id = second
        deal.action_set_lost()
        stays = deal.ic_stay_ids.sorted('id')
        self.assertEqual(stays.mapped('stage_name'), [first.name, second.name])
        self.assertTrue(all(stay.left_on for stay in stays))
        self.assertAlmostEqual(stays[0].days, 3, delta=0.01)
        self.env.flush_all()
        lines = self.env['ic.pipeline.report'].search([('lead_id', '=', deal.id)], order='id')
        self.assertEqual(lines.mapped('moved_on'), [100, 0])
        self.assertEqual(lines.mapped('won_rate'), [0, 0])
        self.assertEqual(lines.mapped('outcome'), ['lost', 'lost'])
        self.assertAlmostEqual(lines[0].days, 3, delta=0.01)

    # === ONE CLICK === #

    def test_a_deal_that_stays_where_it_is_costs_nothing(self):
        """A machine that hands out thousands of deals moves none of them."""
        deal = self.deal()
        asked = []
        log = type(deal)._ic_log_stays
        self.patch(type(deal), '_ic_log_stays', lambda deals: asked.extend(deals.ids) or log(deals))
        deal.user_id = self.one
        deal.user_id = False
        self.assertFalse(asked)
        deal.stage_id = deal.ic_pipeline_id.stage_ids[1]
        self.assertEqual(set(asked), {deal.id})

    def test_one_click_on_a_customer(self):
        deal = self.Lead._ic_open_from(self.customer)
        self.assertEqual((deal.partner_id, deal.type, deal.user_id), (self.customer, 'opportunity', self.env.user))
        self.assertEqual(self.Lead._ic_open_from(self.customer), deal)
        self.assertEqual(self.customer.action_ic_open_deal()['res_id'], deal.id)
        deal.action_set_lost()
        self.assertNotEqual(self.Lead._ic_open_from(self.customer), deal)

    def test_one_click_on_a_piece(self):
        piece = self.piece("P1")
        deal = self.Lead._ic_open_from(piece)
        self.assertEqual((deal.ic_offered_ids, deal.expected_revenue), (piece, 14500))
        self.assertEqual(self.Lead._ic_open_from(piece), deal)
        deal.partner_id = self.customer
        self.assertNotEqual(self.Lead._ic_open_from(piece), deal, "the next one is about another buyer")

    def test_one_click_on_an_inquiry(self):
        inquiry = self.deal(type='lead', partner_id=False, contact_name="Ada", email_from='ada@example.com')
        self.assertFalse(inquiry.ic_pipeline_id)
        deal = self.Lead._ic_open_from(inquiry)
        self.assertEqual(deal, inquiry)
        self.assertEqual((deal.type, deal.ic_pipeline_id), ('opportunity', self.pipeline('retail')))
        self.assertEqual((deal.stage_id, deal.user_id), (self.pipeline('retail').stage_ids[0], self.env.user))

    def test_nothing_else_makes_a_deal(self):
        with self.assertRaisesRegex(UserError, "No deal can be made of"):
            self.Lead._ic_open_from(self.rolex)
