from odoo import api, models

from ..prefetch import read_apart

# What Odoo's own work with products asks every product for. All other columns of a piece wait until one is asked for.
READ_WITH_PRODUCT = frozenset(
    {
        'ic_art_artist_id',  # of each order line, for the royalty
        'ic_backorder',
        'ic_category',
        'ic_hold_back',
        'ic_hold_until',
        'ic_in_stock_since',
        'ic_is_unique',
        'ic_left_stock_on',
        'ic_low_stock',
        'ic_minimum_price',
        'ic_one_buyer',
        'ic_price_mode',
        'ic_status',
        'ic_status_choice',
    }
)
PIECE = 'ic_piece'


class ProductTemplate(models.Model):
    """Which columns of a piece are read together.

    Whatever field of a record is read first, Odoo reads all of its prefetch group along. The two hundred columns of a
    piece in the group of `name` and `list_price` tripled the time to read any product, ordinary goods included.
    """

    _inherit = 'product.template'

    @api.model
    def _post_model_setup__(self):
        """Override of `base` to read the columns of a piece as a group of their own."""
        result = super()._post_model_setup__()
        read_apart(self, PIECE, but=READ_WITH_PRODUCT)
        return result
