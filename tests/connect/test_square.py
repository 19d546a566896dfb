"""Square, against answers as its API description and its guides show them (recorded/square).

Every request these tests make is also held against the vendor's own description, where that is at hand.
"""

import base64
import hashlib
import hmac
import json
import logging
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import published
import pytest

from ic_connect import errors, registry, stand_ins
from ic_connect.types import Listing, Money, Refund, RefundLine, StockChange, StockLevel

RECORDED = Path(__file__).parent / 'recorded' / 'square'
SPEC = 'square/api.json'
TOKEN, SECRET, KEY = 'EAAA-token-of-the-tests-7731', 'sq0csp-secret-of-the-tests-7731', '1k9bIJKCeTmSQwyagtNRLg'
VARIATION, ITEM = 'W62UWFY35CWMYGVWK6TWJDNI', 'QTMX4FLCWCUYYT4Y3WZCBOVO'
HERE, FAIR = 'C6W5YS5QM06F5', 'EF6D9SACKWBKZ'
HOOK = 'https://house.example/ic/hook/square'
SINCE = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
SEEN = datetime(2016, 11, 16, 22, 28, 1, 223000, tzinfo=UTC)
LATER = datetime(2016, 11, 16, 22, 29, 1, 223000, tzinfo=UTC)
SALE = 'L5tvBZ6VwJ0XBMJ0MhTmsqjeV'


def record(name):
    return json.loads((RECORDED / f'{name}.json').read_text(encoding='utf-8'))


def answer(name):
    found = record(name)
    return {'status': found['status'], 'body': json.dumps(found['body']).encode()}


