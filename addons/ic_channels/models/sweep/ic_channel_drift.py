from odoo import api, fields, models

STATES = [('open', "To Decide"), ('settled', "Settled")]
OUTCOMES = [
    ('house', "Our count was sent again"),
    ('channel', "Their count was taken over"),
    ('explained', "An order explained it"),
]


class IcChannelDrift(models.Model):
    """A count on a channel that is not what our books say and that no order explains: somebody changed it there."""

    _name = 'ic.channel.drift'
    _description = "Count Changed on a Channel"
    _inherit = ['mail.thread']
    _order = 'found_on desc, id desc'
    _rec_name = 'listing_id'

    listing_id = fields.Many2one('ic.listing', required=True, readonly=True, index=True, ondelete='cascade')
    channel_id = fields.Many2one(related='listing_id.channel_id', store=True, index=True)
    company_id = fields.Many2one(related='listing_id.company_id', store=True, index=True)
    product_id = fields.Many2one(related='listing_id.product_id', store=True, index=True)
    image_128 = fields.Image(related='listing_id.image_128')
    sweep_id = fields.Many2one('ic.channel.sweep', readonly=True, index='btree_not_null', ondelete='set null')
    found_on = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    expected = fields.Integer(string="By Our Books", readonly=True, aggregator=None)
    observed = fields.Integer(string="Found There", readonly=True, aggregator=None)
    difference = fields.Integer(compute='_compute_difference', store=True)
    state = fields.Selection(STATES, default='open', required=True, readonly=True, index=True)
    outcome = fields.Selection(OUTCOMES, readonly=True)
    words = fields.Char(string="Decided", readonly=True)

    _one_open = models.UniqueIndex("(listing_id) WHERE state = 'open'", "This difference is open already.")

    # === COMPUTE METHODS === #

    @api.depends('expected', 'observed')
    def _compute_difference(self):
        for drift in self:
            drift.difference = drift.observed - drift.expected

    # === ACTIONS === #

    def action_ic_ours(self):
        """Our count is right: send it again."""
        self.check_access('write')
        self.filtered(lambda drift: drift.state == 'open')._ic_settle('house')

    def action_ic_theirs(self):
        """Their count is right: count our stock anew by the difference."""
        self.check_access('write')
        self.filtered(lambda drift: drift.state == 'open')._ic_settle('channel')
