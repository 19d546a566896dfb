from odoo import api, models
from odoo.tools import format_date


class IcCheckout(models.Model):
    """What is not back in time is told to the store, besides the reminder of who is responsible for it."""

    _inherit = 'ic.checkout'

    def write(self, vals):
        """Override of `mail` to end the alert of what came back, or got more time."""
        result = super().write(vals)
        if vals.keys() & {'state', 'date_due'}:
            back = self.filtered(lambda trip: trip.state != 'out')
            self.env['ic.alert']._ic_clear('overdue', back, reason=self.env._("It is back, or gone for good"))
            for trip in (self - back).filtered(lambda trip: not trip.is_overdue):
                self.env['ic.alert']._ic_clear('overdue', trip, reason=self.env._("It got more time"))
        return result

    @api.model
    def _cron_remind_overdue(self):
        """Extend to tell everybody who wants to know. The day it was due is the occasion."""
        result = super()._cron_remind_overdue()
        for company in self.search([('state', '=', 'out'), ('date_due', '!=', False)]).company_id:
            for trip in self.with_company(company).search(
                [('company_id', '=', company.id), ('is_overdue', 'in', [True])]
            ):
                self.env['ic.alert']._ic_raise(
                    'overdue',
                    trip,
                    occasion=str(trip.date_due),
                    words=self.env._(
                        "Was due back on %(date)s from %(holder)s.",
                        date=format_date(self.env, trip.date_due),
                        holder=trip.holder or self.env._("somebody"),
                    ),
                    title=trip.product_tmpl_id.name,
                    users=trip.user_id,
                )
        return result
