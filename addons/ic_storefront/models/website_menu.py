import re

from odoo import models

SHELF_URL = re.compile(r'^/shop/category/(?:[^/?#]*-)?(\d+)(?:[/?#].*)?$')


class WebsiteMenu(models.Model):
    """A menu entry that leads to a shelf is there only while the shelf is."""

    _inherit = 'website.menu'

    # === COMPUTE === #

    def _compute_visible(self):
        """Override of `website` to hide entries of shelves that are off, and of empty ones from visitors."""
        result = super()._compute_visible()
        internal = self.env.user._is_internal()
        for menu in self.filtered('is_visible'):
            shelf = menu._ic_shelf()
            if shelf:
                website = menu.website_id or self.env['website'].get_current_website()
                menu.is_visible = website._ic_shows_shelf(shelf) and (internal or shelf.has_published_products)
        return result

    # === BUSINESS METHODS === #

    def _ic_shelf(self):
        """Return the shelf (product.public.category, as superuser) that the entry leads to, if it is one of pieces."""
        self.ensure_one()
        found = SHELF_URL.match(self.url or '')
        shelves = self.env['product.public.category'].sudo()
        return shelves.browse(int(found[1]) if found else []).exists().filtered('ic_category')
