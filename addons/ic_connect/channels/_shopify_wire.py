"""How Shopify's GraphQL is spoken: points instead of call counts, and failures that arrive with status 200."""

import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from ..budget import Budget
from ..errors import AuthError, NotFound, RateLimited, Rejected, Stale, Unreachable
from ..redaction import redact

# What a Standard plan gives. The first answer of a shop says what it really has.
_CAPACITY, _PER_SECOND = 2000, 100
_TRIES = 4
_PATIENCE = 20  # seconds; who has to wait longer is told so
_BUDGETS = {}  # one for each shop, shared by all connections of a process as Shopify shares it

_NO_ACCESS = ('ACCESS_DENIED', 'SHOP_INACTIVE', 'UNAUTHORIZED')
_THEIR_SIDE = ('INTERNAL_SERVER_ERROR', 'TIMEOUT', 'SERVICE_UNAVAILABLE')
_CODES = {
    'CHANGE_FROM_QUANTITY_STALE': Stale,
    'COMPARE_QUANTITY_STALE': Stale,
    'INVALID_INVENTORY_ITEM': NotFound,
    'PRODUCT_DOES_NOT_EXIST': NotFound,
    'PRODUCT_VARIANT_DOES_NOT_EXIST': NotFound,
    'NOT_FOUND': NotFound,
    'SERVICE_UNAVAILABLE': Unreachable,
    'IDEMPOTENCY_CONCURRENT_REQUEST': Unreachable,
    'IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED': Unreachable,
}
STATUS_ERRORS = {
    402: AuthError,  # the shop's plan is not paid
    404: AuthError,  # there is one address per shop: when it is unknown, the shop is
    423: AuthError,  # the shop is locked
    430: RateLimited,
}


class Wire:
    """GraphQL calls of one shop through one Http, with the shop's points."""

    def __init__(self, http, path, token, secrets):
        self.http = http
        self._path = path
        self._token = token
        self._secrets = secrets
        self.budget = http.budget = _BUDGETS.setdefault(http.base_url, Budget(_CAPACITY, _PER_SECOND))
        self.pause = time.sleep

    def ask(self, document, variables=None, *, cost=10, repeatable=True, partial=False):
        """Return the `data` of an answer.

        :param int cost: the most points the document can take
        :param bool repeatable: whether a call that got no answer may be made again
        :param bool partial: take data with blanks where the app may not read some field (personal data, mostly)
        :raises ServiceError:
        """
        if not self._token:
            raise AuthError("Shopify has given no access yet: connect the shop", code='no_token')
        for attempt in range(1, _TRIES + 1):
            answer = self.http.post(
                self._path,
                json={'query': document, 'variables': variables or {}},
                headers={'X-Shopify-Access-Token': self._token},
                repeatable=repeatable,
                cost=min(cost, self.budget.capacity),
            ).json()
            if not isinstance(answer, dict):
                raise Unreachable("the answer of Shopify is not what its documentation shows")
            self._believe(answer)
            failure = self._failure(answer, partial)
            if failure is None:
                return answer['data']
            if not isinstance(failure, RateLimited) or attempt == _TRIES or failure.retry_after > _PATIENCE:
                raise failure
            self.pause(failure.retry_after)
        raise AssertionError("the last try returns or raises")

    def change(self, document, variables, *names, **options):
        """Make a mutation whose every root field of `names` must come back without userErrors. Returns the data."""
        data = self.ask(document, variables, **options)
        for name in names:
            for error in (data.get(name) or {}).get('userErrors') or ():
                raise self.error(error)
        return data

    def pages(self, document, path, variables=None, **options):
        """Yield the nodes of a connection, page after page. `path` leads to it through the data."""
        after = (variables or {}).get('after')
        while True:
            found = self.ask(document, {**(variables or {}), 'after': after}, **options)
            for name in path:
                found = (found or {}).get(name)
            if not found:
                return
            yield from found['nodes']
            if not found['pageInfo']['hasNextPage']:
                return
            after = found['pageInfo']['endCursor']

    def error(self, error):
        """Return the exception of one userError."""
        code = error.get('code') or ''
        message = self._said(error)
        return _CODES.get(code, Rejected)(message, status=200, code=code or None)

    def _said(self, error):
        text = error.get('message') or error.get('code') or 'no explanation'
        where = '.'.join(map(str, error.get('field') or ()))
        return "Shopify: " + redact(f'{text} ({where})' if where else text, self._secrets)[:300]

    def _failure(self, answer, partial):
        """Return the error an answer of status 200 stands for, or None."""
        errors = answer.get('errors')
        data = answer.get('data')
        if not errors:
            return None if isinstance(data, dict) else Unreachable("Shopify answered without data")
        if not isinstance(errors, list):
            return Rejected("Shopify: " + redact(errors, self._secrets)[:300], status=200)
        errors = [one if isinstance(one, dict) else {'message': str(one)} for one in errors]
        codes = [_code(one) for one in errors]
        if 'THROTTLED' in codes:
            return RateLimited("Shopify: too many points asked for", status=200, retry_after=_wait(answer))
        inside = data and all(len(one.get('path') or ()) > 1 for one in errors)
        if partial and inside and set(codes) == {'ACCESS_DENIED'}:
            return None
        kind = Rejected
        if any(code in _NO_ACCESS for code in codes):
            kind = AuthError
        elif any(code in _THEIR_SIDE for code in codes):
            kind = Unreachable
        return kind(self._said({'message': errors[0].get('message')}), status=200, code=codes[0] or None)

    def _believe(self, answer):
        """Take over what the shop says about its points."""
        cost = (answer.get('extensions') or {}).get('cost') or {}
        status = cost.get('throttleStatus') or {}
        if status.get('maximumAvailable') and status.get('restoreRate'):
            self.budget.capacity = float(status['maximumAvailable'])
            self.budget.per_second = float(status['restoreRate'])
            self.budget.correct(float(status.get('currentlyAvailable') or 0))


def _code(error):
    return str((error.get('extensions') or {}).get('code') or '')


def _wait(answer):
    """Return the seconds until the points of a throttled call will be there."""
    cost = (answer.get('extensions') or {}).get('cost') or {}
    status = cost.get('throttleStatus') or {}
    missing = Decimal(cost.get('requestedQueryCost') or 0) - Decimal(status.get('currentlyAvailable') or 0)
    rate = Decimal(status.get('restoreRate') or _PER_SECOND)
    return float(max(missing / rate, Decimal('0.1')))


def kept(answer):
    """Return what a connection keeps of an answer of the token endpoint, under the names of the credentials."""
    token = isinstance(answer, dict) and answer.get('access_token')
    if not token:
        raise AuthError("Shopify gave no token")
    found = {'access_token': token}
    if answer.get('refresh_token'):
        found['refresh_token'] = answer['refresh_token']
    if answer.get('expires_in'):
        found['expires_at'] = (datetime.now(UTC) + timedelta(seconds=int(answer['expires_in']))).isoformat()
    return found


def gid(kind, number):
    """Return the global id of a thing."""
    return f'gid://shopify/{kind}/{number}'


def number(global_id):
    """Return the number in a global id, as text; '' for none."""
    return str(global_id or '').partition('?')[0].rpartition('/')[2]
