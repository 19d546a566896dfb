from odoo import api, fields, models

from ..cost_flow import VIEW_COST

# Kind of price: the field of the piece that holds it. Cost and minimum are seen with "View Costs" only.
KINDS = {
    'retail': 'list_price',
    'wholesale': 'ic_wholesale_price',
    'minimum': 'ic_minimum_price',
    'msrp': 'ic_msrp',
    'cost': 'standard_price',
}
SECRET_KINDS = ('minimum', 'cost')
KIND_LABELS = [
    ('retail', "Retail"),
    ('wholesale', "Wholesale"),
    ('minimum', "Minimum"),
    ('msrp', "MSRP"),
    ('cost', "Cost"),
]


class IcPriceHistory(models.Model):
    """One row per change of a price: which, from, to, who, when, why. Written by the system only, never edited.

    The rows of secret prices are rows of their own, so that a record rule can hide them: no sum, no grouping and no
    export of an employee contains them.
    """

    _name = 'ic.price.history'
    _description = "Price History"
    _order = 'date desc, id desc'
    _rec_name = 'product_tmpl_id'
    _check_company_auto = True

    product_tmpl_id = fields.Many2one(
        'product.template', string="Piece", required=True, readonly=True, index=True, ondelete='cascade'
    )
    company_id = fields.Many2one('res.company', required=True, readonly=True, index=True)
    kind = fields.Selection(KIND_LABELS, string="Price", required=True, readonly=True, index=True)
    old_price = fields.Monetary(string="From", readonly=True, aggregator=None)
    new_price = fields.Monetary(string="To", readonly=True, aggregator='avg')
    change = fields.Monetary(compute='_compute_change', store=True, aggregator='avg')
    change_percent = fields.Float(
        string="Change (%)",
        compute='_compute_change',
        store=True,
        aggregator='avg',
        help="Empty where there was no price before.",
    )
    currency_id = fields.Many2one('res.currency', required=True, readonly=True)
    user_id = fields.Many2one('res.users', string="By", required=True, readonly=True, index=True)
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now, index=True)
    reason = fields.Char(readonly=True)

    # === COMPUTE === #

    @api.depends('old_price', 'new_price')
    def _compute_change(self):
        for row in self:
            row.change = row.new_price - row.old_price
            row.change_percent = row.change / row.old_price if row.old_price else 0.0

    # === BUSINESS METHODS === #

    @api.model
    def _ic_note(self, changes):
        """Write rows for `changes`, a list of (piece, kind, old, new). Equal prices leave no row.

        Runs as superuser: whoever may change a price leaves a trace and can write none by hand.
        """
        values = []
        for piece, kind, old, new in changes:
            company = piece.company_id or self.env.company
            if company.currency_id.compare_amounts(old or 0.0, new or 0.0):
                values.append(
                    {
                        'product_tmpl_id': piece.id,
                        'company_id': company.id,
                        'kind': kind,
                        'old_price': old,
                        'new_price': new,
                        'currency_id': company.currency_id.id,
                        'user_id': self.env.uid,
                        'reason': self.env.context.get('ic_price_reason'),
                    }
                )
        return self.sudo().create(values) if values else self.browse()


