"""Shopify: access, the shop's facts, failures and limits, webhooks. Listings, stock and orders are tested beside."""

import logging
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from shopify_common import *  # noqa: F403 (its fixtures too)
from shopify_common import LOCATION, REFRESH, SECRET, SHOP, TOKEN, answer, asked, failed, record, sent, told

from ic_connect import errors, registry
from ic_connect.types import Location

KIND = registry.get('channels', 'shopify')


# Access


def test_the_address_at_which_a_person_grants_access(make, peer):
    url = urlsplit(make().authorize_url('https://house.example/back', 'state-1'))
    assert f'{url.scheme}://{url.netloc}{url.path}' == f'{peer.url}/admin/oauth/authorize'
    assert dict(parse_qsl(url.query)) == {
        'client_id': 'id-7',
        'scope': 'read_products,write_products,read_inventory,write_inventory,read_locations,read_orders,read_returns,'
        'read_publications,write_publications',
        'redirect_uri': 'https://house.example/back',
        'state': 'state-1',
    }


def test_it_leads_to_the_shop_itself_without_a_stand_in(monkeypatch):
    monkeypatch.delenv('IC_STAND_INS', raising=False)
    url = KIND(shop=SHOP, client_secret=SECRET).authorize_url('https://house.example/back', 's')
    assert url.startswith(f'https://{SHOP}/admin/oauth/authorize?')


def token_call(peer):
    (call,) = peer.asked
    assert (call.method, call.path) == ('POST', '/admin/oauth/access_token')
    assert call.headers['content-type'] == 'application/x-www-form-urlencoded'
    assert 'x-shopify-access-token' not in call.headers
    return dict(parse_qsl(call.body.decode()))


def almost(text, seconds):
    return abs(datetime.fromisoformat(text) - datetime.now(UTC) - timedelta(seconds=seconds)) < timedelta(seconds=5)


def test_an_app_of_the_house_asks_with_its_own_name(make, peer):
    peer.answers = [answer('token')]
    found = make(access_token='').refresh_tokens()
    assert token_call(peer) == {'client_id': 'id-7', 'client_secret': SECRET, 'grant_type': 'client_credentials'}
    assert found.keys() == {'access_token', 'expires_at'}
    assert found['access_token'] == 'shpat_new_token_7731' and almost(found['expires_at'], 86399)


def test_a_code_is_traded_for_tokens_that_expire(make, peer):
    peer.answers = [answer('token_expiring')]
    found = make(access_token='').obtain_tokens('https://house.example/back', 'code-9')
    assert token_call(peer) == {'client_id': 'id-7', 'client_secret': SECRET, 'code': 'code-9', 'expiring': '1'}
    assert found['refresh_token'] == 'shprt_new_token_7731' and almost(found['expires_at'], 3600)


def test_a_refresh_token_is_used_once_and_never_twice(make, peer):
    peer.answers = [told({}, 503), answer('token_expiring')]
    service = make(refresh_token=REFRESH, expires_at='2026-11-21T10:00:00+00:00')
    with pytest.raises(errors.Unreachable):
        service.refresh_tokens()
    assert token_call(peer)['grant_type'] == 'refresh_token'
    found = service.refresh_tokens()
    assert found['refresh_token'] == 'shprt_new_token_7731'
    assert dict(parse_qsl(peer.asked[1].body.decode()))['refresh_token'] == REFRESH


def test_a_token_of_an_older_app_cannot_be_renewed(make, peer):
    with pytest.raises(errors.AuthError, match='enter a new one'):
        make(client_id='').refresh_tokens()
    assert peer.asked == []


@pytest.mark.parametrize('status', [400, 401, 403, 404])
def test_a_refused_grant_needs_a_person(make, peer, status):
    peer.answers = [told({'error': 'invalid_grant'}, status)]
    with pytest.raises(errors.AuthError):
        make(access_token='').refresh_tokens()


