from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.ic_connect import registry
from odoo.addons.ic_connect.errors import ServiceError

from .ic_metal_price import METALS

STATES = [
    ('draft', "Not Tested"),
    ('active', "Working"),
    ('paused', "Paused"),
    ('broken', "Needs a Person"),
]
UNITS = {'minutes': timedelta(minutes=1), 'hours': timedelta(hours=1), 'days': timedelta(days=1)}


class IcMetalSource(models.Model):
    """A source of spot prices: which provider, which key, how often it is asked, how far a price may jump.

    All providers are alike here; what they differ in, the service's class says.
    """

    _name = 'ic.metal.source'
    _description = "Price Source"
    _inherit = ['mail.thread', 'mail.activity.mixin']
    _order = 'sequence, id'

    name = fields.Char(required=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        'res.company',
        index='btree_not_null',
        default=lambda self: self.env.company,
        ondelete='cascade',
        help="Whose prices these are. Empty: they hold for all stores.",
    )
    code = fields.Selection('_selection_code', string="Provider", required=True, tracking=True)
    provider = fields.Char(string="Provider's Name", compute='_compute_service')
    docs_url = fields.Char(compute='_compute_service', string="Provider's Documentation")
    needs_key = fields.Boolean(compute='_compute_service')
    is_simulated = fields.Boolean(compute='_compute_service')
    has_history = fields.Boolean(compute='_compute_service')
    calls_per_month = fields.Integer(compute='_compute_calls', help="What the interval costs of the provider's plan.")
    state = fields.Selection(STATES, default='draft', required=True, readonly=True, tracking=True, copy=False)
    user_id = fields.Many2one(
        'res.users',
        string="Responsible",
        default=lambda self: self.env.user,
        help="Who is told when it needs a person.",
    )
    # What is asked
    gold = fields.Boolean(default=True)
    silver = fields.Boolean(default=True)
    platinum = fields.Boolean(default=True)
    palladium = fields.Boolean(default=True)
    rhodium = fields.Boolean()
    currency_id = fields.Many2one(
        'res.currency', required=True, default=lambda self: self.env.company.currency_id, ondelete='restrict'
    )
    interval_number = fields.Integer(string="Every", default=1, required=True, tracking=True)
    interval_unit = fields.Selection(
        [('minutes', "Minutes"), ('hours', "Hours"), ('days', "Days")],
        string="Unit",
        default='days',
        required=True,
        tracking=True,
    )
    jump_percent = fields.Float(
        string="Hold Beyond (%)",
        default=10.0,
        required=True,
        digits=(6, 2),
        tracking=True,
        help="A price that is further than this from the last one prices nothing until a person has accepted it.",
    )
    # The key
    text = fields.Text(
        string="Price List", help="One line per metal: metal, price, currency, unit (oz, g or kg) and time."
    )
    key_entry = fields.Char(
        string="Key",
        compute='_compute_key_entry',
        inverse='_inverse_key_entry',
        groups='ic_inventory_luxury.group_store_admin',
        help="Stored sealed and never shown again. What you enter replaces it.",
    )
    key_words = fields.Char(string="Stored Key", compute='_compute_key_words')
    key_set_on = fields.Datetime(string="Key Set", readonly=True, copy=False)
    key_sealed = fields.Text(readonly=True, copy=False, groups=fields.NO_ACCESS)

    _interval = models.Constraint('CHECK (interval_number >= 1)', "The shortest interval is one minute.")
    _jump = models.Constraint(
        'CHECK (jump_percent > 0 AND jump_percent <= 100)', "A jump is held beyond more than 0 and up to 100 percent."
    )

    # === COMPUTE METHODS === #

    @api.model
    def _selection_code(self):
        return [(code, service.name) for (_kind, code), service in registry.services('prices').items()]

    @api.depends('code')
    def _compute_service(self):
        for source in self:
            service = source._service() if source.code else None
            source.provider = service and service.name
            source.docs_url = service and service.docs_url
            source.needs_key = bool(service) and any(one.secret for one in service.credentials)
            source.is_simulated = bool(service) and service.is_simulated()
            source.has_history = bool(service) and service.supports('get_history')

    @api.depends('code', 'interval_number', 'interval_unit', 'gold', 'silver', 'platinum', 'palladium', 'rhodium')
    def _compute_calls(self):
        for source in self:
            each = len(source._ic_metals()) if source.code and source._service().calls_per_metal else 1
            source.calls_per_month = each * int(timedelta(days=30) / source._ic_interval()) if source.needs_key else 0

    def _compute_key_entry(self):
        self.key_entry = False

    @api.depends('key_set_on')
    def _compute_key_words(self):
        for source in self:
            source.key_words = source.sudo().key_sealed and self.env._("stored, sealed")

    def _inverse_key_entry(self):
        for source in self:
            if source.key_entry:
                sealed = self.env['ic.secret']._seal(source.key_entry.strip())
                source.sudo().write({'key_sealed': sealed, 'key_set_on': fields.Datetime.now()})
        self.invalidate_recordset(['key_entry'], flush=False)  # what was typed goes back to no browser

    # === ONCHANGE === #

    @api.onchange('code')
    def _onchange_code(self):
        for source in self:
            if source.code and not source.name:
                source.name = source._service().name

    # === BUSINESS METHODS === #

    def _service(self):
        """Return the service's class."""
        self.ensure_one()
        return registry.get('prices', self.code)

    def _client(self):
        """Return the service, ready to be asked.

        :raises UserError: when the key is missing or cannot be opened
        """
        self.ensure_one()
        service, values = self._service(), {}
        for one in service.credentials:
            value = self._ic_key() if one.secret else self.text or ''
            if one.required and not value:
                raise UserError(self.env._("%(name)s: enter %(field)s first.", name=self.name, field=one.label))
            values[one.name] = value
        return service(**values)

    def _ic_key(self):
        sealed = self.sudo().key_sealed
        return self.env['ic.secret']._unseal(sealed) if sealed else ''

    def _ic_metals(self):
        """Return the metals that are asked for."""
        self.ensure_one()
        return [metal for metal, _label in METALS if metal in self._fields and self[metal]]

    def _ic_interval(self):
        self.ensure_one()
        return UNITS[self.interval_unit or 'days'] * max(self.interval_number, 1)

    # === ACTIONS === #

    def action_ic_test(self):
        """Make one harmless call, say who answered, and have the source asked from now on."""
        self.ensure_one()
        self.check_access('write')
        try:
            words = self._client().check()
        except ServiceError as problem:
            self._ic_failed(problem)
            return self._ic_notice(str(problem), 'danger')
        self._ic_well(self.env._("Tested: %s", words))
        if self.state in ('draft', 'broken'):
            self.write({'state': 'active', 'next_on': fields.Datetime.now()})
        return self._ic_notice(self.env._("%(name)s answers: %(words)s.", name=self.name, words=words), 'success')

    def action_ic_pause(self):
        self.filtered(lambda source: source.state == 'active').state = 'paused'

    def action_ic_resume(self):
        self.filtered(lambda source: source.state == 'paused').write(
            {'state': 'active', 'next_on': fields.Datetime.now()}
        )

    def action_ic_forget_key(self):
        self.sudo().write({'key_sealed': False, 'key_set_on': False, 'state': 'draft'})

    def _ic_notice(self, message, kind):
        return {
            'type': 'ir.actions.client',
            'tag': 'display_notification',
            'params': {
                'type': kind,
                'message': message,
                'sticky': kind == 'danger',
                'next': {'type': 'ir.actions.client', 'tag': 'soft_reload'},
            },
        }


class IcSecret(models.AbstractModel):
    _inherit = 'ic.secret'

    @api.model
    def _ic_reseal(self):
        """Override to seal the keys of price sources anew, too."""
        sources = self.env['ic.metal.source'].sudo().with_context(active_test=False)
        sources = sources.search([('key_sealed', '!=', False)], order='id')
        for source in sources:
            source.key_sealed = self._ic_anew(source.key_sealed)
        return super()._ic_reseal() + len(sources)
