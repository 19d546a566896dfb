"""Shopify: our service against the simulated shop, over HTTP. What either says is held against the vendor's schema."""

import json
import sys
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import shopify_contract
from shopify_common import listing, nothing_remembered  # noqa: F401 (a fixture)

from ic_connect import errors, registry, stand_ins
from ic_connect.channels import _shopify_documents as documents
from ic_connect.types import Money, RefundLine, StockChange, StockLevel

ROOT = Path(__file__).parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.simulators.__main__ import simulator
from tests.simulators.base import SoldOut, ask
from tests.simulators.shopify import Shopify
from tests.simulators.shopify_cost import SCHEMA

KIND = registry.get('channels', 'shopify')


class Quick(Shopify):
    """The same shop in a hurry."""

    retries = (0.02,) * 8
    bulk_seconds = 0.05


@pytest.fixture
def sim():
    with Quick(seed=7, points=(2000, 5000)) as running:
        yield running


@pytest.fixture
def connect(monkeypatch, tmp_path, capsys):
    """Connect services to simulators; at the end the vendor's schema looks at all that was said."""
    said = []

    def connected(sim, **more):
        monkeypatch.setenv(stand_ins.VARIABLE, f'shopify={sim.url}')
        service = KIND(**sim.credentials() | more)
        post = service.http.post

        def listen(path, **options):
            answer = post(path, **options)
            said.append((options.get('json'), answer.json()))
            return answer

        service.http.post = listen
        service.http._sleep = lambda seconds: None
        return service

    yield connected
    if not shopify_contract.is_there():
        return
    for asked, answered in said:
        if asked and answered.get('data'):
            assert shopify_contract.complaints(asked, tmp_path, capsys) == []
            assert shopify_contract.mismatches(asked['query'], answered['data']) == []


@pytest.fixture
def shop(sim, connect):
    return connect(sim)


def strike(sim, monkeypatch, fault, text, times=1):
    """Let a fault strike the next calls whose body has `text` in it, and no other."""
    left = [times]

    def strikes(name):
        body = sim.requests[-1][2].decode() if sim.requests else ''
        hit = bool(name == fault and text in body and left[0])
        left[0] -= hit
        return hit

    monkeypatch.setattr(sim.faults, 'strikes', strikes)


def later(condition, seconds=5):
    """Wait until something is so."""
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends, "it never came to be so"
        time.sleep(0.01)


def change(remote_id, quantity, expected=None, key='k'):
    return StockChange(remote_id, quantity, key=f'{key}-{remote_id}-{quantity}-{expected}', expected=expected)


def level(service, remote_id):
    (found,) = service.get_stock([remote_id])
    return found.quantity


def an_hour_ago():
    return datetime.now(UTC) - timedelta(hours=1)


def test_it_is_found_by_its_code():
    assert simulator('shopify') is Shopify


def test_its_schema_is_a_part_of_the_vendor_s():
    shopify_contract.need()
    from graphql import is_enum_type, is_input_object_type, is_object_type

    vendor = shopify_contract.schema()
    for name, kind in SCHEMA.type_map.items():
        if name.startswith('__') or name in ('CurrencyCode', 'CountryCode'):  # long lists, plain texts here
            continue
        other = vendor.type_map[name]
        if is_enum_type(kind):
            assert kind.values.keys() <= other.values.keys(), name
        elif is_object_type(kind) or is_input_object_type(kind):
            for field, facts in kind.fields.items():
                assert str(facts.type) == str(other.fields[field].type), f'{name}.{field}'
                for argument, its in getattr(facts, 'args', {}).items():
                    assert str(its.type) == str(other.fields[field].args[argument].type), f'{name}.{field}.{argument}'


# Access


def test_connecting_with_keys(sim, connect):
    service = connect(sim, access_token='', expires_at='')
    tokens = service.refresh_tokens()
    assert connect(sim, **tokens).check() == 'Simulated Shop (simulated-shop.myshopify.com, USD)'
    with pytest.raises(errors.AuthError):
        connect(sim, access_token='', client_secret='wrong').refresh_tokens()


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


def test_connecting_by_a_person_s_grant(sim, connect):
    service = connect(sim, access_token='')
    opener = urllib.request.build_opener(NoRedirect)
    with pytest.raises(urllib.error.HTTPError) as redirect:
        opener.open(service.authorize_url('https://house.example/back', 'state-1'))
    back = dict(parse_qsl(urlsplit(redirect.value.headers['Location']).query))
    assert back['state'] == 'state-1'
    tokens = service.obtain_tokens('https://house.example/back', back['code'])
    renewed = connect(sim, **tokens).refresh_tokens()
    assert renewed['refresh_token'] != tokens['refresh_token']
    assert connect(sim, **renewed).check()
    for again in (lambda: service.obtain_tokens('', back['code']), connect(sim, **tokens).refresh_tokens):
        with pytest.raises(errors.AuthError):
            again()


