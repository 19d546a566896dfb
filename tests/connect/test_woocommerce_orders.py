"""What is read of the orders of WooCommerce."""
# ruff: noqa: F401, F811 - fixtures are imported

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from woocommerce_common import SINCE, answer, asked, make, nothing_remembered, rows, service, single

from ic_connect import errors
from ic_connect.types import Money


def test_orders_are_read_with_their_refunds(peer, service):
    peer.answers = [answer('orders'), answer('refunds')]
    (first, second), cursor = service.list_orders(SINCE)
    assert cursor == ''
    query = asked(peer)[0][2]
    assert query['modified_after'] == '2017-03-20T09:59:59', "a second earlier, and without a zone"
    assert query.items() >= {'dates_are_gmt': 'true', 'orderby': 'modified', 'order': 'asc', 'status': 'any'}.items()
    assert (first.remote_id, first.number, first.status) == ('727', '727', 'open')
    assert (first.total, first.tax, first.shipping) == (
        Money('29.35', 'USD'),
        Money('1.35', 'USD'),
        Money('10.00', 'USD'),
    )
    assert first.updated_at == datetime(2017, 3, 22, 19, 28, 8, tzinfo=UTC)
    assert [(one.remote_id, one.quantity, one.price, one.sku, one.listing_id) for one in first.lines] == [
        ('315', 2, Money(3, 'USD'), '', '93'),
        ('316', 1, Money(12, 'USD'), 'Bar3', '22/23'),
    ]
    assert first.lines[1].title == 'Ship Your Idea – Color: Black'
    assert first.buyer == {
        'name': 'John Doe',
        'email': 'john.doe@example.com',
        'phone': '(555) 555-5555',
        'street': '969 Market',
        'city': 'San Francisco',
        'zip': '94103',
        'state_code': 'CA',
        'country_code': 'US',
    }
    assert second.status == 'done' and [one.remote_id for one in second.lines] == ['311']
    first_refund, second_refund = second.refunds
    assert (first_refund.remote_id, first_refund.amount, first_refund.lines) == ('726', Money(10, 'USD'), ())
    [line] = second_refund.lines
    assert (line.line_id, line.quantity, line.restocked) == ('311', 1, None)
    assert [one[1] for one in asked(peer)] == ['orders', 'orders/723/refunds']


@pytest.mark.parametrize(
    ('facts', 'status'),
    [
        ({'status': 'checkout-draft'}, 'pending'),
        ({'status': 'pending'}, 'pending'),
        ({'status': 'on-hold'}, 'open'),
        ({'status': 'processing'}, 'open'),
        ({'status': 'completed'}, 'done'),
        ({'status': 'cancelled'}, 'cancelled'),
        ({'status': 'failed'}, 'cancelled'),
        ({'status': 'refunded'}, 'open'),
        ({'status': 'refunded', 'date_completed_gmt': '2017-03-22T19:28:08'}, 'done'),
        ({'status': 'trash'}, 'cancelled'),
        ({'status': 'trash', 'date_completed_gmt': '2017-03-22T19:28:08'}, 'done'),
        ({'status': 'packed-by-a-plugin'}, 'open'),
        ({'status': 'packed-by-a-plugin', 'date_paid_gmt': None}, 'pending'),
    ],
)
def test_what_a_status_means(peer, service, facts, status):
    order = json.loads(answer('orders')['body'])[0]
    peer.answers = [single(order | facts)]
    assert service.get_order('727').status == status


def test_the_price_of_a_unit_is_exact(peer, service):
    order = json.loads(answer('orders')['body'])[0]
    order['line_items'] = [order['line_items'][0] | {'quantity': 3, 'total': '10.00', 'price': 3.3333333333333335}]
    peer.answers = [single(order)]
    price = service.get_order('727').lines[0].price.amount
    assert (price * 3).quantize(Decimal('1e-20')) == 10


def test_an_order_that_is_not_there(peer, service):
    peer.answers = [answer('error_not_found')]
    for number in ('7', 'x', '0', '../7'):
        with pytest.raises(errors.NotFound):
            service.get_order(number)
    assert len(peer.asked) == 1


def _orders(*seconds, first=1):
    order = json.loads(answer('orders')['body'])[0]
    stamps = [(SINCE + timedelta(seconds=second)).strftime('%Y-%m-%dT%H:%M:%S') for second in seconds]
    return [order | {'id': first + number, 'date_modified_gmt': stamp} for number, stamp in enumerate(stamps)]


def test_the_next_page_is_found_by_time_so_that_a_change_meanwhile_hides_nothing(peer, service):
    peer.answers = [rows(_orders(1, 5, 9), pages=2), rows(_orders(9, 12), pages=1)]
    orders, cursor = service.list_orders(SINCE)
    assert [one.remote_id for one in orders] == ['1', '2', '3']
    orders, cursor = service.list_orders(SINCE, cursor)
    assert cursor == ''
    assert [(one[2]['modified_after'], one[2]['page']) for one in asked(peer)] == [
        ('2017-03-20T09:59:59', '1'),
        ('2017-03-20T10:00:08', '1'),
    ]


def test_a_page_full_of_one_second_is_followed_by_the_next_by_number(peer, service):
    peer.answers = [rows(_orders(0, 0), pages=3), rows(_orders(0, 0), pages=3), rows(_orders(0, 7), pages=3)]
    cursors = ['']
    for _time in range(3):
        cursors.append(service.list_orders(SINCE, cursors[-1])[1])
    assert [(one[2]['modified_after'][-2:], one[2]['page']) for one in asked(peer)] == [
        ('59', '1'),
        ('59', '2'),
        ('59', '3'),
    ]
    assert cursors[1:] == ['2017-03-20T09:59:59|2', '2017-03-20T09:59:59|3', '']


@pytest.mark.parametrize('first', [answer('error_parameter'), rows(_orders(9, 1), pages=1)])
def test_a_shop_that_cannot_sort_by_change_is_read_whole(peer, service, first):
    peer.answers = [first, rows(_orders(9, 4), pages=2), rows(_orders(2, first=3), pages=2)]
    orders, cursor = service.list_orders(SINCE)
    assert ([one.remote_id for one in orders], cursor) == (['3', '2', '1'], '')
    assert [(one[2]['orderby'], one[2]['page']) for one in asked(peer)[1:]] == [('id', '1'), ('id', '2')]
