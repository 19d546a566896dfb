from odoo.addons.ic_connect.types import Event, Money, Order, OrderLine

from .common import ChannelCase


class OrderCase(ChannelCase):
    """Helpers to look at what became of an order of the channel."""

    def orders(self, **where):
        domain = [('channel_id', '=', self.channel.id), *((name, '=', value) for name, value in where.items())]
        return self.env['ic.channel.order'].search(domain, order='id')

    def claims(self, product, *states):
        return self.env['ic.claim'].search(
            [('product_id', '=', product.product_variant_id.id), ('state', 'in', states or ('held', 'committed'))]
        )

    def free(self, piece):
        return self.env['ic.claim']._ic_free(piece.product_variant_id)[piece.product_variant_id]

    def webhook(self, topic, event_id, subject):
        event = Event(event_id, topic, self.shop.now(), subject)
        body = f'{topic} {event_id} {subject}'.encode()
        return self.env['ic.channel.event']._ic_receive(self.channel, [event], body)

    def payload(self, order_id, *lines, at=None, placed=None, status='open', total='100', number='', **facts):
        """Return an order as a service would hand it over."""
        at = at or self.shop.now()
        return Order(order_id, placed or at, at, status, Money(total, 'USD'), lines, number=number or order_id, **facts)

    def line(self, listing_id, units=1, price='100', number=1, sku='S', title="Piece"):
        return OrderLine(str(number), units, Money(price, 'USD'), sku=sku, title=title, listing_id=listing_id)

    def found(self, piece, units):
        """Count the units of goods in the house."""
        quant = self.env['stock.quant'].search(
            [('product_id', '=', piece.product_variant_id.id), ('location_id.usage', '=', 'internal')]
        )
        quant.with_context(inventory_mode=True).inventory_quantity = units
        quant.action_apply_inventory()

    def keep(self, *payloads):
        self.channel._ic_keep_orders(payloads)
        self.run_jobs()
        return self.orders()
