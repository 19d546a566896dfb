from odoo import api, fields, models

SITUATIONS = [
    ('draft', "Not Listed"),
    ('blocked', "Not Offered"),
    ('shadow', "Would Be Sent"),
    ('waiting', "Waiting"),
    ('live', "Live"),
    ('sold', "Sold Archive"),
    ('ended', "Taken Down"),
    ('failed', "Failed"),
    ('missing', "Gone There"),
]


class IcListing(models.Model):
    """A listing in plain words: where it stands, why, and what a person can do about it."""

    _inherit = 'ic.listing'

    piece_name = fields.Char(related='product_tmpl_id.name', string="Title")
    ic_category = fields.Selection(related='product_tmpl_id.ic_category', string="Category")
    ic_brand_id = fields.Many2one(related='product_tmpl_id.ic_brand_id', string="Brand")
    is_shadow = fields.Boolean(related='channel_id.shadow', string="Shadow Mode")
    situation = fields.Selection(SITUATIONS, compute='_compute_situation', string="Stands")
    story = fields.Char(compute='_compute_situation', string="What Is Going On")
    can_open_remote = fields.Boolean(compute='_compute_can_open_remote')

    # === COMPUTE METHODS === #

    @api.depends('state', 'error', 'advice', 'waiting_for', 'would_do', 'is_wanted', 'mark_ids', 'shown', 'pushed_on')
    def _compute_situation(self):
        unpriced = self._ic_unpriced()
        for listing in self:
            listing.situation, listing.story = listing.sudo()._ic_situation(unpriced.get(listing, ''))

    @api.depends('remote_url')
    def _compute_can_open_remote(self):
        for listing in self:
            listing.can_open_remote = bool(listing.remote_url)

    # === BUSINESS METHODS === #

    def _ic_situation(self, unpriced=''):
        """Return (one of SITUATIONS, the reason in words).

        :param str unpriced: why the piece has no price now, in words
        """
        self.ensure_one()
        channel = self.channel_id
        if self.state in ('failed', 'missing'):
            error = self.error or ''
            if error and self.advice and error[-1] not in '.!?:':
                error += '.'  # what a vendor says often ends without
            return self.state, ' '.join(filter(None, [error, self.advice]))
        if channel.state != 'connected':
            words = self.env._("%s is not connected now; what changed is sent when it is.", channel.name)
            return ('waiting' if self.mark_ids else self.state), words
        block = self._ic_block() if self.is_wanted else ''
        if block:
            return 'blocked', self.env._("%s.", block)
        if unpriced and self.is_wanted:
            return 'blocked', self.env._(
                "Price on request: %s. Nobody can buy it there; it is offered again by itself, with a fresh price.",
                unpriced.rstrip('.'),
            )
        if channel.shadow and self.would_do:
            return 'shadow', self.would_do
        if self.waiting_for:
            return 'waiting', self.env._("A higher count waits: %s.", self.waiting_for)
        if self.mark_ids:
            later = self.mark_ids.filtered('due_on')
            words = self.env._("It is tried again by itself.") if later else self.env._("It is about to be sent.")
            return 'waiting', words
        return self.state, self._ic_quiet_words()

    def _ic_quiet_words(self):
        """Return what to say of a listing about which nothing is to be done."""
        return {
            'live': self.env._("On the channel, %s to buy.", self.shown),
            'sold': self.env._("Sold. The page stays there with an Inquire call; nobody can buy it."),
            'ended': self.env._("Taken down."),
            'waiting': self.env._("It is about to be sent."),
        }.get(self.state, self.env._("Not on the channel. It goes there when the piece can be bought."))
