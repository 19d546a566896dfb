"""What a simulated Shopify shop has, and how it shows it: the reading half of `shopify.py`.

Kept as plain dicts. What GraphQL asks for is answered by dicts of values and of functions that take arguments; the
types come from `shopify_schema.graphql`, so that a wrong answer fails here as it would not be one of the vendor's.
"""

import base64
import json
import re
from datetime import UTC, datetime
from decimal import Decimal

from graphql import GraphQLError

FIRST_IDS = {  # ranges of their own: an id in the wrong place is found out
    'Product': 8_600_000_000,
    'ProductVariant': 44_100_000_000,
    'InventoryItem': 46_200_000_000,
    'Order': 5_300_000_000,
    'LineItem': 13_400_000_000,
    'Refund': 920_000_000,
    'WebhookSubscription': 1_500_000_000,
    'BulkOperation': 700_000_000,
}


def gid(kind, number):
    return f'gid://shopify/{kind}/{number}'


def number(global_id, kind):
    """Return the number in a global id of this kind; 0 for another."""
    found = re.fullmatch(rf'gid://shopify/{kind}/(\d+)', global_id or '')
    return int(found[1]) if found else 0


def stamp(moment):
    return moment.astimezone(UTC).strftime('%Y-%m-%dT%H:%M:%SZ')


def refused(message, code='BAD_REQUEST'):
    return GraphQLError(message, extensions={'code': code})


def wrong(message, *field, code=None):
    """Return a userError."""
    return {'message': message, 'field': [str(part) for part in field] or None, 'code': code}


def bag(amount, currency):
    return {'shopMoney': {'amount': f'{Decimal(amount):.2f}', 'currencyCode': currency}}


