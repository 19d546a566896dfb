import hashlib
import secrets

from odoo import api, fields, models, tools

from odoo.addons.ic_connect import registry

STATES = [
    ('draft', "Not Connected"),
    ('connected', "Connected"),
    ('paused', "Paused"),
    ('broken', "Needs Reconnecting"),
    ('disconnected', "Disconnected"),
]


class IcChannel(models.Model):
    """A connection to one shop of one service: what it is called, what it shows, and what the store decided about it.

    Everything outside `ic_connect` treats all services alike; what they differ in, the service's class says.
    """

    _name = 'ic.channel'
    _description = "Sales Channel"
    _inherit = ['mail.thread', 'mail.activity.mixin']
    _order = 'sequence, id'
    _check_company_auto = True

    name = fields.Char(
        required=True, tracking=True, help="How the house calls this channel, for example New York Shop."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    company_id = fields.Many2one(
        'res.company', required=True, index=True, default=lambda self: self.env.company, ondelete='restrict'
    )
    code = fields.Selection('_selection_code', string="Service", required=True, index=True)
    service_name = fields.Char(compute='_compute_service')
    docs_url = fields.Char(compute='_compute_service', string="Vendor's Documentation")
    is_simulated = fields.Boolean(
        compute='_compute_service', help="A simulator on this machine answers instead of the vendor. Nothing is real."
    )
    can_authorize = fields.Boolean(compute='_compute_service')
    has_webhooks = fields.Boolean(compute='_compute_service')
    has_orders = fields.Boolean(compute='_compute_service')
    keeps_sold = fields.Boolean(compute='_compute_service')
    state = fields.Selection(STATES, default='draft', required=True, readonly=True, index=True, tracking=True)
    account = fields.Char(readonly=True, help="Which account answered when the connection was tested.")
    connected_on = fields.Datetime(readonly=True, copy=False)
    orders_from = fields.Datetime(
        copy=False, help="Orders placed there before this are left alone: the house knows them from elsewhere."
    )
    shadow = fields.Boolean(
        string="Shadow Mode",
        default=True,
        tracking=True,
        help="Computes and shows what would be sent, and sends nothing. Read the listings, then switch it off.",
    )

    # What goes out
    push_on_save = fields.Boolean(
        string="Publish New Pieces",
        tracking=True,
        help="A piece that becomes Available is published here without being asked.",
    )
    push_on_edit = fields.Boolean(
        string="Follow Edits", default=True, tracking=True, help="Changes of title, price or photos are sent at once."
    )
    sold_rule = fields.Selection(
        [
            ('archive', "Keep it visible, with an Inquire call"),
            ('end', "Take it down"),
            ('leave', "Leave the page, sold out"),
        ],
        string="When Sold",
        required=True,
        default='archive',
        tracking=True,
        help="Whatever is chosen, a sold piece can no longer be bought here.",
    )
    unique_rule = fields.Selection(
        [
            ('always', "List them"),
            ('fast', "List them while the connection is fast enough"),
            ('never', "Never list them here"),
        ],
        string="One-of-one Pieces",
        required=True,
        default='always',
        tracking=True,
        help="A slow channel may sell what was sold elsewhere a minute ago. Here the house decides whether to risk it.",
    )
    max_risk = fields.Integer(
        string="Fast Enough (seconds)", default=120, help="Measured from a sale until this channel shows it."
    )
    safety_buffer = fields.Integer(
        default=0, tracking=True, help="Units of counted goods that are kept back from this channel."
    )
    category_ids = fields.Many2many(
        'ic.category', string="Only These Categories", help="Empty: every category may be listed here."
    )
    pricelist_id = fields.Many2one(
        'product.pricelist', check_company=True, help="Prices of this channel. Empty: the retail price of the piece."
    )
    count_rule = fields.Selection(
        [
            ('ask', "Ask a person"),
            ('house', "Send our count again"),
            ('channel', "Take it over, for counted goods"),
        ],
        string="When Somebody Changes a Count There",
        required=True,
        default='ask',
        tracking=True,
        help="A count on the channel that no order explains. A single serial number is never changed without a person.",
    )

    # What comes in
    warehouse_id = fields.Many2one(
        'stock.warehouse', check_company=True, string="Delivers From", help="Empty: the store's first warehouse."
    )
    user_id = fields.Many2one(
        'res.users', string="Responsible", default=lambda self: self.env.user, tracking=True, help="Who is told."
    )
    partner_id = fields.Many2one(
        'res.partner',
        string="Buyer Without a Name",
        check_company=True,
        help="Whom orders are for that bring neither a name nor an e-mail address, as a till's often do.",
    )

    listing_ids = fields.One2many('ic.listing', 'channel_id')
    credential_ids = fields.One2many('ic.channel.credential', 'channel_id', copy=False)
    location_ids = fields.One2many('ic.channel.location', 'channel_id', copy=False)

    # The address the service sends its webhooks to; looked up by the hash alone.
    hook_hash = fields.Char(readonly=True, copy=False, groups='base.group_system', index='btree_not_null')
    hook_sealed = fields.Text(readonly=True, copy=False, groups=fields.NO_ACCESS)

    _hook_hash = models.UniqueIndex('(hook_hash) WHERE hook_hash IS NOT NULL', "Two channels share an address.")
    _buffer = models.Constraint('CHECK (safety_buffer >= 0 AND max_risk >= 0)', "Units and seconds are not below zero.")

    # === COMPUTE METHODS === #

    @api.model
    def _selection_code(self):
        return [(code, service.name) for (_kind, code), service in registry.services('channels').items()]

    @api.depends('code')
    def _compute_service(self):
        for channel in self:
            service = channel._service() if channel.code else None
            channel.service_name = service and service.name
            channel.docs_url = service and service.docs_url
            channel.is_simulated = bool(service) and service.is_simulated()
            channel.can_authorize = bool(service) and service.supports('authorize_url')
            channel.has_webhooks = bool(service) and service.supports('parse_webhook')
            channel.has_orders = bool(service) and service.supports('list_orders')
            channel.keeps_sold = bool(service) and service.keeps_sold

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Give every channel the form of its service."""
        channels = super().create(vals_list)
        channels._ic_make_form()
        self.env['ic.channel.pulse'].sudo().create([{'channel_id': channel.id} for channel in channels])
        self.env.registry.clear_cache()
        return channels

    def write(self, vals):
        """Remember anew whether any channel is open."""
        result = super().write(vals)
        if vals.keys() & {'state', 'active'}:
            self.env.registry.clear_cache()
        return result

    def copy_data(self, default=None):
        """A copy is a new connection: it starts unconnected and in shadow mode."""
        return [
            {**vals, 'name': self.env._("%s (copy)", channel.name), 'state': 'draft', 'shadow': True}
            for channel, vals in zip(self, super().copy_data(default))
        ]

    # === BUSINESS METHODS === #

    @api.model
    @tools.ormcache()
    def _ic_any_open(self):
        """Tell whether any store has a channel to keep in step; where none has, nothing has to be noted."""
        return bool(self.sudo().search_count([('state', 'in', ('connected', 'paused'))], limit=1))

    def _service(self):
        """Return the service's class."""
        self.ensure_one()
        return registry.get('channels', self.code)

    def _ic_make_form(self):
        """Create the rows of the connection form that the services ask for and that are not there yet."""
        for channel in self.sudo():
            known = set(channel.credential_ids.mapped('name'))
            channel.credential_ids.create(
                [
                    {'channel_id': channel.id, 'name': one.name, 'sequence': number}
                    for number, one in enumerate(channel._service().credentials)
                    if one.name not in known
                ]
            )

    def _ic_hook_url(self):
        """Return the address for this channel's webhooks; made on first use, the same ever after.

        Its last part is a secret: whoever knows it may knock, and has still to sign.
        """
        self.ensure_one()
        channel = self.sudo()
        if channel.hook_sealed:
            token = self.env['ic.secret']._unseal(channel.hook_sealed)
        else:
            token = secrets.token_urlsafe(32)
            channel.write({'hook_sealed': self.env['ic.secret']._seal(token), 'hook_hash': self._ic_hash(token)})
        return f'{channel.get_base_url()}/ic/hook/{channel.code}/{token}'

    @api.model
    def _ic_hash(self, token):
        return hashlib.sha256(token.encode()).hexdigest()

    @api.model
    def _ic_by_token(self, code, token):
        """Return the channel a webhook address belongs to, empty when there is none. Found by the hash alone."""
        return self.sudo().search([('code', '=', code), ('hook_hash', '=', self._ic_hash(token))], limit=1)

    def _ic_is_open(self):
        """Tell whether anything may be exchanged with the service now."""
        self.ensure_one()
        return self.active and self.state == 'connected'
