"""Parts of `square.py`: Square's orders as ours.

A return is an order of its own in Square, which names the sale it belongs to (`returns[].source_order_id`). Here it
becomes a Refund of that sale. Money given back without goods is a return of a custom amount: a Refund without lines.
"""

import math
from datetime import timedelta
from decimal import Decimal
from urllib.parse import quote

from ..errors import NotFound
from ..types import Money, Order, OrderLine, Refund, RefundLine, as_utc
from ._square_catalog import money

_DETAILS = ('shipment_details', 'delivery_details', 'pickup_details')
_SENT = ('SHIPMENT', 'DELIVERY')
_NO_REFUND = ('REJECTED', 'FAILED')


class Orders:
    """The orders of an account, spoken to through a Door."""

    def __init__(self, door, stock):
        self._door = door
        self._stock = stock

    def told(self, raws):
        """Return the Orders that some of Square's orders are about: the sales, and the sales of the returns."""
        sales = {raw['id']: raw for raw in raws}
        asked = sorted({one for raw in raws for one in sources(raw)} - sales.keys())
        sales |= {raw['id']: raw for raw in self._many(asked)}
        skus = self._skus(sales.values())
        wanted = []
        for raw in raws:
            wanted += [raw['id']] if is_sale(raw) else []
            wanted += [one for one in sources(raw) if one in sales]
        return [self._told(sales[one], skus, self._all_returns(sales[one], raws)) for one in dict.fromkeys(wanted)]

    def one(self, remote_id):
        """Return one Order with all its refunds; a return is told as part of its sale."""
        asked = raw = self._get(remote_id)
        if not is_sale(raw) and sources(raw):
            raw = self._get(sources(raw)[0])
        returns = {one['id']: one for one in (asked, *self._returns_of(raw))}
        return self._told(raw, self._skus([raw]), returns.values())

    def _get(self, remote_id):
        return self._door.get(f'/v2/orders/{quote(remote_id, safe="")}').json()['order']

    def _many(self, ids):
        answer = self._door.post('/v2/orders/batch-retrieve', {'order_ids': ids}) if ids else None
        return answer.json().get('orders') or [] if answer else []

    def _all_returns(self, sale, raws):
        """Return the returns of a sale among `raws`; where there is one, the earlier ones too.

        What is told of an order replaces what was told before, so a refund left out would look taken back.
        """
        found = {raw['id']: raw for raw in raws if sale['id'] in sources(raw)}
        if found:
            found |= {raw['id']: raw for raw in self._returns_of(sale)}
        return found.values()

    def _returns_of(self, sale):
        """Return the orders in which goods or money of a sale went back, which only its payments lead to."""
        found = set()
        for tender in sale.get('tenders') or ():
            if not tender.get('payment_id'):
                continue
            try:
                payment = self._door.get(f'/v2/payments/{tender["payment_id"]}').json()['payment']
                for one in payment.get('refund_ids') or ():
                    found.add(self._door.get(f'/v2/refunds/{one}').json()['refund'].get('order_id'))
            except NotFound:
                continue  # paid in a way that Square keeps no payment of
        return self._many(sorted(found - {None, sale['id']}))

    def _told(self, sale, skus, raws):
        """Return the Order of a sale, with the refunds that the given orders of Square tell of."""
        refunds, changed = [], [sale.get('updated_at') or sale['created_at']]
        for raw in raws:
            if sale['id'] in sources(raw):
                since = as_utc(raw['created_at']) - timedelta(hours=1)
                back = self._stock.restocked(since, catalog_ids({'returns': raw['returns']}))
                refunds += to_refunds(raw, sale['id'], back)
                changed.append(raw.get('updated_at') or raw['created_at'])
        refunds.sort(key=lambda one: one.created_at)
        return to_order(sale, skus, refunds, max(map(as_utc, changed)))

    def _skus(self, raws):
        ids = sorted({one for raw in raws for one in catalog_ids(raw)})
        body = {'object_ids': ids, 'include_deleted_objects': True}
        answer = self._door.post('/v2/catalog/batch-retrieve', body).json() if ids else {}
        return {
            one['id']: (one.get('item_variation_data') or {}).get('sku') or '' for one in answer.get('objects') or ()
        }


def is_sale(raw):
    """Tell whether Square sold something in this order (an exchange does, a mere return does not)."""
    return bool(raw.get('line_items'))


def sources(raw):
    """Return the ids of the sales that this order gives back from."""
    return [one['source_order_id'] for one in raw.get('returns') or () if one.get('source_order_id')]


def catalog_ids(raw):
    """Return the ids of the catalog that an order's lines and returned lines name."""
    lines = list(raw.get('line_items') or ())
    for one in raw.get('returns') or ():
        lines += one.get('return_line_items') or ()
    return {line['catalog_object_id'] for line in lines if line.get('catalog_object_id')}


