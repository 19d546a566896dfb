from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...wishing.shapes import WISH
from ...wishing.sizes import LADDER

LIVE = ('open', 'matched')
# All by which a wish is compared with pieces.
COMPARED = ('kind_id', 'ceiling', 'year_from', 'year_to')
SYSTEMS = [
    ('m_us', "US Men"),
    ('w_us', "US Women"),
    ('eu', "EU"),
    ('uk', "UK"),
    ('jp_cm', "JP (cm)"),
    ('it', "IT"),
    ('fr', "FR"),
    ('de', "DE"),
    ('us', "US"),
]


class IcWish(models.Model):
    """What a customer wants and the house has not, or not yet: in his own words, and as fields read from them."""

    _name = 'ic.wish'
    _description = "Wish"
    _inherit = ['mail.thread', 'mail.activity.mixin']
    _order = 'create_date desc, id desc'
    _check_company_auto = True

    name = fields.Char(string="Wish", compute='_compute_name', store=True, precompute=True)
    company_id = fields.Many2one('res.company', required=True, index=True, default=lambda self: self.env.company)
    user_id = fields.Many2one(
        'res.users', string="Responsible", index='btree_not_null', help="Told of every match, whatever he prefers."
    )
    state = fields.Selection(
        [
            ('open', "Open"),
            ('matched', "Matched"),
            ('fulfilled', "Fulfilled"),
            ('lapsed', "Lapsed"),
            ('withdrawn', "Withdrawn"),
        ],
        required=True,
        default='open',
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    source = fields.Selection(
        [('staff', "Taken by Staff"), ('website', "Left on the Site"), ('import', "Imported")],
        required=True,
        default='staff',
        readonly=True,
    )
    # Whose
    partner_id = fields.Many2one(
        'res.partner', string="Customer", index='btree_not_null', check_company=True, ondelete='set null', tracking=True
    )
    contact_name = fields.Char(string="Name", compute='_compute_contact', store=True, readonly=False, precompute=True)
    email = fields.Char(string="E-mail", compute='_compute_contact', store=True, readonly=False, precompute=True)
    phone = fields.Char(compute='_compute_contact', store=True, readonly=False, precompute=True)
    # What
    text = fields.Text(string="In the Customer's Words", help="Kept as it was said. The fields below are read from it.")
    category = fields.Selection(lambda self: self._ic_categories(), index=True)
    brand_id = fields.Many2one('ic.brand', index='btree_not_null', check_company=True, ondelete='restrict')
    family_id = fields.Many2one(
        'ic.model.family',
        string="Model",
        index='btree_not_null',
        check_company=True,
        ondelete='restrict',
        domain="[('brand_id', '=?', brand_id)]",
    )
    silhouette_id = fields.Many2one(
        'ic.silhouette',
        check_company=True,
        ondelete='restrict',
        domain="[('brand_id', '=?', brand_id)]",
    )
    reference = fields.Char(help="One reference, or several separated by semicolons; empty for any of the model.")
    nickname = fields.Char()
    sub_model = fields.Char(string="Sub-model", help="Compared with indulgence.")
    color_ids = fields.Many2many(
        'ic.wish.word', 'ic_wish_color_rel', string="Colors", domain=[('kind', '=', 'color')], help="Any of these."
    )
    material_ids = fields.Many2many(
        'ic.wish.word',
        'ic_wish_material_rel',
        string="Materials",
        domain=[('kind', '=', 'material')],
        help="Any of these.",
    )
    trait_ids = fields.Many2many(
        'ic.wish.word', 'ic_wish_trait_rel', string="Features", domain=[('kind', '=', 'trait')]
    )
    unwanted_ids = fields.Many2many('ic.wish.word', 'ic_wish_unwanted_rel', string="Not")
    words = fields.Char(string="Other Words", help="Words that name the piece and that no field takes.")
    price_max = fields.Monetary(string="At Most", aggregator=None)
    currency_id = fields.Many2one(
        'res.currency', required=True, default=lambda self: self.env.company.currency_id, ondelete='restrict'
    )
    ceiling = fields.Monetary(
        string="At Most, in Our Currency",
        currency_field='company_currency_id',
        compute='_compute_ceiling',
        store=True,
        aggregator=None,
        help="At the rate of the day on which it was noted; brought up to date every day.",
    )
    company_currency_id = fields.Many2one(related='company_id.currency_id', string="Our Currency")
    year_from = fields.Integer(string="Made From", aggregator=None)
    year_to = fields.Integer(string="Made Until", aggregator=None)
    size_from = fields.Float(string="Case From (mm)", digits=(5, 1), aggregator=None)
    size_to = fields.Float(string="Case To (mm)", digits=(5, 1), aggregator=None)
    size = fields.Char(help="Of what is worn or carried: 10.5, M, 30.")
    size_system = fields.Selection(SYSTEMS)
    condition = fields.Selection(
        [
            ('new', "New"),
            ('unworn', "Unworn"),
            ('excellent', "Excellent, Like New"),
            ('very_good', "Very Good"),
            ('good', "Good"),
            ('fair', "Fair"),
        ],
        string="At Least",
        help="The least condition that will do.",
    )
    box = fields.Boolean(string="With Box")
    papers = fields.Boolean(string="With Papers")
    expires_on = fields.Date(
        required=True, index=True, tracking=True, default=lambda self: self._ic_default_expiry(self.env.company)
    )
    # For matching
    kind_id = fields.Many2one(
        'ic.wish.kind', compute='_compute_kind', store=True, compute_sudo=True, ondelete='restrict'
    )
    facts = fields.Json(compute='_compute_facts', compute_sudo=True)
    match_ids = fields.One2many('ic.wish.match', 'wish_id', string="Matches")
    match_count = fields.Integer(string="To Do", compute='_compute_match_count')

    # All that matching reads of a wish.
    _of_kind = models.Index('(kind_id, state) INCLUDE (id, ceiling, year_from, year_to)')
    _years = models.Constraint(
        'CHECK (COALESCE(year_from, 0) = 0 OR COALESCE(year_to, 0) = 0 OR year_from <= year_to)',
        "The first year must not be after the last.",
    )
    _sizes = models.Constraint(
        'CHECK (COALESCE(size_from, 0) = 0 OR COALESCE(size_to, 0) = 0 OR size_from <= size_to)',
        "The smallest size must not be above the largest.",
    )
    _price_positive = models.Constraint('CHECK (COALESCE(price_max, 0) >= 0)', "A price cannot be negative.")

    # === DEFAULTS === #

    @api.model
    def _ic_categories(self):
        return self.env['product.template']._fields['ic_category']._description_selection(self.env)

    @api.model
    def _ic_default_expiry(self, company):
        return fields.Date.context_today(self) + timedelta(days=company.ic_wish_days or 180)

    # === COMPUTE === #

    @api.depends('partner_id')
    def _compute_contact(self):
        for wish in self.filtered('partner_id'):
            wish.contact_name = wish.partner_id.name
            wish.email = wish.partner_id.email
            wish.phone = wish.partner_id.phone

    @api.depends('text', 'category', 'brand_id', 'family_id', 'silhouette_id', 'reference', 'nickname', 'words', 'size')
    def _compute_name(self):
        for wish in self:
            model = wish.family_id.name or wish.silhouette_id.name
            brand = wish.brand_id.name or ''
            brand = '' if brand and brand in (model or '') else brand
            parts = [brand, model, wish.reference, wish.nickname and f'"{wish.nickname}"']
            if not model and not wish.reference:
                parts.append(wish.words)
            labels = dict(self._ic_categories())
            wish.name = (
                ' '.join(part for part in parts if part)
                or (wish.text or '').strip()[:80]
                or labels.get(wish.category)
                or self.env._("Anything")
            )

    @api.depends('price_max', 'currency_id', 'company_id')
    def _compute_ceiling(self):
        today = fields.Date.context_today(self)
        for wish in self:
            currency, ours = wish.currency_id, wish.company_id.currency_id
            wish.ceiling = currency._convert(wish.price_max, ours, wish.company_id, today) if ours else wish.price_max

    @api.depends(
        'company_id', 'category', 'brand_id', 'family_id', 'silhouette_id', 'reference', 'nickname', 'sub_model',
        'words', 'color_ids', 'material_ids', 'trait_ids', 'unwanted_ids', 'size_from', 'size_to', 'size',
        'size_system', 'condition', 'box', 'papers',
    )  # fmt: skip
    def _compute_kind(self):
        for company, wishes in self.grouped('company_id').items():
            if not company:
                wishes.kind_id = False
                continue
            kinds = self.env['ic.wish.kind']._ic_file(company, [wish._ic_said() for wish in wishes])
            for wish, kind in zip(wishes, kinds):
                wish.kind_id = kind

    @api.depends(*COMPARED)
    def _compute_facts(self):
        """What `wishing.scoring` compares; amounts in the currency of the company."""
        for wish in self:
            own = {'price_max': wish.ceiling, 'year_from': wish.year_from, 'year_to': wish.year_to}
            wish.facts = {**(wish.kind_id.facts or WISH), **own}

    def _compute_match_count(self):
        rows = self.env['ic.wish.match']._read_group(
            [('wish_id', 'in', self.ids), ('state', '=', 'new'), ('is_free', '=', True)], ['wish_id'], ['__count']
        )
        counts = {wish.id: count for wish, count in rows}
        for wish in self:
            wish.match_count = counts.get(wish.id, 0)

    # === CONSTRAINTS === #

    @api.constrains('partner_id', 'email', 'phone', 'contact_name')
    def _check_reachable(self):
        for wish in self:
            if not (wish.partner_id or wish.email or wish.phone):
                raise ValidationError(
                    self.env._("Whose wish is it? Choose the customer, or note an e-mail address or a phone number.")
                )

    # === BUSINESS METHODS === #

    def _ic_said(self):
        """Return the facts of this wish as `wishing.scoring` compares them, but for price and years."""
        self.ensure_one()
        facts = dict(
            WISH,
            category=self.category or '',
            brand=self.brand_id.id or 0,
            family=self.family_id.id or -self.silhouette_id.id or 0,
            references=[text.strip() for text in (self.reference or '').split(';') if text.strip()],
            words=(self.words or '').casefold().split(),
            condition=LADDER.get(self.condition, 0),
        )
        for name in ('color', 'material', 'trait'):
            facts[f'{name}s'] = self[f'{name}_ids'].mapped('code')
        facts['unwanted'] = self.unwanted_ids.mapped('code')
        for name in ('nickname', 'sub_model', 'size', 'size_system'):
            facts[name] = self[name] or ''
        for name in ('size_from', 'size_to', 'box', 'papers'):
            facts[name] = self[name]
        return facts
