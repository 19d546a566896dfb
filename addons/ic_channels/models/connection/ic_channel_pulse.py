from odoo import api, fields, models


class IcChannelPulse(models.Model):
    """How a connection is doing: news that change with every call, kept apart so that they never get in the way of
    work that writes to the channel itself. One row per channel, written by transactions of its own only."""

    _name = 'ic.channel.pulse'
    _description = "Pulse of a Channel"
    _log_access = False

    channel_id = fields.Many2one('ic.channel', required=True, readonly=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='channel_id.company_id', store=True, index=True)
    last_call_on = fields.Datetime(readonly=True)
    last_error = fields.Char(readonly=True)
    last_error_on = fields.Datetime(readonly=True)
    failures = fields.Integer(readonly=True)
    calls = fields.Integer(readonly=True)
    errors = fields.Integer(readonly=True)
    risk_seconds = fields.Integer(readonly=True)

    _one = models.UniqueIndex('(channel_id)', "A channel has one pulse.")


class IcChannel(models.Model):
    _inherit = 'ic.channel'

    pulse_ids = fields.One2many('ic.channel.pulse', 'channel_id', readonly=True)
    last_call_on = fields.Datetime(
        string="Last Answer", compute='_compute_pulse', help="When the service last answered us."
    )
    last_error = fields.Char(compute='_compute_pulse')
    last_error_on = fields.Datetime(compute='_compute_pulse')
    failures = fields.Integer(compute='_compute_pulse', help="Failed attempts in a row.")
    error_rate = fields.Float(compute='_compute_pulse', aggregator=None, help="Share of the calls that failed.")
    risk_seconds = fields.Integer(
        string="Freshness (seconds)",
        compute='_compute_pulse',
        help="Measured: from a change here until this channel shows it. So long it may still sell what is gone.",
    )

    # === COMPUTE METHODS === #

    @api.depends('pulse_ids.last_call_on', 'pulse_ids.last_error', 'pulse_ids.failures', 'pulse_ids.risk_seconds')
    def _compute_pulse(self):
        for channel in self:
            pulse = channel.sudo().pulse_ids[:1]
            channel.last_call_on = pulse.last_call_on
            channel.last_error = pulse.last_error
            channel.last_error_on = pulse.last_error_on
            channel.failures = pulse.failures
            channel.error_rate = pulse.errors / pulse.calls if pulse.calls else 0.0
            channel.risk_seconds = pulse.risk_seconds

    # === BUSINESS METHODS === #

    def _ic_pulse(self, **values):
        """Keep news of the connection by a transaction of its own: they survive the failure they may tell of.

        Somebody else writing at the same moment has news as good: then nothing is written.
        """
        self.ensure_one()
        with self.env.registry.cursor() as cr:
            cr.execute('SELECT id FROM ic_channel_pulse WHERE channel_id = %s FOR UPDATE SKIP LOCKED', [self.id])
            row = cr.fetchone()
            if row:
                self.env(cr=cr)['ic.channel.pulse'].sudo().browse(row[0]).write(values)
        self.invalidate_recordset(['last_call_on', 'last_error', 'last_error_on', 'failures', 'risk_seconds'])
