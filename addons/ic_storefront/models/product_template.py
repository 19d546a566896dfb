from odoo import api, fields, models
from odoo.tools import plaintext2html

CONDITION_FIELDS = {
    'watch': 'ic_watch_condition',
    'handbag': 'ic_bag_grade',
    'sneaker': 'ic_sneaker_condition',
    'apparel': 'ic_apparel_condition',
    'accessory': 'ic_accessory_condition',
}


class ProductTemplate(models.Model):
    """A piece as the public sees it."""

    _inherit = 'product.template'

    # Nobody outside the house reads these by any API, not even a customer who is logged in.
    ic_wholesale_price = fields.Monetary(groups='base.group_user')
    ic_serial = fields.Char(groups='base.group_user')
    description = fields.Html(groups='base.group_user')  # Odoo's own internal note
    description_purchase = fields.Text(groups='base.group_user')
    ic_territory = fields.Char(groups='base.group_user')
    ic_sneaker_storage = fields.Text(groups='base.group_user')
    ic_art_catalog_number = fields.Char(groups='base.group_user')
    ic_art_coa_file = fields.Binary(groups='base.group_user')
    ic_art_coa_file_name = fields.Char(groups='base.group_user')
    ic_bullion_intake = fields.Integer(groups='base.group_user')

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `website_sale_stock` to never sell a piece that is not there."""
        return super().create(
            [{'allow_out_of_stock_order': False, **vals} if self._ic_category_of(vals) else vals for vals in vals_list]
        )

    def write(self, vals):
        """Override of `website_sale_stock` to never sell a product that becomes a piece when it is not there."""
        if vals.get('ic_category'):
            vals = {'allow_out_of_stock_order': False, **vals}
        return super().write(vals)

    # === BUSINESS METHODS === #

    def _ic_web_state(self):
        """Return how the piece stands for the public.

        :return: 'available', 'reserved', 'arriving', 'preparing' or 'sold'
        """
        self.ensure_one()
        piece = self.sudo()
        if self._ic_is_mine():
            return 'available'
        if piece.ic_status == 'available' and piece._ic_web_taken():
            return 'reserved'
        if piece.ic_status in ('sold', 'available'):
            return piece.ic_status
        return {'hold': 'reserved', 'incoming': 'arriving'}.get(piece.ic_status, 'preparing')

    def _ic_is_mine(self):
        """Tell whether the piece is held for whoever is logged in. Nobody else learns that it is held for him."""
        return not self.env.user._is_public() and self._ic_held_for(self.env.user.partner_id)

    def _ic_web_state_label(self):
        """Return the words for `_ic_web_state`."""
        if self._ic_is_mine():
            return self.env._("Reserved for you")
        return {
            'available': self.env._("Available"),
            'reserved': self.env._("Reserved"),
            'arriving': self.env._("Arriving soon"),
            'preparing': self.env._("Being prepared"),
            'sold': self.env._("Sold"),
        }[self._ic_web_state()]

    def _ic_web_title(self):
        """Return the title below the brand: model and sub-model, or the name where no model is known."""
        piece = self.sudo()
        return ' '.join(part for part in (piece.ic_model, piece.ic_sub_model) if part) or piece.name

    def _ic_condition_code(self):
        """Return the code of the condition or grade of the piece, or False."""
        name = CONDITION_FIELDS.get(self.ic_category)
        return bool(name) and self.sudo()[name]

    def _ic_condition_label(self):
        """Return the words for the condition or grade of the piece, or an empty string."""
        name = CONDITION_FIELDS.get(self.ic_category)
        code = self._ic_condition_code()
        return dict(self._fields[name]._description_selection(self.env)).get(code, '') if code else ''

    def _ic_web_description(self):
        """Return the retail description as safe HTML: what was typed is text, never markup."""
        text = (self.sudo().ic_retail_description or '').strip()
        return plaintext2html(text) if text else ''

    def _default_website_meta(self):
        """Override of `website_sale` to describe a piece by its retail description."""
        meta = super()._default_website_meta()
        text = ' '.join((self.sudo().ic_retail_description or '').split())[:200]
        if self.ic_category and text:
            meta['default_meta_description'] = text
            meta['default_opengraph']['og:description'] = meta['default_twitter']['twitter:description'] = text
        if self.ic_category:
            meta['default_opengraph'].update(self._ic_web_opengraph())
            image = self._ic_web_preview()
            meta['default_opengraph']['og:image'] = meta['default_twitter']['twitter:image'] = image
        return meta

    def _ic_web_opengraph(self):
        """Return what a link to the piece says of it as goods: kind, maker, condition, whether it can be bought."""
        tags = {
            'og:type': 'product',
            'product:availability': 'in stock' if self._ic_web_state() == 'available' else 'out of stock',
            'product:condition': 'new' if self._ic_item_condition().endswith('/NewCondition') else 'used',
        }
        maker = self._ic_web_maker()
        return {**tags, 'product:brand': maker['name']} if maker else tags

    def _ic_web_preview(self):
        """Return the address of the picture that others show with a link to the piece; the store's where one waits."""
        website = self.env['website'].get_current_website()
        pictures = [] if self._ic_web_sensitive() else self._ic_web_gallery()
        return pictures[0]['src'] if pictures else website.image_url(website, 'logo')

    def can_access_from_current_website(self, website_id=False):
        """Override of `website`: a piece of a category that is off, or of another store, is not there."""
        website = self.env['website'].get_current_website()
        shown = self.sudo().filtered_domain(website._ic_piece_domain())
        return len(shown) == len(self) and super().can_access_from_current_website(website_id)

    def _ic_is_public(self):
        """Override of `ic_inventory_luxury`: with the category off, the photos are not public either."""
        return super()._ic_is_public() and self.ic_category in self.sudo().company_id._ic_active_categories()

    def _can_be_added_to_cart(self):
        """Override of `website_sale` to keep a piece that is not available out of every cart."""
        if self.ic_category and (self._ic_web_state() != 'available' or self._ic_no_price_reasons()):
            return False
        return super()._can_be_added_to_cart()

    def _website_show_quick_add(self):
        """Override of `website_sale`: a piece is looked at before it is bought."""
        return not self.ic_category and super()._website_show_quick_add()
