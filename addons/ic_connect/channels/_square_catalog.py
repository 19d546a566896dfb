"""Parts of `square.py`: what the catalog holds, and what a listing makes of it."""

import copy
import hashlib
import html
import json
import re
from datetime import UTC, datetime
from urllib.parse import quote

from ..errors import NotFound, Rejected, Stale, Unreachable
from ..types import Item, Money, as_utc

NAME_LENGTH, TEXT_LENGTH = 512, 65535
# What Square fills in by itself, or what stands in the way of `description_html`.
_OF_THE_ITEM = ('description', 'description_plaintext')
TRIES = 3  # of writing an object that others write too


class Catalog:
    """The catalog of an account, spoken to through a Door."""

    def __init__(self, door):
        self._door = door

    def find(self, sku):
        """Return (id of the one variation that carries the SKU, or '', ids of deleted ones that did)."""
        query = {'exact_query': {'attribute_name': 'sku', 'attribute_value': sku}}
        body = {'object_types': ['ITEM_VARIATION'], 'include_deleted_objects': True, 'query': query}
        found = [
            one
            for one in self._door.post('/v2/catalog/search', body).json().get('objects') or []
            if (one.get('item_variation_data') or {}).get('sku') == sku  # Square does not mind capitals
        ]
        there = [one['id'] for one in found if not one.get('is_deleted')]
        if len(there) > 1:
            raise Rejected(f"several things in Square carry the SKU {sku}: {', '.join(there)}")
        return (there or [''])[0], sorted(one['id'] for one in found if one.get('is_deleted'))

    def make(self, listing, gone):
        """Make an item for the listing and return the id of its variation. `gone` are deleted ones of its SKU."""
        # The key is the SKU's, not the content's: a try whose answer was lost cannot make a second one.
        key = digest('item', listing.sku, *gone)
        try:
            answer = self._door.post('/v2/catalog/object', {'idempotency_key': key, 'object': new_item(listing)}).json()
        except Stale as error:
            if error.code != 'IDEMPOTENCY_KEY_REUSED':
                raise
            raise Unreachable("Square made it already but does not find it yet") from None
        ids = {one['client_object_id']: one['object_id'] for one in answer.get('id_mappings') or ()}
        return ids.get('#variation') or answer['catalog_object']['item_data']['variations'][0]['id']

    def change(self, remote_id, make):
        """Read the variation and its item, and write what `make(item, variation)` returns, unless that is None."""
        for attempt in range(1, TRIES + 1):
            answer = self._door.get(
                f'/v2/catalog/object/{quote(remote_id, safe="")}', include_related_objects='true'
            ).json()
            variation = answer['object']
            if variation.get('is_deleted') or variation.get('type') != 'ITEM_VARIATION':
                raise NotFound(f"Square has no variation {remote_id}")
            owner = variation['item_variation_data']['item_id']
            item = next((one for one in answer.get('related_objects') or () if one['id'] == owner), None)
            item = item or self._door.get(f'/v2/catalog/object/{owner}').json()['object']
            wanted = make(item, variation)
            if wanted is None:
                return
            # The version is inside, so the same wish on a newer state has another key.
            text = json.dumps(wanted, default=float)
            body = {'idempotency_key': digest(text), 'object': json.loads(text)}
            try:
                self._door.post('/v2/catalog/object', body)
                return
            except Stale:
                if attempt == TRIES:
                    raise


def digest(*parts):
    """Return an idempotency key: the same parts, the same key."""
    return hashlib.sha256('\x1f'.join(map(str, parts)).encode()).hexdigest()[:45]


def new_item(listing):
    """Return the catalog object that shows `listing` for the first time."""
    return {
        'type': 'ITEM',
        'id': '#item',
        'present_at_all_locations': True,
        'item_data': {
            **_item_facts(listing),
            'product_type': 'REGULAR',
            'variations': [
                {
                    'type': 'ITEM_VARIATION',
                    'id': '#variation',
                    'present_at_all_locations': True,
                    'item_variation_data': {
                        'item_id': '#item',
                        'name': 'Regular',
                        'sku': listing.sku,
                        **_variation_facts(listing),
                    },
                }
            ],
        },
    }


