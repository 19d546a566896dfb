from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .ic_brand import normalize_brand


class IcMint(models.Model):
    """A mint or refiner. Rows without a company are the curated catalog; a store adds its own beside them."""

    _name = 'ic.mint'
    _description = "Mint"
    _order = 'name'
    _rec_names_search = ['name', 'alias_names']
    _check_company_auto = True

    name = fields.Char(required=True)
    name_normalized = fields.Char(compute='_compute_name_normalized', store=True, index=True)
    alias_names = fields.Char(
        string="Other Spellings", help="Separated by semicolons, for example RCM; Royal Canadian."
    )
    country_id = fields.Many2one('res.country')
    series_ids = fields.One2many('ic.bullion.series', 'mint_id')
    note = fields.Char(help="For example that it is closed, so that pieces are no longer made.")
    company_id = fields.Many2one(
        'res.company', index=True, default=lambda self: self.env.company, help="Empty for the shared catalog."
    )
    active = fields.Boolean(default=True)

    _name_unique = models.UniqueIndex('(COALESCE(company_id, 0), name_normalized)', "This mint exists already.")

    @api.depends('name')
    def _compute_name_normalized(self):
        for mint in self:
            mint.name_normalized = normalize_brand(mint.name)

    @api.constrains('name_normalized')
    def _check_name(self):
        for mint in self:
            if not mint.name_normalized:
                raise ValidationError(self.env._("A mint needs a name with at least one letter or digit."))

    @api.model
    def _ic_resolve(self, text):
        """Return (mint of 0 or 1, how) that `text` means; how is 'exact', 'alias' or 'none'. Never guesses."""
        key = normalize_brand(text)
        mints = self.search([('company_id', 'in', [*self.env.companies.ids, False])]).sorted(lambda m: not m.company_id)
        for how, keys in (('exact', lambda m: [m.name]), ('alias', lambda m: (m.alias_names or '').split(';'))):
            found = mints.filtered(lambda m: key and key in map(normalize_brand, keys(m)))
            if found:
                return found[0], how
        return mints.browse(), 'none'
