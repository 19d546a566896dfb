"""The webhooks of a simulated WooCommerce shop: signed, sent once, switched off when they fail too often."""

import base64
import hashlib
import hmac
import json
import re

from .woocommerce_goods import WORDS, Refusal, stamps

MOST_FAILURES = 5  # in a row are counted; the failure after the next switches the hook off
TOPIC = r'(order|product|coupon|customer)\.(created|updated|deleted|restored)'


def signature(secret, body):
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


class Hooks:
    """The hooks by number."""

    def __init__(self, outbox, lock, now):
        self.all = {}
        self._outbox = outbox
        self._lock = lock
        self._now = now

    def make(self, number, values):
        """Make a hook, and greet its address with a message that is not signed."""
        self._check(values)
        hook = {'id': number, 'name': '', 'status': 'active', 'secret': 'made by the shop', **values}
        self.all[number] = hook | stamps('date_created', self._now()) | stamps('date_modified', self._now())
        form = {'Content-Type': 'application/x-www-form-urlencoded', 'X-Simulated-Hook': str(number)}
        self._outbox.send(hook['delivery_url'], form, f'webhook_id={number}'.encode())
        return self.all[number]

    def change(self, number, values):
        hook = self._find(number, 400)
        hook.update({name: value for name, value in values.items() if name != 'id' and value})
        hook.update(stamps('date_modified', self._now()))
        return hook

    def drop(self, number, force):
        if not force:
            raise Refusal('woocommerce_rest_trash_not_supported', "Webhooks do not support trashing.", 501)
        return self.all.pop(self._find(number, 404)['id'])

    def row(self, hook):
        """Return a hook as the API shows it: without its secret."""
        resource, event = hook['topic'].split('.')
        shown = {name: value for name, value in hook.items() if name != 'secret'}
        return {**shown, 'resource': resource, 'event': event, 'hooks': []}

    def tell(self, topic, body):
        """Send a thing, as the API shows it, to everybody who asked for the topic."""
        data = json.dumps(body, separators=(',', ':')).replace('/', '\\/').encode()  # as PHP writes it
        for hook in list(self.all.values()):
            if hook['status'] == 'active' and hook['topic'] == topic:
                headers = self._headers(hook, data)
                forged = headers | {'X-WC-Webhook-Signature': signature('not ' + hook['secret'], data)}
                failed = lambda number=hook['id']: self._failed(number)  # noqa: E731
                self._outbox.send(hook['delivery_url'], headers, data, forged=forged, failed=failed)

    def _headers(self, hook, data):
        resource, event = hook['topic'].split('.')
        second = f'{hook["id"]}{self._now():%Y%m%d%H%M%S}'
        return {
            'User-Agent': 'WooCommerce/9.4.1 Hookshot (WordPress/6.7)',
            'X-WC-Webhook-Source': f'{WORDS}/',
            'X-WC-Webhook-Topic': hook['topic'],
            'X-WC-Webhook-Resource': resource,
            'X-WC-Webhook-Event': event,
            'X-WC-Webhook-Signature': signature(hook['secret'], data),
            'X-WC-Webhook-ID': str(hook['id']),
            'X-WC-Webhook-Delivery-ID': hashlib.md5(second.encode()).hexdigest(),
        }

    def _failed(self, number):
        """Count failures since the last success. Switching a hook on again does not set the count back, as there."""
        with self._lock:
            in_a_row = 0
            for _url, headers, _body, status in reversed(list(self._outbox.sent)):
                if headers.get('X-WC-Webhook-ID') == str(number):
                    if status is not None and 200 <= status < 303:
                        break
                    in_a_row += 1
            if in_a_row > MOST_FAILURES + 1 and number in self.all:
                self.all[number]['status'] = 'disabled'

    def _check(self, values):
        if not re.fullmatch(TOPIC, values.get('topic', '')):
            raise Refusal('woocommerce_rest_shop_webhook_invalid_topic', "Webhook topic is required and must be valid.")
        if not re.match(r'https?://', values.get('delivery_url', '')):
            words = "Webhook delivery URL must be a valid URL starting with http:// or https://."
            raise Refusal('woocommerce_rest_shop_webhook_invalid_delivery_url', words)

    def _find(self, number, status):
        if number not in self.all:
            raise Refusal('woocommerce_rest_shop_webhook_invalid_id', "Invalid ID.", status)
        return self.all[number]
