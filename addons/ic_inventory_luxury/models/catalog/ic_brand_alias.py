from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .ic_brand import normalize_brand


class IcBrandAlias(models.Model):
    _name = 'ic.brand.alias'
    _description = "Other Spelling of a Brand"
    _order = 'name'
    _check_company_auto = True

    name = fields.Char(
        string="Other Spelling",
        required=True,
        help="An abbreviation, a former name or a common misspelling. Case, accents and punctuation do not matter.",
    )
    name_normalized = fields.Char(compute='_compute_name_normalized', store=True, index=True)
    brand_id = fields.Many2one('ic.brand', required=True, index=True, ondelete='cascade', check_company=True)
    company_id = fields.Many2one(related='brand_id.company_id', store=True, index=True)

    _name_unique = models.UniqueIndex(
        '(COALESCE(company_id, 0), name_normalized)', "This spelling belongs to a brand already."
    )
    _name_filled = models.Constraint("CHECK (name_normalized <> '')", "A spelling needs at least one letter or digit.")

    @api.depends('name')
    def _compute_name_normalized(self):
        for alias in self:
            alias.name_normalized = normalize_brand(alias.name)

    @api.constrains('name_normalized', 'brand_id')
    def _check_not_another_brand(self):
        """A spelling that is the official name of another brand would make every lookup of that brand ambiguous."""
        for alias in self:
            other = (
                self.env['ic.brand']
                .with_context(active_test=False)
                .search(
                    [
                        ('name_normalized', '=', alias.name_normalized),
                        ('id', '!=', alias.brand_id.id),
                        ('company_id', 'in', (alias.company_id.id, False)),
                    ],
                    limit=1,
                )
            )
            if other:
                raise ValidationError(
                    self.env._(
                        "\"%(spelling)s\" is the name of the brand %(brand)s and cannot stand for %(own)s as well.",
                        spelling=alias.name,
                        brand=other.name,
                        own=alias.brand_id.name,
                    )
                )

    # === BUSINESS METHODS === #

    @api.model
    def _ic_brands_spelled(self, words, longest=4):
        """Find the spellings of brands among consecutive words: "ap royal oak" names Audemars Piguet with "ap".

        :param list words: the words of a query, in order
        :return: dict word -> list of brand ids, for the words that are (part of) a spelling
        """
        runs = {}
        for start in range(len(words)):
            for end in range(start + 1, min(start + longest, len(words)) + 1):
                runs.setdefault(normalize_brand(''.join(words[start:end])), set()).update(words[start:end])
        spelled = {}
        for alias in self.search([('name_normalized', 'in', list(runs))]):
            for word in runs[alias.name_normalized]:
                spelled.setdefault(word, []).append(alias.brand_id.id)
        return spelled
