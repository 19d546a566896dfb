"""WooCommerce, REST API wc/v3 (WooCommerce 5.8 and newer, on WordPress with any permalinks but the plain ones).

What surprises:

- There is no compare-and-set, no idempotency key and no atomic write (`_woocommerce_stock.py`).
- A filter by time must be UTC *without* saying so; with a zone WordPress shifts it by the offset of the shop.
- Writing to an id that is not there is answered by 400 (`..._invalid_id`), reading it by 404. A 403 or 503 in HTML
  comes from a firewall or the host, not from WooCommerce, and says nothing about the keys.
- Webhooks are sent once, never again; after more than five failures in a row a hook is switched off for good.
"""

import hashlib
import json
import re
import secrets
from datetime import timedelta
from urllib.parse import urlsplit

from ..auth import basic, header, verify
from ..errors import NotFound, Rejected
from ..types import Credential, Event, Subscription
from . import _woocommerce_forms as forms
from . import _woocommerce_stock as stock
from ._woocommerce_shop import PAGE, Shop, address
from .base import Channel

_NAME = "Inventory Connect"
_PING = re.compile(rb'webhook_id=\d{1,20}')
# Topic of WooCommerce -> ours. A product is saved anew whenever an order takes from its stock.
_TOPICS = {
    'order.created': 'order',
    'order.updated': 'order',
    'order.deleted': 'order',
    'order.restored': 'order',
    'product.updated': 'stock',
    'product.deleted': 'listing',
    'product.restored': 'listing',
}