def test_a_token_that_stopped_working_is_replaced(sim, connect, shop):
    sim.faults.at(expired_token=1)
    with pytest.raises(errors.AuthError):
        shop.check()
    sim.faults.at()
    assert connect(sim, **shop.refresh_tokens()).check()


# Listings


def test_a_piece_is_shown_sold_and_shown_as_sold(sim, shop):
    remote_id = shop.push_listing(listing(photos=['https://house.example/1.jpg'], brand='Rolex'))
    shown = {'remote_id': remote_id, 'sku': 'W-1', 'title': 'A Watch', 'price': '12500.00', 'quantity': 1}
    assert sim.items() == [shown | {'status': 'live'}]
    order = sim.sell('W-1')['order']
    with pytest.raises(SoldOut):
        sim.sell('W-1')
    shop.push_listing(listing(remote_id=remote_id, status='sold', inquire_url='https://house.example/i'))
    assert sim.items() == [shown | {'quantity': 0, 'status': 'sold'}]
    assert [one['status'] for one in sim.orders()] == ['open']
    sim.cancel(order)
    shop.push_listing(listing(remote_id=remote_id))
    assert sim.items() == [shown | {'status': 'live'}], "the push says nothing of the quantity: the cancellation did"
    (product,) = sim.products.values()
    assert product['files'] == ['https://house.example/1.jpg'] and product['tags'] == []


def test_a_draft_cannot_be_bought_and_an_ended_listing_neither(sim, shop):
    remote_id = shop.push_listing(listing(status='draft'))
    with pytest.raises(SoldOut):
        sim.sell('W-1')
    shop.push_listing(listing(remote_id=remote_id))
    assert sim.items()[0]['status'] == 'live'
    shop.end_listing(remote_id)
    shop.end_listing(remote_id)
    shop.end_listing('1')
    assert sim.items()[0]['status'] == 'draft'
    with pytest.raises(SoldOut):
        sim.sell('W-1')


def test_a_creation_whose_answer_is_lost_leaves_one_product(sim, shop, monkeypatch):
    strike(sim, monkeypatch, 'lost_answer', 'mutation Create')
    with pytest.raises(errors.Unreachable):
        shop.push_listing(listing())
    assert len(sim.products) == 1, "the search does not know it yet"
    sim.sell_anyway = sim.adjust('W-1', 0)
    remote_id = shop.push_listing(listing(title='A Watch'))
    assert [(one['remote_id'], one['quantity'], one['status']) for one in sim.items()] == [(remote_id, 0, 'live')]


def test_a_creation_under_another_title_is_found_by_its_sku(sim, shop):
    first = shop.push_listing(listing())
    sim.search_lag = 0
    assert shop.push_listing(listing(title='Another name')) == first
    assert [one['title'] for one in sim.items()] == ['Another name']


def test_the_shop_s_own_products_are_left_alone(sim, shop):
    item = sim.add_product('W-1', 'Their watch', tags=['theirs'], metafields={('custom', 'x'): ('t', 'y')})
    with pytest.raises(errors.Rejected, match='link the piece'):
        shop.push_listing(listing())
    assert len(sim.products) == 1
    shop.push_listing(listing(remote_id=str(item)))
    (product,) = sim.products.values()
    assert product['title'] == 'A Watch' and product['tags'] == ['theirs']
    assert product['metafields'][('custom', 'x')] == ('t', 'y')


def test_the_other_variants_of_a_product_stay(sim, shop):
    item = sim.add_product('S', 'A shirt')
    sim.add_variant(sim.variants[sim.stock[item]['variant']]['product'], {'sku': 'M', 'title': 'M', 'price': '5.00'})
    shop.push_listing(listing(sku='S', remote_id=str(item), price=Money('7.50', 'USD')))
    assert [(one['sku'], one['price'], one['title']) for one in sim.items()] == [
        ('S', '7.50', 'A shirt'),
        ('M', '5.00', 'A shirt'),
    ]


def test_a_large_shop_is_read_in_a_few_requests(sim, shop):
    for count in range(3000):
        sim.add_product(f'B-{count}', 'A bag', quantity=count % 3)
    shop._wire.pause = lambda seconds: time.sleep(0.06)
    items, cursor = shop.list_items()
    while cursor:
        found, cursor = shop.list_items(cursor)
        items += found
    assert [one.sku for one in items] == [f'B-{count}' for count in range(3000)]
    assert (items[4].quantity, items[4].status, str(items[4].price)) == (1, 'live', '100.00 USD')
    assert len(sim.requests) <= 5, "ask, start, look twice, download"


def test_a_small_shop_is_read_by_pages(sim, shop):
    for count in range(501):
        sim.add_product(f'B-{count}', 'A bag')
    items, cursor, calls = [], '', 0
    while cursor or not calls:
        found, cursor = shop.list_items(cursor)
        items += found
        calls += 1
    assert [one.sku for one in items] == [f'B-{count}' for count in range(501)] and calls == 3


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


