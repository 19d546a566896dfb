"""The WooCommerce client against the simulated shop, over HTTP: what either gets wrong shows here."""
# ruff: noqa: F401, F811 - fixtures are imported

from datetime import UTC, datetime, timedelta

import pytest
from tests.simulators.base import SoldOut, ask
from woocommerce_common import nothing_remembered
from woocommerce_stage import began, change, client, connect, piece, shop

from ic_connect import errors
from ic_connect.types import Money


def test_the_shop_knows_its_keys(shop, client, connect):
    assert client.check() == 'shop.example, WooCommerce 9.4.1, USD'
    with pytest.raises(errors.AuthError, match="key is invalid"):
        connect(consumer_secret='cs_wrong').check()
    shop.permission = 'read'
    assert client.check()
    with pytest.raises(errors.AuthError, match="write permissions"):
        client.push_listing(piece())
    assert shop.items() == []


def test_a_piece_is_shown_sold_kept_and_brought_back(shop, client):
    number = client.push_listing(piece(photos=['https://house.example/1.jpg'], attributes={'Size': '40 mm'}))
    assert shop.items() == [
        {'remote_id': number, 'sku': 'W-1', 'title': 'Watch W-1', 'price': '950.00', 'quantity': 1, 'status': 'live'}
    ]
    row = shop.goods.rows[int(number)]
    images = row['images']
    assert client.push_listing(piece(remote_id=number, title="New", photos=['https://house.example/1.jpg'])) == number
    assert (row['name'], row['images']) == ('New', images)

    sold = piece(remote_id=number, status='sold', inquire_url='https://house.example/i')
    client.push_listing(sold)
    assert [(one['status'], one['quantity']) for one in shop.items()] == [('sold', 0)]
    assert row['status'] == 'publish' and 'href="https://house.example/i"' in row['short_description']
    with pytest.raises(SoldOut):
        shop.sell('W-1')
    assert [(one.remote_id, one.status, one.quantity) for one in client.list_items()[0]] == [(number, 'sold', 0)]

    client.push_listing(piece(remote_id=number))
    assert [(one['status'], one['quantity']) for one in shop.items()] == [('live', 0)]
    assert client.set_stock([change(number, 1, expected=0)])[number, ''].quantity == 1
    assert shop.items()[0]['quantity'] == 1
    client.end_listing(number)
    assert shop.items()[0]['status'] == 'draft'
    client.end_listing('9')


def test_texts_of_the_shop_do_not_grow_with_every_push(shop, client):
    number = client.push_listing(piece(description='Plain words'))
    row = shop.goods.rows[int(number)]
    row['short_description'] = 'Words of the shop'
    for _time in range(3):
        client.push_listing(piece(remote_id=number, description='Plain words'))
    assert (row['short_description'], row['description']) == ('Words of the shop', 'Plain words')


def test_a_lost_answer_leaves_one_product(shop, client):
    client.list_items()
    shop.faults.at(lost_answer=1)
    with pytest.raises(errors.Unreachable):
        client._shop().ask('POST', 'products', json={'name': 'Watch W-1', 'sku': 'W-1', 'type': 'simple'})
    shop.faults.at()
    number = client.push_listing(piece())
    assert [one['remote_id'] for one in shop.items()] == [number]
    assert shop.items()[0]['quantity'] == 1, "it was not counted before, so this is its first count"


def test_items_over_several_pages_with_variations(shop, client):
    numbers = [shop.goods.make({'name': f'P{n}', 'sku': f'P-{n}', 'regular_price': '5'})['id'] for n in range(105)]
    parent = shop.goods.make({'name': 'Ring', 'type': 'variable', 'manage_stock': True, 'stock_quantity': 4})
    own = shop.goods.make({'sku': 'R-1', 'manage_stock': True, 'stock_quantity': 2}, parent)
    shared = shop.goods.make({'sku': 'R-2', 'manage_stock': 'parent'}, parent)
    items, cursor = client.list_items()
    assert (len(items), cursor) == (100, '2')
    more, cursor = client.list_items(cursor)
    assert cursor == ''
    ids = [str(number) for number in numbers] + [f'{parent["id"]}/{own["id"]}', f'{parent["id"]}/{shared["id"]}']
    assert [one.remote_id for one in items + more] == ids
    assert sorted(one['remote_id'] for one in shop.items()) == sorted(ids)
    levels = client.get_stock([f'{parent["id"]}/{own["id"]}', str(parent['id']), str(numbers[0])])
    assert [(one.remote_id, one.quantity) for one in levels] == [
        (f'{parent["id"]}/{own["id"]}', 2),
        (str(parent['id']), 4),
    ]
    done = client.set_stock(
        [change(f'{parent["id"]}/{own["id"]}', 1, 2), change(f'{parent["id"]}/{shared["id"]}', 1, 4)]
    )
    assert [type(one) for one in done.values()] == [type(levels[0]), errors.Rejected]
    assert (own['stock_quantity'], shared['manage_stock'], parent['stock_quantity']) == (1, 'parent', 4)


def test_a_stranger_value_is_left_alone_and_a_batch_does_what_it_can(shop, client):
    ids = [client.push_listing(piece(f'W-{n}', quantity=5)) for n in range(6)]
    shop.adjust('W-5', 3)
    shop.faults.at(half_batch=0.5)
    done = client.set_stock([change(number, 2, expected=5) for number in ids])
    shop.faults.at()
    kinds = [type(done[number, '']) for number in ids]
    assert kinds[5] is errors.Stale and errors.Unreachable in kinds[:5] and type(client.get_stock(ids)[0]) in kinds[:5]
    for number, item in zip(ids, shop.items()):
        outcome = done[number, '']
        assert item['quantity'] == (3 if number == ids[5] else 5 if isinstance(outcome, errors.ServiceError) else 2)


