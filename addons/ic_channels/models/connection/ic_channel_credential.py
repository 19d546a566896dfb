from odoo import api, fields, models
from odoo.exceptions import UserError


class IcChannelCredential(models.Model):
    """One field of a connection's form. Its value is stored sealed and never shown again.

    Which fields there are, the service says; people enter values and can replace them, nobody can read them.
    """

    _name = 'ic.channel.credential'
    _description = "Credential of a Channel"
    _order = 'channel_id, sequence, id'
    _rec_name = 'label'

    channel_id = fields.Many2one('ic.channel', required=True, readonly=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='channel_id.company_id', store=True, index=True)
    name = fields.Char(required=True, readonly=True)
    sequence = fields.Integer()
    label = fields.Char(compute='_compute_facts')
    help = fields.Char(compute='_compute_facts')
    is_secret = fields.Boolean(compute='_compute_facts')
    is_required = fields.Boolean(compute='_compute_facts')
    is_kept = fields.Boolean(compute='_compute_facts', help="Handed out by the service; nobody types it.")
    entry = fields.Char(
        string="New Value", compute='_compute_entry', inverse='_inverse_entry', help="What you enter replaces it."
    )
    shown = fields.Char(string="Stored", compute='_compute_shown', compute_sudo=True)
    set_on = fields.Datetime(string="Set", readonly=True)
    sealed = fields.Text(readonly=True, copy=False, groups=fields.NO_ACCESS)

    _one = models.UniqueIndex('(channel_id, name)', "A credential is there once.")

    # === COMPUTE METHODS === #

    @api.depends('name', 'channel_id.code')
    def _compute_facts(self):
        for row in self:
            facts = next((one for one in row.channel_id._service().credentials if one.name == row.name), None)
            row.label = facts.label if facts else row.name
            row.help = facts and (facts.help or facts.placeholder)
            row.is_secret = not facts or facts.secret
            row.is_required = bool(facts) and facts.required
            row.is_kept = bool(facts) and facts.kept

    def _compute_entry(self):
        self.entry = False

    def _inverse_entry(self):
        for row in self:
            if row.entry:
                row.channel_id._ic_store_credentials({row.name: row.entry.strip()})

    @api.depends('sealed', 'set_on')
    def _compute_shown(self):
        for row in self:
            row.shown = row._ic_shown()

    # === BUSINESS METHODS === #

    def _ic_shown(self):
        """Return what people may see of a stored value: all of what is no secret, the end of what is long."""
        self.ensure_one()
        if not self.sealed:
            return False
        try:
            value = self.env['ic.secret']._unseal(self.sealed)
        except UserError:
            return self.env._("cannot be opened: enter it again")
        if not self.is_secret:
            return value
        return f'•••• {value[-4:]}' if len(value) >= 20 else '••••'


class IcSecret(models.AbstractModel):
    _inherit = 'ic.secret'

    @api.model
    def _ic_reseal(self):
        """Override to seal the credentials of channels and their webhooks' addresses anew, too."""
        rows = self.env['ic.channel.credential'].sudo().search([('sealed', '!=', False)], order='id')
        for row in rows:
            row.sealed = self._ic_anew(row.sealed)
        channels = self.env['ic.channel'].sudo().with_context(active_test=False)
        for channel in channels.search([('hook_sealed', '!=', False)], order='id'):
            channel.hook_sealed = self._ic_anew(channel.hook_sealed)
        return super()._ic_reseal() + len(rows)


class IcChannel(models.Model):
    _inherit = 'ic.channel'

    # === BUSINESS METHODS === #

    def _ic_store_credentials(self, values):
        """Seal and keep `values` ({credential name: text}); an empty text forgets the value."""
        self.ensure_one()
        rows = {row.name: row for row in self.sudo().credential_ids}
        unknown = values.keys() - rows.keys()
        if unknown:
            raise UserError(
                self.env._("%(service)s has no %(names)s.", service=self.service_name, names=', '.join(sorted(unknown)))
            )
        for name, value in values.items():
            sealed = self.env['ic.secret']._seal(value) if value else False
            rows[name].write({'sealed': sealed, 'set_on': fields.Datetime.now() if value else False})

    def _ic_credentials(self):
        """Return {credential name: text} as the service's constructor takes it; '' for what is not set.

        :raises UserError: when a value cannot be opened
        """
        self.ensure_one()
        secret = self.env['ic.secret']
        return {row.name: secret._unseal(row.sealed) if row.sealed else '' for row in self.sudo().credential_ids}
