"""Showing a piece at Shopify: one product with one variant, made once and changed afterwards.

A product of several variants was made by the shop's own people; of it only the one variant is touched.
"""

from ..errors import NotFound, Rejected
from . import _shopify_documents as documents
from . import _shopify_shapes as shapes
from ._shopify_wire import gid, number

ONLINE_STORE = 'Online Store'
_ADDRESSES = ('there', 'elsewhere')  # the two addresses a product of ours may have, as FIND_BY_SKU calls them


class ListingWriter:
    """Makes the products of one shop.

    :param publications: names of the sales channels in which new products are shown
    """

    def __init__(self, wire, publications):
        self._wire = wire
        self._publications = publications or [ONLINE_STORE]

    def push(self, listing, location):
        """Show the listing; `location` is a function that returns the number of the place for its first units."""
        if listing.remote_id:
            return self._update(listing, listing.remote_id, self._known(listing.remote_id))
        variant, handle = self._left_by_us(listing)
        if variant:
            return self._update(listing, number(variant['inventoryItem']['id']), variant)
        return self._create(listing, handle, location())

    def end(self, remote_id):
        """Archive the product; done, when it is gone."""
        try:
            product = self._known(remote_id)['product']
        except NotFound:
            return
        if _has_siblings(product):
            raise Rejected("the product has other variants too; take it down in Shopify", code='variants')
        if product['status'] != 'ARCHIVED':
            asked = {'product': {'id': product['id'], 'status': 'ARCHIVED'}}
            self._wire.change(documents.SET_STATUS, asked, 'productUpdate')

    def _known(self, remote_id):
        item = self._wire.ask(documents.FIND_BY_ITEM, {'id': gid('InventoryItem', remote_id)})['inventoryItem']
        if not item:
            raise NotFound("Shopify does not have this product any more")
        return item['variant']

    def _left_by_us(self, listing):
        """Return (variant that an earlier try made or None, handle for a new product).

        The handle is looked up beside the SKU because a search may not know yet what was made a moment ago.
        """
        sku = listing.sku.replace('\\', '\\\\').replace("'", "\\'")
        handle, other = shapes.handle(listing), shapes.other_handle(listing)
        asked = {'query': f"sku:'{sku}'", 'handle': handle, 'other': other}
        found = self._wire.ask(documents.FIND_BY_SKU, asked, cost=120)
        there, elsewhere = [((found[name] or {}).get('variants') or {}).get('nodes') or [] for name in _ADDRESSES]
        same = [one for one in [*there, *elsewhere, *found['productVariants']['nodes']] if one['sku'] == listing.sku]
        ours = [one for one in same if _is_ours(one['product'], listing)]
        if same and not ours:
            raise Rejected(
                f"the shop has a product with the SKU {listing.sku} already: link the piece to it instead",
                code='sku_taken',
            )
        return (ours[0] if ours else None), other if there else handle

    def _create(self, listing, handle, location):
        # Not sent again without an answer: it carries a quantity, and the next push finds what was made.
        made = self._wire.change(
            documents.CREATE,
            {
                'identifier': {'handle': handle},
                'input': {'handle': handle, **shapes.creation(listing, gid('Location', location))},
            },
            'productSet',
            cost=40,
            repeatable=False,
        )['productSet']['product']
        self._publish(listing, made['id'])
        return number(made['variants']['nodes'][0]['inventoryItem']['id'])

    def _update(self, listing, remote_id, variant):
        product = variant['product']
        alone = not _has_siblings(product)
        if not alone and listing.status == 'draft':
            raise Rejected("the product has other variants too; hide it in Shopify", code='variants')
        if alone and listing.photos and (product.get('photos') or {}).get('value') != shapes.photos_mark(listing):
            asked = {'identifier': {'id': product['id']}, 'input': {'files': shapes.files(listing)}}
            self._wire.change(documents.SET_PHOTOS, asked, 'productSet', cost=40)
        asked = {
            'alone': alone,
            'product': {'id': product['id'], **shapes.product_input(listing, product['tags'])} if alone else None,
            'id': product['id'],
            'variants': [
                {
                    'id': variant['id'],
                    **shapes.variant_input(listing),
                    'inventoryItem': {'sku': listing.sku, 'tracked': True},
                }
            ],
        }
        names = ['productUpdate'] * alone + ['productVariantsBulkUpdate']
        self._wire.change(documents.UPDATE, asked, *names, cost=25)
        if alone and not (product.get('resourcePublicationsCount') or {}).get('count'):
            self._publish(listing, product['id'])
        return remote_id

    def _publish(self, listing, product_id):
        """Show a product in the sales channels: Shopify makes them invisible."""
        if listing.status == 'draft':
            return
        nodes = list(self._wire.pages(documents.PUBLICATIONS, ['publications'], cost=102, partial=True))
        named = {}
        for one in nodes:
            for name in (one.get('name'), (one.get('catalog') or {}).get('title')):
                named[(name or '').casefold()] = one['id']
        missing = [name for name in self._publications if name.casefold() not in named]
        if missing:
            known = ', '.join(sorted(one['name'] for one in nodes)) or 'none'
            raise Rejected(f"the shop has no sales channel {', '.join(missing)}; it has: {known}", code='publication')
        chosen = [{'publicationId': named[name.casefold()]} for name in self._publications]
        self._wire.change(documents.PUBLISH, {'id': product_id, 'input': chosen}, 'publishablePublish', cost=12)


def _is_ours(product, listing):
    """Tell whether we made a product: by our mark, or by an address that only we give (the shop's has no SKU in it)."""
    marked = (product.get('ours') or {}).get('value') == listing.sku
    return marked or product['handle'] in (shapes.handle(listing), shapes.other_handle(listing))


def _has_siblings(product):
    return ((product.get('variantsCount') or {}).get('count') or 1) > 1
