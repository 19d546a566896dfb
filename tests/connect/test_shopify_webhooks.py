"""Shopify: webhooks asked for, proven and read."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest
from shopify_common import *  # noqa: F403 (its fixtures too)
from shopify_common import HOOK, SECRET, answer, record, sent, told

from ic_connect import errors


def test_all_topics_are_subscribed_and_what_is_wrong_is_mended(service, peer):
    peer.answers = [answer('subscriptions'), *[answer('subscribed')] * 3, answer('resubscribed')]
    peer.answers += [answer('subscribed_before')] * 10
    assert service.subscribe(HOOK) == {}
    calls = sent(peer)[1:]
    assert {one['webhook']['uri'] for one in calls} == {HOOK}
    assert [one['topic'] for one in calls if 'topic' in one] == [
        'INVENTORY_LEVELS_UPDATE',
        'INVENTORY_LEVELS_CONNECT',
        'INVENTORY_LEVELS_DISCONNECT',
        'ORDERS_CANCELLED',
        'ORDERS_EDITED',
        'REFUNDS_CREATE',
        'RETURNS_PROCESS',
        'RETURNS_CLOSE',
        'RETURNS_CANCEL',
        'RETURNS_UPDATE',
        'PRODUCTS_UPDATE',
        'PRODUCTS_DELETE',
        'APP_UNINSTALLED',
    ]
    assert [one for one in calls if 'id' in one] == [
        {
            'id': 'gid://shopify/WebhookSubscription/2',
            'webhook': {'uri': HOOK, 'format': 'JSON', 'includeFields': ['id', 'updated_at']},
        }
    ]


def test_a_subscription_that_is_refused_says_why_and_the_others_are_made(service, peer):
    body = record('subscribed_before')['body']
    body['data']['webhookSubscriptionCreate']['userErrors'][0]['message'] = 'Address is not allowed'
    peer.answers = [answer('subscriptions'), told(body), *[answer('subscribed')] * 2, answer('resubscribed')]
    peer.answers += [answer('subscribed')] * 10
    with pytest.raises(errors.Rejected, match='not allowed'):
        service.subscribe(HOOK)
    assert len(sent(peer)) == 15 and sent(peer)[-1]['topic'] == 'APP_UNINSTALLED'


def test_subscriptions_are_listed_and_only_ours_taken_back(service, peer):
    peer.answers = [answer('subscriptions'), answer('subscriptions'), answer('unsubscribed'), answer('unsubscribed')]
    found = service.list_subscriptions()
    assert [(one.remote_id, one.topic, one.url) for one in found] == [
        ('1', 'ORDERS_CREATE', HOOK),
        ('2', 'ORDERS_UPDATED', HOOK),
        ('3', 'ORDERS_CREATE', 'https://else.example/'),
    ]
    service.unsubscribe(HOOK)
    assert [one.get('id') for one in sent(peer)[2:]] == [
        'gid://shopify/WebhookSubscription/1',
        'gid://shopify/WebhookSubscription/2',
    ]


BODY = b'{"inventory_item_id":271878346596884015,"location_id":24826418,"available":7}'
# Computed apart from this project: printf '%s' BODY | openssl dgst -sha256 -hmac shpss_secret_7731 -binary | base64
SIGNATURE = 'huPHuMkt32Edm3YtE3/AHxUX02PHDteaTXYiSy+rlws='


def test_a_signature_over_the_raw_body(service):
    service.verify_webhook({'x-shopify-hmac-sha256': SIGNATURE}, BODY)
    other = b'{"id":1, "note":"\xc3\xa9\\u00e9"}'
    signed = base64.b64encode(hmac.new(SECRET.encode(), other, hashlib.sha256).digest()).decode()
    service.verify_webhook({'X-Shopify-Hmac-SHA256': signed}, other)


@pytest.mark.parametrize(
    ('headers', 'body'),
    [
        ({'X-Shopify-Hmac-Sha256': SIGNATURE}, BODY.replace(b'7}', b'8}')),
        ({'X-Shopify-Hmac-Sha256': SIGNATURE}, json.dumps(json.loads(BODY)).encode()),
        ({'X-Shopify-Hmac-Sha256': SIGNATURE}, BODY + b'\n'),
        ({'X-Shopify-Hmac-Sha256': SIGNATURE[:-2] + 'A='}, BODY),
        ({'X-Shopify-Hmac-Sha256': ''}, BODY),
        ({'Shopify-Hmac-Sha256': SIGNATURE}, BODY),
        ({}, BODY),
    ],
)
def test_a_wrong_signature_is_refused(service, headers, body):
    with pytest.raises(errors.BadSignature):
        service.verify_webhook(headers, body)


@pytest.mark.parametrize('secret', ['shpss_other', ''])
def test_another_key_or_none_opens_nothing(make, secret):
    with pytest.raises(errors.BadSignature):
        make(client_secret=secret).verify_webhook({'X-Shopify-Hmac-Sha256': SIGNATURE}, BODY)


def event(service, topic, body):
    headers = {
        'X-Shopify-Topic': topic,
        'X-Shopify-Webhook-Id': 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
        'X-Shopify-Triggered-At': '2026-11-21T07:40:00.877041743Z',
    }
    return service.parse_webhook(headers, json.dumps(body).encode())


@pytest.mark.parametrize(
    ('topic', 'body', 'expected'),
    [
        (
            'inventory_levels/update',
            {'inventory_item_id': 271878346596884015, 'available': None},
            ('stock', '271878346596884015'),
        ),
        ('inventory_levels/connect', {'inventory_item_id': 7}, ('stock', '7')),
        ('inventory_levels/disconnect', {'inventory_item_id': 7, 'location_id': 1}, ('stock', '7')),
        ('orders/create', {'id': 5001}, ('order', '5001')),
        ('orders/updated', {'id': 5001}, ('order', '5001')),
        ('orders/cancelled', {'id': 5001}, ('order', '5001')),
        ('orders/edited', {'order_edit': {'id': 1, 'order_id': 5001}}, ('order', '5001')),
        ('refunds/create', {'id': 9, 'order_id': 5001}, ('order', '5001')),
        ('returns/process', {'id': 9, 'order': {'id': 5001}}, ('order', '5001')),
        ('returns/close', {'id': 9, 'order': {'id': 5001}}, ('order', '5001')),
        ('products/update', {'id': 3, 'variants': [{'inventory_item_id': 7}]}, ('listing', '7')),
        ('products/delete', {'id': 3}, ('listing', '')),
        ('app/uninstalled', {'id': 1, 'email': 'x'}, ('disconnected', '')),
    ],
)
def test_a_webhook_is_a_hint(service, topic, body, expected):
    (found,) = event(service, topic, body)
    assert (found.topic, found.subject_id) == expected
    assert found.remote_id == 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043'
    assert found.happened_at == datetime(2026, 11, 21, 7, 40, 0, 877041, tzinfo=UTC)
    assert found.payload == body


def test_a_product_of_several_variants_is_several_hints(service):
    found = event(service, 'products/update', {'variants': [{'inventory_item_id': 7}, {'inventory_item_id': 8}]})
    assert [(one.remote_id[36:], one.subject_id) for one in found] == [('', '7'), ('/1', '8')]


@pytest.mark.parametrize(
    ('topic', 'body'), [('themes/publish', {'id': 1}), ('returns/update', {'id': 9}), ('', {}), ('orders/create', {})]
)
def test_what_says_nothing_to_us_is_no_event(service, topic, body):
    assert event(service, topic, body) == []


GOOD = {
    'X-Shopify-Topic': 'orders/create',
    'X-Shopify-Webhook-Id': 'x',
    'X-Shopify-Triggered-At': '2026-01-01T10:00:00Z',
}


@pytest.mark.parametrize(
    ('headers', 'body'),
    [
        (GOOD, b''),
        (GOOD, b'no json'),
        (GOOD, b'[1]'),
        (GOOD | {'X-Shopify-Webhook-Id': ''}, b'{"id": 1}'),
        (GOOD | {'X-Shopify-Triggered-At': ''}, b'{"id": 1}'),
        (GOOD | {'X-Shopify-Triggered-At': 'today'}, b'{"id": 1}'),
        (GOOD | {'X-Shopify-Triggered-At': '2026-01-01T10:00:00'}, b'{"id": 1}'),
    ],
)
def test_a_broken_webhook_is_refused(service, headers, body):
    assert len(service.parse_webhook(GOOD, b'{"id": 1}')) == 1
    with pytest.raises(errors.Rejected):
        service.parse_webhook(headers, body)
