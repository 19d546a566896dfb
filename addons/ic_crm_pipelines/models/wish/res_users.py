from odoo import fields, models

from odoo.addons.ic_inventory_luxury.models.alerts.res_users import WAYS


class ResUsers(models.Model):
    _inherit = 'res.users'

    ic_alert_wish_match = fields.Selection(WAYS, string="Wish Match", default='app', required=True)
