from odoo import models

from .piece_card import CARD_FIELDS, INCLUDES_FIELDS
from .piece_sku import CATEGORY_PREFIX

# Retail reads what a buyer cares about; WHOLESALE_MORE adds what one dealer asks another.
CARD_FIELDS['jewelry'] = (
    'ic_brand_id',
    'ic_model',
    'ic_sub_model',
    'ic_reference',
    'ic_jewel_type',
    'ic_jewel_metal',
    'ic_jewel_tone',
    '@stones',
    'ic_jewel_total_carat',
    'ic_jewel_center_carat',
    '@certificates',
    'ic_jewel_ring_size',
    'ic_jewel_chain_length',
    'ic_year',
)
CARD_FIELDS['bullion'] = (
    'ic_mint_id',
    'ic_bullion_series_id',
    'ic_bullion_tag',
    'ic_bullion_metal',
    'ic_bullion_form',
    'ic_year',
    'ic_bullion_weight',
    'ic_fineness_id',
    'ic_bullion_fine_ozt',
    'ic_grading_label',
)
CARD_FIELDS['artwork'] = (
    '@artist',
    'ic_model',
    'ic_art_language_group',
    'ic_art_community',
    'ic_art_date_text',
    'ic_art_medium',
    'ic_art_support',
    'ic_art_dimensions',
    'ic_art_edition',
    'ic_art_signed',
    'ic_art_center',
    '@coa',
    'ic_art_provenance',
    '@notices',
)
WHOLESALE_MORE = {
    'jewelry': (
        'ic_jewel_weight',
        'ic_jewel_hallmark',
        'ic_jewel_maker_mark',
        'ic_jewel_assay_office',
        'ic_jewel_ring_sizes',
    ),
    'bullion': ('ic_bullion_gross_g', 'ic_bullion_assay', 'ic_grading_number'),
    'artwork': ('ic_art_catalog_number', 'ic_art_royalty_state'),
}
UNITS = {
    'ic_jewel_total_carat': "%s ct",
    'ic_jewel_center_carat': "%s ct",
    'ic_jewel_chain_length': "%s cm",
    'ic_jewel_weight': "%s g",
    'ic_bullion_gross_g': "%s g",
    'ic_bullion_fine_ozt': "%s oz",
}
for _category in WHOLESALE_MORE:
    INCLUDES_FIELDS.setdefault(_category, ())
CATEGORY_PREFIX.update({'jewelry': 'JWL', 'bullion': 'MTL', 'artwork': 'ART'})


class ProductTemplate(models.Model):
    """The facts of jewelry, bullion and artworks in words."""

    _inherit = 'product.template'

    def _ic_card_facts(self, audience='retail'):
        """Override of `ic_inventory_luxury` to add what only dealers read, and facts that are not single fields."""
        facts = super()._ic_card_facts(audience)
        if audience == 'wholesale' and self.ic_category in WHOLESALE_MORE:
            for name in WHOLESALE_MORE[self.ic_category]:
                value = self._ic_fact_text(name)
                if value:
                    label = self._fields[name]._description_string(self.env)
                    facts.append({'code': name, 'label': label, 'value': value})
        return facts

    def _ic_fact_label(self, name):
        """Override of `ic_inventory_luxury` to label the facts that are not single fields."""
        labels = {
            '@stones': self.env._("Stones"),
            '@certificates': self.env._("Certificates"),
            '@artist': self.env._("Artist"),
            '@coa': self.env._("Certificate of Authenticity"),
            '@notices': self.env._("Cultural Notice"),
            'ic_art_date_text': self.env._("Date"),
        }
        if name == 'ic_model' and self.ic_category == 'artwork':
            return self.env._("Title")
        return labels.get(name) or super()._ic_fact_label(name)

    def _ic_fact_text(self, name):
        """Override of `ic_inventory_luxury` to put stones, certificates, weights and the artist into words."""
        if name.startswith('@'):
            return {
                '@stones': self._ic_stones_text,
                '@certificates': self._ic_certificates_text,
                '@artist': self._ic_artist_text,
                '@coa': self._ic_coa_text,
                '@notices': lambda: '\n'.join(self._ic_cultural_notices()),
            }[name]()
        if name in UNITS:
            return UNITS[name] % f'{self[name]:.6f}'.rstrip('0').rstrip('.') if self[name] else ''
        if name == 'ic_jewel_metal' and self.ic_jewel_metal == 'other':
            return self.ic_jewel_metal_text or ''
        if name == 'ic_jewel_ring_size' and self.ic_jewel_ring_size:
            return f"{(self.ic_jewel_ring_system or 'us').upper()} {self.ic_jewel_ring_size}"
        if name == 'ic_bullion_weight' and self.ic_bullion_weight:
            return self._ic_bullion_weight_text()
        return super()._ic_fact_text(name)

    def _ic_stones_text(self):
        return '; '.join(stone._ic_summary() for stone in self.ic_stone_ids)

    def _ic_certificates_text(self):
        return ', '.join(self.ic_certificate_ids.mapped('display_name'))

    def _ic_artist_text(self):
        """Return the artist's public name with the years of life."""
        artist = self.ic_art_artist_id
        life = artist and artist._ic_life()
        return f'{artist._ic_public_name()} ({life})' if life else artist._ic_public_name()

    def _ic_bullion_weight_text(self):
        """Return the unit weight as stamped, e.g. "1 troy oz" or "100 g"."""
        unit = dict(self._fields['ic_bullion_unit']._description_selection(self.env))[self.ic_bullion_unit or 'g']
        return f'{self.ic_bullion_weight:.6f}'.rstrip('0').rstrip('.') + f' {unit}'
