from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .ic_brand import normalize_brand
from .reference_text import split_names

# What the shipped table says about a family. A change by hand to one of these is kept through upgrades.
CATALOG_FIELDS = ('name', 'brand_id', 'category_id', 'aliases')


class IcModelFamily(models.Model):
    """A model of a maker, spelled once: Submariner, Royal Oak, Birkin. Intake offers them once the brand is chosen.

    Rows without a company are the shared catalog; a store adds its own beside them.
    """

    _name = 'ic.model.family'
    _description = "Model Family"
    _order = 'brand_id, name'
    _check_company_auto = True

    name = fields.Char(string="Family", required=True, index='trigram')
    name_normalized = fields.Char(compute='_compute_name_normalized', store=True, index=True)
    brand_id = fields.Many2one('ic.brand', required=True, index=True, ondelete='cascade', check_company=True)
    category_id = fields.Many2one(
        'ic.category',
        required=True,
        index=True,
        ondelete='restrict',
        default=lambda self: self.env.ref('ic_inventory_luxury.category_watch', raise_if_not_found=False),
    )
    aliases = fields.Char(
        string="Other Names",
        help="Abbreviations and other spellings, separated by semicolons, for example Sub; Submariner Date.",
    )
    reference_ids = fields.One2many('ic.model.reference', 'family_id', string="References")
    reference_count = fields.Integer(string="Number of References", compute='_compute_reference_count')
    piece_count = fields.Integer(string="Pieces", compute='_compute_piece_count')
    company_id = fields.Many2one(
        'res.company',
        index=True,
        default=lambda self: self.env.company,
        help="Leave empty to share the family between all companies.",
    )
    active = fields.Boolean(default=True)
    shipped = fields.Boolean(readonly=True, help="Came with the suite. An update of the suite may correct it.")
    edited = fields.Boolean(
        string="Edited Here", readonly=True, help="Somebody changed it here; updates of the suite leave it alone."
    )

    _name_unique = models.UniqueIndex(
        '(COALESCE(company_id, 0), brand_id, category_id, name_normalized)', "This brand has a family of that name."
    )

    # === COMPUTE === #

    @api.depends('name')
    def _compute_name_normalized(self):
        for family in self:
            family.name_normalized = normalize_brand(family.name)

    def _compute_reference_count(self):
        counts = dict(
            self.env['ic.model.reference']._read_group([('family_id', 'in', self.ids)], ['family_id'], ['__count'])
        )
        for family in self:
            family.reference_count = counts.get(family, 0)

    def _compute_piece_count(self):
        rows = self.env['product.template']._read_group(
            [('ic_brand_id', 'in', self.brand_id.ids), ('ic_model', 'in', self.mapped('name'))],
            ['ic_brand_id', 'ic_model'],
            ['__count'],
        )
        counts = {(brand.id, model): count for brand, model, count in rows}
        for family in self:
            family.piece_count = counts.get((family.brand_id.id, family.name), 0)

    # === CONSTRAINTS === #

    @api.constrains('name')
    def _check_name(self):
        for family in self:
            if not family.name_normalized:
                raise ValidationError(self.env._("A family needs at least one letter or digit in its name."))

    # === CRUD === #

    def write(self, vals):
        """Remember that a person changed what the shipped table says, so that an upgrade leaves it alone."""
        if not self.env.context.get('ic_catalog_load') and not vals.keys().isdisjoint((*CATALOG_FIELDS, 'active')):
            vals = dict(vals, edited=True)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_own(self):
        if any(family.shipped for family in self):
            raise UserError(
                self.env._("What came with the suite would come back with the next update. Archive it instead.")
            )

    # === ACTIONS === #

    def action_view_references(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.ic_model_reference_action')
        return dict(
            action,
            domain=[('family_id', '=', self.id)],
            context={'default_brand_id': self.brand_id.id, 'default_family_id': self.id},
        )

    def action_view_pieces(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.product_piece_action')
        return dict(action, domain=[('ic_brand_id', '=', self.brand_id.id), ('ic_model', '=', self.name)], context={})

    # === BUSINESS METHODS === #

    def _ic_keys(self):
        """Return all names of this family as comparison keys."""
        self.ensure_one()
        return {normalize_brand(text) for text in (self.name, *split_names(self.aliases))} - {''}

    @api.model
    def _ic_domain(self, brand, category_code):
        return [
            ('brand_id', '=', brand.id),
            ('category_id.code', '=', category_code),
            ('company_id', 'in', [*self.env.companies.ids, False]),
        ]

    @api.model
    def _ic_suggest(self, brand, category_code, text, limit=10):
        """Return the families of `brand` that `text` may begin or name, best first; the first few when it is empty.

        :return: list of dicts: value (the name to write), label, note (why it was found, '' when it is the name)
        """
        key = normalize_brand(text)
        found = []
        for family in self.search(self._ic_domain(brand, category_code)):
            names = {normalize_brand(name): name for name in (family.name, *split_names(family.aliases))}
            best = min((self._ic_rank(key, name), len(name), name) for name in names)
            if best[0] is not None and best[0] < 9:
                said = names[best[2]]
                found.append((best[0], family.name, said if said != family.name and key else ''))
        found.sort()
        return [{'value': name, 'label': name, 'note': note} for _rank, name, note in found[:limit]]

    @api.model
    def _ic_rank(self, key, name):
        """Return how well `name` answers what was typed: 0 the same, 1 begins with it, 2 holds it, 9 not at all."""
        if key == name:
            return 0
        if name.startswith(key):
            return 1
        return 2 if key in name else 9
