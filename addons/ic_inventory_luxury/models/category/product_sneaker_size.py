from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...sizing import sneakers

SYSTEM_NAMES = {'m_us': "US M", 'w_us': "US W", 'eu': "EU", 'uk': "UK", 'jp_cm': "JP"}

SIZE_FACTS = (
    'ic_category',
    'ic_sneaker_size',
    'ic_sneaker_size_system',
    'ic_sneaker_youth',
    'ic_silhouette_id.size_chart',
    'ic_brand_id.ic_size_chart',
)


class ProductTemplate(models.Model):
    """The size of a pair: as printed, and what it is in the four other systems by the table of its maker."""

    _inherit = 'product.template'

    ic_sneaker_size_system = fields.Selection(
        [
            ('m_us', "US Men"),
            ('w_us', "US Women"),
            ('eu', "EU"),
            ('uk', "UK"),
            ('jp_cm', "JP (cm)"),
        ],
        string="Size System",
        help="The system of the size you type in; the others are converted.",
    )
    ic_sneaker_size = fields.Char(
        string="Shoe Size",
        help="As on the label: 9, 9.5, 42 2/3, 27.5. Youth sizes end in Y: 5.5Y.",
    )
    ic_sneaker_youth = fields.Boolean(
        string="Youth Size (Y)", help="A grade-school pair: same length, other width and price."
    )
    ic_sneaker_size_us = fields.Float(
        string="Size (US Men)",
        digits=(4, 1),
        compute='_compute_ic_sneaker_size_us',
        store=True,
        aggregator=None,
        help="The men's US size behind every size filter; 0 where the maker's table does not tell for certain.",
    )
    ic_sneaker_size_label = fields.Char(
        string="Size",
        compute='_compute_ic_sneaker_size_us',
        store=True,
        help="The size in words, e.g. US M 9 or US 5.5Y.",
    )
    ic_sneaker_size_text = fields.Char(string="Size in Other Systems", compute='_compute_ic_sneaker_size_text')
    ic_sneaker_size_note = fields.Char(compute='_compute_ic_sneaker_size_text')

    _ic_sneaker_size_us_index = models.Index('(ic_sneaker_size_us) WHERE ic_sneaker_size_us > 0')

    # === COMPUTE === #

    @api.depends(*SIZE_FACTS)
    def _compute_ic_sneaker_size_us(self):
        for piece in self:
            size = piece._ic_sneaker_parsed()
            piece.ic_sneaker_size_us = size and sneakers.us_men(piece._ic_size_chart(), *size) or 0.0
            piece.ic_sneaker_size_label = size and self._ic_size_words(size[0], size[1:2], size[2])

    @api.depends(*SIZE_FACTS)
    def _compute_ic_sneaker_size_text(self):
        for piece in self:
            size = piece._ic_sneaker_parsed()
            sizes = piece._ic_sneaker_sizes() if size else {}
            others = {system: found for system, found in sizes.items() if found and system != size[0]}
            piece.ic_sneaker_size_text = ' · '.join(
                self._ic_size_words(system, found, size[2]) for system, found in others.items()
            )
            piece.ic_sneaker_size_note = False
            if size and not others:
                piece.ic_sneaker_size_note = self.env._("conversion not available")
            elif any(len(found) > 1 for found in others.values()):
                piece.ic_sneaker_size_note = self.env._("The table does not tell which; take the size from the label.")

    # === CONSTRAINTS === #

    @api.constrains('ic_sneaker_size', 'ic_sneaker_size_system', 'ic_sneaker_youth')
    def _check_ic_sneaker_size(self):
        for piece in self.filtered('ic_sneaker_size'):
            system = piece.ic_sneaker_size_system
            if not system:
                raise ValidationError(self.env._("%s: choose the size system of the shoe size.", piece.name))
            try:
                sneakers.parse_size(piece.ic_sneaker_size, system)
            except sneakers.SizeProblem as problem:
                raise ValidationError(piece._ic_size_problem(problem.code))
            if piece.ic_sneaker_youth and system == 'w_us':
                raise ValidationError(piece._ic_size_problem('youth_system'))

    # === ONCHANGE === #

    @api.onchange('ic_category')
    def _onchange_ic_category_size_system(self):
        for piece in self.filtered(lambda piece: piece.ic_category == 'sneaker' and not piece.ic_sneaker_size_system):
            piece.ic_sneaker_size_system = 'm_us'

    @api.onchange('ic_sneaker_size', 'ic_sneaker_size_system')
    def _onchange_ic_sneaker_size(self):
        for piece in self.filtered(lambda piece: piece.ic_category == 'sneaker' and piece.ic_sneaker_size):
            piece.update(piece._ic_clean_size_values())

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `product` to write sizes one way: "9,5" and "US 9.5" become 9.5."""
        pieces = super().create(vals_list)
        pieces.filtered('ic_sneaker_size')._ic_clean_sizes()
        return pieces

    def write(self, vals):
        """Override of `product` to write sizes one way."""
        result = super().write(vals)
        if vals.get('ic_sneaker_size'):
            self._ic_clean_sizes()
        return result

    # === BUSINESS METHODS === #

    def _ic_clean_sizes(self):
        for piece in self:
            clean = piece._ic_clean_size_values()
            if any(piece[name] != value for name, value in clean.items()):
                piece.write(clean)

    def _ic_clean_size_values(self):
        """Return the size (and the youth mark it carries) as the tables write it; {} for what is no size."""
        try:
            size, youth = sneakers.parse_size(self.ic_sneaker_size, self.ic_sneaker_size_system or 'm_us')
        except sneakers.SizeProblem:
            return {}
        return {'ic_sneaker_size': size, 'ic_sneaker_youth': youth or self.ic_sneaker_youth}

    def _ic_sneaker_parsed(self):
        """Return (system, size, youth) of a pair, or None when it has no size."""
        if self.ic_category != 'sneaker' or not self.ic_sneaker_size or not self.ic_sneaker_size_system:
            return None
        try:
            size, youth = sneakers.parse_size(self.ic_sneaker_size, self.ic_sneaker_size_system)
        except sneakers.SizeProblem:
            return None
        return self.ic_sneaker_size_system, size, youth or self.ic_sneaker_youth

    def _ic_size_chart(self):
        """Return the code of the size table: the silhouette's own, else the brand's, else False."""
        return self.ic_silhouette_id.size_chart or self.ic_brand_id.ic_size_chart

    def _ic_sneaker_sizes(self):
        """Return {system: tuple of candidate sizes} for the pair, {} without a size."""
        self.ensure_one()
        size = self._ic_sneaker_parsed()
        return sneakers.convert(self._ic_size_chart(), *size) if size else {}

    @api.model
    def _ic_size_words(self, system, sizes, youth=False):
        """Return e.g. "UK 8", "US M 6.5 or 7", "US 5.5Y", "JP 27 cm"."""
        youth = youth and system == 'm_us'
        name = "US" if youth else SYSTEM_NAMES[system]
        words = self.env._(" or ").join(size + 'Y' if youth else size for size in sizes)
        return f'{name} {words}{" cm" if system == "jp_cm" else ""}'

    def _ic_size_problem(self, code):
        systems = dict(self._fields['ic_sneaker_size_system']._description_selection(self.env))
        if code == 'youth_system':
            return self.env._(
                "%s: youth sizes are US sizes. Choose US Men and end the size in Y, e.g. 5.5Y.", self.name
            )
        low, high = sneakers.LIMITS[self.ic_sneaker_size_system]
        return self.env._(
            "%(piece)s: \"%(size)s\" is no size in %(system)s. Sizes there go from %(low)s to %(high)s in "
            "halves%(thirds)s.",
            piece=self.name,
            size=self.ic_sneaker_size,
            system=systems[self.ic_sneaker_size_system],
            low=low,
            high=high,
            thirds=self.env._(" or thirds, e.g. 42 2/3") if self.ic_sneaker_size_system == 'eu' else '',
        )

    @api.model
    def _ic_sneaker_size_domain(self, system, text):
        """Return the Domain of pairs that a buyer of this size can wear, whatever their makers' tables are.

        A pair whose size in this system is one of two candidates is among them: the page shows both.

        :param str system: one of m_us, w_us, eu, uk, jp_cm
        :param str text: the buyer's size; what is no size matches nothing
        """
        try:
            size, youth = sneakers.parse_size(text, system)
        except sneakers.SizeProblem:
            return Domain.FALSE
        parts = [Domain('ic_sneaker_size_system', '=', system) & Domain('ic_sneaker_size', '=', size)]
        for chart in sneakers.CHARTS:
            sizes = [float(men) for men in sneakers.convert(chart, system, size, youth)['m_us']]
            if sizes:
                own = Domain('ic_silhouette_id.size_chart', '=', chart)
                brand = Domain('ic_brand_id.ic_size_chart', '=', chart)
                # A path through an empty silhouette leads nowhere, so a pair without one is named apart.
                brand &= Domain('ic_silhouette_id', '=', False) | Domain('ic_silhouette_id.size_chart', '=', False)
                parts.append(Domain('ic_sneaker_size_us', 'in', sizes) & (own | brand))
        return Domain('ic_category', '=', 'sneaker') & Domain('ic_sneaker_youth', '=', youth) & Domain.OR(parts)
