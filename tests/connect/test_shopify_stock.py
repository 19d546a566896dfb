"""Shopify: reading and setting stock, many at once and each with its own result."""

import uuid
from datetime import UTC, datetime

import pytest
from shopify_common import *  # noqa: F403 (its fixtures too)
from shopify_common import LOCATION, answer, asked, change, record, sent, told

from ic_connect import errors
from ic_connect.types import StockLevel

DONE = datetime(2026, 11, 20, 12, 1, tzinfo=UTC)


def refusal(code):
    error = {'code': code, 'field': None, 'message': 'in words'}
    return told({'data': {'inventorySetQuantities': {'inventoryAdjustmentGroup': None, 'userErrors': [error]}}})


def level(remote_id, quantity, location=LOCATION):
    return StockLevel(remote_id, quantity, DONE, location_id=location)


# Reading


def test_levels_are_read_with_the_shop_s_own_time(service, peer):
    peer.answers = [answer('stock')]
    assert service.get_stock(['101', '102', '999', '103']) == [
        StockLevel('101', 1, datetime(2026, 11, 20, 12, 0, 5, tzinfo=UTC), location_id=LOCATION),
        StockLevel('103', -1, datetime(2026, 11, 20, 12, 0, 0, tzinfo=UTC), location_id=LOCATION),
    ], "not stocked there is not zero, and what is unknown is missing"
    assert sent(peer) == [
        {
            'ids': [f'gid://shopify/InventoryItem/{one}' for one in ('101', '102', '999', '103')],
            'l0': f'gid://shopify/Location/{LOCATION}',
        }
    ]


@pytest.mark.parametrize(
    ('locations', 'sizes'), [('1', [250, 250, 1]), ('1,2', [180, 180, 141]), ('1,2,3,4', [100, 100, 100, 100, 100, 1])]
)
def test_a_call_stays_below_the_points_of_one(make, peer, locations, sizes):
    peer.answers = [told({'data': {'nodes': []}})] * 9
    service = make(location_ids=locations)
    service.http.patience = 600  # nobody really waits here, so the points never come back
    service.get_stock([str(one) for one in range(501)])
    assert [len(one['ids']) for one in sent(peer)] == sizes


def test_nothing_asked_is_nothing_called(service, peer):
    assert service.get_stock([]) == [] and service.set_stock([]) == {} and peer.asked == []


# Setting


def test_a_change_is_compared_and_has_a_key(service, peer):
    peer.answers = [answer('stock_set')]
    assert service.set_stock([change('101', 0, 1)]) == {('101', ''): level('101', 0)}
    (variables,) = sent(peer)
    assert variables['input'] == {
        'name': 'available',
        'reason': 'correction',
        'referenceDocumentUri': f"gid://inventory-connect/Batch/{variables['key']}",
        'quantities': [
            {
                'inventoryItemId': 'gid://shopify/InventoryItem/101',
                'locationId': f'gid://shopify/Location/{LOCATION}',
                'quantity': 0,
                'changeFromQuantity': 1,
            }
        ],
    }
    assert uuid.UUID(variables['key']).version == 5
    assert '@idempotent(key: $key)' in asked(peer)[0]['query']


def test_the_check_is_left_out_only_when_a_person_counted(service, peer):
    peer.answers = [answer('stock_set')] * 2
    service.set_stock([change('101', 0, 0), change('102', 3)])
    assert [one['changeFromQuantity'] for one in sent(peer)[0]['input']['quantities']] == [0, None]


def test_the_same_change_has_the_same_key_and_another_another(service, peer):
    peer.answers = [answer('stock_set')] * 3
    for one in (change('101', 0, 1), change('101', 0, 1), change('102', 0, 1)):
        service.set_stock([one])
    first, second, third = [one['key'] for one in sent(peer)]
    assert first == second != third


def test_what_moved_the_goods_is_told_to_the_shop_s_history(service, peer):
    peer.answers = [answer('stock_set')]
    service.set_stock([change('101', 0, 1, reference='S0001/2 é')])
    assert sent(peer)[0]['input']['referenceDocumentUri'] == 'gid://inventory-connect/Move/S0001%2F2%20%C3%A9'


def test_the_same_key_goes_again_when_no_answer_came(service, peer):
    peer.answers = [told({}, 503), answer('stock_set')]
    assert service.set_stock([change('101', 0, 1)]) == {('101', ''): level('101', 0)}
    first, second = sent(peer)
    assert first == second


def test_a_place_is_named_by_the_change_or_is_the_usual_one(service, peer):
    peer.answers = [answer('stock_set')]
    found = service.set_stock([change('101', 0, 1, location_id='7'), change('101', 2, 1)])
    assert found == {('101', '7'): level('101', 0, '7'), ('101', ''): level('101', 2)}
    assert [one['locationId'] for one in sent(peer)[0]['input']['quantities']] == [
        'gid://shopify/Location/7',
        f'gid://shopify/Location/{LOCATION}',
    ]


def test_as_many_as_shopify_takes_go_in_one_call(service, peer):
    peer.answers = [answer('stock_set')] * 3
    found = service.set_stock([change(str(one), 0, 1) for one in range(1, 502)])
    assert len(found) == 501 and all(isinstance(one, StockLevel) for one in found.values())
    assert [len(one['input']['quantities']) for one in sent(peer)] == [250, 250, 1]


def test_a_thing_is_changed_once_in_a_call_and_in_order(service, peer):
    peer.answers = [answer('stock_set')] * 2
    found = service.set_stock([change('101', 0, 1), change('102', 5, 4), change('101', 3, 0)])
    assert [[row['quantity'] for row in one['input']['quantities']] for one in sent(peer)] == [[0, 5], [3]]
    assert found[('101', '')].quantity == 3


