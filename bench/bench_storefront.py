"""Time and queries of the shop's pages against stock Odoo's shop with the same products, over real HTTP in one run.

Run it with `make bench ARGS=storefront`: it is fed to a shell on a copy of the suite's database, and IC_BENCH_STOCK
names a copy with Odoo's own modules only. Both are filled with the same pieces of all eight categories, from the
listings in ../shared/data, each with a picture and a unit in stock; stock Odoo has what a shopper filters by as
attributes. Then strangers ask for the same pages in turns, one here and one there, at each size; what counts is the
median of the whole answers. "After a change" is the list when a price has just changed, so that nothing counted before
is of use.

IC_BENCH_SIZES (default 2000,20000) sets the sizes, IC_BENCH_ROUNDS (default 15) how often each page is asked for.
IC_BENCH_FILLED names databases that an earlier run has filled, one pair per size, to skip that part:
`IC_BENCH_FILLED=stock_2000:ours_2000,stock_20000:ours_20000`.

The short form: `IC_BENCH_SIZES=100,200 IC_BENCH_ROUNDS=3 make bench ARGS=storefront`.
"""

import contextlib
import os
import statistics
import sys
import time

import requests

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

sys.path.insert(0, os.path.join(os.environ['IC_ROOT'], 'tests'))
sys.path.insert(0, os.path.join(os.environ['IC_ROOT'], 'bench'))

from storefront import stores
from storefront.serving import Serving

from suite.visitor import server

SIZES = [int(size) for size in os.environ.get('IC_BENCH_SIZES', '2000,20000').split(',')]
FILLED = [pair.split(':') for pair in os.environ.get('IC_BENCH_FILLED', '').split(',') if pair]
ROUNDS = int(os.environ.get('IC_BENCH_ROUNDS', '15'))
WARM_UP = 3
SHOWN = ('data-piece-id', 'oe_product', 'product_detail')  # a page that shows a product has one of them
CHANGE = 'list, all, after a change'


class Side:
    """One shop."""

    def __init__(self, name, database):
        self.name, self.database, self.ours = name, database, name == 'ours'

    @contextlib.contextmanager
    def env(self):
        with Registry(self.database).cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def use(self, database):
        """Take a database that is filled already."""
        self.database = database
        with self.env() as env:
            self.pages = stores.pages(env, self.ours)

    def fill(self, size):
        start = time.perf_counter()
        with self.env() as env:
            if size == SIZES[0]:
                stores.furnish(env, self.ours, size)
            else:
                stores.multiply(env, self.ours, size)
            stores.analyze(env)
            self.pages = stores.pages(env, self.ours)
        print(f'filled {self.name:21} {size} pieces in {time.perf_counter() - start:.0f} s')

    def open(self, stack):
        self.shop = stack.enter_context(Serving(self.name, self.database, server.free_port()))
        self.session = requests.Session()

    def change(self):
        """Change the price of a piece the way a dealer does."""
        with self.env() as env:
            piece = env['product.template'].search([('is_published', '=', True)], limit=1, order='id desc')
            piece.list_price += 1

    def ask(self, page):
        """Ask for a page; returns the seconds until it was there."""
        address, body = self.pages[page]
        if page == CHANGE:
            self.change()
        start = time.perf_counter()
        url = self.shop.base + address
        answer = self.session.post(url, json=body, timeout=120) if body else self.session.get(url, timeout=120)
        seconds = time.perf_counter() - start
        answer.raise_for_status()
        if not body and not any(mark in answer.text for mark in SHOWN):
            raise RuntimeError(f"{self.name}: nothing on {address}")
        return seconds

    def queries(self, page):
        """Return the number of queries of a page that is warm."""
        mark = self.shop.mark()
        self.ask(page)
        return self.shop.requests(mark)[-1][2]


def measure(sides):
    """Return dict page -> [(median seconds, queries) of each side]."""
    found = {}
    with contextlib.ExitStack() as stack:
        for side in sides:
            side.open(stack)
        for page in sides[0].pages:
            times = {side: [] for side in sides}
            for turn in range(ROUNDS + WARM_UP):
                for side in sides if turn % 2 else sides[::-1]:
                    times[side].append(side.ask(page))
            found[page] = [(statistics.median(times[side][WARM_UP:]), side.queries(page)) for side in sides]
            told = ', '.join(f'{seconds * 1000:.0f} ms and {queries} queries' for seconds, queries in found[page])
            print(f'{page}: {told}', flush=True)
    return found


def main(env):
    names = (('stock', os.environ['IC_BENCH_STOCK']), ('ours', env.cr.dbname))
    env.cr.rollback()
    sides, results = [Side(*name) for name in names], {}
    for number, size in enumerate(SIZES):
        for place, side in enumerate(sides):
            if FILLED:
                side.use(FILLED[number][place])
            else:
                side.fill(size)
        results[size] = measure(sides)
    for size, pages in results.items():
        print(f'\n{size} published pieces, median of {ROUNDS}')
        print(f'{"page":28} {"stock":>9} {"queries":>7} {"ours":>9} {"queries":>7}  ratio')
        for page, ((a, many), (b, few)) in pages.items():
            print(f'{page:28} {a * 1000:6.0f} ms {many:7} {b * 1000:6.0f} ms {few:7}  {b / a:.3f}')
    first, last = SIZES[0], SIZES[-1]
    print(f'\n{f"growth from {first} to {last}":28} {"stock":>9} {"ours":>9}')
    for page in results[first]:
        growth = [after[0] / before[0] for before, after in zip(results[first][page], results[last][page])]
        print(f'{page:28} {growth[0]:9.2f} {growth[1]:9.2f}')


main(env)
