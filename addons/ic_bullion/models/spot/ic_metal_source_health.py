from datetime import timedelta

from odoo import api, fields, models

HEALTH = [
    ('new', "Not tested yet"),
    ('fine', "Working"),
    ('look', "Needs a look"),
    ('paused', "Paused"),
    ('broken', "Needs a person"),
]


class IcMetalSource(models.Model):
    """How a source is doing, in words a shopkeeper reads."""

    _inherit = 'ic.metal.source'

    last_answer_on = fields.Datetime(string="Last Answer", readonly=True, copy=False)
    last_words = fields.Char(string="It Said", readonly=True, copy=False)
    last_error = fields.Char(readonly=True, copy=False)
    last_error_on = fields.Datetime(readonly=True, copy=False)
    failures = fields.Integer(readonly=True, copy=False, help="Failed attempts in a row.")
    refusals = fields.Text(
        string="Refused Last Time", readonly=True, copy=False, help="Prices that could not be used, and why."
    )
    health = fields.Selection(HEALTH, compute='_compute_health')
    health_words = fields.Char(string="How It Is Doing", compute='_compute_health')
    review_count = fields.Integer(string="To Decide", compute='_compute_counts')
    tick_count = fields.Integer(string="Prices", compute='_compute_counts')

    # === COMPUTE METHODS === #

    @api.depends('state', 'last_error', 'last_words', 'refusals', 'last_answer_on', 'next_on')
    @api.depends_context('lang')
    def _compute_health(self):
        for source in self:
            source.health, source.health_words = source._ic_health()

    def _compute_counts(self):
        mine = [('source_id', 'in', self.ids)]
        waiting = [*mine, ('state', '=', 'waiting')]
        reviews = dict(self.env['ic.metal.review'].sudo()._read_group(waiting, ['source_id'], ['__count']))
        ticks = dict(self.env['ic.metal.price'].sudo()._read_group(mine, ['source_id'], ['__count']))
        for source in self:
            source.review_count = reviews.get(source, 0)
            source.tick_count = ticks.get(source, 0)

    # === BUSINESS METHODS === #

    def _ic_health(self):
        """Return (value of `health`, sentence)."""
        self.ensure_one()
        if self.state == 'draft':
            return 'new', self.env._("Enter what it needs and press Test.")
        if self.state == 'broken':
            return 'broken', self.env._(
                "%s. Nothing is asked until you press Test.", (self.last_error or '').rstrip('.')
            )
        if self.state == 'paused':
            return 'paused', self.env._("Paused. Its last prices grow old.")
        if self.last_error:
            again = fields.Datetime.context_timestamp(self, self.next_on or fields.Datetime.now())
            return 'look', self.env._(
                "%(error)s. Asked again at %(time)s.", error=self.last_error.rstrip('.'), time=f'{again:%H:%M}'
            )
        if self.refusals:
            return 'look', self.refusals.split('\n')[0]
        if self.last_answer_on and self.last_answer_on < fields.Datetime.now() - 3 * self._ic_interval() - timedelta(
            minutes=10
        ):
            return 'look', self.env._("It has not been asked for a while: do jobs run on this server?")
        return 'fine', self.last_words or self.env._("Working.")

    # === ACTIONS === #

    def action_ic_open_ticks(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_bullion.ic_metal_price_action')
        return action | {'domain': [('source_id', '=', self.id)], 'context': {}}

    def action_ic_open_reviews(self):
        self.ensure_one()
        action = self.env['ir.actions.act_window']._for_xml_id('ic_bullion.ic_metal_review_action')
        return action | {'domain': [('source_id', '=', self.id)]}
