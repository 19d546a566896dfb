"""Parts of `square.py`: counts, and the changes made to them.

Square keeps events and orders them by `occurred_at`, not by arrival. A change therefore carries the time at which the
goods moved, within what Square allows: not in the future, not older than a day. It is never placed before the last
event that the count shows, because a count by hand made there in the meantime would swallow it.

There is no compare-and-set: the count is read, compared, and changed by a difference. What a till sells between the two
is kept (the difference adds to it), and shows in the figure that comes back.
"""

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import parsedate_to_datetime

from ..errors import NotFound, Rejected, ServiceError, Stale, Unreachable
from ..types import StockLevel, as_utc
from ._square_catalog import digest, is_sold_out
from ._square_door import is_about_an_item

OLDEST = timedelta(hours=23, minutes=55)
TICK = timedelta(milliseconds=1)
LATELY = timedelta(hours=25)


def whole(quantity):
    """Return a decimal text as int; a broken piece is none."""
    return math.floor(Decimal(quantity or '0'))


def level(row, quantity=None):
    """Return the StockLevel of one of Square's counts."""
    return StockLevel(
        remote_id=row['catalog_object_id'],
        quantity=whole(row['quantity']) if quantity is None else quantity,
        observed_at=as_utc(row['calculated_at']),
        location_id=row.get('location_id') or '',
    )


def vendor_time(headers, now=None):
    """Return the earlier of our time and Square's own (the Date of its answer): theirs decides what is future."""
    now = now or datetime.now(UTC)
    try:
        theirs = parsedate_to_datetime(headers.get('Date') or '')
    except ValueError:
        return now
    return min(now, theirs) if theirs.tzinfo else now


def occurred_at(happened_at, clock, row):
    """Return the text of the time at which a change is placed.

    :param datetime | None happened_at: when the goods moved; None is now
    :param datetime clock: `vendor_time`
    :param dict | None row: the present count
    """
    moment = max(min(happened_at or clock, clock), clock - OLDEST)
    if row:
        moment = max(moment, as_utc(row['calculated_at']) + TICK)
    return stamp(moment)


def stamp(moment):
    """Return a time as Square writes it."""
    return as_utc(moment).strftime('%Y-%m-%dT%H:%M:%S.%f')[:-3] + 'Z'


def reference(change):
    """Return what makes a change recognisable as ours in Square's history: a text for people, then the change's key."""
    return f'{change.reference[:200]} {digest(change.key)}'.strip()


def adjustment(change, present, location_id, moment):
    """Return the movement that leads from the `present` count to the wanted one."""
    more = change.quantity - present
    return {
        'type': 'ADJUSTMENT',
        'adjustment': {
            'catalog_object_id': change.remote_id,
            'location_id': location_id,
            'from_state': 'NONE' if more > 0 else 'IN_STOCK',
            'to_state': 'IN_STOCK' if more > 0 else 'SOLD',
            'quantity': str(abs(more)),
            'occurred_at': moment,
            'reference_id': reference(change),
        },
    }


def physical_count(change, location_id, moment):
    """Return a count by hand: it replaces what Square had."""
    return {
        'type': 'PHYSICAL_COUNT',
        'physical_count': {
            'catalog_object_id': change.remote_id,
            'location_id': location_id,
            'state': 'IN_STOCK',
            'quantity': str(change.quantity),
            'occurred_at': moment,
            'reference_id': reference(change),
        },
    }


