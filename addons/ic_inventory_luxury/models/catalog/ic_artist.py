from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .ic_brand import normalize_brand


class IcArtist(models.Model):
    """An artist, with what the trade has to know before it shows a name: community, sensitivity, royalty."""

    _name = 'ic.artist'
    _description = "Artist"
    _order = 'sort_name, id'
    _rec_names_search = ['name', 'alias_names', 'sort_name']
    _check_company_auto = True

    name = fields.Char(required=True, index='trigram', help="As the artist signs and is catalogued.")
    name_normalized = fields.Char(compute='_compute_name_normalized', store=True, index=True)
    sort_name = fields.Char(
        compute='_compute_sort_name', store=True, readonly=False, help="Family name first, for lists."
    )
    alias_names = fields.Char(string="Other Names", help="Other spellings and skin names, separated by semicolons.")
    community = fields.Char(index='trigram', help="Community or place, for example Yuendumu.")
    language_group = fields.Char(index='trigram', help="Language group or people, for example Warlpiri.")
    country_id = fields.Many2one('res.country', string="Nationality")
    birth_year = fields.Integer(aggregator=None)
    birth_approx = fields.Boolean(string="Circa", help="The year of birth is an estimate.")
    death_year = fields.Integer(aggregator=None)
    is_deceased = fields.Boolean(compute='_compute_is_deceased', store=True, readonly=False)
    is_name_sensitive = fields.Boolean(
        string="Sensitive Name",
        help="The family or community asks that the name or image of the deceased artist be used with care: pages "
        "show a notice first, and the substitute name if there is one.",
    )
    substitute_name = fields.Char(help="Shown in public instead of the name, as the family or community asks.")
    cultural_notice = fields.Text(
        translate=True, help="Public. Shown with every work of this artist, in the words the community asks for."
    )
    is_royalty_eligible = fields.Boolean(
        string="Resale Royalty Right",
        help="The artist, or the heirs, hold a resale royalty right in Australia: citizen, resident, or of a "
        "country with a right of its own. Ends 70 years after the artist's death.",
    )
    royalty_note = fields.Char(help="Membership number at the collecting society, heirs, opt-out ...")
    biography = fields.Text(translate=True, help="Public.")
    piece_count = fields.Integer(string="Works", compute='_compute_piece_count')
    company_id = fields.Many2one(
        'res.company', index=True, default=lambda self: self.env.company, help="Empty to share between companies."
    )
    active = fields.Boolean(default=True)

    _years_plausible = models.Constraint(
        "CHECK (COALESCE(birth_year, 0) BETWEEN 0 AND 2100 AND COALESCE(death_year, 0) BETWEEN 0 AND 2100)",
        "Years of birth and death have four digits.",
    )
    _years_ordered = models.Constraint(
        "CHECK (COALESCE(birth_year, 0) = 0 OR COALESCE(death_year, 0) = 0 OR birth_year <= death_year)",
        "An artist is not born after the year of death.",
    )

    # === COMPUTE === #

    @api.depends('name')
    def _compute_name_normalized(self):
        for artist in self:
            artist.name_normalized = normalize_brand(artist.name)

    @api.depends('name')
    def _compute_sort_name(self):
        for artist in self:
            words = (artist.name or '').split()
            artist.sort_name = f"{words[-1]}, {' '.join(words[:-1])}" if len(words) > 1 else artist.name

    @api.depends('death_year')
    def _compute_is_deceased(self):
        for artist in self:
            artist.is_deceased = bool(artist.death_year) or artist.is_deceased

    def _compute_piece_count(self):
        counts = dict(
            self.env['product.template']._read_group(
                [('ic_art_artist_id', 'in', self.ids)], ['ic_art_artist_id'], ['__count']
            )
        )
        for artist in self:
            artist.piece_count = counts.get(artist, 0)

    # === CONSTRAINTS === #

    @api.constrains('name_normalized', 'company_id', 'birth_year')
    def _check_name(self):
        """Namesakes exist; two artists of one name and one year of birth are the same one entered twice."""
        for artist in self:
            if not artist.name_normalized:
                raise ValidationError(self.env._("An artist needs a name with at least one letter."))
            twin = self.with_context(active_test=False).search(
                Domain('name_normalized', '=', artist.name_normalized)
                & Domain('birth_year', 'in', [artist.birth_year] if artist.birth_year else [0, False])
                & Domain('company_id', '=', artist.company_id.id)
                & Domain('id', '!=', artist.id),
                limit=1,
            )
            if twin:
                raise ValidationError(
                    self.env._(
                        "%s is in the catalog already. Add the year of birth if this is another person.", twin.name
                    )
                )

    # === CRUD === #

    def write(self, vals):
        """Override of `base` to let the titles of works follow the public name: a name not to be told leaves them."""
        before = {artist: artist._ic_public_name() for artist in self}
        result = super().write(vals)
        for artist, name in before.items():
            if name and artist._ic_public_name() != name:
                artist._ic_rename_works(name)
        return result

    # === ACTIONS === #

    def action_view_pieces(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.product_piece_action_artwork')
        return dict(
            action,
            domain=[('ic_art_artist_id', '=', self.id)],
            context={'default_ic_category': 'artwork', 'default_ic_art_artist_id': self.id},
        )

    # === BUSINESS METHODS === #

    def _ic_public_name(self):
        """Return the name that may be shown to anybody."""
        return self.is_name_sensitive and self.substitute_name or self.name or ''

    def _ic_rename_works(self, before):
        """Put the public name into the titles of works that still carry the name `before`."""
        self.ensure_one()
        works = self.env['product.template'].sudo().with_context(active_test=False)
        for work in works.search([('ic_art_artist_id', '=', self.id)]):
            if work.name == work.ic_auto_name:
                work.name = ''  # composed anew
            elif before in work.name:
                work.name = work.name.replace(before, self._ic_public_name())

    def _ic_life(self):
        """Return "1910 – 1996", "born c. 1975" or ''."""
        self.ensure_one()
        birth = self.birth_year and str(self.birth_year)
        if birth and self.birth_approx:
            birth = self.env._("c. %s", birth)
        if birth and self.death_year:
            return f'{birth} – {self.death_year}'
        if birth:
            return self.env._("born %s", birth)
        return self.env._("died %s", self.death_year) if self.death_year else ''
