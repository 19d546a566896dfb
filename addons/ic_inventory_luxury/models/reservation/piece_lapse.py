from odoo import fields, models
from odoo.tools import SQL

from ..stock.piece_status import _DECIDED
from .lapsing import LapsingSelection, fetch_as_stored


class PieceStatus(LapsingSelection):
    """The status of a piece: Hold turns into what the piece falls back to at the moment the hold lapses."""

    lapsing_value = 'hold'
    until_column = 'ic_hold_until'

    def _value_after(self, alias):
        return SQL.identifier(alias, 'ic_hold_back')


class ProductTemplate(models.Model):
    """The status while a hold for a client lives, and what it is by itself from the moment the hold has lapsed."""

    _inherit = 'product.template'

    ic_status = PieceStatus()
    ic_hold_until = fields.Datetime(
        string="Hold Ends",
        readonly=True,
        copy=False,
        index='btree_not_null',
        groups='base.group_user',
        help="The moment from which the piece can be had by others again, if nothing happens.",
    )
    ic_hold_back = fields.Char(
        readonly=True, copy=False, groups='base.group_user', help="The status the piece falls back to then."
    )

    # === CRUD === #

    def write(self, vals):
        """Override of our own to keep the end of a hold with those who decide the status."""
        if self.env.context.get('ic_decided') is not _DECIDED and vals.keys() & {'ic_hold_until', 'ic_hold_back'}:
            vals = {name: value for name, value in vals.items() if name not in ('ic_hold_until', 'ic_hold_back')}
        return super().write(vals)

    # === BUSINESS METHODS === #

    def _ic_sync_status(self, reason=None, origin=None, choice=None):
        """Override of our own to write down first which holds have lapsed, so that the history tells it."""
        self._ic_write_down_lapses()
        return super()._ic_sync_status(reason, origin=origin, choice=choice)

    def _ic_write_down_lapses(self):
        """Turn what reads as lapsed already into what is stored."""
        now = fields.Datetime.now()
        lapsed = self.sudo().filtered(lambda piece: piece.ic_hold_until and piece.ic_hold_until <= now)
        if not lapsed:
            return
        fetch_as_stored(lapsed, 'ic_status')
        held = lapsed.filtered(lambda piece: piece.ic_status == 'hold' and piece.ic_hold_back)
        for piece in held:
            piece.with_context(ic_decided=_DECIDED).write(
                {'ic_status': piece.ic_hold_back, 'ic_hold_until': False, 'ic_hold_back': False}
            )
        held._ic_log_status(dict.fromkeys(held, 'hold'), self.env._("Hold lapsed"))
        lapsed.invalidate_recordset(['ic_status'])

    def _ic_status_changes(self, facts):
        """Override of our own to keep with the status when its hold ends and what comes then."""
        vals = super()._ic_status_changes(facts)
        until = back = False
        if vals.get('ic_status', self.ic_status) == 'hold' and facts['client_until']:
            until, back = facts['client_until'], self._ic_decide_status({**facts, 'client_held': 0.0})
        if until != self.ic_hold_until:
            vals['ic_hold_until'] = until
        if back != self.ic_hold_back:
            vals['ic_hold_back'] = back
        return vals