def asked(peer):
    """Return [(method, path, query, JSON)] of all calls."""
    found = []
    for one in peer.asked:
        parts = urlsplit(one.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        found.append((one.method, parts.path, query, json.loads(one.body) if one.body else None))
    return found


@pytest.fixture
def make(peer, monkeypatch):
    """Make a service whose vendor is a server on this machine; afterwards look at all it sent."""
    monkeypatch.setenv(stand_ins.VARIABLE, f'square={peer.url}')

    def made(**values):
        facts = {'access_token': TOKEN, 'location_ids': HERE, 'client_id': 'app', 'client_secret': SECRET}
        one = registry.get('channels', 'square')(**facts | values)
        one.http._sleep = lambda seconds: None
        return one

    yield made
    assert all(one.headers['square-version'] == '2025-08-20' for one in peer.asked)
    assert all((one.headers.get('authorization') is None) == one.path.startswith('/oauth2/') for one in peer.asked)
    if (published.SPECS / SPEC).is_file():
        for one in peer.asked:
            body = json.loads(one.body) if one.body else None
            assert published.published(SPEC).complaints(one.method, one.path, body) == []


@pytest.fixture
def service(make):
    return make(signature_key=KEY)


def test_the_contract_is_at_hand():
    """The description refuses what is misspelt, so that its silence in the other tests means something."""
    spec = published.published(SPEC)
    path = '/v2/inventory/changes/batch-create'
    assert not spec.complaints('POST', path, {'idempotency_key': 'x', 'changes': []})
    assert spec.complaints('POST', path, {'idempotency_key': 'x', 'change': []})
    assert spec.complaints('POST', path, {'changes': []})
    assert spec.complaints('POST', '/v2/inventory/changes', {})


@pytest.mark.parametrize(
    ('name', 'schema'),
    [
        ('locations', 'ListLocationsResponse'),
        ('object', 'RetrieveCatalogObjectResponse'),
        ('list', 'ListCatalogResponse'),
        ('search_found', 'SearchCatalogObjectsResponse'),
        ('search_deleted', 'SearchCatalogObjectsResponse'),
        ('upsert', 'UpsertCatalogObjectResponse'),
        ('variations_sold_out', 'BatchRetrieveCatalogObjectsResponse'),
        ('counts_page_1', 'BatchRetrieveInventoryCountsResponse'),
        ('changed_zero', 'BatchChangeInventoryResponse'),
        ('history_restock', 'BatchRetrieveInventoryChangesResponse'),
        ('orders_page_1', 'SearchOrdersResponse'),
        ('orders_returns', 'SearchOrdersResponse'),
        ('order_return', 'RetrieveOrderResponse'),
        ('payment_refunded', 'GetPaymentResponse'),
        ('refund', 'GetPaymentRefundResponse'),
        ('hooks', 'ListWebhookSubscriptionsResponse'),
        ('tokens', 'ObtainTokenResponse'),
        ('error_version', 'UpsertCatalogObjectResponse'),
    ],
)
def test_recorded_answers_are_as_the_vendor_describes_them(name, schema):
    spec = published.published(SPEC)
    assert spec.mismatches(f'/components/schemas/{schema}', record(name)['body']) == []


# Connecting


def test_check_names_the_shop_and_the_place(peer, make):
    peer.answers = [answer('locations')] * 3
    assert make().check() == 'Jet Fuel Coffee: Midtown'
    assert make(location_ids='').check() == 'Jet Fuel Coffee: Midtown', "the first open one"
    assert make(location_ids=f'{FAIR}, {HERE}').check() == 'Jet Fuel Coffee: Fair, Midtown'
    assert asked(peer) == [('GET', '/v2/locations', {}, None)] * 3


def test_check_refuses_a_place_that_is_not_there(peer, make):
    peer.answers = [answer('locations')]
    with pytest.raises(errors.Rejected, match='no location NOWHERE'):
        make(location_ids='NOWHERE').check()


def test_without_a_token_nothing_is_sent(peer, make):
    with pytest.raises(errors.AuthError, match='enter an access token or grant access'):
        make(access_token='').check()
    assert peer.asked == []


def test_a_grant(peer, make):
    service = make(access_token='')
    url = service.authorize_url('https://house.example/ic/channel/authorized', 'state+1')
    parts = urlsplit(url)
    assert url.startswith(f'{peer.url}/oauth2/authorize?')
    assert parse_qs(parts.query) == {
        'client_id': ['app'],
        'scope': [
            'INVENTORY_READ INVENTORY_WRITE ITEMS_READ ITEMS_WRITE MERCHANT_PROFILE_READ ORDERS_READ PAYMENTS_READ'
        ],
        'session': ['false'],
        'state': ['state+1'],
        'redirect_uri': ['https://house.example/ic/channel/authorized'],
    }
    peer.answers = [answer('tokens'), answer('tokens')]
    tokens = record('tokens')['body']
    wanted = {
        'access_token': tokens['access_token'],
        'refresh_token': tokens['refresh_token'],
        'expires_at': '2026-12-21T02:40:11+00:00',
    }
    assert service.obtain_tokens('https://house.example/ic/channel/authorized', 'the-code') == wanted
    assert make(access_token='', refresh_token='kept').refresh_tokens() == wanted
    shared = {'client_id': 'app', 'client_secret': SECRET}
    assert [one[3] for one in asked(peer)] == [
        shared
        | {
            'grant_type': 'authorization_code',
            'code': 'the-code',
            'redirect_uri': 'https://house.example/ic/channel/authorized',
        },
        shared | {'grant_type': 'refresh_token', 'refresh_token': 'kept'},
    ]


def test_what_cannot_be_granted(peer, make):
    with pytest.raises(errors.Rejected, match='application ID'):
        make(client_id='').authorize_url('https://house.example/', 'x')
    with pytest.raises(errors.AuthError, match='connect again'):
        make().refresh_tokens()
    assert peer.asked == []
    peer.answers = [answer('error_value'), {'status': 503}]
    with pytest.raises(errors.AuthError):
        make().obtain_tokens('https://house.example/', 'used')
    with pytest.raises(errors.Unreachable):
        make().obtain_tokens('https://house.example/', 'once')
    assert len(peer.asked) == 2, "a code works once: the call is not repeated"


def test_locations(peer, service):
    peer.answers = [answer('locations')]
    assert [(one.remote_id, one.name, one.is_active) for one in service.list_locations()] == [
        ('18YC4JDH91E1H', 'Old shop', False),
        (HERE, 'Midtown', True),
        (FAIR, 'Fair', True),
    ]


# The catalog


def listing(**facts):
    values = {'sku': 'OP-1001', 'title': 'Priors Court chronograph', 'price': Money('12500.00', 'USD'), 'quantity': 1}
    return Listing(**values | {'description': 'Steel, 1968'} | facts)


def test_items_of_the_catalog(peer, service):
    peer.answers = [answer('list'), answer('counts_one')]
    items, cursor = service.list_items()
    assert [(one.remote_id, one.title, one.sku, one.status, one.quantity, one.price) for one in items] == [
        (VARIATION, 'Priors Court chronograph / Regular', 'OP-1001', 'live', 1, Money('12500.00', 'USD')),
        (
            'GBDA5EEPZQSRDDYM6BNQ4AKX',
            'Priors Court chronograph / With papers',
            'OP-1002',
            'live',
            None,
            Money('12500.00', 'USD'),
        ),
    ]
    assert cursor == 'CONFmI6Qx'
    service.list_items(cursor)
    assert [one[:3] for one in asked(peer)] == [
        ('GET', '/v2/catalog/list', {'types': 'ITEM'}),
        ('POST', '/v2/inventory/counts/batch-retrieve', {}),
        ('GET', '/v2/catalog/list', {'types': 'ITEM', 'cursor': 'CONFmI6Qx'}),
    ]


def test_a_new_listing(peer, service):
    peer.answers = [answer('search_none'), answer('upsert'), answer('counts_none'), answer('changed_zero')]
    text = 'Steel & gold,\n<3 mm'
    assert service.push_listing(listing(description=text, barcode='4006381333931')) == VARIATION
    calls = asked(peer)
    assert [one[1] for one in calls] == [
        '/v2/catalog/search',
        '/v2/catalog/object',
        '/v2/inventory/counts/batch-retrieve',
        '/v2/inventory/changes/batch-create',
    ]
    item = calls[1][3]['object']
    assert item['id'] == '#item'
    assert item['item_data']['name'] == 'Priors Court chronograph'
    assert item['item_data']['description_html'] == 'Steel &amp; gold,<br>&lt;3 mm'
    assert item['item_data']['is_archived'] is False
    assert item['item_data']['variations'][0]['item_variation_data'] == {
        'item_id': '#item',
        'name': 'Regular',
        'sku': 'OP-1001',
        'upc': '4006381333931',
        'pricing_type': 'FIXED_PRICING',
        'price_money': {'amount': 1250000, 'currency': 'USD'},
        'track_inventory': True,
    }
    change = calls[3][3]['changes'][0]
    moved = change['adjustment']
    assert change['type'] == 'ADJUSTMENT', "a movement: what the till sells in the same moment stays sold"
    assert (moved['from_state'], moved['to_state'], moved['quantity']) == ('NONE', 'IN_STOCK', '1')
    assert (moved['catalog_object_id'], moved['location_id']) == (VARIATION, HERE)


def test_the_same_listing_has_the_same_keys(peer, service):
    for _time in range(2):
        peer.answers = [answer('search_none'), answer('upsert'), answer('counts_none'), answer('changed_zero')]
        service.push_listing(listing())
    keys = [one[3]['idempotency_key'] for one in asked(peer) if one[3] and 'idempotency_key' in one[3]]
    assert keys[:2] == keys[2:] and len(set(keys)) == 2


def test_one_that_was_deleted_there_is_made_anew_under_another_key(peer, service):
    for first in ('search_none', 'search_deleted'):
        peer.answers = [answer(first), answer('upsert'), answer('counts_one')]
        service.push_listing(listing())
    keys = [one[3]['idempotency_key'] for one in asked(peer) if one[1] == '/v2/catalog/object']
    assert len(set(keys)) == 2


def test_a_listing_that_an_earlier_try_left_is_taken_up(peer, service):
    peer.answers = [answer('search_found'), answer('object'), answer('counts_one')]
    assert service.push_listing(listing()) == VARIATION, "capitals tell SKUs apart, whatever Square's search thinks"
    assert [one[:2] for one in asked(peer)] == [
        ('POST', '/v2/catalog/search'),
        ('GET', f'/v2/catalog/object/{VARIATION}'),
        ('POST', '/v2/inventory/counts/batch-retrieve'),
    ], "it shows what it should and is counted: nothing is written"


def test_what_square_does_not_say_is_false(peer, service):
    shown = answer('object')
    shown['body'] = shown['body'].replace(b'"is_archived": false, ', b'')
    peer.answers = [shown]
    service.push_listing(listing(remote_id=VARIATION))
    assert b'is_archived' not in shown['body'] and len(peer.asked) == 1


def test_two_with_one_sku_are_nobodys(peer, service):
    peer.answers = [answer('search_twice')]
    with pytest.raises(errors.Rejected, match=f'{VARIATION}, TWINEEPZQSRDDYM6BNQ4AKXY'):
        service.push_listing(listing())


def test_a_changed_listing_keeps_what_the_staff_added(peer, service):
    peer.answers = [answer('object'), answer('upsert')]
    service.push_listing(listing(remote_id=VARIATION, price=Money(9900, 'USD'), title='New words', status='draft'))
    wanted = record('object')['body']['related_objects'][0]
    del wanted['item_data']['description'], wanted['item_data']['description_plaintext']
    wanted['item_data'] |= {'name': 'New words', 'is_archived': True}
    wanted['item_data']['variations'][0]['item_variation_data']['price_money']['amount'] = 990000
    assert asked(peer)[-1][3]['object'] == wanted


def test_a_price_of_one_place_does_not_stand_above_ours(peer, service):
    peer.answers = [answer('object_override'), answer('upsert')]
    service.push_listing(listing(remote_id=VARIATION))
    written = asked(peer)[-1][3]['object']['item_data']['variations'][0]['item_variation_data']
    assert written['location_overrides'] == [
        {'location_id': HERE, 'track_inventory': True, 'sold_out': True},
        {'location_id': FAIR, 'track_inventory': True},
    ]


def test_an_item_that_is_not_ours_alone_keeps_its_name(peer, service):
    peer.answers = [answer('object_two'), answer('upsert'), answer('object_two'), answer('upsert')]
    service.push_listing(listing(remote_id=VARIATION, title='Another', price=Money(1, 'USD')))
    service.end_listing(VARIATION)
    first, second = (one[3]['object'] for one in asked(peer) if one[0] == 'POST')
    assert first['type'] == second['type'] == 'ITEM_VARIATION'
    assert first['item_variation_data']['price_money'] == {'amount': 100, 'currency': 'USD'}
    assert first['present_at_all_locations'] is True
    assert second['present_at_all_locations'] is False


def test_somebody_else_was_writing(peer, service):
    peer.answers = [answer('object'), answer('error_version'), answer('object'), answer('upsert')]
    assert service.push_listing(listing(remote_id=VARIATION, title='New words')) == VARIATION
    peer.answers = [answer('object'), answer('error_version')] * 3
    with pytest.raises(errors.Stale):
        service.push_listing(listing(remote_id=VARIATION, title='New words'))
    assert len(peer.asked) == 10


def test_a_key_that_was_used_means_it_is_there(peer, service):
    peer.answers = [answer('search_none'), answer('error_key_reused')]
    with pytest.raises(errors.Unreachable, match='made it already'):
        service.push_listing(listing())


def test_a_listing_that_is_gone(peer, service):
    peer.answers = [answer('error_not_found'), answer('error_not_found')]
    with pytest.raises(errors.NotFound):
        service.push_listing(listing(remote_id=VARIATION))
    service.end_listing(VARIATION)
    assert [one[0] for one in asked(peer)] == ['GET', 'GET']


def test_ending_archives_once(peer, service):
    peer.answers = [answer('object'), answer('upsert'), answer('object_archived')]
    service.end_listing(VARIATION)
    service.end_listing(VARIATION)
    written = [one[3]['object'] for one in asked(peer) if one[0] == 'POST']
    wanted = record('object')['body']['related_objects'][0]
    wanted['item_data']['is_archived'] = True
    assert written == [wanted]


# Stock


def level(quantity, seen=SEEN, place=HERE):
    return StockLevel(remote_id=VARIATION, quantity=quantity, observed_at=seen, location_id=place)


def change(quantity=0, expected=1, **facts):
    return StockChange(remote_id=VARIATION, quantity=quantity, expected=expected, **{'key': 'key 1'} | facts)


def test_counts_are_read_page_by_page_and_halves_are_no_piece(peer, make):
    service = make(location_ids=f'{HERE},{FAIR}')
    peer.answers = [answer('counts_page_1'), answer('counts_page_2'), answer('variations')]
    assert service.get_stock([VARIATION]) == [level(3), level(-1, place=FAIR)]
    first, second, _third = (one[3] for one in asked(peer))
    assert first == {'catalog_object_ids': [VARIATION], 'location_ids': [HERE, FAIR], 'states': ['IN_STOCK']}
    assert second == first | {'cursor': 'ABCD'}


@pytest.mark.parametrize(
    ('counts', 'variations', 'wanted'),
    [
        ('counts_one', 'variations', [level(1)]),
        ('counts_zero', 'variations', [level(0)]),
        ('counts_one', 'variations_sold_out', [level(0)]),
        ('counts_none', 'variations', []),  # never counted is unknown, not zero
        ('counts_one', 'search_none', []),  # deleted from the catalog
    ],
)
def test_what_a_count_means(peer, service, counts, variations, wanted):
    peer.answers = [answer(counts), answer(variations)]
    assert service.get_stock([VARIATION]) == wanted


def test_a_sale_elsewhere_is_a_movement_at_its_own_time(peer, service):
    peer.answers = [answer('counts_one'), answer('changed_zero')]
    happened = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=3)
    result = service.set_stock([change(happened_at=happened, reference='S00012')])
    assert result == {(VARIATION, ''): level(0, LATER)}
    body = asked(peer)[1][3]
    assert len(body['idempotency_key']) == 45
    moved = body['changes'][0]['adjustment']
    own = moved.pop('reference_id')
    assert own.startswith('S00012 ') and len(own) == 52
    assert body['changes'] == [
        {
            'type': 'ADJUSTMENT',
            'adjustment': {
                'catalog_object_id': VARIATION,
                'location_id': HERE,
                'from_state': 'IN_STOCK',
                'to_state': 'SOLD',
                'quantity': '1',
                'occurred_at': happened.strftime('%Y-%m-%dT%H:%M:%S.%f')[:-3] + 'Z',
            },
        }
    ]