class Woocommerce(Channel):
    """A shop that runs WooCommerce. `remote_id` is a product's number, or `product/variation`."""

    code = 'woocommerce'
    name = "WooCommerce"
    docs_url = 'https://woocommerce.github.io/woocommerce-rest-api-docs/'
    credentials = (
        Credential(
            'site', "Shop address", secret=False, placeholder="https://shop.example", help="As the browser shows it"
        ),
        Credential(
            'consumer_key',
            "Consumer key",
            placeholder="ck_...",
            help="WooCommerce > Settings > Advanced > REST API > Add key, permissions Read/Write",
        ),
        Credential('consumer_secret', "Consumer secret", placeholder="cs_...", help="Shown once, beside the key"),
        Credential('webhook_secret', "Webhook secret", required=False, kept=True),
    )
    batch = PAGE
    page = PAGE
    keeps_sold = True

    def __init__(self, *, site, consumer_key, consumer_secret, webhook_secret=''):
        self._site = site
        self._keys = (consumer_key.strip(), consumer_secret.strip())  # pasted, often with a space
        self._webhook_secret = webhook_secret
        self._opened = None  # opened by the first call: an address that cannot be right is refused there

    def check(self):
        facts = self._shop().ask('GET', 'system_status', params={'_fields': 'environment,settings'})
        shop, settings = facts.get('environment') or {}, facts.get('settings') or {}
        parts = (urlsplit(self._site).netloc, f'WooCommerce {shop.get("version") or "?"}', settings.get('currency'))
        return ', '.join(filter(None, parts))

    def list_items(self, cursor=''):
        currency = self._shop().currency()
        page = int(cursor or 1)
        query = {'orderby': 'id', 'order': 'asc', '_fields': forms.ITEM_FIELDS}
        rows, more = self._shop().page('products', page, query)
        items = []
        for row in rows:
            if row.get('type') != 'variable':
                items.append(forms.item_of(row, currency))
                continue
            for one in self._shop().all(f'products/{row["id"]}/variations', query):
                items.append(forms.item_of(one, currency, row))
        return items, str(page + 1) if more else ''

    def push_listing(self, listing):
        shop = self._shop()
        if shop.currency() not in ('', listing.price.currency):
            raise Rejected(f"the shop sells in {shop.currency()}, and this price is in {listing.price.currency}")
        found = shop.product(listing.remote_id) if listing.remote_id else shop.product_of_sku(listing.sku)
        if not found:
            try:
                return str(self._shop().ask('POST', 'products', json=forms.form_of(listing))['id'])
            except Rejected:
                found = shop.product_of_sku(listing.sku)  # somebody was faster, or the first try did arrive
                if not found:
                    raise
        if found.get('type') in ('external', 'grouped'):
            raise Rejected(f"{listing.sku} is a product of the type {found['type']} in the shop; it has no stock there")
        remote_id = listing.remote_id or forms.id_of(found)
        form = forms.form_of(listing, found)
        # Photos are downloaded during the call: made twice, they are there twice.
        self._shop().ask('PUT', forms.path_of(remote_id), json=form, repeatable='images' not in form)
        return remote_id

    def page_url(self, listing):
        product = listing.remote_id.partition('/')[0]
        return self._page(f'{self._site.rstrip("/")}/?post_type=product&p={product}')

    def end_listing(self, remote_id):
        try:
            self._shop().ask(
                'PUT', forms.path_of(remote_id), json={'status': 'private' if '/' in remote_id else 'draft'}
            )
        except NotFound:
            return

    def get_stock(self, remote_ids):
        return stock.read(self._shop(), remote_ids)

    def set_stock(self, changes):
        return stock.write(self._shop(), changes)

    def list_orders(self, since, cursor=''):
        # A page is found again by the time of its first order, not by its number: an order that changes meanwhile
        # moves to the end, and pages by number would then skip one. What is seen twice does no harm.
        anchor, _bar, number = cursor.partition('|')
        anchor = anchor or forms.stamp(since - timedelta(seconds=1))  # "after" means later by a second at least
        page = int(number or 1)
        query = {'modified_after': anchor, 'dates_are_gmt': 'true', 'status': 'any', '_fields': forms.ORDER_FIELDS}
        try:
            rows, more = self._shop().page('orders', page, {**query, 'orderby': 'modified', 'order': 'asc'})
        except Rejected as error:
            if error.code != 'rest_invalid_param':
                raise
            rows, more = None, False
        times = [row.get('date_modified_gmt') or '' for row in rows or ()]
        if rows is None or times != sorted(times):  # an older shop cannot sort by change
            rows, more = self._shop().all('orders', {**query, 'orderby': 'id', 'order': 'asc'}), False
            rows.sort(key=lambda row: row.get('date_modified_gmt') or '')
        orders = [forms.order_of(row, self._refunds(row)) for row in rows]
        if not more:
            return orders, ''
        reached = forms.stamp(orders[-1].updated_at - timedelta(seconds=1))
        return orders, f'{reached}|1' if reached > anchor else f'{anchor}|{page + 1}'

    def get_order(self, remote_id):
        row = self._shop().ask('GET', f'orders/{forms.number_of(remote_id)}', params={'_fields': forms.ORDER_FIELDS})
        return forms.order_of(row, self._refunds(row))

    def list_subscriptions(self):
        return [
            Subscription(str(row['id']), row['topic'], row['delivery_url'], row['status'] == 'active')
            for row in self._shop().all('webhooks', {'status': 'all'})
            if row.get('name') == _NAME
        ]

    def subscribe(self, url):
        # A hook that is there may have been made with a key that was lost: it gets the new one.
        kept = {} if self._webhook_secret else {'webhook_secret': secrets.token_urlsafe(32)}
        secret = self._webhook_secret or kept['webhook_secret']
        there = {}
        for row in self._shop().all('webhooks', {'status': 'all'}):
            if row.get('delivery_url') == url and there.setdefault(row.get('topic'), row) is not row:
                self._delete_hook(row['id'])
        for topic in _TOPICS:
            row = there.get(topic)
            if not row:
                form = {'name': _NAME, 'topic': topic, 'delivery_url': url, 'secret': secret, 'status': 'active'}
                self._shop().ask('POST', 'webhooks', json=form)
            elif kept or row.get('status') != 'active':
                self._shop().ask('PUT', f'webhooks/{row["id"]}', json={'status': 'active', 'secret': secret})
        self._webhook_secret = secret
        return kept

    def unsubscribe(self, url):
        for row in self._shop().all('webhooks', {'status': 'all'}):
            if row.get('delivery_url') == url:
                self._delete_hook(row['id'])

    def verify_webhook(self, headers, body, url=''):
        # The greeting of a new hook is the one message that is not signed. It says nothing, and does nothing here.
        if not _PING.fullmatch(body):
            verify(header(headers, 'X-WC-Webhook-Signature'), self._webhook_secret, body, output='base64')

    def parse_webhook(self, headers, body):
        said = header(headers, 'X-WC-Webhook-Topic')
        topic = _TOPICS.get(said)
        if not topic or _PING.fullmatch(body):
            return []
        row = json.loads(body)
        if 'id' not in row:
            return []  # an error in place of the thing: the user who made the hook may not see it any more
        subject = forms.id_of(row)
        # Two messages of one second share the id of their delivery, so it counts only where nothing tells more.
        changed = row.get('date_modified_gmt') or header(headers, 'X-WC-Webhook-Delivery-ID')
        remote_id = ':'.join((said, subject, changed, hashlib.sha256(body).hexdigest()[:16]))
        happened_at = forms.moment_of(row.get('date_modified_gmt'))
        return [Event(remote_id, topic, happened_at, subject_id=subject, payload={'topic': said})]

    def _shop(self):
        """Return the way to the shop, opened once.

        :raises Forbidden: when the address cannot be that of a shop
        """
        if self._opened is None:
            user = basic(*self._keys)
            http = self._http(
                f'{address(self._site)}/wp-json/wc/v3/',
                headers={**user, 'Cache-Control': 'no-cache'},  # some plugins keep answers
                secrets=[*self._keys, self._webhook_secret, user['Authorization'].partition(' ')[2]],
                timeout=(5, 60),  # the shop fetches photos during a call
            )
            self._opened = Shop(http, self._keys[0])
        return self._opened

    def _delete_hook(self, number):
        try:
            self._shop().ask('DELETE', f'webhooks/{number}', params={'force': 'true'})
        except NotFound:
            return

    def _refunds(self, row):
        return self._shop().all(f'orders/{row["id"]}/refunds', {}) if row.get('refunds') else []
