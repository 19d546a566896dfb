"""The Square service against the simulated account, over HTTP; what it answers is held against Square's description."""

import json
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import published
import pytest
from tests.simulators.base import SoldOut, ask
from tests.simulators.square import TOKEN, Square

from ic_connect import errors, registry, stand_ins
from ic_connect.types import Listing, Money, StockChange

SINCE = datetime.now(UTC) - timedelta(hours=1)
SPEC = 'square/api.json'
# What each call answers, by the names of the vendor's description.
ANSWERS = {
    ('GET', '/v2/locations'): 'ListLocationsResponse',
    ('GET', '/v2/catalog/list'): 'ListCatalogResponse',
    ('POST', '/v2/catalog/search'): 'SearchCatalogObjectsResponse',
    ('POST', '/v2/catalog/object'): 'UpsertCatalogObjectResponse',
    ('POST', '/v2/catalog/batch-retrieve'): 'BatchRetrieveCatalogObjectsResponse',
    ('POST', '/v2/inventory/counts/batch-retrieve'): 'BatchRetrieveInventoryCountsResponse',
    ('POST', '/v2/inventory/changes/batch-create'): 'BatchChangeInventoryResponse',
    ('POST', '/v2/inventory/changes/batch-retrieve'): 'BatchRetrieveInventoryChangesResponse',
    ('POST', '/v2/orders/search'): 'SearchOrdersResponse',
    ('POST', '/v2/orders/batch-retrieve'): 'BatchRetrieveOrdersResponse',
    ('GET', '/v2/orders/'): 'RetrieveOrderResponse',
    ('GET', '/v2/payments/'): 'GetPaymentResponse',
    ('GET', '/v2/refunds/'): 'GetPaymentRefundResponse',
    ('GET', '/v2/catalog/object/'): 'RetrieveCatalogObjectResponse',
    ('GET', '/v2/webhooks/subscriptions'): 'ListWebhookSubscriptionsResponse',
    ('POST', '/v2/webhooks/subscriptions'): 'CreateWebhookSubscriptionResponse',
    ('GET', '/v2/webhooks/subscriptions/'): 'RetrieveWebhookSubscriptionResponse',
    ('PUT', '/v2/webhooks/subscriptions/'): 'UpdateWebhookSubscriptionResponse',
    ('DELETE', '/v2/webhooks/subscriptions/'): 'DeleteWebhookSubscriptionResponse',
    ('POST', '/oauth2/token'): 'ObtainTokenResponse',
}


@pytest.fixture
def shop():
    """A simulated account; afterwards every answer it gave, and every request, is held against the vendor's words."""
    heard = []
    with Square() as running:
        plain = running._answer

        def listening(request):
            response = plain(request)
            if response is not None and not request.path.startswith(('/_sim/', '/oauth2/authorize')):
                heard.append((request, json.loads(json.dumps(response.body))))
            return response

        running._answer = listening
        yield running
    if (published.SPECS / SPEC).is_file():
        spec = published.published(SPEC)
        for request, body in heard:
            names = [key for key in ANSWERS if key[0] == request.method and _fits(request.path, key[1])]
            assert names, f'{request.method} {request.path}'
            assert spec.mismatches(f'/components/schemas/{ANSWERS[names[0]]}', body) == []


def _fits(path, wanted):
    return path == wanted or (wanted.endswith('/') and path.startswith(wanted) and '/' not in path[len(wanted) :])


@pytest.fixture
def make(shop, monkeypatch):
    monkeypatch.setenv(stand_ins.VARIABLE, f'square={shop.url}')

    def made(**values):
        one = registry.get('channels', 'square')(**{'access_token': TOKEN} | values)
        one.http._sleep = lambda seconds: None
        return one

    return made


@pytest.fixture
def service(make):
    return make()


def listing(sku='OP-1', **facts):
    return Listing(**{'sku': sku, 'title': 'A watch', 'price': Money('12500.00', 'USD'), 'quantity': 1} | facts)


