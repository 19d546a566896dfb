import difflib
import re
import unicodedata

from odoo import api, fields, models
from odoo.exceptions import ValidationError

FUZZY_CUTOFF = 0.82
# Letters that Unicode does not decompose into a base letter and an accent.
_LETTERS = str.maketrans({'ø': 'o', 'ł': 'l', 'đ': 'd', 'æ': 'ae', 'œ': 'oe', '&': ' and '})


def normalize_brand(text):
    """Return `text` as a comparison key: case, accents, punctuation and spaces do not count, "&" equals "and".

    >>> normalize_brand("A. Lange & Söhne")
    'alangeandsohne'
    """
    text = unicodedata.normalize('NFKD', (text or '').casefold().translate(_LETTERS))
    return re.sub(r'[\W_]+', '', ''.join(c for c in text if not unicodedata.combining(c)))


class IcBrand(models.Model):
    """A maker, spelled once. Rows without a company are the curated catalog; a store adds its own beside them."""

    _name = 'ic.brand'
    _description = "Brand"
    _order = 'name'
    _check_company_auto = True
    _rec_names_search = ['name', 'alias_ids.name']

    name = fields.Char(required=True, index='trigram')
    name_normalized = fields.Char(compute='_compute_name_normalized', store=True, index=True)
    code = fields.Char(
        string="SKU Prefix",
        required=True,
        size=4,
        help="Two to four letters or digits. Every SKU of this brand starts with them, for example ROL-126610LN-00042.",
    )
    category_ids = fields.Many2many(
        'ic.category', string="Categories", help="Intake offers this brand for these categories."
    )
    alias_ids = fields.One2many('ic.brand.alias', 'brand_id', string="Other Spellings")
    alias_names = fields.Char(
        string="Spellings",
        compute='_compute_alias_names',
        inverse='_inverse_alias_names',
        help="Other spellings, separated by semicolons.",
    )
    company_id = fields.Many2one(
        'res.company',
        index=True,
        default=lambda self: self._default_company_id(),
        help="Leave empty to share the brand between all companies.",
    )
    active = fields.Boolean(default=True)
    piece_count = fields.Integer(string="Pieces", compute='_compute_piece_count')

    _code_format = models.Constraint(
        "CHECK (code ~ '^[A-Z0-9]{2,4}$')", "A SKU prefix has two to four capital letters or digits."
    )
    _code_unique = models.UniqueIndex('(COALESCE(company_id, 0), code)', "Another brand uses this SKU prefix already.")
    _name_unique = models.UniqueIndex('(COALESCE(company_id, 0), name_normalized)', "This brand exists already.")

    @api.model
    def _default_company_id(self):
        """A brand that somebody adds is his store's own; the catalog that comes with the addon is everybody's."""
        return False if self.env.context.get('install_mode') else self.env.company.id

    # === COMPUTE === #

    @api.depends('name')
    def _compute_name_normalized(self):
        for brand in self:
            brand.name_normalized = normalize_brand(brand.name)

    @api.depends('alias_ids.name')
    def _compute_alias_names(self):
        for brand in self:
            brand.alias_names = '; '.join(brand.alias_ids.mapped('name'))

    def _inverse_alias_names(self):
        """Add the spellings that are missing and drop those no longer named."""
        for brand in self:
            wanted = {normalize_brand(name): name.strip() for name in (brand.alias_names or '').split(';')}
            wanted.pop('', None)
            present = {alias.name_normalized: alias for alias in brand.alias_ids}
            brand.alias_ids = [
                *[(2, alias.id) for key, alias in present.items() if key not in wanted],
                *[(0, 0, {'name': name}) for key, name in wanted.items() if key not in present],
            ]

    def _compute_piece_count(self):
        counts = dict(
            self.env['product.template']._read_group([('ic_brand_id', 'in', self.ids)], ['ic_brand_id'], ['__count'])
        )
        for brand in self:
            brand.piece_count = counts.get(brand, 0)

    # === CONSTRAINTS === #

    @api.constrains('name_normalized', 'code', 'company_id')
    def _check_not_in_catalog(self):
        """A store's own brand must not repeat what the shared catalog has; the indexes guard each of the two."""
        for brand in self:
            if not brand.name_normalized:
                raise ValidationError(self.env._("A brand name needs at least one letter or digit."))
            other = brand.company_id and self.sudo().with_context(active_test=False).search(
                [
                    ('company_id', '=', False),
                    '|',
                    ('code', '=', brand.code),
                    '|',
                    ('name_normalized', '=', brand.name_normalized),
                    ('alias_ids.name_normalized', '=', brand.name_normalized),
                ],
                limit=1,
            )
            if other:
                raise ValidationError(
                    self.env._(
                        "The catalog has %(brand)s already (prefix %(code)s, also spelled %(aliases)s).",
                        brand=other.name,
                        code=other.code,
                        aliases=other.alias_names or '-',
                    )
                )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        given = set()
        for vals in vals_list:
            if vals.get('code'):
                vals['code'] = vals['code'].strip().upper()
            elif vals.get('name'):
                company_id = vals.get('company_id', self._default_company_id())
                vals['code'] = self._ic_free_code(vals['name'], company_id, given)
            given.add(vals.get('code'))
        return super().create(vals_list)

    def write(self, vals):
        if vals.get('code'):
            vals = dict(vals, code=vals['code'].strip().upper())
        return super().write(vals)

    @api.model
    def name_create(self, name):
        """Override of `base`: whoever types a known spelling gets that brand instead of a second one."""
        brand, how = self._ic_resolve(name)
        if how in ('exact', 'alias'):
            return brand.id, brand.display_name
        return super().name_create((name or '').strip())

    # === ACTIONS === #

    def action_view_pieces(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.product_piece_action')
        return dict(action, domain=[('ic_brand_id', '=', self.id)], context={'default_ic_brand_id': self.id})

    # === BUSINESS METHODS === #

    @api.model
    def _ic_free_code(self, name, company_id, given=()):
        """Return a SKU prefix for `name` that no brand of the company uses and `given` lacks: PAT, PATE, PA2 ..."""
        letters = re.sub(r'[^A-Z0-9]', '', normalize_brand(name).upper()).ljust(2, 'X')
        taken = set(
            self.with_context(active_test=False)
            .sudo()
            .search([('company_id', 'in', (company_id, False))])
            .mapped('code')
        ).union(given)
        candidates = [letters[:3], letters[:4]]
        candidates += [f'{letters[: 4 - len(str(n))]}{n}' for n in range(2, 100)]
        return next((code for code in candidates if code not in taken), letters[:4])

    @api.model
    def _ic_resolve(self, text, category_code=None):
        """Find the brand that `text` means.

        :param str text: a brand as somebody wrote it
        :param str category_code: prefer brands of this category ('watch', 'handbag')
        :return: (ic.brand recordset of 0 or 1, how) with how in 'exact' (the official name), 'alias' (a known other
            spelling), 'fuzzy' (a proposal for a person to confirm, never to be merged silently), 'none'
        """
        brand_id, how = self._ic_resolve_many([text], category_code)[text]
        return self.browse(brand_id or []), how

    @api.model
    def _ic_resolve_many(self, texts, category_code=None):
        """Like `_ic_resolve` for many texts with two queries in all.

        :return: dict text -> (brand id or False, how)
        """
        names, aliases = self._ic_resolve_tables(category_code)
        return {text: self._ic_resolve_key(normalize_brand(text), names, aliases) for text in set(texts)}

    @api.model
    def _ic_resolve_tables(self, category_code):
        """Return two dicts, key -> brand id: official names and other spellings. Own brands win over the catalog,
        brands of the category win over others."""
        brands = self.search([('company_id', 'in', [*self.env.companies.ids, False])])
        brands = brands.sorted(
            lambda b: (
                bool(category_code) and category_code not in b.category_ids.mapped('code'),
                not b.company_id,
                b.id,
            )
        )
        names, aliases = {}, {}
        for brand in brands:
            names.setdefault(brand.name_normalized, brand.id)
            for alias in brand.alias_ids:
                aliases.setdefault(alias.name_normalized, brand.id)
        return names, aliases

    @api.model
    def _ic_resolve_key(self, key, names, aliases):
        if not key:
            return False, 'none'
        if key in names:
            return names[key], 'exact'
        if key in aliases:
            return aliases[key], 'alias'
        # Three letters are within one edit of a dozen abbreviations: no proposal is better than a random one.
        close = difflib.get_close_matches(key, [*names, *aliases], n=1, cutoff=FUZZY_CUTOFF) if len(key) > 3 else ()
        if close:
            return names.get(close[0]) or aliases[close[0]], 'fuzzy'
        return False, 'none'
