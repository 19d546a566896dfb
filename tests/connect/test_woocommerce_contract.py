"""Every request the WooCommerce client can send, held against the vendor's property tables (api-specs/woocommerce)."""
# ruff: noqa: F401, F811 - fixtures are imported

import json
from datetime import UTC, datetime

import pytest
from published import published
from woocommerce_common import (
    HOOK,
    SPEC,
    answer,
    change,
    listing,
    make,
    nothing_remembered,
    rows,
    service,
    wrong_answer,
)

from ic_connect.channels.base import Channel

# What the description lacks and WooCommerce has. It was made from a recording of an older shop and the vendor's pages.
KNOWN_GAPS = {
    # WooCommerce 5.8 and newer: get_collection_params() of the vendor's CRUD controller.
    'GET /wc/v3/orders: unknown parameter dates_are_gmt',
    'GET /wc/v3/orders: unknown parameter modified_after',
    # In the recorded index beside it (wc-v3.index.recorded.json: POST, PUT, PATCH with status and secret); the page of
    # the vendor describes it under a wrong heading, which the description was made from.
    'no operation PUT /wp-json/wc/v3/webhooks/143',
}


def _call_everything(peer, service, make):
    """Let every verb make every kind of call it knows. Yields its name."""
    photos = ['https://house.example/1.jpg', 'https://house.example/2.jpg']
    rich = {
        'description': '<p>Fine.</p>',
        'photos': photos,
        'brand': 'Maker',
        'attributes': {'Size': '40 mm', 'Year': 1999},
    }
    there = {'id': 41, 'src': 'https://shop.example/1.jpg'}
    yield 'check', [answer('system_status')], service.check
    yield 'list_items', [answer('currency'), answer('products'), answer('variations')], service.list_items
    yield 'list_items', [rows([])], lambda: service.list_items('2')
    new = [rows([]), answer('product_created')]
    for status in ('live', 'sold', 'draft'):
        piece = listing(**rich, status=status, inquire_url='https://house.example/i')
        yield 'push_listing', list(new), lambda piece=piece: service.push_listing(piece)
        for remote_id, found in (
            ('794', answer('product_edit')),
            ('794', answer('product_edit', type='variable')),
            ('794', answer('product_edit', manage_stock=False)),
            ('794', answer('product_edit', images=[there], meta_data=[{'key': '_ic_photos', 'value': 'x'}])),
            ('799/732', answer('product_edit')),
            ('799/732', answer('product_edit', manage_stock='parent')),
        ):
            piece = listing(**rich, status=status, remote_id=remote_id, inquire_url='https://house.example/i')
            calls = [found, answer('product_written')]
            yield 'push_listing', calls, lambda piece=piece: service.push_listing(piece)
    yield 'end_listing', [answer('product_written')], lambda: service.end_listing('794')
    yield 'end_listing', [answer('product_written')], lambda: service.end_listing('799/732')
    yield 'get_stock', [answer('stock'), answer('variations')], lambda: service.get_stock(['794', '799/732'])
    one = [change('794', 0, 1)]
    yield 'set_stock', [answer('stock'), answer('product_written')], lambda: service.set_stock(one)
    many = [change('794', 0, 1), change('798', 2, 5)]
    yield 'set_stock', [answer('stock'), answer('batch')], lambda: service.set_stock(many)
    one_variation = [change('799/732', 1, 2)]
    yield 'set_stock', [answer('variations'), answer('product_written')], lambda: service.set_stock(one_variation)
    variations = [{'id': number, 'manage_stock': True, 'stock_quantity': 5} for number in (732, 733)]
    two = [change('799/732', 1, 5), change('799/733', 1, 5)]
    yield 'set_stock', [rows(variations), answer('batch')], lambda: service.set_stock(two)
    since = datetime(2026, 11, 20, tzinfo=UTC)
    yield 'list_orders', [answer('orders'), answer('refunds')], lambda: service.list_orders(since)
    yield (
        'list_orders',
        [answer('error_parameter'), answer('orders'), answer('refunds')],
        lambda: service.list_orders(since),
    )
    order = json.loads(answer('orders')['body'])[1]
    yield 'get_order', [{'body': json.dumps(order).encode()}, answer('refunds')], lambda: service.get_order('723')
    yield 'list_subscriptions', [answer('webhooks')], service.list_subscriptions
    yield 'subscribe', [answer('webhooks')], lambda: service.subscribe(HOOK)
    yield 'subscribe', [rows([])], lambda: make(webhook_secret='').subscribe(HOOK)
    yield 'unsubscribe', [answer('webhooks')], lambda: service.unsubscribe(HOOK)


def test_nothing_we_send_is_refused(peer, service, make):
    spec = published(SPEC)
    called, found = set(), set()
    for verb, answers, call in _call_everything(peer, service, make):
        peer.answers, before = answers, len(peer.asked)
        call()
        called.add(verb)
        assert len(peer.asked) > before
    for one in peer.asked:
        found.update(spec.complaints(one.method, one.path, json.loads(one.body) if one.body else None))
    assert found == KNOWN_GAPS
    silent = {'page_url', 'verify_webhook', 'parse_webhook'}
    assert called | silent == {verb for verb in Channel.verbs if type(service).supports(verb)}
    assert len(peer.asked) > 60


def test_the_check_finds_what_is_wrong(peer):
    spec = published(SPEC)
    assert spec.complaints('PUT', '/wp-json/wc/v3/products/794', {'regular_prise': '1', 'stock_quantity': '1'}) == [
        "PUT /wc/v3/products/{id}.stock_quantity: '1' is not of type 'integer'",
        "PUT /wc/v3/products/{id}: Unevaluated properties are not allowed ('regular_prise' was unexpected)",
    ]
    assert spec.complaints('GET', '/wp-json/wc/v3/products?skus=1') == ['GET /wc/v3/products: unknown parameter skus']
    assert spec.complaints('DELETE', '/wp-json/wc/v3/products') == ['no operation DELETE /wp-json/wc/v3/products']


@pytest.mark.parametrize('name', ['orders', 'refunds', 'webhooks', 'variations', 'product_edit', 'product_written'])
def test_the_recordings_are_as_the_vendor_describes_them(name):
    spec = published(SPEC)
    kind = {'orders': 'Order', 'refunds': 'OrderRefund', 'webhooks': 'Webhook', 'variations': 'ProductVariation'}
    body = json.loads(answer(name)['body'])
    for row in body if isinstance(body, list) else [body]:
        assert wrong_answer(spec, kind.get(name, 'Product'), row) == []