class ProductTemplate(models.Model):
    """Prices of a piece: what they are, what they were."""

    _inherit = 'product.template'

    ic_minimum_price = fields.Monetary(
        string="Minimum Price",
        aggregator=None,
        groups=VIEW_COST,
        help="The lowest price this house accepts. A sale below it needs a store admin.",
    )
    ic_msrp = fields.Monetary(
        string="MSRP", aggregator=None, groups='base.group_user', help="What the maker asks for a new one."
    )
    ic_price_history_ids = fields.One2many(
        'ic.price.history', 'product_tmpl_id', string="Price History", readonly=True, groups='base.group_user'
    )
    ic_price_history_count = fields.Integer(
        string="Price Changes", compute='_compute_ic_price_history_count', groups='base.group_user'
    )
    ic_price_warning = fields.Char(
        compute='_compute_ic_price_warning', groups=VIEW_COST, help="What does not fit together in these prices."
    )

    _ic_minimum_price_positive = models.Constraint(
        "CHECK (COALESCE(ic_minimum_price, 0) >= 0)", "The minimum price cannot be negative."
    )
    _ic_msrp_positive = models.Constraint("CHECK (COALESCE(ic_msrp, 0) >= 0)", "The MSRP cannot be negative.")

    # === COMPUTE === #

    @api.depends('ic_price_history_ids')
    @api.depends_context('uid')
    def _compute_ic_price_history_count(self):
        counts = dict(
            self.env['ic.price.history']._read_group(
                [('product_tmpl_id', 'in', self.ids)], ['product_tmpl_id'], ['__count']
            )
        )
        for piece in self:
            piece.ic_price_history_count = counts.get(piece._origin, 0)

    @api.depends('list_price', 'ic_wholesale_price', 'ic_minimum_price', 'standard_price')
    def _compute_ic_price_warning(self):
        for piece in self:
            piece.ic_price_warning = " ".join(piece._ic_price_problems()) or False

    def _ic_price_problems(self):
        """Return sentences, with figures, on prices that contradict each other. For those who see costs."""
        self.ensure_one()
        money = self.currency_id.format
        found = []
        if self.list_price and self.ic_minimum_price > self.list_price:
            found.append(self.env._("Retail is below the minimum price of %s.", money(self.ic_minimum_price)))
        if self.list_price and self.standard_price > self.list_price:
            found.append(self.env._("Retail is below the cost of %s.", money(self.standard_price)))
        if self.ic_wholesale_price and self.standard_price > self.ic_wholesale_price:
            found.append(self.env._("Wholesale is below the cost of %s.", money(self.standard_price)))
        if self.ic_minimum_price and self.standard_price > self.ic_minimum_price:
            found.append(self.env._("The minimum price is below the cost of %s.", money(self.standard_price)))
        return found

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `product` to begin the price history of new pieces."""
        pieces = super().create(vals_list)
        pieces._ic_note_prices({})
        return pieces

    def write(self, vals):
        """Override of `product` to keep what a price was; the cost is followed where it lives, on the product."""
        watched = [name for name in KINDS.values() if name in vals and name != 'standard_price']
        if not watched:
            return super().write(vals)
        before = {piece.id: {name: piece[name] for name in watched} for piece in self.sudo()}
        result = super().write(vals)
        self._ic_note_prices(before, watched)
        return result

    def _ic_note_prices(self, before, names=None):
        """Note the prices of pieces that differ from `before`, a dict piece id -> dict field -> price."""
        self.env['ic.price.history']._ic_note(
            [
                (piece, kind, before.get(piece.id, {}).get(name, 0.0), piece[name])
                for piece in self.sudo()
                if piece.ic_category
                for kind, name in KINDS.items()
                if name in (names or KINDS.values()) and name != 'standard_price'
            ]
        )

    # === ACTIONS === #

    def action_ic_price_history(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_inventory_luxury.ic_price_history_action')
        return dict(
            action,
            domain=[('product_tmpl_id', '=', self.id)],
            context={'search_default_group_kind': 1, 'search_default_changed': 0},
            display_name=self.env._("Prices of %s", self.display_name),
        )


class ProductProduct(models.Model):
    _inherit = 'product.product'

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `product` to begin the cost history of a piece that comes with a cost."""
        products = super().create(vals_list)
        products._ic_note_cost({})
        return products

    def write(self, vals):
        """Override of `product` to keep what the cost was, also when a receipt changes it."""
        if 'standard_price' not in vals:
            return super().write(vals)
        before = {product.id: product.standard_price for product in self.sudo()}
        result = super().write(vals)
        self._ic_note_cost(before)
        return result

    def _ic_note_cost(self, before):
        self.env['ic.price.history']._ic_note(
            [
                (product.product_tmpl_id, 'cost', before.get(product.id, 0.0), product.standard_price)
                for product in self.sudo()
                if product.product_tmpl_id.ic_category
            ]
        )