@pytest.mark.parametrize('body', [{}, {'access_token': ''}, []])
def test_an_answer_without_a_token_is_no_grant(make, peer, body):
    peer.answers = [told(body)]
    with pytest.raises(errors.AuthError):
        make(access_token='').refresh_tokens()


@pytest.mark.parametrize(
    'shop',
    [
        '',
        'shop.example',
        'x.myshopify.com.evil.example',
        'evil.example/x.myshopify.com',
        'a b.myshopify.com',
        '-x.myshopify.com',
        'user@x.myshopify.com',
        'x.myshopify.com:8080',
        'x.myshopify.com/admin',
    ],
)
def test_only_shopify_s_own_addresses_are_called(make, peer, shop):
    service = make(shop=shop)
    for call in (service.check, service.refresh_tokens, lambda: service.authorize_url('https://a.example', 's')):
        with pytest.raises(errors.Rejected, match='your-store.myshopify.com'):
            call()
    assert peer.asked == []


@pytest.mark.parametrize('shop', [f' {SHOP} ', f'https://{SHOP}/', SHOP.upper()])
def test_an_address_may_be_pasted_as_a_browser_shows_it(monkeypatch, shop):
    monkeypatch.delenv('IC_STAND_INS', raising=False)
    assert KIND(shop=shop, client_secret=SECRET).http.base_url == f'https://{SHOP}'


def test_without_a_token_nothing_is_asked(make, peer):
    with pytest.raises(errors.AuthError, match='connect the shop') as failure:
        make(access_token='').check()
    assert failure.value.code == 'no_token' and peer.asked == []


# The shop


def test_check_names_the_shop(service, peer):
    peer.answers = [answer('setup')]
    assert service.check() == 'Ostrander & Pell (ostrander-pell.myshopify.com, USD)'


def test_check_names_the_rights_that_lack(service, peer):
    few = {'accessScopes': [{'handle': one} for one in ('write_products', 'read_inventory', 'read_orders')]}
    peer.answers = [answer('setup', currentAppInstallation=few)]
    with pytest.raises(errors.AuthError) as failure:
        service.check()
    assert 'lacks write_inventory, read_locations, read_returns, read_publications, write_publications' in str(
        failure.value
    )


def test_check_asks_anew_and_others_do_not(make, peer):
    service = make()
    peer.answers = [answer('setup'), answer('stock'), answer('stock'), answer('setup')]
    service.check()
    service.get_stock(['101'])
    make().get_stock(['101'])
    service.check()
    assert ['Setup' in one['query'] for one in asked(peer)] == [True, False, False, True]
    places = [sent(peer)[1][name][-2:] for name in ('l0', 'l1', 'l2')]
    assert places == [LOCATION[-2:], '12', '11'], "all that are active, those that ship web orders first"


def test_a_location_is_a_number(make, peer):
    with pytest.raises(errors.Rejected, match="'Showroom'"):
        make(location_ids='Showroom').get_stock(['1'])
    assert peer.asked == []


def test_a_shop_without_web_orders_must_name_a_location(make, peer):
    peer.answers = [answer('setup', locations={'nodes': []})]
    with pytest.raises(errors.Rejected, match='name one'):
        make().get_stock(['1'])


def pages_of_locations():
    more = record('locations')['body']['data']['locations']
    first = {'nodes': more['nodes'][:2], 'pageInfo': {'hasNextPage': True, 'endCursor': 'next'}}
    second = {'nodes': more['nodes'][2:], 'pageInfo': {'hasNextPage': False, 'endCursor': None}}
    return [answer('locations', locations=first), answer('locations', locations=second)]


def test_locations_those_that_ship_web_orders_first(make, peer):
    peer.answers = [answer('setup'), *pages_of_locations()]
    assert make().list_locations() == [
        Location('24826418', 'Showroom', is_active=True),
        Location('12', 'Window', is_active=True),
        Location('11', 'Private office', is_active=True),
        Location('13', 'Old branch', is_active=False),
    ]
    assert [one.get('after') for one in sent(peer)] == [None, None, 'next']


