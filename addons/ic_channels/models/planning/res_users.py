from odoo import fields, models

from odoo.addons.ic_inventory_luxury.models.alerts.res_users import WAYS


class ResUsers(models.Model):
    _inherit = 'res.users'

    ic_alert_supply = fields.Selection(WAYS, string="Runs Out Too Soon", default='app', required=True)
