import re
from functools import lru_cache

from werkzeug.urls import url_parse

from odoo import models
from odoo.http import request

PLAIN_PATH = re.compile(r'/(?!/)[^?#]*')
SHELF_URL = re.compile(r'^/shop/category/(?:[^/?#]*-)?(\d+)(?:[/?#].*)?$')


@lru_cache(2**8)
def path_of(url):
    """Return the path of an address. Each entry of a menu asks for that of the page."""
    return url_parse(url).path


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

    def _is_active(self):
        """Override of `website`: an entry with a plain path is elsewhere when the path of the page is another one.

        Every page asks each entry twice, and Odoo takes both addresses apart each time.
        """
        here = request.httprequest.url if request else None
        if isinstance(here, str) and self._ic_has_plain_path():
            unslug = self.env['ir.http']._unslug_url
            if unslug(self.url) != unslug(path_of(here)):
                return False
        return super()._is_active()

    def _ic_has_plain_path(self):
        """Tell whether the path of the entry alone decides where it leads: no query, no host, no entries below."""
        return bool(PLAIN_PATH.fullmatch(self.url or '')) and not self.is_mega_menu and not self.child_id

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
