from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, float_repr

# How far back the job looks for what changed: longer than any transaction that sells.
OVERLAP = timedelta(minutes=30)


class IcAlert(models.Model):
    """Low stock and none left. Found by a job right after the sale, never within it."""

    _inherit = 'ic.alert'

    # === BUSINESS METHODS === #

    @api.model
    def _ic_tell_stock(self, record, units, low):
        """Raise or end the stock alerts of `record` (a piece or a watch) of which `units` are free.

        :param float low: tell when as many or fewer are left; zero tells only when none is left
        """
        figure = float_repr(units, 2).rstrip('0').rstrip('.')
        if units <= 0:
            self._ic_clear('low_stock', record, reason=self.env._("None left any more"))
            self._ic_raise('zero_stock', record, words=self.env._("None left that is not promised to somebody."))
        elif units <= low:
            self._ic_clear('zero_stock', record, reason=self.env._("%s free again", figure))
            words = self.env._(
                "%(units)s left; you asked to be told at %(low)s.",
                units=figure,
                low=float_repr(low, 2).rstrip('0').rstrip('.'),
            )
            self._ic_raise('low_stock', record, words=words)
        else:
            reason = self.env._("%s free again", figure)
            self._ic_clear('zero_stock', record, reason=reason)
            self._ic_clear('low_stock', record, reason=reason)

    # === CRON === #

    @api.model
    def _cron_look_at_stock(self, everything=False):
        """Look at the stock of what changed lately; once a day at everything that is watched.

        Started by every change of a watched piece (`_ic_announce`). Running it again tells nothing twice.
        """
        pieces = self.env['product.template'].sudo()
        changed = pieces.search([('ic_category', '!=', False), ('ic_is_unique', '=', False)])
        watches = self.env['ic.stock.watch'].sudo().search([('id', '!=', False)])
        if not everything:
            recent = pieces.browse(self._ic_changed_lately())
            changed &= recent
            watches = recent._ic_watches()
        changed._ic_look_at_stock()
        watches._ic_look()

    @api.model
    def _cron_look_at_everything(self):
        """Make sure of it once a day: nothing that is low, gone or overdue stays untold."""
        self._cron_look_at_stock(everything=True)

    @api.model
    def _ic_changed_lately(self):
        """Return the ids of pieces whose stock or promises changed within the last half hour."""
        since = fields.Datetime.now() - OVERLAP
        rows = self.env.execute_query(
            SQL(
                """
                SELECT product_tmpl_id FROM ic_stock_entry WHERE date >= %(since)s
                 UNION SELECT product_tmpl_id FROM ic_stock_event WHERE date >= %(since)s AND topic = 'claim'""",
                since=since,
            )
        )
        return [number for (number,) in rows]
