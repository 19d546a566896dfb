from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...sizing import apparel
from ..piece.piece_card import CARD_FIELDS, INCLUDES_FIELDS
from ..piece.piece_sku import CATEGORY_PREFIX

CARD_FIELDS['apparel'] = (
    'ic_brand_id',
    'ic_model',
    'ic_apparel_type',
    'ic_apparel_collection',
    'ic_apparel_season',
    'ic_reference',
    'product_tag_ids',
    'ic_colorway',
    'ic_apparel_size_label',
    'ic_apparel_size_alpha',
    'ic_apparel_gender',
    'ic_apparel_fit',
    'ic_apparel_fabric',
    'ic_year',
    'ic_apparel_run',
    'ic_apparel_condition',
    'ic_defect_ids',
    '@includes',
)
INCLUDES_FIELDS['apparel'] = (
    'ic_apparel_has_tag',
    'ic_apparel_has_hangtag',
    'ic_apparel_has_dustbag',
    'ic_apparel_has_packaging',
    'ic_apparel_has_receipt',
)
CATEGORY_PREFIX['apparel'] = 'APP'
CONDITIONS = [
    ('new_tags', "New with Tags"),
    ('new', "New without Tags"),
    ('excellent', "Excellent"),
    ('very_good', "Very Good"),
    ('good', "Good"),
    ('fair', "Fair"),
]
ALPHA_SIZES = [(code, code.upper().replace('XXXX', '4X').replace('XXX', '3X')) for code in apparel.ALPHA]


