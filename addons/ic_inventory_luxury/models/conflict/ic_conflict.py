from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# What people may write. All the rest is what was found, or the outcome of a button.
OPEN_FIELDS = {'user_id', 'partner_id', 'alternative_ids', 'note'}
# Whoever holds this object may write the rest. No request can send it.
_INSIDE = object()
OUTCOMES = [
    ('honoured', "Got the piece after all"),
    ('refunded', "Refunded"),
    ('replaced', "Took another piece"),
    ('cancelled', "Order cancelled, nothing was paid"),
    ('other', "Settled otherwise"),
]


class IcConflict(models.Model):
    """A promise that could not be honoured: two sides, one piece.

    It is opened by code only (`_ic_open`) and keeps the facts of both sides as they were at that moment
    (`ic.conflict.side`). People decide, prepare what makes it good, and close it; they never edit the facts.
    """

    _name = 'ic.conflict'
    _description = "Conflict"
    _inherit = ['mail.thread', 'mail.activity.mixin']
    _order = 'found_on desc, id desc'
    _check_company_auto = True

    name = fields.Char(string="Number", required=True, readonly=True, copy=False, index=True, default="/")
    company_id = fields.Many2one('res.company', required=True, readonly=True, index=True)
    product_id = fields.Many2one(
        'product.product', required=True, readonly=True, index=True, ondelete='restrict', check_company=True
    )
    product_tmpl_id = fields.Many2one(
        'product.template', string="Piece", required=True, readonly=True, index=True, ondelete='restrict',
        check_company=True,
    )  # fmt: skip
    piece_name = fields.Char(related='product_tmpl_id.name', string="Piece Title")
    image_128 = fields.Image(related='product_tmpl_id.image_128')
    default_code = fields.Char(related='product_tmpl_id.default_code', string="SKU")
    ic_status = fields.Selection(related='product_tmpl_id.ic_status', string="Piece Is")
    is_unique = fields.Boolean(related='product_tmpl_id.ic_is_unique')
    quantity = fields.Float(digits='Product Unit', readonly=True, required=True, help="Units that are missing.")
    kind = fields.Selection(
        [
            ('paid_late', "Paid too late"),
            ('paid_cancelled', "Paid after it was cancelled"),
            ('offline_sale', "Sold offline at the till"),
            ('channel_sale', "Sold on a channel"),
            ('stock_lost', "Missing in stock"),
            ('given_away', "Given to the other side"),
        ],
        required=True,
        readonly=True,
        index=True,
    )
    state = fields.Selection(
        [('open', "Open"), ('settled', "Settled"), ('dismissed', "Dismissed")],
        default='open',
        required=True,
        readonly=True,
        index=True,
        tracking=True,
        group_expand=True,
    )
    decision = fields.Selection(
        [('waiting', "To be decided"), ('kept', "Stays where it is"), ('given', "Given to the late side")],
        string="Who Gets It",
        required=True,
        readonly=True,
        default='kept',
        tracking=True,
    )
    decided_on = fields.Datetime(string="Decided", readonly=True)
    decided_by = fields.Char(readonly=True, help="The rule of the store, or the person who decided.")
    outcome = fields.Selection(OUTCOMES, readonly=True, tracking=True)
    closed_on = fields.Datetime(string="Closed", readonly=True)
    closed_by_id = fields.Many2one('res.users', readonly=True)
    reason = fields.Char(readonly=True, help="Why it was settled like this, or dismissed.")
    owner = fields.Char(
        readonly=True, required=True, index=True, help="Key of the document that was left without the piece."
    )
    occasion = fields.Integer(
        readonly=True, required=True, default=0, help="Tells one loss of the same document and piece from the next."
    )
    found_on = fields.Datetime(string="Found", required=True, readonly=True, default=fields.Datetime.now, index=True)
    user_id = fields.Many2one(
        'res.users', string="Responsible", tracking=True, index='btree_not_null', help="Who has to act."
    )
    partner_id = fields.Many2one(
        'res.partner',
        string="Customer",
        index='btree_not_null',
        check_company=True,
        help="Who was left without the piece; apology and offers go there.",
    )
    side_ids = fields.One2many('ic.conflict.side', 'conflict_id', string="Both Sides", readonly=True)
    left_out_words = fields.Char(string="Without the Piece", compute='_compute_side_words', store=True)
    has_it_words = fields.Char(string="Has the Piece", compute='_compute_side_words', store=True)
    currency_id = fields.Many2one('res.currency', required=True, readonly=True)
    paid = fields.Monetary(readonly=True, help="What the side without the piece has paid for it.")
    note = fields.Text(string="Notes", help="For the house; the customer never reads it.")
    origin_id = fields.Many2one(
        'ic.conflict', string="Follows From", readonly=True, index='btree_not_null', check_company=True
    )
    follow_ids = fields.One2many('ic.conflict', 'origin_id', string="Led To", readonly=True)
    days_open = fields.Integer(compute='_compute_days_open')

    _quantity_positive = models.Constraint('CHECK (quantity > 0)', "A conflict is about more than nothing.")
    _closed = models.Constraint(
        "CHECK ((state = 'open') = (closed_on IS NULL) AND (state <> 'dismissed' OR COALESCE(reason, '') <> ''))",
        "A closed conflict says when it was closed, and a dismissed one why.",
    )

    # === COMPUTE === #

    @api.depends('side_ids.role', 'side_ids.reference', 'side_ids.partner_name')
    def _compute_side_words(self):
        for conflict in self:
            sides = conflict.sudo().side_ids
            for role, name in (('left_out', 'left_out_words'), ('has_it', 'has_it_words')):
                conflict[name] = ', '.join(
                    side._ic_words() for side in sides.filtered(lambda side, role=role: side.role == role)
                )

    @api.depends('found_on', 'closed_on')
    def _compute_days_open(self):
        now = fields.Datetime.now()
        for conflict in self:
            conflict.days_open = ((conflict.closed_on or now) - (conflict.found_on or now)).days

    @api.depends('name', 'product_tmpl_id')
    def _compute_display_name(self):
        for conflict in self:
            conflict.display_name = f"{conflict.name} · {conflict.product_tmpl_id.name or ''}"

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `mail` to number conflicts."""
        for vals in vals_list:
            if vals.get('name', '/') == '/':
                vals['name'] = self.env['ir.sequence'].sudo().next_by_code('ic.conflict') or '/'
        return super().create(vals_list)

    def write(self, vals):
        """Override of `mail` to keep the facts as they were found, and the outcome as the buttons left it."""
        own = {name for name in vals if self._fields[name]._module == 'ic_inventory_luxury'}
        guarded = own - OPEN_FIELDS
        if guarded and self.env.context.get('ic_conflict') is not _INSIDE:
            labels = ', '.join(sorted(self._fields[name]._description_string(self.env) for name in guarded))
            raise UserError(self.env._("A conflict keeps what was found; nobody rewrites it (%s).", labels))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A conflict is kept. Settle it, or dismiss it with a reason."))

    # === BUSINESS METHODS === #

    def _ic_write(self, vals):
        """Write what only code may write."""
        return self.with_context(ic_conflict=_INSIDE).write(vals)

    def _ic_lock(self):
        """Lock the conflicts of `self` by writing to them, and refuse those that are closed by now."""
        self.flush_recordset()
        self.env.cr.execute('UPDATE ic_conflict SET state = state WHERE id = ANY(%s)', [sorted(self.ids)])
        self.invalidate_recordset()
        for conflict in self.filtered(lambda conflict: conflict.state != 'open'):
            raise UserError(
                self.env._(
                    "%(conflict)s is closed already (%(who)s).",
                    conflict=conflict.name,
                    who=conflict.sudo().closed_by_id.name or self.env._("by the system"),
                )
            )

    def _ic_check_role(self, group):
        """Refuse people without `group`, and conflicts of other stores."""
        self.check_access('read')
        if not self.env.su and not self.env.user.has_group(f'ic_inventory_luxury.{group}'):
            words = {
                'group_store_admin': self.env._("Only a store admin or a dealer decides a conflict."),
                'group_record_sales': self.env._("You need the right to record sales for this."),
            }
            raise AccessError(words[group])

    def _ic_side(self, role='left_out'):
        """Return the first side in a role, as superuser: everybody who reads the conflict may know its facts."""
        self.ensure_one()
        return self.sudo().side_ids.filtered(lambda side: side.role == role)[:1]

    def _ic_document(self):
        """Return the document that was left without the piece, as superuser; None where there is none any more."""
        return self._ic_side()._ic_document()

    @api.model
    def ic_open_count(self):
        """Return how many open conflicts the user sees, for the red counter; None if they are not his business."""
        if not self.env.user.has_group('ic_inventory_luxury.group_record_sales'):
            return None
        return self.search_count([('state', '=', 'open'), ('company_id', 'in', self.env.companies.ids)])

    @api.model
    def _ic_tell_counters(self):
        """Ask open backends to count again."""
        self.env.ref('ic_inventory_luxury.group_record_sales')._bus_send('ic_conflict', {})
