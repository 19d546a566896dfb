"""A Square account with one tills' shop and a second place: catalog, inventory, orders, webhooks, OAuth.

How it sells: the till refuses what its count does not hold (see `sell`). What the vendor's documents leave open was
decided as the client must survive it: a batch of inventory changes is taken as a whole or not at all.
"""

import base64
import copy
import hashlib
import hmac
import json
import secrets
import uuid
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from urllib.parse import urlencode

from .base import Response, Simulator, SoldOut, open_route, route
from .square_catalog import SquareCatalog
from .square_ledger import Ledger, Refused, moment, text
from .square_sales import SquareSales, new_id

TOKEN = 'square-simulated-access-token'
CLIENT, CLIENT_SECRET = 'sq0idp-simulated', 'sq0csp-simulated-secret'
MERCHANT = 'MLSIMULATED01'


class Square(SquareCatalog, SquareSales, Simulator):
    code = 'square'
    title = "Square till"
    verb = "Sell"
    retries = (1, 2, 4)
    order_page = 100

    def __init__(self, **options):
        super().__init__(**options)
        self.ledger = Ledger()
        self.main = 'L1SIMULATED'
        self.places = {
            'L1SIMULATED': {'id': 'L1SIMULATED', 'name': 'Showroom', 'status': 'ACTIVE'},
            'L2SIMULATED': {'id': 'L2SIMULATED', 'name': 'Fair', 'status': 'ACTIVE'},
            'L0SIMULATED': {'id': 'L0SIMULATED', 'name': 'Old shop', 'status': 'INACTIVE'},
        }
        self.hooks, self.codes, self.grants = {}, {}, {}
        self._answers = {}

    # Staff

    def credentials(self):
        """Return credentials that work."""
        return {'access_token': TOKEN, 'client_id': CLIENT, 'client_secret': CLIENT_SECRET, 'application_token': TOKEN}

    def order_name(self, order):
        return order[:4]

    def adjust(self, sku, quantity):
        variation = self.variation_of(sku)['id']
        self.ledger.add('PHYSICAL_COUNT', variation, self.main, quantity, states=('', 'IN_STOCK'))
        self.tell_count(variation, self.main)

    def items(self):
        return [
            {
                'remote_id': one['id'],
                'sku': one['item_variation_data'].get('sku', ''),
                'title': self.items_of[one['item_variation_data']['item_id']]['item_data']['name'],
                'price': f'{Decimal(one["item_variation_data"]["price_money"]["amount"]) / 100:.2f}',
                'quantity': int(self.available(one, self.main)),
                'status': 'live' if self.is_for_sale(one) else 'draft',
            }
            for one in self.variations.values()
            if not one['is_deleted']
        ]

    # Answers of all kinds

    def is_known(self, request):
        token = request.headers.get('authorization', '').removeprefix('Bearer ')
        if token == TOKEN:
            return True
        if request.path.startswith('/v2/webhooks/') or token not in self.grants:
            return False  # webhooks belong to the application, and its own token alone may touch them
        if self.faults.strikes('expired_token'):
            self.grants[token] = datetime.now(UTC)
        return self.grants[token] > datetime.now(UTC)

    def unknown(self):
        return self.refuse(401, 'AUTHENTICATION_ERROR', 'UNAUTHORIZED', 'This request could not be authorized.')

    def too_many(self):
        return self.refuse(429, 'RATE_LIMIT_ERROR', 'RATE_LIMITED', 'Too many requests')

    def down(self):
        return self.refuse(503, 'API_ERROR', 'SERVICE_UNAVAILABLE', 'Square is not there just now.')

    def refuse(self, status, category, code, detail, field=None):
        error = {'category': category, 'code': code, 'detail': detail, **({'field': field} if field else {})}
        return Response({'errors': [error]}, status)

    def not_found(self, what):
        return self.refuse(404, 'INVALID_REQUEST_ERROR', 'NOT_FOUND', f'{what} was not found')

    def bad(self, code, detail, field=None):
        return self.refuse(400, 'INVALID_REQUEST_ERROR', code, detail, field)

    def _once(self, request, make):
        """Answer a call with an idempotency key: the same body again has the first answer again."""
        key = (request.path, request.json.get('idempotency_key'))
        if not key[1] or len(key[1]) > 128:
            return self.bad('MISSING_REQUIRED_PARAMETER', 'a key of 1 to 128 characters', 'idempotency_key')
        if key in self._answers:
            body, answer = self._answers[key]
            if body != request.body:
                return self.bad('IDEMPOTENCY_KEY_REUSED', 'The key was used with another body.', 'idempotency_key')
            return answer
        answer = make(request)
        if answer.status == 200:
            self._answers[key] = request.body, copy.deepcopy(answer)
        return answer

    # OAuth

    @route('GET', r'/oauth2/authorize')
    @open_route
    def _authorize(self, request):
        if request.query.get('client_id') != CLIENT:
            return self.bad('INVALID_VALUE', 'no such application', 'client_id')
        code = secrets.token_hex(16)
        self.codes[code] = datetime.now(UTC) + timedelta(minutes=5)
        target = request.query['redirect_uri'] + '?' + urlencode({'code': code, 'state': request.query['state']})
        return Response(b'', 302, {'Location': target})

    @route('POST', r'/oauth2/token')
    @open_route
    def _token(self, request):
        facts = request.json
        if (facts.get('client_id'), facts.get('client_secret')) != (CLIENT, CLIENT_SECRET):
            return self.unknown()
        if facts.get('grant_type') == 'authorization_code':
            ends = self.codes.pop(facts.get('code'), None)  # works once
            if not ends or ends < datetime.now(UTC):
                return self.bad('INVALID_VALUE', 'the code is used up or too old', 'code')
        elif facts.get('grant_type') != 'refresh_token' or facts.get('refresh_token') != 'refresh-simulated':
            return self.unknown()
        token = f'oauth-{secrets.token_hex(16)}'
        self.grants[token] = datetime.now(UTC) + timedelta(days=30)
        return Response(
            {
                'access_token': token,
                'token_type': 'bearer',
                'expires_at': self.grants[token].strftime('%Y-%m-%dT%H:%M:%SZ'),
                'merchant_id': MERCHANT,
                'refresh_token': 'refresh-simulated',
                'short_lived': False,
            }
        )

    @route('GET', r'/v2/locations')
    def _locations(self, request):
        shared = {'merchant_id': MERCHANT, 'currency': 'USD', 'country': 'US', 'business_name': 'Simulated Square Shop'}
        return Response({'locations': [{**one, **shared} for one in self.places.values()]})

    # Inventory

    @route('POST', r'/v2/inventory/counts/batch-retrieve')
    def _counts(self, request):
        ids = request.json.get('catalog_object_ids') or list(self.variations)
        places = request.json.get('location_ids') or list(self.places)
        found = [row for one in ids for place in places if (row := self.ledger.count(one, place))]
        found.sort(key=lambda row: row['calculated_at'], reverse=True)
        start = int(request.json.get('cursor') or 0)
        more = {'cursor': str(start + self.object_page)} if start + self.object_page < len(found) else {}
        return Response({'counts': found[start : start + self.object_page], **more})

    @route('POST', r'/v2/inventory/changes/batch-create')
    def _change(self, request):
        return self._once(request, self._apply)

    def _apply(self, request):
        changes = request.json['changes']
        facts = [one.get('adjustment') or one.get('physical_count') or {} for one in changes]
        if self.faults.strikes('sale_before_write'):
            self._sell_first(facts[0])
        if len(changes) > 100:
            return self.bad('ARRAY_LENGTH_TOO_LONG', 'at most 100 changes', 'changes')
        if len(changes) > 1 and self.faults.strikes('half_batch'):
            return self.bad('INVALID_VALUE', 'One of the changes cannot be made.', 'changes[0]')
        for number, (change, fact) in enumerate(zip(changes, facts, strict=True)):
            known = self.variations.get(fact.get('catalog_object_id'))
            if not known or known['is_deleted'] or fact.get('location_id') not in self.places:
                return self.bad('NOT_FOUND', 'The object or the location was not found.', f'changes[{number}]')
            try:
                self.ledger.check(change)
            except Refused as error:
                return self.bad(error.args[0], error.args[1], f'changes[{number}].{error.args[2]}')
        made = [self.ledger.post(change) for change in changes]
        slots = dict.fromkeys((one['catalog_object_id'], one['location_id']) for one in facts)
        for one in slots:
            self.tell_count(*one)
        return Response(
            {
                'counts': [self.ledger.count(*one) for one in slots],
                'changes': [self.ledger.shown(one) for one in made],
            }
        )

    def _sell_first(self, fact):
        variation = self.variations.get(fact.get('catalog_object_id'))
        if variation:
            try:
                self.sell(variation['item_variation_data'].get('sku'), location=fact.get('location_id'))
            except (SoldOut, KeyError):
                return

    @route('POST', r'/v2/inventory/changes/batch-retrieve')
    def _history(self, request):
        wanted = request.json
        since = moment(wanted['updated_after']) if wanted.get('updated_after') else None
        found = [
            one
            for one in self.ledger.events
            if one['catalog_object_id'] in (wanted.get('catalog_object_ids') or [one['catalog_object_id']])
            and one['type'] in (wanted.get('types') or [one['type']])
            and (since is None or one['created_at'] > since)
        ]
        found.sort(key=lambda one: one['occurred_at'])
        start = int(wanted.get('cursor') or 0)
        more = {'cursor': str(start + self.object_page)} if start + self.object_page < len(found) else {}
        shown = [self.ledger.shown(one) for one in found[start : start + self.object_page]]
        return Response({'changes': shown, **more})

    # Webhooks

    @route('GET', r'/v2/webhooks/subscriptions')
    def _hooks(self, request):
        every = request.query.get('include_disabled') == 'true'
        return Response({'subscriptions': [one for one in self.hooks.values() if every or one['enabled']]})

    @route('POST', r'/v2/webhooks/subscriptions')
    def _add_hook(self, request):
        return self._once(request, self._new_hook)

    def _new_hook(self, request):
        hook = {'enabled': True, **request.json['subscription'], 'id': f'wbhk_{new_id(16)}'}
        hook |= {'signature_key': secrets.token_urlsafe(16), 'created_at': text(self.ledger.clock())}
        self.hooks[hook['id']] = hook
        return Response({'subscription': hook})

    @route('PUT', r'/v2/webhooks/subscriptions/([^/]+)')
    def _change_hook(self, request):
        hook = self.hooks.get(request.match[0])
        if not hook:
            return self.not_found('subscription')
        hook.update(request.json['subscription'])
        return Response({'subscription': {name: value for name, value in hook.items() if name != 'signature_key'}})

    @route('GET', r'/v2/webhooks/subscriptions/([^/]+)')
    def _hook(self, request):
        hook = self.hooks.get(request.match[0])
        return Response({'subscription': hook}) if hook else self.not_found('subscription')

    @route('DELETE', r'/v2/webhooks/subscriptions/([^/]+)')
    def _drop_hook(self, request):
        return Response({}) if self.hooks.pop(request.match[0], None) else self.not_found('subscription')

    def tell_count(self, variation, place):
        rows = [self.ledger.count(variation, place)]
        self.tell('inventory.count.updated', 'inventory_counts', str(uuid.uuid4()), {'inventory_counts': rows})

    def tell(self, topic, kind, subject, facts):
        """Send a webhook to whoever asked for the topic."""
        message = {
            'merchant_id': MERCHANT,
            'type': topic,
            'event_id': str(uuid.uuid4()),
            'created_at': text(self.now()),
            'data': {'type': kind, 'id': subject, 'object': facts},
        }
        body = json.dumps(message).encode()
        for hook in self.hooks.values():
            if hook['enabled'] and topic in hook['event_types']:
                url, key = hook['notification_url'], hook['signature_key']
                self.outbox.send(url, _signed(key, url, body), body, forged=_signed('a-forger', url, body))

    def _control(self, request):
        """Override of the second door for what only Square has: create, delete, mark_sold_out; credentials."""
        name = request.path.removeprefix('/_sim/')
        if request.method == 'GET' and name == 'credentials':
            return Response(self.credentials())
        if request.method == 'POST' and name in ('create', 'delete', 'mark_sold_out'):
            with self.lock:
                try:
                    return Response(getattr(self, name)(**(request.json or {})) or {})
                except (KeyError, TypeError) as error:
                    return Response({'error': f'{type(error).__name__}: {error}'}, 409)
        return super()._control(request)


def _signed(key, url, body):
    proof = base64.b64encode(hmac.new(key.encode(), url.encode() + body, hashlib.sha256).digest()).decode()
    return {'x-square-hmacsha256-signature': proof, 'square-environment': 'Sandbox'}
