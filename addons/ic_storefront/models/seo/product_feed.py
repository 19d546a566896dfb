import hashlib

from odoo import fields, models


class ProductFeed(models.Model):
    """The feed for search engines is kept for a day: not over prices that move."""

    _inherit = 'product.feed'

    ic_live_digest = fields.Char(
        string="Moving Prices", readonly=True, copy=False, help="By which prices that move the kept feed was made."
    )

    # === BUSINESS METHODS === #

    def _render_and_cache_compressed_gmc_feed(self):
        """Override of `website_sale` to make the feed anew when a price in it that moves is another one."""
        digest = self._ic_digest_of_prices()
        if digest != (self.ic_live_digest or ''):
            self.action_invalidate_cache()
            self.ic_live_digest = digest
        return super()._render_and_cache_compressed_gmc_feed()

    def _ic_digest_of_prices(self):
        """Return a digest of the prices in this feed that move, '' when none does."""
        self.ensure_one()
        company = self.website_id.company_id
        pieces = self.with_company(company)._get_feed_products().product_tmpl_id
        prices = {piece.id: one.amount for piece, one in pieces._ic_live_prices(company=company).items()}
        return hashlib.sha256(repr(sorted(prices.items())).encode()).hexdigest() if prices else ''
