"""Start of a point of sale with many products: the gallery terminal against stock Odoo's, in one run.

Run it with `make bench ARGS=terminal`: it is fed to a shell on a copy of the suite's database, and IC_BENCH_STOCK names
a copy with Odoo's own modules only. Both get the same serial-numbered products with the same names, codes, prices,
taxes and pictures, all of them to be loaded; a few are made by the ORM, the rest are copies of their rows. Both get a
server of their own, and then they take turns: the bare call of `load_data` over HTTP, the start of the terminal in a
fresh Chromium until its cards are there and the page answers, and a second start in the same browser. Stock Odoo is
measured once more with its usual limit of 5,000 products.
IC_BENCH_PRODUCTS (default 20000) sets how many products, IC_BENCH_REPEATS (default 3) how often; medians are shown.
"""

import contextlib
import itertools
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import config

sys.path.insert(0, str(Path(os.environ['IC_ROOT']) / 'tests'))
sys.path.insert(0, str(Path(os.environ['IC_ROOT']) / 'bench'))

from chromium import chromium

from suite.visitor import Staff, server

PRODUCTS = int(os.environ.get('IC_BENCH_PRODUCTS', '20000'))
REPEATS = int(os.environ.get('IC_BENCH_REPEATS', '3'))
TYPICAL = 500
MODELS = ("Submariner Date", "Cosmograph Daytona", "Datejust 41", "GMT-Master II", "Sky-Dweller")
STORY = "A crisp example with sharp lugs, serviced by the maker, with its box and papers from the first owner."
# A point of a picture: what it costs to say that a product has one does not depend on what it shows.
PICTURE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
USABLE = "document.querySelectorAll('.product-screen .product').length > 9 && !document.querySelector('.pos-loader')"
LOADED = "posmodel.models['product.template'].length"
SAVED = """new Promise((done) => {
    const open = indexedDB.open(posmodel.data.databaseName);
    open.onsuccess = () => {
        const count = open.result.transaction('account.account').objectStore('account.account').count();
        count.onsuccess = () => { open.result.close(); done(count.result > 0) };
    };
})"""


def typical(env, ours):
    """Create the products that the others are copied from."""
    shelves = env['pos.category'].search([('ic_category', '=', 'watch')] if ours else [], limit=1)
    shelves = shelves or env['pos.category'].create({'name': "Watches"})
    tax = env['account.tax'].search([('type_tax_use', '=', 'sale'), ('company_id', '=', env.company.id)], limit=1)
    rows = []
    for number, model in zip(range(TYPICAL), itertools.cycle(MODELS)):
        rows.append(
            {
                'name': f"Rolex {model} 2021 126610LN Black",
                'default_code': f'BENCH-{number:05d}',
                'list_price': 9000.0 + number,
                'standard_price': 7000.0,
                'description_sale': STORY,
                'available_in_pos': True,
                'image_1920': PICTURE,
                'taxes_id': [(6, 0, tax.ids)],
                'pos_categ_ids': [(6, 0, shelves.ids)],
                'company_id': env.company.id,
            }
        )
        if ours:
            brand = env.ref('ic_inventory_luxury.brand_rolex').id
            words = {'ic_category': 'watch', 'ic_brand_id': brand, 'ic_model': model, 'ic_reference': '126610LN'}
            rows[-1].update(words, ic_serial=f'B{number:06d}', ic_year=2021, ic_retail_description=STORY)
        else:
            rows[-1].update(is_storable=True, tracking='serial')
    products = env['product.template'].create(rows)
    if ours:
        products._ic_set_status('available')
    env.flush_all()
    return products


def columns(env, table, without):
    """Return the names of the columns of `table` but those of `without`."""
    env.cr.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'", [table]
    )
    return [f'"{name}"' for (name,) in env.cr.fetchall() if name not in without]


