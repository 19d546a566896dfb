"""Does a change cost more where there are more listings? Marked and sent one by one, with a vendor in memory."""

import os
import statistics
import time
from datetime import UTC, datetime

from odoo import fields

from odoo.addons.ic_connect.types import StockLevel

from .goods import analyze, bars, copies
from .vendors import work

LISTINGS = int(os.environ.get('IC_BENCH_LISTINGS', '100000'))
EVENTS = 100
WARM_UP = 10
FEW = 1000


class Nobody:
    """A vendor that does at once what it is told."""

    def set_stock(self, changes):
        now = datetime.now(UTC)
        return {
            (one.remote_id, one.location_id): StockLevel(one.remote_id, one.quantity, now, one.location_id)
            for one in changes
        }

    def list_orders(self, since, cursor=''):
        return [], ''


def run(env):
    channel = env['ic.channel'].create({'name': "Bench growth", 'code': 'shopify', 'shadow': False})
    now = fields.Datetime.now()
    channel.write({'state': 'connected', 'orders_from': now, 'polled_on': now})
    model = type(env['ic.channel'])
    real, model._client = model._client, lambda self: Nobody()
    try:
        few = measure(env, listed(env, channel, FEW, 'FEW'))
        many = measure(env, listed(env, channel, LISTINGS - FEW, 'MANY'))
    finally:
        model._client = real
    print(f'\na change marked and sent, the quicker half of {EVENTS} in the middle, with a vendor that answers at once')
    print(f'{FEW:7} listings {few[0] * 1000:7.1f} ms {few[1]:5.0f} queries')
    print(f'{LISTINGS:7} listings {many[0] * 1000:7.1f} ms {many[1]:5.0f} queries')
    print(f'ratio {many[0] / few[0]:.3f} of time, {many[1] / few[1]:.3f} of queries')


def listed(env, channel, count, prefix):
    """Make so many pieces with a listing each, all in step. Returns their products."""
    products = bars(env, count, prefix)
    listing = env['ic.listing'].create({'channel_id': channel.id, 'product_id': products[0].id})
    listing.write(
        {
            'remote_id': f'{prefix}-{products[0].id}',
            'state': 'live',
            'shown': 5,
            'ours': 5,
            'is_known': True,
            'observed_on': fields.Datetime.now(),
            'observed_mark': '2026-01-01T00:00:00+00:00',
            'shown_status': 'live',
        }
    )
    env['ic.listing.mark'].search([('listing_id', '=', listing.id)]).unlink()
    copies(
        env, 'ic_listing', listing.id, products[1:].ids, product_id='item',
        product_tmpl_id='(SELECT product_tmpl_id FROM product_product WHERE id = item)',
        remote_id=f"'{prefix}-' || item",
    )  # fmt: skip
    analyze(env)
    return products


def measure(env, products):
    """Return (seconds, queries) of a change: the median of the quicker half, as nothing else on the machine is ours."""
    step = max(len(products) // (EVENTS + WARM_UP), 1)
    found = []
    for number, product_id in enumerate(products.ids[::step][: EVENTS + WARM_UP]):
        product = products.browse(product_id)  # alone, so that its neighbours are not read with it
        env['queue.job'].sudo().search([('model_name', '=', 'ic.channel')]).unlink()
        env.cr.commit()
        env.invalidate_all()
        queries, started = env.cr.sql_log_count, time.perf_counter()
        env['ic.claim'].sudo()._ic_take(
            {product: 1.0}, f'bench,{product.id}', kind='api', source='api', state='committed'
        )
        work(env)
        found.append((time.perf_counter() - started, env.cr.sql_log_count - queries))
        listing = env['ic.listing'].search([('product_id', '=', product.id)])
        assert listing.shown == 4, (number, listing.shown, listing.state, listing.error)
    seconds, queries = zip(*found[WARM_UP:])
    return statistics.median(sorted(seconds)[: len(seconds) // 2]), statistics.median(queries)
