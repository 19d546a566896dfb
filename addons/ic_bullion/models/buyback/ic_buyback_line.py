from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.ic_inventory_luxury.models.catalog.ic_bullion_series import FORMS
from odoo.addons.ic_inventory_luxury.models.catalog.ic_fineness import METALS
from odoo.addons.ic_inventory_luxury.models.category import bullion_math
from odoo.addons.ic_inventory_luxury.models.category.product_bullion import UNITS

# The piece has these under names of its own: line -> piece.
OF_PIECE = {
    'metal': 'ic_bullion_metal',
    'form': 'ic_bullion_form',
    'mint_id': 'ic_mint_id',
    'series_id': 'ic_bullion_series_id',
    'year': 'ic_year',
    'weight': 'ic_bullion_weight',
    'unit': 'ic_bullion_unit',
    'basis': 'ic_bullion_basis',
    'fineness_id': 'ic_fineness_id',
}
QUOTED = {'bid', 'spot', 'tick_id', 'rule_id', 'words', 'metal_value', 'quoted_at'}


class IcBuybackLine(models.Model):
    """Goods of one kind that are offered: what they are, the pure metal in them, what is bid for one."""

    _name = 'ic.buyback.line'
    _description = "Buy-back Line"
    _order = 'buyback_id, sequence, id'
    _check_company_auto = True

    buyback_id = fields.Many2one('ic.buyback', required=True, index=True, ondelete='cascade', check_company=True)
    company_id = fields.Many2one(related='buyback_id.company_id', store=True, index=True)
    currency_id = fields.Many2one(related='company_id.currency_id')
    state = fields.Selection(related='buyback_id.state')
    sequence = fields.Integer(default=10)
    piece_id = fields.Many2one(
        'product.template',
        check_company=True,
        ondelete='restrict',
        index='btree_not_null',
        domain="[('ic_category', '=', 'bullion')]",
        help="What it joins in stock. Empty: a new piece is made when it is received.",
    )
    name = fields.Char(string="What It Is", compute='_compute_name', store=True, readonly=False, precompute=True)
    metal = fields.Selection(METALS, required=True, default='gold')
    form = fields.Selection(FORMS, required=True, default='coin')
    mint_id = fields.Many2one('ic.mint', check_company=True, ondelete='restrict')
    series_id = fields.Many2one('ic.bullion.series', check_company=True, ondelete='restrict')
    year = fields.Integer(aggregator=None)
    serial = fields.Char(copy=False, help="Of a bar or a coin that is one of one.")
    weight = fields.Float(digits=(14, 6), required=True, aggregator=None, help="Of one unit.")
    unit = fields.Selection(UNITS, required=True, default='ozt')
    basis = fields.Selection(
        [('fine', "Fine"), ('gross', "Gross")],
        string="Weight Is",
        required=True,
        default='fine',
        help="Fine: the pure metal, as coins are named. Gross: what the scale shows.",
    )
    fineness_id = fields.Many2one(
        'ic.fineness', required=True, check_company=True, ondelete='restrict', domain="[('metal', '=', metal)]"
    )
    fine_ounces = fields.Float(
        string="Fine oz Each", digits=(16, 6), compute='_compute_fine_ounces', store=True, aggregator=None
    )
    quantity = fields.Integer(default=1, required=True)
    # The bid
    bid = fields.Monetary(string="Bid by the Rules", readonly=True, copy=False, aggregator=None)
    own_bid = fields.Monetary(copy=False, aggregator=None, help="For one, in place of the rules.")
    own_reason = fields.Char(string="Why", copy=False)
    price = fields.Monetary(string="We Pay Each", compute='_compute_price', store=True, aggregator=None)
    total = fields.Monetary(string="We Pay", compute='_compute_price', store=True)
    spot = fields.Float(string="Spot per oz", digits=(16, 6), readonly=True, copy=False, aggregator=None)
    tick_id = fields.Many2one('ic.metal.price', readonly=True, copy=False, ondelete='set null')
    rule_id = fields.Many2one('ic.premium.rule', readonly=True, copy=False, ondelete='set null')
    words = fields.Char(string="How It Comes About", readonly=True, copy=False)
    metal_value = fields.Monetary(string="Worth at Spot", readonly=True, copy=False)
    quoted_at = fields.Datetime(readonly=True, copy=False)

    _quantity_positive = models.Constraint('CHECK (quantity BETWEEN 1 AND 100000)', "Between 1 and 100,000 units.")
    _weight_positive = models.Constraint('CHECK (weight > 0)', "The weight is above zero.")
    _own_bid_positive = models.Constraint('CHECK (COALESCE(own_bid, 0) >= 0)', "A bid is not below zero.")
    _own_reason = models.Constraint(
        "CHECK (COALESCE(own_bid, 0) = 0 OR COALESCE(TRIM(own_reason), '') <> '')",
        "Say why you bid something else than the rules.",
    )
    _one_serial = models.Constraint(
        "CHECK (quantity = 1 OR COALESCE(TRIM(serial), '') = '')", "What has a serial number is one of one."
    )

    # === COMPUTE METHODS === #

    @api.depends('piece_id', 'metal', 'form', 'weight', 'unit', 'series_id', 'year')
    def _compute_name(self):
        for line in self:
            line.name = line.piece_id.name or line._ic_compose_name()

    @api.depends(
        'weight', 'unit', 'basis', 'fineness_id.numerator', 'fineness_id.denominator', 'series_id.sizes', 'metal'
    )
    def _compute_fine_ounces(self):
        for line in self:
            line.fine_ounces = float(line._ic_fine_ounces())

    @api.depends('bid', 'own_bid', 'quantity', 'currency_id')
    def _compute_price(self):
        for line in self:
            line.price = line.own_bid if line.own_bid and line.quoted_at else line.bid
            line.total = float(line._ic_total())

    # === ONCHANGE === #

    @api.onchange('piece_id')
    def _onchange_piece_id(self):
        for line in self.filtered('piece_id'):
            line.update(line._ic_of_piece(line.piece_id))

    @api.onchange('series_id', 'year')
    def _onchange_series_id(self):
        for line in self.filtered('series_id'):
            series = line.series_id
            line.metal, line.form = series.metal, series.form
            line.mint_id = series.mint_id or line.mint_id
            line.fineness_id = series._ic_fineness(line.year) or line.fineness_id
            line.basis = 'fine' if series.sizes else line.basis

    @api.onchange('metal')
    def _onchange_metal(self):
        for line in self:
            if line.fineness_id.metal != line.metal:
                domain = [('metal', '=', line.metal)]
                line.fineness_id = self.env['ic.fineness'].search(domain, limit=1)
            if line.series_id.metal != line.metal:
                line.series_id = False

    # === CONSTRAINTS === #

    @api.constrains('metal', 'fineness_id', 'series_id', 'piece_id', 'weight', 'unit', 'basis')
    def _check_agrees(self):
        """Goods that join a piece are of its metal and of its weight."""
        for line in self:
            for fact in (line.fineness_id, line.series_id):
                if fact and fact.metal != line.metal:
                    raise ValidationError(
                        self.env._("%(line)s: %(fact)s is of another metal.", line=line.name, fact=fact.display_name)
                    )
            piece = line.piece_id
            if piece and (piece.ic_bullion_metal != line.metal or not line._ic_weighs_as(piece)):
                raise ValidationError(
                    self.env._(
                        "%(line)s: metal or fine weight differ from the piece. Leave it empty to make a new one.",
                        line=line.name,
                    )
                )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base` to take from the piece what is not stated, and to let nobody state a bid."""
        for vals in vals_list:
            self._ic_check_quoted(vals)
            if vals.get('piece_id'):
                piece = self.env['product.template'].browse(vals['piece_id'])
                found = self._fields_to_values(self._ic_of_piece(piece))
                vals.update({name: value for name, value in found.items() if name not in vals})
        lines = super().create(vals_list)
        lines._ic_check_open()
        return lines

    def write(self, vals):
        """Override of `base`: with a bid on the table the goods stay as they are."""
        self._ic_check_quoted(vals)
        if not self.env.su and vals.keys() - {'sequence'}:
            self._ic_check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_open(self):
        self._ic_check_open(('draft', 'cancel'))

    def _ic_check_quoted(self, vals):
        typed = QUOTED & vals.keys()
        if typed and not self.env.su:
            raise AccessError(self.env._("%s is not typed: it follows from the bid.", ', '.join(sorted(typed))))

    def _ic_check_open(self, states=('draft',)):
        for line in self:
            if line.buyback_id.state not in states:
                raise UserError(
                    self.env._("%s has a bid. Take it back to draft to change the goods.", line.buyback_id.name)
                )

    # === BUSINESS METHODS === #

    @api.model
    def _ic_of_piece(self, piece):
        """Return what a line takes from a piece, as values of its own fields (records for many2one)."""
        return {own: piece[other] for own, other in OF_PIECE.items() if piece[other]}

    @api.model
    def _fields_to_values(self, facts):
        return {name: value.id if isinstance(value, models.BaseModel) else value for name, value in facts.items()}

    def _ic_fine_ounces(self):
        """Return the pure metal in one unit as Decimal, to six places: the size a series states, where it is meant."""
        self.ensure_one()
        if not self.weight or not self.fineness_id:
            return bullion_math.exact(0.0)
        weight, share = bullion_math.exact(self.weight), self.fineness_id._ic_share()
        fine = bullion_math.weigh(weight, self.unit or 'ozt', self.basis or 'gross', share)[1]
        size = bullion_math.stated_size(fine, self.series_id._ic_sizes())
        return bullion_math.rounded(size or fine, 6)

    def _ic_weighs_as(self, piece):
        own, theirs = self._ic_fine_ounces(), bullion_math.exact(piece.ic_bullion_fine_ozt)
        return abs(own - theirs) <= theirs * bullion_math.SIZE_TOLERANCE

    def _ic_compose_name(self):
        """Return for example "American Eagle 2021, 1 oz" or "Gold Bar, 100 g"."""
        self.ensure_one()
        labels = {name: dict(self._fields[name]._description_selection(self.env)) for name in ('metal', 'form', 'unit')}
        what = self.series_id.name or ' '.join(labels[name].get(self[name], '') for name in ('metal', 'form'))
        year = f' {self.year}' if self.year else ''
        return f"{what}{year}, {self.weight or 0:g} {labels['unit'].get(self.unit, '')}"
