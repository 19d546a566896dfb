from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

METALS = [('gold', "Gold"), ('silver', "Silver"), ('platinum', "Platinum"), ('palladium', "Palladium")]
METAL_SYMBOLS = {'gold': 'Au', 'silver': 'Ag', 'platinum': 'Pt', 'palladium': 'Pd'}


class IcFineness(models.Model):
    """A standard fineness of a metal. It is kept as a fraction, because 22 karat is 22/24 and .9167 only its mark."""

    _name = 'ic.fineness'
    _description = "Fineness"
    _order = 'metal, numerator desc, id'
    _check_company_auto = True

    name = fields.Char(string="Mark", required=True, help="As stamped: .9999, .9167, .925 ...")
    metal = fields.Selection(METALS, required=True, index=True)
    numerator = fields.Integer(required=True, aggregator=None, help="Parts of pure metal, for example 9999 or 11.")
    denominator = fields.Integer(required=True, aggregator=None, help="Of how many parts, for example 10000 or 12.")
    note = fields.Char(string="Where It Occurs", translate=True)
    company_id = fields.Many2one(
        'res.company', index=True, default=lambda self: self.env.company, help="Empty for the shared list."
    )
    active = fields.Boolean(default=True)

    _share = models.Constraint("CHECK (numerator > 0 AND numerator <= denominator)", "A fineness lies between 0 and 1.")
    _name_unique = models.UniqueIndex(
        '(COALESCE(company_id, 0), metal, name)', "This fineness is in the list of this metal already."
    )

    @api.depends('name', 'note')
    def _compute_display_name(self):
        for fineness in self:
            fineness.display_name = fineness.name

    @api.constrains('name', 'numerator', 'denominator')
    def _check_name(self):
        """The mark is a rounding of the fraction, so the two cannot be far apart."""
        for fineness in self:
            try:
                mark = Decimal(fineness.name.strip())
            except ArithmeticError:
                mark = Decimal(-1)
            if abs(mark - fineness._ic_share()) > Decimal('0.001'):
                raise ValidationError(
                    self.env._(
                        "The mark %(mark)s does not agree with %(numerator)s/%(denominator)s. Write .999 or .9167.",
                        mark=fineness.name,
                        numerator=fineness.numerator,
                        denominator=fineness.denominator,
                    )
                )

    def _ic_share(self):
        """Return the share of pure metal as an exact Decimal."""
        self.ensure_one()
        return Decimal(self.numerator) / Decimal(self.denominator)
