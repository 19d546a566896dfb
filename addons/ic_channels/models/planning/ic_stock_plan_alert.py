from odoo import api, models


class IcStockPlan(models.Model):
    """What runs out before an order could be here is told through the alerts of the house."""

    _inherit = 'ic.stock.plan'

    @api.model
    def _ic_tell_short(self, company):
        """Tell of each row of `company` that is short, once while it lasts; end what was told of the others."""
        alerts = self.env['ic.alert'].sudo()
        for row in self.search([('company_id', '=', company.id), ('is_short', '=', True)]):
            alerts._ic_raise('supply', row, title=row.name, words=row._ic_alert_words())
        told = alerts.search([('kind', '=', 'supply'), ('state', '=', 'open'), ('company_id', '=', company.id)])
        rows = self.browse(told.mapped('res_id')).exists()
        rows.filtered(lambda row: not row.is_short)._ic_end_alerts(self.env._("Enough again, or enough on order"))

    def _ic_end_alerts(self, reason):
        if self:
            self.env['ic.alert']._ic_clear('supply', self, reason=reason)

    def _ic_alert_words(self):
        self.ensure_one()
        return self.env._(
            "Lasts %(supply)s days, a new one takes %(lead)s. %(reason)s",
            supply=self._ic_figure(self.days_of_supply, 1),
            lead=self.lead_days,
            reason=self._ic_reason(),
        )