def test_an_increase_comes_from_nowhere(peer, service):
    peer.answers = [answer('counts_one'), answer('changed_zero')]
    service.set_stock([change(quantity=4)])
    moved = asked(peer)[1][3]['changes'][0]['adjustment']
    assert (moved['from_state'], moved['to_state'], moved['quantity']) == ('NONE', 'IN_STOCK', '3')


def test_only_a_count_by_hand_is_a_count(peer, service):
    peer.answers = [answer('counts_one'), answer('changed_zero')]
    service.set_stock([change(quantity=2, expected=None)])
    counted = asked(peer)[1][3]['changes'][0]
    assert counted['type'] == 'PHYSICAL_COUNT'
    assert (counted['physical_count']['quantity'], counted['physical_count']['state']) == ('2', 'IN_STOCK')


def test_what_is_so_already_is_not_written(peer, service):
    peer.answers = [answer('counts_one')]
    assert service.set_stock([change(quantity=1, expected=1)]) == {(VARIATION, ''): level(1)}
    assert len(peer.asked) == 1


def test_outdated_grounds_write_nothing(peer, service):
    peer.answers = [answer('counts_zero'), answer('variations')]
    found = service.set_stock([change(quantity=2, expected=1)])[VARIATION, '']
    assert type(found) is errors.Stale and 'counts 0, not 1' in str(found)
    assert [one[1] for one in asked(peer)] == ['/v2/inventory/counts/batch-retrieve', '/v2/catalog/batch-retrieve']


