"""Shopify: stock, orders and webhooks between our service and the simulated shop."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from shopify_common import listing, nothing_remembered  # noqa: F401 (a fixture)
from shopify_simulated import *  # noqa: F403 (its fixtures too)
from shopify_simulated import Quick, an_hour_ago, change, later, level, strike

from ic_connect import errors
from ic_connect.types import Money, RefundLine, StockChange, StockLevel

# Stock


def test_a_sale_is_not_written_over(sim, shop):
    item = str(sim.add_product('W-1', 'A watch'))
    assert level(shop, item) == 1
    order = sim.sell('W-1')['order']
    found = shop.set_stock([change(item, 1, 1)])[(item, '')]
    assert type(found) is errors.Stale and level(shop, item) == 0
    (seen,), _cursor = shop.list_orders(an_hour_ago())
    assert (seen.remote_id, seen.status, seen.lines[0].listing_id) == (order, 'open', item)
    done = shop.set_stock([change(item, 3, 0)])[(item, '')]
    assert isinstance(done, StockLevel) and done.quantity == level(shop, item) == 3


def test_a_sale_in_the_moment_of_the_write_wins(sim, shop):
    item = str(sim.add_product('W-1', 'A watch'))
    sim.faults.at(sale_before_write=1)
    assert type(shop.set_stock([change(item, 1, 1)])[(item, '')]) is errors.Stale
    sim.faults.at()
    assert len(sim.orders()) == 1 and level(shop, item) == 0


def test_a_change_whose_answer_is_lost_is_made_once(sim, shop, monkeypatch):
    item = str(sim.add_product('W-1', 'A watch'))
    strike(sim, monkeypatch, 'lost_answer', 'mutation SetStock')
    done = shop.set_stock([change(item, 5, 1)])[(item, '')]
    assert done.quantity == level(shop, item) == 5
    assert sum(b'mutation SetStock' in body for _method, _path, body in sim.requests) == 2
    assert len(sim.keys) == 1


def test_the_same_change_again_changes_nothing(sim, shop):
    item = str(sim.add_product('W-1', 'A watch'))
    first = shop.set_stock([change(item, 5, 1)])
    sim.sell('W-1')
    assert shop.set_stock([change(item, 5, 1)]) == first, "the first answer, and not the work"
    assert level(shop, item) == 4


def test_one_bad_item_never_spoils_the_others(sim, shop):
    items = [str(sim.add_product(f'W-{count}', 'A watch')) for count in range(5)]
    sim.sell('W-2')
    found = shop.set_stock([*[change(one, 9, 1) for one in items], change('4711', 1, 1)])
    kinds = [type(found[(one, '')]).__name__ for one in [*items, '4711']]
    assert kinds == ['StockLevel', 'StockLevel', 'Stale', 'StockLevel', 'StockLevel', 'NotFound']
    assert [one['quantity'] for one in sim.items()] == [9, 9, 0, 9, 9]


def test_half_a_batch_fails(sim, shop):
    items = [str(sim.add_product(f'W-{count}', 'A watch')) for count in range(8)]
    sim.faults.at(half_batch=1)
    found = shop.set_stock([change(one, 2, 1) for one in items])
    sim.faults.at()
    done = [one for one in items if isinstance(found[(one, '')], StockLevel)]
    assert len(done) == 1 and len(found) == 8, "one fell in each call, until one was left"
    assert [level(shop, one) for one in items] == [2 if one in done else 1 for one in items]


@pytest.mark.parametrize('seed', [1, 2, 3])
def test_what_is_reported_is_what_happened(connect, seed):
    """Whatever goes wrong: a change that is reported as made was made once, one that is reported as refused was not."""
    with Quick(seed=seed, points=(2000, 5000)) as sim:
        shop = connect(sim)
        shop.check()
        items = [str(sim.add_product(f'W-{count}', 'A watch')) for count in range(120)]
        shop._wire.pause = lambda seconds: None
        sim.faults.at(lost_answer=0.2, server_error=0.2, half_batch=0.3, sale_before_write=0.02, rate_limit=0.1)
        found, unknown = {}, []
        for start in range(0, len(items), 8):
            batch = items[start : start + 8]
            try:
                found |= shop.set_stock([change(one, 9, 1) for one in batch])
            except (errors.Unreachable, errors.RateLimited):
                unknown += batch
        sim.faults.at()
        sold = {one['lines'][0]['sku'] for one in sim.orders()}
        left = {one.remote_id: one.quantity for one in shop.get_stock(items)}
        for count, item in enumerate(items):
            quantity = left[item]
            result = found.get((item, ''))
            if isinstance(result, StockLevel):
                assert quantity == 9
            elif isinstance(result, errors.Stale):
                assert quantity == 1 - (f'W-{count}' in sold)
            else:
                assert result is None or isinstance(result, (errors.Unreachable, errors.RateLimited))
        struck = sim.faults.struck
        assert min(struck[name] for name in ('lost_answer', 'server_error', 'half_batch', 'sale_before_write')) > 0
        assert len(unknown) < len(items) / 2


def test_an_item_is_brought_in_at_another_place(sim, shop, connect):
    item = str(sim.add_product('W-1', 'A watch'))
    assert [one.remote_id for one in shop.list_locations()] == ['71000001', '71000002', '71000003']
    elsewhere = StockChange(item, 2, key='a', expected=0, location_id='71000002')
    assert shop.set_stock([elsewhere])[(item, '71000002')].quantity == 2
    found = [(one.location_id, one.quantity) for one in shop.get_stock([item])]
    assert found == [('71000001', 1), ('71000002', 2)]
    one_place = connect(sim, location_ids='71000002')
    assert [(one.location_id, one.quantity) for one in one_place.get_stock([item])] == [('71000002', 2)]


def test_a_thousand_items_take_eight_requests(sim, connect):
    shop = connect(sim, location_ids='71000001')
    items = [str(sim.add_product(f'W-{count}', 'A watch')) for count in range(1000)]
    shop.check()
    before = len(sim.requests)
    assert all(isinstance(one, StockLevel) for one in shop.set_stock([change(one, 0, 1) for one in items]).values())
    assert {one.quantity for one in shop.get_stock(items)} == {0}
    assert len(sim.requests) - before == 8


# Orders


def test_the_life_of_an_order(sim, shop):
    item = str(sim.add_product('W-1', 'A watch', '250.00', quantity=3))
    order = sim.sell('W-1', 3, pending=True, shipping='20')['order']
    seen = shop.get_order(order)
    assert (seen.status, seen.total, seen.shipping) == ('pending', Money('770.00', 'USD'), Money('20.00', 'USD'))
    assert level(shop, item) == 0, "taken off at once, paid or not"
    sim.pay(order)
    assert shop.get_order(order).status == 'open'
    first = sim.refund(order, 1, restock=True)['refund']
    sim.fulfil(order)
    second = sim.refund(order, 1, restock=False)['refund']
    third = sim.refund(order, 1, restock=True)['refund']
    seen = shop.get_order(order)
    assert [(one.remote_id, one.amount, one.lines) for one in seen.refunds] == [
        (refund, Money('250.00', 'USD'), (RefundLine(seen.lines[0].remote_id, 1, restocked),))
        for refund, restocked in ((first, True), (second, False), (third, True))
    ]
    assert (seen.lines[0].quantity, level(shop, item)) == (3, 2)
    with pytest.raises(ValueError, match='no 1 units left'):
        sim.refund(order)


@pytest.mark.parametrize(('restock', 'left'), [(True, 1), (False, 0)])
def test_a_cancelled_order(sim, shop, restock, left):
    item = str(sim.add_product('W-1', 'A watch'))
    order = sim.sell('W-1')['order']
    sim.cancel(order, restock)
    seen = shop.get_order(order)
    assert seen.status == 'cancelled' and seen.refunds[0].lines[0].restocked is restock
    assert level(shop, item) == left


def test_a_sale_at_the_shop_s_own_till(sim, shop):
    sim.add_product('W-1', 'A watch')
    seen = shop.get_order(sim.sell('W-1', pos=True)['order'])
    assert (seen.status, seen.location_id) == ('done', '71000001')


def test_no_order_is_lost_or_doubled_between_pages(sim, shop):
    sim.add_product('W-1', 'A watch', quantity=100)
    made = [sim.sell('W-1')['order'] for _time in range(40)]
    seen, cursor = shop.list_orders(an_hour_ago())
    sim.sales[int(made[0])]['updatedAt'] = '2099-01-01T00:00:00Z'  # changed while we read: it moves to the end
    while cursor:
        found, cursor = shop.list_orders(an_hour_ago(), cursor)
        seen += found
    assert [one.remote_id for one in seen] == [*made, made[0]]
    assert shop.list_orders(datetime.now(UTC) + timedelta(days=1))[0][0].remote_id == made[0]


# Webhooks


def hooks(peer, service):
    """Return the events of all deliveries that have come, each verified."""
    found = []
    for call in list(peer.asked):
        service.verify_webhook(call.headers, call.body)
        found += service.parse_webhook(call.headers, call.body)
    return found


def test_a_sale_is_told_twice_and_our_own_change_too(sim, shop, peer):
    shop.subscribe(f'{peer.url}/hook')
    item = str(sim.add_product('W-1', 'A watch'))
    order = sim.sell('W-1')['order']
    later(lambda: len(peer.asked) == 2)
    assert {(one.topic, one.subject_id) for one in hooks(peer, shop)} == {('order', order), ('stock', item)}
    body = next(one.body for one in peer.asked if one.headers['x-shopify-topic'] == 'orders/create')
    assert json.loads(body).keys() == {'id', 'updated_at'}, "nobody's address in it"
    shop.set_stock([change(item, 4, 0)])
    later(lambda: len(peer.asked) == 3)
    last = hooks(peer, shop)[-1]
    assert (last.topic, last.subject_id, last.payload['available']) == ('stock', item, 4)
    sim.refund(order)
    later(lambda: len(peer.asked) == 6)
    assert {one.subject_id for one in hooks(peer, shop)[3:]} == {order, item}


def test_what_is_shown_first_is_told_as_well(sim, shop, peer):
    shop.subscribe(f'{peer.url}/hook')
    item = shop.push_listing(listing())
    shop.push_listing(listing(remote_id=item, title='B'))
    later(lambda: len(peer.asked) == 3)
    found = sorted((one.topic, one.subject_id) for one in hooks(peer, shop))
    assert found == [('listing', item), ('stock', item), ('stock', item)]


def test_a_forged_message_is_refused_and_a_repeated_one_known(sim, shop, peer):
    shop.subscribe(f'{peer.url}/hook')
    sim.add_product('W-1', 'A watch')
    sim.faults.at(hook_bad_signature=1, hook_duplicate=1)
    sim.adjust('W-1', 3)
    later(lambda: len(peer.asked) == 3)
    good = []
    for call in peer.asked:
        try:
            shop.verify_webhook(call.headers, call.body)
            good += shop.parse_webhook(call.headers, call.body)
        except errors.BadSignature:
            continue
    assert len(good) == 2 and good[0] == good[1]


def test_a_subscription_that_failed_too_often_is_gone_and_made_again(sim, shop, peer):
    shop.subscribe(f'{peer.url}/hook')
    sim.add_product('W-1', 'A watch')
    before = {one.topic for one in shop.list_subscriptions()}
    peer.answers = [{'status': 500}] * 9
    sim.adjust('W-1', 3)
    later(lambda: len(peer.asked) == 9)
    later(lambda: sim.outbox.waiting() == 0)
    assert before - {one.topic for one in shop.list_subscriptions()} == {'INVENTORY_LEVELS_UPDATE'}
    assert len({one.headers['x-shopify-webhook-id'] for one in peer.asked}) == 1
    shop.subscribe(f'{peer.url}/hook')
    assert {one.topic for one in shop.list_subscriptions()} == before
    shop.unsubscribe(f'{peer.url}/hook')
    assert shop.list_subscriptions() == []