def test_orders_come_once_each_in_the_order_of_their_change(shop, client):
    since = began()
    ids = [client.push_listing(piece(f'W-{n}', quantity=3)) for n in range(3)]
    paid = shop.sell('W-0')['order']
    held = shop.sell('W-1', status='on-hold')['order']
    waiting = shop.sell('W-2', 2, status='pending')['order']
    orders, cursor = client.list_orders(since)
    assert cursor == ''
    assert {one.remote_id: one.status for one in orders} == {paid: 'open', held: 'open', waiting: 'pending'}
    assert [one['quantity'] for one in shop.items()] == [2, 2, 3], "an unpaid order takes nothing off the count"
    with pytest.raises(SoldOut):
        shop.sell('W-2', 2)
    assert {line.listing_id for one in orders for line in one.lines} == set(ids)
    shop.pay(waiting)
    shop.cancel(held)
    assert [one['quantity'] for one in shop.items()] == [2, 3, 1]
    assert (client.get_order(waiting).status, client.get_order(held).status) == ('open', 'cancelled')
    shop.pay(paid, 'completed')
    assert client.get_order(paid).status == 'done'
    assert client.list_orders(datetime.now(UTC) + timedelta(minutes=1)) == ([], '')


def test_the_time_of_the_shop_is_not_mixed_up_with_utc(shop, client):
    client.push_listing(piece(quantity=2))
    order = shop.sell('W-1')['order']
    changed = client.get_order(order).updated_at
    assert [one.remote_id for one in client.list_orders(changed)[0]] == [order]
    assert client.list_orders(changed + timedelta(seconds=2))[0] == []


@pytest.mark.parametrize('sorts', [True, False])
def test_many_orders_arrive_while_they_change(shop, client, sorts):
    shop.sorts_by_change = sorts
    client.push_listing(piece(quantity=500))
    since = began()
    numbers = [shop.sell('W-1')['order'] for _time in range(230)]
    orders, cursor = client.list_orders(since)
    seen = {one.remote_id for one in orders}
    for number in numbers[:20]:
        shop.pay(number, 'completed')
    while cursor:
        orders, cursor = client.list_orders(since, cursor)
        seen.update(one.remote_id for one in orders)
    assert seen == set(numbers)


def test_refunds_are_facts_of_their_own(shop, client):
    client.push_listing(piece(quantity=3))
    order = shop.sell('W-1', 3)['order']
    shop.refund(order, 1, restock=True)
    shop.refund(order, 2, restock=False)
    found = client.get_order(order)
    assert found.status == 'open' and [one.amount for one in found.refunds] == [Money(1900, 'USD'), Money(950, 'USD')]
    assert [(line.line_id, line.quantity, line.restocked) for one in found.refunds for line in one.lines] == [
        (found.lines[0].remote_id, 2, None),
        (found.lines[0].remote_id, 1, None),
    ]
    assert shop.items()[0]['quantity'] == 1
    assert shop.orders()[0]['status'] == 'refunded' and shop.orders()[0]['lines'][0]['refunded'] == 3


def test_a_sale_just_before_a_write_may_be_lost_to_the_count_but_not_as_an_order(shop, client):
    since, counts = began(), set()
    shop.faults.at(sale_before_write=1)
    for number in range(12):
        remote_id = client.push_listing(piece(f'W-{number}'))
        client.set_stock([change(remote_id, 0, expected=1)])
        counts.add(shop.goods.rows[int(remote_id)]['stock_quantity'])
    shop.faults.at()
    assert counts == {0, -1}, "some buyers were let in before the count was set, and came off it afterwards"
    assert len(client.list_orders(since)[0]) == 12
    assert {one.quantity for one in client.get_stock([one['remote_id'] for one in shop.items()])} == counts


@pytest.mark.parametrize('fault', ['server_error', 'rate_limit'])
def test_a_firewall_in_between_is_never_taken_for_wrong_keys(shop, client, fault):
    number = client.push_listing(piece())
    shop.faults.at(**{fault: 1})
    for _time in range(12):
        with pytest.raises((errors.Unreachable, errors.RateLimited)):
            client.get_stock([number])
    shop.faults.at()
    assert client.get_stock([number])[0].quantity == 1


def test_the_second_door_plays_buyers_and_staff(shop, client):
    number = client.push_listing(piece(quantity=3))
    order = ask(shop.url, 'sell', {'sku': 'W-1', 'quantity': 2})['order']
    assert ask(shop.url, 'items')['items'][0]['quantity'] == 1
    ask(shop.url, 'refund', {'order': order})
    ask(shop.url, 'adjust', {'sku': 'W-1', 'quantity': 1})
    with pytest.raises(SoldOut):
        ask(shop.url, 'sell', {'sku': 'W-1', 'quantity': 2})
    assert ask(shop.url, 'orders')['orders'][0]['lines'] == [{'sku': 'W-1', 'quantity': 2, 'refunded': 1}]
    assert client.get_stock([number])[0].quantity == 1
    assert ask(shop.url, 'health')['code'] == 'woocommerce'
