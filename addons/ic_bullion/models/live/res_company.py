from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...pricing.spot import good_until
from .piece_price_mode import FOLLOWS, MODES

RECENT = timedelta(days=7)
# What `_ic_metal_quotes` reads of a piece.
MADE_OF = (
    'company_id',
    'ic_category',
    'ic_price_mode',
    'ic_bullion_metal',
    'ic_bullion_form',
    'ic_bullion_fine_ozt',
    'ic_mint_id',
    'ic_premium_own',
    'ic_premium_percent',
    'ic_premium_ounce',
    'ic_premium_flat',
)
# Open offers that follow in the background, the latest first; all others follow when somebody looks at them.
OFFERS = 500


class ResCompany(models.Model):
    """How a store's bullion follows the market: what lists are sorted by comes after, in the background."""

    _inherit = 'res.company'

    ic_bullion_price_mode = fields.Selection(
        MODES,
        string="New Bullion",
        default='fixed',
        required=True,
        help="How new pieces of bullion are priced unless somebody chooses otherwise. Pieces that are there stay as "
        "they are.",
    )

    # === BUSINESS METHODS === #

    def _ic_spot_good_until(self, spot):
        """Return until when a Spot may price anything in this store."""
        self.ensure_one()
        return good_until(spot.observed_at, timedelta(hours=self.ic_spot_max_hours), self.ic_spot_rests)

    def _ic_following(self):
        """Return the pieces of this store that follow their metal."""
        self.ensure_one()
        domain = [('company_id', '=', self.id), ('ic_price_mode', '=', FOLLOWS)]
        pieces = self.env['product.template'].sudo().with_company(self)
        return pieces.search_fetch(domain, MADE_OF, order='id')  # not the two hundred columns of a piece

    def _ic_follow_later(self):
        """Let the price columns of these stores follow in the background; ticks that come meanwhile need no more."""
        for store in self:
            store.with_delay(
                description=self.env._("Prices of %s follow the metals", store.name),
                identity_key=f'ic_bullion.follow.{store.id}',
                priority=5,
            )._ic_follow_metals()
            store.with_delay(
                description=self.env._("Open offers of %s follow the metals", store.name),
                identity_key=f'ic_bullion.offers.{store.id}',
                priority=20,
            )._ic_follow_offers()

    def _ic_follow_metals(self):
        """Bring what lists are sorted by to the prices of this moment and tell tills and channels. Runs as a job.

        :return: number of pieces whose price is another now
        """
        self.ensure_one()
        moved = self._ic_following()._ic_keep_live()
        if moved:
            moved._ic_prices_moved(moved)
        return len(moved)

    def _ic_follow_offers(self):
        """Bring open offers and carts whose prices are not promised to the prices of this moment. Runs as a job.

        Printing, sending, paying and confirming do not wait for it: each asks for the prices itself.

        :return: number of lines whose price is another now
        """
        self.ensure_one()
        domain = [('company_id', '=', self.id), ('state', 'in', ('draft', 'sent'))]
        domain += [('order_line.product_id.product_tmpl_id.ic_price_mode', '=', FOLLOWS)]
        orders = self.env['sale.order'].sudo().with_company(self).search(domain, limit=OFFERS, order='write_date desc')
        return len(orders._ic_follow_prices())

    @api.model
    def _ic_stores_following(self, metals=None):
        """Return the stores that have pieces that follow any of the metals."""
        self.env['product.template'].flush_model(['ic_price_mode', 'company_id', 'ic_bullion_metal'])
        of_metal = SQL("AND ic_bullion_metal = ANY(%s)", list(metals)) if metals else SQL()
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT company_id FROM product_template
                    WHERE ic_price_mode = %s AND company_id IS NOT NULL %s""",
                FOLLOWS,
                of_metal,
            )
        )
        return self.browse(row[0] for row in rows).sudo()

    # === CRON === #

    @api.model
    def _cron_forget_old_prices(self):
        """Tell tills and channels of prices that have become too old: nothing happens then that would."""
        pieces = self.env['product.template'].sudo()
        pieces = pieces.browse(self.env['ic.live.price']._ic_forget_old(fields.Datetime.now())).exists()
        pieces.invalidate_recordset(['list_price', 'ic_wholesale_price'])
        for store, moved in pieces.grouped('company_id').items():
            moved.with_company(store)._ic_prices_moved(moved)


class ResConfigSettings(models.TransientModel):
    _inherit = 'res.config.settings'

    ic_bullion_price_mode = fields.Selection(related='company_id.ic_bullion_price_mode', readonly=False)


class MetalPrice(models.Model):
    _inherit = 'ic.metal.price'

    def unlink(self):
        """Override of `base` to price by what is left at once, and let lists follow."""
        metals = set(self.mapped('metal'))
        result = super().unlink()
        self.env['res.company']._ic_forget_spots()
        if metals:
            self.env['res.company']._ic_stores_following(metals)._ic_follow_later()
        return result

    def _ic_arrived(self):
        """Override of our own to price by the new ticks at once, and let lists follow."""
        result = super()._ic_arrived()
        self.env['res.company']._ic_forget_spots()
        fresh = self.filtered(lambda tick: tick.observed_at >= fields.Datetime.now() - RECENT)
        if fresh:
            stores = self.env['res.company']._ic_stores_following(set(fresh.mapped('metal')))
            if not all(tick.company_id for tick in fresh):
                stores._ic_follow_later()
            else:
                (stores & fresh.sudo().company_id)._ic_follow_later()
        return result


class IcPremiumRule(models.Model):
    _inherit = 'ic.premium.rule'

    @api.model_create_multi
    def create(self, vals_list):
        """Override of our own to let lists follow."""
        rules = super().create(vals_list)
        rules._ic_rules_changed()
        return rules

    def write(self, vals):
        """Override of our own to let lists follow."""
        stores = self.company_id
        result = super().write(vals)
        self._ic_rules_changed(stores)
        return result

    def unlink(self):
        """Override of our own to let lists follow."""
        stores = self.company_id
        result = super().unlink()
        self._ic_rules_changed(stores)
        return result

    def _ic_rules_changed(self, stores=None):
        self.env['product.template'].invalidate_model(['ic_price_now', 'ic_price_reason', 'ic_metal_price'])
        stores = (stores or self.env['res.company']) | self.exists().company_id
        (self.env['res.company']._ic_stores_following() & stores.sudo())._ic_follow_later()
