"""What it costs that prices follow the metal: pages beside the same pages with fixed prices, and a tick for all pieces.

Run it with `make bench ARGS=bullion_prices`: it is fed to a shell on a copy of the suite's database. A store is filled
with IC_BENCH_PIECES (default 20000) coins that differ in nothing but this: half of them follow their metal. Then a
stranger asks over real HTTP, in turns, for the same pages of the one half and of the other; what counts is the median
of whole answers. After that ticks arrive: the time to compute the prices, that of the one statement that lets lists
follow, and the write-ahead log it makes, beside an UPDATE of the pieces themselves, which it spares.

IC_BENCH_ROUNDS (default 30) sets how often each page is asked for. The short form:
`IC_BENCH_PIECES=400 IC_BENCH_ROUNDS=5 make bench ARGS=bullion_prices`.
"""

import os
import statistics
import sys
import time
from datetime import UTC, datetime
from decimal import Decimal

import requests

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

sys.path.insert(0, os.path.join(os.environ['IC_ROOT'], 'tests'))
sys.path.insert(0, os.path.join(os.environ['IC_ROOT'], 'bench'))

from storefront.serving import Serving

from odoo.addons.ic_connect.types import Money, Price

from suite.visitor import server

PIECES = int(os.environ.get('IC_BENCH_PIECES', '20000'))
ROUNDS = int(os.environ.get('IC_BENCH_ROUNDS', '30'))
WARM_UP, BATCH = 3, 500
WORDS = {'fixed': 'stillwater', 'spot_plus': 'millrace'}


def tick(env, amount):
    """Let an ounce of gold cost something else."""
    price = Price('gold', Money(Decimal(amount), env.company.currency_id.name), datetime.now(UTC), source="Bench")
    env['ic.metal.price']._ic_record([price], "Bench", env.company)


def coin(env, number, mode):
    fineness = env['ic.fineness'].search([('metal', '=', 'gold'), ('name', '=', '.9999')], limit=1)
    return {
        'name': f"Coin {WORDS[mode]} {number}",
        'ic_category': 'bullion',
        'ic_status': 'available',
        'ic_is_unique': False,
        'ic_price_mode': mode,
        'ic_bullion_metal': 'gold',
        'ic_bullion_form': 'coin',
        'ic_bullion_weight': round(0.1 + number % 97 / 50, 2),
        'ic_bullion_unit': 'ozt',
        'ic_bullion_basis': 'fine',
        'ic_fineness_id': fineness.id,
        'list_price': 1000 + number % 997,
        'ic_wholesale_price': 900,
        'company_id': env.company.id,
    }


def fill(env):
    """Make the pieces; half of them follow. Returns dict mode -> address of one piece."""
    start = time.perf_counter()
    env.company.ic_category_ids |= env['ic.category'].search([('code', '=', 'bullion')])
    rules = [{'name': "Coins", 'form': 'coin', 'percent': 4}, {'name': "Trade", 'tier': 'wholesale', 'percent': 2}]
    env['ic.premium.rule'].create([{**rule, 'company_id': env.company.id} for rule in rules])
    tick(env, '4000')
    shown = {}
    for mode in WORDS:
        for first in range(0, PIECES // 2, BATCH):
            made = env['product.template'].create(
                [coin(env, number, mode) for number in range(first, min(first + BATCH, PIECES // 2))]
            )
            shown[mode] = made[0].website_url
            env.cr.commit()
            env.invalidate_all()
    # Published by the database: by hand a piece would want photos, and thousands of them measure nothing here.
    publish = "UPDATE product_template SET is_published = true, publish_date = now() WHERE name->>'en_US' LIKE 'Coin %'"
    env.cr.execute(publish)
    env.cr.execute("ANALYZE")
    env.cr.commit()
    print(f'filled {PIECES} pieces in {time.perf_counter() - start:.0f} s', flush=True)
    return shown


def measure(env, shown):
    """Print the pages of both halves, in turns."""
    pages = {
        'list': {mode: f'/shop?search={word}' for mode, word in WORDS.items()},
        'list, by price': {mode: f'/shop?search={word}&order=list_price+asc' for mode, word in WORDS.items()},
        'list, price filter': {
            mode: f'/shop?search={word}&min_price=1200&max_price=9000' for mode, word in WORDS.items()
        },
        'page of a piece': shown,
    }
    print(f'\n{PIECES // 2} of {PIECES} follow, median of {ROUNDS}')
    print(f'{"page":22} {"fixed":>9} {"follows":>9}  ratio  queries')
    with Serving('bullion', env.cr.dbname, server.free_port()) as shop, requests.Session() as session:
        for page, addresses in pages.items():
            times, queries = {mode: [] for mode in WORDS}, {}
            for turn in range(ROUNDS + WARM_UP):
                for mode in list(WORDS)[:: 1 if turn % 2 else -1]:
                    mark, start = shop.mark(), time.perf_counter()
                    answer = session.get(shop.base + addresses[mode], timeout=120)
                    times[mode].append(time.perf_counter() - start)
                    answer.raise_for_status()
                    if WORDS[mode] not in answer.text.lower() or 'Price on request' in answer.text:
                        raise RuntimeError(f"nothing to be bought on {addresses[mode]}")
                    queries[mode] = shop.requests(mark)[-1][2]
            a, b = (statistics.median(times[mode][WARM_UP:]) for mode in WORDS)
            many = f'{queries["fixed"]}/{queries["spot_plus"]}'
            print(f'{page:22} {a * 1000:6.0f} ms {b * 1000:6.0f} ms  {b / a:.3f}  {many}', flush=True)


def wal(cr):
    cr.execute("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn")
    return int(cr.fetchone()[0])


def reprice(database):
    """Print what a tick costs."""
    print(f'\na tick that moves {PIECES // 2} pieces')
    for number in range(4):
        with Registry(database).cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {'queue_job__no_delay': False})
            tick(env, f'{4100 + number}.10')
            cr.commit()
            moved, seconds = env.company._ic_following(), []
            start = time.perf_counter()
            rows = moved._ic_live_rows()
            seconds.append(time.perf_counter() - start)
            before, start = wal(cr), time.perf_counter()
            changed = env['ic.live.price']._ic_keep(rows)
            seconds.append(time.perf_counter() - start)
            written = wal(cr) - before
            cr.commit()
            print(
                f'computing {seconds[0]:.2f} s, one statement {seconds[1] * 1000:.0f} ms, {len(changed)} rows, '
                f'{written / 1e6:.2f} MB of WAL'
            )
    with Registry(database).cursor() as cr:
        before, start = wal(cr), time.perf_counter()
        cr.execute("UPDATE product_template SET list_price = list_price + 1 WHERE ic_price_mode = 'spot_plus'")
        seconds = time.perf_counter() - start
        print(f'instead, writing the pieces: {seconds * 1000:.0f} ms, {(wal(cr) - before) / 1e6:.2f} MB of WAL')
        cr.rollback()


def main(env):
    shown = fill(env)
    env.cr.rollback()
    measure(env, shown)
    reprice(env.cr.dbname)


main(env)
