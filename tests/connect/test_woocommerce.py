"""WooCommerce, against answers as its documentation shows them (recorded/woocommerce): shop, products, failures."""
# ruff: noqa: F401, F811 - fixtures are imported

import base64
import json
import logging
from urllib.parse import urlsplit

import pytest
from woocommerce_common import HOOK_SECRET, KEY, SECRET, answer, asked, make, nothing_remembered, rows, service, single

from ic_connect import errors
from ic_connect.types import Money


def test_check_names_shop_version_and_currency(peer, service):
    peer.answers = [answer('system_status')]
    assert service.check() == 'shop.example, WooCommerce 9.4.1, USD'
    assert asked(peer) == [('GET', 'system_status', {'_fields': 'environment,settings'}, None)]
    sent = peer.asked[0].headers
    assert base64.b64decode(sent['authorization'].removeprefix('Basic ')).decode() == f'{KEY}:{SECRET}'
    assert sent['cache-control'] == 'no-cache'


@pytest.mark.parametrize(
    ('site', 'path'),
    [
        (' https://shop.example/ ', '/wp-json/wc/v3/system_status'),
        ('https://shop.example/de/shop', '/de/shop/wp-json/wc/v3/system_status'),
        ('https://shop.example/wp-admin/', '/wp-json/wc/v3/system_status'),
        ('https://shop.example/wp-json', '/wp-json/wc/v3/system_status'),
    ],
)
def test_the_address_is_taken_as_people_paste_it(peer, make, site, path):
    peer.answers = [answer('system_status')]
    make(site=site).check()
    assert urlsplit(peer.asked[0].path).path == path


@pytest.mark.parametrize(
    ('site', 'said'),
    [
        ('http://shop.example', "by https"),
        ('shop.example', "must look like"),
        ('', "must look like"),
        ('https://', "must look like"),
        ('https://user:hidden-7731@shop.example', "must look like"),
        ('https://shop.example/?page=2', "must look like"),
        ('https://shop.example/#top', "must look like"),
        ('https://shop.example:port', "must look like"),
        ('https://shop .example', "must look like"),
        ('ftp://shop.example', "must look like"),
    ],
)
def test_an_address_that_cannot_be_right_is_refused_before_any_call(peer, make, site, said):
    service = make(site=site)
    with pytest.raises(errors.Forbidden, match=said) as failure:
        service.check()
    assert 'hidden' not in str(failure.value)
    assert peer.asked == []


def test_items_of_a_page_with_the_variations_of_variable_products(peer, service):
    peer.answers = [answer('currency'), answer('products'), answer('variations')]
    items, cursor = service.list_items()
    assert cursor == ''
    assert [(one.remote_id, one.sku, one.status, one.quantity) for one in items] == [
        ('799/732', 'SYI-B', 'live', 2),
        ('799/733', 'SYI-G', 'draft', 7),
        ('794', 'W-1', 'live', 1),
        ('796', 'W-2', 'draft', 3),
        ('797', 'W-3', 'sold', 0),
    ]
    assert [one.title for one in items[:3]] == [
        'Ship Your Idea - Black',
        'Ship Your Idea - Green',
        'Ladies’ Watch & Box',
    ]
    assert (items[2].price, items[3].price) == (Money('21.99', 'USD'), None)
    assert items[2].url == 'https://example.com/product/794/'
    assert [one[1] for one in asked(peer)] == ['data/currencies/current', 'products', 'products/799/variations']
    assert asked(peer)[1][2].items() >= {'page': '1', 'per_page': '100', 'orderby': 'id', 'order': 'asc'}.items()


def test_items_go_on_while_the_header_says_there_are_pages(peer, service):
    peer.answers = [answer('currency'), rows([], pages=2), rows([], pages=2)]
    assert service.list_items() == ([], '2')
    assert service.list_items('2') == ([], '')
    assert asked(peer)[-1][2]['page'] == '2'


def test_without_the_header_a_full_page_means_more(peer, service):
    full = [{'id': number, 'name': 'x', 'type': 'simple'} for number in range(1, 101)]
    peer.answers = [answer('currency'), {'body': json.dumps(full).encode()}]
    assert service.list_items()[1] == '2'


FIREWALL = b'<!DOCTYPE html><title>Attention Required!</title>'


@pytest.mark.parametrize(
    ('given', 'raised', 'said'),
    [
        (answer('error_keys'), errors.AuthError, "Consumer key is invalid"),
        (answer('error_no_header'), errors.AuthError, "hand on the Authorization header"),
        ({'status': 401, 'body': b'<html>'}, errors.AuthError, "are the keys right"),
        ({'status': 403, 'body': b'{"code": "woocommerce_rest_cannot_view"}'}, errors.AuthError, "cannot_view"),
        ({'status': 403, 'body': FIREWALL}, errors.Unreachable, "firewall"),
        ({'status': 503, 'body': FIREWALL}, errors.Unreachable, "503"),
        ({'status': 200, 'body': FIREWALL}, errors.Unreachable, "expected JSON"),
        ({'status': 200, 'body': b'[]'}, errors.Unreachable, "not answer with what"),
        ({'status': 302, 'headers': {'Location': 'https://login.example'}}, errors.Rejected, "redirects"),
        ({'status': 404, 'body': b'<html>Not found'}, errors.Unreachable, "permalinks"),
        (answer('error_no_route'), errors.Unreachable, "is WooCommerce active"),
        ({'status': 429, 'headers': {'Retry-After': '60'}}, errors.RateLimited, "429"),
        ({'status': 500}, errors.Unreachable, "500"),
        ({'status': 400, 'body': b'{"code": "rest_invalid_param"}'}, errors.Rejected, "rest_invalid_param"),
    ],
)
def test_failures_have_their_class_and_no_secret_in_them(peer, service, caplog, given, raised, said):
    caplog.set_level(logging.DEBUG)
    token = base64.b64encode(f'{KEY}:{SECRET}'.encode()).decode()
    given = given | {'body': given.get('body', b'') + f'<!-- {KEY} {SECRET} {HOOK_SECRET} {token} -->'.encode()}
    if given['body'][:1] in (b'{', b'['):
        given['body'] = given['body'].partition(b'<!--')[0]
    peer.answers = [given] * 3
    with pytest.raises(errors.ServiceError, match=said) as failure:
        service.check()
    assert type(failure.value) is raised
    assert failure.value.status == given['status']
    for secret in (KEY, SECRET, HOOK_SECRET, token):
        assert secret not in str(failure.value) + repr(failure.value) + caplog.text + repr(service)


def test_a_list_that_is_no_list_is_no_empty_shop(peer, service):
    peer.answers = [single({'message': 'maintenance'})]
    with pytest.raises(errors.Unreachable, match="list"):
        service.get_stock(['794'])


def test_a_wait_that_the_shop_asks_for_is_handed_on(peer, service):
    peer.answers = [{'status': 429, 'headers': {'Retry-After': '90'}}]
    with pytest.raises(errors.RateLimited) as failure:
        service.check()
    assert failure.value.retry_after == 90
