"""The goods of a simulated WooCommerce shop: products, variations, their count, as the vendor keeps them."""

from datetime import datetime, timedelta

ZONE = timedelta(hours=-5)  # of the shop: whoever mixes its time with UTC is five hours off
WORDS = 'https://shop.example'
STOCK_STATES = {True: 'instock', False: 'outofstock'}


def stamps(name, moment):
    """Return the two fields of a time: in the zone of the shop, and in UTC."""
    return {
        name: (moment + ZONE).strftime('%Y-%m-%dT%H:%M:%S') if moment else None,
        f'{name}_gmt': moment.strftime('%Y-%m-%dT%H:%M:%S') if moment else None,
    }


def later_than(text, is_gmt):
    """Return the test for `modified_after`, with WordPress's trap: a time that names its zone is moved into the zone of
    the shop first, and then compared with whichever column was asked for."""
    limit = datetime.fromisoformat(text)
    if limit.tzinfo:
        limit = limit.replace(tzinfo=None) - limit.utcoffset() + ZONE
    column = 'date_modified_gmt' if is_gmt else 'date_modified'
    return lambda row: datetime.fromisoformat(row[column]) > limit


class Refusal(Exception):
    """What the shop refuses, in its words."""

    def __init__(self, code, message, status=400):
        super().__init__(message)
        self.body = {'code': code, 'message': message, 'data': {'status': status}}
        self.status = status


class Goods:
    """Products and variations by number. Not safe for threads: the simulator holds its lock."""

    def __init__(self, next_id, now):
        self.rows = {}
        self._next_id = next_id
        self._now = now

    def make(self, values, parent=None):
        """Make a product, or a variation of `parent`. Returns its row."""
        number = self._next_id()
        row = {
            'id': number,
            'name': '',
            'permalink': f'{WORDS}/product/{number}/',
            **stamps('date_created', self._now()),
            'type': 'variation' if parent else 'simple',
            'status': 'publish',
            'description': '',
            'sku': '',
            'price': '',
            'regular_price': '',
            'sale_price': '',
            'manage_stock': False,
            'stock_quantity': None,
            'stock_status': 'instock',
            'backorders': 'no',
            'attributes': [],
            'meta_data': [],
            'parent_id': parent['id'] if parent else 0,
        }
        if not parent:
            row |= {
                'catalog_visibility': 'visible',
                'short_description': '',
                'sold_individually': False,
                'images': [],
                'variations': [],
            }
        self._write(row, values)
        self.rows[number] = row
        if parent:
            parent['variations'].append(number)
        return row

    def change(self, row, values):
        """Write `values` as the API does: read, set, save. Nothing is locked against a buyer."""
        self._write(dict(row), values)  # refuses before anything is written
        self._write(row, values)

    def find(self, number, parent=0):
        """Return a product, or a variation of `parent`; None when it is not there."""
        row = self.rows.get(int(number))
        return row if row and row['parent_id'] == int(parent) else None

    def of_sku(self, sku):
        return next((row for row in self.rows.values() if row['sku'] == sku and row['status'] != 'trash'), None)

    def move(self, row, by):
        """Take from the count or put back in one step, as the shop's own orders do. Returns whether it is counted."""
        keeper = self.rows[row['parent_id']] if row['manage_stock'] == 'parent' else row
        if keeper['manage_stock'] is not True:
            return False
        keeper['stock_quantity'] += by
        self._save(keeper)
        return True

    def left(self, row):
        """Return how many a buyer can have; None for as many as he likes."""
        if row['type'] in ('external', 'grouped') or row['status'] != 'publish':
            return 0
        keeper = self.rows[row['parent_id']] if row['manage_stock'] == 'parent' else row
        if keeper['manage_stock'] is True:
            return None if keeper['backorders'] != 'no' else max(0, keeper['stock_quantity'])
        return None if keeper['stock_status'] == 'instock' else 0

    def _write(self, row, values):
        sku, others = values.get('sku'), (one for one in self.rows.values() if one['id'] != row['id'])
        if sku and any(one['sku'] == sku and one['status'] != 'trash' for one in others):
            raise Refusal('product_invalid_sku', "Invalid or duplicated SKU.")
        wrong = [name for name in ('regular_price', 'sale_price') if not isinstance(values.get(name, ''), str)]
        if wrong or not isinstance(values.get('stock_quantity', 0), int):
            raise Refusal('rest_invalid_param', f"Invalid parameter(s): {', '.join(wrong or ['stock_quantity'])}")
        for name, value in values.items():
            if name == 'images':
                row['images'] = [self._image(row, one) for one in value]
            elif name == 'meta_data':
                row['meta_data'] = self._meta(row['meta_data'], value)
            elif name in row and name not in ('id', 'parent_id', 'price', 'stock_status', 'variations', 'permalink'):
                row[name] = [{'id': 0, 'position': 0, **one} for one in value] if name == 'attributes' else value
        if row['manage_stock'] is not True or row['type'] in ('external', 'grouped'):
            row['stock_quantity'] = None
            row['manage_stock'] = row['manage_stock'] == 'parent' and 'parent'
        elif row['stock_quantity'] is None:
            row['stock_quantity'] = 0
        self._save(row)

    def _save(self, row):
        row['price'] = row['sale_price'] or row['regular_price']
        if row['manage_stock'] is True:
            row['stock_status'] = STOCK_STATES[row['stock_quantity'] > 0]
        row |= stamps('date_modified', self._now())

    def _image(self, row, one):
        if 'id' in one:
            found = next((image for image in row['images'] if image['id'] == one['id']), None)
            if not found:
                raise Refusal('woocommerce_product_invalid_image_id', f"#{one['id']} is an invalid image ID.")
            return found
        number = self._next_id()
        name = one['src'].rpartition('/')[2]
        return {
            'id': number,
            'src': f'{WORDS}/wp-content/uploads/{number}-{name}',
            'name': name,
            'alt': one.get('alt', ''),
        }

    def _meta(self, old, new):
        kept = {one['key']: one for one in old}
        for one in new:
            kept[one['key']] = {'id': kept.get(one['key'], {}).get('id') or self._next_id(), **one}
        return list(kept.values())
