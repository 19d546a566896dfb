"""Shopify: our service against the simulated shop, over HTTP. What either says is held against the vendor's schema."""

import time
import urllib.request
from urllib.parse import parse_qsl, urlsplit

import pytest
import shopify_contract
from shopify_common import listing, nothing_remembered  # noqa: F401 (a fixture)
from shopify_simulated import *  # noqa: F403 (its fixtures too)
from shopify_simulated import Quick, level, strike
from tests.simulators.__main__ import simulator
from tests.simulators.base import SoldOut, ask
from tests.simulators.shopify import Shopify
from tests.simulators.shopify_cost import SCHEMA

from ic_connect import errors
from ic_connect.channels import _shopify_documents as documents
from ic_connect.types import Money


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
