"""The webhooks of a simulated Shopify shop: who asked for which, and how they are sent."""

import base64
import hashlib
import hmac
import json
import re
import uuid
from datetime import UTC, datetime

from .shopify_store import gid, number, wrong


class Hooks:
    """Mixed into the simulator, which has `outbox`, `lock` and the secret of the app."""

    # What an app may change

    def _subscribe(self, info, topic, webhookSubscription):
        uri = webhookSubscription.get('uri') or ''
        if not re.match(r'https?://', uri):  # the vendor takes https only; here the listener is on this machine
            return {'userErrors': [wrong("the address is invalid", 'webhookSubscription', 'callbackUrl')]}
        if any((one['topic'], one['uri']) == (topic, uri) for one in self.subscriptions.values()):
            return {'userErrors': [wrong("Address for this topic has already been taken", 'webhookSubscription')]}
        key = self.new_id('WebhookSubscription')
        defaults = {'format': 'JSON', 'includeFields': []}
        self.subscriptions[key] = (
            defaults
            | webhookSubscription
            | {
                'id': gid('WebhookSubscription', key),
                'topic': topic,
            }
        )
        return {'webhookSubscription': self.subscriptions[key], 'userErrors': []}

    def _resubscribe(self, info, id, webhookSubscription):  # noqa: A002 (the vendor's names)
        key = number(id, 'WebhookSubscription')
        if key not in self.subscriptions:
            return {'userErrors': [wrong("it is not there", 'id')]}
        self.subscriptions[key].update(webhookSubscription)
        return {'webhookSubscription': self.subscriptions[key], 'userErrors': []}

    def _unsubscribe(self, info, id):  # noqa: A002 (the vendor's name)
        gone = self.subscriptions.pop(number(id, 'WebhookSubscription'), None)
        errors = [] if gone else [wrong("it is not there", 'id')]
        return {'deletedWebhookSubscriptionId': id if gone else None, 'userErrors': errors}

    # Sending

    def tell(self, topic, body):
        """Send a webhook to whoever subscribed to the topic."""
        event = str(uuid.uuid4())
        for key, one in list(self.subscriptions.items()):
            if one['topic'] == topic:
                self._send(key, one, topic, _only(body, one['includeFields']), event)

    def _send(self, key, subscription, topic, body, event):
        data = json.dumps(body).encode()
        moment = self.now().astimezone(UTC)
        headers = {
            'X-Shopify-Topic': _topic(topic),
            'X-Shopify-Shop-Domain': self.shop,
            'X-Shopify-API-Version': self.version,
            'X-Shopify-Webhook-Id': str(uuid.uuid4()),
            'X-Shopify-Event-Id': event,
            'X-Shopify-Triggered-At': moment.strftime('%Y-%m-%dT%H:%M:%S.%f') + '000Z',
        }
        failures = []

        def failed():
            failures.append(1)
            if len(failures) >= self.failures_to_drop:
                with self.lock:
                    self.subscriptions.pop(key, None)

        forged = headers | {'X-Shopify-Hmac-Sha256': _signature('somebody else', data)}
        forged['X-Shopify-Webhook-Id'] = str(uuid.uuid4())
        true = headers | {'X-Shopify-Hmac-Sha256': _signature(self.client_secret, data)}
        self.outbox.send(subscription['uri'], true, data, forged=forged, failed=failed)

    def tell_level(self, item, location, topic='INVENTORY_LEVELS_UPDATE'):
        level = self.stock[item]['levels'][location]
        self.tell(
            topic,
            {
                'inventory_item_id': item,
                'location_id': location,
                'available': level['available'],
                'updated_at': level['updated'],
                'admin_graphql_api_id': f'gid://shopify/InventoryLevel/{location}?inventory_item_id={item}',
            },
        )

    def tell_product(self, topic, key):
        product = self.products[key]
        variants = [
            {
                'id': number,
                'product_id': key,
                'sku': one['sku'],
                'price': one['price'],
                'inventory_item_id': one['item'],
            }
            for number, one in self.variants.items()
            if one['product'] == key
        ]
        body = {'id': key, 'title': product['title'], 'status': product['status'].lower(), 'variants': variants}
        self.tell(topic, body | {'updated_at': datetime.now(UTC).isoformat()})


def _signature(key, data):
    return base64.b64encode(hmac.new(key.encode(), data, hashlib.sha256).digest()).decode()


def _topic(enum):
    for head in ('INVENTORY_LEVELS', 'ORDERS', 'REFUNDS', 'RETURNS', 'PRODUCTS', 'APP'):
        if enum.startswith(head + '_'):
            return f'{head}/{enum[len(head) + 1 :]}'.lower()
    raise ValueError(enum)


def _only(body, fields):
    """Return the part of a webhook's body that the subscription asked for; 'variants.sku' goes into the list."""
    if not fields:
        return body
    found = {}
    for path in fields:
        name, _dot, inner = path.partition('.')
        if name not in body:
            continue
        if inner:
            rows = found.setdefault(name, [{} for _one in body[name]])
            for row, one in zip(rows, body[name]):
                row[inner] = one.get(inner)
        else:
            found[name] = body[name]
    return found
