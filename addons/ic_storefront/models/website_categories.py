from odoo import api, models
from odoo.fields import Domain


class Website(models.Model):
    """Which categories of pieces a website shows: those that its company carries. The rest is not there at all."""

    _inherit = 'website'

    # === BUSINESS METHODS === #

    def _ic_categories(self):
        """Return the codes of the categories that are on for this website, in catalog order."""
        return (self or self.get_current_website()).sudo().company_id._ic_active_categories()

    def _ic_interleaves(self):
        """Tell whether accessories stand among watches and handbags instead of on a shelf of their own."""
        company = (self or self.get_current_website()).sudo().company_id
        return company.ic_accessories_interleaved and bool({'watch', 'handbag'} & set(company._ic_active_categories()))

    def _ic_piece_domain(self):
        """Return the Domain of products this website may show: pieces of its own company whose category is on."""
        website = self or self.get_current_website()
        pieces = Domain('ic_category', 'in', website._ic_categories())
        pieces &= Domain('company_id', '=', website.sudo().company_id.id)
        return Domain('ic_category', '=', False) | pieces

    def _product_domain(self):
        """Override of `website_sale` to leave out categories that are off: lists, search, cart and sitemap ask here."""
        return Domain.AND([super()._product_domain(), self._ic_piece_domain()])

    def _get_basic_feed_product_domain(self):
        """Override of `website_sale` to leave categories that are off out of product feeds."""
        return Domain.AND([super()._get_basic_feed_product_domain(), self._ic_piece_domain()])

    def _ic_shows_shelf(self, shelf):
        """Tell whether the website shows a shelf (product.public.category), judged by its category alone.

        Accessories that stand among the others have no shelf.
        """
        return self._ic_shows_category(shelf.sudo().ic_category)

    def _ic_shows_category(self, code):
        """Tell whether the website has a shelf for a category; shelves of products that are no pieces always are."""
        if not code:
            return True
        return code in self._ic_categories() and not (code == 'accessory' and self._ic_interleaves())

    @api.model
    def _ic_piece_shelves(self):
        """Return dict of the id of each shelf of pieces, on whatever website, to its category."""
        domain = [('ic_category', '!=', False)]
        read = self.env['product.public.category'].sudo().search_fetch
        return self._ic_kept(
            ('piece shelves',),
            lambda: {shelf.id: shelf.ic_category for shelf in read(domain, ['ic_category'])},
            of_price=False,
        )

    def _ic_shelves(self):
        """Return the categories of the shop (product.public.category) that this website shows, in order."""
        shelves = self.env['product.public.category'].search(
            [('ic_category', '!=', False), ('website_id', 'in', (False, self.id))], order='sequence, id'
        )
        return shelves.filtered(self._ic_shows_shelf)

    def _ic_shelf_links(self):
        """Return (address, name) of the shelves that whoever looks may see, in order. Every page ends with them."""
        inside = self.env.user._is_internal() and self.env.uid
        key = ('links', self.id, self.env.lang, inside, tuple(self._ic_categories()), self._ic_interleaves())
        return self._ic_kept(
            key, lambda: [(self._ic_menu_url(shelf), shelf.name) for shelf in self._ic_shelves()], of_price=False
        )

    def _ic_shelf_domain(self, shelf):
        """Return the Domain of what stands on a shelf: its own pieces and, if the store wants it, accessories."""
        domain = Domain('public_categ_ids', 'child_of', shelf.id)
        if shelf.sudo().ic_category in ('watch', 'handbag') and self._ic_interleaves():
            domain |= Domain('ic_category', '=', 'accessory')
        return domain

    @api.model
    def _ic_menu_url(self, shelf):
        return f'/shop/category/{self.env["ir.http"]._slug(shelf)}'

    def _ic_add_shelf_menus(self, codes):
        """Give the websites a menu entry for each shelf of the categories `codes` that has none yet.

        Entries of categories that are off need not be removed: they hide themselves and keep their place and name.
        """
        shelves = self.env['product.public.category'].sudo().search([('ic_category', '!=', False)], order='sequence')
        for website in self:
            menus = website.sudo().menu_id.child_id
            known = {shelf: menu for menu, shelf in menus._ic_shelves().items()}
            for shelf in shelves.filtered(lambda shelf: shelf.ic_category in codes and shelf not in known):
                if not known or shelf.website_id not in (website.browse(), website):
                    # Nobody's menu leads to a shelf: the dealer has made a menu of another kind.
                    continue
                before = [menu for other, menu in known.items() if other.sequence <= shelf.sequence]
                place = max(menu.sequence for menu in before) if before else min(menus.mapped('sequence')) - 1
                known[shelf] = menus.create(
                    {
                        'name': shelf.name,
                        'url': self._ic_menu_url(shelf),
                        'parent_id': website.menu_id.id,
                        'website_id': website.id,
                        'sequence': place,
                    }
                )
