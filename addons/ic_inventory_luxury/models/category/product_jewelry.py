from odoo import api, fields, models
from odoo.exceptions import ValidationError

from . import ring_size

CM_PER_INCH = 2.54
KEPT_AS_UPLOADED = ('ic_jewel_hallmark_image', 'ic_jewel_maker_mark_image')


class ProductTemplate(models.Model):
    """The fields of a piece of fine jewelry: metal, marks, sizes. Its stones are in `product_jewelry_stones`."""

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
        string="Jewelry Type",
    )
    ic_jewel_line_id = fields.Many2one(
        'ic.brand.line',
        string="Line",
        ondelete='set null',
        check_company=True,
        index='btree_not_null',
        domain="[('brand_id', '=', ic_brand_id), ('category_id.code', '=', 'jewelry')]",
        help="A known line of the brand. It becomes the model.",
    )
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
        string="Metal",
        help="The metal with its purity, as hallmarked.",
    )
    ic_jewel_metal_text = fields.Char(
        string="Metal (free text)", help="The metal in words when the list has no name for it."
    )
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
        string="Metal Tone",
    )
    ic_jewel_weight = fields.Float(
        string="Total Weight", digits=(9, 3), aggregator=None, help="Grams, stones included."
    )
    # Marks
    ic_jewel_hallmark = fields.Char(
        string="Hallmark", help="The marks in words, for example Anchor, 750, date letter K."
    )
    ic_jewel_hallmark_image = fields.Image(string="Photo of the Hallmark", help="Kept as it was uploaded.")
    ic_jewel_maker_mark = fields.Char(
        string="Maker's Mark", help="The sponsor's or maker's mark, for example JC in an oval."
    )
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
        string="Assay Office",
        help="Who tested and marked the metal. Closed offices appear on old pieces.",
    )
    # Sizes
    ic_jewel_ring_system = fields.Selection(
        [('us', "US"), ('uk', "UK"), ('eu', "EU"), ('jp', "Japan")], string="Ring Size System", default='us'
    )
    ic_jewel_ring_size = fields.Char(
        string="Ring Size", help="As marked: 6.5 in the US, M or M½ in the UK, 53 in Europe, 13 in Japan."
    )
    ic_jewel_ring_us = fields.Float(
        string="US Ring Size",
        digits=(4, 2),
        compute='_compute_ic_jewel_ring',
        store=True,
        aggregator=None,
        help="The size in the US system, whatever system it was entered in.",
    )
    ic_jewel_ring_sizes = fields.Char(
        string="In Other Systems",
        compute='_compute_ic_jewel_ring',
        store=True,
        help="Nearest sizes of the other systems.",
    )
    ic_jewel_chain_length = fields.Float(
        string="Length", digits=(6, 2), aggregator=None, help="Of a chain, necklace or bracelet, in centimeters."
    )
    ic_jewel_chain_inch = fields.Float(
        string="Length (inch)",
        digits=(6, 2),
        compute='_compute_ic_jewel_chain_inch',
        inverse='_inverse_ic_jewel_chain_inch',
    )

    _ic_jewel_measures_positive = models.Constraint(
        "CHECK (COALESCE(ic_jewel_weight, 0) >= 0 AND COALESCE(ic_jewel_chain_length, 0) BETWEEN 0 AND 1000)",
        "Weight and length of jewelry cannot be negative, and a chain is not longer than 10 m.",
    )

    # === COMPUTE === #

    @api.depends('ic_jewel_ring_system', 'ic_jewel_ring_size')
    def _compute_ic_jewel_ring(self):
        for piece in self:
            size = ring_size.to_us(piece.ic_jewel_ring_system or 'us', piece.ic_jewel_ring_size)
            own = piece.ic_jewel_ring_system or 'us'
            others = [
                f'{system.upper()} {marking}' for system, marking in ring_size.from_us(size).items() if system != own
            ]
            piece.ic_jewel_ring_us = size
            piece.ic_jewel_ring_sizes = ' · '.join(others)

    @api.depends('ic_jewel_chain_length')
    def _compute_ic_jewel_chain_inch(self):
        for piece in self:
            piece.ic_jewel_chain_inch = piece.ic_jewel_chain_length / CM_PER_INCH

    def _inverse_ic_jewel_chain_inch(self):
        for piece in self:
            piece.ic_jewel_chain_length = piece.ic_jewel_chain_inch * CM_PER_INCH

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
                raise ValidationError(
                    self.env._(
                        "\"%(size)s\" is not a ring size of the system %(system)s. Sizes look like 6.5 (US), M½ (UK), "
                        "53 (EU) or 13 (Japan).",
                        size=piece.ic_jewel_ring_size,
                        system=system.upper(),
                    )
                )

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
