"""Shopify's webhooks: which we ask for, and what each says."""

from . import _shopify_documents as documents
from ._shopify_wire import number

# Webhook topic -> (our topic, field of the body that names the thing).
TOPICS = {
    'inventory_levels/update': ('stock', 'inventory_item_id'),
    'inventory_levels/connect': ('stock', 'inventory_item_id'),
    'inventory_levels/disconnect': ('stock', 'inventory_item_id'),
    'orders/create': ('order', 'id'),
    'orders/updated': ('order', 'id'),
    'orders/cancelled': ('order', 'id'),
    'orders/edited': ('order', 'order_id'),
    'refunds/create': ('order', 'order_id'),
    'returns/process': ('order', 'order'),
    'returns/close': ('order', 'order'),
    'returns/cancel': ('order', 'order'),
    'returns/update': ('order', 'order'),
    'products/update': ('listing', ''),
    'products/delete': ('listing', ''),
    'app/uninstalled': ('disconnected', ''),
}
# What a webhook needs to carry: a hint is re-read anyway, and nobody's address has to travel or be stored for it.
FIELDS = {
    'orders/create': ['id', 'updated_at'],
    'orders/updated': ['id', 'updated_at'],
    'orders/cancelled': ['id', 'updated_at'],
    'refunds/create': ['id', 'order_id'],
    'products/update': ['id', 'updated_at', 'variants.inventory_item_id'],
}


def to_enum(topic):
    """Return ORDERS_CREATE for 'orders/create', which is the name a webhook carries."""
    return topic.replace('/', '_').upper()


def subjects(topic, body):
    """Return the ids of ours that a webhook is about; [''] when it does not say."""
    kind, field = TOPICS[topic]
    if kind == 'listing':
        found = [one.get('inventory_item_id') for one in body.get('variants') or () if isinstance(one, dict)]
        return [str(one) for one in found if one] or ['']
    value = body.get(field) if field else ''
    if topic == 'orders/edited':
        value = (body.get('order_edit') or {}).get('order_id')
    if isinstance(value, dict):
        value = value.get('id')
    return [number(value) if value else '']


class Subscriptions:
    """The subscriptions of our app in one shop."""

    def __init__(self, wire):
        self._wire = wire

    def all(self):
        return list(self._wire.pages(documents.SUBSCRIPTIONS, ['webhookSubscriptions'], cost=102))

    def make(self, url):
        """Have every topic sent to `url`, in JSON and with no more in it than needed."""
        ours = {one['topic']: one for one in self.all() if one['uri'] == url}
        failures = []
        for topic in TOPICS:
            wanted = FIELDS.get(topic, [])
            webhook = {'uri': url, 'format': 'JSON', 'includeFields': wanted}
            there = ours.get(to_enum(topic))
            if not there:
                failures += self._make_one(to_enum(topic), webhook)
            elif there['format'] != 'JSON' or sorted(there['includeFields']) != sorted(wanted):
                asked = {'id': there['id'], 'webhook': webhook}
                self._wire.change(documents.RESUBSCRIBE, asked, 'webhookSubscriptionUpdate')
        for failure in failures:  # only now: one topic that is refused does not cost the others
            raise failure

    def end(self, url):
        for one in [one for one in self.all() if one['uri'] == url]:
            # What it refuses is to delete what is gone already.
            self._wire.ask(documents.UNSUBSCRIBE, {'id': one['id']})

    def _make_one(self, topic, webhook):
        """Subscribe to a topic; returns the list of refusals. Taken already means by a try that got no answer."""
        made = self._wire.ask(documents.SUBSCRIBE, {'topic': topic, 'webhook': webhook}, cost=12)
        errors = made['webhookSubscriptionCreate']['userErrors']
        return [self._wire.error(one) for one in errors if 'already been taken' not in (one.get('message') or '')]
