from odoo import api, fields, models

from ..piece.piece_card import CARD_FIELDS, INCLUDES_FIELDS
from ..piece.piece_sku import CATEGORY_PREFIX
from .product_apparel import CONDITIONS

# Which fields a sub-type has, in reading order. Form, facts and tests all go by this table.
SUBTYPE_FIELDS = {
    'belt': ('ic_accessory_material', 'ic_belt_size_cm', 'ic_belt_size_in', 'ic_belt_width_mm', 'ic_accessory_metal'),
    'wallet': ('ic_accessory_material', 'ic_accessory_format', 'ic_accessory_metal', 'ic_accessory_dimensions'),
    'sunglasses': (
        'ic_glasses_lens_shape',
        'ic_glasses_lens_color',
        'ic_glasses_frame_material',
        'ic_glasses_frame_width',
        'ic_glasses_lens_width',
        'ic_glasses_bridge',
        'ic_glasses_temple',
    ),
    'scarf': ('ic_scarf_length_cm', 'ic_scarf_width_cm', 'ic_scarf_momme', 'ic_accessory_composition'),
    'tie': ('ic_accessory_composition', 'ic_tie_width_cm', 'ic_tie_length_cm'),
    'small_leather': ('ic_accessory_material', 'ic_accessory_metal', 'ic_accessory_dimensions'),
    'bracelet': ('ic_accessory_material', 'ic_accessory_metal', 'ic_bracelet_length_cm', 'ic_accessory_closure'),
    'cufflinks': ('ic_accessory_metal', 'ic_accessory_closure', 'ic_accessory_dimensions'),
}
MEASURES = {
    'ic_belt_size_cm': "cm",
    'ic_belt_size_in': "in",
    'ic_belt_width_mm': "mm",
    'ic_glasses_frame_width': "mm",
    'ic_glasses_lens_width': "mm",
    'ic_glasses_bridge': "mm",
    'ic_glasses_temple': "mm",
    'ic_scarf_length_cm': "cm",
    'ic_scarf_width_cm': "cm",
    'ic_scarf_momme': "momme",
    'ic_tie_width_cm': "cm",
    'ic_tie_length_cm': "cm",
    'ic_bracelet_length_cm': "cm",
}
CM_PER_INCH = 2.54

CARD_FIELDS['accessory'] = (
    'ic_brand_id',
    'ic_model',
    'ic_accessory_type',
    'ic_reference',
    'ic_nickname',
    'product_tag_ids',
)
INCLUDES_FIELDS['accessory'] = (
    'ic_accessory_has_box',
    'ic_accessory_has_dustbag',
    'ic_accessory_has_case',
    'ic_accessory_has_tag',
    'ic_accessory_has_papers',
    'ic_accessory_has_receipt',
)
CATEGORY_PREFIX['accessory'] = 'ACY'
CARD_TAIL = ('ic_colorway', 'ic_year', 'ic_accessory_condition', 'ic_defect_ids', '@includes')