# Limits and refusals


def test_a_busy_shop_makes_wait_and_nothing_fails(connect):
    with Quick(points=(300, 400)) as sim:
        shop = connect(sim, location_ids='71000001')
        items = [str(sim.add_product(f'W-{count}', 'A watch')) for count in range(80)]
        told_off = []
        shop._wire.pause = told_off.append
        shop.check()
        started = time.monotonic()
        for _time in range(4):
            assert len(shop.get_stock(items)) == 80  # 240 points of 300
        assert time.monotonic() - started > 1.5
        assert told_off == [], "it waited by itself, and was never told to"


def test_points_that_somebody_else_took_are_waited_for(sim, shop):
    shop.check()
    sim.capacity, sim.bucket, sim.per_second = 200, 0, 20
    item = str(sim.add_product('W-1', 'A watch'))
    waited = []
    shop._wire.pause = lambda seconds: (waited.append(seconds), time.sleep(seconds))
    assert level(shop, item) == 1 and len(waited) == 1


def test_when_the_shop_says_too_many(sim, shop):
    sim.faults.at(rate_limit=1)
    shop._wire.pause = lambda seconds: None
    with pytest.raises(errors.RateLimited):
        shop.check()


def test_a_stale_belief_in_points_does_no_harm(sim, shop):
    """Many calls in a row: what the shop says it has left is kept to, although its clock is not ours."""
    items = [str(sim.add_product(f'W-{count}', 'A watch')) for count in range(250)]
    told_off = []
    shop._wire.pause = told_off.append
    for _time in range(6):
        assert len(shop.get_stock(items)) == 250
    assert told_off == []


def refused(shop, document, variables):
    with pytest.raises(errors.Rejected) as failure:
        shop._wire.ask(document, variables)
    return str(failure.value)


def test_it_is_as_strict_as_the_vendor(sim, shop):
    item, place = sim.add_product('W-1', 'A watch'), 'gid://shopify/Location/71000001'
    row = {'inventoryItemId': f'gid://shopify/InventoryItem/{item}', 'locationId': place, 'quantity': 0}
    data = {'name': 'available', 'reason': 'correction', 'quantities': [row]}
    assert 'changeFromQuantity' in refused(shop, documents.SET_STOCK, {'input': data, 'key': 'a'})
    data['quantities'] = [row | {'changeFromQuantity': 1}]
    without = documents.SET_STOCK.replace('@idempotent(key: $key)', '').replace(', $key: String!', '')
    assert 'idempotent' in refused(shop, without, {'input': data})
    assert 'idempotent' in refused(shop, documents.SET_STOCK, {'input': data, 'key': ' '})
    assert '250' in refused(
        shop, documents.SET_STOCK, {'input': data | {'quantities': data['quantities'] * 251}, 'key': 'b'}
    )
    assert '250' in refused(shop, documents.ITEMS, {'first': 251})
    assert 'points' in refused(shop, documents.ORDERS, {'first': 50, 'query': ''})
    assert 'color' in refused(shop, 'query { shop { color } }', {})
    assert sim.items()[0]['quantity'] == 1, "nothing of it was done"
    found = shop._wire.ask(documents.SET_STOCK, {'input': data | {'reason': 'sold'}, 'key': 'c'})
    assert found['inventorySetQuantities']['userErrors'][0]['code'] == 'INVALID_REASON'
    found = shop._wire.ask(documents.SET_STOCK, {'input': data, 'key': 'c'})
    assert found['inventorySetQuantities']['userErrors'][0]['code'] == 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH'


def test_the_second_door(sim, shop):
    item = shop.push_listing(listing(quantity=2))
    made = ask(sim.url, 'sell', {'sku': 'W-1'})
    ask(sim.url, 'refund', {'order': made['order'], 'restock': False})
    ask(sim.url, 'adjust', {'sku': 'W-1', 'quantity': 7})
    second = ask(sim.url, 'sell', {'sku': 'W-1', 'pos': True})
    assert made['number'] == '#1001'
    assert [(one['remote_id'], one['quantity']) for one in ask(sim.url, 'items')['items']] == [(item, 6)]
    assert ask(sim.url, 'orders')['orders'] == [
        {'order': made['order'], 'status': 'open', 'lines': [{'sku': 'W-1', 'quantity': 1, 'refunded': 1}]},
        {'order': second['order'], 'status': 'done', 'lines': [{'sku': 'W-1', 'quantity': 1, 'refunded': 0}]},
    ]
    with pytest.raises(SoldOut):
        ask(sim.url, 'sell', {'sku': 'W-1', 'quantity': 7})
    with pytest.raises(SoldOut):
        ask(sim.url, 'sell', {'sku': 'nothing'})
