from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime


class IcPosLease(models.Model):
    """Pieces that one terminal may sell for some days without asking anybody: for a fair with a poor connection.

    Each leased piece is claimed for the terminal, so nobody else can promise it, and the terminal may sell it offline
    with no risk at all. For the same reason a lease does not end by the clock alone: what the terminal sold offline
    on the last evening may arrive the next morning. After its last day the lease ends as soon as the terminal has
    checked in with nothing left to send, or when a person ends it. It belongs to one device, the first that checks in:
    two tablets of one terminal, both offline, could otherwise sell the same piece.
    """

    _name = 'ic.pos.lease'
    _description = "Lease to a Terminal"
    _inherit = ['mail.thread']
    _order = 'until desc, id desc'
    _check_company_auto = True

    name = fields.Char(string="What For", required=True, tracking=True)
    config_id = fields.Many2one(
        'pos.config',
        string="Terminal",
        required=True,
        index=True,
        ondelete='restrict',
        check_company=True,
        tracking=True,
    )
    company_id = fields.Many2one('res.company', required=True, index=True, default=lambda self: self.env.company)
    line_ids = fields.One2many('ic.pos.lease.line', 'lease_id', string="Pieces", copy=True)
    until = fields.Datetime(
        required=True,
        index=True,
        copy=False,
        tracking=True,
        help="The terminal may sell its pieces offline until then.",
    )
    state = fields.Selection(
        [('draft', "Being Prepared"), ('running', "With the Terminal"), ('ended', "Ended")],
        default='draft',
        required=True,
        readonly=True,
        index=True,
        copy=False,
        tracking=True,
        group_expand=True,
    )
    device = fields.Char(readonly=True, copy=False, help="The device of the terminal that has the pieces.")
    seen_on = fields.Datetime(string="Terminal Last Seen", readonly=True, copy=False)
    started_on = fields.Datetime(string="Started", readonly=True, copy=False)
    ended_on = fields.Datetime(readonly=True, copy=False)
    user_id = fields.Many2one('res.users', string="By", readonly=True, default=lambda self: self.env.uid, copy=False)
    piece_count = fields.Integer(string="Number of Pieces", compute='_compute_piece_count')
    is_overdue = fields.Boolean(
        string="Waiting for the Terminal",
        compute='_compute_is_overdue',
        search='_search_is_overdue',
        help="The last day is over, but the terminal has not checked in since: it may have sold something.",
    )

    # === COMPUTE METHODS === #

    @api.depends('line_ids')
    def _compute_piece_count(self):
        for lease in self:
            lease.piece_count = len(lease.line_ids)

    @api.depends('state', 'until')
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for lease in self:
            lease.is_overdue = lease.state == 'running' and lease.until <= now

    @api.model
    def _search_is_overdue(self, operator, value):
        if operator != 'in':
            return NotImplemented
        return [('state', '=', 'running'), ('until', '<=', fields.Datetime.now())]

    @api.depends('name', 'config_id')
    def _compute_display_name(self):
        for lease in self:
            lease.display_name = f"{lease.name or ''} ({lease.config_id.name})" if lease.config_id else lease.name

    # === CRUD === #

    @api.ondelete(at_uninstall=False)
    def _unlink_except_running(self):
        if any(lease.state == 'running' for lease in self):
            raise UserError(self.env._("End a lease before you delete it: its pieces are with the terminal."))

    # === ACTIONS === #

    def action_ic_start(self):
        """Claim the pieces for the terminal: all of them, or none.

        :raise UserError: naming the piece that cannot be leased, and why
        """
        for lease in self:
            lease._ic_check_startable()
            lease.env['ic.claim']._ic_take(
                {line.product_id: line.quantity for line in lease.line_ids.sudo()},
                lease.config_id.sudo()._ic_lease_key(),
                kind='lease',
                source='pos',
                state='held',
                reference=lease.config_id.name,
            )
            lease.write({'state': 'running', 'started_on': fields.Datetime.now()})
        return True

    def action_ic_end(self):
        """End the lease now and free what the terminal has not sold."""
        self.filtered(lambda lease: lease.state == 'running')._ic_end(self.env._("Lease ended"))
        return True

    def action_ic_free_device(self):
        """Let another device of the terminal take the pieces over: the next one that checks in."""
        self.device = False
        return True

    # === BUSINESS METHODS === #

    def _ic_check_startable(self):
        self.ensure_one()
        if self.state != 'draft':
            raise UserError(self.env._("%s has been started already.", self.display_name))
        if not self.line_ids:
            raise UserError(self.env._("%s: add the pieces the terminal takes along.", self.display_name))
        if self.until <= fields.Datetime.now():
            raise UserError(self.env._("%s: Until must be in the future.", self.display_name))
        taken = self._ic_running(self.config_id).line_ids.product_id & self.line_ids.product_id
        if taken:
            raise UserError(
                self.env._(
                    "%(pieces)s: leased to %(till)s already. Take them off, or end the other lease first.",
                    pieces=', '.join(taken.mapped('display_name')),
                    till=self.config_id.name,
                )
            )
        for line in self.line_ids:
            status = line.product_id.product_tmpl_id._ic_till_objection()
            if status:
                raise UserError(
                    self.env._(
                        "%(piece)s cannot be leased: its status is %(status)s.",
                        piece=line.product_id.display_name,
                        status=status,
                    )
                )

    def _ic_end(self, reason):
        """End the leases of `self`; what was not sold is free again."""
        claims = self.env['ic.claim'].sudo()
        for lease in self:
            mine = claims._ic_of(lease.config_id.sudo()._ic_lease_key())
            lease.line_ids._ic_note_result()
            mine.filtered(lambda claim, lease=lease: claim.product_id in lease.line_ids.product_id)._ic_release(reason)
        self.write({'state': 'ended', 'ended_on': fields.Datetime.now()})

    @api.model
    def _ic_running(self, config):
        """Return the leases that terminal `config` has now."""
        return self.sudo().search([('config_id', '=', config.id), ('state', '=', 'running')])

    def _ic_allows(self, device, product):
        """Tell whether this device has a lease on `product` among the leases of `self`."""
        return any(
            (not lease.device or lease.device == device) and product in lease.line_ids.product_id for lease in self
        )

    @api.model
    def _ic_check_in(self, config, device, unsent):
        """Answer a terminal that checks in: give it its leases, and end those whose time is over.

        :return: list of dicts with product_id, quantity and until (milliseconds, UTC)
        """
        now, result = fields.Datetime.now(), []
        for lease in self._ic_running(config):
            if not lease.device:
                lease.device = device
            if lease.device != device:
                continue
            lease.seen_on = now
            if lease.until <= now and not unsent:
                lease._ic_end(self.env._("Lease over"))
                continue
            until = int(lease.until.timestamp() * 1000)
            result += [
                {'product_id': line.product_id.id, 'quantity': line.left, 'until': until}
                for line in lease.line_ids
                if line.left > 0
            ]
        return result

    def _ic_until_words(self):
        """Return the end of the lease as people write it, in their own time zone."""
        self.ensure_one()
        return format_datetime(self.env, self.until, dt_format='short')

    # === CRON === #

    @api.model
    def _cron_end(self):
        """End leases that no terminal ever picked up; the others wait for their terminal."""
        self.search([('is_overdue', '=', True), ('device', '=', False)], limit=1000)._ic_end(self.env._("Lease over"))


class IcClaim(models.Model):
    _inherit = 'ic.claim'

    def _ic_until(self):
        """Extend to tell the last day of a lease, which the claim itself does not know."""
        self.ensure_one()
        if self.kind == 'lease' and not self.expires_at:
            lease = (
                self.env['ic.pos.lease.line']
                .sudo()
                .search([('product_id', '=', self.product_id.id), ('lease_id.state', '=', 'running')], limit=1)
                .lease_id
            )
            if lease:
                return lease._ic_until_words()
        return super()._ic_until()
