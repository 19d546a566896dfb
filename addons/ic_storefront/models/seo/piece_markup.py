from odoo import models

SCHEMA = 'https://schema.org/'
AVAILABILITY = {'available': 'InStock', 'sold': 'SoldOut', 'arriving': 'PreOrder'}
NEW_CONDITIONS = ('new', 'unworn', 'unused', 'ds', 'new_tags')
DAMAGED_CONDITIONS = ('repair',)
# What search engines understand of a category: their word -> our field. Texts only; measures are below.
TEXTS = {
    'watch': (('material', 'ic_watch_case_material'), ('color', 'ic_watch_dial')),
    'handbag': (('color', 'ic_bag_color'), ('material', 'ic_bag_leather'), ('size', 'ic_bag_size')),
    'sneaker': (('color', 'ic_colorway'), ('size', 'ic_sneaker_size_label')),
    'apparel': (('color', 'ic_colorway'), ('size', 'ic_apparel_size_label'), ('material', 'ic_apparel_fabric')),
    'accessory': (('color', 'ic_colorway'), ('material', 'ic_accessory_material')),
    'jewelry': (('material', 'ic_jewel_metal'), ('size', 'ic_jewel_ring_size')),
    'bullion': (('material', 'ic_bullion_metal'),),
    'artwork': (('material', 'ic_art_medium'), ('size', 'ic_art_dimensions')),
}
# Their word -> our field and its unit (UN/CEFACT).
MEASURES = {
    'watch': (('width', 'ic_watch_case_size', 'MMT'),),
    'artwork': (
        ('height', 'ic_art_height', 'CMT'),
        ('width', 'ic_art_width', 'CMT'),
        ('depth', 'ic_art_depth', 'CMT'),
    ),
}
# Where the reference is the maker's number of a model; elsewhere it is a year or a title.
NUMBERED = ('watch', 'handbag', 'sneaker', 'apparel', 'accessory')
WEIGHT_UNITS = {'g': 'GRM', 'kg': 'KGM', 'ozt': 'APZ'}


class ProductTemplate(models.Model):
    """A piece as search engines read it: schema.org Product with an Offer. Nothing that the page does not show."""

    _inherit = 'product.template'

    def _ic_item_condition(self):
        """Return the schema.org address of the condition."""
        code = self._ic_condition_code()
        sealed = self.ic_category == 'bullion' and self.sudo().ic_bullion_assay == 'sealed'
        if code in DAMAGED_CONDITIONS:
            return SCHEMA + 'DamagedCondition'
        return SCHEMA + ('NewCondition' if code in NEW_CONDITIONS or sealed else 'UsedCondition')

    def _ic_gtin(self):
        """Return the bar code where it is a GTIN (8, 12, 13 or 14 digits with a right check digit), else ''."""
        code = (self.sudo().barcode or '').strip()
        if not code.isdecimal() or len(code) not in (8, 12, 13, 14):
            return ''
        digits = [int(digit) for digit in reversed(code)]
        return code if (sum(digits[::2]) + 3 * sum(digits[1::2])) % 10 == 0 else ''

    def _ic_markup(self, website, price):
        """Return what the page tells search engines about the piece.

        :param website: the website; its currency is that of `price`
        :param dict price: price and priceCurrency of the page
        """
        self.ensure_one()
        piece, base = self.sudo(), website.get_base_url()
        pictures = [] if piece._ic_web_sensitive() else piece._ic_web_sets('retail').get('retail', [])
        data = {
            '@context': 'https://schema.org',
            '@type': ['Product', 'VisualArtwork'] if piece.ic_category == 'artwork' else 'Product',
            'name': piece.name,
            'url': base + piece.website_url,
            'image': [base + picture['large'] for picture in pictures],
            'sku': piece.default_code,
            'mpn': piece.ic_reference if piece.ic_category in NUMBERED else '',
            'gtin': piece._ic_gtin(),
            'description': ' '.join((piece.ic_retail_description or '').split()),
            'category': piece.public_categ_ids[:1].name,
            'itemCondition': self._ic_item_condition(),
            **piece._ic_markup_maker(base),
            **piece._ic_markup_facts(),
            'offers': self._ic_markup_offer(base, website, price),
        }
        return {key: value for key, value in data.items() if value}

    def _ic_markup_maker(self, base):
        """Return the maker: the brand of a product, the artist of a work."""
        maker = self._ic_web_maker()
        if not maker:
            return {}
        if self.ic_category != 'artwork' or not self.ic_art_artist_id:
            return {'brand': {'@type': 'Brand', 'name': maker['name']}}
        artist = {'@type': 'Person', 'name': maker['name'], 'url': base + maker['url']}
        more = {'artMedium': self.ic_art_medium, 'artworkSurface': self.ic_art_support}
        if self.ic_art_sort_year:
            more['dateCreated'] = str(self.ic_art_sort_year)
        return {'creator': artist, 'brand': {'@type': 'Brand', 'name': maker['name']}, **more}

    def _ic_markup_facts(self):
        """Return color, material, size and measures."""
        facts = {key: self._ic_fact_text(name) for key, name in TEXTS.get(self.ic_category, ())}
        for key, name, unit in MEASURES.get(self.ic_category, ()):
            if self[name]:
                facts[key] = {'@type': 'QuantitativeValue', 'value': self[name], 'unitCode': unit}
        if self.ic_category == 'bullion' and self.ic_bullion_weight and self.ic_bullion_unit in WEIGHT_UNITS:
            unit = WEIGHT_UNITS[self.ic_bullion_unit]
            facts['weight'] = {'@type': 'QuantitativeValue', 'value': self.ic_bullion_weight, 'unitCode': unit}
        return facts

    def _ic_markup_offer(self, base, website, price):
        """Return the offer as it stands this moment. The price of a sold piece is nobody's business any more."""
        state = self._ic_web_state()
        offer = {
            '@type': 'Offer',
            'url': base + self.sudo().website_url,
            'availability': SCHEMA + AVAILABILITY.get(state, 'LimitedAvailability'),
            'itemCondition': self._ic_item_condition(),
            'seller': {'@type': 'Organization', 'name': website.sudo().company_id.name},
        }
        if state != 'sold' and price.get('price'):
            digits = website.currency_id.decimal_places
            offer.update({'price': f"{price['price']:.{digits}f}", 'priceCurrency': price['priceCurrency']})
        return offer


class ProductProduct(models.Model):
    _inherit = 'product.product'

    def _to_markup_data(self, website):
        """Override of `website_sale` to describe a piece to search engines: brand, condition, availability."""
        data = super()._to_markup_data(website)
        if not self.product_tmpl_id.ic_category:
            return data
        return self.product_tmpl_id._ic_markup(website, data['offers'])
