"""What a simulated Shopify shop lets an app do: the writing half of `shopify.py`."""

import re
import time

from graphql import get_directive_values

from .shopify_store import gid, number, refused, stamp, wrong

REASONS = (
    'correction',
    'cycle_count_available',
    'damaged',
    'movement_canceled',
    'movement_created',
    'movement_received',
    'movement_updated',
    'other',
    'promotion',
    'quality_control',
    'received',
    'reservation_created',
    'reservation_deleted',
    'reservation_updated',
    'restock',
    'safety_stock',
    'shrinkage',
)
LONGEST_LIST = 250


class Changes:
    """The fields of Mutation. Mixed into the simulator, beside the Store."""

    bulk_seconds = 0.5  # that a bulk operation takes

    def open_changes(self):
        self.keys = {}  # idempotency key -> (what was sent with it, the answer, whether it was done)

    def mutations(self):
        """Return the fields of Mutation."""
        return {
            'productSet': self._product_set,
            'productUpdate': self._product_update,
            'productVariantsBulkUpdate': self._variants_update,
            'publishablePublish': self._publish,
            'inventorySetQuantities': self._set_quantities,
            'inventoryActivate': self._activate,
            'webhookSubscriptionCreate': self._subscribe,
            'webhookSubscriptionUpdate': self._resubscribe,
            'webhookSubscriptionDelete': self._unsubscribe,
            'bulkOperationRunQuery': self._bulk_run,
        }

    # Products

    def _product_set(self, info, input, identifier=None, synchronous=True):  # noqa: A002 (the vendor's name)
        key = self.find_product(identifier or {})
        if key is None and (identifier or {}).get('id'):
            return {'userErrors': [wrong("the product is not there", 'identifier', code='PRODUCT_DOES_NOT_EXIST')]}
        fresh = key is None
        if fresh:
            if not input.get('title'):
                return {'userErrors': [wrong("a title is needed", 'input', 'title', code='INVALID_INPUT')]}
            key = self._new_product(input, identifier or {})
        self._change_product(key, input, replace=True)
        if 'files' in input:
            self.products[key]['files'] = [one['originalSource'] for one in input['files']]
        if 'variants' in input:
            self._replace_variants(key, input['variants'])
        self.tell_product('PRODUCTS_CREATE' if fresh else 'PRODUCTS_UPDATE', key)
        return {'product': self.product(key), 'userErrors': []}

    def _new_product(self, data, identifier):
        key = self.new_id('Product')
        slug = re.sub(r'[^a-z0-9]+', '-', data['title'].lower()).strip('-')
        self.products[key] = {
            'handle': data.get('handle') or identifier.get('handle') or slug,
            'status': 'ACTIVE',
            'tags': [],
            'metafields': {},
            'files': [],
            'publications': set(),
            'made': time.time(),
        }
        return key

    def _change_product(self, key, data, replace):
        product = self.products[key]
        for name in ('title', 'descriptionHtml', 'vendor', 'productType', 'status', 'tags'):
            if name in data:
                product[name] = data[name]
        if 'metafields' in data:
            found = {(one['namespace'], one['key']): (one.get('type'), one['value']) for one in data['metafields']}
            product['metafields'] = found if replace else product['metafields'] | found

    def _replace_variants(self, key, wanted):
        """What is not named goes, as the vendor's documentation warns."""
        there = {one['title']: number for number, one in self.variants.items() if one['product'] == key}
        for data in wanted:
            title = ' / '.join(one['name'] for one in data['optionValues'])
            variant = there.pop(title, None)
            if variant is None:
                variant = self.stock[self.add_variant(key, {'title': title, 'sku': ''})]['variant']
            self._change_variant(variant, data)
            for place in data.get('inventoryQuantities') or ():
                self._put(variant, number(place['locationId'], 'Location'), place['quantity'])
        for variant in there.values():
            del self.stock[self.variants.pop(variant)['item']]

    def _change_variant(self, key, data):
        variant = self.variants[key]
        item = data.get('inventoryItem') or {}
        names = {'sku': 'sku', 'price': 'price', 'barcode': 'barcode', 'inventoryPolicy': 'policy'}
        variant.update({own: data[name] for name, own in names.items() if name in data})
        variant.update({name: item[name] for name in ('sku', 'tracked') if name in item})

    def _put(self, variant, location, quantity):
        item = self.variants[variant]['item']
        levels = self.stock[item]['levels']
        if location not in levels:
            levels[location] = self.new_level(quantity)
            self.tell_level(item, location, 'INVENTORY_LEVELS_CONNECT')
        levels[location]['available'] = quantity
        self.tell_level(item, location)

    def _product_update(self, info, product):
        key = number(product.get('id'), 'Product')
        if key not in self.products:
            return {'userErrors': [wrong("the product is not there", 'id')]}
        self._change_product(key, product, replace=False)
        self.tell_product('PRODUCTS_UPDATE', key)
        return {'product': self.product(key), 'userErrors': []}

    def _variants_update(self, info, productId, variants):
        key = number(productId, 'Product')
        ids = [number(one.get('id'), 'ProductVariant') for one in variants]
        for index, variant in enumerate(ids):
            if self.variants.get(variant, {}).get('product') != key:
                error = wrong("no such variant", 'variants', index, 'id', code='PRODUCT_VARIANT_DOES_NOT_EXIST')
                return {'userErrors': [error]}
        for variant, data in zip(ids, variants):
            self._change_variant(variant, data)
        return {'product': self.product(key), 'userErrors': []}

    def _publish(self, info, id, input):  # noqa: A002 (the vendor's names)
        chosen = {number(one.get('publicationId'), 'Publication') for one in input}
        if not chosen <= set(self.publications):
            return {'userErrors': [wrong("the publication is not there", 'input')]}
        self.products[number(id, 'Product')]['publications'] |= chosen
        return {'userErrors': []}

    # Stock

    def _key(self, info):
        definition = info.schema.get_directive('idempotent')
        values = get_directive_values(definition, info.field_nodes[0], info.variable_values) or {}
        if not (values.get('key') or '').strip():
            raise refused("this mutation needs the idempotent directive with a key")
        return values['key']

    def _once(self, info, sent, make):
        """Answer as at the first time when the key is known; otherwise by `make`, and remember."""
        key = self._key(info)
        if key in self.keys:
            known, answer, done = self.keys[key]
            if known != sent:
                return {'userErrors': [wrong("other parameters", code='IDEMPOTENCY_KEY_PARAMETER_MISMATCH')]}
            if not done:
                return {'userErrors': [wrong("it failed before", code='IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED')]}
            return answer
        answer = make()
        self.keys[key] = sent, answer, not answer['userErrors']
        return answer

    def _set_quantities(self, info, input):  # noqa: A002 (the vendor's name)
        entries = input['quantities']
        if len(entries) > LONGEST_LIST:
            raise refused("a list may have 250 entries at most", 'MAX_INPUT_SIZE_EXCEEDED')
        if any('changeFromQuantity' not in one for one in entries):
            raise refused("changeFromQuantity is needed: a number, or null")
        return self._once(info, repr(input), lambda: self._set_all(input, entries))

    def _set_all(self, data, entries):
        errors = self._about_the_call(data)
        if not errors:
            self.surprise(entries)
            found = [self._about_the_entry(index, one, entries) for index, one in enumerate(entries)]
            errors = [one for one in found if one]
        if len(entries) > 1 and not errors and self.faults.strikes('half_batch'):
            index = int(self.faults.between(0, len(entries)))
            errors = [_stale(min(index, len(entries) - 1))]
        if errors:
            return {'inventoryAdjustmentGroup': None, 'userErrors': errors}
        for one in entries:
            item, location = number(one['inventoryItemId'], 'InventoryItem'), number(one['locationId'], 'Location')
            level = self.stock[item]['levels'][location]
            if level['available'] != one['quantity']:
                level.update(available=one['quantity'], updated=stamp(self.now()))
                self.tell_level(item, location)
        group = {'id': gid('InventoryAdjustmentGroup', self.new_id('Group')), 'createdAt': stamp(self.now())}
        return {'inventoryAdjustmentGroup': group, 'userErrors': []}

    def _about_the_call(self, data):
        if data['name'] not in ('available', 'on_hand'):
            return [wrong("the name is unknown", 'input', 'name', code='INVALID_NAME')]
        if data['reason'] not in REASONS:
            return [wrong("the reason is unknown", 'input', 'reason', code='INVALID_REASON')]
        uri = data.get('referenceDocumentUri')
        if uri is not None and not re.fullmatch(r'gid://[\w-]+/\w+/[^\s/]+|(?!gid:)\w[\w+.-]*:\S+', uri):
            field = 'input', 'referenceDocumentUri'
            return [wrong("the reference is no URI", *field, code='INVALID_REFERENCE_DOCUMENT')]
        return []

    def _about_the_entry(self, index, one, entries):
        """Return the userError of an entry, or None."""
        item, location = number(one['inventoryItemId'], 'InventoryItem'), number(one['locationId'], 'Location')
        at = 'input', 'quantities', index
        if item not in self.stock:
            return wrong("no such inventory item", *at, 'inventoryItemId', code='INVALID_INVENTORY_ITEM')
        if location not in self.locations:
            return wrong("no such location", *at, 'locationId', code='INVALID_LOCATION')
        if location not in self.stock[item]['levels']:
            return wrong("not stocked at the location", *at, 'locationId', code='ITEM_NOT_STOCKED_AT_LOCATION')
        if one['quantity'] < 0:
            return wrong("below zero", *at, 'quantity', code='INVALID_QUANTITY_NEGATIVE')
        pairs = [(other['inventoryItemId'], other['locationId']) for other in entries]
        if pairs.index((one['inventoryItemId'], one['locationId'])) != index:
            return wrong("twice in one call", *at, code='NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR')
        expected = one['changeFromQuantity']
        if expected is not None and expected != self.stock[item]['levels'][location]['available']:
            return _stale(index)
        return None

    def _activate(self, info, inventoryItemId, locationId, available=None):
        item, location = number(inventoryItemId, 'InventoryItem'), number(locationId, 'Location')

        def make():
            if item not in self.stock or location not in self.locations:
                return {'userErrors': [wrong("no such item or location", 'inventoryItemId')]}
            if location in self.stock[item]['levels'] and available is not None:
                return {'userErrors': [wrong("the item is already active at the location", 'available')]}
            self._put(self.stock[item]['variant'], location, available or 0)
            return {'inventoryLevel': self.level(item, location), 'userErrors': []}

        return self._once(info, repr((item, location, available)), make)

    # Bulk operations

    def _bulk_run(self, info, query, groupObjects):
        if any(self.bulk(key)['status'] == 'RUNNING' for key in self.bulks):
            return {'userErrors': [wrong("one is at work", 'query', code='OPERATION_IN_PROGRESS')]}
        key = self.new_id('BulkOperation')
        self.bulks[key] = {'query': query, 'started': time.monotonic()}
        return {'bulkOperation': self.bulk(key), 'userErrors': []}

    def bulk(self, key):
        one = self.bulks.get(key)
        if not one:
            return None
        done = time.monotonic() - one['started'] >= self.bulk_seconds
        status, url = ('COMPLETED', f'{self.url}/bulk/{key}.jsonl?signature=once') if done else ('RUNNING', None)
        return {'id': gid('BulkOperation', key), 'status': status, 'errorCode': None, 'url': url}


def _stale(index):
    message = "changeFromQuantity is not what is there"
    return wrong(message, 'input', 'quantities', index, 'changeFromQuantity', code='CHANGE_FROM_QUANTITY_STALE')
