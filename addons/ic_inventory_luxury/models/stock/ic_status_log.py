from odoo import api, fields, models
from odoo.tools import SQL


class IcStatusLog(models.Model):
    """One row per change of a piece's status: who, when, from, to, why. Written by the system only, never edited."""

    _name = 'ic.status.log'
    _description = "Status History"
    _order = 'date desc, id desc'
    _check_company_auto = True

    product_tmpl_id = fields.Many2one(
        'product.template', string="Piece", required=True, readonly=True, index=True, ondelete='cascade'
    )
    company_id = fields.Many2one('res.company', required=True, readonly=True, index=True)
    from_status = fields.Selection(selection='_selection_status', string="From", readonly=True)
    to_status = fields.Selection(selection='_selection_status', string="To", required=True, readonly=True, index=True)
    user_id = fields.Many2one('res.users', string="By", required=True, readonly=True)
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    reason = fields.Char(readonly=True)
    origin = fields.Char(
        readonly=True, help="Document that caused the change, for example a sales order or a transfer."
    )
    days = fields.Float(
        string="Days in It",
        compute='_compute_days',
        digits=(16, 1),
        help="How long the piece stayed in the status it came to; until now for its present one.",
    )
    lasted = fields.Char(compute='_compute_days', help="How long the piece stayed in that status.")
    is_current = fields.Boolean(compute='_compute_days')

    @api.model
    def _selection_status(self):
        return self.env['product.template']._selection_ic_status()

    @api.depends('product_tmpl_id', 'to_status')
    def _compute_display_name(self):
        labels = dict(self._selection_status())
        for log in self:
            log.display_name = f"{log.product_tmpl_id.name or ''}: {labels.get(log.to_status, '')}"

    @api.depends('date', 'product_tmpl_id.ic_status_log_ids')
    def _compute_days(self):
        """A status lasts until the next change of the same piece."""
        ends, now = self._ic_ends(), fields.Datetime.now()
        for log in self:
            end = ends.get(log._origin.id)
            seconds = max(((end or now) - log.date).total_seconds(), 0)
            log.days = seconds / 86400
            log.is_current = not end
            log.lasted = self._ic_duration(seconds)

    def _ic_ends(self):
        """Return a dict log id -> moment of the next change of its piece (None for the last one)."""
        self.flush_model(['date', 'product_tmpl_id'])
        if not self.product_tmpl_id.ids:
            return {}
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT id, LEAD(date) OVER (PARTITION BY product_tmpl_id ORDER BY date, id)
                      FROM ic_status_log WHERE product_tmpl_id IN %s""",
                    tuple(self.product_tmpl_id.ids),
                )
            )
        )

    @api.model
    def _ic_duration(self, seconds):
        """Return a length of time in words, in the two units that matter least and most: "3 d 4 h"."""
        minutes = int(seconds // 60)
        if minutes < 60:
            return self.env._("%s min", minutes)
        if minutes < 24 * 60:
            return self.env._("%(hours)s h %(minutes)s min", hours=minutes // 60, minutes=minutes % 60)
        days, hours = divmod(minutes // 60, 24)
        if days < 14:
            return self.env._("%(days)s d %(hours)s h", days=days, hours=hours)
        return self.env._("%s days", days)
