"""The buyers and the staff of a simulated Shopify shop: what happens there without an app."""

from decimal import Decimal

from .base import SoldOut
from .shopify_store import bag, gid, number, stamp


class People:
    """Mixed into the simulator, beside the Store."""

    def sell(self, sku, quantity=1, pos=False, pending=False, shipping='0', oversell=False, buyer=None):
        """A buyer buys: units go from available to committed at once; at the till they are handed over as well.

        :param bool pos: at the shop's own till
        :param bool pending: he will pay later
        """
        variant = self.variant_of(sku)
        location = self.first_location()
        self._reserve(variant, location, quantity, oversell)
        order = self._new_order(variant, location, quantity, pos, pending, Decimal(shipping), buyer or {})
        self._tell_order('ORDERS_CREATE', order)
        self.tell_level(self.variants[variant]['item'], location)
        return {'order': str(order), 'number': self.sales[order]['facts']['name']}

    def _reserve(self, variant, location, quantity, oversell):
        facts = self.variants[variant]
        product = self.products[facts['product']]
        level = self.stock[facts['item']]['levels'].get(location)
        if level is None or product['status'] != 'ACTIVE' or not product['publications']:
            raise SoldOut(f"{facts['sku']} is not for sale")
        counted = facts['tracked'] and facts['policy'] == 'DENY' and not oversell
        if counted and level['available'] < quantity:
            raise SoldOut(f"{facts['sku']}: {level['available']} left")
        level['available'] -= quantity
        level['committed'] += quantity
        level['updated'] = stamp(self.now())

    def _new_order(self, variant, location, quantity, pos, pending, shipping, buyer):
        key = self.new_id('Order')
        price = self.variants[variant]['price']
        product = self.products[self.variants[variant]['product']]
        moment = stamp(self.now())
        address = {'name': "Ada Example", 'address1': "1 Test Street", 'city': "New York", 'zip': '10001'}
        address |= {'provinceCode': 'NY', 'countryCodeV2': 'US', 'phone': None, 'address2': None} | buyer
        total = Decimal(price) * quantity + shipping
        line = {'number': self.new_id('LineItem'), 'variant': variant, 'sku': self.variants[variant]['sku']}
        line |= {'title': product['title'], 'quantity': quantity, 'refunded': 0, 'price': price}
        facts = {
            'id': gid('Order', key),
            'name': f'#{1000 + len(self.sales) + 1 + self.skipped}',
            'createdAt': moment,
            'cancelledAt': None,
            'displayFinancialStatus': 'PENDING' if pending else 'PAID',
            'displayFulfillmentStatus': 'FULFILLED' if pos else 'UNFULFILLED',
            'sourceName': 'pos' if pos else 'web',
            'taxesIncluded': False,
            'email': 'ada@example.com',
            'phone': None,
            'totalPriceSet': bag(total, self.currency),
            'totalTaxSet': bag(0, self.currency),
            'totalShippingPriceSet': bag(shipping, self.currency),
            'shippingAddress': None if pos else address,
            'billingAddress': address,
            'retailLocation': self.location(location) if pos else None,
        }
        self.sales[key] = {'facts': facts, 'lines': [line], 'refunds': [], 'location': location, 'updatedAt': moment}
        if pos:
            self.stock[self.variants[variant]['item']]['levels'][location]['committed'] -= quantity
        return key

    def fulfil(self, order):
        """The staff send the goods."""
        sale = self._sale(order)
        for line in sale['lines']:
            level = self._level_of(sale, line)
            if level:
                level['committed'] -= line['quantity'] - line['refunded']
        sale['facts']['displayFulfillmentStatus'] = 'FULFILLED'
        self._touch(order)

    def pay(self, order):
        """The money of a pending order has come."""
        self._sale(order)['facts']['displayFinancialStatus'] = 'PAID'
        self._touch(order)

    def cancel(self, order, restock=True):
        """The staff cancel an order and give the money back."""
        sale = self._sale(order)
        if sale['facts']['cancelledAt']:
            raise ValueError("the order is cancelled already")
        sale['facts']['cancelledAt'] = stamp(self.now())
        left = [(line, line['quantity'] - line['refunded']) for line in sale['lines']]
        self._give_back(order, [one for one in left if one[1]], restock)
        self._tell_order('ORDERS_CANCELLED', int(order))

    def refund(self, order, quantity=1, restock=True):
        sale = self._sale(order)
        line = sale['lines'][0]
        if not 0 < quantity <= line['quantity'] - line['refunded']:
            raise ValueError(f"the order has no {quantity} units left to refund")
        return {'refund': str(self._give_back(order, [(line, quantity)], restock))}

    def _give_back(self, order, lines, restock):
        sale, key = self._sale(order), self.new_id('Refund')
        fulfilled = sale['facts']['displayFulfillmentStatus'] == 'FULFILLED'
        kind = ('RETURN' if fulfilled else 'CANCEL') if restock else 'NO_RESTOCK'
        amount = sum((Decimal(line['price']) * units for line, units in lines), Decimal(0))
        self.refunds[key] = {
            'created': stamp(self.now()),
            'amount': amount,
            'lines': [(line, units, kind) for line, units in lines],
        }
        sale['refunds'].append(key)
        for line, units in lines:
            line['refunded'] += units
            self._units_back(sale, line, units, fulfilled, restock)
        left = sum(line['quantity'] - line['refunded'] for line in sale['lines'])
        sale['facts']['displayFinancialStatus'] = 'PARTIALLY_REFUNDED' if left else 'REFUNDED'
        self.tell('REFUNDS_CREATE', {'id': key, 'order_id': int(order), 'restock': restock})
        self._touch(order)
        return key

    def _units_back(self, sale, line, units, fulfilled, restock):
        level = self._level_of(sale, line)
        if not level:
            return
        if not fulfilled:
            level['committed'] -= units
        if restock:
            level['available'] += units
            level['updated'] = stamp(self.now())
            self.tell_level(self.variants[line['variant']]['item'], sale['location'])

    def adjust(self, sku, quantity):
        item, location = self.variants[self.variant_of(sku)]['item'], self.first_location()
        level = self.stock[item]['levels'].setdefault(location, self.new_level(quantity))
        level.update(available=quantity, updated=stamp(self.now()))
        self.tell_level(item, location)

    def items(self):
        found = []
        for one in self.variants.values():
            product = self.products[one['product']]
            shown = product['status'] == 'ACTIVE' and product['publications']
            status = ('sold' if 'sold' in product['tags'] else 'live') if shown else 'draft'
            facts = {'remote_id': str(one['item']), 'sku': one['sku'], 'title': product['title']}
            facts |= {
                'price': f"{Decimal(one['price']):.2f}",
                'quantity': self.available(one['item']),
                'status': status,
            }
            found.append(facts)
        return found

    def orders(self):
        return [
            {
                'order': str(key),
                'status': self._state(one['facts']),
                'lines': [{name: line[name] for name in ('sku', 'quantity', 'refunded')} for line in one['lines']],
            }
            for key, one in self.sales.items()
        ]

    def _state(self, facts):
        if facts['cancelledAt']:
            return 'cancelled'
        if facts['displayFinancialStatus'] == 'PENDING':
            return 'pending'
        return 'done' if facts['retailLocation'] and facts['displayFulfillmentStatus'] == 'FULFILLED' else 'open'

    def photos(self):
        return {
            one['sku']: self.products[one['product']]['files'][0]
            for one in list(self.variants.values())
            if self.products[one['product']]['files']
        }

    def order_name(self, order):
        return self._sale(order)['facts']['name']

    def surprise(self, entries):
        """Now and then a buyer is faster than a stock change."""
        for one in entries:
            item = number(one['inventoryItemId'], 'InventoryItem')
            if item in self.stock and self.available(item) > 0 and self.faults.strikes('sale_before_write'):
                try:
                    self.sell(self.variants[self.stock[item]['variant']]['sku'])
                except SoldOut:
                    continue

    def _sale(self, order):
        return self.sales[int(order)]

    def _level_of(self, sale, line):
        variant = self.variants.get(line['variant'])
        return variant and self.stock[variant['item']]['levels'].get(sale['location'])

    def _touch(self, order):
        self._sale(order)['updatedAt'] = stamp(self.now())
        self._tell_order('ORDERS_UPDATED', int(order))

    def _tell_order(self, topic, key):
        sale = self.sales[key]
        self.tell(
            topic,
            {
                'id': key,
                'name': sale['facts']['name'],
                'updated_at': sale['updatedAt'],
                'source_name': sale['facts']['sourceName'],
                'email': sale['facts']['email'],
                'line_items': [{'id': line['number'], 'quantity': line['quantity']} for line in sale['lines']],
            },
        )
