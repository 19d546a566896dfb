from odoo import fields, models

from odoo.addons.ic_inventory_luxury.models.alerts.ic_alert import AUDIENCE
from odoo.addons.ic_inventory_luxury.models.alerts.res_users import WAYS

AUDIENCE['metal_price'] = 'ic_inventory_luxury.group_store_admin'
AUDIENCE['metal_position'] = 'ic_inventory_luxury.group_store_admin'
AUDIENCE['metal_stale'] = 'ic_inventory_luxury.group_store_admin'


class IcAlert(models.Model):
    _inherit = 'ic.alert'

    kind = fields.Selection(
        selection_add=[
            ('metal_price', "Metal Price"),
            ('metal_position', "Metal Position"),
            ('metal_stale', "Metal Price Too Old"),
        ],
        ondelete={'metal_price': 'cascade', 'metal_position': 'cascade', 'metal_stale': 'cascade'},
    )


class ResUsers(models.Model):
    _inherit = 'res.users'

    ic_alert_metal_price = fields.Selection(WAYS, string="Metal Price", default='app', required=True)
    ic_alert_metal_position = fields.Selection(WAYS, string="Metal Position", default='app', required=True)
    ic_alert_metal_stale = fields.Selection(WAYS, string="Metal Price Too Old", default='both', required=True)