@pytest.mark.parametrize('counts', ['counts_zero', 'counts_one'])
def test_our_own_change_whose_answer_was_lost_is_recognised(peer, service, counts):
    """Even where a return since then made the count what it was before: with another key it would be made twice."""
    peer.answers = [answer('counts_one'), answer('changed_zero')]
    service.set_stock([change()])
    own = asked(peer)[1][3]['changes'][0]['adjustment']['reference_id']
    now = datetime.now(UTC).replace(microsecond=0)
    lately, history = answer(counts), answer('history_ours')
    lately['body'] = lately['body'].replace(b'2016-11-16T22:28:01.223Z', now.isoformat().encode())
    history['body'] = history['body'].replace(b'REFERENCE', own.encode())
    peer.answers = [lately, history]
    assert service.set_stock([change()]) == {(VARIATION, ''): level(int(counts == 'counts_one'), now)}
    assert len(peer.asked) == 4, "and not made again"
    asked_for = asked(peer)[3][3]
    assert asked_for | {'updated_after': ''} == {
        'catalog_object_ids': [VARIATION],
        'types': ['ADJUSTMENT', 'PHYSICAL_COUNT'],
        'updated_after': '',
    }
    since = datetime.fromisoformat(asked_for['updated_after'])
    assert timedelta(hours=24) < now - since < timedelta(hours=26)


