"""Shopify: reading what a shop has, by pages or by a bulk operation."""

import json
from decimal import Decimal

import pytest
from shopify_common import *  # noqa: F403 (its fixtures too)
from shopify_common import answer, failed, record, sent, told

from ic_connect import errors
from ic_connect.channels import _shopify_documents
from ic_connect.types import Item, Money


def test_items_come_by_pages(service, peer):
    last = record('items')['body']['data']['productVariants'] | {'nodes': []}
    last['pageInfo'] = {'hasNextPage': False, 'endCursor': None}
    peer.answers = [answer('items'), answer('items', productVariants=last)]
    found, cursor = service.list_items()
    assert found == [
        Item(
            '101', 'A Watch', 'W-1', 'live', 1, Money('12500.00', 'USD'), 'https://ostrander-pell.com/products/a-watch'
        ),
        Item('102', 'A Strap (Large)', '', 'draft', None, Money('90.00', 'USD')),
        Item(
            '103',
            'Sold One',
            'W-3',
            'sold',
            0,
            Money(Decimal('1.50'), 'USD'),
            'https://ostrander-pell.com/products/sold-one',
        ),
        Item('104', 'By link only', '', 'live', 0, Money('1.50', 'USD')),
    ]
    assert service.list_items(cursor) == ([], '')
    assert sent(peer) == [{'first': 250, 'after': None}, {'first': 250, 'after': 'eyJsYXN0X2lkIjo0fQ=='}]


def many(name='items', **changes):
    return answer(name, productVariantsCount={'count': 10000}, **changes)


def done(url):
    bulk = {'status': 'COMPLETED', 'errorCode': None, 'url': url}
    return told({'data': {'shop': {'currencyCode': 'USD'}, 'bulkOperation': bulk}})


def test_a_large_shop_is_read_by_a_bulk_operation(service, peer):
    nodes = record('items')['body']['data']['productVariants']['nodes']
    file = '\n'.join(json.dumps(one) for one in nodes) + '\n'
    peer.answers = [many(), answer('bulk_started')]
    assert service.list_items() == ([], 'bulk:55:1')
    assert sent(peer)[1] == {'query': _shopify_documents.ALL_ITEMS}
    peer.answers = [*[answer('bulk_running')] * 10]
    assert service.list_items('bulk:55:1') == ([], 'bulk:55:2'), "not ready: the caller has its turn again"
    assert service.pauses == [2] * 9
    peer.answers = [answer('bulk_running'), done(f'{peer.url}/files/1.jsonl?signature=abc'), {'body': file.encode()}]
    found, cursor = service.list_items('bulk:55:2')
    assert ([one.remote_id for one in found], cursor) == (['101', '102', '103', '104'], '')
    last = peer.asked[-1]
    assert (last.method, last.path) == ('GET', '/files/1.jsonl?signature=abc')
    assert 'x-shopify-access-token' not in last.headers


def test_a_bulk_operation_that_cannot_start_leaves_the_pages(service, peer):
    peer.answers = [many(), answer('bulk_busy')]
    found, cursor = service.list_items()
    assert len(found) == 4 and cursor == 'page:eyJsYXN0X2lkIjo0fQ=='


@pytest.mark.parametrize('status', ['FAILED', 'CANCELED', 'CANCELING', 'EXPIRED', None])
def test_a_bulk_operation_that_came_to_nothing_leaves_the_pages(service, peer, status):
    bulk = status and {'status': status, 'errorCode': None, 'url': None}
    peer.answers = [answer('bulk_running', bulkOperation=bulk), many()]
    assert service.list_items('bulk:55:2') == ([], 'page:')
    found, _cursor = service.list_items('page:')
    assert len(found) == 4 and len(peer.asked) == 2, "and no second bulk operation is started"


def test_a_bulk_operation_that_never_ends_leaves_the_pages(service, peer):
    peer.answers = [answer('bulk_running')] * 10
    assert service.list_items('bulk:55:90') == ([], 'page:')


def test_an_empty_file_has_no_address(service, peer):
    peer.answers = [done(None)]
    assert service.list_items('bulk:55:2') == ([], '')


@pytest.mark.parametrize('file', [b'{"id": 1}', b'no json', b'{"inventoryItem": null, "product": null}'])
def test_a_file_that_cannot_be_read_is_asked_for_again(service, peer, file):
    peer.answers = [done(f'{peer.url}/f'), {'body': file}]
    with pytest.raises(errors.Unreachable):
        service.list_items('bulk:55:2')


def test_without_the_right_to_read_there_is_nothing(service, peer):
    peer.answers = [failed('Access denied for productVariants field', 'ACCESS_DENIED', path=['productVariants'])]
    with pytest.raises(errors.AuthError):
        service.list_items()
