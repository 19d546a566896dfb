from odoo import api, fields, models
from odoo.tools import SQL


class IcListing(models.Model):
    """Listings of pieces whose price follows something, such as their metal.

    What is sent is always the price of the moment it is sent. When it is sent, the channel's threshold decides: prices
    move every minute, and a service takes so many changes a day. A piece that has no price now cannot be bought
    anywhere: its count there falls to nought at once, and rises when a page with a fresh price is there.
    """

    _inherit = 'ic.listing'

    currency_id = fields.Many2one(related='company_id.currency_id', string="Store's Currency")
    live_price = fields.Monetary(
        string="Followed Price There",
        readonly=True,
        copy=False,
        aggregator=None,
        help="The retail price of the piece when its page was sent last, in the store's currency. A move is measured "
        "against it. Empty for a piece whose price follows nothing.",
    )
    is_unpriced = fields.Boolean(
        string="Price on Request",
        readonly=True,
        copy=False,
        help="The piece had no price when it was looked at last: it is not offered there until it has one.",
    )

    # === BUSINESS METHODS === #

    def _ic_unpriced(self):
        """Return {listing: words} of those of `self` whose piece may not be sold now, as its price is not known."""
        found = {}
        for company, listings in self.sudo().grouped('company_id').items():
            reasons = listings.product_tmpl_id.with_company(company)._ic_no_price_reasons()
            words = {piece.id: reason for piece, reason in reasons.items()}
            found.update({one: words[one.product_tmpl_id.id] for one in listings if one.product_tmpl_id.id in words})
        return found

    def _ic_unpriced_words(self):
        """Return why the piece of this listing has no price now, '' when it has one."""
        self.ensure_one()
        return self._ic_unpriced().get(self, '')

    def _ic_live_price(self):
        """Return the LivePrice of the piece, None where its price follows nothing."""
        self.ensure_one()
        piece = self.product_tmpl_id.sudo().with_company(self.company_id)
        return piece._ic_live_prices(company=self.company_id).get(piece)

    def _ic_price_sent(self):
        """Return the values that say by which price the page there was made."""
        live = self._ic_live_price()
        return {'live_price': live.amount if live else False, 'is_unpriced': False}

    def _ic_put_off(self):
        """Leave the page as it is until there is a price; nobody can buy from it meanwhile."""
        self.filtered(lambda one: not one.is_unpriced).write(
            {'is_unpriced': True, 'error': False, 'advice': False, 'would_do': False, 'tries': 0}
        )

    @api.model
    def _ic_mark_moved(self, company, prices):
        """Have the channels of a store look at the pieces whose price moved by more than they let pass.

        One statement, however many pieces and channels there are, and one job a channel.

        :param dict prices: {piece: LivePrice}
        """
        priced = {piece.id: one.amount for piece, one in prices.items() if one.amount is not None}
        unpriced = [piece.id for piece, one in prices.items() if one.amount is None]
        self.env['ic.channel'].flush_model(['price_step_percent', 'price_step_amount'])
        self.flush_model(['is_wanted', 'is_unpriced', 'live_price', 'remote_id', 'shown_status'])
        if priced:
            self._ic_mark_where(self._ic_moved_condition(company, priced), 'content')
        if unpriced:
            there = SQL(
                """listing.company_id = %s AND listing.product_tmpl_id = ANY(%s) AND NOT listing.is_unpriced
                   AND listing.is_wanted AND listing.remote_id IS NOT NULL AND listing.shown_status = 'live'""",
                company.id,
                unpriced,
            )
            self._ic_mark_where(there, 'stock')

    @api.model
    def _ic_moved_condition(self, company, prices):
        """Return the condition of listings that show another price than `prices` ({id of piece: amount}), by a step."""
        return SQL(
            """listing.company_id = %s AND listing.is_wanted AND EXISTS (
                   SELECT FROM unnest(%s::int[], %s::numeric[]) AS moved (piece_id, amount)
                    WHERE moved.piece_id = listing.product_tmpl_id AND (
                          listing.is_unpriced
                       OR listing.remote_id IS NOT NULL AND listing.shown_status = 'live' AND (
                             COALESCE(listing.live_price, 0) = 0
                          OR moved.amount <> listing.live_price AND (
                                channel.price_step_percent = 0 AND channel.price_step_amount = 0
                             OR channel.price_step_percent > 0 AND ABS(moved.amount - listing.live_price) * 100
                                    >= channel.price_step_percent * listing.live_price
                             OR channel.price_step_amount > 0
                                AND ABS(moved.amount - listing.live_price) >= channel.price_step_amount))))""",
            company.id,
            list(prices),
            list(prices.values()),
        )


class IcChannel(models.Model):
    _inherit = 'ic.channel'

    currency_id = fields.Many2one(related='company_id.currency_id', string="Store's Currency")
    price_step_percent = fields.Float(
        string="Send a Move From (%)",
        digits=(8, 4),
        default=0.5,
        tracking=True,
        help="Pieces whose price follows their metal: a page is sent again when its price is this much away from the "
        "one shown there. 0 in both fields: every move is sent.",
    )
    price_step_amount = fields.Monetary(
        string="Or From an Amount",
        tracking=True,
        help="As the percentage, as a sum of money for one piece, in the store's currency. Whichever of the two is "
        "reached first; 0: not asked.",
    )
    follows_prices = fields.Boolean(compute='_compute_follows_prices')

    _price_steps = models.Constraint(
        'CHECK (price_step_percent >= 0 AND price_step_amount >= 0)', "A move of a price is not below zero."
    )

    # === COMPUTE METHODS === #

    def _compute_follows_prices(self):
        """Tell whether pieces can have a price that follows something; their settings mean nothing before that."""
        self.follows_prices = 'ic_price_mode' in self.env['product.template']._fields


class ProductTemplate(models.Model):
    _inherit = 'product.template'

    # === BUSINESS METHODS === #

    @api.model
    def _ic_prices_moved(self, pieces):
        """Extend to have the channels follow, each by its threshold."""
        result = super()._ic_prices_moved(pieces)
        if not pieces or not self.env['ic.channel']._ic_any_open():
            return result
        nobody = self.env['res.company']
        for company in pieces.company_id | self.env.company:
            theirs = pieces.filtered(lambda piece, company=company: piece.company_id in (company, nobody))
            prices = theirs.with_company(company)._ic_live_prices(company=company)
            self.env['ic.listing'].sudo()._ic_mark_moved(company, prices)
        return result
