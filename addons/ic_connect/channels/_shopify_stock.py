"""Setting stock at Shopify: many figures in one call, and yet each with its own result.

A call is all or nothing. When it is refused, the field paths of its userErrors say which entries were bad; the others
are sent again under a key of their own (a key belongs to what was sent with it, and a refused one is used up).
"""

import uuid
from datetime import UTC, datetime
from urllib.parse import quote

from ..errors import Rejected, ServiceError, Stale, Unreachable
from ..types import StockLevel
from . import _shopify_documents as documents
from ._shopify_wire import gid

_KEYS = uuid.UUID('6a4a1e0e-5a0c-4b5c-9d52-0f4b0c6b7f10')  # our name space: the same changes have the same key
_WHOLE_CALL = ('INVALID_REASON', 'INVALID_NAME', 'INVALID_REFERENCE_DOCUMENT', 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH')
_MAX_TRIES = 3


def batches(changes, size):
    """Split changes into lists of at most `size` in which every (item, place) is there once, keeping their order."""
    found, seen = [[]], set()
    for change in changes:
        place = (change.remote_id, change.location_id)
        if len(found[-1]) == size or place in seen:
            found.append([])
            seen = set()
        seen.add(place)
        found[-1].append(change)
    return [one for one in found if one]


def key_of(batch, attempt=0):
    """Return the idempotency key of these changes together, a UUID."""
    return str(uuid.uuid5(_KEYS, '\n'.join([*(change.key for change in batch), str(attempt)])))


class StockWriter:
    """Makes one batch of StockChanges. `place` gives the location's number for a change."""

    def __init__(self, wire, place):
        self._wire = wire
        self._place = place

    def send(self, batch, attempt=0):
        """Return {(remote id, location id): StockLevel or ServiceError}. Raises only when nothing is known."""
        payload = self._send(batch, attempt)
        errors = payload.get('userErrors') or []
        if not errors:
            group = payload.get('inventoryAdjustmentGroup') or {}
            return {_name(one): self._level(one, group.get('createdAt')) for one in batch}
        bad = {index: error for error in errors if (index := _index(error, len(batch))) is not None}
        if not bad:
            return self._refused(batch, attempt, errors[0])
        results = {_name(batch[index]): self._one(batch[index], error, attempt) for index, error in bad.items()}
        rest = [change for index, change in enumerate(batch) if index not in bad]
        return results | self.carefully(rest, attempt + 1)

    def _send(self, batch, attempt):
        key = key_of(batch, attempt)
        quantities = [
            {
                'inventoryItemId': gid('InventoryItem', change.remote_id),
                'locationId': gid('Location', self._place(change)),
                'quantity': change.quantity,
                'changeFromQuantity': change.expected,  # always there: left out, Shopify refuses the call
            }
            for change in batch
        ]
        reference = batch[0].reference if len(batch) == 1 else ''
        document = f'Move/{quote(reference, safe="")}' if reference else f'Batch/{key}'
        data = {
            'name': 'available',
            'reason': 'correction',
            'referenceDocumentUri': f'gid://inventory-connect/{document}',
            'quantities': quantities,
        }
        for _try in range(_MAX_TRIES):
            payload = self._wire.ask(documents.SET_STOCK, {'input': data, 'key': key}, cost=12)
            payload = payload.get('inventorySetQuantities') or {}
            if not any(one.get('code') == 'IDEMPOTENCY_CONCURRENT_REQUEST' for one in payload.get('userErrors') or ()):
                return payload
            self._wire.pause(1)  # the first call with this key is still at work: its answer is the one to have
        raise Unreachable("Shopify is still at work on the same change")

    def _refused(self, batch, attempt, error):
        """A refusal that names no entry: look for it by halves, unless it is about the call as such."""
        if error.get('code') == 'IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED' and attempt < _MAX_TRIES:
            return self.send(batch, attempt + 1)
        if len(batch) > 1 and error.get('code') not in _WHOLE_CALL:
            half = len(batch) // 2
            return self.carefully(batch[:half], attempt + 1) | self.carefully(batch[half:], attempt + 1)
        return {_name(change): self._one(change, error, attempt) for change in batch}

    def carefully(self, batch, attempt=0):
        """As `write`, for what is left of a batch of which something is known already."""
        try:
            return self.send(batch, attempt) if batch else {}
        except ServiceError as error:
            return {_name(change): error for change in batch}

    def _one(self, change, error, attempt):
        """Return what came of an entry that was refused."""
        if error.get('code') != 'ITEM_NOT_STOCKED_AT_LOCATION':
            return self._wire.error(error)
        if change.expected:
            return Stale("Shopify does not keep this item at the location any more", code=error['code'])
        try:
            return self._activate(change, attempt)
        except ServiceError as failure:
            return failure

    def _activate(self, change, attempt):
        """Begin to keep an item at a location, with its quantity."""
        variables = {
            'item': gid('InventoryItem', change.remote_id),
            'location': gid('Location', self._place(change)),
            'available': change.quantity,
            'key': key_of([change], f'activate {attempt}'),
        }
        data = self._wire.ask(documents.ACTIVATE, variables, cost=12)['inventoryActivate']
        for error in data['userErrors']:
            # Somebody else was faster, so the figure is his and has to be read first.
            kind = Stale if 'already' in (error.get('message') or '') else Rejected
            raise kind(str(self._wire.error(error)))
        return self._level(change, (data.get('inventoryLevel') or {}).get('updatedAt'))

    def _level(self, change, moment):
        return StockLevel(
            remote_id=change.remote_id,
            quantity=change.quantity,
            observed_at=moment or datetime.now(UTC),
            location_id=self._place(change),
        )


def _name(change):
    return change.remote_id, change.location_id


def _index(error, count):
    """Return which entry a userError is about, or None."""
    path = [str(part) for part in error.get('field') or ()]
    after = path[path.index('quantities') + 1 :] if 'quantities' in path else []
    return int(after[0]) if after and after[0].isdigit() and int(after[0]) < count else None
