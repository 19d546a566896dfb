from odoo import api, fields, models

from .search_words import code_key, search_key

# What identifies a piece: in these fields a typo is forgiven.
NAMES = ('ic_brand_id.name', 'ic_model', 'ic_sub_model', 'ic_nickname', 'ic_reference')
CATEGORY_NAMES = {
    'sneaker': ('ic_silhouette_id.name', 'ic_colorway'),
    'handbag': ('ic_bag_color', 'ic_bag_leather'),
    'apparel': ('ic_apparel_collection',),
    'jewelry': ('ic_jewel_line_id.name',),
    'bullion': ('ic_mint_id.name', 'ic_bullion_series_id.name'),
    'artwork': ('ic_art_artist_id.name', 'ic_art_center'),
}
# Codes are typed with and without blanks, dots and dashes.
CODES = ('default_code', 'ic_serial', 'barcode', 'ic_reference')
CATEGORY_CODES = {
    'jewelry': ('ic_certificate_ids.number',),
    'bullion': ('ic_certificate_ids.number', 'ic_grading_number'),
    'artwork': ('ic_art_coa_number', 'ic_art_catalog_number'),
}
WORDS = (
    'name',
    'product_tag_ids.name',
    'ic_territory',
    'ic_retail_description',
    'ic_internal_notes',
)
CATEGORY_WORDS = {
    'watch': ('ic_watch_dial', 'ic_watch_bezel', 'ic_watch_bracelet', 'ic_watch_case_material_text'),
    'handbag': ('ic_bag_size', 'ic_bag_date_stamp'),
    'sneaker': ('ic_sneaker_size_label', 'ic_sneaker_extras', 'ic_sneaker_restoration', 'ic_sneaker_storage'),
    'apparel': ('ic_apparel_season', 'ic_apparel_fabric', 'ic_apparel_size_label'),
    'accessory': (
        'ic_accessory_material',
        'ic_accessory_composition',
        'ic_accessory_dimensions',
        'ic_accessory_closure',
        'ic_glasses_lens_color',
        'ic_glasses_frame_material',
    ),
    'jewelry': (
        'ic_jewel_metal_text',
        'ic_jewel_hallmark',
        'ic_jewel_maker_mark',
        'ic_jewel_ring_size',
        'ic_jewel_ring_sizes',
    ),
    'bullion': ('ic_bullion_tag', 'ic_grading_label', 'ic_grading_designation', 'ic_grading_details'),
    'artwork': (
        'ic_art_medium',
        'ic_art_support',
        'ic_art_dimensions',
        'ic_art_date_text',
        'ic_art_edition',
        'ic_art_signed',
        'ic_art_coa_issuer',
        'ic_art_provenance',
    ),
}
_EVERYTHING = dict.fromkeys(
    path
    for paths in (
        NAMES,
        CODES,
        WORDS,
        *CATEGORY_NAMES.values(),
        *CATEGORY_CODES.values(),
        *CATEGORY_WORDS.values(),
    )
    for path in paths
)


class ProductTemplate(models.Model):
    """The words of a piece, written down once so that one indexed column answers every search of staff."""

    _inherit = 'product.template'

    ic_search_text = fields.Text(
        compute='_compute_ic_search_text',
        compute_sudo=True,
        store=True,
        index='trigram',
        exportable=False,
        groups='ic_inventory_luxury.group_employee',  # the internal notes are in it
        prefetch=False,
    )
    ic_search_name = fields.Char(
        compute='_compute_ic_search_text',
        compute_sudo=True,
        store=True,
        index='trigram',
        exportable=False,
        groups='ic_inventory_luxury.group_employee',
        prefetch=False,
    )

    # === COMPUTE === #

    @api.depends('ic_category', *_EVERYTHING)
    def _compute_ic_search_text(self):
        """Both texts begin and end with a blank, so that " hu" finds the beginning of a word."""
        self.ic_search_text = self.ic_search_name = False
        for piece in self.filtered('ic_category'):
            names = piece._ic_texts(NAMES, CATEGORY_NAMES)
            codes = piece._ic_texts(CODES, CATEGORY_CODES)
            words = piece._ic_texts(WORDS, CATEGORY_WORDS)
            keys = [*map(search_key, names), *map(code_key, codes), *map(search_key, words)]
            piece.ic_search_text = f" {' '.join(keys)} "
            piece.ic_search_name = ' '.join(dict.fromkeys(' '.join(map(search_key, names)).split())) or False

    # === BUSINESS METHODS === #

    def _ic_texts(self, common, by_category):
        """Return the filled texts of the piece at the paths of everybody and of its own category."""
        self.ensure_one()
        paths = (*common, *by_category.get(self.ic_category, ()))
        return [text for path in paths for text in self.mapped(path) if text]
