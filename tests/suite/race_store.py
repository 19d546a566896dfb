# Run in an Odoo shell, on stock Odoo or with our addons: a small store that shoppers, tills and desks can race in.
# PARAMS (a dict) is set by the line before it; the last line printed is the store as JSON.
import base64
import io
import json

from PIL import Image

env = env(context={'tracking_disable': True, 'no_reset_password': True, 'lang': 'en_US'})  # noqa: F821
company = env['res.company'].search([], order='id', limit=1)
# Where wkhtmltopdf is installed, stock Odoo prints in the buyer's request, and would ask those workers for the style of
# the paper that all wait for the print. Here nobody answers, at once.
env['ir.config_parameter'].set_param('report.url', 'http://127.0.0.1:9')
ours = 'ic.stock.entry' in env
address = {
    'street': "1 Test Street",
    'city': "New York",
    'zip': "10001",
    'country_id': env.ref('base.us').id,
    'state_id': env.ref('base.state_us_27').id,
    'phone': "+1 212 555 0100",
}


def picture():
    """A photo as base64: a piece without one cannot be published."""
    out = io.BytesIO()
    Image.new('RGB', (64, 64), '#6f6a5f').save(out, 'JPEG')
    return base64.b64encode(out.getvalue())


def user(login, groups, **more):
    """A person with a login; a password is for the caller to give."""
    groups = [group for group in (env.ref(name, raise_if_not_found=False) for name in groups) if group]
    values = {'name': login.title(), 'login': login, 'email': f'{login}@example.com', **address, **more}
    return env['res.users'].create({**values, 'group_ids': [(6, 0, [group.id for group in groups])]})


def shoppers(count):
    """Accounts of the shop. Making the hash of a password takes a third of a second: theirs is made once."""
    people = [user(f'shopper{number}', ['base.group_portal']) for number in range(count)]
    env.flush_all()
    secret = env['res.users']._crypt_context().hash('shopper')
    env.cr.execute("UPDATE res_users SET password = %s WHERE id = ANY(%s)", (secret, [one.id for one in people]))
    return [one.login for one in people]


def till(number):
    """A terminal that takes cards."""
    config = env['pos.config'].create({'name': f"Till {number}", 'company_id': company.id})
    method = config.payment_method_ids.filtered(lambda method: not method.is_cash_count)[:1]
    return {'id': config.id, 'name': config.name, 'method': method.id}


def goods(kind, number, photo):
    """The values of one product: a serial piece (one of one) or a bar that is counted."""
    name = f"{kind.title()} {number:03d}"
    values = {
        'name': name,
        'default_code': f"RACE-{kind.upper()}-{number:03d}",
        'list_price': 100.0,
        'type': 'consu',
        'is_storable': True,
        'taxes_id': [(5,)],
        'available_in_pos': True,
        'image_1920': photo,
        **({'standard_price': PARAMS['cost'], 'categ_id': valued.id} if PARAMS.get('cost') else {}),  # noqa: F821
    }
    if kind == 'watch':
        values['tracking'] = 'serial'
    if 'allow_out_of_stock_order' in env['product.template']._fields:
        values['allow_out_of_stock_order'] = False
    if not ours:
        return values
    del values['type'], values['is_storable']
    values.pop('tracking', None)
    category = {'watch': 'watch', 'bar': 'bullion'}[kind]
    more = {'ic_is_unique': kind == 'watch', 'ic_status': 'available'} if kind == 'watch' else {'ic_is_unique': False}
    return {**values, **more, 'ic_category': category, 'company_id': company.id}


def stock_up(product, kind, units):
    """Bring the units in: as the dealer does with our addons, by a count in stock Odoo."""
    location = env['stock.warehouse'].search([('company_id', '=', company.id)], limit=1).lot_stock_id
    if ours and kind == 'watch':
        return
    if ours:
        product.product_tmpl_id._ic_receive(location, quantity=float(units))
        product.product_tmpl_id.ic_status = 'available'
        return
    lot = env['stock.lot'].create({'product_id': product.id, 'name': product.default_code}) if kind == 'watch' else None
    env['stock.quant']._update_available_quantity(product, location, units, lot_id=lot)


def products(kind, count, units):
    """The goods of one kind; `units` is a number, or a list with one for each."""
    photo = picture()
    found, stocks = [], units if isinstance(units, list) else [units] * count
    for template in env['product.template'].create([goods(kind, number + 1, photo) for number in range(count)]):
        product, units = template.product_variant_id, stocks[len(found)]
        stock_up(product, kind, units)
        template.is_published = True
        serial = product.default_code if kind == 'watch' else None
        found.append(
            {'id': product.id, 'template': template.id, 'name': product.name, 'units': units, 'serial': serial}
        )
    return found


# Stock whose worth the accounts follow move by move.
valued = env['product.category'].create(
    {'name': "Valued", 'property_cost_method': 'average', 'property_valuation': 'real_time'}
)
provider = env.ref('payment.payment_provider_demo')
provider.write({'state': 'test', 'is_published': True, 'company_id': company.id})
provider.payment_method_ids.active = True
carrier = env.ref('delivery.free_delivery_carrier')
carrier.write({'is_published': True, 'active': True, 'sequence': 1})
company.write({'account_sale_tax_id': False, 'account_purchase_tax_id': False, 'phone': "+1 212 555 0199"})
if 'stock_text_confirmation' in company._fields:
    company.stock_text_confirmation = False
if ours:
    company.ic_category_ids = [(6, 0, env['ic.category'].search([]).ids)]

SELLER = ['sales_team.group_sale_manager', 'stock.group_stock_manager', 'ic_inventory_luxury.group_dealer']
user('seller', SELLER, password='seller')
cashier = user('cashier', ['base.group_user', 'point_of_sale.group_pos_user'], password='cashier')
client = env['res.partner'].create({'name': "Client of the House", **address})
store = {
    'ours': ours,
    'claims': 'ic.claim' in env,
    'company': company.id,
    'carrier': carrier.id,
    'client': client.id,
    'cashier': cashier.id,
    'shoppers': shoppers(PARAMS['shoppers']),  # noqa: F821
    'tills': [till(number + 1) for number in range(PARAMS['tills'])],  # noqa: F821
    'watches': products('watch', PARAMS['watches'], 1),  # noqa: F821
    'bars': products('bar', PARAMS['bars'], PARAMS['bar_units']),  # noqa: F821
}
env.cr.commit()
print(json.dumps(store))
