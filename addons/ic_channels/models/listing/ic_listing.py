from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

STATES = [
    ('draft', "Not Listed"),
    ('waiting', "Waiting"),
    ('live', "Live"),
    ('sold', "Sold Archive"),
    ('ended', "Taken Down"),
    ('failed', "Failed"),
    ('missing', "Gone There"),
]


class IcListing(models.Model):
    """A piece on a channel: what we want to be seen there, what is seen, and what stands between the two.

    It is bound to the channel's immutable id. Quantities are never stored as wishes: what the channel should count is
    computed from claims and stock whenever it is looked at (`ic_listing_desired.py`); stored is only what the channel
    is known to count (`shown`).
    """

    _name = 'ic.listing'
    _description = "Listing on a Channel"
    _order = 'id desc'
    _rec_name = 'product_id'
    _check_company_auto = True

    channel_id = fields.Many2one('ic.channel', required=True, index=True, ondelete='restrict', check_company=True)
    company_id = fields.Many2one(related='channel_id.company_id', store=True, index=True)
    code = fields.Selection(related='channel_id.code', string="Service")
    product_id = fields.Many2one(
        'product.product', required=True, index=True, ondelete='restrict', string="Variant", check_company=True
    )
    product_tmpl_id = fields.Many2one(
        'product.template', string="Piece", related='product_id.product_tmpl_id', store=True, index=True
    )
    image_128 = fields.Image(related='product_tmpl_id.image_128')
    default_code = fields.Char(related='product_id.default_code', string="SKU")
    ic_status = fields.Selection(related='product_tmpl_id.ic_status', string="Piece Is")
    is_wanted = fields.Boolean(
        string="Publish", default=True, help="Whether the piece should be on this channel. Off takes it down."
    )
    buffer = fields.Integer(
        string="Keep Back", default=-1, help="Units kept back from this channel; -1: as the channel says."
    )
    state = fields.Selection(STATES, default='draft', required=True, readonly=True, index=True)
    remote_id = fields.Char(string="Remote ID", readonly=True, index='btree_not_null', copy=False)
    remote_url = fields.Char(string="Remote Page", readonly=True, copy=False)
    shown = fields.Integer(
        string="Count There",
        readonly=True,
        aggregator=None,
        copy=False,
        help="What the channel is known to count: as it last said, less what it has sold since.",
    )
    ours = fields.Integer(
        string="Count by Our Books",
        readonly=True,
        aggregator=None,
        copy=False,
        help="What the channel must count if our books are right: what we sent, less its orders we have imported.",
    )
    needed_since = fields.Datetime(
        string="Orders Needed Since",
        readonly=True,
        copy=False,
        help="Something was seen there that orders may explain: no higher count is sent before they are imported.",
    )
    is_blind = fields.Boolean(readonly=True, copy=False, help="A sale there may have been covered by our own change.")
    is_known = fields.Boolean(readonly=True, copy=False, help="Has the channel ever told its count?")
    known_from = fields.Datetime(
        readonly=True, copy=False, help="The channel's own time of the first count we read: older orders are in it."
    )
    observed_on = fields.Datetime(string="Count Read", readonly=True, copy=False, help="When we last read it there.")
    observed_mark = fields.Char(readonly=True, copy=False, help="The channel's own time of that count, ISO 8601.")
    content_hash = fields.Char(readonly=True, copy=False, help="Fingerprint of what was last shown there.")
    shown_status = fields.Char(readonly=True, copy=False)
    pushed_on = fields.Datetime(string="Last Push", readonly=True, copy=False)
    attempt = fields.Integer(readonly=True, default=0, copy=False, help="Tells one try of a change from the next.")
    tries = fields.Integer(string="Failed Tries", readonly=True, default=0, copy=False, aggregator=None)
    error = fields.Char(readonly=True, copy=False)
    advice = fields.Char(string="What to Do", readonly=True, copy=False)
    would_do = fields.Char(string="Would Be Sent", readonly=True, copy=False, help="In shadow mode.")
    waiting_for = fields.Char(readonly=True, copy=False, help="Why a higher count is not sent yet.")
    mark_ids = fields.One2many('ic.listing.mark', 'listing_id', readonly=True)
    level_ids = fields.One2many('ic.listing.level', 'listing_id', readonly=True)
    drift_ids = fields.One2many('ic.channel.drift', 'listing_id', readonly=True)
    wanted_quantity = fields.Integer(
        string="Available to Sell", compute='_compute_wanted_quantity', help="What the channel should count now."
    )

    _one_per_product = models.UniqueIndex('(channel_id, product_id)', "The piece is on this channel already.")
    _one_per_remote = models.UniqueIndex(
        '(channel_id, remote_id) WHERE remote_id IS NOT NULL', "This listing of the channel belongs to another piece."
    )

    # === COMPUTE METHODS === #

    def _compute_wanted_quantity(self):
        wanted = self._ic_wanted()
        for listing in self:
            listing.wanted_quantity = sum(wanted[listing].values()) if listing in wanted else 0

    # === CONSTRAINTS === #

    @api.constrains('product_id', 'channel_id')
    def _check_product_id(self):
        for listing in self:
            if not listing.product_id._ic_is_claimed():
                raise ValidationError(
                    self.env._(
                        "%s may be oversold: give it a category, or switch Never Oversell on, before it is listed.",
                        listing.product_id.display_name,
                    )
                )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Publish what is created as wanted."""
        listings = super().create(vals_list)
        listings._ic_mark('content')
        return listings

    def write(self, vals):
        """Follow what people change about a listing."""
        result = super().write(vals)
        if vals.keys() & {'is_wanted', 'buffer'}:
            self._ic_mark('content')
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_live(self):
        for listing in self:
            if listing.remote_id and listing.state not in ('ended', 'missing') and listing.channel_id._ic_is_open():
                raise UserError(
                    self.env._("%s is still on the channel: take it down first.", listing.product_id.display_name)
                )

    # === ACTIONS === #

    def action_ic_publish(self):
        """Put the pieces on their channels, or send them again."""
        self.filtered(lambda listing: not listing.is_wanted).is_wanted = True
        self.write({'tries': 0, 'error': False, 'advice': False})
        self._ic_mark('content')

    def action_ic_withdraw(self):
        """Take the pieces down."""
        self.is_wanted = False

    def action_ic_open_remote(self):
        """Open the page of the listing on the channel."""
        self.ensure_one()
        return {'type': 'ir.actions.act_url', 'url': self.remote_url, 'target': 'new'}


class IcListingLevel(models.Model):
    """What a channel counts of a listing at one of its places, where it counts at several."""

    _name = 'ic.listing.level'
    _description = "Count of a Listing at a Place"

    listing_id = fields.Many2one('ic.listing', required=True, readonly=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='listing_id.company_id', store=True, index=True)
    location_id = fields.Char(string="Place", required=True, readonly=True)
    shown = fields.Integer(readonly=True)

    _one = models.UniqueIndex('(listing_id, location_id)', "A place counts a listing once.")
