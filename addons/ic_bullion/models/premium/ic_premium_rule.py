from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from odoo.addons.ic_inventory_luxury.models.catalog.ic_bullion_series import FORMS
from odoo.addons.ic_inventory_luxury.models.catalog.ic_fineness import METALS

from ...pricing.exact import decimal
from ...pricing.premium import BUY, SELL, Premium, Rule

SIDES = [(SELL, "We Sell"), (BUY, "We Buy")]
TIERS = [('retail', "Retail"), ('wholesale', "Wholesale")]


class IcPremiumRule(models.Model):
    """What a store asks over the metal, and for what. The arithmetic and the order of rules are in `pricing/`."""

    _name = 'ic.premium.rule'
    _description = "Premium Rule"
    _order = 'side desc, sequence, id'
    _check_company_auto = True

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        'res.company', required=True, index=True, default=lambda self: self.env.company, ondelete='cascade'
    )
    currency_id = fields.Many2one(related='company_id.currency_id')
    side = fields.Selection(SIDES, required=True, default=SELL)
    # For what and for whom; what is empty is left open
    metal = fields.Selection(METALS)
    form = fields.Selection(FORMS)
    mint_id = fields.Many2one('ic.mint', check_company=True, ondelete='restrict')
    tier = fields.Selection(TIERS, string="Buyer")
    weight_from = fields.Float(
        string="From (oz fine)", digits=(16, 6), aggregator=None, help="Pure metal in one unit, in troy ounces."
    )
    weight_to = fields.Float(
        string="To Below (oz fine)", digits=(16, 6), aggregator=None, help="The rule holds below this. Empty: no end."
    )
    quantity_from = fields.Float(string="From Quantity", default=1.0, digits=(16, 2), required=True, aggregator=None)
    # What is asked
    percent = fields.Float(string="Of the Metal (%)", digits=(10, 4), aggregator=None)
    per_ounce = fields.Float(
        digits=(16, 4), aggregator=None, help="For each fine troy ounce, in the currency of the store."
    )
    flat = fields.Float(
        string="Per Piece", digits=(16, 4), aggregator=None, help="For each unit, in the currency of the store."
    )
    holds_for = fields.Char(compute='_compute_words')
    asks = fields.Char(string="Premium", compute='_compute_words')

    _weights = models.Constraint(
        'CHECK (weight_from >= 0 AND weight_to >= 0 AND (weight_to = 0 OR weight_to > weight_from))',
        "A band of weights ends above the weight it begins with.",
    )
    _quantity = models.Constraint('CHECK (quantity_from > 0)', "A rule holds from a quantity above zero.")
    _percent = models.Constraint('CHECK (percent > -100)', "Nobody gives all of the metal away.")

    # === COMPUTE METHODS === #

    @api.depends(
        'side',
        'metal',
        'form',
        'mint_id',
        'tier',
        'weight_from',
        'weight_to',
        'quantity_from',
        'percent',
        'per_ounce',
        'flat',
        'currency_id',
    )
    @api.depends_context('lang')
    def _compute_words(self):
        for rule in self:
            rule.holds_for = ', '.join(rule._ic_conditions()) or self.env._("Everything")
            rule.asks = rule._ic_premium().words(rule.currency_id.name)

    # === CONSTRAINTS === #

    @api.constrains('percent', 'per_ounce', 'flat', 'side')
    def _check_asks(self):
        for rule in self:
            terms = (rule.percent, rule.per_ounce, rule.flat)
            if rule.side == SELL and any(one < 0 for one in terms) and not any(one > 0 for one in terms):
                raise ValidationError(self.env._("%s: a rule for selling asks something over the metal.", rule.name))

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override to read the rules anew."""
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        """Override to read the rules anew."""
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        """Override to read the rules anew."""
        self.env.registry.clear_cache()
        return super().unlink()

    # === BUSINESS METHODS === #

    @api.model
    @tools.ormcache('company_id')
    def _ic_rules(self, company_id):
        """Return the rules of a store as the arithmetic takes them: tuple of Rule."""
        rules = self.sudo().with_context(active_test=True)
        found = rules.search([('company_id', '=', company_id)], order='id')
        return tuple(rule._ic_rule() for rule in found)

    def _ic_rule(self):
        self.ensure_one()
        return Rule(
            id=self.id,
            name=self.name,
            premium=self._ic_premium(),
            side=self.side,
            sequence=self.sequence,
            metal=self.metal or '',
            form=self.form or '',
            mint=self.mint_id.id or 0,
            tier=self.tier or '',
            weight_from=decimal(self.weight_from),
            weight_to=decimal(self.weight_to),
            quantity_from=decimal(self.quantity_from, 2),
        )

    def _ic_premium(self):
        self.ensure_one()
        return Premium(decimal(self.percent, 4), decimal(self.per_ounce, 4), decimal(self.flat, 4))

    def _ic_conditions(self):
        """Return in words what the rule is for, as a list."""
        self.ensure_one()
        labels = {name: dict(self._fields[name]._description_selection(self.env)) for name in ('metal', 'form', 'tier')}
        found = [labels[name][self[name]] for name in ('metal', 'form') if self[name]]
        found += [self.mint_id.name] if self.mint_id else []
        low, high = (f'{decimal(one).normalize():f}' for one in (self.weight_from, self.weight_to))
        if self.weight_from and self.weight_to:
            found.append(self.env._("%(low)s to below %(high)s oz", low=low, high=high))
        elif self.weight_from:
            found.append(self.env._("from %s oz", low))
        elif self.weight_to:
            found.append(self.env._("below %s oz", high))
        if self.quantity_from != 1:
            found.append(self.env._("from %s pieces", f'{decimal(self.quantity_from, 2).normalize():f}'))
        return found + ([labels['tier'][self.tier]] if self.tier else [])
