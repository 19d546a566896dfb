from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .ic_brand import normalize_brand
from .ic_brand_size_chart import SIZE_CHARTS


class IcSilhouette(models.Model):
    """A shoe model of a brand, spelled once: "Air Jordan 1 High", never J1, AJ1 or Jordan 1 Retro High OG.

    Rows without a company are the curated catalog; a store adds its own beside them.
    """

    _name = 'ic.silhouette'
    _description = "Sneaker Silhouette"
    _order = 'brand_id, name'
    _check_company_auto = True

    name = fields.Char(required=True, index='trigram')
    name_normalized = fields.Char(compute='_compute_name_normalized', store=True, index=True)
    brand_id = fields.Many2one('ic.brand', required=True, index=True, ondelete='restrict', check_company=True)
    aliases = fields.Char(
        string="Other Spellings",
        help="Separated by semicolons, for example AJ1; Jordan 1 High. Case, blanks and punctuation do not matter.",
    )
    size_chart = fields.Selection(
        SIZE_CHARTS, string="Own Size Table", help="Only where this model runs differently from its brand."
    )
    company_id = fields.Many2one('res.company', index=True, help="Leave empty to share it between all companies.")
    active = fields.Boolean(default=True)
    piece_count = fields.Integer(string="Pieces", compute='_compute_piece_count')

    _name_unique = models.UniqueIndex(
        '(COALESCE(company_id, 0), brand_id, name_normalized)', "This brand has a silhouette of this name already."
    )

    # === COMPUTE === #

    @api.depends('name')
    def _compute_name_normalized(self):
        for silhouette in self:
            silhouette.name_normalized = normalize_brand(silhouette.name)

    def _compute_piece_count(self):
        counts = dict(
            self.env['product.template']._read_group(
                [('ic_silhouette_id', 'in', self.ids)], ['ic_silhouette_id'], ['__count']
            )
        )
        for silhouette in self:
            silhouette.piece_count = counts.get(silhouette, 0)

    # === CONSTRAINTS === #

    @api.constrains('name', 'aliases', 'brand_id')
    def _check_spellings(self):
        """A spelling that stands for two silhouettes of one brand would make every lookup a guess."""
        for silhouette in self:
            if not silhouette.name_normalized:
                raise ValidationError(self.env._("A silhouette needs at least one letter or digit in its name."))
            siblings = self.with_context(active_test=False).search(
                [
                    ('brand_id', '=', silhouette.brand_id.id),
                    ('id', '!=', silhouette.id),
                    ('company_id', 'in', (silhouette.company_id.id, False)),
                ]
            )
            for other in siblings:
                shared = silhouette._ic_keys() & other._ic_keys()
                if shared:
                    raise ValidationError(
                        self.env._(
                            "The spelling \"%(spelling)s\" of %(silhouette)s stands for %(other)s already.",
                            spelling=min(shared),
                            silhouette=silhouette.name,
                            other=other.name,
                        )
                    )

    # === CRUD === #

    @api.model
    def name_search(self, name='', domain=None, operator='ilike', limit=100):
        """Override of `base` to also find silhouettes by their other spellings."""
        result = super().name_search(name, domain, operator, limit)
        if not name or result or operator not in ('ilike', '=', '=ilike'):
            return result
        found, how = self._ic_resolve(name)
        if how:
            found = found.filtered_domain(domain or [])
        return [(silhouette.id, silhouette.display_name) for silhouette in found]

    # === BUSINESS METHODS === #

    def _ic_keys(self):
        """Return all spellings as comparison keys."""
        self.ensure_one()
        keys = {normalize_brand(text) for text in (self.name or '', *(self.aliases or '').split(';'))}
        return keys - {''}

    @api.model
    def _ic_resolve(self, text, brand=None):
        """Return the silhouette that `text` means.

        :param str text: any spelling
        :param brand: `ic.brand` record, to look only at its silhouettes
        :return: tuple (recordset of at most one silhouette, 'exact' | 'alias' | False); two brands that know the same
            spelling cancel each other out
        """
        key = normalize_brand(text)
        if not key:
            return self.browse(), False
        domain = [('company_id', 'in', [*self.env.companies.ids, False])]
        if brand:
            domain += [('brand_id', '=', brand.id)]
        exact = self.search([*domain, ('name_normalized', '=', key)])
        if exact:
            own = exact.filtered('company_id') or exact
            return (own, 'exact') if len(own) == 1 else (self.browse(), False)
        known = self.search([*domain, ('aliases', '!=', False)])
        known = known.filtered(lambda silhouette: key in silhouette._ic_keys())
        return (known, 'alias') if len(known) == 1 else (self.browse(), False)
