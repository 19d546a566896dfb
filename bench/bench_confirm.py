"""Time to confirm a sale order with our claims against stock Odoo's, on two databases in one process and one run.

Run it with `make bench ARGS=confirm`: that makes a copy of the suite's database and, in IC_BENCH_STOCK, one of Odoo's
own modules. Every order sells one unit that is in stock, of three kinds of product: a serial (a unique watch of ours; a
serial-tracked product there), a counted one (a bar; a storable product there), and a product that is no piece in
either. The two take turns, order by order and kind by kind, each in a transaction of its own that is committed, as a
request would do.
IC_BENCH_ORDERS (default 40) sets how many of each kind.
"""

import os
import statistics
import time

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

ORDERS = int(os.environ.get('IC_BENCH_ORDERS', '40'))
WARM_UP = 10
KINDS = ('serial', 'counted', 'no piece')


def stock_products(env, kind):
    """Return one product per order, in stock, as Odoo's own would have it."""
    location = env['stock.warehouse'].search([('company_id', '=', env.company.id)], limit=1).lot_stock_id
    values = {'name': f"Bench {kind}", 'is_storable': True, 'list_price': 100.0}
    if kind == 'serial':
        count = ORDERS + WARM_UP
        products = env['product.product'].create([{**values, 'tracking': 'serial'} for _n in range(count)])
        for number, product in enumerate(products):
            lot = env['stock.lot'].create({'name': f"BENCH-{number}", 'product_id': product.id})
            env['stock.quant']._update_available_quantity(product, location, 1.0, lot_id=lot)
        return list(products)
    product = env['product.product'].create(values)
    env['stock.quant']._update_available_quantity(product, location, 100000.0)
    return [product] * (ORDERS + WARM_UP)


def our_products(env, kind):
    """Return one product per order, in stock, as our suite would have it."""
    if kind == 'no piece':
        return stock_products(env, kind)
    values = {'name': f"Bench {kind}", 'list_price': 100.0}
    if kind == 'serial':
        pieces = env['product.template'].create(
            [
                {**values, 'ic_category': 'watch', 'ic_serial': f"BENCH-{number}", 'ic_status': 'available'}
                for number in range(ORDERS + WARM_UP)
            ]
        )
        return list(pieces.product_variant_id)
    piece = env['product.template'].create({**values, 'ic_category': 'bullion', 'ic_is_unique': False})
    piece._ic_receive(quantity=100000.0)
    piece._ic_set_status('available', by_hand=False)
    return [piece.product_variant_id] * (ORDERS + WARM_UP)


def prepare(registry, ours):
    """Make the products and draft orders. Returns a dict kind -> list of order ids."""
    orders = {}
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {'tracking_disable': True})
        buyer = env['res.partner'].create({'name': "Bench Buyer"})
        for kind in KINDS:
            products = our_products(env, kind) if ours else stock_products(env, kind)
            orders[kind] = (
                env['sale.order']
                .create(
                    [
                        {'partner_id': buyer.id, 'order_line': [(0, 0, {'product_id': product.id})]}
                        for product in products
                    ]
                )
                .ids
            )
    return orders


def confirm(registry, order_id):
    """Confirm one order in its own transaction. Returns (milliseconds, queries)."""
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        order = env['sale.order'].browse(order_id)
        queries, start = cr.sql_log_count, time.perf_counter()
        order.action_confirm()
        cr.commit()
        took, asked = (time.perf_counter() - start) * 1000, cr.sql_log_count - queries
        assert order.state == 'sale' and order.picking_ids.state == 'assigned', (order.name, order.state)
    return took, asked


def both(theirs, ours, number):
    """Confirm an order on each side, (registry, order id). Returns what `confirm` found: stock's, ours."""
    if number % 2:  # neither side always runs into the memory the other has just filled
        second, first = confirm(*ours), confirm(*theirs)
    else:
        first, second = confirm(*theirs), confirm(*ours)
    return first, second


def tidy(registry):
    """Let the database learn what is in its tables and tidy up, as it does by itself some time after a change.

    Ours has movements already, of receipts and without a delivery: before it has seen one, it takes a way through them
    that gets longer with every order.
    """
    with registry.cursor() as cr:
        cr._cnx.autocommit = True
        cr.execute("VACUUM ANALYZE")


def main(env):
    theirs, ours = Registry(os.environ['IC_BENCH_STOCK']), Registry(env.cr.dbname)
    assert 'ic.stock.entry' not in theirs, "the database of Odoo's own modules has our addons"
    env.cr.rollback()  # an old transaction would keep every version of a row that is written again and again
    stock_orders, our_orders = prepare(theirs, ours=False), prepare(ours, ours=True)
    found = {kind: [] for kind in KINDS}
    for number in range(WARM_UP + ORDERS):
        if number == WARM_UP:
            tidy(theirs)
            tidy(ours)
        for kind in KINDS:  # in turn, else a slow minute of the machine would be that of one kind
            found[kind].append(both((theirs, stock_orders[kind][number]), (ours, our_orders[kind][number]), number))
    print(f'confirmation of an order     {ORDERS} of each kind, medians')
    print(f'{"product":12} {"stock":>17} {"ours":>17}  {"ratio":>6}  {"queries":>8}')
    for kind in KINDS:
        sides = zip(*found[kind][WARM_UP:])
        (theirs_ms, theirs_q), (ours_ms, ours_q) = ([statistics.median(one) for one in zip(*side)] for side in sides)
        print(
            f'{kind:12} {theirs_ms:7.1f} ms {theirs_q:5.0f} q {ours_ms:7.1f} ms {ours_q:5.0f} q'
            f'  {ours_ms / theirs_ms:6.3f}  {ours_q / theirs_q:8.3f}'
        )


main(env)
