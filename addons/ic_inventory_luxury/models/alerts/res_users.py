from odoo import fields, models

# How a person wants to hear of a kind of alert.
WAYS = [('none', "Not at all"), ('app', "In the app"), ('email', "By e-mail"), ('both', "In the app and by e-mail")]


class ResUsers(models.Model):
    """Each person chooses what he wants to be told, and how, in his own preferences."""

    _inherit = 'res.users'

    ic_alert_low_stock = fields.Selection(WAYS, string="Low Stock", default='app', required=True)
    ic_alert_zero_stock = fields.Selection(WAYS, string="Out of Stock", default='app', required=True)
    ic_alert_overdue = fields.Selection(WAYS, string="Overdue Check-out", default='app', required=True)
    ic_alert_lapsed_hold = fields.Selection(WAYS, string="Client Hold Lapsed", default='app', required=True)
    ic_alert_conflict = fields.Selection(WAYS, string="Open Conflict", default='both', required=True)
    ic_alert_ledger = fields.Selection(WAYS, string="Ledger Difference", default='both', required=True)

    @property
    def SELF_READABLE_FIELDS(self):  # noqa: N802 (the name is Odoo's)
        return super().SELF_READABLE_FIELDS + self._ic_alert_fields()

    @property
    def SELF_WRITEABLE_FIELDS(self):  # noqa: N802 (the name is Odoo's)
        return super().SELF_WRITEABLE_FIELDS + self._ic_alert_fields()

    def _ic_alert_fields(self):
        return [name for name in self._fields if name.startswith('ic_alert_')]

    def _ic_alert_way(self, kind):
        """Return how this person wants to hear of `kind`: none, app, email or both."""
        self.ensure_one()
        return self.sudo()[f'ic_alert_{kind}']
