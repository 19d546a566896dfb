"""From our pieces to Shopify's products and back."""

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


def handle(listing):
    """Return the last part of a product's address. It is the same at every try, so a second one finds the first."""
    own = _slug(listing.sku)
    if own != listing.sku.lower():  # something was lost: another SKU may read the same
        own = f'{own}-{_digest(listing.sku)[:8]}'
    return f'{_slug(listing.title[:120])}-{own}'.strip('-')


def other_handle(listing):
    """Return another address, for when somebody else's product has ours."""
    return f'{handle(listing)}-{_digest(listing.sku)[:8]}'


def photos_mark(listing):
    """Return what tells one set of photos from another."""
    return _digest('\n'.join(listing.photos))


def _slug(text):
    plain = unicodedata.normalize('NFKD', text).encode('ascii', 'ignore').decode()
    return re.sub(r'[^a-z0-9]+', '-', plain.lower()).strip('-')


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
