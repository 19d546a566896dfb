from odoo import models

SCHEMA = 'https://schema.org/'
AVAILABILITY = {'available': 'InStock', 'sold': 'SoldOut', 'arriving': 'PreOrder'}
NEW_CONDITIONS = ('new', 'unworn', 'unused')


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
        used = piece._ic_condition_code() not in NEW_CONDITIONS
        base_url = website.get_base_url()
        data.update(
            {
                'url': base_url + piece.website_url,
                'sku': piece.default_code or '',
                'image': [base_url + website.image_url(image, 'image_1920') for image in piece._get_images()],
                'itemCondition': SCHEMA + ('UsedCondition' if used else 'NewCondition'),
            }
        )
        if piece.ic_brand_id:
            data['brand'] = {'@type': 'Brand', 'name': piece.ic_brand_id.name}
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
