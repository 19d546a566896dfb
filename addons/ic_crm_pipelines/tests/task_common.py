from datetime import timedelta

from odoo import fields
from odoo.tests import TransactionCase, new_test_user

SELLER = 'ic_inventory_luxury.group_employee,sales_team.group_sale_salesman_all_leads'


class TaskCase(TransactionCase):
    """Two sellers, a store admin and a dealer of one store, one seller of another, a customer; one shared pipeline."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True, mail_notrack=True))
        cls.store = cls.env['res.company'].create({'name': "Task Store"})
        cls.other_store = cls.env['res.company'].create({'name': "Other Task Store"})
        cls.anna = cls._user('task_anna', SELLER, cls.store, name="Anna Task")
        cls.ben = cls._user('task_ben', SELLER, cls.store, name="Ben Task")
        cls.admin = cls._user('task_admin', 'ic_inventory_luxury.group_store_admin', cls.store, name="Ada Task")
        cls.dealer = cls._user('task_dealer', 'ic_inventory_luxury.group_dealer', cls.store, name="Dora Task")
        cls.dealer.company_ids = cls.store | cls.other_store
        cls.away = cls._user('task_away', SELLER, cls.other_store, name="Otto Task")
        cls.portal = cls._user('task_portal', 'base.group_portal', cls.store, name="Paul Portal")
        cls.pipeline = cls._pipeline("Shared Deals", cls.store, 'store')
        cls.private = cls._pipeline("Private Deals", cls.store, 'private', user_id=cls.anna.id)
        cls.far = cls._pipeline("Far Deals", cls.other_store, 'store')
        cls.lead = cls._lead("Daytona for Anna", cls.pipeline, cls.anna)
        cls.far_lead = cls._lead("Birkin elsewhere", cls.far, cls.away)
        cls.today = fields.Date.context_today(cls.env['mail.activity'].with_context(tz='UTC'))

    @classmethod
    def _user(cls, login, groups, company, **values):
        return new_test_user(
            cls.env,
            login=login,
            groups=groups,
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
            tz='UTC',
            **values,
        )

    @classmethod
    def _pipeline(cls, name, company, visibility, **values):
        return cls.env['ic.pipeline'].create(
            {'name': name, 'company_id': company.id, 'visibility': visibility, 'user_id': False, **values}
        )

    @classmethod
    def _lead(cls, name, pipeline, user):
        return cls.env['crm.lead'].create(
            {
                'name': name,
                'type': 'opportunity',
                'ic_pipeline_id': pipeline.id,
                'company_id': pipeline.company_id.id,
                'user_id': user.id,
                'team_id': False,
            }
        )

    @classmethod
    def _task(cls, summary, user=None, days=0, lead=None, by=None, **values):
        """A task `days` from now; on an opportunity, or on nothing."""
        document = {'res_model_id': cls.env['ir.model']._get_id('crm.lead'), 'res_id': lead.id} if lead else {}
        tasks = cls.env['mail.activity'].with_context(mail_activity_quick_update=True)
        return (
            tasks.with_user(by or cls.env.user)
            .create(
                {
                    'summary': summary,
                    'activity_type_id': cls.env.ref('mail.mail_activity_data_call').id,
                    'date_deadline': days is not None and cls.today + timedelta(days=days),
                    'user_id': user.id if user else False,
                    **document,
                    **values,
                }
            )
            .with_env(cls.env)
        )

    def _board(self, user, **choice):
        return self.env['mail.activity'].with_user(user).with_context(tz=user.tz).ic_today(**choice)

    def _titles(self, user, section=None, **choice):
        """The titles on the Today view of `user`, of one section or of all."""
        sections = self._board(user, **choice)['sections']
        return [task['title'] for one in sections if section in (None, one['key']) for task in one['tasks']]
