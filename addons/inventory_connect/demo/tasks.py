"""What the staff has to do: late, today, tomorrow, this week, later, some day, and what was done this morning.

Days are counted from the day of loading. A later run adds what is missing and leaves what was done or put off.
"""

from datetime import timedelta

from .records import known, remember, rows

KINDS = {
    'call': 'mail.mail_activity_data_call',
    'call_back': 'ic_crm_pipelines.mail_activity_type_call_back',
    'email': 'mail.mail_activity_data_email',
    'meeting': 'mail.mail_activity_data_meeting',
    'in_person': 'ic_crm_pipelines.mail_activity_type_in_person',
    'todo': 'mail.mail_activity_data_todo',
}


def set_up(company, customers, users):
    """Make the tasks that are missing: on an open deal of the customer, else on the customer, else on nothing."""
    env = company.env
    today = env['mail.activity'].with_user(users['storeadmin'])._ic_today()
    for row in rows('tasks'):
        if known(env, f"task_{row['code']}"):
            continue
        user = users[row['who']] if row['who'] else env['res.users']
        document = _document(company, row, customers, user)
        task = (
            env['mail.activity']
            .with_context(mail_activity_quick_update=True)
            .create(
                {
                    'activity_type_id': env.ref(KINDS[row['kind']]).id,
                    'summary': row['what'],
                    'note': row['note'],
                    'date_deadline': row['days'] and today + timedelta(days=int(row['days'])),
                    'ic_time': float(row['hour'] or 0),
                    'user_id': user.id,
                    'res_model_id': document and env['ir.model']._get_id(document._name),
                    'res_id': document and document.id,
                }
            )
        )
        remember(task, f"task_{row['code']}")
        if row['done']:
            task.with_user(user).ic_complete()


def _document(company, row, customers, user):
    """Return what the task is about: an open deal whose pipeline the person sees, the customer, or nothing."""
    if not row['customer']:
        return False
    partner = customers[row['customer']]
    leads = company.env['crm.lead'].search(
        [
            ('partner_id', '=', partner.id),
            ('type', '=', 'opportunity'),
            ('won_status', '=', 'pending'),
            ('company_id', 'in', (company.id, False)),
        ],
        order='id',
    )
    return leads.filtered(lambda lead: not user or user in lead.ic_pipeline_id._ic_visible_users())[:1] or partner
