from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..piece.piece_card import CARD_FIELDS, INCLUDES_FIELDS
from ..piece.piece_sku import CATEGORY_PREFIX

CONDITION_RANKS = {'ds': 6, 'vnds': 5, '9': 4, '8': 3, '7': 2, '6': 1}
FLAG_FIELDS = ('ic_sneaker_player_exclusive', 'ic_sneaker_sample', 'ic_sneaker_friends_family', 'ic_sneaker_wear_test')
# The trade names these shoes without their maker: "Air Jordan 1", not "Jordan Air Jordan 1".
NAMED_IN_MODEL = ('Jordan', 'Yeezy')

CARD_FIELDS['sneaker'] = (
    'ic_brand_id',
    'ic_model',
    'ic_reference',
    'ic_colorway',
    'ic_year',
    'ic_nickname',
    'product_tag_ids',
    'ic_sneaker_flags',
    'ic_sneaker_size_label',
    'ic_sneaker_size_text',
    'ic_sneaker_condition',
    'ic_defect_ids',
    'ic_sneaker_wear_count',
    'ic_sneaker_box',
    'ic_sneaker_extras',
    'ic_sneaker_restoration',
    '@includes',
)
INCLUDES_FIELDS['sneaker'] = (
    'ic_sneaker_has_laces',
    'ic_sneaker_has_hangtag',
    'ic_sneaker_has_tissue',
    'ic_sneaker_has_tag',
    'ic_sneaker_has_receipt',
)
CATEGORY_PREFIX['sneaker'] = 'SNK'


