"""A vendor in memory that behaves as its switches say: the counterpart of the engine's own tests.

The services themselves are tested against simulators over HTTP (tests/connect), and all of it together in tests/suite.
"""

from datetime import UTC, datetime, timedelta

from odoo.addons.ic_connect.channels.base import Channel
from odoo.addons.ic_connect.errors import BadSignature, NotFound, Rejected, Stale, Unreachable
from odoo.addons.ic_connect.types import (
    Credential,
    Event,
    Item,
    Money,
    Order,
    OrderLine,
    Refund,
    StockLevel,
    Subscription,
)


class Shop:
    """The vendor's own state, and what people do there."""

    def __init__(self):
        self.items = {}  # remote id -> dict
        self.sold = {}  # remote id of an order -> Order
        self.calls = []  # (verb, facts)
        self.before_set = []  # functions called just before a change is made
        self.fail = []  # errors raised by the next calls, in order
        self.refuse = {}  # remote id -> error for its changes
        self.lose_answers = 0  # so many changes are made without their answer arriving
        self.clock = datetime.now(UTC)
        self.number = 0

    def now(self):
        self.clock = max(self.clock + timedelta(seconds=1), datetime.now(UTC))
        return self.clock

    def touch(self, remote_id, quantity):
        self.items[remote_id].update(quantity=quantity, at=self.now())

    def sell(self, remote_id, units=1, status='open', price='100.00', title='', **facts):
        """A buyer buys there; returns the id of the order."""
        self.number += 1
        item = self.items.get(remote_id)
        if item:
            assert item['quantity'] >= units, "the vendor itself would not sell that"
            self.touch(remote_id, item['quantity'] - units)
        at, order_id = self.now(), f'O{self.number}'
        line = OrderLine(
            f'{order_id}-1', units, Money(price, 'USD'), sku=item['sku'] if item else 'NOBODY', title=title or 'Piece',
            listing_id=remote_id,
        )  # fmt: skip
        self.sold[order_id] = Order(
            order_id, at, at, status, Money(str(float(price) * units), 'USD'), (line,), number=f'#{self.number}',
            buyer={'name': "Ada Byron", 'email': 'ada@example.com', 'country_code': 'US', 'city': "Boston"}, **facts,
        )  # fmt: skip
        return order_id

    def change(self, order_id, **facts):
        """The order changes there."""
        old = self.sold[order_id]
        values = {name: getattr(old, name) for name in old.__slots__}
        self.sold[order_id] = Order(**{**values, 'updated_at': self.now(), **facts})

    def refund(self, order_id, line, amount='100.00'):
        order = self.sold[order_id]
        new = Refund(f'R{len(order.refunds) + 1}', self.now(), Money(amount, 'USD'), (line,) if line else ())
        self.change(order_id, refunds=(*order.refunds, new))
        if line and line.restocked:
            remote_id = order.lines[0].listing_id
            self.touch(remote_id, self.items[remote_id]['quantity'] + line.quantity)


class Vendor(Channel):
    """The service of the shop above; compares before it sets, in one step."""

    code = 'testshop'
    name = "Test Shop"
    docs_url = 'https://vendor.example/docs'
    credentials = (Credential('token', "Token"), Credential('shop_name', "Shop", secret=False, required=False))
    batch = 10
    compares = True
    keeps_sold = True
    shop = None  # set by the test

    def __init__(self, *, token, shop_name):
        self.token = token

    def _call(self, verb, facts=None):
        self.shop.calls.append((verb, facts))
        problem = self.shop.fail.pop(0) if self.shop.fail else None  # None lets a call pass
        if problem:
            raise problem

    def check(self):
        self._call('check')
        return "The Test Shop"

    def list_items(self, cursor=''):
        self._call('list_items')
        return [
            Item(key, one['title'], sku=one['sku'], quantity=one['quantity'], price=Money('5', 'USD'))
            for key, one in self.shop.items.items()
        ], ''

    def push_listing(self, listing):
        self._call('push_listing', listing)
        found = next((key for key, one in self.shop.items.items() if one['sku'] == listing.sku), '')
        remote_id = listing.remote_id or found or f'I{len(self.shop.items) + 1}'
        item = self.shop.items.setdefault(remote_id, {'quantity': listing.quantity, 'at': self.shop.now()})
        item.update(sku=listing.sku, title=listing.title, status=listing.status, page=listing)
        return remote_id

    def end_listing(self, remote_id):
        self._call('end_listing', remote_id)
        self.shop.items[remote_id].update(status='draft')

    def get_stock(self, remote_ids):
        self._call('get_stock', list(remote_ids))
        return [
            StockLevel(one, self.shop.items[one]['quantity'], self.shop.items[one]['at'])
            for one in remote_ids
            if one in self.shop.items
        ]

    def set_stock(self, changes):
        for before in self.shop.before_set:
            before()
        self.shop.before_set = []
        self._call('set_stock', list(changes))
        results = {}
        for change in changes:
            results[change.remote_id, change.location_id] = self._set_one(change)
        if self.shop.lose_answers:
            self.shop.lose_answers -= 1
            raise Unreachable("no answer in time")
        return results

    def _set_one(self, change):
        item = self.shop.items.get(change.remote_id)
        if change.remote_id in self.shop.refuse:
            return self.shop.refuse[change.remote_id]
        if not item:
            return NotFound("no such item")
        if change.expected is not None and item['quantity'] != change.expected:
            return Stale("the count is another one")
        if change.quantity > 1000:
            return Rejected("that many are not believed")
        self.shop.touch(change.remote_id, change.quantity)
        return StockLevel(change.remote_id, change.quantity, item['at'])

    def list_orders(self, since, cursor=''):
        self._call('list_orders', since)
        found = [order for order in self.shop.sold.values() if order.updated_at >= since]
        return sorted(found, key=lambda order: order.updated_at), ''

    def get_order(self, remote_id):
        self._call('get_order', remote_id)
        if remote_id not in self.shop.sold:
            raise NotFound("no such order")
        return self.shop.sold[remote_id]

    def list_subscriptions(self):
        return [Subscription('1', 'all', self.shop.url)]

    def subscribe(self, url):
        self._call('subscribe', url)
        self.shop.url = url
        return {}

    def unsubscribe(self, url):
        self._call('unsubscribe', url)

    def verify_webhook(self, headers, body, url=''):
        if headers.get('X-Proof') != self.token:
            raise BadSignature("no")

    def parse_webhook(self, headers, body):
        topic, event_id, subject = body.decode().split()
        return [Event(event_id, topic, self.shop.now(), subject)]
