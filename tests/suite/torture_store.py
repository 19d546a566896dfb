# Run in an Odoo shell after race_store.py has printed its store: connections to the simulators, not connected yet.
# CHANNELS (a list of {'code', 'credentials'}) is set by the line before it; the last line printed is JSON.
import json

env = env(context={'tracking_disable': True, 'lang': 'en_US'})  # noqa: F821
company = env['res.company'].search([], order='id', limit=1)
found = {}
for number, facts in enumerate(CHANNELS):  # noqa: F821
    channel = env['ic.channel'].create(
        {
            'name': f"Channel {number + 1}",
            'code': facts['code'],
            'company_id': company.id,
            'shadow': False,
            'sold_rule': 'archive',
            'count_rule': 'house',
            'user_id': env.ref('base.user_admin').id,
        }
    )
    channel._ic_store_credentials(facts['credentials'])
    found[facts['code']] = channel.id
warehouse = env['stock.warehouse'].search([('company_id', '=', company.id)], limit=1)
places = {
    'stock': warehouse.lot_stock_id.id,
    'supplier': env.ref('stock.stock_location_suppliers').id,
    'receipts': warehouse.in_type_id.id,
}
skus = {product.id: product.default_code for product in env['product.product'].search([('ic_category', '!=', False)])}
env.cr.commit()
print(json.dumps({'channels': found, 'places': places, 'skus': skus}))
