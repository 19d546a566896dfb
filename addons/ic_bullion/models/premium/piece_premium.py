from decimal import Decimal

from odoo import api, fields, models

from ...pricing.exact import decimal
from ...pricing.premium import SELL, Item, Premium
from ...pricing.quote import quote

VIEW_COST = 'ic_inventory_luxury.group_view_cost'
# What `_ic_metal_item` reads. Read before, these do not bring all two hundred columns of a piece along.
METAL_FACTS = (
    'ic_premium_own',
    'ic_premium_percent',
    'ic_premium_ounce',
    'ic_premium_flat',
    'ic_bullion_metal',
    'ic_bullion_fine_ozt',
    'ic_bullion_form',
    'ic_mint_id',
)


class ProductTemplate(models.Model):
    """What a piece of bullion costs by its metal: by the rules of the store, or by a premium of its own."""

    _inherit = 'product.template'

    ic_premium_own = fields.Boolean(
        string="Premium of Its Own", groups=VIEW_COST, help="Goes before every premium rule of the store."
    )
    ic_premium_percent = fields.Float(string="Of the Metal (%)", digits=(10, 4), groups=VIEW_COST, aggregator=None)
    ic_premium_ounce = fields.Float(string="Premium per Ounce", digits=(16, 4), groups=VIEW_COST, aggregator=None)
    ic_premium_flat = fields.Float(string="Premium per Piece", digits=(16, 4), groups=VIEW_COST, aggregator=None)
    ic_metal_price = fields.Monetary(
        string="By the Metal Today",
        compute='_compute_ic_metal_price',
        help="Metal plus premium, for one piece, retail, at the newest price of the metal.",
    )
    ic_metal_wholesale = fields.Monetary(
        string="Wholesale by the Metal",
        compute='_compute_ic_metal_price',
        groups='base.group_user',
        help="Metal plus the premium for wholesale buyers, for one piece.",
    )
    ic_metal_price_words = fields.Char(string="How It Comes About", compute='_compute_ic_metal_price', groups=VIEW_COST)
    ic_metal_price_reason = fields.Char(string="Why There Is None", compute='_compute_ic_metal_price')

    # === COMPUTE METHODS === #

    @api.depends(
        'ic_bullion_metal',
        'ic_bullion_form',
        'ic_mint_id',
        'ic_bullion_fine_ozt',
        'ic_category',
        'company_id',
        'ic_premium_own',
        'ic_premium_percent',
        'ic_premium_ounce',
        'ic_premium_flat',
    )
    @api.depends_context('company')
    def _compute_ic_metal_price(self):
        bullion = self.filtered(lambda piece: piece.ic_category == 'bullion' and piece.ic_bullion_metal)
        (self - bullion).update({'ic_metal_price': 0, 'ic_metal_price_reason': False})
        (self - bullion).sudo().update({'ic_metal_wholesale': 0, 'ic_metal_price_words': False})
        quotes, wholesale = bullion._ic_metal_quotes(), bullion._ic_metal_quotes('wholesale')
        for piece in bullion:
            found = quotes[piece]
            piece.ic_metal_price = float(found.price or 0)
            piece.sudo().ic_metal_price_words = found.words or False
            piece.sudo().ic_metal_wholesale = float(wholesale[piece].price or 0)
            piece.ic_metal_price_reason = found.reason or False

    # === BUSINESS METHODS === #

    def _ic_metal_quotes(self, tier='retail', quantity=1, side=SELL, at=None):
        """Return {piece: Quote} of one unit each, by the newest price of the metals.

        In the currency of the piece's store, or of the current one where a piece belongs to none.

        :param str tier: 'retail' or 'wholesale'
        :param quantity: units that are bought together, for quantity breaks
        :param str side: 'sell', or 'buy' for what the house pays
        :param datetime at: by the prices of that moment
        """
        terms, known, found = {}, {}, {}
        for piece in self:
            store = piece.company_id or self.env.company
            if store.id not in terms:
                terms[store.id] = self.env['ic.premium.rule']._ic_rules(store.id), store._ic_metal_step()
            item = piece._ic_metal_item(tier, quantity, side)
            key = store.id, item
            if key not in known:
                spot = store._ic_spot_known(item.metal, at) if item.metal else None
                known[key] = quote(item, spot, *terms[store.id])
            found[piece] = known[key]
        return found

    def _ic_metal_item(self, tier, quantity, side):
        """Return what the arithmetic has to know of the piece."""
        self.ensure_one()
        piece = self.sudo()
        own = None
        if piece.ic_premium_own and side == SELL:
            terms = (piece.ic_premium_percent, piece.ic_premium_ounce, piece.ic_premium_flat)
            own = Premium(*(decimal(one, 4) for one in terms))
        return Item(
            metal=piece.ic_bullion_metal or '',
            fine_ounces=decimal(piece.ic_bullion_fine_ozt),
            form=piece.ic_bullion_form or '',
            mint=piece.ic_mint_id.id or 0,
            quantity=Decimal(str(quantity)),
            tier=tier,
            side=side,
            own=own,
        )
