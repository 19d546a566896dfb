"""First sync of what channels have already, then many changes at once, then many new pieces."""

import math
import os

from .goods import analyze, bars
from .vendors import connected, work

ITEMS = int(os.environ.get('IC_BENCH_ITEMS', '10000'))
CHANGES = min(int(os.environ.get('IC_BENCH_CHANGES', '1000')), ITEMS)


def run(env):
    known, new = bars(env, ITEMS, 'KNOWN'), bars(env, CHANGES, 'NEW')
    with connected(env) as shops:
        synced = {channel: first_sync(env, channel, shop, known) for channel, shop in shops.items()}
        changed = changes(env, shops, known[:CHANGES])
        published = {channel: publish(env, channel, shop, new) for channel, shop in shops.items()}
    print(f"\nfirst sync of {ITEMS} things each (calls; seconds, of which the simulator's)")
    print(f'{"service":14} {"read and propose":>22} {"bind":>22} {"compare":>30}')
    for channel, (read, bind, look) in synced.items():
        print(f'{channel.code:14} {told(read)} {told(bind)} {told(look)} {look["jobs"]} jobs')
    print(f'\n{CHANGES} listings change at once: calls that set counts as a ratio to the fewest the batch allows')
    print(
        f'{"service":14} {"batch":>5} {"fewest":>6} {"set":>5} {"ratio":>6} {"read":>5} {"orders":>6} {"all ratio":>12}'
    )
    for channel, facts in changed.items():
        batch = channel._service().batch
        fewest = math.ceil(CHANGES / batch)
        print(
            f'{channel.code:14} {batch:5} {fewest:6} {facts["set"]:5} {facts["set"] / fewest:6.2f} {facts["read"]:5} '
            f'{facts["orders"]:6} {facts["all"] / fewest:12.2f}'
        )
    print(f"\n{CHANGES} new pieces published (calls; seconds, of which the simulator's)")
    for channel, facts in published.items():
        print(f'{channel.code:14} {told(facts)}   {facts["all"] / CHANGES:.2f} calls each, {facts["jobs"]} jobs')


def told(facts):
    return f'{facts["all"]:6} {facts["seconds"]:7.1f} s {facts["theirs"]:6.1f}'


def first_sync(env, channel, shop, products):
    """Read what the channel has, bind it, and see that it agrees. Returns the figures of the three."""
    shop.fill(products.mapped('default_code'))
    with shop.counting() as read:
        channel._ic_enqueue('_ic_read_items')
        work(env)
    items = env['ic.channel.item'].search([('channel_id', '=', channel.id)])
    assert set(items.mapped('match_state')) == {'proposed'}, (channel.code, items.grouped('match_state').keys())
    env.invalidate_all()
    with shop.counting() as bind:
        items.action_ic_bind()
        env.cr.commit()
    analyze(env)
    with shop.counting() as look:
        look['jobs'] = work(env)
    assert not look['set'], f"{channel.code}: what agreed was sent"
    check(env, channel, shop, products)
    print(f'{channel.code}: read{told(read)}, bound{told(bind)}, compared{told(look)}', flush=True)
    return read, bind, look


def changes(env, shops, products):
    """A unit of each product is sold at once. Returns {channel: figures}."""
    found = {}
    env['ic.claim'].sudo()._ic_take(
        dict.fromkeys(products, 1.0), 'bench,1', kind='api', source='api', state='committed'
    )
    env.cr.commit()
    env['queue.job'].sudo().search([('model_name', '=', 'ic.channel')]).unlink()
    env.cr.commit()
    for channel, shop in shops.items():
        env['queue.job'].sudo().search([('model_name', '=', 'ic.channel')]).unlink()
        with shop.counting() as found[channel]:
            channel._ic_drain_later()
            work(env)
        check(env, channel, shop, products)
        print(f'{channel.code}: {len(products)} changes{told(found[channel])}', flush=True)
    return found


def publish(env, channel, shop, products):
    with shop.counting() as found:
        env['ic.listing']._ic_list(products, channel)
        found['jobs'] = work(env)
    check(env, channel, shop, products)
    print(f'{channel.code}: {len(products)} published{told(found)}', flush=True)
    return found


def check(env, channel, shop, products):
    """What was measured must have happened: the vendor counts what may be sold."""
    shown = {one['remote_id']: one['quantity'] for one in shop.simulator.items()}
    listings = env['ic.listing'].search([('channel_id', '=', channel.id), ('product_id', 'in', products.ids)])
    wrong = listings.filtered(lambda one: shown.get(one.remote_id) != one.wanted_quantity)
    assert len(listings) == len(products) and not wrong, (
        channel.code, len(wrong), wrong[:1].state, wrong[:1].error, shown.get(wrong[:1].remote_id),
        wrong[:1].wanted_quantity, wrong[:1].waiting_for,
    )  # fmt: skip
