from odoo import api, models

from odoo.addons.ic_inventory_luxury.models.piece.search_words import query_words, search_key

from ..facets.base import slug_of


class IcBrand(models.Model):
    """Brands among the suggestions of the search box: those of what is on show, most pieces first."""

    _name = 'ic.brand'
    _inherit = ['ic.brand', 'website.searchable.mixin']

    # === BUSINESS METHODS === #

    @api.model
    def _search_get_detail(self, website, order, options):
        """Override of `website` to say what is searched and shown of a brand."""
        return {
            'model': 'ic.brand',
            'base_domain': [],
            'search_fields': ['name'],
            'fetch_fields': ['id', 'name'],
            'mapping': {
                'name': {'name': 'name', 'type': 'text', 'match': True},
                'website_url': {'name': 'url', 'type': 'text', 'truncate': False},
            },
            'icon': 'fa-tag',
            'requires_sudo': True,
        }

    @api.model
    def _search_fetch(self, search_detail, search, limit, order):
        """Override of `website` to look among the brands of what is on show only: catalogs are not public."""
        counts = self.env['website'].get_current_website()._ic_brand_counts()
        brands = self.sudo().browse(sorted(counts, key=lambda brand: -counts[brand]))
        words = query_words(search)
        found = brands.filtered(lambda brand: words and all(word in brand._ic_spellings() for word in words))
        return found[:limit], len(found)

    def _ic_spellings(self):
        return search_key(' '.join([self.name, *self.alias_ids.mapped('name')]))

    def _search_render_results(self, fetch_fields, mapping, icon, limit):
        """Override of `website` to link to everything of the brand."""
        results = super()._search_render_results(fetch_fields, mapping, icon, limit)
        for result in results:
            result['url'] = f'/shop?brand={slug_of(self, result["name"])}'
        return results
