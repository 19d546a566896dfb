"""What it costs that prices follow the metal: pages beside the same pages with fixed prices, and a tick for all pieces.

Run it with `make bench ARGS=bullion_prices`: it is fed to a shell on a copy of the suite's database. A store is filled
with IC_BENCH_PIECES (default 20000) coins that differ in nothing but this: half of them follow their metal. Each half
has a shelf in the shop. Then a stranger asks over real HTTP, in turns, for the same pages of the one half and of the
other; what counts is the median of whole answers, and beside it the time the server itself was at work on them, which
says more on a busy machine. After that ticks arrive: the time to compute the prices, that of the one statement that
lets lists follow, and the write-ahead log it makes, beside an UPDATE of the pieces themselves, which it spares. At last
two open tills are told.

IC_BENCH_ROUNDS (default 30) sets how often each page is asked for. The short form:
`IC_BENCH_PIECES=400 IC_BENCH_ROUNDS=5 make bench ARGS=bullion_prices`.
"""

import os
import statistics
import sys
import time
from datetime import UTC, datetime
from decimal import Decimal

import psutil
import requests

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

sys.path.insert(0, os.path.join(os.environ['IC_ROOT'], 'tests'))
sys.path.insert(0, os.path.join(os.environ['IC_ROOT'], 'bench'))

from storefront import stores
from storefront.rows import Copier
from storefront.serving import Serving

from odoo.addons.ic_connect.types import Money, Price

from suite.visitor import server

PIECES = int(os.environ.get('IC_BENCH_PIECES', '20000'))
ROUNDS = int(os.environ.get('IC_BENCH_ROUNDS', '30'))
WARM_UP = 3
SEEDS = 50  # of each half; the others are copies, as rows
SEARCHED = ('ic_search_text', 'ic_public_search')
WORDS = {'fixed': 'stillwater', 'spot_plus': 'millrace'}


def tick(env, amount):
    """Let an ounce of gold cost something else."""
    price = Price('gold', Money(Decimal(amount), env.company.currency_id.name), datetime.now(UTC), source="Bench")
    env['ic.metal.price']._ic_record([price], "Bench", env.company)


def coin(env, number, mode, shelf):
    fineness = env['ic.fineness'].search([('metal', '=', 'gold'), ('name', '=', '.9999')], limit=1)
    return {
        'name': f"Coin {WORDS[mode]} {number}",
        'default_code': f'{mode}-{number:03d}',
        'ic_category': 'bullion',
        'ic_is_unique': False,
        'ic_price_mode': mode,
        'ic_bullion_metal': 'gold',
        'ic_bullion_form': 'coin',
        'ic_bullion_weight': round(0.3 + number % 97 / 50, 2),
        'ic_bullion_unit': 'ozt',
        'ic_bullion_basis': 'fine',
        'ic_fineness_id': fineness.id,
        'list_price': 1300 + number % 97 * 80,
        'ic_wholesale_price': 1250 + number % 97 * 80,
        'public_categ_ids': [(6, 0, shelf.ids)],
        'company_id': env.company.id,
    }


def fill(env):
    """Make a shelf of pieces with fixed prices and one of pieces that follow.

    :return: dict mode -> (the piece, its shelf)
    """
    start = time.perf_counter()
    env = env(context={**env.context, 'tracking_disable': True})
    env.company.ic_category_ids |= env['ic.category'].search([('code', '=', 'bullion')])
    env['product.template'].search([('is_published', '=', True)]).is_published = False
    rules = [{'name': "Coins", 'form': 'coin', 'percent': 4}, {'name': "Trade", 'tier': 'wholesale', 'percent': 2}]
    env['ic.premium.rule'].create([{**rule, 'company_id': env.company.id} for rule in rules])
    tick(env, '4000')
    made, shown = env['product.template'], {}
    for mode, word in WORDS.items():
        shelf = env['product.public.category'].create({'name': word.title()})
        pieces = made.create([coin(env, number, mode, shelf) for number in range(SEEDS)])
        for piece in pieces:
            piece._ic_receive(quantity=5.0)
        pieces._ic_set_status('available')
        made += pieces
        shown[mode] = pieces[-1], shelf
    stores.dress(made)
    # Published by the database: by hand a piece would want photos, and they are measured elsewhere.
    env.flush_all()
    env.cr.execute(
        "UPDATE product_template SET is_published = true, publish_date = now() WHERE id = ANY(%s)", [made.ids]
    )
    multiply(env, made)
    stores.analyze(env)
    print(f'filled {PIECES} pieces in {time.perf_counter() - start:.0f} s', flush=True)
    return shown


