from odoo import api, fields, models


class IcChannelHook(models.TransientModel):
    """Shows a store admin what to paste at the vendor: the address for webhooks, and a script where the service has
    one. Both hold a secret, so they are shown on demand and are no field of the channel."""

    _name = 'ic.channel.hook'
    _description = "What to Paste at the Vendor"

    channel_id = fields.Many2one('ic.channel', required=True, readonly=True, ondelete='cascade')
    service_name = fields.Char(related='channel_id.service_name')
    url = fields.Char(string="Webhook Address", compute='_compute_texts')
    script = fields.Text(compute='_compute_texts')

    # === COMPUTE METHODS === #

    @api.depends('channel_id')
    def _compute_texts(self):
        for hook in self:
            hook.channel_id.check_access('write')
            hook.url = hook.channel_id._ic_hook_url()
            hook.script = hook.channel_id._ic_script()


class IcChannel(models.Model):
    _inherit = 'ic.channel'

    has_script = fields.Boolean(compute='_compute_has_script')

    # === COMPUTE METHODS === #

    @api.depends('code')
    def _compute_has_script(self):
        for channel in self:
            channel.has_script = bool(channel.code) and callable(getattr(channel._service(), 'script', None))

    # === ACTIONS === #

    def action_ic_hook(self):
        """Show the address for webhooks, and the script to paste where the service has one."""
        self.ensure_one()
        self.check_access('write')
        hook = self.env['ic.channel.hook'].create({'channel_id': self.id})
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Paste at %s", self.service_name),
            'res_model': hook._name,
            'res_id': hook.id,
            'views': [(False, 'form')],
            'target': 'new',
        }

    # === BUSINESS METHODS === #

    def _ic_script(self):
        """Return the script a person pastes at the vendor, '' where none is needed. Address and secret are in it."""
        self.ensure_one()
        if not self.has_script:
            return ''
        return self._service()(**self._ic_credentials()).script(self._ic_hook_url())
