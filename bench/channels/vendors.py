"""Simulators that count what is asked of them, and the job runner's work done in this process."""

import os
import time
from contextlib import ExitStack, contextmanager
from datetime import timedelta

from odoo import fields

from odoo.addons.ic_connect.channels._google_table import HEADINGS
from odoo.addons.queue_job.job import Job

CODES = ('shopify', 'woocommerce', 'square', 'google_sheets')
OPTIONS = {'shopify': {'points': (20000, 1000)}}  # of the plan that shops of this size have
# What sets counts, as (method, how the path ends, what the body holds), by service; the rest is read.
SETS = {
    'shopify': ('POST', 'graphql.json', b'inventorySetQuantities'),
    'woocommerce': ('POST', '/batch', b'stock_quantity'),
    'square': ('POST', '/v2/inventory/changes/batch-create', b''),
    'google_sheets': ('POST', '/values:batchUpdate', b''),
}
# What asks for orders.
ORDERS = {
    'shopify': ('POST', 'graphql.json', b'orders('),
    'woocommerce': ('GET', '/orders', b''),
    'square': ('POST', '/v2/orders/search', b''),
}
PATIENCE = 60  # seconds that are waited for a job that is due later


def is_like(request, kind):
    method, path, body = request
    return bool(kind) and method == kind[0] and path.endswith(kind[1]) and kind[2] in body


class Counted:
    """A simulator, what was asked of it, and the seconds it took over its answers."""

    def __init__(self, simulator):
        self.simulator, self.code = simulator, simulator.code
        self.seconds = 0.0
        answer = simulator._answer

        def timed(request):
            started = time.perf_counter()
            try:
                return answer(request)
            finally:
                self.seconds += time.perf_counter() - started

        simulator._answer = timed

    def fill(self, skus, units=5):
        """Put things with these SKUs there, as people of the shop did long ago."""
        for sku in skus:
            getattr(self, f'_fill_{self.code}')(self.simulator, sku, units)

    @staticmethod
    def _fill_shopify(shop, sku, units):
        shop.add_product(sku, f"Thing {sku}", '100.00', units)

    @staticmethod
    def _fill_woocommerce(shop, sku, units):
        facts = {'name': f"Thing {sku}", 'regular_price': '100.00', 'manage_stock': True, 'stock_quantity': units}
        shop.goods.make(facts)['sku'] = sku

    @staticmethod
    def _fill_square(shop, sku, units):
        made = shop.create(sku, f"Thing {sku}", 10000)
        shop.ledger.add('PHYSICAL_COUNT', made['remote_id'], shop.main, units, states=('', 'IN_STOCK'))

    @staticmethod
    def _fill_google_sheets(shop, sku, units):
        rows = shop.tabs['Stock'].rows
        if not rows:
            rows.append(list(HEADINGS))
        rows.append([sku, f"Thing {sku}", '', '', 100, 'USD', units, 'Available', '', ''])

    @contextmanager
    def counting(self):
        """Count the requests of a block; yields a dict that is filled at its end."""
        found, first = {}, len(self.simulator.requests)
        seconds, started = self.seconds, time.perf_counter()
        yield found
        asked = self.simulator.requests[first:]
        found['seconds'] = time.perf_counter() - started
        found['theirs'] = self.seconds - seconds
        found['set'] = sum(is_like(one, SETS[self.code]) for one in asked)
        found['orders'] = sum(is_like(one, ORDERS.get(self.code)) for one in asked)
        found['all'] = len(asked)
        found['read'] = found['all'] - found['set'] - found['orders']


@contextmanager
def connected(env):
    """Yield {channel: Counted}: connections to simulators of all services, as a dealer makes them."""
    from tests.simulators.__main__ import simulator

    with ExitStack() as stack:
        shops = [Counted(stack.enter_context(simulator(code)(**OPTIONS.get(code, {})))) for code in CODES]
        os.environ['IC_STAND_INS'] = ' '.join(f'{one.code}={one.simulator.url}' for one in shops)
        stack.callback(os.environ.pop, 'IC_STAND_INS')
        found = {}
        for shop in shops:
            channel = env['ic.channel'].create({'name': f"Bench {shop.code}", 'code': shop.code, 'shadow': False})
            channel._ic_store_credentials(shop.simulator.credentials())
            env.cr.commit()  # tokens are renewed by a transaction of their own
            channel.action_ic_connect()
            found[channel] = shop
        env.cr.commit()
        # Nobody here answers webhooks: what they tell would be asked for once more.
        env['queue.job'].sudo().search([('method_name', '=', '_ic_subscribe')]).unlink()
        work(env)
        yield found


def work(env):
    """Do the waiting jobs of the channels, one after another, until there are none. Returns how many there were."""
    jobs, done = env['queue.job'].sudo(), 0
    while True:
        env.cr.commit()  # what was changed is queued now
        env.invalidate_all()
        limit = fields.Datetime.now() + timedelta(seconds=PATIENCE)
        waiting = [('model_name', '=', 'ic.channel'), ('state', '=', 'pending')]
        now = [*waiting, '|', ('eta', '=', False), ('eta', '<=', fields.Datetime.now())]
        job = jobs.search(now, order='priority, id', limit=1)
        if not job:
            if not jobs.search_count([*waiting, ('eta', '<=', limit)], limit=1):
                return done
            time.sleep(0.2)
            continue
        task = Job.load(env, job.uuid)
        job.unlink()
        task.perform()
        done += 1
