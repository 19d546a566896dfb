import uuid

from odoo.addons.ic_inventory_luxury.tests.live_common import MetalPrices

from .pos_common import TillCase


class LiveTillCase(MetalPrices, TillCase):
    """Two tills of a store whose coin costs 2,100.00 while an ounce of gold costs 2,000."""

    def setUp(self):
        super().setUp()
        self.start_metals()
        self.tick('2000')
        self.eagle = self.in_house(self.coin())

    def in_house(self, coin, quantity=1):
        coin._ic_receive(quantity=quantity)
        coin._ic_set_status('available')
        return coin

    def line(self, coin, amount, quantity=1, pricelist=None):
        """Return a line as a terminal names it, with a key of its own."""
        return {
            'order': str(uuid.uuid4()),
            'line': str(uuid.uuid4()),
            'product_id': coin.product_variant_id.id,
            'quantity': quantity,
            'pricelist_id': pricelist and pricelist.id,
            'amount': amount,
        }

    def lock(self, *lines, again=False):
        return self.as_cashier().ic_lock_prices([*lines], again)

    def claim_at(self, *lines):
        """Ask for the firm claim as the payment screen does; gives the answer."""
        wants = [{'product_id': one['product_id'], 'quantity': one['quantity']} for one in lines]
        return self.as_cashier().ic_claim_lines(lines[0]['order'], wants, {'prices': [*lines]})

    def order_of(self, line, price_unit=None, **extra):
        """Return a paid order of one line as a terminal sends it."""
        product = self.env['product.product'].browse(line['product_id'])
        values = self.values(product.product_tmpl_id, quantity=line['quantity'], **extra)
        price = line['amount'] if price_unit is None else price_unit
        total = price * line['quantity']
        values.update(
            uuid=line['order'], amount_paid=total, amount_total=total, pricelist_id=line['pricelist_id'] or False
        )
        values['payment_ids'][0][2]['amount'] = total
        values['lines'][0][2].update(
            uuid=line['line'],
            price_unit=price,
            price_subtotal=total,
            price_subtotal_incl=total,
            price_type='original',
            ic_price_base=line['amount'],
        )
        return values

    def prices_pushed(self, till=None):
        """Return what was pushed of prices, as [(id, amount, reason)]."""
        found = []
        for message in self.bus_messages('IC_PRICES', till or self.till):
            for group in message['groups']:
                found += [(piece, amount, group['reason']) for piece, amount, _trade in group['prices']]
        return found