def change(remote_id, quantity, expected, key, **facts):
    return StockChange(remote_id=remote_id, quantity=quantity, expected=expected, key=key, **facts)


def counted(service, *ids):
    return {one.remote_id: one.quantity for one in service.get_stock(ids)}


def until(true, seconds=10):
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, 'it did not happen'
        time.sleep(0.02)


def test_a_piece_from_publishing_to_its_end(shop, service):
    assert service.check() == 'Simulated Square Shop: Showroom'
    one = service.push_listing(listing())
    assert service.push_listing(listing(price=Money(9000, 'USD'), description='Steel')) == one, "found by its SKU"
    assert shop.items() == [
        {'remote_id': one, 'sku': 'OP-1', 'title': 'A watch', 'price': '9000.00', 'quantity': 1, 'status': 'live'}
    ]
    result = service.set_stock([change(one, 0, 1, 'a', happened_at=datetime.now(UTC), reference='S00012')])
    assert result[one, ''].quantity == 0 == counted(service, one)[one]
    service.end_listing(one)
    service.end_listing(one)
    assert (shop.items()[0]['status'], shop.items()[0]['quantity']) == ('draft', 0)
    with pytest.raises(SoldOut):
        shop.sell('OP-1')
    assert service.push_listing(listing(remote_id=one)) == one
    assert shop.items()[0]['status'] == 'live' and shop.items()[0]['quantity'] == 0, "the quantity counts once only"


def test_pages(shop, service):
    shop.object_page = shop.order_page = 2
    for number in range(5):
        shop.create(f'OP-{number}', quantity=3)
        shop.sell(f'OP-{number}')
    items, cursor = [], 'first'
    while cursor:
        some, cursor = service.list_items('' if cursor == 'first' else cursor)
        items += some
    assert [(one.sku, one.quantity) for one in items] == [(f'OP-{number}', 2) for number in range(5)]
    orders, cursor = service.list_orders(SINCE)
    while cursor:
        some, cursor = service.list_orders(SINCE, cursor)
        orders += some
    assert [one.lines[0].sku for one in orders] == [f'OP-{number}' for number in range(5)]
    assert counted(service, *(one.remote_id for one in items)) == {one.remote_id: 2 for one in items}
    assert service.list_orders(datetime.now(UTC) + timedelta(minutes=1)) == ([], '')


def test_what_the_till_sells_it_takes_off_by_itself(shop, service):
    one = service.push_listing(listing())
    sold = shop.sell('OP-1')
    assert counted(service, one) == {one: 0}
    with pytest.raises(SoldOut):
        shop.sell('OP-1')
    order = service.get_order(sold['order'])
    assert (order.status, order.lines[0].listing_id, order.lines[0].price) == ('done', one, Money('12500.00', 'USD'))
    assert shop.sell('OP-1', oversell=True) and counted(service, one) == {one: -1}
    assert shop.orders()[0] == {
        'order': sold['order'],
        'status': 'done',
        'lines': [{'sku': 'OP-1', 'quantity': 1, 'refunded': 0}],
    }


@pytest.mark.parametrize('restock', [True, False])
def test_a_return_with_and_without_its_goods(shop, service, restock):
    one = service.push_listing(listing(quantity=3))
    sold = shop.sell('OP-1', 2)
    first = shop.refund(sold['order'], 1, restock)
    shop.refund(sold['order'], 1, money_only=True)
    listed, _cursor = service.list_orders(SINCE)
    single = service.get_order(sold['order'])
    assert [order.remote_id for order in listed] == [sold['order']]
    assert set(listed[0].refunds) == set(single.refunds) and len(single.refunds) == 2
    goods = next(refund for refund in single.refunds if refund.lines)
    assert (goods.remote_id, goods.amount) == (first['refund'], Money('12500.00', 'USD'))
    assert [(line.quantity, line.restocked) for line in goods.lines] == [(1, restock)]
    assert service.get_order(first['return_order']) == single
    assert counted(service, one) == {one: 2 if restock else 1}
    with pytest.raises(ValueError):
        shop.refund(sold['order'], 2)


