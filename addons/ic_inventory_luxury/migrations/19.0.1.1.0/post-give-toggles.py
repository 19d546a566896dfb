from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Let the employees of before go on with their work: the role brought both rights, now each is given by itself."""
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    employee = env.ref('ic_inventory_luxury.group_employee')
    toggles = env.ref('ic_inventory_luxury.group_manage_inventory') + env.ref('ic_inventory_luxury.group_record_sales')
    for user in env['res.users'].with_context(active_test=False).search([('all_group_ids', 'in', employee.ids)]):
        missing = toggles - user.all_group_ids
        if missing:
            user.group_ids += missing
