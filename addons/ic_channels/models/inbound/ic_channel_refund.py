from odoo import fields, models


class IcChannelRefund(models.Model):
    """Money a channel gave back. Whether goods come back is a fact of its own, told by the channel or a person."""

    _name = 'ic.channel.refund'
    _description = "Refund of a Channel"
    _order = 'refunded_on desc, id desc'
    _rec_name = 'remote_id'

    order_id = fields.Many2one('ic.channel.order', required=True, readonly=True, index=True, ondelete='cascade')
    channel_id = fields.Many2one(related='order_id.channel_id', store=True, index=True)
    company_id = fields.Many2one(related='order_id.company_id', store=True, index=True)
    remote_id = fields.Char(string="Remote ID", required=True, readonly=True)
    refunded_on = fields.Datetime(readonly=True)
    currency_id = fields.Many2one(related='order_id.currency_id')
    amount = fields.Monetary(readonly=True)
    quantity = fields.Integer(readonly=True, help="Units it is about; 0 for money only.")
    goods = fields.Selection(
        [
            ('none', "Money only"),
            ('back', "Put back on sale"),
            ('awaited', "To come back"),
            ('kept', "Buyer keeps them"),
            ('ask', "Did they come back?"),
        ],
        required=True,
        readonly=True,
        default='none',
        index=True,
        help="What became of the goods.",
    )
    details = fields.Json(readonly=True)

    _once = models.UniqueIndex('(order_id, remote_id)', "This refund is known already.")

    # === ACTIONS === #

    def action_ic_back(self):
        """The goods come back, or never left: give them back to the stock."""
        self.check_access('write')
        for refund in self.sudo().filtered(lambda one: one.goods == 'ask'):
            refund._ic_put_back()
            refund.order_id._ic_asked()

    def action_ic_kept(self):
        """Only money went back."""
        self.check_access('write')
        refunds = self.sudo().filtered(lambda one: one.goods == 'ask')
        refunds.goods = 'kept'
        for order in refunds.order_id:
            order._ic_asked()
