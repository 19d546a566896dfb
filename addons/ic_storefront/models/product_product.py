from odoo import models

SCHEMA = 'https://schema.org/'
AVAILABILITY = {'available': 'InStock', 'sold': 'SoldOut', 'arriving': 'PreOrder'}
NEW_CONDITIONS = ('new', 'unworn', 'unused', 'ds', 'new_tags')
# What search engines understand of a category: their word -> our field.
MARKUP_FIELDS = {
    'watch': (('material', 'ic_watch_case_material'),),
    'handbag': (('color', 'ic_bag_color'), ('material', 'ic_bag_leather'), ('size', 'ic_bag_size')),
    'sneaker': (('color', 'ic_colorway'), ('size', 'ic_sneaker_size_label')),
    'apparel': (('color', 'ic_colorway'), ('size', 'ic_apparel_size_label'), ('material', 'ic_apparel_fabric')),
    'accessory': (('color', 'ic_colorway'), ('material', 'ic_accessory_material')),
    'jewelry': (('material', 'ic_jewel_metal'), ('size', 'ic_jewel_ring_size')),
    'bullion': (('material', 'ic_bullion_metal'), ('weight', 'ic_bullion_weight')),
    'artwork': (('material', 'ic_art_medium'), ('size', 'ic_art_dimensions')),
}


class ProductProduct(models.Model):
    _inherit = 'product.product'

    def _is_add_to_cart_allowed(self):
        """Override of `website_sale` to sell a piece only while it is available, to administrators too."""
        self.ensure_one()
        piece = self.product_tmpl_id.sudo()
        if piece.ic_category and piece._ic_web_state() != 'available':
            return False
        return super()._is_add_to_cart_allowed()

    def _to_markup_data(self, website):
        """Override of `website_sale` to describe a piece to search engines: brand, condition, availability."""
        data = super()._to_markup_data(website)
        piece = self.product_tmpl_id.sudo()
        if not piece.ic_category:
            return data
        sealed = piece.ic_category == 'bullion' and piece.ic_bullion_assay == 'sealed'
        used = piece._ic_condition_code() not in NEW_CONDITIONS and not sealed
        base_url = website.get_base_url()
        data.update(
            {
                'url': base_url + piece.website_url,
                'sku': piece.default_code or '',
                'image': [] if piece._ic_web_sensitive() else [base_url + p['large'] for p in piece._ic_web_gallery()],
                'itemCondition': SCHEMA + ('UsedCondition' if used else 'NewCondition'),
            }
        )
        maker = piece._ic_web_maker()
        if maker:
            data['brand'] = {'@type': 'Brand', 'name': maker['name']}
        for key, name in MARKUP_FIELDS.get(piece.ic_category, ()):
            if piece._ic_fact_text(name):
                data[key] = piece._ic_fact_text(name)
        if piece.ic_reference:
            data['mpn'] = piece.ic_reference
        if piece.ic_retail_description:
            data['description'] = piece.ic_retail_description
        data['offers'].update(
            {
                'availability': SCHEMA + AVAILABILITY.get(piece._ic_web_state(), 'LimitedAvailability'),
                'itemCondition': data['itemCondition'],
                'url': data['url'],
            }
        )
        return data
