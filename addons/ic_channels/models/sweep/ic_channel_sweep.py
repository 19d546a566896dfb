from odoo import fields, models


class IcChannelSweep(models.Model):
    """A comparison of everything on a channel with what it should show: the report of the safety net."""

    _name = 'ic.channel.sweep'
    _description = "Comparison with a Channel"
    _order = 'id desc'
    _rec_name = 'started_on'

    channel_id = fields.Many2one('ic.channel', required=True, readonly=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='channel_id.company_id', store=True, index=True)
    started_on = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    finished_on = fields.Datetime(readonly=True)
    state = fields.Selection(
        [('running', "Running"), ('done', "Done"), ('failed', "Failed")],
        default='running',
        required=True,
        readonly=True,
    )
    last_listing = fields.Integer(readonly=True, help="Everything up to this listing has been compared.")
    compared = fields.Integer(readonly=True, help="Listings compared.")
    same = fields.Integer(string="In Step", readonly=True)
    differing = fields.Integer(readonly=True, help="Listings whose count there was another than by our books.")
    missing = fields.Integer(string="Gone There", readonly=True)
    unknown = fields.Integer(string="Unknown There", readonly=True, help="Things of the channel that are no listing.")
    progress = fields.Float(compute='_compute_progress')
    words = fields.Char(string="What Happened", readonly=True)
    drift_ids = fields.One2many('ic.channel.drift', 'sweep_id')

    def _compute_progress(self):
        for sweep in self:
            total = self.env['ic.listing'].search_count(
                [('channel_id', '=', sweep.channel_id.id), ('remote_id', '!=', False)]
            )
            sweep.progress = 100.0 if sweep.state == 'done' else min(100.0 * sweep.compared / (total or 1), 99.0)


class IcChannel(models.Model):
    _inherit = 'ic.channel'

    swept_on = fields.Datetime(string="Last Comparison", readonly=True, copy=False)
    sweep_ids = fields.One2many('ic.channel.sweep', 'channel_id')