def to_order(raw, skus, refunds, updated_at):
    """Return the Order. `skus` is {variation id: SKU}, `refunds` those that other orders of Square tell of."""
    total = money(raw.get('total_money')) or Money(0, 'USD')
    sent = any(one.get('type') in _SENT for one in raw.get('fulfillments') or ())
    return Order(
        remote_id=raw['id'],
        number=raw.get('ticket_name') or raw.get('reference_id') or '',
        created_at=raw['created_at'],
        updated_at=updated_at,
        status=_status(raw),
        total=total,
        tax=money(raw.get('total_tax_money')),
        shipping=money(raw.get('total_service_charge_money')) if sent else None,
        lines=[line for one in raw.get('line_items') or () for line in _to_line(one, skus, total.currency)],
        buyer=_buyer(raw),
        refunds=refunds,
        location_id=raw.get('location_id') or '',
    )


def to_refunds(raw, sale, restocked):
    """Return the Refunds of the sale `sale` (its id) in the order `raw`.

    :param restocked: function of (ids of refunds, variation id): did Square put it back into its stock?
    """
    given_back = [one for one in raw.get('returns') or () if one.get('source_order_id') == sale]
    if not given_back:
        return []
    moneys = [one for one in raw.get('refunds') or () if one.get('status') not in _NO_REFUND]
    if raw.get('refunds') and not moneys:
        return []
    ids = [one['id'] for one in moneys]
    amount = _sum([one.get('amount_money') for one in moneys]) or money(
        (raw.get('return_amounts') or {}).get('total_money')
    )
    return [
        Refund(
            remote_id=ids[0] if ids else raw['id'],
            created_at=moneys[0].get('created_at') or raw['created_at'] if moneys else raw['created_at'],
            amount=amount or Money(0, (money(raw.get('total_money')) or Money(0, 'USD')).currency),
            lines=[line for one in given_back for line in _refund_lines(one, ids, restocked)],
        )
    ]


def _status(raw):
    state = raw.get('state')
    if state == 'CANCELED':
        return 'cancelled'
    if state == 'COMPLETED':
        return 'done'
    due = money(raw.get('net_amount_due_money'))
    paid = bool(raw.get('tenders')) and (due is None or due.amount <= 0)
    return 'open' if paid else 'pending'


def _to_line(raw, skus, currency):
    count = math.ceil(Decimal(raw.get('quantity') or '0'))
    if count < 1:
        return
    gross, off = money(raw.get('gross_sales_money')), money(raw.get('total_discount_money'))
    if gross is None:
        price = money(raw.get('base_price_money')) or Money(0, currency)
    else:
        net = (gross - off if off else gross).amount / count
        price = Money(net if net.as_tuple().exponent >= -6 else net.quantize(Decimal('0.000001')), gross.currency)
    listing_id = raw.get('catalog_object_id') or ''
    variation = raw.get('variation_name') or ''
    yield OrderLine(
        remote_id=raw.get('uid') or f'{listing_id or "line"}',
        quantity=count,
        price=price,
        sku=skus.get(listing_id, ''),
        title=' / '.join(filter(None, (raw.get('name'), variation if variation != 'Regular' else ''))),
        listing_id=listing_id,
    )


def _refund_lines(returned, ids, restocked):
    for raw in returned.get('return_line_items') or ():
        count = math.ceil(Decimal(raw.get('quantity') or '0'))
        if raw.get('item_type') == 'CUSTOM_AMOUNT' or not raw.get('source_line_item_uid') or count < 1:
            continue  # money only
        listing_id = raw.get('catalog_object_id')
        yield RefundLine(
            line_id=raw['source_line_item_uid'],
            quantity=count,
            restocked=restocked(ids, listing_id) if listing_id else None,
        )


def _sum(values):
    found = [money(one) for one in values if one]
    total = found[0] if found else None
    for one in found[1:]:
        total = total + one
    return total


def _buyer(raw):
    for one in raw.get('fulfillments') or ():
        for name in _DETAILS:
            person = (one.get(name) or {}).get('recipient')
            if person:
                return _person(person)
    return {}


def _person(raw):
    address = raw.get('address') or {}
    facts = {
        'name': raw.get('display_name'),
        'email': raw.get('email_address'),
        'phone': raw.get('phone_number'),
        'street': address.get('address_line_1'),
        'street2': address.get('address_line_2'),
        'city': address.get('locality'),
        'zip': address.get('postal_code'),
        'state_code': address.get('administrative_district_level_1'),
        'country_code': address.get('country'),
    }
    return {name: value for name, value in facts.items() if value}
