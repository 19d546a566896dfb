from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .pipeline_case import PipelineCase


@tagged('post_install', '-at_install')
class TestPipeline(PipelineCase):
    """Each store has pipelines with stages of their own, and no card gets lost."""

    def test_a_new_store_begins_with_five(self):
        found = self.Pipeline.search([('company_id', '=', self.company.id)])
        self.assertEqual(found.mapped('kind'), ['retail', 'wholesale', 'consignor', 'sourcing', 'repair'])
        self.assertEqual(
            self.pipeline('retail').stage_ids.mapped('name'),
            ["New Inquiry", "In Conversation", "Viewing", "Offer Made", "Sold"],
        )
        self.assertEqual(found.mapped(lambda pipeline: pipeline.stage_ids[-1].is_won), [True] * 5)
        self.assertEqual(self.Pipeline._ic_make_starters(self.company), self.Pipeline)

    def test_a_deal_begins_in_the_first_stage_of_its_pipeline(self):
        deal = self.deal()
        self.assertEqual((deal.ic_pipeline_id, deal.stage_id.name), (self.pipeline('retail'), "New Inquiry"))
        repair = self.deal(ic_pipeline_id=self.pipeline('repair').id)
        self.assertEqual(repair.stage_id.name, "Taken In")
        away = self.deal(company_id=self.other.id, partner_id=False)
        self.assertEqual(away.ic_pipeline_id, self.pipeline('retail', self.other))

    def test_no_opportunity_without_a_pipeline(self):
        deal = self.deal()
        with self.assertRaisesRegex(ValidationError, "choose one"), self.cr.savepoint():
            deal.ic_pipeline_id = False
        with self.assertRaisesRegex(ValidationError, "belongs to the store"), self.cr.savepoint():
            deal.ic_pipeline_id = self.pipeline('retail', self.other)
        deal.invalidate_recordset()
        self.assertEqual(deal.ic_pipeline_id, self.pipeline('retail'))

    def test_changing_the_pipeline_changes_the_stage(self):
        deal = self.deal()
        deal.ic_pipeline_id = self.pipeline('sourcing')
        self.assertEqual(deal.stage_id.name, "Requested")
        deal.stage_id = self.pipeline('wholesale').stage_ids[1]
        self.assertEqual((deal.ic_pipeline_id, deal.stage_id.name), (self.pipeline('wholesale'), "Negotiating"))
        with self.assertRaisesRegex(ValidationError, "is no stage of the pipeline"):
            deal.write({'stage_id': self.pipeline('repair').stage_ids[0].id, 'ic_pipeline_id': deal.ic_pipeline_id.id})

    def test_the_board_shows_the_stages_of_its_pipeline_only(self):
        pipeline = self.pipeline('consignor')
        self.deal(ic_pipeline_id=pipeline.id)
        action = pipeline.action_open_board()
        columns = self.Lead.with_context(**action['context'], read_group_expand=True).web_read_group(
            action['domain'], ['stage_id'], ['__count', 'expected_revenue:sum']
        )
        self.assertEqual([group['stage_id'][1] for group in columns['groups']], pipeline.stage_ids.mapped('name'))
        self.assertEqual([group['__count'] for group in columns['groups']], [1, 0, 0, 0, 0])

    def test_odoos_board_is_never_without_columns(self):
        board = self.Lead.with_context(read_group_expand=True)
        columns = board.web_read_group([('id', '=', 0)], ['stage_id'], ['__count'])
        self.assertEqual(
            [group['stage_id'][1] for group in columns['groups']], self.pipeline('retail').stage_ids.mapped('name')
        )
        repair = self.deal(ic_pipeline_id=self.pipeline('repair').id)
        columns = board.web_read_group([('id', '=', repair.id)], ['stage_id'], ['__count'])
        self.assertEqual([group['stage_id'][1] for group in columns['groups']], ["Taken In"])

    def test_a_stage_with_cards_is_not_deleted(self):
        deal = self.deal()
        stage = deal.stage_id
        with self.assertRaisesRegex(UserError, "holds 1 deals"):
            stage.unlink()
        with mute_logger('odoo.sql_db'), self.assertRaises(IntegrityError), self.cr.savepoint():
            self.cr.execute('DELETE FROM crm_stage WHERE id = %s', [stage.id])
        self.assertEqual(deal.stage_id, stage)

    def test_deleting_a_stage_moves_its_cards(self):
        pipeline = self.pipeline('retail')
        first, second, *_others, won = pipeline.stage_ids
        deal, lost, hidden = self.deal(), self.deal(), self.deal(user_id=self.one.id)
        lost.action_set_lost()
        closed = lost.date_closed
        wizard = self.env['ic.stage.remove'].create({'stage_id': first.id})
        self.assertEqual(wizard.card_count, 3)
        with self.assertRaisesRegex(UserError, "choose another stage"):
            wizard.action_remove()
        wizard.target_id = won
        with self.assertRaisesRegex(UserError, "Won deals go to"):
            wizard.action_remove()
        self.assertEqual((deal | lost | hidden).stage_id, first)
        wizard.target_id = second
        wizard.action_remove()
        self.assertFalse(first.exists())
        self.assertEqual((deal | lost | hidden).stage_id, second)
        self.assertEqual((lost.won_status, lost.active, lost.date_closed), ('lost', False, closed))
        last = self.env['ic.stage.remove'].create({'stage_id': won.id})
        with self.assertRaisesRegex(UserError, "last of its kind"):
            last.action_remove()

    def test_a_pipeline_with_deals_stays(self):
        pipeline, deal = self.pipeline('sourcing'), self.deal(ic_pipeline_id=self.pipeline('sourcing').id)
        with self.assertRaisesRegex(UserError, "holds 1 deals"):
            pipeline.unlink()
        with self.assertRaisesRegex(UserError, "holds 1 deals"):
            pipeline.active = False
        deal.action_set_lost()
        pipeline.active = False
        self.assertEqual(deal.ic_pipeline_id, pipeline)
        empty = self.Pipeline.create({'name': "Estates", 'company_id': self.company.id})
        stages = empty.stage_ids
        self.assertEqual(stages.mapped('name'), ["New", "In Progress", "Won"])
        empty.unlink()
        self.assertFalse(stages.exists())

    def test_sums_on_the_page_of_pipelines(self):
        pipeline = self.pipeline('repair')
        self.deal(ic_pipeline_id=pipeline.id, expected_revenue=250)
        self.deal(ic_pipeline_id=pipeline.id, expected_revenue=150).action_set_lost()
        self.deal(ic_pipeline_id=pipeline.id, expected_revenue=100)
        self.assertEqual((pipeline.open_count, pipeline.open_value), (2, 350))
