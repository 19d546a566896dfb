COLUMNS = """
    ic_watch_case_size
    ic_watch_case_material
    ic_watch_dial
    ic_bag_size
    ic_bag_leather
    ic_bag_hardware_color
    ic_year
    ic_art_size_class
    ic_shop_rank
"""


def migrate(cr, version):
    """Drop indexes of columns that are never searched alone: each was written with every change of a piece."""
    for column in COLUMNS.split():
        cr.execute(f'DROP INDEX IF EXISTS product_template__{column}_index')
    for name in ('shop', 'shop_price', 'shop_weight'):
        cr.execute(f'DROP INDEX IF EXISTS product_template_ic_{name}_index')
