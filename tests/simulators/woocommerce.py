"""A stand-in for a shop that runs WooCommerce: REST API wc/v3 with paging, batches, Basic authentication and webhooks.

As there: stock is written by reading, setting and saving, so that a buyer may be lost in between; orders take from the
count in one step and may drive it below zero; webhooks are sent once and a hook that fails too often is switched off;
two deliveries of one second share their id; texts are dressed up unless they are read for editing.
"""

import base64
from datetime import UTC, datetime

from .base import Response, Simulator, SoldOut, route
from .woocommerce_goods import WORDS, Goods, Refusal, later_than
from .woocommerce_hooks import Hooks
from .woocommerce_pages import dressed, fields, page
from .woocommerce_sales import Sales

API = r'(?:/.*)?/wp-json/wc/v3'
FIREWALL = b'<!DOCTYPE html><html><head><title>One moment, please...</title></head><body>Access denied</body></html>'


class Woocommerce(Simulator):
    """One shop."""

    code = 'woocommerce'
    title = "WooCommerce storefront"
    key, secret = 'ck_simulated', 'cs_simulated'
    permission = 'read_write'
    currency = 'USD'
    version = '9.4.1'
    sorts_by_change = True  # shops before that refuse orderby=modified

    def __init__(self, **options):
        super().__init__(**options)
        self._last_id = 1000
        self._latest = datetime.min.replace(tzinfo=UTC)
        self.hooks = Hooks(self.outbox, self.lock, self._clock)
        self.goods = Goods(self._next_id, self._clock)
        self.sales = Sales(self.goods, self._next_id, self._clock, self.currency, self._tell)

    # The buyers and the people in the back office

    def credentials(self):
        return {'site': 'https://simulated-shop.example', 'consumer_key': self.key, 'consumer_secret': self.secret}

    def sell(self, sku, quantity=1, status='processing', **facts):
        with self.lock:
            row = self._of_sku(sku)
            left = self.goods.left(row)
            if left is not None and left - self.sales.held(row) < quantity:
                raise SoldOut(f"{sku}: {left} left")
            order = self.sales.place(row, quantity, **facts)
            if status != 'pending':
                self.sales.enter(order, status)
            return {'order': str(order['id']), 'number': order['number']}

    def pay(self, order, status='processing'):
        """An unpaid order is paid (or fails, or is put on hold)."""
        with self.lock:
            self.sales.enter(self.sales.orders[int(order)], status)

    def cancel(self, order, restock=True):
        with self.lock:
            self.sales.enter(self.sales.orders[int(order)], 'cancelled', restock=restock)

    def refund(self, order, quantity=1, restock=True):
        with self.lock:
            return {'refund': str(self.sales.refund(self.sales.orders[int(order)], quantity, restock)['id'])}

    def adjust(self, sku, quantity):
        with self.lock:
            row = self._of_sku(sku)
            self.goods.change(row, {'manage_stock': True, 'stock_quantity': quantity})
            self._tell('product.updated', row['id'])

    def items(self):
        return [
            {
                'remote_id': f'{row["parent_id"]}/{row["id"]}' if row['parent_id'] else str(row['id']),
                'sku': row['sku'],
                'title': (self.goods.rows.get(row['parent_id']) or row)['name'],
                'price': row['price'],
                'quantity': self.goods.left(row),
                'status': self._shown(row),
            }
            for row in self.goods.rows.values()
            if row['type'] != 'variable' and row['status'] != 'trash'
        ]

    def orders(self):
        return [
            {
                'order': str(order['id']),
                'status': order['status'],
                'lines': [
                    {
                        'sku': line['sku'],
                        'quantity': line['quantity'],
                        'refunded': self.sales.refunded(order, line),
                    }
                    for line in order['line_items']
                ],
            }
            for order in self.sales.orders.values()
        ]

    # The API

    def is_known(self, request):
        wanted = base64.b64encode(f'{self.key}:{self.secret}'.encode()).decode()
        may = self.permission == 'read_write' or request.method == 'GET'
        return may and request.headers.get('authorization') == f'Basic {wanted}'

    def unknown(self):
        words = (
            "Consumer key is invalid."
            if self.permission == 'read_write'
            else "The API key does not have write permissions."
        )
        return self._refused(Refusal('woocommerce_rest_authentication_error', words, 401))

    def too_many(self):
        return Response(FIREWALL, self._draw(429, 403), {'Content-Type': 'text/html', 'Retry-After': '1'})

    def down(self):
        return Response(FIREWALL, self._draw(503, 502), {'Content-Type': 'text/html; charset=UTF-8'})

    def _dispatch(self, request):
        try:
            answer = super()._dispatch(request)
        except Refusal as refusal:
            return self._refused(refusal)
        if answer.status == 404 and 'error' in answer.body:
            return self._refused(
                Refusal('rest_no_route', "No route was found matching the URL and request method.", 404)
            )
        return answer

    @route('GET', f'{API}/system_status')
    def _system_status(self, request):
        shop = {'home_url': WORDS, 'site_url': WORDS, 'version': self.version, 'wp_version': '6.7'}
        body = {'environment': shop, 'settings': {'currency': self.currency, 'api_enabled': True}, 'theme': {}}
        return Response(fields(request, body))

    @route('GET', f'{API}/data/currencies/current')
    def _currency(self, request):
        return Response(fields(request, {'code': self.currency, 'name': self.currency, 'symbol': ''}))

    @route('GET', f'{API}/products')
    def _products(self, request):
        skus = set(filter(None, request.query.get('sku', '').split(',')))
        wanted = [
            row
            for row in self.goods.rows.values()
            if row['status'] != 'trash' and (row['sku'] in skus if skus else not row['parent_id'])
        ]
        return self._page(request, wanted)

    @route('POST', f'{API}/products')
    def _create(self, request):
        row = self.goods.make(request.json or {})
        self._tell('product.created', row['id'])
        return Response(fields(request, dressed(request, row)), 201)

    @route('GET', f'{API}/products/(\\d+)/variations')
    def _variations(self, request):
        parent = self._row(request.match[0], status=404)
        return self._page(request, [self.goods.rows[number] for number in parent['variations']])

    @route('GET', f'{API}/products/(\\d+)')
    @route('GET', f'{API}/products/(\\d+)/variations/(\\d+)')
    def _product(self, request):
        row = self._row(*reversed(request.match), status=404)
        return Response(fields(request, dressed(request, row)))

    @route('PUT', f'{API}/products/(\\d+)')
    @route('PUT', f'{API}/products/(\\d+)/variations/(\\d+)')
    def _update(self, request):
        row = self._row(*reversed(request.match), status=400)
        return Response(fields(request, dressed(request, self._write(row, request.json or {}))))

    @route('POST', f'{API}/products/batch')
    @route('POST', f'{API}/products/(\\d+)/variations/batch')
    def _batch(self, request):
        updates = (request.json or {}).get('update', [])
        if len(updates) > 100:
            raise Refusal('woocommerce_rest_request_entity_too_large', "Unable to accept more than 100 items.", 413)
        done = []
        for one in updates:
            try:
                if self.faults.strikes('half_batch'):
                    raise Refusal('woocommerce_rest_product_not_updated', "The database did not answer.", 500)
                row = self._row(one['id'], *(request.match or ()), status=400)
                done.append(dressed(request, self._write(row, {k: v for k, v in one.items() if k != 'id'})))
            except Refusal as refusal:
                done.append({'id': one['id'], 'error': refusal.body})
        return Response({'update': done})

    @route('GET', f'{API}/orders')
    def _orders(self, request):
        rows = [row for row in self.sales.orders.values() if row['status'] != 'trash']
        if request.query.get('modified_after'):
            rows = list(
                filter(later_than(request.query['modified_after'], request.query.get('dates_are_gmt') == 'true'), rows)
            )
        return self._page(request, rows)

    @route('GET', f'{API}/orders/(\\d+)')
    def _order(self, request):
        return Response(fields(request, self._order_row(request)))

    @route('GET', f'{API}/orders/(\\d+)/refunds')
    def _refunds(self, request):
        return self._page(request, self.sales.refunds[self._order_row(request)['id']])

    @route('GET', f'{API}/webhooks')
    def _list_hooks(self, request):
        return self._page(request, [self.hooks.row(hook) for hook in self.hooks.all.values()])

    @route('POST', f'{API}/webhooks')
    def _make_hook(self, request):
        return Response(self.hooks.row(self.hooks.make(self._next_id(), request.json or {})), 201)

    @route('PUT', f'{API}/webhooks/(\\d+)')
    def _change_hook(self, request):
        return Response(self.hooks.row(self.hooks.change(int(request.match[0]), request.json or {})))

    @route('DELETE', f'{API}/webhooks/(\\d+)')
    def _drop_hook(self, request):
        return Response(self.hooks.row(self.hooks.drop(int(request.match[0]), request.query.get('force') == 'true')))

    # What the routes share

    def _next_id(self):
        self._last_id += 1
        return self._last_id + self.skipped

    def _clock(self):
        """Return the time of the shop's one clock: wrong at times, but never running backwards."""
        self._latest = max(self._latest, self.now().replace(microsecond=0))
        return self._latest

    def _draw(self, often, seldom):
        return seldom if self.faults.between(0, 1) < 0.25 else often

    def _refused(self, refusal):
        return Response(refusal.body, refusal.status)

    def _of_sku(self, sku):
        row = self.goods.of_sku(sku)
        if not row:
            raise KeyError(sku)
        return row

    def _shown(self, row):
        parent = self.goods.rows.get(row['parent_id']) or row
        if row['status'] != 'publish' or parent['status'] != 'publish':
            return 'draft'
        return 'sold' if 'ic-inquire' in row.get('short_description', '') and self.goods.left(row) == 0 else 'live'

    def _row(self, number, parent=0, *, status):
        row = self.goods.find(number, parent)
        if not row:
            raise Refusal('woocommerce_rest_product_invalid_id', "Invalid ID.", status)
        return row

    def _order_row(self, request):
        order = self.sales.orders.get(int(request.match[0]))
        if not order:
            raise Refusal('woocommerce_rest_shop_order_invalid_id', "Invalid ID.", 404)
        return order

    def _write(self, row, values):
        """Save a product. A buyer may be in the middle of his checkout: his sale is lost to the count, or comes off it
        afterwards and below zero."""
        sale = None
        if 'stock_quantity' in values and self.goods.left(row) != 0 and self.faults.strikes('sale_before_write'):
            sale = self.sales.place(row, 1)
            if self.faults.between(0, 1) < 0.5:
                self.sales.enter(sale, 'processing')
                sale = None
        self.goods.change(row, values)
        if sale:
            self.sales.enter(sale, 'processing')  # he was let in before
        self._tell('product.updated', row['id'])
        return row

    def _tell(self, topic, number):
        if topic.startswith('product'):
            body = dressed(None, self.goods.rows[number])
        else:
            body = self.sales.orders[number]
        self.hooks.tell(topic, body)

    def _page(self, request, rows):
        return page(request, rows, self.sorts_by_change)