def test_one_bad_item_never_spoils_the_others(service, peer):
    peer.answers = [answer('stock_half'), answer('stock_set')]
    found = service.set_stock([change(str(one), 0, 1) for one in (101, 102, 103, 104)])
    assert found[('101', '')] == level('101', 0) and found[('103', '')] == level('103', 0)
    assert type(found[('102', '')]) is errors.Stale and found[('102', '')].code == 'CHANGE_FROM_QUANTITY_STALE'
    assert type(found[('104', '')]) is errors.NotFound
    first, second = sent(peer)
    assert [one['inventoryItemId'][-3:] for one in second['input']['quantities']] == ['101', '103']
    assert first['key'] != second['key'], "a refused key is used up"


def test_what_is_known_is_kept_when_the_rest_gets_no_answer(service, peer):
    peer.answers = [answer('stock_half'), *[told({}, 500)] * 3]
    found = service.set_stock([change(str(one), 0, 1) for one in (101, 102, 103, 104)])
    assert [type(one).__name__ for one in found.values()] == ['Stale', 'NotFound', 'Unreachable', 'Unreachable']


def test_what_is_known_is_kept_when_the_next_call_fails(service, peer):
    peer.answers = [answer('stock_set'), told({}, 401)]
    found = service.set_stock([change(str(one), 0, 1) for one in range(251)])
    assert [type(one).__name__ for one in found.values()] == ['StockLevel'] * 250 + ['AuthError']


def test_a_failure_is_raised_when_nothing_is_known(service, peer):
    peer.answers = [told({}, 401)]
    with pytest.raises(errors.AuthError):
        service.set_stock([change('101', 0, 1), change('102', 0, 1)])


def test_a_refusal_without_a_place_is_looked_for_by_halves(service, peer):
    peer.answers = [
        refusal('NON_MUTABLE_INVENTORY_ITEM'),  # of four
        answer('stock_set'),  # the first two
        refusal('NON_MUTABLE_INVENTORY_ITEM'),  # the last two
        refusal('NON_MUTABLE_INVENTORY_ITEM'),  # the third
        answer('stock_set'),  # the fourth
    ]
    found = service.set_stock([change(str(one), 0, 1) for one in (101, 102, 103, 104)])
    assert [key[0] for key, one in found.items() if isinstance(one, StockLevel)] == ['101', '102', '104']
    assert type(found[('103', '')]) is errors.Rejected
    assert len({one['key'] for one in sent(peer)}) == 5


@pytest.mark.parametrize('code', ['INVALID_REASON', 'INVALID_NAME', 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH'])
def test_a_refusal_of_the_call_as_such_is_not_looked_for(service, peer, code):
    peer.answers = [refusal(code)]
    found = service.set_stock([change('101', 0, 1), change('102', 0, 1)])
    assert [type(one) for one in found.values()] == [errors.Rejected] * 2 and len(peer.asked) == 1


def test_a_key_that_failed_before_is_replaced(service, peer):
    peer.answers = [refusal('IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED'), answer('stock_set')]
    assert service.set_stock([change('101', 0, 1)]) == {('101', ''): level('101', 0)}
    first, second = sent(peer)
    assert first['key'] != second['key'] and first['input']['quantities'] == second['input']['quantities']


def test_a_key_that_is_at_work_is_waited_for(service, peer):
    peer.answers = [refusal('IDEMPOTENCY_CONCURRENT_REQUEST'), answer('stock_set')]
    assert service.set_stock([change('101', 0, 1)]) == {('101', ''): level('101', 0)}
    assert service.pauses == [1] and sent(peer)[0] == sent(peer)[1]


def test_a_key_that_stays_at_work_is_tried_again_later(service, peer):
    peer.answers = [refusal('IDEMPOTENCY_CONCURRENT_REQUEST')] * 3
    with pytest.raises(errors.Unreachable):
        service.set_stock([change('101', 0, 1)])


@pytest.mark.parametrize('expected', [0, None])
def test_an_item_that_is_not_kept_there_yet_is_brought_in(service, peer, expected):
    peer.answers = [answer('not_stocked'), answer('activated')]
    found = service.set_stock([change('101', 2, expected)])
    moment = datetime(2026, 11, 20, 12, 2, tzinfo=UTC)
    assert found == {('101', ''): StockLevel('101', 2, moment, location_id=LOCATION)}
    made = sent(peer)[1]
    assert made.pop('key')
    assert made == {
        'item': 'gid://shopify/InventoryItem/101',
        'location': f'gid://shopify/Location/{LOCATION}',
        'available': 2,
    }


def test_an_item_that_is_not_kept_there_any_more_is_news(service, peer):
    peer.answers = [answer('not_stocked')]
    found = service.set_stock([change('101', 0, 1)])
    assert type(found[('101', '')]) is errors.Stale and len(peer.asked) == 1


@pytest.mark.parametrize(
    ('message', 'raised'), [('the item is already active', errors.Stale), ('no such location', errors.Rejected)]
)
def test_bringing_in_may_be_refused(service, peer, message, raised):
    body = record('activated')['body']
    body['data']['inventoryActivate'] = {
        'inventoryLevel': None,
        'userErrors': [{'field': ['available'], 'message': message}],
    }
    peer.answers = [answer('not_stocked'), told(body)]
    assert type(service.set_stock([change('101', 2, 0)])[('101', '')]) is raised


def test_a_figure_that_was_right_already_has_no_entry_in_the_shop_s_history(service, peer):
    peer.answers = [answer('stock_set', inventorySetQuantities={'inventoryAdjustmentGroup': None, 'userErrors': []})]
    found = service.set_stock([change('101', 1, 1)])[('101', '')]
    assert found.quantity == 1 and abs((datetime.now(UTC) - found.observed_at).total_seconds()) < 5
