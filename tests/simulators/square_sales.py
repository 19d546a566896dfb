"""Square's tills and its online shop: orders, payments, refunds. Square moves the stock of what it sells by itself."""

import uuid

from .base import Response, SoldOut, route
from .square_ledger import moment, text

PAGE = 100


def new_id(length=27):
    return uuid.uuid4().hex.upper()[:length]


def dollars(units):
    return {'amount': units, 'currency': 'USD'}


class SquareSales:
    """What the simulator can tell and do about orders. Needs `ledger`, `variation_of`, `available` and `tell`."""

    def __init__(self, **options):
        super().__init__(**options)
        self.sales, self.payments, self.refunds = {}, {}, {}

    # Buyers and staff

    def sell(self, sku, quantity=1, *, oversell=False, online=False, paid=True, location=None):
        """Sell at the till, or online: then the goods still have to be sent.

        The till refuses what its count does not hold, as it does for a merchant who switched that on; `oversell` is a
        merchant who did not: the count goes below zero.
        """
        variation = self.variation_of(sku)
        data, place = variation['item_variation_data'], location or self.main
        if not self.is_for_sale(variation):
            raise SoldOut(f'{sku} is archived')
        if paid and data.get('track_inventory') and not oversell and self.available(variation, place) < quantity:
            raise SoldOut(f'{sku}: {self.available(variation, place)} left')
        order = self._new_order(place, 'OPEN' if online else 'COMPLETED')
        amount = data['price_money']['amount']
        order['line_items'] = [
            {
                'uid': new_id(22),
                'name': self.items_of[data['item_id']]['item_data']['name'],
                'variation_name': data.get('name') or 'Regular',
                'quantity': str(quantity),
                'catalog_object_id': variation['id'],
                'catalog_version': variation['version'],
                'item_type': 'ITEM',
                'base_price_money': dollars(amount),
                'gross_sales_money': dollars(amount * quantity),
                'total_tax_money': dollars(0),
                'total_discount_money': dollars(0),
                'total_money': dollars(amount * quantity),
            }
        ]
        order['total_money'] = dollars(amount * quantity)
        order['net_amount_due_money'] = dollars(amount * quantity)
        if online:
            order['fulfillments'] = [_shipment()]
        if paid:
            self._pay(order)
            if data.get('track_inventory'):
                self._move(order, variation['id'], quantity, ('IN_STOCK', 'SOLD'))
        self._tell_order('created', order)
        return {'order': order['id'], 'number': order['id'][:4]}

    def cancel(self, order, restock=True):
        """Cancel an open order; what is done already is given back instead."""
        raw = self.sales[order]
        left = int(raw['line_items'][0]['quantity']) - self._given_back(raw)
        if raw['state'] == 'CANCELED' or not left:
            raise ValueError('nothing is left to cancel')
        if raw['state'] == 'COMPLETED':
            self.refund(order, left, restock)
            return
        raw['state'] = 'CANCELED'
        if raw.get('tenders'):
            for line in raw['line_items']:
                if restock:
                    self._move(raw, line['catalog_object_id'], left, ('UNLINKED_RETURN', 'IN_STOCK'))
            raw['closed_at'] = text(self.ledger.clock())
        self._touch(raw)

    def refund(self, order, quantity=1, restock=True, *, money_only=False):
        """Give units of the first line back; `money_only` gives their price back and no goods."""
        raw = self.sales[order]
        line = raw['line_items'][0]
        if raw['state'] == 'CANCELED' or not raw.get('tenders'):
            raise ValueError('nobody paid for it')
        if not money_only and self._given_back(raw) + quantity > int(line['quantity']):
            raise ValueError('more is given back than was sold')
        amount = dollars(line['base_price_money']['amount'] * quantity)
        back = self._new_order(raw['location_id'], 'COMPLETED')
        refund = self._new_refund(raw, back, amount)
        returned = {'uid': new_id(22), 'quantity': str(1 if money_only else quantity), 'total_money': amount}
        if money_only:
            returned |= {'item_type': 'CUSTOM_AMOUNT', 'name': 'Custom Amount'}
        else:
            returned |= {
                'item_type': 'ITEM',
                'source_line_item_uid': line['uid'],
                'name': line['name'],
                'variation_name': line['variation_name'],
                'catalog_object_id': line['catalog_object_id'],
                'base_price_money': line['base_price_money'],
            }
        back['returns'] = [{'uid': new_id(22), 'source_order_id': order, 'return_line_items': [returned]}]
        back['return_amounts'] = {'total_money': amount}
        back['refunds'] = [
            {
                'id': refund['id'],
                'location_id': raw['location_id'],
                'transaction_id': order,
                'created_at': refund['created_at'],
                'reason': 'Returned Goods',
                'amount_money': amount,
                'status': 'APPROVED',
            }
        ]
        if restock and not money_only:
            states = ('UNLINKED_RETURN', 'IN_STOCK')
            self._move(back, line['catalog_object_id'], quantity, states, refund_id=refund['id'])
        self._tell_order('created', back)
        self.tell('refund.created', 'refund', refund['id'], {'refund': refund})
        return {'refund': refund['id'], 'return_order': back['id']}

    def orders(self):
        status = {'OPEN': 'open', 'COMPLETED': 'done', 'CANCELED': 'cancelled'}
        return [
            {
                'order': raw['id'],
                'status': status[raw['state']] if raw.get('tenders') or raw['state'] != 'OPEN' else 'pending',
                'lines': [
                    {
                        'sku': self.variations[line['catalog_object_id']]['item_variation_data'].get('sku', ''),
                        'quantity': int(line['quantity']),
                        'refunded': self._given_back(raw),
                    }
                    for line in raw['line_items']
                ],
            }
            for raw in self.sales.values()
            if raw.get('line_items')
        ]

    # The API

    @route('POST', r'/v2/orders/search')
    def _search_orders(self, request):
        query = request.json.get('query') or {}
        limits = query.get('filter') or {}
        since = ((limits.get('date_time_filter') or {}).get('updated_at') or {}).get('start_at')
        states = (limits.get('state_filter') or {}).get('states')
        if since and (query.get('sort') or {}).get('sort_field') != 'UPDATED_AT':
            return self.refuse(400, 'INVALID_REQUEST_ERROR', 'CONFLICTING_PARAMETERS', 'sort by the filtered time')
        if not request.json.get('location_ids'):
            return self.refuse(400, 'INVALID_REQUEST_ERROR', 'MISSING_REQUIRED_PARAMETER', 'location_ids')
        found = [
            raw
            for raw in self.sales.values()
            if raw['location_id'] in request.json['location_ids']
            and (not since or moment(raw['updated_at']) >= moment(since))
            and (not states or raw['state'] in states)
        ]
        found.sort(key=lambda raw: raw['updated_at'])
        start, limit = int(request.json.get('cursor') or 0), min(request.json.get('limit') or 500, self.order_page)
        more = {'cursor': str(start + limit)} if start + limit < len(found) else {}
        return Response({'orders': found[start : start + limit], **more})

    @route('POST', r'/v2/orders/batch-retrieve')
    def _many_orders(self, request):
        return Response({'orders': [self.sales[one] for one in request.json['order_ids'] if one in self.sales]})

    @route('GET', r'/v2/orders/([^/]+)')
    def _one_order(self, request):
        return self._one(self.sales, 'order', request)

    @route('GET', r'/v2/payments/([^/]+)')
    def _one_payment(self, request):
        return self._one(self.payments, 'payment', request)

    @route('GET', r'/v2/refunds/([^/]+)')
    def _one_refund(self, request):
        return self._one(self.refunds, 'refund', request)

    def _one(self, store, name, request):
        found = store.get(request.match[0])
        return Response({name: found}) if found else self.not_found(f'{name} {request.match[0]}')

    def _new_order(self, location, state):
        now = text(self.ledger.clock())
        order = {
            'id': new_id(),
            'location_id': location,
            'state': state,
            'version': 1,
            'created_at': now,
            'updated_at': now,
            'total_money': dollars(0),
            'total_tax_money': dollars(0),
            'total_discount_money': dollars(0),
            'total_service_charge_money': dollars(0),
            'net_amount_due_money': dollars(0),
            **({'closed_at': now} if state == 'COMPLETED' else {}),
        }
        self.sales[order['id']] = order
        return order

    def _pay(self, order):
        payment = {
            'id': new_id(32),
            'order_id': order['id'],
            'location_id': order['location_id'],
            'status': 'COMPLETED',
            'amount_money': order['total_money'],
            'created_at': order['created_at'],
            'updated_at': order['created_at'],
            'refund_ids': [],
        }
        self.payments[payment['id']] = payment
        order['net_amount_due_money'] = dollars(0)
        order['tenders'] = [
            {
                'id': payment['id'],
                'location_id': order['location_id'],
                'transaction_id': order['id'],
                'created_at': order['created_at'],
                'amount_money': order['total_money'],
                'type': 'CARD',
                'payment_id': payment['id'],
            }
        ]

    def _new_refund(self, sale, back, amount):
        payment = self.payments[sale['tenders'][0]['payment_id']]
        refund = {
            'id': f'{payment["id"]}_{new_id(12)}',
            'status': 'COMPLETED',
            'location_id': sale['location_id'],
            'amount_money': amount,
            'payment_id': payment['id'],
            'order_id': back['id'],
            'created_at': back['created_at'],
            'updated_at': back['created_at'],
        }
        self.refunds[refund['id']] = refund
        payment['refund_ids'].append(refund['id'])
        return refund

    def _given_back(self, sale):
        return sum(
            int(line['quantity'])
            for raw in self.sales.values()
            for one in raw.get('returns') or ()
            if one['source_order_id'] == sale['id']
            for line in one['return_line_items']
            if line.get('source_line_item_uid')
        )

    def _move(self, order, variation, quantity, states, **facts):
        place = order['location_id']
        self.ledger.add('ADJUSTMENT', variation, place, quantity, states=states, transaction_id=order['id'], **facts)
        self.tell_count(variation, place)

    def _touch(self, order):
        order['version'] += 1
        order['updated_at'] = text(self.ledger.clock())
        self._tell_order('updated', order)

    def _tell_order(self, what, order):
        facts = {
            'order_id': order['id'],
            'location_id': order['location_id'],
            'state': order['state'],
            'version': order['version'],
            'created_at': order['created_at'],
        }
        self.tell(f'order.{what}', f'order_{what}', order['id'], {f'order_{what}': facts})


def _shipment():
    return {
        'uid': new_id(22),
        'type': 'SHIPMENT',
        'state': 'PROPOSED',
        'shipment_details': {
            'recipient': {
                'display_name': 'Nora Quist',
                'email_address': 'nora.quist@example.com',
                'phone_number': '+12025550143',
                'address': {
                    'address_line_1': '500 Electric Ave',
                    'locality': 'New York',
                    'administrative_district_level_1': 'NY',
                    'postal_code': '10003',
                    'country': 'US',
                },
            }
        },
    }