class ProductTemplate(models.Model):
    """The fields of clothes, from streetwear drops to cashmere. The size as sewn in, and a letter for the filters."""

    _inherit = 'product.template'

    ic_category = fields.Selection(selection_add=[('apparel', "Apparel")], ondelete={'apparel': 'set null'})
    ic_apparel_type = fields.Selection(
        [
            ('tshirt', "T-shirt"),
            ('shirt', "Shirt or Blouse"),
            ('sweatshirt', "Sweatshirt or Hoodie"),
            ('knitwear', "Knitwear"),
            ('jacket', "Jacket"),
            ('coat', "Coat"),
            ('suit', "Suit or Blazer"),
            ('dress', "Dress"),
            ('skirt', "Skirt"),
            ('trousers', "Trousers"),
            ('jeans', "Jeans"),
            ('shorts', "Shorts"),
            ('headwear', "Headwear"),
            ('other', "Other"),
        ],
        string="Garment",
    )
    ic_apparel_collection = fields.Char(string="Collection", help="For example Essentials, Haute Couture.")
    ic_apparel_season = fields.Char(string="Season", help="For example FW17, Spring/Summer 2022.")
    ic_apparel_gender = fields.Selection(
        [('women', "Women"), ('men', "Men"), ('unisex', "Unisex"), ('kids', "Kids")],
        string="Gender",
    )
    ic_apparel_fit = fields.Selection(
        [
            ('slim', "Slim"),
            ('regular', "Regular"),
            ('relaxed', "Relaxed"),
            ('oversized', "Oversized"),
            ('boxy', "Boxy"),
            ('cropped', "Cropped"),
            ('tailored', "Tailored"),
        ],
        string="Fit",
    )
    ic_apparel_fabric = fields.Char(string="Fabric", help="For example 100% cashmere, cotton fleece 400 g.")
    ic_apparel_run = fields.Selection(
        [
            ('retail', "Retail"),
            ('production_run', "Production Run"),
            ('sample', "Sample"),
            ('runway', "Runway"),
            ('promo', "Promotional"),
            ('friends_family', "Friends and Family"),
            ('made_to_measure', "Made to Measure"),
        ],
        string="Production",
        help="Sold in shops, or a piece from the run that shops never saw.",
    )
    # Size
    ic_apparel_size_kind = fields.Selection(
        [('alpha', "Letters (XS to XXL)"), ('numeric', "Number (36 to 58)"), ('freeform', "Free Text")],
        string="Kind of Size",
        help="How the label states the size.",
    )
    ic_apparel_size = fields.Char(string="Label Size", help="As on the label: M, 48, One Size, W32 L34.")
    ic_apparel_size_country = fields.Selection(
        [('it', "IT"), ('fr', "FR"), ('eu', "EU"), ('de', "DE"), ('us', "US"), ('uk', "UK")],
        string="Size Country",
        help="A number means nothing without its country: Italian 42 is French 38.",
    )
    ic_apparel_size_alpha = fields.Selection(
        ALPHA_SIZES,
        string="International Size",
        compute='_compute_ic_apparel_sizes',
        store=True,
        help="The letter behind the size filter. Numbers are converted by country and women's or men's.",
    )
    ic_apparel_size_number = fields.Integer(
        string="Size Number", compute='_compute_ic_apparel_sizes', store=True, aggregator=None
    )
    ic_apparel_size_label = fields.Char(string="Apparel Size", compute='_compute_ic_apparel_sizes', store=True)
    # Condition and what comes along
    ic_apparel_condition = fields.Selection(CONDITIONS, string="Apparel Condition")
    ic_apparel_has_tag = fields.Boolean(string="Tag Included")
    ic_apparel_has_hangtag = fields.Boolean(string="Hang Tag Attached")
    ic_apparel_has_dustbag = fields.Boolean(string="Dust Bag or Garment Bag")
    ic_apparel_has_packaging = fields.Boolean(string="Original Packaging")
    ic_apparel_has_receipt = fields.Boolean(string="Purchase Receipt")

    # === COMPUTE === #

    @api.depends(
        'ic_category', 'ic_apparel_size', 'ic_apparel_size_kind', 'ic_apparel_size_country', 'ic_apparel_gender'
    )
    def _compute_ic_apparel_sizes(self):
        for piece in self:
            alpha, number = piece._ic_apparel_normalised()
            piece.ic_apparel_size_alpha = alpha
            piece.ic_apparel_size_number = number or 0
            piece.ic_apparel_size_label = piece._ic_apparel_size_words(number)

    # === CONSTRAINTS === #

    @api.constrains('ic_apparel_size', 'ic_apparel_size_kind', 'ic_apparel_size_country')
    def _check_ic_apparel_size(self):
        for piece in self.filtered('ic_apparel_size'):
            try:
                piece._ic_apparel_parse()
            except apparel.SizeProblem as problem:
                raise ValidationError(piece._ic_apparel_problem(problem.code))

    # === BUSINESS METHODS === #

    def _ic_apparel_parse(self):
        """Return (letter code or None, number or None) of the label size.

        :raise apparel.SizeProblem: when it is not of its kind
        """
        if self.ic_apparel_size_kind == 'alpha':
            return apparel.parse_alpha(self.ic_apparel_size), None
        if self.ic_apparel_size_kind == 'numeric':
            number = apparel.parse_numeric(self.ic_apparel_size, self.ic_apparel_size_country)
            return apparel.alpha_of(number, self.ic_apparel_size_country, self.ic_apparel_gender), number
        return None, None

    def _ic_apparel_normalised(self):
        if self.ic_category != 'apparel' or not self.ic_apparel_size:
            return False, False
        try:
            return self._ic_apparel_parse()
        except apparel.SizeProblem:
            return False, False

    def _ic_apparel_size_words(self, number):
        """Return the label size with its country, e.g. "IT 48", "M", "One Size"."""
        if self.ic_category != 'apparel' or not self.ic_apparel_size:
            return False
        if number:
            return ' '.join(filter(None, ((self.ic_apparel_size_country or '').upper(), str(number))))
        if self.ic_apparel_size_alpha and self.ic_apparel_size_kind == 'alpha':
            return dict(ALPHA_SIZES)[self.ic_apparel_size_alpha]
        return self.ic_apparel_size.strip()

    def _ic_apparel_problem(self, code):
        if code == 'not_alpha':
            return self.env._(
                "%(piece)s: \"%(size)s\" is no letter size. Use XXS, XS, S, M, L, XL, XXL, 3XL or 4XL, or choose "
                "another kind of size.",
                piece=self.name,
                size=self.ic_apparel_size,
            )
        return self.env._(
            "%(piece)s: \"%(size)s\" is no number size (36 to 58 in most countries). Choose free text for other sizes.",
            piece=self.name,
            size=self.ic_apparel_size,
        )

    def _ic_fact_label(self, name):
        """Override of `ic_inventory_luxury` to name facts as a shopper would."""
        if self.ic_category == 'apparel':
            labels = {
                'ic_apparel_condition': self.env._("Condition"),
                'product_tag_ids': self.env._("Collaboration"),
                'ic_model': self.env._("Item"),
                'ic_apparel_size_label': self.env._("Size"),
                'ic_reference': self.env._("Style Number"),
            }
            if name in labels:
                return labels[name]
        return super()._ic_fact_label(name)

    def _ic_fact_text(self, name):
        """Override of `ic_inventory_luxury`: a letter size on the label is its own international size."""
        if name == 'ic_apparel_size_alpha' and self.ic_apparel_size_kind == 'alpha':
            return ''
        return super()._ic_fact_text(name)
