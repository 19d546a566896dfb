from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from . import ring_size
from .stone_words import CLARITIES, CLARITY_RANKS, COLOR_RANKS, COLORS, SHAPES, STONE_TYPES

CM_PER_INCH = 2.54
KEPT_AS_UPLOADED = ('ic_jewel_hallmark_image', 'ic_jewel_maker_mark_image')


class ProductTemplate(models.Model):
    """The fields of a piece of fine jewelry, with totals over its stones.

    Total carat = carat of one stone x count, over all rows. Center carat = the heaviest stone flagged as center.
    Clarity and color rank of the piece = the center stone's where it is graded, else the lowest of its graded
    diamonds, so that "at least VS2" never shows a piece with a lower stone that a buyer would look at first.
    """

    _inherit = 'product.template'

    ic_category = fields.Selection(selection_add=[('jewelry', "Fine Jewelry")], ondelete={'jewelry': 'set null'})
    ic_jewel_type = fields.Selection(
        [
            ('ring', "Ring"),
            ('necklace', "Necklace"),
            ('bracelet', "Bracelet"),
            ('earrings', "Earrings"),
            ('pendant', "Pendant"),
            ('brooch', "Brooch"),
            ('set', "Set"),
            ('other', "Other"),
        ],
        string="Jewelry Type", index='btree_not_null')
    ic_jewel_line_id = fields.Many2one(
        'ic.brand.line', string="Line", ondelete='set null', check_company=True, index='btree_not_null',
        domain="[('brand_id', '=', ic_brand_id), ('category_id.code', '=', 'jewelry')]",
        help="A known line of the brand. It becomes the model.")
    # Metal
    ic_jewel_metal = fields.Selection(
        [
            ('gold_8k', "8k Gold (333)"),
            ('gold_9k', "9k Gold (375)"),
            ('gold_10k', "10k Gold (417)"),
            ('gold_14k', "14k Gold (585)"),
            ('gold_18k', "18k Gold (750)"),
            ('gold_22k', "22k Gold (916)"),
            ('gold_24k', "24k Gold (999)"),
            ('platinum_850', "Platinum 850"),
            ('platinum_900', "Platinum 900"),
            ('platinum_950', "Platinum 950"),
            ('platinum_999', "Platinum 999"),
            ('silver_800', "Silver 800"),
            ('silver_925', "Sterling Silver (925)"),
            ('silver_958', "Britannia Silver (958)"),
            ('silver_999', "Fine Silver (999)"),
            ('palladium_500', "Palladium 500"),
            ('palladium_950', "Palladium 950"),
            ('palladium_999', "Palladium 999"),
            ('steel', "Stainless Steel"),
            ('titanium', "Titanium"),
            ('other', "Other"),
        ],
        string="Metal", index='btree_not_null', help="The metal with its purity, as hallmarked.")
    ic_jewel_metal_text = fields.Char(string="Metal (free text)", help="The metal in words when the list has no name for it.")
    ic_jewel_tone = fields.Selection(
        [
            ('yellow', "Yellow"),
            ('white', "White"),
            ('rose', "Rose"),
            ('green', "Green"),
            ('black', "Black"),
            ('two_tone', "Two-tone"),
            ('tri_color', "Tri-color"),
        ],
        string="Metal Tone", index='btree_not_null')
    ic_jewel_weight = fields.Float(
        string="Total Weight", digits=(9, 3), aggregator=None, help="Grams, stones included.")
    # Marks
    ic_jewel_hallmark = fields.Char(string="Hallmark", help="The marks in words, for example Anchor, 750, date letter K.")
    ic_jewel_hallmark_image = fields.Image(string="Photo of the Hallmark", help="Kept as it was uploaded.")
    ic_jewel_maker_mark = fields.Char(string="Maker's Mark", help="The sponsor's or maker's mark, for example JC in an oval.")
    ic_jewel_maker_mark_image = fields.Image(string="Photo of the Maker's Mark", help="Kept as it was uploaded.")
    ic_jewel_assay_office = fields.Selection(
        [
            ('london', "London (leopard's head)"),
            ('birmingham', "Birmingham (anchor)"),
            ('sheffield', "Sheffield (rose)"),
            ('edinburgh', "Edinburgh (castle)"),
            ('dublin', "Dublin"),
            ('chester', "Chester (closed)"),
            ('glasgow', "Glasgow (closed)"),
            ('exeter', "Exeter (closed)"),
            ('newcastle', "Newcastle (closed)"),
            ('york', "York (closed)"),
            ('france', "France"),
            ('switzerland', "Switzerland"),
            ('italy', "Italy"),
            ('convention', "Hallmarking Convention (scales)"),
            ('other', "Other"),
        ],
        string="Assay Office", help="Who tested and marked the metal. Closed offices appear on old pieces.")
    # Sizes
    ic_jewel_ring_system = fields.Selection(
        [('us', "US"), ('uk', "UK"), ('eu', "EU"), ('jp', "Japan")], string="Ring Size System", default='us')
    ic_jewel_ring_size = fields.Char(
        string="Ring Size", help="As marked: 6.5 in the US, M or M½ in the UK, 53 in Europe, 13 in Japan.")
    ic_jewel_ring_us = fields.Float(
        string="US Ring Size", digits=(4, 2), compute='_compute_ic_jewel_ring', store=True, aggregator=None,
        index='btree_not_null', help="The size in the US system, whatever system it was entered in.")
    ic_jewel_ring_sizes = fields.Char(
        string="In Other Systems", compute='_compute_ic_jewel_ring', store=True,
        help="Nearest sizes of the other systems.")
    ic_jewel_chain_length = fields.Float(
        string="Length", digits=(6, 2), aggregator=None, help="Of a chain, necklace or bracelet, in centimeters.")
    ic_jewel_chain_inch = fields.Float(
        string="Length (inch)", digits=(6, 2), compute='_compute_ic_jewel_chain_inch',
        inverse='_inverse_ic_jewel_chain_inch')
    # Stones and certificates
    ic_stone_ids = fields.One2many('ic.stone', 'product_tmpl_id', string="Stones", copy=True)
    ic_certificate_ids = fields.One2many('ic.certificate', 'product_tmpl_id', string="Certificates", copy=False)
    ic_jewel_total_carat = fields.Float(
        string="Total Carat", digits=(9, 4), compute='_compute_ic_jewel_stones', store=True, index='btree_not_null',
        help="Carat of every stone times its count, all rows together.")
    ic_jewel_center_carat = fields.Float(
        string="Center Carat", digits=(9, 4), compute='_compute_ic_jewel_stones', store=True, index='btree_not_null',
        aggregator=None, help="Carat of the heaviest stone marked as center.")
    ic_jewel_stone_count = fields.Integer(string="Number of Stones", compute='_compute_ic_jewel_stones', store=True)
    ic_jewel_stone_type = fields.Selection(
        STONE_TYPES, string="Main Stone", compute='_compute_ic_jewel_stones', store=True, index='btree_not_null')
    ic_jewel_shape = fields.Selection(
        SHAPES, string="Main Shape", compute='_compute_ic_jewel_stones', store=True, index='btree_not_null')
    ic_jewel_clarity_rank = fields.Integer(
        compute='_compute_ic_jewel_stones', store=True, index='btree_not_null', aggregator=None)
    ic_jewel_color_rank = fields.Integer(
        compute='_compute_ic_jewel_stones', store=True, index='btree_not_null', aggregator=None)
    ic_jewel_is_lab_grown = fields.Boolean(
        string="With Laboratory-grown Stones", compute='_compute_ic_jewel_stones', store=True)
    ic_jewel_clarity_min = fields.Selection(
        CLARITIES, string="Clarity at Least", store=False, search='_search_ic_jewel_clarity_min',
        compute='_compute_ic_jewel_floors')
    ic_jewel_color_min = fields.Selection(
        COLORS[:-1], string="Color at Least", store=False, search='_search_ic_jewel_color_min',
        compute='_compute_ic_jewel_floors')

    _ic_jewel_measures_positive = models.Constraint(
        "CHECK (COALESCE(ic_jewel_weight, 0) >= 0 AND COALESCE(ic_jewel_chain_length, 0) BETWEEN 0 AND 1000)",
        "Weight and length of jewelry cannot be negative, and a chain is not longer than 10 m.")

    # === COMPUTE === #

    @api.depends('ic_jewel_ring_system', 'ic_jewel_ring_size')
    def _compute_ic_jewel_ring(self):
        for piece in self:
            size = ring_size.to_us(piece.ic_jewel_ring_system or 'us', piece.ic_jewel_ring_size)
            own = piece.ic_jewel_ring_system or 'us'
            others = [
                f'{system.upper()} {marking}' for system, marking in ring_size.from_us(size).items() if system != own]
            piece.ic_jewel_ring_us = size
            piece.ic_jewel_ring_sizes = ' · '.join(others)

    @api.depends('ic_jewel_chain_length')
    def _compute_ic_jewel_chain_inch(self):
        for piece in self:
            piece.ic_jewel_chain_inch = piece.ic_jewel_chain_length / CM_PER_INCH

    def _inverse_ic_jewel_chain_inch(self):
        for piece in self:
            piece.ic_jewel_chain_length = piece.ic_jewel_chain_inch * CM_PER_INCH

    @api.depends(
        'ic_stone_ids.total_carat', 'ic_stone_ids.carat', 'ic_stone_ids.count', 'ic_stone_ids.is_center',
        'ic_stone_ids.type', 'ic_stone_ids.shape', 'ic_stone_ids.origin', 'ic_stone_ids.clarity_rank',
        'ic_stone_ids.color_rank')
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

    # === ONCHANGE === #

    @api.onchange('ic_jewel_line_id')
    def _onchange_ic_jewel_line_id(self):
        for piece in self.filtered('ic_jewel_line_id'):
            piece.ic_model = piece.ic_jewel_line_id.name
            piece._onchange_ic_name_parts()

    @api.onchange('ic_brand_id')
    def _onchange_ic_jewel_brand(self):
        for piece in self.filtered('ic_jewel_line_id'):
            if piece.ic_jewel_line_id.brand_id != piece.ic_brand_id:
                piece.ic_jewel_line_id = False

    # === CONSTRAINTS === #

    @api.constrains('ic_jewel_ring_size', 'ic_jewel_ring_system')
    def _check_ic_jewel_ring_size(self):
        for piece in self:
            system = piece.ic_jewel_ring_system or 'us'
            if piece.ic_jewel_ring_size and ring_size.to_us(system, piece.ic_jewel_ring_size) is None:
                raise ValidationError(self.env._(
                    "\"%(size)s\" is not a ring size of the system %(system)s. Sizes look like 6.5 (US), M½ (UK), "
                    "53 (EU) or 13 (Japan).", size=piece.ic_jewel_ring_size, system=system.upper()))

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `product` to keep photos of hallmarks as they were uploaded."""
        if not any(vals.get(name) for vals in vals_list for name in KEPT_AS_UPLOADED):
            return super().create(vals_list)
        self_kept = self.with_context(image_no_postprocess=True)
        return super(ProductTemplate, self_kept).create(vals_list).with_env(self.env)

    def write(self, vals):
        """Override of `product` to keep photos of hallmarks as they were uploaded."""
        if any(vals.get(name) for name in KEPT_AS_UPLOADED):
            return super(ProductTemplate, self.with_context(image_no_postprocess=True)).write(vals)
        return super().write(vals)

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
