"""Many shoppers at once for minutes on a full shop: is there an error, and how long does anybody wait?

Run it with `make bench ARGS=shoppers`. The shop is that of bench_storefront.py (pieces from ../shared/data), served by
IC_BENCH_WORKERS processes (default 4). IC_BENCH_SHOPPERS (default 50) strangers walk through it for IC_BENCH_SECONDS
(default 300): lists, filters, searches, suggestions as they type, pages of pieces; some put what they see into the cart
and look at it. Meanwhile a dealer changes prices. An answer that is no page, a page that is not there, or a line of the
server's log that tells of an error counts as an error, and fails the run.

IC_BENCH_FILLED=1 takes the database as it is: one that bench_storefront.py has filled.

The short form: `IC_BENCH_PIECES=200 IC_BENCH_SHOPPERS=10 IC_BENCH_SECONDS=20 make bench ARGS=shoppers`.
"""

import os
import random
import re
import statistics
import sys
import threading
import time
from urllib.parse import quote

import requests

sys.path.insert(0, os.path.join(os.environ['IC_ROOT'], 'tests'))
sys.path.insert(0, os.path.join(os.environ['IC_ROOT'], 'bench'))

from storefront import stores
from storefront.serving import Serving

from suite.visitor import server

PIECES = int(os.environ.get('IC_BENCH_PIECES', '20000'))
SHOPPERS = int(os.environ.get('IC_BENCH_SHOPPERS', '50'))
SECONDS = float(os.environ.get('IC_BENCH_SECONDS', '300'))
FILLED = os.environ.get('IC_BENCH_FILLED')
WORKERS = int(os.environ.get('IC_BENCH_WORKERS', '4'))
THINKING = 4.0  # seconds between two pages, at most
WORDS = (
    "submariner",
    "submarnier",
    "rolex datejust",
    "kelly",
    "jordan",
    "dunk low",
    "gold ring",
    "leather bag",
    "nothing",
)
CHOICES = ('brand=rolex', 'condition=very-good', 'min_price=500&max_price=5000', 'show=now', 'brand=cartier,omega')


class Shopper(threading.Thread):
    """Somebody who walks through the shop until the time is over."""

    def __init__(self, base, shelves, until, number):
        super().__init__(daemon=True)
        self.base, self.shelves, self.until = base, shelves, until
        self.chance = random.Random(number)
        self.session = requests.Session()
        self.waits, self.errors = [], []

    def run(self):
        time.sleep(self.chance.uniform(0, THINKING))
        while time.monotonic() < self.until:
            try:
                self.walk()
            except (requests.RequestException, ValueError) as error:
                self.errors.append(repr(error)[:300])
            self.think()

    def think(self):
        time.sleep(self.chance.uniform(0.2, THINKING))

    def get(self, address, kind):
        return self.answer(kind, lambda: self.session.get(self.base + address, timeout=120))

    def answer(self, kind, ask):
        start = time.monotonic()
        answer = ask()
        self.waits.append((kind, time.monotonic() - start))
        answer.raise_for_status()
        return answer.text

    def walk(self):
        step = self.chance.random()
        if step < 0.2:
            text = self.search()
        elif step < 0.6:
            text = self.get(f'{self.chance.choice(self.shelves)}?{self.chance.choice(CHOICES)}', 'list, filtered')
        else:
            text = self.get(self.chance.choice(['/shop', '/shop/page/3', *self.shelves]), 'list')
        found = re.findall(r'href="(/shop/[^"?#]*-\d+)"', text)
        if found:
            self.think()
            self.look(self.chance.choice(found))

    def search(self):
        word = self.chance.choice(WORDS)
        for length in range(4, len(word) + 1, 3):
            self.suggest(word[:length])
        return self.get(f'/shop?search={quote(word)}', 'search')

    def suggest(self, term):
        options = {
            'displayImage': True,
            'displayDescription': False,
            'displayExtraLink': True,
            'displayDetail': True,
            'allowFuzzy': True,
        }
        params = {'search_type': 'products', 'term': term, 'order': 'name asc', 'limit': 5, 'options': options}
        body = {'jsonrpc': '2.0', 'method': 'call', 'params': params}
        url = f'{self.base}/website/snippet/autocomplete'
        text = self.answer('suggestions', lambda: self.session.post(url, json=body, timeout=120))
        if '"error"' in text:
            self.errors.append(text[:300])

    def look(self, address):
        text = self.get(address, 'piece')
        form = re.search(r'action="(/shop/piece/\d+/add)"', text)
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text)
        if form and token and self.chance.random() < 0.2:
            self.think()
            data = {'csrf_token': token[1]}
            self.answer('into the cart', lambda: self.session.post(self.base + form[1], data=data, timeout=120))


def dealer(env, until):
    """Change a price every few seconds, as the day goes."""
    pieces = env['product.template'].search([('is_published', '=', True)], limit=200, order='id desc')
    number = 0
    while time.monotonic() < until:
        time.sleep(3)
        pieces[number % len(pieces)].list_price += 10
        env.cr.commit()
        number += 1


def main(env):
    if not FILLED:
        seeds = min(PIECES, stores.SEEDS)
        stores.furnish(env, True, seeds)
        if seeds < PIECES:
            stores.multiply(env, True, PIECES)
    stores.analyze(env)
    website = env['website'].get_current_website()
    shelves = [website._ic_menu_url(shelf) for shelf in website._ic_shelves()]
    with Serving('ours', env.cr.dbname, server.free_port(), workers=WORKERS) as shop:
        for _turn in range(WORKERS * 3):
            requests.get(f'{shop.base}/shop', timeout=120).raise_for_status()  # a server that has just started loads
        until = time.monotonic() + SECONDS
        shoppers = [Shopper(shop.base, shelves, until, number) for number in range(SHOPPERS)]
        for shopper in shoppers:
            shopper.start()
        dealer(env, until)
        for shopper in shoppers:
            shopper.join(180)
        told = [line for line in shop.log.read_text(encoding='utf-8').splitlines() if ' ERROR ' in line]
    errors = [error for shopper in shoppers for error in shopper.errors]
    waits = [wait for shopper in shoppers for wait in shopper.waits]
    report(waits, errors, told)
    if errors or told:
        raise SystemExit(f'{len(errors)} errors for shoppers, {len(told)} in the log')


def report(waits, errors, told):
    print(f'{SHOPPERS} shoppers, {SECONDS:.0f} s, {PIECES} pieces, {WORKERS} processes, {os.cpu_count()} cores')
    print(f'{"what":20} {"answers":>8} {"median":>10} {"95 %":>10} {"longest":>10}')
    for kind in (*sorted({kind for kind, _wait in waits}), None):
        times = sorted(wait for other, wait in waits if kind in (other, None))
        print(
            f'{kind or "all":20} {len(times):8} {statistics.median(times) * 1000:7.0f} ms'
            f' {times[int(len(times) * 0.95)] * 1000:7.0f} ms {times[-1] * 1000:7.0f} ms'
        )
    print(f'answers in a second  {len(waits) / SECONDS:8.1f}')
    print(f'errors               {len(errors):8} {"; ".join(sorted(set(errors))[:3])}')
    print(f'errors in the log    {len(told):8} {"; ".join(told[:3])[:300]}')


main(env)
