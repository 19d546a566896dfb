from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from odoo.addons.ic_inventory_luxury.models.reservation.lapsing import LapsingSelection

# Fewer look like an offer and more like a catalog: both are warned about. More than this many nobody swipes through.
FEW, MANY, MOST = 4, 8, 12


class LookbookState(LapsingSelection):
    """The state of a lookbook: a shared one reads as expired from its last moment on."""

    lapsing_value = 'shared'
    until_column = 'expires_on'

    def _value_after(self, alias):
        return SQL("'expired'")


class IcLookbook(models.Model):
    """A few pieces chosen for one person, laid out as a page that only he gets the address of, and as a PDF."""

    _name = 'ic.lookbook'
    _description = "Lookbook"
    _inherit = ['mail.thread', 'mail.activity.mixin']
    _order = 'id desc'
    _check_company_auto = True

    name = fields.Char(string="Title", required=True, tracking=True, help="Stands large on the cover.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        'res.company', required=True, index=True, default=lambda self: self.env.company, readonly=True
    )
    currency_id = fields.Many2one(related='company_id.currency_id')
    user_id = fields.Many2one(
        'res.users',
        string="From",
        required=True,
        default=lambda self: self.env.user,
        tracking=True,
        help="Signs the lookbook, and is told when the client marks a piece.",
    )
    partner_id = fields.Many2one(
        'res.partner', string="Client", index='btree_not_null', check_company=True, tracking=True, copy=False
    )
    client_name = fields.Char(string="Name", compute='_compute_client', store=True, readonly=False, copy=False)
    client_email = fields.Char(string="E-mail", compute='_compute_client', store=True, readonly=False, copy=False)
    client_phone = fields.Char(string="Phone", compute='_compute_client', store=True, readonly=False, copy=False)
    audience = fields.Selection(
        [('retail', "Retail"), ('wholesale', "Wholesale")],
        required=True,
        default='retail',
        tracking=True,
        help="Decides the prices, the facts and the photos: a dealer sees wholesale prices, serial numbers and the "
        "in-hand photos.",
    )
    lang = fields.Selection(
        selection=lambda self: self.env['res.lang'].get_installed(),
        string="Language",
        compute='_compute_lang',
        store=True,
        readonly=False,
        help="Of the page, the PDF and the e-mail.",
    )
    show_prices = fields.Boolean(default=True)
    intro = fields.Text(string="Personal Words", help="Stands below the title, as you would write it on a card.")
    expires_on = fields.Datetime(
        string="Open Until", copy=False, tracking=True, help="After this moment the page says that it is closed."
    )
    line_ids = fields.One2many('ic.lookbook.line', 'lookbook_id', string="Pieces", copy=True)
    state = LookbookState(
        [('draft', "Draft"), ('shared', "Open"), ('expired', "Expired"), ('withdrawn', "Withdrawn")],
        default='draft',
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    piece_count = fields.Integer(string="Number of Pieces", compute='_compute_pieces', compute_sudo=True)
    strip = fields.Json(compute='_compute_pieces', compute_sudo=True)
    notice = fields.Text(string="To Look At", compute='_compute_notice')

    # === COMPUTE METHODS === #

    @api.depends('partner_id')
    def _compute_client(self):
        """A contact that is chosen brings its name and addresses; what is typed without a contact stays."""
        for lookbook in self:
            partner = lookbook.partner_id
            lookbook.client_name = partner.name or lookbook.client_name
            lookbook.client_email = partner.email or lookbook.client_email
            lookbook.client_phone = partner.phone or lookbook.client_phone

    @api.depends('partner_id')
    def _compute_lang(self):
        installed = dict(self.env['res.lang'].get_installed())
        for lookbook in self:
            wanted = lookbook.partner_id.lang or lookbook.lang or self.env.lang
            lookbook.lang = wanted if wanted in installed else next(iter(installed))

    @api.depends('line_ids.product_tmpl_id', 'line_ids.sequence')
    def _compute_pieces(self):
        for lookbook in self:
            pieces = lookbook._ic_lines().product_tmpl_id
            lookbook.piece_count = len(pieces)
            lookbook.strip = [{'id': piece.id, 'name': piece.name} for piece in pieces[:5]]

    @api.depends('line_ids.standing', 'line_ids.product_tmpl_id', 'line_ids.price_warning')
    def _compute_notice(self):
        for lookbook in self:
            lookbook.notice = '\n'.join(lookbook._ic_notices()) or False

    @api.depends('name', 'client_name')
    def _compute_display_name(self):
        for lookbook in self:
            lookbook.display_name = ' · '.join(part for part in (lookbook.client_name, lookbook.name) if part)

    # === CONSTRAINTS === #

    @api.constrains('line_ids', 'company_id')
    def _check_lines(self):
        for lookbook in self:
            if len(lookbook.line_ids) > MOST:
                raise ValidationError(
                    self.env._(
                        "%(lookbook)s has %(count)s pieces. A lookbook holds %(most)s at most: make two.",
                        lookbook=lookbook.name,
                        count=len(lookbook.line_ids),
                        most=MOST,
                    )
                )
            strange = lookbook.line_ids.product_tmpl_id.filtered(
                lambda piece, lookbook=lookbook: piece.company_id != lookbook.company_id or not piece.ic_category
            )
            if strange:
                raise ValidationError(
                    self.env._(
                        "%(piece)s is not a piece of %(company)s.",
                        piece=strange[0].display_name,
                        company=lookbook.company_id.name,
                    )
                )

    # === CRUD === #

    def write(self, vals):
        """Override of `mail` to read the state by the clock again, and to hold the lowest prices for both audiences."""
        result = super().write(vals)
        if 'expires_on' in vals:
            self.invalidate_recordset(['state'])
        if 'audience' in vals or 'line_ids' in vals:
            self.line_ids._ic_check_minimum()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_if_not_shared(self):
        """A page that a client has the address of is withdrawn, not deleted: what he did there stays known."""
        shared = self.filtered(lambda lookbook: lookbook.state in ('shared', 'expired'))
        if shared:
            raise UserError(self.env._("%s has been sent. Withdraw it first, or archive it.", shared[0].display_name))

    # === ACTIONS === #

    def action_duplicate(self):
        """Make the same lookbook for somebody else, with the pieces and without the client, and open it."""
        self.ensure_one()
        copy = self.copy()
        return {
            'type': 'ir.actions.act_window',
            'res_model': self._name,
            'res_id': copy.id,
            'views': [(False, 'form')],
        }

    # === BUSINESS METHODS === #

    def _ic_lines(self):
        """Return the lines in the order the client sees them."""
        return self.line_ids.sorted(lambda line: (line.sequence, line.id or 0))

    def _ic_notices(self):
        """Return what the dealer should look at before or after he sends this, a sentence each."""
        self.ensure_one()
        lines = self._ic_lines().filtered('product_tmpl_id')
        texts = []
        if lines and not FEW <= len(lines) <= MANY:
            texts.append(
                self.env._(
                    "%(count)s pieces: from %(few)s to %(many)s are read with pleasure.",
                    count=len(lines),
                    few=FEW,
                    many=MANY,
                )
            )
        gone = lines.filtered(lambda line: line.standing in ('sold', 'reserved', 'gone'))
        for line in gone:
            texts.append(
                self.env._(
                    "%(piece)s: %(state)s.", piece=line.product_tmpl_id.name, state=line._ic_standing_words().lower()
                )
            )
        texts += [line.price_warning for line in lines if line.price_warning]
        return texts

    def _ic_touch(self):
        """Write to these lookbooks' rows, so that of two transactions that change their content one begins anew."""
        if self.ids:
            self.env.cr.execute(
                SQL("UPDATE ic_lookbook SET write_date = now() AT TIME ZONE 'UTC' WHERE id IN %s", tuple(self.ids))
            )
