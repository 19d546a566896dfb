from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.ic_inventory_luxury.models.piece.search_words import code_key, search_key

NOT_PUBLIC = ('description',)
# What anybody may read on the page of a piece, and so find it by. The name of an artist: `_ic_public_words`.
PUBLIC_NAMES = (
    'ic_brand_id.name',
    'ic_brand_id.alias_ids.name',
    'ic_model',
    'ic_sub_model',
    'ic_nickname',
    'ic_colorway',
    'ic_silhouette_id.name',
    'ic_bag_color',
    'ic_bag_leather',
    'ic_mint_id.name',
    'ic_bullion_series_id.name',
    'ic_jewel_line_id.name',
)
ARTIST_NAME = tuple(f'ic_art_artist_id.{name}' for name in ('name', 'is_name_sensitive', 'substitute_name'))
PUBLIC_CODES = ('default_code', 'ic_reference')
PUBLIC_WORDS = ('name', 'ic_watch_dial', 'ic_bag_size', 'ic_art_medium', 'ic_retail_description')


class ProductTemplate(models.Model):
    """What a visitor finds: one indexed column of public words. Private words never get into it."""

    _inherit = 'product.template'

    ic_public_search = fields.Text(
        compute='_compute_ic_public_search',
        store=True,
        index='trigram',
        help="The words by which the public finds the piece in the shop.",
        prefetch=False,
    )
    ic_shop_rank = fields.Integer(
        compute='_compute_ic_shop_rank',
        store=True,
        aggregator=None,
        help="Order in the shop: what can be bought first, what is sold last.",
    )

    # === COMPUTE === #

    @api.depends('ic_category', *PUBLIC_NAMES, *PUBLIC_CODES, *PUBLIC_WORDS, *ARTIST_NAME)
    def _compute_ic_public_search(self):
        """The text begins and ends with a blank, so that " hu" finds the beginning of a word."""
        for piece in self:
            words = piece.ic_category and ' '.join(piece.sudo()._ic_public_words())
            piece.ic_public_search = f' {words} ' if words else False

    def _ic_public_words(self):
        """Return the public texts of the piece as they are searched. Codes are found however they are typed."""
        texts = [text for path in (*PUBLIC_NAMES, *PUBLIC_WORDS) for text in self.mapped(path) if text]
        if self.ic_art_artist_id:
            texts.append(self.ic_art_artist_id._ic_public_name())
        codes = [text for path in PUBLIC_CODES for text in self.mapped(path) if text]
        return [*map(search_key, texts), *map(code_key, codes)]

    @api.depends('ic_category', 'ic_status')
    def _compute_ic_shop_rank(self):
        ranks = {'available': 0, 'sold': 2}
        for piece in self:
            piece.ic_shop_rank = ranks.get(piece.ic_status, 1) if piece.ic_category else 0

    # === BUSINESS METHODS === #

    @api.model
    def _search_get_detail(self, website, order, options):
        """Override of `website_sale` to show no internal note of any product, and what else stands on the shelf."""
        detail = super()._search_get_detail(website, order, options)
        detail['base_domain'] = self._ic_base_domain(website, detail['base_domain'], options)
        detail['search_fields'] = [name for name in detail['search_fields'] if name not in NOT_PUBLIC]
        detail['fetch_fields'] = [name for name in detail['fetch_fields'] if name not in NOT_PUBLIC]
        return detail

    @api.model
    def _ic_base_domain(self, website, domains, options):
        """Return the domains of a search with what else stands on the shelf that `options` name."""
        found = options.get('category') and self.env['ir.http']._unslug(str(options['category']))[1]
        shelf = self.env['product.public.category'].browse(found or [])
        return [
            website._ic_shelf_domain(shelf)
            if shelf and isinstance(domain, list) and domain == [('public_categ_ids', 'child_of', shelf.id)]
            else domain
            for domain in domains
        ]

    @api.model
    def _search_fetch(self, search_detail, search, limit, order):
        """Override of `website` to look for words in the public words of pieces only."""
        website = self.env['website'].get_current_website()
        domain = Domain.AND(search_detail['base_domain'])
        if search:
            domain &= website._ic_search_domain(search)
        order = website._ic_order(search_detail.get('order', order))
        found = self.search(domain, limit=limit, order=order)
        return found, self.search_count(domain) if limit and limit == len(found) else len(found)

    def _search_render_results_prices(self, mapping, combination_info):
        """Override of `website_sale` to suggest no piece for nothing: without a price it is on request."""
        piece = self.browse(combination_info.get('product_template_id'))
        if piece.ic_category and not combination_info['price']:
            return self.env._("Price on request"), None
        return super()._search_render_results_prices(mapping, combination_info)
