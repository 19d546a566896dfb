"""The webhooks of the simulated WooCommerce shop reach us, and all it says is as the vendor describes it."""
# ruff: noqa: F401, F811 - fixtures are imported

import json

from published import published
from woocommerce_common import SPEC, nothing_remembered, wrong_answer
from woocommerce_stage import client, connect, piece, settled, shop

from ic_connect import errors


def test_webhooks_are_proven_read_and_known_again(shop, client, connect, house):
    kept = client.subscribe(house.url)
    settled(shop)
    assert len(house.heard) == 7 and all(body.startswith(b'webhook_id=') for _headers, body in house.heard)
    knowing = connect(**kept)
    for headers, body in house.heard:
        knowing.verify_webhook(headers, body)
        assert knowing.parse_webhook(headers, body) == []
    assert [one.is_active for one in knowing.list_subscriptions()] == [True] * 7

    number = knowing.push_listing(piece(quantity=2))
    house.asked.clear()
    shop.faults.at(hook_duplicate=1, hook_bad_signature=1)
    order = shop.sell('W-1')['order']
    settled(shop)
    shop.faults.at()
    events, forged = [], 0
    for headers, body in house.heard:
        try:
            knowing.verify_webhook(headers, body)
        except errors.BadSignature:
            forged += 1
        else:
            events += knowing.parse_webhook(headers, body)
    assert {(one.topic, one.subject_id) for one in events} == {('order', order), ('stock', number)}
    assert forged == 3 and len(events) == 6 and len({one.remote_id for one in events}) == 3


def test_two_changes_of_one_second_are_two_messages(shop, client, house):
    client.subscribe(house.url)
    client.push_listing(piece(quantity=9))
    settled(shop)
    house.asked.clear()
    for quantity in (8, 7, 6):
        shop.adjust('W-1', quantity)
    settled(shop)
    ids = [client.parse_webhook(headers, body)[0].remote_id for headers, body in house.heard]
    assert len(ids) == 3 and len(set(ids)) == 3
    assert len({headers['x-wc-webhook-delivery-id'] for headers, _body in house.heard}) < 3


def test_a_hook_that_was_switched_off_is_mended(shop, client, house):
    client.subscribe(house.url)
    client.push_listing(piece(quantity=50))
    settled(shop)
    house.answers = [{'status': 500}] * 100
    for _time in range(7):
        shop.adjust('W-1', 40)
        settled(shop)
    off = [one.topic for one in client.list_subscriptions() if not one.is_active]
    assert off == ['product.updated']
    before = len(house.heard)
    shop.adjust('W-1', 41)
    settled(shop)
    assert len(house.heard) == before, "nothing is sent, and nothing is sent again later"
    house.answers = []
    assert client.subscribe(house.url) == {}
    assert all(one.is_active for one in client.list_subscriptions()) and len(client.list_subscriptions()) == 7
    shop.adjust('W-1', 42)
    settled(shop)
    headers, body = house.heard[-1]
    client.verify_webhook(headers, body)
    assert client.parse_webhook(headers, body)[0].topic == 'stock'
    client.unsubscribe(house.url)
    assert client.list_subscriptions() == []


def test_a_secret_that_was_lost_is_replaced_in_hooks_that_are_there(shop, client, connect, house):
    client.subscribe(house.url)
    kept = connect().subscribe(house.url)
    client.push_listing(piece())
    settled(shop)
    house.asked.clear()
    shop.adjust('W-1', 3)
    settled(shop)
    [(headers, body)] = house.heard
    connect(**kept).verify_webhook(headers, body)
    assert len(shop.hooks.all) == 7


def test_the_simulator_answers_as_the_vendor_describes(shop, client, house):
    spec = published(SPEC)
    client.subscribe(house.url)
    client.push_listing(piece(quantity=5, photos=['https://house.example/1.jpg'], attributes={'Size': '40 mm'}))
    parent = shop.goods.make({'name': 'Ring', 'type': 'variable'})
    shop.goods.make({'sku': 'R-1', 'manage_stock': True, 'stock_quantity': 2, 'regular_price': '9'}, parent)
    shop.goods.make({'sku': 'R-2', 'manage_stock': 'parent'}, parent)
    order = shop.sell('W-1', 2)['order']
    shop.refund(order, 1)
    shop.sell('W-1', status='pending')
    checked = 0
    for path, kind in (
        ('products', 'Product'),
        (f'products/{parent["id"]}/variations', 'ProductVariation'),
        ('orders', 'Order'),
        (f'orders/{order}/refunds', 'OrderRefund'),
        ('webhooks', 'Webhook'),
    ):
        for row in client._shop().all(path, {}):
            checked += 1
            assert wrong_answer(spec, kind, json.loads(json.dumps(row, default=float))) == []
    assert checked == 2 + 2 + 2 + 1 + 7
    settled(shop)
    kinds = {'order': 'Order', 'product': 'Product'}
    told = [(headers, body) for headers, body in house.heard if 'x-wc-webhook-topic' in headers]
    for headers, body in told:
        assert wrong_answer(spec, kinds[headers['x-wc-webhook-resource']], json.loads(body)) == []
    assert len(told) >= 6
