from odoo import fields, models

from odoo.addons.ic_inventory_luxury.models.alerts.ic_alert import AUDIENCE

AUDIENCE['supply'] = 'ic_inventory_luxury.group_employee'


class IcAlert(models.Model):
    _inherit = 'ic.alert'

    kind = fields.Selection(
        selection_add=[('supply', "Runs Out Too Soon"), ('overdue',)], ondelete={'supply': 'cascade'}
    )
