from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from .stone_words import (
    CLARITIES,
    CLARITY_RANKS,
    COLOR_RANKS,
    COLORS,
    CUT_RANKS,
    CUTS,
    FANCY_GRADES,
    FLUORESCENCES,
    NOT_GIA_CLARITIES,
    SHAPES,
    STONE_TYPES,
)

# Since this day GIA reports on laboratory-grown diamonds say Premium, Standard or nothing instead of the 4C.
GIA_NO_GRADES_SINCE = fields.Date.to_date('2025-10-01')


class IcStone(models.Model):
    """A stone of a piece, or several stones alike. A row of 20 diamonds of 0.05 ct weighs 1 ct together."""

    _name = 'ic.stone'
    _description = "Stone"
    _order = 'product_tmpl_id, is_center desc, sequence, id'
    _check_company_auto = True

    product_tmpl_id = fields.Many2one(
        'product.template', string="Piece", required=True, index=True, ondelete='cascade', check_company=True
    )
    company_id = fields.Many2one(related='product_tmpl_id.company_id', store=True, index=True)
    sequence = fields.Integer(default=10)
    type = fields.Selection(STONE_TYPES, string="Stone", required=True, default='diamond', index=True)
    is_center = fields.Boolean(string="Center", help="The main stone. Two are possible (toi et moi).")
    count = fields.Integer(required=True, default=1, help="How many stones alike this row stands for.")
    carat = fields.Float(
        string="Carat Each",
        digits=(9, 4),
        aggregator=None,
        help="Weight of ONE stone in carat (1 ct = 0.2 g). Leave empty when it is not known.",
    )
    total_carat = fields.Float(
        string="Carat Together",
        digits=(9, 4),
        compute='_compute_total_carat',
        store=True,
        help="Carat of one stone times the count.",
    )
    shape = fields.Selection(SHAPES, index='btree_not_null')
    color = fields.Selection(COLORS, string="Color Grade", help="D to Z for white diamonds, or Fancy.")
    fancy_grade = fields.Selection(FANCY_GRADES, string="Fancy Intensity")
    hue = fields.Char(help="For colored stones and fancy diamonds: Vivid Yellow, Pigeon's Blood ...")
    clarity = fields.Selection(
        CLARITIES, help="GIA gives eleven grades. SI3 and P1 to P3 are used in the trade, never by GIA."
    )
    cut_grade = fields.Selection(CUTS, string="Cut", help="Of round brilliants. Ideal is the wording of AGS and IGI.")
    polish = fields.Selection(CUTS)
    symmetry = fields.Selection(CUTS)
    fluorescence = fields.Selection(FLUORESCENCES)
    treatment_ids = fields.Many2many('ic.stone.treatment', string="Treatments")
    origin = fields.Selection(
        [('natural', "Natural"), ('lab_grown', "Laboratory-grown")],
        help="Has to be said of every diamond.",
        index='btree_not_null',
    )
    growth = fields.Selection(
        [('cvd', "CVD"), ('hpht', "HPHT")], string="Growth Method", help="Of laboratory-grown stones."
    )
    quality_assessment = fields.Selection(
        [('premium', "Premium"), ('standard', "Standard")],
        help="What GIA says of laboratory-grown diamonds since October 2025, instead of color and clarity.",
    )
    place = fields.Char(string="Place of Origin", help="Country or mine, where a report states it.")
    measurements = fields.Char(help="As on the report, for example 6.45 - 6.48 x 3.98 mm.")
    certificate_ids = fields.One2many('ic.certificate', 'stone_id', string="Certificates")
    # Higher is better, 0 is "not graded", so that "at least VS2" compares numbers.
    clarity_rank = fields.Integer(compute='_compute_ranks', store=True, index=True, aggregator=None)
    color_rank = fields.Integer(compute='_compute_ranks', store=True, index=True, aggregator=None)
    cut_rank = fields.Integer(compute='_compute_ranks', store=True, aggregator=None)

    _count_positive = models.Constraint("CHECK (count >= 1)", "A row of stones stands for at least one stone.")
    _carat_positive = models.Constraint(
        "CHECK (COALESCE(carat, 0) BETWEEN 0 AND 10000)", "A stone weighs between 0 and 10,000 carat."
    )
    _diamond_origin = models.Constraint(
        "CHECK (type <> 'diamond' OR origin IS NOT NULL)",
        "Say of every diamond whether it is natural or laboratory-grown.",
    )
    _growth_lab_grown = models.Constraint(
        "CHECK (growth IS NULL OR origin = 'lab_grown')", "Only laboratory-grown stones have a growth method."
    )
    _assessment_lab_grown = models.Constraint(
        "CHECK (quality_assessment IS NULL OR origin = 'lab_grown')",
        "Premium and Standard are said of laboratory-grown stones only.",
    )
    _fancy_grade_fancy = models.Constraint(
        "CHECK (fancy_grade IS NULL OR color = 'fancy')", "A fancy intensity needs the color grade Fancy."
    )

    # === COMPUTE === #

    @api.depends('carat', 'count')
    def _compute_total_carat(self):
        for stone in self:
            stone.total_carat = stone.carat * stone.count

    @api.depends('clarity', 'color', 'cut_grade')
    def _compute_ranks(self):
        for stone in self:
            stone.clarity_rank = CLARITY_RANKS.get(stone.clarity, 0)
            stone.color_rank = COLOR_RANKS.get(stone.color, 0)
            stone.cut_rank = CUT_RANKS.get(stone.cut_grade, 0)

    @api.depends('type', 'count', 'carat', 'is_center')
    def _compute_display_name(self):
        for stone in self:
            stone.display_name = stone._ic_summary(short=True)

    # === CONSTRAINTS === #

    @api.constrains('treatment_ids')
    def _check_treatments(self):
        for stone in self:
            alone = stone.treatment_ids.filtered('is_exclusive')
            if alone and len(stone.treatment_ids) > 1:
                raise ValidationError(self.env._("\"%s\" cannot be combined with a treatment.", alone[0].name))

    @api.constrains('type', 'origin', 'clarity', 'color', 'cut_grade', 'quality_assessment')
    def _check_laboratory(self):
        self.certificate_ids._check_stone_grades()

    # === BUSINESS METHODS === #

    def _ic_check_report(self, lab, date):
        """Refuse grades that the laboratory of a report does not give.

        :param str lab: a code of the laboratories, :param date: date of the report or False
        :raise ValidationError: naming the stone and what the laboratory says instead
        """
        self.ensure_one()
        if lab != 'gia' or self.type != 'diamond':
            return
        if self.clarity in NOT_GIA_CLARITIES:
            raise ValidationError(
                self.env._(
                    "GIA does not give the clarity %(clarity)s. Its lowest grades are SI2, I1, I2 and I3.",
                    clarity=self.clarity,
                )
            )
        if self.origin != 'lab_grown' or not date:
            return
        if date >= GIA_NO_GRADES_SINCE and (self.clarity or self.color or self.cut_grade):
            raise ValidationError(
                self.env._(
                    "GIA reports on laboratory-grown diamonds from %(date)s on carry no color, clarity or cut. Leave "
                    "them empty and choose the quality assessment instead.",
                    date=format_date(self.env, GIA_NO_GRADES_SINCE),
                )
            )
        if date < GIA_NO_GRADES_SINCE and self.quality_assessment:
            raise ValidationError(
                self.env._(
                    "Premium and Standard appear on GIA reports from %(date)s on. This one is older: enter its grades.",
                    date=format_date(self.env, GIA_NO_GRADES_SINCE),
                )
            )

    def _ic_label(self, name):
        """Return the label of a selection field's value, '' when it is empty."""
        return dict(self._fields[name]._description_selection(self.env)).get(self[name], '')

    def _ic_summary(self, short=False):
        """Return the stone in words, e.g. "Natural Diamond, Round Brilliant, 1.02 ct, D, VS1" or, with a count,
        "20 × Diamond, 0.05 ct each (1 ct)"; `short` leaves out grades."""
        self.ensure_one()
        name = self._ic_label('type')
        if self.origin == 'lab_grown' or self.origin and not short:
            name = f"{self._ic_label('origin')} {name}"
        parts = [f'{self.count} × {name}' if self.count > 1 else name]
        if not short and self.shape:
            parts.append(self._ic_label('shape'))
        if self.carat:
            together = self.env._(
                "%(each)s ct each (%(together)s ct)", each=f'{self.carat:g}', together=f'{self.total_carat:g}'
            )
            parts.append(together if self.count > 1 else self.env._("%s ct", f'{self.carat:g}'))
        if not short:
            color = self.color if self.color and self.color != 'fancy' else self._ic_label('fancy_grade')
            grades = [' '.join(filter(None, (color, self.hue))), self.clarity, self._ic_label('quality_assessment')]
            if self.cut_grade:
                grades.append(self.env._("%s cut", self._ic_label('cut_grade')))
            if self.treatment_ids:
                grades.append(', '.join(self.treatment_ids.mapped('name')))
            parts += [grade for grade in grades if grade]
        return ', '.join(parts)

    def _ic_piece_rank(self, name, center):
        """Return the rank that stands for the whole piece: the center's if graded, else the lowest of the diamonds."""
        ranks = (
            center.mapped(name)
            if center and center[name]
            else self.filtered(lambda stone: stone.type == 'diamond').mapped(name)
        )
        return min((rank for rank in ranks if rank), default=0)
