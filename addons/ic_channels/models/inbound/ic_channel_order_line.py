from odoo import fields, models


class IcChannelOrderLine(models.Model):
    """One line of a channel's order, bound to the listing it sold; without one a person says what it was."""

    _name = 'ic.channel.order.line'
    _description = "Line of a Channel's Order"
    _order = 'order_id, id'
    _rec_name = 'title'

    order_id = fields.Many2one('ic.channel.order', required=True, readonly=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='order_id.company_id', store=True, index=True)
    remote_id = fields.Char(string="Remote ID", required=True, readonly=True)
    listing_remote_id = fields.Char(string="Listing There", readonly=True)
    sku = fields.Char(string="SKU", readonly=True)
    title = fields.Char(readonly=True)
    listing_id = fields.Many2one('ic.listing', readonly=True, index='btree_not_null', ondelete='set null')
    product_id = fields.Many2one(
        'product.product', string="Piece", index='btree_not_null', ondelete='restrict',
        domain="[('company_id', 'in', (company_id, False))]",
        help="What was sold. Say it where the channel's SKU is unknown; it is never guessed.",
    )  # fmt: skip
    quantity = fields.Integer(readonly=True, aggregator=None)
    currency_id = fields.Many2one(related='order_id.currency_id')
    price = fields.Monetary(string="Unit Price", readonly=True, aggregator=None)
    refunded = fields.Integer(readonly=True, aggregator=None, help="Units whose money was given back.")
    restocked = fields.Integer(readonly=True, aggregator=None, help="Units that came back or never left.")
    counted = fields.Integer(readonly=True, help="Units taken off the channel's own count so far.")
    ordered = fields.Integer(readonly=True, aggregator=None, help="Units put on the sale order so far.")
    sale_line_id = fields.Many2one('sale.order.line', readonly=True, index='btree_not_null', ondelete='set null')

    _once = models.UniqueIndex('(order_id, remote_id)', "This line of the order is known already.")
