from odoo import api, fields, models

# Longest side in centimetres up to which a work belongs to a class; the last has no limit.
SIZE_CLASSES = (('small', 40), ('medium', 100), ('large', 180))


class ProductTemplate(models.Model):
    """What the filters of the shop need beyond the columns of the backend: works of art by size.

    What is counted is counted over all and kept (`website_epoch.py`), so the single columns need no index: each would
    have to be written again with every change of a status.
    """

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
        help="By the longest side without the frame.",
    )
    # The order of every list; without it the database would sort all that is published to show the first two dozen.
    _ic_shop_order_index = models.Index('(ic_shop_rank, publish_date DESC, id DESC) WHERE is_published IS TRUE')

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
