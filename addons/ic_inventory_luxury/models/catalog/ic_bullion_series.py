from decimal import Decimal, InvalidOperation

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .ic_fineness import METALS

FORMS = [('bar', "Bar"), ('coin', "Coin"), ('ingot', "Ingot"), ('round', "Round")]


class IcBullionSeries(models.Model):
    """A series of a mint in one metal, with the facts that follow from it: fineness by year and sizes it comes in."""

    _name = 'ic.bullion.series'
    _description = "Bullion Series"
    _order = 'name, metal'
    _rec_names_search = ['name', 'alias_names']
    _check_company_auto = True

    name = fields.Char(required=True)
    alias_names = fields.Char(string="Other Spellings", help="Separated by semicolons.")
    mint_id = fields.Many2one('ic.mint', index=True, ondelete='restrict', check_company=True)
    metal = fields.Selection(METALS, required=True, index=True)
    form = fields.Selection(FORMS, required=True, default='coin')
    sizes = fields.Char(
        string="Fine Troy Ounces",
        help="The pure metal of each size the series states, in troy ounces, separated by semicolons: 1; 0.5; 0.25; "
        "0.1. A weight within 0.1 % of one of them counts as exactly that.",
    )
    fineness_ids = fields.One2many('ic.bullion.series.fineness', 'series_id', copy=True)
    company_id = fields.Many2one(
        'res.company', index=True, default=lambda self: self.env.company, help="Empty for the shared catalog."
    )
    active = fields.Boolean(default=True)

    _name_unique = models.UniqueIndex(
        '(COALESCE(company_id, 0), COALESCE(mint_id, 0), metal, LOWER(name))', "This series exists already."
    )

    @api.depends('name', 'metal')
    def _compute_display_name(self):
        labels = dict(self._fields['metal']._description_selection(self.env))
        for series in self:
            series.display_name = f"{series.name or ''} · {labels.get(series.metal, '')}".strip(' ·')

    @api.constrains('sizes')
    def _check_sizes(self):
        for series in self:
            try:
                series._ic_sizes()
            except (InvalidOperation, ValueError):
                raise ValidationError(
                    self.env._("\"%s\" is not a list of troy ounces. Write it as 1; 0.5; 0.25; 0.1.", series.sizes)
                )

    def _ic_sizes(self):
        """Return the stated sizes as Decimals in fine troy ounces.

        :raise InvalidOperation, ValueError: when a size is not a positive number
        """
        sizes = [Decimal(size.strip()) for size in (self.sizes or '').split(';') if size.strip()]
        if any(not size.is_finite() or size <= 0 for size in sizes):
            raise ValueError(self.sizes)
        return sizes

    def _ic_fineness(self, year=None):
        """Return the fineness of the series for a year; without a year that of the latest issues."""
        facts = self.fineness_ids.filtered(lambda fact: not year or fact._ic_covers(year))
        return facts.sorted(lambda fact: fact.year_from or 0)[-1:].fineness_id


class IcBullionSeriesFineness(models.Model):
    _name = 'ic.bullion.series.fineness'
    _description = "Fineness of a Bullion Series"
    _order = 'series_id, year_from, id'
    _check_company_auto = True

    series_id = fields.Many2one('ic.bullion.series', required=True, index=True, ondelete='cascade', check_company=True)
    company_id = fields.Many2one(related='series_id.company_id', store=True, index=True)
    metal = fields.Selection(related='series_id.metal')
    fineness_id = fields.Many2one(
        'ic.fineness', required=True, ondelete='restrict', check_company=True, domain="[('metal', '=', metal)]"
    )
    year_from = fields.Integer(aggregator=None, help="First year of issue with this fineness. Empty: from the start.")
    year_to = fields.Integer(aggregator=None, help="Last year of issue with this fineness. Empty: until now.")

    _years_ordered = models.Constraint(
        "CHECK (COALESCE(year_from, 0) = 0 OR COALESCE(year_to, 0) = 0 OR year_from <= year_to)",
        "The first year cannot come after the last.",
    )

    @api.constrains('fineness_id', 'series_id')
    def _check_metal(self):
        for fact in self:
            if fact.fineness_id.metal != fact.series_id.metal:
                raise ValidationError(self.env._("The fineness of a series belongs to its metal."))

    def _ic_covers(self, year):
        self.ensure_one()
        return (self.year_from or 0) <= year <= (self.year_to or 9999)
