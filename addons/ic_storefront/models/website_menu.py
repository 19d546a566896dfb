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
        shelves = self.filtered('is_visible')._ic_shelves()
        current = self.env['website'].get_current_website() if shelves else None
        filled = current and self.env['product.public.category']._ic_filled_ids(current)
        codes = self.env['website']._ic_piece_shelves()
        for menu, shelf in shelves.items():
            website = menu.website_id or current
            menu.is_visible = website._ic_shows_category(codes[shelf.id]) and (internal or shelf.id in filled)
        return result

    # === BUSINESS METHODS === #

    def _ic_shelves(self):
        """Return dict menu -> shelf of pieces (product.public.category, as superuser) that it leads to.

        Every page shows the menu: the shelves are looked up together.
        """
        found = {menu: SHELF_URL.match(menu.url or '') for menu in self}
        ids = {menu: int(match[1]) for menu, match in found.items() if match}
        of_pieces = self.env['website']._ic_piece_shelves() if ids else {}
        shelves = (
            self.env['product.public.category']
            .sudo()
            .browse([number for number in ids.values() if number in of_pieces])
        )
        by_id = {shelf.id: shelf for shelf in shelves}
        return {menu: by_id[number] for menu, number in ids.items() if number in by_id}
