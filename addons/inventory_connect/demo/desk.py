"""The dealer's desk of the demo store: metal bought from clients in every state, hedges, sales, what is watched."""

from datetime import timedelta

from odoo import Command, fields

from .records import ensure, known, remember

SELLERS = {
    'seller_okafor': {'name': "Chidi Okafor", 'street': "88 Greenwich Street", 'city': "New York", 'zip': "10006"},
    'seller_lindqvist': {'name': "Astrid Lindqvist", 'street': "4 Beach Street", 'city': "New York", 'zip': "10013"},
    'seller_marino': {'name': "Paolo Marino", 'street': "61 Mott Street", 'city': "New York", 'zip': "10013"},
}
# Fictional documents: seller, kind, number, who issued it, born.
DOCUMENTS = {
    'seller_okafor': ('passport', "DEMO-X4471902", "U.S. Department of State", '1968-03-14'),
    'seller_lindqvist': ('driver', "DEMO-8820417", "New York State DMV", '1981-11-02'),
    'seller_marino': ('id_card', "DEMO-5519036", "New York State DMV", '1949-06-27'),
}
# code: seller, [(piece or facts, units, own bid over spot in percent and why)], how far it has come, days ago, method
OFFERS = {
    'buyback_1': ('seller_marino', [('b03', 6, None)], 'paid', 41, 'check'),
    'buyback_2': ('seller_okafor', [('b09', 80, None)], 'paid', 23, 'wire'),
    'buyback_3': ('seller_lindqvist', [('b03', 2, None), ('b09', 25, None)], 'paid', 9, 'cash'),
    'buyback_4': ('seller_okafor', [('b04', 5, 'Sealed cards, an old client of the house')], 'received', 2, 'wire'),
    'buyback_5': ('seller_marino', [('b03', 3, None)], 'accepted', 1, 'wire'),
    'buyback_6': ('seller_lindqvist', [('b04', 1, None)], 'quoted', 0, 'check'),
    'buyback_7': ('seller_okafor', [('scrap', 1, None)], 'draft', 0, 'cash'),
    'buyback_8': ('seller_marino', [('b09', 500, None)], 'cancel', 16, 'wire'),
}
HEDGES = {
    'hedge_gold': ("Futures, Dec 2026, one lot", 'gold', 'sold', 50.0, 1.012, 34, None),
    'hedge_silver': ("Forward with the refiner", 'silver', 'sold', 120.0, 1.02, 20, None),
    'hedge_old': ("Futures, Oct 2026", 'gold', 'sold', 20.0, 0.962, 75, (0.981, 38)),
}
# piece, units, days ago
SALES = (('b03', 1, 33), ('b09', 12, 27), ('b04', 2, 12), ('b09', 6, 4))
WATCHES = (('gold', 'above', 1.05), ('gold', 'move', 3.0), ('silver', 'below', 0.85), ('gold', 'position', 20.0))


def set_up(company, stock, customers):
    """Make what is not there yet. Needs prices and premiums."""
    env, today = company.env, fields.Date.today()
    where = {'country_id': env.ref('base.us').id, 'state_id': env.ref('base.state_us_27').id}
    sellers = {code: ensure(env, 'res.partner', code, values | where) for code, values in SELLERS.items()}
    for code, (kind, number, issuer, born) in DOCUMENTS.items():
        facts = {'partner_id': sellers[code].id, 'company_id': company.id, 'kind': kind, 'number': number}
        facts |= {'issuer': issuer, 'born_on': born, 'expires_on': today + timedelta(days=1100)}
        facts['address'] = f"{SELLERS[code]['street']}, {SELLERS[code]['city']} {SELLERS[code]['zip']}"
        ensure(env, 'ic.seller.identity', f'identity_{code}', facts | {'country_id': where['country_id']})
    for code, offer in OFFERS.items():
        if not known(env, code):
            remember(_buy(company, stock, sellers, *offer), code)
    _hedge(company, today)
    _sell(company, stock, customers)
    for number, (metal, kind, level) in enumerate(WATCHES):
        spot = company._ic_spot(metal)
        if spot:
            level = round(float(spot.price) * level, -1) if kind in ('above', 'below') else level
            values = {'company_id': company.id, 'metal': metal, 'kind': kind, 'level': level}
            ensure(env, 'ic.metal.watch', f'metal_watch_{number}', values)


def _buy(company, stock, sellers, seller, goods, state, days, method):
    env, partner = company.env, sellers[seller]
    buyback = env['ic.buyback'].create(
        {
            'partner_id': partner.id,
            'company_id': company.id,
            'payment_method': method,
            'identity_id': known(env, f'identity_{seller}').id,
            'line_ids': [_line(env, stock, *one) for one in goods],
        }
    )
    steps = ('quote', 'accept', 'receive', 'pay')
    reached = {'draft': 0, 'quoted': 1, 'cancel': 1, 'accepted': 2, 'received': 3, 'paid': 4}[state]
    for step in steps[:reached]:
        getattr(buyback, f'action_{step}')()
    if state == 'cancel':
        buyback.action_cancel()
    then = fields.Datetime.now() - timedelta(days=days)
    dates = {name: then for name in ('accepted_on', 'received_on') if days and buyback[name]}
    buyback.write(dates)
    return buyback


def _line(env, stock, what, quantity, reason):
    if what == 'scrap':
        share = env['ic.fineness'].search([('metal', '=', 'gold'), ('name', '=', '.900')], limit=1)
        share = share or env['ic.fineness'].search([('metal', '=', 'gold')], limit=1)
        facts = {'name': "Old coins, worn, to be melted", 'metal': 'gold', 'form': 'coin'}
        facts |= {'weight': 42.6, 'unit': 'g', 'basis': 'gross', 'fineness_id': share.id}
        return Command.create(facts)
    values = {'piece_id': stock[what].id, 'quantity': quantity}
    if reason:
        spot = stock[what].company_id._ic_spot(stock[what].ic_bullion_metal)
        values |= {'own_bid': round(float(spot.price) * 1.004), 'own_reason': reason}
    return Command.create(values)


def _hedge(company, today):
    for code, (name, metal, side, ounces, share, days, closed) in HEDGES.items():
        spot = company._ic_spot(metal)
        if not spot:
            continue
        values = {'name': name, 'company_id': company.id, 'metal': metal, 'side': side, 'ounces': ounces}
        values |= {'price': round(float(spot.price) * share, 2), 'date': today - timedelta(days=days)}
        if closed:
            share, ago = closed
            values |= {'closed_price': round(float(spot.price) * share, 2), 'closed_on': today - timedelta(days=ago)}
        ensure(company.env, 'ic.metal.hedge', code, values)


def _sell(company, stock, customers):
    """Sales over some weeks, each at metal and premium, so that the report of margins has something to say."""
    people = list(customers.values())
    for number, (code, quantity, days) in enumerate(SALES):
        if known(company.env, f'metal_sale_{number}') or code not in stock:
            continue
        line = {'product_id': stock[code].product_variant_id.id, 'product_uom_qty': quantity}
        order = company.env['sale.order'].create(
            {'partner_id': people[number % len(people)].id, 'order_line': [Command.create(line)]}
        )
        order.action_confirm()
        order.picking_ids.move_ids.picked = True
        order.picking_ids._action_done()
        order.date_order = fields.Datetime.now() - timedelta(days=days)
        remember(order, f'metal_sale_{number}')