def copy_rows(env, table, join, changed):
    """Copy rows of `table` once per row of the table of twins (first, copy, number).

    :param str join: which row belongs to a twin, e.g. "source.product_tmpl_id = twin.tmpl_first"
    :param dict changed: column -> SQL that gives its value in the copy
    """
    same = columns(env, table, ('id', *changed))
    names = ', '.join([*same, *changed])
    values = ', '.join([*(f'source.{name}' for name in same), *changed.values()])
    env.cr.execute(f'INSERT INTO {table} ({names}) SELECT {values} FROM bench_twin twin JOIN {table} source ON {join}')


def fill(env, ours):
    """Make PRODUCTS products, all alike on both sides."""
    products = typical(env, ours)
    cr, variants = env.cr, products.product_variant_id
    cr.execute("CREATE TABLE bench_twin (tmpl_first int, tmpl int, first int, copy int, number int)")
    cr.execute(
        """INSERT INTO bench_twin
           SELECT p.product_tmpl_id, nextval('product_template_id_seq'), p.id, nextval('product_product_id_seq'), n
             FROM product_product p, generate_series(1, %s) n WHERE p.id = ANY(%s)""",
        [PRODUCTS // TYPICAL - 1, variants.ids],
    )
    numbered = "|| '-' || twin.number"
    mark = {'default_code': f'source.default_code {numbered}'}
    own = {'ic_serial': f'source.ic_serial {numbered}', 'ic_import_key': 'NULL'} if ours else {}
    copy_rows(env, 'product_template', 'source.id = twin.tmpl_first', {'id': 'twin.tmpl', **mark, **own})
    variant = {'id': 'twin.copy', 'product_tmpl_id': 'twin.tmpl', **mark}
    copy_rows(env, 'product_product', 'source.id = twin.first', variant)
    copy_rows(env, 'product_taxes_rel', 'source.prod_id = twin.tmpl_first', {'prod_id': 'twin.tmpl'})
    shelf = 'product_template_id'
    copy_rows(env, 'pos_category_product_template_rel', f'source.{shelf} = twin.tmpl_first', {shelf: 'twin.tmpl'})
    picture = "source.res_model = 'product.template' AND source.res_field = 'image_128'"
    copy_rows(env, 'ir_attachment', f'{picture} AND source.res_id = twin.tmpl_first', {'res_id': 'twin.tmpl'})
    if ours:
        copy_stock(env)
    cr.execute('DROP TABLE bench_twin')
    env['ir.config_parameter'].set_param('point_of_sale.limited_product_count', '10000000')


def copy_stock(env):
    """One serial in stock for every copied piece, as its first one has."""
    env.cr.execute("ALTER TABLE bench_twin ADD lot int")
    env.cr.execute("UPDATE bench_twin SET lot = nextval('stock_lot_id_seq')")
    lot = {'id': 'twin.lot', 'product_id': 'twin.copy', 'name': "source.name || '-' || twin.number"}
    copy_rows(env, 'stock_lot', 'source.product_id = twin.first', lot)
    copy_rows(env, 'stock_quant', 'source.product_id = twin.first', {'product_id': 'twin.copy', 'lot_id': 'twin.lot'})


class Side:
    """One shop with its server and its terminal."""

    def __init__(self, name, database, stack):
        self.name, self.database, self.port = name, database, server.free_port()
        self.base = f'http://127.0.0.1:{self.port}'
        with Registry(database).cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            fill(env, name == 'ours')
            env['ir.config_parameter'].set_param('web.base.url', self.base)
            till = env['pos.config'].create({'name': "Bench"}).with_user(env.ref('base.user_admin'))
            till.open_ui()
            till.current_session_id.set_opening_control(0, None)
            self.till, self.session = till.id, till.current_session_id.id
        with Registry(database).cursor() as cr:
            cr.connection.autocommit = True
            cr.execute('ANALYZE')
        self.log = stack.enter_context(tempfile.NamedTemporaryFile('r', suffix='.log'))  # noqa: SIM115
        stack.enter_context(self.serving())
        self.staff = Staff(self.base, 'admin')
        self.warm_up()

    @contextlib.contextmanager
    def serving(self):
        options = {
            '-c': config['config'] if 'config' in config.options else config.rcfile,
            '--addons-path': ','.join(config['addons_path']),
            '-d': self.database,
            '--db-filter': f'^{self.database}$',
            '--http-port': self.port,
            '--gevent-port': server.free_port(),
            '--logfile': self.log.name,
            '--max-cron-threads': 0,
        }
        command = [sys.executable, '-m', 'odoo', *(str(part) for pair in options.items() for part in pair)]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
        try:
            self.wait_until_up(process)
            yield
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(20)
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)

    def wait_until_up(self, process):
        end = time.monotonic() + 120
        while time.monotonic() < end and process.poll() is None:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f'{self.base}/web/health', timeout=5)
                return
            time.sleep(0.3)
        raise RuntimeError(f"the server of {self.name} did not come up; its log: {Path(self.log.name).read_text()}")

    def limit(self, count):
        self.staff.call('ir.config_parameter', 'set_param', 'point_of_sale.limited_product_count', str(count))

    def warm_up(self):
        """Have the server bundle its assets: that happens once after an update, not at every start."""
        with chromium() as page:
            self.start(page)

    def load(self):
        """Call `load_data` as the terminal does; returns (seconds, bytes, products)."""
        start = time.perf_counter()
        answer = self.staff.session.post(
            f'{self.base}/web/dataset/call_kw/pos.session/load_data',
            json={
                'jsonrpc': '2.0',
                'method': 'call',
                'params': {
                    'model': 'pos.session',
                    'method': 'load_data',
                    'args': [[self.session], []],
                    'kwargs': {'context': {'pos_limited_loading': True}},
                },
            },
            timeout=600,
        )
        seconds = time.perf_counter() - start
        return seconds, len(answer.content), len(answer.json()['result']['product.template'])

    def start(self, page):
        """Open the terminal; returns (seconds until it can be used, products there)."""
        cookie = self.staff.session.cookies['session_id']
        page.call('Network.setCookie', name='session_id', value=cookie, url=self.base)
        page.call('Page.navigate', url='about:blank')
        page.seconds_until("location.href === 'about:blank'")
        page.call('Page.navigate', url=f'{self.base}/pos/ui/{self.till}?from_backend=1')
        return page.seconds_until(USABLE, limit=600), page.value(LOADED)

    def measure(self):
        """Return one round of figures."""
        load, size, sent = self.load()
        with chromium() as page:
            first, there = self.start(page)
            saved = first + page.seconds_until(SAVED)
            second, _there = self.start(page)
        figures = {'load_data, s': load, 'load_data, MB': size / 1e6, 'products sent': sent}
        return {
            **figures,
            'first start, s': first,
            'until kept for offline, s': saved,
            'second start, s': second,
            'products there': there,
        }


def show(title, runs):
    print(f'{title:44} {"stock":>9} {"ours":>9}  ratio')
    for name in runs['stock'][0]:
        a, b = (statistics.median(run[name] for run in runs[side]) for side in ('stock', 'ours'))
        print(f'{name:44} {a:9.2f} {b:9.2f}  {b / a:.3f}', flush=True)


def main(env):
    with contextlib.ExitStack() as stack:
        names = (('stock', os.environ['IC_BENCH_STOCK']), ('ours', env.cr.dbname))
        env.cr.rollback()
        sides = [Side(name, database, stack) for name, database in names]
        runs = {'stock': [], 'ours': []}
        for number in range(REPEATS):
            for side in sides if number % 2 else sides[::-1]:
                runs[side.name].append(side.measure())
        show(f'{PRODUCTS} products, all loaded, median of {REPEATS}', runs)
        sides[0].limit(5000)
        runs['stock'] = [sides[0].measure() for _number in range(REPEATS)]
        show("stock Odoo with its limit of 5,000", runs)


main(env)
