from odoo import fields, models

from odoo.addons.ic_inventory_luxury.models.alerts import ic_alert

ic_alert.AUDIENCE['wish_match'] = 'ic_inventory_luxury.group_employee'


class IcAlert(models.Model):
    _inherit = 'ic.alert'

    kind = fields.Selection(selection_add=[('wish_match', "Wish Match")], ondelete={'wish_match': 'cascade'})
