from odoo import api, fields, models
from odoo.fields import Domain

from .stone_words import CLARITIES, CLARITY_RANKS, COLOR_RANKS, COLORS, SHAPES, STONE_TYPES


class ProductTemplate(models.Model):
    """The stones of a piece and what they add up to.

    Total carat = carat of one stone x count, over all rows. Center carat = the heaviest stone flagged as center.
    Clarity and color rank of the piece = the center stone's where it is graded, else the lowest of its graded
    diamonds, so that "at least VS2" never shows a piece with a lower stone that a buyer would look at first.
    """

    _inherit = 'product.template'

    ic_stone_ids = fields.One2many('ic.stone', 'product_tmpl_id', string="Stones", copy=True)
    ic_certificate_ids = fields.One2many('ic.certificate', 'product_tmpl_id', string="Certificates", copy=False)
    ic_jewel_total_carat = fields.Float(
        string="Total Carat",
        digits=(9, 4),
        compute='_compute_ic_jewel_stones',
        store=True,
        help="Carat of every stone times its count, all rows together.",
    )
    ic_jewel_center_carat = fields.Float(
        string="Center Carat",
        digits=(9, 4),
        compute='_compute_ic_jewel_stones',
        store=True,
        aggregator=None,
        help="Carat of the heaviest stone marked as center.",
    )
    ic_jewel_stone_count = fields.Integer(string="Number of Stones", compute='_compute_ic_jewel_stones', store=True)
    ic_jewel_stone_type = fields.Selection(
        STONE_TYPES, string="Main Stone", compute='_compute_ic_jewel_stones', store=True
    )
    ic_jewel_shape = fields.Selection(SHAPES, string="Main Shape", compute='_compute_ic_jewel_stones', store=True)
    ic_jewel_clarity_rank = fields.Integer(compute='_compute_ic_jewel_stones', store=True, aggregator=None)
    ic_jewel_color_rank = fields.Integer(compute='_compute_ic_jewel_stones', store=True, aggregator=None)
    ic_jewel_is_lab_grown = fields.Boolean(
        string="With Laboratory-grown Stones", compute='_compute_ic_jewel_stones', store=True
    )
    ic_jewel_clarity_min = fields.Selection(
        CLARITIES,
        string="Clarity at Least",
        store=False,
        search='_search_ic_jewel_clarity_min',
        compute='_compute_ic_jewel_floors',
    )
    ic_jewel_color_min = fields.Selection(
        COLORS[:-1],
        string="Color at Least",
        store=False,
        search='_search_ic_jewel_color_min',
        compute='_compute_ic_jewel_floors',
    )

    # === COMPUTE === #

    @api.depends(
        'ic_stone_ids.total_carat',
        'ic_stone_ids.carat',
        'ic_stone_ids.count',
        'ic_stone_ids.is_center',
        'ic_stone_ids.type',
        'ic_stone_ids.shape',
        'ic_stone_ids.origin',
        'ic_stone_ids.clarity_rank',
        'ic_stone_ids.color_rank',
    )
    def _compute_ic_jewel_stones(self):
        for piece in self:
            stones = piece.ic_stone_ids
            centers = stones.filtered('is_center').sorted('carat', reverse=True)
            main = centers[:1] or stones[:1] if len(stones) == 1 or centers else stones.browse()
            piece.ic_jewel_total_carat = sum(stones.mapped('total_carat'))
            piece.ic_jewel_center_carat = centers[:1].carat
            piece.ic_jewel_stone_count = sum(stones.mapped('count'))
            piece.ic_jewel_stone_type = main.type or stones[:1].type
            piece.ic_jewel_shape = main.shape
            piece.ic_jewel_clarity_rank = stones._ic_piece_rank('clarity_rank', centers[:1])
            piece.ic_jewel_color_rank = stones._ic_piece_rank('color_rank', centers[:1])
            piece.ic_jewel_is_lab_grown = 'lab_grown' in stones.mapped('origin')

    def _compute_ic_jewel_floors(self):
        clarities = {rank: code for code, rank in reversed(CLARITY_RANKS.items())}
        colors = {rank: code for code, rank in COLOR_RANKS.items()}
        for piece in self:
            piece.ic_jewel_clarity_min = clarities.get(piece.ic_jewel_clarity_rank, False)
            piece.ic_jewel_color_min = colors.get(piece.ic_jewel_color_rank, False)

    def _search_ic_jewel_clarity_min(self, operator, value):
        return self._ic_floor_domain('ic_jewel_clarity_rank', CLARITY_RANKS, operator, value)

    def _search_ic_jewel_color_min(self, operator, value):
        return self._ic_floor_domain('ic_jewel_color_rank', COLOR_RANKS, operator, value)

    # === BUSINESS METHODS === #

    @api.model
    def _ic_floor_domain(self, name, ranks, operator, value):
        """Return the domain of pieces that rank at least as high as the grade `value` (or the lowest of several)."""
        if operator not in ('=', 'in'):
            return NotImplemented
        wanted = [value] if isinstance(value, str) else value
        floors = [ranks[grade] for grade in wanted if grade in ranks]
        return Domain(name, '>=', min(floors)) if floors else Domain.FALSE

    def _ic_only_stone(self):
        """Return the stone a report on this piece can only be about: the single row, or the single center stone."""
        stones = self.ic_stone_ids
        centers = stones.filtered('is_center')
        return stones if len(stones) == 1 else centers if len(centers) == 1 else stones.browse()
