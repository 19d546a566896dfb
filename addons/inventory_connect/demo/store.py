"""The house itself: company, warehouse with its rooms, payment, delivery, terminal."""

import logging

from odoo import Command

from .records import ensure, known, picture, remember

_logger = logging.getLogger(__name__)

NAME = "Ostrander & Pell"
STORY = (
    "We buy and sell fine things one at a time: watches, handbags, jewelry and what goes with them. Each piece is "
    "inspected by a specialist of its own kind, described as it is, and photographed in daylight."
)
HOURS = "Tuesday to Friday 10 am - 6 pm\nSaturday 11 am - 5 pm\nSunday and Monday by appointment"

# name: names of what lies inside
ROOMS = {
    "Showroom": [f"Showroom case {number}" for number in range(1, 6)],
    "Vault": ["Vault A-1", "Vault A-2", "Vault B-1", "Vault B-2"],
    "Workshop": [],
    "Off-site safe": [],
}


def set_up(company):
    """Name and address of the store, prices without tax, payment and delivery."""
    env = company.env
    company.write(
        {
            'name': NAME,
            'street': "48 East 63rd Street",
            'city': "New York",
            'state_id': env.ref('base.state_us_27').id,
            'zip': "10065",
            'country_id': env.ref('base.us').id,
            'phone': "+1 (212) 555-0140",
            'email': "hello@ostranderpell.example",
            'website': "https://ostranderpell.example",
            'logo': picture('logo.png'),
            'ic_opening_hours': HOURS,
            'ic_category_ids': [Command.set(env['ic.category'].search([]).ids)],
            'ic_store_story': STORY,
            'account_sale_tax_id': False,
            'account_purchase_tax_id': False,
        }
    )
    if not env['account.move'].search_count([('company_id', '=', company.id)], limit=1):
        company.currency_id = env.ref('base.USD')
    company.partner_id.tz = 'America/New_York'
    env['res.users'].browse(2).exists().partner_id.filtered(
        lambda partner: not partner.email
    ).email = 'office@ostranderpell.example'
    if 'stock_text_confirmation' in company._fields:
        company.stock_text_confirmation = False  # no text message to made-up numbers
    _payment(company)
    _delivery(company)


def _payment(company):
    """Publish the demo provider where it is installed. It asks for no card: only a demo database should have it."""
    provider = company.env.ref('payment.payment_provider_demo')
    if provider.code != 'demo':
        _logger.warning("Install payment_demo first if the demo store should take payments")
        return
    provider.write({'name': "Demo Payment", 'state': 'test', 'is_published': True, 'company_id': company.id})
    provider.payment_method_ids.active = True


def _delivery(company):
    env = company.env
    shipping = env.ref('delivery.free_delivery_carrier', raise_if_not_found=False)
    if shipping:
        shipping.write(
            {'name': "Insured shipping, signature required", 'is_published': True, 'active': True, 'sequence': 1}
        )
        shipping.product_id.name = "Insured shipping"
    product = ensure(
        env,
        'product.product',
        'pickup_product',
        {
            'name': "Collect at the gallery",
            'type': 'service',
            'sale_ok': False,
            'purchase_ok': False,
            'list_price': 0,
            'categ_id': env.ref('delivery.product_category_deliveries').id,
            'taxes_id': [Command.clear()],
        },
    )
    ensure(
        env,
        'delivery.carrier',
        'pickup',
        {
            'name': "Collect at the gallery",
            'product_id': product.id,
            'delivery_type': 'fixed',
            'fixed_price': 0,
            'is_published': True,
            'sequence': 2,
            'company_id': company.id,
        },
    )


def locations(company):
    """Make the rooms of the house; gives a dict name -> stock.location."""
    env = company.env
    warehouse = env['stock.warehouse'].search([('company_id', '=', company.id)], limit=1)
    if warehouse.name != "Madison House":
        warehouse.write({'name': "Madison House", 'code': "OP"})
    result = {'': warehouse.lot_stock_id}
    for room, bins in ROOMS.items():
        parent = _location(env, room, warehouse.lot_stock_id)
        result[room] = parent
        for name in bins:
            result[name] = _location(env, name, parent)
    return result


def _location(env, name, parent):
    code = 'location_' + name.lower().replace(' ', '_').replace('-', '_')
    return ensure(
        env,
        'stock.location',
        code,
        {'name': name, 'location_id': parent.id, 'usage': 'internal', 'company_id': parent.company_id.id},
    )


def terminal(company):
    """Make the till of the gallery, ready to be opened; gives the pos.config."""
    env = company.env
    shelves = env['pos.category'].search([('ic_category', '!=', False)])
    config = known(env, 'gallery')
    if config:
        if shelves - config.iface_available_categ_ids:
            config.iface_available_categ_ids |= shelves
        return config
    config = remember(
        env['pos.config'].create(
            {
                'name': "Gallery",
                'company_id': company.id,
                'limit_categories': True,
                'iface_available_categ_ids': [Command.set(shelves.ids)],
            }
        ),
        'gallery',
    )
    config.payment_method_ids.filtered(lambda method: method.name == 'Bank').name = "Card"
    return config