class ProductTemplate(models.Model):
    """The fields of an accessory. Its sub-type decides which of them it has; the others are kept, but not on show."""

    _inherit = 'product.template'

    ic_category = fields.Selection(selection_add=[('accessory', "Accessory")], ondelete={'accessory': 'set null'})
    ic_accessory_type = fields.Selection(
        [
            ('belt', "Belt"),
            ('wallet', "Wallet"),
            ('sunglasses', "Sunglasses"),
            ('scarf', "Scarf"),
            ('tie', "Tie"),
            ('small_leather', "Small Leather Goods"),
            ('bracelet', "Bracelet"),
            ('cufflinks', "Cufflinks"),
        ],
        string="Kind of Accessory",
        help="It decides which fields the piece has.",
    )
    # Shared by several sub-types
    ic_accessory_material = fields.Char(string="Material", help="For example Togo calf, canvas, alligator, enamel.")
    ic_accessory_metal = fields.Selection(
        [
            ('gold_plated', "Gold-plated"),
            ('palladium_plated', "Palladium-plated"),
            ('rose_gold_plated', "Rose-gold-plated"),
            ('brass', "Brass"),
            ('steel', "Steel"),
            ('sterling', "Sterling Silver"),
            ('gold', "Solid Gold"),
            ('ruthenium', "Ruthenium"),
            ('black', "Black Coated"),
            ('enamel', "Enamelled"),
            ('other', "Other"),
        ],
        string="Buckle or Metal",
        help="Belts: the buckle. Wallets and leather goods: the hardware.",
    )
    ic_accessory_composition = fields.Char(
        string="Composition", help="For example 100% silk twill, 70% cashmere 30% silk."
    )
    ic_accessory_dimensions = fields.Char(string="Measures", help="For example 19 x 10 x 2 cm.")
    ic_accessory_closure = fields.Char(string="Closure", help="For example whale back, chain link, toggle, clasp.")
    ic_accessory_format = fields.Selection(
        [
            ('bifold', "Bifold"),
            ('long', "Long"),
            ('zip', "Zip Around"),
            ('card_holder', "Card Holder"),
            ('coin', "Coin Purse"),
            ('passport', "Passport Holder"),
            ('other', "Other"),
        ],
        string="Wallet Format",
    )
    # Belts
    ic_belt_size_cm = fields.Float(string="Belt Size", digits=(5, 1), aggregator=None, help="Centimetres, as stamped.")
    ic_belt_size_in = fields.Float(
        string="Belt Size (in)",
        digits=(5, 1),
        aggregator=None,
        compute='_compute_ic_belt_size_in',
        inverse='_inverse_ic_belt_size_in',
        help="Inches: the centimetres divided by 2.54.",
    )
    ic_belt_width_mm = fields.Integer(string="Belt Width", aggregator=None, help="Millimetres.")
    # Glasses
    ic_glasses_lens_shape = fields.Selection(
        [
            ('aviator', "Aviator"),
            ('round', "Round"),
            ('square', "Square"),
            ('rectangular', "Rectangular"),
            ('oval', "Oval"),
            ('cat_eye', "Cat Eye"),
            ('wayfarer', "Wayfarer"),
            ('shield', "Shield"),
            ('geometric', "Geometric"),
        ],
        string="Lens Shape",
    )
    ic_glasses_lens_color = fields.Char(string="Lens Color", help="For example Green G-15, polarised grey.")
    ic_glasses_frame_material = fields.Char(
        string="Frame Material", help="For example acetate, titanium, buffalo horn."
    )
    ic_glasses_frame_width = fields.Integer(string="Frame Width", aggregator=None, help="Millimetres, hinge to hinge.")
    ic_glasses_lens_width = fields.Integer(
        string="Lens Width", aggregator=None, help="Millimetres: the 55 of 55-18-145."
    )
    ic_glasses_bridge = fields.Integer(string="Bridge", aggregator=None, help="Millimetres: the 18 of 55-18-145.")
    ic_glasses_temple = fields.Integer(string="Temple", aggregator=None, help="Millimetres: the 145 of 55-18-145.")
    # Scarves and ties
    ic_scarf_length_cm = fields.Float(string="Scarf Length", digits=(5, 1), aggregator=None, help="Centimetres.")
    ic_scarf_width_cm = fields.Float(string="Scarf Width", digits=(5, 1), aggregator=None, help="Centimetres.")
    ic_scarf_momme = fields.Float(
        string="Silk Weight", digits=(4, 1), aggregator=None, help="Momme (mm): about 4.34 g per square metre each."
    )
    ic_tie_width_cm = fields.Float(
        string="Tie Width", digits=(4, 1), aggregator=None, help="Centimetres at the widest."
    )
    ic_tie_length_cm = fields.Float(string="Tie Length", digits=(5, 1), aggregator=None, help="Centimetres.")
    # Bracelets
    ic_bracelet_length_cm = fields.Float(string="Bracelet Length", digits=(4, 1), aggregator=None, help="Centimetres.")
    # Condition and what comes along
    ic_accessory_condition = fields.Selection(CONDITIONS, string="Accessory Condition")
    ic_accessory_has_box = fields.Boolean(string="Gift Box")
    ic_accessory_has_dustbag = fields.Boolean(string="Pouch or Dust Bag")
    ic_accessory_has_case = fields.Boolean(string="Glasses Case")
    ic_accessory_has_tag = fields.Boolean(string="Price or Hang Tag")
    ic_accessory_has_papers = fields.Boolean(string="Booklet or Card")
    ic_accessory_has_receipt = fields.Boolean(string="Sales Receipt")

    _ic_accessory_measures_plausible = models.Constraint(
        "CHECK (COALESCE(ic_belt_size_cm, 0) BETWEEN 0 AND 200 AND COALESCE(ic_belt_width_mm, 0) BETWEEN 0 AND 150"
        " AND COALESCE(ic_scarf_length_cm, 0) BETWEEN 0 AND 500 AND COALESCE(ic_scarf_width_cm, 0) BETWEEN 0 AND 500"
        " AND COALESCE(ic_scarf_momme, 0) BETWEEN 0 AND 100 AND COALESCE(ic_tie_width_cm, 0) BETWEEN 0 AND 30"
        " AND COALESCE(ic_tie_length_cm, 0) BETWEEN 0 AND 250 AND COALESCE(ic_bracelet_length_cm, 0) BETWEEN 0 AND 60)",
        "A measure of the accessory is not plausible. Belts, scarves, ties and bracelets are measured in centimetres, "
        "the width of a belt in millimetres.",
    )
    _ic_glasses_measures_plausible = models.Constraint(
        "CHECK (COALESCE(ic_glasses_frame_width, 0) BETWEEN 0 AND 200"
        " AND COALESCE(ic_glasses_lens_width, 0) BETWEEN 0 AND 100 AND COALESCE(ic_glasses_bridge, 0) BETWEEN 0 AND 40"
        " AND COALESCE(ic_glasses_temple, 0) BETWEEN 0 AND 200)",
        "A measure of the glasses is not plausible. All are in millimetres, for example 55-18-145.",
    )

    # === COMPUTE === #

    @api.depends('ic_belt_size_cm')
    def _compute_ic_belt_size_in(self):
        for piece in self:
            piece.ic_belt_size_in = round(piece.ic_belt_size_cm / CM_PER_INCH, 1)

    def _inverse_ic_belt_size_in(self):
        for piece in self:
            # 95 cm is 37.4 in: reading that back as 95.0 must not move the stamped size.
            if round(piece.ic_belt_size_cm / CM_PER_INCH, 1) != piece.ic_belt_size_in:
                piece.ic_belt_size_cm = round(piece.ic_belt_size_in * CM_PER_INCH, 1)

    # === BUSINESS METHODS === #

    def _ic_card_facts(self, audience='retail'):
        """Override of `ic_inventory_luxury` to show the measures of the sub-type, and only those."""
        facts = super()._ic_card_facts(audience)
        if self.ic_category != 'accessory':
            return facts
        head = len([fact for fact in facts if fact['code'] in CARD_FIELDS['accessory']])
        names = SUBTYPE_FIELDS.get(self.ic_accessory_type, ()) + CARD_TAIL
        facts[head:head] = [fact for fact in map(self._ic_accessory_fact, names) if fact]
        return facts

    def _ic_accessory_fact(self, name):
        value = self._ic_includes_text() if name == '@includes' else self._ic_fact_text(name)
        if not value:
            return None
        return {'code': name.lstrip('@'), 'label': self._ic_fact_label(name), 'value': value}

    def _ic_fact_label(self, name):
        """Override of `ic_inventory_luxury` to name facts by the sub-type."""
        if self.ic_category == 'accessory':
            labels = {
                '@includes': self.env._("Includes"),
                'ic_accessory_condition': self.env._("Condition"),
                'product_tag_ids': self.env._("Collaboration"),
                'ic_colorway': self.env._("Color"),
                'ic_accessory_type': self.env._("Kind"),
                'ic_accessory_metal': (
                    self.env._("Buckle Metal") if self.ic_accessory_type == 'belt' else self.env._("Metal")
                ),
            }
            if name in labels:
                return labels[name]
        return super()._ic_fact_label(name)

    def _ic_fact_text(self, name):
        """Override of `ic_inventory_luxury` to give measures their unit."""
        if name in MEASURES:
            return f'{self[name]:g} {MEASURES[name]}' if self[name] else ''
        return super()._ic_fact_text(name)
