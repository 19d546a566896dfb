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
        for menu, shelf in self.filtered('is_visible')._ic_shelves().items():
            website = menu.website_id or self.env['website'].get_current_website()
            menu.is_visible = website._ic_shows_shelf(shelf) and (internal or shelf.has_published_products)
        return result

    # === BUSINESS METHODS === #

    def _ic_shelves(self):
        """Return dict menu -> shelf of pieces (product.public.category, as superuser) that it leads to.

        Every page shows the menu: the shelves are looked up together.
        """
        found = {menu: SHELF_URL.match(menu.url or '') for menu in self}
        ids = {menu: int(match[1]) for menu, match in found.items() if match}
        shelves = self.env['product.public.category'].sudo().browse(set(ids.values())).exists().filtered('ic_category')
        by_id = {shelf.id: shelf for shelf in shelves}
        return {menu: by_id[number] for menu, number in ids.items() if number in by_id}
