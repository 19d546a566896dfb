from odoo import models

from ..page.once import once


class ProductTemplate(models.Model):
    _inherit = 'product.template'

    @once
    def _ic_web_maker(self):
        """Override to lead from a work of art to the page of its artist, where there is one."""
        maker, artist = super()._ic_web_maker(), self.sudo().ic_art_artist_id
        if maker and self.ic_category == 'artwork' and self.env['website']._ic_shows_artist(artist):
            maker['url'] = artist.website_url
        return maker

    def _ic_web_artist(self):
        """Return the artist (ic.artist as superuser) whose page the shop has; an empty one where it has none."""
        artist = self.sudo().ic_art_artist_id
        shown = self.ic_category == 'artwork' and self.env['website']._ic_shows_artist(artist)
        return artist if shown else artist.browse()
