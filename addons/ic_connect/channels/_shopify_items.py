"""Everything a shop has: by pages, or, when that is much, by a bulk operation that leaves one file."""

import json
from decimal import Decimal

from .. import stand_ins
from ..errors import Unreachable
from ..http import Http
from . import _shopify_documents as documents
from . import _shopify_shapes as shapes
from ._shopify_wire import gid, number

BULK_FROM = 1000  # variants; fewer are read by pages before a bulk operation has started
PAGE = 250
_WAIT = 2  # seconds between two looks at a bulk operation
_LOOKS = 10  # in one call; then the caller has its turn again
_TURNS = 90  # half an hour; then it is pages after all
_MAX_FILE = 512 * 1024 * 1024


class ItemReader:
    """Lists the items of one shop."""

    def __init__(self, wire, code):
        self._wire = wire
        self._code = code  # under which a stand-in may be named

    def page(self, cursor):
        """Return (list of Item, next cursor)."""
        kind, _colon, rest = cursor.partition(':')
        if kind == 'bulk':
            return self._from_bulk(rest)
        data = self._wire.ask(documents.ITEMS, {'first': PAGE, 'after': rest or None}, cost=PAGE * 3 + 4)
        many = ((data.get('productVariantsCount') or {}).get('count') or 0) > BULK_FROM
        started = self._start_bulk() if many and not cursor else ''
        if started:
            return [], f'bulk:{started}:1'
        found = data['productVariants']
        more = f"page:{found['pageInfo']['endCursor']}" if found['pageInfo']['hasNextPage'] else ''
        return [shapes.to_item(node, data['shop']['currencyCode']) for node in found['nodes']], more

    def _start_bulk(self):
        """Return the number of a new bulk operation, '' when Shopify starts none (others of the app are at work)."""
        made = self._wire.ask(documents.START_BULK, {'query': documents.ALL_ITEMS}, repeatable=False)
        made = made['bulkOperationRunQuery']
        return '' if made['userErrors'] else number(made['bulkOperation']['id'])

    def _from_bulk(self, cursor):
        """Look for the file of the operation in `cursor`, which also counts the turns: no two calls have the same."""
        operation, _colon, turn = cursor.partition(':')
        for look in range(_LOOKS):
            if look:
                self._wire.pause(_WAIT)
            data = self._wire.ask(documents.BULK, {'id': gid('BulkOperation', operation)})
            found = data['bulkOperation'] or {'status': 'EXPIRED'}
            if found['status'] == 'COMPLETED':
                return self._download(found['url'], data['shop']['currencyCode']), ''
            if found['status'] not in ('CREATED', 'RUNNING'):
                return [], 'page:'  # it came to nothing: by pages, then
        return [], f'bulk:{operation}:{int(turn) + 1}' if int(turn) < _TURNS else 'page:'

    def _download(self, url, currency):
        """Return the items in the file of a bulk operation; without an address there was nothing to write."""
        if not url:
            return []
        where, hosts = stand_ins.stand_in_for(self._code, url)
        if hosts:
            where += url.partition('?')[1] + url.partition('?')[2]
        # The file lies at a store of files: no token goes there.
        answer = Http(private_hosts=hosts, max_bytes=_MAX_FILE, deadline=600).get(where)
        try:
            rows = [json.loads(line, parse_float=Decimal) for line in answer.body.splitlines() if line.strip()]
            return [shapes.to_item(row, currency) for row in rows]
        except (ValueError, KeyError, TypeError):
            raise Unreachable("the file of Shopify's bulk operation cannot be read") from None
