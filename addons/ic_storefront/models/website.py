from odoo import api, models
from odoo.tools import ormcache

from ..facets.base import slug_of


class Website(models.Model):
    _inherit = 'website'

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `website` to give a new website the dress of a luxury store."""
        websites = super().create(vals_list)
        websites._ic_dress()
        return websites

    def write(self, vals):
        """Override of `website` to look at a new logo."""
        result = super().write(vals)
        if 'logo' in vals:
            self.env.registry.clear_cache()  # _ic_has_own_logo
        return result

    # === BUSINESS METHODS === #

    def _ic_dress(self):
        """Give websites the defaults of a luxury store: menu, sorting, page layout. Runs once per website.

        The configurator counts as done: it asks Odoo's servers for industries and themes.
        """
        for website in self:
            website.write(
                {
                    'configurator_done': True,
                    'shop_default_sort': 'publish_date desc',
                    'prevent_zero_price_sale': True,
                    'shop_ppg': 24,
                    'shop_ppr': 4,
                    'shop_opt_products_design_classes': (
                        'o_wsale_products_opt_layout_catalog o_wsale_products_opt_thumb_cover '
                        'o_wsale_products_opt_text_align_center'
                    ),
                }
            )
            if website.name in ('My Website', 'YourCompany'):
                website.name = website.company_id.name
            website._ic_dress_menu()

    def _ic_dress_menu(self):
        """Replace the stock menu entries (Home, Shop, Contact us) by the shelves of the store, All Pieces, Contact."""
        self.ensure_one()
        top = self.menu_id
        if not top:
            return
        entries = [(shelf.name, self._ic_menu_url(shelf)) for shelf in self._ic_shelves()]
        entries += [(self.env._("All Pieces"), '/shop'), (self.env._("Contact"), '/contactus')]
        replaced = {'/', *(url for _name, url in entries)}
        top.child_id.filtered(lambda menu: menu.url in replaced).unlink()
        self.env['website.menu'].create(
            [
                {'name': name, 'url': url, 'parent_id': top.id, 'website_id': self.id, 'sequence': 10 * number}
                for number, (name, url) in enumerate(entries, 1)
            ]
        )

    def _ic_new_arrivals(self, limit=8):
        """Return the newest pieces (product.template) that can be bought on this website.

        :param int limit: how many at most
        """
        return self.env['product.template'].search(
            [*self.sale_product_domain(), ('is_published', '=', True), ('ic_status', '=', 'available')],
            order='publish_date desc, id desc',
            limit=limit,
        )

    def _ic_hero_piece(self):
        """Return the piece that opens the home page: the dearest of the newest that needs no notice first."""
        newest = self._ic_new_arrivals(12).filtered(lambda piece: not piece._ic_web_gated())
        return newest.sorted('list_price', reverse=True)[:1]

    def _ic_brands(self, limit=12):
        """Return the brands of published pieces, most pieces first, as list of (name, number of pieces, address).

        :param int limit: how many at most
        """
        domain = [
            *self.sale_product_domain(),
            ('is_published', '=', True),
            ('ic_brand_id', '!=', False),
            ('ic_status', '!=', 'sold'),
        ]
        groups = (
            self.env['product.template']
            .sudo()
            ._read_group(domain, ['ic_brand_id'], ['__count'], order='__count desc, ic_brand_id', limit=limit)
        )
        return [(brand.name, count, f'/shop?brand={slug_of(brand, brand.name)}') for brand, count in groups]

    def _ic_related_pieces(self, piece, limit=4):
        """Return other pieces that can be bought: the same maker first, then the same category, newest first."""
        found = self.env['product.template']
        known = piece.sudo()
        likenesses = [(name, '=', known[name].id) for name in ('ic_art_artist_id', 'ic_brand_id') if known[name]]
        for likeness in (*likenesses, ('ic_category', '=', known.ic_category), (1, '=', 1)):
            if len(found) < limit:
                found += found.search(
                    [
                        *self.sale_product_domain(),
                        ('is_published', '=', True),
                        ('ic_status', '=', 'available'),
                        ('id', 'not in', [piece.id, *found.ids]),
                        likeness,
                    ],
                    order='ic_shop_rank, publish_date desc, id desc',
                    limit=limit - len(found),
                )
        return found

    def _ic_price(self, amount):
        """Return an amount in the currency of the website as a price tag: cents only where there are any."""
        return self.currency_id._ic_price_tag(amount)

    @ormcache('self.id')
    def _ic_has_own_logo(self):
        """Tell whether somebody gave the website a logo. Without one its name is set in type instead."""
        return bool(self.logo) and self.sudo().logo != self._default_logo()