@pytest.mark.parametrize(
    ('wanted', 'counts', 'variations', 'kind', 'words'),
    [
        (change(1, 0), 'counts_one', 'variations_sold_out', errors.Rejected, 'take the mark away'),
        (change(0, 1), 'counts_zero', 'search_none', errors.NotFound, 'no variation'),
        (change(0, 1), 'counts_none', 'variations', errors.Stale, 'never counted'),
    ],
)
def test_other_reasons_for_writing_nothing(peer, service, wanted, counts, variations, kind, words):
    peer.answers = [answer(counts), answer(variations)]
    found = service.set_stock([wanted])[VARIATION, '']
    assert type(found) is kind and words in str(found)
    assert not [one for one in asked(peer) if one[1].endswith('batch-create')]


def test_sold_out_by_hand_is_as_good_as_zero(peer, service):
    peer.answers = [answer('counts_one'), answer('variations_sold_out')]
    assert service.set_stock([change(0, 0)]) == {(VARIATION, ''): level(0)}


def test_a_sale_between_look_and_change_shows_in_the_figure(peer, service):
    peer.answers = [answer('counts_one'), answer('changed_below')]
    assert service.set_stock([change()])[VARIATION, ''].quantity == -1


def test_the_time_of_a_change_stays_within_what_square_takes(peer, service):
    now = datetime.now(UTC)
    for happened in (now - timedelta(days=3), now + timedelta(hours=1), None):
        peer.answers = [answer('counts_one'), answer('changed_zero')]
        service.set_stock([change(happened_at=happened)])
    placed = [
        datetime.fromisoformat(one[3]['changes'][0]['adjustment']['occurred_at'])
        for one in asked(peer)
        if one[3].get('changes')
    ]
    assert now - timedelta(hours=24) < placed[0] < now - timedelta(hours=23, minutes=50)
    assert all(abs(one - now) < timedelta(seconds=30) and one <= datetime.now(UTC) for one in placed[1:])


