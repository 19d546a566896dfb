"""From Shopify's orders to ours."""

from decimal import Decimal

from ..types import Money, Order, OrderLine, Refund, RefundLine
from . import _shopify_documents as documents
from ._shopify_wire import number

_UNPAID = ('PENDING', 'EXPIRED', 'VOIDED')


class OrderReader:
    """Completes and maps the orders of one shop."""

    def __init__(self, wire):
        self._wire = wire

    def whole(self, node):
        """Return the Order of a node, after asking for what did not fit beside it."""
        lines = list(node['lineItems']['nodes'])
        asked = {'id': node['id'], 'after': node['lineItems']['pageInfo']['endCursor']}
        if node['lineItems']['pageInfo']['hasNextPage']:
            lines += self._wire.pages(documents.ORDER_LINES, ['order', 'lineItems'], asked, cost=703)
        refunds = []
        if node['refunds']:
            found = self._wire.ask(documents.REFUNDS, {'id': node['id']}, cost=880)['order'] or {'refunds': []}
            refunds = [_to_refund(one, self._refund_lines(one)) for one in found['refunds']]
        return _to_order(node, lines, refunds)

    def _refund_lines(self, node):
        found = node['refundLineItems']
        rest = ()
        if found['pageInfo']['hasNextPage']:
            asked = {'id': node['id'], 'after': found['pageInfo']['endCursor']}
            rest = self._wire.pages(documents.REFUND_LINES, ['node', 'refundLineItems'], asked, cost=203)
        return [*found['nodes'], *rest]


def _to_order(node, lines, refunds):
    """Return the Order of Shopify's facts, all its lines and all its refunds."""
    refunded = {}
    for refund in refunds:
        for line in refund.lines:
            refunded[line.line_id] = refunded.get(line.line_id, 0) + line.quantity
    total, tax = _money(node['totalPriceSet']), _money(node.get('totalTaxSet'))
    mapped = [_to_line(one, node, refunded, total, tax) for one in lines]
    return Order(
        remote_id=number(node['id']),
        created_at=node['createdAt'],
        updated_at=node['updatedAt'],
        status=_status(node),
        total=total,
        lines=[one for one in mapped if one],
        number=node.get('name') or '',
        buyer=_buyer(node),
        tax=tax,
        shipping=_money(node.get('totalShippingPriceSet')),
        refunds=refunds,
        location_id=number((node.get('retailLocation') or {}).get('id')),
    )


def _status(node):
    if node.get('cancelledAt'):
        return 'cancelled'
    if node.get('displayFinancialStatus') in _UNPAID:
        return 'pending'
    at_till = node.get('sourceName') == 'pos' or node.get('retailLocation')
    return 'done' if at_till and node.get('displayFulfillmentStatus') == 'FULFILLED' else 'open'


def _to_line(node, order, refunded, total, tax):
    """Return the OrderLine, or None for a line that was edited away without a refund."""
    line_id = number(node['id'])
    units = min(node['quantity'], node['currentQuantity'] + refunded.get(line_id, 0))
    if units < 1:
        return None
    price = _money(node['discountedUnitPriceAfterAllDiscountsSet'])
    if order.get('taxesIncluded'):
        price = _before_tax(node, price, total, tax)
    item = ((node.get('variant') or {}).get('inventoryItem') or {}).get('id')
    return OrderLine(
        remote_id=line_id,
        quantity=units,
        price=price,
        sku=node.get('sku') or '',
        title=node.get('title') or '',
        listing_id=number(item),
    )


def _before_tax(node, price, total, tax):
    if node['currentQuantity']:
        rest = _money(node['priceAfterAllDiscountsBeforeTaxesSet'])
        return Money(rest.amount / node['currentQuantity'], rest.currency).rounded()
    if tax and total.amount:  # all units came back: the sum above is nothing, the order's share of tax is left
        return Money(price.amount * (total.amount - tax.amount) / total.amount, price.currency).rounded()
    return price


def _to_refund(node, lines):
    return Refund(
        remote_id=number(node['id']),
        created_at=node.get('createdAt') or node['processedAt'],
        amount=_money(node['totalRefundedSet']),
        lines=[
            RefundLine(number(one['lineItem']['id']), one['quantity'], one['restockType'] != 'NO_RESTOCK')
            for one in lines
            if one['quantity'] > 0
        ],
    )


def _money(bag):
    money = (bag or {}).get('shopMoney')
    return Money(Decimal(str(money['amount'])), money['currencyCode']) if money else None


def _buyer(node):
    address = node.get('shippingAddress') or node.get('billingAddress') or {}
    found = {
        'name': address.get('name'),
        'email': node.get('email'),
        'phone': node.get('phone') or address.get('phone'),
        'street': address.get('address1'),
        'street2': address.get('address2'),
        'city': address.get('city'),
        'zip': address.get('zip'),
        'state_code': address.get('provinceCode'),
        'country_code': address.get('countryCodeV2'),
    }
    return {key: value for key, value in found.items() if value}
