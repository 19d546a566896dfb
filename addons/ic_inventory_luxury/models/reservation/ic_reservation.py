from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL, format_datetime

from .lapsing import LapsingSelection


class HoldState(LapsingSelection):
    """The state of a hold: an active one reads as lapsed from its last moment on."""

    lapsing_value = 'active'
    until_column = 'until'

    def _value_after(self, alias):
        return SQL("'lapsed'")


class IcReservation(models.Model):
    """Pieces put aside for one client until a day, with or without a deposit.

    The claims (`ic.claim`) are what keeps the pieces from others; this is the document that people work with. Its
    state follows the claims: the client's own order takes them over, time ends them, a person lets them go.
    """

    _name = 'ic.reservation'
    _description = "Hold for a Client"
    _inherit = ['mail.thread', 'mail.activity.mixin']
    _order = 'until, id'
    _check_company_auto = True

    name = fields.Char(string="Number", required=True, readonly=True, copy=False, index=True, default="/")
    company_id = fields.Many2one(
        'res.company', required=True, index=True, default=lambda self: self.env.company, readonly=True
    )
    partner_id = fields.Many2one(
        'res.partner', string="Client", required=True, index=True, check_company=True, tracking=True
    )
    user_id = fields.Many2one(
        'res.users',
        string="Responsible",
        required=True,
        default=lambda self: self.env.user,
        tracking=True,
        help="Is reminded before the hold lapses and told when it has lapsed.",
    )
    state = HoldState(
        [
            ('draft', "Draft"),
            ('active', "On Hold"),
            ('sold', "Sold"),
            ('lapsed', "Lapsed"),
            ('cancelled', "Released"),
        ],
        default='draft',
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    date_start = fields.Datetime(string="Since", readonly=True, copy=False)
    until = fields.Datetime(
        required=True, copy=False, tracking=True, default=lambda self: self.env.company._ic_hold_until()
    )
    date_end = fields.Datetime(string="Ended", readonly=True, copy=False)
    line_ids = fields.One2many('ic.reservation.line', 'reservation_id', string="Pieces", copy=True)
    piece_names = fields.Char(string="Held", compute='_compute_pieces', compute_sudo=True)
    piece_count = fields.Integer(string="Number of Pieces", compute='_compute_pieces', compute_sudo=True)
    image_128 = fields.Image(compute='_compute_pieces', compute_sudo=True)
    note = fields.Text(string="Notes")
    currency_id = fields.Many2one(related='company_id.currency_id')
    amount = fields.Monetary(
        string="Agreed Price", compute='_compute_amount', store=True, help="What the client pays for all the pieces."
    )
    order_id = fields.Many2one('sale.order', readonly=True, copy=False, index='btree_not_null', check_company=True)
    is_quote = fields.Boolean(string="Quotation Held", readonly=True, copy=False)
    extension_ids = fields.One2many('ic.reservation.extension', 'reservation_id', readonly=True)
    is_near = fields.Boolean(string="Ends Soon", compute='_compute_is_near', search='_search_is_near')

    # === COMPUTE METHODS === #

    @api.depends('line_ids.product_tmpl_id.name', 'line_ids.sequence')
    def _compute_pieces(self):
        for hold in self:
            pieces = hold.line_ids.product_tmpl_id
            hold.piece_count = len(pieces)
            hold.piece_names = ', '.join(name for name in pieces.mapped('name') if name)
            hold.image_128 = pieces[:1].image_128

    @api.depends('line_ids.price', 'line_ids.quantity')
    def _compute_amount(self):
        for hold in self:
            hold.amount = sum(line.price * line.quantity for line in hold.line_ids)

    @api.depends('until', 'state')
    def _compute_is_near(self):
        now = fields.Datetime.now()
        for hold in self:
            soon = fields.Datetime.add(now, hours=hold.company_id.ic_hold_remind_hours or 24)
            hold.is_near = hold.state == 'active' and bool(hold.until) and now < hold.until <= soon

    @api.model
    def _search_is_near(self, operator, value):
        if operator != 'in':
            return NotImplemented
        soon = fields.Datetime.add(fields.Datetime.now(), hours=self.env.company.ic_hold_remind_hours or 24)
        return [('state', '=', 'active'), ('until', '<=', soon)]

    @api.depends('name', 'partner_id.name')
    def _compute_display_name(self):
        for hold in self:
            parts = (hold.partner_id.name, hold.name if hold.name != '/' else self.env._("New hold"))
            hold.display_name = ' · '.join(part for part in parts if part)

    # === CONSTRAINTS === #

    @api.constrains('line_ids', 'company_id')
    def _check_lines(self):
        for hold in self:
            strange = hold.line_ids.product_tmpl_id.filtered(
                lambda piece, hold=hold: piece.company_id != hold.company_id
            )
            if strange:
                raise ValidationError(
                    self.env._(
                        "%(piece)s is not a piece of %(company)s.",
                        piece=strange[0].display_name,
                        company=hold.company_id.name,
                    )
                )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `mail` to number the holds. Whoever creates one starts with a draft."""
        for vals in vals_list:
            vals.update(name=self.env['ir.sequence'].sudo().next_by_code('ic.reservation') or "/", state='draft')
        return super().create(vals_list)

    def write(self, vals):
        """Override of `mail` to refuse what would part the paper from the claims."""
        if not self.env.su and self.filtered(lambda hold: hold.state != 'draft'):
            fixed = {'partner_id', 'line_ids', 'until', 'company_id', 'state'} & vals.keys()
            if fixed:
                raise UserError(self._ic_fixed_words())
        return super().write({key: value for key, value in vals.items() if key != 'state' or self.env.su})

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if self.filtered(lambda hold: hold.state != 'draft'):
            raise UserError(self.env._("Only drafts can be deleted. Release the hold; it stays in the history."))

    # === BUSINESS METHODS === #

    @api.model
    def _ic_fixed_words(self):
        return self.env._(
            "Client, pieces and end of a hold stay as they are once it holds. Use Extend, or release it and make a "
            "new one."
        )

    def _ic_until_words(self):
        """Return the end of the hold as people write it, in their own time zone."""
        self.ensure_one()
        return format_datetime(self.env, self.until, dt_format='short')

    def _ic_words(self):
        """Return in words for whom the piece is held: "Held for Sarah Whitfield until 24/11/2026 18:00 by ..."."""
        self.ensure_one()
        return self.env._(
            "Held for %(client)s until %(until)s by %(user)s",
            client=self.partner_id.display_name,
            until=self._ic_until_words(),
            user=self.user_id.name,
        )
