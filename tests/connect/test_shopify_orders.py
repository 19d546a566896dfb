"""Shopify: orders and refunds, as the shop states them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from shopify_common import *  # noqa: F403 (its fixtures too)
from shopify_common import LOCATION, answer, asked, record, sent, told

from ic_connect import errors
from ic_connect.types import Money, OrderLine, Refund, RefundLine

SINCE = datetime(2026, 11, 20, 11, 0, tzinfo=timezone(timedelta(hours=1)))
USD = 'USD'


def test_orders_come_by_the_time_of_their_change(service, peer):
    peer.answers = [answer('orders')]
    orders, cursor = service.list_orders(SINCE)
    assert cursor == 'bmV4dA=='
    assert sent(peer) == [{'first': 15, 'after': None, 'query': "updated_at:>='2026-11-20T10:00:00Z'"}]
    assert 'sortKey: UPDATED_AT' in asked(peer)[0]['query']
    assert [(one.remote_id, one.status) for one in orders] == [
        ('1001', 'open'),
        ('1002', 'pending'),
        ('1003', 'done'),
        ('1004', 'cancelled'),
        ('1005', 'open'),
    ], "goods that were sent are not goods handed over at a till"


def test_one_order(service, peer):
    peer.answers = [answer('orders')]
    order = service.list_orders(SINCE)[0][0]
    assert order.number == '#1001'
    assert order.created_at == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert order.updated_at == datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
    assert (order.total, order.tax, order.shipping) == (Money('13620.00', USD), Money('1100.00', USD), Money('20', USD))
    assert order.lines == (OrderLine('10011', 1, Money('12500.00', USD), 'W-1', 'A Watch', '101'),)
    assert order.buyer == {
        'name': 'Ada Example',
        'email': 'ada@example.com',
        'phone': '+12125550100',
        'street': '1 Test Street',
        'city': 'New York',
        'zip': '10001',
        'state_code': 'NY',
        'country_code': 'US',
    }
    assert (order.refunds, order.location_id) == ((), '')


def test_what_is_not_known_stays_empty(service, peer):
    peer.answers = [answer('orders')]
    orders = service.list_orders(SINCE)[0]
    assert orders[1].buyer == {} and orders[1].tax is None
    assert orders[2].location_id == LOCATION
    assert (orders[4].lines[0].listing_id, orders[4].lines[0].sku) == ('', ''), "its product is gone"


def test_the_next_page_and_the_end(service, peer):
    last = {'nodes': [], 'pageInfo': {'hasNextPage': False, 'endCursor': None}}
    peer.answers = [answer('orders', orders=last)]
    assert service.list_orders(SINCE, 'bmV4dA==') == ([], '')
    assert sent(peer)[0]['after'] == 'bmV4dA=='


def test_a_time_needs_its_zone(service, peer):
    with pytest.raises(ValueError, match='zone'):
        service.list_orders(datetime(2026, 11, 20))  # noqa: DTZ001 (that is what is refused)
    assert peer.asked == []


def test_refunds_and_further_lines_are_asked_for(service, peer):
    peer.answers = [answer(one) for one in ('order_refunded', 'order_lines', 'refunds', 'refund_lines')]
    order = service.get_order('1006')
    assert [one.get('after') for one in sent(peer)] == [None, 'more', None, 'r1']
    assert order.refunds == (
        Refund(
            '601',
            datetime(2026, 11, 20, 12, 0, tzinfo=UTC),
            Money('240.00', USD),
            (
                RefundLine('61', 1, restocked=True),
                RefundLine('61', 1, restocked=False),
                RefundLine('62', 1, restocked=True),
            ),
        ),
        Refund('602', datetime(2026, 11, 20, 12, 20, tzinfo=UTC), Money('15.00', USD)),
    ), "money given back without goods is a refund too"
    assert [(one.remote_id, one.quantity, one.price) for one in order.lines] == [
        ('61', 3, Money('200.00', USD)),  # what is left without tax, by the one unit left
        ('62', 1, Money('224.00', USD)),  # all came back: the order's share of tax is taken off
    ], "line 63 was edited away without a refund"


@pytest.mark.parametrize('status', ['PAID', 'AUTHORIZED', 'PARTIALLY_PAID', 'PARTIALLY_REFUNDED', 'REFUNDED', None])
def test_what_binds(service, peer, status):
    order = record('orders')['body']['data']['orders']['nodes'][0] | {'displayFinancialStatus': status}
    peer.answers = [answer('order_refunded', order=order)]
    assert service.get_order('1001').status == 'open'


@pytest.mark.parametrize('status', ['PENDING', 'EXPIRED', 'VOIDED'])
def test_what_may_come_to_nothing(service, peer, status):
    order = record('orders')['body']['data']['orders']['nodes'][0] | {'displayFinancialStatus': status}
    peer.answers = [answer('order_refunded', order=order)]
    assert service.get_order('1001').status == 'pending'


def test_a_till_order_that_waits_for_its_goods_is_open(service, peer):
    order = record('orders')['body']['data']['orders']['nodes'][2] | {'displayFulfillmentStatus': 'UNFULFILLED'}
    peer.answers = [answer('order_refunded', order=order)]
    assert service.get_order('1003').status == 'open'


def test_an_order_that_is_not_there(service, peer):
    peer.answers = [answer('order_refunded', order=None)]
    with pytest.raises(errors.NotFound):
        service.get_order('1')
    assert sent(peer) == [{'id': 'gid://shopify/Order/1'}]


def hidden(path, **data):
    error = {'message': 'not approved to read this', 'extensions': {'code': 'ACCESS_DENIED'}, 'path': path}
    return told({'data': data, 'errors': [error]})


def test_an_app_that_may_not_see_buyers_still_sees_sales(service, peer):
    order = record('orders')['body']['data']['orders']['nodes'][0] | {'email': None, 'shippingAddress': None}
    peer.answers = [hidden(['order', 'email'], order=order)]
    found = service.get_order('1001')
    assert found.buyer == {} and found.lines[0].listing_id == '101'


def test_an_app_that_may_not_see_orders_is_told_so(service, peer):
    peer.answers = [hidden(['order'], order=None)]
    with pytest.raises(errors.AuthError):
        service.get_order('1001')
