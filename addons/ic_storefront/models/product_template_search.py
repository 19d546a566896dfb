import re

from odoo import api, fields, models

NOT_PUBLIC = ('description',)


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
        index='btree_not_null',
        aggregator=None,
        help="Order in the shop: what can be bought first, what is sold last.",
    )

    # === COMPUTE === #

    @api.depends(
        'ic_category',
        'ic_brand_id.name',
        'ic_brand_id.alias_ids.name',
        'ic_model',
        'ic_sub_model',
        'ic_reference',
        'ic_nickname',
        'default_code',
        'ic_retail_description',
    )
    def _compute_ic_public_search(self):
        for piece in self:
            piece.ic_public_search = piece.ic_category and ' '.join(piece.sudo()._ic_public_words()) or False

    def _ic_public_words(self):
        """Return the public texts of the piece. References also bare: 126610LN is found as 126610 LN and back."""
        bare = re.sub(r'[^0-9A-Za-z]', '', self.ic_reference or '')
        texts = [
            self.ic_brand_id.name,
            *self.ic_brand_id.alias_ids.mapped('name'),
            self.ic_model,
            self.ic_sub_model,
            self.ic_reference,
            bare != self.ic_reference and bare,
            self.ic_nickname,
            self.default_code,
            self.ic_retail_description,
        ]
        return [text for text in texts if text]

    @api.depends('ic_category', 'ic_status')
    def _compute_ic_shop_rank(self):
        ranks = {'available': 0, 'sold': 2}
        for piece in self:
            piece.ic_shop_rank = ranks.get(piece.ic_status, 1) if piece.ic_category else 0

    # === BUSINESS METHODS === #

    @api.model
    def _search_get_detail(self, website, order, options):
        """Override of `website_sale` to search the public words of pieces, and no internal note of any product.

        The filters of a visitor come by the context, never by `options`: those may be written by a stranger.
        """
        detail = super()._search_get_detail(website, order, options)
        detail['base_domain'] = self._ic_base_domain(website, detail['base_domain'], options)
        detail['search_fields'] = [name for name in detail['search_fields'] if name not in NOT_PUBLIC] + [
            'ic_public_search'
        ]
        detail['fetch_fields'] = [name for name in detail['fetch_fields'] if name not in NOT_PUBLIC]
        return detail

    @api.model
    def _ic_base_domain(self, website, domains, options):
        """Return the domains of a search with the visitor's filters, and with what else stands on the shelf."""
        found = options.get('category') and self.env['ir.http']._unslug(str(options['category']))[1]
        shelf = self.env['product.public.category'].browse(found or [])
        domains = [
            website._ic_shelf_domain(shelf)
            if shelf and isinstance(domain, list) and domain == [('public_categ_ids', 'child_of', shelf.id)]
            else domain
            for domain in domains
        ]
        filters = self.env.context.get('ic_facet_domain')
        return [*domains, filters] if filters else domains