class ProductTemplate(models.Model):
    """The fields of a pair of sneakers.

    The style code is the reference number of the piece, the release year its year. The six condition steps are the
    collectors' ladder; what a marketplace makes of them is data (`ic.condition.map`). Sizes: product_sneaker_size.py.
    """

    _inherit = 'product.template'

    ic_category = fields.Selection(selection_add=[('sneaker', "Sneaker")], ondelete={'sneaker': 'set null'})
    ic_silhouette_id = fields.Many2one(
        'ic.silhouette',
        string="Silhouette",
        index='btree_not_null',
        ondelete='restrict',
        check_company=True,
        help="The shoe model from the catalog. It fills in model and brand.",
    )
    ic_colorway = fields.Char(
        string="Colorway", help="The maker's or the collectors' name, for example Chicago or Panda."
    )
    # Provenance
    ic_sneaker_player_exclusive = fields.Boolean(string="Player Exclusive")
    ic_sneaker_sample = fields.Boolean(string="Sample")
    ic_sneaker_friends_family = fields.Boolean(string="Friends and Family")
    ic_sneaker_wear_test = fields.Boolean(string="Wear-test Pair")
    ic_sneaker_flags = fields.Char(string="Sneaker Provenance", compute='_compute_ic_sneaker_flags')
    # Condition
    ic_sneaker_condition = fields.Selection(
        [
            ('ds', "DS (Deadstock)"),
            ('vnds', "VNDS (Very Near Deadstock)"),
            ('9', "9 / 10"),
            ('8', "8 / 10"),
            ('7', "7 / 10"),
            ('6', "6 / 10 or below"),
        ],
        string="Sneaker Condition",
        help="DS: unworn, as it left the shop. VNDS: tried on or worn once or twice. 9, 8, 7: light to clear wear. "
        "6 or below: heavy wear.",
    )
    ic_sneaker_condition_rank = fields.Integer(
        string="Condition Rank",
        compute='_compute_ic_sneaker_condition_rank',
        store=True,
        aggregator=None,
        help="6 = deadstock down to 1, to sort and to filter \"at least\".",
    )
    ic_sneaker_new_defects = fields.Boolean(
        string="New with Defects", help="A new pair with a factory flaw (B-grade). It is not a step of wear."
    )
    ic_sneaker_wear_count = fields.Integer(string="Times Worn", aggregator=None)
    ic_defect_ids = fields.One2many('ic.defect', 'product_tmpl_id', string="Defects", copy=True)
    ic_sneaker_restoration = fields.Text(
        string="Restoration", help="Public. What was done: re-glue, sole swap, paint, icing. By whom and when."
    )
    ic_sneaker_storage = fields.Text(
        string="Storage History", help="How and where the pair was kept. Shown to dealers, not in the shop."
    )
    # Box and what comes along
    ic_sneaker_box = fields.Selection(
        [
            ('original_clean', "Original, Clean"),
            ('original_damaged', "Original, Damaged"),
            ('replacement', "Replacement"),
            ('missing', "Missing"),
        ],
        string="Shoe Box",
    )
    ic_sneaker_lid_missing = fields.Boolean(string="Lid Missing")
    ic_sneaker_has_laces = fields.Boolean(string="Original Laces")
    ic_sneaker_has_hangtag = fields.Boolean(string="Hang Tag")
    ic_sneaker_has_tissue = fields.Boolean(string="Tissue Paper")
    ic_sneaker_has_tag = fields.Boolean(string="Tag")
    ic_sneaker_has_receipt = fields.Boolean(string="Original Receipt")
    ic_sneaker_extras = fields.Char(
        string="Extra Accessories", help="For example two pairs of spare laces, key ring, special wrapping."
    )

    _ic_sneaker_wear_count_positive = models.Constraint(
        "CHECK (COALESCE(ic_sneaker_wear_count, 0) >= 0)", "A pair cannot have been worn fewer than zero times."
    )
    _ic_sneaker_deadstock_unworn = models.Constraint(
        "CHECK (ic_sneaker_condition IS DISTINCT FROM 'ds' OR COALESCE(ic_sneaker_wear_count, 0) = 0)",
        "A deadstock pair has not been worn. Choose VNDS or set the times worn to zero.",
    )
    _ic_sneaker_new_defects_new = models.Constraint(
        "CHECK (NOT COALESCE(ic_sneaker_new_defects, FALSE) OR COALESCE(ic_sneaker_condition, 'ds') = 'ds')",
        "\"New with defects\" is for unworn pairs (DS). Describe the flaws of a worn pair as defects.",
    )
    _ic_sneaker_lid_of_box = models.Constraint(
        "CHECK (NOT COALESCE(ic_sneaker_lid_missing, FALSE) OR COALESCE(ic_sneaker_box, '') <> 'missing')",
        "Without a box there is no lid to miss.",
    )

    # === COMPUTE === #

    @api.depends('ic_category', 'ic_sneaker_condition')
    def _compute_ic_sneaker_condition_rank(self):
        for piece in self:
            condition = piece.ic_category == 'sneaker' and piece.ic_sneaker_condition
            piece.ic_sneaker_condition_rank = CONDITION_RANKS.get(condition, 0)

    @api.depends(*FLAG_FIELDS)
    def _compute_ic_sneaker_flags(self):
        for piece in self:
            piece.ic_sneaker_flags = ', '.join(
                self._fields[flag]._description_string(self.env) for flag in FLAG_FIELDS if piece[flag]
            )

    # === CONSTRAINTS === #

    @api.constrains('ic_silhouette_id', 'ic_brand_id', 'ic_category')
    def _check_ic_silhouette_id(self):
        for piece in self.filtered('ic_silhouette_id'):
            if piece.ic_brand_id and piece.ic_silhouette_id.brand_id != piece.ic_brand_id:
                raise ValidationError(
                    self.env._(
                        "%(silhouette)s is a silhouette of %(maker)s, not of %(brand)s.",
                        silhouette=piece.ic_silhouette_id.name,
                        maker=piece.ic_silhouette_id.brand_id.name,
                        brand=piece.ic_brand_id.name,
                    )
                )

    # === ONCHANGE === #

    @api.onchange('ic_silhouette_id')
    def _onchange_ic_silhouette_id(self):
        for piece in self.filtered('ic_silhouette_id'):
            piece.ic_brand_id = piece.ic_silhouette_id.brand_id
            piece.ic_model = piece.ic_silhouette_id.name
            piece._onchange_ic_name_parts()

    @api.onchange('ic_brand_id')
    def _onchange_ic_brand_id_silhouette(self):
        for piece in self.filtered('ic_silhouette_id'):
            if piece.ic_brand_id and piece.ic_silhouette_id.brand_id != piece.ic_brand_id:
                piece.ic_silhouette_id = False

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `product` to take brand and model of a pair from the silhouette catalog."""
        return super().create(
            [self._ic_with_silhouette(vals) if self._ic_category_of(vals) == 'sneaker' else vals for vals in vals_list]
        )

    def write(self, vals):
        """Override of `product` to let the model follow the silhouette."""
        if vals.get('ic_silhouette_id'):
            silhouette = self.env['ic.silhouette'].browse(vals['ic_silhouette_id'])
            vals = {'ic_model': silhouette.name, 'ic_brand_id': silhouette.brand_id.id, **vals}
        return super().write(vals)

    # === BUSINESS METHODS === #

    @api.model
    def _ic_with_silhouette(self, vals):
        """Return `vals` with silhouette, brand and model completed from the catalog where it knows the model."""
        Silhouette = self.env['ic.silhouette']
        silhouette = Silhouette.browse(vals.get('ic_silhouette_id') or [])
        if not silhouette and vals.get('ic_model') and vals.get('ic_brand_id'):
            brand = self.env['ic.brand'].browse(vals['ic_brand_id'])
            silhouette, _how = Silhouette._ic_resolve(vals['ic_model'], brand)
            if silhouette:
                return {**vals, 'ic_silhouette_id': silhouette.id, 'ic_model': silhouette.name}
        if silhouette:
            return {'ic_model': silhouette.name, 'ic_brand_id': silhouette.brand_id.id, **vals}
        return vals

    @api.model
    def _ic_join_name(self, brand_name, model, reference):
        """Override of `ic_inventory_luxury`: some makers' names are part of their models' names."""
        if brand_name in NAMED_IN_MODEL and brand_name.casefold() in (model or '').casefold():
            brand_name = None
        return super()._ic_join_name(brand_name, model, reference)

    def _ic_card_facts(self, audience='retail'):
        """Override of `ic_inventory_luxury` to add for dealers how the pair was kept."""
        facts = super()._ic_card_facts(audience)
        if audience == 'wholesale' and self.ic_category == 'sneaker' and self.ic_sneaker_storage:
            facts.append(
                {
                    'code': 'ic_sneaker_storage',
                    'label': self._ic_fact_label('ic_sneaker_storage'),
                    'value': self.ic_sneaker_storage.strip(),
                }
            )
        return facts

    def _ic_fact_label(self, name):
        """Override of `ic_inventory_luxury` to say style code and release year."""
        if self.ic_category == 'sneaker':
            labels = {
                'ic_reference': self.env._("Style Code"),
                'ic_year': self.env._("Release Year"),
                'product_tag_ids': self.env._("Collaboration"),
                'ic_sneaker_condition': self.env._("Condition"),
                'ic_sneaker_flags': self.env._("Provenance"),
            }
            if name in labels:
                return labels[name]
        return super()._ic_fact_label(name)

    def _ic_fact_text(self, name):
        """Override of `ic_inventory_luxury` for what a sneaker says in words of its own."""
        if name == 'ic_defect_ids':
            return '; '.join(defect._ic_text() for defect in self.sudo().ic_defect_ids)
        if name == 'product_tag_ids':
            return ', '.join(self.product_tag_ids.filtered('ic_kind').mapped('name'))
        text = super()._ic_fact_text(name)
        if name == 'ic_sneaker_condition' and text and self.ic_sneaker_new_defects:
            return self.env._("%s, new with defects", text)
        if name == 'ic_sneaker_box' and text and self.ic_sneaker_lid_missing:
            return self.env._("%s, lid missing", text)
        return text