def test_locations_that_were_named_and_no_others(make, peer):
    peer.answers = pages_of_locations()
    found = make(location_ids='11, 24826418').list_locations()
    assert [one.remote_id for one in found] == ['11', '24826418']


# Failures and limits


LEAK = f'{TOKEN} {SECRET}'  # as if the vendor repeated what it was told


@pytest.mark.parametrize(
    ('given', 'raised'),
    [
        (told({'errors': f'Not Found {LEAK}'}, 404), errors.AuthError),
        (told({'errors': f'invalid token {LEAK}'}, 401), errors.AuthError),
        (told({'errors': f'forbidden {LEAK}'}, 403), errors.AuthError),
        (told({'errors': f'unpaid {LEAK}'}, 402), errors.AuthError),
        (told({'errors': f'locked {LEAK}'}, 423), errors.AuthError),
        (told({'errors': f'odd {LEAK}'}, 400), errors.Rejected),
        (told({'errors': f'security {LEAK}'}, 430), errors.RateLimited),
        (failed(f'Access denied for shop field {LEAK}', 'ACCESS_DENIED'), errors.AuthError),
        (failed(f'This shop is gone {LEAK}', 'SHOP_INACTIVE'), errors.AuthError),
        (failed(f'Internal error {LEAK}', 'INTERNAL_SERVER_ERROR'), errors.Unreachable),
        (failed(f'Query cost is 1200 {LEAK}', 'MAX_COST_EXCEEDED'), errors.Rejected),
        (told({'errors': [{'message': "Field 'x' does not exist"}]}), errors.Rejected),
        (told({'errors': f'some text {LEAK}'}), errors.Rejected),
        (told({'errors': ['a text in a list']}), errors.Rejected),
        (told({'data': None}), errors.Unreachable),
        (told([1]), errors.Unreachable),
        ({'body': b'<html>'}, errors.Unreachable),
    ],
)
def test_failures_have_their_class_and_no_secret_in_them(service, peer, given, raised, caplog):
    caplog.set_level(logging.DEBUG)
    peer.answers = [given] * 4
    with pytest.raises(raised) as failure:
        service.check()
    for secret in (TOKEN, SECRET):
        assert secret not in str(failure.value) + caplog.text + repr(service)


def test_a_throttled_call_waits_as_long_as_its_points_need(service, peer):
    peer.answers = [answer('throttled'), answer('setup')]
    assert service.check().startswith('Ostrander')
    assert service.pauses == [2.0], "752 asked, 552 there, 100 a second"


def test_who_is_throttled_again_and_again_hears_for_how_long(service, peer):
    peer.answers = [answer('throttled')] * 4
    with pytest.raises(errors.RateLimited) as failure:
        service.check()
    assert failure.value.retry_after == 2.0 and len(peer.asked) == 4


def test_a_long_wait_is_left_to_the_caller(service, peer):
    body = record('throttled')['body']
    body['extensions']['cost']['throttleStatus'] = {
        'maximumAvailable': 2000,
        'currentlyAvailable': 0,
        'restoreRate': 10,
    }
    peer.answers = [told(body)]
    with pytest.raises(errors.RateLimited) as failure:
        service.check()
    assert failure.value.retry_after == 75.2 and len(peer.asked) == 1 and service.pauses == []


def test_what_the_shop_says_of_its_points_is_believed_by_all_connections(make, peer):
    service = make()
    assert (service._wire.budget.capacity, service._wire.budget.per_second) == (2000, 100)
    setup = record('setup')['body']
    setup['extensions']['cost']['throttleStatus'] = {
        'maximumAvailable': 20000.0,
        'currentlyAvailable': 321,
        'restoreRate': 1000.0,
    }
    peer.answers = [told(setup)]
    service.check()
    budget = make(client_id='another')._wire.budget
    assert budget is service._wire.budget
    assert (budget.capacity, budget.per_second, budget._level) == (20000.0, 1000.0, 321)
