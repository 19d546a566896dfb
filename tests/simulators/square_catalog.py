"""Square's catalog: items with their variations, versions, and what staff do to them by hand."""

import copy
from datetime import UTC, datetime
from decimal import Decimal

from .base import Response, route
from .square_ledger import text
from .square_sales import new_id


class SquareCatalog:
    """What the simulator can tell and do about the catalog. Needs `ledger`, `main`, `tell` and `_once`."""

    object_page = 100

    def __init__(self, **options):
        super().__init__(**options)
        self.items_of, self.variations = {}, {}
        self._version = 0

    # Staff

    def create(self, sku, title='A thing', price=10000, quantity=None):
        """Staff add an item by hand; without `quantity` nobody has counted it."""
        item, variation = new_id(24), new_id(24)
        shared = {'version': self._next(), 'is_deleted': False, 'present_at_all_locations': True}
        data = {'item_id': item, 'name': 'Regular', 'sku': sku, 'track_inventory': True}
        data |= {'pricing_type': 'FIXED_PRICING', 'price_money': {'amount': price, 'currency': 'USD'}}
        self.items_of[item] = {'type': 'ITEM', 'id': item, **shared, 'item_data': {'name': title}}
        self.variations[variation] = {'type': 'ITEM_VARIATION', 'id': variation, **shared, 'item_variation_data': data}
        if quantity is not None:
            self.adjust(sku, quantity)
        return {'remote_id': variation, 'item': item}

    def delete(self, sku):
        """Staff delete an item."""
        variation = self.variation_of(sku)
        for one in (variation, self.items_of[variation['item_variation_data']['item_id']]):
            one |= {'is_deleted': True, 'version': self._next()}

    def mark_sold_out(self, sku, sold_out=True):
        """Staff mark an item as sold out at the showroom, whatever its count."""
        data = self.variation_of(sku)['item_variation_data']
        data['location_overrides'] = [{'location_id': self.main, 'sold_out': sold_out}]

    def variation_of(self, sku):
        for one in self.variations.values():
            if one['item_variation_data'].get('sku') == sku and not one['is_deleted']:
                return one
        raise KeyError(sku)

    def is_for_sale(self, variation):
        item = self.items_of[variation['item_variation_data']['item_id']]
        return not item['item_data'].get('is_archived') and variation.get('present_at_all_locations', True)

    def available(self, variation, place):
        for one in variation['item_variation_data'].get('location_overrides') or ():
            if one['location_id'] == place and one.get('sold_out'):
                return Decimal(0)
        return self.ledger.quantity(variation['id'], place) or Decimal(0)

    # Catalog

    def _next(self):
        self._version = max(self._version + 1, int(datetime.now(UTC).timestamp() * 1000))
        return self._version

    def _shown(self, one):
        """Return an object as Square shows it: an item with its variations."""
        one = copy.deepcopy(one) | {'updated_at': text(datetime.fromtimestamp(one['version'] / 1000, UTC))}
        if one['type'] == 'ITEM':
            one['item_data']['variations'] = [
                self._shown(other)
                for other in self.variations.values()
                if other['item_variation_data']['item_id'] == one['id'] and not other['is_deleted']
            ]
        return one

    @route('GET', r'/v2/catalog/list')
    def _list(self, request):
        found = [one for one in self.items_of.values() if not one['is_deleted']]
        start = int(request.query.get('cursor') or 0)
        more = {'cursor': str(start + self.object_page)} if start + self.object_page < len(found) else {}
        return Response({'objects': [self._shown(one) for one in found[start : start + self.object_page]], **more})

    @route('GET', r'/v2/catalog/object/([^/]+)')
    def _object(self, request):
        found = self.items_of.get(request.match[0]) or self.variations.get(request.match[0])
        if not found or found['is_deleted']:
            return self.not_found(f'Catalog object with ID `{request.match[0]}`')
        related = []
        if request.query.get('include_related_objects') == 'true' and found['type'] == 'ITEM_VARIATION':
            related = [self._shown(self.items_of[found['item_variation_data']['item_id']])]
        return Response({'object': self._shown(found), **({'related_objects': related} if related else {})})

    @route('POST', r'/v2/catalog/batch-retrieve')
    def _objects(self, request):
        every = self.items_of | self.variations
        found = [every[one] for one in request.json['object_ids'] if one in every]
        deleted = request.json.get('include_deleted_objects')
        return Response({'objects': [self._shown(one) for one in found if deleted or not one['is_deleted']]})

    @route('POST', r'/v2/catalog/search')
    def _search(self, request):
        query = request.json['query']['exact_query']
        found = [
            one
            for one in self.variations.values()
            if (request.json.get('include_deleted_objects') or not one['is_deleted'])
            and one['item_variation_data'].get(query['attribute_name'], '').lower() == query['attribute_value'].lower()
        ]
        return Response({'objects': [self._shown(one) for one in found]} if found else {})

    @route('POST', r'/v2/catalog/object')
    def _upsert(self, request):
        return self._once(request, self._write)

    def _write(self, request):
        posted = copy.deepcopy(request.json['object'])
        parts = [posted, *(posted.get('item_data') or {}).get('variations', ())]
        for one in parts:
            problem = self._problem(one)
            if problem:
                return problem
        names, version = {}, self._next()
        for one in parts:
            if one['id'].startswith('#'):
                names[one['id']] = new_id(24)
        for one in parts:
            self._keep(one, names, version)
        mappings = [{'client_object_id': one, 'object_id': other} for one, other in names.items()]
        kept = self.items_of.get(names.get(posted['id'], posted['id'])) or self.variations[posted['id']]
        self.tell('catalog.version.updated', 'catalog', '', {'catalog_version': {'updated_at': text(self.now())}})
        return Response({'catalog_object': self._shown(kept), **({'id_mappings': mappings} if mappings else {})})

    def _problem(self, one):
        if one['id'].startswith('#'):
            known = None
        else:
            known = self.items_of.get(one['id']) or self.variations.get(one['id'])
            if not known or known['is_deleted']:
                return self.not_found(f'Catalog object with ID `{one["id"]}`')
            if one.get('version') != known['version']:
                detail = 'Object version does not match latest database version.'
                return self.refuse(409, 'INVALID_REQUEST_ERROR', 'CONFLICT', detail, 'version')
        price = (one.get('item_variation_data') or {}).get('price_money')
        if price and price['currency'] != 'USD':
            return self.bad('CURRENCY_MISMATCH', 'The currency is not the one of the location.', 'price_money')
        if one['type'] == 'ITEM' and not one['item_data'].get('name'):
            return self.bad('VALUE_EMPTY', 'An item needs its name.', 'name')
        return None

    def _keep(self, one, names, version):
        one |= {'id': names.get(one['id'], one['id']), 'version': version, 'is_deleted': False}
        one.pop('updated_at', None)
        if one['type'] == 'ITEM':
            one['item_data'].pop('variations', None)
            self.items_of[one['id']] = one
            return
        data = one['item_variation_data']
        data['item_id'] = names.get(data['item_id'], data['item_id'])
        before = self.variations.get(one['id'], {'item_variation_data': {}})['item_variation_data']
        marks = {x['location_id']: x['sold_out'] for x in before.get('location_overrides') or () if 'sold_out' in x}
        for override in data.get('location_overrides') or ():  # what is posted about being sold out is ignored
            override.pop('sold_out', None)
            if override['location_id'] in marks:
                override['sold_out'] = marks[override['location_id']]
        self.variations[one['id']] = one
