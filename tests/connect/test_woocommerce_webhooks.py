"""WooCommerce's webhooks: subscribing, proving, reading."""
# ruff: noqa: F401, F811 - fixtures are imported

import json

import pytest
from woocommerce_common import HOOK, HOOK_SECRET, answer, asked, make, nothing_remembered, service

from ic_connect import errors, registry


def test_subscriptions_are_those_we_made(peer, service):
    peer.answers = [answer('webhooks')]
    found = service.list_subscriptions()
    assert [(one.remote_id, one.topic, one.is_active) for one in found] == [
        ('142', 'order.updated', True),
        ('143', 'order.created', False),
        ('144', 'order.updated', True),
        ('146', 'product.updated', True),
    ]


def test_subscribing_makes_what_is_missing_and_mends_what_was_switched_off(peer, service):
    peer.answers = [answer('webhooks')]
    assert service.subscribe(HOOK) == {}
    calls = asked(peer)[1:]
    assert calls[0] == ('DELETE', 'webhooks/144', {'force': 'true'}, None), "there twice"
    assert calls[1] == ('PUT', 'webhooks/143', {}, {'status': 'active', 'secret': HOOK_SECRET})
    made = [one[3] for one in calls[2:]]
    assert [one['topic'] for one in made] == [
        'order.deleted',
        'order.restored',
        'product.updated',
        'product.deleted',
        'product.restored',
    ]
    assert made[0] == {
        'name': 'Inventory Connect',
        'topic': 'order.deleted',
        'delivery_url': HOOK,
        'secret': HOOK_SECRET,
        'status': 'active',
    }


def test_the_first_subscription_makes_a_secret_and_gives_it_to_hooks_left_from_before(peer, make):
    peer.answers = [answer('webhooks')]
    kept = make(webhook_secret='').subscribe(HOOK)
    assert list(kept) == ['webhook_secret'] and len(kept['webhook_secret']) >= 40
    assert not set(kept['webhook_secret']) & set('&<>"\''), "WooCommerce decodes HTML entities in a secret"
    secrets = [one[3]['secret'] for one in asked(peer) if one[3]]
    assert set(secrets) == {kept['webhook_secret']} and len(secrets) == 7


def test_unsubscribing_takes_back_what_leads_to_the_address(peer, service):
    peer.answers = [answer('webhooks'), answer('error_not_found')]
    service.unsubscribe(HOOK)
    assert [one[:3] for one in asked(peer)[1:]] == [
        ('DELETE', f'webhooks/{number}', {'force': 'true'}) for number in (142, 143, 144)
    ]


BODY = (
    b'{"id":727,"status":"processing","number":"727","date_modified_gmt":"2017-03-22T19:28:08",'
    b'"note":"caf\\u00e9 \\/ x"}'
)


@pytest.mark.parametrize(
    ('body', 'secret', 'signature'),
    [  # made with openssl dgst -sha256 -hmac
        (BODY, HOOK_SECRET, 'eVVz+tM1NRy1MXMoK3qGaTo4j7KeCfcIlAgkY4VcZNY='),
        (b'{"id":794}', 'Zq_-9', '880FTi7/OKpG18E4VEuc3719hWqp0SSOZ2GZdYQHM5A='),
    ],
)
def test_a_true_signature_passes(make, body, secret, signature):
    make(webhook_secret=secret).verify_webhook({'x-wc-webhook-signature': signature}, body)


SIGNED = {
    'X-WC-Webhook-Signature': 'eVVz+tM1NRy1MXMoK3qGaTo4j7KeCfcIlAgkY4VcZNY=',
    'X-WC-Webhook-Topic': 'order.updated',
}