def test_a_clock_of_ours_that_is_ahead_does_not_lead_into_the_future(peer, service):
    theirs = datetime.now(UTC) - timedelta(minutes=10)
    first = answer('counts_one') | {'headers': {'Date': theirs.strftime('%a, %d %b %Y %H:%M:%S GMT')}}

    def with_one_date(handler):
        handler.send_response_only(200)
        for name, value in {**first['headers'], 'Content-Length': str(len(first['body']))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(first['body'])

    peer.answers = [with_one_date, answer('changed_zero')]
    service.set_stock([change()])
    placed = datetime.fromisoformat(asked(peer)[1][3]['changes'][0]['adjustment']['occurred_at'])
    assert placed <= theirs


def test_one_bad_item_does_not_spoil_the_batch(peer, service):
    rows = record('counts_one')['body']['counts']
    names = ['A', 'B', 'C']
    counts = {'counts': [rows[0] | {'catalog_object_id': one} for one in names]}

    def made(*ids):
        return {
            'body': json.dumps(
                {'counts': [rows[0] | {'catalog_object_id': one, 'quantity': '0'} for one in ids]}
            ).encode()
        }

    peer.answers = [{'body': json.dumps(counts).encode()}, answer('error_item'), made('A')]
    peer.answers += [answer('error_item'), answer('error_item'), made('C')]
    found = service.set_stock([StockChange(remote_id=one, quantity=0, expected=1, key=one) for one in names])
    assert [found[one, ''].quantity for one in ('A', 'C')] == [0, 0]
    assert type(found['B', '']) is errors.NotFound
    sent = [[one['adjustment']['catalog_object_id'] for one in call[3]['changes']] for call in asked(peer)[1:]]
    assert sent == [['A', 'B', 'C'], ['A'], ['B', 'C'], ['B'], ['C']]


def test_when_nothing_is_known_of_any_item_it_is_said_so(peer, service):
    peer.answers = [answer('counts_one'), *[{'status': 503}] * 3]
    with pytest.raises(errors.Unreachable):
        service.set_stock([change()])
    bodies = {json.dumps(one[3]) for one in asked(peer)[1:]}
    assert len(peer.asked) == 4 and len(bodies) == 1, "repeated with the same key"


# Orders


def test_orders_of_a_page(peer, service):
    peer.answers = [answer('orders_page_1'), answer('variations')]
    found, cursor = service.list_orders(SINCE)
    assert cursor == 'NEXT'
    assert [(one.remote_id, one.status) for one in found] == [
        (SALE, 'done'),
        ('CAISENgvlJ6jLWAzERDzjyHVybY', 'open'),
        ('UNPAIDjLWAzERDzjyHVybY', 'pending'),
        ('GONEjLWAzERDzjyHVybY', 'cancelled'),
    ]
    till, online = found[:2]
    assert (till.number, till.location_id, till.buyer, till.refunds) == ('A-17', HERE, {}, ())
    assert (till.total, till.tax, till.shipping) == (Money('13020.00', 'USD'), Money('1000.00', 'USD'), None)
    assert [(one.remote_id, one.quantity, one.price, one.sku, one.title, one.listing_id) for one in till.lines] == [
        ('8uSwfzvUImn3IRrvciqlXC', 1, Money('12000.00', 'USD'), 'OP-1001', 'Priors Court chronograph', VARIATION),
        ('custom1', 3, Money('6.666667', 'USD'), '', 'Strap', ''),
    ]
    assert (online.number, online.shipping) == ('web-88', Money('25.00', 'USD'))
    assert online.buyer == {
        'name': 'Nora Quist',
        'email': 'nora.quist@example.com',
        'phone': '+12025550143',
        'street': '500 Electric Ave',
        'street2': 'Suite 600',
        'city': 'New York',
        'zip': '10003',
        'state_code': 'NY',
        'country_code': 'US',
    }
    peer.answers = [answer('orders_none')]
    assert service.list_orders(SINCE, 'NEXT') == ([], '')
    assert asked(peer)[0][3] == {
        'location_ids': [HERE],
        'limit': 100,
        'query': {
            'filter': {
                'date_time_filter': {'updated_at': {'start_at': '2026-11-21T02:00:00.000Z'}},
                'state_filter': {'states': ['OPEN', 'COMPLETED', 'CANCELED']},
            },
            'sort': {'sort_field': 'UPDATED_AT', 'sort_order': 'ASC'},
        },
    }
    assert asked(peer)[2][3]['cursor'] == 'NEXT'


GIVEN_BACK = Refund(
    remote_id='UNOE3kv2BZwqHlJ830RCt5YCuaB',
    created_at=datetime(2026, 11, 21, 3, 0, 0, 500000, tzinfo=UTC),
    amount=Money('13000.00', 'USD'),
    lines=[RefundLine(line_id='8uSwfzvUImn3IRrvciqlXC', quantity=1, restocked=True)],
)


def test_a_return_is_told_as_part_of_its_sale(peer, service):
    peer.answers = [
        answer('orders_returns'),
        answer('orders_many'),
        answer('variations'),
        answer('payment_refunded'),
        answer('refund'),
        answer('orders_many_return'),
        answer('history_restock'),
    ]
    found, _cursor = service.list_orders(SINCE)
    assert [(one.remote_id, one.updated_at) for one in found] == [(SALE, datetime(2026, 11, 21, 3, 10, tzinfo=UTC))]
    goods, money = found[0].refunds
    assert goods == GIVEN_BACK
    assert (money.remote_id, money.amount, money.lines) == ('MONEYREFUND', Money('50.00', 'USD'), ())
    assert len(found[0].lines) == 2, "a refund that failed is none, and the sale keeps its lines"


def test_goods_that_did_not_come_back_into_the_stock(peer, service):
    peer.answers = [answer('orders_returns'), answer('orders_many'), answer('variations'), answer('error_not_found')]
    peer.answers += [answer('history_none')]
    found, _cursor = service.list_orders(SINCE)
    assert found[0].refunds[0].lines == (RefundLine('8uSwfzvUImn3IRrvciqlXC', 1, restocked=False),)


def test_one_order_with_all_that_was_given_back(peer, service):
    peer.answers = [
        answer('order_sale'),
        answer('payment_refunded'),
        answer('refund'),
        answer('orders_many_return'),
        answer('variations'),
        answer('history_restock'),
    ]
    assert service.get_order(SALE).refunds == (GIVEN_BACK,)
    peer.answers = [
        answer('order_return'),
        answer('order_sale'),
        answer('payment'),
        answer('variations'),
        answer('history_restock'),
    ]
    asked_by_its_return = service.get_order('j7CWK5PozTAPsfm2XlGPKPzeV')
    assert (asked_by_its_return.remote_id, asked_by_its_return.refunds) == (SALE, (GIVEN_BACK,))


def test_an_order_that_is_not_there(peer, service):
    peer.answers = [answer('error_not_found')]
    with pytest.raises(errors.NotFound):
        service.get_order('../locations')
    assert peer.asked[0].path == '/v2/orders/..%2Flocations'


# Webhooks


def test_subscribing_makes_one_and_keeps_its_key(peer, make):
    service = make(application_token='the-application-s-token')
    peer.answers = [answer('hooks_none'), answer('hook_made')]
    assert service.subscribe(HOOK) == {'signature_key': KEY}
    made = asked(peer)[1][3]
    assert made['subscription'] == {
        'name': 'Inventory Connect',
        'enabled': True,
        'notification_url': HOOK,
        'api_version': '2025-08-20',
        'event_types': [
            'inventory.count.updated',
            'catalog.version.updated',
            'order.created',
            'order.updated',
            'refund.created',
            'refund.updated',
            'oauth.authorization.revoked',
        ],
    }
    assert {one.headers['authorization'] for one in peer.asked} == {'Bearer the-application-s-token'}


def test_subscribing_again_changes_nothing_and_repairs_what_was_switched_off(peer, service):
    peer.answers = [answer('hooks'), answer('hooks_off'), answer('hook_made')]
    assert service.subscribe(HOOK) == {'signature_key': KEY}
    assert service.subscribe(HOOK) == {'signature_key': KEY}
    assert [one[:2] for one in asked(peer)] == [
        ('GET', '/v2/webhooks/subscriptions'),
        ('GET', '/v2/webhooks/subscriptions'),
        ('PUT', '/v2/webhooks/subscriptions/wbhk_b35f6b3145074cf9ad513610786c19d5'),
    ]
    assert asked(peer)[2][3]['subscription']['enabled'] is True


def test_subscriptions_are_listed_and_taken_back_by_their_address(peer, service):
    peer.answers = [answer('hooks'), answer('hooks'), {}]
    assert [(one.topic, one.url) for one in service.list_subscriptions()][:2] == [
        ('payment.updated', f'{HOOK}/'),
        ('inventory.count.updated', HOOK),
    ]
    service.unsubscribe(HOOK)
    assert [one[:2] for one in asked(peer)[2:]] == [
        ('DELETE', '/v2/webhooks/subscriptions/wbhk_b35f6b3145074cf9ad513610786c19d5')
    ]


@pytest.mark.parametrize(
    ('key', 'url', 'body', 'signature'),
    [
        (
            'Ibxx_5AKakO-3qeNVR61Dw',
            'https://webhook.site/679a4f3a-dcfa-49ee-bac5-9d0edad886b9',
            b'{"merchant_id":"MLEFBHHSJGVHD","type":"webhooks.test_notification",'
            b'"event_id":"ac3ac95b-f97d-458c-a6e6-18981597e05f","created_at":"2022-07-13T20:30:59.037339943Z",'
            b'"data":{"type":"webhooks","id":"bc368e64-01aa-407e-b46e-3231809b1129"}}',
            'GF4YkrJgGBDZ9NIYbNXBnMzqb2HoL4RW/S6vkZ9/2N4=',
        ),
        (
            'signature-key',
            'https://webhook.site/webhooks',
            b'{"data":{"type":"webhooks","id":"fake_id"}}',
            'W3FlCNk5IA3ZQ2LHTWoajvzfaDu/OwY2tNHIHC3IUOA=',
        ),
        (
            'signature-key',
            'https://webhook.site/webhooks',
            b'{"data":{"type":"webhooks","id":">id<"}}',
            'Cxt7+aTi4rKgcA0bC4g9EHdVtLSDWdqccmL5MvihU4U=',
        ),
    ],
)
def test_the_examples_with_which_the_vendor_tests_its_own_verifier(key, url, body, signature):
    made = registry.get('channels', 'square')(signature_key=key)
    made.verify_webhook({'X-Square-HmacSha256-Signature': signature}, body, url)
    with pytest.raises(errors.BadSignature):
        made.verify_webhook({'X-Square-HmacSha256-Signature': signature}, body, url + '/')


def signed(body, url=HOOK, key=KEY):
    proof = base64.b64encode(hmac.new(key.encode(), url.encode() + body, hashlib.sha256).digest()).decode()
    return {'x-square-hmacsha256-signature': proof}


def test_a_signature_is_over_address_and_bytes(service):
    body = json.dumps(record('hook_stock')['body']).encode()
    service.verify_webhook(signed(body), body, HOOK)
    dumped = json.dumps(json.loads(body), separators=(',', ':')).encode()
    for headers, message, url in (
        (signed(body), body[:-1] + b' ', HOOK),
        (signed(body), dumped, HOOK),
        (signed(body), body, HOOK + '/'),
        (signed(body, HOOK + '/'), body, HOOK),
        (signed(body, HOOK.replace('https', 'http')), body, HOOK),
        (signed(body), body, ''),
        (signed(body, key=KEY + 'x'), body, HOOK),
        (signed(body, key=base64.b64encode(KEY.encode()).decode()), body, HOOK),
        ({}, body, HOOK),
        ({'x-square-signature': signed(body)['x-square-hmacsha256-signature']}, body, HOOK),
    ):
        with pytest.raises(errors.BadSignature):
            service.verify_webhook(headers, message, url)


def test_without_a_key_nothing_is_genuine(make):
    with pytest.raises(errors.BadSignature):
        make().verify_webhook(signed(b'{}', key='x'), b'{}', HOOK)


@pytest.mark.parametrize(
    ('name', 'wanted'),
    [
        (
            'hook_stock',
            [
                (f'df5f3813-a913-45a1-94e9-cdc3f7d5e2b6 {VARIATION} {HERE}', 'stock', VARIATION),
                (
                    f'df5f3813-a913-45a1-94e9-cdc3f7d5e2b6 FGQ5JJWT2PYTHF35CKZ2DSKP {HERE}',
                    'stock',
                    'FGQ5JJWT2PYTHF35CKZ2DSKP',
                ),
            ],
        ),
        ('hook_catalog', [('d214f854-adb1-4f56-b078-8b8d3d7ae123', 'listing', '')]),
        ('hook_order', [('bc316346-6691-4243-88ed-6d651a0d0c47', 'order', 'eA3vssLHKJrv9H0IdJCM3gNqfdcZY')]),
        ('hook_refund', [('bc316346-6691-4243-88ed-6d651a0d0c48', 'order', 'j7CWK5PozTAPsfm2XlGPKPzeV')]),
        ('hook_revoked', [('e2f7ba3c-0000-4000-8000-000000000001', 'disconnected', '')]),
    ],
)
def test_what_a_webhook_is_about(service, name, wanted):
    body = json.dumps(record(name)['body']).encode()
    found = service.parse_webhook({}, body)
    assert [(one.remote_id, one.topic, one.subject_id) for one in found] == wanted
    assert [one.remote_id for one in service.parse_webhook({}, body)] == [one.remote_id for one in found]
    if name == 'hook_stock':
        assert found[0].happened_at == datetime(2026, 11, 21, 2, 40, 45, 102000, tzinfo=UTC)


def test_webhooks_that_say_nothing_to_us(service):
    other = json.dumps({'type': 'payment.updated', 'event_id': 'x', 'created_at': '2026-11-21T02:40:45Z', 'data': {}})
    assert service.parse_webhook({}, other.encode()) == []
    for body in (b'', b'[]', b'{}', b'{"type": "order.created"}'):
        with pytest.raises(errors.Rejected):
            service.parse_webhook({}, body)


# Failures


@pytest.mark.parametrize(
    ('given', 'raised'),
    [
        (answer('error_token'), errors.AuthError),
        (answer('error_scope'), errors.AuthError),
        (answer('error_rate'), errors.RateLimited),
        (answer('error_not_found'), errors.NotFound),
        (answer('error_version'), errors.Stale),
        (answer('error_value'), errors.Rejected),
        ({'status': 400, 'body': b'not JSON'}, errors.Rejected),
        ({'status': 500}, errors.Unreachable),
        ({'status': 302, 'headers': {'Location': 'https://elsewhere.example/'}}, errors.Rejected),
        ({'body': b'<html>'}, errors.Unreachable),
    ],
)
def test_failures_have_their_class_and_no_secret_in_them(peer, service, given, raised, caplog):
    caplog.set_level(logging.DEBUG)
    if given.get('status', 200) >= 400:
        given = {**given, 'body': given.get('body', b'{}') + f' {TOKEN} {SECRET}'.encode()}
    peer.answers = [given] * 3
    with pytest.raises(raised) as failure:
        service.list_locations()
    assert type(failure.value) is raised
    shown = str(failure.value) + repr(service) + caplog.text
    assert not any(secret in shown for secret in (TOKEN, SECRET, KEY))


def test_what_square_says_is_passed_on_in_its_words(peer, service):
    peer.answers = [answer('error_value')]
    with pytest.raises(errors.Rejected) as failure:
        service.list_locations()
    assert str(failure.value) == 'Square: The currency is not the one of the location.'
    assert failure.value.code == 'INVALID_VALUE'


def test_a_price_of_yen_has_no_cents(peer, service):
    peer.answers = [answer('object'), answer('upsert')]
    service.push_listing(listing(remote_id=VARIATION, price=Money(Decimal(120000), 'JPY')))
    written = asked(peer)[-1][3]['object']['item_data']['variations'][0]['item_variation_data']
    assert written['price_money'] == {'amount': 120000, 'currency': 'JPY'}
