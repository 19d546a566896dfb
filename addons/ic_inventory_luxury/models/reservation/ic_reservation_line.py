from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

OPEN = ('held', 'lent')
STATES = [
    ('draft', "Draft"),
    ('held', "On Hold"),
    ('lent', "Being Bought by the Client"),
    ('sold', "Sold"),
    ('lapsed', "Lapsed"),
    ('released', "Released"),
]


class IcReservationLine(models.Model):
    """One piece of a hold."""

    _name = 'ic.reservation.line'
    _description = "Piece on Hold"
    _order = 'reservation_id, sequence, id'
    _rec_name = 'product_tmpl_id'
    _check_company_auto = True

    reservation_id = fields.Many2one('ic.reservation', string="Hold", required=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='reservation_id.company_id', store=True, index=True)
    sequence = fields.Integer(default=10)
    product_tmpl_id = fields.Many2one(
        'product.template',
        string="Piece",
        required=True,
        index=True,
        ondelete='restrict',
        check_company=True,
        domain="[('ic_category', '!=', False), ('company_id', '=', company_id)]",
    )
    image_128 = fields.Image(related='product_tmpl_id.image_128')
    default_code = fields.Char(related='product_tmpl_id.default_code', string="SKU")
    is_unique = fields.Boolean(related='product_tmpl_id.ic_is_unique')
    quantity = fields.Float(digits='Product Unit', default=1.0, required=True)
    currency_id = fields.Many2one(related='reservation_id.currency_id')
    price = fields.Monetary(
        string="Agreed Price",
        compute='_compute_price',
        store=True,
        readonly=False,
        precompute=True,
        help="For one. The order made of this hold asks it.",
    )
    state = fields.Selection(
        STATES,
        default='draft',
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    standing = fields.Selection(STATES, string="Now", compute='_compute_standing', compute_sudo=True)
    taken_by = fields.Char(readonly=True, copy=False, help="Key of the document of the client that took it over.")

    _quantity_positive = models.Constraint('CHECK (quantity > 0)', "The quantity has to be more than nothing.")
    _one_line = models.UniqueIndex('(reservation_id, product_tmpl_id)', "This piece is on this hold already.")
    _open_lines = models.Index("(product_tmpl_id) WHERE state IN ('held', 'lent')")

    # === COMPUTE METHODS === #

    @api.depends('product_tmpl_id')
    def _compute_price(self):
        for line in self:
            line.price = line.product_tmpl_id._ic_price_for() if line.product_tmpl_id else 0.0

    @api.depends('state', 'reservation_id.state', 'reservation_id.until')
    def _compute_standing(self):
        """What lapsed a moment ago is lapsed, whether or not somebody has written it down."""
        for line in self:
            over = line.state in OPEN and line.reservation_id.state == 'lapsed'
            line.standing = 'lapsed' if over else line.state

    @api.constrains('quantity', 'product_tmpl_id')
    def _check_quantity(self):
        for line in self:
            if line.product_tmpl_id.ic_is_unique and line.quantity != 1:
                raise ValidationError(
                    self.env._("%s is one of one: it can be held once.", line.product_tmpl_id.display_name)
                )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base` to take new pieces on drafts only: what holds is held by its claims."""
        for vals in vals_list:
            if not self.env.su:
                vals.update(state='draft', taken_by=False)
        lines = super().create(vals_list)
        lines._ic_check_draft()
        return lines

    def write(self, vals):
        """Override of `base` to leave a hold alone once it holds."""
        self._ic_check_draft()
        if not self.env.su:
            vals = {name: value for name, value in vals.items() if name not in ('state', 'taken_by')}
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_held(self):
        self._ic_check_draft()

    # === BUSINESS METHODS === #

    def _ic_check_draft(self):
        if not self.env.su and self.reservation_id.filtered(lambda hold: hold.state != 'draft'):
            raise UserError(self.reservation_id._ic_fixed_words())

    def _ic_product(self):
        self.ensure_one()
        return self.product_tmpl_id.with_context(active_test=False).product_variant_id

    def _ic_claim(self):
        """Return the active claim that keeps the piece for the client: the hold's own, or of what took it over."""
        self.ensure_one()
        Claim = self.env['ic.claim'].sudo()
        own = Claim._ic_of(self.reservation_id).filtered(lambda claim: claim.product_tmpl_id == self.product_tmpl_id)
        if own or not self.taken_by:
            return own
        return Claim._ic_of(self.taken_by).filtered(lambda claim: claim.product_tmpl_id == self.product_tmpl_id)

    @api.model
    def _ic_open_lines(self, products):
        """Return the lines on which `products` (product.product) are held, of all stores."""
        return self.sudo().search(
            [('product_tmpl_id', 'in', products.product_tmpl_id.ids), ('state', 'in', OPEN)], order='id'
        )

    def _ic_follow(self):
        """Bring lines and holds in line with their claims, after claims were taken, released or lapsed.

        A checkout or bill of the client that came to nothing gives the piece back to the hold, if it still runs.
        """
        for line in self:
            line._ic_follow_one()
        self.reservation_id._ic_follow_lines()

    def _ic_follow_one(self):
        key, claim = self.env['ic.claim']._ic_key(self.reservation_id), self._ic_claim()
        if claim:
            state = 'held' if claim.owner == key else self._ic_state_with(claim)
        else:
            state = self._ic_state_without(self.taken_by or key)
        if state == 'lent' and claim.expires_at and claim.expires_at < self.reservation_id.until:
            claim.expires_at = self.reservation_id.until  # an abandoned basket does not cost the client the hold
        if state == 'sold' and not self.reservation_id.order_id:
            order = claim._ic_document() if claim else self._ic_last_claim(self.taken_by)._ic_document()
            self.reservation_id.order_id = order if order._name == 'sale.order' else False
        if state != self.state:
            self.state = state

    def _ic_state_with(self, claim):
        """Return the state while another document of the client, `claim`, has the piece."""
        if claim.state == 'committed':
            return 'sold'
        return 'lent' if claim.kind in ('checkout', 'till') else 'released'

    def _ic_state_without(self, owner):
        """Return the state now that `owner`, who had the piece last, has no claim any more."""
        last = self._ic_last_claim(owner)
        if last.state == 'done':
            return 'sold'
        if self.state == 'lent' and self._ic_hold_again():
            return 'held'
        return 'lapsed' if last.state == 'expired' else 'released'

    def _ic_last_claim(self, owner):
        return (
            self.env['ic.claim']
            .sudo()
            .search([('owner', '=', owner), ('product_tmpl_id', '=', self.product_tmpl_id.id)], limit=1)
        )

    def _ic_hold_again(self):
        """Take the piece back from a purchase that came to nothing; tells whether it is held again."""
        hold, product = self.reservation_id, self._ic_product()
        if hold.until <= fields.Datetime.now():
            return False
        wants = {product: self.quantity}
        if self.env['ic.claim']._ic_shortages(wants, hold, partner=hold.partner_id):
            return False
        self.taken_by = False
        hold._ic_take_claims(wants)
        return True


class IcReservationExtension(models.Model):
    """One time a hold was prolonged. Written by the system only."""

    _name = 'ic.reservation.extension'
    _description = "Extension of a Hold"
    _order = 'id desc'

    reservation_id = fields.Many2one(
        'ic.reservation', string="Hold", required=True, readonly=True, index=True, ondelete='cascade'
    )
    company_id = fields.Many2one(related='reservation_id.company_id', store=True, index=True)
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    user_id = fields.Many2one('res.users', string="By", required=True, readonly=True, default=lambda self: self.env.uid)
    old_until = fields.Datetime(string="From", required=True, readonly=True)
    new_until = fields.Datetime(string="To", required=True, readonly=True)
    reason = fields.Char(readonly=True)