def test_an_earlier_return_is_told_with_a_later_one(shop, service):
    service.push_listing(listing(quantity=3))
    sold = shop.sell('OP-1', 3)
    shop.refund(sold['order'], 1)
    since = datetime.now(UTC)
    while shop.ledger.clock() < since + timedelta(milliseconds=5):
        time.sleep(0.01)
    shop.refund(sold['order'], 1, restock=False)
    found, _cursor = service.list_orders(since)
    assert [(order.remote_id, len(order.refunds)) for order in found] == [(sold['order'], 2)]
    assert found == [service.get_order(sold['order'])]


def test_an_online_order_is_open_until_it_is_called_off(shop, service):
    one = service.push_listing(listing(quantity=2))
    paid, unpaid = shop.sell('OP-1', online=True), shop.sell('OP-1', online=True, paid=False)
    assert [order.status for order in service.list_orders(SINCE)[0]] == ['open', 'pending']
    assert service.get_order(paid['order']).buyer['email'] == 'nora.quist@example.com'
    assert counted(service, one) == {one: 1}
    for order in (paid, unpaid):
        shop.cancel(order['order'])
    assert [order.status for order in service.list_orders(SINCE)[0]] == ['cancelled', 'cancelled']
    assert counted(service, one) == {one: 2}


def test_a_history_ordered_by_when_things_happened(shop, service):
    """A count by hand stamped later wins over a sale that arrives after it but happened before."""
    one = service.push_listing(listing(quantity=5))
    ledger = shop.ledger
    counted_at = ledger.clock()
    ledger.add('PHYSICAL_COUNT', one, shop.main, 5, at=counted_at, states=('', 'IN_STOCK'))
    earlier = counted_at - timedelta(milliseconds=1)
    ledger.add('ADJUSTMENT', one, shop.main, 1, at=earlier, states=('IN_STOCK', 'SOLD'))
    assert counted(service, one) == {one: 5}


def test_our_movement_takes_effect_although_the_sale_is_older_than_a_count(shop, service):
    one = service.push_listing(listing(quantity=2))
    shop.adjust('OP-1', 1)
    older = datetime.now(UTC) - timedelta(hours=5)
    assert service.set_stock([change(one, 0, 1, 'a', happened_at=older)])[one, ''].quantity == 0
    assert counted(service, one) == {one: 0}


def test_a_sale_between_look_and_change_is_kept(shop, service):
    one = service.push_listing(listing(quantity=3))
    shop.faults.at(sale_before_write=1)
    assert service.set_stock([change(one, 2, 3, 'a')])[one, ''].quantity == 1, "both units are gone, and it says so"
    shop.faults.at()
    assert type(service.set_stock([change(one, 4, 3, 'b')])[one, '']) is errors.Stale
    assert counted(service, one) == {one: 1}


def test_an_answer_is_lost_and_nothing_happens_twice(shop, service):
    service.http.tries = 1
    shop.faults.at(lost_answer=1)
    for _try in range(2):
        with pytest.raises(errors.Unreachable):
            service.push_listing(listing())
    with shop.faults.quiet():
        one = service.push_listing(listing(quantity=2))
        assert len(shop.items()) == 1
    shop.faults.at()
    service.get_stock([one])
    wanted = change(one, 1, counted(service, one)[one], 'a')
    reading = service._door.post

    def lose_the_change(path, body):
        answer = reading(path, body)
        if path.endswith('batch-create'):
            raise errors.Unreachable("the answer is lost")
        return answer

    service._door.post = lose_the_change
    with pytest.raises(errors.Unreachable):
        service.set_stock([wanted])
    service._door.post = reading
    assert service.set_stock([wanted])[one, ''].quantity == 1, "recognised in Square's history"
    moves = [event for event in shop.ledger.events if event['to_state'] == 'SOLD']
    assert len(moves) == 1


