from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .pipeline_case import PipelineCase


@tagged('post_install', '-at_install')
class TestPipelineAccess(PipelineCase):
    """Who sees which pipelines and deals: asked at the server, as each role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.private = cls.Pipeline.create(
            {'name': "My Own", 'company_id': cls.company.id, 'visibility': 'private', 'user_id': cls.one.id}
        )
        staff = cls.pipeline('wholesale')
        cls.deals = {
            'shared': cls.deal(name="shared", user_id=cls.one.id),
            'staff mine': cls.deal(name="staff mine", user_id=cls.one.id, ic_pipeline_id=staff.id),
            'staff untaken': cls.deal(name="staff untaken", ic_pipeline_id=staff.id),
            'private': cls.deal(name="private", user_id=cls.one.id, ic_pipeline_id=cls.private.id),
            'away': cls.deal(name="away", company_id=cls.other.id, partner_id=False),
        }

    def seen(self, user):
        leads = self.as_user(self.Lead, user)
        ids = [deal.id for deal in self.deals.values()]
        return set(leads.search([('id', 'in', ids)]).mapped('name'))

    def test_deals_each_role_sees(self):
        everything = {'shared', 'staff mine', 'staff untaken', 'private'}
        self.assertEqual(self.seen(self.one), everything)
        self.assertEqual(self.seen(self.two), {'shared', 'staff untaken'})
        self.assertEqual(self.seen(self.admin), everything)
        self.assertEqual(self.seen(self.manager), everything | {'away'})
        self.assertEqual(self.seen(self.elsewhere), {'away'})

    @mute_logger('odoo.addons.base.models.ir_rule', 'odoo.models', 'odoo.orm.models')
    def test_what_is_not_seen_is_not_reached(self):
        for user in (self.looker, self.portal):
            with self.assertRaises(AccessError):
                self.seen(user)
            with self.assertRaises(AccessError):
                self.as_user(self.Pipeline, user).search([('id', '=', self.private.id)])
        for name in ('private', 'staff mine'):
            deal = self.as_user(self.deals[name], self.two)
            for deed in (lambda deal=deal: deal.read(['name']), lambda deal=deal: deal.write({'name': "x"})):
                with self.assertRaises(AccessError):
                    deed()
        stays = self.as_user(self.env['ic.stage.log'], self.two).search([]).lead_id.ids
        self.assertNotIn(self.deals['private'].id, stays)
        self.assertIn(self.deals['shared'].id, stays)
        report = self.as_user(self.env['ic.pipeline.report'], self.two)
        self.assertFalse(report.search([('lead_id', '=', self.deals['private'].id)]))
        self.assertTrue(report.search([('lead_id', '=', self.deals['shared'].id)]))
        self.assertEqual(self.deals['private'].name, "private")

    def test_members_of_a_private_pipeline(self):
        self.private.member_ids = self.two
        self.assertEqual(self.seen(self.two), {'shared', 'staff untaken', 'private'})
        self.assertEqual(self.as_user(self.private, self.two).read(['name'])[0]['name'], "My Own")

    @mute_logger('odoo.addons.base.models.ir_rule')
    def test_whose_settings_one_may_change(self):
        shared = self.pipeline('retail')
        self.as_user(shared, self.admin).name = "Sales"
        self.as_user(self.private, self.one).name = "Mine"
        self.as_user(self.private.stage_ids[0], self.one).name = "Begun"
        for record in (shared, shared.stage_ids[0]):
            with self.assertRaises(AccessError):
                self.as_user(record, self.one).write({'name': "x"})
        with self.assertRaises(AccessError):
            self.as_user(self.private, self.one).write({'visibility': 'store'})
        with self.assertRaises(AccessError):
            self.as_user(self.env['ic.stage.remove'], self.one).create(
                {'stage_id': shared.stage_ids[0].id}
            ).action_remove()
        own = self.as_user(self.Pipeline, self.two).create({'name': "Second", 'company_id': self.company.id})
        self.assertEqual((own.visibility, own.user_id, len(own.stage_ids)), ('private', self.two, 3))
        self.assertEqual(shared.name, "Sales")

    def test_who_may_be_given_a_deal(self):
        people = self.one | self.two | self.looker | self.admin | self.manager | self.elsewhere | self.portal
        self.assertEqual(
            self.pipeline('retail')._ic_visible_users() & people, self.one | self.two | self.admin | self.manager
        )
        self.assertEqual(self.private._ic_visible_users() & people, self.one | self.admin | self.manager)
        for pipeline in (self.pipeline('retail'), self.private):
            self.assertEqual(pipeline._ic_seen_by(people), pipeline._ic_visible_users() & people)
        self.assertEqual(self.deals['private'].ic_assignable_ids & people, self.one | self.admin | self.manager)
        mine = self.as_user(self.deals['private'], self.one)
        with self.assertRaisesRegex(ValidationError, "does not see the pipeline"), self.cr.savepoint():
            mine.user_id = self.two
        self.assertEqual(self.deals['private'].user_id, self.one)
        mine.user_id = self.admin
        self.assertEqual(self.deals['private'].user_id, self.admin)

    @mute_logger('odoo.addons.base.models.ir_rule')
    def test_nothing_is_put_into_a_pipeline_one_does_not_see(self):
        deal = self.as_user(self.deals['shared'], self.two)
        with self.assertRaises(AccessError):
            deal.stage_id = self.private.stage_ids[0]
        with self.assertRaises(AccessError):
            self.as_user(self.Lead, self.two).create({'name': "x", 'ic_pipeline_id': self.private.id})
        self.assertEqual(self.deals['shared'].ic_pipeline_id, self.pipeline('retail'))
