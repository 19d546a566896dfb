"""People: staff with their logins, customers, trade partners."""

from odoo import Command

from .records import ensure, known, picture, remember, rows

ROLES = {
    'dealer': ('ic_inventory_luxury.group_dealer', 'point_of_sale.group_pos_manager', 'account.group_account_manager'),
    'store_admin': (
        'ic_inventory_luxury.group_store_admin',
        'point_of_sale.group_pos_manager',
        'account.group_account_invoice',
    ),
    'employee': (
        'ic_inventory_luxury.group_employee',
        'ic_inventory_luxury.group_manage_inventory',
        'ic_inventory_luxury.group_record_sales',
        'point_of_sale.group_pos_user',
    ),
    'cashier': ('base.group_user', 'point_of_sale.group_pos_user'),
    'customer': ('base.group_portal',),
}
# what a role sees first
HOMES = {'cashier': 'point_of_sale.action_pos_config_kanban'}
PIECES_HOME = 'ic_inventory_luxury.product_piece_action'


def set_up(company):
    """Make the staff; gives a dict login -> res.users."""
    env = company.env
    users = {}
    for row in rows('staff'):
        partner = ensure(
            env,
            'res.partner',
            f"staff_{row['avatar']}",
            {
                'name': row['name'],
                'function': row['title'],
                'email': row['email'],
                'phone': row['phone'],
                'parent_id': company.partner_id.id,
                'type': 'contact',
                'image_1920': picture(f"staff_{row['avatar']}.png"),
                'tz': 'America/New_York',
            },
        )
        if row['login']:
            users[row['login']] = make_user(company, row['login'], row['password'], row['role'], partner)
    return users


def make_user(company, login, password, role, partner):
    """Make the login of a person. A login that exists already keeps its password."""
    env = company.env
    user = known(env, f'user_{login}') or env['res.users'].with_context(active_test=False).search(
        [('login', '=', login)]
    )
    if user:
        return user
    user = env['res.users'].create(
        {
            'login': login,
            'password': password,
            'partner_id': partner.id,
            'company_id': company.id,
            'company_ids': [Command.set(company.ids)],
            'tz': 'America/New_York',
            'notification_type': 'inbox' if role != 'customer' else 'email',
            'group_ids': [Command.set([env.ref(group).id for group in ROLES[role]])],
        }
    )
    home = env.ref(HOMES.get(role, PIECES_HOME), raise_if_not_found=False)
    if home and role != 'customer':
        user.action_id = home.id
    return remember(user, f'user_{login}')


def customers(company):
    """Make customers and trade partners; gives a dict code -> res.partner."""
    env = company.env
    found = {}
    for row in rows('customers'):
        found[row['code']] = ensure(
            env,
            'res.partner',
            f"customer_{row['code']}",
            {
                'name': row['name'],
                'is_company': bool(row['company']),
                'email': row['email'],
                'phone': row['phone'],
                'street': row['street'],
                'city': row['city'],
                'zip': row['zip'],
                'country_id': env.ref('base.us').id,
                'state_id': env['res.country.state']
                .search([('code', '=', row['state']), ('country_id', '=', env.ref('base.us').id)], limit=1)
                .id,
                'comment': row['note'],
                'tz': 'America/New_York',
            },
        )
        if row['login']:
            make_user(company, row['login'], row['login'], 'customer', found[row['code']])
    return found
