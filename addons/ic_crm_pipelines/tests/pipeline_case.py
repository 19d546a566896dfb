from odoo.tests import new_test_user

from odoo.addons.ic_inventory_luxury.tests.common import PieceCase

MODULE = 'ic_inventory_luxury'
SELLER = f'{MODULE}.group_employee,{MODULE}.group_record_sales'


class PipelineCase(PieceCase):
    """A store with its pipelines and people of every role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env['res.company'].create({'name': "Store of the Pipelines"})
        cls.other = cls.env['res.company'].create({'name': "Another Store"})
        cls.env.user.company_ids += cls.company | cls.other
        cls.env = cls.env(context={**cls.env.context, 'allowed_company_ids': cls.company.ids})
        cls.Pipeline, cls.Lead = cls.env['ic.pipeline'], cls.env['crm.lead']
        own = {'company_id': cls.company.id, 'company_ids': [(6, 0, cls.company.ids)]}
        away = {'company_id': cls.other.id, 'company_ids': [(6, 0, cls.other.ids)]}
        both = {'company_id': cls.company.id, 'company_ids': [(6, 0, (cls.company | cls.other).ids)]}
        cls.one = new_test_user(cls.env, 'pipe_one', SELLER, **own)
        cls.two = new_test_user(cls.env, 'pipe_two', SELLER, **own)
        cls.looker = new_test_user(cls.env, 'pipe_looker', f'{MODULE}.group_employee', **own)
        cls.admin = new_test_user(cls.env, 'pipe_admin', f'{MODULE}.group_store_admin', **own)
        cls.manager = new_test_user(cls.env, 'pipe_manager', f'{MODULE}.group_dealer', **both)
        cls.elsewhere = new_test_user(cls.env, 'pipe_away', f'{MODULE}.group_store_admin', **away)
        cls.portal = new_test_user(cls.env, 'pipe_portal', 'base.group_portal', **own)

    @classmethod
    def pipeline(cls, kind='retail', company=None):
        return cls.Pipeline.search([('company_id', '=', (company or cls.company).id), ('kind', '=', kind)], limit=1)

    @classmethod
    def deal(cls, **values):
        return cls.Lead.create(
            {
                'name': "A watch for Sarah",
                'type': 'opportunity',
                'partner_id': cls.customer.id,
                'company_id': cls.company.id,
                'user_id': False,
                **values,
            }
        )

    def as_user(self, records, user):
        return records.with_user(user).with_context(allowed_company_ids=user.company_ids.ids)
