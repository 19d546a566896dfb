COLUMNS = """
    ic_watch_condition
    ic_box_papers
    ic_bag_grade
    ic_bag_color
    ic_jewel_type
    ic_jewel_metal
    ic_jewel_tone
    ic_jewel_ring_us
    ic_jewel_total_carat
    ic_jewel_center_carat
    ic_jewel_stone_type
    ic_jewel_shape
    ic_jewel_clarity_rank
    ic_jewel_color_rank
    ic_bullion_metal
    ic_bullion_form
    ic_bullion_fine_ozt
    ic_bullion_assay
    ic_grading_service
    ic_art_medium
    ic_art_sort_year
    ic_art_edition_kind
    ic_art_coa_number
    ic_art_center
    ic_art_catalog_number
    ic_colorway
    ic_sneaker_condition
    ic_sneaker_box
    ic_sneaker_size
    ic_apparel_type
    ic_apparel_collection
    ic_apparel_season
    ic_apparel_gender
    ic_apparel_fabric
    ic_apparel_run
    ic_apparel_size
    ic_apparel_size_alpha
    ic_apparel_condition
    ic_accessory_type
    ic_accessory_condition
    ic_territory
    ic_nickname
    ic_is_consigned
"""


def migrate(cr, version):
    """Drop indexes of columns that are never searched alone: each was written with every change of a piece."""
    for column in COLUMNS.split():
        cr.execute(f'DROP INDEX IF EXISTS product_template__{column}_index')
