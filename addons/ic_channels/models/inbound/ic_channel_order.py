from odoo import fields, models


class IcChannelOrder(models.Model):
    """A sale that happened on a channel, as the channel tells it, and the sale order it became. Imported exactly once.

    `payload` is the latest state we were told; `applied_hash` the one that has been turned into facts here.
    """

    _name = 'ic.channel.order'
    _description = "Order of a Channel"
    _inherit = ['mail.thread', 'mail.activity.mixin']
    _order = 'placed_on desc, id desc'
    _check_company_auto = True

    name = fields.Char(string="Number", required=True, readonly=True, help="As the channel's staff know it.")
    channel_id = fields.Many2one('ic.channel', required=True, readonly=True, index=True, ondelete='restrict')
    company_id = fields.Many2one('res.company', required=True, readonly=True, index=True)
    remote_id = fields.Char(string="Remote ID", required=True, readonly=True)
    remote_status = fields.Selection(
        [('pending', "Placed"), ('open', "Binding"), ('done', "Handed over there"), ('cancelled', "Cancelled")],
        string="There",
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        [
            ('new', "To Import"),
            ('waiting', "Not Binding Yet"),
            ('review', "To Review"),
            ('imported', "Imported"),
            ('cancelled', "Cancelled"),
            ('failed', "Failed"),
            ('ignored', "Left Alone"),
        ],
        required=True,
        readonly=True,
        default='new',
        index=True,
        tracking=True,
    )
    why = fields.Char(readonly=True, help="Why it waits for a person, or failed.")
    placed_on = fields.Datetime(readonly=True, index=True)
    changed_on = fields.Datetime(string="Changed There", readonly=True)
    arrived_on = fields.Datetime(string="Arrived", readonly=True, default=fields.Datetime.now)
    payload = fields.Json(readonly=True, groups='ic_inventory_luxury.group_store_admin')
    payload_hash = fields.Char(readonly=True)
    applied_hash = fields.Char(readonly=True)
    was_cancelled = fields.Boolean(readonly=True, help="The channel cancelled it, not the house.")
    sale_order_id = fields.Many2one('sale.order', readonly=True, index='btree_not_null', ondelete='restrict')
    partner_id = fields.Many2one('res.partner', string="Buyer", readonly=True, index='btree_not_null')
    currency_id = fields.Many2one('res.currency', required=True, readonly=True)
    amount_total = fields.Monetary(string="Total There", readonly=True)
    amount_difference = fields.Monetary(
        string="Difference", readonly=True, help="Total of the sale order here less the total there: taxes, mostly."
    )
    line_ids = fields.One2many('ic.channel.order.line', 'order_id')
    refund_ids = fields.One2many('ic.channel.refund', 'order_id')
    conflict_count = fields.Integer(compute='_compute_conflict_count')

    _once = models.UniqueIndex('(channel_id, remote_id)', "This order of the channel is known already.")

    # === COMPUTE METHODS === #

    def _compute_conflict_count(self):
        for order in self:
            order.conflict_count = order.sale_order_id.ic_conflict_count

    # === ACTIONS === #

    def action_ic_sale_order(self):
        """Open the sale order."""
        self.ensure_one()
        return self.sale_order_id.get_formview_action()

    def action_ic_apply(self):
        """Import again, after what was missing has been mended."""
        self.check_access('write')
        self.sudo().write({'state': 'new', 'applied_hash': False})
        self._ic_apply_later()

    def action_ic_ignore(self):
        """Leave the order alone: it is none of our pieces."""
        self.check_access('write')
        for order in self.sudo().filtered(lambda one: one.state in ('review', 'failed', 'waiting')):
            order._ic_let_go(self.env._("Order left alone"))
            order.write({'state': 'ignored', 'why': False})
            order.activity_unlink(['mail.mail_activity_data_todo'])

    # === BUSINESS METHODS === #

    def _ic_apply_later(self):
        for order in self:
            # In turn with what is told to the channels (priority 1 as well): ahead of it, a rush of orders would keep
            # pieces on sale elsewhere that are gone already. One for each state of the order: a job that is just
            # starting may not see this one yet.
            key = f'{order.remote_id}/{(order.payload_hash or "")[:12]}'
            order.channel_id._ic_enqueue('_ic_apply_order', order.id, priority=1, key=key)
