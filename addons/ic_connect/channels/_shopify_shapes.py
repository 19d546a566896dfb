"""From Shopify's shapes to ours and back: products and webhooks."""

import hashlib
import html
import re
import unicodedata
from decimal import Decimal

from ..types import Item, Money
from ._shopify_wire import number

NAMESPACE = 'inventory_connect'  # of our metafields
SOLD_TAG = 'sold'
STATUS = {'live': 'ACTIVE', 'sold': 'ACTIVE', 'draft': 'DRAFT'}

# Webhook topic -> (our topic, field of the body that names the thing).
TOPICS = {
    'inventory_levels/update': ('stock', 'inventory_item_id'),
    'inventory_levels/connect': ('stock', 'inventory_item_id'),
    'inventory_levels/disconnect': ('stock', 'inventory_item_id'),
    'orders/create': ('order', 'id'),
    'orders/updated': ('order', 'id'),
    'orders/cancelled': ('order', 'id'),
    'orders/edited': ('order', 'order_id'),
    'refunds/create': ('order', 'order_id'),
    'returns/process': ('order', 'order'),
    'returns/close': ('order', 'order'),
    'returns/cancel': ('order', 'order'),
    'returns/update': ('order', 'order'),
    'products/update': ('listing', ''),
    'products/delete': ('listing', ''),
    'app/uninstalled': ('disconnected', ''),
}
# What a webhook needs to carry: a hint is re-read anyway, and nobody's address has to travel or be stored for it.
FIELDS = {
    'orders/create': ['id', 'updated_at'],
    'orders/updated': ['id', 'updated_at'],
    'orders/cancelled': ['id', 'updated_at'],
    'refunds/create': ['id', 'order_id'],
    'products/update': ['id', 'updated_at', 'variants.inventory_item_id'],
}


def to_enum(topic):
    """Return ORDERS_CREATE for 'orders/create', which is the name a webhook carries."""
    return topic.replace('/', '_').upper()


def subjects(topic, body):
    """Return the ids of ours that a webhook is about; [''] when it does not say."""
    kind, field = TOPICS[topic]
    if kind == 'listing':
        found = [one.get('inventory_item_id') for one in body.get('variants') or () if isinstance(one, dict)]
        return [str(one) for one in found if one] or ['']
    value = body.get(field) if field else ''
    if topic == 'orders/edited':
        value = (body.get('order_edit') or {}).get('order_id')
    if isinstance(value, dict):
        value = value.get('id')
    return [number(value) if value else '']


# Listings


def handle(listing):
    """Return the last part of a product's address. It is the same at every try, so a second one finds the first."""
    text = unicodedata.normalize('NFKD', f'{listing.title[:120]} {listing.sku}').encode('ascii', 'ignore').decode()
    return re.sub(r'[^a-z0-9]+', '-', text.lower()).strip('-') or 'piece-' + _digest(listing.sku)


def other_handle(listing):
    """Return another address, for when somebody else's product has ours."""
    return f'{handle(listing)}-{_digest(listing.sku)[:8]}'


def photos_mark(listing):
    """Return what tells one set of photos from another."""
    return _digest('\n'.join(listing.photos))


def _digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _description(listing):
    text = listing.description
    if not re.search(r'</?[A-Za-z][^>]*>', text):
        blocks = [html.escape(one.strip()) for one in re.split(r'\n\s*\n', text) if one.strip()]
        text = ''.join(f'<p>{one}</p>'.replace('\n', '<br>') for one in blocks)
    rows = ''.join(
        f'<li>{html.escape(str(label))}: {html.escape(str(value))}</li>' for label, value in listing.attributes.items()
    )
    return text + (f'<ul>{rows}</ul>' if rows else '')


def product_input(listing, tags=()):
    """Return the fields of a product that can be set again at any time. `tags` are the ones it has."""
    own = [SOLD_TAG] if listing.status == 'sold' else []
    fields = [('sku', 'single_line_text_field', listing.sku)]
    fields += [('sold', 'boolean', 'true' if listing.status == 'sold' else 'false')]
    fields += [('photos', 'single_line_text_field', photos_mark(listing))] if listing.photos else []
    fields += [('inquire_url', 'url', listing.inquire_url)] if listing.inquire_url else []
    found = {
        'title': listing.title,
        'descriptionHtml': _description(listing),
        'vendor': listing.brand,
        'productType': listing.category,
        'status': STATUS[listing.status],
    }
    return {key: value for key, value in found.items() if value or key == 'descriptionHtml'} | {
        'tags': sorted({*tags} - {SOLD_TAG}) + own,
        'metafields': [
            {'namespace': NAMESPACE, 'key': key, 'type': kind, 'value': value} for key, kind, value in fields
        ],
    }


def files(listing):
    return [{'originalSource': url, 'alt': listing.title, 'contentType': 'IMAGE'} for url in listing.photos]


def variant_input(listing):
    """Return the fields of a variant; without counting and DENY a shop sells what it does not have."""
    found = {'price': f'{listing.price.amount:f}', 'inventoryPolicy': 'DENY'}
    return found | ({'barcode': listing.barcode} if listing.barcode else {})


def creation(listing, location):
    """Return the ProductSetInput that makes a product with its one variant and its first quantity."""
    variant = variant_input(listing) | {
        'sku': listing.sku,
        'optionValues': [{'optionName': 'Title', 'name': 'Default Title'}],
        'inventoryItem': {'tracked': True},
        'inventoryQuantities': [
            {
                'locationId': location,
                'name': 'available',
                'quantity': 0 if listing.status == 'sold' else listing.quantity,
            }
        ],
    }
    return product_input(listing) | {
        'productOptions': [{'name': 'Title', 'values': [{'name': 'Default Title'}]}],
        'variants': [variant],
        **({'files': files(listing)} if listing.photos else {}),
    }


def to_item(node, currency):
    product, item = node['product'], node['inventoryItem']
    status = 'live' if product['status'] in ('ACTIVE', 'UNLISTED') else 'draft'
    if status == 'live' and SOLD_TAG in (product.get('tags') or ()):
        status = 'sold'
    title = product['title']
    if node.get('title') not in (None, '', 'Default Title'):
        title = f"{title} ({node['title']})"
    return Item(
        remote_id=number(item['id']),
        title=title,
        sku=node.get('sku') or '',
        status=status,
        quantity=node.get('inventoryQuantity') if item.get('tracked') else None,
        price=Money(Decimal(str(node['price'])), currency),
        url=product.get('onlineStoreUrl') or '',
    )
