from odoo import models
from odoo.fields import Domain

from ...facets.base import slug_of

PLACES = {'community': 'community', 'language': 'language_group'}


class Website(models.Model):
    """The artists of a shop: who has a page, where they come from, which works there are."""

    _inherit = 'website'

    def _ic_artist_domain(self):
        """Return the Domain of artists with a page on this website: none where the store carries no art."""
        website = self or self.get_current_website()
        if 'artwork' not in website._ic_categories():
            return Domain.FALSE
        return Domain('is_published', '=', True) & Domain('company_id', 'in', [False, website.sudo().company_id.id])

    def _ic_shows_artist(self, artist):
        """Tell whether an artist (ic.artist) has a page on this website."""
        return bool(artist and artist.sudo().active and artist.sudo().filtered_domain(self._ic_artist_domain()))

    def _ic_artists(self, kind=None, slug=None):
        """Return the artists of the website (ic.artist as superuser) by name.

        :param str kind: 'community' or 'language' to narrow them to those of one place
        :param str slug: the place, as addresses write it
        """
        artists = self.env['ic.artist'].sudo().search(self._ic_artist_domain())
        if kind:
            artists = artists.filtered(lambda artist: self._ic_place_slug(artist[PLACES[kind]]) == slug)
        return artists.sorted(lambda artist: (artist._ic_public_name().casefold(), artist.id))

    def _ic_place_slug(self, name):
        """Return the name of a community or language group as addresses write it."""
        return slug_of(self, (name or '').strip())

    def _ic_works(self, artists):
        """Return the published works of artists (product.template), what can be bought first, sold ones last."""
        return self.env['product.template'].search(
            Domain(self.sale_product_domain())
            & Domain('is_published', '=', True)
            & Domain('ic_art_artist_id', 'in', artists.ids),
            order='ic_shop_rank, ic_art_sort_year desc, id desc',
            limit=120,
        )

    def _ic_breadcrumb_markup(self, way):
        """Return a schema.org BreadcrumbList of (name, path) from the top down. The last one is the page itself."""
        base = self.get_base_url()
        return {
            '@context': 'https://schema.org',
            '@type': 'BreadcrumbList',
            'itemListElement': [
                {'@type': 'ListItem', 'position': place, 'name': name, 'item': base + path}
                for place, (name, path) in enumerate(way, 1)
            ],
        }
