from odoo import api, fields, models

# Longest side in centimetres up to which a work belongs to a class; the last has no limit.
SIZE_CLASSES = (('small', 40), ('medium', 100), ('large', 180))


class ProductTemplate(models.Model):
    """What the filters of the shop need beyond the columns of the backend: indexes, and works of art by size."""

    _inherit = 'product.template'

    ic_art_size_class = fields.Selection(
        [
            ('small', "Small, up to 40 cm"),
            ('medium', "Medium, up to 100 cm"),
            ('large', "Large, up to 180 cm"),
            ('oversize', "Oversize, more than 180 cm"),
        ],
        string="Size of the Work",
        compute='_compute_ic_art_size_class',
        store=True,
        index='btree_not_null',
        help="By the longest side without the frame.",
    )
    # The filters ask for these values among what is published, so the others need not be in the index.
    ic_watch_case_size = fields.Float(index='btree_not_null')
    ic_watch_case_material = fields.Selection(index='btree_not_null')
    ic_watch_dial = fields.Char(index='btree_not_null')
    ic_bag_size = fields.Char(index='btree_not_null')
    ic_bag_leather = fields.Char(index='btree_not_null')
    ic_bag_hardware_color = fields.Selection(index='btree_not_null')
    ic_year = fields.Integer(index='btree_not_null')

    _ic_shop_index = models.Index('(ic_category, ic_brand_id) WHERE is_published AND ic_category IS NOT NULL')
    _ic_shop_price_index = models.Index('(ic_category, list_price) WHERE is_published AND ic_category IS NOT NULL')
    _ic_shop_weight_index = models.Index(
        "(ic_bullion_weight, ic_bullion_unit) WHERE is_published AND ic_category = 'bullion'"
    )

    # === COMPUTE === #

    @api.depends('ic_category', 'ic_art_height', 'ic_art_width', 'ic_art_depth')
    def _compute_ic_art_size_class(self):
        for piece in self:
            longest = max(piece.ic_art_height, piece.ic_art_width, piece.ic_art_depth)
            if piece.ic_category != 'artwork' or not longest:
                piece.ic_art_size_class = False
                continue
            fitting = (code for code, limit in SIZE_CLASSES if longest <= limit)
            piece.ic_art_size_class = next(fitting, 'oversize')
