"""How a simulated Shopify shop shows its orders."""

import re
from datetime import datetime
from decimal import Decimal

from .shopify_store import bag, gid, refused, stamp


class Sales:
    """Mixed into the simulator, beside the Store."""

    def _orders(self, info, query='', sortKey='ID', **page):
        since = re.fullmatch(r"updated_at:>='([^']+)'", query or '')
        if query and not since:
            raise refused(f"the simulator does not know the search {query}")
        rows = [
            ((one['updatedAt'], key), lambda key=key: self.order(key))
            for key, one in self.sales.items()
            if not since or one['updatedAt'] >= stamp(datetime.fromisoformat(since[1]))
        ]
        return self.connection(rows, page)

    def order(self, key):
        one = self.sales.get(key)
        return one and one['facts'] | {
            'updatedAt': one['updatedAt'],
            'lineItems': lambda info, **page: self.connection(
                [(line['number'], self.line(line)) for line in one['lines']], page
            ),
            'refunds': lambda info, first=250: [self.refund_node(refund) for refund in one['refunds']][:first],
        }

    def line(self, line):
        left = line['quantity'] - line['refunded']
        return {
            'id': gid('LineItem', line['number']),
            'quantity': line['quantity'],
            'currentQuantity': left,
            'title': line['title'],
            'sku': line['sku'],
            'discountedUnitPriceAfterAllDiscountsSet': bag(line['price'], self.currency),
            'priceAfterAllDiscountsBeforeTaxesSet': bag(Decimal(line['price']) * left, self.currency),
            'variant': lambda info: self.variant(line['variant']),
        }

    def refund_node(self, key):
        one = self.refunds.get(key)
        return one and {
            '__typename': 'Refund',
            'id': gid('Refund', key),
            'createdAt': one['created'],
            'processedAt': one['created'],
            'totalRefundedSet': bag(one['amount'], self.currency),
            'refundLineItems': lambda info, **page: self.connection(
                [
                    (index, {'quantity': units, 'restockType': kind, 'lineItem': self.line(line)})
                    for index, (line, units, kind) in enumerate(one['lines'])
                ],
                page,
            ),
        }
