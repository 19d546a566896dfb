from odoo import api, models
from odoo.http import request

CONSENT = 'ic_notice_read'


class ProductTemplate(models.Model):
    """Works whose picture waits behind a notice, until the visitor has decided to see it."""

    _inherit = 'product.template'

    # === BUSINESS METHODS === #

    def _ic_web_sensitive(self):
        """Tell whether a notice stands before the picture: the artist has died and is mourned, or the work asks for it.

        Such a picture is never told to other programs (link previews, search engines), whatever a visitor decided.
        """
        self.ensure_one()
        work = self.sudo()
        return work.ic_category == 'artwork' and (work.ic_art_notice_deceased or work.ic_art_notice_first)

    def _ic_web_gated(self):
        """Tell whether this visitor has still to read a notice first: then no page holds the address of the picture."""
        return self._ic_web_sensitive() and not (request and request.session.get(CONSENT))

    def _ic_web_notices(self):
        """Return the cultural notices of the piece, most important first."""
        return self.sudo()._ic_cultural_notices() if self.ic_category == 'artwork' else []

    @api.model
    def _search_render_results(self, fetch_fields, mapping, icon, limit):
        """Override of `website_sale` to show no picture of a work in suggestions that asks for a notice first."""
        results = super()._search_render_results(fetch_fields, mapping, icon, limit)
        gated = set(self.filtered(lambda piece: piece._ic_web_gated()).ids)
        for result in results:
            if result['id'] in gated:
                result.pop('image_url', None)
        return results
