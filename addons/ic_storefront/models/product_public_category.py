from odoo import api, fields, models
from odoo.fields import Domain


class ProductPublicCategory(models.Model):
    """A shelf of the shop. What is published on it counts only where the website shows its category."""

    _inherit = 'product.public.category'

    ic_category = fields.Selection(
        selection=lambda self: self.env['product.template']._fields['ic_category']._description_selection(self.env),
        string="Piece Category",
        index='btree_not_null',
        help="Pieces of this category appear here as soon as they are published.",
    )

    # === COMPUTE === #

    @api.depends_context('website_id')
    def _compute_has_published_products(self):
        """Override of `website_sale` to count no pieces that the current website does not show."""
        website = self.env['website'].get_current_website()
        filled = self._ic_filled(website)
        for shelf in self:
            shelf.has_published_products = shelf in filled

    # === SEARCH === #

    @api.model
    def _search_has_published_products(self, operator, value):
        """Override of `website_sale` to count no pieces that the current website does not show."""
        if operator != 'in':
            return NotImplemented
        website = self.env['website'].get_current_website()
        return Domain('id', 'in', self._ic_filled_ids(website))

    # === BUSINESS METHODS === #

    def _ic_filled(self, website):
        """Return the shelves of `self` with something to see on `website`. The field asks shelf by shelf."""
        ids = self._ic_filled_ids(website)
        return self.filtered(lambda shelf: shelf.id in ids)

    @api.model
    def _ic_filled_ids(self, website):
        """Return the ids of all shelves with something to see on `website` as set. Every page asks several times."""
        company = website.sudo().company_id
        key = ('filled', website.id, company.id, tuple(website._ic_categories()), website._ic_interleaves())
        return website._ic_kept(
            key, lambda: set(self.sudo().search(self._ic_filled_domain(website)).ids), of_price=False
        )

    @api.model
    def _ic_filled_domain(self, website):
        """Return the Domain of shelves with something to see on `website`: on their own or on a shelf below."""
        products = Domain('is_published', '=', True) & Domain('active', '=', True) & website._ic_piece_domain()
        ids = self.sudo()._search([('product_tmpl_ids', 'any', products)]).get_result_ids()
        filled = Domain('id', 'in', ids) | Domain('id', 'parent_of', ids)
        codes = website._ic_categories()
        if website._ic_interleaves():
            shelves = Domain('ic_category', 'in', ('watch', 'handbag'))
            accessory = products & Domain('ic_category', '=', 'accessory')
            if self.env['product.template'].sudo().search_count(accessory, limit=1):
                filled |= shelves
        return filled & Domain('ic_category', 'in', [False, *codes])

    def can_access_from_current_website(self, website_id=False):
        """Override of `website`: the shelf of a category that is off is not there."""
        codes = self.env['website'].get_current_website()._ic_categories()
        carried = all(not shelf.ic_category or shelf.ic_category in codes for shelf in self.sudo())
        return carried and super().can_access_from_current_website(website_id)