def test_a_lost_answer_is_repeated_with_its_key_by_the_client_itself(shop, service):
    one = service.push_listing(listing(quantity=4))
    lost, plain = [], shop.faults.strikes

    def lose_once(name):
        if name == 'lost_answer' and shop.requests[-1][1].endswith('batch-create') and not lost:
            lost.append(name)
            return True
        return plain(name)

    shop.faults.strikes = lose_once
    assert service.set_stock([change(one, 3, 4, 'a')])[one, ''].quantity == 3
    assert lost and counted(service, one) == {one: 3}


def test_a_batch_that_is_refused_as_a_whole_is_made_in_parts(shop, service):
    ids = [shop.create(f'OP-{number}', quantity=1)['remote_id'] for number in range(6)]
    shop.faults.at(half_batch=1)
    changes = [change(one, 0, 1, f'k{one}') for one in [*ids, 'NOBODY']]
    found = service.set_stock(changes)
    assert [found[one, ''].quantity for one in ids] == [0] * 6
    assert type(found['NOBODY', '']) is errors.NotFound
    shop.faults.at()
    assert set(counted(service, *ids).values()) == {0}


def test_too_many_calls_and_a_bad_day(shop, service):
    shop.faults.at(rate_limit=1)
    with pytest.raises(errors.RateLimited):
        service.list_locations()
    shop.faults.at(server_error=1)
    with pytest.raises(errors.Unreachable):
        service.list_locations()
    shop.faults.at(rate_limit=0.3, server_error=0.2, lost_answer=0.2)
    service.http.tries = 12
    one = service.push_listing(listing(quantity=9))
    for left in range(8, 5, -1):
        assert service.set_stock([change(one, left, left + 1, f'k{left}')])[one, ''].quantity == left
    shop.faults.at()
    assert counted(service, one) == {one: 6} and len(shop.items()) == 1


def test_somebody_else_writes_the_item_meanwhile(shop, service):
    one = service.push_listing(listing())
    door, reads = service._door.get, []

    def and_staff_are_quicker(path, **params):
        answer = door(path, **params)
        if not reads:
            reads.append(path)
            item = shop.items_of[shop.variations[one]['item_variation_data']['item_id']]
            item['item_data']['label_color'] = 'AA0000'
            item['version'] = shop._next()
        return answer

    service._door.get = and_staff_are_quicker
    service.push_listing(listing(remote_id=one, title='New words'))
    item = shop.items_of[shop.variations[one]['item_variation_data']['item_id']]['item_data']
    assert (item['name'], item['label_color']) == ('New words', 'AA0000')


def test_staff_mark_delete_and_add(shop, service):
    one = service.push_listing(listing())
    shop.mark_sold_out('OP-1')
    assert counted(service, one) == {one: 0}
    refused = service.set_stock([change(one, 1, 0, 'a')])[one, '']
    assert type(refused) is errors.Rejected and 'sold out' in str(refused)
    service.push_listing(listing(remote_id=one, title='Other'))
    assert counted(service, one) == {one: 0}, "the mark is the staff's"
    shop.delete('OP-1')
    assert counted(service, one) == {}
    with pytest.raises(errors.NotFound):
        service.push_listing(listing(remote_id=one))
    other = service.push_listing(listing())
    assert other != one and counted(service, other) == {other: 1}
    uncounted = shop.create('OP-2')['remote_id']
    assert counted(service, uncounted) == {}
    assert service.push_listing(listing('OP-2', quantity=4)) == uncounted
    assert counted(service, uncounted) == {uncounted: 4}


def test_two_places(shop, make):
    service = make(location_ids=' L2SIMULATED, L1SIMULATED ')
    one = service.push_listing(listing(quantity=2))
    service.set_stock([change(one, 5, None, 'count', location_id='L1SIMULATED')])
    found = {level.location_id: level.quantity for level in service.get_stock([one])}
    assert found == {'L1SIMULATED': 5, 'L2SIMULATED': 2}
    assert service.set_stock([change(one, 1, 2, 'a')])[one, ''].location_id == 'L2SIMULATED'