def shown(item, variation, listing, locations):
    """Return the object to write so that `listing` is shown, or None when it is shown already.

    The catalog takes whole objects only, so what the shop's staff added stays in. An item with further variations is
    not ours alone: only the variation is written then.
    """
    original, item = item, copy.deepcopy(item)
    ours = _own_variation(item, variation)
    if ours is None:
        ours = copy.deepcopy(variation)
        item['item_data'].setdefault('variations', []).append(ours)
    data = ours['item_variation_data']
    data.update(_variation_facts(listing), sku=listing.sku)
    for override in data.get('location_overrides') or ():
        if override.get('location_id') in locations:
            override.pop('price_money', None)
            override.pop('pricing_type', None)
            override['track_inventory'] = True
    if len(variations(item)) > 1:
        _show_everywhere(ours, listing.status == 'live')
        return ours if ours != _own_variation(original, variation) else None
    facts = _item_facts(listing)
    if not facts['is_archived'] and not item['item_data'].get('is_archived'):
        del facts['is_archived']  # what is not said is false
    item['item_data'].update(facts)
    if item == original:
        return None
    for name in _OF_THE_ITEM:
        item['item_data'].pop(name, None)
    return item


def hidden(item, variation):
    """Return the object to write so that the variation cannot be sold any more, or None when it cannot already."""
    if len(variations(item)) > 1:
        ours = copy.deepcopy(variation)
        _show_everywhere(ours, False)
        return ours if ours != variation else None
    if item['item_data'].get('is_archived'):
        return None
    item = copy.deepcopy(item)
    item['item_data']['is_archived'] = True
    return item


def variations(item):
    """Return the variations of an item that are not deleted."""
    return [one for one in item['item_data'].get('variations') or () if not one.get('is_deleted')]


def to_items(item, quantities):
    """Return the Items of a catalog object; `quantities` is {variation id: int}."""
    data, found = item.get('item_data') or {}, variations(item)
    for one in found:
        facts = one.get('item_variation_data') or {}
        title = data.get('name') or ''
        if len(found) > 1:
            title = ' / '.join(filter(None, (title, facts.get('name'))))
        yield Item(
            remote_id=one['id'],
            title=title,
            sku=facts.get('sku') or '',
            status='draft' if data.get('is_archived') or not _is_present(one) else 'live',
            quantity=quantities.get(one['id']),
            price=money(facts.get('price_money')),
        )


def is_sold_out(variation, location_id, now=None):
    """Tell whether the staff marked the variation as sold out at a place, whatever its count."""
    for override in variation['item_variation_data'].get('location_overrides') or ():
        if override.get('location_id') == location_id and override.get('sold_out'):
            until = override.get('sold_out_valid_until')
            return not until or as_utc(until) > (now or datetime.now(UTC))
    return False


def money(value):
    """Return the Money of Square's {'amount': smallest units, 'currency'}, or None."""
    if not value or not value.get('currency'):
        return None
    return Money.from_minor(int(value.get('amount') or 0), value['currency'])


def _item_facts(listing):
    text = listing.description
    if text and not re.search(r'<\w+[^>]*>', text):
        text = html.escape(text, quote=False).replace('\n', '<br>')
    facts = {'name': listing.title[:NAME_LENGTH], 'is_archived': listing.status != 'live'}
    if text:
        facts['description_html'] = text[:TEXT_LENGTH]
    return facts


def _variation_facts(listing):
    facts = {
        'pricing_type': 'FIXED_PRICING',
        'price_money': {'amount': listing.price.to_minor(), 'currency': listing.price.currency},
        'track_inventory': True,
    }
    if re.fullmatch(r'[0-9]{8,14}', listing.barcode):
        facts['upc'] = listing.barcode
    return facts


def _own_variation(item, variation):
    return next((one for one in item['item_data'].get('variations') or () if one['id'] == variation['id']), None)


def _show_everywhere(one, visible):
    if visible != _is_present(one):
        one['present_at_all_locations'] = visible
        one.pop('present_at_location_ids', None)
        one.pop('absent_at_location_ids', None)


def _is_present(one):
    return one.get('present_at_all_locations', True) or bool(one.get('present_at_location_ids'))
