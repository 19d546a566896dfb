from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .reference_text import MIN_STEM, loose_key, reference_key, spellings, split_names, stems

# What the shipped table says about a reference. A change by hand to one of these is kept through upgrades.
CATALOG_FIELDS = (
    'name',
    'brand_id',
    'family_id',
    'sub_model',
    'nickname',
    'aliases',
    'case_size',
    'case_material',
    'case_material_text',
    'bezel',
    'dials',
    'bracelet',
    'movement',
    'calibre',
    'year_from',
    'year_to',
)


class IcModelReference(models.Model):
    """A reference number of a watchmaker and what every watch of that number has in common.

    Rows without a company are the shared catalog; a store adds its own beside them. An empty field means "not known":
    nothing here is guessed.
    """

    _name = 'ic.model.reference'
    _description = "Model Reference"
    _order = 'brand_id, family_id, name'
    _check_company_auto = True
    _rec_names_search = ['name', 'nickname', 'aliases']

    name = fields.Char(string="Reference", required=True, index='trigram')
    name_key = fields.Char(compute='_compute_keys', store=True, index=True)
    name_loose = fields.Char(compute='_compute_keys', store=True, index=True)
    brand_id = fields.Many2one('ic.brand', required=True, index=True, ondelete='cascade', check_company=True)
    family_id = fields.Many2one(
        'ic.model.family',
        required=True,
        index=True,
        ondelete='restrict',
        check_company=True,
        domain="[('brand_id', '=', brand_id)]",
    )
    sub_model = fields.Char(string="Sub-model", help="For example Date, No Date, Chronograph.")
    nickname = fields.Char(index='trigram', help="What collectors call every watch of this number: Hulk, Batman.")
    aliases = fields.Char(
        string="Other Names",
        help="Other nicknames, separated by semicolons; also those of one dial or bezel only, such as Panda.",
    )
    case_size = fields.Float(digits=(5, 1), aggregator=None, help="Millimetres, without the crown. 0: not known.")
    case_material = fields.Selection(lambda self: self._ic_piece_selection('ic_watch_case_material'))
    case_material_text = fields.Char(string="Material in Words", help="For example Steel and yellow gold.")
    bezel = fields.Char()
    dials = fields.Char(help="One dial, or several separated by semicolons.")
    bracelet = fields.Char(string="Bracelet or Strap", help="One, or several separated by semicolons.")
    movement = fields.Selection(lambda self: self._ic_piece_selection('ic_watch_movement'))
    calibre = fields.Char(string="Caliber")
    year_from = fields.Integer(string="Made From", aggregator=None)
    year_to = fields.Integer(string="Made Until", aggregator=None, help="Leave empty while it is made, or not known.")
    msrp = fields.Monetary(string="List Price", aggregator=None, help="The maker's price when it was new, if known.")
    currency_id = fields.Many2one('res.currency', default=lambda self: self.env.company.currency_id)
    company_id = fields.Many2one(
        'res.company',
        index=True,
        default=lambda self: self.env.company,
        help="Leave empty to share the reference between all companies.",
    )
    active = fields.Boolean(default=True)
    shipped = fields.Boolean(readonly=True, help="Came with the suite. An update of the suite may correct it.")
    edited = fields.Boolean(
        string="Edited Here", readonly=True, help="Somebody changed it here; updates of the suite leave it alone."
    )

    _key_unique = models.UniqueIndex(
        '(COALESCE(company_id, 0), brand_id, name_key)', "The catalog has this reference of this brand already."
    )
    _case_size_plausible = models.Constraint(
        'CHECK (COALESCE(case_size, 0) = 0 OR case_size BETWEEN 5 AND 100)',
        "The case size must lie between 5 and 100 mm.",
    )
    _years_plausible = models.Constraint(
        'CHECK ((COALESCE(year_from, 0) = 0 OR year_from BETWEEN 1800 AND 2100)'
        ' AND (COALESCE(year_to, 0) = 0 OR year_to BETWEEN GREATEST(COALESCE(year_from, 0), 1800) AND 2100))',
        "The years of production must lie between 1800 and 2100, the first before the last.",
    )

    # === COMPUTE === #

    @api.model
    def _ic_piece_selection(self, name):
        """Return the choices of a field of the piece: one vocabulary for both."""
        return self.env['product.template'].fields_get([name], ['selection'])[name]['selection']

    @api.depends('name')
    def _compute_keys(self):
        for reference in self:
            reference.name_key = reference_key(reference.name)
            reference.name_loose = loose_key(reference.name)

    @api.depends('name', 'brand_id.name', 'family_id.name')
    def _compute_display_name(self):
        for reference in self:
            words = (reference.brand_id.name, reference.family_id.name, reference.name)
            reference.display_name = ' '.join(filter(None, words))

    # === CONSTRAINTS === #

    @api.constrains('name', 'family_id', 'brand_id')
    def _check_name(self):
        for reference in self:
            if not reference.name_loose:
                raise ValidationError(self.env._("A reference needs at least one letter or digit."))
            if reference.family_id.brand_id != reference.brand_id:
                raise ValidationError(
                    self.env._(
                        "%(reference)s: the family %(family)s belongs to %(other)s, not to %(brand)s.",
                        reference=reference.name,
                        family=reference.family_id.name,
                        other=reference.family_id.brand_id.name,
                        brand=reference.brand_id.name,
                    )
                )

    # === CRUD === #

    def write(self, vals):
        """Remember that a person changed what the shipped table says, so that an upgrade leaves it alone."""
        if not self.env.context.get('ic_catalog_load') and not vals.keys().isdisjoint((*CATALOG_FIELDS, 'active')):
            vals = dict(vals, edited=True)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_own(self):
        if any(reference.shipped for reference in self):
            raise UserError(
                self.env._("What came with the suite would come back with the next update. Archive it instead.")
            )

    # === BUSINESS METHODS === #

    @api.model
    def _ic_find(self, text, brand=None, limit=60):
        """Return the references that `text` means.

        :param str text: a reference as somebody wrote it
        :param brand: `ic.brand` record, to look at its references only
        :return: tuple (references, how): 'exact'; 'stem' when the text continues a number we know (126334-0001);
            'start' when it is the beginning of some (5711/1A); 'none'. Own rows of a store hide shared ones of the
            same number.
        """
        keys = spellings(text)
        domain = [('company_id', 'in', [*self.env.companies.ids, False])]
        if brand:
            domain += [('brand_id', '=', brand.id)]
        if not keys:
            return self.browse(), 'none'
        for name, wanted in (('name_key', keys), ('name_loose', [key.replace('/', '') for key in keys])):
            found = self.search([*domain, (name, 'in', wanted)])
            if found:
                first = next(key for key in wanted if key in set(found.mapped(name)))
                return found.filtered(lambda one: one[name] == first)._ic_own_first(), 'exact'
        if len(keys[0]) < MIN_STEM:
            return self.browse(), 'none'
        begin = keys[1] if len(keys) > 1 and keys[0] == 'M' + keys[1] else keys[0]
        starting = self.search([*domain, ('name_key', '=like', begin + '%')], limit=limit)
        if starting:
            return starting._ic_own_first(), 'start'
        for stem in stems(text):
            found = self.search([*domain, ('name_loose', '=', stem)])
            if found:
                return found._ic_own_first(), 'stem'
        return self.browse(), 'none'

    def _ic_own_first(self):
        """Leave out shared rows for which a store has one of its own."""
        own = {(one.brand_id, one.name_key) for one in self if one.company_id}
        return self.filtered(lambda one: one.company_id or (one.brand_id, one.name_key) not in own)

    @api.model
    def _ic_suggest(self, brand, text, limit=10):
        """Return references of `brand` for the box in which one is typed: by number or by nickname, best first.

        :return: list of dicts: value, label, note
        """
        key = loose_key(text)
        domain = [('company_id', 'in', [*self.env.companies.ids, False])]
        if brand:
            domain += [('brand_id', '=', brand.id)]
        if len(key) < 2:
            return []
        found = self.search([*domain, ('name_loose', '=like', key + '%')], limit=limit)
        if len(found) < limit and len(text.strip()) > 2:
            named = ['|', ('nickname', 'ilike', text.strip()), ('aliases', 'ilike', text.strip())]
            found |= self.search([*domain, *named], limit=limit - len(found))
        return [{'value': one.name, 'label': one.name, 'note': one._ic_words(brand)} for one in found]

    def _ic_words(self, brand=None):
        """Return this reference in words, short: Submariner Date "Hulk", 40 mm, Steel, 2010-2020."""
        self.ensure_one()
        materials = dict(self._fields['case_material']._description_selection(self.env))
        names = [not brand and self.brand_id.name, self.family_id.name]
        if self.sub_model and self.sub_model not in (self.family_id.name or ''):
            names.append(self.sub_model)
        if self.nickname:
            names.append(f'"{self.nickname}"')
        made = self.year_from or self.year_to
        facts = [
            ' '.join(filter(None, names)),
            self.case_size and f'{self.case_size:g} mm',
            self.case_material_text or materials.get(self.case_material),
            made and f'{self.year_from or "?"}–{self.year_to or ""}',
        ]
        return ', '.join(filter(None, facts))

    def _ic_fill_values(self, dial=None):
        """Return what a piece of this reference has, by field of the piece. Fields with several choices are left out.

        :param str dial: the dial that was chosen of several
        """
        self.ensure_one()
        dials, bracelets = split_names(self.dials), split_names(self.bracelet)
        values = {
            'ic_brand_id': self.brand_id.id,
            'ic_model': self.family_id.name,
            'ic_sub_model': self.sub_model,
            'ic_reference': self.name,
            'ic_nickname': self.nickname,
            'ic_watch_case_size': self.case_size,
            'ic_watch_case_material': self.case_material,
            'ic_watch_case_material_text': self.case_material == 'other' and self.case_material_text,
            'ic_watch_bezel': self.bezel,
            'ic_watch_dial': dial or (dials[0] if len(dials) == 1 else False),
            'ic_watch_bracelet': bracelets[0] if len(bracelets) == 1 else False,
            'ic_watch_movement': self.movement,
        }
        return {name: value for name, value in values.items() if value}