class Stock:
    """The counts of an account, spoken to through a Door."""

    def __init__(self, door):
        self._door = door

    def counts(self, ids, locations):
        """Return ({(variation id, location id): count}, clock). What was never counted is missing."""
        found, clock = {}, datetime.now(UTC)
        body = {'catalog_object_ids': list(ids), 'location_ids': list(locations), 'states': ['IN_STOCK']}
        while ids:
            answer = self._door.post('/v2/inventory/counts/batch-retrieve', body)
            clock = vendor_time(answer.headers)
            page = answer.json()
            for row in page.get('counts') or ():
                found.setdefault((row['catalog_object_id'], row.get('location_id') or ''), row)  # newest first
            if not page.get('cursor'):
                break
            body['cursor'] = page['cursor']
        return found, clock

    def variations(self, ids):
        """Return {id: variation} of those that are in the catalog."""
        if not ids:
            return {}
        answer = self._door.post('/v2/catalog/batch-retrieve', {'object_ids': list(ids)}).json()
        return {
            one['id']: one
            for one in answer.get('objects') or ()
            if one.get('type') == 'ITEM_VARIATION' and not one.get('is_deleted')
        }

    def make(self, changes, location):
        """Make up to one batch of StockChanges. Returns {(remote id, location id): StockLevel or ServiceError}.

        :param str location: of a change that names none
        """
        places = {slot(one): one.location_id or location for one in changes}
        try:
            counts, clock = self.counts({one.remote_id for one in changes}, set(places.values()))
            made = self._made(counts.values(), clock)
        except ServiceError as error:
            return dict.fromkeys(places, error)
        done, planned, doubtful = {}, [], []
        for one in changes:
            place = places[slot(one)]
            row = counts.get((one.remote_id, place))
            present = whole(row['quantity']) if row else 0
            moment = occurred_at(one.happened_at, clock, row)
            if row and reference(one) in made:
                done[slot(one)] = level(row)  # our own change, whose answer was lost
            elif one.expected is None:
                planned.append((one, place, physical_count(one, place, moment)))
            elif present != one.expected:
                doubtful.append((one, place, row))
            elif row and present == one.quantity:
                done[slot(one)] = level(row)
            elif present != one.quantity:
                planned.append((one, place, adjustment(one, present, place, moment)))
            else:
                planned.append((one, place, physical_count(one, place, moment)))  # zero, and never counted
        return done | self._explain(doubtful) | self._write(planned)

    def count_first(self, listing, remote_id, location):
        """Give a variation that Square never counted its first quantity.

        It comes as a movement rather than a count, so that what the till sells at the same moment stays sold.
        """
        counts, clock = self.counts([remote_id], [location])
        if counts:
            return
        change = _First(remote_id, listing.quantity, f'first {remote_id} {location}')
        moment = occurred_at(None, clock, None)
        make = adjustment(change, 0, location, moment) if change.quantity else physical_count(change, location, moment)
        result = self._write([(change, location, make)])[slot(change)]
        if isinstance(result, ServiceError) and result.code != 'IDEMPOTENCY_KEY_REUSED':
            raise result

    def restocked(self, since, ids):
        """Return a function of (ids of refunds, variation id): did Square put it back into its stock after `since`?"""
        back = {
            (one['refund_id'], one['catalog_object_id'])
            for one in self._history(ids, since, ['ADJUSTMENT'])
            if one.get('refund_id') and one.get('to_state') == 'IN_STOCK'
        }
        return lambda refunds, variation: any((one, variation) in back for one in refunds)

    def _write(self, planned):
        """Send planned changes in one call, and in halves where Square refuses them together."""
        if not planned:
            return {}
        body = {
            'idempotency_key': digest(
                *(f'{one.key} {one.expected} {one.quantity}' for one, _place, _change in planned)
            ),
            'changes': [change for _one, _place, change in planned],
        }
        try:
            answer = self._door.post('/v2/inventory/changes/batch-create', body).json()
        except ServiceError as error:
            if len(planned) == 1 or not is_about_an_item(error):
                return {slot(one): error for one, _place, _change in planned}
            half = len(planned) // 2
            return self._write(planned[:half]) | self._write(planned[half:])
        counts = {
            (row['catalog_object_id'], row.get('location_id')): row
            for row in answer.get('counts') or ()
            if row.get('state') == 'IN_STOCK'
        }
        unseen = Unreachable("Square took the change without saying what it counts now")
        return {
            slot(one): level(counts[one.remote_id, place]) if (one.remote_id, place) in counts else unseen
            for one, place, _change in planned
        }

    def _made(self, rows, clock):
        """Return the references of the changes made lately to these counts.

        A change whose answer was lost may be among them, and a sale may have hidden it since by undoing its effect.
        What was not touched for longer than a change is tried again needs no look.
        """
        ids = {row['catalog_object_id'] for row in rows if as_utc(row['calculated_at']) > clock - LATELY}
        return {one.get('reference_id') for one in self._history(ids, clock - LATELY)}

    def _explain(self, doubtful):
        """Return what becomes of changes whose grounds are not those Square shows: nothing is written for them."""
        try:
            shown = self.variations({one.remote_id for one, _place, _row in doubtful})
        except ServiceError as error:
            return {slot(one): error for one, _place, _row in doubtful}
        return {slot(one): _reason(one, place, row, shown) for one, place, row in doubtful}

    def _history(self, ids, since, types=('ADJUSTMENT', 'PHYSICAL_COUNT')):
        body = {'catalog_object_ids': sorted(ids), 'types': list(types), 'updated_after': stamp(since)}
        while ids:
            page = self._door.post('/v2/inventory/changes/batch-retrieve', body).json()
            for one in page.get('changes') or ():
                yield one.get('adjustment') or one.get('physical_count') or {}
            if not page.get('cursor'):
                return
            body['cursor'] = page['cursor']


@dataclass(frozen=True)
class _First:
    """A StockChange that nobody ordered."""

    remote_id: str
    quantity: int
    key: str
    location_id: str = ''
    expected: None = None
    reference: str = ''


def slot(change):
    """Return what the result of a change is filed under."""
    return change.remote_id, change.location_id


def _reason(change, place, row, shown):
    if change.remote_id not in shown:
        return NotFound(f"Square has no variation {change.remote_id} any more")
    present = whole(row['quantity']) if row else None
    if present and is_sold_out(shown[change.remote_id], place) and change.expected == 0:
        if change.quantity:
            return Rejected("it is marked as sold out in Square: take the mark away there")
        return level(row, 0)
    known = "never counted it" if present is None else f"counts {present}"
    return Stale(f"Square {known}, not {change.expected}")
