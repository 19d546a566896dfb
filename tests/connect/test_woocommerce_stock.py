"""Reading and writing the stock of WooCommerce."""
# ruff: noqa: F401, F811 - fixtures are imported

from datetime import UTC, datetime, timedelta

import pytest
from woocommerce_common import answer, asked, change, make, nothing_remembered, rows, service

from ic_connect import errors


def test_stock_is_asked_for_in_hundreds_and_variations_by_their_product(peer, service):
    ids = [str(number) for number in range(1, 151)] + ['799/732', '799/733', '800/9', 'no-number']
    peer.answers = [
        answer('stock'),
        rows([]),
        answer('variations'),
        {'status': 404, 'body': b'{"code": "woocommerce_rest_product_invalid_id"}'},
    ]
    levels = service.get_stock(['794', '795', '796', *ids])
    assert [(one.remote_id, one.quantity) for one in levels] == [
        ('794', 1),
        ('795', -1),
        ('799/732', 2),
        ('799/733', 7),
    ]
    assert levels[0].observed_at == datetime(2026, 11, 21, 2, 40, tzinfo=UTC)
    assert levels[3].observed_at > datetime.now(UTC) - timedelta(minutes=1), "saved long ago, kept by its product"
    calls = asked(peer)
    assert [one[1] for one in calls] == ['products', 'products', 'products/799/variations', 'products/800/variations']
    assert [len(one[2]['include'].split(',')) for one in calls] == [100, 53, 2, 1]


def test_stock_that_is_as_expected_is_written_and_read_back(peer, service):
    peer.answers = [answer('stock'), answer('product_written')]
    done = service.set_stock([change('794', 0, expected=1)])
    assert (done['794', ''].quantity, done['794', ''].observed_at) == (0, datetime(2026, 11, 21, 2, 50, tzinfo=UTC))
    assert asked(peer)[1] == ('PUT', 'products/794', {}, {'manage_stock': True, 'stock_quantity': 0})


def test_stock_that_is_not_as_expected_is_left_alone(peer, service):
    peer.answers = [answer('stock')]
    done = service.set_stock([change('798', 4, expected=6), change('796', 1, expected=0)])
    assert [str(one) for one in done.values()] == [
        '798: expected 6, the shop has 5',
        '796: expected 0, the shop has no count',
    ]
    assert {type(one) for one in done.values()} == {errors.Stale}
    assert [one[0] for one in asked(peer)] == ['GET'], "nothing was written"


def test_what_is_there_already_is_not_written(peer, service):
    peer.answers = [answer('stock'), answer('stock')]
    assert service.set_stock([change('798', 5, expected=5)])['798', ''].quantity == 5
    assert service.set_stock([change('798', 5)])['798', ''].quantity == 5
    assert [one[0] for one in asked(peer)] == ['GET', 'GET']


def test_a_sale_there_and_a_try_that_arrived_look_the_same_so_the_orders_have_to_tell(peer, service):
    peer.answers = [answer('stock')]
    assert type(service.set_stock([change('798', 5, expected=6)])['798', '']) is errors.Stale
    assert len(peer.asked) == 1


def test_a_forced_change_is_written_whatever_is_there(peer, service):
    peer.answers = [answer('stock'), answer('product_written', id=796)]
    service.set_stock([change('796', 0)])
    assert asked(peer)[1][1:] == ('products/796', {}, {'manage_stock': True, 'stock_quantity': 0})


def test_one_bad_item_does_not_spoil_a_batch(peer, service):
    peer.answers = [answer('stock'), answer('batch')]
    wanted = [change('794', 0, 1), change('798', 3, 5), change('795', 0, -1), change('404', 1), change('x', 1)]
    done = service.set_stock(wanted)
    assert asked(peer)[1][:2] == ('POST', 'products/batch')
    assert asked(peer)[1][3] == {
        'update': [
            {'id': 794, 'manage_stock': True, 'stock_quantity': 0},
            {'id': 798, 'manage_stock': True, 'stock_quantity': 3},
            {'id': 795, 'manage_stock': True, 'stock_quantity': 0},
        ]
    }
    assert done['794', ''].quantity == 0
    assert [type(done[name, '']) for name in ('798', '795', '404', 'x')] == [
        errors.NotFound,
        errors.Unreachable,
        errors.NotFound,
        errors.NotFound,
    ]


def test_stock_kept_on_the_product_is_not_written_to_a_variation(peer, service):
    peer.answers = [answer('variations')]
    done = service.set_stock([change('799/733', 1, 7)])
    assert type(done['799/733', '']) is errors.Rejected and 'link that one' in str(done['799/733', ''])
    assert len(peer.asked) == 1


def test_a_shop_that_does_not_count_says_so(peer, service):
    peer.answers = [answer('stock'), answer('product_written', manage_stock=False, stock_quantity=None)]
    assert 'Enable stock management' in str(service.set_stock([change('794', 0, 1)])['794', ''])


def test_a_sale_between_writing_and_answering_is_told(peer, service):
    peer.answers = [answer('stock'), answer('product_written', id=798, stock_quantity=2)]
    assert service.set_stock([change('798', 3, 5)])['798', ''].quantity == 2


@pytest.mark.parametrize(('quantity', 'calls'), [(0, 4), (3, 2)])
def test_a_zero_is_sent_again_after_silence_and_a_raise_is_not(peer, service, quantity, calls):
    peer.answers = [answer('stock')] + [{'status': 504}] * 5
    with pytest.raises(errors.Unreachable):
        service.set_stock([change('798', quantity, 5)])
    assert len(peer.asked) == calls


def test_a_failure_of_one_group_leaves_the_others_known(peer, service):
    peer.answers = [answer('stock'), answer('product_written'), {'status': 429}, {'status': 429}, {'status': 429}]
    done = service.set_stock([change('794', 0, 1), change('799/732', 1, 2)])
    assert done['794', ''].quantity == 0
    assert type(done['799/732', '']) is errors.RateLimited


def test_figures_of_plugins_are_read_as_whole_units(peer, service):
    level = {'id': 7, 'type': 'simple', 'manage_stock': True, 'date_modified_gmt': '2026-11-21T02:40:00'}
    peer.answers = [rows([level | {'stock_quantity': '2'}, level | {'id': 8, 'stock_quantity': 1.5}])]
    assert [one.quantity for one in service.get_stock(['7', '8'])] == [2, 1]
