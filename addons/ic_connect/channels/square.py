"""Square, with the APIs of version 2025-08-20: OAuth, locations, catalog, inventory, orders, refunds, webhooks.

What surprises: stock is a history ordered by `occurred_at`, without compare-and-set (`_square_stock.py`); the till
takes what it sells off the count by itself, so an order of Square must never be followed by a movement of ours for the
same goods; a count that was never made is no row, and unknown rather than zero; a return is an order of its own
(`_square_orders.py`); webhook subscriptions belong to the application, and OAuth tokens may not touch them.
"""

import json
import uuid
from urllib.parse import urlencode

from .. import auth
from ..errors import AuthError, NotFound, Rejected, ServiceError
from ..types import Credential, Event, Location, Subscription, as_utc
from . import _square_catalog as catalog
from . import _square_orders as orders
from . import _square_stock as stock
from ._square_door import Door, is_about_an_item
from ._square_hooks import TOPICS, to_events
from .base import Channel

VERSION = '2025-08-20'
SCOPES = (
    'INVENTORY_READ',
    'INVENTORY_WRITE',
    'ITEMS_READ',
    'ITEMS_WRITE',
    'MERCHANT_PROFILE_READ',
    'ORDERS_READ',
    'PAYMENTS_READ',
)


class Square(Channel):
    """The catalog and the tills of one Square account."""

    code = 'square'
    name = "Square"
    docs_url = 'https://developer.squareup.com/docs'
    credentials = (
        Credential(
            'access_token',
            "Access token",
            required=False,
            help="The application's, for your own account; OAuth fills it",
        ),
        Credential(
            'location_ids',
            "Locations",
            secret=False,
            required=False,
            help="Ids, with commas between; empty: the first open one",
        ),
        Credential('client_id', "Application ID", secret=False, required=False, help="For OAuth"),
        Credential('client_secret', "Application secret", required=False, help="For OAuth"),
        Credential(
            'application_token',
            "Application's access token",
            required=False,
            help="With OAuth only: Square lets webhooks be set up by nothing else",
        ),
        Credential('refresh_token', "Refresh token", required=False, kept=True),
        Credential('expires_at', "Token ends", secret=False, required=False, kept=True),
        Credential('signature_key', "Webhook signature key", required=False, kept=True),
    )

    batch = 100
    page = 100

    def __init__(
        self,
        *,
        access_token='',
        location_ids='',
        client_id='',
        client_secret='',
        application_token='',
        refresh_token='',
        expires_at='',
        signature_key='',
    ):
        self._chosen = [one.strip() for one in location_ids.split(',') if one.strip()]
        self._client = client_id, client_secret
        self._refresh_token = refresh_token
        self._signature_key = signature_key
        secrets = (access_token, client_secret, application_token, refresh_token, signature_key)
        self.http = self._http('https://connect.squareup.com', headers={'Square-Version': VERSION}, secrets=secrets)
        self._door = Door(self.http, access_token, application_token)
        self._catalog = catalog.Catalog(self._door)
        self._stock = stock.Stock(self._door)
        self._orders = orders.Orders(self._door, self._stock)

    def check(self):
        places = self._door.get('/v2/locations').json().get('locations') or []
        known = {one['id']: one for one in places}
        unknown = [one for one in self._chosen if one not in known]
        if unknown:
            raise Rejected(f"Square has no location {', '.join(unknown)}; it has {', '.join(known)}")
        used = [known[one] for one in self._locations(places)]
        business = used[0].get('business_name') or "Square"
        return f"{business}: {', '.join(one.get('name') or one['id'] for one in used)}"

    def authorize_url(self, redirect_uri, state):
        facts = {
            'client_id': self._client[0],
            'scope': ' '.join(SCOPES),
            'session': 'false',
            'state': state,
            'redirect_uri': redirect_uri,
        }
        if not self._client[0]:
            raise Rejected("enter the application ID of Square first")
        return f'{self.http.base_url}/oauth2/authorize?{urlencode(facts)}'

    def obtain_tokens(self, redirect_uri, code):
        return self._ask_tokens(grant_type='authorization_code', code=code, redirect_uri=redirect_uri)

    def refresh_tokens(self):
        if not self._refresh_token:
            raise AuthError("Square's access token is refused and there is nothing to renew it with: connect again")
        # Square gives the same refresh token again, so an unanswered call may be repeated.
        return self._ask_tokens(repeatable=True, grant_type='refresh_token', refresh_token=self._refresh_token)

    def list_locations(self):
        return [
            Location(one['id'], one.get('name') or one['id'], one.get('status') == 'ACTIVE')
            for one in self._door.get('/v2/locations').json().get('locations') or []
        ]

    def list_items(self, cursor=''):
        answer = self._door.get('/v2/catalog/list', types='ITEM', **({'cursor': cursor} if cursor else {})).json()
        found = [one for one in answer.get('objects') or [] if one.get('type') == 'ITEM' and not one.get('is_deleted')]
        ids = [variation['id'] for one in found for variation in catalog.variations(one)]
        quantities = {}
        for (remote_id, _place), row in self._stock.counts(ids, self._locations())[0].items():
            quantities[remote_id] = quantities.get(remote_id, 0) + stock.whole(row['quantity'])
        return [item for one in found for item in catalog.to_items(one, quantities)], answer.get('cursor') or ''

    def push_listing(self, listing):
        remote_id, gone = (listing.remote_id, ()) if listing.remote_id else self._catalog.find(listing.sku)
        if remote_id:
            self._catalog.change(remote_id, lambda item, one: catalog.shown(item, one, listing, self._locations()))
        else:
            remote_id = self._catalog.make(listing, gone)
        if not listing.remote_id:
            self._stock.count_first(listing, remote_id, listing.location_id or self._locations()[0])
        return remote_id

    def end_listing(self, remote_id):
        try:
            self._catalog.change(remote_id, catalog.hidden)
        except NotFound:
            return

    def get_stock(self, remote_ids):
        ids, found = list(remote_ids), []
        for start in range(0, len(ids), self.page):
            some = ids[start : start + self.page]
            counts, _clock = self._stock.counts(some, self._locations())
            shown = self._stock.variations(some)
            found += [
                stock.level(row, 0 if catalog.is_sold_out(shown[one], place) else None)
                for (one, place), row in counts.items()
                if one in shown
            ]
        return found

    def set_stock(self, changes):
        changes, results = list(changes), {}
        for start in range(0, len(changes), self.batch):
            results |= self._stock.make(changes[start : start + self.batch], self._locations()[0])
        known = [one for one in results.values() if not isinstance(one, ServiceError) or is_about_an_item(one)]
        if results and not known:
            raise next(iter(results.values()))
        return results

    def list_orders(self, since, cursor=''):
        body = {
            'location_ids': self._locations()[:10],
            'limit': 100,
            'query': {
                'filter': {
                    'date_time_filter': {'updated_at': {'start_at': stock.stamp(since)}},
                    'state_filter': {'states': ['OPEN', 'COMPLETED', 'CANCELED']},
                },
                'sort': {'sort_field': 'UPDATED_AT', 'sort_order': 'ASC'},
            },
        }
        answer = self._door.post('/v2/orders/search', body | ({'cursor': cursor} if cursor else {})).json()
        return self._orders.told(answer.get('orders') or []), answer.get('cursor') or ''

    def get_order(self, remote_id):
        return self._orders.one(remote_id)

    def list_subscriptions(self):
        return [
            Subscription(one['id'], topic, one.get('notification_url') or '', bool(one.get('enabled')))
            for one in self._subscriptions()
            for topic in one.get('event_types') or ()
        ]

    def subscribe(self, url):
        wanted = {'enabled': True, 'event_types': list(TOPICS), 'notification_url': url, 'api_version': VERSION}
        path = '/v2/webhooks/subscriptions'
        found = next((one for one in self._subscriptions() if one.get('notification_url') == url), None)
        if not found:
            body = {'idempotency_key': uuid.uuid4().hex, 'subscription': {'name': 'Inventory Connect', **wanted}}
            found = self._door.manage('POST', path, json=body, repeatable=True).json()['subscription']
        elif not found.get('enabled') or not TOPICS.keys() <= set(found.get('event_types') or ()):
            self._door.manage('PUT', f'{path}/{found["id"]}', json={'subscription': wanted})
        if not found.get('signature_key'):
            found = self._door.manage('GET', f'{path}/{found["id"]}').json()['subscription']
        return {'signature_key': found['signature_key']} if found.get('signature_key') else {}

    def unsubscribe(self, url):
        for one in self._subscriptions():
            if one.get('notification_url') == url:
                try:
                    self._door.manage('DELETE', f'/v2/webhooks/subscriptions/{one["id"]}')
                except NotFound:
                    continue

    def verify_webhook(self, headers, body, url=''):
        given = auth.header(headers, 'x-square-hmacsha256-signature')
        auth.verify(given, self._signature_key, url.encode() + body, output='base64')

    def parse_webhook(self, headers, body):
        try:
            message = json.loads(body)
            return [Event(**one) for one in to_events(message)]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Rejected(f"a webhook of Square cannot be read: {error}") from None

    def _locations(self, places=None):
        """Return the ids of the places this connection is about."""
        if not self._chosen:
            places = self._door.get('/v2/locations').json().get('locations') or [] if places is None else places
            self._chosen = [one['id'] for one in places if one.get('status') == 'ACTIVE'][:1]
        if not self._chosen:
            raise Rejected("Square has no open location")
        return self._chosen

    def _ask_tokens(self, repeatable=False, **facts):
        client_id, client_secret = self._client
        body = {'client_id': client_id, 'client_secret': client_secret, **facts}
        answer = self._door.ask_tokens(body, repeatable).json()
        if not answer.get('access_token'):
            raise AuthError("Square gives no token")
        ends = answer.get('expires_at')
        return {
            'access_token': answer['access_token'],
            'refresh_token': answer.get('refresh_token') or self._refresh_token,
            'expires_at': as_utc(ends).isoformat() if ends else '',
        }

    def _subscriptions(self):
        answer = self._door.manage('GET', '/v2/webhooks/subscriptions', params={'include_disabled': 'true'})
        return answer.json().get('subscriptions') or []