def multiply(env, made):
    """Copy what was made until there are PIECES, as rows."""
    copier, table = Copier(env.cr, PIECES // len(made) - 1), 'product_template'
    code = "old.default_code || '-' || map.n"
    texts = {name: f"replace(old.{name}, lower(old.default_code), lower({code}))" for name in SEARCHED}
    copier.copy(table, f'old.id = ANY(ARRAY{made.ids})', default_code=code, **texts)
    copier.copy('product_product', parents={'product_tmpl_id': table}, default_code=code)
    copier.attachments('product.template', table)
    copier.link('product_public_category_product_template_rel', {'product_template_id': table})
    copier.copy('ic_live_price', parents={'product_tmpl_id': table})
    variant = {'product_id': 'product_product'}
    copier.copy('stock_quant', parents=variant)
    copier.copy('ic_claim_counter', parents={**variant, 'product_tmpl_id': table})
    env.invalidate_all()


def addresses(env, piece, shelf):
    """Return dict page -> address, as a stranger asks for them."""
    word = WORDS[piece.ic_price_mode]
    shelf = f'/shop/category/{env["ir.http"]._slug(shelf)}'
    return {
        'list': shelf,
        'list, by price': f'{shelf}?order=list_price+asc',
        'list, price filter': f'{shelf}?min_price=1500&max_price=7500',
        'search': f'/shop?search={word}',
        'page of a piece': piece.website_url,
    }


def measure(env, shown):
    """Print the pages of both halves, in turns."""
    pages = {mode: addresses(env, *found) for mode, found in shown.items()}
    print(f'\n{PIECES // 2} of {PIECES} follow, median of {ROUNDS}')
    print(f'{"page":22} {"fixed":>9} {"follows":>9}  ratio  at work  queries')
    with Serving('bullion', env.cr.dbname, server.free_port()) as shop, requests.Session() as session:
        for page in pages['fixed']:
            times, queries, work = {mode: [] for mode in WORDS}, {}, dict.fromkeys(WORDS, 0.0)
            for turn in range(ROUNDS + WARM_UP):
                for mode in list(WORDS)[:: 1 if turn % 2 else -1]:
                    mark, before, start = shop.mark(), at_work(shop), time.perf_counter()
                    answer = session.get(shop.base + pages[mode][page], timeout=120)
                    times[mode].append(time.perf_counter() - start)
                    answer.raise_for_status()
                    if turn >= WARM_UP:
                        work[mode] += at_work(shop) - before
                    if WORDS[mode] not in answer.text.lower() or 'Price on request' in answer.text:
                        raise RuntimeError(f"nothing to be bought on {pages[mode][page]}")
                    queries[mode] = shop.requests(mark)[-1][2]
            a, b = (statistics.median(times[mode][WARM_UP:]) for mode in WORDS)
            many = f'{queries["fixed"]}/{queries["spot_plus"]}'
            busy = work['spot_plus'] / work['fixed']
            print(f'{page:22} {a * 1000:6.0f} ms {b * 1000:6.0f} ms  {b / a:.3f}  {busy:7.3f}  {many}', flush=True)


def at_work(shop):
    """Return the seconds the server has worked: on a busy machine they say more than the clock does."""
    spent = psutil.Process(shop.process.pid).cpu_times()
    return spent.user + spent.system


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


def tell_tills(database):
    """Print what the open terminals are told when all prices have moved."""
    with Registry(database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        for number in range(2):
            till = env['pos.config'].create({'name': f"Till {number}"}).with_user(env.ref('base.user_admin'))
            till.open_ui()
            till.current_session_id.set_opening_control(0, None)
        cr.commit()
        moved, start = env.company._ic_following(), time.perf_counter()
        env['pos.config']._ic_push_prices(moved)
        cr.commit()
        seconds = time.perf_counter() - start
        cr.execute(
            """SELECT count(*), sum(octet_length(message)), max(octet_length(message)) FROM bus_bus
                WHERE message LIKE '%-IC_PRICES"%'"""
        )
        messages, size, largest = cr.fetchone()
        print(
            f'\ntwo tills are told {len(moved)} prices in {seconds:.2f} s: {messages} messages, '
            f'{(size or 0) / 1e3:.0f} kB, the largest {(largest or 0) / 1e3:.0f} kB'
        )


def main(env):
    shown = fill(env)
    env.cr.rollback()
    measure(env, shown)
    reprice(env.cr.dbname)
    tell_tills(env.cr.dbname)


main(env)
