"""Square's inventory: a history of counts and movements, ordered by the time at which they happened."""

import uuid
from datetime import UTC, datetime, timedelta
from decimal import Decimal

TICK = timedelta(milliseconds=1)
MOVES = {('NONE', 'IN_STOCK'), ('IN_STOCK', 'SOLD'), ('IN_STOCK', 'WASTE'), ('UNLINKED_RETURN', 'IN_STOCK')}


class Refused(Exception):
    """A change that Square does not take: (code, detail, field)."""


def text(moment):
    return moment.strftime('%Y-%m-%dT%H:%M:%S.%f')[:-3] + 'Z'


def moment(value):
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise Refused('INVALID_TIME', f'no RFC 3339 time: {value!r}', 'occurred_at') from None
    if found.tzinfo is None:
        raise Refused('INVALID_TIME', f'a time without its zone: {value!r}', 'occurred_at')
    return found.astimezone(UTC)


class Ledger:
    """The events of all variations at all places."""

    def __init__(self):
        self.events = []
        self._last = datetime.min.replace(tzinfo=UTC)

    def clock(self):
        """Return the present time to the millisecond, never the same twice."""
        now = datetime.now(UTC)
        now -= timedelta(microseconds=now.microsecond % 1000)
        self._last = max(now, self._last + TICK)
        return self._last

    def add(self, kind, variation, location, quantity, *, at=None, states=('', ''), **facts):
        """Note an event; `states` are (from, to) of a movement."""
        received = self.clock()
        self.events.append(
            {
                'id': uuid.uuid4().hex[:24].upper(),
                'type': kind,
                'catalog_object_id': variation,
                'location_id': location,
                'quantity': Decimal(quantity),
                'from_state': states[0],
                'to_state': states[1],
                'occurred_at': at or received,
                'created_at': received,
                **facts,
            }
        )
        return self.events[-1]

    def check(self, change):
        """Return (kind, facts) of a change as it was posted.

        :raises Refused:
        """
        kind = change.get('type')
        facts = change.get({'PHYSICAL_COUNT': 'physical_count', 'ADJUSTMENT': 'adjustment'}.get(kind, ''))
        if not facts:
            raise Refused('INVALID_VALUE', f'a change of type {kind} says nothing', 'type')
        if not isinstance(facts.get('quantity'), str) or Decimal(facts['quantity']) < 0:
            raise Refused('INVALID_VALUE', 'quantity must be a decimal text of zero or more', 'quantity')
        at, now = moment(facts.get('occurred_at')), max(datetime.now(UTC), self._last)
        if at > now + TICK or at < now - timedelta(hours=24):
            raise Refused('INVALID_TIME', 'occurred_at is in the future or older than 24 hours', 'occurred_at')
        if kind == 'PHYSICAL_COUNT' and facts.get('state') != 'IN_STOCK':
            raise Refused('INVALID_VALUE', 'only IN_STOCK can be counted', 'state')
        if kind == 'ADJUSTMENT' and (facts.get('from_state'), facts.get('to_state')) not in MOVES:
            raise Refused('INVALID_VALUE', 'no such movement', 'from_state')
        if kind == 'ADJUSTMENT' and not Decimal(facts['quantity']):
            raise Refused('VALUE_TOO_LOW', 'a movement of nothing', 'quantity')
        return kind, facts | {'occurred_at': at}

    def post(self, change):
        """Note a change that was posted and has been checked."""
        kind, facts = self.check(change)
        states = ('', 'IN_STOCK') if kind == 'PHYSICAL_COUNT' else (facts['from_state'], facts['to_state'])
        return self.add(
            kind,
            facts['catalog_object_id'],
            facts['location_id'],
            facts['quantity'],
            at=facts['occurred_at'],
            states=states,
            **({'reference_id': facts['reference_id']} if facts.get('reference_id') else {}),
        )

    def quantity(self, variation, location):
        """Return what is in stock as Decimal, or None when nothing was ever noted."""
        level = None
        for one in self._of(variation, location):
            if one['type'] == 'PHYSICAL_COUNT':
                level = one['quantity']
            elif one['to_state'] == 'IN_STOCK':
                level = (level or 0) + one['quantity']
            elif one['from_state'] == 'IN_STOCK':
                level = (level or 0) - one['quantity']
        return level

    def count(self, variation, location):
        """Return the count as Square shows it, or None."""
        level = self.quantity(variation, location)
        if level is None:
            return None
        return {
            'catalog_object_id': variation,
            'catalog_object_type': 'ITEM_VARIATION',
            'state': 'IN_STOCK',
            'location_id': location,
            'quantity': f'{level.normalize():f}' if level else '0',
            'calculated_at': text(max(one['created_at'] for one in self._of(variation, location))),
        }

    def shown(self, one):
        """Return an event as Square shows it."""
        facts = {
            'id': one['id'],
            'catalog_object_id': one['catalog_object_id'],
            'catalog_object_type': 'ITEM_VARIATION',
            'location_id': one['location_id'],
            'quantity': f'{one["quantity"].normalize():f}',
            'occurred_at': text(one['occurred_at']),
            'created_at': text(one['created_at']),
            **{name: one[name] for name in ('reference_id', 'refund_id', 'transaction_id') if one.get(name)},
        }
        if one['type'] == 'PHYSICAL_COUNT':
            return {'type': 'PHYSICAL_COUNT', 'physical_count': {**facts, 'state': 'IN_STOCK'}}
        states = {'from_state': one['from_state'], 'to_state': one['to_state']}
        return {'type': 'ADJUSTMENT', 'adjustment': {**facts, **states}}

    def _of(self, variation, location):
        found = [one for one in self.events if one['catalog_object_id'] == variation and one['location_id'] == location]
        return sorted(found, key=lambda one: (one['occurred_at'], one['created_at']))
