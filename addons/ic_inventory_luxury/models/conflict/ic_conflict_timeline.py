from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_datetime


class IcConflict(models.Model):
    """What happened when, from both sides, in one column."""

    _inherit = 'ic.conflict'

    timeline = fields.Html(compute='_compute_timeline', sanitize=False)

    @api.depends(
        'side_ids', 'found_on', 'decided_on', 'decision', 'cancelled_on', 'apologised_on', 'closed_on', 'refund_id'
    )
    def _compute_timeline(self):
        for conflict in self:
            steps = sorted(conflict._ic_steps(), key=lambda step: step[0])
            conflict.timeline = Markup('<ol class="o_ic_timeline">%s</ol>') % Markup('').join(
                Markup('<li class="o_ic_step_%s"><time>%s</time><span>%s</span></li>')
                % (kind, format_datetime(self.env, when, dt_format='short'), words)
                for when, kind, words in steps
            )

    def _ic_steps(self):
        """Return (moment in UTC, kind: left_out, has_it or house, words) of everything that has a time."""
        self.ensure_one()
        steps = [step for side in self.sudo().side_ids for step in side._ic_steps()]
        decisions = {
            'kept': self.env._("Decided: it stays where it is (%s)", self.decided_by),
            'given': self.env._("Decided: given to the late side (%s)", self.decided_by),
        }
        own = [
            (self.found_on, self.env._("Conflict found")),
            (self.decided_on, decisions.get(self.decision)),
            (self.cancelled_on, self.cancelled_words),
            (self.apologised_on, self.env._("Letter sent to the customer")),
            (self.closed_on, self._ic_closed_words()),
        ]
        return steps + [(when, 'house', words) for when, words in own if when and words]

    def _ic_closed_words(self):
        outcome = dict(self._fields['outcome']._description_selection(self.env)).get(self.outcome)
        if self.state == 'dismissed':
            outcome = self.env._("Dismissed")
        return ': '.join(word for word in (outcome, self.reason) if word)


class IcConflictSide(models.Model):
    _inherit = 'ic.conflict.side'

    def _ic_steps(self):
        self.ensure_one()
        who = self._ic_words()
        steps = [
            (self.claimed_on, self.env._("%s: bought or reserved", who)),
            (self.paid_on, self.env._("%s: paid", who)),
            (self.arrived_on, self.env._("%s: we learned of it", who)),
        ]
        return [(when, self.role, words) for when, words in steps if when]