class Store:
    """The shop's things and how they look. Mixed into the simulator, which has `now()` and `lock`."""

    currency = 'USD'
    search_lag = 1.0  # seconds until a search finds what is new

    def open_store(self, shop):
        self.shop = shop
        self.locations = {
            71_000_001: {'name': "Showroom", 'active': True, 'online': True},
            71_000_002: {'name': "Private office", 'active': True, 'online': False},
            71_000_003: {'name': "Closed branch", 'active': False, 'online': False},
        }
        self.publications = {81_000_001: 'Online Store', 81_000_002: 'Point of Sale'}
        self.products, self.variants, self.stock = {}, {}, {}
        self.sales, self.refunds = {}, {}
        self.subscriptions, self.bulks = {}, {}
        self._ids = {}
        self.in_bulk = False

    def new_id(self, kind):
        self._ids[kind] = self._ids.get(kind, FIRST_IDS.get(kind, 1_900_000_000)) + 1
        return self._ids[kind] + self.skipped

    def add_product(self, sku, title, price='100.00', quantity=1, **facts):
        """Put a product into the shop as its own people do. Returns the number of the inventory item."""
        product = self.new_id('Product')
        self.products[product] = {
            'handle': re.sub(r'[^a-z0-9]+', '-', f'{title} {sku}'.lower()),
            'title': title,
            'status': 'ACTIVE',
            'tags': [],
            'metafields': {},
            'files': [],
            'descriptionHtml': '',
            'publications': set(self.publications),
            'made': 0,
        } | facts
        item = self.add_variant(product, {'sku': sku, 'price': price, 'tracked': True, 'policy': 'DENY'})
        self.stock[item]['levels'][self.first_location()] = self.new_level(quantity)
        return item

    def add_variant(self, product, facts):
        variant, item = self.new_id('ProductVariant'), self.new_id('InventoryItem')
        found = {'title': 'Default Title', 'barcode': '', 'tracked': False, 'policy': 'DENY', 'price': '0.00'}
        self.variants[variant] = found | facts | {'product': product, 'item': item}
        self.stock[item] = {'variant': variant, 'levels': {}}
        return item

    def new_level(self, available):
        return {'available': available, 'committed': 0, 'updated': stamp(self.now())}

    def first_location(self):
        return next(key for key, one in self.locations.items() if one['active'] and one['online'])

    def variant_of(self, sku):
        """Return the number of the variant.

        :raises KeyError: when there is none
        """
        return next((key for key, one in self.variants.items() if one['sku'] == sku), None) or self.variants[sku]

    def available(self, item):
        """Return what the online store may sell."""
        levels = self.stock[item]['levels']
        return sum(level['available'] for key, level in levels.items() if self.locations[key]['online'])

    # Answers

    def root(self):
        """Return the fields of QueryRoot."""
        return {
            'shop': {'name': "Simulated Shop", 'myshopifyDomain': self.shop, 'currencyCode': self.currency},
            'currentAppInstallation': lambda info: {'accessScopes': [{'handle': one} for one in self.scopes]},
            'locations': self._locations,
            'publications': lambda info, **page: self.connection(
                [(key, self._publication(key)) for key in self.publications], page
            ),
            'productVariantsCount': lambda info: {'count': len(self.variants)},
            'productVariants': self._variants,
            'productByIdentifier': self._product_by,
            'inventoryItem': lambda info, **given: self.item(number(given['id'], 'InventoryItem')),
            'nodes': lambda info, ids: self._nodes(ids),
            'node': lambda info, **given: self._nodes([given['id']])[0],
            'orders': self._orders,
            'order': lambda info, **given: self.order(number(given['id'], 'Order')),
            'webhookSubscriptions': lambda info, **page: self.connection(
                [(key, one) for key, one in self.subscriptions.items()], page
            ),
            'bulkOperation': lambda info, **given: self.bulk(number(given['id'], 'BulkOperation')),
        }

    def connection(self, rows, page):
        """Return the page of [(sort key, node)] that `first` and `after` ask for, oldest first."""
        first, after = page.get('first'), page.get('after')
        if first is None and not self.in_bulk:
            raise refused("you must provide one of first or last")
        if first is not None and not 0 <= first <= 250:
            raise refused("first may be 250 at most")
        rows = sorted(rows, key=lambda row: row[0])
        if after:
            mark = json.loads(base64.b64decode(after))
            rows = [row for row in rows if _plain(row[0]) > mark]
        taken = rows if first is None else rows[:first]
        nodes = [node() if callable(node) else node for _key, node in taken]
        return {
            'nodes': nodes,
            'edges': [{'node': node} for node in nodes],
            'pageInfo': {
                'hasNextPage': len(rows) > len(taken),
                'endCursor': base64.b64encode(json.dumps(_plain(taken[-1][0])).encode()).decode() if taken else None,
            },
        }

    def _locations(self, info, includeInactive=False, **page):
        rows = [(key, self.location(key)) for key, one in self.locations.items() if one['active'] or includeInactive]
        return self.connection(rows, page)

    def location(self, key):
        one = self.locations.get(key)
        return one and {
            'id': gid('Location', key),
            'name': one['name'],
            'isActive': one['active'],
            'fulfillsOnlineOrders': one['online'],
        }

    def _publication(self, key):
        name = self.publications[key]
        catalog = {'__typename': 'AppCatalog', 'title': name}
        return {'id': gid('Publication', key), 'name': name, 'catalog': catalog}

    def _variants(self, info, query='', **page):
        rows = [
            (key, lambda key=key: self.variant(key)) for key, one in self.variants.items() if self._finds(one, query)
        ]
        return self.connection(rows, page)

    def _finds(self, variant, query):
        wanted = re.fullmatch(r"sku:'((?:[^'\\]|\\.)*)'", query or '')
        if not wanted:
            return True
        fresh = self.products[variant['product']]['made'] > datetime.now(UTC).timestamp() - self.search_lag
        same = variant['sku'].lower() == re.sub(r'\\(.)', r'\1', wanted[1]).lower()
        return same and not fresh

    def _product_by(self, info, identifier):
        key = self.find_product(identifier)
        return self.product(key) if key else None

    def find_product(self, identifier):
        if identifier.get('id'):
            key = number(identifier['id'], 'Product')
            return key if key in self.products else None
        wanted = identifier.get('handle')
        return next((key for key, one in self.products.items() if one['handle'] == wanted), None)

    def _nodes(self, ids):
        if len(ids) > 250:
            raise refused("a list may have 250 entries at most", 'MAX_INPUT_SIZE_EXCEEDED')
        return [self.item(number(one, 'InventoryItem')) or self.refund_node(number(one, 'Refund')) for one in ids]

    def product(self, key):
        one = self.products[key]
        variants = [number for number, variant in self.variants.items() if variant['product'] == key]
        return {
            'id': gid('Product', key),
            **{name: one[name] for name in ('handle', 'title', 'status', 'tags')},
            'onlineStoreUrl': f"https://{self.shop}/products/{one['handle']}" if self._is_shown(one) else None,
            'variantsCount': {'count': len(variants)},
            'resourcePublicationsCount': lambda info, onlyPublished=True: {'count': len(one['publications'])},
            'metafield': lambda info, key, namespace='': (
                {'value': one['metafields'][namespace, key][1]} if (namespace, key) in one['metafields'] else None
            ),
            'variants': lambda info, **page: self.connection([(own, self.variant(own)) for own in variants], page),
        }

    def _is_shown(self, product):
        return product['status'] == 'ACTIVE' and bool(product['publications'])

    def variant(self, key):
        one = self.variants.get(key)
        return one and {
            'id': gid('ProductVariant', key),
            **{name: one[name] for name in ('title', 'sku')},
            'price': f"{Decimal(one['price']):.2f}",
            'inventoryQuantity': sum(level['available'] for level in self.stock[one['item']]['levels'].values()),
            'inventoryItem': lambda info: self.item(one['item']),
            'product': lambda info: self.product(one['product']),
        }

    def item(self, key):
        one = self.stock.get(key)
        return one and {
            '__typename': 'InventoryItem',
            'id': gid('InventoryItem', key),
            'tracked': self.variants[one['variant']]['tracked'],
            'variant': lambda info: self.variant(one['variant']),
            'inventoryLevel': lambda info, locationId: self.level(key, number(locationId, 'Location')),
        }

    def level(self, item, location):
        one = self.stock[item]['levels'].get(location)
        return one and {
            'id': gid('InventoryLevel', f'{location}?inventory_item_id={item}'),
            'updatedAt': one['updated'],
            'quantities': lambda info, names: [
                {'quantity': one[name], 'updatedAt': one['updated']} for name in names if name in one
            ],
        }


def _plain(key):
    return list(key) if isinstance(key, tuple) else [key]
