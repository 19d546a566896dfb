"""The orders and refunds of a simulated WooCommerce shop, and what they do to its count."""

from decimal import Decimal

from .woocommerce_goods import stamps

TAKING = ('processing', 'completed', 'on-hold')  # entering one of these takes the goods off the count, once
GIVING = ('cancelled', 'pending')  # and one of these puts back what was taken
BUYER = {
    'first_name': 'Ada',
    'last_name': 'Buyer',
    'company': '',
    'address_1': '1 Example Street',
    'address_2': '',
    'city': 'Springfield',
    'state': 'IL',
    'postcode': '62701',
    'country': 'US',
    'email': 'ada@buyer.example',
    'phone': '+1 555 0100',
}


class Sales:
    """Orders by number. Not safe for threads: the simulator holds its lock.

    :param told: called as told(topic, number) for everything that webhooks tell
    """

    def __init__(self, goods, next_id, now, currency, told):
        self.orders = {}
        self.refunds = {}  # number of the order -> list
        self._goods = goods
        self._next_id = next_id
        self._now = now
        self._currency = currency
        self._told = told

    def held(self, row):
        """Return how many units unpaid checkouts hold; they are not taken off the count."""
        return sum(
            line['quantity']
            for order in self.orders.values()
            if order['status'] == 'pending'
            for line in order['line_items']
            if self._row_of(line) is row
        )

    def place(self, row, quantity, **facts):
        """Make an unpaid order."""
        number, now = self._next_id(), self._now()
        parent = self._goods.rows.get(row['parent_id'])
        price = Decimal(row['price'] or 0)
        total = f'{price * quantity:.2f}'
        line = {
            'id': self._next_id(),
            'name': (parent or row)['name'],
            'product_id': parent['id'] if parent else row['id'],
            'variation_id': row['id'] if parent else 0,
            'quantity': quantity,
            'tax_class': '',
            'subtotal': total,
            'subtotal_tax': '0.00',
            'total': total,
            'total_tax': '0.00',
            'taxes': [],
            'meta_data': [],
            'sku': row['sku'],
            'price': float(price),
        }
        order = {
            'id': number,
            'parent_id': 0,
            'number': str(number),
            'status': 'pending',
            'currency': self._currency,
            **stamps('date_created', now),
            **stamps('date_modified', now),
            **stamps('date_paid', None),
            **stamps('date_completed', None),
            'shipping_total': '0.00',
            'total': total,
            'total_tax': '0.00',
            'customer_ip_address': '192.0.2.7',
            'customer_note': '',
            'billing': BUYER | facts.get('billing', {}),
            'line_items': [line],
            'refunds': [],
            'meta_data': [],
        }
        self.orders[number] = order
        self.refunds[number] = []
        self._told('order.created', number)
        return order

    def enter(self, order, status, *, restock=True):
        """Give an order a status, with what that does to the count."""
        order['status'] = status
        if status in ('processing', 'completed') and not order['date_paid_gmt']:
            order.update(stamps('date_paid', self._now()))
        if status == 'completed':
            order.update(stamps('date_completed', self._now()))
        for line in order['line_items']:
            taken = self._meta(line).get('_reduced_stock', 0)
            row = self._row_of(line)
            if status in TAKING and not taken and row and self._goods.move(row, -line['quantity']):
                self._note(line, '_reduced_stock', line['quantity'])
                self._told('product.updated', self._counted(row))
            elif status in GIVING and taken and restock:
                self._goods.move(row, taken)
                self._note(line, '_reduced_stock', 0)
                self._told('product.updated', self._counted(row))
        self._save(order)

    def refund(self, order, quantity, restock):
        """Refund units of the first line. Returns the refund."""
        line = order['line_items'][0]
        if quantity > line['quantity'] - self.refunded(order, line):
            raise ValueError("more than is left to refund")
        amount = Decimal(line['total']) / line['quantity'] * quantity
        refund = {
            'id': self._next_id(),
            **stamps('date_created', self._now()),
            'amount': f'{amount:.2f}',
            'reason': '',
            'refunded_by': 1,
            'refunded_payment': False,
            'meta_data': [],
            'line_items': [
                {
                    **{name: line[name] for name in ('name', 'product_id', 'variation_id', 'sku')},
                    'id': self._next_id(),
                    'quantity': -quantity,
                    'total': f'-{amount:.2f}',
                    'meta_data': [{'id': self._next_id(), 'key': '_refunded_item_id', 'value': str(line['id'])}],
                }
            ],
        }
        self.refunds[order['id']].insert(0, refund)
        order['refunds'].insert(0, {'id': refund['id'], 'reason': '', 'total': f'-{amount:.2f}'})
        taken, row = self._meta(line).get('_reduced_stock', 0), self._row_of(line)
        if restock and taken and row and self._goods.move(row, min(quantity, taken)):
            self._note(line, '_reduced_stock', taken - min(quantity, taken))
            self._told('product.updated', self._counted(row))
        if sum(Decimal(one['amount']) for one in self.refunds[order['id']]) >= Decimal(order['total']):
            order['status'] = 'refunded'
        self._save(order)
        return refund

    def refunded(self, order, line):
        """Return how many units of a line were refunded."""
        wanted = str(line['id'])
        lines = [one for refund in self.refunds[order['id']] for one in refund['line_items']]
        return -sum(one['quantity'] for one in lines if one['meta_data'][0]['value'] == wanted)

    def _row_of(self, line):
        return self._goods.rows.get(line['variation_id'] or line['product_id'])

    def _counted(self, row):
        return row['parent_id'] if row['manage_stock'] == 'parent' else row['id']

    def _meta(self, line):
        return {one['key']: int(one['value']) for one in line['meta_data']}

    def _note(self, line, key, value):
        others = [one for one in line['meta_data'] if one['key'] != key]
        line['meta_data'] = others + ([{'id': self._next_id(), 'key': key, 'value': str(value)}] if value else [])

    def _save(self, order):
        order.update(stamps('date_modified', self._now()))
        self._told('order.updated', order['id'])
