"""Who may do what, as the database has it: docs/roles.md is written from here and a test holds it true."""

MODULE = 'ic_inventory_luxury'
ROLES = (
    ('Customer', ('base.group_portal',)),
    ('Employee', (f'{MODULE}.group_employee',)),
    ('+ Manage Inventory', (f'{MODULE}.group_employee', f'{MODULE}.group_manage_inventory')),
    ('+ Record Sales', (f'{MODULE}.group_employee', f'{MODULE}.group_record_sales')),
    ('Support', (f'{MODULE}.group_support',)),
    ('Developer', (f'{MODULE}.group_developer',)),
    ('Store Admin', (f'{MODULE}.group_store_admin',)),
    ('Dealer', (f'{MODULE}.group_dealer',)),
    ('Super Admin', (f'{MODULE}.group_super_admin',)),
)
# What of Odoo's own a store works with; ours are found by their name.
ODOO_MODELS = (
    'product.template',
    'product.product',
    'stock.quant',
    'stock.lot',
    'stock.location',
    'stock.picking',
    'stock.move',
    'product.value',
    'product.supplierinfo',
    'sale.order',
    'sale.order.line',
    'crm.lead',
    'account.move',
    'account.move.line',
    'pos.order',
    'res.partner',
    'res.users',
    'res.company',
    'ir.config_parameter',
)
SECRET_GROUPS = (f'{MODULE}.group_view_cost', f'{MODULE}.group_view_payouts')
HEAD = """# Roles

Who may read (R), create (C), change (U) and delete (D) what, by the access rights in the database; record rules then
keep everybody within the stores he belongs to. This page is written by `make roles`; a test fails when it no longer
tells the truth. What the roles mean to people is told in [Roles and prices](user/roles-and-prices.md).

"""


def page(env):
    """Return docs/roles.md as the database of `env` has it."""
    groups = {name: _all_groups(env, xml_ids) for name, xml_ids in ROLES}
    return HEAD + _rights_table(env, groups) + _secrets_table(env, groups)


def _all_groups(env, xml_ids):
    found = env['res.groups'].sudo()
    for xml_id in xml_ids:
        found |= env.ref(xml_id).sudo().all_implied_ids
    return found


def _row(cells):
    return '| ' + ' | '.join(cells) + ' |\n'


def _rights_table(env, groups):
    ours = [name for name in sorted(env.registry) if name.startswith('ic.') and not env[name]._abstract]
    lasting = [name for name in ours if not env[name]._transient]
    windows = [name for name in ours if env[name]._transient]
    text = ''
    for title, names in (
        ("What a store keeps", lasting),
        ("What Odoo keeps", [name for name in ODOO_MODELS if name in env]),
        ("Windows that ask before they do something", windows),
    ):
        text += f'## {title}\n\n' + _row(['Model', *groups]) + _row(['---'] * (len(groups) + 1))
        text += ''.join(
            _row([f'`{name}`', *(_rights(env, name, members) for members in groups.values())]) for name in names
        )
        text += '\n'
    return text


def _rights(env, name, members):
    access = env['ir.model.access'].sudo().search([('model_id.model', '=', name)])
    access = access.filtered(lambda row: not row.group_id or row.group_id in members)
    letters = (('R', 'perm_read'), ('C', 'perm_create'), ('U', 'perm_write'), ('D', 'perm_unlink'))
    return ''.join(letter if any(access.mapped(right)) else '-' for letter, right in letters)


def _secrets_table(env, groups):
    text = '## Figures that are guarded\n\nBy fields; a variant shows those of its product as well.\n\n'
    text += _row(['Field', 'Meaning', *groups]) + _row(['---'] * (len(groups) + 2))
    for name in sorted(env.registry):
        model = env[name]
        if model._abstract:
            continue
        for field in sorted(model._fields.values(), key=lambda field: field.name):
            guards = [guard for guard in (field.groups or '').split(',') if guard in SECRET_GROUPS]
            if not guards or field.inherited:
                continue
            needed = env['res.groups'].sudo()
            for guard in field.groups.split(','):
                needed |= env.ref(guard).sudo()
            seen = ['yes' if needed & members else '-' for members in groups.values()]
            text += _row([f'`{name}.{field.name}`', field.string, *seen])
    return text
