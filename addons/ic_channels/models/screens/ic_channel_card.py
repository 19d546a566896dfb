from odoo import api, fields, models

from odoo.addons.ic_connect import registry

HEALTH = [
    ('new', "Not connected yet"),
    ('fine', "Working"),
    ('shadow', "Shadow mode: nothing is sent"),
    ('slow', "Answers, but something needs a look"),
    ('paused', "Paused"),
    ('broken', "Needs reconnecting"),
    ('off', "Disconnected"),
]


class IcChannel(models.Model):
    """The card of a connection: how it is doing, in words a shopkeeper reads."""

    _inherit = 'ic.channel'

    health = fields.Selection(HEALTH, compute='_compute_card')
    health_words = fields.Char(compute='_compute_card', string="How It Is Doing")
    risk_words = fields.Char(compute='_compute_card', string="Seconds of Risk")
    initials = fields.Char(compute='_compute_initials')
    review_count = fields.Integer(string="Orders to Review", compute='_compute_decisions')
    order_count = fields.Integer(string="Orders", compute='_compute_decisions')
    drift_count = fields.Integer(string="Differences to Decide", compute='_compute_decisions')
    item_count = fields.Integer(string="Things There", compute='_compute_decisions')
    proposal_count = fields.Integer(string="Matches to Decide", compute='_compute_decisions')
    last_sweep_id = fields.Many2one('ic.channel.sweep', compute='_compute_decisions', string="Last Report")

    # === COMPUTE METHODS === #

    @api.depends('service_name')
    def _compute_initials(self):
        for channel in self:
            words = ''.join(one if one.isalnum() else ' ' for one in channel.service_name or '').split()
            capitals = [one for word in words for one in word if one.isupper()]
            channel.initials = ''.join(capitals[:2]) if len(capitals) > 1 else ''.join(words)[:2]

    @api.depends('state', 'shadow', 'last_error', 'failures', 'failed_count', 'risk_seconds')
    def _compute_card(self):
        for channel in self:
            channel.health = channel._ic_health()
            channel.health_words = channel._ic_health_words()
            channel.risk_words = channel._ic_risk_words()

    @api.depends('state')
    def _compute_decisions(self):
        mine = [('channel_id', 'in', self.ids)]
        orders = self._ic_counts('ic.channel.order', mine)
        review = self._ic_counts('ic.channel.order', [*mine, ('state', 'in', ('review', 'failed'))])
        drifts = self._ic_counts('ic.channel.drift', [*mine, ('state', '=', 'open')])
        items = self._ic_counts('ic.channel.item', mine)
        open_items = self._ic_counts('ic.channel.item', [*mine, ('match_state', 'in', ('proposed', 'conflict'))])
        for channel in self:
            channel.order_count = orders.get(channel, 0)
            channel.review_count = review.get(channel, 0)
            channel.drift_count = drifts.get(channel, 0)
            channel.item_count = items.get(channel, 0)
            channel.proposal_count = open_items.get(channel, 0)
            channel.last_sweep_id = channel.sudo().sweep_ids[:1]

    # === BUSINESS METHODS === #

    @api.model
    def ic_services(self):
        """Return the services a connection can be made to: a list of dicts for the connections page."""
        taken = dict(self._read_group([('state', '!=', 'disconnected')], ['code'], ['__count']))
        return [
            {
                'code': code,
                'name': service.name,
                'docs_url': service.docs_url,
                'is_simulated': service.is_simulated(),
                'grants': service.supports('authorize_url'),
                'count': taken.get(code, 0),
                'initials': self.new({'code': code}).initials,
            }
            for (_kind, code), service in sorted(
                registry.services('channels').items(), key=lambda pair: pair[1].name.lower()
            )
        ]

    @api.model
    def ic_start(self, code):
        """Make a connection to a service, not connected yet, and open its form: its credentials come first.

        One that was begun and never connected is taken up again instead of a second one.
        """
        begun = self.search(
            [('code', '=', code), ('state', '=', 'draft'), ('company_id', '=', self.env.company.id)], limit=1
        )
        channel = begun or self.create({'code': code, 'name': registry.get('channels', code).name})
        return channel._ic_open(self.env._("Connect %s", channel.service_name))

    @api.model
    def _ic_counts(self, model, domain):
        return dict(self.env[model].sudo()._read_group(domain, ['channel_id'], ['__count']))

    def _ic_open(self, title=''):
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'name': title or self.display_name,
            'res_model': 'ic.channel',
            'res_id': self.id,
            'views': [(False, 'form')],
        }

    def _ic_health(self):
        """Return how the connection is doing, as one of HEALTH."""
        self.ensure_one()
        if self.state != 'connected':
            return {'draft': 'new', 'paused': 'paused', 'broken': 'broken'}.get(self.state, 'off')
        if self.last_error or self.failed_count:
            return 'slow'
        return 'shadow' if self.shadow else 'fine'

    def _ic_health_words(self):
        self.ensure_one()
        if self.state == 'draft':
            return self.env._("Enter the credentials, then connect.")
        if self.state == 'paused':
            return self.env._("Paused: nothing is exchanged. What changes meanwhile is sent when you resume.")
        if self.state == 'broken':
            return self.env._("The service refuses our credentials. Enter them again and reconnect.")
        if self.state == 'disconnected':
            return self.env._("Disconnected. Listings and orders stay to be looked at.")
        if self.last_error:
            return self.env._("Last call failed: %s", self.last_error)
        if self.failed_count:
            return self.env._("Working. Listings that need a look: %s.", self.failed_count)
        if self.shadow:
            return self.env._("Shadow mode: it computes what it would send, and sends nothing.")
        return self.env._("Working.")

    def _ic_risk_words(self):
        """Return what the measured freshness means for a piece there is only one of."""
        self.ensure_one()
        if not self.risk_seconds:
            return self.env._("Not measured yet: the first change sent here measures it.")
        return self.env._(
            "A sale elsewhere is shown here after %s seconds. So long this channel may still sell what is gone.",
            self.risk_seconds,
        )
