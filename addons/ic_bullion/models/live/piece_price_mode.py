from odoo import api, fields, models

from odoo.addons.ic_inventory_luxury.models.pricing.live_price import LivePrice

MODES = [('fixed', "Fixed"), ('spot_plus', "Follows the metal")]
FOLLOWS = 'spot_plus'
# What the live price of a piece is made of.
PRICED_BY = frozenset(
    {
        'ic_price_mode',
        'ic_category',
        'ic_bullion_metal',
        'ic_bullion_form',
        'ic_mint_id',
        'ic_bullion_series_id',
        'ic_bullion_weight',
        'ic_bullion_unit',
        'ic_bullion_basis',
        'ic_fineness_id',
        'ic_premium_own',
        'ic_premium_percent',
        'ic_premium_ounce',
        'ic_premium_flat',
        'company_id',
        'active',
    }
)


class ProductTemplate(models.Model):
    """Whether a piece of bullion has a price that was typed or one that follows its metal, and the one price then.

    A fixed price never moves, whatever the metal does. One that follows is computed when it is asked for, by the newest
    price of the metal; nothing of the piece is written for it.
    """

    _inherit = 'product.template'

    ic_price_mode = fields.Selection(
        MODES,
        string="Price",
        index='btree_not_null',
        copy=True,
        help="Fixed: the price that is typed, until somebody types another. Follows the metal: what the metal in it "
        "costs at this moment plus the premium of your rules.",
    )

    # === COMPUTE METHODS === #

    @api.depends(
        'ic_price_mode',
        'ic_category',
        'ic_bullion_metal',
        'ic_bullion_form',
        'ic_mint_id',
        'ic_bullion_fine_ozt',
        'ic_premium_own',
        'ic_premium_percent',
        'ic_premium_ounce',
        'ic_premium_flat',
    )
    def _compute_ic_price_now(self):
        """Override of our own to name what the price of this moment depends on."""
        return super()._compute_ic_price_now()

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of our own to let new bullion be priced as its store does, and to keep its price for lists."""
        pieces = super().create([self._ic_with_price_mode(vals) for vals in vals_list])
        pieces.filtered(lambda piece: piece.ic_price_mode == FOLLOWS)._ic_keep_live()
        return pieces

    def _ic_with_price_mode(self, vals):
        if 'ic_price_mode' in vals or self._ic_category_of(vals) != 'bullion':
            return vals
        store = self.env['res.company'].browse(vals.get('company_id')) or self.env.company
        return {**vals, 'ic_price_mode': store.sudo().ic_bullion_price_mode}

    def write(self, vals):
        """Override of our own: a piece that stops following keeps the price of this moment, unless one is given."""
        if not PRICED_BY & vals.keys():
            return super().write(vals)
        if vals.get('ic_category', 'bullion') != 'bullion':
            vals = {'ic_price_mode': False, **vals}
        stops = vals.get('ic_price_mode', FOLLOWS) != FOLLOWS
        followed = self.filtered(lambda piece: piece.ic_price_mode == FOLLOWS)
        last = {piece: piece._ic_last_prices() for piece in followed} if stops else {}
        result = super().write(vals)
        follows = self.filtered(lambda piece: piece.ic_price_mode == FOLLOWS)
        (followed | follows)._ic_keep_live()
        for piece, prices in last.items():
            # Only now: before, the fields showed the kept prices, and the same figure would not have been written.
            piece.write({name: vals.get(name, price) for name, price in prices.items()})
        return result

    def _ic_last_prices(self):
        """Return the typed prices (values for `write`) with which a piece goes on that stops following."""
        self.ensure_one()
        return {'list_price': self._ic_price_for(), 'ic_wholesale_price': self._ic_price_for('wholesale')}

    # === BUSINESS METHODS === #

    def _ic_live_prices(self, company=None, tier='retail', quantity=1):
        """Override of our own: bullion that follows its metal costs metal plus premium, at this moment."""
        found = super()._ic_live_prices(company=company, tier=tier, quantity=quantity)
        pieces = self.sudo().filtered(lambda piece: piece.ic_price_mode == FOLLOWS and piece.ic_category == 'bullion')
        if not pieces:
            return found
        pieces = pieces.with_prefetch(self._prefetch_ids)  # else each piece of a page would be read by itself
        if company and company != self.env.company:
            pieces = pieces.with_company(company)
        quotes = pieces._ic_metal_quotes(tier, quantity)
        for piece, one in zip(self.browse(pieces.ids), pieces):
            found[piece] = one._ic_live_price(quotes[one])
        return found

    def _ic_live_price(self, quote):
        """Return the LivePrice of a quote."""
        spot = quote.spot
        return LivePrice(
            amount=None if quote.price is None else float(quote.price),
            currency=(self.company_id or self.env.company).currency_id,
            reason=quote.reason and quote.reason[:1].upper() + quote.reason[1:],
            mark=f'tick {spot.tick_id}' if spot else '',
            at=spot and spot.observed_at,
            basis=float(quote.metal_value),
            words=quote.words,
        )