def test_a_grant_and_a_token_that_ends(shop, make):
    facts = {name: value for name, value in shop.credentials().items() if name.startswith('client')}
    service = make(access_token='', **facts)
    url = service.authorize_url('https://house.example/authorized', 'state-1')

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *args):
            return None

    with pytest.raises(urllib.error.HTTPError) as sent_on:
        urllib.request.build_opener(Stay).open(url)
    back = parse_qs(urlsplit(sent_on.value.headers['Location']).query)
    assert back['state'] == ['state-1']
    tokens = service.obtain_tokens('https://house.example/authorized', back['code'][0])
    with pytest.raises(errors.AuthError):
        service.obtain_tokens('https://house.example/authorized', back['code'][0])
    granted = make(**facts, **tokens)
    assert granted.check()
    with pytest.raises(errors.AuthError):
        granted.list_subscriptions()
    assert make(**facts, **tokens, application_token=TOKEN).list_subscriptions() == []
    shop.faults.at(expired_token=1)
    with pytest.raises(errors.AuthError):
        granted.check()
    shop.faults.at()
    with pytest.raises(errors.AuthError):
        granted.check()
    assert make(**facts | tokens | granted.refresh_tokens()).check()
    with pytest.raises(errors.AuthError):
        make(access_token='wrong').check()


def test_webhooks_are_signed_and_the_same_when_they_come_again(shop, make, house):
    service = make()
    kept = service.subscribe(house.url)
    assert service.subscribe(house.url) == kept, "and no second one is made"
    assert {one.topic for one in service.list_subscriptions()} >= {'inventory.count.updated', 'order.created'}
    house.answers = [{'status': 500}]
    one = service.push_listing(listing())
    until(lambda: shop.outbox.waiting() == 0)
    house.asked.clear()
    shop.faults.at(hook_duplicate=1, hook_bad_signature=1)
    sold = shop.sell('OP-1')
    until(lambda: shop.outbox.waiting() == 0)
    reader, events, forged = make(**kept), [], 0
    for headers, body in house.heard:
        try:
            reader.verify_webhook(headers, body, house.url)
        except errors.BadSignature:
            forged += 1
            continue
        with pytest.raises(errors.BadSignature):
            reader.verify_webhook(headers, body, house.url + '/')
        events += reader.parse_webhook(headers, body)
    assert forged == 2
    assert sorted((event.topic, event.subject_id) for event in events) == sorted(
        [('order', sold['order'])] * 2 + [('stock', one)] * 2
    )
    assert len({event.remote_id for event in events}) == 2
    service.unsubscribe(house.url)
    assert service.list_subscriptions() == []
    shop.faults.at()
    house.asked.clear()
    shop.adjust('OP-1', 7)
    until(lambda: shop.outbox.waiting() == 0)
    assert house.heard == []


def test_a_webhook_that_was_not_taken_comes_again(shop, service, house):
    service.subscribe(house.url)
    shop.create('OP-9')
    house.answers = [{'status': 503}]
    shop.adjust('OP-9', 2)
    until(lambda: len(house.heard) == 2)
    assert house.heard[0][1] == house.heard[1][1]


def test_the_second_door(shop):
    assert ask(shop.url, 'credentials')['access_token'] == TOKEN
    made = ask(shop.url, 'create', {'sku': 'OP-7', 'quantity': 2})
    sold = ask(shop.url, 'sell', {'sku': 'OP-7', 'quantity': 2})
    with pytest.raises(SoldOut):
        ask(shop.url, 'sell', {'sku': 'OP-7'})
    ask(shop.url, 'refund', {'order': sold['order']})
    assert ask(shop.url, 'items')['items'][0] | {'price': ''} == {
        'remote_id': made['remote_id'],
        'sku': 'OP-7',
        'title': 'A thing',
        'price': '',
        'quantity': 1,
        'status': 'live',
    }
    with pytest.raises(SoldOut):
        ask(shop.url, 'delete', {'sku': 'NOTHING'})
