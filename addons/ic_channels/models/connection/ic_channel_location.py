from odoo import fields, models


class IcChannelLocation(models.Model):
    """A place in which the channel counts stock, and the warehouse of the house whose stock that is."""

    _name = 'ic.channel.location'
    _description = "Place of a Channel"
    _order = 'channel_id, name'

    channel_id = fields.Many2one('ic.channel', required=True, readonly=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='channel_id.company_id', store=True, index=True)
    remote_id = fields.Char(string="Remote ID", required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
    is_active = fields.Boolean(string="Open There", default=True, readonly=True)
    warehouse_id = fields.Many2one(
        'stock.warehouse',
        string="Our Warehouse",
        ondelete='set null',
        domain="[('company_id', '=', company_id)]",
        help="Its stock is what the channel may sell at this place. Empty: the channel counts nothing of ours here.",
    )

    _one = models.UniqueIndex('(channel_id, remote_id)', "A place of a channel is there once.")
    _one_warehouse = models.UniqueIndex(
        '(channel_id, warehouse_id) WHERE warehouse_id IS NOT NULL',
        "One warehouse is one place on a channel: the same stock must not be counted twice.",
    )
