from odoo import api, models
from odoo.tools import ormcache

from odoo.addons.ic_inventory_luxury.models.piece.piece_prefetch import PIECE

# How the columns begin that only pieces of a category have.
OWN = {
    'watch': ('ic_watch_',),
    'handbag': ('ic_bag_',),
    'sneaker': ('ic_sneaker_',),
    'apparel': ('ic_apparel_',),
    'accessory': ('ic_accessory_',),
    'jewelry': ('ic_jewel_',),
    'bullion': ('ic_bullion_', 'ic_grading_', 'ic_premium_'),
    'artwork': ('ic_art_',),
}


class ProductTemplate(models.Model):
    """The page of a piece reads the columns of its category; those of the seven others are two thirds of all."""

    _inherit = 'product.template'

    # === BUSINESS METHODS === #

    def _ic_read_own(self):
        """Read what there is to know of this piece in one query. What is asked for besides is read when it is."""
        self.ensure_one()
        self.sudo().fetch(self._ic_own_columns(self.ic_category))

    @api.model
    @ormcache('category')
    def _ic_own_columns(self, category):
        """Return the names of the columns that a piece of a category has, of those read together for pieces."""
        others = tuple(start for code, starts in OWN.items() if code != category for start in starts)
        return tuple(
            name
            for name, field in self._fields.items()
            if field.prefetch == PIECE and field.store and field.column_type and not name.startswith(others)
        )