@pytest.mark.parametrize(
    ('headers', 'body', 'secret'),
    [
        (SIGNED, BODY.replace(b'727', b'728'), HOOK_SECRET),
        (SIGNED, json.dumps(json.loads(BODY)).encode(), HOOK_SECRET),
        (SIGNED, BODY + b'\n', HOOK_SECRET),
        (SIGNED, b'', HOOK_SECRET),
        (SIGNED, BODY, 'another-secret'),
        (SIGNED, BODY, ''),
        ({}, BODY, HOOK_SECRET),
        ({'X-WC-Webhook-Signature': ''}, BODY, HOOK_SECRET),
        ({'X-WC-Webhook-Signature': 'é'}, BODY, HOOK_SECRET),
        ({'X-WC-Webhook-Signature': SIGNED['X-WC-Webhook-Signature'].lower()}, BODY, HOOK_SECRET),
        ({}, b'webhook_id=7&id=727', HOOK_SECRET),
        ({}, b'webhook_id=', HOOK_SECRET),
    ],
)
def test_anything_else_is_refused(make, headers, body, secret):
    with pytest.raises(errors.BadSignature):
        make(webhook_secret=secret).verify_webhook(headers, body)


def test_the_greeting_of_a_new_hook_is_let_in_and_says_nothing(service):
    headers = {'Content-Type': 'application/x-www-form-urlencoded'}
    service.verify_webhook(headers, b'webhook_id=142')
    assert service.parse_webhook(headers, b'webhook_id=142') == []
    assert service.parse_webhook(SIGNED, b'webhook_id=142') == []


@pytest.mark.parametrize(
    ('topic', 'row', 'means', 'subject'),
    [
        ('order.created', {'id': 727}, 'order', '727'),
        ('order.updated', {'id': 727}, 'order', '727'),
        ('order.deleted', {'id': 727}, 'order', '727'),
        ('product.updated', {'id': 794, 'type': 'simple', 'parent_id': 0}, 'stock', '794'),
        ('product.updated', {'id': 732, 'type': 'variation', 'parent_id': 799}, 'stock', '799/732'),
        ('product.deleted', {'id': 794}, 'listing', '794'),
    ],
)
def test_what_a_webhook_is_a_hint_at(service, topic, row, means, subject):
    [event] = service.parse_webhook({'X-WC-Webhook-Topic': topic}, json.dumps(row).encode())
    assert (event.topic, event.subject_id, event.payload) == (means, subject, {'topic': topic})


def test_a_hook_that_nobody_asked_for_says_nothing(service):
    assert service.parse_webhook({'X-WC-Webhook-Topic': 'action.woocommerce_add_to_cart'}, b'{"action":"x"}') == []


def test_an_error_in_place_of_the_thing_says_nothing(service):
    body = b'{"code":"woocommerce_rest_cannot_view","message":"Sorry.","data":{"status":401}}'
    assert service.parse_webhook({'X-WC-Webhook-Topic': 'order.updated'}, body) == []


def test_a_message_is_known_again_by_what_it_says_and_not_by_its_delivery():
    # Two changes in one second share the id of the delivery; one message sent twice does not change its words.
    parse = registry.get('channels', 'woocommerce')(site='', consumer_key='', consumer_secret='').parse_webhook
    headers = {'X-WC-Webhook-Topic': 'order.updated', 'X-WC-Webhook-Delivery-ID': 'same'}
    ids = [
        parse(headers | more, body)[0].remote_id
        for more, body in (
            ({}, BODY),
            ({'X-WC-Webhook-Delivery-ID': 'other'}, BODY),
            ({}, BODY.replace(b'processing', b'completed')),
            ({'X-WC-Webhook-Topic': 'order.created'}, BODY),
        )
    ]
    assert ids[0] == ids[1] and len(set(ids)) == 3
    assert ids[0].startswith('order.updated:727:2017-03-22T19:28:08:')
    deleted = {'X-WC-Webhook-Topic': 'order.deleted'}
    again = [parse(deleted | {'X-WC-Webhook-Delivery-ID': one}, b'{"id":7}')[0].remote_id for one in ('a', 'b', 'a')]
    assert again[0] == again[2] != again[1], "put into the trash, taken out, and put there once more"
