from odoo import api, fields, models


class IcChannelDrift(models.Model):
    """What a difference means, in a sentence."""

    _inherit = 'ic.channel.drift'

    ic_category = fields.Selection(related='product_id.ic_category', string="Category")
    story = fields.Char(compute='_compute_story', string="What Happened")
    ours_words = fields.Char(compute='_compute_story', string="If Our Count Is Right")
    theirs_words = fields.Char(compute='_compute_story', string="If Their Count Is Right")

    # === COMPUTE METHODS === #

    @api.depends('expected', 'observed')
    @api.depends_context('lang')
    def _compute_story(self):
        for drift in self:
            facts = {'channel': drift.channel_id.name, 'found': drift.observed, 'ours': drift.expected}
            drift.story = drift.env._(
                "%(channel)s counts %(found)s, by our books it must be %(ours)s. No order explains it: somebody "
                "changed it there.",
                **facts,
            )
            drift.ours_words = drift.env._(
                "Our count is sent again: %(channel)s shows what can be sold, your stock stays as it is.", **facts
            )
            if drift.difference < 0:
                drift.theirs_words = drift.env._("Units taken off your stock: %s.", -drift.difference)
            else:
                drift.theirs_words = drift.env._("Units added to your stock: %s.", drift.difference)

    # === ACTIONS === #

    def action_ic_listing(self):
        """Open the listing."""
        return self.listing_id.get_formview_action()


class IcListing(models.Model):
    _inherit = 'ic.listing'

    # === ACTIONS === #

    def action_ic_piece(self):
        """Open the piece; ordinary goods open in Odoo's form."""
        self.ensure_one()
        piece = self.product_tmpl_id
        return piece._ic_open_piece() if piece.ic_category else piece.get_formview_action()


class IcChannelItem(models.Model):
    """What a thing of the channel probably is, in a sentence."""

    _inherit = 'ic.channel.item'

    piece_image = fields.Image(related='product_id.image_128', string="Photo of the Piece")
    piece_sku = fields.Char(related='product_id.default_code', string="SKU of the Piece")
    story = fields.Char(compute='_compute_story', string="What It Is")

    # === COMPUTE METHODS === #

    @api.depends('match_state', 'why', 'product_id')
    @api.depends_context('lang')
    def _compute_story(self):
        for item in self:
            item.story = {
                'proposed': item.env._("It has the SKU of this piece. Bind it, or choose another piece."),
                'conflict': item.why,
                'unknown': item.why,
                'bound': item.env._("It is the listing of this piece: counts and page follow the piece."),
                'ignored': item.env._("Left alone: nothing is ever sent to it."),
            }[item.match_state or 'unknown']

    # === ACTIONS === #

    def action_ic_listing(self):
        """Open the listing the thing is bound to."""
        return self.listing_id.get_formview_action()

    def action_ic_open_remote(self):
        """Open its page on the channel."""
        self.ensure_one()
        return {'type': 'ir.actions.act_url', 'url': self.url, 'target': 'new'}


class IcChannelOrder(models.Model):
    """What is to be done about an order of a channel, in words."""

    _inherit = 'ic.channel.order'

    advice = fields.Char(compute='_compute_advice', string="What to Do")
    unknown_count = fields.Integer(compute='_compute_advice', string="Unknown Lines")
    ask_count = fields.Integer(compute='_compute_advice', string="Refunds to Decide")

    # === COMPUTE METHODS === #

    @api.depends('state', 'why', 'line_ids.product_id', 'refund_ids.goods')
    @api.depends_context('lang')
    def _compute_advice(self):
        for order in self:
            order.unknown_count = len(order.line_ids.filtered(lambda line: not line.product_id))
            order.ask_count = len(order.refund_ids.filtered(lambda refund: refund.goods == 'ask'))
            order.advice = order._ic_advice_words()

    # === ACTIONS === #

    def action_ic_conflicts(self):
        """Open the conflicts of the sale order."""
        self.ensure_one()
        return self.sale_order_id.action_ic_conflicts()

    # === BUSINESS METHODS === #

    def _ic_advice_words(self):
        self.ensure_one()
        if self.ask_count:
            return self.env._("Money was given back. Say below whether the goods came back.")
        if self.state == 'review' and self.unknown_count:
            return self.env._("Say below which piece was sold, then import it. Nothing is guessed.")
        return {
            'review': self.env._("Mend what is named, then import it again."),
            'failed': self.env._("Mend what is named, then import it again."),
            'new': self.env._("It is being imported."),
            'waiting': self.env._("It is not binding there yet: nothing is promised to the buyer."),
        }.get(self.state, '')


class IcChannelEvent(models.Model):
    """Which listing a webhook was about."""

    _inherit = 'ic.channel.event'

    listing_id = fields.Many2one('ic.listing', compute='_compute_listing_id')

    # === COMPUTE METHODS === #

    @api.depends('subject_id')
    def _compute_listing_id(self):
        """Look the subjects up together."""
        listings = self.env['ic.listing'].search(
            [
                ('channel_id', 'in', self.channel_id.ids),
                ('remote_id', 'in', [one for one in self.mapped('subject_id') if one]),
            ]
        )
        found = {(listing.channel_id, listing.remote_id): listing for listing in listings}
        for event in self:
            event.listing_id = found.get((event.channel_id, event.subject_id), False)
