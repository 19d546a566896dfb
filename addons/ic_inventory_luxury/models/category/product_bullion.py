from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..catalog.ic_bullion_series import FORMS
from ..catalog.ic_fineness import METALS
from . import bullion_math

UNITS = [
    ('g', "g"),
    ('kg', "kg"),
    ('ozt', "troy oz"),
    ('oz', "oz (avoirdupois)"),
    ('dwt', "dwt"),
    ('grain', "grain"),
    ('tola', "tola"),
]


class ProductTemplate(models.Model):
    """The fields of bullion. What counts is the pure metal: fine troy ounces, computed in exact decimals.

    A weight is entered as stamped, and whether that is gross (a bar, a scale) or fine (a coin called "1 oz") is a
    field of its own. Where the series states its sizes and the weight agrees within 0.1 %, the stated size counts.
    """

    _inherit = 'product.template'

    ic_category = fields.Selection(selection_add=[('bullion', "Bullion")], ondelete={'bullion': 'set null'})
    ic_bullion_metal = fields.Selection(METALS, string="Precious Metal")
    ic_bullion_form = fields.Selection(FORMS, string="Form")
    ic_mint_id = fields.Many2one(
        'ic.mint', string="Mint", index='btree_not_null', ondelete='restrict', check_company=True
    )
    ic_bullion_series_id = fields.Many2one(
        'ic.bullion.series',
        string="Series",
        index='btree_not_null',
        ondelete='restrict',
        check_company=True,
        help="For example American Eagle. It fills in mint, metal, form and fineness.",
    )
    ic_bullion_tag = fields.Char(
        string="Program", help="What sets this issue apart: Proof, First Strike, Lunar III Dragon, Privy ..."
    )
    # Weight and fineness
    ic_bullion_weight = fields.Float(
        string="Unit Weight", digits=(14, 6), aggregator=None, help="Of one unit, as stamped or weighed."
    )
    ic_bullion_unit = fields.Selection(UNITS, string="Weight Unit", default='ozt')
    ic_bullion_basis = fields.Selection(
        [('fine', "Fine weight"), ('gross', "Gross weight")],
        string="Weight Is",
        default='fine',
        help="Fine: the pure metal, as coins are named (a 1 oz Eagle holds 1 oz of gold and weighs 33.93 g). "
        "Gross: what the scale shows, alloy included.",
    )
    ic_fineness_id = fields.Many2one(
        'ic.fineness',
        string="Fineness",
        index='btree_not_null',
        ondelete='restrict',
        check_company=True,
        domain="[('metal', '=', ic_bullion_metal)]",
        help="Standard fineness values of the metal only.",
    )
    ic_bullion_gross_g = fields.Float(
        string="Gross Weight (g)", digits=(16, 4), compute='_compute_ic_bullion_weights', store=True, aggregator=None
    )
    ic_bullion_fine_ozt = fields.Float(
        string="Fine Troy Ounces",
        digits=(16, 6),
        compute='_compute_ic_bullion_weights',
        store=True,
        help="Pure metal in one unit.",
    )
    ic_bullion_check = fields.Text(
        string="Please Check",
        compute='_compute_ic_bullion_check',
        help="Where weight or fineness do not agree with what the series states.",
    )
    ic_bullion_intake = fields.Integer(
        string="Quantity Coming In",
        default=1,
        copy=False,
        aggregator=None,
        help="How many units Receive puts in stock.",
    )
    ic_bullion_assay = fields.Selection(
        [('sealed', "Sealed"), ('opened', "Opened"), ('missing', "Missing"), ('none', "Never had one")],
        string="Assay Card",
    )

    _ic_bullion_weight_positive = models.Constraint(
        "CHECK (COALESCE(ic_bullion_weight, 0) >= 0)", "The weight cannot be negative."
    )
    _ic_bullion_intake_positive = models.Constraint(
        "CHECK (COALESCE(ic_bullion_intake, 1) BETWEEN 1 AND 100000)", "The quantity coming in is 1 to 100,000."
    )

    # === COMPUTE === #

    @api.depends(
        'ic_bullion_weight',
        'ic_bullion_unit',
        'ic_bullion_basis',
        'ic_fineness_id.numerator',
        'ic_fineness_id.denominator',
        'ic_bullion_series_id.sizes',
    )
    def _compute_ic_bullion_weights(self):
        for piece in self:
            if not piece.ic_bullion_weight or not piece.ic_fineness_id:
                piece.ic_bullion_gross_g = piece.ic_bullion_fine_ozt = 0.0
                continue
            gross, fine = piece._ic_weigh()
            size = bullion_math.stated_size(fine, piece.ic_bullion_series_id._ic_sizes())
            piece.ic_bullion_gross_g = float(bullion_math.rounded(gross, 4))
            piece.ic_bullion_fine_ozt = float(bullion_math.rounded(size or fine, 6))

    @api.depends('ic_bullion_fine_ozt', 'ic_fineness_id', 'ic_bullion_series_id', 'ic_year', 'ic_bullion_basis')
    def _compute_ic_bullion_check(self):
        for piece in self:
            piece.ic_bullion_check = '\n'.join(piece._ic_bullion_doubts())

    # === ONCHANGE === #

    @api.onchange('ic_bullion_series_id', 'ic_year')
    def _onchange_ic_bullion_series_id(self):
        """Fill in what follows from the series."""
        for piece in self.filtered('ic_bullion_series_id'):
            series = piece.ic_bullion_series_id
            piece.ic_bullion_metal = series.metal
            piece.ic_bullion_form = series.form
            piece.ic_mint_id = series.mint_id or piece.ic_mint_id
            piece.ic_fineness_id = series._ic_fineness(piece.ic_year) or piece.ic_fineness_id
            piece.ic_bullion_basis = 'fine' if series.sizes else piece.ic_bullion_basis

    @api.onchange('ic_bullion_metal')
    def _onchange_ic_bullion_metal(self):
        for piece in self:
            if piece.ic_fineness_id.metal != piece.ic_bullion_metal:
                piece.ic_fineness_id = False
            if piece.ic_bullion_series_id.metal != piece.ic_bullion_metal:
                piece.ic_bullion_series_id = False

    # === CONSTRAINTS === #

    @api.constrains('ic_bullion_metal', 'ic_fineness_id', 'ic_bullion_series_id')
    def _check_ic_bullion_metal(self):
        for piece in self:
            for fact in (piece.ic_fineness_id, piece.ic_bullion_series_id):
                if fact and fact.metal != piece.ic_bullion_metal:
                    labels = dict(self._fields['ic_bullion_metal']._description_selection(self.env))
                    raise ValidationError(
                        self.env._(
                            "%(piece)s: %(fact)s belongs to %(metal)s. Choose one of the metal of the piece.",
                            piece=piece.name,
                            fact=fact.display_name,
                            metal=labels[fact.metal],
                        )
                    )

    # === CRUD === #

    @api.model
    def default_get(self, fields):
        """Override of `product` to open bullion as stock with a quantity."""
        values = super().default_get(fields)
        if values.get('ic_category') == 'bullion' and 'default_ic_is_unique' not in self.env.context:
            counted = {'ic_is_unique': False, 'tracking': 'none'}
            values.update({name: value for name, value in counted.items() if name in fields})
        return values

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `product` to take in bullion as stock with a quantity, unless a serial or slab makes it one."""
        for vals in vals_list:
            if self._ic_category_of(vals) == 'bullion' and 'default_ic_is_unique' not in self.env.context:
                vals.setdefault('ic_is_unique', bool(vals.get('ic_serial') or vals.get('ic_grading_number')))
        return super().create(vals_list)

    # === ACTIONS === #

    def action_ic_receive(self):
        """Override of `ic_inventory_luxury` to receive bullion with the quantity entered at intake."""
        bullion = self.filtered(lambda piece: piece.ic_category == 'bullion' and not piece.ic_is_unique)
        bullion._ic_check_receivable()
        for piece in bullion:
            piece._ic_receive(quantity=float(piece.ic_bullion_intake or 1))
        others = self - bullion
        return super(ProductTemplate, others).action_ic_receive() if others else True

    # === BUSINESS METHODS === #

    def _ic_put_in_stock(self, location, quantity):
        """Override of `ic_inventory_luxury`: a status that needs bullion in the house brings in what was entered."""
        bullion = self.filtered(lambda p: p.ic_category == 'bullion' and not p.ic_is_unique and p.ic_bullion_intake > 1)
        if quantity != 1.0 or not bullion:
            return super()._ic_put_in_stock(location, quantity)
        for piece in bullion:
            super(ProductTemplate, piece)._ic_put_in_stock(location, float(piece.ic_bullion_intake))
        rest = self - bullion
        return super(ProductTemplate, rest)._ic_put_in_stock(location, quantity) if rest else None

    def _ic_weigh(self):
        """Return (gross grams, fine troy ounces) of one unit as exact Decimals."""
        self.ensure_one()
        return bullion_math.weigh(
            bullion_math.exact(self.ic_bullion_weight),
            self.ic_bullion_unit or 'ozt',
            self.ic_bullion_basis or 'gross',
            self.ic_fineness_id._ic_share(),
        )

    def _ic_bullion_doubts(self):
        """Return sentences on what does not agree with the series; nothing is refused, old coins are worn."""
        self.ensure_one()
        series, doubts = self.ic_bullion_series_id, []
        expected = series._ic_fineness(self.ic_year)
        if expected and self.ic_fineness_id and expected._ic_share() != self.ic_fineness_id._ic_share():
            doubts.append(
                self.env._(
                    "%(series)s of this year is %(expected)s fine, this piece says %(own)s.",
                    series=series.name,
                    expected=expected.name,
                    own=self.ic_fineness_id.name,
                )
            )
        sizes = series._ic_sizes()
        if sizes and self.ic_bullion_weight and self.ic_fineness_id:
            fine = self._ic_weigh()[1]
            if not bullion_math.stated_size(fine, sizes):
                doubts.append(
                    self.env._(
                        "%(fine)s oz fine is none of the sizes of %(series)s (%(sizes)s oz). Is the weight gross?",
                        fine=bullion_math.rounded(fine, 4),
                        series=series.name,
                        sizes=series.sizes,
                    )
                )
        return doubts
