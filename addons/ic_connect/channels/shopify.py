"""Shopify, also Shopify Plus and shops with a storefront of their own: Admin GraphQL API, version 2026-07.

What surprises: a refusal comes with status 200, in `userErrors`; the limit counts points, not calls; a stock change
without `changeFromQuantity` and without an idempotency key is refused although the schema lets it through; a webhook of
a stock level says what the figure is, not what it was nor why, and comes for our own changes too; a new product is
invisible until it is published to a sales channel; `productSet` deletes the variants and metafields it is not told.

`remote_id` is the number of the InventoryItem. There is one for each variant, it never changes, and it is what stock,
order lines and webhooks lead to.
"""

import json
import re
import time
from urllib.parse import urlencode

from .. import stand_ins
from ..auth import header, verify
from ..errors import AuthError, NotFound, Rejected
from ..types import Credential, Event, Location, StockLevel, Subscription, as_utc
from . import _shopify_documents as documents
from ._shopify_hooks import TOPICS, Subscriptions, subjects
from ._shopify_items import ItemReader
from ._shopify_listings import ListingWriter
from ._shopify_orders import OrderReader
from ._shopify_stock import StockWriter, batches
from ._shopify_wire import STATUS_ERRORS, Wire, gid, kept, number
from .base import Channel

API_VERSION = '2026-07'
SCOPES = (
    'read_products',
    'write_products',
    'read_inventory',
    'write_inventory',
    'read_locations',
    'read_orders',
    'read_returns',
    'read_publications',
    'write_publications',
)
ORDERS_PAGE = 15  # of 48 points each
QUERY_POINTS = 900  # of the 1,000 that one call may cost
SETUP_SECONDS = 600
_SETUP = {}  # address of the shop -> (moment, what SETUP answered); shared by all connections of a process


