"""A simulated Shopify shop: Admin GraphQL 2026-07 over HTTP, tokens, webhooks, buyers and staff.

Documents are really executed, against the part of the vendor's schema in `shopify_schema.graphql`: a field, a variable
or a value that is not the vendor's is refused as at the vendor. Points are counted by the published rules (an object 1,
a connection 2 and its `first`, a mutation 10). It needs graphql-core (requirements-dev.txt).
"""

import json
import secrets
import time
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlencode

from graphql import GraphQLError, execute_sync, parse, validate

from .base import Response, Simulator, open_route, route
from .outbox import Outbox
from .shopify_changes import Changes
from .shopify_cost import SCHEMA, cost_of
from .shopify_hooks import Hooks
from .shopify_people import People
from .shopify_sales import Sales
from .shopify_store import Store

SHOP = 'simulated-shop.myshopify.com'
CLIENT_ID = 'simulated-client'
CLIENT_SECRET = 'shpss_simulated'
SCOPES = ['write_products', 'write_inventory', 'read_locations', 'read_orders', 'read_returns', 'write_publications']
MAX_COST = 1000


class Shopify(Store, Sales, Changes, Hooks, People, Simulator):
    """One shop and one app in it.

    :param points: how many points the bucket holds, and how many come back each second
    """

    code = 'shopify'
    title = "Shopify storefront"
    fleeting = (*Simulator.fleeting, 'bucket', 'counted')
    version = '2026-07'
    retries = (0.5, 1, 2, 4, 8, 15, 30, 60)  # the vendor: eight over four hours
    failures_to_drop = 8

    def __init__(self, *, shop=SHOP, client_id=CLIENT_ID, client_secret=CLIENT_SECRET, points=(2000, 100), **options):
        super().__init__(**options)
        self.outbox = Outbox(self.faults, self.retries, timeout=5)
        self.client_id, self.client_secret = client_id, client_secret
        self.scopes = list(SCOPES)
        self.tokens = {}  # access token -> monotonic time of its end
        self.refresh_token = ''
        self.codes = set()
        self.capacity, self.per_second = points
        self.bucket, self.counted = self.capacity, time.monotonic()
        self.open_store(shop)
        self.open_changes()

    def credentials(self):
        ends = datetime.now(UTC) + timedelta(seconds=86399)
        return {
            'shop': self.shop,
            'client_id': self.client_id,
            'client_secret': self.client_secret,
            'access_token': self._new_token(86399)['access_token'],
            'expires_at': ends.isoformat(),
        }

    # Access

    @open_route
    @route('GET', '/admin/oauth/authorize')
    def authorize(self, request):
        """The person grants at once."""
        code = secrets.token_hex(8)
        self.codes.add(code)
        query = urlencode({'code': code, 'shop': self.shop, 'state': request.query.get('state', '')})
        return Response(b'', 302, {'Location': f"{request.query.get('redirect_uri', '')}?{query}"})

    @open_route
    @route('POST', '/admin/oauth/access_token')
    def token(self, request):
        asked = {name: values[-1] for name, values in parse_qs(request.body.decode()).items()} | (request.json or {})
        if (asked.get('client_id'), asked.get('client_secret')) != (self.client_id, self.client_secret):
            return Response({'error': 'invalid_client'}, 401)
        grant = asked.get('grant_type') or ('code' if 'code' in asked else '')
        if grant == 'client_credentials':
            return Response(self._new_token(86399))
        if grant == 'refresh_token' and self.refresh_token and asked.get('refresh_token') == self.refresh_token:
            return Response(self._new_token(3600, lasting=True))
        if grant == 'code' and asked['code'] in self.codes:
            self.codes.discard(asked['code'])
            return Response(self._new_token(3600, lasting=True))
        return Response({'error': 'invalid_grant'}, 400)

    def _new_token(self, seconds, lasting=False):
        token = 'shpat_' + secrets.token_hex(16)
        self.tokens[token] = time.monotonic() + seconds
        found = {'access_token': token, 'scope': ','.join(self.scopes), 'expires_in': seconds}
        if lasting:
            self.refresh_token = 'shprt_' + secrets.token_hex(16)
            found |= {'refresh_token': self.refresh_token, 'refresh_token_expires_in': 7776000}
        return found

    def is_known(self, request):
        if self.faults.strikes('expired_token'):
            self.tokens.clear()
        return self.tokens.get(request.headers.get('x-shopify-access-token'), 0) > time.monotonic()

    def unknown(self):
        return Response({'errors': '[API] Invalid API key or access token'}, 401)

    def too_many(self):
        if not self.requests[-1][1].endswith('/graphql.json'):
            return super().too_many()
        cost = {'requestedQueryCost': 10, 'throttleStatus': self._points(left=0)}
        return Response(_failed("Throttled", 'THROTTLED') | {'extensions': {'cost': cost}})

    # GraphQL

    @route('POST', r'/admin/api/([^/]+)/graphql\.json')
    def graphql(self, request):
        if request.match[0] != self.version or not isinstance(request.json, dict):
            return Response({'errors': 'Not Found'}, 404)
        variables = request.json.get('variables') or {}
        try:
            document = parse(request.json.get('query') or '')
        except GraphQLError as error:
            return Response(_failed(error.message, 'BAD_REQUEST'))
        problems = validate(SCHEMA, document)
        if problems:
            return Response({'errors': [error.formatted for error in problems]})
        asked = cost_of(document, variables)
        if asked > MAX_COST:
            return Response(_failed(f"the document costs {asked} points", 'MAX_COST_EXCEEDED'))
        if not self._take(asked):
            cost = {'requestedQueryCost': asked, 'throttleStatus': self._points()}
            return Response(_failed("Throttled", 'THROTTLED') | {'extensions': {'cost': cost}})
        result = execute_sync(SCHEMA, document, self.root() | self.mutations(), variable_values=variables).formatted
        actual = min(asked, _objects(result.get('data')) + (10 if 'mutation' in request.json['query'][:20] else 0))
        self.bucket += asked - actual  # what was not found is not paid for
        cost = {'requestedQueryCost': asked, 'actualQueryCost': actual, 'throttleStatus': self._points()}
        return Response(dict(result) | {'extensions': {'cost': cost}})

    @open_route
    @route('GET', r'/bulk/(\d+)\.jsonl')
    def bulk_file(self, request):
        one = self.bulks.get(int(request.match[0]))
        if not one or request.query.get('signature') != 'once':
            return Response({'error': 'forbidden'}, 403)
        self.in_bulk = True
        try:
            data = execute_sync(SCHEMA, parse(one['query']), self.root()).data
        finally:
            self.in_bulk = False
        (connection,) = data.values()
        lines = [json.dumps(edge['node']) for edge in connection['edges']]
        return Response('\n'.join(lines).encode(), 200, {'Content-Type': 'application/jsonl'})

    def _take(self, cost):
        now = time.monotonic()
        self.bucket = min(self.capacity, self.bucket + (now - self.counted) * self.per_second)
        self.counted = now
        if cost > self.bucket:
            return False
        self.bucket -= cost
        return True

    def _points(self, left=None):
        left = int(self.bucket if left is None else left)
        return {'maximumAvailable': self.capacity, 'currentlyAvailable': left, 'restoreRate': self.per_second}


def _objects(value):
    """Return how many objects an answer holds."""
    if isinstance(value, dict):
        return 1 + sum(map(_objects, value.values()))
    return sum(map(_objects, value)) if isinstance(value, list) else 0


def _failed(message, code):
    return {'errors': [{'message': message, 'extensions': {'code': code}}]}