class Shopify(Channel):
    """One Shopify shop."""

    code = 'shopify'
    name = "Shopify"
    docs_url = 'https://shopify.dev/docs/api/admin-graphql/2026-07'
    credentials = (
        Credential('shop', "Shop domain", secret=False, placeholder='your-store.myshopify.com'),
        Credential('client_id', "Client ID", secret=False, required=False, help="Of your app in the Dev Dashboard"),
        Credential('client_secret', "Client secret", help="Also signs the webhooks. Older apps: API secret key"),
        Credential(
            'access_token', "Access token", required=False, help="Only for an older app of the shop (shpat_...)"
        ),
        Credential('refresh_token', "Refresh token", required=False, kept=True),
        Credential('expires_at', "Access until", secret=False, required=False, kept=True),
        Credential(
            'location_ids',
            "Locations",
            secret=False,
            required=False,
            help="Numbers of those to keep in step, the usual one first. Empty: all, those for web orders first",
        ),
        Credential(
            'publications',
            "Sales channels",
            secret=False,
            required=False,
            placeholder='Online Store',
            help="Where new products are shown, separated by commas. Empty: Online Store",
        ),
    )
    batch = 250  # the longest list Shopify takes in one argument
    page = 250  # the same; asked for several locations it is cut up, to stay below the points of one call
    compares = True
    keeps_sold = True

    def __init__(
        self,
        *,
        shop,
        client_id='',
        client_secret,
        access_token='',
        refresh_token='',
        expires_at='',
        location_ids='',
        publications='',
    ):
        shop = re.sub(r'^https?://|/$', '', (shop or '').strip().lower())
        self._shop = shop if re.fullmatch(r'[a-z0-9][a-z0-9-]*[.]myshopify[.]com', shop) else ''
        self._client_id, self._client_secret = client_id, client_secret
        self._refresh_token = refresh_token  # when the token ends is for the connection to watch
        self._location_ids = [part.strip() for part in (location_ids or '').split(',') if part.strip()]
        self._publications = [part.strip() for part in (publications or '').split(',') if part.strip()]
        self._secrets = [client_secret, access_token, refresh_token]
        self.http = self._http(
            f'https://{self._shop or "shop.invalid"}',
            secrets=self._secrets,
            status_errors=STATUS_ERRORS,
            patience=5,
        )
        self._wire = Wire(self.http, f'admin/api/{API_VERSION}/graphql.json', access_token, self._secrets)

    def check(self):
        _SETUP.pop(self.http.base_url, None)
        setup = self._setup()
        granted = {one['handle'] for one in setup['currentAppInstallation']['accessScopes']}
        granted |= {'read_' + one.removeprefix('write_') for one in granted if one.startswith('write_')}
        missing = [one for one in SCOPES if one not in granted]
        if missing:
            raise AuthError(f"the app may not do all that is needed; it lacks {', '.join(missing)}", code='scopes')
        self._locations()
        shop = setup['shop']
        return f"{shop['name']} ({shop['myshopifyDomain']}, {shop['currencyCode']})"

    def authorize_url(self, redirect_uri, state):
        self._need_shop()
        url, _hosts = stand_ins.stand_in_for(self.code, f'https://{self._shop}/admin/oauth/authorize')
        asked = {'client_id': self._client_id, 'scope': ','.join(SCOPES), 'redirect_uri': redirect_uri, 'state': state}
        return f'{url}?{urlencode(asked)}'

    def obtain_tokens(self, redirect_uri, code):
        self._need_shop()
        return self._grant({'code': code, 'expiring': '1'})

    def refresh_tokens(self):
        self._need_shop()
        if self._refresh_token:
            return self._grant({'grant_type': 'refresh_token', 'refresh_token': self._refresh_token})
        if not self._client_id:
            raise AuthError("the access token of an older app cannot be renewed: enter a new one", code='no_renewal')
        return self._grant({'grant_type': 'client_credentials'}, repeatable=True)

    def list_locations(self):
        self._need_shop()
        rank = {one: index for index, one in enumerate(self._locations())}
        nodes = self._wire.pages(documents.LOCATIONS, ['locations'], cost=102)
        found = [Location(number(one['id']), one['name'], one['isActive']) for one in nodes]
        if self._location_ids:
            found = [one for one in found if one.remote_id in rank]
        return sorted(found, key=lambda one: rank.get(one.remote_id, len(rank)))

    def list_items(self, cursor=''):
        """As the base says. A large shop is read by a bulk operation, which the cursor names: while it works the list
        is empty, and each call waits for it a while."""
        self._need_shop()
        return ItemReader(self._wire, self.code).page(cursor)

    def push_listing(self, listing):
        currency = self._setup()['shop']['currencyCode']
        if listing.price.currency != currency:
            raise Rejected(f"this shop sells in {currency}, not in {listing.price.currency}", code='currency')
        writer = ListingWriter(self._wire, self._publications)
        return writer.push(listing, lambda: listing.location_id or self._locations()[0])

    def page_url(self, listing):
        store = self._shop.partition('.')[0]
        return self._page(f'https://admin.shopify.com/store/{store}/products?{urlencode({"query": listing.sku})}')

    def end_listing(self, remote_id):
        self._need_shop()
        ListingWriter(self._wire, self._publications).end(remote_id)

    def get_stock(self, remote_ids):
        locations = self._locations()
        document, points = documents.stock(len(locations))
        size = min(self.page, QUERY_POINTS // points)
        places = {f'l{index}': gid('Location', one) for index, one in enumerate(locations)}
        found = []
        for start in range(0, len(remote_ids), size):
            ids = [gid('InventoryItem', one) for one in remote_ids[start : start + size]]
            nodes = self._wire.ask(document, {'ids': ids, **places}, cost=len(ids) * points)['nodes']
            found += [level for node in nodes if node for level in self._to_levels(node, locations)]
        return found

    def set_stock(self, changes):
        self._need_shop()
        usual = '' if all(change.location_id for change in changes) else self._locations()[0]
        writer = StockWriter(self._wire, lambda change: change.location_id or usual)
        results = {}
        for batch in batches(changes, self.batch):
            results |= writer.carefully(batch) if results else writer.send(batch)
        return results

    def list_orders(self, since, cursor=''):
        self._need_shop()
        asked = {
            'first': ORDERS_PAGE,
            'after': cursor or None,
            'query': f"updated_at:>='{as_utc(since):%Y-%m-%dT%H:%M:%SZ}'",
        }
        found = self._wire.ask(documents.ORDERS, asked, cost=ORDERS_PAGE * 48 + 2, partial=True)['orders']
        more = found['pageInfo']['endCursor'] if found['pageInfo']['hasNextPage'] else ''
        reader = OrderReader(self._wire)
        return [reader.whole(node) for node in found['nodes']], more

    def get_order(self, remote_id):
        self._need_shop()
        node = self._wire.ask(documents.ORDER, {'id': gid('Order', remote_id)}, cost=48, partial=True)['order']
        if not node:
            raise NotFound(f"Shopify has no order {remote_id}")
        return OrderReader(self._wire).whole(node)

    def list_subscriptions(self):
        self._need_shop()
        found = Subscriptions(self._wire).all()
        return [Subscription(number(one['id']), one['topic'], one['uri']) for one in found]

    def subscribe(self, url):
        self._need_shop()
        Subscriptions(self._wire).make(url)
        return {}

    def unsubscribe(self, url):
        self._need_shop()
        Subscriptions(self._wire).end(url)

    def verify_webhook(self, headers, body, url=''):
        # Nothing else is signed, the name of the shop neither: that the message is for this shop, its address says.
        verify(header(headers, 'X-Shopify-Hmac-Sha256'), self._client_secret, body, output='base64')

    def parse_webhook(self, headers, body):
        topic = header(headers, 'X-Shopify-Topic')
        if topic not in TOPICS:
            return []
        message, moment = header(headers, 'X-Shopify-Webhook-Id'), header(headers, 'X-Shopify-Triggered-At')
        try:
            content, moment = json.loads(body), as_utc(moment)
        except ValueError:
            content = None
        if not isinstance(content, dict) or not message:
            raise Rejected("the webhook lacks its id, its time or its content")
        kind = TOPICS[topic][0]
        # Several events of one message need ids of their own; the first keeps the message's.
        return [
            Event(f'{message}/{index}' if index else message, kind, moment, subject, content)
            for index, subject in enumerate(subjects(topic, content))
            if subject or kind != 'order'
        ]

    def _need_shop(self):
        if not self._shop:
            raise Rejected("the shop domain must look like your-store.myshopify.com", code='shop')

    def _grant(self, facts, repeatable=False):
        """Ask for tokens. Not again without an answer, unless asking twice is harmless: a grant is good for one use."""
        data = {'client_id': self._client_id, 'client_secret': self._client_secret, **facts}
        try:
            answer = self.http.post('admin/oauth/access_token', data=data, repeatable=repeatable).json()
        except Rejected as error:
            raise AuthError(f"Shopify gives no access: {error}", status=error.status) from None
        return kept(answer)

    def _setup(self):
        """Return what SETUP says of the shop; it is asked once in a while for all connections of the process."""
        self._need_shop()
        moment, found = _SETUP.get(self.http.base_url, (0, None))
        if not found or time.monotonic() - moment > SETUP_SECONDS:
            found = self._wire.ask(documents.SETUP, cost=103)
            _SETUP[self.http.base_url] = time.monotonic(), found
        return found

    def _locations(self):
        """Return the numbers of the locations to keep in step, the usual one first."""
        if self._location_ids:
            wrong = [one for one in self._location_ids if not one.isdecimal()]
            if wrong:
                raise Rejected(f"a location is given by its number, not {wrong[0]!r}", code='location')
            return self._location_ids
        nodes = self._setup()['locations']['nodes']
        if not any(one['fulfillsOnlineOrders'] for one in nodes):
            raise Rejected("no active location of the shop ships web orders: name one", code='location')
        return [number(one['id']) for one in sorted(nodes, key=lambda one: not one['fulfillsOnlineOrders'])]

    def _to_levels(self, node, locations):
        """Yield a StockLevel for each place that keeps the item; none there is not the same as zero."""
        for index, location in enumerate(locations):
            level = node.get(f'l{index}')
            for one in (level or {}).get('quantities') or ():
                moment = max(as_utc(level['updatedAt']), as_utc(one.get('updatedAt') or level['updatedAt']))
                yield StockLevel(number(node['id']), one['quantity'], moment, location_id=location)
